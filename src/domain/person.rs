//! A volunteer: what they offer, when, where, and what bounds it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::language::{LanguageCode, Level};
use super::programme::{Mode, ProgrammeId, ProofKind};
use super::request::Occasion;
use super::text::EmailAddress;
use super::text_enum;
use crate::calendar::recurrence::Recurrence;
use crate::ids::{OrganisationId, PersonId};

text_enum! {
    /// Gender, given voluntarily, used only where a request asks for one.
    Gender {
        /// Female.
        Female = "f",
        /// Male.
        Male = "m",
        /// Diverse.
        Diverse = "d",
    }
}

text_enum! {
    /// How a person gets around; a column of the travel table.
    Mobility {
        /// Bus and train.
        PublicTransport = "public_transport",
        /// Car.
        Car = "car",
    }
}

text_enum! {
    /// How a person wants to be asked.
    Channel {
        /// E-mail.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// SMS.
        Sms = "sms",
        /// Letter.
        Letter = "letter",
    }
}

text_enum! {
    /// Whether a person is planned with.
    PersonState {
        /// Planned and asked.
        Active = "active",
        /// Wants a rest.
        Paused = "paused",
        /// Left or archived; kept only as far as the law asks.
        Left = "left",
    }
}

/// A proof the office has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Which.
    pub kind: ProofKind,
    /// Day of inspection.
    pub checked_on: NaiveDate,
    /// Last day it holds, if it ends.
    pub valid_until: Option<NaiveDate>,
    /// Date of the certificate that was inspected, if it has one.
    pub issued_on: Option<NaiveDate>,
    /// Version of the text that was signed, if it has one.
    pub version: Option<String>,
}

/// Days on which a person is away, both included. There is no field for a reason, on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// What a person sets as their own bounds, and how they are paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// Minutes in a calendar month.
    pub max_minutes_month: Option<i64>,
    /// Assignments in a week (Monday to Sunday).
    pub max_assignments_week: Option<i64>,
    /// Minutes of one assignment.
    pub max_minutes_assignment: Option<i64>,
    /// Earliest begin, minutes after local midnight.
    pub earliest_minute: Option<u16>,
    /// Latest end, minutes after local midnight.
    pub latest_minute: Option<u16>,
    /// Minutes of rest between one day's work and the next (§ 5 ArbZG, for employees).
    #[serde(default)]
    pub rest_minutes: Option<i64>,
    /// Key of the regime that bounds what they earn; `None` as their programme says.
    pub regime: Option<String>,
}

/// A volunteer with everything the matching needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Key.
    pub id: PersonId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address for mails; some people have none.
    pub email: Option<EmailAddress>,
    /// Telephone.
    pub phone: Option<String>,
    /// How they want to be asked.
    pub channel: Channel,
    /// Since when mails do not reach them, if so (hard bounce).
    pub email_failed_at: Option<DateTime<Utc>>,
    /// Language of mails: `de` or `en`.
    pub ui_language: String,
    /// Gender, if told.
    pub gender: Option<Gender>,
    /// District of home.
    pub district: String,
    /// How they get around.
    pub mobility: Mobility,
    /// Districts they go to; `None` = everywhere.
    pub districts: Option<Vec<String>>,
    /// Ways they take part.
    pub modes: Vec<Mode>,
    /// Occasions they have learned about ("Themenkenntnis").
    #[serde(default)]
    pub topics: Vec<Occasion>,
    /// Programmes they belong to.
    pub programmes: Vec<ProgrammeId>,
    /// Languages with the level they are spoken at; German is `de`.
    pub languages: BTreeMap<LanguageCode, Level>,
    /// Level at which a language of `languages` is understood, where it differs.
    pub understands: BTreeMap<LanguageCode, Level>,
    /// When they are available, local time, repeating.
    pub availability: Vec<Recurrence>,
    /// When they like to be asked, local time, repeating; empty is no wish.
    pub preferred: Vec<Recurrence>,
    /// When they are away.
    pub absences: Vec<Absence>,
    /// What they have shown.
    pub proofs: Vec<Proof>,
    /// Own limit, minutes in a week (Monday to Sunday).
    pub max_minutes_week: Option<i64>,
    /// Own limit, assignments on a day.
    pub max_assignments_day: Option<i64>,
    /// Further bounds.
    pub bounds: Bounds,
    /// State.
    pub state: PersonState,
    /// Counts changes, for two people editing at once.
    pub version: i64,
}

/// What a volunteer is sent beside offers and confirmations, and what they have said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonMail {
    /// Whose.
    pub person: PersonId,
    /// When the first letter was handed to the relay; nobody is asked before.
    pub welcomed_at: Option<DateTime<Utc>>,
    /// When they last said that their particulars are right.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Whether they get reminders and weekly plans.
    pub reminders: bool,
    /// Whether they like to be thanked for so many appointments.
    pub thanks: bool,
    /// Second language of mails beside German.
    pub second_language: Option<String>,
    /// Whether the office may call from half past six on.
    pub early_calls: bool,
}

impl PersonMail {
    /// What holds before anything was noted.
    pub const fn new(person: PersonId) -> Self {
        Self {
            person,
            welcomed_at: None,
            confirmed_at: None,
            reminders: true,
            thanks: false,
            second_language: None,
            early_calls: false,
        }
    }
}

/// What is kept beside a volunteer's row and edited with it: what they are sent, when they may be called, and the
/// carrier that looks after them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSettings {
    /// Reminders and weekly plans.
    pub reminders: bool,
    /// Thanks for so many appointments.
    pub thanks: bool,
    /// Calls from half past six on.
    pub early_calls: bool,
    /// Second language of mails beside German.
    pub second_language: Option<String>,
    /// Carrier; `None`: the office itself.
    pub carrier: Option<OrganisationId>,
}

impl Default for PersonSettings {
    fn default() -> Self {
        Self {
            reminders: true,
            thanks: false,
            early_calls: false,
            second_language: None,
            carrier: None,
        }
    }
}

impl Person {
    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Level that counts when both directions are needed: the lower of speaking and understanding.
    pub fn level(&self, language: &LanguageCode) -> Option<Level> {
        let speaks = *self.languages.get(language)?;
        Some(
            self.understands
                .get(language)
                .map_or(speaks, |level| speaks.min(*level)),
        )
    }

    /// What a school sees: first name and initial ("Amal K.").
    pub fn short_name(&self) -> String {
        match self.last_name.chars().next() {
            Some(initial) => format!("{} {initial}.", self.first_name),
            None => self.first_name.clone(),
        }
    }

    /// Whether an offer can reach them by mail.
    pub fn reachable_by_mail(&self) -> bool {
        self.email.is_some() && self.email_failed_at.is_none() && self.channel == Channel::Email
    }
}
