//! What do the office and volunteers see of asking and of mails: who could be asked, whether mails leave, what somebody
//! wants to be sent?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, talk};
use super::{Area, Choice, Fault, LanguageFit, Page, Pager};
use crate::domain::block::{Block, Topic};
use crate::domain::request::TimeOption;

/// Something that can still be taken back.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HeldRow {
    pub(crate) id: String,
    /// Message id `held-…`.
    pub(crate) kind: String,
    pub(crate) until: DateTime<Utc>,
}

/// A time people could be asked for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskTime {
    pub(crate) option: usize,
    pub(crate) time: TimeOption,
    pub(crate) current: bool,
}

/// Somebody who could come.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskPerson {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) phone: Option<String>,
    /// Languages with level, as shown.
    pub(crate) languages: Vec<String>,
    pub(crate) district: String,
    /// Whether a mail reaches them; else the office calls.
    pub(crate) by_mail: bool,
    /// The language they would speak, with how well it fits.
    pub(crate) fit: Option<LanguageFit>,
    pub(crate) travel_minutes: Option<i64>,
    /// Whether a wish for a gender is met, if there is one.
    pub(crate) gender_met: Option<bool>,
    /// Minutes served or agreed to in the last three months.
    pub(crate) served: i64,
    /// Appointments on the same day.
    pub(crate) that_day: usize,
    /// Requests that want this person at the same time, with how many others could take them.
    pub(crate) wanted_by: Vec<(i64, usize)>,
}

/// Somebody who does not suit, rule by rule.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskOther {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) phone: Option<String>,
    pub(crate) by_mail: bool,
    /// Message ids `tick-…` and, where something speaks against it, `block-…`.
    pub(crate) lines: Vec<(&'static str, Option<&'static str>)>,
    /// How many rules speak against it.
    pub(crate) against: usize,
    /// The reason that was typed for going against them.
    pub(crate) reason: String,
}

/// The people for one kind of place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskSeat {
    pub(crate) seat: usize,
    pub(crate) language: Option<String>,
    /// Places still open.
    pub(crate) places: usize,
    /// People for it in all.
    pub(crate) total: usize,
    /// How many of them come before the first one shown.
    pub(crate) skipped: usize,
    pub(crate) people: Vec<AskPerson>,
}

/// `/office/requests/{number}/ask`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskPage {
    pub(crate) number: i64,
    pub(crate) organisation: String,
    pub(crate) option: usize,
    pub(crate) times: Vec<AskTime>,
    pub(crate) seats: Vec<AskSeat>,
    /// The pages of those who could come.
    pub(crate) pager: Pager,
    /// People who could come in all.
    pub(crate) people: usize,
    /// How many would be asked first when asked in turn.
    pub(crate) first: i64,
    /// How many in each later round.
    pub(crate) next: i64,
    /// Minutes they may think.
    pub(crate) window: i64,
    pub(crate) leaves_at: DateTime<Utc>,
    /// Minutes in which it can be taken back.
    pub(crate) hold_minutes: u64,
    /// Everybody else who is shown.
    pub(crate) others: Vec<AskOther>,
    /// How many there are in all.
    pub(crate) others_total: usize,
    /// What they are narrowed to.
    pub(crate) q: String,
    /// When the page was looked at.
    pub(crate) seen: String,
    pub(crate) faults: Vec<Fault>,
}

