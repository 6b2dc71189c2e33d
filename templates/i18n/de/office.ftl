# Seiten der Koordination.

nav-overview = Übersicht
nav-requests = Anfragen
nav-people = Ehrenamtliche
nav-organisations = Einrichtungen
nav-plan = Planung
nav-outbox = E-Mails

flash-answer_recorded = Die Antwort ist eingetragen.
flash-answer_late = Dafür war es schon zu spät: Die Stelle ist inzwischen vergeben oder nicht mehr offen. Bitte sehen Sie in der Anfrage nach.
flash-answer_collides = Das geht nicht: Die Person hat zu dieser Zeit schon einen anderen Einsatz zugesagt.
flash-request_cancelled = Die Anfrage ist abgesagt. Alle Beteiligten bekommen Bescheid.
flash-plan_published = Die Anfragen sind unterwegs. Antworten erscheinen hier von selbst.
flash-plan_discarded = Der Vorschlag ist verworfen. Niemand wurde gefragt.
flash-task_done = Erledigt.

filter-label = Liste eingrenzen
filter-q = Suche
filter-kind = Art der Einrichtung
filter-state = Stand
filter-programme = Angebot
filter-language = Sprache
filter-district = Stadtbezirk
filter-from = Termin von
filter-to = Termin bis
filter-all = Alle
filter-submit = Anzeigen
filter-reset = Alle zeigen

column-number = Nr.
column-time = Termin
column-organisation = Einrichtung
column-language = Sprache
column-languages = Sprachen
column-level = Niveau
column-state = Stand
column-person = Person
column-name = Name
column-contact = Ansprechperson
column-link = Link zum Anfragen
column-district = Bezirk
column-asked = Gefragt
column-answer = Antwort
column-by-phone = Am Telefon
column-why = Begründung
column-mail = E-Mail
column-recipient = An
column-request = Anfrage
column-when = Wann
column-proof = Nachweis
column-checked = Geprüft am
column-valid = Gültig bis

overview-numbers = Anfragen nach Stand
tile-submitted =
    { $count ->
        [one] wartet auf Planung
       *[other] warten auf Planung
    }
tile-searching = in der Suche
tile-substituting = Ersatz gesucht
tile-unfilled = niemand gefunden
tile-confirmed = bestätigt
tasks-title = Zu erledigen
tasks-none = Nichts zu tun. Alles läuft.
task-nobody_left-hint = Alle Vorgeschlagenen haben abgesagt oder nicht geantwortet. Planen Sie die Anfrage neu oder rufen Sie die Schule an.
task-call_requested-hint = Bitte anrufen und die Antwort eintragen. Die Frist steht so lange still.
task-mail_failed-hint = Die Adresse nimmt keine E-Mails an. Bitte die Adresse am Telefon erfragen.
task-contradictory_answers-hint = Von derselben Seite kamen Zusage und Absage, vermutlich von einem Programm, das Links prüft. Bitte nachfragen und die Antwort eintragen.
task-call_by_phone-hint = Hier hilft keine E-Mail. Bitte anrufen und die Antwort eintragen.
task-mail_reply-hint = Die Uhr steht still. Bitte lesen und die Antwort eintragen oder anrufen.
task-mailbox_failed-hint = Antworten und Fehlermeldungen kommen gerade nicht an. Bitte Server, Benutzer, Passwort und Ordner prüfen.
task-particulars_wrong-hint = Die Person sagt, dass ihre Angaben nicht stimmen. Bitte anrufen und berichtigen.
task-queue_paused-hint = Der Mailserver nimmt nichts an. Bitte Benutzer, Passwort und Verschlüsselung prüfen.
task-done = Erledigt
record-accept = Hat am Telefon zugesagt
record-decline = Hat abgesagt
today-title = Heute
today-none = Heute ist kein Termin.
plans-latest = Letzte Vorschläge
plans-none = Noch kein Vorschlag.

