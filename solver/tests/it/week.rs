//! Weeks as a small city plans them: schools in districts, volunteers with languages, several times per request.

use crate::random::Random;
use passgenau_solver::*;
use std::collections::BTreeMap;

const DISTRICTS: [&str; 11] = ["1a", "1b", "2a", "2b", "3a", "3b", "4", "5", "6", "7", "8"];
const LANGUAGES: [&str; 12] = [
    "tr", "ar", "ru", "uk", "ku", "fa", "ro", "bg", "pl", "sq", "bs", "hr",
];

/// A week of requests with about as many people as can serve most of them.
pub fn week(seed: u64, people: i64, requests: i64) -> ProblemSpec {
    let mut rnd = Random::new(seed);
    let mut travel: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
    for (a, from) in (0i64..).zip(DISTRICTS) {
        for (b, to) in (0i64..).zip(DISTRICTS) {
            if a != b {
                let steps = (a - b).abs().min(11 - (a - b).abs());
                travel
                    .entry(from.into())
                    .or_default()
                    .insert(to.into(), 10 + 8 * steps);
            }
        }
    }
    let language = |rnd: &mut Random| {
        let at = rnd
            .below(LANGUAGES.len() as u64)
            .min(rnd.below(LANGUAGES.len() as u64));
        LANGUAGES[at as usize].to_owned()
    };
    let people: Vec<PersonSpec> = (0..people)
        .map(|at| {
            let mut languages = BTreeMap::new();
            for _ in 0..=rnd.below(2) {
                languages.insert(
                    language(&mut rnd),
                    [
                        Proficiency::B1,
                        Proficiency::B2,
                        Proficiency::C1,
                        Proficiency::Native,
                    ][rnd.below(4) as usize],
                );
            }
            let home = rnd.below(11) as usize;
            let minutes = Some(120 + 60 * rnd.below(5));
            let mut available = Vec::new();
            for day in 0..5 {
                if rnd.chance(65) {
                    let (start, end) = [(480, 780), (780, 1080), (480, 1080)][rnd.below(3) as usize];
                    available.push((day * 1440 + start, day * 1440 + end));
                }
            }
            PersonSpec {
                id: format!("p{at:03}"),
                programmes: if rnd.chance(30) {
                    vec!["talk".into(), "help".into()]
                } else if rnd.chance(70) {
                    vec!["talk".into()]
                } else {
                    vec!["help".into()]
                },
                languages,
                gender: Some(if rnd.chance(65) { "f" } else { "m" }.into()),
                district: DISTRICTS[home].into(),
                districts: rnd.chance(40).then(|| {
                    (0..6)
                        .map(|step| DISTRICTS[(home + 11 + step - 3) % 11].to_owned())
                        .collect()
                }),
                modes: if rnd.chance(50) {
                    vec!["on_site".into(), "video".into()]
                } else {
                    vec!["on_site".into()]
                },
                preferred: if rnd.chance(30) {
                    available.iter().take(2).copied().collect()
                } else {
                    Vec::new()
                },
                available,
                limits: (0..5)
                    .map(|day| LimitSpec {
                        from: day * 1440,
                        to: (day + 1) * 1440,
                        requests: Some(1 + rnd.below(2)),
                        ..LimitSpec::default()
                    })
                    .chain([LimitSpec {
                        from: 0,
                        to: 7 * 1440,
                        minutes,
                        ..LimitSpec::default()
                    }])
                    .collect(),
                load: rnd.below(20) * 45,
                capacity: 480 + 120 * rnd.below(6),
                ..PersonSpec::default()
            }
        })
        .collect();
    let requests: Vec<RequestSpec> = (0..requests)
        .map(|at| {
            let talk = rnd.chance(75);
            let options = (0..=rnd.below(3))
                .map(|_| {
                    let day = rnd.below(5);
                    let start = day * 1440 + 480 + 15 * rnd.below(30);
                    OptionSpec {
                        start,
                        end: start + [45, 60, 90][rnd.below(3) as usize],
                        day: format!("{day}"),
                    }
                })
                .collect();
            RequestSpec {
                id: format!("r{at:03}"),
                programme: if talk { "talk" } else { "help" }.into(),
                weight: [1, 2, 4][rnd.below(3) as usize],
                mode: if rnd.chance(85) { "on_site" } else { "video" }.into(),
                district: DISTRICTS[rnd.below(11) as usize].into(),
                place: Some(format!("school{}", rnd.below(25))),
                options,
                seats: vec![SeatSpec {
                    count: if talk { 1 } else { 1 + rnd.below(2) },
                    languages: if talk {
                        vec![LanguageSpec {
                            code: language(&mut rnd),
                            level: Proficiency::B1,
                        }]
                    } else {
                        Vec::new()
                    },
                    ..SeatSpec::default()
                }],
                gender: rnd.chance(10).then(|| GenderSpec {
                    value: "f".into(),
                    required: rnd.chance(30),
                }),
                known: if rnd.chance(20) {
                    vec![format!("p{:03}", rnd.below(people.len() as u64))]
                } else {
                    Vec::new()
                },
                cents: if talk { 2000 } else { 0 },
                budget: talk.then(|| "talks".to_owned()),
                resources: if rnd.chance(8) {
                    vec![vec!["room".into(), "hall".into()]]
                } else {
                    Vec::new()
                },
                ..RequestSpec::default()
            }
        })
        .collect();
    let previous = requests
        .iter()
        .filter_map(|request| {
            let person = format!("p{:03}", rnd.below(people.len() as u64));
            rnd.chance(25).then(|| Told {
                request: request.id.clone(),
                person,
                option: 0,
            })
        })
        .collect();
    ProblemSpec {
        budgets: vec![BudgetSpec {
            id: "talks".into(),
            cents: 2000 * requests.len() as i64,
        }],
        resources: ["room", "hall"]
            .map(|id| ResourceSpec {
                id: id.into(),
                capacity: 1,
                available: None,
            })
            .to_vec(),
        language_fallbacks: [("bs", "hr"), ("hr", "bs")]
            .map(|(asked, spoken)| FallbackSpec {
                asked: asked.into(),
                spoken: spoken.into(),
                quality: 95,
            })
            .to_vec(),
        travel: BTreeMap::from([("default".to_owned(), travel)]),
        buffer: 10,
        people,
        requests,
        previous,
        ..ProblemSpec::default()
    }
}
