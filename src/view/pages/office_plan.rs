//! What does the office see of planning: choosing weeks, the draft with its reasons, and what sending it out will do?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::plan_help::{AdviceRow, Help};
use super::{Area, Page, Pager};
use crate::domain::request::TimeOption;

/// A week that can be planned.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Week {
    /// Monday, the form value.
    pub(crate) from: NaiveDate,
    /// Sunday.
    pub(crate) to: NaiveDate,
    /// Requests in it that wait for a plan.
    pub(crate) open: i64,
    /// Preselected.
    pub(crate) chosen: bool,
}

/// One line of the list of plans.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanRow {
    pub(crate) url: String,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    /// Message id `plan-state-…`.
    pub(crate) state: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) by: String,
}

impl PlanRow {
    pub(super) fn examples() -> Vec<Self> {
        [
            "computing",
            "draft",
            "published",
            "discarded",
            "superseded",
            "failed",
        ]
        .map(|state| Self {
            url: "/office/plans/p".into(),
            from: day(23),
            to: day(29),
            state: state.into(),
            created_at: at(20, 9, 14),
            by: "Sabine Möller".into(),
        })
        .into()
    }
}

/// `/office/plan`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanningPage {
    pub(crate) weeks: Vec<Week>,
    pub(crate) plans: Vec<PlanRow>,
    /// `weeks` when none was ticked.
    pub(crate) fault: Option<&'static str>,
}

impl Page for PlanningPage {
    const TEMPLATE: &'static str = "pages/office/planning.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let week = |from: u32, open| Week {
            from: day(from),
            to: day(from + 6),
            open,
            chosen: from == 23,
        };
        vec![
            Self {
                weeks: vec![week(16, 4), week(23, 64)],
                plans: PlanRow::examples(),
                fault: None,
            },
            Self {
                weeks: vec![],
                plans: vec![],
                fault: Some("weeks"),
            },
        ]
    }
}

/// How well the person's language fits.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LanguageFit {
    pub(crate) asked: String,
    pub(crate) spoken: String,
    /// Message id `level-…`.
    pub(crate) level: String,
    /// 100 = the variety asked for.
    pub(crate) quality: i64,
}

/// Why this person: each part is `None` where it played no role.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Why {
    /// Minutes on the way.
    pub(crate) travel_minutes: Option<i64>,
    /// From where: the home district or the appointment before.
    pub(crate) travel_from: Option<String>,
    /// Whether the gender asked for is met.
    pub(crate) gender_met: Option<bool>,
    /// Whether it is a time the person likes best, when they said which.
    pub(crate) liked: Option<bool>,
    /// Whether they have served the case before.
    pub(crate) knows_case: bool,
    /// What the office favours people for (message ids).
    pub(crate) favours: Vec<&'static str>,
    /// Which of the times asked for it is, from 1, and how many there were.
    pub(crate) option: Option<(usize, usize)>,
    /// Minutes this person had in the weeks before that count for a fair share.
    pub(crate) minutes_served: Option<i64>,
    /// Minutes this person has in the planned window, this one included.
    pub(crate) minutes_planned: Option<i64>,
}

/// Someone who could step in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Backup {
    pub(crate) name: String,
    pub(crate) url: String,
}

/// One filled seat of the draft.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Placed {
    pub(crate) number: i64,
    pub(crate) time: TimeOption,
    pub(crate) organisation: String,
    pub(crate) district: String,
    pub(crate) programme: String,
    /// Message id `mode-…`.
    pub(crate) mode: String,
    /// Seat and seats when there are several, from 1.
    pub(crate) seat: Option<(usize, usize)>,
    /// Position of the seat in the request, for the page about it.
    pub(crate) seat_position: usize,
    pub(crate) person: String,
    pub(crate) person_url: String,
    /// Identifies the person and the time in forms.
    pub(crate) person_id: String,
    pub(crate) option: usize,
    pub(crate) by_phone: bool,
    /// Whether this was agreed before and only stands in the plan.
    pub(crate) pinned: bool,
    pub(crate) language: Option<LanguageFit>,
    pub(crate) why: Why,
    pub(crate) backups: Vec<Backup>,
}

/// A day of the draft.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DayOfPlan {
    pub(crate) date: NaiveDate,
    pub(crate) placed: Vec<Placed>,
}

