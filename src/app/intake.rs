//! A request is asked: from what was typed to a stored request, or every fault at once.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{App, AppError, notice};
use crate::calendar::{holidays, local, workdays};
use crate::domain::account::Actor;
use crate::domain::language::{Language, LanguageCode, Level};
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::organisation::{Contact, Location, Organisation};
use crate::domain::person::Gender;
use crate::domain::programme::{Mode, Programme, ProgrammeId};
use crate::domain::request::{GenderWish, NewRequest, Occasion, RequestDetails, Seat, TimeOption};
use crate::domain::{Rejection, text};
use crate::ids::{OrganisationId, RequestId};
use crate::store::{FormUse, Tx};

/// Most times a request can offer.
pub const OPTIONS_MAX: usize = 3;
/// Most people one request can ask for.
const HEADCOUNT_MAX: i64 = 20;
/// How far ahead a request may lie.
const AHEAD_MAX: TimeDelta = TimeDelta::days(400);

/// What was typed into the request form; field names are those of the page.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct RequestForm {
    /// Place, an id from the list shown.
    pub location: String,
    /// Contact, an id from the list shown.
    pub contact: String,
    /// Programme id.
    pub programme: String,
    /// Occasion.
    pub occasion: String,
    /// Mode.
    pub mode: String,
    /// Language code.
    pub language: String,
    /// Level.
    pub level: String,
    /// People asked for.
    pub headcount: String,
    /// Gender wish, empty for none.
    pub gender: String,
    /// "on" when the gender is a demand.
    pub gender_required: String,
    /// Room.
    pub room: String,
    /// Note to the office.
    pub note: String,
    /// Reason for asking late.
    pub urgent_reason: String,
    /// Case token.
    pub case_token: String,
    /// "on" when the rules were accepted.
    pub rules_accepted: String,
    /// First day, `YYYY-MM-DD` or `TT.MM.JJJJ`.
    pub date_1: String,
    /// First begin, `HH:MM`.
    pub start_1: String,
    /// First length in minutes.
    pub duration_1: String,
    /// Second day.
    pub date_2: String,
    /// Second begin.
    pub start_2: String,
    /// Second length.
    pub duration_2: String,
    /// Third day.
    pub date_3: String,
    /// Third begin.
    pub start_3: String,
    /// Third length.
    pub duration_3: String,
}

impl RequestForm {
    fn times(&self) -> [(usize, [&str; 3]); OPTIONS_MAX] {
        [
            (1, [&self.date_1, &self.start_1, &self.duration_1]),
            (2, [&self.date_2, &self.start_2, &self.duration_2]),
            (3, [&self.date_3, &self.start_3, &self.duration_3]),
        ]
    }
}

/// What the form offers to choose from.
#[derive(Clone, Debug)]
pub struct IntakeData {
    /// Who asks.
    pub organisation: Organisation,
    /// Its places.
    pub locations: Vec<Location>,
    /// Its people.
    pub contacts: Vec<Contact>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// Languages.
    pub languages: Vec<Language>,
    /// The earliest day that needs no reason.
    pub earliest: NaiveDate,
}

impl App {
    /// What the request form of an organisation shows.
    ///
    /// # Errors
    /// `NotFound` for an organisation that does not exist.
    pub async fn intake_data(&self, organisation: OrganisationId) -> Result<IntakeData, AppError> {
        let mut tx = self.store.read().await?;
        self.intake_data_in(&mut tx, organisation).await
    }

    async fn intake_data_in(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
    ) -> Result<IntakeData, AppError> {
        let today = self
            .clock
            .now()
            .with_timezone(&self.config.time_zone)
            .date_naive();
        Ok(IntakeData {
            organisation: tx.organisation(organisation).await?.ok_or(AppError::NotFound)?,
            locations: tx.locations_of(organisation).await?,
            contacts: tx.contacts_of(organisation).await?,
            programmes: tx.programmes().await?,
            languages: tx.languages().await?,
            earliest: workdays::earliest_without_reason(today),
        })
    }