requests-empty = Noch keine Anfrage. Schulen stellen Anfragen über ihren Link; Sie können auch eine Datei einlesen.
requests-empty-filtered = Keine Anfrage passt zu dieser Auswahl.
people-of = { $confirmed } von { $headcount } bestätigt
time-chosen = gewählt
assignments-title = Wer kommt
assignments-none = Noch niemand.
agreed-at = zugesagt am { $moment }
offers-title = Gefragte Ehrenamtliche
offers-none = Es ist noch niemand gefragt worden.
rank-first = erste Wahl
rank-backup = { $rank }. Ersatz
answer-by = Antwort bis { $moment }
history-title = Verlauf
history-created = Anfrage eingegangen
history-request-submitted = Anfrage eingegangen
history-request-imported = Anfrage aus Datei eingelesen
history-request-cancelled = Anfrage abgesagt
history-request-confirmed = Anfrage bestätigt
history-request-unfilled = Niemand gefunden
history-request-substituting = Ersatz wird gesucht
history-plan-published = Anfragen verschickt
history-offer-made = Person gefragt
history-offer-accepted = Zugesagt
history-offer-declined = Abgesagt
history-offer-call = Um Anruf gebeten
history-offer-answered = Antwort eingegangen
history-offer-expired = Keine Antwort
history-offer-withdrawn = Anfrage zurückgezogen
history-offer-contradictory = Widersprüchliche Antworten
history-assignment-cancelled = Ehrenamtliche Person kann nicht kommen
history-assignment-released = Person wieder freigegeben
history-other = Geändert
facts-title = Anfrage
fact-gender = Geschlecht
gender-required = zwingend
gender-wished = gewünscht
fact-urgent = Eilt, weil
level-at-least = mindestens { $level }
all-or-nothing = nur wenn alle Plätze besetzt sind
note-title = Notiz der Schule
note-kept = Nur für die Koordination. Wird 30 Tage nach dem Termin gelöscht.
actions-title = Für die Schule erledigen
cancel-on-behalf = Für die Schule absagen
consequences-title = Was dann geschieht
cancel-office-school = Die Ansprechperson bekommt eine Bestätigung der Absage.
cancel-office-person = { $name } bekommt eine Absage mit Kalender-Stornierung.
cancel-office-asked =
    { $count ->
        [one] Eine noch offene Anfrage an Ehrenamtliche wird zurückgezogen.
       *[other] { $count } noch offene Anfragen an Ehrenamtliche werden zurückgezogen.
    }
cancel-back = Nein, zurück

people-empty = Noch keine Ehrenamtlichen. Lesen Sie Ihre Liste als CSV-Datei ein: passgenau import people DATEI.
people-empty-filtered = Niemand passt zu dieser Auswahl.

organisations-lead = Jede Einrichtung fragt über ihren eigenen Link an, ohne Passwort. Schicken Sie ihn nur an die Einrichtung selbst.
organisations-link-show = Link zeigen
organisations-empty = Noch keine Einrichtungen. Lesen Sie Ihre Liste als CSV-Datei ein: passgenau import organisations DATEI.
organisations-empty-filtered = Keine Einrichtung passt zu dieser Auswahl.
email-failed = E-Mail kommt zurück
person-email-failed = E-Mails an diese Adresse kommen seit { $moment } zurück. Bitte die Adresse am Telefon erfragen.
availability-title = Zeiten
availability-none = Keine Zeiten angegeben. Ohne Zeiten wird niemand eingeplant.
absent = Abwesend
coming-title = Nächste Einsätze
coming-none = Kein Einsatz vereinbart.
proofs-title = Nachweise
proofs-none = Kein Nachweis eingetragen.
proof-expired = abgelaufen
unlimited = unbegrenzt
contact-title = Kontakt
fact-channel = Am liebsten per
reach-title = Einsatzgebiet
fact-home = Zuhause
fact-goes-to = Fährt nach
everywhere = überallhin
fact-modes = Arten
fact-topics = Geschult für
fact-limits = Eigene Obergrenze
limit-week = { $minutes } Minuten in der Woche
limit-day =
    { $count ->
        [one] 1 Einsatz am Tag
       *[other] { $count } Einsätze am Tag
    }
limit-none = keine
view-audited = Dass Sie diese Seite geöffnet haben, wird festgehalten. Die Person kann das auf Wunsch erfahren.

