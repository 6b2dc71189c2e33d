# Warum eine Eingabe nicht angenommen wurde und was jetzt zu tun ist.

rejection-required = Bitte füllen Sie dieses Feld aus.
rejection-too-long = Bitte kürzen Sie den Text auf höchstens { $max } Zeichen.
rejection-email = Das ist keine E-Mail-Adresse. Bitte geben Sie sie so ein: name@beispiel.de.
rejection-email-not-ascii = Diese E-Mail-Adresse enthält Umlaute oder andere Sonderzeichen, die nicht jeder Mailserver befördert. Bitte geben Sie eine Adresse ohne solche Zeichen an.
rejection-phone = Das ist keine Telefonnummer. Bitte geben Sie mindestens fünf Ziffern ein, zum Beispiel 02381 123456.
rejection-date = Dieses Datum gibt es nicht. Bitte geben Sie es so ein: 25.11.2026.
rejection-time = Diese Uhrzeit gibt es nicht. Bitte geben Sie sie so ein: 14:30.
rejection-time-gap = Diese Uhrzeit gibt es an diesem Tag nicht, weil die Uhren auf Sommerzeit vorgestellt werden. Bitte wählen Sie eine Zeit davor oder danach.
rejection-time-ambiguous = Diese Uhrzeit gibt es an diesem Tag zweimal, weil die Uhren auf Winterzeit zurückgestellt werden. Bitte wählen Sie eine Zeit davor oder danach.
rejection-end-before-start = Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Zeiten.
rejection-past = Dieser Termin liegt in der Vergangenheit. Bitte wählen Sie einen späteren.
rejection-too-far-ahead = Dieser Termin liegt zu weit in der Zukunft. Bitte wählen Sie einen früheren.
rejection-person-outside-reach = Die Person gehört nicht zu Ihrem Bereich. Bitte prüfen Sie Angebote, Stadtbezirk und Träger.
rejection-outside-reach = Das liegt außerhalb Ihres Bereichs. Bitte prüfen Sie Angebot und Ort.
rejection-lead-time = Ohne Begründung ist ein Termin ab { $earliest } möglich (5 Werktage). Früher? Bitte begründen Sie kurz, warum es eilt.
rejection-too-many =
    { $max ->
        [one] Hier ist nur eine Angabe möglich. Bitte entfernen Sie die übrigen.
       *[other] Hier sind höchstens { $max } Angaben möglich. Bitte entfernen Sie die übrigen.
    }
