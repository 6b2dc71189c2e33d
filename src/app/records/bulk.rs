//! The same change for many volunteers or organisations at once: seen before it happens, and taken back for a day.

use chrono::TimeDelta;
use uuid::Uuid;

use super::form::{Entry, Field, Form, Input, Today, list, rows};
use super::save::{Step, can_undo, undone};
use super::{Catalogue, form_of, load};
use crate::app::{App, AppError};
use crate::domain::Rejection;
use crate::domain::account::Actor;
use crate::domain::organisation::OrganisationKind;
use crate::domain::person::PersonState;
use crate::domain::record::{RecordAction, RecordKind, Values};
use crate::domain::rights::Reach;
use crate::domain::text_enum;
use crate::ids::AccountId;
use crate::store::{BulkChange, FormUse, Tx};
use crate::view::Lang;

/// Most records changed at once.
pub const BULK_MAX: usize = 1000;
/// How long it can be taken back.
const UNDO_FOR: TimeDelta = TimeDelta::hours(24);

text_enum! {
    /// What can be done for many at once.
    BulkAction {
        /// Add a programme.
        AddProgramme = "add_programme",
        /// Take a programme away.
        RemoveProgramme = "remove_programme",
        /// Set the district of home.
        SetDistrict = "set_district",
        /// Note basic training on a day.
        Training = "training",
        /// Set active, on a break or left.
        SetState = "set_state",
        /// Set the way to be asked.
        SetChannel = "set_channel",
        /// Set the kind of an organisation.
        SetKind = "set_kind",
        /// Add a day off of schools.
        AddMovableDay = "add_movable_day",
        /// Take a day off away.
        RemoveMovableDay = "remove_movable_day",
        /// Put into the archive.
        Archive = "archive",
    }
}

impl BulkAction {
    /// What can be done with a kind of record.
    pub fn of(kind: RecordKind) -> &'static [Self] {
        match kind {
            RecordKind::Person => &[
                Self::AddProgramme,
                Self::RemoveProgramme,
                Self::SetDistrict,
                Self::Training,
                Self::SetState,
                Self::SetChannel,
            ],
            RecordKind::Organisation => &[
                Self::AddMovableDay,
                Self::RemoveMovableDay,
                Self::SetKind,
                Self::Archive,
            ],
            _ => &[],
        }
    }

    /// Whether a value is to be chosen or typed.
    pub const fn has_value(self) -> bool {
        !matches!(self, Self::Archive)
    }
}

/// What a change would do, or did.
#[derive(Clone, Debug)]
pub struct BulkPreview {
    /// Names of those who would change.
    pub change: Vec<String>,
    /// How many have it already.
    pub same: usize,
    /// Those for whom it cannot be: name and why.
    pub not: Vec<(String, Rejection)>,
}

/// A change that was made.
#[derive(Clone, Debug)]
pub struct BulkResult {
    /// The change.
    pub change: BulkChange,
    /// Until when it can be taken back; `None` when it was or the time is over.
    pub undo_until: Option<chrono::DateTime<chrono::Utc>>,
}

/// What can be chosen for an action.
pub fn bulk_values(action: BulkAction, c: &Catalogue) -> Vec<Entry> {
    match action {
        BulkAction::AddProgramme | BulkAction::RemoveProgramme => c.programmes.clone(),
        BulkAction::SetDistrict => c.districts.clone(),
        BulkAction::SetState => c.codes("person-state-", PersonState::ALL.iter().map(|s| s.as_str())),
        BulkAction::SetChannel => c.codes(
            "channel-",
            crate::domain::person::Channel::ALL.iter().map(|ch| ch.as_str()),
        ),
        BulkAction::SetKind => c.codes(
            "organisation-kind-",
            OrganisationKind::ALL.iter().map(|k| k.as_str()),
        ),
        BulkAction::Training
        | BulkAction::AddMovableDay
        | BulkAction::RemoveMovableDay
        | BulkAction::Archive => Vec::new(),
    }
}

