# Fragen von Hand, Probebetrieb, und was Ehrenamtliche über Mails entscheiden.

flash-asked = Die Anfragen sind unterwegs. Bis sie verschickt sind, können Sie sie noch zurücknehmen.
flash-assigned = Eingetragen. Beide Seiten bekommen eine Bestätigung.
flash-taken_back = Zurückgenommen. Niemand hat etwas davon erfahren.
flash-trial_address = Gespeichert.
flash-real_operation = Der Echtbetrieb hat begonnen. Die Begrüßungen sind unterwegs.
flash-mails_right = Danke! Dann bleibt alles, wie es ist.
flash-mails_wrong = Danke für den Hinweis. Wir rufen Sie an und ändern das.
flash-mails_saved = Gespeichert.

ask-link = Jemanden fragen oder eintragen
ask-crumb = Fragen
ask-title = Wer kann Anfrage Nr. { $number } übernehmen?
ask-time = Termin
ask-time-current = darum geht es
ask-time-other = Für diesen Termin suchen
ask-ways = Wie sollen wir fragen?
ask-leaves = Die erste Mail geht { $moment } hinaus.
ask-hold =
    { $minutes ->
        [one] Eine Minute lang können Sie es zurücknehmen.
       *[other] { $minutes } Minuten lang können Sie es zurücknehmen.
    }
ask-silence = Wer nicht antwortet, hat nicht zugesagt.
ask-in-turn = Reihum anfragen
ask-all = Alle Geeigneten fragen ({ $count })
ask-in-turn-hint =
    { $first ->
        [one] Reihum: zuerst eine Person
       *[other] Reihum: zuerst { $first } Personen
    }, danach jeweils { $next }; jede hat { $window } Zeit.
ask-all-hint = Alle: Wer zuerst zusagt, bekommt den Einsatz; den anderen danken wir.
ask-suitable =
    { $count ->
        [0] Niemand passt
        [one] 1 Person passt
       *[other] { $count } Personen passen
    }
ask-order = In der Reihenfolge, in der wir fragen würden.
ask-seat-before = Alle, die für diesen Platz passen, stehen auf den Seiten davor.
ask-seat-full = Alle Plätze sind besetzt.
ask-nobody = Zu diesem Termin kann niemand kommen, ohne dass Vereinbartes sich ändert. Sehen Sie nach einem anderen Termin, oder rufen Sie die Schule an.
ask-assign = Zuweisen
ask-phone-only = nur am Telefon
ask-back = Zurück zur Anfrage
held-publish = Die Anfragen dieses Vorschlags sind noch nicht verschickt.
held-ask = Die Anfragen an Ehrenamtliche sind noch nicht verschickt.
held-assign = Die Bestätigungen sind noch nicht verschickt.
held-until = Bis { $moment } können Sie es zurücknehmen.
held-undo = Rückgängig
history-request-asked = Von Hand angefragt
history-request-assigned = Von Hand eingetragen
history-action-undone = Zurückgenommen

mailing-title = Probebetrieb und Echtbetrieb
mailing-link = Probebetrieb: Es gehen keine Mails hinaus.
mailing-real = Echtbetrieb: Mails gehen hinaus.
mailing-real-text = Wer neu dazukommt, bekommt zuerst eine Begrüßung und erst danach Anfragen.
mailing-trial = Probebetrieb
mailing-trial-text = Es geht keine einzige Mail hinaus. Sie können alles ausprobieren: Dateien einlesen, planen, anfragen.
mailing-trial-to = Alle Mails gehen an { $address }, niemand sonst bekommt etwas.
mailing-address-hint = Leer lassen, wenn gar nichts hinausgehen soll.
mailing-address-save = Speichern
field-trial_address = Alle Mails an diese Adresse
mailing-start-title = Echtbetrieb starten
mailing-welcomed =
    { $count ->
        [0] Niemand bekommt eine Begrüßung: Es ist noch niemand mit E-Mail-Adresse eingetragen.
        [one] Eine Person bekommt zuerst eine Begrüßung: wer wir sind, was wir speichern, ob die Angaben stimmen.
       *[other] { $count } Personen bekommen zuerst eine Begrüßung: wer wir sind, was wir speichern, ob die Angaben stimmen.
    }
mailing-without =
    { $count ->
        [one] Eine Person hat keine E-Mail; bitte sagen Sie ihr am Telefon oder im Brief Bescheid.
       *[other] { $count } Personen haben keine E-Mail; bitte sagen Sie ihnen am Telefon oder im Brief Bescheid.
    }
