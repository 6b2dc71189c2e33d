# What is wrong with a file and what to do about it. The place stands before each sentence.

import-at-cell = Row { $row }, column { $column } ({ $header }): “{ $cell }”
import-at-blank-cell = Row { $row }, column { $column } ({ $header })
import-at-missing-column = Row { $row }, column “{ $header }”
import-at-row = Row { $row }
import-at-file = Whole file

import-refused = { $count ->
        [one] The file was not read: one place needs correcting. Nothing was changed.
       *[other] The file was not read: { $count } places need correcting. Nothing was changed.
    }
import-done = Read: { $added } new, { $changed } changed, { $unchanged } unchanged, { $parked } to be clarified.
import-tried = Trial run, nothing was changed. { $added } would be new and { $changed } changed, { $unchanged } would stay as they are, { $parked } would need clarifying.
import-parked-where = { $count ->
        [one] One row is
       *[other] { $count } rows are
    } waiting for an answer: { $url }

import-too-large = The file is larger than { $max } MB. Please split it.
import-empty = The file is empty. Please check whether you chose the right one.
import-workbook-large = Unpacked, the workbook is larger than { $max } MB. Please delete pictures and empty rows, or split it.
import-workbook-broken = The workbook cannot be read. Please open it in Excel or LibreOffice and save it again as “.xlsx”, without a password.
import-workbook-empty = The workbook has no visible sheet. Please show the sheet with the data and save it again.
import-old-workbook = This is an old Excel workbook (.xls). Please save it as “.xlsx” or as “CSV UTF-8”.
import-sheet = The workbook has no such sheet. Possible: { $choices }.
import-marked = This row stands on red in your spreadsheet. Has the person left? Please take the row in or drop it.
import-erased = This person was erased at their own wish and will not be taken in again.
import-full-name = It is not clear which is the first name and which the last. Please write: last name, first name.
import-not-text = This is neither an Excel workbook (.xlsx) nor a text file with columns. Please save the table as “.xlsx” or as “CSV UTF-8 (comma delimited)”.
import-no-rows = There is nothing below the header. Please check whether you chose the right file.
import-too-many-rows = The file has more than { $max } rows. Please split it.
import-too-many-columns = The row has more than { $max } columns. Please check whether the file opens as a table.
import-cell-too-long = There are more than { $max } characters in this cell. Please shorten the text; perhaps a quotation mark is missing.
import-open-quote = Here a text begins with a quotation mark that is never closed. Please add or remove it.
import-more-faults = There are { $count } more faults. Please correct those listed first and read the file again.
import-wrong-kind =
    This file seems to hold { $kind ->
        [districts] districts
        [travel] travel times
        [languages] languages
        [organisations] organisations
        [people] people
       *[requests] requests
    }. Please read it as such or choose another file.

import-missing-column = The column “{ $header }” is missing. Please match one of your file's columns to it or add it.
import-duplicate-column = This column is already under { $first }. Please delete one of the two.
import-column-slip = This header is not known. Do you mean “{ $header }”? Please correct it or delete the column.
import-column-ignored = This column is not known and will not be read.
import-cell-without-header = There is no header above this cell. Perhaps a cell before it holds a semicolon without quotation marks. Please check the row.

import-required = Something is missing here. Please fill the cell.
import-formula = This is a formula. Formulas are not evaluated. Please put the value there.
import-spreadsheet-error = This is an error value of the spreadsheet. Please put the right value there.
import-garbled = The umlauts in this cell are damaged. Please open the original file and save it as “CSV UTF-8”.
import-scientific = The spreadsheet has shortened this number. Please set the column to “text” and enter the number again.
import-choice = This is not known here. Possible: { $choices }.
import-part = “{ $part }” is not known here. Possible: { $choices }.
import-journey-most = When kilometres or tickets are paid, this must say how much there is at most for a journey.
import-number = Please enter a whole number from { $min } to { $max }.
import-duplicate = This entry is already in row { $first }. Please delete one of the two rows.

import-date = This is not a date. Please write it like this: 25.11.2026.
import-date-impossible = There is no such date. Please check day and month.
import-date-year = Please write the date with a year of four digits: 25.11.2026.
import-weekday = The weekday does not fit the date. Please check both.
import-time = This is not a time of day. Please write it like this: 8:00 or 14:30.
import-duration = This is not a length of time. Please write it like this: 60 min or 1.5 h.
import-duration-differs = From begin to end there are { $minutes } minutes. Please correct one of the two or leave the duration out.
import-no-end = It does not say how long it takes. Please enter the end or the duration.
import-hours = Please enter hours per week, for example 6 or 4.5.
import-future = This day is in the future. Please enter the day on which the proof was seen.
import-birth-year = This is not a year of birth. Please write it with four digits: 1988.
import-absence = “{ $part }” is not a span of days. Please write days only, without a reason: 23.11.2026-30.11.2026 or 24.12.2026. Separate several by commas.
import-absence-order = In “{ $part }” the end is before the begin. Please check both days.