/// The values after the action; the same values when there is nothing to change.
fn changed(values: &Values, action: BulkAction, value: &str) -> Values {
    let mut next = values.clone();
    let text = |name: &str| values.get(name).cloned().unwrap_or_default();
    match action {
        BulkAction::AddProgramme => {
            let mut all: Vec<String> = text("programmes")
                .split(' ')
                .filter(|p| !p.is_empty())
                .map(str::to_owned)
                .collect();
            if !all.iter().any(|p| p == value) {
                all.push(value.to_owned());
                all.sort();
                next.insert("programmes".into(), all.join(" "));
            }
        }
        BulkAction::RemoveProgramme => {
            let all = text("programmes");
            let kept: Vec<&str> = all.split(' ').filter(|p| !p.is_empty() && *p != value).collect();
            next.insert("programmes".into(), kept.join(" "));
        }
        BulkAction::SetDistrict => {
            next.insert("district".into(), value.to_owned());
        }
        BulkAction::SetState => {
            next.insert("state".into(), value.to_owned());
        }
        BulkAction::SetChannel => {
            next.insert("channel".into(), value.to_owned());
        }
        BulkAction::Training => {
            let proofs = text("proofs");
            let others = rows(&proofs)
                .filter(|row| !row.starts_with("training\t"))
                .map(str::to_owned);
            next.insert(
                "proofs".into(),
                list(others.chain([format!("training\t{value}\t\t\t")])),
            );
        }
        BulkAction::SetKind => {
            next.insert("kind".into(), value.to_owned());
        }
        BulkAction::AddMovableDay | BulkAction::RemoveMovableDay => {
            let days = text("movable_days");
            let mut days: Vec<String> = rows(&days)
                .filter(|day| *day != value)
                .map(str::to_owned)
                .collect();
            if action == BulkAction::AddMovableDay {
                days.push(value.to_owned());
                days.sort();
            }
            next.insert("movable_days".into(), list(days.into_iter()));
        }
        // Nothing in the record itself.
        BulkAction::Archive => {}
    }
    next
}

impl App {
    /// The value of an action as it is kept.
    fn bulk_value(
        &self,
        action: BulkAction,
        raw: &str,
        c: &Catalogue,
        today: Today,
    ) -> Result<String, AppError> {
        if !action.has_value() {
            return Ok(String::new());
        }
        let input = match action {
            BulkAction::Training | BulkAction::AddMovableDay | BulkAction::RemoveMovableDay => Input::Date,
            _ => Input::One(bulk_values(action, c)),
        };
        let form = Form {
            fields: vec![Field {
                name: "value",
                part: "main",
                input,
                required: true,
            }],
        };
        let mut typed = super::Typed::default();
        typed.0.insert("value".into(), vec![raw.to_owned()]);
        let mut values = form.parse(&typed, today).map_err(AppError::Rejected)?;
        Ok(values.remove("value").unwrap_or_default())
    }

    /// What an action would do to one record; `None` when there is none of this key.
    async fn bulk_step(
        &self,
        tx: &mut Tx,
        (kind, key): (RecordKind, &str),
        (action, value): (BulkAction, &str),
        today: Today,
    ) -> Result<Option<(String, Outcome)>, AppError> {
        let Some(stored) = load(tx, kind, key, today).await? else {
            return Ok(None);
        };
        if action == BulkAction::Archive {
            let outcome = if tx.is_archived(kind, key).await? {
                Outcome::Same
            } else {
                Outcome::Archive
            };
            return Ok(Some((stored.title, outcome)));
        }
        let before = stored.values;
        let after = changed(&before, action, value);
        if after == before {
            return Ok(Some((stored.title, Outcome::Same)));
        }
        if kind == RecordKind::Person
            && let Some(person) = tx.person(key.parse().map_err(|_| AppError::NotFound)?).await?
            && let Err(mut faults) = super::people::apply(&person, &after, today.day)
        {
            let first = faults.remove(0);
            return Ok(Some((stored.title, Outcome::Not(first))));
        }
        Ok(Some((stored.title, Outcome::Change(before, after))))
    }

