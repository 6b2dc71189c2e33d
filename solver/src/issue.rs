//! What is wrong with a file, where, and what to do about it?

use std::fmt;

/// One fault of a problem or plan file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Issue {
    /// Where: a path into the file such as `requests[3].options[0].end`; empty for the file as a whole.
    pub path: String,
    /// A code that never changes its meaning, see [`code`].
    pub code: &'static str,
    /// A plain sentence with the remedy.
    pub message: String,
}

impl Issue {
    /// A fault at a place of the file.
    pub fn new(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Issue {
            path: path.into(),
            code,
            message: message.into(),
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "{} {}", self.code, self.message)
        } else {
            write!(f, "{} {}: {}", self.code, self.path, self.message)
        }
    }
}

/// The codes of faults.
pub mod code {
    /// A field that the format does not know.
    pub const UNKNOWN_FIELD: &str = "S100";
    /// The text is not JSON. Given by whoever parses the text.
    pub const NOT_JSON: &str = "S101";
    /// A field is given twice.
    pub const REPEATED_FIELD: &str = "S102";
    /// The file does not say that it has this format.
    pub const FORMAT: &str = "S103";
    /// A field that has no default is missing.
    pub const MISSING: &str = "S104";
    /// A value of the wrong kind.
    pub const WRONG_TYPE: &str = "S105";
    /// A number outside its bounds.
    pub const OUT_OF_BOUNDS: &str = "S106";
    /// A word that is none of the known ones.
    pub const UNKNOWN_WORD: &str = "S107";
    /// A text or list that must not be empty.
    pub const EMPTY: &str = "S108";
    /// An id that its list holds twice.
    pub const DUPLICATE_ID: &str = "S110";
    /// An id that the file does not contain.
    pub const UNKNOWN_REFERENCE: &str = "S111";
    /// An entry that may stand only once: a level, a pin.
    pub const REPEATED_ENTRY: &str = "S112";
    /// An interval that does not end after its start.
    pub const EMPTY_INTERVAL: &str = "S120";
    /// A position that its list does not have.
    pub const NO_SUCH_POSITION: &str = "S121";
    /// Numbers whose sum is too large to be counted exactly.
    pub const SUM_TOO_LARGE: &str = "S122";
    /// Pins that no plan can keep.
    pub const IMPOSSIBLE_PINS: &str = "S130";
}
