# Was Schulen beim Anfragen hilft.

flash-draft_kept = Aufgehoben. Sie finden das Formular hier noch 7 Tage lang.
flash-draft_dropped = Das angefangene Formular ist verworfen.
flash-contact_changed = Gespeichert. E-Mails gehen ab jetzt an die neue Ansprechperson.
flash-outcome_reported = Danke für die Rückmeldung.
conflict-not-over = Das lässt sich erst nach dem Termin sagen, oder es ist schon abgeschlossen.
school-again = Letzte Anfrage wiederholen
school-again-this = Noch einmal so anfragen
school-move-title = Anfrage Nr. { $number } verschieben oder ändern
school-move-lead = Ändern Sie, was anders ist; alles andere bleibt.
school-move = Verschieben oder ändern
replaces-notice = Wenn Sie absenden, ersetzt diese Anfrage die Anfrage Nr. { $number }. Wer dort schon zugesagt hat, bekommt Bescheid.
drafts-title = Angefangen und noch nicht abgeschickt
draft-of = Formular von { $moment }
draft-keep = Für später aufheben
draft-drop = Verwerfen
chances-ask = Kann das klappen?
chance-likely = Dafür haben wir wahrscheinlich jemanden.
chance-unlikely = Dafür ist zu dieser Zeit wahrscheinlich niemand frei. Geht auch ein anderer Termin, oder ein Telefongespräch?
outcome-change = Rückmeldung ändern
outcome-question = Hat das Gespräch stattgefunden?
outcome-yes = Ja, hat stattgefunden
outcome-no = Nein, fand nicht statt
desk-contact-title = Ansprechperson wechseln
contact-lead = Wer bekommt die E-Mails zu Ihren Anfragen? Tragen Sie eine neue Person ein. Sie kann die offenen Anfragen von jemandem übernehmen.
contact-from-hint = Die offenen Anfragen der bisherigen Person gehen an die neue über. Die bisherige Person ist danach überall abgemeldet, und Ihre Einrichtung bekommt einen neuen Link.
contact-nobody = Niemanden ablösen, nur hinzufügen
contact-submit = Speichern
field-from = Übernimmt die offenen Anfragen von

flash-day_submitted = Ihr Sprechtag ist angefragt: für jede Sprache eine oder mehrere Anfragen. Sie bekommen für jede eine Bestätigung per E-Mail.
day-title = Elternsprechtag anfragen
day-lead = Fügen Sie Ihre Liste ein. Wir machen daraus für jede Sprache zusammenhängende Zeiten von höchstens drei Stunden. Bitte keine Namen von Kindern oder Eltern.
day-minutes-hint = So lang dauert ein Gespräch.
day-list-hint = Eine Zeile je Gespräch: Zeit; Raum oder Lehrkraft; Sprache; Kürzel. Zum Beispiel: 15:00; Raum 104; Arabisch; A
day-preview = Liste prüfen
day-blocks = Das wird angefragt
day-block-time = ab { $start } Uhr, { $duration }
day-talks =
    { $count ->
        [one] 1 Gespräch
       *[other] { $count } Gespräche
    }
day-likely = wahrscheinlich möglich
day-unlikely = wahrscheinlich niemand frei
day-partial = Jede Sprache wird für sich bestätigt. Sie sehen bei jeder Anfrage, ob jemand kommt.
day-send =
    { $count ->
        [one] 1 Anfrage absenden
       *[other] { $count } Anfragen absenden
    }
field-date = Tag
field-minutes = Minuten je Gespräch
field-list = Liste der Gespräche

feedback-lead = Zwei kurze Fragen, freiwillig. Die Antworten stehen bei der Anfrage, nicht bei der Person.
field-understanding = Hat die Verständigung geklappt?
field-arranging = Waren Sie mit der Vermittlung zufrieden?
grade-well = Ja
grade-partly = Teilweise
grade-badly = Nein
history-request-feedback = Rückmeldung gegeben
