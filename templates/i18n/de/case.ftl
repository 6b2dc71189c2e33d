# Ein Fall am Telefon: jemand kann nicht kommen, Anrufe, wer sonst könnte.

absent-title = Verhindert melden
absent-lead = Wer kann nicht kommen? Name oder Telefonnummer genügt, auch ungenau.
absent-who = Wer?
absent-nobody = Niemand heißt so ähnlich wie „{ $q }“.
absent-other = andere Person
absent-when = Wie lange?
absent-change = Doch länger oder kürzer?
absent-today = Heute
absent-until = Bis zu einem bestimmten Tag
absent-unknown = Weiß noch nicht (zunächst bis { $date })
absent-single = Nur einzelne Termine
absent-look = Ansehen, was das bedeutet
absent-only-asked = erst angefragt
absent-means =
    { $count ->
        [0] Davon ist kein Termin betroffen
        [one] 1 Termin ist betroffen
       *[other] { $count } Termine sind betroffen
    }
absent-school-call = Bitte anrufen, eine E-Mail käme zu spät: { $name },
absent-school-mail = { $name } bekommt eine E-Mail: Ersatz wird gesucht.
absent-school-nothing = Die Schule erfährt nichts, es war noch nichts vereinbart.
absent-ways =
    { $count ->
        [one] So geht es weiter
       *[other] Wie soll es weitergehen?
    }
absent-foreign = ein anderer Bereich
absent-foreign-told = Der andere Bereich bekommt Bescheid.
absent-stranger = jemand aus einem anderen Bereich
absent-way-elsewhere =
    { $count ->
        [one] Dafür wechselt 1 Person aus einem anderen Bereich.
       *[other] Dafür wechseln { $count } Personen aus anderen Bereichen.
    }
absent-way-all = Alles bleibt besetzt.
absent-way-open =
    { $count ->
        [one] Für 1 Termin ist niemand frei.
       *[other] Für { $count } Termine ist niemand frei.
    }
absent-way-moved = Dafür müsste wechseln: { $names }.
absent-ask-phone = – bitte anrufen:
absent-ask-mail = – wird per E-Mail gefragt
absent-then = – wird gefragt, sobald der Wechsel zugesagt ist
absent-open = niemand frei – Sie entscheiden in der Anfrage
absent-fewest = Nachgerechnet: Mit weniger Unruhe für andere geht es nicht.
absent-told = Die Person bekommt eine E-Mail, die ihre Termine aus dem Kalender nimmt.
absent-told-phone = Die Person bekommt keine E-Mail; sie weiß es ja schon.
absent-no-reason = Ein Grund wird nicht gespeichert.
absent-confirm =
    { $count ->
        [0] Abwesenheit eintragen
        [one] Bestätigen: 1 Termin abgeben und Ersatz fragen
       *[other] Bestätigen: { $count } Termine abgeben und Ersatz fragen
    }
field-span = Wie lange kann die Person nicht kommen?
field-single = Einzelne Termine
field-again = Uhrzeit
flash-absence_noted = Eingetragen. Wer jetzt anzurufen ist, steht unten.
flash-call_noted = Notiert.
rejection-absence-changed = Inzwischen hat sich etwas geändert. Bitte sehen Sie noch einmal hin, was jetzt gilt.
rejection-again-range = Bitte eine Zeit zwischen jetzt und dem Beginn des Termins.
conflict-absence-changed = Inzwischen hat sich etwas geändert. Bitte sehen Sie noch einmal hin.
held-absence = Die Abwesenheit ist eingetragen; die E-Mails dazu sind noch nicht verschickt.
history-person-absent = Abwesenheit eingetragen
history-assignment-changed_over = Zu einem anderen Termin gewechselt
history-offer-called = Angerufen, noch keine Antwort

calls-title = Anrufe
calls-lead = Zuerst, was am wenigsten Zeit hat. Ein Druck genügt, um das Ergebnis festzuhalten.
calls-list = Alle Anrufe
calls-none = Gerade ist niemand anzurufen.
call-no-number = keine Telefonnummer
call-by = spätestens { $time }
call-too-late = zu spät für den Weg
call-say-offer = „Können Sie helfen? { $time }, { $district }. Sie dürfen immer Nein sagen.“
call-say-offer-language = „Können Sie helfen? { $language }, { $time }, { $district }. Sie dürfen immer Nein sagen.“
call-say-school = „Zum Termin { $time } kann die vereinbarte Person leider nicht kommen. Wir suchen Ersatz und melden uns.“
call-say-off = „Der Termin { $time } ist abgesagt. Bitte fahren Sie nicht los.“
call-remark = Dazu geschrieben:
call-instead = statt Anfrage Nr. { $number }
call-again-at = wieder anrufen { $moment }
call-result-not_reached = Nicht erreicht
call-result-wrong_number = Nummer falsch
call-result-later = Überlegt noch
call-later = Überlegt bis
call-later-save = Merken
call-school-done = Schule telefonisch informiert
call-told = Ist informiert
task-call_school = Schule anrufen
task-call_school-hint = Der Termin ist bald, eine E-Mail käme zu spät. Bitte anrufen.
task-call_volunteer = Bitte anrufen, der Termin fällt aus
task-call_volunteer-hint = Der Termin ist bald, eine E-Mail käme zu spät. Bitte anrufen, damit niemand umsonst fährt.

# Wer könnte, was es kostet, und warum andere nicht.
column-costs = Was dafür und dagegen spricht
column-do = Tun
cost-that-day =
    { $count ->
        [one] Hat an dem Tag schon 1 Einsatz.
       *[other] Hat an dem Tag schon { $count } Einsätze.
    }
