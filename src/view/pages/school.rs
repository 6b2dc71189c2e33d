//! What does an organisation see: its requests, the form for a new one, one request, and calling one off?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::office_mails::Question;
use super::{Area, Choice, Fault, Page, Pager};
use crate::domain::Rejection;
use crate::domain::request::TimeOption;

/// One line of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolRequestRow {
    pub(crate) number: i64,
    pub(crate) url: String,
    /// The chosen time, or the first one asked for.
    pub(crate) time: TimeOption,
    /// How many times were offered, when none is chosen yet.
    pub(crate) options: usize,
    pub(crate) programme: String,
    pub(crate) language: Option<String>,
    /// Message id `school-state-…`.
    pub(crate) state: String,
    pub(crate) state_at: DateTime<Utc>,
    /// Until when an answer is awaited, while people are asked.
    pub(crate) answer_by: Option<DateTime<Utc>>,
    /// Whether its time has begun or is over.
    pub(crate) over: bool,
}

/// `/s/{token}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolRequestsPage {
    /// Address of this page; everything of the organisation is below it.
    pub(crate) base: String,
    pub(crate) organisation: String,
    pub(crate) rows: Vec<SchoolRequestRow>,
    /// Forms that were begun: key, and when they were kept.
    pub(crate) drafts: Vec<(String, DateTime<Utc>)>,
    /// Number of the latest request, to be asked again.
    pub(crate) last: Option<i64>,
    pub(crate) pager: Pager,
}

impl Page for SchoolRequestsPage {
    const TEMPLATE: &'static str = "pages/school/requests.html";
    const AREA: Area = Area::School;

    fn samples() -> Vec<Self> {
        let row = |number, state: &str| SchoolRequestRow {
            number,
            url: format!("/s/beispiel/requests/{number}"),
            time: talk(25, 8, 60),
            options: 2,
            programme: "Sprachmittlung".into(),
            language: Some("Arabisch (levantinisch)".into()),
            state: state.into(),
            state_at: at(23, 8, 0),
            answer_by: (state == "searching").then(|| at(24, 11, 0)),
            over: matches!(state, "held" | "not_held"),
        };
        let rows = crate::domain::request::RequestState::ALL
            .iter()
            .zip(1037..)
            .map(|(s, n)| row(n, s.as_str()))
            .collect();
        let page = |rows, total, organisation: &str| Self {
            base: "/s/beispiel".into(),
            organisation: organisation.into(),
            drafts: if total == 0 {
                vec![]
            } else {
                vec![("d".into(), at(23, 9, 0))]
            },
            last: (total > 0).then_some(1042),
            rows,
            pager: Pager::new(total, 1, 20, |n| format!("?page={n}")),
        };
        vec![
            page(rows, 26, "Grundschule am Mühlenbach"),
            page(vec![], 0, HOSTILE),
        ]
    }
}

/// What the form offers to choose from.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IntakeChoices {
    pub(crate) locations: Vec<Choice>,
    pub(crate) contacts: Vec<Choice>,
    pub(crate) programmes: Vec<Choice>,
    pub(crate) occasions: Vec<&'static str>,
    pub(crate) modes: Vec<&'static str>,
    /// Label holds name and autonym.
    pub(crate) languages: Vec<Choice>,
    pub(crate) levels: Vec<&'static str>,
    /// Lengths in minutes.
    pub(crate) durations: Vec<i64>,
    /// Programmes for which two people are better from so many minutes on.
    pub(crate) teams: Vec<(String, i64)>,
    /// Rooms of its places, to be chosen or to be typed over.
    pub(crate) rooms: Vec<RoomChoice>,
    /// Sources of money; only the office chooses one.
    pub(crate) sources: Vec<Choice>,
    /// First day that needs no reason.
    pub(crate) earliest: NaiveDate,
    pub(crate) today: NaiveDate,
}

/// A room that can be named.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RoomChoice {
    pub(crate) name: String,
    /// Where, when there are several places.
    pub(crate) place: Option<String>,
    pub(crate) people: Option<i64>,
    pub(crate) step_free: bool,
}

