//! Who may take a seat: the eight rules, one by one.

use crate::support::*;
use passgenau_solver::*;

/// Solves for one person and one request; the reason why it stays unfilled, if it does.
fn reason(change: impl FnOnce(&mut PersonSpec, &mut RequestSpec)) -> Option<&'static str> {
    let mut spec = spec(vec![person("a")], vec![request("r", 60)]);
    change(&mut spec.people[0], &mut spec.requests[0]);
    let plan = solved(&spec);
    plan.unfilled.first().map(|unfilled| unfilled.reason.as_str())
}

fn speaks(code: &str, level: Proficiency) -> [(String, Proficiency); 1] {
    [(code.to_owned(), level)]
}

fn asks(code: &str, level: Proficiency) -> Vec<SeatSpec> {
    vec![SeatSpec {
        languages: vec![LanguageSpec {
            code: code.into(),
            level,
        }],
        ..SeatSpec::default()
    }]
}

#[test]
fn nothing_in_the_way() {
    assert_eq!(reason(|_, _| {}), None);
}

#[test]
fn programme() {
    assert_eq!(reason(|_, r| r.programme = "q".into()), Some("programme"));
}

#[test]
fn language_at_the_level_or_above() {
    assert_eq!(
        reason(|_, r| r.seats = asks("tr", Proficiency::A1)),
        Some("language")
    );
    let with = |level| {
        reason(|a, r| {
            (
                a.languages.extend(speaks("tr", level)),
                r.seats = asks("tr", Proficiency::B2),
            )
                .1
        })
    };
    assert_eq!(with(Proficiency::B1), Some("language"));
    assert_eq!(with(Proficiency::B2), None);
    assert_eq!(with(Proficiency::Native), None);
}

#[test]
fn one_language_of_several_is_enough() {
    let both = |code: &str| {
        vec![
            LanguageSpec {
                code: "tr".into(),
                level: Proficiency::A1,
            },
            LanguageSpec {
                code: code.into(),
                level: Proficiency::A1,
            },
        ]
    };
    let with = |code: &str| {
        reason(|a, r| {
            a.languages.extend(speaks("ku", Proficiency::C1));
            r.seats = vec![SeatSpec {
                languages: both(code),
                ..SeatSpec::default()
            }];
        })
    };
    assert_eq!(with("ku"), None);
    assert_eq!(with("fa"), Some("language"));
}

#[test]
fn a_fallback_of_sufficient_quality_counts_and_costs() {
    let mut spec = spec(vec![person("a")], vec![request("r", 0)]);
    spec.people[0].languages.extend(speaks("hr", Proficiency::C1));
    spec.requests[0].seats = asks("bs", Proficiency::B1);
    spec.language_fallbacks = vec![FallbackSpec {
        asked: "bs".into(),
        spoken: "hr".into(),
        quality: 95,
    }];
    let plan = solved(&spec);
    assert_eq!(value(&plan, Goal::Quality), 10.0);
    spec.min_language_quality = 96;
    assert_eq!(solved(&spec).unfilled[0].reason, Reason::Language);
    // It works in one direction only.
    spec.min_language_quality = 1;
    spec.requests[0].seats = asks("hr", Proficiency::B1);
    spec.people[0].languages = speaks("bs", Proficiency::C1).into();
    assert_eq!(solved(&spec).unfilled[0].reason, Reason::Language);
}

#[test]
fn all_qualifications() {
    let needs = |r: &mut RequestSpec| {
        r.seats = vec![SeatSpec {
            qualifications: vec!["swim".into(), "drive".into()],
            ..SeatSpec::default()
        }]
    };
    assert_eq!(
        reason(|a, r| (a.qualifications = vec!["swim".into()], needs(r)).1),
        Some("qualification")
    );
    assert_eq!(
        reason(|a, r| (a.qualifications = vec!["drive".into(), "swim".into()], needs(r)).1),
        None
    );
}

