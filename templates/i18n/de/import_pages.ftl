# Die Seiten, auf denen das Büro seine eigenen Dateien einliest und alles wieder herausholt.

nav-import = Einlesen
import-title = Dateien einlesen
import-lead = Bringen Sie Ihre eigenen Tabellen mit. Sie sagen einmal, welche Spalte was bedeutet; was unklar ist, wartet auf Ihre Antwort, der Rest geht hinein. Niemand bekommt dabei eine E-Mail.
import-todo = Noch zu klären
import-upload-title = Neue Datei
import-upload-failed = Die Datei wurde nicht angenommen
import-kind = Was steht in der Datei?
import-kind-hint = Am besten in dieser Reihenfolge: Personen und Anfragen nennen Stadtbezirke, Sprachen und Einrichtungen.
import-kind-districts = Stadtbezirke
import-kind-travel = Wegezeiten
import-kind-languages = Sprachen
import-kind-fallbacks = Ersatzsprachen
import-kind-programmes = Angebote
import-kind-holidays = Schulferien
import-kind-movable_days = Bewegliche Ferientage
import-kind-organisations = Einrichtungen mit Standorten und Ansprechpersonen
import-kind-people = Ehrenamtliche
import-kind-requests = Anfragen
import-kind-assignments = Vereinbarte Einsätze
import-file = Datei
import-file-hint = Excel-Mappe (.xlsx) oder Textdatei (.csv), höchstens { $max } MB
import-upload = Datei ansehen
import-templates = Vorlagen zum Ausfüllen
import-templates-text = Jede Vorlage hat eine Kopfzeile und eine Beispielzeile. Die Beispielzeile ersetzen Sie durch Ihre Daten.
import-template-xlsx = Excel
import-template-csv = CSV
import-runs = Bisherige Dateien
import-runs-empty = Noch keine Datei eingelesen.
import-result = Ergebnis
import-words-link = { $count ->
        [one] Ein erklärtes Wort
       *[other] { $count } erklärte Wörter
    }
import-state-matching = Spalten zuordnen
import-state-running = Wird eingelesen
import-state-done = Eingelesen
import-state-refused = Nicht lesbar
import-state-undoing = Wird zurückgenommen
import-state-undone = Zurückgenommen
import-state-discarded = Verworfen
import-tally-short = { $added } neu, { $changed } geändert, { $parked } zu klären
import-times = { $count }-mal

import-match-title = Spalten zuordnen
import-match-lead = „{ $file }“ ({ $kind }): Was bedeuten die Spalten? Was Sie hier festlegen, gilt auch für spätere Dateien dieser Art.
import-match-faults = So kann die Datei noch nicht eingelesen werden
import-sheet-choice = Blatt der Mappe
import-sheet-show = Dieses Blatt zeigen
import-your-column = Ihre Spalte
import-first-rows = Erste Zeilen
import-means = Bedeutet
import-means-for = Bedeutung der Spalte „{ $header }“
import-column-letter = Spalte { $letter }
import-no-examples = leer
import-not-read = nicht einlesen
import-guessed = vermutet, bitte prüfen
import-constants = Was für alle Zeilen gilt
import-constants-hint = Für Angaben, die Ihre Datei nicht enthält. Leer heißt: keine Angabe.
import-no-constant = keine Angabe
import-marked-title = Einige Zeilen sind rot hinterlegt. Was bedeutet das?
import-marked-hint = In vielen Listen steht Rot für „ausgeschieden“.
import-marked-ask = Zeile für Zeile fragen
import-marked-left = Die Person ist ausgeschieden
import-marked-skip = Rote Zeilen nicht einlesen
import-marked-ignore = Die Farbe hat keine Bedeutung
import-match-submit = Weiter zur Prüfung
import-discard = Datei verwerfen

import-check-title = Prüfung
import-check-refused = Die Datei kann so nicht eingelesen werden
import-ready = { $count ->
        [one] Zeile ist klar
       *[other] Zeilen sind klar
    }
import-would-park = { $count ->
        [one] Zeile ist zu klären
       *[other] Zeilen sind zu klären
    }
import-skipped = { $count ->
        [one] rote Zeile oder Summe wird ausgelassen
       *[other] rote Zeilen oder Summen werden ausgelassen
    }
import-questions = { $count ->
        [one] Ein Wort, das wir nicht kennen
       *[other] { $count } Wörter, die wir nicht kennen
    }
