//! A volunteer changes what is theirs: times, absences, rest, limits, what was done.

use chrono::{Days, NaiveDate};

use super::records::{parse_cents, person_values};
use super::{App, AppError};
use crate::calendar::recurrence::Recurrence;
use crate::calendar::{availability, local};
use crate::domain::Rejection;
use crate::domain::account::Actor;
use crate::domain::money::{self, Journey, JourneyPay};
use crate::domain::person::{Absence, Mobility, Person, PersonState};
use crate::domain::programme::Mode;
use crate::domain::record::{RecordAction, RecordKind, diff};
use crate::domain::request::TimeOption;
use crate::ids::{AssignmentId, PersonId};
use crate::store::{DoneReport, DoneRow};

/// Most absences of one person that are not over.
const ABSENCES_MAX: usize = 40;
/// How far ahead an absence may end.
const AHEAD_MAX: Days = Days::new(730);

/// How long a rest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Until a day, this one included.
    Until(NaiveDate),
    /// Until the volunteer is back.
    Open,
    /// Over.
    Over,
}

/// What a volunteer typed about their own limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnLimits {
    /// Hours in a week; empty is no limit.
    pub hours_week: String,
    /// Appointments on a day; empty is no limit.
    pub per_day: String,
    /// Telephone.
    pub phone: String,
    /// How they get around.
    pub mobility: String,
    /// Ways they take part.
    pub modes: Vec<String>,
    /// Districts they go to; empty is everywhere.
    pub districts: Vec<String>,
    /// Language of mails and pages.
    pub ui_language: String,
}

/// What a volunteer typed about an appointment that took place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoneForm {
    /// Minutes it took.
    pub minutes: String,
    /// Kilometres there and back; empty is none.
    pub km: String,
    /// What tickets cost, in euros; empty is nothing.
    pub ticket: String,
}

/// An appointment that is over, for its volunteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDone {
    /// The appointment, with what was said about it.
    pub row: DoneRow,
    /// Where.
    pub organisation: String,
    /// What is given back of the journey; `None`: nothing, and nobody asks about it.
    pub journey: Option<JourneyPay>,
}

impl App {
    /// Changes a volunteer's own record in one transaction, with its line in the audit.
    async fn change_own(
        &self,
        id: PersonId,
        action: &str,
        change: impl FnOnce(&mut Person) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.lock_person(id).await?;
        let mut person = tx.person(id).await?.ok_or(AppError::NotFound)?;
        let before = person.clone();
        change(&mut person)?;
        if person == before {
            return Ok(());
        }
        if !tx.update_person(&person, before.version).await? {
            return Err(AppError::Conflict("conflict-own-changed"));
        }
        let today = local::local_date(self.config.time_zone, now);
        let changes = diff(&person_values(&before, today), &person_values(&person, today));
        let (actor, key) = (Actor::Person(id), id.to_string());
        let what = (RecordKind::Person, key.as_str(), RecordAction::Changed);
        self.note_change(&mut tx, actor, what, changes, None).await?;
        self.audit(&mut tx, now, actor, action, "person", id.0, &[])
            .await?;
        tx.commit().await?;
        Ok(())
    }

    fn office_day(&self) -> NaiveDate {
        local::local_date(self.config.time_zone, self.clock.now())
    }

    /// When somebody is available, from today on, as typed.
    ///
    /// # Errors
    /// `Rejected` with every part that cannot be read.
    pub async fn set_own_times(&self, id: PersonId, text: &str) -> Result<(), AppError> {
        let times = availability::parse(text, self.office_day()).map_err(|faults| {
            AppError::Rejected(faults.iter().map(|fault| fault.rejection("times")).collect())
        })?;
        self.set_own_windows(id, times).await
    }

