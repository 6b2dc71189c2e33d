# Pages of the coordination office.

nav-overview = Overview
nav-requests = Requests
nav-people = Volunteers
nav-organisations = Organisations
nav-plan = Planning
nav-outbox = E-mails

flash-answer_recorded = The answer has been noted.
flash-answer_late = That was too late: the place has been taken or is no longer open. Please look at the request.
flash-answer_collides = That does not work: the person has agreed to another appointment at that time.
flash-request_cancelled = The request has been called off. Everyone concerned is told.
flash-plan_published = The requests are on their way. Answers appear here by themselves.
flash-plan_discarded = The proposal has been discarded. Nobody was asked.
flash-task_done = Done.

filter-label = Narrow the list
filter-q = Search
filter-kind = Kind of organisation
filter-state = State
filter-programme = Service
filter-language = Language
filter-district = District
filter-from = From day
filter-to = To day
filter-all = All
filter-submit = Show
filter-reset = Show all

column-number = No.
column-time = Time
column-organisation = Organisation
column-language = Language
column-languages = Languages
column-level = Level
column-state = State
column-person = Person
column-name = Name
column-contact = Contact
column-link = Link for requests
column-district = District
column-asked = Asked
column-answer = Answer
column-by-phone = By telephone
column-why = Reasons
column-mail = E-mail
column-recipient = To
column-request = Request
column-when = When
column-proof = Proof
column-checked = Checked on
column-valid = Valid until

overview-numbers = Requests by state
tile-submitted =
    { $count ->
        [one] waits for planning
       *[other] wait for planning
    }
tile-searching = being looked for
tile-substituting = need a substitute
tile-unfilled = nobody found
tile-confirmed = confirmed
tasks-title = To do
tasks-none = Nothing to do. All is well.
task-nobody_left-hint = Everyone proposed has said no or has not answered. Plan the request again or call the school.
task-call_requested-hint = Please call and note the answer. The time to answer stands still meanwhile.
task-mail_failed-hint = The address takes no e-mails. Please ask for the address by telephone.
task-contradictory_answers-hint = Yes and no came from the same page, probably from a program that checks links. Please ask and note the answer.
task-call_by_phone-hint = E-mail does not help here. Please call and note the answer.
task-mail_reply-hint = The clock stands still. Please read it and record the answer, or call.
task-mailbox_failed-hint = Answers and delivery reports do not arrive at present. Please check server, user, password and folder.
task-particulars_wrong-hint = The person says that their details are wrong. Please call and correct them.
task-queue_paused-hint = The mail server takes nothing. Please check user, password and encryption.
task-done = Done
record-accept = Said yes by telephone
record-decline = Said no
today-title = Today
today-none = No appointment today.
plans-latest = Latest proposals
plans-none = No proposal yet.

requests-empty = No request yet. Schools send requests through their link; you can also import a file.
requests-empty-filtered = No request fits this choice.
people-of = { $confirmed } of { $headcount } confirmed
time-chosen = chosen
assignments-title = Who comes
assignments-none = Nobody yet.
agreed-at = agreed on { $moment }
offers-title = Volunteers asked
offers-none = Nobody has been asked yet.
rank-first = first choice
rank-backup = substitute { $rank }
answer-by = answer by { $moment }
history-title = History
history-created = Request received
history-request-submitted = Request received
history-request-imported = Request imported from a file
history-request-cancelled = Request called off
history-request-confirmed = Request confirmed
history-request-unfilled = Nobody found
history-request-substituting = Looking for a substitute
history-plan-published = Requests sent
history-offer-made = Person asked
history-offer-accepted = Said yes
history-offer-declined = Said no
history-offer-call = Asked for a call
history-offer-answered = Answer received
history-offer-expired = No answer
history-offer-withdrawn = Offer withdrawn
history-offer-contradictory = Contradictory answers
history-assignment-cancelled = Volunteer cannot come
history-assignment-released = Person released again
history-other = Changed
facts-title = Request
fact-gender = Gender
gender-required = required
gender-wished = wished for
fact-urgent = Urgent because
level-at-least = at least { $level }
all-or-nothing = only if all places are filled
note-title = Note from the school
note-kept = For the office only. Deleted 30 days after the appointment.
actions-title = Do for the school
cancel-on-behalf = Call off for the school
consequences-title = What happens then
cancel-office-school = The contact gets a confirmation that it is called off.
cancel-office-person = { $name } is told, with a calendar cancellation.
cancel-office-asked =
    { $count ->
        [one] One open offer to a volunteer is withdrawn.
       *[other] { $count } open offers to volunteers are withdrawn.
    }
cancel-back = No, go back

people-empty = No volunteers yet. Import your list as a CSV file: passgenau import people FILE.
people-empty-filtered = Nobody fits this choice.