/// One possible time as typed.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct IntakeOption {
    pub(crate) date: String,
    pub(crate) start: String,
    pub(crate) duration: String,
}

/// The form as typed; field names are those of the faults.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct IntakeForm {
    pub(crate) location: String,
    pub(crate) room: String,
    pub(crate) contact: String,
    pub(crate) programme: String,
    pub(crate) occasion: String,
    pub(crate) mode: String,
    pub(crate) language: String,
    /// Its name, or what was typed in its place.
    pub(crate) language_name: String,
    pub(crate) level: String,
    pub(crate) headcount: String,
    pub(crate) gender: String,
    pub(crate) gender_required: bool,
    pub(crate) note: String,
    pub(crate) urgent_reason: String,
    pub(crate) rules_accepted: bool,
    pub(crate) sender: String,
    pub(crate) professional: String,
    pub(crate) professional_email: String,
    pub(crate) on_site_contact: String,
    pub(crate) on_site_phone: String,
    pub(crate) reference: String,
    pub(crate) meeting_point: String,
    pub(crate) topic: String,
    pub(crate) people_expected: String,
    pub(crate) step_free: bool,
    pub(crate) cost_centre: String,
    pub(crate) funding: String,
    pub(crate) case_token: String,
    /// Codes of the questions that were ticked.
    pub(crate) flags: Vec<&'static str>,
    pub(crate) insist: bool,
    /// Number of the request this one follows, if one.
    pub(crate) from: String,
    /// Always three.
    pub(crate) options: Vec<IntakeOption>,
}

/// What a form carries besides what is typed.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct IntakeDesk {
    /// Times that were looked at, from 1, with whether they can probably be served.
    pub(crate) hints: Vec<(usize, bool)>,
    /// Key of the draft it came from, if one.
    pub(crate) draft: String,
    /// Number of the request it replaces, if one.
    pub(crate) replaces: String,
}

/// `/s/{token}/contact`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolContactPage {
    pub(crate) base: String,
    pub(crate) contacts: Vec<Choice>,
    pub(crate) from: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) faults: Vec<Fault>,
}

impl Page for SchoolContactPage {
    const TEMPLATE: &'static str = "pages/school/contact.html";
    const AREA: Area = Area::School;

    fn samples() -> Vec<Self> {
        let page = Self {
            base: "/s/beispiel".into(),
            contacts: vec![Choice::new("c", "Petra Berger, sekretariat@example.org")],
            from: String::new(),
            name: String::new(),
            email: String::new(),
            phone: String::new(),
            faults: vec![],
        };
        vec![
            page.clone(),
            Self {
                name: HOSTILE.into(),
                faults: ["name", "email", "phone", "from"]
                    .map(|field| Rejection::new(field, "required").into())
                    .into(),
                ..page
            },
        ]
    }
}

/// `/s/{token}/new`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolNewPage {
    pub(crate) desk: IntakeDesk,
    pub(crate) base: String,
    pub(crate) organisation: String,
    pub(crate) form: IntakeForm,
    pub(crate) choices: IntakeChoices,
    /// What speaks against it, and what helps instead.
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) faults: Vec<Fault>,
}

/// A rule that speaks against a request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Refusal {
    /// Message ids `refusal-reason-…` and `refusal-instead-…`.
    pub(crate) reason: &'static str,
    /// The office's own words for what helps instead.
    pub(crate) instead: Option<String>,
}

impl Page for SchoolNewPage {
    const TEMPLATE: &'static str = "pages/school/new.html";
    const AREA: Area = Area::School;

