//! A file is taken back within a day: whatever nobody has touched since becomes what it was before.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::import::{ImportChange, Kept, Subject};
use crate::domain::money::Payment;
use crate::domain::person::Person;
use crate::domain::record::{RecordKind, Values};
use crate::ids::{AccountId, ContactId, ImportId, LocationId, OrganisationId, PersonId, RequestId};
use crate::store::{Page, Tx};

/// How long a file can be taken back.
pub(super) const UNDO_TIME: TimeDelta = TimeDelta::hours(24);
/// Changes in one transaction.
const CHANGES: usize = 100;
/// How long a process may be silent before another one goes on.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// Most things left as they are that are listed.
const KEPT_MAX: usize = 500;

impl App {
    /// Begins taking a file back and returns at once; its page says what was left as it is.
    ///
    /// # Errors
    /// `Conflict` when its day is over or someone did so before.
    pub async fn undo_import(&self, id: ImportId, by: AccountId) -> Result<(), AppError> {
        self.begin_undo(id, by).await?;
        self.go_on(id, Some(by), true);
        Ok(())
    }

    /// The same, and waits for it.
    ///
    /// # Errors
    /// As [`App::undo_import`].
    pub async fn run_undo(&self, id: ImportId, by: AccountId) -> Result<(), AppError> {
        self.begin_undo(id, by).await?;
        self.take_back(id, Some(by)).await
    }

    async fn begin_undo(&self, id: ImportId, by: AccountId) -> Result<(), AppError> {
        if !self.claim_undo(id).await? {
            return Err(AppError::Conflict("conflict-import-undo"));
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let actor = Actor::Account(by);
        self.audit(&mut tx, now, actor, "import.undone", "import", id.0, &[])
            .await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn claim_undo(&self, id: ImportId) -> Result<bool, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let claimed = tx
            .claim_import_undo(id, now - UNDO_TIME, now + LEASE, now)
            .await?;
        tx.commit().await?;
        Ok(claimed)
    }

    /// Takes a claimed file back to its beginning.
    pub(super) async fn take_back(&self, id: ImportId, by: Option<AccountId>) -> Result<(), AppError> {
        let actor = by.map_or(Actor::System, Actor::Account);
        let mut kept = self
            .store
            .read()
            .await?
            .import_run(id)
            .await?
            .ok_or(AppError::NotFound)?
            .kept;
        loop {
            let now = self.clock.now();
            let mut tx = self.store.write().await?;
            let changes = tx.take_import_changes(id, CHANGES).await?;
            let ended = changes.is_empty();
            let mut people = people_of(&mut tx, &changes).await?;
            let mut back = Vec::new();
            for change in changes {
                let reason = if change.subject == Subject::Record {
                    self.restore_rule(&mut tx, actor, &change).await?
                } else {
                    restore(&mut tx, &mut people, &change, now).await?
                };
                if reason.is_none() {
                    back.push(change);
                    continue;
                }
                if let Some(reason) = reason.filter(|_| kept.len() < KEPT_MAX) {
                    kept.push(Kept {
                        subject: change.subject,
                        key: change.key,
                        reason: reason.to_owned(),
                    });
                }
            }
            self.note_imported(&mut tx, actor, &back, true).await?;
            if ended {
                tx.drop_parked_of(id, now).await?;
            }
            let through = ended.then_some(now);
            if !tx.advance_import_undo(id, &kept, through, now + LEASE).await? {
                return Err(AppError::Conflict("conflict-changed-meanwhile"));
            }
            tx.commit().await?;
            if ended {
                return Ok(());
            }
            tokio::task::yield_now().await;
        }
    }
}

impl App {
    /// Gives a record that is edited in a form what it said before; says why when it is left as it is.
    async fn restore_rule(
        &self,
        tx: &mut Tx,
        actor: Actor,
        change: &ImportChange,
    ) -> Result<Option<&'static str>, AppError> {
        let parts = change.key.split_once('\n');
        let (kind, key) = parts
            .and_then(|(kind, key)| Some((RecordKind::parse(kind)?, key)))
            .ok_or(AppError::NotFound)?;
        tx.lock_record(kind, key).await?;
        let stored = self.record_values(tx, kind, key).await?;
        let after: Values = read(&change.after)?;
        let Some(stored) = stored.filter(|stored| *stored == after) else {
            return Ok(Some("touched"));
        };
        let before: Option<Values> = change.before.as_ref().map(read).transpose()?;
        let done = self
            .restore_values(tx, actor, (kind, key), &stored, before.as_ref())
            .await?;
        Ok((!done).then_some("in-use"))
    }
}