organisations-lead = Each organisation asks through a link of its own, without a password. Send it to that organisation only.
organisations-link-show = Show link
organisations-empty = No organisations yet. Read your list as a CSV file: passgenau import organisations FILE.
organisations-empty-filtered = No organisation fits this selection.
email-failed = E-mail bounces
person-email-failed = E-mails to this address have bounced since { $moment }. Please ask for the address by telephone.
availability-title = Times
availability-none = No times given. Without times nobody is planned.
absent = Away
coming-title = Next assignments
coming-none = No assignment agreed.
proofs-title = Proofs
proofs-none = No proof entered.
proof-expired = expired
unlimited = unlimited
contact-title = Contact
fact-channel = Prefers
reach-title = Where and how
fact-home = Home
fact-goes-to = Goes to
everywhere = everywhere
fact-modes = Modes
fact-topics = Has learned about
fact-limits = Own limit
limit-week = { $minutes } minutes a week
limit-day =
    { $count ->
        [one] 1 assignment a day
       *[other] { $count } assignments a day
    }
limit-none = none
view-audited = It is recorded that you have opened this page. The person can ask for that record.

plan-start = Plan
weeks-title = Compute a proposal
weeks-lead = We look for the best distribution of all waiting requests. What is agreed stays as it is. Nobody is asked before you have seen the proposal.
weeks-legend = Which weeks?
week-open =
    { $count ->
        [0] no request waits
        [one] 1 request waits
       *[other] { $count } requests wait
    }
weeks-fault = Please choose at least one week.
weeks-many = Eight weeks at once at most: there are too many between the first and the last week you chose.
weeks-none = No request waits for a proposal at the moment.
plan-compute = Compute a proposal
plan-compute-hint = This usually takes a few seconds, a minute at most.
plan-title = Proposal { $from } to { $to }
plan-made = by { $by }, { $moment }
plan-state-computing = being computed
plan-state-draft = draft
plan-state-published = sent
plan-state-failed = failed
plan-state-discarded = discarded
plan-state-superseded = superseded
plan-computing-title = The proposal is being computed
plan-computing-text = This page reloads by itself.
plan-computing-until = It is ready by { $time } at the latest.
plan-reload = Look now
plan-failed-title = The proposal could not be computed
plan-failed-internal = Nothing is lost. Please try again; if it happens again, the reason stands in the server's log.
plan-failed-check = The result did not pass the independent check and was not stored. Please try again and report the fault.
plan-failed-interrupted = A restart interrupted the computation. Please start it again.
plan-failed-changed = The requests changed too often during the computation. Please try again.
plan-again = Plan again
plan-published-text = This proposal has been sent. The list of requests shows how far each one is.
plan-discarded-text = This proposal was discarded. Nobody was asked.
plan-superseded-text = There is a newer proposal for this time.
plan-filled-of = { $filled } of { $total } requests filled
proof-optimal = Provably the best plan
proof-optimal-text = With these people and times no more requests can be filled, and not distributed better.
proof-count = Provably the largest number
proof-count-text = No more requests can be filled. Whether ways and distribution could be a little better was not proved in the time given.
proof-best-found = Best plan found
proof-gap =
    { $gap ->
        [one] At most 1 request worse than the best imaginable.
       *[other] At most { $gap } requests worse than the best imaginable.
    }
plan-seconds =
    { $seconds ->
        [0] Computed in less than a second.
        [one] Computed in 1 second.
       *[other] Computed in { $seconds } seconds.
    }
plan-discard = Discard
plan-reach = Only for: { $parts }
weeks-own-part = Planned are the requests and volunteers of your part of the work. What stays open is seen by those who plan everything, too.
plan-parts = Parts of the proposal
plan-search = Search the proposal
plan-search-hint = Name, school, language …
plan-sheet-open = Everything on one page, to print
plan-sheet = to print
plan-found =
    { $count ->
        [0] Nothing found for “{ $q }”.
        [one] One match for “{ $q }”.
       *[other] { $count } matches for “{ $q }”.
    }
plan-empty = There is nothing to fill in this time.
plan-day-caption = Requests filled on { $day }
plan-warning-collide = Two agreed assignments of one person overlap (request no. { $number }). Please check.
plan-warning-limit = Agreed assignments exceed a person's own limit. Please check.
plan-warning-other = Something was noticed while planning (request no. { $number }). Please check.
seat-of = place { $seat } of { $seats }
ask-by-phone = please call
already-agreed = already agreed
fallback-for = instead of { $asked }
why-open = Why?
why-pinned = Is already agreed and stays so.
why-language-exact = Speaks exactly this language: { $language }, { $level }.
why-language-fallback = Speaks { $spoken } ({ $level }). Asked for was { $asked }; by your table that works to { $quality } %.
why-travel-from = { $minutes } minutes on the way from { $place }.
why-travel = { $minutes } minutes on the way.
why-travel-short = { $minutes } min on the way
why-gender-met = The wish for a gender is met.
why-gender-missed = The wish for a gender could not be met.
why-option = Time { $option } of { $options }.
why-liked = Falls into a time the person likes best.
why-not-liked = The person can come, but likes other times better.
why-knows-case = Knows the case already.
why-topic = Has learned about this occasion.
why-topic-other = Has not learned about this occasion; whoever has suited less well on the whole.
why-newcomer = Had no appointment yet; this one is an easy beginning.
why-scarce = Speaks no other rare language; whoever does is spared.
why-scarce-other = Also speaks a rare language and is spared otherwise; here it is still the best choice.
why-served =
    { $minutes ->
        [0] Had no appointment in the 90 days before.
       *[other] Had { $minutes } minutes of appointments in the 90 days before.
    }
