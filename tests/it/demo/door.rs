//! Does every file pass the import on every day, and does it hold nothing an office would wonder about?

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Timelike};
use passgenau::calendar::school;
use passgenau::demo::files;
use passgenau::domain::text::fold;
use passgenau::import::Kind;

use super::{SEED, bytes, city};
use crate::import::day;

/// Every ninth day of three years, so that all days of the week are among them, and days around each holiday.
fn todays() -> Vec<NaiveDate> {
    let first = day("2026-01-01");
    let mut days: Vec<_> = (0..1096).step_by(9).map(|n| first + Days::new(n)).collect();
    days.extend(
        [
            "2026-11-23",
            "2026-12-11",
            "2026-12-22",
            "2026-12-31",
            "2027-02-28",
            "2027-03-21",
            "2027-05-14",
            "2027-07-18",
            "2027-12-31",
            "2028-02-29",
            "2028-10-27",
            "2028-12-31",
            "2029-12-24",
        ]
        .map(day),
    );
    days
}

#[test]
fn every_file_passes_the_door_on_every_day() {
    for today in todays() {
        let city = city(today, SEED);
        assert_eq!((city.districts.len(), city.travel.len()), (7, 98), "{today}");
        let weeks = school::next_full_school_weeks(today, 2);
        let mut of_week = [0, 0];
        for request in &city.requests {
            for option in &request.options {
                let begin = option.starts_at.with_timezone(&city.lookup.zone);
                let end = option.ends_at.with_timezone(&city.lookup.zone);
                let date = begin.date_naive();
                assert!(date > today && school::is_school_day(date), "{today}: {date}");
                assert!(begin.hour() >= 8 && end.date_naive() == date, "{today}: {begin}");
                assert!(end.hour() * 60 + end.minute() <= 20 * 60, "{today}: {end}");
                assert!(begin.minute().is_multiple_of(15), "{today}: {begin}");
                assert!(
                    weeks
                        .iter()
                        .any(|monday| (*monday..*monday + Days::new(5)).contains(&date))
                );
            }
            let first = request.options[0]
                .starts_at
                .with_timezone(&city.lookup.zone)
                .date_naive();
            of_week[usize::from(first >= weeks[1])] += 1;
        }
        assert!(
            of_week.iter().all(|count| (60..=100).contains(count)),
            "{today}: {of_week:?}"
        );
        assert!(
            of_week[0] < of_week[1],
            "parents come to school in the second week"
        );
    }
}

#[test]
fn other_seeds_make_other_cities_that_pass_as_well() {
    for seed in 0..20 {
        city(day("2026-11-23"), seed);
    }
    let of = |seed| files(day("2026-11-23"), seed);
    assert_ne!(of(1), of(2));
}

#[test]
fn the_same_day_makes_the_same_files_and_another_day_the_same_city() {
    let (monday, later) = (day("2026-11-23"), day("2027-08-02"));
    let first = files(monday, SEED);
    assert_eq!(first, files(monday, SEED));
    let kinds: Vec<_> = first.iter().map(|f| f.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Districts,
            Kind::Travel,
            Kind::Organisations,
            Kind::People,
            Kind::Requests
        ]
    );
    let second = files(later, SEED);
    for kind in [Kind::Districts, Kind::Travel, Kind::Organisations] {
        assert_eq!(bytes(&first, kind), bytes(&second, kind), "{kind}");
    }
    let (first, second) = (city(monday, SEED), city(later, SEED));
    let who = |city: &super::City| -> Vec<_> {
        let person = |p: &passgenau::import::people::PersonRecord| {
            (p.full_name(), p.district.clone(), p.languages.clone())
        };
        city.people.iter().map(person).collect()
    };
    assert_eq!(who(&first), who(&second));
}

#[test]
fn files_look_as_german_excel_writes_them() {
    for file in files(day("2026-11-23"), SEED) {
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(
            text.starts_with('\u{FEFF}') && text.ends_with("\r\n"),
            "{}",
            file.name
        );
        assert_eq!(
            text.matches('\n').count(),
            text.matches("\r\n").count(),
            "{}",
            file.name
        );
        assert!(text.lines().all(|line| line.contains(';')), "{}", file.name);
        // Formulas would be a fault, dates in another order a surprise.
        assert!(
            !text.contains(";=") && !text.contains("2026-11-"),
            "{}",
            file.name
        );
    }
}

#[test]
fn names_are_unique_and_mails_go_nowhere() {
    let city = city(day("2026-11-23"), SEED);
    let mut names = BTreeSet::new();
    let mut mails = BTreeSet::new();
    let mut streets = BTreeSet::new();
    for known in &city.organisations {
        assert!(
            names.insert(fold(&known.organisation.name)),
            "{}",
            known.organisation.name
        );
        let contacts: BTreeSet<_> = known
            .contacts
            .iter()
            .map(|c| (c.email.clone(), c.name.clone()))
            .collect();
        for (email, name) in contacts {
            assert!(names.insert(fold(&name)), "{name}");
            assert!(mails.insert(email.as_str().to_owned()), "{email}");
        }
        let places: BTreeSet<_> = known.locations.iter().map(|l| l.street.clone()).collect();
        for street in places {
            assert!(streets.insert(street.clone()), "{street}");
        }
    }
    let mut phones = BTreeSet::new();
    for person in &city.people {
        assert!(names.insert(fold(&person.full_name())), "{}", person.full_name());
        assert!(phones.insert(person.phone.clone().unwrap()), "{:?}", person.phone);
        if let Some(email) = &person.email {
            assert!(mails.insert(email.as_str().to_owned()), "{email}");
        }
    }
    assert!(mails.iter().all(|m| m.ends_with("@example.org")), "{mails:?}");
    assert!(!mails.contains("koordination@example.org"), "the office's own");
    let references: BTreeSet<_> = city.requests.iter().map(|r| &r.reference).collect();
    assert_eq!(references.len(), city.requests.len());
}

#[test]
fn no_request_names_a_person() {
    let city = city(day("2026-11-23"), SEED);
    let contacts = city
        .organisations
        .iter()
        .flat_map(|o| &o.contacts)
        .map(|c| c.name.clone());
    let people = city.people.iter().map(|p| p.full_name());
    let last_names: Vec<String> = contacts
        .chain(people)
        .filter_map(|name| Some(name.split(' ').nth(1)?.to_owned()))
        .collect();
    for request in &city.requests {
        for text in [&request.note, &request.urgent_reason, &request.room]
            .into_iter()
            .flatten()
        {
            let words: BTreeSet<_> = text.split(|c: char| !c.is_alphanumeric()).collect();
            assert!(
                !last_names.iter().any(|name| words.contains(name.as_str())),
                "{text}"
            );
        }
    }
}

#[test]
fn the_first_school_of_the_alphabet_has_asked() {
    let city = city(day("2026-11-23"), SEED);
    let first = city
        .organisations
        .iter()
        .min_by_key(|o| fold(&o.organisation.name))
        .unwrap();
    assert_eq!(first.organisation.name, "Ahornschule");
    let asked = city
        .requests
        .iter()
        .filter(|r| r.organisation == first.organisation.id);
    assert!(asked.count() >= 3);
    assert_eq!(city.lookup.today.weekday(), chrono::Weekday::Mon);
}
