# Master data: what the office keeps, its forms, the history, the archive.

nav-data = Master data
data-lead = What the office decides once. Every change is in the history and can be undone.

flash-saved = Saved. “History” says what has changed.
flash-unchanged = There was nothing to change.
flash-created = Added.
flash-undone = The change has been undone.
flash-archived = It is in the archive now and no longer offered.
flash-restored = It is back from the archive.
flash-deleted = Deleted.

conflict-record-changed = Somebody else has just changed the same thing. Please look at what is there now.
conflict-undo-late = This change can no longer be undone, because something was changed after it. Please enter the old value by hand.
conflict-record-in-use = By now something depends on it. It can no longer be deleted; put it into the archive instead.

data-kinds-programme = Programmes
data-kinds-language = Languages
data-kinds-district = Districts and travel
data-kinds-location = Places
data-kinds-contact = Contacts
data-kind-person = Volunteer
data-kind-organisation = Organisation
data-kind-location = Place
data-kind-contact = Contact
data-kind-programme = Programme
data-kind-language = Language
data-kind-district = District
data-about-programme = Language mediation, parent training, companions: what each programme asks of volunteers and how it is planned.
data-about-language = Languages with their varieties, and who can stand in for whom if need be.
data-about-district = The parts of the city and how long it takes from one to another.
data-detail-programme = Role
data-detail-language = Own name
data-detail-district = Code
data-new-person = Add a volunteer
data-new-organisation = Add an organisation
data-new-location = Add a place
data-new-contact = Add a contact
data-new-programme = Add a programme
data-new-language = Add a language
data-new-district = Add a district
data-none-location = No place yet. Without a place the organisation cannot ask.
data-none-contact = No contact yet. Without one the organisation cannot ask.

data-part-main = Details
data-part-name = Name
data-part-contact = Contact
data-part-languages = Languages
data-part-work = Programmes and limits
data-part-reach = Where
data-part-times = Times
data-part-proofs = Proofs
data-part-state = State
data-part-demands = What is asked for
data-part-planning = Planning
data-part-fallbacks = Who can stand in
data-part-travel = Travel

data-field-name = Name
data-field-kind = Kind
data-field-place_name = Name of the place
data-field-street = Street and number
data-field-postcode = Postcode
data-field-town = Town
data-field-district = District
data-field-meeting_point = Meeting point
data-field-email = E-mail address
data-field-phone = Phone
data-field-first_name = First name
data-field-last_name = Last name
data-field-gender = Gender
data-field-channel = How does the person want to be asked?
data-field-ui_language = Language of mails
data-field-languages = Languages
data-field-programmes = Programmes
data-field-modes = Ways of taking part
data-field-max_minutes_week = At most minutes a week
data-field-max_assignments_day = At most assignments a day
data-field-mobility = Gets around by
data-field-everywhere = Goes to every district
data-field-districts = Goes only to
data-field-availability = Times
data-field-absences = Away
data-field-proofs = Proofs
data-field-state = State
data-field-name_de = Name (German)
data-field-name_en = Name (English)
data-field-role_de = What a person is called (German)
data-field-role_en = What a person is called (English)
data-field-position = Order in lists
data-field-needs_language = A request must name a language
data-field-language_min = Level of the language asked for, at least
data-field-german_min = German at least
data-field-proofs_needed = Proofs that must hold on the day
data-field-max_minutes = Longest assignment in minutes
data-field-case_limit = At most so often the same person for the same case
data-field-backups = Substitutes for each seat
data-field-weights = Weights of the planning
data-field-autonym = The language’s own name
data-field-iso639_3 = ISO code (639-3)
data-field-variety = Variety
data-field-fallbacks = Who can stand in
data-field-code = Code
data-field-travel = Ways from here

