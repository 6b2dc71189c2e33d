# Was helfen würde, wer sonst noch könnte, und wen das Büro gewinnen sollte.
help-title = Das würde helfen
help-then = Dann käme:
help-option = Ein anderer Termin:
help-available = Fragen, ob doch Zeit ist am
help-mode = Auf andere Art: { $mode }.
help-level = { $language } auf dem Niveau { $level } würde genügen.
help-language = { $language } würde auch verstanden.
help-district = Fragen, ob auch { $district } möglich ist:
help-minutes = Fragen, ob in dieser Zeit bis zu { $most } möglich sind:
help-requests =
    { $most ->
        [one] Fragen, ob ein Einsatz möglich ist:
       *[other] Fragen, ob auch { $most } Einsätze möglich sind:
    }
help-gender = Das Geschlecht wäre nicht zwingend vorgegeben.
help-displace = Dafür bliebe offen:
advice-title = So ließe sich mehr besetzen
advice-hours = { $minutes } mehr von
advice-programme = Angebot: { $programme }
advice-when = { $weekday } { $start }–{ $end } Uhr
advice-weekday-1 = montags
advice-weekday-2 = dienstags
advice-weekday-3 = mittwochs
advice-weekday-4 = donnerstags
advice-weekday-5 = freitags
advice-weekday-6 = samstags
advice-weekday-7 = sonntags
advice-gain =
    { $gain ->
        [one] Ein Platz mehr wäre besetzt.
       *[other] Gewinn: { $gain } (zusätzlich besetzte Plätze; dringende zählen mehr).
    }
advice-weeks = So war es in { $weeks } Wochen.
advice-more = Wen sollten wir gewinnen?
seat-open = Wer noch?
seat-price-open = Wer könnte, und was würde das kosten?
seat-title = Wer könnte Anfrage Nr. { $number } übernehmen?
seat-why-title =
    { $count ->
        [one] Warum diese Person?
       *[other] Warum diese Personen?
    }
seat-nobody = In diesem Vorschlag übernimmt niemand diesen Platz.
seat-others-title = Wer noch?
seat-others-lead = Für jede Person wurde der Vorschlag neu berechnet, als ob sie den Einsatz übernähme.
seat-others-none = Sonst kommt niemand infrage.
seat-back = Zurück zum Vorschlag
column-price = Was sich dann ändert
column-suits = Wie gut es passt
price-uncovered =
    { $count ->
        [one] Eine Anfrage bliebe offen
       *[other] { $count } Anfragen blieben offen
    }
price-covered = Besetzt wäre dafür:
price-moved = Etwas anderes hätten dann:
price-none = Sonst ändert sich nichts.
suits-same = genauso gut
suits-little = etwas schlechter
suits-much = deutlich schlechter
suits-better = besser, aber dafür ändert sich anderes
recruiting-title = Wen sollten wir gewinnen?
recruiting-lead =
    { $plans ->
        [one] Im letzten Vierteljahr wurde ein Plan verschickt. Eine weitere Person mit diesen Sprachen und Zeiten hätte am meisten geholfen:
       *[other] Im letzten Vierteljahr wurden { $plans } Pläne verschickt. Eine weitere Person mit diesen Sprachen und Zeiten hätte am meisten geholfen:
    }
recruiting-how = Jede Zeile wurde nachgerechnet: mit einer solchen Person wurde jeder dieser Pläne noch einmal aufgestellt.
recruiting-no-plans = Noch wurde kein Plan verschickt. Sobald es den ersten gibt, steht hier, welche Sprachen und Zeiten fehlen.
recruiting-to-plans = Zur Planung
recruiting-nothing = In den verschickten Plänen blieb nichts offen, was eine weitere Person hätte übernehmen können.
