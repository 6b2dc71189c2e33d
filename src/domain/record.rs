//! What changed in a record the office keeps, field by field, and whose change wins when two people edit at once?
//!
//! A record is seen here as its form shows it: fields with a text each. So one history, one comparison and one undo
//! serve people, schools, languages and calendars alike.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::account::Actor;
use super::text_enum;

text_enum! {
    /// What can be edited in the browser.
    RecordKind {
        /// A volunteer.
        Person = "person",
        /// An organisation that asks.
        Organisation = "organisation",
        /// A place of an organisation.
        Location = "location",
        /// A person at an organisation.
        Contact = "contact",
        /// A programme with its rules.
        Programme = "programme",
        /// A language with those who can stand in.
        Language = "language",
        /// A district with its travel times.
        District = "district",
        /// Two who are not to be brought together.
        Exclusion = "exclusion",
        /// A source of money.
        Funding = "funding",
        /// What the law lets people earn.
        Regime = "regime",
        /// Closures, telephone hours and cover of the office; there is one.
        Calendar = "calendar",
        /// School holidays; there is one table.
        Holidays = "holidays",
    }
}

text_enum! {
    /// What was done to a record.
    RecordAction {
        /// It was added.
        Created = "created",
        /// Fields were changed.
        Changed = "changed",
        /// An earlier change was taken back.
        Undone = "undone",
        /// It went into the archive.
        Archived = "archived",
        /// It came back from there.
        Restored = "restored",
        /// It was deleted; nothing hung on it.
        Deleted = "deleted",
        /// A person's data were erased.
        Erased = "erased",
    }
}

/// The fields of a form by name, as texts in the one form in which they are compared.
pub type Values = BTreeMap<String, String>;

/// One field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Name of the field.
    pub field: String,
    /// Before; empty for nothing.
    pub before: String,
    /// After; empty for nothing.
    pub after: String,
}

/// One entry of a record's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Key.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// Kind of record.
    pub kind: RecordKind,
    /// Its key.
    pub record: String,
    /// What was done.
    pub action: RecordAction,
    /// The change for many it is a part of.
    pub batch: Option<Uuid>,
    /// Fields that changed; empty when the values are gone or the action has none.
    pub changes: Vec<Change>,
}

/// What comes of an edit when somebody else may have changed the record since the form was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Nobody touched the same fields: the values to keep. Fields of others stay as they are now.
    Merged(Values),
    /// Both changed these fields, to different values.
    Conflict(Vec<String>),
}

/// The fields in which two states differ, by name. A field that one of them lacks counts as empty there.
pub fn diff(before: &Values, after: &Values) -> Vec<Change> {
    let text = |values: &Values, field: &str| values.get(field).cloned().unwrap_or_default();
    let fields: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    fields
        .into_iter()
        .map(|field| Change {
            field: field.clone(),
            before: text(before, field),
            after: text(after, field),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// Brings together what was shown (`base`), what is stored now and what was typed. Only fields of `typed` count; the
/// others keep what is stored.
pub fn merge(base: &Values, stored: &Values, typed: &Values) -> Merge {
    let mut merged = stored.clone();
    let mut conflicts = Vec::new();
    for (field, mine) in typed {
        let theirs = stored.get(field);
        let shown = base.get(field).or(theirs);
        if Some(mine) == shown {
            continue;
        }
        if theirs != shown && theirs != Some(mine) {
            conflicts.push(field.clone());
        }
        merged.insert(field.clone(), mine.clone());
    }
    if conflicts.is_empty() {
        Merge::Merged(merged)
    } else {
        Merge::Conflict(conflicts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> Values {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn what_only_one_of_two_changed_is_kept() {
        let base = values(&[("name", "A"), ("phone", "1"), ("town", "H")]);
        let stored = values(&[("name", "A"), ("phone", "2"), ("town", "H")]);
        let typed = values(&[("name", "B"), ("phone", "1")]);
        let merged = Merge::Merged(values(&[("name", "B"), ("phone", "2"), ("town", "H")]));
        assert_eq!(merge(&base, &stored, &typed), merged);
    }

    #[test]
    fn the_same_field_changed_twice_is_a_conflict_unless_both_agree() {
        let (base, stored) = (values(&[("phone", "1")]), values(&[("phone", "2")]));
        let conflict = Merge::Conflict(vec!["phone".into()]);
        assert_eq!(merge(&base, &stored, &values(&[("phone", "3")])), conflict);
        assert_eq!(
            merge(&base, &stored, &values(&[("phone", "2")])),
            Merge::Merged(stored.clone())
        );
    }

    #[test]
    fn a_difference_names_both_values() {
        let change = |before: &str, after: &str| Change {
            field: "phone".into(),
            before: before.into(),
            after: after.into(),
        };
        let (one, two) = (values(&[("phone", "1")]), values(&[("phone", "2")]));
        assert_eq!(diff(&one, &two), [change("1", "2")]);
        assert_eq!(diff(&Values::new(), &two), [change("", "2")]);
        assert!(diff(&one, &one).is_empty());
    }
}
