# Was an einer Datei nicht stimmt und was zu tun ist. Vor jedem Satz steht die Stelle.

import-at-cell = Zeile { $row }, Spalte { $column } ({ $header }): „{ $cell }“
import-at-blank-cell = Zeile { $row }, Spalte { $column } ({ $header })
import-at-missing-column = Zeile { $row }, Spalte „{ $header }“
import-at-row = Zeile { $row }
import-at-file = Ganze Datei

import-refused = { $count ->
        [one] Die Datei wurde nicht eingelesen: eine Stelle ist zu berichtigen. Es wurde nichts geändert.
       *[other] Die Datei wurde nicht eingelesen: { $count } Stellen sind zu berichtigen. Es wurde nichts geändert.
    }
import-done = Eingelesen: { $added } neu, { $changed } geändert, { $unchanged } unverändert, { $parked } zu klären.
import-tried = Probelauf, es wurde nichts geändert. Es würden { $added } neu angelegt und { $changed } geändert, { $unchanged } blieben unverändert, { $parked } wären zu klären.
import-parked-where = { $count ->
        [one] Eine Zeile wartet
       *[other] { $count } Zeilen warten
    } auf eine Antwort: { $url }

import-too-large = Die Datei ist größer als { $max } MB. Bitte teilen Sie sie auf.
import-empty = Die Datei ist leer. Bitte prüfen Sie, ob Sie die richtige gewählt haben.
import-workbook-large = Ausgepackt ist die Mappe größer als { $max } MB. Bitte löschen Sie Bilder und leere Zeilen oder teilen Sie sie auf.
import-workbook-broken = Die Mappe lässt sich nicht lesen. Bitte öffnen Sie sie in Excel oder LibreOffice und speichern Sie sie neu als „.xlsx“, ohne Kennwort.
import-workbook-empty = Die Mappe hat kein sichtbares Blatt. Bitte blenden Sie das Blatt mit den Daten ein und speichern Sie neu.
import-old-workbook = Das ist eine alte Excel-Mappe (.xls). Bitte speichern Sie sie als „.xlsx“ oder als „CSV UTF-8“.
import-sheet = Dieses Blatt hat die Mappe nicht. Möglich ist: { $choices }.
import-marked = Diese Zeile ist in Ihrer Tabelle rot. Ist die Person ausgeschieden? Bitte übernehmen oder verwerfen Sie die Zeile.
import-erased = Diese Person wurde auf eigenen Wunsch gelöscht. Sie wird nicht wieder aufgenommen.
import-full-name = Daran ist nicht zu erkennen, was Vorname und was Nachname ist. Bitte schreiben Sie: Nachname, Vorname.
import-not-text = Das ist weder eine Excel-Mappe (.xlsx) noch eine Textdatei mit Spalten. Bitte speichern Sie die Tabelle als „.xlsx“ oder als „CSV UTF-8 (durch Trennzeichen getrennt)“.
import-no-rows = Unter der Kopfzeile steht nichts. Bitte prüfen Sie, ob Sie die richtige Datei gewählt haben.
import-too-many-rows = Die Datei hat mehr als { $max } Zeilen. Bitte teilen Sie sie auf.
import-too-many-columns = Die Zeile hat mehr als { $max } Spalten. Bitte prüfen Sie, ob sich die Datei als Tabelle öffnen lässt.
import-cell-too-long = In dieser Zelle stehen mehr als { $max } Zeichen. Bitte kürzen Sie den Text; vielleicht fehlt auch ein Anführungszeichen.
import-open-quote = Hier beginnt ein Text mit einem Anführungszeichen, das nie geschlossen wird. Bitte ergänzen oder entfernen Sie es.
import-more-faults = Es gibt noch { $count } weitere Fehler. Bitte berichtigen Sie zuerst die genannten und lesen Sie die Datei noch einmal ein.
import-wrong-kind =
    Diese Datei enthält offenbar { $kind ->
        [districts] Stadtbezirke
        [travel] Wegezeiten
        [languages] Sprachen
        [organisations] Einrichtungen
        [people] Personen
       *[requests] Anfragen
    }. Bitte lesen Sie sie als solche ein oder wählen Sie eine andere Datei.

import-missing-column = Die Spalte „{ $header }“ fehlt. Bitte ordnen Sie ihr eine Spalte Ihrer Datei zu oder ergänzen Sie sie.
import-duplicate-column = Diese Spalte steht schon unter { $first }. Bitte löschen Sie eine der beiden.
import-column-slip = Diese Überschrift ist nicht bekannt. Ist „{ $header }“ gemeint? Bitte berichtigen Sie sie oder löschen Sie die Spalte.
import-column-ignored = Diese Spalte ist nicht bekannt und wird nicht eingelesen.
import-cell-without-header = Über dieser Zelle steht keine Überschrift. Vielleicht enthält eine Zelle davor ein Semikolon ohne Anführungszeichen. Bitte prüfen Sie die Zeile.

