//! What does the office print: the week for the wall and the desk, letters, and what it needs when the network is down?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::{Area, Page};
use crate::config::OfficeProfile;
use crate::domain::print::{
    CallLine, CoverLine, Emergency, Letter, PrintKind, Sheet, SheetDetail, SheetLine, SheetPerson, SheetState,
};
use crate::domain::programme::Mode;
use crate::domain::request::RequestState;

/// The style sheet of everything that is printed; files carry it with them.
pub(crate) const PRINT_CSS: &str = include_str!("../../../templates/assets/print.css");

/// `/office/week/prints`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrintsPage {
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    pub(crate) week: String,
    pub(crate) previous: String,
    pub(crate) next: String,
    pub(crate) sheets: Vec<SheetState>,
    /// People who need a letter for this week.
    pub(crate) letters: usize,
    pub(crate) letters_url: String,
    /// Where the file of the evening lies, and when it was written last.
    pub(crate) folder: String,
    pub(crate) written_at: Option<DateTime<Utc>>,
}

/// `/office/week/prints/{id}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SheetPage {
    pub(crate) sheet: Sheet,
    pub(crate) back: String,
}

/// `/office/week/letters`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LettersPage {
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    pub(crate) today: NaiveDate,
    pub(crate) letters: Vec<Letter>,
    pub(crate) back: String,
}

/// `/office/emergency`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EmergencyPage {
    pub(crate) emergency: Emergency,
}

/// The same as a file that needs nothing else.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EmergencyFile {
    pub(crate) emergency: Emergency,
    pub(crate) office: OfficeProfile,
    pub(crate) css: &'static str,
}

fn line(number: i64, n: u32, missing: bool) -> SheetLine {
    let person = |agreed| SheetPerson {
        name: HOSTILE.into(),
        phone: Some("02381 555-12".into()),
        agreed,
    };
    SheetLine {
        number,
        time: talk(n, 8, 60),
        organisation: "Grundschule am Mühlenbach".into(),
        place: if missing {
            "Nebenstelle".into()
        } else {
            String::new()
        },
        district: "Mitte".into(),
        language: missing.then(|| ("Türkisch".into(), "Turkish".into())),
        programme: ("Sprachmittlung".into(), "Interpreting".into()),
        mode: if missing { Mode::Phone } else { Mode::OnSite },
        state: if missing {
            RequestState::Unfilled
        } else {
            RequestState::Confirmed
        },
        missing,
        headcount: if missing { 2 } else { 1 },
        people: vec![person(!missing)],
        changed: missing,
        detail: Some(SheetDetail {
            address: (!missing).then(|| "Lindenweg 3, 59065 Hamm".into()),
            meeting_point: "Sekretariat, Raum 12".into(),
            contact: (HOSTILE.into(), Some("02381 555-20".into())),
            on_site: (!missing).then(|| ("Frau Berger".into(), None)),
            backups: vec![person(false)],
        }),
    }
}

fn emergency() -> Emergency {
    let call = |kind: &str, person: Option<&str>| CallLine {
        kind: kind.into(),
        person: person.map(Into::into),
        phone: person.map(|_| "02381 555-12".into()),
        number: 1042,
        organisation: "Grundschule am Mühlenbach".into(),
        time: talk(24, 8, 60),
        since: at(23, 7, 0),
    };
    Emergency {
        made_at: at(23, 17, 0),
        first: day(23),
        last: day(30),
        covers: vec![CoverLine {
            first: day(23),
            last: day(24),
            name: HOSTILE.into(),
            phone: "02381 17-0".into(),
        }],
        closed: vec![day(25)],
        calls: vec![call("call_requested", Some(HOSTILE)), call("queue_paused", None)],
        days: vec![
            (day(23), vec![line(1, 23, false)]),
            (day(24), vec![line(2, 24, true)]),
        ],
        open: vec![line(3, 27, true)],
    }
}

impl Page for PrintsPage {
    const TEMPLATE: &'static str = "pages/office/prints.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let sheet = |kind, printed: bool, changes| SheetState {
            kind,
            lines: 12,
            printed_at: printed.then(|| at(23, 7, 0)),
            changes,
        };
        let full = Self {
            first: day(23),
            last: day(29),
            week: "/office/week?from=2026-11-23".into(),
            previous: "/office/week/prints?from=2026-11-16".into(),
            next: "/office/week/prints?from=2026-11-30".into(),
            sheets: vec![
                sheet(PrintKind::Notice, true, 3),
                sheet(PrintKind::Folder, false, 0),
            ],
            letters: 2,
            letters_url: "/office/week/letters?from=2026-11-23".into(),
            folder: "/var/lib/passgenau/notfallmappe".into(),
            written_at: Some(at(22, 17, 0)),
        };
        vec![
            full.clone(),
            Self {
                sheets: vec![
                    sheet(PrintKind::Notice, true, 0),
                    sheet(PrintKind::Folder, true, 1),
                ],
                letters: 0,
                written_at: None,
                ..full
            },
        ]
    }
}

impl Page for SheetPage {
    const TEMPLATE: &'static str = "pages/office/sheet.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let sheet = |kind| Sheet {
            kind,
            first: day(23),
            last: day(29),
            made_at: at(23, 13, 5),
            previous: Some(at(23, 8, 0)),
            changes: 2,
            gone: vec![1039],
            days: vec![(day(24), vec![line(1041, 24, false), line(1042, 24, true)])],
        };
        let back = "/office/week/prints?from=2026-11-23".to_owned();
        vec![
            Self {
                sheet: sheet(PrintKind::Notice),
                back: back.clone(),
            },
            Self {
                sheet: sheet(PrintKind::Folder),
                back: back.clone(),
            },
            Self {
                sheet: Sheet {
                    previous: None,
                    changes: 0,
                    gone: vec![],
                    days: vec![],
                    ..sheet(PrintKind::Notice)
                },
                back,
            },
        ]
    }
}

impl Page for LettersPage {
    const TEMPLATE: &'static str = "pages/office/letters.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = |letters| Self {
            first: day(23),
            last: day(29),
            today: day(20),
            letters,
            back: "/office/week/prints".into(),
        };
        let letter = Letter {
            name: HOSTILE.into(),
            phone: Some("02381 555-12".into()),
            lines: vec![line(1041, 24, false)],
        };
        vec![page(vec![letter.clone(), letter]), page(vec![])]
    }
}

impl Page for EmergencyPage {
    const TEMPLATE: &'static str = "pages/office/emergency.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let full = emergency();
        vec![
            Self {
                emergency: full.clone(),
            },
            Self {
                emergency: Emergency {
                    covers: vec![],
                    closed: vec![],
                    calls: vec![],
                    days: vec![],
                    open: vec![],
                    ..full
                },
            },
        ]
    }
}

impl Page for EmergencyFile {
    const TEMPLATE: &'static str = "pages/office/emergency_file.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        vec![Self {
            emergency: emergency(),
            office: OfficeProfile {
                name: "Ehrenamtskoordination Hamm".into(),
                phone: "02381 17-0000".into(),
                email: "ehrenamt@example.org".into(),
                hours: String::new(),
                address: String::new(),
            },
            css: PRINT_CSS,
        }]
    }
}
