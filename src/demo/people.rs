//! Who helps in the city, with which languages and when?

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use super::names::{NAMES, Names};
use super::{Dice, local_part, row, table};
use crate::calendar::school;

const LANGUAGES: &str = include_str!("data/languages.csv");
const DISTRICTS: &[(&str, usize)] =
    &[("MI", 24), ("UE", 12), ("RH", 8), ("PE", 10), ("HE", 14), ("BH", 18), ("HS", 14)];
/// Times people have, as they write them; mornings are what schools need.
const TIMES: &[(&str, usize)] = &[
    ("Mo-Fr 8-13", 22),
    ("Mo-Fr 8-17", 16),
    ("Mo, Mi, Fr 8-14; Di 13-18", 12),
    ("Mo-Do 9-16", 14),
    ("Di, Do 8-18:30", 10),
    ("Mo-Fr 13-20", 12),
    ("Mo-Mi 8-12; Do 14-20", 8),
    ("Mo-Fr 8-20", 6),
];
const HEADER: [&str; 21] = [
    "Vorname", "Nachname", "E-Mail", "Telefon", "Kontaktweg", "Geschlecht", "Stadtbezirk", "Mobilität",
    "Einsatzgebiete", "Bereiche", "Sprachen", "Deutsch", "Verfügbarkeit", "Abwesend", "Max. Stunden/Woche",
    "Max. Einsätze/Tag", "Führungszeugnis am", "Verschwiegenheit am", "Schulung am", "Geburtsjahr", "Masern am",
];

/// What one group of people has in common.
struct Group {
    programme: &'static str,
    /// Languages of each person, codes of the table; German for those without.
    languages: Vec<Vec<&'static str>>,
}

pub(super) fn people(dice: &mut Dice, today: NaiveDate) -> Vec<Vec<String>> {
    let mut rows = vec![row(&HEADER)];
    let mut taken = BTreeSet::new();
    for group in groups(dice) {
        for languages in &group.languages {
            let number = rows.len();
            rows.push(person(dice, today, &group, languages, number, &mut taken));
        }
    }
    rows
}

