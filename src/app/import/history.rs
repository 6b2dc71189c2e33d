//! What a file changed stands in the history of each record, as if somebody had typed it. What it added is noted
//! without its values: they are the record.

use std::collections::BTreeMap;

use serde_json::Value;

use super::undo::read;
use super::{App, AppError};
use crate::app::records::{self, OFFICE_HOLIDAYS};
use crate::calendar::school::SchoolHolidays;
use crate::domain::account::Actor;
use crate::domain::district::Travel;
use crate::domain::import::{ImportChange, Subject};
use crate::domain::language::LanguageFallback;
use crate::domain::person::{Mobility, PersonSettings};
use crate::domain::record::{Change, RecordAction, RecordKind, Revision, Values, diff};
use crate::store::Tx;

/// A line of a list inside a record.
struct Part {
    field: &'static str,
    /// First cell of the line.
    line: String,
    /// Cell that changed, `None` for the line as a whole, and what it was; absent when there was no such line.
    old: (Option<usize>, Option<String>),
}

impl App {
    /// Writes the history of what a file changed, or with `back` of taking that back, in the transaction that did it.
    pub(super) async fn note_imported(
        &self,
        tx: &mut Tx,
        actor: Actor,
        changes: &[ImportChange],
        back: bool,
    ) -> Result<(), AppError> {
        let mut lists: BTreeMap<(RecordKind, String), Vec<Part>> = BTreeMap::new();
        let mut created = Vec::new();
        for change in changes {
            let old = if back {
                Some(&change.after)
            } else {
                change.before.as_ref()
            };
            if let Some((kind, key, part)) = part(change, old)? {
                lists.entry((kind, key)).or_default().push(part);
                continue;
            }
            if change.subject == Subject::Settings {
                self.note_settings(tx, actor, change, back).await?;
                continue;
            }
            if change.subject == Subject::SocialArea {
                self.note_area(tx, actor, change, back).await?;
                continue;
            }
            let Some(kind) = record_of(change.subject) else {
                continue;
            };
            let what = |action| (kind, change.key.as_str(), action);
            match (&change.before, back) {
                (None, false) => {
                    let now = self.clock.now();
                    created.push(Revision {
                        id: self.ids.uuid(now),
                        at: now,
                        actor,
                        kind,
                        record: change.key.clone(),
                        action: RecordAction::Created,
                        batch: None,
                        changes: Vec::new(),
                    });
                }
                (None, true) => {
                    tx.forget_values(kind, &change.key).await?;
                    self.note_change(tx, actor, what(RecordAction::Deleted), Vec::new(), None)
                        .await?;
                }
                (Some(before), _) => {
                    let (before, after) = (
                        self.values_of(kind, before)?,
                        self.values_of(kind, &change.after)?,
                    );
                    let (changes, action) = if back {
                        (diff(&after, &before), RecordAction::Undone)
                    } else {
                        (diff(&before, &after), RecordAction::Changed)
                    };
                    self.note_change(tx, actor, what(action), changes, None).await?;
                }
            }
        }
        // A record that was made and changed by one file says so in this order: later entries have later keys.
        tx.insert_bare_revisions(&created).await?;
        for ((kind, key), parts) in lists {
            let Some(now) = self.record_values(tx, kind, &key).await? else {
                continue;
            };
            let mut before = now.clone();
            for part in &parts {
                let text = before.entry(part.field.to_owned()).or_default();
                *text = with_old_line(text, part);
            }
            let changes: Vec<Change> = diff(&before, &now);
            let action = if back {
                RecordAction::Undone
            } else {
                RecordAction::Changed
            };
            self.note_change(tx, actor, (kind, &key, action), changes, None)
                .await?;
        }
        Ok(())
    }

    async fn note_settings(
        &self,
        tx: &mut Tx,
        actor: Actor,
        change: &ImportChange,
        back: bool,
    ) -> Result<(), AppError> {
        let read = |value| read::<PersonSettings>(value);
        let after = read(&change.after)?;
        let before = change.before.as_ref().map(read).transpose()?.unwrap_or_default();
        let (before, after, action) = if back {
            (after, before, RecordAction::Undone)
        } else {
            (before, after, RecordAction::Changed)
        };
        let changes = diff(&setting_values(&before), &setting_values(&after));
        let what = (RecordKind::Person, change.key.as_str(), action);
        self.note_change(tx, actor, what, changes, None).await
    }

    async fn note_area(
        &self,
        tx: &mut Tx,
        actor: Actor,
        change: &ImportChange,
        back: bool,
    ) -> Result<(), AppError> {
        let [after] = read::<[String; 1]>(&change.after)?;
        let before = change.before.as_ref().map(read::<[String; 1]>).transpose()?;
        let [before] = before.unwrap_or_default();
        let (before, after, action) = if back {
            (after, before, RecordAction::Undone)
        } else {
            (before, after, RecordAction::Changed)
        };
        let changed = Change {
            field: "social_area".to_owned(),
            before,
            after,
        };
        let what = (RecordKind::Location, change.key.as_str(), action);
        self.note_change(tx, actor, what, vec![changed], None).await
    }