#[test]
fn gender_only_when_required() {
    let wish = |required| {
        Some(GenderSpec {
            value: "f".into(),
            required,
        })
    };
    assert_eq!(reason(|_, r| r.gender = wish(true)), Some("gender"));
    assert_eq!(reason(|_, r| r.gender = wish(false)), None);
    assert_eq!(
        reason(|a, r| (a.gender = Some("f".into()), r.gender = wish(true)).1),
        None
    );
    let seat = |r: &mut RequestSpec| {
        r.seats = vec![SeatSpec {
            gender: Some("m".into()),
            ..SeatSpec::default()
        }]
    };
    assert_eq!(
        reason(|a, r| (a.gender = Some("f".into()), seat(r)).1),
        Some("gender")
    );
}

#[test]
fn excluded() {
    assert_eq!(
        reason(|_, r| r.excluded = vec!["a".into(), "gone".into()]),
        Some("excluded")
    );
}

#[test]
fn reach_by_mode_and_district() {
    assert_eq!(reason(|_, r| r.mode = "video".into()), Some("reach"));
    assert_eq!(reason(|a, _| a.districts = Some(vec!["e".into()])), Some("reach"));
    assert_eq!(reason(|a, _| a.districts = Some(vec![])), Some("reach"));
    let video = |a: &mut PersonSpec, r: &mut RequestSpec| {
        a.districts = Some(vec!["e".into()]);
        a.modes = vec!["video".into()];
        r.mode = "video".into();
    };
    assert_eq!(reason(video), None, "districts do not matter from afar");
}

#[test]
fn available_is_a_union() {
    assert_eq!(reason(|a, _| a.available = vec![(0, 119)]), Some("unavailable"));
    assert_eq!(reason(|a, _| a.available = vec![(90, 120), (60, 90)]), None);
    assert_eq!(
        reason(|a, _| a.available = vec![(60, 89), (90, 120)]),
        Some("unavailable")
    );
    assert_eq!(reason(|a, _| a.available = vec![]), Some("unavailable"));
}

#[test]
fn busy_with_and_without_a_journey() {
    let busy = |start, end, district: Option<&str>, place: Option<&str>| {
        let mut spec = spec(vec![person("a")], vec![request("r", 60)]);
        spec.travel = [(
            "default".to_owned(),
            [("e".to_owned(), [("d".to_owned(), 20)].into())].into(),
        )]
        .into();
        spec.buffer = 5;
        spec.requests[0].place = Some("s".into());
        spec.people[0].busy = vec![BusySpec {
            start,
            end,
            district: district.map(Into::into),
            place: place.map(Into::into),
        }];
        solved(&spec).unfilled.first().map(|unfilled| unfilled.reason)
    };
    assert_eq!(busy(0, 60, None, None), None, "half open");
    assert_eq!(busy(0, 61, None, None), Some(Reason::Busy));
    assert_eq!(busy(0, 35, Some("e"), None), None, "20 minutes and a buffer of 5");
    assert_eq!(busy(0, 36, Some("e"), None), Some(Reason::Busy));
    assert_eq!(busy(0, 60, Some("e"), Some("s")), None, "the same building");
    assert_eq!(
        busy(124, 200, Some("e"), None),
        Some(Reason::Busy),
        "the buffer counts even where no way back is known"
    );
    assert_eq!(busy(125, 200, Some("e"), None), None);
}

#[test]
fn the_funnel_counts_people_rule_by_rule() {
    let mut people = vec![person("a"), person("b"), person("c"), person("d")];
    people[0].programmes = vec!["q".into()];
    people[1].available = vec![];
    people[2].busy = vec![BusySpec {
        start: 0,
        end: 200,
        ..BusySpec::default()
    }];
    people[3].districts = Some(vec!["x".into()]);
    let plan = solved(&spec(people, vec![request("r", 0)]));
    assert_eq!(plan.unfilled[0].funnel, [3, 3, 3, 3, 3, 2, 1, 0]);
    assert_eq!(plan.unfilled[0].reason, Reason::Busy);
}
