//! What does the office see when somebody cannot come, and whom does it have to ring?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::{Area, Fault, HeldRow, Page, Pager};
use crate::domain::Rejection;
use crate::domain::request::TimeOption;

/// Somebody who was found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AbsentHit {
    pub(crate) name: String,
    pub(crate) detail: String,
    pub(crate) url: String,
}

/// Who cannot come.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AbsentPerson {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) phone: Option<String>,
    /// Whether they get a mail about it.
    pub(crate) by_mail: bool,
    /// Days they are away from today on.
    pub(crate) absences: Vec<(NaiveDate, NaiveDate)>,
}

/// Something they have agreed to or are asked for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AbsentAffected {
    pub(crate) number: i64,
    pub(crate) time: TimeOption,
    pub(crate) organisation: String,
    /// Whether it belongs to a part of the work that whoever looks does not see.
    pub(crate) foreign: bool,
    /// Agreed, or only asked.
    pub(crate) agreed: bool,
    /// Whether the school is to be rung.
    pub(crate) call_school: bool,
    pub(crate) contact: String,
    pub(crate) phone: Option<String>,
}

/// Who would come instead.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AbsentComes {
    pub(crate) name: String,
    /// Whether they belong to a part of the work that whoever looks does not see.
    pub(crate) stranger: bool,
    pub(crate) url: String,
    pub(crate) phone: Option<String>,
    pub(crate) by_phone: bool,
    /// The last moment at which ringing makes sense, when it is near.
    pub(crate) call_by: Option<DateTime<Utc>>,
    /// The request they would give up for it.
    pub(crate) instead: Option<i64>,
}

/// What would become of one request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AbsentStep {
    pub(crate) number: i64,
    pub(crate) time: TimeOption,
    pub(crate) organisation: String,
    /// Whether it belongs to a part of the work that whoever looks does not see.
    pub(crate) foreign: bool,
    /// One of the absent person's own; else somebody else leaves it.
    pub(crate) own: bool,
    pub(crate) comes: Option<AbsentComes>,
}

/// One way to go on.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AbsentPlan {
    pub(crate) uncovered: usize,
    /// Names of those who would change from one appointment to another.
    pub(crate) moved: Vec<String>,
    /// How many more of other parts of the work would change.
    pub(crate) elsewhere: usize,
    /// People who would be asked.
    pub(crate) asked: usize,
    pub(crate) proven: bool,
    pub(crate) steps: Vec<AbsentStep>,
}

/// What it means.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AbsentPreview {
    pub(crate) affected: Vec<AbsentAffected>,
    pub(crate) plans: Vec<AbsentPlan>,
    pub(crate) digest: String,
}

/// `/office/absent`
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct AbsentPage {
    pub(crate) q: String,
    pub(crate) hits: Vec<AbsentHit>,
    pub(crate) person: Option<AbsentPerson>,
    /// `today`, `until`, `unknown`, `single`, or nothing chosen yet.
    pub(crate) span: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) today: NaiveDate,
    pub(crate) unknown_until: NaiveDate,
    /// What is coming, and whether it is ticked.
    pub(crate) coming: Vec<(AbsentAffected, bool)>,
    pub(crate) preview: Option<AbsentPreview>,
    pub(crate) held: Option<HeldRow>,
    pub(crate) calls: Vec<CallRow>,
    pub(crate) faults: Vec<Fault>,
}

impl Page for AbsentPage {
    const TEMPLATE: &'static str = "pages/office/absent.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let affected = |number, hour, agreed: bool, call_school| AbsentAffected {
            number,
            time: talk(23, hour, 60),
            organisation: "Grundschule am Mühlenbach".into(),
            foreign: !agreed,
            agreed,
            call_school,
            contact: "Petra Berger".into(),
            phone: Some("02381 555 0100".into()),
        };
        let comes = |name: &str, by_phone: bool, instead| AbsentComes {
            name: name.into(),
            stranger: by_phone,
            url: "/office/people/p".into(),
            phone: Some("02381 555 0142".into()),
            by_phone,
            call_by: by_phone.then(|| at(23, 8, 25)),
            instead,
        };
        let step = |number, hour, own: bool, comes| AbsentStep {
            number,
            time: talk(23, hour, 60),
            organisation: "Grundschule am Mühlenbach".into(),
            foreign: !own,
            own,
            comes,
        };
        let search = Self {
            q: "mailer".into(),
            today: day(23),
            unknown_until: day(29),
            hits: vec![AbsentHit {
                name: "Mehmet Yıldız".into(),
                detail: "Heessen, 02381 555 0142".into(),
                url: "/office/absent?person=p".into(),
            }],
            ..Self::default()
        };
        let chosen = Self {
            hits: vec![],
            person: Some(AbsentPerson {
                id: "p".into(),
                name: "Mehmet Yıldız".into(),
                url: "/office/people/p".into(),
                phone: Some("02381 555 0142".into()),
                by_mail: true,
                absences: vec![(day(23), day(23))],
            }),
            span: "single".into(),
            coming: vec![
                (affected(1042, 9, true, true), true),
                (affected(1050, 13, false, false), false),
            ],
            ..search.clone()
        };
        let full = Self {
            preview: Some(AbsentPreview {
                affected: vec![affected(1042, 9, true, true), affected(1050, 13, true, false)],
                plans: vec![
                    AbsentPlan {
                        uncovered: 0,
                        moved: vec!["Olena Kovalenko".into()],
                        elsewhere: 1,
                        asked: 2,
                        proven: true,
                        steps: vec![
                            step(1042, 9, true, Some(comes("Olena Kovalenko", true, Some(1044)))),
                            step(1050, 13, true, Some(comes("Amal Khoury", false, None))),
                            step(1044, 10, false, Some(comes("Nour Haddad", false, None))),
                        ],
                    },
                    AbsentPlan {
                        uncovered: 1,
                        moved: vec![],
                        elsewhere: 1,
                        asked: 1,
                        proven: false,
                        steps: vec![
                            step(1042, 9, true, None),
                            step(1050, 13, true, Some(comes(HOSTILE, true, None))),
                        ],
                    },
                ],
                digest: "d".into(),
            }),
            span: "today".into(),
            calls: CallsPage::example(),
            held: Some(HeldRow {
                id: "h".into(),
                kind: "absence".into(),
                until: at(23, 6, 2),
            }),
            faults: vec![Fault::from(Rejection::new("form", "absence-changed"))],
            ..chosen.clone()
        };
        let nothing = Self {
            preview: Some(AbsentPreview {
                affected: vec![],
                plans: vec![],
                digest: String::new(),
            }),
            span: "until".into(),
            to: "2026-11-30".into(),
            coming: vec![],
            calls: vec![],
            held: None,
            faults: vec![Fault::from(Rejection::new("absent_to", "date"))],
            ..full.clone()
        };
        let blank = Self {
            q: String::new(),
            hits: vec![],
            ..search.clone()
        };
        vec![full, chosen, search, blank, nothing]
    }
}

