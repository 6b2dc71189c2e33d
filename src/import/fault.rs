//! What is wrong with a file, where exactly, and which sentence says what to do about it?

use std::borrow::Cow;

use serde::Serialize;

use crate::calendar::availability::AvailabilityFault;
use crate::domain::Rejection;

/// Most faults that are listed; the rest is counted.
pub const FAULTS_MAX: usize = 500;
/// Longest piece of a cell that is shown, in characters.
const EXCERPT_MAX: usize = 80;

/// A column as the office sees it in its spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnRef {
    /// Letter ("C", "AB").
    pub letter: String,
    /// Header in the file, or the one that is missing.
    pub header: String,
}

/// One fault of a file, or one note about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Row as the spreadsheet counts it: the header is usually row 1. `None` for the file as a whole.
    pub row: Option<u32>,
    /// Column, when a cell or a whole column is meant.
    pub column: Option<ColumnRef>,
    /// Key of the column, empty when no column is meant.
    pub key: &'static str,
    /// What stands in the cell, shortened.
    pub cell: String,
    /// Message id: `import-…` or `rejection-…`.
    pub code: Cow<'static, str>,
    /// Values of the message's placeholders.
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault of the whole file.
    pub fn of_file(fail: Fail) -> Self {
        Self {
            row: None,
            column: None,
            key: "",
            cell: String::new(),
            code: fail.code,
            args: fail.args,
        }
    }

    /// A fault of a row; `cell` is shortened.
    pub fn new(row: u32, column: Option<ColumnRef>, cell: &str, fail: Fail) -> Self {
        Self {
            row: Some(row),
            column,
            cell: excerpt(cell),
            ..Self::of_file(fail)
        }
    }
}

impl Fault {
    /// The message that says where it is, and its values: `import-at-…`.
    pub fn place(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let mut args = Vec::new();
        args.extend(self.row.map(|row| ("row", row.to_string())));
        let Some(ColumnRef { letter, header }) = &self.column else {
            let id = if self.row.is_some() {
                "import-at-row"
            } else {
                "import-at-file"
            };
            return (id, args);
        };
        args.push(("header", header.clone()));
        if letter.is_empty() {
            return ("import-at-missing-column", args);
        }
        args.push(("column", letter.clone()));
        if self.cell.is_empty() {
            return ("import-at-blank-cell", args);
        }
        args.push(("cell", self.cell.clone()));
        ("import-at-cell", args)
    }
}

/// What is wrong with a value, without the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fail {
    /// Message id.
    pub code: Cow<'static, str>,
    /// Values of its placeholders.
    pub args: Vec<(&'static str, String)>,
}

impl Fail {
    /// A fault without placeholders.
    pub fn new(code: &'static str) -> Self {
        Self {
            code: Cow::Borrowed(code),
            args: Vec::new(),
        }
    }

    /// The same with one placeholder more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, excerpt(&value.to_string())));
        self
    }
}

impl From<Rejection> for Fail {
    fn from(rejection: Rejection) -> Self {
        Self {
            code: Cow::Owned(format!("rejection-{}", rejection.code)),
            args: rejection.args,
        }
    }
}

impl From<AvailabilityFault> for Fail {
    fn from(fault: AvailabilityFault) -> Self {
        Self {
            code: Cow::Owned(format!("import-{}", fault.code)),
            args: vec![("part", fault.part)],
        }
    }
}

/// One or more faults of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fails(pub Vec<Fail>);

impl From<Fail> for Fails {
    fn from(fail: Fail) -> Self {
        Self(vec![fail])
    }
}

impl From<Rejection> for Fails {
    fn from(rejection: Rejection) -> Self {
        Self(vec![rejection.into()])
    }
}

/// The faults found so far, no more than can be read.
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
    dropped: usize,
}

impl Faults {
    /// Adds one. What is wrong with the file as a whole is never left out.
    pub fn push(&mut self, fault: Fault) {
        if self.list.len() < FAULTS_MAX || fault.row.is_none() {
            self.list.push(fault);
        } else {
            self.dropped += 1;
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them; the last says how many more there are.
    pub fn into_vec(mut self) -> Vec<Fault> {
        if self.dropped > 0 {
            let more = Fail::new("import-more-faults").with("count", self.dropped);
            self.list.push(Fault::of_file(more));
        }
        self.list
    }
}

/// The beginning of a text, in one line.
pub fn excerpt(text: &str) -> String {
    let line: String = text
        .chars()
        .take(EXCERPT_MAX)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if line.len() < text.len() {
        format!("{line}…")
    } else {
        line
    }
}
