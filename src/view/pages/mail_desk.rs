//! What has become of the mails, what came back, and how does each kind read? The office's mail desk.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at};
use super::{Area, Choice, MailAddress, OutboxPause, Page, Pager};

/// How many mails are where.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct DeskCounts {
    pub(crate) pending: i64,
    pub(crate) sent: i64,
    pub(crate) failed: i64,
    pub(crate) obsolete: i64,
}

/// One mail of a list; never its text.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DeskRow {
    pub(crate) url: String,
    /// Kind of notice, message id `notice-…`.
    pub(crate) kind: String,
    /// Name of the recipient.
    pub(crate) recipient: String,
    pub(crate) number: Option<i64>,
    /// Message id `outbox-state-…`.
    pub(crate) state: String,
    /// When it was sent, gave up, or may leave next.
    pub(crate) at: DateTime<Utc>,
    pub(crate) attempts: i64,
    /// Last error, message id `outbox-error-…`.
    pub(crate) error: Option<String>,
}

/// What narrows the list.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct DeskFilter {
    pub(crate) q: String,
    pub(crate) kind: String,
    pub(crate) state: String,
    /// The one recipient all of it is to, by name.
    pub(crate) to: Option<String>,
    /// Since when mails do not reach that recipient.
    pub(crate) unreachable_since: Option<DateTime<Utc>>,
    /// Whether anything but the state narrows the list.
    pub(crate) narrows: bool,
    /// Hidden fields that keep the recipient while searching: name and value.
    pub(crate) kept: Vec<(&'static str, String)>,
    /// Query that the tabs of states keep.
    pub(crate) rest: String,
}

/// `/office/outbox`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailDeskPage {
    pub(crate) pause: Option<OutboxPause>,
    /// Whether somebody stopped it by hand.
    pub(crate) by_hand: bool,
    pub(crate) counts: DeskCounts,
    pub(crate) filter: DeskFilter,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) rows: Vec<DeskRow>,
    pub(crate) pager: Pager,
    /// Whether mails are written to files instead of being sent.
    pub(crate) to_files: bool,
}

fn sample_row(state: &str, attempts: i64, error: Option<&str>) -> DeskRow {
    DeskRow {
        url: "/office/outbox/m".into(),
        kind: "offer".into(),
        recipient: "Amal Khoury".into(),
        number: Some(1042),
        state: state.into(),
        at: at(23, 9, 30),
        attempts,
        error: error.map(Into::into),
    }
}

impl Page for MailDeskPage {
    const TEMPLATE: &'static str = "pages/office/outbox.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = sample_row;
        let url = |n| format!("?page={n}");
        let full = Self {
            pause: Some(OutboxPause {
                until: at(23, 9, 30),
                reason: "connect".into(),
            }),
            by_hand: false,
            counts: DeskCounts {
                pending: 12,
                sent: 240,
                failed: 1,
                obsolete: 3,
            },
            filter: DeskFilter::default(),
            kinds: vec![Choice::new("offer", "Anfrage an Ehrenamtliche")],
            rows: vec![
                row("pending", 0, None),
                row("pending", 3, Some("temporary")),
                row("sent", 1, None),
                row("failed", 1, Some("recipient")),
                DeskRow {
                    recipient: HOSTILE.into(),
                    number: None,
                    ..row("obsolete", 0, None)
                },
            ],
            pager: Pager::new(256, 1, 50, url),
            to_files: true,
        };
        let filtered = Self {
            pause: None,
            filter: DeskFilter {
                q: HOSTILE.into(),
                kind: "offer".into(),
                state: "failed".into(),
                to: Some("Amal Khoury".into()),
                unreachable_since: Some(at(23, 9, 30)),
                narrows: true,
                kept: vec![("person", "p".into())],
                rest: "person=p".into(),
            },
            rows: vec![],
            pager: Pager::new(0, 1, 50, url),
            to_files: false,
            ..full.clone()
        };
        let by_hand = Self {
            by_hand: true,
            to_files: false,
            ..full.clone()
        };
        vec![full, filtered, by_hand]
    }
}

/// How a mail reads.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailPreview {
    pub(crate) subject: String,
    pub(crate) text: String,
    /// Address of the HTML part, shown in a frame.
    pub(crate) html: String,
    /// The calendar entry, if one travels along.
    pub(crate) calendar: Option<String>,
}

impl MailPreview {
    fn sample() -> Self {
        Self {
            subject: "Einsatz möglich? Mittwoch, 25.11.2026, Heessen".into(),
            text: format!("Können Sie helfen?\n{HOSTILE}"),
            html: "/office/outbox/m/html".into(),
            calendar: Some("BEGIN:VCALENDAR".into()),
        }
    }
}

