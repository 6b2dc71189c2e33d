# Die Woche des Büros: Liste, Tafeln, Filter.

nav-week = Woche
week-title = Einsätze in { $week }
week-current = diese Woche
week-nav = Wochen blättern
week-previous = Vorige Woche
week-now = Diese Woche
week-next = Nächste Woche
week-views = Ansichten
week-view-list = Liste
week-view-people = Personen
week-view-places = Orte
week-prints = Drucken
week-days = Tage
week-day-all =
    { $count ->
        [0] kein Termin
        [one] ein Termin
       *[other] { $count } Termine
    }
week-day-open = { $count } offen
week-day-asked = { $count } gefragt
week-day-full = alle besetzt
week-off-public = Feiertag
week-off-movable = beweglicher Ferientag
week-office-closed = Büro geschlossen
week-filter =
    { $count ->
        [0] Filter
        [one] Filter (einer gesetzt)
       *[other] Filter ({ $count } gesetzt)
    }
week-show-all = Alle
week-show-open = Nicht besetzt und niemand gefragt
week-show-missing = Nicht besetzt
filter-area = Sozialraum
filter-carrier = Träger
week-of-day = Woche mit dem Tag
week-busy = Nur wer in dieser Woche etwas vorhat
week-keep-name = Diesen Filter merken als
week-keep = Merken
field-filter_name = Name des Filters
rejection-filters-full = Sie haben schon { $max } Filter gemerkt. Bitte löschen Sie zuerst einen.
week-saved = Gemerkte Filter:
week-forget = Filter „{ $name }“ löschen
flash-filter_saved = Der Filter ist gemerkt.
flash-filter_forgotten = Der Filter ist gelöscht.
flash-filter_empty = Es ist kein Filter gesetzt, also gibt es nichts zu merken.
week-column-people = Wer
week-urgent = Eilig
week-nobody = noch niemand
week-hold-agreed = zugesagt
week-hold-asked = gefragt
week-hold-call = bittet um Anruf
week-hold-proposed = vorgeschlagen
week-until = Antwort bis { $moment }
week-answer-until = Antwort bis { $moment }.
week-why-review = Wartet auf Ihre Entscheidung.
week-why-not_planned = Noch in keinem Vorschlag.
week-why-proposed = Im Vorschlag ist jemand dafür, gefragt ist noch niemand.
week-why-asked =
    { $count ->
        [one] Eine Person ist gefragt.
       *[other] { $count } Personen sind gefragt.
    }
week-why-nobody_left = Alle Gefragten haben abgesagt oder nicht geantwortet.
week-why-plan = Zum Vorschlag
week-empty = In dieser Woche gibt es keine Termine.
week-empty-filtered = Kein Termin passt zu diesem Filter.
week-people-caption = Personen und ihre Einsätze, { $week }
week-places-caption = Orte und ihre Termine, { $week }
week-people-empty = Keine aktive Person passt zu diesem Filter.
week-legend-free = hat Zeit
week-away = abwesend
week-more =
    { $count ->
        [one] ein weiterer
       *[other] { $count } weitere
    }
data-field-social_area = Sozialraum
week-elsewhere = anderswo eingeteilt
