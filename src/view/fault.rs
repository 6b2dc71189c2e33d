//! What can be wrong with a template or a message, and where?

use std::error::Error;
use std::fmt;

/// Why something could not be rendered. The text form names the place, never the data that was to be rendered.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// There is no such template.
    #[error("there is no template {0}")]
    Unknown(String),
    /// A template failed.
    #[error("template {template}, line {line}: {kind}")]
    Render {
        /// Name of the template in which it failed.
        template: String,
        /// Line, 0 when unknown.
        line: usize,
        /// What kind of failure.
        kind: String,
        /// More about it; may quote rendered data, so it is for tests and for the office's own templates only.
        detail: String,
    },
    /// A message is missing or misses a value.
    #[error("message {id} ({lang}): {problem}")]
    Message {
        /// Language.
        lang: &'static str,
        /// Id.
        id: String,
        /// What is wrong.
        problem: String,
    },
    /// An embedded file is broken; tests keep this from being released.
    #[error("built-in {0}")]
    BuiltIn(Fault),
}

impl ViewError {
    /// From an error of the template engine, without the rendered data. A failed include names the file it happened
    /// in, not the one that included it.
    pub(crate) fn from_engine(error: &minijinja::Error, asked: &str) -> Self {
        let mut inner = error;
        while let Some(cause) = inner.source().and_then(|c| c.downcast_ref::<minijinja::Error>()) {
            inner = cause;
        }
        Self::Render {
            template: inner.name().unwrap_or(asked).to_owned(),
            line: inner.line().unwrap_or(0),
            kind: inner.kind().to_string(),
            detail: inner.detail().unwrap_or_default().to_owned(),
        }
    }
}

/// An override that was refused; the built-in text stays in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// File, relative to the folder of overrides.
    pub file: String,
    /// Line, where one can be named.
    pub line: Option<usize>,
    /// What is wrong with it.
    pub problem: String,
}

impl Fault {
    pub(crate) fn new(file: &str, line: Option<usize>, problem: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            problem: problem.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.file, self.problem),
            None => write!(f, "{}: {}", self.file, self.problem),
        }
    }
}
