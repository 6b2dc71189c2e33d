//! Are mails what the office promises: readable, safe, the same on every try?

mod bodies;
