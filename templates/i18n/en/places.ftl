# Places of the organisation, looking for a language
places-title = Our places
places-lead = This is where volunteers come to. What you change holds for requests that are still open as well.
places-none = No place yet.
places-meet = Meeting point: { $point }
places-edit = Change
places-add = Add a place
places-change = Change a place
places-save = Save
places-name-hint = Only if you have several places, such as “North branch”.
places-district-hint = We use it to find people for whom the way is right.
places-point-hint = For example “School office, 1st floor”.
field-place_name = Name of the place
field-street = Street and number
field-postcode = Postcode
field-town = Town
field-point = Meeting point
flash-place_kept = The place has been saved.
rejection-postcode = A postcode has five digits.
rejection-places-many = There cannot be more than 50 places. Please give us a call.
language-question = Which language does the family speak at home?
language-search-hint = Type the first letters and choose from the list. You also find own names such as “Kurmancî” or “العربية”. With Arabic, Kurdish and Persian the variety matters.
rejection-language-unclear = This can mean several: { $names }. Please choose the variety.

# Before the session ends
session-warning-title = You will be signed out soon
session-warning-before = Because nothing was clicked for a while, your session ends in
session-warning-minutes = minutes. What you have typed is kept.
session-warning-over = Your session has ended. Send your form all the same: after signing in, everything is still there.
session-warning-stay = Stay signed in