data-hint-place_name = Leave empty when the place is called like the organisation.
data-hint-meeting_point = For example: school office, first floor.
data-hint-gender = Voluntary. Counts only when a request asks for it.
data-hint-languages = Please enter German too. Emptying a row removes the language. After saving there are new empty rows.
data-hint-max_minutes_week = Empty means: no limit.
data-hint-max_assignments_day = Empty means: no limit.
data-hint-districts = Counts only when “every district” above is not ticked.
data-hint-availability = For example: Mon 8-13; Thu 14-18:30; Sat 10-14 every 2 weeks from 05.12.2026 except 19.12.2026.
data-hint-absences = First and last day. No reason is asked for, and none is written down.
data-hint-proofs = Only that you have seen the proof, and when. The paper itself is not kept.
data-hint-role_de = With a colon, for example: Sprachmittler:in.
data-hint-case_limit = Empty means: no limit. Counted for each case code.
data-hint-weights = Only what is to differ from the default. “Knows the case” below 0 means: rather change, above 0: rather the same person.
data-hint-iso639_3 = Three letters, for example ara for Arabic.
data-hint-fallbacks = Whoever speaks this language can stand in for the one asked for: 95 means nearly always, 60 with effort. Below 80 you confirm every single case.
data-hint-code = Short and without spaces. It cannot be changed later.
data-hint-travel = Minutes from door to door, within the district too. A changed time holds in both directions.
data-hint-state = On a break and “left” mean: not planned with, not asked. Agreed assignments stay.

data-column-language = Language
data-column-level = Level
data-column-from = from
data-column-to = to
data-column-proof = Proof
data-column-checked = Checked on
data-column-valid = Valid until
data-column-weight = What
data-column-points = Points
data-column-quality = Works to per cent
data-column-district = To
data-column-public_transport = Bus and train
data-column-car = Car
data-row = row { $number }

weight-travel = Travel
weight-variety = Exact variety
weight-option = Preferred time
weight-gender = Wish for a gender
weight-preferred = Times the person likes
weight-known = Knows the case
weight-topic = Knows the subject
weight-newcomer = Include new people
weight-scarce = Spare rare languages
mail-language-de = German
mail-language-en = English

data-day-mo = Monday
data-day-tu = Tuesday
data-day-we = Wednesday
data-day-th = Thursday
data-day-fr = Friday
data-day-sa = Saturday
data-day-su = Sunday
data-week-hint = Two spans a day, every week. Rarer or limited times are in the text below and stay as they are.
data-week-from = { $day }, span { $number }, from
data-week-to = { $day }, span { $number }, to
data-week-text = The same as a text

data-edit = Edit
data-edit-work = Edit programmes and limits
data-edit-title = Edit { $title }
data-save = Save
data-save-anyway = Save my values
data-cancel = Cancel
data-editing = Being edited: { $name }, since { $since }
data-conflict-title = Somebody else has changed the same thing meanwhile
data-conflict-text = Nothing is saved yet. What you typed is in the fields, what is stored stands above. Leave what is to hold and save again.
data-theirs-by = { $name } saved at { $time }:
data-theirs = Saved meanwhile:
data-nothing = nothing

data-history-title = History
data-history-of = History: { $title }
data-history-none = No change yet.
data-history-all = The whole history ({ $count } entries)
data-history-kept = Who changed what and when. Values before and after are deleted after 24 months, those of people with the person.
data-action-created = Added
data-action-changed = Changed
data-action-undone = Undone
data-action-archived = Put into the archive
data-action-restored = Brought back from the archive
data-action-deleted = Deleted
data-action-erased = Data of the person erased
data-before = before:
data-after = now:
data-undo = Undo

data-filter-archive = Show
data-current = Current
data-archive = Archive
data-archive-count = Archive ({ $count })
data-archived = In the archive
data-archived-suffix = (archive)
data-empty = Nothing here yet.
data-empty-filtered = Nothing fits this choice.
data-requests = Requests of this organisation
data-remove = Delete or archive
data-restore = Bring back from the archive
data-remove-title-delete = Delete “{ $title }”?
data-remove-title-archive = Put “{ $title }” into the archive?
data-remove-title-restore = Bring “{ $title }” back from the archive?
data-remove-text-delete = Nothing depends on it. This cannot be undone.
data-remove-text-archive = It cannot be deleted, because something depends on it. In the archive everything can still be read but is no longer offered; it can be brought back at any time. What depends on it:
data-remove-text-restore = After that it is offered again.
data-remove-button-delete = Delete for good
data-remove-button-archive = Put into the archive
data-remove-button-restore = Bring back
data-reference-requests =
    { $count ->
        [one] 1 request
       *[other] { $count } requests
    }