import-required = Hier fehlt eine Angabe. Bitte füllen Sie die Zelle aus.
import-formula = Hier steht eine Formel. Formeln werden nicht ausgerechnet. Bitte setzen Sie den Wert ein.
import-spreadsheet-error = Hier steht ein Fehlerwert der Tabelle. Bitte setzen Sie den richtigen Wert ein.
import-garbled = Die Umlaute in dieser Zelle sind beschädigt. Bitte öffnen Sie die ursprüngliche Datei und speichern Sie sie als „.xlsx“ oder „CSV UTF-8“.
import-scientific = Die Tabelle hat diese Nummer abgekürzt. Bitte stellen Sie die Spalte auf „Text“ und tragen Sie die Nummer noch einmal ein.
import-choice = Das ist hier nicht bekannt. Möglich ist: { $choices }.
import-part = „{ $part }“ ist hier nicht bekannt. Möglich ist: { $choices }.
import-journey-most = Wenn Kilometer oder Fahrkarten bezahlt werden, muss hier stehen, wie viel es für einen Weg höchstens gibt.
import-number = Bitte tragen Sie eine ganze Zahl von { $min } bis { $max } ein.
import-duplicate = Dieser Eintrag steht schon in Zeile { $first }. Bitte löschen Sie eine der beiden Zeilen.

import-date = Das ist kein Datum. Bitte schreiben Sie es so: 25.11.2026.
import-date-impossible = Dieses Datum gibt es nicht. Bitte prüfen Sie Tag und Monat.
import-date-year = Bitte schreiben Sie das Datum mit vierstelligem Jahr: 25.11.2026.
import-weekday = Der Wochentag passt nicht zum Datum. Bitte prüfen Sie beides.
import-time = Das ist keine Uhrzeit. Bitte schreiben Sie sie so: 8:00 oder 14:30.
import-duration = Das ist keine Dauer. Bitte schreiben Sie sie so: 60 Min. oder 1,5 Std.
import-duration-differs = Von Beginn bis Ende sind es { $minutes } Minuten. Bitte berichtigen Sie eines von beiden oder lassen Sie die Dauer weg.
import-no-end = Hier fehlt, wie lange es dauert. Bitte tragen Sie Ende oder Dauer ein.
import-hours = Bitte tragen Sie Stunden je Woche ein, zum Beispiel 6 oder 4,5.
import-future = Dieser Tag liegt in der Zukunft. Bitte tragen Sie den Tag ein, an dem der Nachweis gesehen wurde.
import-birth-year = Das ist kein Geburtsjahr. Bitte schreiben Sie es vierstellig: 1988.
import-absence = „{ $part }“ ist kein Zeitraum. Bitte schreiben Sie nur Tage, ohne Grund: 23.11.2026-30.11.2026 oder 24.12.2026. Mehrere trennen Sie mit Komma.
import-absence-order = Bei „{ $part }“ liegt das Ende vor dem Beginn. Bitte prüfen Sie beide Tage.

import-days-order = Der letzte Tag liegt vor dem ersten. Bitte prüfen Sie beide.
import-fallback-same = Eine Sprache ist kein Ersatz für sich selbst. Bitte prüfen Sie beide Sprachen.
import-money = Das ist kein Betrag. Bitte schreiben Sie ihn so: 350,00 oder, für mehrere Jahre, 2025: 100,00; 2026: 350,00.
import-paid-less = Hier ist mehr ausgezahlt, als in der Datei steht. Es bleibt bei dem, was eingetragen ist.
import-programme-code = Ein Kürzel hat 2 bis 40 Zeichen: kleine Buchstaben, Ziffern, Binde- und Unterstrich.
import-agreed-request = Zu dieser Einrichtung gibt es keine Anfrage mit dieser Referenz. Bitte lesen Sie die Anfragen zuerst ein.
import-agreed-person = Diese Person ist nicht bekannt, oder es gibt mehrere dieses Namens. Bitte ergänzen Sie E-Mail oder Telefon oder lesen Sie sie zuerst ein.
import-agreed-time = Dieser Termin gehört nicht zu der Anfrage. Bitte prüfen Sie Datum und Beginn.
import-agreed-full = Für diese Anfrage sind schon alle Plätze vergeben.

