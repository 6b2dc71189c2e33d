# Stammdaten: was die Koordination pflegt, ihre Formulare, der Verlauf, das Archiv.

nav-data = Stammdaten
data-lead = Was die Koordination einmal festlegt. Jede Änderung steht im Verlauf und lässt sich zurücknehmen.

flash-saved = Gespeichert. Unter „Verlauf“ steht, was sich geändert hat.
flash-unchanged = Es gab nichts zu ändern.
flash-created = Angelegt.
flash-undone = Die Änderung ist zurückgenommen.
flash-archived = Liegt jetzt im Archiv und wird nicht mehr zur Auswahl angeboten.
flash-restored = Aus dem Archiv zurückgeholt.
flash-deleted = Gelöscht.

conflict-record-changed = Jemand anderes hat gerade dasselbe geändert. Bitte sehen Sie nach, was jetzt dort steht.
conflict-undo-late = Diese Änderung lässt sich nicht mehr zurücknehmen, weil danach noch etwas geändert wurde. Bitte tragen Sie den alten Wert von Hand ein.
conflict-record-in-use = Inzwischen hängt etwas daran. Löschen geht nicht mehr; legen Sie es stattdessen ins Archiv.

data-kinds-programme = Angebote
data-kinds-language = Sprachen
data-kinds-district = Stadtbezirke und Wege
data-kinds-location = Orte
data-kinds-contact = Ansprechpersonen
data-kind-person = Ehrenamtliche Person
data-kind-organisation = Einrichtung
data-kind-location = Ort
data-kind-contact = Ansprechperson
data-kind-programme = Angebot
data-kind-language = Sprache
data-kind-district = Stadtbezirk
data-about-programme = Sprachmittlung, Elterntraining, Begleitung: was jedes Angebot von Ehrenamtlichen verlangt und wie geplant wird.
data-about-language = Sprachen mit ihren Varianten und wer notfalls für wen einspringen kann.
data-about-district = Die Teile der Stadt und wie lange man von einem zum anderen braucht.
data-detail-programme = Rolle
data-detail-language = Eigenname
data-detail-district = Kürzel
data-new-person = Ehrenamtliche Person anlegen
data-new-organisation = Einrichtung anlegen
data-new-location = Ort hinzufügen
data-new-contact = Ansprechperson hinzufügen
data-new-programme = Angebot anlegen
data-new-language = Sprache anlegen
data-new-district = Stadtbezirk anlegen
data-none-location = Noch kein Ort. Ohne Ort kann die Einrichtung nicht anfragen.
data-none-contact = Noch keine Ansprechperson. Ohne sie kann die Einrichtung nicht anfragen.

data-part-main = Angaben
data-part-name = Name
data-part-contact = Kontakt
data-part-languages = Sprachen
data-part-work = Angebote und Grenzen
data-part-reach = Einsatzgebiet
data-part-times = Zeiten
data-part-proofs = Nachweise
data-part-state = Stand
data-part-demands = Was verlangt wird
data-part-planning = Planung
data-part-fallbacks = Wer einspringen kann
data-part-travel = Wege