rejection-number = Bitte geben Sie eine ganze Zahl ein.
rejection-number-range = Bitte geben Sie eine Zahl von { $min } bis { $max } ein.
rejection-unknown-choice = Diese Auswahl gibt es nicht. Bitte wählen Sie einen Eintrag aus der Liste.
rejection-holiday = An diesem Tag ist ein Feiertag. Bitte wählen Sie einen anderen Tag.
rejection-weekend = Dieser Tag ist ein Sonntag. Bitte wählen Sie einen anderen Tag.
rejection-rules = Bitte bestätigen Sie die Regeln, damit wir Ihre Anfrage annehmen können.
rejection-option-overlap = Zwei Ihrer Termine überschneiden sich. Bitte ändern Sie einen davon.
rejection-too-long-assignment = Ein Einsatz darf höchstens { $max } Minuten dauern. Bitte kürzen Sie ihn oder teilen Sie ihn auf.
rejection-too-short-assignment = Ein Einsatz dauert mindestens { $min } Minuten. Bitte prüfen Sie Beginn und Ende.
rejection-language-required = Bitte wählen Sie die Sprache, die die Familie zu Hause spricht.
rejection-mode = Diese Art gibt es in diesem Angebot nicht. Bitte wählen Sie eine andere.
rejection-form-expired = Dieses Formular war zu lange offen. Ihre Angaben sind noch da: Bitte senden Sie es noch einmal ab.
rejection-stale = Jemand anderes hat diese Angaben inzwischen geändert. Bitte prüfen Sie die neuen Werte und speichern Sie noch einmal.
rejection-password-short = Das Passwort ist zu kurz. Bitte verwenden Sie mindestens { $min } Zeichen.
rejection-password-common = Dieses Passwort ist zu bekannt. Bitte wählen Sie ein anderes.
rejection-password-mismatch = Die beiden Passwörter sind verschieden. Bitte geben Sie zweimal dasselbe ein.
rejection-code-wrong = Dieser Code stimmt nicht oder ist schon benutzt. Die App zeigt alle 30 Sekunden einen neuen.
rejection-password-wrong = Das jetzige Passwort stimmt nicht.
rejection-role-missing = Bitte geben Sie der Person mindestens eine Aufgabe.
rejection-role-whole = „Administration“ gilt immer für die ganze Arbeit und lässt sich nicht beschränken.
rejection-address-taken = Für diese Adresse gibt es schon ein Konto.
rejection-absence-order = Der letzte Tag liegt vor dem ersten.
rejection-absence-range = Bitte geben Sie Tage an, die nicht vorbei sind und höchstens zwei Jahre voraus liegen.
rejection-absence-many = Es sind schon sehr viele Abwesenheiten eingetragen. Bitte löschen Sie zuerst eine.
rejection-chances-unclear = Bitte geben Sie Angebot, Sprache und mindestens einen Termin mit Tag, Beginn und Dauer an. Dann sagen wir Ihnen, ob es klappen kann.
rejection-contacts-many = Es sind schon sehr viele Ansprechpersonen eingetragen. Bitte rufen Sie uns an.
rejection-day-cells = Zeile { $line }: Bitte drei oder vier Angaben mit Semikolon: Zeit; Raum oder Lehrkraft; Sprache; Kürzel. Gelesen: { $part }
rejection-day-time = Zeile { $line }: „{ $part }“ ist keine Uhrzeit. Bitte so: 15:00
rejection-day-language = Zeile { $line }: Die Sprache „{ $part }“ kennen wir nicht.
rejection-day-variety = Zeile { $line }: Bei „{ $part }“ kommt es auf die Variante an. Bitte schreiben Sie sie ganz aus, so wie im Formular für eine einzelne Anfrage.
rejection-day-names = Zeile { $line }: „{ $part }“ sieht nach einem Namen aus. Bitte nur ein Kürzel mit höchstens fünf Zeichen, keine Namen von Kindern oder Eltern.
rejection-day-long = Zeile { $line }: Bitte höchstens 200 Gespräche auf einmal.
rejection-availability-unknown-word = „{ $part }“ verstehen wir nicht. Bitte so: Mo-Fr 8-13
rejection-availability-vague-time = „{ $part }“ ist zu ungenau. Bitte Uhrzeiten nennen, zum Beispiel: Mo 8-12
rejection-availability-bad-time = „{ $part }“ ist keine Uhrzeit. Bitte so: 8-13 oder 8:30-13
rejection-availability-bad-date = „{ $part }“ ist kein Datum. Bitte so: 30.11.2026
rejection-availability-no-day = Bei „{ $part }“ fehlt der Wochentag. Bitte so: Mo 8-13
rejection-availability-no-time = Bei „{ $part }“ fehlt die Uhrzeit. Bitte so: Mo 8-13
rejection-availability-no-end = Bei „{ $part }“ fehlt, bis wann. Bitte so: Mo 14-18
rejection-availability-end-before-start = Bei „{ $part }“ liegt das Ende vor dem Anfang. Zeiten über Mitternacht bitte als zwei Tage schreiben.
rejection-availability-single-date = „{ $part }“ ist ein einzelner Tag. Hier stehen nur Zeiten, die sich wiederholen.
rejection-availability-rhythm-start = Bei „{ $part }“ fehlt, in welcher Woche es anfängt. Bitte so: Sa 10-14 alle 2 Wochen ab 28.11.2026
rejection-availability-rhythm = Den Rhythmus „{ $part }“ verstehen wir nicht. Bitte so: alle 2 Wochen ab 28.11.2026
rejection-availability-until-before-from = Bei „{ $part }“ liegt das Ende vor dem Anfang.
rejection-availability-too-long = Das ist zu lang. Bitte kürzer schreiben.
