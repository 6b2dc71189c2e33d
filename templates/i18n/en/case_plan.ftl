# Planning with wishes of one's own, and what changes for whom.
goal-coverage = First: fill as many requests as possible.
goal-stability = Change as little as possible of what is agreed.
goal-people = Ask as few people as possible.
goal-visits = As few places at once as possible.
goal-quality = Who suits best: language, way, wishes.
goal-fairness = Share the work fairly.
goal-so-far = { $value } so far (urgent ones count more).
goal-bound = More than { $bound } is not possible.
goal-percent =
    { $percent ->
        [0] It cannot be better.
       *[other] It can be better by { $percent } % at most.
    }
phase-start = There is a first plan.
phase-prices = Now finding out what is possible at most.
phase-steps = Now making plans from that, step by step.
phase-parts = Now deciding parts of the best plan again.
phase-proof = Now checking whether it can be better still.
phase-done = This goal is done.
phase-reasons = Now looking for reasons and ways out for open requests.
plan-recompute = Compute again
wishes-title = Your wishes
wishes-hint = Wishes hold from the next computation on. Whoever is fixed is asked all the same and may say no.
wish-fixed = { $name } fixed
wish-barred = not { $name }
wish-drop = Take the wish back
wish-fix = Fix
wish-bar = Not this person
block-barred = is not to be asked, as you wish
flash-plan_wished = Noted. Please compute the proposal again.
conflict-not-planned = This request does not wait for a proposal any more.
history-request-wished = Wish for the proposal changed
publish-changes = Ask whom for what?
publish-difference = What changes against what people know
publish-gains =
    { $count ->
        [one] 1 person is asked for something more
       *[other] { $count } people are asked for something more
    }
publish-nobody-loses = Nobody loses anything: what is agreed and open questions stay as they are.
publish-still-asked = Asked already, and stays asked: { $names }
publish-nobody =
    { $count ->
        [one] 1 school hears that nobody was found, if you leave that ticked below
       *[other] { $count } requests whose school hears that nobody was found, if you leave that ticked below
    }
publish-by-mail = mail
publish-by-phone = call
publish-has =
    { $count ->
        [one] has 1 appointment or open question in that time
       *[other] has { $count } appointments or open questions in that time
    }
publish-again = The school was told that nobody had been found
publish-rest = What you untick stays open and can be planned again.
field-only = Requests
flash-day_taken = The consultation day is entered: one or more requests for each language. The school gets a mail for each to look over.