plan-start = Planen
weeks-title = Vorschlag berechnen
weeks-lead = Wir suchen für alle wartenden Anfragen die beste Verteilung. Vereinbarte Einsätze bleiben, wie sie sind. Niemand wird gefragt, bevor Sie den Vorschlag gesehen haben.
weeks-legend = Welche Wochen?
week-open =
    { $count ->
        [0] keine Anfrage wartet
        [one] 1 Anfrage wartet
       *[other] { $count } Anfragen warten
    }
weeks-fault = Bitte wählen Sie mindestens eine Woche.
weeks-many = Höchstens acht Wochen auf einmal: Zwischen der ersten und der letzten gewählten Woche liegen zu viele.
weeks-none = Gerade wartet keine Anfrage auf einen Vorschlag.
plan-compute = Vorschlag berechnen
plan-compute-hint = Das dauert meist wenige Sekunden, höchstens eine Minute.
plan-title = Vorschlag { $from } bis { $to }
plan-made = von { $by }, { $moment }
plan-state-computing = wird berechnet
plan-state-draft = Entwurf
plan-state-published = verschickt
plan-state-failed = fehlgeschlagen
plan-state-discarded = verworfen
plan-state-superseded = überholt
plan-computing-title = Der Vorschlag wird berechnet
plan-computing-text = Diese Seite lädt sich von selbst neu.
plan-computing-until = Spätestens um { $time } ist er fertig.
plan-reload = Jetzt nachsehen
plan-failed-title = Der Vorschlag konnte nicht berechnet werden
plan-failed-internal = Es ist nichts verloren. Bitte versuchen Sie es noch einmal; wenn es wieder passiert, steht der Grund im Protokoll des Servers.
plan-failed-check = Das Ergebnis hat die unabhängige Nachprüfung nicht bestanden und wurde deshalb nicht gespeichert. Bitte versuchen Sie es noch einmal und melden Sie den Fehler.
plan-failed-interrupted = Die Berechnung wurde durch einen Neustart unterbrochen. Bitte starten Sie sie noch einmal.
plan-failed-changed = Während der Berechnung haben sich die Anfragen zu oft geändert. Bitte versuchen Sie es noch einmal.
plan-again = Noch einmal planen
plan-published-text = Dieser Vorschlag ist verschickt. Wie weit jede Anfrage ist, sehen Sie in der Liste der Anfragen.
plan-discarded-text = Dieser Vorschlag wurde verworfen. Niemand wurde danach gefragt.
plan-superseded-text = Es gibt einen neueren Vorschlag für diese Zeit.
plan-filled-of = { $filled } von { $total } Anfragen besetzt
proof-optimal = Beweisbar bester Plan
proof-optimal-text = Mehr Anfragen lassen sich mit diesen Menschen und Zeiten nicht besetzen, und keine bessere Verteilung.
proof-count = Beweisbar größte Zahl
proof-count-text = Mehr Anfragen lassen sich nicht besetzen. Ob Wege und Verteilung noch etwas besser gingen, wurde in der Zeit nicht bewiesen.
proof-best-found = Bester gefundener Plan
proof-gap =
    { $gap ->
        [one] Höchstens 1 Anfrage schlechter als der beste denkbare.
       *[other] Höchstens { $gap } Anfragen schlechter als der beste denkbare.
    }
plan-seconds =
    { $seconds ->
        [0] Berechnet in unter einer Sekunde.
        [one] Berechnet in 1 Sekunde.
       *[other] Berechnet in { $seconds } Sekunden.
    }
plan-discard = Verwerfen
plan-reach = Nur für: { $parts }
weeks-own-part = Geplant werden die Anfragen und Ehrenamtlichen Ihres Bereichs. Was offen bleibt, sieht auch, wer für alles plant.
plan-parts = Teile des Vorschlags
plan-search = Im Vorschlag suchen
plan-search-hint = Name, Schule, Sprache …
plan-sheet-open = Alles auf einer Seite, zum Drucken
plan-sheet = zum Drucken
plan-found =
    { $count ->
        [0] Nichts gefunden für „{ $q }“.
        [one] Ein Treffer für „{ $q }“.
       *[other] { $count } Treffer für „{ $q }“.
    }
