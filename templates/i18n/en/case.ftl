# One case on the telephone: somebody cannot come, calls, who else could.

absent-title = Report an absence
absent-lead = Who cannot come? A name or telephone number will do, even an inexact one.
absent-who = Who?
absent-nobody = Nobody has a name like “{ $q }”.
absent-other = somebody else
absent-when = For how long?
absent-change = Longer or shorter after all?
absent-today = Today
absent-until = Until a certain day
absent-unknown = Not known yet (until { $date } for now)
absent-single = Single appointments only
absent-look = See what that means
absent-only-asked = only asked so far
absent-means =
    { $count ->
        [0] No appointment is affected
        [one] 1 appointment is affected
       *[other] { $count } appointments are affected
    }
absent-school-call = Please call, a mail would be too late: { $name },
absent-school-mail = { $name } gets a mail: a substitute is being sought.
absent-school-nothing = The school hears nothing, for nothing had been agreed.
absent-ways =
    { $count ->
        [one] How to go on
       *[other] How do you want to go on?
    }
absent-foreign = another part of the work
absent-foreign-told = The other part is told.
absent-stranger = somebody of another part
absent-way-elsewhere =
    { $count ->
        [one] 1 person of another part changes for it.
       *[other] { $count } people of other parts change for it.
    }
absent-way-all = Everything stays covered.
absent-way-open =
    { $count ->
        [one] Nobody is free for 1 appointment.
       *[other] Nobody is free for { $count } appointments.
    }
absent-way-moved = For that, this person would have to change: { $names }.
absent-ask-phone = – please call:
absent-ask-mail = – is asked by mail
absent-then = – is asked as soon as the change is agreed
absent-open = nobody free – you decide on the request’s page
absent-fewest = Verified: it cannot be done with less disturbance for others.
absent-told = The person gets a mail that takes the appointments out of their calendar.
absent-told-phone = The person gets no mail; they know already.
absent-no-reason = No reason is stored.
absent-confirm =
    { $count ->
        [0] Enter the absence
        [one] Confirm: give up 1 appointment and ask a substitute
       *[other] Confirm: give up { $count } appointments and ask substitutes
    }
field-span = How long can this person not come?
field-single = Single appointments
field-again = Time
flash-absence_noted = Entered. Whom to call now is shown below.
flash-call_noted = Noted.
rejection-absence-changed = Something has changed meanwhile. Please look again at what holds now.
rejection-again-range = Please give a time between now and the begin of the appointment.
conflict-absence-changed = Something has changed meanwhile. Please look again.
held-absence = The absence is entered; the mails about it have not been sent yet.
history-person-absent = Absence entered
history-assignment-changed_over = Changed to another appointment
history-offer-called = Called, no answer yet

calls-title = Calls
calls-lead = What has the least time comes first. One tap records the result.
calls-list = All calls
calls-none = Nobody needs to be called right now.
call-no-number = no telephone number
call-by = by { $time } at the latest
call-too-late = too late for the way
call-say-offer = “Can you help? { $time }, { $district }. You may always say no.”
call-say-offer-language = “Can you help? { $language }, { $time }, { $district }. You may always say no.”
call-say-school = “For the appointment { $time } the person who had agreed unfortunately cannot come. We are looking for a substitute and will be in touch.”
call-say-off = “The appointment { $time } is called off. Please do not set out.”
call-remark = They wrote:
call-instead = instead of request no. { $number }
call-again-at = call again { $moment }
call-result-not_reached = Not reached
call-result-wrong_number = Wrong number
call-result-later = Still thinking
call-later = Thinks until
call-later-save = Remember
call-school-done = School told by telephone
call-told = Has been told
task-call_school = Call the school
task-call_school-hint = The appointment is soon, a mail would be too late. Please call.
task-call_volunteer = Please call, the appointment is off
task-call_volunteer-hint = The appointment is soon, a mail would be too late. Please call, so that nobody sets out for nothing.