import-questions-lead = Jedes wird nur einmal gefragt, die Antwort gilt auch für spätere Dateien. Weiß es niemand, warten diese Zeilen, bis Sie nachgefragt haben.
import-question-language = „{ $word }“ ist welche Sprache?
import-question-programme = „{ $word }“ ist welches Angebot?
import-question-district = „{ $word }“ ist welcher Stadtbezirk?
import-question-organisation = „{ $word }“ ist welche Einrichtung?
import-question-other = „{ $word }“ ({ $label }) heißt was?
import-question-rows = { $count ->
        [one] In Zeile { $first }
       *[other] In { $count } Zeilen, zuerst in Zeile { $first }
    }
import-answer-later = später beantworten
import-answer-unclear = unklar, Zeilen zurückstellen
import-answer-others = Alle anderen
import-answers-submit = Antworten merken und neu prüfen
import-would-park-why = Was zu klären bleibt
import-would-park-lead = Diese Zeilen werden zurückgestellt. Sie können sie danach einzeln berichtigen.
import-back-to-columns = Zurück zu den Spalten
import-start = { $count ->
        [0] Einlesen
        [one] Eine Zeile einlesen
       *[other] { $count } Zeilen einlesen
    }

import-progress = { $percent } % gelesen
import-progress-leave = Sie können diese Seite verlassen. Das Einlesen geht weiter.
import-undoing-text = Die Änderungen dieser Datei werden zurückgenommen. Sie können diese Seite verlassen.
import-tally-added = { $count ->
       *[other] neu
    }
import-tally-changed = { $count ->
       *[other] geändert
    }
import-tally-unchanged = { $count ->
       *[other] unverändert
    }
import-tally-parked = { $count ->
       *[other] zu klären
    }
import-tally-left-out = { $count ->
       *[other] ausgelassen
    }
import-to-parked = { $count ->
        [one] Eine Zeile klären
       *[other] { $count } Zeilen klären
    }
import-to-doubles = { $count ->
        [one] Ein mögliches Doppel ansehen
       *[other] { $count } mögliche Doppel ansehen
    }
import-remarks = Hinweise
import-undo-title = Zurücknehmen
import-undo-text = Bis { $until } können Sie diese Datei zurücknehmen. Was seither jemand geändert hat oder schon verwendet wird, bleibt.
import-undo-open = Datei zurücknehmen
import-undo-confirm = { $added } neue Einträge werden gelöscht, { $changed } geänderte bekommen ihren früheren Stand. Zurückgestellte Zeilen dieser Datei werden verworfen.
import-undo = Jetzt zurücknehmen
import-kept-title = { $count ->
        [0] Alles ist wie vorher
        [one] Ein Eintrag ist geblieben
       *[other] { $count } Einträge sind geblieben
    }
import-kept-touched = seither geändert
import-kept-in-use = wird schon verwendet
import-subject-district = Stadtbezirk
import-subject-travel = Wegezeit
import-subject-language = Sprache
import-subject-fallback = Ersatzsprache
import-subject-programme = Angebot
import-subject-holiday = Schulferien
import-subject-movable_day = Beweglicher Ferientag
import-subject-organisation = Einrichtung
import-subject-location = Standort
import-subject-social_area = Sozialraum
import-subject-contact = Ansprechperson
import-subject-person = Ehrenamtliche:r
import-subject-payment = Auszahlung
import-subject-request = Anfrage
import-subject-assignment = Einsatz
flash-import_discarded = Die Datei ist verworfen. Es wurde nichts geändert.
flash-import_words = Gemerkt. Die Datei ist neu geprüft.

parked-title = Zu klären
parked-lead = Diese Zeilen Ihrer Dateien konnten noch nicht eingelesen werden. Berichtigen Sie sie hier oder verwerfen Sie sie.
parked-row = Zeile
parked-question = Frage
parked-row-number = Zeile { $row }
parked-ready = kann jetzt eingelesen werden
parked-retry = Alle noch einmal prüfen
parked-empty = Nichts zu klären.
parked-empty-filtered = Keine Zeile passt zu dieser Auswahl.
parked-row-title = Zeile { $row } klären
parked-faults = Das ist zu klären
parked-more = Weitere Angaben
parked-save = Übernehmen
parked-drop = Zeile verwerfen
parked-drop-hint = Verworfene Zeilen werden sofort gelöscht.
filter-question = Frage
question-words = Unbekanntes Wort
question-missing = Angabe fehlt
question-reach = Adresse oder Nummer
question-marked = Rote Zeile
question-double = Steht doppelt in der Datei
question-dates = Datum oder Zeit
question-other = Sonstiges
flash-parked_solved = Die Zeile ist eingelesen.
flash-parked_dropped = Die Zeile ist verworfen.
flash-parked_retried = Noch einmal geprüft. Was klar war, ist jetzt eingelesen.

