//! What does a file of rules change? What a form would change: the same checks, the same history.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{DateTime, Utc};

use super::intake::{Batch, Intake, each_record};
use super::{App, AppError};
use crate::app::records::{Taken, form::Form};
use crate::domain::Rejection;
use crate::domain::exclusion::{ExcludedFrom, Exclusion};
use crate::domain::import::Subject;
use crate::domain::record::{RecordKind, Values};
use crate::domain::text::slug;
use crate::import::columns::columns;
use crate::import::fault::{Fail, Fault};
use crate::import::rules::{self, Pair, RuleRecord, Somebody, Target};
use crate::store::Tx;

impl App {
    pub(super) async fn apply_rules(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let mut records = Vec::new();
        let (kind, lookup, pairs) = (intake.kind, intake.lookup, &mut intake.seen.pairs);
        each_record!(
            intake,
            batch,
            most,
            |row| rules::read(kind, row, lookup, pairs),
            |record| {
                records.push(record);
            }
        );
        let mut forms: BTreeMap<RecordKind, Form> = BTreeMap::new();
        for record in records {
            let form = match forms.entry(record.kind) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => free.insert(self.record_form(tx, record.kind).await?),
            };
            self.apply_rule(tx, intake, batch, record, form, now).await?;
        }
        Ok(())
    }

    async fn apply_rule(
        &self,
        tx: &mut Tx,
        intake: &Intake<'_>,
        batch: &mut Batch,
        record: RuleRecord,
        form: &Form,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let (key, more) = match &record.target {
            Target::Key(key) => (key.clone(), Values::new()),
            Target::Name(name) if record.kind == RecordKind::Regime => {
                let known = tx.cap_regimes().await?.into_iter();
                let mut known = known.filter(|r| rules::is_called(&r.name_de, name));
                let key = known.next().map_or_else(|| slug(name), |regime| regime.id);
                (key, Values::new())
            }
            Target::Name(name) => {
                let sources = tx.funding_sources().await?;
                let known = sources.into_iter().find(|s| rules::same_name(&s.name, name));
                match known {
                    Some(source) => (source.id, Values::new()),
                    None if intake.kind == crate::import::Kind::Refusals => {
                        aside(batch, record, "funding", Fail::new("import-funding"));
                        return Ok(());
                    }
                    None => (slug(name), Values::new()),
                }
            }
            Target::Pair(pair) => match found(intake, pair) {
                Ok(values) => {
                    let known = tx.exclusions().await?.into_iter().find(|e| says(e, &values));
                    let key = known.map_or_else(|| self.ids.uuid(now), |e| e.id.0);
                    (key.to_string(), values)
                }
                Err(column) => {
                    aside(batch, record, column, Fail::new("import-agreed-person"));
                    return Ok(());
                }
            },
        };
        let taken = self
            .take_record(tx, intake.actor, (record.kind, &key), form, |values| {
                values.extend(more.clone());
                record.apply(values);
            })
            .await?;
        match taken {
            Taken::Kept { before, after } => {
                let key = format!("{}\n{key}", record.kind);
                let change = batch.note_change(Subject::Record, key, before.as_ref(), &after)?;
                batch.count(change);
            }
            Taken::Refused(faults) => {
                let mut parked = record.parked;
                let own = |field: &str| columns(intake.kind).iter().find(|column| column.key == field);
                let fault = |fault: Rejection| {
                    let key = own(&fault.field).map_or("", |column| column.key);
                    Fault {
                        key,
                        ..Fault::new(parked.row, None, "", Fail::from(fault))
                    }
                };
                parked.faults = faults.into_iter().map(fault).collect();
                batch.tally.parked += 1;
                batch.parked.push(parked);
            }
        }
        Ok(())
    }
}

/// The values of a pair whose people are known, or the column that names nobody.
fn found(intake: &Intake<'_>, pair: &Pair) -> Result<Values, &'static str> {
    let person = |who: &Somebody| {
        let (email, phone) = (who.email.as_deref(), who.phone.as_deref());
        let named = intake.people.find_named(&who.name, email, phone);
        let bare = email.is_none() && phone.is_none();
        named.or_else(|| bare.then(|| intake.people.only_one_named(&who.name)).flatten())
    };
    let who = person(&pair.who).ok_or("last_name")?;
    let (field, value) = match &pair.from {
        Ok((field, value)) => (*field, value.clone()),
        Err(other) => ("not_person", person(other).ok_or("other_name")?.to_string()),
    };
    let mut values: Values = ["not_organisation", "not_person", "not_case"]
        .map(|name| (name.to_owned(), String::new()))
        .into();
    values.insert("person".to_owned(), who.to_string());
    values.insert(field.to_owned(), value);
    Ok(values)
}

/// Whether a pair that is kept is the one these values name, in whichever direction.
fn says(exclusion: &Exclusion, values: &Values) -> bool {
    let text = |name: &str| values.get(name).map_or("", String::as_str);
    let person = exclusion.person.to_string();
    match &exclusion.from {
        ExcludedFrom::Organisation(id) => {
            text("person") == person && text("not_organisation") == id.to_string()
        }
        ExcludedFrom::Case(token) => text("person") == person && text("not_case") == token,
        ExcludedFrom::Person(other) => {
            let other = other.to_string();
            let pair = (text("person"), text("not_person"));
            pair == (person.as_str(), other.as_str()) || pair == (other.as_str(), person.as_str())
        }
    }
}

/// Puts a row aside whose fault only the stored data could show.
fn aside(batch: &mut Batch, record: RuleRecord, key: &'static str, fail: Fail) {
    let mut parked = record.parked;
    let fault = Fault::new(parked.row, None, "", fail);
    parked.faults = vec![Fault { key, ..fault }];
    batch.tally.parked += 1;
    batch.parked.push(parked);
}
