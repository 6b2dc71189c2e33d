//! Which districts, ways and organisations does the city have?

use super::names::{NAMES, PLACES, STREETS};
use super::{Dice, local_part, row, table};

const DISTRICTS: &str = include_str!("data/districts.csv");
const TRAVEL: &str = include_str!("data/district_travel.csv");

/// An organisation of the city.
pub(super) struct Place {
    /// Name.
    pub(super) name: String,
    /// Kind, in the office's words.
    pub(super) kind: &'static str,
    /// Code of the district.
    pub(super) district: &'static str,
    /// How many requests it makes, relative to others.
    pub(super) demand: usize,
    cells: [String; 6],
}

pub(super) fn districts() -> Vec<Vec<String>> {
    let mut rows = vec![row(&["Kürzel", "Name"])];
    rows.extend(table(DISTRICTS).iter().map(|d| row(&[d[0], d[1]])));
    rows
}

pub(super) fn travel() -> Vec<Vec<String>> {
    let mut rows = vec![row(&["Von", "Nach", "Minuten ÖPNV", "Minuten Auto"])];
    rows.extend(table(TRAVEL).iter().map(|t| row(&[t[0], t[1], t[3], t[4]])));
    rows
}

/// 27 primary schools, 24 secondary schools, day-care centres, family centres and advice centres, by district.
pub(super) fn organisations(dice: &mut Dice) -> Vec<Place> {
    let mut places = Vec::new();
    let mut number = 0;
    for district in table(DISTRICTS) {
        let (code, share) = (district[0], district[6].parse::<usize>().unwrap_or(1));
        let count = |cell: usize| district[cell].parse::<usize>().unwrap_or(0);
        let kinds: [(&'static str, usize, usize); 5] = [
            ("Grundschule", count(4), 12),
            ("weiterführende Schule", count(5), 6),
            ("Kita", 8 + share / 2, 2),
            ("Familienzentrum", 1 + share / 15, 2),
            ("Beratungsstelle", 1, 1),
        ];
        for (kind, many, demand) in kinds {
            for nth in 0..many {
                // Every third primary school asks three times as often as the others.
                let hot = kind == "Grundschule" && nth % 3 == 0;
                let demand = demand * share * if hot { 3 } else { 1 };
                places.push(place(dice, number, kind, code, demand));
                number += 1;
            }
        }
    }
    places
}

fn place(dice: &mut Dice, number: usize, kind: &'static str, district: &'static str, demand: usize) -> Place {
    let stem = PLACES[number % PLACES.len()];
    let round = number / PLACES.len();
    let name = match (kind, round) {
        ("Grundschule", _) if number.is_multiple_of(2) => format!("Grundschule {stem} {district}"),
        ("Grundschule", _) => format!("{stem}schule {district} (Primarstufe)"),
        ("weiterführende Schule", _) => {
            let form = ["Gesamtschule", "Realschule", "Gymnasium", "Sekundarschule", "Berufskolleg"][number % 5];
            format!("{form} {stem} {district}")
        }
        ("Kita", 0 | 1) => format!("Kita {stem}"),
        ("Kita", n) => format!("Kita {stem} {}", ["Süd", "Nord", "West", "Ost"][n % 4]),
        ("Familienzentrum", _) => format!("Familienzentrum {stem}"),
        _ => format!("Beratungsstelle {stem}"),
    };
    let german = &NAMES[0];
    let contact = format!("{} {}", dice.one(german.women), dice.one(german.last));
    let cells = [
        format!("{} {}", dice.one(STREETS), 1 + dice.below(90)),
        format!("590{}", 63 + 2 * dice.below(8)),
        dice.one(&["Sekretariat, Erdgeschoss", "Haupteingang", "Sekretariat, 1. Etage", "Foyer"]).to_string(),
        contact,
        format!("{}.{number}@example.org", local_part(stem)),
        format!("02381 555-{:04}", 2000 + number),
    ];
    Place { name, kind, district, demand, cells }
}

pub(super) fn table_of(places: &[Place]) -> Vec<Vec<String>> {
    let header = ["Name", "Art", "Straße", "PLZ", "Ort", "Stadtbezirk", "Treffpunkt", "Ansprechperson", "E-Mail", "Telefon"];
    let mut rows = vec![row(&header)];
    for place in places {
        let [street, postcode, meeting_point, contact, email, phone] = &place.cells;
        rows.push(row(&[
            &place.name, place.kind, street, postcode, "Demostadt", place.district, meeting_point, contact, email, phone,
        ]));
    }
    rows
}
