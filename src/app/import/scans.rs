//! What was found in a file that was read to its end, kept while the same question is asked again.
//!
//! A file of fifty thousand rows takes seconds to read, and its check is looked at many times: after each explained word
//! only what depends on it is new, but a page that is loaded again, or by a colleague, asks for exactly the same.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::domain::import::ImportRun;
use crate::import::mapping::Mapping;
use crate::import::scan::Scan;
use crate::import::{Kind, Lookup};

/// Files that are remembered; an office checks one or two at a time.
const MOST: usize = 4;

/// What a file, its columns and everything its words are looked up in are together.
type Key = [u8; 32];

/// Files this process has read, the latest last. Cheap to clone.
#[derive(Clone, Default)]
pub(in crate::app) struct Scans(Arc<Mutex<Vec<Kept>>>);

/// A file with what was found in it.
type Kept = (Key, Arc<Scan>);

impl Scans {
    /// What was found, when exactly this was asked before.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Scan>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(known, _)| known == key)
            .map(|(_, scan)| Arc::clone(scan))
    }

    /// Remembers what was found.
    pub(super) fn put(&self, key: Key, scan: Arc<Scan>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != key);
        kept.push((key, scan));
        if kept.len() > MOST {
            kept.remove(0);
        }
    }
}

/// Tells a question from any other: nothing a scan depends on is left out.
pub(super) fn key(run: &ImportRun, kind: Kind, mapping: &Mapping, lookup: &Lookup) -> Key {
    struct Digested(Sha256);
    impl std::fmt::Write for Digested {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0.update(text);
            Ok(())
        }
    }
    let mut digest = Digested(Sha256::new());
    // Writing into a digest does not fail.
    let _ = write!(digest, "{:?}", (run.id, kind, &run.sheet, mapping, lookup));
    digest.0.finalize().into()
}