/// One rule of the funnel and how many people pass it and all before.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FunnelStep {
    /// Message id `funnel-…`.
    pub(crate) rule: String,
    pub(crate) people: i64,
    /// First step at which nobody is left.
    pub(crate) last: bool,
}

/// A rule of the office and how many people it keeps away.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BlockCount {
    /// Message id `block-…`.
    pub(crate) rule: String,
    pub(crate) people: i64,
}

/// A request that wants the same person.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CompetingRequest {
    pub(crate) number: i64,
    pub(crate) organisation: String,
}

/// A request with an empty seat.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Unfilled {
    pub(crate) number: i64,
    pub(crate) organisation: String,
    pub(crate) district: String,
    pub(crate) programme: String,
    pub(crate) language: Option<String>,
    pub(crate) times: Vec<TimeOption>,
    /// Message id `unfilled-…`.
    pub(crate) reason: String,
    pub(crate) funnel: Vec<FunnelStep>,
    /// What keeps how many people from it, most first.
    pub(crate) blocks: Vec<BlockCount>,
    pub(crate) competes_with: Vec<CompetingRequest>,
    /// What would help, cheapest first.
    pub(crate) help: Vec<Help>,
}

/// Counts of a draft.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct PlanTotals {
    /// Requests in the window.
    pub(crate) requests: i64,
    pub(crate) filled: i64,
    pub(crate) unfilled: i64,
    /// People who would be asked.
    pub(crate) people: i64,
    pub(crate) seconds: i64,
}

/// A part of a draft: what stays open, or one day.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanPart {
    pub(crate) url: String,
    /// `None` for what stays open.
    pub(crate) day: Option<NaiveDate>,
    pub(crate) count: i64,
    pub(crate) current: bool,
}

/// What came out of a run.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanOutcome {
    /// Proved: no better plan exists.
    pub(crate) optimal: bool,
    /// Otherwise: at most so many requests worse than the best.
    pub(crate) gap: i64,
    pub(crate) totals: PlanTotals,
    /// The ways to its parts.
    pub(crate) parts: Vec<PlanPart>,
    /// Which part is shown: `open`, `day` or `found`.
    pub(crate) part: &'static str,
    /// Address of the part shown.
    pub(crate) here: String,
    /// What was looked for.
    pub(crate) q: String,
    /// The filled seats of the part shown.
    pub(crate) days: Vec<DayOfPlan>,
    /// What stays open in the part shown.
    pub(crate) unfilled: Vec<Unfilled>,
    pub(crate) pager: Pager,
    /// What one more person or hour would buy.
    pub(crate) advice: Vec<AdviceRow>,
    /// Message ids `plan-warning-…` with a request number.
    pub(crate) warnings: Vec<(String, Option<i64>)>,
}

/// `/office/plans/{id}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanPage {
    /// Address of this page; its actions are below it.
    pub(crate) url: String,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    /// Message id `plan-state-…`.
    pub(crate) state: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) by: String,
    /// For which parts of the office's work; empty for the whole.
    pub(crate) reach: Vec<String>,
    /// Latest end of a running computation.
    pub(crate) until: Option<DateTime<Utc>>,
    /// Why it failed, message id `plan-failed-…`.
    pub(crate) failure: Option<String>,
    pub(crate) outcome: Option<PlanOutcome>,
    /// Its sending, while that can be taken back.
    pub(crate) held: Option<super::HeldRow>,
    /// How far a running computation is.
    pub(crate) progress: Option<PlanStep>,
    /// The Mondays of its weeks, to compute it anew.
    pub(crate) weeks: Vec<NaiveDate>,
    /// What the office wants of every proposal for these weeks.
    pub(crate) wishes: Vec<WishRow>,
}

/// How far a running computation is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanStep {
    /// Message id `goal-…`.
    pub(crate) goal: &'static str,
    pub(crate) value: Option<i64>,
    pub(crate) bound: Option<i64>,
    /// By how much it may still get better, of goals that are no number of requests.
    pub(crate) percent: Option<i64>,
    /// Message id `phase-…`.
    pub(crate) phase: Option<&'static str>,
}

/// Somebody who is fixed on a request, or kept away from it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WishRow {
    /// Message id `wish-…`.
    pub(crate) kind: &'static str,
    pub(crate) number: i64,
    pub(crate) person: String,
    pub(crate) id: String,
}