data-field-name = Name
data-field-kind = Art
data-field-place_name = Name des Ortes
data-field-street = Straße und Hausnummer
data-field-postcode = Postleitzahl
data-field-town = Stadt
data-field-district = Stadtbezirk
data-field-meeting_point = Treffpunkt
data-field-email = E-Mail-Adresse
data-field-phone = Telefon
data-field-first_name = Vorname
data-field-last_name = Nachname
data-field-gender = Geschlecht
data-field-channel = Wie möchte die Person gefragt werden?
data-field-ui_language = Sprache der E-Mails
data-field-languages = Sprachen
data-field-programmes = Angebote
data-field-modes = Arten des Einsatzes
data-field-max_minutes_week = Höchstens Minuten in der Woche
data-field-max_assignments_day = Höchstens Einsätze am Tag
data-field-mobility = Unterwegs mit
data-field-everywhere = Fährt in alle Stadtbezirke
data-field-districts = Fährt nur nach
data-field-availability = Zeiten
data-field-absences = Abwesend
data-field-proofs = Nachweise
data-field-state = Stand
data-field-name_de = Name (deutsch)
data-field-name_en = Name (englisch)
data-field-role_de = Bezeichnung der Person (deutsch)
data-field-role_en = Bezeichnung der Person (englisch)
data-field-position = Reihenfolge in Listen
data-field-needs_language = Eine Anfrage muss eine Sprache nennen
data-field-language_min = Niveau der gefragten Sprache mindestens
data-field-german_min = Deutsch mindestens
data-field-proofs_needed = Nachweise, die am Tag des Einsatzes gelten müssen
data-field-max_minutes = Längster Einsatz in Minuten
data-field-case_limit = Höchstens so oft dieselbe Person zum selben Fall
data-field-backups = Ersatzpersonen je Platz
data-field-weights = Gewichte der Planung
data-field-autonym = Eigenname der Sprache
data-field-iso639_3 = ISO-Kürzel (639-3)
data-field-variety = Variante
data-field-fallbacks = Wer einspringen kann
data-field-code = Kürzel
data-field-travel = Wege von hier

data-hint-place_name = Leer lassen, wenn der Ort so heißt wie die Einrichtung.
data-hint-meeting_point = Zum Beispiel: Sekretariat, 1. Etage.
data-hint-gender = Freiwillig. Zählt nur, wenn eine Anfrage danach fragt.
data-hint-languages = Deutsch bitte auch eintragen. Eine Zeile leeren heißt: diese Sprache streichen. Nach dem Speichern gibt es neue leere Zeilen.
data-hint-max_minutes_week = Leer heißt: keine Grenze.
data-hint-max_assignments_day = Leer heißt: keine Grenze.
data-hint-districts = Zählt nur, wenn oben nicht „in alle Stadtbezirke“ angekreuzt ist.
data-hint-availability = Zum Beispiel: Mo 8-13; Do 14-18:30; Sa 10-14 alle 2 Wochen ab 05.12.2026 außer 19.12.2026.
data-hint-absences = Erster und letzter Tag. Ein Grund wird nicht gefragt und nicht aufgeschrieben.
data-hint-proofs = Nur dass und wann Sie den Nachweis gesehen haben. Das Papier selbst wird nicht aufbewahrt.
data-hint-role_de = Mit Doppelpunkt, zum Beispiel: Sprachmittler:in.
data-hint-case_limit = Leer heißt: keine Grenze. Zählt je Fallkürzel.
data-hint-weights = Nur, was von der Voreinstellung abweichen soll. „Kennt den Fall“ unter 0 heißt: möglichst wechseln, über 0: möglichst dieselbe Person.
data-hint-iso639_3 = Drei Buchstaben, zum Beispiel ara für Arabisch.
data-hint-fallbacks = Wer diese Sprache spricht, kann notfalls für die gefragte einspringen: 95 heißt fast immer, 60 heißt mit Mühe. Unter 80 bestätigen Sie jeden Fall einzeln.
data-hint-code = Kurz und ohne Leerzeichen. Lässt sich später nicht mehr ändern.
data-hint-travel = Minuten von Tür zu Tür, auch innerhalb des Bezirks. Eine geänderte Zeit gilt in beide Richtungen.
data-hint-state = Pause und „ausgeschieden“ heißt: wird nicht geplant und nicht gefragt. Vereinbarte Einsätze bleiben bestehen.

data-column-language = Sprache
data-column-level = Niveau
data-column-from = von
data-column-to = bis
data-column-proof = Nachweis
data-column-checked = Geprüft am
data-column-valid = Gültig bis
data-column-weight = Was
data-column-points = Punkte
data-column-quality = Gelingt zu Prozent
data-column-district = Nach
data-column-public_transport = Bus und Bahn
data-column-car = Auto
data-row = Zeile { $number }

weight-travel = Weg
weight-variety = Genaue Sprachvariante
weight-option = Wunschtermin
weight-gender = Wunsch nach Geschlecht
weight-preferred = Wunschzeiten der Person
weight-known = Kennt den Fall
weight-topic = Themenkenntnis
weight-newcomer = Neue einbinden
weight-scarce = Seltene Sprachen schonen
mail-language-de = Deutsch
mail-language-en = Englisch