plan-empty = In dieser Zeit ist nichts zu besetzen.
plan-day-caption = Besetzte Anfragen am { $day }
plan-warning-collide = Zwei vereinbarte Einsätze einer Person überschneiden sich (Anfrage Nr. { $number }). Bitte prüfen.
plan-warning-limit = Vereinbarte Einsätze überschreiten die Obergrenze einer Person. Bitte prüfen.
plan-warning-other = Beim Planen ist etwas aufgefallen (Anfrage Nr. { $number }). Bitte prüfen.
seat-of = Platz { $seat } von { $seats }
ask-by-phone = bitte anrufen
already-agreed = schon vereinbart
fallback-for = statt { $asked }
why-open = Warum?
why-pinned = Ist schon vereinbart und bleibt so.
why-language-exact = Spricht genau diese Sprache: { $language }, { $level }.
why-language-fallback = Spricht { $spoken } ({ $level }). Gefragt war { $asked }; das gelingt nach Ihrer Tabelle zu { $quality } %.
why-travel-from = { $minutes } Minuten Weg aus { $place }.
why-travel = { $minutes } Minuten Weg.
why-travel-short = { $minutes } Min. Weg
why-gender-met = Der Wunsch nach dem Geschlecht ist erfüllt.
why-gender-missed = Der Wunsch nach dem Geschlecht ließ sich nicht erfüllen.
why-option = Termin { $option } von { $options }.
why-liked = Liegt in einer Zeit, die der Person am liebsten ist.
why-not-liked = Die Person kann, hat aber andere Zeiten lieber.
why-knows-case = Kennt den Fall schon.
why-topic = Ist für diesen Anlass geschult.
why-topic-other = Ist für diesen Anlass nicht geschult; wer es ist, passte insgesamt weniger gut.
why-newcomer = Hatte noch keinen Einsatz; dieser ist ein leichter Anfang.
why-scarce = Spricht keine weitere seltene Sprache; wer eine spricht, wird geschont.
why-scarce-other = Spricht auch eine seltene Sprache und wird sonst geschont; hier passt es trotzdem am besten.
why-served =
    { $minutes ->
        [0] Hatte in den 90 Tagen davor keinen Einsatz.
       *[other] Hatte in den 90 Tagen davor { $minutes } Minuten Einsatz.
    }
why-load = Hat in diesen Wochen insgesamt { $minutes } Minuten Einsatz.
backups = Ersatz
backups-none = niemand
unfilled-title = Nicht besetzt
unfilled-programme = Für dieses Angebot gibt es keine aktiven Ehrenamtlichen.
unfilled-language = Niemand spricht diese Sprache oder eine verwandte.
unfilled-qualification = Es spricht zwar jemand die Sprache, aber Niveau oder Nachweise reichen nicht.
unfilled-gender = Niemand vom verlangten Geschlecht kommt infrage.
unfilled-excluded = Wer infrage käme, soll hier nicht eingesetzt werden.
unfilled-reach = Niemand, der passt, fährt in diesen Stadtbezirk oder macht diese Art von Einsatz.
unfilled-unavailable = Niemand, der passt, hat zu einem der Termine Zeit.
unfilled-busy = Wer passt und Zeit hätte, hat dann schon einen anderen Einsatz.
unfilled-limit = Wer passt, hat die eigene Obergrenze oder den Freibetrag schon erreicht.
unfilled-resource = Die Einrichtung ist dann geschlossen, oder der nötige Raum ist belegt, zu klein oder nicht ohne Stufen erreichbar.
unfilled-budget = Die Mittel reichen nicht mehr.
unfilled-outcompeted = Es gäbe jemanden, aber dann bliebe eine andere Anfrage offen, die mehr zählt.
unfilled-seats = Nicht alle Plätze lassen sich besetzen.
competes-with = Im Wettbewerb mit:
funnel-open = Wie viele kämen infrage?
funnel-caption = Wie viele Ehrenamtliche für Anfrage Nr. { $number } Regel um Regel übrig bleiben
funnel-rule = Regel
funnel-people = Ehrenamtliche
funnel-programme = gehören zum Angebot
funnel-language = sprechen die Sprache
funnel-qualification = haben Niveau und Nachweise
funnel-gender = entsprechen dem verlangten Geschlecht
funnel-excluded = sind hier nicht ausgeschlossen
funnel-reach = kommen dorthin
funnel-unavailable = haben zu einem Termin Zeit
funnel-busy = sind dann noch frei
publish-button =
    { $people ->
        [one] Anfragen verschicken (1 Person)
       *[other] Anfragen verschicken ({ $people } Personen)
    }
