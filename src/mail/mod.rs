//! Mails: composing and sending.