data-day-mo = Montag
data-day-tu = Dienstag
data-day-we = Mittwoch
data-day-th = Donnerstag
data-day-fr = Freitag
data-day-sa = Samstag
data-day-su = Sonntag
data-week-hint = Zwei Zeiträume je Tag, jede Woche. Seltenere oder befristete Zeiten stehen unten im Text und bleiben erhalten.
data-week-from = { $day }, { $number }. Zeitraum, von
data-week-to = { $day }, { $number }. Zeitraum, bis
data-week-text = Dasselbe als Text

data-edit = Bearbeiten
data-edit-work = Angebote und Grenzen bearbeiten
data-edit-title = { $title } bearbeiten
data-save = Speichern
data-save-anyway = Meine Angaben speichern
data-cancel = Abbrechen
data-editing = In Bearbeitung: { $name }, seit { $since }
data-conflict-title = Jemand anderes hat inzwischen dasselbe geändert
data-conflict-text = Noch ist nichts gespeichert. Ihre Eingaben stehen in den Feldern, die gespeicherten Werte darüber. Lassen Sie stehen, was gelten soll, und speichern Sie noch einmal.
data-theirs-by = { $name } hat um { $time } gespeichert:
data-theirs = Inzwischen gespeichert:
data-nothing = nichts

data-history-title = Verlauf
data-history-of = Verlauf: { $title }
data-history-none = Noch keine Änderung.
data-history-all = Ganzer Verlauf ({ $count } Einträge)
data-history-kept = Wer wann was geändert hat. Die Werte davor und danach werden nach 24 Monaten gelöscht, bei Personen mit der Person.
data-action-created = Angelegt
data-action-changed = Geändert
data-action-undone = Zurückgenommen
data-action-archived = Ins Archiv gelegt
data-action-restored = Aus dem Archiv geholt
data-action-deleted = Gelöscht
data-action-erased = Daten der Person gelöscht
data-before = vorher:
data-after = jetzt:
data-undo = Rückgängig

data-filter-archive = Zeigen
data-current = Aktuelle
data-archive = Archiv
data-archive-count = Archiv ({ $count })
data-archived = Im Archiv
data-archived-suffix = (Archiv)
data-empty = Noch nichts angelegt.
data-empty-filtered = Nichts passt zu dieser Auswahl.
data-requests = Anfragen dieser Einrichtung
data-remove = Löschen oder ins Archiv legen
data-restore = Aus dem Archiv holen
data-remove-title-delete = „{ $title }“ löschen?
data-remove-title-archive = „{ $title }“ ins Archiv legen?
data-remove-title-restore = „{ $title }“ aus dem Archiv holen?
data-remove-text-delete = Es hängt nichts daran. Das lässt sich nicht zurücknehmen.
data-remove-text-archive = Löschen geht nicht, weil etwas daran hängt. Im Archiv bleibt alles lesbar, wird aber nicht mehr zur Auswahl angeboten; zurückholen geht jederzeit. Daran hängen:
data-remove-text-restore = Danach wird es wieder zur Auswahl angeboten.
data-remove-button-delete = Endgültig löschen
data-remove-button-archive = Ins Archiv legen
data-remove-button-restore = Zurückholen
data-reference-requests =
    { $count ->
        [one] 1 Anfrage
       *[other] { $count } Anfragen
    }
data-reference-people =
    { $count ->
        [one] 1 ehrenamtliche Person
       *[other] { $count } Ehrenamtliche
    }
data-reference-places =
    { $count ->
        [one] 1 Ort
       *[other] { $count } Orte
    }

