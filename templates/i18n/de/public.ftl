# Rahmen jeder Seite, Startseite, Anmeldung, Rechtliches, Fehler, Postfach der Demo.

skip-to-content = Zum Inhalt springen
language-choice = Sprache der Seite
menu = Menü
nav-label = Hauptmenü
footer-label = Rechtliches
crumbs-label = Wo Sie sind
phone = Telefon
optional = freiwillig
please-choose = Bitte wählen
or = oder
back = Zurück
logout = Abmelden
area-public = Passgenau – Ehrenamtliche vermitteln
area-office = Passgenau – Koordination
area-school = Passgenau – Für Schulen und Einrichtungen
area-person = Passgenau – Für Ehrenamtliche
area-demo = Passgenau – Demo

date-range = { $from } bis { $to }
since = seit { $moment }
people-count =
    { $count ->
        [one] 1 Person
       *[other] { $count } Personen
    }
request-number = Nr. { $number }
request-title = Anfrage Nr. { $number }
options-more =
    { $count ->
        [one] oder 1 anderer Termin
       *[other] oder { $count } andere Termine
    }
times-title =
    { $count ->
        [one] Termin
       *[other] Mögliche Termine
    }
place-title = Ort
meeting-point = Treffpunkt
fact-programme = Angebot
fact-occasion = Anlass
fact-mode = Art
fact-people = Anzahl
fact-contact = Ansprechperson
not-given = keine Angabe
pager-label = Seiten
pager-previous = Zurück
pager-next = Weiter
pager-page = Seite { $page } von { $pages }
list-count =
    { $total ->
        [0] Keine Einträge
        [one] 1 Eintrag
       *[other] { $first }–{ $last } von { $total }
    }
cancel-title = Anfrage Nr. { $number } absagen?
cancel-submit = Ja, absagen
cancel-final = Das lässt sich nicht zurücknehmen. Sie können aber jederzeit eine neue Anfrage stellen.
faults-title =
    { $count ->
        [one] Bitte prüfen Sie eine Angabe
       *[other] Bitte prüfen Sie { $count } Angaben
    }

start-title = Start
start-heading = Die passende Person, wenn Eltern und Schule sich verstehen wollen
start-lead = Schulen fragen an, Ehrenamtliche helfen, und wir bringen beide zusammen: Sprachmittlung, Begleitung und Kurse in unserer Stadt.
start-entrances-title = Drei Eingänge
start-school = Schulen und Einrichtungen
start-school-text = Sie haben einen eigenen Link. Damit stellen Sie in drei Minuten eine Anfrage und sehen, wie weit sie ist. Sie brauchen kein Passwort.
start-volunteer = Ehrenamtliche
start-volunteer-text = Wir fragen Sie per E-Mail oder Telefon, wenn ein Einsatz zu Ihnen passt. Sie antworten mit einem Klick. Sie dürfen immer Nein sagen.
start-volunteer-join = Möchten Sie auch helfen?
start-office = Koordination
start-office-text = Für die Mitarbeiterinnen und Mitarbeiter der Ehrenamtskoordination.
start-demo-title = Die Demo in vier Schritten
start-demo-lead = Alle Namen und Schulen sind erfunden. Es wird keine E-Mail verschickt; alle landen im Postfach der Demo.
start-demo-school = Eine Schule fragt an
start-demo-school-text = { $school } hat diesen Link bekommen. Stellen Sie eine Anfrage und sehen Sie, wie weit die anderen sind.
start-demo-school-open = Als Schule öffnen
start-demo-office = Die Koordination plant
start-demo-office-text = Melden Sie sich an, lassen Sie einen Vorschlag berechnen und verschicken Sie die Anfragen.
start-demo-password-terminal = steht in dem Fenster, in dem Sie die Demo gestartet haben
start-demo-office-open = Anmelden
start-demo-volunteer = Wer gefragt ist, antwortet
start-demo-volunteer-text = { $name } ist gefragt worden. Die Seite öffnet sich aus der E-Mail heraus, ohne Passwort.
start-demo-volunteer-none = Sobald Anfragen verschickt sind, steht hier der Link, den eine gefragte Person bekommt.
start-demo-volunteer-open = Als { $name } öffnen
start-demo-mail = Alle sehen ihre E-Mails
start-demo-mail-text = Jede E-Mail, die das Haus verlassen hätte, mit Kalendereintrag und Links zum Anklicken.
start-demo-mail-open = Postfach öffnen

demo-label = Demo
demo-note = Demo mit erfundenen Daten
demo-entrances = Eingänge
demo-mailbox = Postfach der Demo
demo-mailbox-lead = Was in Wirklichkeit an die Empfänger ginge, liegt hier als Datei. Neueste zuerst.
demo-mailbox-empty = Noch keine E-Mail. Stellen Sie eine Anfrage oder verschicken Sie einen Vorschlag; nach einer Veröffentlichung wird der Versand noch einige Minuten zurückgehalten.
demo-mail-subject = Betreff
demo-mail-from = Von
demo-mail-to = An
demo-mail-date = Datum
demo-mail-calendar = Kalendereintrag
demo-mail-text = Als Text
demo-mail-html = Wie im E-Mail-Programm

