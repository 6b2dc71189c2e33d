//! What surrounds every page: who is looking, where they are, in which language, and how to reach the office.

use serde::Serialize;

use crate::config::OfficeProfile;
use crate::domain::rights::Right;

/// The four audiences, and with them the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Area {
    /// Everyone: start, legal pages, errors.
    Public,
    /// The coordination office, signed in.
    Office,
    /// An organisation with its link.
    School,
    /// A volunteer with the link of one offer.
    Person,
    /// The mailbox of the demo.
    Demo,
}

/// A link to the same page in another language.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LanguageLink {
    /// `de` or `en`.
    pub(crate) code: &'static str,
    /// The language's own name.
    pub(crate) name: &'static str,
    /// Address of this page in that language.
    pub(crate) url: String,
}

/// What surrounds a page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Frame {
    pub(crate) area: Area,
    /// Entry of the office navigation that is current: `overview`, `requests`, `people`, `organisations`, `plan`, `outbox` or empty.
    pub(crate) nav: &'static str,
    /// Rights of the signed-in account: `read`, `plan`, `people`, …
    pub(crate) rights: Vec<&'static str>,
    /// Those of them that hold for the office's whole work.
    pub(crate) whole: Vec<&'static str>,
    /// Where the name of the office links to.
    pub(crate) home: String,
    /// Name of the signed-in account, or of the organisation whose link was opened.
    pub(crate) who: Option<String>,
    /// Whether this is a device that is signed in, with a page of its own.
    pub(crate) device: bool,
    pub(crate) office: OfficeProfile,
    /// Address prefix of the embedded assets, without a slash at the end.
    pub(crate) assets: String,
    /// Appended to form actions where the language travels in the address instead of a cookie; else empty.
    pub(crate) suffix: String,
    pub(crate) languages: Vec<LanguageLink>,
    /// Code of what has just been done, shown once on top (`flash-…`).
    pub(crate) flash: Option<String>,
    /// Signed mark every form of this page view carries; guards against foreign and doubled posts.
    pub(crate) mark: String,
    /// Seconds after which the page loads itself again.
    pub(crate) refresh: Option<u32>,
    /// Seconds until the session of the office ends unless something is clicked.
    pub(crate) session_left: Option<i64>,
    /// Whether the office is to be told that no mail leaves.
    pub(crate) mail_alarm: bool,
    /// How many things burn at the office: urgent requests, what was called off at short notice, what nobody is left for.
    pub(crate) burning: i64,
    /// Whether this is the demo city.
    pub(crate) demo: bool,
}

impl Frame {
    /// The frame of samples.
    pub(crate) fn sample(area: Area) -> Self {
        let link = |code: &'static str, name| LanguageLink {
            code,
            name,
            url: format!("?lang={code}"),
        };
        Self {
            area,
            rights: Right::ALL.iter().map(|right| right.as_str()).collect(),
            whole: Right::ALL.iter().map(|right| right.as_str()).collect(),
            nav: "requests",
            home: "/".into(),
            who: match area {
                Area::Office => Some("Sabine Möller".into()),
                Area::School => Some("Grundschule am Mühlenbach".into()),
                _ => None,
            },
            device: area == Area::School,
            office: OfficeProfile {
                name: "Ehrenamtskoordination Hamm".into(),
                phone: "02381 17-0000".into(),
                email: "ehrenamt@example.org".into(),
                hours: "Mo-Do 8-16 Uhr, Fr 8-12 Uhr".into(),
                address: "Musterstraße 1, 59065 Hamm".into(),
            },
            assets: "/static/sample".into(),
            suffix: String::new(),
            languages: vec![link("de", "Deutsch"), link("en", "English")],
            flash: None,
            mark: "sample".into(),
            refresh: None,
            session_left: (area == Area::Office).then_some(3600),
            mail_alarm: area == Area::Office,
            burning: if area == Area::Office { 3 } else { 0 },
            demo: true,
        }
    }
}
