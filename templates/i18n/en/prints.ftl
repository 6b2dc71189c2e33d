# What the office prints: the week for the wall and for the desk, letters, the emergency folder.

prints-title = Print
print-kind-notice = Notice
print-kind-folder = Work folder
print-about-notice = For the wall: time, place, language and first names. No telephone numbers, no protected places, nothing about families.
print-about-folder = For the desk: with names, telephone numbers, contacts and stand-ins. Not for the wall.
print-do-notice = Print the notice
print-do-folder = Print the work folder
print-last = printed last { $moment }
print-changed-since =
    { $count ->
        [one] One change since the last print
       *[other] { $count } changes since the last print
    }
print-current = The last print still holds
print-hint = Print this page with your browser (Ctrl + P), A4 landscape. It leaves out the head and foot of the page.
print-not-for-walls = Not for the wall
print-as-of = As of { $moment }
print-changes =
    { $count ->
        [0] No change since the last print ({ $moment })
        [one] One change since the last print ({ $moment })
       *[other] { $count } changes since the last print ({ $moment })
    }
print-changed = changed
print-gone = No longer on this sheet:
print-where = Where
print-contact = Contact
print-on-site = On site:
print-open = still open
print-wanted = { $count } people wanted
print-phone = Tel.
print-backups = Stand-ins:
print-protected = Address is not printed
emergency-title = Emergency folder
emergency-about = For the day on which network or program fail: today and the next five working days with telephone numbers, whom to call, and whatever is still open.
emergency-hint = Print this page, or put the file where you can open it without the network. It holds names and telephone numbers: please keep it locked away.
emergency-file = Download as a file
emergency-open-page = Open the emergency folder
emergency-folder = Every evening from 18:00 it is also written as a file to the folder { $folder }.
emergency-written = Written last: { $moment }.
emergency-unwritten = There is none yet.
emergency-cover = Cover { $from } to { $to }: { $name }, tel. { $phone }.
emergency-closed = The office is closed on { $day }.
emergency-calls = Whom to call
emergency-no-calls = Nobody has to be called.
emergency-why = Why
emergency-about-column = What about
emergency-done = Done
emergency-open = Open after that
emergency-no-open = Nothing is open after that.
letters-title = Letters
letters-about = For everybody who has something to do this week and gets no e-mail: one sheet each.
letters-count =
    { $count ->
        [0] Nobody needs a letter.
        [one] One letter
       *[other] { $count } letters
    }
letters-open = Look at the letters
letters-hint = Print this page with your browser (Ctrl + P), A4 portrait. Each letter begins on a new sheet.
letters-none = Nobody needs a letter this week.
letter-subject = Your appointments from { $from } to { $to }
letter-greeting = Dear { $name },
letter-text = you have agreed to these appointments:
letter-what = What for
letter-protected = We tell you the place by telephone.
letter-cannot = Can you not come after all? Please call us as early as you can: { $phone }.
letter-thanks = Thank you for helping!
