//! Why something a person typed was not accepted: one fault, its field, and what to do about it.

use serde::Serialize;

/// One fault of an input. `code` is a message id (`rejection-…`) in the language files, which hold the sentence and
/// the remedy; the domain itself contains no prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejection {
    /// Name of the form field or import column (`options.0.start`).
    pub field: String,
    /// Message id without the prefix `rejection-`, such as `required`.
    pub code: &'static str,
    /// Values for the message's placeholders, such as `("max", "200")`.
    pub args: Vec<(&'static str, String)>,
}

impl Rejection {
    /// A fault without placeholders.
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self {
            field: field.into(),
            code,
            args: Vec::new(),
        }
    }

    /// The same fault with one placeholder more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}
