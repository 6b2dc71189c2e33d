//! Does the city have the shares of the tables it is built after?

use std::collections::BTreeMap;

use chrono::Timelike;
use passgenau::demo::files;
use passgenau::domain::language::{LanguageCode, Level};
use passgenau::domain::organisation::OrganisationKind;
use passgenau::domain::person::{Channel, PersonState};
use passgenau::domain::programme::ProofKind;
use passgenau::domain::request::Occasion;
use passgenau::import::people::PersonRecord;
use passgenau::import::requests::RequestRecord;
use passgenau::import::{Kind, KnownOrganisation};

use super::{City, SEED, bytes, city};
use crate::import::day;

/// A table of the city without its header, as cells.
fn table(text: &'static str) -> Vec<Vec<&'static str>> {
    text.lines()
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect()
}

fn percent<T>(part: &[&T], whole: &[&T]) -> f64 {
    100.0 * part.len() as f64 / whole.len() as f64
}

#[track_caller]
fn near(actual: f64, wanted: f64, tolerance: f64, what: &str) {
    assert!(
        (actual - wanted).abs() <= tolerance,
        "{what}: {actual:.1} instead of {wanted}"
    );
}

fn interpreting(city: &City) -> Vec<&RequestRecord> {
    city.requests
        .iter()
        .filter(|r| r.programme.0 == "interpreting")
        .collect()
}

fn in_programme<'a>(city: &'a City, id: &str) -> Vec<&'a PersonRecord> {
    city.people
        .iter()
        .filter(|p| p.programmes.iter().any(|x| x.0 == id))
        .collect()
}

/// Bosnian, Croatian and Serbian are one language in the tables.
fn in_table(code: &LanguageCode) -> &str {
    match code.0.as_str() {
        "bs" | "hr" | "sr" => "bs-hr-sr",
        other => other,
    }
}

#[test]
fn schools_stand_where_they_stand() {
    let city = city(day("2026-11-23"), SEED);
    let districts = table(include_str!("../../../src/demo/data/districts.csv"));
    let mut schools: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for known in &city.organisations {
        if known.organisation.kind != OrganisationKind::School {
            continue;
        }
        let name = known.organisation.name.as_str();
        let secondary = [
            "Gymnasium",
            "Realschule",
            "Hauptschule",
            "Sekundarschule",
            "Gesamtschule",
            "Berufskolleg",
        ];
        let special = ["Förderschule", "Pappelschule", "Moorhofschule"];
        if special.iter().any(|word| name.starts_with(word)) {
            continue;
        }
        let column = usize::from(secondary.iter().any(|word| name.starts_with(word)));
        schools.entry(known.locations[0].district.as_str()).or_default()[column] += 1;
    }
    for row in districts {
        assert_eq!(
            schools[row[0]],
            [4, 5].map(|i: usize| row[i].parse::<usize>().unwrap()),
            "{}",
            row[1]
        );
    }
    let count = |kind| {
        city.organisations
            .iter()
            .filter(|o| o.organisation.kind == kind)
            .count()
    };
    assert_eq!(count(OrganisationKind::School), 27 + 24 + 4);
    assert_eq!(count(OrganisationKind::FamilyCentre), 12);
    assert_eq!(count(OrganisationKind::AdviceCentre), 6);
    near(
        count(OrganisationKind::Daycare) as f64,
        95.0,
        5.0,
        "day-care centres",
    );
    near(city.organisations.len() as f64, 170.0, 8.0, "organisations");
    assert!(
        city.rows.len() > city.organisations.len() + 8,
        "second people and places"
    );
    for known in &city.organisations {
        let place = &known.locations[0];
        assert!(
            (59063..=59077).contains(&place.postcode.parse::<u32>().unwrap()),
            "{}",
            place.postcode
        );
        assert_eq!(place.town, "Demostadt");
    }
}

