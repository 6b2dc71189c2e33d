# Why an input was not accepted, and what to do now.

rejection-required = Please fill in this field.
rejection-too-long = Please shorten the text to { $max } characters at most.
rejection-email = This is not an e-mail address. Please enter it like this: name@example.org.
rejection-email-not-ascii = This e-mail address contains umlauts or other special characters that not every mail server can carry. Please give an address without them.
rejection-phone = This is not a telephone number. Please enter at least five digits, for example 02381 123456.
rejection-date = There is no such date. Please enter it like this: 25.11.2026.
rejection-time = There is no such time. Please enter it like this: 14:30.
rejection-time-gap = This time does not exist on that day because the clocks go forward. Please choose a time before or after.
rejection-time-ambiguous = This time exists twice on that day because the clocks go back. Please choose a time before or after.
rejection-end-before-start = The end is before the start. Please check both times.
rejection-past = This date is in the past. Please choose a later one.
rejection-too-far-ahead = This date is too far in the future. Please choose an earlier one.
rejection-lead-time = Without a reason the earliest possible date is { $earliest } (5 working days). Earlier? Please say briefly why it is urgent.
rejection-too-many =
    { $max ->
        [one] Only one entry is possible here. Please remove the others.
       *[other] At most { $max } entries are possible here. Please remove the others.
    }
rejection-number = Please enter a whole number.
rejection-number-range = Please enter a number from { $min } to { $max }.
rejection-unknown-choice = There is no such choice. Please pick one from the list.
rejection-holiday = That day is a public holiday. Please choose another day.
rejection-weekend = That day is a Sunday. Please choose another day.
rejection-rules = Please accept the rules so that we can take your request.
rejection-option-overlap = Two of your dates overlap. Please change one of them.
rejection-too-long-assignment = An assignment may take { $max } minutes at most. Please shorten it or split it up.
rejection-too-short-assignment = An assignment takes { $min } minutes at least. Please check start and end.
rejection-language-required = Please choose the language that the family speaks at home.
rejection-mode = That is not possible in this programme. Please choose another way.
rejection-form-expired = This form was open for too long. Your entries are still there: please send it again.
rejection-stale = Someone else has changed these entries in the meantime. Please check the new values and save again.
rejection-password-short = The password is too short. Please use at least { $min } characters.
rejection-password-common = This password is too well known. Please choose another one.
rejection-password-mismatch = The two passwords differ. Please enter the same one twice.
rejection-code-wrong = This code is wrong or has been used. The app shows a new one every 30 seconds.
rejection-password-wrong = The present password is wrong.
rejection-role-missing = Please give the person at least one duty.
rejection-role-whole = “Administration” always holds for all of the work and cannot be narrowed.
rejection-address-taken = There is an account with this address already.
