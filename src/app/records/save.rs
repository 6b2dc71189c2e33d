//! A form is saved: nothing that somebody else changed meanwhile is lost, everything that changed is written down, and
//! the last change can be taken back.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::form::{Form, Today, Typed};
use super::{Catalogue, calendars, exclusions, form_of, load, money, organisations, people, reference};
use crate::app::{App, AppError, reach_of};
use crate::domain::account::Actor;
use crate::domain::record::{Merge, RecordAction, RecordKind, Revision, Values, diff, merge};
use crate::domain::rights::Right;
use crate::domain::text::{fold, slug};
use crate::ids::{AccountId, OrganisationId};
use crate::store::{FormUse, Page, Tx};
use crate::view::Lang;

/// Where a form was sent from.
#[derive(Clone, Debug)]
pub struct Sent<'a> {
    /// Kind of record.
    pub kind: RecordKind,
    /// Key; `None` for a new record.
    pub key: Option<&'a str>,
    /// The organisation a new place or contact belongs to.
    pub owner: &'a str,
    /// The group of fields the form shows; empty for all.
    pub part: &'a str,
    /// What was typed.
    pub typed: &'a Typed,
    /// The values the form was opened with, as it carries them.
    pub base: &'a str,
    /// The form's mark.
    pub mark: &'a str,
    /// Who.
    pub account: AccountId,
    /// Language of the page.
    pub lang: Lang,
    /// A group of fields the account may not change.
    pub without: Option<&'a str>,
}

/// A field that two people changed to different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictField {
    /// The field.
    pub field: String,
    /// What is stored now, in the form's text.
    pub theirs: String,
    /// Who changed it; empty when it was not in the office's forms.
    pub by: String,
    /// When.
    pub at: Option<DateTime<Utc>>,
}

/// What came of saving.
#[derive(Clone, Debug)]
pub enum Saved {
    /// It is kept, under this key; `changed` is false when there was nothing to change.
    Done {
        /// Key of the record.
        key: String,
        /// Whether anything changed.
        changed: bool,
    },
    /// Somebody else changed the same fields. Nothing is kept; these are the values of now, to go on from.
    Conflict {
        /// The fields both changed.
        fields: Vec<ConflictField>,
        /// What is stored now, for the fields of the form.
        stored: Values,
    },
}

/// Nothing, if a new volunteer belongs to the part of the work the account keeps.
async fn own_part(tx: &mut Tx, key: &str, account: AccountId) -> Result<(), AppError> {
    let reach = reach_of(tx, account, Right::People).await?;
    let id = key.parse().map_err(|_| AppError::NotFound)?;
    let belongs = tx.person_belongs(id).await?;
    if belongs.is_some_and(|thing| reach.covers(&thing)) {
        Ok(())
    } else {
        Err(AppError::rejected("district", "person-outside-reach"))
    }
}

impl App {
    /// Saves a form. The same form sent twice is one change.
    ///
    /// # Errors
    /// `Rejected` with every fault; `NotFound` when the record is gone.
    pub async fn save_record(&self, sent: &Sent<'_>) -> Result<Saved, AppError> {
        let (now, today) = (self.clock.now(), self.today(sent.lang));
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(key) = tx.use_form(sent.mark, now).await? {
            return Ok(Saved::Done { key, changed: true });
        }
        let catalogue = Catalogue::read(&mut tx, &self.templates, sent.lang).await?;
        let catalogue = catalogue.with_names(&mut tx, sent.kind).await?;
        let mut form = form_of(sent.kind, &catalogue, sent.key.is_none()).part(sent.part);
        form.fields.retain(|field| Some(field.part) != sent.without);
        let typed = form.parse(sent.typed, today).map_err(AppError::Rejected)?;
        let Some(key) = sent.key else {
            let key = self.create(&mut tx, sent, &typed, &catalogue, today, now).await?;
            if sent.kind == RecordKind::Person {
                own_part(&mut tx, &key, sent.account).await?;
            }
            tx.finish_form(sent.mark, &key).await?;
            tx.commit().await?;
            return Ok(Saved::Done { key, changed: true });
        };
        tx.lock_record(sent.kind, key).await?;
        let stored = load(&mut tx, sent.kind, key, today)
            .await?
            .ok_or(AppError::NotFound)?;
        let base: Values = serde_json::from_str(sent.base).unwrap_or_else(|_| stored.values.clone());
        let values = match merge(&base, &stored.values, &typed) {
            Merge::Merged(values) => values,
            Merge::Conflict(fields) => {
                let fields = conflict_fields(&mut tx, sent.kind, key, fields, &stored.values).await?;
                let of_form = |(name, _): &(String, String)| form.field(name).is_some();
                let stored = stored.values.into_iter().filter(of_form).collect();
                return Ok(Saved::Conflict { fields, stored });
            }
        };
        let changed = self
            .apply_change(
                &mut tx,
                Step {
                    kind: sent.kind,
                    key,
                    owner: stored.parent,
                    action: RecordAction::Changed,
                    batch: None,
                    actor: Actor::Account(sent.account),
                },
                &stored.values,
                &values,
                today,
            )
            .await?;
        tx.end_editing(sent.kind.as_str(), key, sent.account).await?;
        tx.finish_form(sent.mark, key).await?;
        tx.commit().await?;
        Ok(Saved::Done {
            key: key.to_owned(),
            changed,
        })
    }

