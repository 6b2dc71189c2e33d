//! Pages and mails as text.
