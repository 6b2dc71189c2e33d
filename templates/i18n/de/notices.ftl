# Rückfragen, Einsatznachweise, Elternsprechtage, Abrechnung, Dank: was das Büro sonst noch mitteilt.

task-service_mismatch = Einsatznachweise passen nicht zusammen
task-service_mismatch-hint = Ehrenamtliche Person und Einrichtung sagen Verschiedenes über den Einsatz. Bitte nachfragen und den Ausgang eintragen.
task-service_open = Einsatznachweis fehlt
task-service_open-hint = Auch nach drei Wochen fehlt ein Nachweis. Bitte anrufen und den Ausgang eintragen.
task-question_answered = Rückfrage beantwortet
task-question_answered-hint = Die Einrichtung hat geantwortet. Bitte in der Anfrage lesen.

history-request-question = Rückfrage an die Einrichtung
history-request-answered = Rückfrage beantwortet
conflict-answered-before = Diese Frage ist schon beantwortet.
conflict-period-told = Die Schulen haben die E-Mail schon bekommen. Wenn der Termin ausfällt, sagen Sie ihnen bitte selbst Bescheid.
conflict-month-not-due = Dieser Monat ist noch nicht vorbei, oder es ist nichts abzurechnen.
conflict-no-mail = Diese Person ist nicht per E-Mail erreichbar. Bitte drucken Sie die Auskunft aus und schicken Sie sie mit der Post.
rejection-deadline = Bitte einen Tag von heute bis zum ersten Sprechtag angeben.

question-link = Rückfrage stellen
question-title = Rückfrage zu Anfrage Nr. { $number }
question-hint = Die Frage steht auf der Seite der Anfrage, nicht in der E-Mail. Bitte keine Namen von Kindern oder Eltern.
question-mail = { $name } bekommt eine E-Mail mit dem Link.
question-submit = Frage senden
question-answer-hint = Bitte keine Namen von Kindern oder Eltern.
question-open = Antwort steht aus
question-answered = Beantwortet { $moment }
question-school-title = Rückfrage an Sie
question-school-send = Antwort senden
field-question = Ihre Frage
field-answer = Ihre Antwort
flash-question_asked = Die Frage ist gestellt, die E-Mail ist unterwegs.
flash-question_answered = Danke! Ihre Antwort ist angekommen.

outcome-minutes-hint = Wenn es stattgefunden hat: von Beginn bis Ende
field-outcome_minutes = Dauer in Minuten

periods-title = Elternsprechtage
periods-lead = Sechs Wochen vorher bekommen alle Schulen eine E-Mail, dass sie ihren Bedarf an Sprachmittlung anmelden können.
periods-register = Anmelden bis { $day }
periods-tell = Die Schulen bekommen die E-Mail am { $day }.
periods-told = E-Mail an die Schulen: { $moment }
periods-remove = Entfernen
periods-none = Es ist noch kein Elternsprechtag eingetragen.
periods-add = Elternsprechtag eintragen
periods-title-hint = So steht es in der E-Mail, zum Beispiel: Elternsprechtag 1. Halbjahr 2026/27
periods-submit = Eintragen
field-title = Bezeichnung
field-register_by = Anmelden bis
flash-period_added = Der Elternsprechtag ist eingetragen.
flash-period_removed = Der Elternsprechtag ist entfernt.

statements-title = Abrechnung
statements-lead = Einsätze, die stattgefunden haben und noch nicht bezahlt sind. Grundlage sind die bestätigten Zeiten und die Sätze des Angebots.
statements-show = Anzeigen
statements-unproven =
    { $count ->
        [one] Für einen Einsatz fehlt noch ein Nachweis
       *[other] Für { $count } Einsätze fehlt noch ein Nachweis
    }
statements-unproven-text = Sie erscheinen hier, sobald sie bestätigt sind. Den Monat können Sie später noch einmal abschließen.
statements-appointments = Einsätze
statements-amount = Betrag
statements-journeys = davon für Wege { $amount }
statements-told = Benachrichtigung
statements-by-mail = per E-Mail
statements-by-letter = per Brief
statements-total = Summe
statements-what = Die Auszahlungen werden bei den Personen eingetragen. Wer per E-Mail erreichbar ist, bekommt eine Mail mit dem Betrag.
statements-close =
    { $count ->
        [one] Monat abschließen (eine Person)
       *[other] Monat abschließen ({ $count } Personen)
    }