rejection-twice = Das steht schon in einer anderen Zeile. Bitte nur einmal eintragen.
rejection-week-both = Sie haben das Raster und den Text verschieden geändert. Bitte ändern Sie nur eines von beiden.
rejection-money-range = Bitte geben Sie einen Betrag bis { $max } Euro ein.
rejection-key = Bitte nur Buchstaben ohne Umlaute, Ziffern, Binde- und Unterstriche, höchstens { $max } Zeichen.
rejection-key-taken = Das gibt es schon. Bitte wählen Sie einen anderen Namen oder ein anderes Kürzel.
rejection-name-taken = Eine Einrichtung dieses Namens gibt es schon, vielleicht im Archiv.
rejection-channel-email = Wer per E-Mail gefragt werden möchte, braucht eine E-Mail-Adresse.
rejection-channel-phone = Wer angerufen werden oder eine SMS bekommen möchte, braucht eine Telefonnummer.
rejection-districts-none = Bitte wählen Sie mindestens einen Stadtbezirk oder „in alle Stadtbezirke“.
rejection-fallback-self = Eine Sprache kann nicht für sich selbst einspringen.

data-part-refusals = Ablehnen und weitergeben
data-part-money = Geld
data-field-location_kind = Art des Ortes
data-field-contact_kind = Art des Kontakts
data-field-preferred = Wunschzeiten
data-field-max_minutes_month = Höchstens Minuten im Monat
data-field-max_assignments_week = Höchstens Einsätze in der Woche
data-field-max_minutes_assignment = Höchstens Minuten je Einsatz
data-field-earliest = Frühestens ab
data-field-latest = Spätestens bis
data-field-regime = Was die Einnahmen begrenzt
data-field-renewals = Regeln zu den Nachweisen
data-field-public_only = Nur in öffentliche Räume
data-field-runs_in_holidays = Findet auch in den Ferien statt
data-field-bundles = Mehrere Gespräche am selben Ort und Tag möglichst von derselben Person
data-field-topics = Themenkenntnis: geschult für
data-field-early_calls = Anrufe ab 6:30 Uhr
data-field-reminders = Erinnerungen
data-field-thanks = Dank
data-field-second_language = Zweite Sprache der Mails
data-field-lead_workdays = Werktage, ab denen keine Begründung nötig ist
data-field-shows_phone = Einrichtungen sehen nach der Zusage die Telefonnummer der Person
data-field-refusals = Gründe, aus denen abgelehnt wird
data-field-refer_to = Abgelehnte Anfragen weitergeben an
data-field-tariffs = Aufwandsentschädigung
data-field-repeat_months = Monate, in denen Einsätze zum selben Fall gezählt werden
data-field-team_minutes = Ab so vielen Minuten zwei Personen vorschlagen
data-field-importance = Was wie wichtig ist
data-hint-location_kind = Bei einem geschützten Ort steht die Adresse in keiner E-Mail und auf keinem Ausdruck.
data-hint-contact_kind = Ein Sammelpostfach lesen mehrere; dort schreibt jede Anfrage dazu, von wem sie kommt.
data-hint-preferred = Nur wenn die Person manche Zeiten lieber hat. Zum Beispiel: Di, Do 9-12.
data-hint-regime = Leer heißt: wie das Angebot es vorsieht.
data-hint-renewals = Nach wie vielen Monaten ein Nachweis neu gesehen werden muss und wie alt er dabei sein darf.
data-hint-refusals = Die Einrichtung sieht den Grund und was stattdessen hilft, bevor sie absendet. Was hier nicht steht, ist erlaubt.
data-hint-tariffs = Der erste Block wird immer ganz bezahlt, danach jeder angefangene Schritt. Neue Sätze bekommen einen eigenen ersten Tag. Kilometer und Fahrkarten geben die Ehrenamtlichen nach dem Einsatz an; geplant wird mit dem Höchstbetrag. Sagt die Einrichtung spät ab, gibt es das Ausfallhonorar; ohne Angabe nichts, und spät heißt weniger als 24 Stunden vorher.
data-hint-importance = Was hier fehlt, zählt normal; Themenkenntnis, Neue einbinden und Seltene Sprachen schonen zählen erst, wenn sie hier stehen.
data-column-understands = Versteht (wenn anders)
data-column-issued = Ausgestellt am
data-column-version = Fassung
data-column-importance = Wie wichtig
data-column-renew_months = Neu nach Monaten
data-column-max_age_months = Höchstens so viele Monate alt
data-column-regular_only = Gilt für
data-column-reason = Grund
data-column-refuses = Was gilt
data-column-instead = Was stattdessen hilft
data-column-first_minutes = Erster Block (Minuten)
data-column-first_cents = Erster Block (Euro)
data-column-step_minutes = Schritt (Minuten)
data-column-step_cents = Schritt (Euro)
data-column-remote_first_cents = Erster Block (Euro)
data-column-remote_step_cents = Schritt (Euro)
data-column-travel_cents = Pauschale (Euro)
data-column-journey_km_cents = Je Kilometer (Euro)
data-column-journey_free_km = Davon frei (km)
data-column-journey_tickets = Fahrkarten
data-column-journey_most_cents = Höchstens (Euro)
data-group-on_site = Vor Ort
data-group-remote = Telefon und Video, wenn anders
data-group-journey = Weg
data-group-late = Späte Absage der Einrichtung
data-row-title = Satz { $number }
data-row-new = Neuen Satz eintragen
tickets-on = ja
rejection-journey-most = Wenn Kilometer oder Fahrkarten bezahlt werden, geben Sie bitte an, wie viel es für einen Weg höchstens gibt.
data-column-late_hours = Spät ab (Stunden)
data-column-late_cents = Ausfallhonorar (Euro)
importance-high = wichtig
importance-normal = normal
importance-none = egal
regular-on = nur Kurse und Gruppen
refuses-yes = wird abgelehnt
refuses-no = ist erlaubt
location-kind-public = Öffentlicher Raum
location-kind-home = Privatwohnung
location-kind-protected = Geschützter Ort
contact-kind-person = Eine Person
contact-kind-mailbox = Sammelpostfach
data-refusal-legal_effect = Rechtsfolgen (Polizei, Gericht, Anwalt, Vaterschaft)
data-refusal-special_support = AO-SF, sonderpädagogische Förderung
data-refusal-medical = Medizin oder Therapie
data-refusal-no_professional = Keine Fachkraft anwesend
data-refusal-recurring = Regelmäßige Begleitung derselben Person
data-refusal-private = Privatperson oder private Einrichtung
data-refusal-lesson = Unterricht oder Ausflug
data-refusal-written = Schriftliche Übersetzung
data-refusal-third_party = Auftrag für Dritte
data-refusal-area = Außerhalb des Gebiets
data-refusal-not_public = Kein öffentlicher Raum
data-refusal-too_late = Zu kurzfristig
data-refusal-nobody = Niemand verfügbar
data-refusal-money = Mittel erschöpft

