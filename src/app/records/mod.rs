//! Everything the office keeps can be looked at, changed, taken back, put away and found again, in one way for all.
//!
//! A kind of record says three things, in a file of its own: which form it has, which values it shows, and how values
//! become rows. What is the same for all is here and beside: [`form`] (fields and faults), `save` (two people at
//! once, history, undo), `keep` (archive, delete), `list`.

mod bulk;
mod calendars;
mod catalogue;
mod exclusions;
pub mod form;
mod keep;
mod list;
mod money;
mod organisations;
mod people;
mod reference;
mod save;
mod take;
mod week;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

pub use bulk::{BULK_MAX, BulkAction, BulkPreview, BulkResult};
pub use calendars::{OFFICE, SCHOOL, SCHOOL as OFFICE_HOLIDAYS};
pub use catalogue::Catalogue;
pub(super) use form::parse_cents;
pub use form::{Column, Entry, Field, Form, Input, ROWS_MAX, Today, Typed, cell_name};
pub use keep::{Removal, RemovalPreview};
pub use list::{Listed, RecordList, RecordQuery};
pub(super) use organisations::{contact_values, location_values, organisation_values};
pub(super) use people::values as person_values;
pub(super) use reference::{language_values, programme_values};
pub use save::{ConflictField, Saved, Sent};
pub(in crate::app) use take::Taken;
pub use week::{DAYS, SPANS, name as week_name};

use super::{App, AppError};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::record::{Change, RecordAction, RecordKind, Revision, Values};
use crate::ids::AccountId;
use crate::store::{Editor, Page, Paged, Tx};
use crate::view::Lang;

/// How long an open form counts as being worked on.
const ALIVE: TimeDelta = TimeDelta::minutes(5);

/// What a record shows.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its name.
    pub title: String,
    /// Its values by field.
    pub values: Values,
    /// The organisation it belongs to, for places and contacts.
    pub parent: Option<Uuid>,
}

/// A record with everything its pages need.
#[derive(Clone, Debug)]
pub struct Record {
    /// Kind.
    pub kind: RecordKind,
    /// Key; `None` for one that is about to be made.
    pub key: Option<String>,
    /// Its name; empty for a new one.
    pub title: String,
    /// Its values.
    pub values: Values,
    /// Its form.
    pub form: Form,
    /// The organisation it belongs to: key and name.
    pub parent: Option<(Uuid, String)>,
    /// Whether it is in the archive.
    pub archived: bool,
    /// Who else has its form open.
    pub editors: Vec<Editor>,
}

/// One entry of a history with the name of who did it.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// The entry.
    pub revision: Revision,
    /// Name of the account; empty when it was nobody of the office.
    pub by: String,
    /// Whether it can be taken back: it is the last one, and every field still has the value it gave.
    pub undoable: bool,
}

impl App {
    /// The day and the language in which a form is read.
    pub fn today(&self, lang: Lang) -> Today {
        Today {
            day: local::local_date(self.config.time_zone, self.clock.now()),
            lang,
        }
    }

    /// A record with its form.
    ///
    /// # Errors
    /// `NotFound` when there is none with this key.
    pub async fn kept_record(
        &self,
        kind: RecordKind,
        key: &str,
        account: AccountId,
        lang: Lang,
    ) -> Result<Record, AppError> {
        let mut tx = self.store.read().await?;
        self.kept_record_in(&mut tx, kind, key, account, lang).await
    }

    async fn kept_record_in(
        &self,
        tx: &mut Tx,
        kind: RecordKind,
        key: &str,
        account: AccountId,
        lang: Lang,
    ) -> Result<Record, AppError> {
        let today = self.today(lang);
        let loaded = load(tx, kind, key, today).await?.ok_or(AppError::NotFound)?;
        let catalogue = Catalogue::read(tx, &self.templates, lang)
            .await?
            .with_names(tx, kind)
            .await?;
        let alive = self.clock.now() - ALIVE;
        Ok(Record {
            form: form_of(kind, &catalogue, false),
            parent: parent(tx, loaded.parent).await?,
            archived: tx.is_archived(kind, key).await?,
            editors: tx.editors(kind.as_str(), key, account, alive).await?,
            key: Some(key.to_owned()),
            title: loaded.title,
            values: loaded.values,
            kind,
        })
    }

    /// An empty record with its form; `parent` is the organisation a place or contact will belong to.
    ///
    /// # Errors
    /// `NotFound` when the organisation is missing or unknown.
    pub async fn new_record(&self, kind: RecordKind, owner: &str, lang: Lang) -> Result<Record, AppError> {
        let mut tx = self.store.read().await?;
        let catalogue = Catalogue::read(&mut tx, &self.templates, lang)
            .await?
            .with_names(&mut tx, kind)
            .await?;
        let parent = match kind {
            RecordKind::Location | RecordKind::Contact => {
                let id = owner.parse().map_err(|_| AppError::NotFound)?;
                Some(parent(&mut tx, Some(id)).await?.ok_or(AppError::NotFound)?)
            }
            _ => None,
        };
        Ok(Record {
            kind,
            key: None,
            title: String::new(),
            values: blank(kind),
            form: form_of(kind, &catalogue, true),
            parent,
            archived: false,
            editors: Vec::new(),
        })
    }