statements-running = Dieser Monat läuft noch. Abschließen können Sie ihn, wenn er vorbei ist.
statements-none = Für diesen Monat ist nichts abzurechnen.
field-month = Monat
flash-month_closed = Der Monat ist abgeschlossen, die Mails sind unterwegs.

data-ready-send = Datenauskunft per E-Mail bereitstellen
data-ready-hint = Die Person bekommt einen Link zu allem, was über sie gespeichert ist. Die E-Mail selbst enthält keine Daten.
flash-data_ready = Die E-Mail zur Datenauskunft ist unterwegs.

mails-thanks-title = Dank
mails-thanks-on = Sie bekommen eine Mail, wenn Sie eine runde Zahl von Einsätzen erreicht haben.
mails-thanks-off = Möchten Sie eine Mail bekommen, wenn Sie eine runde Zahl von Einsätzen erreicht haben?
mails-thanks-switch-on = Ja, gern
mails-thanks-switch-off = Nicht mehr schicken

mail-second-title = Weitere Sprachen
mail-second-text = Ehrenamtliche können sich unter den deutschen Text einen kurzen Text in ihrer Sprache wünschen: bei Anfragen, Bestätigungen, Änderungen, Absagen und Erinnerungen. Geben Sie eine Sprache erst frei, wenn jemand die Texte gelesen hat, der sie gut spricht.
mail-second-hint = So sieht die Mail mit dem zweiten Text aus. Die Zeiten stehen als Zahlen darin.
mail-second-unreviewed = ungeprüft
mail-second-released = freigegeben
mail-second-release = Freigeben
mail-second-withdraw = Nicht mehr verwenden
flash-language_released = Die Sprache ist freigegeben. Ehrenamtliche können sie jetzt auswählen.
flash-language_withdrawn = Die Sprache wird nicht mehr verwendet.
mails-second-title = Zweite Sprache
mails-second-hint = Unter dem deutschen Text steht dann ein kurzer Text in dieser Sprache.
mails-second-none = keine
mails-second-save = Speichern
field-second_language = Zweite Sprache in E-Mails

mail-own = Meine Einsätze und Angaben
organisation-mails = E-Mails an diese Einrichtung
mailing-overview-title = Tagesübersicht
mailing-overview-text = Die Übersicht für das Büro kommt an jedem Arbeitstag um diese Zeit.
mailing-overview-save = Zeit speichern
field-overview_at = Uhrzeit der Tagesübersicht
flash-overview_at = Die Uhrzeit ist gespeichert.

edit-link = Angaben ändern
edit-title = Angaben zu Anfrage Nr. { $number } ändern
edit-time = Zeit ändern: Termin verschieben
edit-meeting-hint = Nur wenn er anders ist als der übliche Treffpunkt dort
edit-contact-hint = An diese Person gehen die E-Mails zur Anfrage.
edit-note-hint = Diese Notiz kann die Person auf Wunsch lesen. Keine Gesundheit, keine Herkunft. Sie steht in keiner E-Mail.
edit-notify =
    { $count ->
        [0] Es hat noch niemand zugesagt; es geht keine E-Mail hinaus.
        [one] Wer zugesagt hat und die Einrichtung lesen, was vorher galt und was jetzt gilt. Eine Änderung der Notiz erfährt niemand.
       *[other] Die { $count } Personen, die zugesagt haben, und die Einrichtung lesen, was vorher galt und was jetzt gilt. Eine Änderung der Notiz erfährt niemand.
    }
edit-save = Änderungen speichern
edit-waiting = Die E-Mail über die letzte Änderung geht { $moment } hinaus
edit-waiting-text = Was Sie bis dahin noch ändern, kommt in dieselbe E-Mail. Stellen Sie alles wieder her, geht keine hinaus.
flash-request_edited = Die Änderungen sind gespeichert.
history-request-edited = Angaben geändert
field-first_day = Erster Tag
field-last_day = Letzter Tag

second-language-hint = Unter dem deutschen Text steht derselbe Inhalt in dieser Sprache.
second-language-unreleased = Es ist noch keine weitere Sprache freigegeben.
flash-second_language_kept = Die zweite Sprache der E-Mails ist gespeichert.