data-kinds-calendar = Kalender der Koordination
data-kinds-holidays = Schulferien
data-kinds-exclusion = Nicht gemeinsam einsetzen
data-kinds-funding = Mittel
data-kinds-regime = Grenzen für Einnahmen
data-kind-calendar = Schließzeiten, Telefonzeiten und Vertretung
data-kind-holidays = In den Ferien wird nicht geplant, außer ein Angebot findet dann statt
data-kind-exclusion = Ausschluss
data-kind-funding = Mittel
data-kind-regime = Grenze
data-about-calendar = Wann das Büro geschlossen ist, wann jemand am Telefon ist und wer vertritt.
data-about-holidays = Ferien des Landes. Gesetzliche Feiertage rechnet das Programm selbst; bewegliche Ferientage stehen bei jeder Schule.
data-about-exclusion = Befangenheit und Menschen, die einander nicht begegnen sollen. Gründe werden nicht aufgeschrieben.
data-about-funding = Woraus Aufwandsentschädigungen bezahlt werden und wie viel darin ist.
data-about-regime = Was das Gesetz Ehrenamtlichen im Jahr oder Monat lässt, mit dem Tag, ab dem es gilt.
data-detail-exclusion = Nicht mit
data-detail-funding = Zeitraum
data-detail-regime = Gilt heute
cap-amount-year = { $amount } im Jahr
cap-amount-month = { $amount } im Monat
data-new-exclusion = Ausschluss eintragen
data-new-funding = Mittel eintragen
data-new-regime = Grenze eintragen
data-part-reachable = Telefonzeiten
data-part-closures = Geschlossen
data-part-cover = Vertretung
data-part-movable = Bewegliche Ferientage
data-field-phone_hours = Jemand ist am Telefon
data-field-closures = Das Büro ist geschlossen
data-field-covers = Wer vertritt
data-field-school_holidays = Schulferien
data-field-movable_days = Bewegliche Ferientage dieser Schule
data-field-person = Ehrenamtliche Person
data-field-exclusion = Art
data-field-not_organisation = Nicht bei dieser Einrichtung
data-field-not_person = Nicht zusammen mit dieser Person
data-field-not_case = Nicht bei diesem Fallkürzel
data-field-programme = Nur für dieses Angebot
data-field-first_day = Erster Tag
data-field-last_day = Letzter Tag
data-field-amount = Betrag in Euro
data-field-spent = Davon schon früher ausgegeben (Euro)
data-field-amounts = Beträge
data-hint-phone_hours = Zum Beispiel: Mo-Do 8-12, 13-16; Fr 8-12.
data-hint-closures = Zusagen wie „Antwort bis …“ überspringen diese Tage.
data-hint-covers = Name und Nummer stehen in dieser Zeit in E-Mails und Aufgaben.
data-hint-school_holidays = Erster und letzter Ferientag.
data-hint-movable_days = An diesen Tagen wird für diese Schule nicht geplant.
data-hint-person = Name eintippen und auswählen.
data-hint-not_organisation = Bitte genau eines der drei Felder ausfüllen.
data-hint-amount = Leer heißt: hier nicht begrenzt.
data-hint-amounts = Ändert das Gesetz den Betrag, bekommt er eine neue Zeile mit dem ersten Tag.
data-column-name = Name
data-column-phone = Telefon
data-column-email = E-Mail
data-column-holiday = Ferien
data-column-day = Tag
data-column-amount = Betrag (Euro)
data-column-period = Je
data-reference-payments =
    { $count ->
        [one] 1 Auszahlung
       *[other] { $count } Auszahlungen
    }
