//! Which person of the office does a row mean, and who may be in the pool twice?

use std::collections::BTreeMap;

use super::people::PersonRecord;
use super::words::is_near;
use crate::domain::import::{DoubleReason, PersonKey};
use crate::domain::text::fold;
use crate::ids::PersonId;

/// Most people of one beginning of a name who are compared letter by letter.
const COMPARED_MAX: usize = 40;
/// Most people who are named as possible doubles of one.
const DOUBLES_MAX: usize = 3;
/// Digits a number must have to say anything.
const DIGITS_MIN: usize = 6;

/// The people of the office by what identifies them in a file.
#[derive(Clone, Debug, Default)]
pub struct PeopleIndex {
    people: Vec<PersonKey>,
    by_email: BTreeMap<String, Vec<usize>>,
    by_phone: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_beginning: BTreeMap<String, Vec<usize>>,
}

impl PeopleIndex {
    /// Of these people; of two that cannot be told apart the first counts.
    pub fn new(people: impl IntoIterator<Item = PersonKey>) -> Self {
        let mut index = Self::default();
        people.into_iter().for_each(|person| index.add(person));
        index
    }

    /// Adds a person.
    pub fn add(&mut self, person: PersonKey) {
        let at = self.people.len();
        let put = |map: &mut BTreeMap<String, Vec<usize>>, key: String| {
            if !key.is_empty() {
                map.entry(key).or_default().push(at);
            }
        };
        put(&mut self.by_email, address(person.email.as_deref()));
        put(&mut self.by_phone, number(person.phone.as_deref()));
        put(
            &mut self.by_name,
            sorted_name(&person.first_name, &person.last_name),
        );
        put(
            &mut self.by_beginning,
            beginning(&person.first_name, &person.last_name),
        );
        self.people.push(person);
    }

    /// The person of this row: the same name, and the same e-mail address or else the same telephone number. An
    /// address alone is not enough, since couples share one; a name alone is only where neither row nor person has
    /// anything else.
    pub fn find(&self, record: &PersonRecord) -> Option<PersonId> {
        let email = record.email.as_ref().map(|e| e.as_str());
        self.find_named(&record.full_name(), email, record.phone.as_deref())
    }

    /// The person of this full name who can be reached so.
    pub fn find_named(&self, name: &str, email: Option<&str>, phone: Option<&str>) -> Option<PersonId> {
        let full_name = name;
        let name = fold(name);
        let named = |map: &BTreeMap<String, Vec<usize>>, key: &str| {
            let found = map.get(key).into_iter().flatten();
            let mut same = found
                .filter_map(|&at| self.people.get(at))
                .filter(|p| full(p) == name);
            same.next().map(|p| p.id)
        };
        let (email, phone) = (address(email), number(phone));
        let by_email = (!email.is_empty())
            .then(|| named(&self.by_email, &email))
            .flatten();
        let by_phone = || {
            (!phone.is_empty())
                .then(|| named(&self.by_phone, &phone))
                .flatten()
        };
        let by_name = || {
            let nothing = |p: &&PersonKey| p.email.is_none() && p.phone.is_none() && full(p) == name;
            let found = self
                .by_name
                .get(&sorted_name(full_name, ""))
                .into_iter()
                .flatten();
            let mut same = found.filter_map(|&at| self.people.get(at)).filter(nothing);
            same.next().map(|p| p.id)
        };
        let bare = email.is_empty() && phone.is_empty();
        by_email
            .or_else(by_phone)
            .or_else(|| bare.then(by_name).flatten())
    }

    /// The one person of this full name, when there is only one.
    pub fn only_one_named(&self, name: &str) -> Option<PersonId> {
        let folded = fold(name);
        let found = self.by_name.get(&sorted_name(name, ""))?;
        let mut same = found
            .iter()
            .filter_map(|&at| self.people.get(at))
            .filter(|p| full(p) == folded);
        same.next().filter(|_| same.next().is_none()).map(|p| p.id)
    }

    /// People who may be this one under another name or address.
    pub fn doubles(&self, person: &PersonKey) -> Vec<(PersonId, DoubleReason)> {
        let mut found: Vec<(PersonId, DoubleReason)> = Vec::new();
        let mut add = |other: &PersonKey, reason| {
            if other.id != person.id
                && found.len() < DOUBLES_MAX
                && !found.iter().any(|(id, _)| *id == other.id)
            {
                found.push((other.id, reason));
            }
        };
        let at = |positions: Option<&Vec<usize>>| -> Vec<&PersonKey> {
            positions
                .into_iter()
                .flatten()
                .take(COMPARED_MAX)
                .filter_map(|&i| self.people.get(i))
                .collect()
        };
        let same_reach = at(self.by_email.get(&address(person.email.as_deref())))
            .into_iter()
            .chain(at(self.by_phone.get(&number(person.phone.as_deref()))));
        for other in same_reach.filter(|other| related_names(person, other)) {
            add(other, DoubleReason::Contact);
        }
        for other in at(self
            .by_name
            .get(&sorted_name(&person.first_name, &person.last_name)))
        {
            add(other, DoubleReason::Name);
        }
        let alike = at(self
            .by_beginning
            .get(&beginning(&person.first_name, &person.last_name)));
        for other in alike {
            if other.district == person.district
                && alike_word(&person.first_name, &other.first_name)
                && alike_word(&person.last_name, &other.last_name)
            {
                add(other, DoubleReason::Similar);
            }
        }
        found
    }
}

fn full(person: &PersonKey) -> String {
    fold(&format!("{} {}", person.first_name, person.last_name))
}

fn address(email: Option<&str>) -> String {
    email.unwrap_or_default().to_lowercase()
}

/// The end of a number, without country code or leading zero; empty when it says nothing.
pub fn number(phone: Option<&str>) -> String {
    let phone = phone.unwrap_or_default();
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let local = digits
        .strip_prefix("0049")
        .or_else(|| digits.strip_prefix("49").filter(|_| phone.starts_with('+')));
    let local = local.unwrap_or(&digits).trim_start_matches('0');
    if local.len() < DIGITS_MIN {
        return String::new();
    }
    local.to_owned()
}

/// The words of a name in one order: "Öz Ayşe" and "Ayşe Öz" are one.
fn sorted_name(first: &str, last: &str) -> String {
    let folded = fold(&format!("{first} {last}")).replace('-', " ");
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

fn beginning(first: &str, last: &str) -> String {
    let start = |text: &str, n| fold(text).chars().take(n).collect::<String>();
    format!("{}|{}", start(last, 2), start(first, 1))
}

/// Whether two people with one address or number may be one: nearly one first name, or first and last exchanged, or an
/// initial. Couples and siblings differ in the first name.
fn related_names(a: &PersonKey, b: &PersonKey) -> bool {
    let initial = |short: &str, long: &str| {
        let letter = fold(short);
        let letter = letter.trim_end_matches('.');
        letter.chars().count() == 1 && fold(long).starts_with(letter)
    };
    alike_word(&a.first_name, &b.first_name)
        || initial(&a.first_name, &b.first_name)
        || initial(&b.first_name, &a.first_name)
        || (alike_word(&a.first_name, &b.last_name) && alike_word(&a.last_name, &b.first_name))
}

fn alike_word(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    a == b || is_near(&a, &b)
}