impl AskPage {
    /// The people for a seat, for the page of a request.
    pub(super) fn example_seats() -> Vec<AskSeat> {
        Self::samples()
            .into_iter()
            .next()
            .map(|page| page.seats)
            .unwrap_or_default()
    }
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "pages/office/ask.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let person = |name: &str, by_mail| AskPerson {
            id: "p".into(),
            name: name.into(),
            url: "/office/people/p".into(),
            phone: Some("02381 555 0142".into()),
            languages: vec!["Arabisch (levantinisch)".into(), "Kurdisch (Kurmandschi)".into()],
            district: "Heessen".into(),
            by_mail,
            fit: Some(LanguageFit {
                asked: "Arabisch (levantinisch)".into(),
                spoken: "Arabisch (ägyptisch)".into(),
                level: "C1".into(),
                quality: if by_mail { 100 } else { 80 },
            }),
            travel_minutes: Some(22),
            gender_met: Some(by_mail),
            served: 540,
            that_day: usize::from(by_mail),
            wanted_by: if by_mail {
                vec![(1043, 0), (1044, 2)]
            } else {
                vec![]
            },
        };
        let other = |id: &str, name: &str| AskOther {
            id: id.into(),
            name: name.into(),
            url: "/office/people/q".into(),
            phone: None,
            by_mail: false,
            lines: Topic::ALL
                .iter()
                .zip(Block::ALL.iter().map(Some).chain(std::iter::repeat(None)))
                .map(|(topic, block)| {
                    (
                        topic.as_str(),
                        block.filter(|_| *topic == Topic::Time).map(|b| b.as_str()),
                    )
                })
                .collect(),
            against: 1,
            reason: HOSTILE.into(),
        };
        let full = Self {
            number: 1042,
            organisation: "Grundschule am Mühlenbach".into(),
            option: 0,
            times: vec![
                AskTime {
                    option: 0,
                    time: talk(25, 8, 60),
                    current: true,
                },
                AskTime {
                    option: 1,
                    time: talk(26, 12, 60),
                    current: false,
                },
            ],
            seats: vec![AskSeat {
                seat: 0,
                language: Some("Arabisch (levantinisch)".into()),
                places: 1,
                total: 12,
                skipped: 10,
                people: vec![person("Amal Khoury", true), person(HOSTILE, false)],
            }],
            pager: Pager::new(12, 2, 10, |n| {
                format!("/office/requests/1042/ask?option=0&page={n}")
            }),
            people: 12,
            first: 1,
            next: 2,
            window: 480,
            leaves_at: at(23, 8, 2),
            hold_minutes: 2,
            others: vec![other("q", "Nour Haddad"), other("r", HOSTILE)],
            others_total: 31,
            q: "haddad".into(),
            seen: "2026-11-23T08:00:00Z".into(),
            faults: vec![Fault::from(crate::domain::Rejection::new(
                "reason_against",
                "reason-against",
            ))],
        };
        let empty = Self {
            times: vec![AskTime {
                option: 0,
                time: talk(25, 8, 60),
                current: true,
            }],
            seats: vec![
                AskSeat {
                    seat: 0,
                    language: None,
                    places: 0,
                    total: 0,
                    skipped: 0,
                    people: vec![],
                },
                AskSeat {
                    seat: 1,
                    language: None,
                    places: 2,
                    total: 0,
                    skipped: 0,
                    people: vec![],
                },
            ],
            pager: Pager::new(0, 1, 10, |_| String::new()),
            people: 0,
            hold_minutes: 0,
            others: vec![],
            others_total: 0,
            q: String::new(),
            faults: vec![],
            ..full.clone()
        };
        vec![full, empty]
    }
}

/// `/office/mailing`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailingPage {
    /// Whether mails leave.
    pub(crate) real: bool,
    /// Where mails go on trial, as typed.
    pub(crate) trial_address: String,
    /// Whether they go there now.
    pub(crate) redirected: bool,
    pub(crate) welcomed: usize,
    pub(crate) without_mail: usize,
    pub(crate) discarded: i64,
    pub(crate) withdrawn: usize,
    /// When the office's overview comes, "6:45".
    pub(crate) overview_at: String,
    pub(crate) faults: Vec<Fault>,
}

impl Page for MailingPage {
    const TEMPLATE: &'static str = "pages/office/mailing.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let trial = Self {
            real: false,
            trial_address: String::new(),
            redirected: false,
            welcomed: 47,
            without_mail: 3,
            discarded: 12,
            withdrawn: 1,
            overview_at: "06:45".into(),
            faults: vec![],
        };
        vec![
            trial.clone(),
            Self {
                trial_address: HOSTILE.into(),
                redirected: true,
                welcomed: 0,
                without_mail: 0,
                discarded: 0,
                withdrawn: 0,
                faults: vec![Fault::from(crate::domain::Rejection::new(
                    "trial_address",
                    "email",
                ))],
                ..trial.clone()
            },
            Self { real: true, ..trial },
        ]
    }
}

/// `/v/{token}/mails`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailsOfPersonPage {
    /// Address of the volunteer's own page.
    pub(crate) base: String,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    /// Message id `channel-…`.
    pub(crate) channel: String,
    pub(crate) district: String,
    pub(crate) languages: Vec<String>,
    pub(crate) confirmed_at: Option<DateTime<Utc>>,
    pub(crate) reminders: bool,
    /// Whether they like to be thanked for so many appointments.
    pub(crate) thanks: bool,
    /// Whether the office may call from half past six on.
    pub(crate) early_calls: bool,
    /// Languages of a second block that can be chosen.
    pub(crate) second: Vec<Choice>,
    pub(crate) second_language: String,
}

impl Page for MailsOfPersonPage {
    const TEMPLATE: &'static str = "pages/person/mails.html";
    const AREA: Area = Area::Person;

