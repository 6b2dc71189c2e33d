//! Which volunteers does the city have?

use chrono::{Datelike, Days, NaiveDate};

use super::dice::{Deck, Dice};
use super::figures::Figures;
use super::names::{Origin, Register};
use super::profiles::special;
use super::sheet::Sheet;
use super::{habits, profiles};
use crate::domain::text::fold;
use crate::import::Kind;

/// Months for which a certificate of conduct holds, as the import counts them.
const CLEARANCE_MONTHS: u32 = 60;

/// The file of all volunteers, in the order of their last names.
pub fn sheet(
    dice: &mut Dice,
    figures: &Figures,
    register: &mut Register,
    today: NaiveDate,
    weeks: &[NaiveDate],
) -> Sheet {
    let mut inventor = Inventor {
        homes: dice.deck(
            profiles::INTERPRETERS.len()
                + profiles::TRAINERS.len()
                + profiles::COMPANIONS.len()
                + profiles::GUIDE_COUNT,
            &figures.population(),
        ),
        dice,
        figures,
        register,
        today,
        monday: weeks.first().copied().unwrap_or(today),
        people: Vec::new(),
    };
    inventor.interpreters();
    inventor.others();
    let mut people = inventor.people;
    people.sort_by_key(|person| {
        fold(&format!(
            "{} {}",
            person.get("last_name"),
            person.get("first_name")
        ))
    });
    let mut sheet = Sheet::new(Kind::People);
    people.iter().for_each(|person| sheet.row(&person.0));
    sheet
}

