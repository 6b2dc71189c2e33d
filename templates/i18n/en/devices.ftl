# Signing in without a password: link by e-mail, devices that are signed in
device-ask-title = Link to sign in
device-ask-lead = For organisations and volunteers. You do not need a password: we send you a link. After that you stay signed in on this device.
device-ask-hint = The address we know of you.
device-ask-submit = Send the link
device-ask-office = You work in the coordination office?
device-ask-office-link = Sign in with a password
device-throttled = That were many tries. Please try again in { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    }.
device-sent-title = Look into your mailbox
device-sent-text = If we know { $address }, an e-mail is on its way there. Open its link on this device. It is good for ten minutes and works once.
device-sent-code = You read your e-mails on another device? Then type the code from the e-mail in here.
device-sent-nothing = No e-mail? Please look into your spam folder as well, or call us:
device-sent-again = Enter another address or ask for a new link
device-use-title = Sign in
device-use-here = One click, and you are signed in on this device.
device-use-elsewhere = You asked for the link on another device or in another browser. So that nobody else can use it, please type in the code from the same e-mail.
device-code-hint = Six digits. Do not pass the code on; we never ask for it.
device-use-submit = Sign in
link-gone-login = This link has been used already, or it is older than ten minutes.
device-ask-new = Ask for a new link
device-own-title = My pages
device-own-lead = You are signed in with { $address }.
device-own-none = At the moment no organisation and no volunteer belongs to this address. Please give us a call:
device-entrance-school = Requests and appointments of the organisation
device-entrance-person = My volunteering
device-open = Open
device-list-title = Devices that are signed in
device-list-lead = You do not know a device? Sign it out. It signs itself out after 180 days without use.
device-here = this device
device-end = Sign out
device-end-all = Sign out everywhere
device-count = { $count ->
        [one] Signed in on one device
       *[other] Signed in on { $count } devices
    }
device-close = Sign devices out and renew the link
device-close-why = If the link got into wrong hands: all devices are signed out, old links are no longer good.
device-mine = My pages and devices
device-start = Ask for a link to sign in
flash-device_ended = The device is signed out.
flash-devices_ended = All devices are signed out.
flash-device_out = You are signed out.
flash-organisation_closed = All devices of the organisation are signed out. The list shows its new link.
login-others = You ask for an organisation, or you volunteer? You do not need a password:
rejection-mail-code-wrong = This code is wrong. It is in the e-mail below the link; after five wrong tries you need a new one.

# The city's own login
city-login = Sign in with { $name }
city-name-default = the city's login
city-or-password = Or with a password
city-answer-title = Nearly there
city-answer-text = You are coming back from { $name }. One click, and you are signed in here.
city-answer-submit = Continue
login-city-away = The city's login does not answer at the moment. Please try again in a minute, or sign in with your password.
login-city-refused = The city's login did not sign you in. Please try again.
login-city-stale = That took too long, or you began in another browser. Please begin again.
login-city-failed = The city's login could not tell who you are. Please try again.
login-city-unknown = The city knows you, but there is no account for you at the office. Please ask an administrator to invite you.

# Narrowed accounts
data-field-carrier = Looked after by (carrier)