/// A call that brought no answer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallTry {
    /// Message id `call-result-…`.
    pub(crate) result: String,
    pub(crate) again_at: Option<DateTime<Utc>>,
    pub(crate) at: DateTime<Utc>,
}

/// One call to make.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallRow {
    /// The task behind it.
    pub(crate) id: String,
    /// Message id `task-…`.
    pub(crate) kind: String,
    pub(crate) number: i64,
    pub(crate) time: TimeOption,
    pub(crate) organisation: String,
    pub(crate) district: String,
    pub(crate) language: Option<String>,
    pub(crate) person: Option<String>,
    pub(crate) person_url: Option<String>,
    /// Whom to ask for at the school, when the school is rung.
    pub(crate) contact: Option<String>,
    pub(crate) phone: Option<String>,
    /// The offer, while an answer can be noted.
    pub(crate) offer: Option<String>,
    pub(crate) answer_by: Option<DateTime<Utc>>,
    pub(crate) remark: Option<String>,
    /// The request they would give up for it.
    pub(crate) instead: Option<i64>,
    /// The last moment at which ringing makes sense, when it is near.
    pub(crate) call_by: Option<DateTime<Utc>>,
    pub(crate) too_late: bool,
    /// Whether they have allowed early calls, while it is early.
    pub(crate) early: bool,
    /// Before this moment nobody rings at theirs.
    pub(crate) ring_from: Option<DateTime<Utc>>,
    pub(crate) tries: Vec<CallTry>,
}

/// `/office/calls`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallsPage {
    pub(crate) calls: Vec<CallRow>,
    pub(crate) pager: Pager,
}

impl CallsPage {
    pub(super) fn example() -> Vec<CallRow> {
        let call = CallRow {
            id: "t".into(),
            kind: "call_by_phone".into(),
            number: 1042,
            time: talk(23, 9, 60),
            organisation: "Grundschule am Mühlenbach".into(),
            district: "Heessen".into(),
            language: Some("Arabisch (levantinisch)".into()),
            person: Some("Amal Khoury".into()),
            person_url: Some("/office/people/p".into()),
            contact: None,
            phone: Some("02381 555 0142".into()),
            offer: Some("o".into()),
            answer_by: Some(at(23, 8, 0)),
            remark: Some(HOSTILE.into()),
            instead: Some(1044),
            call_by: Some(at(23, 8, 25)),
            too_late: false,
            early: true,
            ring_from: None,
            tries: vec![
                CallTry {
                    result: "later".into(),
                    again_at: Some(at(23, 8, 0)),
                    at: at(23, 7, 0),
                },
                CallTry {
                    result: "not_reached".into(),
                    again_at: None,
                    at: at(23, 6, 30),
                },
            ],
        };
        vec![
            call.clone(),
            CallRow {
                kind: "call_school".into(),
                person: None,
                person_url: None,
                contact: Some("Petra Berger".into()),
                offer: None,
                answer_by: None,
                remark: None,
                instead: None,
                tries: vec![],
                too_late: true,
                early: false,
                ring_from: Some(at(23, 7, 0)),
                ..call.clone()
            },
            CallRow {
                kind: "call_volunteer".into(),
                person: Some(HOSTILE.into()),
                phone: None,
                offer: None,
                call_by: None,
                language: None,
                remark: None,
                instead: None,
                tries: vec![CallTry {
                    result: "wrong_number".into(),
                    again_at: None,
                    at: at(23, 7, 0),
                }],
                ..call
            },
        ]
    }
}

impl Page for CallsPage {
    const TEMPLATE: &'static str = "pages/office/calls.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let pager = |total| Pager::new(total, 1, 40, |n| format!("/office/calls?page={n}"));
        vec![
            Self {
                calls: Self::example(),
                pager: pager(70),
            },
            Self {
                calls: vec![],
                pager: pager(0),
            },
        ]
    }
}
