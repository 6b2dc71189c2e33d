# A volunteer's own page.

own-title = My page
own-heading = Hello { $name }
own-open-title = New questions for you
own-open-none = Nothing is waiting for your answer right now.
own-open-answer = Look and answer
own-agreed-title = My appointments
own-agreed-none = You have no appointments coming up.
own-agreed-show = See details or call off
own-answer-by = Answer by { $moment }
own-link-hint = This page is yours alone. Please do not pass the link on.
own-nav = My pages
own-nav-home = Appointments
own-nav-times = Times
own-nav-pause = Take a break
own-nav-limits = What I do
own-nav-done = Done
own-nav-about = About me
own-paused-note = You are taking a break. We do not ask you until you are back.
own-link-title = My link
own-link-renew-why = Has somebody else got it? Then have a new one made; all old ones stop working at once.
own-link-renew = Make a new link
flash-own_link = This is your new link. Please bookmark this page.
flash-own_times = Your times have been saved.
flash-own_absence = Noted. We do not ask you during this time.
flash-own_absence_removed = The absence has been deleted.
flash-own_paused = Have a good rest! We do not ask you during this time.
flash-own_back = Good to have you back!
flash-own_limits = Saved. From now on we plan like this.
flash-own_done = Thank you, noted.
conflict-own-changed = Something has just changed here. Please reload the page and try again.
own-times-title = When I have time
own-times-lead = We ask you at these times only. You may still always say no.
own-grid-title = To tick
own-grid-inexact = Your times cannot be ticked exactly, because of half hours or “every 2 weeks” for example. The full hours of every week are ticked; below everything stands exactly. If you save here, only the ticked hours count.
own-grid-hint = Each box is one hour: 8 means from 8 to 9 o’clock.
own-grid-to = to
own-grid-clock = o’clock
own-times-save = Save
own-text-title = Or as text
field-times = My times
own-text-hint = For example: Mo-Fr 8-13; Sa 10-14:30 alle 2 Wochen ab 30.11.2026
own-absences-title = When I am away
own-absences-lead = Holidays or other days. We need no reason.
field-absent_from = First day
field-absent_to = Last day
own-absence-to-hint = Leave empty if it is one day only.
own-absence-add = Add absence
own-absence-remove = Delete
own-absence-inside = Noted. Appointments you agreed to fall into this time. They stand until you call them off:
own-absence-inside-link = To my appointments
own-pause-lead = Do you need some rest? No problem. We will not ask you. What you told us stays stored.
own-pause-agreed =
    { $count ->
        [one] You have agreed to one more appointment. It stands; you can call it off under “Appointments”.
       *[other] You have agreed to { $count } more appointments. They stand; you can call them off under “Appointments”.
    }
field-until = Break up to and including
own-pause-until-hint = Afterwards we ask you again.
own-pause-until-submit = Take a break until this day
own-pause-open = Take a break without an end
own-back = I am back
own-limits-title = What I do, and how much
own-languages = Languages
own-programmes = Tasks
own-languages-hint = Is something wrong, or is there another language? Call us:
own-no-limit = Empty means: no limit.
own-districts-hint = Nothing ticked means: in the whole city.
own-ui-language = Language of pages and mails
field-hours_week = Hours in a week at most
field-per_day = Assignments on a day at most
field-phone = Telephone
field-mobility = How I get around
field-modes = How I help
field-districts = Where I go
own-done-title = What I have done
own-done-none = No past appointments yet.
own-done-minutes = Duration in minutes
own-done-km = Kilometres driven, there and back
own-done-ticket = Tickets in euros
own-done-per-km =
    { $free ->
        [0] You get { $amount } for each kilometre.
       *[other] For each kilometre after the first { $free } you get { $amount }.
    }
own-done-most = For the journey there is { $amount } at most.
own-done-journey = For the journey: { $amount }
field-km = Kilometres driven
field-ticket = Tickets
own-done-confirm = It took place
own-done-deny = It did not take place
own-done-yes =
    { $minutes ->
        [one] Took place: 1 minute
       *[other] Took place: { $minutes } minutes
    }
own-done-no = Did not take place
own-about-title = What is stored about me
own-about-lead = This is what we keep about you (Art. 15 GDPR). All details are there as a file as well.
own-about-file = Everything as a file (JSON)
own-about-help = Is something wrong? Call us:
own-proofs = Proofs we have seen
own-count-offer = Questions to you
own-count-assignment = Appointments agreed
own-count-outbox = Mails to you
own-count-audit = Log entries
own-count-other = Further entries
own-history-title = Who opened or changed your record
own-history-viewed = looked at by the office
own-history-changed = changed
own-history-none = Nobody but you so far.
own-leave-title = I want to stop
own-leave-lead = You may stop at any time, without a reason. Perhaps a break is enough? Then everything stays as it is, and we do not ask you.
own-leave-coming =
    { $count ->
        [one] For this appointment we look for somebody else:
       *[other] For these { $count } appointments we look for somebody else:
    }
own-leave-asked =
    { $count ->
        [one] One open question to you is answered with no.
       *[other] { $count } open questions to you are answered with no.
    }
own-leave-what = What is deleted
own-leave-now = At once: telephone, languages, times, absences and proofs.
own-leave-later = On { $date }: your name and mail address.
own-leave-money = Payments we keep for as long as the law demands.
own-leave-pause = Rather take a break
own-leave-submit = I want to stop
own-left-title = Thank you for everything, { $name }!
own-left-text = You are signed off. We do not write to you any more, and your link no longer works.
own-left-back = If you change your mind, call us:

join-title = Join in
join-heading = Would you like to join in?
join-lead = You speak German and another language, or you would like to help parents and children along? Write to us. You decide yourself when and how much.
join-stages = How it goes on
joining-stage-interest = Interest
joining-stage-talk = Talk
joining-stage-papers = Papers
joining-stage-training = Training
joining-stage-tandem = Tandem
joining-stage-active = Active
join-stage-interest = You write to us on this page. It takes a minute.
join-stage-talk = We call you and get to know each other.
join-stage-papers = You show us a certificate of good conduct. It costs you nothing, we give you the letter for it. And you sign that you keep things to yourself.
join-stage-training = You learn what matters.
join-stage-tandem = You do your first assignments with somebody who knows their way.
join-stage-active = We ask you when something suits you. You may always say no.
join-form-title = Write to us
field-languages = Which languages do you speak?
join-languages-hint = For example: Arabic (Syria), Kurdish, German
join-programme-any = I do not know yet
join-privacy = We use what you tell us only to get in touch with you. If nothing comes of it, we delete it after six months.
join-submit = Send
joined-title = Thank you! You will hear from us.
joined-text = Your message has arrived. We will call or write to you in the next days.
joining-title = New volunteers
joining-lead = Who has written, and how far they are. Only those who are active and have a record are planned with. After six months without contact the details are deleted.
joining-public = See the public page
joining-stage = Stage
joining-next = Next step
joining-close = Delete
joining-forgotten = will be deleted: { $moment }
joining-none = Nobody is on the way at the moment.
flash-joining_moved = On to the next stage.
flash-joining_closed = The details have been deleted.
own-link-office = Personal page
own-link-office-hint = This page belongs to the person: appointments, times, breaks, everything stored. Give the link to nobody else.