data-reference-people =
    { $count ->
        [one] 1 volunteer
       *[other] { $count } volunteers
    }
data-reference-places =
    { $count ->
        [one] 1 place
       *[other] { $count } places
    }

rejection-twice = This is in another row already. Please enter it once only.
rejection-week-both = You changed the grid and the text differently. Please change only one of them.
rejection-money-range = Please enter an amount up to { $max } euros.
rejection-key = Only letters without accents, digits, hyphens and underscores, at most { $max } characters, please.
rejection-key-taken = This exists already. Please choose another name or code.
rejection-name-taken = There is an organisation of this name already, perhaps in the archive.
rejection-channel-email = Whoever wants to be asked by e-mail needs an e-mail address.
rejection-channel-phone = Whoever wants to be called or to get an SMS needs a phone number.
rejection-districts-none = Please choose at least one district or “every district”.
rejection-fallback-self = A language cannot stand in for itself.

data-part-refusals = Refusing and passing on
data-part-money = Money
data-field-location_kind = Kind of place
data-field-contact_kind = Kind of contact
data-field-preferred = Preferred times
data-field-max_minutes_month = At most minutes a month
data-field-max_assignments_week = At most assignments a week
data-field-max_minutes_assignment = At most minutes per assignment
data-field-earliest = Not before
data-field-latest = Not after
data-field-regime = What bounds the earnings
data-field-renewals = Rules about the proofs
data-field-public_only = Public rooms only
data-field-runs_in_holidays = Takes place in school holidays too
data-field-bundles = Rather the same person for several talks at one place on one day
data-field-topics = Has learned about
data-field-early_calls = Calls from 6:30
data-field-reminders = Reminders
data-field-thanks = Thanks
data-field-second_language = Second language of mails
data-field-lead_workdays = Working days from which no reason is needed
data-field-shows_phone = Organisations see the person’s phone number once confirmed
data-field-refusals = Reasons for refusing
data-field-refer_to = Pass refused requests on to
data-field-tariffs = Allowance
data-field-repeat_months = Months in which assignments to the same case are counted
data-field-team_minutes = Suggest two people from so many minutes on
data-field-importance = What is how important
data-hint-location_kind = The address of a protected place is in no mail and on no print.
data-hint-contact_kind = A shared mailbox is read by several people; each request there says who it is from.
data-hint-preferred = Only when the person likes some times better. For example: Tue, Thu 9-12.
data-hint-regime = Empty means: as the programme says.
data-hint-renewals = After how many months a proof must be seen again, and how old it may be then.
data-hint-refusals = The organisation sees the reason and what helps instead before sending. What is not here is allowed.
data-hint-tariffs = The first block is always paid whole, then each step once begun. New rates get a first day of their own. Volunteers say kilometres and tickets after the appointment; plans reckon with the most. When the organisation cancels late, the cancellation fee is paid; nothing if left empty, and late means less than 24 hours ahead.
data-hint-importance = What is missing here counts as normal; "Knows the subject", "Include new people" and "Spare rare languages" count only once they stand here.
data-column-understands = Understands (if different)
data-column-issued = Issued on
data-column-version = Version
data-column-importance = How important
data-column-renew_months = Again after months
data-column-max_age_months = At most so many months old
data-column-regular_only = Holds for
data-column-reason = Reason
data-column-refuses = What holds
data-column-instead = What helps instead
data-column-first_minutes = First block (minutes)
data-column-first_cents = First block (euros)
data-column-step_minutes = Step (minutes)
data-column-step_cents = Step (euros)
data-column-remote_first_cents = First block (euros)
data-column-remote_step_cents = Step (euros)
data-column-travel_cents = Flat (euros)
data-column-journey_km_cents = Per kilometre (euros)
data-column-journey_free_km = Of it unpaid (km)
data-column-journey_tickets = Tickets
data-column-journey_most_cents = At most (euros)
data-group-on_site = On site
data-group-remote = Telephone and video, when different
data-group-journey = Journey
data-group-late = Late cancellation by the organisation
data-row-title = Rate { $number }
data-row-new = Enter a new rate
tickets-on = yes
rejection-journey-most = When kilometres or tickets are paid, please say how much there is at most for a journey.
data-column-late_hours = Late from (hours)
data-column-late_cents = Pay when called off late (euros)
importance-high = important
importance-normal = normal
importance-none = does not matter
regular-on = courses and groups only
refuses-yes = is refused
refuses-no = is allowed
location-kind-public = Public room
location-kind-home = Private home
location-kind-protected = Protected place
contact-kind-person = One person
contact-kind-mailbox = Shared mailbox
data-refusal-legal_effect = Legal effect (police, court, lawyer, paternity)
data-refusal-special_support = Procedure for special educational support (AO-SF)
data-refusal-medical = Medicine or therapy
data-refusal-no_professional = No professional takes part
data-refusal-recurring = Regular company of the same person
data-refusal-private = Private person or private organisation
data-refusal-lesson = Lessons or an outing
data-refusal-written = Written translation
data-refusal-third_party = On behalf of somebody else
data-refusal-area = Outside of the area
data-refusal-not_public = Not a public room
data-refusal-too_late = Too late
data-refusal-nobody = Nobody available
data-refusal-money = Money spent