async fn people_of(tx: &mut Tx, changes: &[ImportChange]) -> Result<BTreeMap<PersonId, Person>, AppError> {
    let ids: Vec<PersonId> = changes
        .iter()
        .filter(|c| c.subject == Subject::Person)
        .filter_map(|c| c.key.parse().ok())
        .collect();
    let people = tx.people_by_ids(&ids).await?;
    Ok(people.into_iter().map(|person| (person.id, person)).collect())
}

/// Makes one change undone; says why when it is left as it is.
async fn restore(
    tx: &mut Tx,
    people: &mut BTreeMap<PersonId, Person>,
    change: &ImportChange,
    now: DateTime<Utc>,
) -> Result<Option<&'static str>, AppError> {
    let Some(current) = current(tx, people, change).await? else {
        // It is gone: nothing to take away, and what somebody deleted is not brought back.
        return Ok(change.before.is_some().then_some("touched"));
    };
    if !same(&current, &change.after) {
        return Ok(Some("touched"));
    }
    let Some(before) = &change.before else {
        let removed = tx.remove_imported(change.subject, &change.key).await?;
        if let Ok(id) = change.key.parse::<PersonId>() {
            people.remove(&id);
        }
        return Ok((!removed).then_some("in-use"));
    };
    match change.subject {
        Subject::District => tx.upsert_district(&read(before)?).await?,
        Subject::Travel => tx.upsert_travel(&read(before)?).await?,
        Subject::Language => tx.upsert_language(&read(before)?).await?,
        Subject::Fallback => tx.upsert_fallback(&read(before)?).await?,
        Subject::Programme => tx.upsert_programme(&read(before)?).await?,
        Subject::Organisation => {
            tx.update_organisation(&read(before)?).await?;
        }
        Subject::Location => {
            tx.update_location(&read(before)?).await?;
        }
        Subject::Contact => {
            tx.update_contact(&read(before)?).await?;
        }
        Subject::Person => {
            let mut person: Person = read(before)?;
            let version = people.get(&person.id).map_or(person.version, |p| p.version);
            if !tx.update_person(&person, version).await? {
                return Ok(Some("touched"));
            }
            person.version = version + 1;
            people.insert(person.id, person);
        }
        Subject::Holiday => tx.upsert_school_holiday(&read(before)?).await?,
        Subject::Declared => {
            let (person, year) = declared(&change.key)?;
            let [cents] = read::<[i64; 1]>(before)?;
            tx.set_declared(person, year, cents).await?;
        }
        Subject::SocialArea => {
            let [area] = read::<[String; 1]>(before)?;
            tx.set_social_area(id(&change.key)?, &area).await?;
        }
        Subject::Settings => {
            tx.set_settings(id(&change.key)?, &read(before)?, now).await?;
        }
        // These are only ever added by a file.
        Subject::Request | Subject::Assignment | Subject::MovableDay | Subject::Payment | Subject::Record => {
        }
    }
    Ok(None)
}