import-several-emails = Hier stehen mehrere Adressen. Bitte tragen Sie nur eine ein.
import-several-phones = Hier stehen mehrere Nummern. Bitte tragen Sie nur eine ein.
import-channel-email = Die Person möchte per E-Mail gefragt werden. Bitte ergänzen Sie ihre Adresse oder ändern Sie den Kontaktweg.
import-channel-phone = Die Person möchte telefonisch gefragt werden. Bitte ergänzen Sie ihre Nummer oder ändern Sie den Kontaktweg.
import-unreachable = Die Person hat weder E-Mail noch Telefon. Bitte ergänzen Sie eines von beiden oder setzen Sie den Kontaktweg „Brief“.
import-postcode = Das ist keine Postleitzahl. Bitte tragen Sie fünf Ziffern ein.
import-district = Diesen Stadtbezirk gibt es nicht. Möglich ist: { $choices }.
import-district-near = Diesen Stadtbezirk gibt es nicht. Ist „{ $near }“ gemeint?
import-district-none = Es gibt noch keine Stadtbezirke. Bitte lesen Sie sie zuerst ein.
import-programme = Dieses Angebot gibt es nicht. Möglich ist: { $choices }.
import-language = „{ $part }“ ist keine bekannte Sprache. Bitte prüfen Sie die Schreibweise oder legen Sie die Sprache zuerst an.
import-language-near = „{ $part }“ ist keine bekannte Sprache. Ist „{ $near }“ gemeint?
import-language-ambiguous = „{ $part }“ kann mehreres heißen: { $choices }. Bitte fragen Sie nach und schreiben Sie die genaue Sprache.
import-language-level = Bei „{ $part }“ fehlt das Niveau. Bitte ergänzen Sie A1 bis C2 oder „Muttersprache“.
import-language-code = Ein Kürzel hat 2 bis 20 Zeichen: kleine Buchstaben, Ziffern und Bindestrich, zum Beispiel ar-levant.
import-iso = Ein Code nach ISO 639-3 hat drei Buchstaben, zum Beispiel apc.
import-needs-language = Für „{ $programme }“ wird mindestens eine Sprache gebraucht. Bitte ergänzen Sie sie mit Niveau.
import-note-german = Für „{ $programme }“ wird Deutsch ab { $level } gebraucht. Bis das eingetragen ist, wird die Person dafür nicht eingeplant.
import-note-minor = Ob die Person volljährig ist, ergibt sich aus dem Jahr nicht. Bitte tragen Sie den Nachweis später von Hand ein.

import-organisation = Diese Einrichtung ist nicht bekannt. Bitte prüfen Sie den Namen oder lesen Sie sie zuerst ein.
import-organisation-near = Diese Einrichtung ist nicht bekannt. Ist „{ $near }“ gemeint?
import-no-carrier = Das ist kein Träger. Bitte eine Einrichtung nennen, deren Art „Träger“ ist.
import-organisation-kind = In Zeile { $first } steht für dieselbe Einrichtung eine andere Art. Bitte gleichen Sie beide an.
import-organisation-place = Für diese Einrichtung ist noch kein Standort eingetragen. Bitte ergänzen Sie ihn zuerst.
import-organisation-contact = Für diese Einrichtung ist noch keine Ansprechperson eingetragen. Bitte schreiben Sie hier eine E-Mail-Adresse dazu.
import-place = Diesen Standort hat die Einrichtung nicht. Möglich ist: { $choices }.
import-contact-email = Zu der Ansprechperson fehlt die E-Mail-Adresse. Bitte ergänzen Sie sie.
import-contact-unknown = Diese Ansprechperson hat die Einrichtung noch nicht. Bitte ergänzen Sie ihre E-Mail-Adresse.
import-request-language = Für dieses Angebot muss eine Sprache angegeben sein. Bitte tragen Sie sie ein.
import-gender-missing = Hier steht „zwingend“, aber kein Geschlecht. Bitte tragen Sie es ein oder löschen Sie „zwingend“.
import-duplicate-reference = Diese Referenz hat für dieselbe Einrichtung schon Zeile { $first }. Bitte ändern Sie eine von beiden.

import-availability-unknown-word = „{ $part }“ ist nicht zu verstehen. Bitte schreiben Sie nur Tage und Zeiten: Mo-Fr 8-13; Do 14-18:30.
import-availability-vague-time = „{ $part }“ sagt nicht, von wann bis wann. Bitte schreiben Sie Uhrzeiten: Mo-Fr 8-13.
import-availability-bad-time = „{ $part }“ ist keine Uhrzeit. Bitte schreiben Sie sie so: 8 oder 8:30.
import-availability-bad-date = „{ $part }“ ist kein Datum. Bitte schreiben Sie es mit Jahr: 25.11.2026.
import-availability-no-day = Bei „{ $part }“ fehlt der Wochentag. Bitte schreiben Sie zum Beispiel: Mo 8-13.
import-availability-no-time = Bei „{ $part }“ fehlt die Uhrzeit. Bitte schreiben Sie zum Beispiel: Mo 8-13.
import-availability-no-end = Zu „{ $part }“ fehlt das Ende. Bitte schreiben Sie zum Beispiel: 14-18 Uhr.
import-availability-end-before-start = Bei „{ $part }“ liegt das Ende nicht nach dem Beginn. Zeiten über Mitternacht teilen Sie bitte auf zwei Tage auf.
import-availability-single-date = „{ $part }“ ist ein einzelner Tag. Hier stehen nur wöchentliche Zeiten; ein Datum ist hinter „ab“, „bis“ oder „außer“ möglich.
import-availability-rhythm = Bei „{ $part }“ stimmt der Abstand der Wochen nicht. Bitte schreiben Sie zum Beispiel: alle 2 Wochen ab 30.11.2026.
import-availability-rhythm-start = Bei „{ $part }“ fehlt, welche Woche zählt. Bitte ergänzen Sie zum Beispiel: ab 30.11.2026.
import-availability-until-before-from = Bei „{ $part }“ liegt „bis“ vor „ab“. Bitte prüfen Sie beide Tage.
import-availability-too-long = Das sind zu viele Zeiten für eine Person. Bitte fassen Sie sie zusammen.