import-days-order = The last day lies before the first. Please check both.
import-fallback-same = A language does not stand in for itself. Please check both languages.
import-money = This is no amount. Please write it like this: 350,00 or, for several years, 2025: 100,00; 2026: 350,00.
import-paid-less = More has been paid here than the file says. What is on record stays.
import-programme-code = A key has 2 to 40 characters: small letters, digits, hyphen and underscore.
import-agreed-request = This organisation has no request with this reference. Please import the requests first.
import-agreed-person = This person is not known, or there are several of this name. Please add e-mail or telephone, or import them first.
import-agreed-time = This time does not belong to the request. Please check date and begin.
import-agreed-full = All places of this request are taken already.

import-several-emails = There are several addresses here. Please enter only one.
import-several-phones = There are several numbers here. Please enter only one.
import-channel-email = The person wants to be asked by e-mail. Please add the address or change the way of contact.
import-channel-phone = The person wants to be asked by telephone. Please add the number or change the way of contact.
import-unreachable = The person has neither e-mail nor telephone. Please add one of them or set the way of contact to “letter”.
import-postcode = This is not a postcode. Please enter five digits.
import-district = There is no such district. Possible: { $choices }.
import-district-near = There is no such district. Do you mean “{ $near }”?
import-district-none = There are no districts yet. Please read them first.
import-programme = There is no such service. Possible: { $choices }.
import-language = “{ $part }” is not a known language. Please check the spelling or add the language first.
import-language-near = “{ $part }” is not a known language. Do you mean “{ $near }”?
import-language-ambiguous = “{ $part }” can mean several: { $choices }. Please ask and write the exact language.
import-language-level = The level of “{ $part }” is missing. Please add A1 to C2 or “native”.
import-language-code = A short name has 2 to 20 characters: small letters, digits and hyphens, for example ar-levant.
import-iso = A code of ISO 639-3 has three letters, for example apc.
import-needs-language = “{ $programme }” needs at least one language. Please add it with its level.
import-note-german = “{ $programme }” needs German from { $level }. Until that is entered the person is not planned for it.
import-note-minor = The year does not tell whether the person is of age. Please enter the proof by hand later.

import-organisation = This organisation is not known. Please check the name or read it first.
import-organisation-near = This organisation is not known. Do you mean “{ $near }”?
import-no-carrier = This is no carrier. Please name an organisation whose kind is “carrier”.
import-organisation-kind = Row { $first } gives another kind for the same organisation. Please make them agree.
import-organisation-place = This organisation has no place yet. Please add it first.
import-organisation-contact = This organisation has no contact yet. Please add an e-mail address here.
import-place = The organisation has no such place. Possible: { $choices }.
import-contact-email = The contact has no e-mail address. Please add it.
import-contact-unknown = The organisation has no such contact yet. Please add the e-mail address.
import-request-language = This service needs a language. Please enter it.
import-gender-missing = It says “required”, but no gender. Please enter it or delete “required”.
import-duplicate-reference = Row { $first } has this reference for the same organisation already. Please change one of the two.

import-availability-unknown-word = “{ $part }” cannot be understood. Please write days and times only: Mon-Fri 8-13; Thu 14-18:30.
import-availability-vague-time = “{ $part }” does not say from when to when. Please write times: Mon-Fri 8-13.
import-availability-bad-time = “{ $part }” is not a time. Please write it like this: 8 or 8:30.
import-availability-bad-date = “{ $part }” is not a date. Please write it with its year: 25.11.2026.
import-availability-no-day = In “{ $part }” the weekday is missing. Please write for example: Mon 8-13.
import-availability-no-time = In “{ $part }” the time is missing. Please write for example: Mon 8-13.
import-availability-no-end = The end of “{ $part }” is missing. Please write for example: 14-18.
import-availability-end-before-start = In “{ $part }” the end is not after the begin. Please split times over midnight into two days.
import-availability-single-date = “{ $part }” is a single day. Only weekly times stand here; a date can follow “from”, “until” or “except”.
import-availability-rhythm = In “{ $part }” the distance of the weeks is wrong. Please write for example: every 2 weeks from 30.11.2026.
import-availability-rhythm-start = “{ $part }” does not say which week counts. Please add for example: from 30.11.2026.
import-availability-until-before-from = In “{ $part }” “until” is before “from”. Please check both days.
import-availability-too-long = These are too many times for one person. Please summarise them.