    /// Stores a request and tells the contact that it has arrived. The same form sent twice is one request.
    ///
    /// # Errors
    /// `Rejected` with every fault of the form.
    pub async fn submit_request(
        &self,
        organisation: OrganisationId,
        form: &RequestForm,
        mark: &str,
    ) -> Result<i64, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(number) = tx.use_form(mark, now).await? {
            return number.parse().map_err(|_| AppError::NotFound);
        }
        let data = self.intake_data_in(&mut tx, organisation).await?;
        let asked = parse(form, &data, self.config.time_zone, now).map_err(AppError::Rejected)?;
        let id = RequestId(self.ids.uuid(now));
        let request = tx.insert_request(&asked, id, now).await?;
        let told = notice(
            NoticeKind::RequestReceived,
            Recipient::Contact(asked.contact),
            &request,
            &id.to_string(),
            now,
        );
        self.enqueue(&mut tx, &told, now).await?;
        let actor = Actor::Organisation(organisation);
        self.audit(&mut tx, now, actor, "request.submitted", "request", id.0, &[])
            .await?;
        tx.finish_form(mark, &request.number.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(request.number)
    }
}

/// Checks a form against what it offered; every fault at once.
///
/// # Errors
/// All faults, each with the field it belongs to.
pub fn parse(
    form: &RequestForm,
    data: &IntakeData,
    zone: Tz,
    now: DateTime<Utc>,
) -> Result<NewRequest, Vec<Rejection>> {
    let mut faults = Faults::default();
    let location = faults.choice("location", &form.location, &data.locations, |l| l.id.to_string());
    let contact = faults.choice("contact", &form.contact, &data.contacts, |c| c.id.to_string());
    let programme = faults.choice("programme", &form.programme, &data.programmes, |p| p.id.0.clone());
    let occasion = faults.required("occasion", &form.occasion, Occasion::parse);
    let mode = faults.required("mode", &form.mode, Mode::parse);
    if let (Some(programme), Some(mode)) = (programme, mode)
        && !programme.modes.contains(&mode)
    {
        faults.add("mode", "unknown-choice");
    }
    let language = language(form, data, programme, &mut faults);
    let least = programme.map_or(Level::A1, |p| p.language_min);
    let level = if form.level.is_empty() {
        Some(least)
    } else {
        faults.required("level", &form.level, Level::parse)
    };
    let headcount = if form.headcount.is_empty() {
        Some(1)
    } else {
        form.headcount.trim().parse().ok()
    };
    let headcount = headcount
        .filter(|n| (1..=HEADCOUNT_MAX).contains(n))
        .unwrap_or_else(|| {
            faults.0.push(
                Rejection::new("headcount", "number-range")
                    .with("min", 1)
                    .with("max", HEADCOUNT_MAX),
            );
            1
        });
    let gender = match form.gender.as_str() {
        "" => None,
        other => faults.required("gender", other, Gender::parse),
    }
    .map(|gender| GenderWish {
        gender,
        required: form.gender_required == "on",
    });
    let room = faults.text(text::line("room", &form.room, text::NAME_MAX));
    let note = faults.text(text::lines("note", &form.note, text::NOTE_MAX));
    let urgent_reason = faults.text(text::lines("urgent_reason", &form.urgent_reason, 500));
    let case_token = faults.text(text::line("case_token", &form.case_token, 20));
    if form.rules_accepted != "on" {
        faults.add("rules_accepted", "rules");
    }
    let longest = programme.map_or(24 * 60, |p| p.max_minutes);
    let options = options(form, longest, zone, now, &mut faults);
    let soon = |o: &TimeOption| o.starts_at.with_timezone(&zone).date_naive() < data.earliest;
    let urgent = options.iter().any(soon);
    if urgent && urgent_reason.is_none() {
        faults.0.push(
            Rejection::new("urgent_reason", "lead-time").with("earliest", data.earliest.format("%d.%m.%Y")),
        );
    }
    match (location, contact, programme, occasion, mode, level) {
        (Some(location), Some(contact), Some(programme), Some(occasion), Some(mode), Some(level))
            if faults.0.is_empty() =>
        {
            Ok(NewRequest {
                organisation: data.organisation.id,
                location: location.id,
                contact: contact.id,
                programme: ProgrammeId(programme.id.0.clone()),
                occasion,
                mode,
                options,
                seats: vec![Seat {
                    headcount,
                    language,
                    level,
                }],
                all_or_nothing: true,
                gender,
                weight: if urgent { 2 } else { 1 },
                urgent_reason,
                room,
                note,
                case_token,
                details: RequestDetails::default(),
            })
        }
        _ => Err(faults.0),
    }
}

fn language(
    form: &RequestForm,
    data: &IntakeData,
    programme: Option<&Programme>,
    faults: &mut Faults,
) -> Option<LanguageCode> {
    if form.language.is_empty() {
        if programme.is_some_and(|p| p.needs_language) {
            faults.add("language", "required");
        }
        return None;
    }
    faults
        .choice("language", &form.language, &data.languages, |l| l.code.0.clone())
        .map(|l| l.code.clone())
}