    fn samples() -> Vec<Self> {
        let blank = IntakeForm {
            contact: "c".into(),
            mode: "on_site".into(),
            headcount: "1".into(),
            options: vec![IntakeOption::default(); 3],
            ..IntakeForm::default()
        };
        let choices = IntakeChoices {
            locations: vec![
                Choice::new("a", "Mühlenweg 4, 59073 Hamm"),
                Choice::new("b", "Haus B, Bachstraße 12, 59073 Hamm"),
            ],
            contacts: vec![
                Choice::new("c", "Petra Berger, sekretariat@example.org"),
                Choice::new("d", "Jörg Lünemann, leitung@example.org"),
            ],
            programmes: vec![
                Choice::new("interpreting", "Sprachmittlung"),
                Choice::new("companions", "Alltagsbegleitung"),
            ],
            occasions: crate::domain::request::Occasion::ALL
                .iter()
                .map(|o| o.as_str())
                .collect(),
            modes: vec!["on_site", "phone", "video"],
            languages: vec![
                Choice::new("ar-levant", "Arabisch (levantinisch) – العربية"),
                Choice::new("tr", "Türkisch – Türkçe"),
            ],
            levels: vec!["B1", "B2", "C1"],
            durations: vec![30, 45, 60, 90, 120, 150, 180],
            teams: vec![("Sprachmittlung".into(), 120)],
            rooms: vec![
                RoomChoice {
                    name: "Aula".into(),
                    place: Some("Haus B".into()),
                    people: Some(120),
                    step_free: true,
                },
                RoomChoice {
                    name: HOSTILE.into(),
                    place: None,
                    people: None,
                    step_free: false,
                },
            ],
            sources: vec![Choice::new("land", "Landesmittel 2026")],
            earliest: day(30),
            today: day(23),
        };
        let page = |form, faults: Vec<Rejection>| Self {
            desk: IntakeDesk {
                hints: vec![(1, true), (2, false)],
                draft: "d".into(),
                replaces: "1042".into(),
            },
            base: "/s/beispiel".into(),
            organisation: "Grundschule am Mühlenbach".into(),
            form,
            choices: choices.clone(),
            refusals: vec![],
            faults: faults.into_iter().map(Fault::from).collect(),
        };
        let faulty = IntakeForm {
            note: HOSTILE.into(),
            room: HOSTILE.into(),
            options: vec![
                IntakeOption {
                    date: "2026-11-25".into(),
                    start: "09:00".into(),
                    duration: "60".into(),
                },
                IntakeOption {
                    date: "2026-11-26".into(),
                    ..IntakeOption::default()
                },
                IntakeOption::default(),
            ],
            gender: "f".into(),
            ..blank.clone()
        };
        let flagged = IntakeForm {
            flags: vec!["legal_effect", "recurring"],
            sender: HOSTILE.into(),
            ..blank.clone()
        };
        let one_place = Self {
            choices: IntakeChoices {
                locations: choices.locations[..1].to_vec(),
                contacts: choices.contacts[..1].to_vec(),
                programmes: choices.programmes[..1].to_vec(),
                ..choices.clone()
            },
            ..page(blank.clone(), vec![])
        };
        vec![
            page(blank, vec![]),
            page(
                faulty,
                vec![
                    Rejection::new("programme", "required"),
                    Rejection::new("occasion", "required"),
                    Rejection::new("language", "required"),
                    Rejection::new("urgent_reason", "lead-time").with("earliest", "30.11.2026"),
                    Rejection::new("start_2", "required"),
                    Rejection::new("duration_2", "number"),
                    Rejection::new("rules_accepted", "rules"),
                    Rejection::new("location", "required"),
                    Rejection::new("room", "room-steps").with("names", "Aula"),
                    Rejection::new("note", "too-long").with("max", 2000),
                ],
            ),
            one_place,
            Self {
                refusals: vec![
                    Refusal {
                        reason: "legal_effect",
                        instead: None,
                    },
                    Refusal {
                        reason: "recurring",
                        instead: Some(HOSTILE.into()),
                    },
                ],
                ..page(flagged, vec![Rejection::new("insist", "refusal")])
            },
        ]
    }
}

