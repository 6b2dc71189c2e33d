# Mehrere Einrichtungen auf einmal ändern, und alles, was eine Suche findet.

bulk-open-all = Alle { $count } Treffer ändern
bulk-found-people = { $count ->
        [one] Die Suche findet 1 Person.
       *[other] Die Suche findet { $count } Personen.
    }
bulk-found-organisations = { $count ->
        [one] Die Suche findet 1 Einrichtung.
       *[other] Die Suche findet { $count } Einrichtungen.
    }
bulk-organisations = { $count ->
        [one] 1 Einrichtung ist angekreuzt.
       *[other] { $count } Einrichtungen sind angekreuzt.
    }
bulk-action-set_kind = Art setzen
bulk-action-add_movable_day = Beweglichen Ferientag eintragen
bulk-action-remove_movable_day = Beweglichen Ferientag streichen
bulk-action-archive = Ins Archiv legen
bulk-change-organisations = { $count ->
        [0] Bei keiner Einrichtung ändert sich etwas
        [one] Bei 1 Einrichtung ändert sich etwas
       *[other] Bei { $count } Einrichtungen ändert sich etwas
    }
bulk-same-organisations = { $count ->
        [one] Bei 1 Einrichtung ist es schon so.
       *[other] Bei { $count } Einrichtungen ist es schon so.
    }
bulk-do-organisations = { $count ->
        [one] Für 1 Einrichtung ändern
       *[other] Für { $count } Einrichtungen ändern
    }
bulk-done-organisations = { $count ->
        [one] 1 Einrichtung wurde geändert. Es steht in ihrem Verlauf.
       *[other] { $count } Einrichtungen wurden geändert. Es steht in ihrem Verlauf.
    }
