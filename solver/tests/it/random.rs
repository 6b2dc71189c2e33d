//! Tiny problems that use every rule and every goal, made from a seed.

use passgenau_solver::*;
use std::collections::BTreeMap;

/// A small generator of numbers (splitmix64): the same seed, the same problem, on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Hashed, so that neighbouring seeds do not give shifted copies of one sequence.
        let mut start = Random(seed ^ 0x5851_F42D_4C95_7F2D);
        Random(start.next() ^ start.next().rotate_left(32))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> i64 {
        (self.next() % n) as i64
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len() as u64) as usize]
    }

    fn some(&mut self, from: &[&str], percent: u64) -> Vec<String> {
        from.iter()
            .filter(|_| self.chance(percent))
            .map(|one| (*one).to_owned())
            .collect()
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}

const DISTRICTS: [&str; 3] = ["d0", "d1", "d2"];
const GENDERS: [&str; 2] = ["f", "m"];
const DAY: i64 = 300;

/// A tiny problem.
pub fn tiny(seed: u64) -> ProblemSpec {
    let mut rnd = Random::new(seed);
    let people_count = 1 + rnd.below(4);
    let request_count = 1 + rnd.below(4);
    let people: Vec<PersonSpec> = (0..people_count).map(|at| person(&mut rnd, at)).collect();
    let requests: Vec<RequestSpec> = (0..request_count)
        .map(|at| request(&mut rnd, at, people_count))
        .collect();
    let mut travel = BTreeMap::new();
    for mobility in ["default", "bike"] {
        let mut table: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        for from in DISTRICTS {
            for to in DISTRICTS {
                if rnd.chance(60) {
                    // Neither symmetric nor transitive, sometimes long.
                    let minutes = if rnd.chance(15) { 130 } else { rnd.below(4) * 10 };
                    table.entry(from.into()).or_default().insert(to.into(), minutes);
                }
            }
        }
        travel.insert(mobility.to_owned(), table);
    }
    let mut levels = Goal::ALL.to_vec();
    rnd.shuffle(&mut levels);
    levels.truncate(1 + rnd.below(6) as usize);
    if rnd.chance(60) {
        levels.retain(|goal| *goal != Goal::Coverage);
        levels.insert(0, Goal::Coverage);
    }
    let mut weights = BTreeMap::new();
    if rnd.chance(40) {
        weights.insert(
            "default".to_owned(),
            WeightsSpec {
                travel: Some(rnd.below(5) - 1),
                known: Some(rnd.below(60) - 30),
                ..WeightsSpec::default()
            },
        );
        weights.insert(
            "p1".to_owned(),
            WeightsSpec {
                option: Some(rnd.below(40) - 20),
                variety: Some(rnd.below(4)),
                ..WeightsSpec::default()
            },
        );
    }
    let told = |rnd: &mut Random, count: i64| -> Vec<Told> {
        (0..count)
            .map(|_| {
                let request = rnd.below(request_count as u64) as usize;
                Told {
                    request: requests[request].id.clone(),
                    person: format!("a{}", rnd.below(people_count as u64)),
                    option: rnd.below(requests[request].options.len() as u64),
                }
            })
            .collect()
    };
    let pin_count = if rnd.chance(40) { 1 + rnd.below(3) } else { 0 };
    let pins = told(&mut rnd, pin_count);
    let previous_count = rnd.below(4);
    let mut previous = told(&mut rnd, previous_count);
    if rnd.chance(20) {
        previous.push(Told {
            request: "gone".into(),
            person: "a0".into(),
            option: 0,
        });
    }
    let mut spec = ProblemSpec {
        people,
        requests,
        resources: (0..2)
            .map(|at| ResourceSpec {
                id: format!("room{at}"),
                capacity: 1 + rnd.below(2),
                available: if rnd.chance(30) {
                    Some(vec![(0, 100 + rnd.below(4) * 50)])
                } else {
                    None
                },
            })
            .collect(),
        travel,
        buffer: rnd.below(2) * 10,
        language_fallbacks: vec![
            FallbackSpec {
                asked: "x".into(),
                spoken: "y".into(),
                quality: 1 + rnd.below(99),
            },
            FallbackSpec {
                asked: "y".into(),
                spoken: "z".into(),
                quality: 1 + rnd.below(99),
            },
        ],
        min_language_quality: if rnd.chance(50) { 1 } else { 50 },
        budgets: vec![BudgetSpec {
            id: "b".into(),
            cents: rnd.below(5) * 10,
        }],
        cases: vec![CaseSpec {
            id: "c".into(),
            limit: rnd.below(3),
        }],
        apart: Vec::new(),
        pins,
        previous,
        levels,
        weights,
        backups: rnd.below(4),
    };
    if rnd.chance(40) {
        let pairs = 1 + rnd.below(3);
        let pair = |at: i64| vec![format!("a{at}"), format!("a{}", at + 1)];
        spec.apart = (0..pairs).map(pair).collect();
    }
    // Pins that no plan can keep are another test's matter.
    while validate(&spec).is_err() && spec.pins.pop().is_some() {}
    spec
}

fn times(rnd: &mut Random, most: u64) -> Vec<(i64, i64)> {
    (0..=rnd.below(most))
        .map(|_| {
            let start = rnd.below(8) * 30;
            (start, start + 60 + rnd.below(8) * 30)
        })
        .collect()
}