impl PlanPage {
    fn placed(number: i64, day_of_month: u32, hour: u32) -> Placed {
        Placed {
            number,
            time: talk(day_of_month, hour, 60),
            organisation: "Grundschule am Mühlenbach".into(),
            district: "Heessen".into(),
            programme: "Sprachmittlung".into(),
            mode: "on_site".into(),
            seat: None,
            seat_position: 0,
            person: "Amal Khoury".into(),
            person_url: "/office/people/p".into(),
            person_id: "p".into(),
            option: 0,
            by_phone: false,
            pinned: false,
            language: Some(LanguageFit {
                asked: "Arabisch (levantinisch)".into(),
                spoken: "Arabisch (levantinisch)".into(),
                level: "native".into(),
                quality: 100,
            }),
            why: Why {
                travel_minutes: Some(22),
                travel_from: Some("Mitte".into()),
                gender_met: Some(true),
                liked: Some(true),
                knows_case: true,
                favours: vec!["why-topic"],
                option: Some((1, 3)),
                minutes_served: Some(60),
                minutes_planned: Some(120),
            },
            backups: vec![
                Backup {
                    name: "Mehmet Yıldız".into(),
                    url: "/office/people/p".into(),
                },
                Backup {
                    name: "Rana Haddad".into(),
                    url: "/office/people/p".into(),
                },
            ],
        }
    }

    fn outcome() -> PlanOutcome {
        let fallback = Placed {
            language: Some(LanguageFit {
                asked: "Dari".into(),
                spoken: "Farsi".into(),
                level: "C1".into(),
                quality: 85,
            }),
            why: Why {
                gender_met: Some(false),
                liked: Some(false),
                option: Some((2, 2)),
                ..Why::default()
            },
            backups: vec![],
            by_phone: true,
            seat: Some((1, 2)),
            ..Self::placed(1043, 23, 13)
        };
        let pinned = Placed {
            pinned: true,
            language: None,
            programme: "Alltagsbegleitung".into(),
            mode: "phone".into(),
            why: Why::default(),
            ..Self::placed(1050, 24, 9)
        };
        let funnel = |counts: [i64; 8]| {
            let empty = counts.iter().position(|n| *n == 0);
            [
                "programme",
                "language",
                "qualification",
                "gender",
                "excluded",
                "reach",
                "unavailable",
                "busy",
            ]
            .into_iter()
            .zip(counts)
            .enumerate()
            .map(|(i, (rule, people))| FunnelStep {
                rule: rule.into(),
                people,
                last: empty == Some(i),
            })
            .collect()
        };
        let unfilled = |number, reason: &str, counts| Unfilled {
            number,
            organisation: "Realschule Heessen".into(),
            district: "Heessen".into(),
            programme: "Sprachmittlung".into(),
            language: Some("Tigrinya".into()),
            times: vec![talk(24, 8, 60), talk(25, 8, 60)],
            reason: reason.into(),
            funnel: funnel(counts),
            blocks: crate::domain::block::Block::ALL
                .iter()
                .map(|block| BlockCount {
                    rule: block.to_string(),
                    people: 1,
                })
                .collect(),
            competes_with: vec![],
            help: if number == 1047 { Help::examples() } else { vec![] },
        };
        let reasons = [
            "programme",
            "language",
            "qualification",
            "gender",
            "excluded",
            "reach",
            "unavailable",
            "busy",
            "limit",
            "resource",
            "budget",
            "seats",
        ];
        let mut all = vec![unfilled(1047, "unavailable", [50, 9, 7, 7, 7, 5, 0, 0])];
        all.push(Unfilled {
            competes_with: vec![CompetingRequest {
                number: 1042,
                organisation: HOSTILE.into(),
            }],
            ..unfilled(1048, "outcompeted", [50, 9, 7, 7, 7, 5, 3, 1])
        });
        all.extend(
            reasons
                .iter()
                .map(|r| unfilled(1049, r, [50, 9, 7, 7, 7, 5, 3, 1])),
        );
        PlanOutcome {
            optimal: true,
            gap: 0,
            totals: PlanTotals {
                requests: 64,
                filled: 61,
                unfilled: 3,
                people: 38,
                seconds: 4,
            },
            parts: vec![
                PlanPart {
                    url: "/office/plans/p".into(),
                    day: None,
                    count: 14,
                    current: true,
                },
                PlanPart {
                    url: "/office/plans/p?day=2026-11-23".into(),
                    day: Some(day(23)),
                    count: 2,
                    current: false,
                },
            ],
            part: "open",
            here: "/office/plans/p".into(),
            q: String::new(),
            pager: Pager::new(40, 1, 20, |n| format!("/office/plans/p?page={n}")),
            days: vec![
                DayOfPlan {
                    date: day(23),
                    placed: vec![Self::placed(1042, 23, 8), fallback],
                },
                DayOfPlan {
                    date: day(24),
                    placed: vec![
                        pinned,
                        Placed {
                            organisation: HOSTILE.into(),
                            person: HOSTILE.into(),
                            ..Self::placed(1051, 24, 11)
                        },
                    ],
                },
            ],
            unfilled: all,
            advice: AdviceRow::examples(),
            warnings: vec![("collide".into(), Some(1050)), ("limit".into(), None)],
        }
    }
}

