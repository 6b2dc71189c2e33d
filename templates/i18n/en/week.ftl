# The week of the office: list, boards, filters.

nav-week = Week
week-title = Appointments of { $week }
week-current = this week
week-nav = Step through the weeks
week-previous = Previous week
week-now = This week
week-next = Next week
week-views = Views
week-view-list = List
week-view-people = People
week-view-places = Places
week-prints = Print
week-days = Days
week-day-all =
    { $count ->
        [0] nothing
        [one] one appointment
       *[other] { $count } appointments
    }
week-day-open = { $count } open
week-day-asked = { $count } asked
week-day-full = all filled
week-off-public = public holiday
week-off-movable = day off of the school
week-office-closed = office closed
week-filter =
    { $count ->
        [0] Filter
        [one] Filter (one set)
       *[other] Filter ({ $count } set)
    }
week-show-all = All
week-show-open = Not filled and nobody asked
week-show-missing = Not filled
filter-area = Part of town
filter-carrier = Carrier
week-of-day = Week of the day
week-busy = Only those who have something this week
week-keep-name = Keep this filter as
week-keep = Keep
field-filter_name = Name of the filter
rejection-filters-full = You have kept { $max } filters already. Please delete one first.
week-saved = Kept filters:
week-forget = Delete the filter “{ $name }”
flash-filter_saved = The filter is kept.
flash-filter_forgotten = The filter is deleted.
flash-filter_empty = No filter is set, so there is nothing to keep.
week-column-people = Who
week-urgent = Urgent
week-nobody = nobody yet
week-hold-agreed = agreed
week-hold-asked = asked
week-hold-call = wants a call
week-hold-proposed = proposed
week-until = answer by { $moment }
week-answer-until = Answer by { $moment }.
week-why-review = Waits for your decision.
week-why-not_planned = In no proposal yet.
week-why-proposed = A proposal has somebody for it; nobody is asked yet.
week-why-asked =
    { $count ->
        [one] One person is asked.
       *[other] { $count } people are asked.
    }
week-why-nobody_left = Everybody who was asked said no or did not answer.
week-why-plan = To the proposal
week-empty = There is nothing in this week.
week-empty-filtered = Nothing fits this filter.
week-people-caption = People and what they do, { $week }
week-places-caption = Places and their appointments, { $week }
week-people-empty = No active person fits this filter.
week-legend-free = has time
week-away = away
week-more =
    { $count ->
        [one] one more
       *[other] { $count } more
    }
data-field-social_area = Part of town (Sozialraum)
week-elsewhere = has something elsewhere
