//! What do the schools ask for in the next two weeks?

use chrono::{Days, NaiveDate};

use super::people::{german_date, name_of};
use super::places::Place;
use super::{Dice, row, table};
use crate::calendar::{school, workdays};

const LANGUAGES: &str = include_str!("data/languages.csv");
const OCCASIONS: &str = include_str!("data/occasions.csv");
/// Requests of an ordinary week, and of one with a consultation day.
const VOLUME: [usize; 2] = [66, 84];
const HEADER: [&str; 18] = [
    "Referenz", "Einrichtung", "Bereich", "Anlass", "Sprache", "Anzahl", "Geschlecht", "zwingend", "Termin 1 Datum",
    "Termin 1 Beginn", "Termin 1 Dauer", "Termin 2 Datum", "Termin 2 Beginn", "Termin 2 Dauer", "Raum", "Notiz",
    "Eilt weil", "Fallkürzel",
];

pub(super) fn requests(dice: &mut Dice, today: NaiveDate, places: &[Place]) -> Vec<Vec<String>> {
    let asking: Vec<(&Place, usize)> = places.iter().map(|p| (p, p.demand)).collect();
    let mut rows = vec![row(&HEADER)];
    for (week, monday) in school::next_full_school_weeks(today, 2).into_iter().enumerate() {
        for _ in 0..VOLUME[week % VOLUME.len()] {
            let place = dice.weighted(&asking);
            let number = rows.len();
            rows.push(request(dice, today, monday, week == 1, place, number));
        }
    }
    rows
}

fn request(
    dice: &mut Dice,
    today: NaiveDate,
    monday: NaiveDate,
    consultation_week: bool,
    place: &Place,
    number: usize,
) -> Vec<String> {
    let programme = dice.weighted(&[
        ("Sprachmittlung", 84),
        ("HUKi-Elterntraining", 4),
        ("Alltagsbegleitung", 7),
        ("Ehrenamt allgemein", 5),
    ]);
    let block = programme == "Sprachmittlung" && consultation_week && place.kind != "Kita" && dice.chance(30);
    let occasion = match programme {
        "HUKi-Elterntraining" => "Kurs oder Gruppe",
        "Alltagsbegleitung" => "Begleitung",
        "Ehrenamt allgemein" => "Kurs oder Gruppe",
        _ if block => "Elternsprechtag",
        _ => occasion(dice, place),
    };
    let language = language(dice, programme);
    let (day, start, minutes) = time(dice, monday, block, programme);
    let second = (!block && dice.chance(25)).then(|| time(dice, monday, false, programme));
    let (wish, required) = if dice.chance(10) { (if dice.chance(80) { "w" } else { "m" }, dice.chance(30)) } else { ("", false) };
    let first_day = second.map_or(day, |(other, ..)| day.min(other));
    let urgent = first_day < workdays::earliest_without_reason(today);
    let [second_day, second_start, second_minutes] = second.map_or_else(
        || [String::new(), String::new(), String::new()],
        |(day, start, minutes)| [german_date(day), clock(start), minutes.to_string()],
    );
    vec![
        format!("D-{number:03}"),
        place.name.clone(),
        programme.to_owned(),
        occasion.to_owned(),
        language.to_owned(),
        if programme == "Ehrenamt allgemein" { (1 + dice.below(3)).to_string() } else { "1".to_owned() },
        wish.to_owned(),
        if required { "ja" } else { "" }.to_owned(),
        german_date(day),
        clock(start),
        minutes.to_string(),
        second_day,
        second_start,
        second_minutes,
        format!("Raum {}", 1 + dice.below(40)),
        if dice.chance(20) { "Bitte zehn Minuten früher kommen, wir besprechen kurz den Ablauf." } else { "" }.to_owned(),
        if urgent { "Der Termin wurde kurzfristig vorgezogen." } else { "" }.to_owned(),
        if programme == "Sprachmittlung" && dice.chance(15) { format!("K-{}", dice.below(60)) } else { String::new() },
    ]
}

fn occasion(dice: &mut Dice, place: &Place) -> &'static str {
    if place.kind == "Kita" {
        return "Kita-Entwicklungsgespräch";
    }
    let shares: Vec<(&'static str, usize)> = table(OCCASIONS)
        .into_iter()
        .filter(|o| !o[0].starts_with("Elternsprechtag") && !o[0].starts_with("Kita-"))
        .map(|o| (o[0], o[1].parse().unwrap_or(1)))
        .collect();
    dice.weighted(&shares)
}

fn language(dice: &mut Dice, programme: &str) -> &'static str {
    match programme {
        "Ehrenamt allgemein" => "",
        "HUKi-Elterntraining" => name_of(dice.one(&["bg", "ro", "ar-levant", "tr", "pl", "ru"])),
        "Alltagsbegleitung" => name_of(dice.one(&["ar-levant", "tr", "bg", "ro", "uk", "kmr"])),
        _ => {
            // Tenths of a per cent, so that the rare ones keep their share.
            let tenths = |share: &str| share.parse::<f64>().map_or(1, |s| (s * 10.0).round() as usize);
            let shares: Vec<(&'static str, usize)> =
                table(LANGUAGES).into_iter().map(|l| (l[0], tenths(l[2]))).collect();
            match dice.weighted(&shares) {
                "bs-hr-sr" => name_of(dice.one(&["bs", "hr", "sr"])),
                code => name_of(code),
            }
        }
    }
}

/// Day, begin in minutes after midnight, length in minutes.
fn time(dice: &mut Dice, monday: NaiveDate, block: bool, programme: &str) -> (NaiveDate, usize, usize) {
    if block {
        // The consultation day is the Wednesday of the week.
        return (monday + Days::new(2), dice.one(&[14 * 60, 15 * 60, 16 * 60]), dice.one(&[120, 150, 180]));
    }
    let day = monday + Days::new(dice.weighted(&[(0, 20), (1, 22), (2, 20), (3, 22), (4, 16)]));
    let start = match dice.weighted(&[("morning", 50), ("afternoon", 38), ("evening", 12)]) {
        "morning" => 8 * 60 + 15 * dice.below(17),
        "afternoon" => 13 * 60 + 15 * dice.below(11),
        _ => 17 * 60 + 30 * dice.below(3),
    };
    let minutes = match programme {
        "Sprachmittlung" => dice.weighted(&[(30, 10), (45, 30), (60, 38), (90, 22)]),
        _ => dice.one(&[60, 90, 120]),
    };
    (day, start, minutes)
}

fn clock(minute: usize) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}
