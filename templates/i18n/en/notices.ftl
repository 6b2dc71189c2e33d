# Questions to requesters, proofs of service, consultation days, statements, thanks: what else the office tells people.

task-service_mismatch = Proofs of service do not match
task-service_mismatch-hint = Volunteer and requester say different things about the assignment. Please ask and enter the outcome.
task-service_open = Proof of service missing
task-service_open-hint = A proof is missing three weeks later. Please call and enter the outcome.
task-question_answered = Question answered
task-question_answered-hint = The requester has answered. Please read it in the request.

history-request-question = Question to the requester
history-request-answered = Question answered
conflict-answered-before = This question has been answered already.
conflict-period-told = Schools have been told already. If the day does not take place, please tell them yourself.
conflict-month-not-due = This month is not over yet, or nothing is due.
conflict-no-mail = No mail reaches this person. Please print what is stored and send it by post.
rejection-deadline = Please give a day from today to the first consultation day.

question-link = Ask the requester
question-title = Question about request no. { $number }
question-hint = The question stands on the page of the request, not in the mail. Please no names of children or parents.
question-mail = { $name } gets a mail with the link.
question-submit = Send the question
question-answer-hint = Please no names of children or parents.
question-open = Waiting for an answer
question-answered = Answered { $moment }
question-school-title = A question for you
question-school-send = Send the answer
field-question = Your question
field-answer = Your answer
flash-question_asked = The question is asked, the mail is on its way.
flash-question_answered = Thank you! Your answer has arrived.

outcome-minutes-hint = If it took place: from begin to end
field-outcome_minutes = Length in minutes

periods-title = Consultation days
periods-lead = Six weeks before, all schools get a mail that they can say which interpreters they need.
periods-register = Register by { $day }
periods-tell = Schools get the mail on { $day }.
periods-told = Mail to schools: { $moment }
periods-remove = Remove
periods-none = There is no consultation day yet.
periods-add = Add a consultation day
periods-title-hint = As it stands in the mail, for example: consultation day, first term 2026/27
periods-submit = Add
field-title = Name
field-register_by = Register by
flash-period_added = The consultation day is entered.
flash-period_removed = The consultation day is removed.

statements-title = Statements
statements-lead = Assignments that took place and are not paid yet, by the confirmed times and the rates of the programme.
statements-show = Show
statements-unproven =
    { $count ->
        [one] A proof is missing for one assignment
       *[other] A proof is missing for { $count } assignments
    }
statements-unproven-text = They appear here once they are confirmed. You can close the month again later.
statements-appointments = Assignments
statements-amount = Amount
statements-journeys = of it for journeys { $amount }
statements-told = Told
statements-by-mail = by mail
statements-by-letter = by letter
statements-total = Sum
statements-what = The payments are entered with the people. Whoever mails reach gets one with the amount.
statements-close =
    { $count ->
        [one] Close the month (one person)
       *[other] Close the month ({ $count } people)
    }
statements-running = This month is not over. You can close it then.
statements-none = Nothing is due for this month.
field-month = Month
flash-month_closed = The month is closed, the mails are on their way.

data-ready-send = Provide their data by mail
data-ready-hint = The person gets a link to everything that is stored about them. The mail itself holds no data.
flash-data_ready = The mail about their data is on its way.

mails-thanks-title = Thanks
mails-thanks-on = You get a mail when you have reached a round number of assignments.
mails-thanks-off = Would you like a mail when you have reached a round number of assignments?
mails-thanks-switch-on = Yes, please
mails-thanks-switch-off = No more

mail-second-title = Further languages
mail-second-text = Volunteers can ask for a short text in their language below the German one: in offers, confirmations, changes, cancellations and reminders. Release a language only after somebody who speaks it well has read the texts.
mail-second-hint = This is how the mail looks with the second text. Times stand in it as numbers.
mail-second-unreviewed = not reviewed
mail-second-released = released
mail-second-release = Release
mail-second-withdraw = Stop using it
flash-language_released = The language is released. Volunteers can choose it now.
flash-language_withdrawn = The language is not used any more.
mails-second-title = Second language
mails-second-hint = A short text in this language then stands below the German one.
mails-second-none = none
mails-second-save = Save
field-second_language = Second language in mails

mail-own = My assignments and details
organisation-mails = Mails to this organisation
mailing-overview-title = Overview of the day
mailing-overview-text = The overview for the office comes at this time on every working day.
mailing-overview-save = Save the time
field-overview_at = Time of the overview
flash-overview_at = The time is saved.

edit-link = Change the details
edit-title = Change the details of request no. { $number }
edit-time = Change the time: move the appointment
edit-meeting-hint = Only if it differs from the usual meeting point there
edit-contact-hint = This person gets the mails about the request.
edit-note-hint = The person may read this note on request. No health, no origin. It stands in no mail.
edit-notify =
    { $count ->
        [0] Nobody has agreed yet; no mail leaves.
        [one] Whoever has agreed and the requester read what was and what is now. Nobody hears of a change of the note.
       *[other] The { $count } people who have agreed and the requester read what was and what is now. Nobody hears of a change of the note.
    }
edit-save = Save the changes
edit-waiting = The mail about the last change leaves { $moment }
edit-waiting-text = What you change until then comes into the same mail. If you restore everything, none leaves.
flash-request_edited = The changes are saved.
history-request-edited = Details changed
field-first_day = First day
field-last_day = Last day

second-language-hint = Below the German text the same is said in this language.
second-language-unreleased = No other language has been released yet.
flash-second_language_kept = The second language of mails is saved.
