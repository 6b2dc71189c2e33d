# Was das Büro druckt: die Woche für die Wand und für den Schreibtisch, Briefe, die Notfallmappe.

prints-title = Drucken
print-kind-notice = Aushang
print-kind-folder = Arbeitsmappe
print-about-notice = Für die Wand: Zeit, Ort, Sprache und Vornamen. Keine Telefonnummern, keine geschützten Orte, nichts über Familien.
print-about-folder = Für den Schreibtisch: mit Namen, Telefonnummern, Ansprechpersonen und Ersatz. Nicht aushängen.
print-do-notice = Aushang drucken
print-do-folder = Arbeitsmappe drucken
print-last = zuletzt gedruckt { $moment }
print-changed-since =
    { $count ->
        [one] Eine Änderung seit dem letzten Druck
       *[other] { $count } Änderungen seit dem letzten Druck
    }
print-current = Der letzte Druck stimmt noch
print-hint = Drucken Sie diese Seite mit Ihrem Browser (Strg + P), A4 quer. Kopf und Fuß der Seite druckt er nicht mit.
print-not-for-walls = Nicht aushängen
print-as-of = Stand { $moment }
print-changes =
    { $count ->
        [0] Keine Änderung seit dem letzten Druck ({ $moment })
        [one] Eine Änderung seit dem letzten Druck ({ $moment })
       *[other] { $count } Änderungen seit dem letzten Druck ({ $moment })
    }
print-changed = geändert
print-gone = Nicht mehr auf diesem Blatt:
print-where = Wo
print-contact = Ansprechperson
print-on-site = Vor Ort:
print-open = noch offen
print-wanted = { $count } Personen gesucht
print-phone = Tel.
print-backups = Ersatz:
print-protected = Adresse wird nicht gedruckt
emergency-title = Notfallmappe
emergency-about = Für den Tag, an dem Netz oder Programm ausfallen: heute und die nächsten fünf Werktage mit Telefonnummern, die Anrufliste und alles, was noch offen ist.
emergency-hint = Drucken Sie diese Seite oder legen Sie die Datei dorthin, wo Sie sie auch ohne Netz öffnen können. Sie enthält Namen und Telefonnummern: bitte verschlossen aufbewahren.
emergency-file = Als Datei herunterladen
emergency-open-page = Notfallmappe öffnen
emergency-folder = Jeden Abend ab 18 Uhr liegt sie auch als Datei im Ordner { $folder }.
emergency-written = Zuletzt geschrieben: { $moment }.
emergency-unwritten = Dort liegt noch keine.
emergency-cover = Vertretung { $from } bis { $to }: { $name }, Tel. { $phone }.
emergency-closed = Am { $day } ist das Büro geschlossen.
emergency-calls = Anrufliste
emergency-no-calls = Niemand muss angerufen werden.
emergency-why = Warum
emergency-about-column = Worum es geht
emergency-done = Erledigt
emergency-open = Danach noch offen
emergency-no-open = Danach ist nichts offen.
letters-title = Briefe
letters-about = Für alle, die in dieser Woche einen Einsatz haben und keine E-Mail bekommen: ein Blatt je Person.
letters-count =
    { $count ->
        [0] Niemand braucht einen Brief.
        [one] Ein Brief
       *[other] { $count } Briefe
    }
letters-open = Briefe ansehen
letters-hint = Drucken Sie diese Seite mit Ihrem Browser (Strg + P), A4 hoch. Jeder Brief beginnt auf einem neuen Blatt.
letters-none = In dieser Woche braucht niemand einen Brief.
letter-subject = Ihre Einsätze vom { $from } bis { $to }
letter-greeting = Guten Tag { $name },
letter-text = diese Einsätze haben Sie zugesagt:
letter-what = Wofür
letter-protected = Den Ort sagen wir Ihnen am Telefon.
letter-cannot = Können Sie doch nicht kommen? Bitte rufen Sie uns so früh wie möglich an: { $phone }.
letter-thanks = Vielen Dank, dass Sie helfen!
