//! How long may a run take?
//!
//! The solver reads no clock. Whoever starts it hands in a [`Budget`]: a function that tells the seconds since the start, a limit, and a
//! flag that stops the run early.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Time and stop flag of one run.
#[derive(Clone)]
pub struct Budget {
    elapsed: Arc<dyn Fn() -> f64 + Send + Sync>,
    limit: f64,
    stop: Arc<AtomicBool>,
    /// Stops a part of the run.
    part: Option<Arc<AtomicBool>>,
}

impl Budget {
    /// A run that ends after `limit` seconds, as `elapsed` counts them, or when `stop` becomes true.
    pub fn new(elapsed: impl Fn() -> f64 + Send + Sync + 'static, limit: f64, stop: Arc<AtomicBool>) -> Self {
        Budget {
            elapsed: Arc::new(elapsed),
            limit,
            stop,
            part: None,
        }
    }

    /// A run that takes as long as its proof needs.
    pub fn unlimited() -> Self {
        Budget::new(|| 0.0, f64::INFINITY, Arc::new(AtomicBool::new(false)))
    }

    /// Seconds since the start.
    pub fn elapsed(&self) -> f64 {
        (self.elapsed)()
    }

    /// Seconds left; 0 when time is over or the run was stopped.
    pub fn left(&self) -> f64 {
        let stopped = |flag: &AtomicBool| flag.load(Ordering::Relaxed);
        if stopped(&self.stop) || self.part.as_deref().is_some_and(stopped) {
            0.0
        } else {
            (self.limit - self.elapsed()).max(0.0)
        }
    }

    /// Whether the run should end now.
    pub fn is_over(&self) -> bool {
        self.left() <= 0.0
    }

    /// The same run, but with at least so many seconds from now unless it was stopped.
    pub(crate) fn at_least(&self, seconds: f64) -> Budget {
        Budget {
            limit: self.limit.max(self.elapsed() + seconds),
            ..self.clone()
        }
    }

    /// The same run with a part of the time that is left kept back, but no more than so many seconds.
    pub(crate) fn keeping(&self, part: f64, most: f64) -> Budget {
        self.without((part * self.left()).min(most))
    }

    /// The same run, but over at a time counted from its start, if that is earlier.
    pub(crate) fn earlier(&self, end: f64) -> Budget {
        Budget {
            limit: self.limit.min(end),
            ..self.clone()
        }
    }

    /// The same run with some time kept back at its end.
    pub(crate) fn without(&self, seconds: f64) -> Budget {
        Budget {
            limit: (self.limit - seconds).max(0.0),
            ..self.clone()
        }
    }

    /// A part of the same run that can be stopped alone.
    pub(crate) fn stopped_by(&self, part: Arc<AtomicBool>) -> Budget {
        Budget {
            part: Some(part),
            ..self.clone()
        }
    }
}

impl fmt::Debug for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Budget")
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