    async fn create(
        &self,
        tx: &mut Tx,
        sent: &Sent<'_>,
        typed: &Values,
        catalogue: &Catalogue,
        today: Today,
        now: DateTime<Utc>,
    ) -> Result<String, AppError> {
        let text = |name: &str| typed.get(name).cloned().unwrap_or_default();
        let taken = |entries: &[super::Entry], key: &str, field: &str| {
            if key.is_empty() {
                Err(AppError::rejected(field, "required"))
            } else if reference::taken(entries, key) {
                Err(AppError::rejected(field, "key-taken"))
            } else {
                Ok(())
            }
        };
        let key = match sent.kind {
            RecordKind::Programme => {
                let key = slug(&text("name_de"));
                taken(&catalogue.programmes, &key, "name_de")?;
                key
            }
            RecordKind::Language => {
                taken(&catalogue.languages, &text("code"), "code")?;
                text("code")
            }
            RecordKind::District => {
                taken(&catalogue.districts, &text("code"), "code")?;
                text("code")
            }
            RecordKind::Funding => {
                let key = slug(&text("name"));
                let known = tx
                    .funding_sources()
                    .await?
                    .into_iter()
                    .map(|s| super::Entry::new(s.id, ""));
                taken(&known.collect::<Vec<_>>(), &key, "name")?;
                key
            }
            RecordKind::Regime => {
                let key = slug(&text("name_de"));
                taken(&catalogue.regimes, &key, "name_de")?;
                key
            }
            // There is one of each already.
            RecordKind::Calendar | RecordKind::Holidays => return Err(AppError::NotFound),
            _ => self.ids.uuid(now).to_string(),
        };
        if sent.kind == RecordKind::Organisation
            && let Some(same) = tx.find_organisation_by_name(&text("name")).await?
            && fold(&same.name) == fold(&text("name"))
        {
            return Err(AppError::rejected("name", "name-taken"));
        }
        let owner = sent.owner.parse::<Uuid>().ok();
        if matches!(sent.kind, RecordKind::Location | RecordKind::Contact) {
            let id = OrganisationId(owner.ok_or(AppError::NotFound)?);
            tx.organisation(id).await?.ok_or(AppError::NotFound)?;
        }
        write(self, tx, sent.kind, &key, owner, true, typed, today).await?;
        let kept = load(tx, sent.kind, &key, today)
            .await?
            .ok_or(AppError::NotFound)?;
        let what = (sent.kind, key.as_str(), RecordAction::Created);
        let changes = diff(&Values::new(), &kept.values);
        self.note_change(tx, Actor::Account(sent.account), what, changes, None)
            .await?;
        Ok(key)
    }

    /// Writes values over a record and its history; whether anything changed. What the history says is what is stored
    /// afterwards, not what was asked for.
    pub(super) async fn apply_change(
        &self,
        tx: &mut Tx,
        step: Step<'_>,
        stored: &Values,
        values: &Values,
        today: Today,
    ) -> Result<bool, AppError> {
        if diff(stored, values).is_empty() {
            return Ok(false);
        }
        if !write(self, tx, step.kind, step.key, step.owner, false, values, today).await? {
            return Err(AppError::Conflict("conflict-record-changed"));
        }
        let kept = load(tx, step.kind, step.key, today)
            .await?
            .ok_or(AppError::NotFound)?;
        let changes = diff(stored, &kept.values);
        let changed = !changes.is_empty();
        let what = (step.kind, step.key, step.action);
        self.note_change(tx, step.actor, what, changes, step.batch)
            .await?;
        Ok(changed)
    }