data-runs-out = Die Ferien sind nur bis { $date } eingetragen
data-runs-out-text = Bitte tragen Sie die nächsten Schuljahre ein. Danach hält das Programm jeden Werktag für einen Schultag.
school-holiday-autumn = Herbstferien
school-holiday-christmas = Weihnachtsferien
school-holiday-easter = Osterferien
school-holiday-whitsun = Pfingstferien
school-holiday-summer = Sommerferien
school-holiday-other = Andere freie Tage
exclusion-conflict = Befangenheit
exclusion-not_together = Nicht gemeinsam einsetzen
cap-period-year = Kalenderjahr
cap-period-month = Kalendermonat

rejection-phone-hours = Telefonzeiten gelten jede Woche gleich. Bitte ohne „bis“, „außer“ und „alle 2 Wochen“, und jeden Beginn nur einmal.
rejection-spans-overlap = Zwei Ferien überschneiden sich. Bitte prüfen Sie die Tage.
rejection-name-nearly = So heißt niemand genau. Meinten Sie: { $names }?
rejection-name-unknown = Diesen Namen gibt es nicht. Bitte tippen Sie ihn so, wie ihn die Vorschläge zeigen.
rejection-exclusion-self = Bitte eine andere Person wählen.
rejection-exclusion-one = Bitte genau eines ausfüllen: Einrichtung, Person oder Fallkürzel.
rejection-nobody-chosen = Bitte kreuzen Sie in der Liste mindestens einen Eintrag an.

bulk-title = Mehrere auf einmal ändern
bulk-open = Angekreuzte ändern
bulk-pick = { $name } auswählen
bulk-people =
    { $count ->
        [one] 1 Person ist angekreuzt.
       *[other] { $count } Personen sind angekreuzt.
    }