#[test]
fn as_many_speak_a_language_as_the_table_says() {
    for seed in [SEED, 1, 2] {
        let city = city(day("2026-11-23"), seed);
        let interpreters = in_programme(&city, "interpreting");
        assert_eq!(interpreters.len(), 50);
        for row in table(include_str!("../../../src/demo/data/languages.csv")) {
            let speaks = |p: &&&PersonRecord| {
                p.languages
                    .as_ref()
                    .unwrap()
                    .keys()
                    .any(|code| in_table(code) == row[0])
            };
            let speakers = interpreters.iter().filter(speaks).count();
            assert_eq!(speakers, row[3].parse::<usize>().unwrap(), "{}", row[1]);
        }
        for person in interpreters {
            assert!(person.german >= Some(Level::B2));
            assert!(
                person
                    .languages
                    .as_ref()
                    .unwrap()
                    .values()
                    .all(|level| *level >= Level::B2)
            );
        }
    }
}

#[test]
fn there_is_somebody_for_every_part_of_the_program() {
    let city = city(day("2026-11-23"), SEED);
    assert_eq!(city.people.len(), 123);
    assert_eq!(in_programme(&city, "huki").len(), 8);
    assert_eq!(in_programme(&city, "companion").len(), 15);
    assert_eq!(in_programme(&city, "volunteer").len(), 55);
    let count = |what: &dyn Fn(&PersonRecord) -> bool| city.people.iter().filter(|p| what(p)).count();
    assert_eq!(
        count(&|p| p.email.is_none() && p.channel == Some(Channel::Phone)),
        2
    );
    assert_eq!(count(&|p| p.ui_language.as_deref() == Some("en")), 2);
    assert_eq!(count(&|p| p.state == Some(PersonState::Paused)), 2);
    assert_eq!(count(&|p| p.absences.is_some()), 6);
    assert!(
        (12..=30).contains(&count(&|p| p.gender.is_none())),
        "not everybody says"
    );
    assert!((25..=60).contains(&count(&|p| p.districts.as_ref().is_some_and(Option::is_some))));
    assert!((35..=70).contains(&count(
        &|p| p.mobility == Some(passgenau::domain::person::Mobility::Car)
    )));
    let lacks = |kind, p: &PersonRecord| !p.proofs.iter().any(|proof| proof.kind == kind);
    assert_eq!(count(&|p| lacks(ProofKind::Training, p)), 1);
    assert_eq!(count(&|p| lacks(ProofKind::Pledge, p)), 1);
    assert_eq!(count(&|p| lacks(ProofKind::Adult, p)), 0);
    let ends_before = |date, p: &PersonRecord| {
        p.proofs
            .iter()
            .any(|proof| proof.valid_until.is_some_and(|d| d < date))
    };
    assert_eq!(count(&|p| ends_before(day("2026-11-23"), p)), 2, "expired");
    assert_eq!(
        count(&|p| ends_before(day("2026-12-12"), p)),
        3,
        "one ends in the second week"
    );
}

