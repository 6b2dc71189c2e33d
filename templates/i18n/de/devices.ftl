# Anmelden ohne Passwort: Link per E-Mail, angemeldete Geräte
device-ask-title = Link zum Anmelden
device-ask-lead = Für Einrichtungen und Ehrenamtliche. Sie brauchen kein Passwort: Wir schicken Ihnen einen Link. Danach bleiben Sie auf diesem Gerät angemeldet.
device-ask-hint = Die Adresse, die wir von Ihnen kennen.
device-ask-submit = Link schicken
device-ask-office = Sie arbeiten in der Koordination?
device-ask-office-link = Mit Passwort anmelden
device-throttled = Das waren viele Versuche. Bitte versuchen Sie es in { $minutes } { $minutes ->
        [one] Minute
       *[other] Minuten
    } noch einmal.
device-sent-title = Schauen Sie in Ihr Postfach
device-sent-text = Wenn wir { $address } kennen, ist eine E-Mail dorthin unterwegs. Öffnen Sie den Link darin auf diesem Gerät. Er gilt zehn Minuten und nur einmal.
device-sent-code = Sie lesen Ihre E-Mails auf einem anderen Gerät? Dann tippen Sie hier den Code aus der E-Mail ein.
device-sent-nothing = Keine E-Mail bekommen? Sehen Sie auch im Spam-Ordner nach, oder rufen Sie uns an:
device-sent-again = Andere Adresse eingeben oder neuen Link anfordern
device-use-title = Anmelden
device-use-here = Ein Klick, und Sie sind auf diesem Gerät angemeldet.
device-use-elsewhere = Sie haben den Link auf einem anderen Gerät oder in einem anderen Browser angefordert. Damit niemand sonst ihn benutzt, tippen Sie bitte den Code aus derselben E-Mail ein.
device-code-hint = Sechs Ziffern. Geben Sie den Code niemandem weiter; wir fragen nie danach.
device-use-submit = Anmelden
link-gone-login = Dieser Link ist schon benutzt worden, oder er ist älter als zehn Minuten.
device-ask-new = Neuen Link anfordern
device-own-title = Meine Seiten
device-own-lead = Sie sind mit { $address } angemeldet.
device-own-none = Zu dieser Adresse gehört im Moment keine Einrichtung und kein Ehrenamt. Rufen Sie uns gern an:
device-entrance-school = Anfragen und Termine der Einrichtung
device-entrance-person = Mein Ehrenamt
device-open = Öffnen
device-list-title = Angemeldete Geräte
device-list-lead = Ein Gerät kennen Sie nicht? Melden Sie es ab. Nach 180 Tagen ohne Benutzung meldet es sich von selbst ab.
device-here = dieses Gerät
device-end = Abmelden
device-end-all = Überall abmelden
device-count = { $count ->
        [one] Auf einem Gerät angemeldet
       *[other] Auf { $count } Geräten angemeldet
    }
device-close = Geräte abmelden und Link erneuern
device-close-why = Wenn der Link in falsche Hände geraten ist: Alle Geräte werden abgemeldet, alte Links gelten nicht mehr.
device-mine = Meine Seiten und Geräte
device-start = Link zum Anmelden anfordern
flash-device_ended = Das Gerät ist abgemeldet.
flash-devices_ended = Alle Geräte sind abgemeldet.
flash-device_out = Sie sind abgemeldet.
flash-organisation_closed = Alle Geräte der Einrichtung sind abgemeldet. In der Liste steht ihr neuer Link.
login-others = Sie sind von einer Einrichtung oder ehrenamtlich tätig? Sie brauchen kein Passwort:
rejection-mail-code-wrong = Dieser Code stimmt nicht. Er steht in der E-Mail unter dem Link; nach fünf falschen Versuchen brauchen Sie einen neuen.

# Das eigene Login der Stadt
city-login = Anmelden mit { $name }
city-name-default = dem Login der Stadt
city-or-password = Oder mit Passwort
city-answer-title = Fast geschafft
city-answer-text = Sie kommen zurück von { $name }. Ein Klick, und Sie sind hier angemeldet.
city-answer-submit = Weiter
login-city-away = Das Login der Stadt antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal, oder melden Sie sich mit Ihrem Passwort an.
login-city-refused = Das Login der Stadt hat Sie nicht angemeldet. Bitte versuchen Sie es noch einmal.
login-city-stale = Das hat zu lange gedauert, oder Sie haben in einem anderen Browser begonnen. Bitte fangen Sie noch einmal an.
login-city-failed = Das Login der Stadt hat nicht sagen können, wer Sie sind. Bitte versuchen Sie es noch einmal.
login-city-unknown = Die Stadt kennt Sie, aber in der Koordination gibt es kein Konto für Sie. Bitten Sie eine Administratorin oder einen Administrator um eine Einladung.

# Eingeschränkte Konten
data-field-carrier = Betreut von (Träger)
