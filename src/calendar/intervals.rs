//! What is left of someone's time when absences are taken away, and does an appointment fit into it?
//!
//! Intervals are half open: the end does not belong to them, so two that touch do not overlap. Lists that come out of
//! these functions are sorted, without empty and without overlapping or touching intervals.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::local::resolve;

/// From a moment (included) to a moment (excluded).
pub type Interval = (DateTime<Utc>, DateTime<Utc>);

/// All time that lies in any of the intervals.
pub fn union(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|(start, end)| start < end);
    intervals.sort_unstable();
    let mut merged: Vec<Interval> = Vec::with_capacity(intervals.len());
    for (start, end) in intervals {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// The time of `from` that lies in none of `taken`.
pub fn subtract(from: Vec<Interval>, taken: Vec<Interval>) -> Vec<Interval> {
    let taken = union(taken);
    let mut left = Vec::new();
    for (mut start, end) in union(from) {
        let first = taken.partition_point(|t| t.1 <= start);
        for &(taken_start, taken_end) in taken.iter().skip(first).take_while(|t| t.0 < end) {
            if start < taken_start {
                left.push((start, taken_start));
            }
            start = start.max(taken_end);
        }
        if start < end {
            left.push((start, end));
        }
    }
    left
}

/// The time of `intervals` between `from` and `to`.
pub fn clip(intervals: Vec<Interval>, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Interval> {
    union(
        intervals
            .into_iter()
            .map(|(start, end)| (start.max(from), end.min(to)))
            .collect(),
    )
}

/// Whether `wanted` lies wholly in one of `intervals`, which are a result of [`union`], [`subtract`] or [`clip`].
pub fn contains(intervals: &[Interval], wanted: Interval) -> bool {
    let next = intervals.partition_point(|i| i.1 < wanted.1);
    intervals.get(next).is_some_and(|i| i.0 <= wanted.0)
}

/// Whether the two share time.
pub fn overlap(a: Interval, b: Interval) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// The whole days from `first` to `last`, both included, by the clock of `zone`.
pub fn days(zone: Tz, first: NaiveDate, last: NaiveDate) -> Interval {
    (
        resolve(zone, first, 0),
        resolve(zone, last, super::local::DAY_MINUTES),
    )
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn at(hour: i64) -> DateTime<Utc> {
        Utc.timestamp_opt(hour * 3600, 0).unwrap()
    }

    fn list(hours: &[(i64, i64)]) -> Vec<Interval> {
        hours.iter().map(|&(a, b)| (at(a), at(b))).collect()
    }

    #[test]
    fn touching_intervals_become_one_and_empty_ones_vanish() {
        assert_eq!(
            union(list(&[(10, 12), (8, 10), (5, 5), (7, 6), (14, 15)])),
            list(&[(8, 12), (14, 15)])
        );
    }

    #[test]
    fn absences_cut_holes() {
        assert_eq!(
            subtract(list(&[(8, 18)]), list(&[(9, 10), (17, 20), (1, 2)])),
            list(&[(8, 9), (10, 17)])
        );
        assert_eq!(subtract(list(&[(8, 9)]), list(&[(8, 9)])), list(&[]));
        assert_eq!(
            subtract(list(&[(1, 3), (5, 9)]), list(&[(2, 6)])),
            list(&[(1, 2), (6, 9)])
        );
    }

    #[test]
    fn an_appointment_fits_or_does_not() {
        let free = list(&[(8, 10), (12, 14)]);
        assert!(contains(&free, (at(8), at(10))));
        assert!(contains(&free, (at(12), at(13))));
        assert!(!contains(&free, (at(9), at(12))));
        assert!(!contains(&free, (at(13), at(15))));
        assert!(!contains(&[], (at(1), at(2))));
        assert!(!overlap((at(8), at(9)), (at(9), at(10))));
        assert!(overlap((at(8), at(10)), (at(9), at(11))));
    }

    #[test]
    fn a_day_of_the_clock_change_has_23_or_25_hours() {
        let day = |m, d| NaiveDate::from_ymd_opt(2027, m, d).unwrap();
        let hours = |d: NaiveDate| {
            let (start, end) = days(chrono_tz::Europe::Berlin, d, d);
            (end - start).num_hours()
        };
        assert_eq!(
            (hours(day(3, 28)), hours(day(10, 31)), hours(day(6, 1))),
            (23, 25, 24)
        );
    }

    fn some() -> impl Strategy<Value = Vec<Interval>> {
        prop::collection::vec((0i64..48, 0i64..12), 0..10)
            .prop_map(|v| v.into_iter().map(|(a, l)| (at(a), at(a + l))).collect())
    }

    proptest! {
        #[test]
        fn set_laws_hold_hour_by_hour(a in some(), b in some()) {
            let inside = |list: &[Interval], h: i64| list.iter().any(|i| i.0 <= at(h) && at(h) < i.1);
            let joined = union(a.iter().chain(&b).copied().collect());
            let left = subtract(a.clone(), b.clone());
            for h in 0..64 {
                prop_assert_eq!(inside(&joined, h), inside(&a, h) || inside(&b, h));
                prop_assert_eq!(inside(&left, h), inside(&a, h) && !inside(&b, h));
                prop_assert_eq!(contains(&joined, (at(h), at(h + 1))), inside(&joined, h));
            }
            for pair in joined.windows(2).chain(left.windows(2)) {
                prop_assert!(pair[0].1 < pair[1].0 || pair[0].1 <= pair[1].0 && pair[0].0 < pair[0].1);
            }
        }
    }
}