/// Something that was done to a mail by hand, or came back about it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailEvent {
    pub(crate) at: DateTime<Utc>,
    /// Message id `mail-event-…` or `inbound-kind-…`.
    pub(crate) what: String,
    /// Who, or a status code.
    pub(crate) detail: String,
    /// Why, message id `drop-reason-…`.
    pub(crate) reason: Option<String>,
    /// Page with more about it.
    pub(crate) url: Option<String>,
}

/// `/office/outbox/{id}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailItemPage {
    pub(crate) row: DeskRow,
    /// All mails to the same recipient.
    pub(crate) all_url: Option<String>,
    /// The recipient's address as it is now; none when there is none any more.
    pub(crate) address: Option<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) next_attempt_at: DateTime<Utc>,
    /// How it would read now; none when it would not leave any more.
    pub(crate) preview: Option<MailPreview>,
    pub(crate) events: Vec<MailEvent>,
    /// Codes of the reasons for which a mail is dropped.
    pub(crate) reasons: Vec<&'static str>,
    /// Set after a drop without a reason.
    pub(crate) reason_missing: bool,
}

impl Page for MailItemPage {
    const TEMPLATE: &'static str = "pages/office/mail.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let event = |what: &str, detail: &str| MailEvent {
            at: at(23, 9, 0),
            what: what.into(),
            detail: detail.into(),
            reason: None,
            url: None,
        };
        let page = |state: &str, attempts, error| Self {
            row: sample_row(state, attempts, error),
            all_url: Some("/office/outbox?person=p".into()),
            address: Some("amal.khoury@example.org".into()),
            created_at: at(23, 8, 0),
            next_attempt_at: at(23, 10, 0),
            preview: Some(MailPreview::sample()),
            events: vec![
                MailEvent {
                    reason: Some("told_otherwise".into()),
                    ..event("mail-event-dropped", "Sabine Möller")
                },
                event("inbound-kind-bounced", "5.1.1"),
                MailEvent {
                    url: Some("/office/inbox/i".into()),
                    ..event("inbound-kind-reply", "")
                },
            ],
            reasons: vec!["told_otherwise", "no_longer_true", "wrong_address", "other"],
            reason_missing: false,
        };
        let bare = Self {
            preview: None,
            address: None,
            all_url: None,
            events: vec![],
            ..page("obsolete", 0, None)
        };
        vec![
            page("sent", 1, None),
            Self {
                reason_missing: true,
                ..page("pending", 3, Some("temporary"))
            },
            page("failed", 1, Some("recipient")),
            bare,
        ]
    }
}

/// One kind of mail in the list of texts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailTextRow {
    /// Message id `notice-…`.
    pub(crate) kind: String,
    pub(crate) url: String,
    pub(crate) subject: String,
    pub(crate) calendar: bool,
}

/// `/office/mail-texts`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailTextsPage {
    pub(crate) rows: Vec<MailTextRow>,
    /// Languages of the second block.
    pub(crate) languages: Vec<SecondLanguageRow>,
}

/// A language of the second block of mails.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SecondLanguageRow {
    pub(crate) code: &'static str,
    pub(crate) autonym: &'static str,
    pub(crate) dir: &'static str,
    /// Whether the office has had it read and uses it.
    pub(crate) released: bool,
    /// Where it can be read.
    pub(crate) url: String,
}

impl Page for MailTextsPage {
    const TEMPLATE: &'static str = "pages/office/mail_texts.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        vec![Self {
            rows: vec![MailTextRow {
                kind: "offer".into(),
                url: "/office/mail-texts/offer".into(),
                subject: "Einsatz möglich? Mittwoch, 25.11.2026, Heessen".into(),
                calendar: true,
            }],
            languages: vec![
                SecondLanguageRow {
                    code: "ar",
                    autonym: "العربية",
                    dir: "rtl",
                    released: false,
                    url: "/office/mail-texts/offer?in=ar".into(),
                },
                SecondLanguageRow {
                    code: "tr",
                    autonym: "Türkçe",
                    dir: "ltr",
                    released: true,
                    url: "/office/mail-texts/offer?in=tr".into(),
                },
            ],
        }]
    }
}

/// `/office/mail-texts/{id}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailTextPage {
    pub(crate) kind: String,
    pub(crate) url: String,
    /// Language of the recipient.
    pub(crate) language: &'static str,
    pub(crate) languages: Vec<(&'static str, &'static str, String)>,
    /// Whether it is a language of the second block.
    pub(crate) second: bool,
    pub(crate) preview: MailPreview,
    /// Where a test goes.
    pub(crate) me: String,
    /// What came of a test that did not work, message id `outbox-error-…`.
    pub(crate) failed: Option<String>,
}

