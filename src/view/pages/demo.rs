//! What does the demo's mailbox show? The mails that would have left, as files.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at};
use super::{Area, Page, Pager};

/// Name and address of a sender or recipient.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailAddress {
    pub(crate) name: String,
    pub(crate) address: String,
}

/// One line of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailRow {
    pub(crate) url: String,
    pub(crate) subject: String,
    pub(crate) to: String,
    pub(crate) at: Option<DateTime<Utc>>,
}

/// `/demo/mail`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailsPage {
    /// Address the list is narrowed to, empty for all.
    pub(crate) to: String,
    /// Everyone who has got mail.
    pub(crate) recipients: Vec<String>,
    pub(crate) rows: Vec<MailRow>,
    pub(crate) pager: Pager,
}

impl Page for MailsPage {
    const TEMPLATE: &'static str = "pages/demo/mails.html";
    const AREA: Area = Area::Demo;

    fn samples() -> Vec<Self> {
        let amal = "amal.khoury@example.org".to_owned();
        let row = |subject: &str| MailRow {
            url: "/demo/mail/m".into(),
            subject: subject.into(),
            to: amal.clone(),
            at: Some(at(23, 8, 5)),
        };
        let url = |n| format!("?page={n}");
        vec![
            Self {
                to: String::new(),
                recipients: vec![amal.clone()],
                rows: vec![
                    row("Einsatz möglich? Mittwoch, 25.11.2026, Heessen"),
                    row("Bestätigt: Einsatz am 25.11.2026, 9:00 Uhr"),
                    row(HOSTILE),
                ],
                pager: Pager::new(3, 1, 50, url),
            },
            Self {
                to: String::new(),
                recipients: vec![],
                rows: vec![],
                pager: Pager::new(0, 1, 50, url),
            },
        ]
    }
}

/// A piece of a mail's text: a link where `href` is set.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailPart {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

/// `/demo/mail/{id}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailPage {
    /// Address of this page; the parts of the mail are below it.
    pub(crate) url: String,
    pub(crate) subject: String,
    pub(crate) from: MailAddress,
    pub(crate) to: MailAddress,
    pub(crate) at: Option<DateTime<Utc>>,
    pub(crate) text: Vec<MailPart>,
    pub(crate) html: bool,
    pub(crate) calendar: bool,
}

impl Page for MailPage {
    const TEMPLATE: &'static str = "pages/demo/mail.html";
    const AREA: Area = Area::Demo;

    fn samples() -> Vec<Self> {
        let office = MailAddress {
            name: "Ehrenamtskoordination Hamm".into(),
            address: "termine@example.org".into(),
        };
        let amal = MailAddress {
            name: "Amal Khoury".into(),
            address: "amal.khoury@example.org".into(),
        };
        let full = Self {
            url: "/demo/mail/m".into(),
            subject: "Einsatz möglich? Mittwoch, 25.11.2026, Heessen".into(),
            from: office,
            to: amal,
            at: Some(at(23, 8, 5)),
            text: vec![
                MailPart {
                    text: "Können Sie helfen?\nMittwoch, 25.11., 9:00-10:00 Uhr, Heessen.\n\n".into(),
                    href: None,
                },
                MailPart {
                    text: "http://127.0.0.1:8080/e/beispiel".into(),
                    href: Some("/e/beispiel".into()),
                },
                MailPart {
                    text: format!("\n{HOSTILE}"),
                    href: None,
                },
            ],
            html: true,
            calendar: true,
        };
        vec![
            full.clone(),
            Self {
                html: false,
                calendar: false,
                ..full
            },
        ]
    }
}
