# The pages on which the office takes its own files in and gets everything out again.

nav-import = Import
import-title = Import files
import-lead = Bring your own spreadsheets. You say once what each column means; what is unclear waits for your answer, the rest goes in. Nobody is mailed.
import-todo = To be clarified
import-upload-title = New file
import-upload-failed = The file was not accepted
import-kind = What does the file hold?
import-kind-hint = Best in this order: people and requests name districts, languages and organisations.
import-kind-districts = Districts
import-kind-travel = Travel times
import-kind-languages = Languages
import-kind-fallbacks = Fallback languages
import-kind-programmes = Programmes
import-kind-holidays = School holidays
import-kind-movable_days = Movable days off
import-kind-organisations = Organisations with places and contacts
import-kind-people = Volunteers
import-kind-requests = Requests
import-kind-assignments = Agreed assignments
import-file = File
import-file-hint = Excel workbook (.xlsx) or text file (.csv), at most { $max } MB
import-upload = Look at the file
import-templates = Templates to fill in
import-templates-text = Each template has a header and an example row. Replace the example with your data.
import-template-xlsx = Excel
import-template-csv = CSV
import-runs = Files so far
import-runs-empty = No file imported yet.
import-result = Result
import-words-link = { $count ->
        [one] One explained word
       *[other] { $count } explained words
    }
import-state-matching = Matching columns
import-state-running = Being imported
import-state-done = Imported
import-state-refused = Not readable
import-state-undoing = Being taken back
import-state-undone = Taken back
import-state-discarded = Discarded
import-tally-short = { $added } new, { $changed } changed, { $parked } to be clarified
import-times = { $count } times

import-match-title = Match columns
import-match-lead = “{ $file }” ({ $kind }): what do the columns mean? What you say here holds for later files of this kind as well.
import-match-faults = The file cannot be imported like this yet
import-sheet-choice = Sheet of the workbook
import-sheet-show = Show this sheet
import-your-column = Your column
import-first-rows = First rows
import-means = Means
import-means-for = Meaning of the column “{ $header }”
import-column-letter = Column { $letter }
import-no-examples = empty
import-not-read = do not import
import-guessed = a guess, please check
import-constants = What holds for every row
import-constants-hint = For what your file does not say. Empty means: not said.
import-no-constant = not said
import-marked-title = Some rows stand on red. What does that mean?
import-marked-hint = In many lists red means that somebody has left.
import-marked-ask = Ask row by row
import-marked-left = The person has left
import-marked-skip = Do not import red rows
import-marked-ignore = The colour means nothing
import-match-submit = Go on to the check
import-discard = Discard the file

import-check-title = Check
import-check-refused = The file cannot be imported like this
import-ready = { $count ->
        [one] row is clear
       *[other] rows are clear
    }
import-would-park = { $count ->
        [one] row needs clarifying
       *[other] rows need clarifying
    }
import-skipped = { $count ->
        [one] red row or sum is left out
       *[other] red rows or sums are left out
    }
import-questions = { $count ->
        [one] One word we do not know
       *[other] { $count } words we do not know
    }
import-questions-lead = Each is asked about once; the answer holds for later files as well. When nobody knows, these rows wait until you have asked.
import-question-language = “{ $word }” is which language?
import-question-programme = “{ $word }” is which programme?
import-question-district = “{ $word }” is which district?
import-question-organisation = “{ $word }” is which organisation?
import-question-other = “{ $word }” ({ $label }) means what?
import-question-rows = { $count ->
        [one] In row { $first }
       *[other] In { $count } rows, first in row { $first }
    }
import-answer-later = answer later
import-answer-unclear = unclear, put the rows aside
import-answer-others = All others
import-answers-submit = Remember the answers and check again
import-would-park-why = What remains to be clarified
import-would-park-lead = These rows are put aside. You can correct them one by one afterwards.
import-back-to-columns = Back to the columns
import-start = { $count ->
        [0] Import
        [one] Import one row
       *[other] Import { $count } rows
    }

import-progress = { $percent } % read
import-progress-leave = You can leave this page. The import goes on.
import-undoing-text = The changes of this file are being taken back. You can leave this page.
import-tally-added = { $count ->
       *[other] new
    }
import-tally-changed = { $count ->
       *[other] changed
    }
import-tally-unchanged = { $count ->
       *[other] unchanged
    }
import-tally-parked = { $count ->
       *[other] to be clarified
    }
import-tally-left-out = { $count ->
       *[other] left out
    }
import-to-parked = { $count ->
        [one] Clarify one row
       *[other] Clarify { $count } rows
    }
import-to-doubles = { $count ->
        [one] Look at one possible double
       *[other] Look at { $count } possible doubles
    }
