//! One case on the telephone: who could take it and at what cost, why the others could not, what was noted about it,
//! and whether a colleague was faster.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::by_hand::{NotSuitable, Suitable, reachable};
use super::office::by_id;
use super::{App, AppError};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::asking::HeldKind;
use crate::domain::request::{Request, TimeOption};
use crate::domain::{Rejection, text};
use crate::ids::{AccountId, PersonId, RequestId};
use crate::matching;
use crate::store::{AuditEntry, Editor, FormUse, NoteKind, Page, RequestNote, Tx};

/// Longest note about a request.
const NOTE_MAX: usize = 1000;
/// Most requests that wait for the same hours and are looked at beside one.
const RIVALS: usize = 20;
/// Longer than any appointment.
const LONGEST: chrono::TimeDelta = chrono::TimeDelta::hours(12);
/// How long a case that was opened counts as in hand.
const IN_HAND: chrono::TimeDelta = chrono::TimeDelta::minutes(5);
/// Under this word the cases in hand are kept beside the records being edited.
const CASE: &str = "request";

/// What the office knows of a case beside the request itself.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// Notes and reasons, latest first, with the name of who wrote them and of whom they are about.
    pub notes: Vec<(RequestNote, String, Option<String>)>,
    /// Others who have it open.
    pub editors: Vec<Editor>,
}

/// How much had been done about a request when somebody looked at it. The number tells steps of one second apart, which
/// times alone do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseMark {
    /// Entries in its history.
    entries: i64,
    /// When that was.
    at: DateTime<Utc>,
}

impl fmt::Display for CaseMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.entries, self.at.to_rfc3339())
    }
}

impl CaseMark {
    /// What a form brought back; `None` when it is not a mark.
    pub fn parse(text: &str) -> Option<Self> {
        let (entries, at) = text.split_once(' ')?;
        Some(Self {
            entries: entries.parse().ok()?,
            at: at.parse().ok()?,
        })
    }
}

impl App {
    /// Who could take the seats of a request at a time, what each costs, and rule by rule why the others could not.
    pub(super) async fn weighed(
        &self,
        tx: &mut Tx,
        request: &Request,
        time: TimeOption,
        seats: &[usize],
        tell_others: bool,
        now: DateTime<Utc>,
    ) -> Result<(Vec<Suitable>, Vec<NotSuitable>), AppError> {
        let zone = self.config.time_zone;
        let day = local::local_date(zone, time.starts_at);
        let window = self.window(super::plan::monday_of(day), 1)?;
        let mut place: Vec<RequestId> = vec![request.id];
        // No appointment is longer than that.
        let from = time.starts_at - LONGEST;
        let waiting = tx.plannable_requests(from, time.ends_at).await?;
        let same_hours = |r: &&Request| {
            let touches = |o: &TimeOption| o.starts_at < time.ends_at && time.starts_at < o.ends_at;
            r.id != request.id && r.asked.options.iter().any(touches)
        };
        place.extend(waiting.iter().filter(same_hours).take(RIVALS).map(|r| r.id));
        let mut snapshot = self.snapshot(tx, window, now, &place).await?;
        for placed in snapshot.requests.iter_mut().filter(|r| r.id == request.id) {
            placed.asked.options = vec![time];
        }
        let numbers: BTreeMap<RequestId, i64> = snapshot.requests.iter().map(|r| (r.id, r.number)).collect();
        let mut found = Vec::new();
        for seat in seats {
            for choice in matching::choices(&snapshot, request.id, *seat)? {
                found.push((*seat, choice));
            }
        }
        let able: BTreeSet<PersonId> = found.iter().map(|(_, choice)| choice.person).collect();
        let placed = snapshot
            .requests
            .iter()
            .find(|r| tell_others && r.id == request.id);
        let ticks = placed.map_or_else(Vec::new, |placed| matching::ticks(&snapshot, placed, &able));
        let people = by_id(snapshot.people.clone());
        let that_day = |person: PersonId| {
            let theirs = snapshot.committed.iter().filter(|c| c.person == person);
            theirs
                .filter_map(|c| c.request.asked.options.get(c.option))
                .filter(|o| local::local_date(zone, o.starts_at) == day)
                .count()
        };
        let suitable = found
            .into_iter()
            .filter_map(|(seat, choice)| {
                Some(Suitable {
                    seat,
                    person: people.get(&choice.person)?.clone(),
                    quality: choice.quality,
                    served: snapshot.served_minutes.get(&choice.person).copied().unwrap_or(0),
                    that_day: that_day(choice.person),
                    wanted_by: choice
                        .wanted_by
                        .iter()
                        .filter_map(|(id, others)| Some((*numbers.get(id)?, *others)))
                        .collect(),
                })
            })
            .collect();
        let mut others: Vec<NotSuitable> = ticks
            .into_iter()
            .filter(|(id, _)| !able.contains(id))
            .filter_map(|(id, lines)| {
                Some(NotSuitable {
                    person: people.get(&id)?.clone(),
                    lines,
                })
            })
            .collect();
        others.sort_by_cached_key(|other| {
            let against = other.lines.iter().filter(|(_, block)| block.is_some()).count();
            (against, text::fold(&other.person.full_name()), other.person.id)
        });
        Ok((suitable, others))
    }

