# Bezeichnungen in Mails und Kalendereinträgen. Die Texte der Mails selbst stehen in templates/mail/.

mail-time = Zeit
mail-duration = Dauer
mail-programme = Einsatzbereich
mail-language = Sprache
mail-occasion = Anlass
mail-mode = Art
mail-headcount = Anzahl Personen
mail-district = Stadtbezirk
mail-organisation = Einrichtung
mail-address = Adresse
mail-meeting-point = Treffpunkt
mail-contact = Ansprechperson
mail-person = Zugesagt hat
mail-button-fallback = Oder öffnen Sie diese Adresse:
mail-phone = Telefon
mail-email = E-Mail
mail-imprint = Impressum
mail-privacy = Datenschutz
mail-accessibility = Barrierefreiheit
mail-trial = [Probe] { $subject }
mail-stop = Erinnerungen und Wochenplan abbestellen

mail-item-open = Ansehen oder absagen
mail-changed-time = Zeit
mail-changed-place = Ort
mail-changed-meeting_point = Treffpunkt
mail-changed-contact = Ansprechperson
mail-changed-person = Es kommt
mail-proof-clearance = erweitertes Führungszeugnis
mail-proof-pledge = Erklärung zur Verschwiegenheit
mail-proof-training = Schulung
mail-proof-measles = Masernnachweis
mail-proof-adult = Altersnachweis
mail-count-today = Termine heute
mail-count-tasks = Zu erledigen
mail-count-waiting = Anfragen, die auf Planung warten
mail-count-searching = Anfragen in der Suche
mail-count-ending = Antworten, deren Frist heute endet
mail-count-substituting = Ersatz gesucht
mail-count-unfilled = Niemand gefunden

calendar-summary = Einsatz { $programme } { $number }
calendar-description =
    Anfrage Nr. { $number }
    Ansehen oder absagen: { $link }
    { $office }, Tel. { $phone }
calendar-summary-cancelled = Abgesagt: { $summary }
calendar-feed-name = Einsätze – { $office }
calendar-feed-description =
    Anfrage Nr. { $number }
    { $office }, Tel. { $phone }

mail-travel = Weg
mail-travel-about = etwa { $duration }