#[test]
fn requests_have_the_shares_of_the_tables() {
    for (today, seed) in [("2026-11-23", SEED), ("2027-06-07", SEED), ("2027-02-01", 3)] {
        let city = city(day(today), seed);
        let all: Vec<&RequestRecord> = city.requests.iter().collect();
        let talks = interpreting(&city);
        let of = |from: &[&RequestRecord], what: &dyn Fn(&RequestRecord) -> bool| {
            let part: Vec<&RequestRecord> = from.iter().copied().filter(|r| what(r)).collect();
            percent(&part, from)
        };
        for row in table(include_str!("../../../src/demo/data/languages.csv")) {
            let asked = |r: &RequestRecord| in_table(r.seats[0].language.as_ref().unwrap()) == row[0];
            near(of(&talks, &asked), row[2].parse().unwrap(), 1.0, row[1]);
        }
        let district = |r: &RequestRecord| {
            let locations = city.organisations.iter().flat_map(|o| &o.locations);
            locations
                .into_iter()
                .find(|l| l.id == r.location)
                .unwrap()
                .district
                .clone()
        };
        for row in table(include_str!("../../../src/demo/data/districts.csv")) {
            near(
                of(&all, &|r| district(r) == row[0]),
                row[6].parse().unwrap(),
                4.0,
                row[1],
            );
        }
        for (occasion, wanted) in [
            (Occasion::ParentTalk, 30.0),
            (Occasion::ConsultationDay, 22.0),
            (Occasion::TransitionAdvice, 9.0),
            (Occasion::Enrolment, 9.0),
            (Occasion::ConflictTalk, 7.0),
            (Occasion::ParentsEvening, 5.0),
            (Occasion::SchoolOffice, 6.0),
            (Occasion::SchoolSocialWork, 6.0),
            (Occasion::DevelopmentTalk, 6.0),
        ] {
            near(
                of(&talks, &|r| r.occasion == occasion),
                wanted,
                1.0,
                occasion.as_str(),
            );
        }
        let minutes = |r: &RequestRecord| r.options[0].minutes();
        near(of(&talks, &|r| minutes(r) == 30), 10.0, 1.0, "half an hour");
        near(
            of(&talks, &|r| (45..=60).contains(&minutes(r))),
            60.0,
            1.0,
            "an hour",
        );
        near(of(&talks, &|r| minutes(r) == 90), 18.0, 1.0, "an hour and a half");
        near(
            of(&talks, &|r| (120..=180).contains(&minutes(r))),
            12.0,
            1.5,
            "blocks",
        );
        let hour = |r: &RequestRecord| r.options[0].starts_at.with_timezone(&city.lookup.zone).hour();
        near(of(&all, &|r| hour(r) < 13), 45.0, 5.0, "mornings");
        near(
            of(&all, &|r| (13..16).contains(&hour(r))),
            35.0,
            5.0,
            "afternoons",
        );
        near(of(&all, &|r| hour(r) >= 16), 20.0, 5.0, "evenings");
        near(of(&all, &|r| r.urgent_reason.is_some()), 12.0, 1.0, "urgent");
        near(of(&all, &|r| r.gender.is_some()), 10.0, 1.0, "gender");
        near(
            of(&all, &|r| r.gender.is_some_and(|g| g.required)),
            3.0,
            1.0,
            "gender demanded",
        );
        near(of(&all, &|r| r.options.len() > 1), 25.0, 1.0, "several times");
        near(
            of(&all, &|r| r.programme.0 == "interpreting"),
            72.0,
            6.0,
            "interpreting",
        );
        assert!(
            all.iter()
                .all(|r| (1..=3).contains(&r.seats[0].headcount) && r.seats.len() == 1)
        );
        assert!(talks.iter().all(|r| minutes(r) <= 180));
        for programme in ["huki", "companion", "volunteer"] {
            assert!(all.iter().any(|r| r.programme.0 == programme), "{programme}");
        }
    }
}

#[test]
fn few_primary_schools_ask_much() {
    for seed in [SEED, 1, 2] {
        let city = city(day("2026-11-23"), seed);
        // They are the ones with somebody for social work.
        let is_hot = |known: &KnownOrganisation| {
            known
                .contacts
                .iter()
                .any(|c| c.name.contains("Schulsozialarbeit"))
        };
        assert_eq!(city.organisations.iter().filter(|o| is_hot(o)).count(), 8);
        let file =
            String::from_utf8(bytes(&files(day("2026-11-23"), seed), Kind::Organisations).to_vec()).unwrap();
        let is_primary =
            |known: &KnownOrganisation| file.contains(&format!("\n{};Grundschule;", known.organisation.name));
        let primary: Vec<_> = city.organisations.iter().filter(|o| is_primary(o)).collect();
        assert_eq!(primary.len(), 27);
        let asked = |known: &KnownOrganisation| {
            let talks = interpreting(&city).into_iter();
            talks.filter(|r| r.organisation == known.organisation.id).count()
        };
        let all: usize = primary.iter().map(|o| asked(o)).sum();
        let hot: usize = primary.iter().filter(|o| is_hot(o)).map(|o| asked(o)).sum();
        near(100.0 * hot as f64 / all as f64, 45.0, 4.0, "eight hot schools");
    }
}
