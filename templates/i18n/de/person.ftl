# Seiten für Ehrenamtliche.

flash-answer_confirmed = Danke! Ihre Zusage ist angekommen.
flash-answer_declined = Danke für Ihre Antwort.
flash-answer_call = Danke, wir rufen Sie an.
flash-offer_cancelled = Danke, dass Sie Bescheid gegeben haben.

offer-open-title = { $name }, können Sie helfen?
offer-call_requested-title = Wir rufen Sie an
offer-call_requested-text = Sie hören so bald wie möglich von uns. Bis dahin fragen wir niemand anderen. Wenn Sie sich schon entschieden haben, antworten Sie einfach hier.
offer-accepted-title = Bestätigt. Danke, { $name }!
offer-accepted-text = Der Einsatz steht. Sie bekommen die Angaben auch per E-Mail, mit einem Eintrag für Ihren Kalender.
offer-declined-title = Sie haben abgesagt
offer-declined-text = Das ist in Ordnung. Wir fragen jemand anderen.
offer-expired-title = Die Zeit zum Antworten ist vorbei
offer-expired-text = Wir haben inzwischen jemand anderen gefragt. Das macht nichts, wir fragen Sie gern wieder.
offer-taken-title = Schon besetzt
offer-taken-text = Danke, dass Sie geholfen hätten! Jemand anderes hat den Einsatz übernommen.
offer-withdrawn-title = Nicht mehr nötig
offer-withdrawn-text = Diese Anfrage hat sich erledigt. Sie brauchen nichts zu tun. Danke, dass Sie bereitstehen!
offer-cancelled-title = Der Termin ist abgesagt
offer-cancelled-text = Die Einrichtung hat den Termin abgesagt. Bitte gehen Sie nicht hin. Danke, dass Sie geholfen hätten!
offer-cancelled_by_you-title = Sie haben diesen Einsatz abgesagt
offer-cancelled_by_you-text = Wir suchen Ersatz und sagen der Einrichtung Bescheid. Sie brauchen nichts weiter zu tun.
offer-collides = Sie haben zu dieser Zeit schon einen anderen Einsatz zugesagt. Bitte rufen Sie uns an, wenn Sie tauschen möchten.
offer-contradictory = Von dieser Seite kamen zwei verschiedene Antworten. Damit nichts schiefgeht, fragen wir bei Ihnen nach.
offer-question = Ihre Antwort
offer-change-question = Möchten Sie Ihre Antwort ändern?
offer-answer-by = Bitte antworten Sie bis { $moment }.
offer-free = Sie dürfen immer Nein sagen.
offer-place-later = Name und Adresse der Einrichtung erfahren Sie, wenn Sie zusagen.
offer-together = Sie kommen zu { $count ->
        [2] zweit
        [3] dritt
       *[other] mehreren ({ $count })
    }.
offer-help = Fragen? Rufen Sie uns an:
fact-task = Aufgabe
fact-where = Wo
fact-on-site = Ansprechperson vor Ort
offer-cannot = Ich kann doch nicht kommen
offer-cannot-title = Können Sie doch nicht kommen?
offer-cannot-text = Das kommt vor. Sagen Sie uns gleich Bescheid, dann finden wir eher Ersatz. Einen Grund brauchen wir nicht.
offer-cannot-soon = Der Termin ist schon bald. Bitte rufen Sie uns zusätzlich an:
offer-cannot-submit = Ja, ich sage ab
offer-cannot-keep = Nein, ich komme
flash-said_but = Danke! Wir rufen Sie an und besprechen das.
flash-said_late = Danke! Die Einrichtung weiß Bescheid.
flash-stand_in = Wir fragen andere. Bis jemand übernimmt, bleibt der Einsatz bei Ihnen.
flash-stand_in_ended = Gut, dann bleibt es bei Ihnen.
but-summary = Ja, aber …
field-remark = Was müsste anders sein?
but-hint = Zum Beispiel: „Ja, aber erst ab 9:30 Uhr.“ Bitte keine Namen von Familien.
but-submit = Abschicken
late-title = Verspäten Sie sich?
late-minutes = { $minutes } Minuten
late-said = Wir sagen der Einrichtung sofort Bescheid.
stand-in-title = Jemand anderes soll gehen?
stand-in-text = Wir fragen andere. Sie bleiben zuständig, bis jemand übernimmt.
stand-in-submit = Ich kann nicht – Vertretung gesucht
stand-in-running = Wir suchen eine Vertretung für Sie. Bis jemand übernimmt, bleibt der Einsatz bei Ihnen.
stand-in-end = Ich komme doch
conflict-offer-over = Dafür ist es zu spät: Die Stelle ist nicht mehr offen.
conflict-too-early-to-be-late = Das geht ab drei Stunden vor dem Termin. Bitte rufen Sie uns an.
conflict-nothing-to-move = Das ist schon die Zeit dieser Anfrage.

offer-moved-title = Der Termin ist verschoben
offer-moved-text = Für die neue Zeit fragen wir Sie noch einmal.
offer-moved-open = Zur neuen Frage
offer-already-agreed = Sie haben diesen Einsatz schon zugesagt. Können Sie doch nicht kommen? Dann sagen Sie bitte unten ab.
offer-page-old = Diese Seite war länger als einen Tag offen. So ist der Stand jetzt; bitte drücken Sie noch einmal, wenn es passt.
