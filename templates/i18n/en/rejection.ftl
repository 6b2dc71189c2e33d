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
rejection-person-outside-reach = This person does not belong to your part of the work. Please check programmes, district and carrier.
rejection-outside-reach = This lies outside your part of the work. Please check programme and place.
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
rejection-absence-order = The last day lies before the first.
rejection-absence-range = Please give days that are not over and at most two years ahead.
rejection-absence-many = There are very many absences already. Please delete one first.
rejection-chances-unclear = Please give programme, language and at least one time with day, begin and duration. Then we tell you whether it can work.
rejection-contacts-many = There are very many contacts already. Please call us.
rejection-day-cells = Line { $line }: please three or four entries with semicolons: time; room or teacher; language; sign. Read: { $part }
rejection-day-time = Line { $line }: “{ $part }” is no time. Please like this: 15:00
rejection-day-language = Line { $line }: we do not know the language “{ $part }”.
rejection-day-variety = Line { $line }: with “{ $part }” the variety matters. Please write it out, as in the form for a single request.
rejection-day-names = Line { $line }: “{ $part }” looks like a name. Please a sign of at most five characters only, no names of children or parents.
rejection-day-long = Line { $line }: please at most 200 talks at once.
rejection-availability-unknown-word = We do not understand “{ $part }”. Please like this: Mo-Fr 8-13
rejection-availability-vague-time = “{ $part }” is too vague. Please give times, for example: Mo 8-12
rejection-availability-bad-time = “{ $part }” is no time. Please like this: 8-13 or 8:30-13
rejection-availability-bad-date = “{ $part }” is no date. Please like this: 30.11.2026
rejection-availability-no-day = “{ $part }” has no weekday. Please like this: Mo 8-13
rejection-availability-no-time = “{ $part }” has no time. Please like this: Mo 8-13
rejection-availability-no-end = “{ $part }” does not say until when. Please like this: Mo 14-18
rejection-availability-end-before-start = “{ $part }” ends before it begins. Please write times over midnight as two days.
rejection-availability-single-date = “{ $part }” is a single day. Here stand only times that repeat.
rejection-availability-rhythm-start = “{ $part }” does not say in which week it begins. Please like this: Sa 10-14 alle 2 Wochen ab 28.11.2026
rejection-availability-rhythm = We do not understand the rhythm “{ $part }”. Please like this: alle 2 Wochen ab 28.11.2026
rejection-availability-until-before-from = “{ $part }” ends before it begins.
rejection-availability-too-long = That is too long. Please write less.