    fn samples() -> Vec<Self> {
        let page = Self {
            base: "/v/beispiel".into(),
            name: "Amal Khoury".into(),
            email: Some("amal@example.org".into()),
            phone: Some("02381 555 0142".into()),
            channel: "email".into(),
            district: "Heessen".into(),
            languages: vec!["Arabisch (levantinisch)".into(), "Deutsch".into()],
            confirmed_at: None,
            reminders: true,
            thanks: false,
            early_calls: false,
            second: vec![Choice::new("ar", "العربية"), Choice::new("tr", "Türkçe")],
            second_language: "ar".into(),
        };
        vec![
            page.clone(),
            Self {
                name: HOSTILE.into(),
                email: None,
                phone: None,
                channel: "phone".into(),
                languages: vec![],
                confirmed_at: Some(at(23, 9, 0)),
                reminders: false,
                thanks: true,
                early_calls: true,
                second: vec![],
                ..page
            },
        ]
    }
}

/// Somebody who has agreed to an appointment that is to move.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MovePerson {
    pub(crate) name: String,
    /// Whether they can come then, as far as is known.
    pub(crate) able: bool,
}

/// `/office/requests/{number}/move`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MovePage {
    pub(crate) number: i64,
    pub(crate) organisation: String,
    pub(crate) before: TimeOption,
    /// Once a time was typed: what moving to it would do.
    pub(crate) after: Option<TimeOption>,
    pub(crate) date: String,
    pub(crate) start: String,
    pub(crate) minutes: String,
    pub(crate) agreed: Vec<MovePerson>,
    /// People who are being asked and would be asked anew.
    pub(crate) asked: usize,
    /// Says what was looked at, for the confirmation.
    pub(crate) seen: String,
    /// When it was looked at.
    pub(crate) looked_at: String,
    /// Whether the case has changed since it was looked at.
    pub(crate) overtaken: bool,
    /// Who of the office changed it, and when.
    pub(crate) by: Option<(String, DateTime<Utc>)>,
    /// Whether everybody is to be told.
    pub(crate) notify: bool,
    pub(crate) faults: Vec<Fault>,
}

impl Page for MovePage {
    const TEMPLATE: &'static str = "pages/office/move.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = Self {
            number: 1042,
            organisation: "Grundschule am Mühlenbach".into(),
            before: talk(25, 8, 60),
            after: None,
            date: String::new(),
            start: String::new(),
            minutes: "60".into(),
            agreed: vec![],
            asked: 0,
            seen: "0f".into(),
            looked_at: "2026-11-23T09:12:00Z".into(),
            overtaken: false,
            by: None,
            notify: true,
            faults: vec![],
        };
        let person = |name: &str, able| MovePerson {
            name: name.into(),
            able,
        };
        vec![
            Self {
                after: Some(talk(26, 12, 60)),
                date: "2026-11-26".into(),
                start: "13:00".into(),
                agreed: vec![person("Amal Khoury", true), person(HOSTILE, false)],
                asked: 2,
                overtaken: true,
                by: Some((HOSTILE.into(), at(23, 9, 14))),
                ..page.clone()
            },
            Self {
                after: Some(talk(26, 12, 60)),
                overtaken: true,
                notify: false,
                ..page.clone()
            },
            Self {
                date: HOSTILE.into(),
                faults: vec![Fault::from(crate::domain::Rejection::new("new_date", "date"))],
                ..page.clone()
            },
            page,
        ]
    }
}

/// One rule of asking.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RuleRow {
    pub(crate) lead_hours: i64,
    pub(crate) first: i64,
    pub(crate) next: i64,
    /// Minutes.
    pub(crate) window: i64,
    /// Minutes before its end.
    pub(crate) reminder: i64,
}

/// How people are asked in a programme.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProgrammeAsking {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) rules: Vec<RuleRow>,
    /// Whether somebody else is asked at once when a volunteer cannot come.
    pub(crate) by_itself: bool,
}

/// `/office/asking`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskingRulesPage {
    pub(crate) programmes: Vec<ProgrammeAsking>,
    pub(crate) faults: Vec<Fault>,
}

impl Page for AskingRulesPage {
    const TEMPLATE: &'static str = "pages/office/asking.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let rule = |lead_hours, window| RuleRow {
            lead_hours,
            first: 1,
            next: 2,
            window,
            reminder: 30,
        };
        let programme = |id: &str, name: &str| ProgrammeAsking {
            id: id.into(),
            name: name.into(),
            rules: vec![rule(120, 1440), rule(48, 480), rule(0, 120)],
            by_itself: true,
        };
        let page = Self {
            programmes: vec![
                programme("interpreting", "Sprachmittlung"),
                programme("huki", HOSTILE),
            ],
            faults: vec![],
        };
        let fault = crate::domain::Rejection::new("first_0", "number-range")
            .with("min", 1)
            .with("max", 20);
        vec![
            page.clone(),
            Self {
                faults: vec![Fault::from(fault)],
                ..page
            },
        ]
    }
}
