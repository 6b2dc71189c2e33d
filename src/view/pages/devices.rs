//! What do schools and volunteers see when they come in with a link by mail, and of their devices?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at};
use super::{Area, Fault, Page};
use crate::domain::Rejection;
use crate::domain::device::Device;

/// `/anmelden`
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct AskLinkPage {
    pub(crate) email: String,
    pub(crate) faults: Vec<Fault>,
    /// Minutes to wait; 0: none.
    pub(crate) minutes: u64,
}

impl Page for AskLinkPage {
    const TEMPLATE: &'static str = "pages/public/ask_link.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        vec![
            Self::default(),
            Self {
                email: HOSTILE.into(),
                faults: vec![Rejection::new("email", "email").into()],
                minutes: 0,
            },
            Self {
                minutes: 12,
                ..Self::default()
            },
        ]
    }
}

/// `/anmelden/{token}`, and the page after asking.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct UseLinkPage {
    /// Where the form goes.
    pub(crate) action: String,
    /// The address a link was asked for, on the page after asking.
    pub(crate) asked_for: Option<String>,
    /// Whether the code is needed.
    pub(crate) with_code: bool,
    pub(crate) faults: Vec<Fault>,
    /// Minutes to wait; 0: none.
    pub(crate) minutes: u64,
}

impl Page for UseLinkPage {
    const TEMPLATE: &'static str = "pages/public/use_link.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        let page = |asked_for: Option<&str>, with_code| Self {
            action: "/anmelden/x".into(),
            asked_for: asked_for.map(str::to_owned),
            with_code,
            faults: Vec::new(),
            minutes: 0,
        };
        vec![
            page(Some("sekretariat@example.org"), true),
            page(None, false),
            page(None, true),
            Self {
                faults: vec![Rejection::new("code", "mail-code-wrong").into()],
                ..page(Some(HOSTILE), true)
            },
            Self {
                minutes: 9,
                ..page(None, true)
            },
        ]
    }
}

/// A page the device opens.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entrance {
    /// `school` or `person`.
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) url: String,
}

/// A device that is signed in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DeviceRow {
    /// Names it in the form that signs it out.
    pub(crate) key: String,
    pub(crate) agent: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) last_seen_at: DateTime<Utc>,
    /// Whether it is the one that looks.
    pub(crate) here: bool,
}

impl DeviceRow {
    /// As the office sees it.
    pub(crate) fn of(device: Device) -> Self {
        Self {
            key: device.token_hash,
            agent: device.agent,
            created_at: device.created_at,
            last_seen_at: device.last_seen_at,
            here: false,
        }
    }

    /// For samples.
    pub(crate) fn sample(here: bool) -> Self {
        Self {
            key: "9f86d0".into(),
            agent: if here {
                "Firefox, Windows"
            } else {
                "Safari, iPhone"
            }
            .into(),
            created_at: at(2, 8, 10),
            last_seen_at: at(23, 7, 55),
            here,
        }
    }
}

/// `/mein`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DevicesPage {
    /// The mailbox.
    pub(crate) address: String,
    pub(crate) entrances: Vec<Entrance>,
    pub(crate) devices: Vec<DeviceRow>,
}

impl Page for DevicesPage {
    const TEMPLATE: &'static str = "pages/public/devices.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        let entrance = |kind, name: &str, url: &str| Entrance {
            kind,
            name: name.into(),
            url: url.into(),
        };
        vec![
            Self {
                address: "sekretariat@example.org".into(),
                entrances: vec![
                    entrance("school", "Grundschule am Mühlenbach", "/s/x"),
                    entrance("school", HOSTILE, "/s/y"),
                    entrance("person", "Amal Khoury", "/v/x"),
                ],
                devices: vec![
                    DeviceRow::sample(true),
                    DeviceRow::sample(false),
                    DeviceRow {
                        agent: String::new(),
                        ..DeviceRow::sample(false)
                    },
                ],
            },
            Self {
                address: HOSTILE.into(),
                entrances: Vec::new(),
                devices: vec![DeviceRow::sample(true)],
            },
        ]
    }
}