mailing-discarded =
    { $count ->
        [one] Eine Mail aus dem Probebetrieb wird verworfen.
       *[other] { $count } Mails aus dem Probebetrieb werden verworfen.
    }
mailing-withdrawn =
    { $count ->
        [one] Eine Anfrage an Ehrenamtliche aus dem Probebetrieb wird ohne ein Wort zurückgenommen.
       *[other] { $count } Anfragen an Ehrenamtliche aus dem Probebetrieb werden ohne ein Wort zurückgenommen.
    }
mailing-no-way-back = Von da an gehen Mails an die echten Adressen. Zurück in den Probebetrieb geht es nicht.
field-people_told = Ich habe geprüft, dass die eingetragenen Personen einverstanden sind.
mailing-start =
    { $count ->
        [one] Echtbetrieb starten (1 Person)
       *[other] Echtbetrieb starten ({ $count } Personen)
    }

mails-title = Stimmt das so?
mails-lead = Das haben wir über Sie notiert.
mails-name = Name
mails-email = E-Mail
mails-channel = Wir fragen Sie am liebsten per
mails-languages = Sprachen
mails-district = Stadtbezirk
mails-confirmed = Sie haben das zuletzt { $moment } bestätigt.
mails-right = Ja, das stimmt
mails-wrong = Etwas stimmt nicht
mails-reminders-title = Erinnerungen und Wochenplan
mails-reminders-on = Sie bekommen Erinnerungen vor Ihren Einsätzen und freitags Ihren Wochenplan.
mails-reminders-off = Sie bekommen keine Erinnerungen und keinen Wochenplan.
mails-always = Anfragen, Bestätigungen und Absagen bekommen Sie immer.
mails-switch-off = Nicht mehr schicken
mails-switch-on = Wieder schicken
mails-back = Zu meiner Seite

conflict-too-late-to-undo = Dafür ist es zu spät: Die Mails sind schon unterwegs. Sie können die Anfrage absagen oder die Person anrufen.
conflict-nobody-suitable = Es ist niemand da, der gefragt werden könnte. Bitte sehen Sie nach einem anderen Termin.
conflict-seat-taken = Dieser Platz ist inzwischen besetzt, oder die Person kommt schon.
conflict-person-busy = Die Person hat zu dieser Zeit schon einen anderen Einsatz zugesagt.
conflict-request-closed = Diese Anfrage ist abgeschlossen oder wird noch geprüft; dafür kann niemand gefragt werden.

flash-moved = Der Termin ist verschoben.
flash-asking_saved = Gespeichert.
move-link = Termin verschieben
move-title = Termin von Anfrage Nr. { $number } verschieben
move-now = Bisher
field-new_date = Neuer Tag
field-new_start = Beginn
field-new_minutes = Dauer in Minuten
move-look = Ansehen, was das bedeutet
move-able = { $name } bleibt: Nach den eigenen Angaben passt auch die neue Zeit.
move-unable = { $name } kann dann nach den eigenen Angaben nicht und wird frei; wir fragen andere.
move-asked =
    { $count ->
        [one] Eine offene Anfrage an Ehrenamtliche wird zurückgezogen; wir fragen für die neue Zeit.
       *[other] { $count } offene Anfragen an Ehrenamtliche werden zurückgezogen; wir fragen für die neue Zeit.
    }
move-nobody = Es hat noch niemand zugesagt, und niemand wird gefragt. Nur der Termin ändert sich.
field-notify = Beteiligte benachrichtigen (alt und neu, mit Kalendereintrag)
move-submit = Verschieben
rules-asking-title = Wie wir fragen
rules-asking-lead = Je näher der Termin, desto mehr Personen fragen wir gleichzeitig und desto kürzer ist die Bedenkzeit. Nachts, sonntags und an Feiertagen steht die Zeit still.
rules-asking-fault = Bitte prüfen Sie die Zahlen: 1 bis 20 Personen, 15 Minuten bis 7 Tage Bedenkzeit, Erinnerung nicht länger als die Bedenkzeit.
rules-asking-lead-time = Vorlauf
rules-asking-below = unter { $hours } Stunden
rules-asking-from = ab { $hours } Stunden
rules-asking-first = Zuerst Personen
rules-asking-next = Danach jeweils
rules-asking-window = Bedenkzeit (Minuten)
rules-asking-reminder = Erinnern vorher (Minuten)
rules-asking-by-itself = Wenn jemand absagt, gleich die nächste Person fragen; sonst entscheidet das Büro.

held-edit = Die E-Mails über die Änderung sind noch nicht verschickt.
held-move = Die E-Mails über den neuen Termin sind noch nicht verschickt.
