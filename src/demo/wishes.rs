//! What do the schools want besides: other times, a gender, a hurry, a room?

use chrono::{Datelike, NaiveDate};

use super::dice::Dice;
use super::interpreting::BLOCK;
use super::organisations::Sort;
use super::requests::{City, Draft};

/// What a request says besides.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// How it takes place.
    pub mode: &'static str,
    /// Gender, blank for any.
    pub gender: &'static str,
    /// Whether that is a demand.
    pub gender_required: bool,
    /// Why it is urgent, blank when it is not.
    pub urgent: &'static str,
    /// Room.
    pub room: String,
    /// Note.
    pub note: &'static str,
    /// Token of the case.
    pub case_token: String,
    /// Position of the place; 0 is the main one.
    pub place: usize,
    /// Position of the contact; 0 is the main one, which goes without saying, and so does a missing one.
    pub contact: usize,
}

/// Percent of the requests with more than one possible time.
const OPTIONS: usize = 25;
/// Percent with a wish for a gender, and with a demand among them.
const GENDER: [usize; 2] = [10, 3];
/// Percent that are urgent.
const URGENT: usize = 12;

const REASONS: [&str; 6] = [
    "Der Termin wurde kurzfristig angesetzt.",
    "Die Anmeldefrist läuft in diesen Tagen ab.",
    "Das Ergebnis wird noch in dieser Woche gebraucht.",
    "Der Beginn in der neuen Gruppe oder Klasse steht an.",
    "Ein früherer Termin musste verschoben werden.",
    "Ein späterer Termin ist nicht möglich.",
];

const NOTES: [&str; 6] = [
    "Bitte zehn Minuten vorher am Treffpunkt sein.",
    "Parkplätze sind am Haus vorhanden.",
    "Es nehmen zwei Fachkräfte teil.",
    "Der Eingang ist barrierefrei.",
    "Das Gespräch führt eine Fachkraft des Hauses.",
    "Unterlagen liegen vor Ort bereit.",
];

/// Adds to each request what is wanted besides.
pub fn add(dice: &mut Dice, city: &City<'_>, drafts: &mut [Draft]) {
    let share = |percent: usize| (drafts.len() * percent + 50) / 100;
    let (options, urgent) = (share(OPTIONS), share(URGENT));
    let (gender, required) = (share(GENDER[0]), share(GENDER[1]));
    for draft in drafts.iter_mut() {
        details(dice, city, draft);
    }
    for (number, position) in chosen(dice, drafts, gender, is_talk).into_iter().enumerate() {
        let wish = &mut drafts[position].wish;
        wish.gender = if dice.chance(75) { "w" } else { "m" };
        wish.gender_required = number < required;
    }
    let first_days = |d: &Draft| is_talk(d) && d.times.first().is_some_and(|(day, _)| is_soon(city, *day));
    for position in chosen(dice, drafts, urgent, first_days) {
        drafts[position].wish.urgent = *dice.pick(&REASONS);
    }
    for position in chosen(dice, drafts, options, can_move) {
        let count = if dice.chance(35) { 2 } else { 1 };
        other_times(dice, &mut drafts[position], count);
    }
}

/// `count` of the drafts that suit, out of order.
fn chosen(dice: &mut Dice, drafts: &[Draft], count: usize, suits: impl Fn(&Draft) -> bool) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..drafts.len()).filter(|&i| suits(&drafts[i])).collect();
    dice.shuffle(&mut positions);
    positions.truncate(count);
    positions
}

/// Monday to Wednesday of the first week.
fn is_soon(city: &City<'_>, day: NaiveDate) -> bool {
    day <= city.day(0, 2)
}

/// A talk about one family. Days on which many parents come, courses and tasks of volunteers are none.
fn is_talk(draft: &Draft) -> bool {
    matches!(draft.programme, "Sprachmittlung" | "Alltagsbegleitung") && draft.occasion != BLOCK
}

/// Evenings for all parents stand fixed.
fn can_move(draft: &Draft) -> bool {
    is_talk(draft) && !draft.occasion.starts_with("Elternabend")
}

/// The same week on other days, at the same or another hour.
fn other_times(dice: &mut Dice, draft: &mut Draft, count: usize) {
    let Some(&(first, start)) = draft.times.first() else {
        return;
    };
    let monday = first - chrono::Days::new(u64::from(first.weekday().num_days_from_monday()));
    let mut days: Vec<NaiveDate> = monday.iter_days().take(5).filter(|d| *d != first).collect();
    dice.shuffle(&mut days);
    for day in days.into_iter().take(count) {
        let moved = start + *dice.pick(&[0, 0, 60, -60, 120]);
        let kept = moved.clamp(8 * 60, 20 * 60 - draft.minutes);
        draft.times.push((day, kept));
    }
}

fn details(dice: &mut Dice, city: &City<'_>, draft: &mut Draft) {
    let interpreting = draft.programme == "Sprachmittlung";
    let block = draft.occasion == BLOCK;
    let short = draft.minutes <= 45;
    let wish = &mut draft.wish;
    wish.mode = match dice.below(100) {
        0..=9 if interpreting && short => "Telefon",
        10..=14 if interpreting && short => "Video",
        _ => "vor Ort",
    };
    let Some(organisation) = city.organisations.get(draft.organisation) else {
        return;
    };
    let rooms: &[&str] = match organisation.sort {
        _ if draft.occasion.starts_with("Elternabend") => &["Aula", "Mensa", "Forum"],
        Sort::Primary | Sort::Secondary | Sort::Special => {
            &["Besprechungsraum", "Lehrerzimmer", "Beratungsraum", "#"]
        }
        Sort::Daycare | Sort::FamilyCentre => &["Elternzimmer", "Büro der Leitung", "Bewegungsraum"],
        Sort::Advice | Sort::Other => &["Beratungsraum 1", "Beratungsraum 2", "Zimmer #"],
    };
    let number = (dice.between(1, 3) * 100 + dice.between(1, 24)).to_string();
    if dice.chance(80) {
        let room = *dice.pick(rooms);
        let room = if room == "#" { "Raum #" } else { room };
        wish.room = room.replace('#', &number);
    }
    if dice.chance(22) {
        wish.note = *dice.pick(&NOTES);
    }
    let token = format!("F-{}", dice.between(101, 999));
    if interpreting && !block && dice.chance(10) {
        wish.case_token = token;
    }
    // Zero goes without saying; the cells stay blank then.
    wish.place = usize::from(dice.chance(30));
    wish.contact = if organisation.hot && !block && dice.chance(35) {
        1
    } else {
        usize::MAX
    };
}
