# Accounts, roles and rights of the office.

no-right-title = This is not among your duties
no-right-text = For this page your account needs the right “{ $right }”, and for all of the office’s work. Nothing has been changed.
no-right-help = Do you need it? Somebody with the role “Administration” can change your rights.
right-read = See requests and plans
right-plan = Plan and handle requests
right-people = See and change volunteers
right-clearance = See and record proofs
right-finance = Settle hours and money
right-master_data = Change and import master data
right-mail = Steer mails
right-administer = Manage accounts and settings