    /// Notes that the account has the form of a record open; others see it for five minutes.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note_editing(
        &self,
        kind: RecordKind,
        key: &str,
        account: AccountId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.note_editing(kind.as_str(), key, account, now, now - ALIVE)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// One page of a record's history, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn record_history(
        &self,
        kind: RecordKind,
        key: &str,
        page: Page,
        lang: Lang,
    ) -> Result<Paged<HistoryEntry>, AppError> {
        let mut tx = self.store.read().await?;
        let found = tx.revisions(kind, key, page).await?;
        let values = load(&mut tx, kind, key, self.today(lang))
            .await?
            .map(|l| l.values);
        let ids: std::collections::BTreeSet<AccountId> = found
            .rows
            .iter()
            .filter_map(|r| match r.actor {
                Actor::Account(id) => Some(id),
                _ => None,
            })
            .collect();
        let mut names = std::collections::BTreeMap::new();
        for id in ids {
            names.insert(id, tx.account(id).await?.map(|a| a.name).unwrap_or_default());
        }
        let latest = (page.number == 0)
            .then(|| found.rows.first().map(|r| r.id))
            .flatten();
        let total = found.total;
        let rows = found.rows.into_iter().map(|revision| HistoryEntry {
            by: match revision.actor {
                Actor::Account(id) => names.get(&id).cloned().unwrap_or_default(),
                _ => String::new(),
            },
            undoable: latest == Some(revision.id)
                && values
                    .as_ref()
                    .is_some_and(|values| save::can_undo(&revision, values)),
            revision,
        });
        Ok(Paged {
            rows: rows.collect(),
            total,
        })
    }

    /// Writes an entry into a record's history, in the caller's transaction: for changes made elsewhere than in the
    /// office's forms. Nothing is written when nothing changed.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn note_change(
        &self,
        tx: &mut Tx,
        actor: Actor,
        what: (RecordKind, &str, RecordAction),
        changes: Vec<Change>,
        batch: Option<Uuid>,
    ) -> Result<(), AppError> {
        let now: DateTime<Utc> = self.clock.now();
        let (kind, key, action) = what;
        if changes.is_empty() && matches!(action, RecordAction::Changed | RecordAction::Undone) {
            return Ok(());
        }
        tx.insert_revision(&Revision {
            id: self.ids.uuid(now),
            at: now,
            actor,
            kind,
            record: key.to_owned(),
            action,
            batch,
            changes,
        })
        .await?;
        Ok(())
    }
}

async fn parent(tx: &mut Tx, id: Option<Uuid>) -> Result<Option<(Uuid, String)>, AppError> {
    let Some(id) = id else { return Ok(None) };
    let found = tx.organisation(crate::ids::OrganisationId(id)).await?;
    Ok(found.map(|organisation| (id, organisation.name)))
}

/// The form of a kind of record.
fn form_of(kind: RecordKind, catalogue: &Catalogue, new: bool) -> Form {
    match kind {
        RecordKind::Person => people::form(catalogue, new),
        RecordKind::Organisation => organisations::organisation_form(catalogue),
        RecordKind::Location => organisations::location_form(catalogue),
        RecordKind::Contact => organisations::contact_form(catalogue),
        RecordKind::Programme => reference::programme_form(catalogue),
        RecordKind::Language => reference::language_form(catalogue, new),
        RecordKind::District => reference::district_form(catalogue, new),
        RecordKind::Exclusion => exclusions::form(catalogue),
        RecordKind::Funding => money::funding_form(catalogue),
        RecordKind::Regime => money::regime_form(catalogue),
        RecordKind::Calendar => calendars::office_form(),
        RecordKind::Holidays => calendars::school_form(catalogue),
    }
}

/// What a new record begins with.
fn blank(kind: RecordKind) -> Values {
    let pairs: &[(&str, &str)] = match kind {
        RecordKind::Person => &[
            ("ui_language", "de"),
            ("channel", "email"),
            ("mobility", "public_transport"),
            ("everywhere", "on"),
            ("modes", "on_site"),
        ],
        RecordKind::Organisation => &[("kind", "school")],
        RecordKind::Location => &[("location_kind", "public")],
        RecordKind::Contact => &[("contact_kind", "person")],
        RecordKind::Programme => &[
            ("language_min", "B1"),
            ("modes", "on_site"),
            ("max_minutes", "180"),
            ("backups", "3"),
            ("public_only", "on"),
            ("lead_workdays", "5"),
            ("repeat_months", "6"),
        ],
        _ => &[],
    };
    pairs
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect()
}

/// The record of this key as its form shows it.
async fn load(tx: &mut Tx, kind: RecordKind, key: &str, today: Today) -> Result<Option<Loaded>, AppError> {
    match kind {
        RecordKind::Person => people::load(tx, key, today).await,
        RecordKind::Organisation => organisations::load_organisation(tx, key).await,
        RecordKind::Location => organisations::load_location(tx, key).await,
        RecordKind::Contact => organisations::load_contact(tx, key).await,
        RecordKind::Programme => reference::load_programme(tx, key).await,
        RecordKind::Language => reference::load_language(tx, key).await,
        RecordKind::District => reference::load_district(tx, key).await,
        RecordKind::Exclusion => exclusions::load(tx, key).await,
        RecordKind::Funding => money::load_funding(tx, key).await,
        RecordKind::Regime => money::load_regime(tx, key).await,
        RecordKind::Calendar => calendars::load_office(tx, key, today).await,
        RecordKind::Holidays => calendars::load_school(tx, key).await,
    }
}