# Who could, what it costs, and why others could not.
column-costs = What speaks for and against it
column-do = Do
cost-that-day =
    { $count ->
        [one] Has 1 appointment on that day already.
       *[other] Has { $count } appointments on that day already.
    }
cost-served = { $time } of service in the last three months.
cost-served-none = No service in the last three months.
cost-only = Would be the only one for request no. { $number } at the same time
cost-wanted =
    { $count ->
        [one] Could also take request no. { $number } at the same time; 1 other person could, too.
       *[other] Could also take request no. { $number } at the same time; { $count } others could, too.
    }
ask-one = Ask
ask-everybody = See everybody: who suits, who does not, and why
ask-others = Why others do not suit
ask-others-lead = Those who lack least come first. Whoever stands here can be asked or entered all the same, with a reason.
ask-others-search = Look for a person
ask-others-more =
    { $count ->
        [one] One more person. Please search by name.
       *[other] { $count } more. Please search by name.
    }
ask-anyway = Ask all the same
assign-anyway = Enter all the same
tick-programme = Programme
tick-language = Language and level
tick-german = German
tick-proofs = Proofs
tick-gender = Gender
tick-exclusion = Exclusion
tick-reach = Way and distance
tick-time = Time
tick-limits = Limits
tick-busy = Other agreements
ticked-yes = suits
ticked-no = does not suit
block-busy = has something else then, or the way in between is too far
person-page = To the person’s page
note-readable = The person may read this note on request. No health, no origin.
field-reason_against = Why all the same?
field-case_note = New note
field-said_at = Said at
rejection-reason-against = A rule speaks against it. Please write in short why it is right all the same.
rejection-said-later = That is in the future. Please say when it was said.
conflict-asked-already = This person has been asked for this request already.
case-notes = Notes of the office
case-note-keep = Keep note
case-note-drop = Delete
case-against = Against a rule ({ $name }):
case-changed = { $name } changed this request { $moment }
move-overtaken = Something has changed here since you looked
case-changed-noted = Your note is kept. Please look at what is new.
case-changed-text = That is why your step has not been taken yet. Please see whether it still fits.
flash-note_kept = The note is kept.
flash-note_dropped = The note is deleted.
history-request-noted = Note written
history-request-note_dropped = Note deleted
history-request-against_rule = Against a rule, with a reason
history-request-taken = Taken down on the telephone
heard-open = Another way or earlier
heard-channel = How did the answer come?
heard-at = When?
heard-said = said { $moment }
cancel-office-near = The appointment is soon: please call; the number will be in the list of calls.

# Somebody is on the telephone.
caller-title = Who is calling?
caller-who = Name, telephone number, school or request
caller-agreed = agreed
caller-asked = asked
caller-no-requests = No request to come.
take-title = Take down a request
take-lead = Which school is calling? Name, contact or telephone number will do.
take-school = School or institution
take-for = Take down a request: { $name }
take-other = Another institution
take-day = Take down a consultation day
take-drafts = Begun
take-kept = kept { $moment }
take-drop = Delete
take-more = Programme, mode, number, money and more times
take-sender = Who is calling?
take-questions = The five questions
take-send = Enter request
take-check = Can that work out?
take-keep = Keep for later
take-mail = The contact gets a mail and can look everything over.
flash-request_taken = The request is entered. The school gets a mail to look it over.
caller-open = With appointments, open questions and what to do now

# Calls early in the morning.
early-title = Calls from 6:30
early-on = The office may call you from 6:30 on when somebody drops out on the same day.
early-off = May we call you from 6:30 on when somebody drops out on the same day? Otherwise we call from 7:00 at the earliest.
early-switch-on = Yes, please
early-switch-off = Please no longer
early-office-on = allowed
early-office-off = no, from 7:00 only
early-office-yes = Note the permission
early-office-no = Take the permission back
call-from = not before { $time }
call-early = may be called from 6:30 on
history-person-early_calls = Calls from 6:30 changed