/// What is there now, as JSON; `None` when it is gone.
async fn current(
    tx: &mut Tx,
    people: &BTreeMap<PersonId, Person>,
    change: &ImportChange,
) -> Result<Option<Value>, AppError> {
    let key = change.key.as_str();
    let parts: Vec<&str> = key.split('\n').collect();
    match change.subject {
        Subject::District => json(tx.districts().await?.iter().find(|d| d.code == key)),
        Subject::Travel => {
            let ways = tx.travel().await?;
            json(
                ways.iter()
                    .find(|w| [w.mobility.as_str(), &w.from, &w.to] == parts[..]),
            )
        }
        Subject::Language => json(tx.languages().await?.iter().find(|l| l.code.0 == key)),
        Subject::Fallback => {
            let fallbacks = tx.fallbacks().await?;
            let found = fallbacks
                .iter()
                .find(|f| [f.asked.0.as_str(), &f.spoken.0] == parts[..]);
            json(found)
        }
        Subject::Programme => json(tx.programmes().await?.iter().find(|p| p.id.0 == key)),
        Subject::Holiday => {
            let spans = tx.school_holidays().await?;
            json(spans.iter().find(|s| s.from.to_string() == key))
        }
        // A day off is there or not.
        Subject::MovableDay => Ok(Some(change.after.clone())),
        Subject::Payment => {
            let Ok(payment) = serde_json::from_value::<Payment>(change.after.clone()) else {
                return Ok(None);
            };
            let year = Page::first(Page::MAX_SIZE);
            let found = tx.payments_of(payment.person, year).await?;
            json(found.iter().find(|p| p.id == payment.id))
        }
        Subject::Organisation => json(tx.organisation(id::<OrganisationId>(key)?).await?.as_ref()),
        Subject::Location => json(tx.location(id::<LocationId>(key)?).await?.as_ref()),
        Subject::SocialArea => {
            let place = id::<LocationId>(key)?;
            if tx.location(place).await?.is_none() {
                return Ok(None);
            }
            json(Some(&[tx.social_area(place).await?]))
        }
        Subject::Contact => json(tx.contact(id::<ContactId>(key)?).await?.as_ref()),
        Subject::Person => json(people.get(&id::<PersonId>(key)?)),
        Subject::Request => json(tx.request(id::<RequestId>(key)?).await?.as_ref()),
        // Looked at where it is restored.
        Subject::Record => Ok(None),
        Subject::Declared => {
            let (person, year) = declared(key)?;
            let cents = tx.declared_of(person).await?.get(&year).copied().unwrap_or(0);
            json(Some(&[cents]))
        }
        Subject::Settings => {
            let person = id::<PersonId>(key)?;
            if tx.person(person).await?.is_none() {
                return Ok(None);
            }
            json(Some(&tx.settings_of(person).await?))
        }
        Subject::Assignment => {
            let id = id::<crate::ids::AssignmentId>(key)?;
            json(tx.assignment(id).await?.as_ref())
        }
    }
}

/// Person and year of what is used elsewhere.
fn declared(key: &str) -> Result<(PersonId, i64), AppError> {
    let (person, year) = key.split_once('\n').unwrap_or((key, ""));
    Ok((id(person)?, year.parse().unwrap_or(0)))
}

fn id<T: std::str::FromStr<Err = uuid::Error>>(key: &str) -> Result<T, AppError> {
    key.parse()
        .map_err(|error: uuid::Error| AppError::Internal(error.into()))
}

fn json<T: Serialize>(value: Option<&T>) -> Result<Option<Value>, AppError> {
    value
        .map(serde_json::to_value)
        .transpose()
        .map_err(|error| AppError::Internal(error.into()))
}

pub(super) fn read<T: DeserializeOwned>(value: &Value) -> Result<T, AppError> {
    serde_json::from_value(value.clone()).map_err(|error| AppError::Internal(error.into()))
}

/// Whether two records say the same; versions only count changes, and the order of lists within means nothing.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = |map: &serde_json::Map<String, Value>| {
                map.keys()
                    .filter(|k| *k != "version")
                    .cloned()
                    .collect::<Vec<_>>()
            };
            let (mut left, mut right) = (keys(a), keys(b));
            left.sort();
            right.sort();
            left == right
                && left
                    .iter()
                    .all(|key| matches!((a.get(key), b.get(key)), (Some(x), Some(y)) if same(x, y)))
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().all(|x| b.iter().any(|y| same(x, y)))
        }
        _ => a == b,
    }
}
