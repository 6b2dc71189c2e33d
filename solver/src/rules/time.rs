//! Does a time lie inside a union of times?

use crate::problem::Interval;

/// Whether `time` lies inside the union of `windows`, which are sorted by start.
pub(crate) fn covered(time: Interval, windows: &[Interval]) -> bool {
    let mut reached = time.start;
    for window in windows {
        if window.start > reached {
            return false;
        }
        reached = reached.max(window.end);
        if reached >= time.end {
            return true;
        }
    }
    false
}