publish-title = Anfragen verschicken
publish-heading =
    { $people ->
        [one] Anfragen an 1 Person verschicken?
       *[other] Anfragen an { $people } Personen verschicken?
    }
publish-lead =
    { $requests ->
        [one] Es geht um 1 Anfrage ({ $from } bis { $to }).
       *[other] Es geht um { $requests } Anfragen ({ $from } bis { $to }).
    }
publish-mails =
    { $count ->
        [one] 1 Person bekommt eine E-Mail mit einem Link zum Antworten.
       *[other] { $count } Personen bekommen eine E-Mail mit einem Link zum Antworten.
    }
publish-hold =
    { $minutes ->
        [one] Der Versand beginnt in 1 Minute.
       *[other] Der Versand beginnt in { $minutes } Minuten.
    }
publish-answers = Wie lange Zeit zum Antworten ist, richtet sich nach dem Termin: ein Tag, bei nahen Terminen wenige Stunden. Nachts und an Sonn- und Feiertagen steht die Frist still.
publish-calls =
    { $count ->
        [one] 1 Person müssen Sie anrufen. Die Nummer steht danach unter „Anrufe“.
       *[other] { $count } Personen müssen Sie anrufen. Die Nummern stehen danach unter „Anrufe“.
    }
field-tell_unfilled = Schulen gleich sagen, dass niemand gefunden wurde
publish-unfilled =
    { $count ->
        [one] Das betrifft 1 Anfrage. Ohne Häkchen bleibt sie einfach in der Liste und kann neu geplant werden.
       *[other] Das betrifft { $count } Anfragen. Ohne Häkchen bleiben sie einfach in der Liste und können neu geplant werden.
    }
publish-stale-title = Dieser Vorschlag passt nicht mehr
publish-stale-text = Seit er berechnet wurde, haben sich Anfragen, Zeiten oder Zusagen geändert. Bitte lassen Sie einen neuen berechnen; das dauert nur Sekunden.
plan-stop = Abbrechen und besten Plan bis jetzt nehmen
publish-next = Wer absagt oder nicht antwortet, wird ersetzt: Dann fragen wir von selbst die nächste Person.
publish-schools = Die Schulen sehen „Wir suchen“ und bekommen Bescheid, sobald jemand zugesagt hat.

outbox-title = E-Mails
outbox-open = Zu den E-Mails
outbox-paused-title = Der Versand steht still
outbox-paused-until = Nächster Versuch: { $until }.
outbox-pause-auth = Der Mailserver lehnt Benutzer oder Passwort ab.
outbox-pause-tls = Die verschlüsselte Verbindung zum Mailserver kommt nicht zustande.
outbox-pause-connect = Der Mailserver ist nicht erreichbar.
outbox-pause-other = Der Mailserver nimmt gerade nichts an.
outbox-files-title = E-Mails werden als Dateien abgelegt
outbox-files-text = Es ist kein Mailserver eingestellt. Jede E-Mail liegt als Datei im Datenordner.
outbox-empty = Keine E-Mail in dieser Liste.
outbox-error-recipient = Empfänger abgelehnt
outbox-error-temporary = vorübergehend abgelehnt, wird wiederholt
outbox-error-relay = Mailserver nicht bereit
outbox-error-other = nicht angenommen
attempts =
    { $count ->
        [one] 1 Versuch
       *[other] { $count } Versuche
    }
task-yes_but-hint = Die Person kann helfen, aber nur unter einer Bedingung. Bitte anrufen und die Antwort eintragen. Die Frist steht so lange still.
task-replace_by_hand-hint = Wer zugesagt hatte, kann nicht. Bitte entscheiden Sie in der Anfrage, wen wir fragen.
history-offer-but = Ja, aber …
history-assignment-stand_in = Vertretung gesucht
history-assignment-stand_in_ended = Kommt doch selbst
history-assignment-late = Verspätung gemeldet
history-request-moved = Termin verschoben