/// 50 interpreters with as many speakers of each language as the table says, 8 parent trainers, 15 companions and 50
/// volunteers.
fn groups(dice: &mut Dice) -> Vec<Group> {
    let mut interpreters: Vec<Vec<&'static str>> = vec![Vec::new(); 50];
    let mut next = 0;
    for language in table(LANGUAGES) {
        for _ in 0..language[3].parse::<usize>().unwrap_or(0) {
            interpreters[next % 50].push(spoken(dice, language[0]));
            next += 7;
        }
        next += 1;
    }
    for languages in &mut interpreters {
        languages.sort_unstable();
        languages.dedup();
        if languages.is_empty() {
            languages.push("tr");
        }
    }
    let of = |codes: &[&'static str]| codes.iter().map(|code| vec![*code]).collect::<Vec<_>>();
    let trainers = of(&["bg", "ro", "ar-levant", "tr", "pl", "ru", "tr", "ar-levant"]);
    let companions = of(&[
        "ar-levant", "tr", "bg", "ro", "ru", "uk", "kmr", "prs", "ar-irak", "pl", "tr", "bg", "ro", "ar-levant", "uk",
    ]);
    vec![
        Group { programme: "Sprachmittlung", languages: interpreters },
        Group { programme: "HUKi-Elterntraining", languages: trainers },
        Group { programme: "Alltagsbegleitung", languages: companions },
        Group { programme: "Ehrenamt allgemein", languages: vec![Vec::new(); 50] },
    ]
}

/// Bosnian, Croatian and Serbian are one line of the table and three languages of the office.
fn spoken(dice: &mut Dice, code: &'static str) -> &'static str {
    if code == "bs-hr-sr" { dice.one(&["bs", "hr", "sr"]) } else { code }
}

fn person(
    dice: &mut Dice,
    today: NaiveDate,
    group: &Group,
    languages: &[&'static str],
    number: usize,
    taken: &mut BTreeSet<String>,
) -> Vec<String> {
    let names = languages.first().map_or(&NAMES[0], |code| names_of(code));
    let (first, last, woman) = full_name(dice, names, taken);
    let general = group.programme == "Ehrenamt allgemein";
    let by_mail = number % 61 != 17;
    let email = format!("{}@example.org", local_part(&format!("{first} {last}")));
    let german = if languages.is_empty() { "Muttersprache" } else { dice.one(&["B2", "C1", "C1", "C2"]) };
    let spoken: Vec<String> = languages
        .iter()
        .enumerate()
        .map(|(n, code)| format!("{} {}", name_of(code), if n == 0 { "Muttersprache" } else { dice.one(&["C1", "C2"]) }))
        .collect();
    let long_ago = |dice: &mut Dice, most: usize| {
        let days = u64::try_from(60 + dice.below(most)).unwrap_or(60);
        german_date(today.checked_sub_days(Days::new(days)).unwrap_or(today))
    };
    // A few have not shown everything yet: they are found, and the reason is told.
    let complete = number % 19 != 5;
    let proof = |dice: &mut Dice, wanted: bool| if wanted { long_ago(dice, 700) } else { String::new() };
    let districts = if dice.chance(70) { "alle".to_owned() } else { some_districts(dice) };
    let district = dice.weighted(DISTRICTS);
    let absent = if number % 14 == 3 { absence(dice, today) } else { String::new() };
    let clearance = proof(dice, complete && !general);
    vec![
        first,
        last,
        if by_mail { email } else { String::new() },
        format!("0151 555{:05}", 10_000 + number * 37),
        if by_mail { "E-Mail" } else { "Telefon" }.to_owned(),
        if dice.chance(80) { if woman { "w" } else { "m" } } else { "" }.to_owned(),
        district.to_owned(),
        if dice.chance(55) { "Bus und Bahn" } else { "Auto" }.to_owned(),
        districts,
        group.programme.to_owned(),
        spoken.join(", "),
        german.to_owned(),
        dice.weighted(TIMES).to_string(),
        absent,
        dice.one(&["4", "6", "8", "10"]).to_string(),
        dice.one(&["1", "2", "2", "3"]).to_string(),
        clearance,
        proof(dice, true),
        proof(dice, !general && complete),
        (today.year() - 22 - i32::try_from(dice.below(45)).unwrap_or(0)).to_string(),
        proof(dice, group.programme == "HUKi-Elterntraining"),
    ]
}

fn names_of(code: &str) -> &'static Names {
    NAMES.iter().find(|n| n.languages.contains(&code)).unwrap_or(&NAMES[0])
}

/// A name nobody else has.
fn full_name(dice: &mut Dice, names: &Names, taken: &mut BTreeSet<String>) -> (String, String, bool) {
    loop {
        let woman = dice.chance(60);
        let first = dice.one(if woman { names.women } else { names.men });
        let mut last = (dice.one(names.last)).to_owned();
        if taken.contains(&format!("{first} {last}")) && dice.chance(50) {
            last = format!("{last}-{}", dice.one(names.last));
        }
        if taken.insert(format!("{first} {last}")) {
            return (first.to_owned(), last, woman);
        }
    }
}

/// A language's name as the office writes it.
pub(super) fn name_of(code: &str) -> &'static str {
    match code {
        "bs" => "Bosnisch",
        "hr" => "Kroatisch",
        "sr" => "Serbisch",
        code => table(LANGUAGES).into_iter().find(|l| l[0] == code).map_or("Türkisch", |l| l[1]),
    }
}

fn some_districts(dice: &mut Dice) -> String {
    let mut codes: Vec<&str> = DISTRICTS.iter().map(|(code, _)| *code).collect();
    dice.shuffle(&mut codes);
    let count = 3 + dice.below(3);
    codes.truncate(count);
    codes.join(", ")
}

/// Two or three days away in the planned weeks.
fn absence(dice: &mut Dice, today: NaiveDate) -> String {
    let Some(monday) = school::next_full_school_weeks(today, 2).first().copied() else { return String::new() };
    let from = monday + Days::new(u64::try_from(dice.below(8)).unwrap_or(0));
    format!("{}-{}", german_date(from), german_date(from + Days::new(2)))
}

pub(super) fn german_date(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}