why-load = Has { $minutes } minutes of assignments in these weeks in all.
backups = Substitutes
backups-none = none
unfilled-title = Not filled
unfilled-programme = There are no active volunteers for this service.
unfilled-language = Nobody speaks this language or a related one.
unfilled-qualification = Someone speaks the language, but level or proofs are not enough.
unfilled-gender = Nobody of the required gender comes into question.
unfilled-excluded = Those who would come into question are not to be sent here.
unfilled-reach = Nobody who fits goes to this district or does this kind of assignment.
unfilled-unavailable = Nobody who fits has time at one of the times asked for.
unfilled-busy = Those who fit and would have time have another assignment then.
unfilled-limit = Everybody suitable has reached their own limit or the allowance.
unfilled-resource = The organisation is closed then, or the room that is needed is taken, too small or not reachable without steps.
unfilled-budget = The funds are not enough.
unfilled-outcompeted = There would be someone, but then another request that counts more would stay open.
unfilled-seats = Not all places can be filled.
competes-with = In competition with:
funnel-open = How many come into question?
funnel-caption = How many volunteers are left for request no. { $number }, rule by rule
funnel-rule = Rule
funnel-people = Volunteers
funnel-programme = belong to the service
funnel-language = speak the language
funnel-qualification = have level and proofs
funnel-gender = are of the required gender
funnel-excluded = are not excluded here
funnel-reach = get there
funnel-unavailable = have time at one of the times
funnel-busy = are still free then
publish-button =
    { $people ->
        [one] Send requests (1 person)
       *[other] Send requests ({ $people } people)
    }
publish-title = Send requests
publish-heading =
    { $people ->
        [one] Send requests to 1 person?
       *[other] Send requests to { $people } people?
    }
publish-lead =
    { $requests ->
        [one] This is about 1 request ({ $from } to { $to }).
       *[other] This is about { $requests } requests ({ $from } to { $to }).
    }
publish-mails =
    { $count ->
        [one] 1 person gets an e-mail with a link to answer.
       *[other] { $count } people get an e-mail with a link to answer.
    }
publish-hold =
    { $minutes ->
        [one] The mails start leaving in 1 minute.
       *[other] The mails start leaving in { $minutes } minutes.
    }
publish-answers = How long people have to answer depends on the appointment: a day, or a few hours if it is near. At night, on Sundays and on holidays the time stands still.
publish-calls =
    { $count ->
        [one] You have to call 1 person. The number then stands under “Calls”.
       *[other] You have to call { $count } people. The numbers then stand under “Calls”.
    }
field-tell_unfilled = Tell schools now that nobody was found
publish-unfilled =
    { $count ->
        [one] This is about 1 request. Without the tick it simply stays in the list and can be planned again.
       *[other] This is about { $count } requests. Without the tick they simply stay in the list and can be planned again.
    }
publish-stale-title = This proposal no longer fits
publish-stale-text = Since it was computed, requests, times or agreements have changed. Please compute a new one; that takes seconds.
plan-stop = Stop and take the best plan so far
publish-next = Whoever says no or does not answer is replaced: we then ask the next person by ourselves.
publish-schools = The schools see “We are looking” and are told as soon as someone has agreed.

outbox-title = E-mails
outbox-open = To the e-mails
outbox-paused-title = No mail leaves at the moment
outbox-paused-until = Next try: { $until }.
outbox-pause-auth = The mail server refuses user or password.
outbox-pause-tls = The encrypted connection to the mail server cannot be made.
outbox-pause-connect = The mail server cannot be reached.
outbox-pause-other = The mail server takes nothing at the moment.
outbox-files-title = E-mails are written to files
outbox-files-text = No mail server is set. Every e-mail lies in the data folder as a file.
outbox-empty = No e-mail in this list.
outbox-error-recipient = recipient refused
outbox-error-temporary = refused for now, tried again
outbox-error-relay = mail server not ready
outbox-error-other = not taken
attempts =
    { $count ->
        [one] 1 try
       *[other] { $count } tries
    }
task-yes_but-hint = The person can help, but only on a condition. Please call and enter the answer. The clock stands still until then.
task-replace_by_hand-hint = Whoever had accepted cannot come. Please decide on the request page whom we ask.
history-offer-but = Yes, but …
history-assignment-stand_in = Stand-in wanted
history-assignment-stand_in_ended = Comes after all
history-assignment-late = Delay reported
history-request-moved = Appointment moved