    /// `Fragen`: one person is asked for a seat. Against a rule only with a reason, which is kept.
    ///
    /// # Errors
    /// `Conflict` when the seat is taken, the person is asked already, or it cannot be asked for any more; `Rejected`
    /// when a reason is missing.
    pub async fn ask_one(
        &self,
        number: i64,
        seat: super::Assigning,
        reason: &str,
        account: AccountId,
        mark: &str,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        let (request, time) = self.search_for(&mut tx, number, seat.option, now).await?;
        let person = reachable(&mut tx, seat.person, account).await?;
        if self.places_left(&mut tx, &request, seat.seat).await? == 0 {
            return Err(AppError::Conflict("conflict-seat-taken"));
        }
        self.reason_given(&mut tx, &request, seat.seat, person.id, reason, account, now)
            .await?;
        let leaves_at = self.hand_leaves_at(time.starts_at, now);
        let asked = self
            .ask_person(&mut tx, &request, &person, seat.seat, false, leaves_at, now)
            .await?;
        if asked.is_none() {
            return Err(AppError::Conflict("conflict-asked-already"));
        }
        let kind = HeldKind::Ask;
        self.hold(&mut tx, kind, None, Some(request.id), account, leaves_at, now)
            .await?;
        let detail = [("person", person.id.to_string().into())];
        let actor = Actor::Account(account);
        self.audit(
            &mut tx,
            now,
            actor,
            "request.asked",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        tx.finish_form(mark, &number.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// Whoever the rules speak against is asked or entered only with a reason; it is kept with the request.
    #[expect(clippy::too_many_arguments, reason = "whom, for what, why and by whom")]
    pub(super) async fn reason_given(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
        person: PersonId,
        reason: &str,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if self.substitutes(tx, request, seat, now).await?.contains(&person) {
            return Ok(());
        }
        let reason = text::lines("reason_against", reason, NOTE_MAX)
            .and_then(|text| text.ok_or_else(|| Rejection::new("reason_against", "reason-against")))
            .map_err(|fault| AppError::Rejected(vec![fault]))?;
        let note = RequestNote {
            id: self.ids.uuid(now),
            request: request.id,
            kind: NoteKind::AgainstRule,
            person: Some(person),
            text: reason,
            by: Some(account),
            at: now,
        };
        tx.add_request_note(&note).await?;
        let detail = [("person", person.to_string().into())];
        let actor = Actor::Account(account);
        let what = "request.against_rule";
        self.audit(tx, now, actor, what, "request", request.id.0, &detail)
            .await
    }

    /// Writes a note about a request. Writing it twice is writing it once.
    ///
    /// # Errors
    /// `NotFound`, or `Rejected` when nothing was written or too much.
    pub async fn note_request(
        &self,
        number: i64,
        note: &str,
        account: AccountId,
        mark: &str,
    ) -> Result<(), AppError> {
        let text = text::lines("case_note", note, NOTE_MAX)
            .and_then(|text| text.ok_or_else(|| Rejection::new("case_note", "required")))
            .map_err(|fault| AppError::Rejected(vec![fault]))?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let note = RequestNote {
            id: self.ids.uuid(now),
            request: request.id,
            kind: NoteKind::Note,
            person: None,
            text,
            by: Some(account),
            at: now,
        };
        tx.add_request_note(&note).await?;
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "request.noted", "request", request.id.0, &[])
            .await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a note away. Whoever finds it gone already has what they want.
    ///
    /// # Errors
    /// `NotFound` when there is no such request.
    pub async fn drop_note(&self, number: i64, note: Uuid, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        if !tx.drop_request_note(request.id, note).await? {
            return Ok(());
        }
        let actor = Actor::Account(account);
        let what = "request.note_dropped";
        self.audit(&mut tx, now, actor, what, "request", request.id.0, &[])
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Notes, and who else has the case in hand; from now on `account` has, too, if they may work on it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_case(
        &self,
        request: RequestId,
        account: AccountId,
        works: bool,
    ) -> Result<CaseFile, AppError> {
        let now = self.clock.now();
        let key = request.to_string();
        if works {
            let mut tx = self.store.write().await?;
            tx.note_editing(CASE, &key, account, now, now - IN_HAND).await?;
            tx.commit().await?;
        }
        let mut tx = self.store.read().await?;
        let notes = tx.request_notes(request).await?;
        let people: Vec<PersonId> = notes.iter().filter_map(|n| n.person).collect();
        let people = by_id(tx.people_by_ids(&people).await?);
        let mut named = Vec::new();
        for note in notes {
            let by = match note.by {
                Some(id) => tx.account(id).await?.map(|a| a.name).unwrap_or_default(),
                None => String::new(),
            };
            let about = note.person.and_then(|id| people.get(&id)).map(|p| p.full_name());
            named.push((note, by, about));
        }
        Ok(CaseFile {
            notes: named,
            editors: tx.editors(CASE, &key, account, now - IN_HAND).await?,
        })
    }

    /// What a page about a request carries so that a step taken on it can be told from one that comes too late. It is
    /// taken before what the page shows is read.
    ///
    /// # Errors
    /// `NotFound` when there is no such request.
    pub async fn case_mark(&self, number: i64) -> Result<CaseMark, AppError> {
        let mut tx = self.store.read().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let entries = tx.audit_of(request.id.0, Page::first(1)).await?.total;
        let at = self.clock.now();
        Ok(CaseMark { entries, at })
    }

    /// What a colleague did about a request since it was looked at, if anything.
    ///
    /// # Errors
    /// `NotFound` when there is no such request.
    pub async fn changed_by_others(
        &self,
        number: i64,
        seen: CaseMark,
        account: AccountId,
    ) -> Result<Option<AuditEntry>, AppError> {
        let mut tx = self.store.read().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let latest = tx.audit_of(request.id.0, Page::first(20)).await?;
        if latest.total <= seen.entries {
            return Ok(None);
        }
        Ok(latest.rows.into_iter().find(|entry| {
            let other = matches!(entry.actor, Actor::Account(id) if id != account);
            other && entry.at >= seen.at
        }))
    }
}
