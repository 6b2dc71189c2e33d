# Changing several organisations at once, and everything that a search finds.

bulk-open-all = Change all { $count } found
bulk-found-people = { $count ->
        [one] The search finds 1 person.
       *[other] The search finds { $count } people.
    }
bulk-found-organisations = { $count ->
        [one] The search finds 1 organisation.
       *[other] The search finds { $count } organisations.
    }
bulk-organisations = { $count ->
        [one] 1 organisation is ticked.
       *[other] { $count } organisations are ticked.
    }
bulk-action-set_kind = Set the kind
bulk-action-add_movable_day = Enter a day off
bulk-action-remove_movable_day = Strike a day off
bulk-action-archive = Put into the archive
bulk-change-organisations = { $count ->
        [0] Nothing changes for any organisation
        [one] Something changes for 1 organisation
       *[other] Something changes for { $count } organisations
    }
bulk-same-organisations = { $count ->
        [one] For 1 organisation it is so already.
       *[other] For { $count } organisations it is so already.
    }
bulk-do-organisations = { $count ->
        [one] Change 1 organisation
       *[other] Change { $count } organisations
    }
bulk-done-organisations = { $count ->
        [one] 1 organisation was changed. It is in its history.
       *[other] { $count } organisations were changed. It is in their history.
    }
