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
own-nav = Meine Seiten
own-nav-home = Termine
own-nav-times = Zeiten
own-nav-pause = Pause machen
own-nav-limits = Was ich mache
own-nav-done = Erledigt
own-nav-about = Über mich
own-paused-note = Sie machen gerade Pause. Wir fragen Sie nicht, bis Sie wieder da sind.
own-link-title = Mein Link
own-link-renew-why = Hat ihn jemand anderes bekommen? Dann lassen Sie einen neuen erzeugen; alle alten gelten sofort nicht mehr.
own-link-renew = Neuen Link erzeugen
flash-own_link = Das ist Ihr neuer Link. Bitte speichern Sie diese Seite als Lesezeichen.
flash-own_times = Ihre Zeiten sind gespeichert.
flash-own_absence = Eingetragen. In dieser Zeit fragen wir Sie nicht.
flash-own_absence_removed = Die Abwesenheit ist gelöscht.
flash-own_paused = Gute Erholung! Wir fragen Sie in dieser Zeit nicht.
flash-own_back = Schön, dass Sie wieder da sind!
flash-own_limits = Gespeichert. Ab jetzt planen wir so.
flash-own_done = Danke, das ist notiert.
conflict-own-changed = Gerade hat sich hier etwas geändert. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.
own-times-title = Wann ich Zeit habe
own-times-lead = Wir fragen Sie nur zu diesen Zeiten. Nein sagen dürfen Sie trotzdem immer.
own-grid-title = Zum Ankreuzen
own-grid-inexact = Ihre Zeiten lassen sich nicht genau ankreuzen, zum Beispiel wegen halber Stunden oder „alle 2 Wochen“. Angekreuzt sind die vollen Stunden jeder Woche; unten steht alles genau. Wenn Sie hier speichern, gelten nur noch die angekreuzten Stunden.
own-grid-hint = Jedes Kästchen ist eine Stunde: 8 heißt von 8 bis 9 Uhr.
own-grid-to = bis
own-grid-clock = Uhr
own-times-save = Speichern
own-text-title = Oder als Text
field-times = Meine Zeiten
own-text-hint = Zum Beispiel: Mo-Fr 8-13; Sa 10-14:30 alle 2 Wochen ab 30.11.2026
own-absences-title = Wann ich nicht da bin
own-absences-lead = Urlaub oder andere Tage. Einen Grund brauchen wir nicht.
field-absent_from = Erster Tag
field-absent_to = Letzter Tag
own-absence-to-hint = Leer lassen, wenn es nur ein Tag ist.
own-absence-add = Abwesenheit eintragen
own-absence-remove = Löschen
own-absence-inside = Eingetragen. In diese Zeit fallen Termine, die Sie zugesagt haben. Sie gelten weiter, bis Sie sie absagen:
own-absence-inside-link = Zu meinen Terminen
own-pause-lead = Sie brauchen eine Weile Ruhe? Kein Problem. Wir fragen Sie dann nicht. Ihre Angaben bleiben gespeichert.
own-pause-agreed =
    { $count ->
        [one] Sie haben noch einen Termin zugesagt. Er gilt weiter; Sie können ihn unter „Termine“ absagen.
       *[other] Sie haben noch { $count } Termine zugesagt. Sie gelten weiter; Sie können sie unter „Termine“ absagen.
    }
field-until = Pause bis einschließlich
own-pause-until-hint = Danach fragen wir Sie wieder.
own-pause-until-submit = Bis zu diesem Tag pausieren
own-pause-open = Pause ohne Ende-Datum
own-back = Ich bin wieder da
own-limits-title = Was ich mache und wie viel
own-languages = Sprachen
own-programmes = Aufgaben
own-languages-hint = Stimmt etwas nicht oder kommt eine Sprache dazu? Rufen Sie uns an:
own-no-limit = Leer lassen heißt: keine Grenze.
own-districts-hint = Nichts ankreuzen heißt: in der ganzen Stadt.
own-ui-language = Sprache von Seiten und E-Mails
field-hours_week = Höchstens Stunden in der Woche
field-per_day = Höchstens Einsätze am Tag
field-phone = Telefon
field-mobility = Wie ich unterwegs bin
field-modes = Wie ich helfe
field-districts = Wohin ich komme
own-done-title = Was ich gemacht habe
own-done-none = Noch keine vergangenen Termine.
own-done-minutes = Dauer in Minuten
own-done-km = Gefahrene Kilometer, hin und zurück
own-done-ticket = Fahrkarten in Euro
own-done-per-km =
    { $free ->
        [0] Je Kilometer bekommen Sie { $amount }.
       *[other] Für jeden Kilometer nach den ersten { $free } bekommen Sie { $amount }.
    }
own-done-most = Für den Weg gibt es zusammen höchstens { $amount }.
own-done-journey = Für den Weg: { $amount }
field-km = Gefahrene Kilometer
field-ticket = Fahrkarten
own-done-confirm = Hat stattgefunden
own-done-deny = Fand nicht statt
own-done-yes =
    { $minutes ->
        [one] Stattgefunden: 1 Minute
       *[other] Stattgefunden: { $minutes } Minuten
    }