    /// What a change for these records would do. Whoever lies out of reach is as good as unknown.
    ///
    /// # Errors
    /// `Rejected` when the value makes no sense or there are too many.
    pub async fn bulk_preview(
        &self,
        (kind, keys): (RecordKind, &[Uuid]),
        (action, raw): (BulkAction, &str),
        reach: &Reach,
        lang: Lang,
    ) -> Result<BulkPreview, AppError> {
        let today = self.today(lang);
        let mut tx = self.store.read().await?;
        let keys = &reached(&mut tx, kind, keys, reach).await?;
        let c = Catalogue::read(&mut tx, &self.templates, lang).await?;
        let value = self.bulk_value(action, raw, &c, today)?;
        enough(keys)?;
        let mut preview = BulkPreview {
            change: Vec::new(),
            same: 0,
            not: Vec::new(),
        };
        for key in keys {
            let key = key.to_string();
            match self
                .bulk_step(&mut tx, (kind, &key), (action, &value), today)
                .await?
            {
                Some((_, Outcome::Same)) => preview.same += 1,
                Some((title, Outcome::Change(..) | Outcome::Archive)) => preview.change.push(title),
                Some((title, Outcome::Not(fault))) => preview.not.push((title, fault)),
                None => {}
            }
        }
        preview
            .change
            .sort_by_cached_key(|name| crate::domain::text::fold(name));
        Ok(preview)
    }

    /// Makes the change wherever it can be, in one transaction; the key of the change.
    ///
    /// # Errors
    /// As [`App::bulk_preview`].
    pub async fn bulk_apply(
        &self,
        (kind, keys): (RecordKind, &[Uuid]),
        (action, raw): (BulkAction, &str),
        (account, reach): (AccountId, &Reach),
        mark: &str,
        lang: Lang,
    ) -> Result<Uuid, AppError> {
        let (now, today) = (self.clock.now(), self.today(lang));
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(key) = tx.use_form(mark, now).await? {
            return key.parse().map_err(|_| AppError::NotFound);
        }
        let keys = &reached(&mut tx, kind, keys, reach).await?;
        let c = Catalogue::read(&mut tx, &self.templates, lang).await?;
        let value = self.bulk_value(action, raw, &c, today)?;
        enough(keys)?;
        let batch = self.ids.uuid(now);
        let mut count = 0;
        for key in keys {
            let key = key.to_string();
            tx.lock_record(kind, &key).await?;
            let outcome = self
                .bulk_step(&mut tx, (kind, &key), (action, &value), today)
                .await?;
            let done = match outcome {
                Some((_, Outcome::Change(before, after))) => {
                    let step = step(kind, &key, RecordAction::Changed, batch, account);
                    self.apply_change(&mut tx, step, &before, &after, today).await?
                }
                Some((_, Outcome::Archive)) => {
                    let what = (kind, key.as_str(), RecordAction::Archived);
                    let done = tx.archive_record(kind, &key, account, now).await?;
                    self.note_change(&mut tx, Actor::Account(account), what, Vec::new(), Some(batch))
                        .await?;
                    done
                }
                _ => false,
            };
            count += i64::from(done);
        }
        tx.insert_bulk_change(&BulkChange {
            id: batch,
            at: now,
            account,
            kind,
            action: action.to_string(),
            value,
            changed: count,
            undone_at: None,
        })
        .await?;
        tx.finish_form(mark, &batch.to_string()).await?;
        tx.commit().await?;
        Ok(batch)
    }

