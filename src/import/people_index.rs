//! Which person of the office does a row mean?

use std::collections::BTreeMap;

use super::people::PersonRecord;
use crate::domain::person::Person;
use crate::domain::text::fold;
use crate::ids::PersonId;

/// The people of the office by what identifies them in a file.
#[derive(Clone, Debug, Default)]
pub struct PeopleIndex {
    by_email: BTreeMap<(String, String), PersonId>,
    by_phone: BTreeMap<(String, String), PersonId>,
}

impl PeopleIndex {
    /// Of these people; of two that cannot be told apart the first counts.
    pub fn new<'a>(people: impl IntoIterator<Item = &'a Person>) -> Self {
        let mut index = Self::default();
        for person in people {
            let name = fold(&person.full_name());
            if let Some(email) = &person.email {
                index
                    .by_email
                    .entry((name.clone(), email.as_str().to_lowercase()))
                    .or_insert(person.id);
            }
            if let Some(phone) = &person.phone {
                index.by_phone.entry((name, digits(phone))).or_insert(person.id);
            }
        }
        index
    }

    /// The person of this row: the same name, and the same e-mail address or else the same telephone number. An
    /// address alone is not enough, since couples share one; a name alone never is.
    pub fn find(&self, record: &PersonRecord) -> Option<PersonId> {
        let name = fold(&record.full_name());
        let by_email = record
            .email
            .as_ref()
            .and_then(|e| self.by_email.get(&(name.clone(), e.as_str().to_lowercase())));
        let by_phone = || {
            record
                .phone
                .as_ref()
                .and_then(|p| self.by_phone.get(&(name, digits(p))))
        };
        by_email.or_else(by_phone).copied()
    }
}

/// The end of a number, without country code or leading zero.
fn digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let local = digits
        .strip_prefix("0049")
        .or_else(|| digits.strip_prefix("49").filter(|_| phone.starts_with('+')));
    local.unwrap_or(&digits).trim_start_matches('0').to_owned()
}