doubles-title = Mögliche Doppel
doubles-lead = Diese Personen stehen vielleicht zweimal in Ihrem Bestand.
doubles-pair = Personen
doubles-why = Warum
doubles-empty = Keine möglichen Doppel.
double-title = Ist das dieselbe Person?
double-reason-contact = Beide haben dieselbe Adresse oder Nummer und fast denselben Namen.
double-reason-name = Beide haben denselben Namen, aber andere Adressen.
double-reason-similar = Beide haben fast denselben Namen und wohnen im selben Stadtbezirk.
double-lead = Beim Zusammenführen bleibt { $first } mit allen Zusagen, Anfragen und Aufgaben beider.
double-bound = Beide sind für dieselbe Anfrage gefragt oder eingeplant. Bitte klären Sie das zuerst in der Anfrage.
double-property = Angabe
double-first = Bleibt
double-second = Geht darin auf
double-hint = Wählen Sie je Zeile, was gilt. Sprachen, Angebote und Nachweise werden vereinigt. Das Zusammenführen lässt sich nicht zurücknehmen.
double-merge = Zusammenführen
double-both = Es sind zwei Personen
double-field-name = Name
double-field-email = E-Mail
double-field-phone = Telefon
double-field-channel = Kontaktweg
double-field-gender = Geschlecht
double-field-district = Stadtbezirk
double-field-mobility = Mobilität
double-field-availability = Verfügbarkeit
double-field-state = Status
double-field-languages = Sprachen
double-field-programmes = Angebote
flash-double_merged = Die beiden Einträge sind zusammengeführt.
flash-double_both = Vermerkt: Das sind zwei Personen.

import-words-title = Erklärte Wörter
import-words-lead = Diese Wörter aus Ihren Dateien haben Sie erklärt. Wird eines vergessen, fragen wir bei der nächsten Datei wieder.
import-words-empty = Noch kein Wort erklärt.
import-word = Wort
import-word-means = Bedeutet
import-word-forget = Ändern
import-word-forget-do = Vergessen
flash-word_forgotten = Vergessen. Bei der nächsten Datei wird wieder gefragt.

conflict-changed-meanwhile = Jemand hat das inzwischen geändert. Bitte laden Sie die Seite neu.
conflict-import-begun = Diese Datei wird schon eingelesen oder ist es bereits.
conflict-import-undo = Diese Datei lässt sich nicht mehr zurücknehmen: Die 24 Stunden sind um, oder jemand hat es schon getan.

export-title = Alles herausholen
export-lead = Alle Daten als Tabellen, die sich hier wieder einlesen lassen: zur Sicherung, für den Notfall oder für einen Umzug. Wer sie herausholt, wird vermerkt.
export-narrow = Die Tabellen enthalten nur Ihren Teil der Arbeit, ohne Nachweise und Geld.
export-without = Nachweise und Auszahlungen sind nicht dabei; die holt die Administration heraus.
export-warning = Die Tabellen enthalten Namen, Adressen und Telefonnummern. Bitte nur dort ablegen, wo das Büro allein Zugriff hat, und löschen, wenn sie nicht mehr gebraucht werden.
export-what = Was?
export-whole = Alles in einer Excel-Mappe, ein Blatt je Art
export-one = { $kind } als CSV
export-download = Herunterladen
first-title = Erste Schritte
first-districts = Stadtbezirke und Wegezeiten einlesen
first-districts-hint = Sprachen, Ersatzsprachen, Angebote, Freibeträge und Schulferien sind schon da und lassen sich ändern.
first-organisations = Einrichtungen einlesen
first-organisations-hint = Schulen, Kitas und andere Stellen mit ihren Orten und Ansprechpersonen, so wie Ihre Tabelle ist.
first-people = Ehrenamtliche einlesen
first-people-hint = Was unklar ist, wird zurückgestellt und nachgefragt. Niemand bekommt dabei eine E-Mail.
first-rules = Regeln prüfen
first-rules-hint = Vorlauf, Nachweise, Mittel, Schließtage: alles unter Stammdaten.
first-requests = Eine Anfrage aufnehmen und planen
first-requests-hint = Im Probebetrieb geht nichts hinaus. Sie sehen, wen der Vorschlag wählt und warum.
first-real = Echtbetrieb starten
first-real-hint = Erst dann gehen E-Mails hinaus, zuerst eine Begrüßung an alle.
