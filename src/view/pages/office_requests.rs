//! What does the office see of requests: the list with its filters, everything about one, and calling one off?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, talk};
use super::{Area, AskPage, AskSeat, CallRow, CallsPage, Choice, Fault, HeldRow, Page, Pager, RequestRules};
use crate::domain::request::TimeOption;

/// One line of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestRow {
    pub(crate) number: i64,
    pub(crate) organisation: String,
    /// The chosen time, or the first one asked for.
    pub(crate) time: Option<TimeOption>,
    /// How many times were offered, when none is chosen yet.
    pub(crate) options: usize,
    pub(crate) programme: String,
    pub(crate) language: Option<String>,
    pub(crate) district: String,
    pub(crate) state: String,
    pub(crate) headcount: i64,
    pub(crate) confirmed: i64,
}

impl RequestRow {
    /// One row, for pages that show rows.
    pub(crate) fn example() -> Self {
        Self {
            number: 1042,
            organisation: "Grundschule am Mühlenbach".into(),
            time: Some(talk(25, 8, 60)),
            options: 3,
            programme: "Sprachmittlung".into(),
            language: Some("Arabisch (levantinisch)".into()),
            district: "Heessen".into(),
            state: "submitted".into(),
            headcount: 1,
            confirmed: 0,
        }
    }
}

/// What the list is narrowed to, as typed.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct RequestFilter {
    pub(crate) q: String,
    pub(crate) state: String,
    pub(crate) programme: String,
    pub(crate) language: String,
    pub(crate) district: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// `/office/requests`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestsPage {
    pub(crate) filter: RequestFilter,
    /// Whether anything is narrowed.
    pub(crate) filtered: bool,
    pub(crate) states: Vec<&'static str>,
    pub(crate) programmes: Vec<Choice>,
    pub(crate) languages: Vec<Choice>,
    pub(crate) districts: Vec<Choice>,
    pub(crate) rows: Vec<RequestRow>,
    pub(crate) pager: Pager,
}

impl Page for RequestsPage {
    const TEMPLATE: &'static str = "pages/office/requests.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |number, state: &str| RequestRow {
            number,
            state: state.into(),
            ..RequestRow::example()
        };
        let page = |filter, rows: Vec<RequestRow>, total| Self {
            filter,
            filtered: total == 0,
            states: crate::domain::request::RequestState::ALL
                .iter()
                .map(|s| s.as_str())
                .collect(),
            programmes: vec![Choice::new("interpreting", "Sprachmittlung")],
            languages: vec![
                Choice::new("ar-levant", "Arabisch (levantinisch)"),
                Choice::new("tr", "Türkisch"),
            ],
            districts: vec![Choice::new("HS", "Heessen"), Choice::new("MI", "Mitte")],
            rows,
            pager: Pager::new(total, 2, 50, |n| format!("?page={n}")),
        };
        let rows = vec![
            row(1042, "submitted"),
            RequestRow {
                headcount: 2,
                confirmed: 1,
                ..row(1041, "searching")
            },
            RequestRow {
                confirmed: 1,
                ..row(1040, "confirmed")
            },
            row(1039, "substituting"),
            RequestRow {
                language: None,
                programme: "Alltagsbegleitung".into(),
                ..row(1038, "unfilled")
            },
            RequestRow {
                organisation: HOSTILE.into(),
                ..row(1037, "cancelled")
            },
        ];
        vec![
            page(RequestFilter::default(), rows, 120),
            page(
                RequestFilter {
                    q: HOSTILE.into(),
                    state: "unfilled".into(),
                    from: "2026-11-23".into(),
                    ..Default::default()
                },
                vec![],
                0,
            ),
        ]
    }
}

/// Where an appointment takes place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Place {
    /// Empty when it is the organisation itself.
    pub(crate) name: String,
    pub(crate) street: String,
    pub(crate) postcode: String,
    pub(crate) town: String,
    pub(crate) district: String,
    pub(crate) meeting_point: String,
    pub(crate) room: Option<String>,
}

/// A time asked for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TimeRow {
    pub(crate) time: TimeOption,
    pub(crate) chosen: bool,
}

/// Places for people.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SeatRow {
    pub(crate) headcount: i64,
    pub(crate) language: Option<String>,
    /// Message id `level-…`.
    pub(crate) level: String,
}

/// A wish for a gender.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GenderWish {
    /// Message id `gender-…`.
    pub(crate) gender: String,
    pub(crate) required: bool,
}

/// One person asked.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OfferRow {
    /// Identifies the offer in the form that records an answer.
    pub(crate) id: String,
    pub(crate) person: String,
    pub(crate) person_url: String,
    pub(crate) phone: Option<String>,
    /// 0 = first choice.
    pub(crate) rank: i64,
    /// Message id `offer-state-…`.
    pub(crate) state: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) answer_by: DateTime<Utc>,
    pub(crate) answered_at: Option<DateTime<Utc>>,
    /// Whether the office can still note an answer.
    pub(crate) recordable: bool,
}