fn options(
    form: &RequestForm,
    longest: i64,
    zone: Tz,
    now: DateTime<Utc>,
    faults: &mut Faults,
) -> Vec<TimeOption> {
    let mut options = Vec::new();
    let mut seen = BTreeSet::new();
    for (n, [date, start, duration]) in form.times() {
        if n > 1 && date.trim().is_empty() && start.trim().is_empty() {
            continue;
        }
        let Some(option) = option(n, [date, start, duration], longest, zone, now, faults) else {
            continue;
        };
        if seen.insert(option) {
            options.push(option);
        } else {
            faults.add(format!("date_{n}"), "option-overlap");
        }
    }
    options
}

fn option(
    n: usize,
    [date, start, duration]: [&str; 3],
    longest: i64,
    zone: Tz,
    now: DateTime<Utc>,
    faults: &mut Faults,
) -> Option<TimeOption> {
    let (date_field, start_field, duration_field) =
        (format!("date_{n}"), format!("start_{n}"), format!("duration_{n}"));
    let day = faults.required(date_field.clone(), date.trim(), parse_date);
    let time = faults.required(start_field.clone(), start.trim(), parse_time);
    let minutes = faults.required(duration_field.clone(), duration.trim(), |d| d.parse::<i64>().ok());
    if let Some(minutes) = minutes {
        if minutes > longest {
            faults
                .0
                .push(Rejection::new(duration_field, "too-long-assignment").with("max", longest));
            return None;
        } else if minutes < 10 {
            faults.0.push(
                Rejection::new(duration_field, "number-range")
                    .with("min", 10)
                    .with("max", longest),
            );
            return None;
        }
    }
    let (day, time, minutes) = (day?, time?, minutes?);
    if holidays::is_holiday(day) {
        faults.add(date_field, "holiday");
        return None;
    }
    let minute = u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0);
    let starts_at = match local::local_to_utc(zone, day, minute) {
        Ok(at) => at,
        // The first of the two, as the confirmation shows.
        Err(local::LocalTimeError::Ambiguous(first, _)) => first,
        Err(local::LocalTimeError::Gap) => {
            faults.add(start_field, "time-gap");
            return None;
        }
    };
    if starts_at <= now {
        faults.add(date_field, "past");
        return None;
    }
    if starts_at - now > AHEAD_MAX {
        faults.add(date_field, "too-far-ahead");
        return None;
    }
    Some(TimeOption {
        starts_at,
        ends_at: starts_at + TimeDelta::minutes(minutes),
    })
}

/// A day as browsers send it or as people type it.
fn parse_date(text: &str) -> Option<NaiveDate> {
    let parsed =
        NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"));
    parsed
        .ok()
        .filter(|d| (2000..2100).contains(&chrono::Datelike::year(d)))
}

/// A time of day, `HH:MM` or `HH.MM`.
fn parse_time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&text.replace('.', ":"), "%H:%M").ok()
}

#[derive(Default)]
struct Faults(Vec<Rejection>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, code: &'static str) {
        self.0.push(Rejection::new(field, code));
    }

    fn text(&mut self, parsed: Result<Option<String>, Rejection>) -> Option<String> {
        parsed.unwrap_or_else(|fault| {
            self.0.push(fault);
            None
        })
    }

    /// One of the things shown; empty is `required`, anything else `unknown-choice`.
    fn choice<'a, T>(
        &mut self,
        field: &str,
        raw: &str,
        shown: &'a [T],
        key: impl Fn(&T) -> String,
    ) -> Option<&'a T> {
        let found = shown.iter().find(|item| key(item) == raw);
        if found.is_none() {
            self.add(
                field,
                if raw.is_empty() {
                    "required"
                } else {
                    "unknown-choice"
                },
            );
        }
        found
    }

    /// A value that must be there and be understood. The code for what is not understood follows from the field.
    fn required<T>(
        &mut self,
        field: impl Into<String>,
        raw: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let field = field.into();
        if raw.is_empty() {
            self.add(field, "required");
            return None;
        }
        let value = parse(raw);
        if value.is_none() {
            let code = match field.split('_').next() {
                Some("date") => "date",
                Some("start") => "time",
                Some("duration") => "number",
                _ => "unknown-choice",
            };
            self.add(field, code);
        }
        value
    }
}
