# Frame of every page, start page, signing in, legal pages, errors, mailbox of the demo.

skip-to-content = Skip to content
language-choice = Language of this page
menu = Menu
nav-label = Main menu
footer-label = Legal
crumbs-label = Where you are
phone = Telephone
optional = optional
please-choose = Please choose
or = or
back = Back
logout = Sign out
area-public = Passgenau – finding the right volunteer
area-office = Passgenau – Coordination
area-school = Passgenau – For schools and organisations
area-person = Passgenau – For volunteers
area-demo = Passgenau – Demo

date-range = { $from } to { $to }
since = since { $moment }
people-count =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
request-number = No. { $number }
request-title = Request no. { $number }
options-more =
    { $count ->
        [one] or 1 other time
       *[other] or { $count } other times
    }
times-title =
    { $count ->
        [one] Time
       *[other] Possible times
    }
place-title = Place
meeting-point = Meeting point
fact-programme = Service
fact-occasion = Occasion
fact-mode = Mode
fact-people = Number
fact-contact = Contact
not-given = not given
pager-label = Pages
pager-previous = Back
pager-next = Next
pager-page = Page { $page } of { $pages }
list-count =
    { $total ->
        [0] No entries
        [one] 1 entry
       *[other] { $first }–{ $last } of { $total }
    }
cancel-title = Call off request no. { $number }?
cancel-submit = Yes, call it off
cancel-final = This cannot be undone. You can send a new request at any time.
faults-title =
    { $count ->
        [one] Please check one entry
       *[other] Please check { $count } entries
    }

start-title = Start
start-heading = The right person when parents and school want to understand each other
start-lead = Schools ask, volunteers help, and we bring them together: interpreting, accompaniment and courses in our city.
start-entrances-title = Three entrances
start-school = Schools and organisations
start-school-text = You have a link of your own. With it you send a request in three minutes and see how far it is. You need no password.
start-volunteer = Volunteers
start-volunteer-text = We ask you by e-mail or telephone when something suits you. You answer with one click. You may always say no.
start-volunteer-join = Would you like to help, too?
start-office = Coordination
start-office-text = For the staff of the coordination office.
start-demo-title = The demo in four steps
start-demo-lead = All names and schools are invented. No e-mail is sent; all of them land in the mailbox of the demo.
start-demo-school = A school asks
start-demo-school-text = { $school } has been given this link. Send a request and see how far the others are.
start-demo-school-open = Open as school
start-demo-office = The office plans
start-demo-office-text = Sign in, compute a proposal and send the requests to the volunteers.
start-demo-password-terminal = stands in the window in which you started the demo
start-demo-office-open = Sign in
start-demo-volunteer = Whoever is asked answers
start-demo-volunteer-text = { $name } has been asked. The page opens from the e-mail, without a password.
start-demo-volunteer-none = Once requests have been sent, the link a volunteer gets stands here.
start-demo-volunteer-open = Open as { $name }
start-demo-mail = Everyone sees their e-mails
start-demo-mail-text = Every e-mail that would have left the house, with calendar entry and links to click.
start-demo-mail-open = Open the mailbox

demo-label = Demo
demo-note = Demo with invented data
demo-entrances = Entrances
demo-mailbox = Mailbox of the demo
demo-mailbox-lead = What would really go to the recipients lies here as files. Newest first.
demo-mailbox-empty = No e-mail yet. Send a request or publish a proposal; after a publication the mails are held back for a few minutes.
demo-mail-subject = Subject
demo-mail-from = From
demo-mail-to = To
demo-mail-date = Date
demo-mail-calendar = Calendar entry
demo-mail-text = As text
demo-mail-html = As in a mail program

login-title = Sign in
login-submit = Sign in
login-wrong = The e-mail address or the password is not right.
login-throttled =
    { $minutes ->
        [one] Too many tries. Please wait a minute.
       *[other] Too many tries. Please wait { $minutes } minutes.
    }
login-required = Please sign in to see this page.
login-ended = You are signed out.
login-lost = Forgotten your password? Whoever looks after the accounts at your office gives you a new link. Or:
welcome-title = Set your password
welcome-heading = Welcome, { $name }
welcome-lead = Please set your password. Then sign in with your e-mail address and this password.
welcome-password-hint = At least 12 characters. A sentence is easier to remember than a riddle. Umlauts and spaces are fine.
welcome-submit = Save password
field-email = E-mail address
field-password = Password
field-password_again = Password once more

link-gone-title = This link is no longer good
link-gone-school = We cannot open your organisation's page with this link. It may have been cut off when it was copied, or your organisation has a new one.
link-gone-offer = We cannot open the request with this link. It may have been cut off when it was copied, or the appointment was some time ago.
link-gone-person = We cannot open your page with this link. It may have been cut off when it was copied, or you have been given a new one since.
link-gone-welcome = This link has been used already or is too old. Ask for a new one, or sign in if you have a password.
link-gone-help = We are happy to help:

error-not-found-title = There is no such page
error-not-found-text = The address may have changed, or it is not complete.
error-forbidden-title = That did not work
error-forbidden-text = The page had been open for too long or was not sent from here. Nothing has changed. Please go back, reload the page and try again.
error-method-title = That is not how this works
error-method-text = This address cannot be called in this way.
error-too-large-title = That is too much at once
error-too-large-text = The input is larger than we can take. Please shorten it.
error-bad-request-title = We do not understand this input
error-bad-request-text = Please go back and try again.
error-conflict-title = Something has changed meanwhile
error-conflict-text = Someone was faster, or things are not as you saw them. Nothing has been changed. Please go back and reload the page.
error-unavailable-title = Not available just now
error-unavailable-text = The database does not answer. Nothing is lost; please try again in a minute.
error-full-title = The storage is full
error-full-text = Your input could not be saved because there is no space left on the server. Please call us so that we make room.
error-slow-title = That took too long
error-slow-text = We have stopped the request. Please try again.
error-throttled-title = Too many tries
error-throttled-text = Please wait a few minutes and then try again.
error-internal-title = That was our mistake
error-internal-text = Something went wrong that we did not expect. The incident has been written down.
error-incident = Incident number:
error-help = If it happens again, please call us:
error-home = To the start page
conflict-already-begun = The appointment has already begun. Please call us.
conflict-nothing-agreed = Nobody is agreed for this request any more, so there is nothing to call off.
conflict-already-published = This proposal has already been sent or discarded.
conflict-plan-running = A proposal for another part of the work is being computed. Please try again in a minute.
conflict-plan-stale = Something has changed since the proposal was computed. Please compute a new one.

imprint-title = Imprint
privacy-title = Data protection
accessibility-title = Accessibility