cost-served = In den letzten drei Monaten { $time } im Einsatz.
cost-served-none = In den letzten drei Monaten kein Einsatz.
cost-only = Wäre für Anfrage Nr. { $number } zur selben Zeit die einzige Person
cost-wanted =
    { $count ->
        [one] Käme zur selben Zeit auch für Anfrage Nr. { $number } infrage; dafür gäbe es noch 1 andere Person.
       *[other] Käme zur selben Zeit auch für Anfrage Nr. { $number } infrage; dafür gäbe es noch { $count } andere.
    }
ask-one = Fragen
ask-everybody = Alle ansehen: wer passt, wer nicht und warum
ask-others = Warum andere nicht
ask-others-lead = Zuerst, wem am wenigsten fehlt. Wer hier steht, kann mit einer Begründung trotzdem gefragt oder eingetragen werden.
ask-others-search = Nach einer Person suchen
ask-others-more =
    { $count ->
        [one] Eine weitere Person. Bitte nach dem Namen suchen.
       *[other] { $count } weitere. Bitte nach dem Namen suchen.
    }
ask-anyway = Trotzdem fragen
assign-anyway = Trotzdem eintragen
tick-programme = Angebot
tick-language = Sprache und Niveau
tick-german = Deutsch
tick-proofs = Nachweise
tick-gender = Geschlecht
tick-exclusion = Ausschluss
tick-reach = Art und Weg
tick-time = Zeit
tick-limits = Grenzen
tick-busy = Anderes vereinbart
ticked-yes = passt
ticked-no = passt nicht
block-busy = hat dann schon etwas anderes, oder der Weg dazwischen ist zu weit
person-page = Zur Seite der Person
note-readable = Diese Notiz kann die Person auf Wunsch lesen. Keine Gesundheit, keine Herkunft.
field-reason_against = Warum trotzdem?
field-case_note = Neue Notiz
field-said_at = Gesagt am
rejection-reason-against = Eine Regel spricht dagegen. Bitte schreiben Sie kurz auf, warum es trotzdem richtig ist.
rejection-said-later = Das liegt in der Zukunft. Bitte geben Sie an, wann es gesagt wurde.
conflict-asked-already = Diese Person ist für diese Anfrage schon gefragt.
case-notes = Notizen des Büros
case-note-keep = Notiz behalten
case-note-drop = Löschen
case-against = Gegen eine Regel ({ $name }):
case-changed = { $name } hat diese Anfrage { $moment } geändert
move-overtaken = Seit Sie nachgesehen haben, hat sich hier etwas geändert
case-changed-noted = Ihre Notiz ist gespeichert. Bitte lesen Sie nach, was neu ist.
case-changed-text = Ihr Schritt ist deshalb noch nicht geschehen. Bitte sehen Sie nach, ob er noch passt.
flash-note_kept = Die Notiz ist gespeichert.
flash-note_dropped = Die Notiz ist gelöscht.
history-request-noted = Notiz geschrieben
history-request-note_dropped = Notiz gelöscht
history-request-against_rule = Gegen eine Regel, mit Begründung
history-request-taken = Am Telefon aufgenommen
heard-open = Anders oder früher
heard-channel = Wie kam die Antwort?
heard-at = Wann?
heard-said = gesagt { $moment }
cancel-office-near = Der Termin ist bald: Bitte rufen Sie an, die Nummer steht danach in der Liste der Anrufe.

# Jemand ist am Telefon.
caller-title = Wer ruft an?
caller-who = Name, Telefonnummer, Schule oder Anfrage
caller-agreed = zugesagt
caller-asked = angefragt
caller-no-requests = Keine kommende Anfrage.
take-title = Anfrage aufnehmen
take-lead = Welche Schule ruft an? Name, Ansprechperson oder Telefonnummer genügt.
take-school = Schule oder Einrichtung
take-for = Anfrage aufnehmen: { $name }
take-other = Andere Einrichtung
take-day = Elternsprechtag aufnehmen
take-drafts = Angefangen
take-kept = gemerkt { $moment }
take-drop = Löschen
take-more = Angebot, Art, Zahl, Mittel und weitere Termine
take-sender = Wer ruft an?
take-questions = Die fünf Fragen
take-send = Anfrage eintragen
take-check = Kann das klappen?
take-keep = Für später merken
take-mail = Die Ansprechperson bekommt eine E-Mail und kann alles prüfen.
flash-request_taken = Die Anfrage ist eingetragen. Die Schule bekommt eine E-Mail zum Prüfen.
caller-open = Mit Einsätzen, offenen Anfragen und dem, was jetzt zu tun ist

# Anrufe am frühen Morgen.
early-title = Anrufe ab 6:30 Uhr
early-on = Das Büro darf Sie ab 6:30 Uhr anrufen, wenn am selben Tag jemand ausfällt.
early-off = Dürfen wir Sie ab 6:30 Uhr anrufen, wenn am selben Tag jemand ausfällt? Sonst rufen wir frühestens um 7 Uhr an.
early-switch-on = Ja, gern
early-switch-off = Bitte nicht mehr
early-office-on = erlaubt
early-office-off = nein, erst ab 7 Uhr
early-office-yes = Erlaubnis eintragen
early-office-no = Erlaubnis zurücknehmen
call-from = erst ab { $time } anrufen
call-early = darf ab 6:30 Uhr angerufen werden
history-person-early_calls = Anrufe ab 6:30 Uhr geändert
