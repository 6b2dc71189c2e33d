# Die eigene Seite einer oder eines Ehrenamtlichen.

own-title = Meine Seite
own-heading = Hallo { $name }
own-open-title = Neue Anfragen an Sie
own-open-none = Gerade warten keine Anfragen auf Ihre Antwort.
own-open-answer = Ansehen und antworten
own-agreed-title = Meine Termine
own-agreed-none = Sie haben keine kommenden Termine.
own-agreed-show = Details ansehen oder absagen
own-answer-by = Antwort bis { $moment }
own-link-hint = Diese Seite gehört nur Ihnen. Bitte geben Sie den Link nicht weiter.