    /// When somebody is available.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn set_own_windows(&self, id: PersonId, times: Vec<Recurrence>) -> Result<(), AppError> {
        self.change_own(id, "person.times", |person| {
            person.availability = times;
            Ok(())
        })
        .await
    }

    /// Adds an absence. There is no reason to give. The value is the appointments that fall into it: they stand until
    /// they are called off.
    ///
    /// # Errors
    /// `Rejected` for days that are no days, over, or too far away.
    pub async fn add_own_absence(
        &self,
        id: PersonId,
        from: &str,
        to: &str,
    ) -> Result<Vec<TimeOption>, AppError> {
        let today = self.office_day();
        let mut faults = Vec::new();
        let mut day = |field: &str, text: &str| {
            let day = parse_day(text);
            if day.is_none() {
                faults.push(Rejection::new(field, "date"));
            }
            day
        };
        let first = day("absent_from", from);
        let last = if to.trim().is_empty() {
            first
        } else {
            day("absent_to", to)
        };
        let (Some(first), Some(last)) = (first, last) else {
            return Err(AppError::Rejected(faults));
        };
        if last < first {
            return Err(AppError::rejected("absent_to", "absence-order"));
        }
        if last < today || last > today + AHEAD_MAX {
            return Err(AppError::rejected("absent_to", "absence-range"));
        }
        self.change_own(id, "person.absence", |person| {
            let absence = Absence {
                from: first,
                to: last,
            };
            person.absences.retain(|a| a.to >= today);
            if person.absences.len() >= ABSENCES_MAX {
                return Err(AppError::rejected("absent_from", "absence-many"));
            }
            if !person.absences.contains(&absence) {
                person.absences.push(absence);
                person.absences.sort_by_key(|a| (a.from, a.to));
            }
            Ok(())
        })
        .await?;
        let zone = self.config.time_zone;
        let agreed = self
            .store
            .read()
            .await?
            .active_assignments_of_person(id, self.clock.now())
            .await?;
        let inside = agreed.into_iter().filter(|a| {
            let day = local::local_date(zone, a.starts_at);
            (first..=last).contains(&day)
        });
        Ok(inside
            .map(|a| TimeOption {
                starts_at: a.starts_at,
                ends_at: a.ends_at,
            })
            .collect())
    }

    /// Takes an absence back.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_own_absence(&self, id: PersonId, from: &str, to: &str) -> Result<(), AppError> {
        let (Some(from), Some(to)) = (parse_day(from), parse_day(to)) else {
            return Ok(());
        };
        self.change_own(id, "person.absence", |person| {
            person.absences.retain(|a| a.from != from || a.to != to);
            Ok(())
        })
        .await
    }

    /// Rests, or is back. A rest with an end is an absence; what is agreed stands.
    ///
    /// # Errors
    /// As [`App::add_own_absence`].
    pub async fn rest(&self, id: PersonId, rest: Rest) -> Result<(), AppError> {
        let today = self.office_day();
        match rest {
            Rest::Until(last) => {
                self.add_own_absence(id, &today.to_string(), &last.to_string())
                    .await?;
                Ok(())
            }
            Rest::Open => {
                self.change_own(id, "person.paused", |person| {
                    person.state = PersonState::Paused;
                    Ok(())
                })
                .await
            }
            Rest::Over => {
                self.change_own(id, "person.back", |person| {
                    person.state = PersonState::Active;
                    // Whoever is back is back today.
                    person.absences.retain(|a| a.to < today || a.from > today);
                    Ok(())
                })
                .await
            }
        }
    }

    /// Changes limits, telephone, ways and districts.
    ///
    /// # Errors
    /// `Rejected` with every fault.
    pub async fn set_own_limits(&self, id: PersonId, typed: &OwnLimits) -> Result<(), AppError> {
        let known: Vec<String> = self
            .store
            .read()
            .await?
            .districts()
            .await?
            .into_iter()
            .map(|d| d.code)
            .collect();
        let mut faults = Vec::new();
        let mut number = |field: &str, text: &str, max: i64| {
            let text = text.trim().replace(',', ".");
            if text.is_empty() {
                return None;
            }
            let read = text.parse::<i64>().ok().filter(|n| (1..=max).contains(n));
            if read.is_none() {
                faults.push(
                    Rejection::new(field, "number-range")
                        .with("min", 1)
                        .with("max", max),
                );
            }
            read
        };
        let hours = number("hours_week", &typed.hours_week, 40);
        let per_day = number("per_day", &typed.per_day, 6);
        let phone = crate::domain::text::phone("phone", &typed.phone)
            .map_err(|fault| faults.push(fault))
            .ok()
            .flatten();
        let mobility = Mobility::parse(&typed.mobility);
        if mobility.is_none() {
            faults.push(Rejection::new("mobility", "unknown-choice"));
        }
        let modes: Vec<Mode> = Mode::ALL
            .iter()
            .copied()
            .filter(|mode| typed.modes.iter().any(|m| m == mode.as_str()))
            .collect();
        if modes.is_empty() {
            faults.push(Rejection::new("modes", "required"));
        }
        if typed.districts.iter().any(|code| !known.contains(code)) {
            faults.push(Rejection::new("districts", "unknown-choice"));
        }
        let (Some(mobility), true) = (mobility, faults.is_empty()) else {
            return Err(AppError::Rejected(faults));
        };
        self.change_own(id, "person.limits", |person| {
            person.max_minutes_week = hours.map(|h| h * 60);
            person.max_assignments_day = per_day;
            person.phone = phone;
            person.mobility = mobility;
            person.modes = modes;
            person.districts = (!typed.districts.is_empty()).then(|| typed.districts.clone());
            if ["de", "en"].contains(&typed.ui_language.as_str()) {
                person.ui_language = typed.ui_language.clone();
            }
            Ok(())
        })
        .await
    }

    /// Appointments that are over, with what was said about each.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_done(&self, id: PersonId) -> Result<Vec<OwnDone>, AppError> {
        let mut tx = self.store.read().await?;
        let rows = tx.done_of_person(id, self.clock.now()).await?;
        let requests = tx
            .requests_by_ids(&rows.iter().map(|r| r.request).collect::<Vec<_>>())
            .await?;
        let hosts: Vec<_> = requests.iter().map(|r| r.asked.organisation).collect();
        let organisations = tx.organisations_by_ids(&hosts).await?;
        let tariffs = tx.tariffs().await?;
        let done = |row: DoneRow| {
            let asked = requests.iter().find(|r| r.id == row.request).map(|r| &r.asked);
            let host = asked.and_then(|asked| organisations.iter().find(|o| o.id == asked.organisation));
            let day = local::local_date(self.config.time_zone, row.starts_at);
            let travelled = asked.filter(|asked| asked.mode == Mode::OnSite);
            let tariff = travelled.and_then(|asked| money::tariff_on(&tariffs, &asked.programme, day));
            OwnDone {
                organisation: host.map(|o| o.name.clone()).unwrap_or_default(),
                journey: tariff.and_then(|tariff| tariff.journey),
                row,
            }
        };
        Ok(rows.into_iter().map(done).collect())
    }

    /// Says how an appointment went: what was typed, or nothing when it did not take place.
    ///
    /// # Errors
    /// `NotFound` for an appointment of somebody else or one that is not over, `Rejected` for an impossible length or
    /// journey.
    pub async fn report_done(
        &self,
        id: PersonId,
        assignment: AssignmentId,
        said: Option<&DoneForm>,
    ) -> Result<(), AppError> {
        let said = said.map(done_report).transpose()?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if !tx.report_done(id, assignment, said, now).await? {
            return Err(AppError::NotFound);
        }
        if let Some(assignment) = tx.assignment(assignment).await?
            && let Some(request) = tx.lock_request(assignment.request).await?
        {
            self.compare_reports(&mut tx, &request, now).await?;
        }
        let detail = [("minutes", said.map_or(0, |report| report.minutes).into())];
        let actor = Actor::Person(id);
        self.audit(
            &mut tx,
            now,
            actor,
            "assignment.reported",
            "assignment",
            assignment.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes every link to the volunteer's page invalid; the value is the token of the new one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn renew_own_link(&self, id: PersonId) -> Result<String, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let version = tx.renew_person_link(id, now).await?;
        self.audit(
            &mut tx,
            now,
            Actor::Person(id),
            "person.link",
            "person",
            id.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(self.keys.person(id, version))
    }
}

/// Most kilometres there and back.
const KM_MAX: i64 = 1000;
/// Most cents tickets can have cost.
const TICKET_MAX: i64 = 20_000;

/// What was typed about an appointment, or every fault of it.
fn done_report(typed: &DoneForm) -> Result<DoneReport, AppError> {
    let mut faults = Vec::new();
    let mut whole = |field: &str, text: &str, max: i64| {
        let number = text.trim().parse::<i64>().ok().filter(|n| (1..=max).contains(n));
        if number.is_none() {
            let fault = Rejection::new(field, "number-range");
            faults.push(fault.with("min", 1).with("max", max));
        }
        number
    };
    let minutes = whole("minutes", &typed.minutes, 1440);
    // Nobody knows the hundred metres.
    let km = typed.km.trim().replace(',', ".");
    let rounded = km.parse::<f64>().map(|km| format!("{}", km.ceil()));
    let km = match km.as_str() {
        "" | "0" => None,
        _ => whole("km", &rounded.unwrap_or_default(), KM_MAX),
    };
    let ticket_cents = match typed.ticket.trim() {
        "" => None,
        text => match parse_cents(text) {
            Some(cents) if cents <= TICKET_MAX => Some(cents).filter(|cents| *cents > 0),
            Some(_) => {
                faults.push(Rejection::new("ticket", "money-range").with("max", TICKET_MAX / 100));
                None
            }
            None => {
                faults.push(Rejection::new("ticket", "money"));
                None
            }
        },
    };
    match minutes {
        Some(minutes) if faults.is_empty() => Ok(DoneReport {
            minutes,
            journey: Journey { km, ticket_cents },
        }),
        _ => Err(AppError::Rejected(faults)),
    }
}

/// A day as `2026-11-30` or `30.11.2026`.
fn parse_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    ["%Y-%m-%d", "%d.%m.%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
}