data-kinds-calendar = Office calendar
data-kinds-holidays = School holidays
data-kinds-exclusion = Not to be brought together
data-kinds-funding = Funds
data-kinds-regime = Limits of earnings
data-kind-calendar = Closures, phone hours and cover
data-kind-holidays = Nothing is planned in school holidays, unless a programme takes place then
data-kind-exclusion = Exclusion
data-kind-funding = Funds
data-kind-regime = Limit
data-about-calendar = When the office is closed, when somebody is on the phone, and who covers.
data-about-holidays = Holidays of the state. The program computes public holidays itself; movable days off stand with each school.
data-about-exclusion = Ties, and people who are not to meet. No reasons are written down.
data-about-funding = What allowances are paid from and how much is in it.
data-about-regime = What the law leaves to volunteers in a year or month, with the day from which it holds.
data-detail-exclusion = Not with
data-detail-funding = Period
data-detail-regime = Holds today
cap-amount-year = { $amount } a year
cap-amount-month = { $amount } a month
data-new-exclusion = Add an exclusion
data-new-funding = Add funds
data-new-regime = Add a limit
data-part-reachable = Phone hours
data-part-closures = Closed
data-part-cover = Cover
data-part-movable = Movable days off
data-field-phone_hours = Somebody is on the phone
data-field-closures = The office is closed
data-field-covers = Who covers
data-field-school_holidays = School holidays
data-field-movable_days = Movable days off of this school
data-field-person = Volunteer
data-field-exclusion = Kind
data-field-not_organisation = Not at this organisation
data-field-not_person = Not together with this person
data-field-not_case = Not for this case code
data-field-programme = For this programme only
data-field-first_day = First day
data-field-last_day = Last day
data-field-amount = Amount in euros
data-field-spent = Already spent before (euros)
data-field-amounts = Amounts
data-hint-phone_hours = For example: Mon-Thu 8-12, 13-16; Fri 8-12.
data-hint-closures = Promises such as “answer by …” skip these days.
data-hint-covers = Name and number stand in mails and tasks during this time.
data-hint-school_holidays = First and last day of the holidays.
data-hint-movable_days = Nothing is planned for this school on these days.
data-hint-person = Type the name and choose.
data-hint-not_organisation = Please fill in exactly one of the three fields.
data-hint-amount = Empty means: not bounded here.
data-hint-amounts = When the law changes the amount, it gets a new row with its first day.
data-column-name = Name
data-column-phone = Phone
data-column-email = E-mail
data-column-holiday = Holidays
data-column-day = Day
data-column-amount = Amount (euros)
data-column-period = Per
data-reference-payments =
    { $count ->
        [one] 1 payment
       *[other] { $count } payments
    }
