# Konten, Rollen und Rechte der Koordination.

no-right-title = Das gehört nicht zu Ihren Aufgaben
no-right-text = Für diese Seite braucht Ihr Konto das Recht „{ $right }“, und zwar für die ganze Arbeit der Koordination. Es ist nichts geändert worden.
no-right-help = Brauchen Sie es? Eine Person mit der Rolle „Administration“ kann Ihre Rechte ändern.
right-read = Anfragen und Pläne ansehen
right-plan = Planen und Anfragen bearbeiten
right-people = Ehrenamtliche ansehen und ändern
right-clearance = Nachweise ansehen und eintragen
right-finance = Stunden und Geld abrechnen
right-master_data = Stammdaten ändern und einlesen
right-mail = E-Mails steuern
right-administer = Konten und Einstellungen verwalten