fn person(rnd: &mut Random, at: i64) -> PersonSpec {
    let levels = Proficiency::ALL;
    let mut languages = BTreeMap::new();
    for code in ["x", "y", "z"] {
        if rnd.chance(60) {
            languages.insert(code.to_owned(), *rnd.pick(&levels));
        }
    }
    PersonSpec {
        id: format!("a{at}"),
        programmes: if rnd.chance(80) {
            vec!["p0".into(), "p1".into()]
        } else {
            rnd.some(&["p0", "p1"], 60)
        },
        languages,
        qualifications: rnd.some(&["q0", "q1"], 70),
        gender: rnd.chance(80).then(|| (*rnd.pick(&GENDERS)).to_owned()),
        district: (*rnd.pick(&DISTRICTS)).to_owned(),
        mobility: if rnd.chance(70) { "default" } else { "bike" }.to_owned(),
        districts: if rnd.chance(70) {
            None
        } else {
            Some(rnd.some(&DISTRICTS, 70))
        },
        modes: if rnd.chance(60) {
            vec!["on_site".into(), "video".into()]
        } else {
            vec!["on_site".into()]
        },
        available: if rnd.chance(75) {
            vec![(0, DAY)]
        } else {
            times(rnd, 3)
        },
        preferred: if rnd.chance(50) { Vec::new() } else { times(rnd, 2) },
        busy: if rnd.chance(70) {
            Vec::new()
        } else {
            let start = rnd.below(10) * 30;
            vec![BusySpec {
                start,
                end: start + 30,
                district: rnd.chance(60).then(|| (*rnd.pick(&DISTRICTS)).to_owned()),
                place: rnd.chance(30).then(|| "s0".to_owned()),
            }]
        },
        limits: (0..rnd.below(3))
            .map(|_| {
                let from = rnd.below(3) * 60;
                LimitSpec {
                    from,
                    to: from + 60 + rnd.below(4) * 60,
                    minutes: rnd.chance(50).then(|| rnd.below(6) * 30),
                    requests: rnd.chance(30).then(|| rnd.below(3)),
                    cents: rnd.chance(20).then(|| rnd.below(4) * 10),
                }
            })
            .collect(),
        load: rnd.below(5) * 50,
        capacity: 60 + rnd.below(5) * 77,
    }
}

fn seed_of_favour(options: &[OptionSpec]) -> i64 {
    options.iter().map(|option| option.start / 30).sum()
}

fn request(rnd: &mut Random, at: i64, people: i64) -> RequestSpec {
    let options: Vec<OptionSpec> = (0..if rnd.chance(60) { 1 } else { 2 })
        .map(|_| {
            let start = rnd.below(8) * 30;
            OptionSpec {
                start,
                end: start + 30 + rnd.below(3) * 30,
                day: (*rnd.pick(&["", "mon", "tue"])).to_owned(),
            }
        })
        .collect();
    let seats = (0..if rnd.chance(70) { 1 } else { 2 })
        .map(|_| SeatSpec {
            count: if rnd.chance(75) { 1 } else { 2 },
            languages: if rnd.chance(50) {
                Vec::new()
            } else {
                (0..=rnd.below(2))
                    .map(|_| LanguageSpec {
                        code: (*rnd.pick(&["x", "y"])).to_owned(),
                        level: *rnd.pick(&[Proficiency::A1, Proficiency::B1, Proficiency::C1]),
                    })
                    .collect()
            },
            qualifications: rnd.some(&["q0", "q1"], 15),
            gender: rnd.chance(10).then(|| (*rnd.pick(&GENDERS)).to_owned()),
        })
        .collect();
    let someone = |rnd: &mut Random| format!("a{}", rnd.below(people as u64 + 1));
    RequestSpec {
        id: format!("r{at}"),
        programme: if rnd.chance(70) { "p0" } else { "p1" }.to_owned(),
        weight: [1, 1, 2, 3, 7][rnd.below(5) as usize],
        mode: if rnd.chance(80) { "on_site" } else { "video" }.to_owned(),
        district: (*rnd.pick(&DISTRICTS)).to_owned(),
        place: rnd.chance(60).then(|| (*rnd.pick(&["s0", "s1"])).to_owned()),
        options: options.clone(),
        seats,
        all_or_nothing: rnd.chance(50),
        gender: rnd.chance(25).then(|| GenderSpec {
            value: (*rnd.pick(&GENDERS)).to_owned(),
            required: rnd.chance(40),
        }),
        excluded: if rnd.chance(10) {
            vec![someone(rnd)]
        } else {
            Vec::new()
        },
        known: if rnd.chance(30) {
            vec![someone(rnd)]
        } else {
            Vec::new()
        },
        cents: rnd.below(3) * 10,
        budget: rnd.chance(40).then(|| "b".to_owned()),
        case: rnd.chance(30).then(|| "c".to_owned()),
        resources: match rnd.below(10) {
            0 => vec![vec!["room0".into()]],
            1 => vec![vec!["room0".into(), "room1".into()]],
            2 => vec![vec!["room0".into(), "room1".into()], vec!["room1".into()]],
            _ => Vec::new(),
        },
        // Of the numbers drawn already, so that the problems of a seed stay what they were.
        favoured: if (seed_of_favour(&options) + at) % 5 == 0 {
            vec![FavouredSpec {
                reason: "trained".into(),
                people: vec![format!("a{}", at % people.max(1)), "gone".into()],
                points: (at * 13) % 40 - 5,
            }]
        } else {
            Vec::new()
        },
    }
}
