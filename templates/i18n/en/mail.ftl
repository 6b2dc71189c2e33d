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
