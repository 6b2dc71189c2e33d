# Labels in mails and calendar entries. The texts of the mails are in templates/mail/.

mail-time = Time
mail-duration = Duration
mail-programme = Field
mail-language = Language
mail-occasion = Occasion
mail-mode = How
mail-headcount = Number of people
mail-district = District
mail-organisation = Institution
mail-address = Address
mail-meeting-point = Meeting point
mail-contact = Contact person
mail-person = Accepted by
mail-button-fallback = Or open this address:
mail-phone = Telephone
mail-email = E-mail
mail-imprint = Imprint
mail-privacy = Data protection
mail-accessibility = Accessibility
mail-trial = [Probe] { $subject }
mail-stop = Stop reminders and weekly plans

mail-item-open = View or cancel
mail-changed-time = Time
mail-changed-place = Place
mail-changed-meeting_point = Meeting point
mail-changed-contact = Contact
mail-changed-person = Coming
mail-proof-clearance = extended certificate of conduct
mail-proof-pledge = pledge of confidentiality
mail-proof-training = training
mail-proof-measles = measles proof
mail-proof-adult = proof of age
mail-count-today = Appointments today
mail-count-tasks = To do
mail-count-waiting = Requests waiting for a plan
mail-count-searching = Requests being searched for
mail-count-ending = Answers due today
mail-count-substituting = Substitute wanted
mail-count-unfilled = Nobody found

calendar-summary = Assignment { $number }: { $programme }
calendar-description =
    Request no. { $number }
    View or cancel: { $link }
    { $office }, tel. { $phone }
calendar-summary-cancelled = Cancelled: { $summary }
calendar-feed-name = Assignments – { $office }
calendar-feed-description =
    Request no. { $number }
    { $office }, tel. { $phone }

mail-travel = Way
mail-travel-about = about { $duration }