/// `/s/{token}/requests/{number}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolRequestPage {
    pub(crate) base: String,
    pub(crate) organisation: String,
    pub(crate) number: i64,
    pub(crate) state: String,
    pub(crate) state_at: DateTime<Utc>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) answer_by: Option<DateTime<Utc>>,
    /// The chosen time alone, or all that were asked for.
    pub(crate) times: Vec<TimeOption>,
    pub(crate) chosen: bool,
    pub(crate) programme: String,
    pub(crate) occasion: String,
    pub(crate) mode: String,
    pub(crate) language: Option<String>,
    pub(crate) headcount: i64,
    pub(crate) people: Vec<String>,
    pub(crate) place: String,
    pub(crate) room: Option<String>,
    pub(crate) contact: String,
    pub(crate) can_cancel: bool,
    /// What speaks against it, while it is reviewed or refused.
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) can_move: bool,
    /// Whether the school can say how it went.
    pub(crate) can_report: bool,
    /// How long it took, as said or as agreed.
    pub(crate) minutes: String,
    /// The two questions after an appointment, as answered.
    pub(crate) understanding: &'static str,
    pub(crate) arranging: &'static str,
    /// What the office asks.
    pub(crate) questions: Vec<Question>,
    /// An answer that was typed and not taken.
    pub(crate) answer: String,
    pub(crate) faults: Vec<Fault>,
}

impl Page for SchoolRequestPage {
    const TEMPLATE: &'static str = "pages/school/request.html";
    const AREA: Area = Area::School;

    fn samples() -> Vec<Self> {
        let page = |state: &str| Self {
            base: "/s/beispiel".into(),
            organisation: "Grundschule am Mühlenbach".into(),
            number: 1042,
            state: state.into(),
            state_at: at(23, 8, 0),
            created_at: at(16, 10, 12),
            answer_by: Some(at(26, 15, 0)),
            times: if state == "confirmed" {
                vec![talk(25, 8, 60)]
            } else {
                vec![talk(25, 8, 60), talk(26, 12, 60)]
            },
            chosen: state == "confirmed",
            programme: "Sprachmittlung".into(),
            occasion: "parent_talk".into(),
            mode: "on_site".into(),
            language: Some("Arabisch (levantinisch)".into()),
            headcount: 1,
            people: if state == "confirmed" {
                vec!["Amal K.".into()]
            } else {
                vec![]
            },
            place: "Mühlenweg 4, 59073 Hamm".into(),
            room: Some(HOSTILE.into()),
            contact: "Petra Berger".into(),
            can_cancel: !["cancelled", "refused", "held", "not_held", "solved"].contains(&state),
            refusals: if ["in_review", "refused"].contains(&state) {
                vec![
                    Refusal {
                        reason: "recurring",
                        instead: None,
                    },
                    Refusal {
                        reason: "medical",
                        instead: Some(HOSTILE.into()),
                    },
                ]
            } else {
                vec![]
            },
            can_move: true,
            can_report: true,
            minutes: "60".into(),
            understanding: if state == "held" { "well" } else { "" },
            arranging: "",
            questions: Question::samples(),
            answer: String::new(),
            faults: if state == "held" {
                vec![Fault::from(Rejection::new("answer", "required"))]
            } else {
                vec![]
            },
        };
        crate::domain::request::RequestState::ALL
            .iter()
            .map(|s| page(s.as_str()))
            .collect()
    }
}

/// `/s/{token}/requests/{number}/cancel`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolCancelPage {
    pub(crate) base: String,
    pub(crate) number: i64,
    pub(crate) time: Option<TimeOption>,
    pub(crate) language: Option<String>,
    /// Who had agreed and will be told.
    pub(crate) people: Vec<String>,
}

impl Page for SchoolCancelPage {
    const TEMPLATE: &'static str = "pages/school/cancel.html";
    const AREA: Area = Area::School;

    fn samples() -> Vec<Self> {
        let page = |people| Self {
            base: "/s/beispiel".into(),
            number: 1042,
            time: Some(talk(25, 8, 60)),
            language: Some("Türkisch".into()),
            people,
        };
        vec![page(vec!["Amal K.".into()]), page(vec![])]
    }
}
