# Was Dateien mit Regeln sagen.

import-kind-regimes = Grenzen für Einnahmen
import-kind-programme_rules = Regeln der Angebote
import-kind-proof_rules = Regeln zu Nachweisen
import-kind-tariffs = Aufwandsentschädigung
import-kind-funding = Mittel
import-kind-refusals = Ablehnungsgründe
import-kind-office_days = Büro: Schließzeiten, Telefonzeiten, Vertretung
import-kind-exclusions = Nicht gemeinsam einsetzen
import-subject-declared = Anderswo genutzter Betrag
import-subject-record = Regel
import-pairs = Bitte schreiben Sie Paare wie „Kurze Wege: wichtig; Wunschtermin: egal“.
import-refusal-one = Eine Zeile gilt für ein Angebot oder für Mittel, nicht für beides.
import-exclusion-one = Bitte füllen Sie genau eine der Spalten: Nicht bei, Nicht zusammen mit, Nicht beim Fall.
import-funding = Diese Mittel sind nicht bekannt. Bitte legen Sie sie zuerst an oder lesen Sie sie ein.
data-field-declared = Anderswo genutzter Teil der Pauschale
data-column-year = Jahr
unfilled-apart = Genug Personen könnten kommen, sollen aber nicht gemeinsam eingesetzt werden.
