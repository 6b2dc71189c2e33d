//! What can keep a use case from happening, as the pages need to tell it.

use crate::domain::Rejection;
use crate::store::StoreError;

/// Why a use case did not happen. Nothing has changed when one of these comes back.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The input has faults; all of them.
    #[error("the input has {} fault(s)", .0.len())]
    Rejected(Vec<Rejection>),
    /// There is no such thing, or it belongs to someone else: the answer is the same.
    #[error("not found")]
    NotFound,
    /// The account may not do this, or the form did not come from our page.
    #[error("forbidden")]
    Forbidden,
    /// What the decision was based on has changed since; look again. The code is a message id (`conflict-…`).
    #[error("changed meanwhile: {0}")]
    Conflict(&'static str),
    /// Too many tries; seconds to wait.
    #[error("too many tries")]
    Throttled(u64),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that must not happen did.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl AppError {
    /// One fault.
    pub fn rejected(field: &str, code: &'static str) -> Self {
        Self::Rejected(vec![Rejection::new(field, code)])
    }
}