    /// A record as its form shows it, as far as its own row says.
    fn values_of(&self, kind: RecordKind, value: &Value) -> Result<Values, AppError> {
        let today = self.today(crate::view::Lang::De).day;
        Ok(match kind {
            RecordKind::Person => records::person_values(&read(value)?, today),
            RecordKind::Organisation => records::organisation_values(&read(value)?),
            RecordKind::Location => records::location_values(&read(value)?),
            RecordKind::Contact => records::contact_values(&read(value)?),
            RecordKind::Programme => records::programme_values(&read(value)?),
            RecordKind::Language => records::language_values(&read(value)?),
            _ => {
                let name = value.get("name").and_then(Value::as_str).unwrap_or_default();
                [("name".to_owned(), name.to_owned())].into()
            }
        })
    }
}

/// The kind of record a change was made to; those of requests are in the audit, rules have their own history.
fn record_of(subject: Subject) -> Option<RecordKind> {
    match subject {
        Subject::Person => Some(RecordKind::Person),
        Subject::Organisation => Some(RecordKind::Organisation),
        Subject::Location => Some(RecordKind::Location),
        Subject::Contact => Some(RecordKind::Contact),
        Subject::Programme => Some(RecordKind::Programme),
        Subject::Language => Some(RecordKind::Language),
        Subject::District => Some(RecordKind::District),
        _ => None,
    }
}

/// The line of a list that a change was made to.
fn part(change: &ImportChange, old: Option<&Value>) -> Result<Option<(RecordKind, String, Part)>, AppError> {
    let parts: Vec<&str> = change.key.split('\n').collect();
    Ok(match (change.subject, parts.as_slice()) {
        (Subject::Travel, [mobility, from, to]) => {
            let minutes = old
                .map(read::<Travel>)
                .transpose()?
                .map(|t| t.minutes.to_string());
            let cell = if *mobility == Mobility::Car.as_str() { 2 } else { 1 };
            let part = Part {
                field: "travel",
                line: (*to).to_owned(),
                old: (Some(cell), Some(minutes.unwrap_or_default())),
            };
            Some((RecordKind::District, (*from).to_owned(), part))
        }
        (Subject::Fallback, [asked, spoken]) => {
            let line = old.map(read::<LanguageFallback>).transpose()?;
            let part = Part {
                field: "fallbacks",
                line: (*spoken).to_owned(),
                old: (None, line.map(|f| format!("{}\t{}", f.spoken.0, f.quality))),
            };
            Some((RecordKind::Language, (*asked).to_owned(), part))
        }
        (Subject::Holiday, [from]) => {
            let line = old.map(read::<SchoolHolidays>).transpose()?;
            let part = Part {
                field: "school_holidays",
                line: (*from).to_owned(),
                old: (None, line.map(|s| format!("{}\t{}\t{}", s.from, s.to, s.kind))),
            };
            Some((RecordKind::Holidays, OFFICE_HOLIDAYS.to_owned(), part))
        }
        (Subject::MovableDay, [organisation, day]) => {
            let part = Part {
                field: "movable_days",
                line: (*day).to_owned(),
                old: (None, old.map(|_| (*day).to_owned())),
            };
            Some((RecordKind::Organisation, (*organisation).to_owned(), part))
        }
        _ => None,
    })
}

/// A list as it was before one of its lines changed.
fn with_old_line(text: &str, part: &Part) -> String {
    let own = |line: &str| line.split('\t').next() == Some(part.line.as_str());
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    match &part.old {
        (Some(cell), Some(old)) => {
            for line in lines.iter_mut().filter(|line| own(line)) {
                let mut cells: Vec<&str> = line.split('\t').collect();
                if let Some(slot) = cells.get_mut(*cell) {
                    *slot = old;
                }
                *line = cells.join("\t");
            }
        }
        (_, old) => {
            let at = lines.iter().position(|line| own(line));
            lines.retain(|line| !own(line));
            if let Some(old) = old {
                let after = |line: &&String| line.as_str() < old.as_str();
                let at = at.unwrap_or_else(|| lines.iter().filter(after).count());
                lines.insert(at.min(lines.len()), old.clone());
            }
        }
    }
    lines.join("\n")
}

/// What is edited beside a person's row, as values.
fn setting_values(settings: &PersonSettings) -> Values {
    let tick = |on: bool| if on { "on" } else { "" }.to_owned();
    let carrier = settings.carrier.map(|id| id.to_string());
    [
        ("reminders", tick(settings.reminders)),
        ("thanks", tick(settings.thanks)),
        ("early_calls", tick(settings.early_calls)),
        (
            "second_language",
            settings.second_language.clone().unwrap_or_default(),
        ),
        ("carrier", carrier.unwrap_or_default()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_what_it_was() {
        let part = |cell, old: Option<&str>| Part {
            field: "x",
            line: "b".into(),
            old: (cell, old.map(str::to_owned)),
        };
        assert_eq!(
            with_old_line("a\t1\t2\nb\t3\t4", &part(Some(1), Some("9"))),
            "a\t1\t2\nb\t9\t4"
        );
        assert_eq!(with_old_line("a\t1\nb\t3", &part(None, None)), "a\t1");
        assert_eq!(
            with_old_line("a\t1\nc\t3", &part(None, Some("b\t2"))),
            "a\t1\nb\t2\nc\t3"
        );
    }
}