own-done-no = Fand nicht statt
own-about-title = Was über mich gespeichert ist
own-about-lead = Das steht bei uns über Sie (Auskunft nach Art. 15 DSGVO). Alle Einzelheiten gibt es auch als Datei.
own-about-file = Alles als Datei (JSON)
own-about-help = Stimmt etwas nicht? Rufen Sie uns an:
own-proofs = Nachweise, die wir gesehen haben
own-count-offer = Anfragen an Sie
own-count-assignment = Zugesagte Termine
own-count-outbox = E-Mails an Sie
own-count-audit = Protokoll-Einträge
own-count-other = Weitere Einträge
own-history-title = Wer Ihre Akte geöffnet oder geändert hat
own-history-viewed = angesehen von der Koordination
own-history-changed = geändert
own-history-none = Bisher niemand außer Ihnen.
own-leave-title = Ich höre auf
own-leave-lead = Sie dürfen jederzeit aufhören, ohne Grund. Vielleicht reicht auch eine Pause? Dann bleibt alles, wie es ist, und wir fragen Sie nicht.
own-leave-coming =
    { $count ->
        [one] Für diesen Termin suchen wir jemand anderen:
       *[other] Für diese { $count } Termine suchen wir jemand anderen:
    }
own-leave-asked =
    { $count ->
        [one] Eine offene Anfrage an Sie beantworten wir mit Nein.
       *[other] { $count } offene Anfragen an Sie beantworten wir mit Nein.
    }
own-leave-what = Was gelöscht wird
own-leave-now = Sofort: Telefon, Sprachen, Zeiten, Abwesenheiten und Nachweise.
own-leave-later = Am { $date }: Ihr Name und Ihre E-Mail-Adresse.
own-leave-money = Auszahlungen bewahren wir so lange auf, wie das Gesetz es verlangt.
own-leave-pause = Lieber eine Pause machen
own-leave-submit = Ich höre auf
own-left-title = Danke für alles, { $name }!
own-left-text = Sie sind abgemeldet. Wir schreiben Ihnen nicht mehr, und Ihr Link gilt nicht mehr.
own-left-back = Überlegen Sie es sich anders, rufen Sie uns an:

join-title = Mitmachen
join-heading = Möchten Sie mitmachen?
join-lead = Sie sprechen Deutsch und noch eine Sprache, oder Sie möchten Eltern und Kinder begleiten? Schreiben Sie uns. Sie entscheiden selbst, wann und wie viel.
join-stages = So geht es weiter
joining-stage-interest = Interesse
joining-stage-talk = Gespräch
joining-stage-papers = Unterlagen
joining-stage-training = Schulung
joining-stage-tandem = Tandem
joining-stage-active = Aktiv
join-stage-interest = Sie schreiben uns über diese Seite. Das dauert eine Minute.
join-stage-talk = Wir rufen Sie an und lernen uns kennen.
join-stage-papers = Sie zeigen uns ein Führungszeugnis. Es kostet Sie nichts, wir geben Ihnen den Brief dafür. Und Sie unterschreiben, dass Sie nichts weitererzählen.
join-stage-training = Sie lernen, worauf es ankommt.
join-stage-tandem = Ihre ersten Einsätze machen Sie mit jemandem, der sich auskennt.
join-stage-active = Wir fragen Sie, wenn etwas zu Ihnen passt. Sie dürfen immer Nein sagen.
join-form-title = Schreiben Sie uns
field-languages = Welche Sprachen sprechen Sie?
join-languages-hint = Zum Beispiel: Arabisch (Syrien), Kurdisch, Deutsch
join-programme-any = Weiß ich noch nicht
join-privacy = Wir nutzen Ihre Angaben nur, um mit Ihnen ins Gespräch zu kommen. Wird nichts daraus, löschen wir sie nach sechs Monaten.
join-submit = Absenden
joined-title = Danke! Wir melden uns.
joined-text = Ihre Nachricht ist angekommen. Wir rufen Sie in den nächsten Tagen an oder schreiben Ihnen.
joining-title = Neue Ehrenamtliche
joining-lead = Wer sich gemeldet hat und wie weit er oder sie ist. Eingeplant wird erst, wer aktiv ist und als Person angelegt wurde. Nach sechs Monaten ohne Kontakt werden die Angaben gelöscht.
joining-public = Öffentliche Seite ansehen
joining-stage = Stufe
joining-next = Nächster Schritt
joining-close = Löschen
joining-forgotten = wird gelöscht: { $moment }
joining-none = Gerade ist niemand auf dem Weg.
flash-joining_moved = Weiter zur nächsten Stufe.
flash-joining_closed = Die Angaben sind gelöscht.
own-link-office = Persönliche Seite
own-link-office-hint = Diese Seite gehört der Person: Termine, Zeiten, Pause, alles Gespeicherte. Geben Sie den Link nur ihr selbst.