data-runs-out = School holidays are known until { $date } only
data-runs-out-text = Please enter the next school years. After that the program takes every working day for a school day.
school-holiday-autumn = Autumn holidays
school-holiday-christmas = Christmas holidays
school-holiday-easter = Easter holidays
school-holiday-whitsun = Whitsun holidays
school-holiday-summer = Summer holidays
school-holiday-other = Other days off
exclusion-conflict = Tie
exclusion-not_together = Not to be brought together
cap-period-year = Calendar year
cap-period-month = Calendar month

rejection-phone-hours = Phone hours are the same every week. Please leave out “until”, “except” and “every 2 weeks”, and enter each begin once only.
rejection-spans-overlap = Two holidays overlap. Please check the days.
rejection-name-nearly = Nobody has exactly this name. Did you mean: { $names }?
rejection-name-unknown = There is nobody of this name. Please type it as the suggestions show it.
rejection-exclusion-self = Please choose another person.
rejection-exclusion-one = Please fill in exactly one: organisation, person or case code.
rejection-nobody-chosen = Please tick at least one entry of the list.

bulk-title = Change several at once
bulk-open = Change those ticked
bulk-pick = Choose { $name }
bulk-people =
    { $count ->
        [one] 1 person is ticked.
       *[other] { $count } people are ticked.
    }
bulk-what = What is to be done?
bulk-action-add_programme = Add a programme
bulk-action-remove_programme = Take a programme away
bulk-action-set_district = Set the district
bulk-action-training = Note basic training (day)
bulk-action-set_state = Set the state (active, on a break, left)
bulk-action-set_channel = Set the way to be asked
bulk-next = Next
bulk-preview = Show a preview
bulk-change =
    { $count ->
        [0] Nothing changes for anybody
        [one] Something changes for 1 person
       *[other] Something changes for { $count } people
    }
bulk-same =
    { $count ->
        [one] For 1 person it is so already.
       *[other] For { $count } people it is so already.
    }
bulk-not =
    { $count ->
        [one] Not possible for 1 person
       *[other] Not possible for { $count } people
    }
bulk-do =
    { $count ->
        [one] Change 1 person
       *[other] Change { $count } people
    }
bulk-back = To the list
bulk-done-title = Several changed
bulk-done =
    { $count ->
        [one] 1 person was changed. It is in their history.
       *[other] { $count } people were changed. It is in their history.
    }
bulk-undo-until = It can be undone until { $moment }. Whoever was changed after it stays as they are.
bulk-undone = This was undone.
flash-undone_partly = Undone, except for people who were changed again after it.

leave-open = Break or erase
leave-crumb = Break or erase
leave-title = { $name }: a break, or erase?
leave-pause-title = Take a break
leave-pause-text = The person is not planned with and not asked. All details stay, agreed assignments too. They can come back at any time.
leave-pause = Note a break
leave-active = Active again
leave-erase-title = Erase the person
leave-refill = To be filled again
leave-refill-text = We ask the next people for these assignments at once; organisations are told.
leave-asked =
    { $count ->
        [one] 1 open question to the person is withdrawn.
       *[other] { $count } open questions to the person are withdrawn.
    }
leave-now = Erased at once
leave-now-text = Name, phone, e-mail address, gender, languages, times, absences, programmes, proofs, limits, exclusions and all values in the history. Mails to the person that have not left are dropped.
leave-later = What stays
leave-past =
    { $count ->
        [0] No earlier assignments.
        [one] 1 earlier assignment, without a name, for statistics.
       *[other] { $count } earlier assignments, without a name, for statistics.
    }
leave-payments = Payments until { $date } (kept by law).
leave-sure = Yes, the data of this person are to be erased. This cannot be undone.
leave-erase = Erase for good
flash-erased = The person’s data are erased.
conflict-not-sure = Please tick the box to confirm the erasure. Nothing has happened.

search-title = Search
search-hint = Name, phone number, e-mail address, language or number of a request
search-placeholder = Search
search-submit = Search
search-people = Volunteers
search-organisations = Organisations
search-requests = Requests
search-languages = Who speaks …
search-request = Request no. { $number }
search-all = Show all { $count }
search-none = Nothing found. Typing errors and umlauts do not matter; try another part of the name.
search-begin = Typing errors and missing umlauts do not matter.
data-field-value = Value
data-field-people = Those ticked
