//! When is the office closed, when does it answer the telephone, and who answers meanwhile?

use chrono::{NaiveDate, Weekday};
use serde::Serialize;

use super::text::EmailAddress;
use crate::ids::{AccountId, CoverId};

/// Days on which the office is closed, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Closure {
    /// First day.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: NaiveDate,
}

/// Hours at which somebody answers the telephone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PhoneHours {
    /// Day of the week.
    pub weekday: Weekday,
    /// Begin, minutes after local midnight.
    pub start_minute: u16,
    /// End, minutes after local midnight.
    pub end_minute: u16,
}

/// Who answers while somebody is away ("Vertretung").
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// Key.
    pub id: CoverId,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: NaiveDate,
    /// Whose work is covered; `None` is the office's as a whole.
    pub account: Option<AccountId>,
    /// Name of who covers.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// Address, when it is not the office's.
    pub email: Option<EmailAddress>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OfficeCalendar {
    /// Closures by first day.
    pub closures: Vec<Closure>,
    /// Telephone hours by day and begin; none means: not known.
    pub phone_hours: Vec<PhoneHours>,
    /// Covers by first day.
    pub covers: Vec<Cover>,
}

impl OfficeCalendar {
    /// Whether the office is closed on a day, beside weekends and holidays.
    pub fn closed_on(&self, day: NaiveDate) -> bool {
        self.closures
            .iter()
            .any(|c| (c.first_day..=c.last_day).contains(&day))
    }

    /// Who covers the office as a whole on a day, else anyone's cover of that day.
    pub fn cover_on(&self, day: NaiveDate) -> Option<&Cover> {
        let on = |c: &&Cover| (c.first_day..=c.last_day).contains(&day);
        let mut covers: Vec<&Cover> = self.covers.iter().filter(on).collect();
        covers.sort_by_key(|c| (c.account.is_some(), c.first_day, c.id));
        covers.first().copied()
    }
}