    /// Takes the last change of a record back, if nothing it set has changed since.
    ///
    /// # Errors
    /// `Conflict` when it is not the last one any more or its values have changed.
    pub async fn undo_record(
        &self,
        kind: RecordKind,
        key: &str,
        revision: Uuid,
        account: AccountId,
        mark: &str,
        lang: Lang,
    ) -> Result<(), AppError> {
        let (now, today) = (self.clock.now(), self.today(lang));
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        tx.lock_record(kind, key).await?;
        let last = tx.revisions(kind, key, Page::first(1)).await?.rows.pop();
        let last = last
            .filter(|r| r.id == revision)
            .ok_or(AppError::Conflict("conflict-undo-late"))?;
        let stored = load(&mut tx, kind, key, today).await?.ok_or(AppError::NotFound)?;
        if !can_undo(&last, &stored.values) {
            return Err(AppError::Conflict("conflict-undo-late"));
        }
        let catalogue = Catalogue::read(&mut tx, &self.templates, lang).await?;
        let catalogue = catalogue.with_names(&mut tx, kind).await?;
        let form = form_of(kind, &catalogue, false);
        let step = Step {
            kind,
            key,
            owner: stored.parent,
            action: RecordAction::Undone,
            batch: None,
            actor: Actor::Account(account),
        };
        let values = undone(&last, &stored.values, &form, today)?;
        self.apply_change(&mut tx, step, &stored.values, &values, today)
            .await?;
        tx.finish_form(mark, key).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// One change that is about to be written.
pub(super) struct Step<'a> {
    pub(super) kind: RecordKind,
    pub(super) key: &'a str,
    pub(super) owner: Option<Uuid>,
    pub(super) action: RecordAction,
    pub(super) batch: Option<Uuid>,
    pub(super) actor: Actor,
}

/// Whether a change can be taken back: it set values, and each still stands.
pub(super) fn can_undo(revision: &Revision, values: &Values) -> bool {
    let stands = |field: &str, after: &str| values.get(field).map_or("", String::as_str) == after;
    matches!(revision.action, RecordAction::Changed | RecordAction::Undone)
        && !revision.changes.is_empty()
        && revision.changes.iter().all(|c| stands(&c.field, &c.after))
}

/// The values before a change, checked like typed ones: a district that is gone cannot come back by an undo.
pub(super) fn undone(
    revision: &Revision,
    stored: &Values,
    form: &Form,
    today: Today,
) -> Result<Values, AppError> {
    let mut values = stored.clone();
    for change in &revision.changes {
        values.insert(change.field.clone(), change.before.clone());
    }
    let checked = form.parse(&form.typed(&values, today), today);
    match checked {
        Ok(_) => Ok(values),
        Err(faults) => Err(AppError::Rejected(faults)),
    }
}

/// Writes values into the rows of a kind; `false` when the record is gone or was changed in this very moment.
#[expect(
    clippy::too_many_arguments,
    reason = "one place chooses by kind; every kind needs another part"
)]
pub(super) async fn write(
    app: &App,
    tx: &mut Tx,
    kind: RecordKind,
    key: &str,
    owner: Option<Uuid>,
    new: bool,
    values: &Values,
    today: Today,
) -> Result<bool, AppError> {
    let id = || key.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let owner = owner.unwrap_or_default();
    match kind {
        RecordKind::Person => people::write(tx, key, new, values, today.day).await,
        RecordKind::Organisation => organisations::write_organisation(tx, id()?, new, values).await,
        RecordKind::Location => organisations::write_location(tx, id()?, owner, new, values).await,
        RecordKind::Contact => organisations::write_contact(tx, id()?, owner, new, values).await,
        RecordKind::Programme => reference::write_programme(tx, key, values).await,
        RecordKind::Language => reference::write_language(tx, key, values).await,
        RecordKind::District => reference::write_district(tx, key, values).await,
        RecordKind::Exclusion => exclusions::write(app, tx, key, new, values).await,
        RecordKind::Funding => money::write_funding(tx, key, values).await,
        RecordKind::Regime => money::write_regime(tx, key, values).await,
        RecordKind::Calendar => calendars::write_office(app, tx, values, today.day).await,
        RecordKind::Holidays => calendars::write_school(tx, values).await,
    }
}

/// Who last changed each of the fields, and to what.
async fn conflict_fields(
    tx: &mut Tx,
    kind: RecordKind,
    key: &str,
    fields: Vec<String>,
    stored: &Values,
) -> Result<Vec<ConflictField>, AppError> {
    let history = tx.revisions(kind, key, Page::first(50)).await?.rows;
    let mut found = Vec::new();
    for field in fields {
        let theirs = stored.get(&field).cloned().unwrap_or_default();
        let last = history.iter().find(|r| {
            let set = r.changes.iter().find(|c| c.field == field);
            set.is_some_and(|c| c.after == theirs)
        });
        let by = match last.map(|r| r.actor) {
            Some(Actor::Account(id)) => tx.account(id).await?.map(|a| a.name).unwrap_or_default(),
            _ => String::new(),
        };
        found.push(ConflictField {
            at: last.map(|r| r.at),
            field,
            theirs,
            by,
        });
    }
    Ok(found)
}