    /// A change that was made.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub async fn bulk_result(&self, id: Uuid) -> Result<BulkResult, AppError> {
        let mut tx = self.store.read().await?;
        let change = tx.bulk_change(id).await?.ok_or(AppError::NotFound)?;
        let until = change.at + UNDO_FOR;
        Ok(BulkResult {
            undo_until: (change.undone_at.is_none() && self.clock.now() < until).then_some(until),
            change,
        })
    }

    /// Takes a change for many back, wherever nobody has changed the same values since: how many, and how many not.
    ///
    /// # Errors
    /// `Conflict` when it was taken back already or is too old.
    pub async fn bulk_undo(
        &self,
        id: Uuid,
        account: AccountId,
        lang: Lang,
    ) -> Result<(usize, usize), AppError> {
        let (now, today) = (self.clock.now(), self.today(lang));
        let mut tx = self.store.write().await?;
        let change = tx.bulk_change(id).await?.ok_or(AppError::NotFound)?;
        if !tx.undo_bulk_change(id, now, now - UNDO_FOR).await? {
            return Err(AppError::Conflict("conflict-undo-late"));
        }
        let kind = change.kind;
        let c = Catalogue::read(&mut tx, &self.templates, lang).await?;
        let form = form_of(kind, &c, false);
        let (mut done, mut kept) = (0, 0);
        for revision in tx.revisions_of_batch(id).await? {
            let key = revision.record.clone();
            tx.lock_record(kind, &key).await?;
            if revision.action == RecordAction::Archived {
                let restored = tx.restore_record(kind, &key).await?;
                if restored {
                    let what = (kind, key.as_str(), RecordAction::Restored);
                    self.note_change(&mut tx, Actor::Account(account), what, Vec::new(), Some(id))
                        .await?;
                }
                *(if restored { &mut done } else { &mut kept }) += 1;
                continue;
            }
            let stored = load(&mut tx, kind, &key, today).await?;
            let back = stored.as_ref().filter(|s| can_undo(&revision, &s.values));
            let values = back.and_then(|s| undone(&revision, &s.values, &form, today).ok());
            match (stored, values) {
                (Some(stored), Some(values)) => {
                    let step = step(kind, &key, RecordAction::Undone, id, account);
                    self.apply_change(&mut tx, step, &stored.values, &values, today)
                        .await?;
                    done += 1;
                }
                _ => kept += 1,
            }
        }
        tx.commit().await?;
        Ok((done, kept))
    }

    /// What can be chosen for each action.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn bulk_choices(&self, action: BulkAction, lang: Lang) -> Result<Vec<Entry>, AppError> {
        let mut tx: Tx = self.store.read().await?;
        let c = Catalogue::read(&mut tx, &self.templates, lang).await?;
        Ok(bulk_values(action, &c))
    }
}

/// What an action would do to a record.
enum Outcome {
    /// Nothing: it is so already.
    Same,
    /// Values before and after.
    Change(Values, Values),
    /// It goes into the archive.
    Archive,
    /// It cannot be.
    Not(Rejection),
}

/// Those of the chosen records that lie in reach. Organisations belong to no part of the office's work.
async fn reached(tx: &mut Tx, kind: RecordKind, keys: &[Uuid], reach: &Reach) -> Result<Vec<Uuid>, AppError> {
    enough(keys)?;
    if !reach.is_narrow() {
        return Ok(keys.to_vec());
    }
    if kind != RecordKind::Person {
        return Err(AppError::Forbidden);
    }
    let within = tx.people_within(keys, reach).await?;
    Ok(keys.iter().filter(|key| within.contains(key)).copied().collect())
}

fn enough(keys: &[Uuid]) -> Result<(), AppError> {
    if keys.is_empty() {
        return Err(AppError::rejected("people", "nobody-chosen"));
    }
    if keys.len() > BULK_MAX {
        return Err(AppError::Rejected(vec![
            Rejection::new("people", "too-many").with("max", BULK_MAX),
        ]));
    }
    Ok(())
}

fn step(kind: RecordKind, key: &str, action: RecordAction, batch: Uuid, account: AccountId) -> Step<'_> {
    Step {
        kind,
        key,
        owner: None,
        action,
        batch: Some(batch),
        actor: Actor::Account(account),
    }
}