login-title = Anmelden
login-submit = Anmelden
login-wrong = E-Mail-Adresse oder Passwort stimmt nicht.
login-throttled =
    { $minutes ->
        [one] Zu viele Versuche. Bitte warten Sie eine Minute.
       *[other] Zu viele Versuche. Bitte warten Sie { $minutes } Minuten.
    }
login-required = Bitte melden Sie sich an, um diese Seite zu sehen.
login-ended = Sie sind abgemeldet.
login-lost = Passwort vergessen? Wer bei Ihnen die Konten verwaltet, gibt Ihnen einen neuen Link. Oder:
welcome-title = Passwort festlegen
welcome-heading = Willkommen, { $name }
welcome-lead = Bitte legen Sie Ihr Passwort fest. Danach melden Sie sich mit Ihrer E-Mail-Adresse und diesem Passwort an.
welcome-password-hint = Mindestens 12 Zeichen. Ein Satz ist leichter zu merken als ein Rätsel. Umlaute und Leerzeichen sind erlaubt.
welcome-submit = Passwort speichern
field-email = E-Mail-Adresse
field-password = Passwort
field-password_again = Passwort noch einmal

link-gone-title = Dieser Link gilt nicht mehr
link-gone-school = Wir können die Seite Ihrer Einrichtung mit diesem Link nicht öffnen. Vielleicht ist er beim Kopieren abgeschnitten worden, oder Ihre Einrichtung hat inzwischen einen neuen.
link-gone-offer = Wir können die Anfrage mit diesem Link nicht öffnen. Vielleicht ist er beim Kopieren abgeschnitten worden, oder der Einsatz liegt schon länger zurück.
link-gone-person = Wir können Ihre Seite mit diesem Link nicht öffnen. Vielleicht ist er beim Kopieren abgeschnitten worden, oder Sie haben inzwischen einen neuen.
link-gone-welcome = Dieser Link ist schon benutzt worden oder zu alt. Bitten Sie um einen neuen, oder melden Sie sich an, wenn Sie schon ein Passwort haben.
link-gone-help = Wir helfen gern:

error-not-found-title = Diese Seite gibt es nicht
error-not-found-text = Vielleicht hat sich die Adresse geändert, oder sie ist nicht vollständig.
error-forbidden-title = Das hat nicht geklappt
error-forbidden-text = Die Seite war zu lange offen oder wurde nicht von hier aus abgeschickt. Es ist nichts geändert worden. Bitte gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-method-title = So geht das hier nicht
error-method-text = Diese Adresse kann man nicht auf diese Weise aufrufen.
error-too-large-title = Das ist zu viel auf einmal
error-too-large-text = Die Eingabe ist größer, als wir annehmen können. Bitte kürzen Sie sie.
error-bad-request-title = Diese Eingabe verstehen wir nicht
error-bad-request-text = Bitte gehen Sie zurück und versuchen Sie es noch einmal.
error-conflict-title = Inzwischen hat sich etwas geändert
error-conflict-text = Jemand war schneller, oder der Stand ist ein anderer als der, den Sie gesehen haben. Es ist nichts geändert worden. Bitte gehen Sie zurück und laden Sie die Seite neu.
error-unavailable-title = Gerade geht es nicht
error-unavailable-text = Die Datenbank antwortet nicht. Es ist nichts verloren; bitte versuchen Sie es in einer Minute noch einmal.
error-full-title = Der Speicher ist voll
error-full-text = Ihre Eingabe konnte nicht gespeichert werden, weil auf dem Server kein Platz mehr ist. Bitte rufen Sie uns an, damit wir Platz schaffen.
error-slow-title = Das hat zu lange gedauert
error-slow-text = Wir haben die Anfrage abgebrochen. Bitte versuchen Sie es noch einmal.
error-throttled-title = Zu viele Versuche
error-throttled-text = Bitte warten Sie einige Minuten und versuchen Sie es dann noch einmal.
error-internal-title = Das war unser Fehler
error-internal-text = Es ist etwas schiefgegangen, womit wir nicht gerechnet haben. Der Vorfall ist aufgeschrieben.
error-incident = Vorfallnummer:
error-help = Wenn es wieder passiert, rufen Sie uns bitte an:
error-home = Zur Startseite
conflict-already-begun = Der Termin hat schon begonnen. Bitte rufen Sie uns an.
conflict-nothing-agreed = Zu dieser Anfrage gibt es keine Zusage mehr, die sich absagen ließe.
conflict-already-published = Dieser Vorschlag ist schon verschickt oder verworfen worden.
conflict-plan-running = Gerade wird ein Vorschlag für einen anderen Bereich berechnet. Bitte versuchen Sie es in einer Minute noch einmal.
conflict-plan-stale = Seit der Vorschlag berechnet wurde, hat sich etwas geändert. Bitte lassen Sie einen neuen berechnen.

imprint-title = Impressum
privacy-title = Datenschutz
accessibility-title = Barrierefreiheit