impl Page for PlanPage {
    const TEMPLATE: &'static str = "pages/office/plan.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = |state: &str, outcome| Self {
            url: "/office/plans/p".into(),
            from: day(23),
            to: day(29),
            state: state.into(),
            created_at: at(20, 9, 14),
            by: "Sabine Möller".into(),
            reach: vec![],
            until: (state == "computing").then(|| at(20, 9, 15)),
            failure: (state == "failed").then(|| "check".into()),
            held: (state == "published").then(|| super::HeldRow {
                id: "h".into(),
                kind: "publish".into(),
                until: at(23, 8, 5),
            }),
            progress: (state == "computing").then_some(PlanStep {
                goal: "coverage",
                value: Some(58),
                bound: Some(61),
                percent: None,
                phase: Some("proof"),
            }),
            weeks: vec![day(23)],
            wishes: if state == "draft" {
                vec![
                    WishRow {
                        kind: "fixed",
                        number: 1042,
                        person: "Amal Khoury".into(),
                        id: "p".into(),
                    },
                    WishRow {
                        kind: "barred",
                        number: 1043,
                        person: HOSTILE.into(),
                        id: "q".into(),
                    },
                ]
            } else {
                vec![]
            },
            outcome,
        };
        let empty = PlanOutcome {
            totals: PlanTotals::default(),
            parts: vec![],
            pager: Pager::new(0, 1, 20, |_| String::new()),
            days: vec![],
            unfilled: vec![],
            advice: vec![],
            warnings: vec![],
            ..Self::outcome()
        };
        vec![
            page("draft", Some(Self::outcome())),
            page("computing", None),
            Self {
                progress: Some(PlanStep {
                    goal: "fairness",
                    value: None,
                    bound: None,
                    percent: Some(2),
                    phase: Some("parts"),
                }),
                ..page("computing", None)
            },
            Self {
                progress: None,
                ..page("computing", None)
            },
            page(
                "draft",
                Some(PlanOutcome {
                    optimal: false,
                    gap: 2,
                    unfilled: vec![],
                    ..Self::outcome()
                }),
            ),
            page(
                "draft",
                Some(PlanOutcome {
                    part: "found",
                    q: HOSTILE.into(),
                    ..Self::outcome()
                }),
            ),
            page("published", Some(Self::outcome())),
            Self {
                reach: vec!["Sprachmittlung, Heessen".into(), HOSTILE.into()],
                ..page("draft", Some(Self::outcome()))
            },
            page("failed", None),
            page("discarded", Some(Self::outcome())),
            page("superseded", Some(Self::outcome())),
            page("draft", Some(empty)),
        ]
    }
}

/// `/office/plans/{id}/sheet`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanSheetPage {
    /// Address of the plan.
    pub(crate) url: String,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    /// Message id `plan-state-…`.
    pub(crate) state: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) totals: PlanTotals,
    pub(crate) days: Vec<DayOfPlan>,
    pub(crate) unfilled: Vec<Unfilled>,
}

impl Page for PlanSheetPage {
    const TEMPLATE: &'static str = "pages/office/plan_sheet.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let outcome = PlanPage::outcome();
        let full = Self {
            url: "/office/plans/p".into(),
            from: day(23),
            to: day(29),
            state: "draft".into(),
            created_at: at(20, 9, 14),
            totals: outcome.totals,
            days: outcome.days,
            unfilled: outcome.unfilled,
        };
        let empty = Self {
            days: vec![],
            unfilled: vec![],
            ..full.clone()
        };
        vec![full, empty]
    }
}
