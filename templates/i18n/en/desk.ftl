# What helps schools to ask.

flash-draft_kept = Kept. You find the form here for 7 days.
flash-draft_dropped = The form has been discarded.
flash-contact_changed = Saved. From now on mails go to the new contact.
flash-outcome_reported = Thank you for telling us.
conflict-not-over = That can be said after the appointment only, or it has been settled already.
school-again = Repeat the last request
school-again-this = Ask for the same again
school-move-title = Move or change request no. { $number }
school-move-lead = Change what is different; everything else stays.
school-move = Move or change
replaces-notice = When you send it, this request replaces request no. { $number }. Whoever has agreed there will be told.
drafts-title = Begun and not sent yet
draft-of = Form of { $moment }
draft-keep = Keep for later
draft-drop = Discard
chances-ask = Can this work?
chance-likely = We probably have somebody for this.
chance-unlikely = Probably nobody is free at this time. Would another date do, or a telephone call?
outcome-change = Change what was reported
outcome-question = Did the talk take place?
outcome-yes = Yes, it did
outcome-no = No, it did not
desk-contact-title = Change the contact
contact-lead = Who gets the mails about your requests? Enter a new person. They can take over somebody’s open requests.
contact-from-hint = The open requests of the person so far go to the new one. The person so far is signed out everywhere, and your organisation gets a new link.
contact-nobody = Replace nobody, only add
contact-submit = Save
field-from = Takes over the open requests of

flash-day_submitted = Your consultation day has been asked for: one or more requests for each language. You get a confirmation by mail for each.
day-title = Ask for a consultation day
day-lead = Paste your list. We make stretches of at most three hours of it for each language. Please no names of children or parents.
day-minutes-hint = How long one talk takes.
day-list-hint = One line for each talk: time; room or teacher; language; sign. For example: 15:00; Room 104; Arabic; A
day-preview = Check the list
day-blocks = This will be asked for
day-block-time = from { $start }, { $duration }
day-talks =
    { $count ->
        [one] 1 talk
       *[other] { $count } talks
    }
day-likely = probably possible
day-unlikely = probably nobody free
day-partial = Each language is confirmed by itself. With each request you see whether somebody is coming.
day-send =
    { $count ->
        [one] Send 1 request
       *[other] Send { $count } requests
    }
field-date = Day
field-minutes = Minutes for each talk
field-list = List of the talks

feedback-lead = Two short questions, voluntary. The answers are kept with the request, not with the person.
field-understanding = Could everybody follow the talk?
field-arranging = Were you satisfied with how it was arranged?
grade-well = Yes
grade-partly = Partly
grade-badly = No
history-request-feedback = Feedback given
