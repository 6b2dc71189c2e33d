//! What do the pages for everyone say? Start, signing in, legal pages, errors.

use serde::Serialize;

use super::{Area, Fault, Page};
use crate::domain::Rejection;
use crate::domain::rights::Right;

/// The demo's entrances, shown on the start page in demo mode only.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DemoEntrances {
    pub(crate) email: String,
    /// Shown only where the program itself made it up for this demo.
    pub(crate) password: Option<String>,
    pub(crate) school: String,
    pub(crate) school_url: String,
    /// First name of a volunteer with an open offer, and the address of the offer, once there is one.
    pub(crate) volunteer: Option<(String, String)>,
}

/// `/`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StartPage {
    pub(crate) demo: Option<DemoEntrances>,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "pages/public/start.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        let demo = DemoEntrances {
            email: "koordination@example.org".into(),
            password: Some("birke-41-salz".into()),
            school: "Grundschule am Mühlenbach".into(),
            school_url: "/s/beispiel".into(),
            volunteer: Some(("Amal".into(), "/e/beispiel".into())),
        };
        vec![
            Self {
                demo: Some(demo.clone()),
            },
            Self { demo: None },
            Self {
                demo: Some(DemoEntrances {
                    volunteer: None,
                    password: None,
                    ..demo
                }),
            },
        ]
    }
}

/// `/login`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LoginPage {
    pub(crate) email: String,
    /// Page to go to afterwards, a path of this site.
    pub(crate) next: String,
    /// Address of a form that came too late and is sent again afterwards; else empty.
    pub(crate) resume: String,
    /// What it said.
    pub(crate) kept: Vec<KeptField>,
    /// `wrong`, `throttled`, `required`, `kept`, `late`, `ended`, `city-…` or nothing.
    pub(crate) fault: Option<&'static str>,
    /// Minutes to wait when throttled.
    pub(crate) minutes: u64,
    /// Name of the city's own login, when there is one.
    pub(crate) city: Option<String>,
}

impl Page for LoginPage {
    const TEMPLATE: &'static str = "pages/public/login.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        let page = |fault| Self {
            email: "s.moeller@example.org".into(),
            next: "/office".into(),
            resume: String::new(),
            kept: Vec::new(),
            fault,
            minutes: 12,
            city: None,
        };
        vec![
            Self {
                city: Some("Stadt Hamm".into()),
                ..page(Some("city-unknown"))
            },
            page(Some("city-away")),
            page(Some("city-refused")),
            page(Some("city-stale")),
            page(Some("city-failed")),
            page(None),
            page(Some("wrong")),
            page(Some("throttled")),
            page(Some("required")),
            page(Some("ended")),
            page(Some("late")),
            LoginPage {
                resume: "/office/plan".into(),
                kept: vec![KeptField::sample()],
                ..page(Some("kept"))
            },
        ]
    }
}

/// `/login/city/answer`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CityAnswerPage {
    /// Name of the city's own login.
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) code: String,
}

impl Page for CityAnswerPage {
    const TEMPLATE: &'static str = "pages/public/city_answer.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        vec![Self {
            name: super::example::HOSTILE.into(),
            state: super::example::HOSTILE.into(),
            code: super::example::HOSTILE.into(),
        }]
    }
}

/// A field of a form that is carried over the login.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct KeptField {
    pub(crate) name: String,
    pub(crate) value: String,
}

impl KeptField {
    fn sample() -> Self {
        Self {
            name: "kept.note".into(),
            value: super::example::HOSTILE.into(),
        }
    }
}

/// The second step of signing in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CodePage {
    pub(crate) next: String,
    pub(crate) resume: String,
    pub(crate) kept: Vec<KeptField>,
    /// `wrong`, `throttled` or nothing.
    pub(crate) fault: Option<&'static str>,
    pub(crate) minutes: u64,
}

impl Page for CodePage {
    const TEMPLATE: &'static str = "pages/public/code.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        [None, Some("wrong"), Some("throttled")]
            .map(|fault| Self {
                next: "/office".into(),
                resume: String::new(),
                kept: vec![KeptField::sample()],
                fault,
                minutes: 4,
            })
            .into()
    }
}

/// After signing in again: the form that came too late.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ResumePage {
    /// Where it goes.
    pub(crate) action: String,
    pub(crate) fields: Vec<KeptField>,
}