/// The cells of one person.
struct Cells(Vec<(&'static str, String)>);

impl Cells {
    fn set(&mut self, key: &'static str, text: impl Into<String>) {
        self.0.retain(|(known, _)| *known != key);
        self.0.push((key, text.into()));
    }

    fn get(&self, key: &str) -> &str {
        let cell = self.0.iter().find(|(known, _)| *known == key);
        cell.map_or("", |(_, text)| text)
    }
}

struct Inventor<'a> {
    dice: &'a mut Dice,
    figures: &'a Figures,
    register: &'a mut Register,
    today: NaiveDate,
    /// Monday of the first of the two weeks.
    monday: NaiveDate,
    /// Where people live.
    homes: Deck<&'static str>,
    people: Vec<Cells>,
}

impl Inventor<'_> {
    fn interpreters(&mut self) {
        let mut times = self.dice.deck(profiles::INTERPRETERS.len(), habits::INTERPRETERS);
        // Who alone speaks a language has time at many hours, or the demo would have nothing to show for it.
        let mut order: Vec<usize> = (0..profiles::INTERPRETERS.len()).collect();
        order.sort_by_key(|&i| self.rarest(profiles::INTERPRETERS[i].1));
        let mut dealt: Vec<(usize, &str)> = order
            .into_iter()
            .filter_map(|i| {
                let few = self.rarest(profiles::INTERPRETERS[i].1) <= 1;
                times.deal(|(_, wide)| few && !wide).map(|(text, _)| (i, text))
            })
            .collect();
        dealt.sort_unstable();
        for (number, times) in dealt {
            let (origin, languages) = profiles::INTERPRETERS[number];
            let mut person = self.person(origin, languages, times);
            person.set("programmes", "Sprachmittlung");
            let modes = match self.dice.below(20) {
                0..=10 => "vor Ort",
                11..=16 => "vor Ort, Telefon",
                _ => "vor Ort, Telefon, Video",
            };
            person.set("modes", modes);
            self.make_special(number, &mut person);
            self.people.push(person);
        }
    }

    fn others(&mut self) {
        let mut times = self.dice.deck(profiles::TRAINERS.len(), habits::TRAINERS);
        for (origin, languages) in profiles::TRAINERS {
            let times = times.next().map_or("", |(text, _)| text);
            let mut person = self.person(origin, languages, times);
            person.set("programmes", "HUKi-Elterntraining");
            let measles = self.day_before(60, 1500);
            person.set("measles", measles);
            // There is one for most languages, so that one must be able to come anywhere, twice a week.
            person.set("districts", "alle");
            person.set("max_week", "8");
            self.people.push(person);
        }
        let mut times = self.dice.deck(profiles::COMPANIONS.len(), habits::COMPANIONS);
        for (number, (origin, languages)) in profiles::COMPANIONS.into_iter().enumerate() {
            let times = times.next().map_or("", |(text, _)| text);
            let mut person = self.person(origin, languages, times);
            person.set("programmes", "Alltagsbegleitung");
            if number == special::EXPIRED_COMPANION {
                self.expire(&mut person);
            }
            self.people.push(person);
        }
        let mut times = self.dice.deck(profiles::GUIDE_COUNT, habits::GUIDES);
        let guides = self.dice.deck(profiles::GUIDE_COUNT, &profiles::GUIDES);
        for (number, (origin, languages)) in guides.rest().into_iter().enumerate() {
            let times = times.next().map_or("", |(text, _)| text);
            let mut person = self.person(origin, languages, times);
            person.set("programmes", "Ehrenamt allgemein");
            if number == special::WITHOUT_MAIL[1] {
                only_by_phone(&mut person);
            }
            if number == special::PAUSED[1] {
                person.set("state", "pausiert");
            }
            if number == special::WITHOUT_PLEDGE {
                person.set("pledge", "");
            }
            self.people.push(person);
        }
    }

    /// A person without anything special.
    fn person(&mut self, origin: Origin, languages: &str, times: &str) -> Cells {
        let woman = self.dice.chance(62);
        let name = self.register.name(self.dice, origin, woman);
        let home = self.homes.next().unwrap_or("MI");
        let mut cells = Cells(Vec::new());
        cells.set("first_name", name.first);
        cells.set("last_name", name.last);
        cells.set("email", name.email);
        cells.set("phone", self.mobile());
        cells.set("channel", "E-Mail");
        let told = self.dice.chance(84);
        cells.set(
            "gender",
            if !told {
                ""
            } else if name.woman {
                "w"
            } else {
                "m"
            },
        );
        cells.set("district", self.figures.name_of(home));
        cells.set(
            "mobility",
            if self.dice.chance(42) {
                "Auto"
            } else {
                "Bus und Bahn"
            },
        );
        cells.set("districts", self.region(home));
        cells.set("languages", self.languages(languages));
        cells.set(
            "german",
            match (origin, self.dice.below(20)) {
                (Origin::German, _) => "Muttersprache",
                (_, 0..=3) => "B2",
                (_, 4..=12) => "C1",
                (_, 13..=17) => "C2",
                _ => "Muttersprache",
            },
        );
        cells.set("availability", times);
        cells.set("max_week", *self.dice.pick(&habits::HOURS));
        cells.set("max_day", *self.dice.pick(&habits::PER_DAY));
        for proof in ["clearance", "pledge", "training"] {
            let day = self.day_before(60, 1500);
            cells.set(proof, day);
        }
        let age = self.dice.between(21, 74);
        cells.set("birth_year", (i64::from(self.today.year()) - age).to_string());
        cells.set("ui_language", "Deutsch");
        cells.set("state", "aktiv");
        cells
    }

    fn make_special(&mut self, number: usize, person: &mut Cells) {
        if special::ALSO_GUIDES.contains(&number) {
            person.set("programmes", "Sprachmittlung, Ehrenamt allgemein");
        }
        if number == special::WITHOUT_MAIL[0] {
            only_by_phone(person);
        }
        if special::ENGLISH.contains(&number) {
            person.set("ui_language", "Englisch");
        }
        if number == special::PAUSED[0] {
            person.set("state", "pausiert");
        }
        if number == special::UNTRAINED {
            person.set("training", "");
        }
        if number == special::EXPIRED {
            self.expire(person);
        }
        if number == special::ENDING {
            // Holds until the Tuesday of the second week, both ends included.
            let seen = (self.monday + Days::new(9)) - chrono::Months::new(CLEARANCE_MONTHS);
            person.set("clearance", date(seen));
        }
        if number == special::SECOND_SATURDAYS {
            let saturday = date(self.monday + Days::new(5));
            let times = format!(
                "{}; Sa 10-14 alle 2 Wochen ab {saturday}",
                person.get("availability")
            );
            person.set("availability", times);
        }
        if number == special::EXCEPT_A_DAY {
            let day = date(self.monday + Days::new(8));
            let times: Vec<String> = person
                .get("availability")
                .split("; ")
                .map(|part| format!("{part} außer {day}"))
                .collect();
            person.set("availability", times.join("; "));
        }
        if let Some((_, first, last)) = special::AWAY.iter().find(|(who, ..)| *who == number) {
            let (first, last) = (self.monday + Days::new(*first), self.monday + Days::new(*last));
            let days = if first == last {
                date(first)
            } else {
                format!("{}-{}", date(first), date(last))
            };
            person.set("absences", days);
        }
    }

    fn expire(&mut self, person: &mut Cells) {
        let day = self.day_before(1840, 2100);
        person.set("clearance", day);
    }

    /// Two in three go everywhere, the others where they live and next to it.
    fn region(&mut self, home: &str) -> String {
        let mut near = self.figures.neighbours(home);
        self.dice.shuffle(&mut near);
        let count = 1 + self.dice.below(3);
        if self.dice.chance(66) {
            return "alle".to_owned();
        }
        let names = std::iter::once(home).chain(near.into_iter().take(count));
        names
            .map(|code| self.figures.name_of(code))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// "Kurmandschi Muttersprache, Türkisch C2".
    fn languages(&self, profile: &str) -> String {
        let spoken = profile.split(' ').filter_map(|part| part.split_once(':'));
        let named = spoken.map(|(code, level)| {
            let level = if level == "N" { "Muttersprache" } else { level };
            format!("{} {level}", self.figures.label(code))
        });
        named.collect::<Vec<_>>().join(", ")
    }

    /// How many speak the language of a profile that the fewest speak.
    fn rarest(&self, profile: &str) -> usize {
        let codes = profile.split(' ').filter_map(|part| part.split_once(':'));
        let speakers = codes.filter_map(|(code, _)| self.figures.languages.iter().find(|l| l.code == code));
        speakers.map(|l| l.speakers).min().unwrap_or(usize::MAX)
    }

    /// A number kept free for films and examples (Bundesnetzagentur).
    fn mobile(&mut self) -> String {
        let number = self.people.len();
        let block = if number < 100 { "0171 39200" } else { "0176 040690" };
        format!("{block}{:02}", number % 100)
    }

    fn day_before(&mut self, least: i64, most: i64) -> String {
        let days = self.dice.between(least, most);
        date(self.today - Days::new(days.unsigned_abs()))
    }
}

fn only_by_phone(person: &mut Cells) {
    person.set("email", "");
    person.set("channel", "Telefon");
}

/// A day as German offices write it.
pub fn date(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}
