//! Which courses, companions and volunteers are asked for in the two weeks?

use super::dice::Dice;
use super::organisations::Sort;
use super::requests::{BANDS, Band, City, Draft};
use super::wishes::Wish;

/// Courses for parents; each meets once in both weeks.
const COURSES: usize = 5;
/// Companions asked for in a week.
const COMPANIONS: usize = 7;
/// Requests for other volunteers in a week.
const GUIDES: usize = 10;

/// Languages of the courses.
const COURSE_LANGUAGES: [&str; 6] = ["tr", "ar-levant", "bg", "ro", "ru", "pl"];

/// Something volunteers do: occasion, task, where, when, minutes, most people.
type Task = (&'static str, &'static str, &'static [Sort], Band, i64, i64);

#[rustfmt::skip] // One task, one line.
const TASKS: [Task; 8] = [
    ("Kurs oder Gruppe", "Vorlesestunde in kleinen Gruppen.", &[Sort::Primary], Band::Morning, 90, 2),
    ("Kurs oder Gruppe", "Vorlesen am Vormittag.", &[Sort::Daycare], Band::Morning, 60, 1),
    ("Kurs oder Gruppe", "Hausaufgabenhilfe.", &[Sort::Primary], Band::Afternoon, 90, 3),
    ("Kurs oder Gruppe", "Elterncafé: Begrüßung und Gespräche.", &[Sort::FamilyCentre], Band::Morning, 120, 2),
    ("Schulsozialarbeit", "Lernpatenschaft, erstes Treffen.", &[Sort::Secondary], Band::Afternoon, 60, 1),
    ("Elternabend", "Eltern empfangen und zu den Räumen begleiten.", &[Sort::Primary], Band::Evening, 120, 3),
    ("Anmeldung", "Eltern bei den Formularen helfen.", &[Sort::Primary], Band::Afternoon, 150, 2),
    ("Begleitung", "Wege und Angebote im Stadtteil zeigen.", &[Sort::Advice, Sort::Other], Band::Morning, 90, 1),
];

/// The requests.
pub fn drafts(dice: &mut Dice, city: &City<'_>) -> Vec<Draft> {
    let mut drafts = courses(dice, city);
    drafts.extend(companions(dice, city));
    drafts.extend(guides(dice, city));
    drafts
}

/// The same course on the same day and hour of every week, at the schools that ask most.
fn courses(dice: &mut Dice, city: &City<'_>) -> Vec<Draft> {
    let mut languages = COURSE_LANGUAGES;
    dice.shuffle(&mut languages);
    let districts = [("MI", 24), ("BH", 20), ("HS", 19), ("HE", 17)];
    let mut districts = dice.deck(COURSES, &districts);
    let mut drafts = Vec::new();
    for (weekday, language) in (0..).zip(languages.into_iter().take(COURSES)) {
        let district = districts.next().unwrap_or("MI");
        let organisation = city.place(dice, district, &[Sort::Primary], Some(true));
        let start = *dice.pick(&[540, 540, 600, 810]);
        drafts.extend((0..city.weeks.len()).map(|week| Draft {
            programme: "HUKi-Elterntraining",
            occasion: "Kurs oder Gruppe",
            organisation,
            language: Some(language),
            minutes: 120,
            times: vec![(city.day(week, weekday % 4), start)],
            headcount: 1,
            note: "Treffen einer laufenden Kursreihe.",
            wish: Wish::default(),
        }));
    }
    drafts
}

fn companions(dice: &mut Dice, city: &City<'_>) -> Vec<Draft> {
    let count = COMPANIONS * city.weeks.len();
    // Languages that companions speak, as often as they are asked for.
    let spoken = |code: &str| super::profiles::COMPANIONS.iter().any(|(_, l)| l.contains(code));
    let languages: Vec<_> = city
        .figures
        .languages
        .iter()
        .filter(|l| spoken(&format!("{}:", l.code)))
        .map(|l| (l.code, l.demand))
        .collect();
    let mut languages = dice.deck(count, &languages);
    let mut districts = dice.deck(count, &city.figures.demand());
    let mut bands = dice.deck(count, &[(Band::Morning, 55), (Band::Afternoon, 45)]);
    let sorts = [Sort::FamilyCentre, Sort::Advice, Sort::Other, Sort::Daycare];
    let draft = |number: usize| {
        let district = districts.next().unwrap_or("MI");
        let mut sorts = sorts;
        dice.shuffle(&mut sorts);
        let organisation = city.place(dice, district, &sorts, None);
        let band = bands.next().unwrap_or(Band::Morning);
        let minutes = *dice.pick(&[60, 90, 90, 120, 180]);
        let start = band.start(dice, minutes);
        Draft {
            programme: "Alltagsbegleitung",
            occasion: "Begleitung",
            organisation,
            language: languages.next(),
            minutes,
            times: vec![(city.some_day(dice, number / COMPANIONS, band), start)],
            headcount: 1,
            note: "",
            wish: Wish::default(),
        }
    };
    (0..count).map(draft).collect()
}

fn guides(dice: &mut Dice, city: &City<'_>) -> Vec<Draft> {
    let count = GUIDES * city.weeks.len();
    let mut districts = dice.deck(count, &city.figures.demand());
    let mut bands = dice.deck(count, &BANDS);
    let mut tasks = TASKS;
    dice.shuffle(&mut tasks);
    let draft = |number: usize| {
        let wanted = bands.next().unwrap_or(Band::Morning);
        let fitting: Vec<_> = tasks.iter().filter(|task| task.3 == wanted).collect();
        let (occasion, note, sorts, band, minutes, most) = **dice.pick(&fitting);
        let district = districts.next().unwrap_or("MI");
        let organisation = city.place(dice, district, sorts, None);
        let language = dice.chance(15).then(|| *dice.pick(&["tr", "ar-levant", "ru"]));
        let start = band.start(dice, minutes);
        Draft {
            programme: "Ehrenamt allgemein",
            occasion,
            organisation,
            language,
            minutes,
            times: vec![(city.some_day(dice, number / GUIDES, band), start)],
            headcount: if language.is_some() {
                1
            } else {
                dice.between(1, most)
            },
            note,
            wish: Wish::default(),
        }
    };
    (0..count).map(draft).collect()
}
