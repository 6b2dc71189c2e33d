# What would help, who else could, and whom the office should win.
help-title = What would help
help-then = Then this person could come:
help-option = Another time:
help-available = Ask for time on
help-mode = In another way: { $mode }.
help-level = { $language } at level { $level } would be enough.
help-language = { $language } would be understood too.
help-district = Ask whether { $district } is possible too:
help-minutes = Ask whether up to { $most } are possible in that time:
help-requests =
    { $most ->
        [one] Ask whether one assignment is possible:
       *[other] Ask whether { $most } assignments are possible too:
    }
help-gender = The gender would not be a demand.
help-displace = In return this would stay open:
advice-title = How more could be filled
advice-hours = { $minutes } more of
advice-programme = Programme: { $programme }
advice-when = { $weekday } { $start }–{ $end }
advice-weekday-1 = Mondays
advice-weekday-2 = Tuesdays
advice-weekday-3 = Wednesdays
advice-weekday-4 = Thursdays
advice-weekday-5 = Fridays
advice-weekday-6 = Saturdays
advice-weekday-7 = Sundays
advice-gain =
    { $gain ->
        [one] One more place would be filled.
       *[other] Gain: { $gain } (places filled in addition; urgent ones count more).
    }
advice-weeks = It was like this in { $weeks } weeks.
advice-more = Whom should we win?
seat-open = Who else?
seat-price-open = Who could, and what would it cost?
seat-title = Who could take request no. { $number }?
seat-why-title =
    { $count ->
        [one] Why this person?
       *[other] Why these people?
    }
seat-nobody = Nobody takes this place in this proposal.
seat-others-title = Who else?
seat-others-lead = For each person the proposal was computed again as if they took the assignment.
seat-others-none = Nobody else comes into question.
seat-back = Back to the proposal
column-price = What changes then
column-suits = How well it suits
price-uncovered =
    { $count ->
        [one] One request would stay open
       *[other] { $count } requests would stay open
    }
price-covered = In return this would be filled:
price-moved = These would do something else:
price-none = Nothing else changes.
suits-same = just as well
suits-little = a little less well
suits-much = clearly less well
suits-better = better, but other things change for it
recruiting-title = Whom should we win?
recruiting-lead =
    { $plans ->
        [one] One plan was sent out in the last quarter. One more person with these languages and times would have helped most:
       *[other] { $plans } plans were sent out in the last quarter. One more person with these languages and times would have helped most:
    }
recruiting-how = Each line was computed: with such a person each of these plans was made once more.
recruiting-no-plans = No plan has been sent out yet. As soon as there is one, this page says which languages and times are missing.
recruiting-to-plans = To planning
recruiting-nothing = Nothing stayed open in the plans sent out that one more person could have taken.
