//! What would a city's office have? An invented city after real figures, as the files such an office keeps.
//!
//! Names of people, schools and streets are invented, addresses end in `@example.org`. Shares of districts, languages
//! and occasions come from the tables in `data/`. The files go through the same door as any office's own.

mod names;
mod people;
mod places;
mod requests;

use chrono::NaiveDate;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::import::Kind;

/// A file of the demo city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFile {
    /// Name an office would give it.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The file, as German Excel writes it.
    pub bytes: Vec<u8>,
}

/// The files of the city, in the order in which they must be read. The requests lie in the next two full school weeks
/// after `today`; the same day and seed give the same files.
pub fn files(today: NaiveDate, seed: u64) -> Vec<DemoFile> {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let file = |name, kind, rows: Vec<Vec<String>>| DemoFile { name, kind, bytes: crate::import::csv::write(rows) };
    let organisations = places::organisations(&mut dice);
    let people = people::people(&mut dice, today);
    let requests = requests::requests(&mut dice, today, &organisations);
    vec![
        file("bezirke.csv", Kind::Districts, places::districts()),
        file("wege.csv", Kind::Travel, places::travel()),
        file("einrichtungen.csv", Kind::Organisations, places::table_of(&organisations)),
        file("ehrenamtliche.csv", Kind::People, people),
        file("anfragen.csv", Kind::Requests, requests),
    ]
}

/// The chance of the city, the same on every machine.
struct Dice(ChaCha8Rng);

impl Dice {
    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n.max(1)).unwrap_or(1);
        usize::try_from(self.0.next_u64() % n).unwrap_or(0)
    }

    /// Whether something with this chance in a hundred happens.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several things.
    fn one<T: Copy>(&mut self, things: &[T]) -> T {
        let at = self.below(things.len());
        things[at]
    }

    /// One of several things, by weight.
    fn weighted<T: Copy>(&mut self, things: &[(T, usize)]) -> T {
        let mut at = self.below(things.iter().map(|(_, weight)| weight).sum());
        for (thing, weight) in things {
            if at < *weight {
                return *thing;
            }
            at -= weight;
        }
        things[0].0
    }

    /// The things in another order.
    fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.below(last + 1);
            things.swap(last, other);
        }
    }
}

/// The rows of one of the tables in `data/`, without its header.
fn table(text: &'static str) -> Vec<Vec<&'static str>> {
    text.lines().skip(1).filter(|l| !l.is_empty()).map(|l| l.split(',').collect()).collect()
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// A name as the local part of an address.
fn local_part(name: &str) -> String {
    let folded = crate::domain::text::fold(name);
    let kept: String = folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '.' }).collect();
    kept.split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests;
