# Asking by hand, trial operation, and what volunteers decide about mails.

flash-asked = The offers are on their way. Until they have left you can still take them back.
flash-assigned = Entered. Both sides get a confirmation.
flash-taken_back = Taken back. Nobody has heard of it.
flash-trial_address = Saved.
flash-real_operation = Real operation has begun. The welcome mails are on their way.
flash-mails_right = Thank you! Then everything stays as it is.
flash-mails_wrong = Thank you for telling us. We will call you and change it.
flash-mails_saved = Saved.

ask-link = Ask or enter somebody
ask-crumb = Ask
ask-title = Who can take request no. { $number }?
ask-time = Time
ask-time-current = this one
ask-time-other = Look for this time
ask-ways = How should we ask?
ask-leaves = The first mail leaves { $moment }.
ask-hold =
    { $minutes ->
        [one] You can take it back for one minute.
       *[other] You can take it back for { $minutes } minutes.
    }
ask-silence = Silence is not a yes.
ask-in-turn = Ask in turn
ask-all = Ask all suitable people ({ $count })
ask-in-turn-hint =
    { $first ->
        [one] In turn: one person first
       *[other] In turn: { $first } people first
    }, then { $next } at a time; each has { $window }.
ask-all-hint = All: whoever accepts first gets the assignment; we thank the others.
ask-suitable =
    { $count ->
        [0] Nobody fits
        [one] 1 person fits
       *[other] { $count } people fit
    }
ask-order = In the order in which we would ask.
ask-seat-before = Everybody who suits this place stands on the pages before.
ask-seat-full = All places are taken.
ask-nobody = Nobody can come at this time without changing what is agreed. Look at another time, or call the school.
ask-assign = Assign
ask-phone-only = by telephone only
ask-back = Back to the request
held-publish = The offers of this proposal have not left yet.
held-ask = The offers to volunteers have not left yet.
held-assign = The confirmations have not left yet.
held-until = You can take it back until { $moment }.
held-undo = Undo
history-request-asked = Asked by hand
history-request-assigned = Entered by hand
history-action-undone = Taken back

mailing-title = Trial and real operation
mailing-link = Trial operation: no mails leave.
mailing-real = Real operation: mails leave.
mailing-real-text = Whoever joins later gets a welcome first and offers only after it.
mailing-trial = Trial operation
mailing-trial-text = Not a single mail leaves. You can try everything: read files, plan, ask.
mailing-trial-to = All mails go to { $address }; nobody else gets anything.
mailing-address-hint = Leave empty if nothing should leave at all.
mailing-address-save = Save
field-trial_address = All mails to this address
mailing-start-title = Start real operation
mailing-welcomed =
    { $count ->
        [0] Nobody gets a welcome: nobody with a mail address is entered yet.
        [one] One person gets a welcome first: who we are, what we keep, whether it is right.
       *[other] { $count } people get a welcome first: who we are, what we keep, whether it is right.
    }
mailing-without =
    { $count ->
        [one] One person has no mail; please tell them by telephone or letter.
       *[other] { $count } people have no mail; please tell them by telephone or letter.
    }
mailing-discarded =
    { $count ->
        [one] One mail of the trial is thrown away.
       *[other] { $count } mails of the trial are thrown away.
    }
mailing-withdrawn =
    { $count ->
        [one] One offer of the trial is taken back without a word.
       *[other] { $count } offers of the trial are taken back without a word.
    }
mailing-no-way-back = From then on mails go to the real addresses. There is no way back to the trial.
field-people_told = I have checked that the people entered agree.
mailing-start =
    { $count ->
        [one] Start real operation (1 person)
       *[other] Start real operation ({ $count } people)
    }

mails-title = Is this right?
mails-lead = This is what we have noted about you.
mails-name = Name
mails-email = Mail
mails-channel = We preferably ask you by
mails-languages = Languages
mails-district = District
mails-confirmed = You last confirmed this { $moment }.
mails-right = Yes, this is right
mails-wrong = Something is wrong
mails-reminders-title = Reminders and weekly plan
mails-reminders-on = You get reminders before your assignments and your weekly plan on Fridays.
mails-reminders-off = You get no reminders and no weekly plan.
mails-always = Offers, confirmations and cancellations always reach you.
mails-switch-off = Stop sending them
mails-switch-on = Send them again
mails-back = To my page

conflict-too-late-to-undo = It is too late for that: the mails are on their way. You can call the request off or call the person.
conflict-nobody-suitable = There is nobody who could be asked. Please look at another time.
conflict-seat-taken = This place has been taken meanwhile, or the person comes already.
conflict-person-busy = The person has accepted another assignment at that time.
conflict-request-closed = This request is closed or still being reviewed; nobody can be asked for it.

flash-moved = The appointment has been moved.
flash-asking_saved = Saved.
move-link = Move the appointment
move-title = Move the appointment of request no. { $number }
move-now = Until now
field-new_date = New day
field-new_start = Begin
field-new_minutes = Minutes
move-look = See what that means
move-able = { $name } stays: the new time fits, too, as far as we know.
move-unable = { $name } cannot come then, as far as we know, and is free; we ask others.
move-asked =
    { $count ->
        [one] One open offer to a volunteer is taken back; we ask for the new time.
       *[other] { $count } open offers to volunteers are taken back; we ask for the new time.
    }
move-nobody = Nobody has accepted yet, and nobody is being asked. Only the time changes.
field-notify = Tell everybody involved (old and new, with calendar entry)
move-submit = Move
rules-asking-title = How we ask
rules-asking-lead = The nearer the appointment, the more people we ask at once and the shorter they may think. At night, on Sundays and on holidays the clock stands still.
rules-asking-fault = Please check the numbers: 1 to 20 people, 15 minutes to 7 days to think, reminder not longer than that.
rules-asking-lead-time = Lead
rules-asking-below = less than { $hours } hours
rules-asking-from = from { $hours } hours
rules-asking-first = People first
rules-asking-next = Then at a time
rules-asking-window = Time to think (minutes)
rules-asking-reminder = Remind before (minutes)
rules-asking-by-itself = When somebody cancels, ask the next person at once; else the office decides.

held-edit = The mails about the change have not been sent yet.
held-move = The mails about the new time have not been sent yet.
