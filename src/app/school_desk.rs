//! What helps a school to ask: the last request again, forms that wait for the telephone call to end, a word on whether
//! a time can probably be served, another person to talk to.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

use super::{App, AppError, RequestForm};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::language::LanguageCode;
use crate::domain::organisation::{Contact, Organisation};
use crate::domain::programme::{Mode, ProgrammeId};
use crate::domain::request::{NewRequest, Occasion, Request, RequestDetails, RequestState, Seat, TimeOption};
use crate::domain::review::{Outcome, OutcomeKind};
use crate::domain::text::{self, EmailAddress};
use crate::domain::{Rejection, programme::Programme};
use crate::ids::{ContactId, DraftId, OrganisationId, RequestId};
use crate::matching;
use crate::store::{Choice, RequestDraft, RequesterReport, Tx};

/// How long a form that was begun is kept.
pub const DRAFT_LIFE: TimeDelta = TimeDelta::days(7);
/// Most contacts of an organisation.
const CONTACTS_MAX: usize = 50;

/// Whether a time that was typed can probably be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// Which of the times, from 1.
    pub option: usize,
    /// Whether enough people could come, as things stand.
    pub likely: bool,
}

impl App {
    /// Keeps a form that is not finished for seven days; the value is its key.
    ///
    /// # Errors
    /// `NotFound` for a key of somebody else.
    pub async fn save_draft(
        &self,
        organisation: OrganisationId,
        key: Option<DraftId>,
        fields: BTreeMap<String, String>,
    ) -> Result<DraftId, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let draft = RequestDraft {
            id: key.unwrap_or_else(|| DraftId(self.ids.uuid(now))),
            fields,
            saved_at: now,
        };
        if !tx.save_draft(organisation, &draft).await? {
            return Err(AppError::NotFound);
        }
        tx.commit().await?;
        Ok(draft.id)
    }

    /// The forms an organisation has begun and not sent.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn drafts(&self, organisation: OrganisationId) -> Result<Vec<RequestDraft>, AppError> {
        let oldest = self.clock.now() - DRAFT_LIFE;
        let mut drafts = self.store.read().await?.request_drafts_of(organisation).await?;
        drafts.retain(|draft| draft.saved_at > oldest);
        Ok(drafts)
    }

    /// Drops a form that was begun.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn drop_draft(&self, organisation: OrganisationId, key: DraftId) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        tx.delete_draft(organisation, key).await?;
        tx.commit().await?;
        Ok(())
    }

    /// For each complete time of a form: whether it can probably be served, by the solver's rules and with everything
    /// agreed unchanged. Nothing is stored, nobody is named. Empty while the form says too little.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn chances(
        &self,
        organisation: OrganisationId,
        form: &RequestForm,
    ) -> Result<Vec<Chance>, AppError> {
        let now = self.clock.now();
        let data = self.intake_data(organisation).await?;
        let programme: Option<&Programme> = match data.programmes.as_slice() {
            [only] => Some(only),
            list => list.iter().find(|p| p.id.0 == form.programme),
        };
        let location = match data.locations.as_slice() {
            [only] => Some(only),
            list => list.iter().find(|l| l.id.to_string() == form.location),
        };
        let named = super::consultation::find(&form.language, &data.languages);
        let language = match named.as_slice() {
            [one] => data.languages.iter().find(|l| l.code == *one),
            _ => None,
        };
        let (Some(programme), Some(location), Some(contact)) = (programme, location, data.contacts.first())
        else {
            return Ok(Vec::new());
        };
        if programme.needs_language && language.is_none() {
            return Ok(Vec::new());
        }
        let headcount = form.headcount.trim().parse().unwrap_or(1).clamp(1, 20);
        let times = [
            (1, &form.date_1, &form.start_1, &form.duration_1),
            (2, &form.date_2, &form.start_2, &form.duration_2),
            (3, &form.date_3, &form.start_3, &form.duration_3),
        ];
        let mut chances = Vec::new();
        for (option, date, start, duration) in times {
            let Some(time) = self.typed_time(date, start, duration) else {
                continue;
            };
            if time.starts_at <= now {
                continue;
            }
            let request = Request {
                id: RequestId(self.ids.uuid(now)),
                number: 0,
                asked: NewRequest {
                    organisation,
                    location: location.id,
                    contact: contact.id,
                    programme: ProgrammeId(programme.id.0.clone()),
                    occasion: Occasion::parse(&form.occasion).unwrap_or(Occasion::ParentTalk),
                    mode: Mode::parse(&form.mode).unwrap_or(Mode::OnSite),
                    options: vec![time],
                    seats: vec![Seat {
                        headcount,
                        language: language.map(|l| LanguageCode(l.code.0.clone())),
                        level: programme.language_min,
                    }],
                    all_or_nothing: true,
                    gender: None,
                    weight: 1,
                    urgent_reason: None,
                    room: None,
                    note: None,
                    case_token: None,
                    details: RequestDetails::default(),
                },
                state: RequestState::Submitted,
                chosen_option: None,
                created_at: now,
                state_at: now,
                calendar: None,
                version: 1,
            };
            let able = self.able_people(request, location).await?;
            chances.push(Chance {
                option,
                likely: i64::try_from(able).is_ok_and(|able| able >= headcount),
            });
        }
        Ok(chances)
    }

    /// How many people could take the only seat of a request that is not stored.
    async fn able_people(
        &self,
        request: Request,
        location: &crate::domain::organisation::Location,
    ) -> Result<usize, AppError> {
        let Some(time) = request.asked.options.first().copied() else {
            return Ok(0);
        };
        let now = self.clock.now();
        let day = local::local_date(self.config.time_zone, time.starts_at);
        let window = self.window(super::plan::monday_of(day), 1)?;
        let mut tx = self.store.read().await?;
        let mut snapshot = self.snapshot(&mut tx, window, now, &[]).await?;
        drop(tx);
        // Other open requests want the same people; only what is agreed counts here.
        snapshot.requests.clear();
        snapshot.locations.insert(location.id, location.clone());
        let id = request.id;
        snapshot.requests.push(request);
        let able = tokio::task::spawn_blocking(move || matching::substitutes(&snapshot, id, 0));
        let able = able.await.map_err(|error| AppError::Internal(error.into()))??;
        Ok(able.len())
    }

    fn typed_time(&self, date: &str, start: &str, duration: &str) -> Option<TimeOption> {
        let date = ["%Y-%m-%d", "%d.%m.%Y"]
            .iter()
            .find_map(|format| NaiveDate::parse_from_str(date.trim(), format).ok())?;
        let start = NaiveTime::parse_from_str(start.trim(), "%H:%M").ok()?;
        let minutes: i64 = duration.trim().parse().ok().filter(|m| (1..=600).contains(m))?;
        let minute = u16::try_from(start.hour() * 60 + start.minute()).ok()?;
        let starts_at = local::resolve(self.config.time_zone, date, minute);
        Some(TimeOption {
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(minutes),
        })
    }

    /// Adds somebody to talk to at an organisation, and hands the open requests of somebody else over to them if asked
    /// to (`Ansprechperson wechseln`). The other one's devices are signed out then, and the organisation gets a new link.
    ///
    /// # Errors
    /// `Rejected` with every fault.
    pub async fn change_contact(
        &self,
        organisation: OrganisationId,
        from: Option<ContactId>,
        name: &str,
        email: &str,
        phone: &str,
    ) -> Result<(u64, Option<Organisation>), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let contacts = tx.contacts_of(organisation).await?;
        let mut faults = Vec::new();
        let name = match text::line("name", name, text::NAME_MAX) {
            Ok(Some(name)) => Some(name),
            Ok(None) => {
                faults.push(Rejection::new("name", "required"));
                None
            }
            Err(fault) => {
                faults.push(fault);
                None
            }
        };
        let email = EmailAddress::parse("email", email.trim())
            .map_err(|fault| faults.push(fault))
            .ok();
        let phone = text::phone("phone", phone)
            .map_err(|fault| faults.push(fault))
            .ok()
            .flatten();
        if from.is_some_and(|id| contacts.iter().all(|c| c.id != id)) {
            faults.push(Rejection::new("from", "unknown-choice"));
        }
        if contacts.len() >= CONTACTS_MAX {
            faults.push(Rejection::new("name", "contacts-many"));
        }
        let (Some(name), Some(email), true) = (name, email, faults.is_empty()) else {
            return Err(AppError::Rejected(faults));
        };
        let known = contacts.iter().find(|c| c.email == email && c.name == name);
        let to = match known {
            Some(contact) => {
                tx.set_retired(contact.id, None).await?;
                contact.id
            }
            None => {
                let contact = Contact {
                    id: ContactId(self.ids.uuid(now)),
                    organisation,
                    name,
                    email,
                    phone,
                    kind: crate::domain::organisation::ContactKind::Person,
                };
                tx.insert_contact(&contact).await?;
                contact.id
            }
        };
        let mut renewed = None;
        let moved = match from.filter(|from| *from != to) {
            Some(from) => {
                let moved = tx.hand_over_requests(from, to).await?;
                renewed = self
                    .retire_contact(&mut tx, organisation, &contacts, from, to, now)
                    .await?;
                moved
            }
            None => 0,
        };
        let detail = [("requests", moved.into())];
        let actor = Actor::Organisation(organisation);
        self.audit(
            &mut tx,
            now,
            actor,
            "contact.changed",
            "organisation",
            organisation.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok((moved, renewed))
    }

    /// Whoever handed over speaks for the organisation no more: their devices are signed out, and the link they know is
    /// made anew. The value is the organisation with its new link.
    async fn retire_contact(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
        contacts: &[Contact],
        from: ContactId,
        to: ContactId,
        now: DateTime<Utc>,
    ) -> Result<Option<Organisation>, AppError> {
        let Some(before) = contacts.iter().find(|c| c.id == from) else {
            return Ok(None);
        };
        if tx.retired_contacts(organisation).await?.contains(&from) {
            return Ok(None);
        }
        tx.set_retired(from, Some(now)).await?;
        let address = before.email.as_str();
        // A mailbox that several people read stays signed in for the others.
        let shared = |c: &&Contact| c.id != from && c.email.as_str().eq_ignore_ascii_case(address);
        let shared = contacts.iter().any(|c| shared(&c))
            || tx
                .contact(to)
                .await?
                .is_some_and(|c| c.email.as_str().eq_ignore_ascii_case(address));
        if !shared {
            tx.delete_devices_at(&address.to_ascii_lowercase(), None).await?;
        }
        let Some(organisation) = tx.organisation(organisation).await? else {
            return Ok(None);
        };
        Ok(Some(self.renew_organisation_link(tx, organisation).await?))
    }

    /// The school says, after the appointment, whether it took place. It can be changed until the office settles it.
    ///
    /// # Errors
    /// `NotFound` for a request of somebody else, `Rejected` for an impossible length, `Conflict` while it is not over or
    /// was never agreed.
    pub async fn report_outcome(
        &self,
        organisation: OrganisationId,
        number: i64,
        held: bool,
        minutes: &str,
    ) -> Result<(), AppError> {
        let minutes = match minutes.trim() {
            text if !held || text.is_empty() => None,
            text => match text.parse::<i64>() {
                Ok(minutes) if (1..=1440).contains(&minutes) => Some(minutes),
                _ => {
                    let fault = Rejection::new("outcome_minutes", "number-range");
                    return Err(AppError::Rejected(vec![fault.with("min", 1).with("max", 1440)]));
                }
            },
        };
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx
            .request_by_number(number)
            .await?
            .filter(|r| r.asked.organisation == organisation);
        let request = request.ok_or(AppError::NotFound)?;
        let request = tx.lock_request(request.id).await?.ok_or(AppError::NotFound)?;
        let from = [RequestState::Confirmed, RequestState::Held, RequestState::NotHeld];
        let over = request.chosen().is_some_and(|time| time.ends_at <= now);
        // What the office wrote down stands.
        let settled = tx
            .outcome(request.id)
            .await?
            .is_some_and(|o| o.recorded_by.is_some());
        if !over || settled || !from.contains(&request.state) {
            return Err(AppError::Conflict("conflict-not-over"));
        }
        let kind = if held {
            OutcomeKind::Held
        } else {
            OutcomeKind::NotHeld
        };
        tx.set_outcome(&Outcome {
            request: request.id,
            kind,
            agency: None,
            cents: None,
            follow_up: None,
            recorded_by: None,
            recorded_at: now,
        })
        .await?;
        tx.set_request_state(request.id, &from, kind.state(), Choice::Keep, now)
            .await?;
        let report = RequesterReport {
            happened: held,
            minutes,
        };
        tx.set_requester_report(request.id, report, now).await?;
        self.compare_reports(&mut tx, &request, now).await?;
        let actor = Actor::Organisation(organisation);
        let detail = [("outcome", kind.as_str().into())];
        self.audit(
            &mut tx,
            now,
            actor,
            "request.outcome",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }
}
