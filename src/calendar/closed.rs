//! Is an organisation closed on a day, and why?

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::holidays;
use super::school::{SchoolHoliday, SchoolHolidays};

/// Why nothing takes place on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayOff {
    /// A public holiday of the state.
    Public,
    /// School holidays.
    School(SchoolHoliday),
    /// A day off that the school sets itself.
    Movable,
}

/// Why a day is off: for everybody on public holidays, for schools in the school holidays they know as well, and on
/// days off of their own.
pub fn day_off(
    day: NaiveDate,
    school: bool,
    known: &[SchoolHolidays],
    movable: Option<&BTreeSet<NaiveDate>>,
) -> Option<DayOff> {
    if holidays::is_holiday(day) {
        return Some(DayOff::Public);
    }
    if movable.is_some_and(|days| days.contains(&day)) {
        return Some(DayOff::Movable);
    }
    let span = known.iter().find(|span| (span.from..=span.to).contains(&day));
    span.filter(|_| school).map(|span| DayOff::School(span.kind))
}

#[cfg(test)]
mod tests {
    use super::super::school::school_holidays;
    use super::*;

    #[test]
    fn each_kind_of_day_off_is_named_and_only_for_whom_it_holds() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let own = BTreeSet::from([day("2027-02-08")]);
        let ask = |on: &str, school| day_off(day(on), school, school_holidays(), Some(&own));
        assert_eq!(ask("2026-12-25", false), Some(DayOff::Public));
        assert_eq!(
            ask("2026-12-23", true),
            Some(DayOff::School(SchoolHoliday::Christmas))
        );
        assert_eq!(ask("2026-12-23", false), None);
        assert_eq!(ask("2027-02-08", true), Some(DayOff::Movable));
        assert_eq!(ask("2027-02-09", true), None);
        assert_eq!(day_off(day("2027-02-08"), true, school_holidays(), None), None);
    }
}