/// Someone who has agreed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AssignmentRow {
    pub(crate) person: String,
    pub(crate) person_url: String,
    pub(crate) time: TimeOption,
    /// Message id `assignment-state-…`.
    pub(crate) state: String,
    pub(crate) created_at: DateTime<Utc>,
}

/// One step of what has happened.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HistoryRow {
    pub(crate) at: DateTime<Utc>,
    /// Message id `history-…`.
    pub(crate) action: String,
    /// Who did it: a name of the office, a first name, or nothing for the program itself.
    pub(crate) actor: Option<String>,
    /// How it reached the office (message id `channel-…`), if it did.
    pub(crate) channel: Option<&'static str>,
    /// When it was said, if not just then.
    pub(crate) said_at: Option<DateTime<Utc>>,
}

/// The first of those who could come.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskPart {
    /// Position of the time they are for.
    pub(crate) option: usize,
    pub(crate) seats: Vec<AskSeat>,
    /// How many could come in all.
    pub(crate) people: usize,
}

/// A note of the office.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NoteRow {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) by: String,
    pub(crate) at: DateTime<Utc>,
    /// Whom it is about, when it says why a rule was not kept.
    pub(crate) about: Option<String>,
    /// Whether it can be taken away.
    pub(crate) droppable: bool,
}

/// `/office/requests/{number}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestPage {
    pub(crate) number: i64,
    pub(crate) state: String,
    pub(crate) state_at: DateTime<Utc>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) organisation: String,
    pub(crate) place: Place,
    pub(crate) contact: String,
    pub(crate) contact_email: String,
    pub(crate) contact_phone: Option<String>,
    pub(crate) programme: String,
    /// Message id `occasion-…`.
    pub(crate) occasion: String,
    /// Message id `mode-…`.
    pub(crate) mode: String,
    pub(crate) seats: Vec<SeatRow>,
    pub(crate) all_or_nothing: bool,
    pub(crate) gender: Option<GenderWish>,
    pub(crate) urgent_reason: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) times: Vec<TimeRow>,
    pub(crate) offers: Vec<OfferRow>,
    pub(crate) assignments: Vec<AssignmentRow>,
    pub(crate) history: Vec<HistoryRow>,
    pub(crate) can_cancel: bool,
    /// Decisions about it, and how it ended.
    pub(crate) rules: RequestRules,
    /// Whether somebody can still be asked or entered by hand.
    pub(crate) can_ask: bool,
    /// What was done last and can still be taken back.
    pub(crate) held: Option<HeldRow>,
    /// The first of those who could come.
    pub(crate) ask: Option<AskPart>,
    /// Calls to make about it.
    pub(crate) calls: Vec<CallRow>,
    pub(crate) notes: Vec<NoteRow>,
    /// A note that was typed and not kept.
    pub(crate) note_typed: String,
    /// Colleagues who have it open, and since when.
    pub(crate) editors: Vec<(String, DateTime<Utc>)>,
    /// What a colleague did meanwhile.
    pub(crate) changed: Option<HistoryRow>,
    /// Whether a step was not taken because of it.
    pub(crate) stopped: bool,
    /// When the page was looked at.
    pub(crate) seen: String,
    pub(crate) faults: Vec<Fault>,
}

