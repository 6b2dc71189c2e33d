# Names of values that appear everywhere: occasions, states, kinds. The id ends with the value in the database.

occasion-parent_talk = Talk with parents
occasion-consultation_day = Parents' consultation day
occasion-transition_advice = Advice on moving up from year 4
occasion-enrolment = Enrolment at school or day care
occasion-conflict_talk = Talk about a conflict
occasion-parents_evening = Parents' evening
occasion-school_office = School office: form or information
occasion-school_social_work = Educational support or school social work
occasion-development_talk = Talk about development in day care
occasion-course = Course or group
occasion-accompaniment = Accompaniment

mode-on_site = On site
mode-phone = Telephone
mode-video = Video

level-A1 = A1 (beginner)
level-A2 = A2 (elementary)
level-B1 = B1 (intermediate)
level-B2 = B2 (upper intermediate)
level-C1 = C1 (advanced)
level-C2 = C2 (almost like a first language)
level-native = First language

request-state-submitted = Received
request-state-in_review = Being checked
request-state-refused = Refused
request-state-searching = We are looking
request-state-confirmed = Confirmed
request-state-substituting = Looking for a substitute
request-state-unfilled = Sorry, nobody found
request-state-cancelled = Cancelled
request-state-held = Took place
request-state-not_held = Did not take place
request-state-solved = Solved otherwise

offer-state-offered = Asked
offer-state-accepted = Accepted
offer-state-declined = Declined
offer-state-expired = No answer
offer-state-withdrawn = Withdrawn
offer-state-call_requested = Asks for a call

assignment-state-confirmed = Agreed
assignment-state-cancelled_by_requester = Cancelled by the institution
assignment-state-cancelled_by_volunteer = Cancelled by the person
assignment-state-released = Released

answer-accept = Accept
answer-decline = Decline
answer-call = Please call me

gender-f = female
gender-m = male
gender-d = diverse

organisation-kind-school = School
organisation-kind-daycare = Day-care centre
organisation-kind-family_centre = Family centre
organisation-kind-authority = Authority
organisation-kind-advice_centre = Advice centre
organisation-kind-carrier = Welfare organisation
organisation-kind-migrant_association = Migrant association
organisation-kind-shelter = Shelter
organisation-kind-community_centre = Community centre

proof-clearance = Certificate of conduct seen
proof-pledge = Pledge of confidentiality
proof-training = Basic training
proof-measles = Measles proof
proof-adult = Of age

person-state-active = Active
person-state-paused = Pausing
person-state-left = Left

channel-email = E-mail
channel-phone = Telephone
channel-sms = Text message
channel-letter = Letter

mobility-public_transport = Bus and train
mobility-car = Car

task-nobody_left = Nobody left to ask
task-last_asked = The last person is asked
task-call_requested = Asks for a call
task-mail_failed = Mail cannot be delivered
task-contradictory_answers = Contradictory answers
task-call_by_phone = Please ask by telephone
task-mail_reply = Answer by mail – please take over
task-mailbox_failed = Mailbox for answers out of reach
task-particulars_wrong = Details are wrong
task-queue_paused = Sending of mails is paused

outbox-state-pending = Waiting
outbox-state-sent = Sent
outbox-state-failed = Cannot be delivered
outbox-state-obsolete = No longer needed

notice-request_received = Confirmation of receipt
notice-offer = Question to a volunteer
notice-offer_withdrawn = Already taken
notice-confirmed_volunteer = Confirmation to the volunteer
notice-confirmed_requester = Confirmation to the institution
notice-not_fillable = Nobody found
notice-request_refused = Request refused
notice-not_fillable_office = Nobody left to ask (office)
notice-last_asked_office = The last person is asked (office)
notice-cancelled_volunteer = Cancellation to the volunteer
notice-cancelled_requester = Cancellation to the institution
notice-substitute_requester = Looking for a substitute (institution)
notice-substitute_office = Looking for a substitute (office)
notice-call_office = Call wanted (office)
notice-welcome = Welcome
notice-offer_reminder = Reminder: answer awaited
notice-undeliverable_office = Mail undeliverable (office)
notice-changed_volunteer = Change to volunteer
notice-changed_requester = Change to institution
notice-reminder_volunteer = Reminder to volunteer
notice-reminder_requester = Reminder to institution
notice-week = Weekly plan
notice-proof_due = Proof expires
notice-particulars_stale = Are the details up to date?
notice-overview = Overview of the day (office)
notice-stand_in_office = Stand-in wanted (office)
notice-yes_but_office = Yes, but … (office)
notice-late_requester = Delay (institution)
notice-late_office = Delay (office)
notice-urgent_office = Urgent request (office)
notice-login_link = Link to sign in
task-yes_but = Yes, but …
task-replace_by_hand = Find a substitute
notice-question_requester = Question to a requester
notice-service_volunteer = Confirm the time (volunteer)
notice-service_requester = Confirm the assignment (requester)
notice-service_reminder_volunteer = Proof missing (volunteer)
notice-service_reminder_requester = Proof missing (requester)
notice-statement = Statement
notice-allowance_volunteer = Allowance (volunteer)
notice-allowance_office = Allowance (office)
notice-consultation_day = Consultation day: register now
notice-account_invitation = Account for the office
notice-data_ready = Data are ready
notice-erased = Data are deleted
notice-thanks = Thanks
