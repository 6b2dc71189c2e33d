# Orte der Einrichtung, Sprache suchen
places-title = Unsere Orte
places-lead = Hierhin kommen die Ehrenamtlichen. Was Sie ändern, gilt auch für Anfragen, die noch offen sind.
places-none = Noch kein Ort eingetragen.
places-meet = Treffpunkt: { $point }
places-edit = Ändern
places-add = Ort hinzufügen
places-change = Ort ändern
places-save = Speichern
places-name-hint = Nur wenn Sie mehrere Orte haben, zum Beispiel „Nebenstelle Nord“.
places-district-hint = Danach suchen wir Menschen, für die der Weg passt.
places-point-hint = Zum Beispiel „Sekretariat, 1. Etage“.
field-place_name = Name des Ortes
field-street = Straße und Hausnummer
field-postcode = Postleitzahl
field-town = Ort
field-point = Treffpunkt
flash-place_kept = Der Ort ist gespeichert.
rejection-postcode = Eine Postleitzahl hat fünf Ziffern.
rejection-places-many = Mehr als 50 Orte gehen nicht. Rufen Sie uns bitte an.
language-question = Welche Sprache spricht die Familie zu Hause?
language-search-hint = Tippen Sie die ersten Buchstaben und wählen Sie aus der Liste. Sie finden auch Eigennamen wie „Kurmancî“ oder „العربية“. Bei Arabisch, Kurdisch und Persisch kommt es auf die Variante an.
rejection-language-unclear = Das kann mehreres heißen: { $names }. Bitte wählen Sie die Variante.

# Bevor die Sitzung endet
session-warning-title = Sie werden bald abgemeldet
session-warning-before = Weil Sie länger nichts angeklickt haben, endet Ihre Sitzung in
session-warning-minutes = Minuten. Was Sie getippt haben, bleibt erhalten.
session-warning-over = Ihre Sitzung ist zu Ende. Senden Sie Ihr Formular trotzdem ab: Nach dem Anmelden ist alles noch da.
session-warning-stay = Angemeldet bleiben