impl Page for MailTextPage {
    const TEMPLATE: &'static str = "pages/office/mail_text.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = Self {
            kind: "offer".into(),
            url: "/office/mail-texts/offer".into(),
            language: "de",
            languages: vec![
                ("de", "Deutsch", "/office/mail-texts/offer".into()),
                ("en", "English", "/office/mail-texts/offer?in=en".into()),
            ],
            second: false,
            preview: MailPreview::sample(),
            me: "sabine.moeller@example.org".into(),
            failed: None,
        };
        vec![
            page.clone(),
            Self {
                failed: Some("relay".into()),
                second: true,
                ..page
            },
        ]
    }
}

/// Something that came in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InboxRow {
    /// Letter or mail it is about; none when there is nothing more to see.
    pub(crate) url: Option<String>,
    /// Message id `inbound-kind-…`.
    pub(crate) kind: String,
    pub(crate) at: DateTime<Utc>,
    /// Name of the person or contact.
    pub(crate) who: String,
    pub(crate) number: Option<i64>,
    /// Status code of a delivery report.
    pub(crate) status: Option<String>,
    /// Whether somebody still has to do something about it.
    pub(crate) open: bool,
}

/// How the mailbox stands.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailboxLook {
    pub(crate) name: String,
    pub(crate) checked_at: Option<DateTime<Utc>>,
    /// Why it cannot be read, message id `mailbox-failure-…`, and since when.
    pub(crate) failing: Option<(String, DateTime<Utc>)>,
}

/// `/office/inbox`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InboxPage {
    /// `letters`, `returned`, `calendar`, `automatic` or empty for all.
    pub(crate) part: String,
    pub(crate) rows: Vec<InboxRow>,
    pub(crate) pager: Pager,
    /// The mailbox, when one is set.
    pub(crate) mailbox: Option<MailboxLook>,
}

impl Page for InboxPage {
    const TEMPLATE: &'static str = "pages/office/inbox.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |kind: &str| InboxRow {
            url: Some("/office/inbox/i".into()),
            kind: kind.into(),
            at: at(23, 9, 30),
            who: "Amal Khoury".into(),
            number: Some(1042),
            status: None,
            open: true,
        };
        let url = |n| format!("?page={n}");
        let look = |failing| MailboxLook {
            name: "post@mail.example.org/INBOX".into(),
            checked_at: Some(at(23, 9, 29)),
            failing,
        };
        vec![
            Self {
                part: String::new(),
                rows: vec![
                    row("reply"),
                    InboxRow {
                        status: Some("5.1.1".into()),
                        open: false,
                        ..row("bounced")
                    },
                    InboxRow {
                        who: HOSTILE.into(),
                        url: None,
                        number: None,
                        ..row("automatic")
                    },
                ],
                pager: Pager::new(120, 1, 50, url),
                mailbox: Some(look(None)),
            },
            Self {
                part: "returned".into(),
                rows: vec![],
                pager: Pager::new(0, 1, 50, url),
                mailbox: Some(look(Some(("auth".into(), at(23, 7, 0))))),
            },
            Self {
                part: String::new(),
                rows: vec![],
                pager: Pager::new(0, 1, 50, url),
                mailbox: None,
            },
        ]
    }
}

/// `/office/inbox/{id}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LetterPage {
    /// Message id `inbound-kind-…`.
    pub(crate) kind: String,
    pub(crate) at: DateTime<Utc>,
    /// Who wrote, as we know them; the address is shown as it came.
    pub(crate) who: MailAddress,
    pub(crate) who_url: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) subject: String,
    /// What was written, without what it quotes.
    pub(crate) text: String,
    /// What it quotes.
    pub(crate) quoted: String,
    pub(crate) number: Option<i64>,
    /// The mail it answers.
    pub(crate) mail_url: Option<String>,
    /// The offer that can still be answered on the person's behalf.
    pub(crate) offer: Option<String>,
    /// The open task, to be ticked off.
    pub(crate) task: Option<String>,
    /// When the text goes.
    pub(crate) deleted_on: DateTime<Utc>,
}

impl Page for LetterPage {
    const TEMPLATE: &'static str = "pages/office/letter.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let full = Self {
            kind: "reply".into(),
            at: at(23, 9, 30),
            who: MailAddress {
                name: "Amal Khoury".into(),
                address: "amal.khoury@example.org".into(),
            },
            who_url: Some("/office/people/p".into()),
            phone: Some("02381 555 0142".into()),
            subject: format!("AW: Einsatz möglich? {HOSTILE}"),
            text: format!("Ja, aber erst ab 10 Uhr.\n{HOSTILE}"),
            quoted: "> Können Sie helfen?".into(),
            number: Some(1042),
            mail_url: Some("/office/outbox/m".into()),
            offer: Some("o".into()),
            task: Some("t".into()),
            deleted_on: at(28, 9, 30),
        };
        vec![
            full.clone(),
            Self {
                kind: "doubtful".into(),
                who_url: None,
                phone: None,
                subject: String::new(),
                text: String::new(),
                quoted: String::new(),
                number: None,
                mail_url: None,
                offer: None,
                task: None,
                ..full
            },
        ]
    }
}