impl Page for ResumePage {
    const TEMPLATE: &'static str = "pages/public/resume.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        vec![Self {
            action: "/office/plan".into(),
            fields: vec![KeptField::sample()],
        }]
    }
}

/// `/welcome/{token}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WelcomePage {
    pub(crate) token: String,
    pub(crate) name: String,
    pub(crate) faults: Vec<Fault>,
}

impl Page for WelcomePage {
    const TEMPLATE: &'static str = "pages/public/welcome.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        let fault = crate::domain::Rejection::new("password", "password-short").with("min", 12);
        vec![
            Self {
                token: "t".into(),
                name: "Sabine Möller".into(),
                faults: vec![],
            },
            Self {
                token: "t".into(),
                name: super::example::HOSTILE.into(),
                faults: vec![fault.into()],
            },
        ]
    }
}

macro_rules! plain_page {
    ($(#[$doc:meta])* $name:ident, $template:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize)]
        pub(crate) struct $name {}

        impl Page for $name {
            const TEMPLATE: &'static str = $template;
            const AREA: Area = Area::Public;

            fn samples() -> Vec<Self> {
                vec![Self {}]
            }
        }
    };
}

plain_page! {
    /// `/impressum`
    ImprintPage, "pages/public/imprint.html"
}
plain_page! {
    /// `/datenschutz`
    PrivacyPage, "pages/public/privacy.html"
}
/// `/barrierefreiheit`
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct AccessibilityPage {
    /// What somebody wrote about a barrier.
    pub(crate) message: String,
    /// Where to answer.
    pub(crate) email: String,
    pub(crate) faults: Vec<Fault>,
}

impl Page for AccessibilityPage {
    const TEMPLATE: &'static str = "pages/public/accessibility.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        let fault = |field: &str, code| Rejection::new(field, code).into();
        vec![
            Self::default(),
            Self {
                message: super::example::HOSTILE.into(),
                email: "name@".into(),
                faults: vec![fault("message", "required"), fault("email", "email")],
            },
        ]
    }
}
plain_page! {
    /// `/leichte-sprache`
    EasyPage, "pages/public/easy.html"
}
plain_page! {
    /// `/gebaerdensprache`
    SigningPage, "pages/public/signing.html"
}

/// Shown for a link that is wrong, revoked or too old: one page for all three, so that nothing can be learnt from it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LinkGonePage {
    /// `school`, `offer`, `person`, `welcome` or `login`.
    pub(crate) kind: &'static str,
}

impl Page for LinkGonePage {
    const TEMPLATE: &'static str = "pages/public/link_gone.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        ["school", "offer", "person", "welcome", "login"]
            .map(|kind| Self { kind })
            .into()
    }
}

/// In place of an office page the account has no right to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NoRightPage {
    /// Message id `right-…` of what is missing.
    pub(crate) right: &'static str,
    /// Whether the account has the right for a part of the work.
    pub(crate) narrow: bool,
}

impl Page for NoRightPage {
    const TEMPLATE: &'static str = "pages/office/no_right.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let pages = |narrow| {
            Right::ALL.iter().map(move |right| Self {
                right: right.as_str(),
                narrow,
            })
        };
        pages(false).chain(pages(true)).collect()
    }
}

/// Any error.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ErrorPage {
    /// HTTP status, the message id `error-{kind}-title` hangs on `kind`.
    pub(crate) status: u16,
    /// `not-found`, `forbidden`, `method`, `too-large`, `bad-request`, `conflict`, `unavailable`, `full`, `internal`, `slow`, `throttled`.
    pub(crate) kind: &'static str,
    /// Message id of what exactly it was, if there is one.
    pub(crate) detail: Option<String>,
    /// Number under which the log tells more.
    pub(crate) incident: Option<String>,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "pages/public/error.html";
    const AREA: Area = Area::Public;

    fn samples() -> Vec<Self> {
        [
            (404, "not-found"),
            (403, "forbidden"),
            (405, "method"),
            (413, "too-large"),
            (400, "bad-request"),
            (409, "conflict"),
            (503, "unavailable"),
            (507, "full"),
            (503, "slow"),
            (429, "throttled"),
            (500, "internal"),
        ]
        .map(|(status, kind)| Self {
            status,
            kind,
            detail: (kind == "conflict").then(|| "conflict-already-begun".to_owned()),
            incident: (status >= 500).then(|| "K7Q2-M4PX".into()),
        })
        .into()
    }
}
