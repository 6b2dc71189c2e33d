//! Which files would the office of an invented city hand in?
//!
//! A city after real figures (`data/*.csv`) with invented schools and people: [`files`] writes what an office would
//! import, in the order in which it must be imported, and everything goes through the same door as an office's own.
//! The same day and seed give the same bytes on every machine. The city itself does not depend on the day; only the
//! requests, the days people are away and the dates of their proofs do.
//!
//! - [`figures`] reads the tables, [`dice`] decides what they leave open, [`names`] knows what people are called.
//! - [`organisations`] places schools and day-care centres (called after [`titles`]) in their districts.
//! - [`people`] invents volunteers after [`profiles`], with [`habits`] for when they have time.
//! - [`interpreting`] and [`support`] make the [`requests`] of two weeks, [`wishes`] adds what schools want besides.

mod dice;
mod figures;
mod habits;
mod interpreting;
mod names;
mod organisations;
mod people;
mod profiles;
mod requests;
mod sheet;
mod support;
mod titles;
mod wishes;

use chrono::NaiveDate;

use crate::calendar::school;
use crate::import::Kind;

use dice::Dice;
use figures::Figures;
use names::Register;
use sheet::Sheet;

/// One file of the demo city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFile {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// CSV as German Excel writes it.
    pub bytes: Vec<u8>,
}

/// The files of the city, in the order of import. The requests lie in the next two full school weeks after `today`.
/// Programmes and languages are those every office starts with, so there is no file of languages.
pub fn files(today: NaiveDate, seed: u64) -> Vec<DemoFile> {
    let weeks = school::next_full_school_weeks(today, 2);
    let figures = Figures::read();
    let mut register = Register::default();
    let organisations = organisations::invent(&mut Dice::new(seed, 1), &figures, &mut register);
    let people = people::sheet(&mut Dice::new(seed, 2), &figures, &mut register, today, &weeks);
    let requests = requests::sheet(&mut Dice::new(seed, 3), &figures, &organisations, &weeks);
    let file = |name, sheet: Sheet| DemoFile {
        name,
        kind: sheet.kind(),
        bytes: sheet.bytes(),
    };
    vec![
        file("stadtbezirke.csv", districts(&figures)),
        file("fahrzeiten.csv", travel(&figures)),
        file("einrichtungen.csv", organisations::sheet(&organisations)),
        file("ehrenamtliche.csv", people),
        file("anfragen.csv", requests),
    ]
}

fn districts(figures: &Figures) -> Sheet {
    let mut sheet = Sheet::new(Kind::Districts);
    for district in &figures.districts {
        sheet.row(&[("code", district.code), ("name", district.name)]);
    }
    sheet
}

fn travel(figures: &Figures) -> Sheet {
    let mut sheet = Sheet::new(Kind::Travel);
    for way in &figures.ways {
        sheet.row(&[
            ("from", way.from),
            ("to", way.to),
            ("public", way.public),
            ("car", way.car),
        ]);
    }
    sheet
}
