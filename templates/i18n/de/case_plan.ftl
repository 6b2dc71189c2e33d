# Planen mit eigenen Vorgaben, und was sich für wen ändert.
goal-coverage = Zuerst: möglichst viele Anfragen besetzen.
goal-stability = Möglichst wenig an dem ändern, was vereinbart ist.
goal-people = Möglichst wenige Menschen fragen.
goal-visits = Möglichst wenige Orte auf einmal.
goal-quality = Wer am besten passt: Sprache, Weg, Wünsche.
goal-fairness = Die Einsätze gerecht verteilen.
goal-so-far = Bisher { $value } (dringende zählen mehr).
goal-bound = Mehr als { $bound } geht nicht.
goal-percent =
    { $percent ->
        [0] Besser geht es nicht.
       *[other] Höchstens { $percent } % besser geht es noch.
    }
phase-start = Ein erster Plan steht.
phase-prices = Jetzt wird ermittelt, was höchstens möglich ist.
phase-steps = Jetzt entstehen daraus Schritt für Schritt Pläne.
phase-parts = Jetzt werden Teile des besten Plans noch einmal entschieden.
phase-proof = Jetzt wird geprüft, ob es noch besser geht.
phase-done = Dieses Ziel ist fertig.
phase-reasons = Jetzt werden Gründe und Auswege für offene Anfragen gesucht.
plan-recompute = Neu berechnen
wishes-title = Ihre Vorgaben
wishes-hint = Vorgaben gelten ab der nächsten Berechnung. Wer fest eingetragen ist, wird trotzdem gefragt und darf Nein sagen.
wish-fixed = { $name } fest eingetragen
wish-barred = nicht { $name }
wish-drop = Vorgabe zurücknehmen
wish-fix = Fest eintragen
wish-bar = Nicht diese Person
block-barred = soll nach Ihrer Vorgabe nicht gefragt werden
flash-plan_wished = Gemerkt. Bitte berechnen Sie den Vorschlag neu.
conflict-not-planned = Diese Anfrage wartet nicht mehr auf einen Vorschlag.
history-request-wished = Vorgabe für den Vorschlag geändert
publish-changes = Wen wofür fragen?
publish-difference = Was sich gegenüber dem ändert, was die Leute wissen
publish-gains =
    { $count ->
        [one] 1 Person wird zusätzlich gefragt
       *[other] { $count } Personen werden zusätzlich gefragt
    }
publish-nobody-loses = Niemand verliert etwas: Vereinbartes und offene Anfragen bleiben, wie sie sind.
publish-still-asked = Schon gefragt und bleibt gefragt: { $names }
publish-nobody =
    { $count ->
        [one] Bei 1 Anfrage erfährt die Schule, dass niemand gefunden ist – wenn Sie das Häkchen unten lassen
       *[other] Bei { $count } Anfragen erfährt die Schule, dass niemand gefunden ist – wenn Sie das Häkchen unten lassen
    }
publish-by-mail = E-Mail
publish-by-phone = anrufen
publish-has =
    { $count ->
        [one] hat in dieser Zeit schon 1 Einsatz oder offene Anfrage
       *[other] hat in dieser Zeit schon { $count } Einsätze oder offene Anfragen
    }
publish-again = Der Schule war gesagt worden, dass niemand gefunden ist
publish-rest = Was Sie abwählen, bleibt offen und kann neu geplant werden.
field-only = Anfragen
flash-day_taken = Der Sprechtag ist eingetragen: für jede Sprache eine oder mehrere Anfragen. Die Schule bekommt für jede eine E-Mail zum Prüfen.