bulk-what = Was soll geschehen?
bulk-action-add_programme = Angebot hinzufügen
bulk-action-remove_programme = Angebot wegnehmen
bulk-action-set_district = Stadtbezirk setzen
bulk-action-training = Grundschulung eintragen (Tag)
bulk-action-set_state = Stand setzen (aktiv, Pause, ausgeschieden)
bulk-action-set_channel = Weg zum Fragen setzen
bulk-next = Weiter
bulk-preview = Vorschau zeigen
bulk-change =
    { $count ->
        [0] Bei niemandem ändert sich etwas
        [one] Bei 1 Person ändert sich etwas
       *[other] Bei { $count } Personen ändert sich etwas
    }
bulk-same =
    { $count ->
        [one] Bei 1 Person ist es schon so.
       *[other] Bei { $count } Personen ist es schon so.
    }
bulk-not =
    { $count ->
        [one] Bei 1 Person geht es nicht
       *[other] Bei { $count } Personen geht es nicht
    }
bulk-do =
    { $count ->
        [one] Für 1 Person ändern
       *[other] Für { $count } Personen ändern
    }
bulk-back = Zur Liste
bulk-done-title = Mehrere geändert
bulk-done =
    { $count ->
        [one] 1 Person wurde geändert. Es steht in ihrem Verlauf.
       *[other] { $count } Personen wurden geändert. Es steht in ihrem Verlauf.
    }
bulk-undo-until = Rückgängig geht bis { $moment }. Wer danach einzeln geändert wurde, bleibt, wie er ist.
bulk-undone = Das wurde zurückgenommen.
flash-undone_partly = Zurückgenommen, außer bei Personen, die danach noch einmal geändert wurden.

leave-open = Pause oder Löschen
leave-crumb = Pause oder Löschen
leave-title = { $name }: Pause oder Löschen?
leave-pause-title = Pause machen
leave-pause-text = Die Person wird nicht geplant und nicht gefragt. Alle Angaben bleiben, vereinbarte Einsätze auch. Zurück geht jederzeit.
leave-pause = Pause eintragen
leave-active = Wieder aktiv
leave-erase-title = Person löschen
leave-refill = Neu zu besetzen
leave-refill-text = Für diese Einsätze fragen wir sofort die nächsten Personen; Einrichtungen bekommen Bescheid.
leave-asked =
    { $count ->
        [one] 1 offene Anfrage an die Person wird zurückgezogen.
       *[other] { $count } offene Anfragen an die Person werden zurückgezogen.
    }
leave-now = Sofort gelöscht
leave-now-text = Name, Telefon, E-Mail-Adresse, Geschlecht, Sprachen, Zeiten, Abwesenheiten, Angebote, Nachweise, Grenzen, Ausschlüsse und alle Werte im Verlauf. Noch nicht verschickte E-Mails an die Person entfallen.
leave-later = Was bleibt
leave-past =
    { $count ->
        [0] Keine früheren Einsätze.
        [one] 1 früherer Einsatz, ohne Namen, für die Statistik.
       *[other] { $count } frühere Einsätze, ohne Namen, für die Statistik.
    }
leave-payments = Auszahlungen bis { $date } (gesetzliche Aufbewahrung).
leave-sure = Ja, die Daten dieser Person sollen gelöscht werden. Das lässt sich nicht zurücknehmen.
leave-erase = Endgültig löschen
flash-erased = Die Daten der Person sind gelöscht.
conflict-not-sure = Bitte bestätigen Sie mit dem Häkchen, dass gelöscht werden soll. Es ist nichts geschehen.

search-title = Suche
search-hint = Name, Telefonnummer, E-Mail-Adresse, Sprache oder Nummer einer Anfrage
search-placeholder = Suchen
search-submit = Suchen
search-people = Ehrenamtliche
search-organisations = Einrichtungen
search-requests = Anfragen
search-languages = Wer spricht …
search-request = Anfrage Nr. { $number }
search-all = Alle { $count } zeigen
search-none = Nichts gefunden. Tippfehler und Umlaute stören nicht; versuchen Sie einen anderen Teil des Namens.
search-begin = Tippfehler und fehlende Umlaute stören nicht.
data-field-value = Wert
data-field-people = Angekreuzte