impl RequestPage {
    fn example() -> Self {
        let offer = |person: &str, rank, state: &str, recordable: bool| OfferRow {
            id: format!("o{rank}"),
            person: person.into(),
            person_url: "/office/people/p".into(),
            phone: Some("02381 555 0142".into()),
            rank,
            state: state.into(),
            created_at: at(23, 8, 0),
            answer_by: at(24, 11, 0),
            answered_at: (!recordable).then(|| at(23, 10, 5)),
            recordable,
        };
        Self {
            number: 1042,
            state: "searching".into(),
            state_at: at(23, 8, 0),
            created_at: at(16, 10, 12),
            organisation: "Grundschule am Mühlenbach".into(),
            place: Place {
                name: "Haus B".into(),
                street: "Mühlenweg 4".into(),
                postcode: "59073".into(),
                town: "Hamm".into(),
                district: "Heessen".into(),
                meeting_point: "Sekretariat, 1. Etage".into(),
                room: Some("Raum 104".into()),
            },
            contact: "Petra Berger".into(),
            contact_email: "sekretariat@example.org".into(),
            contact_phone: Some("02381 555 0100".into()),
            programme: "Sprachmittlung".into(),
            occasion: "parent_talk".into(),
            mode: "on_site".into(),
            seats: vec![SeatRow {
                headcount: 1,
                language: Some("Arabisch (levantinisch)".into()),
                level: "B2".into(),
            }],
            all_or_nothing: false,
            gender: Some(GenderWish {
                gender: "f".into(),
                required: false,
            }),
            urgent_reason: None,
            note: Some("Bitte klingeln, die Tür ist nach 13 Uhr zu.".into()),
            times: vec![
                TimeRow {
                    time: talk(25, 8, 60),
                    chosen: true,
                },
                TimeRow {
                    time: talk(26, 12, 60),
                    chosen: false,
                },
            ],
            offers: vec![
                offer("Mehmet Yıldız", 0, "declined", false),
                offer("Amal Khoury", 1, "call_requested", true),
            ],
            assignments: vec![],
            history: vec![HistoryRow {
                at: at(23, 8, 0),
                action: "plan-published".into(),
                actor: Some("Sabine Möller".into()),
                channel: Some("phone"),
                said_at: Some(at(23, 7, 50)),
            }],
            can_cancel: true,
            rules: RequestRules::default(),
            can_ask: true,
            held: None,
            ask: Some(AskPart {
                option: 0,
                seats: AskPage::example_seats(),
                people: 12,
            }),
            calls: vec![],
            notes: vec![
                NoteRow {
                    id: "n".into(),
                    text: "Ruft gegen 11 Uhr zurück.".into(),
                    by: "Sabine Möller".into(),
                    at: at(23, 8, 30),
                    about: None,
                    droppable: true,
                },
                NoteRow {
                    id: "m".into(),
                    text: HOSTILE.into(),
                    by: "Sabine Möller".into(),
                    at: at(23, 8, 20),
                    about: Some("Nour Haddad".into()),
                    droppable: false,
                },
            ],
            note_typed: String::new(),
            editors: vec![],
            changed: None,
            stopped: false,
            seen: "2026-11-23T08:00:00Z".into(),
            faults: vec![],
        }
    }
}

impl Page for RequestPage {
    const TEMPLATE: &'static str = "pages/office/request.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let base = Self::example();
        let assignment = |state: &str| AssignmentRow {
            person: "Amal Khoury".into(),
            person_url: "/office/people/p".into(),
            time: talk(25, 8, 60),
            state: state.into(),
            created_at: at(23, 12, 0),
        };
        let mut all = vec![
            base.clone(),
            Self {
                state: "confirmed".into(),
                assignments: vec![assignment("confirmed")],
                held: Some(HeldRow {
                    id: "h".into(),
                    kind: "assign".into(),
                    until: at(23, 8, 2),
                }),
                ..base.clone()
            },
            Self {
                calls: CallsPage::example(),
                editors: vec![("Sabine Möller".into(), at(23, 8, 12))],
                changed: base.history.first().cloned(),
                note_typed: HOSTILE.into(),
                faults: vec![Fault::from(crate::domain::Rejection::new(
                    "case_note",
                    "required",
                ))],
                notes: vec![],
                ..base.clone()
            },
            Self {
                ask: None,
                state: "substituting".into(),
                assignments: vec![
                    assignment("cancelled_by_volunteer"),
                    assignment("released"),
                    assignment("cancelled_by_requester"),
                ],
                ..base.clone()
            },
            Self {
                state: "unfilled".into(),
                offers: vec![],
                note: Some(HOSTILE.into()),
                organisation: HOSTILE.into(),
                urgent_reason: Some(HOSTILE.into()),
                contact_phone: None,
                seats: vec![SeatRow {
                    headcount: 2,
                    language: None,
                    level: "A1".into(),
                }],
                all_or_nothing: true,
                history: vec![],
                gender: Some(GenderWish {
                    gender: "m".into(),
                    required: true,
                }),
                ..base.clone()
            },
            Self {
                state: "cancelled".into(),
                can_cancel: false,
                can_ask: false,
                offers: vec![],
                gender: None,
                ..base.clone()
            },
        ];
        all.extend(RequestRules::examples().into_iter().map(|rules| Self {
            rules,
            ..base.clone()
        }));
        all
    }
}

/// `/office/requests/{number}/cancel`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CancelRequestPage {
    pub(crate) number: i64,
    pub(crate) organisation: String,
    pub(crate) time: Option<TimeOption>,
    /// People who have agreed and will be told.
    pub(crate) people: Vec<String>,
    /// People who are still asked and will be told.
    pub(crate) asked: usize,
    /// Whether it is so near that a mail would come too late.
    pub(crate) near: bool,
    /// When the page was looked at.
    pub(crate) seen: String,
}

impl Page for CancelRequestPage {
    const TEMPLATE: &'static str = "pages/office/request_cancel.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = |people: &[&str], asked| Self {
            number: 1042,
            organisation: "Grundschule am Mühlenbach".into(),
            time: Some(talk(25, 8, 60)),
            people: people.iter().map(ToString::to_string).collect(),
            asked,
            near: asked == 0,
            seen: "2026-11-23T08:00:00Z".into(),
        };
        vec![page(&["Amal Khoury"], 0), page(&[], 2), page(&[], 0)]
    }
}
