# A volunteer's own page.

own-title = My page
own-heading = Hello { $name }
own-open-title = New questions for you
own-open-none = Nothing is waiting for your answer right now.
own-open-answer = Look and answer
own-agreed-title = My appointments
own-agreed-none = You have no appointments coming up.
own-agreed-show = See details or call off
own-answer-by = Answer by { $moment }
own-link-hint = This page is yours alone. Please do not pass the link on.