import-remarks = Remarks
import-undo-title = Take back
import-undo-text = You can take this file back until { $until }. What somebody has changed since, or what is in use already, stays.
import-undo-open = Take the file back
import-undo-confirm = { $added } new entries are deleted, { $changed } changed ones get their former state. Rows of this file that were put aside are dropped.
import-undo = Take back now
import-kept-title = { $count ->
        [0] Everything is as before
        [one] One entry has stayed
       *[other] { $count } entries have stayed
    }
import-kept-touched = changed since
import-kept-in-use = in use already
import-subject-district = District
import-subject-travel = Travel time
import-subject-language = Language
import-subject-fallback = Fallback language
import-subject-programme = Programme
import-subject-holiday = School holidays
import-subject-movable_day = Movable day off
import-subject-organisation = Organisation
import-subject-location = Place
import-subject-social_area = Part of town
import-subject-contact = Contact
import-subject-person = Volunteer
import-subject-payment = Payment
import-subject-request = Request
import-subject-assignment = Assignment
flash-import_discarded = The file is discarded. Nothing was changed.
flash-import_words = Remembered. The file was checked again.

parked-title = To be clarified
parked-lead = These rows of your files could not be imported yet. Correct them here or drop them.
parked-row = Row
parked-question = Question
parked-row-number = Row { $row }
parked-ready = can be imported now
parked-retry = Check all again
parked-empty = Nothing to clarify.
parked-empty-filtered = No row fits this selection.
parked-row-title = Clarify row { $row }
parked-faults = This needs clarifying
parked-more = More
parked-save = Take in
parked-drop = Drop the row
parked-drop-hint = Dropped rows are deleted at once.
filter-question = Question
question-words = Unknown word
question-missing = Something is missing
question-reach = Address or number
question-marked = Red row
question-double = Twice in the file
question-dates = Date or time
question-other = Other
flash-parked_solved = The row was imported.
flash-parked_dropped = The row was dropped.
flash-parked_retried = Checked again. What was clear is imported now.

doubles-title = Possible doubles
doubles-lead = These people may be in your pool twice.
doubles-pair = People
doubles-why = Why
doubles-empty = No possible doubles.
double-title = Is this the same person?
double-reason-contact = Both have the same address or number and nearly the same name.
double-reason-name = Both have the same name but other addresses.
double-reason-similar = Both have nearly the same name and live in the same district.
double-lead = When merged, { $first } stays with all agreements, offers and tasks of both.
double-bound = Both are asked or planned for the same request. Please settle that in the request first.
double-property = Property
double-first = Stays
double-second = Becomes part of it
double-hint = Choose for each row what holds. Languages, programmes and proofs are united. Merging cannot be taken back.
double-merge = Merge
double-both = They are two people
double-field-name = Name
double-field-email = E-mail
double-field-phone = Telephone
double-field-channel = Preferred contact
double-field-gender = Gender
double-field-district = District
double-field-mobility = Mobility
double-field-availability = Availability
double-field-state = State
double-field-languages = Languages
double-field-programmes = Programmes
flash-double_merged = The two entries are one now.
flash-double_both = Noted: these are two people.

import-words-title = Explained words
import-words-lead = You explained these words of your files. When one is forgotten, we ask again with the next file.
import-words-empty = No word explained yet.
import-word = Word
import-word-means = Means
import-word-forget = Change
import-word-forget-do = Forget
flash-word_forgotten = Forgotten. We will ask again with the next file.

conflict-changed-meanwhile = Somebody has changed this meanwhile. Please load the page again.
conflict-import-begun = This file is being imported already, or has been.
conflict-import-undo = This file can no longer be taken back: its 24 hours are over, or somebody has done so.

export-title = Export everything
export-lead = All data as tables that can be imported here again: for safekeeping, for an emergency or for moving. Who exports them is written down.
export-narrow = The tables hold your part of the work only, without proofs and money.
export-without = Proofs and payments are left out; the administration takes those out.
export-warning = The tables hold names, addresses and telephone numbers. Please keep them only where the office alone has access, and delete them when they are no longer needed.
export-what = What?
export-whole = Everything in one Excel workbook, one sheet for each kind
export-one = { $kind } as CSV
export-download = Download
first-title = First steps
first-districts = Import districts and travel times
first-districts-hint = Languages, fallbacks, programmes, allowances and school holidays are there already and can be changed.
first-organisations = Import organisations
first-organisations-hint = Schools, day-care centres and others with their places and contacts, just as your table is.
first-people = Import volunteers
first-people-hint = What is unclear is put aside and asked about. Nobody gets an e-mail.
first-rules = Check the rules
first-rules-hint = Lead time, proofs, money, closing days: everything is under master data.
first-requests = Take in a request and plan
first-requests-hint = During the trial nothing leaves. You see whom the proposal chooses and why.
first-real = Start the real operation
first-real-hint = Only then e-mails leave, first a welcome to everyone.
