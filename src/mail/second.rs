//! How does a mail read in a language that is neither German nor English? A few short paragraphs under the German text,
//! from one file for each language (`templates/mail/second/`), used once the office has had them read and released them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use super::context::MailContext;
use crate::domain::notice::{EndCause, NoticeKind};
use crate::domain::request::TimeOption;
use crate::view::{Lang, Templates, ViewError};

/// A language of the second block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondLanguage {
    /// Tag (BCP 47); also the name of its file.
    pub code: &'static str,
    /// Its name in itself.
    pub autonym: &'static str,
    /// Direction of its script.
    pub dir: &'static str,
}

const fn language(code: &'static str, autonym: &'static str, dir: &'static str) -> SecondLanguage {
    SecondLanguage { code, autonym, dir }
}

impl SecondLanguage {
    /// Every language there is a file for.
    pub const ALL: [Self; 7] = [
        language("ar", "العربية", "rtl"),
        language("fa", "فارسی", "rtl"),
        language("fr", "Français", "ltr"),
        language("ro", "Română", "ltr"),
        language("ru", "Русский", "ltr"),
        language("tr", "Türkçe", "ltr"),
        language("uk", "Українська", "ltr"),
    ];

    /// The language with this tag.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code == code)
    }

    /// Whether a kind of mail has a second block: being asked, a yes, and what becomes of it.
    pub const fn covers(kind: NoticeKind) -> bool {
        matches!(
            kind,
            NoticeKind::Offer
                | NoticeKind::OfferReminder
                | NoticeKind::OfferWithdrawn
                | NoticeKind::ConfirmedVolunteer
                | NoticeKind::ChangedVolunteer
                | NoticeKind::CancelledVolunteer
                | NoticeKind::ReminderVolunteer
        )
    }
}

/// Context of `templates/mail/second/*.txt`. Whatever comes from elsewhere stands between marks that keep it together
/// in text of the other direction (Unicode isolates).
#[derive(Clone, Debug, Serialize)]
pub(super) struct SecondContext {
    /// Kind of mail; `note` for the line above the German text.
    kind: &'static str,
    times: Vec<String>,
    until: Option<String>,
    phone: String,
    district: Option<String>,
    place: Option<String>,
    link: String,
    cause: Option<EndCause>,
    today: bool,
}

/// One paragraph, with the address it leads to.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SecondLine {
    text: String,
    link: Option<String>,
}

impl SecondLine {
    /// One paragraph with an address and one without.
    pub(super) fn samples() -> Vec<Self> {
        let line = |link: Option<&str>| Self {
            text: "هل يمكنك المساعدة؟".to_owned(),
            link: link.map(str::to_owned),
        };
        vec![line(None), line(Some("https://ehrenamt.example.org/e/beispiel"))]
    }
}

/// Context of `templates/mail/parts/second.html`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SecondLines<'a> {
    pub(super) lines: &'a [SecondLine],
}

/// Keeps numbers and addresses together, left to right.
fn left_to_right(text: &str) -> String {
    format!("\u{2066}{text}\u{2069}")
}

/// Keeps a name together, whichever way it is written.
fn as_it_is(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// "25.11.2026, 9:00-10:00": numbers alone, which everybody reads.
fn when(time: &TimeOption, zone: Tz) -> String {
    let (from, to) = (
        time.starts_at.with_timezone(&zone),
        time.ends_at.with_timezone(&zone),
    );
    left_to_right(&format!(
        "{}, {}-{}",
        from.format("%d.%m.%Y"),
        from.format("%-H:%M"),
        to.format("%-H:%M")
    ))
}

fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    left_to_right(&at.with_timezone(&zone).format("%d.%m.%Y, %-H:%M").to_string())
}

impl SecondContext {
    pub(super) fn new(mail: &MailContext, zone: Tz) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| as_it_is(text));
        let several = mail.items.len() > 1;
        let times = if mail.items.is_empty() {
            mail.time.iter().collect::<Vec<_>>()
        } else {
            mail.items.iter().filter_map(|item| item.time.as_ref()).collect()
        };
        let place = [
            mail.organisation.as_str(),
            mail.address.as_str(),
            mail.meeting_point.as_str(),
        ];
        let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            kind: mail.kind.as_str(),
            times: times.into_iter().map(|time| when(time, zone)).collect(),
            until: mail.answer_by.map(|at| moment(at, zone)),
            phone: left_to_right(&mail.office.phone),
            district: some(&mail.district).filter(|_| !several),
            place: some(&place.join(", ")),
            link: mail.link.clone(),
            cause: mail.cause,
            today: mail.today,
        }
    }

    /// The same for the line above the German text.
    pub(super) fn note(&self) -> Self {
        Self {
            kind: "note",
            ..self.clone()
        }
    }
}

/// The paragraphs of a mail in one language. An address on a line of its own belongs to the line before it.
pub(super) fn lines(
    templates: &Templates,
    language: SecondLanguage,
    context: &SecondContext,
) -> Result<Vec<SecondLine>, ViewError> {
    let name = format!("mail/second/{}.txt", language.code);
    let text = templates.render(&name, Lang::De, context)?;
    let mut lines: Vec<SecondLine> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match lines.last_mut() {
            Some(last) if line == context.link => {
                last.text = last.text.trim_end_matches(':').trim_end().to_owned();
                last.link = Some(line.to_owned());
            }
            _ => lines.push(SecondLine {
                text: line.to_owned(),
                link: None,
            }),
        }
    }
    Ok(lines)
}

/// The paragraphs as plain text.
pub(super) fn plain(lines: &[SecondLine]) -> String {
    let line = |line: &SecondLine| match &line.link {
        Some(link) => format!("{}:\n{link}", line.text),
        None => line.text.clone(),
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n\n")
}
