//! What can the text of a mail say? The facts, cleaned and cut down to what this recipient may know.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::config::OfficeProfile;
use crate::domain::notice::{EndCause, NoticeFacts, NoticeKind};
use crate::domain::offer::OfferState;
use crate::domain::programme::Mode;
use crate::domain::request::{Occasion, RequestState, TimeOption};
use crate::domain::text::single_line;
use crate::view::Lang;

/// Context of every template in `templates/mail/<notice>/`. All texts are one line without control characters.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MailContext {
    kind: NoticeKind,
    /// Recipient's name.
    recipient: String,
    /// Number of the request.
    number: i64,
    /// Name of the programme in the language of the block.
    programme: String,
    /// Language asked for, in the language of the block.
    language: Option<String>,
    occasion: Occasion,
    mode: Mode,
    /// The time the mail is about: of the calendar entry, else the first one asked for.
    time: Option<TimeOption>,
    /// Every time that is possible.
    times: Vec<TimeOption>,
    headcount: i64,
    district: String,
    organisation: String,
    address: String,
    meeting_point: String,
    contact: String,
    state: RequestState,
    /// First name and initial; the full name for the office.
    person: Option<String>,
    offer_state: Option<OfferState>,
    answer_by: Option<DateTime<Utc>>,
    cause: Option<EndCause>,
    link: String,
    office: Office,
}

/// Context of the layout, `templates/mail/parts/layout.*`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LayoutContext {
    pub(super) subject: String,
    pub(super) blocks: Vec<Block>,
    pub(super) office: Office,
    /// Base address of the site, for imprint, privacy and accessibility.
    pub(super) site: String,
}

/// One language of a mail.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Block {
    pub(super) lang: &'static str,
    pub(super) dir: &'static str,
    pub(super) body: String,
}

/// What mails say about the office.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Office {
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) hours: String,
    pub(super) address: String,
}

impl Office {
    pub(super) fn new(profile: &OfficeProfile) -> Self {
        Self {
            name: single_line(&profile.name),
            phone: single_line(&profile.phone),
            email: single_line(&profile.email),
            hours: single_line(&profile.hours),
            address: single_line(&profile.address),
        }
    }
}

/// Whether a kind goes to the office, which may read full names.
pub(super) const fn to_office(kind: NoticeKind) -> bool {
    matches!(
        kind,
        NoticeKind::NotFillableOffice | NoticeKind::SubstituteOffice | NoticeKind::CallOffice
    )
}

/// Whether a kind goes to someone who has not agreed to anything: no organisation is named to them.
const fn before_agreement(kind: NoticeKind) -> bool {
    matches!(kind, NoticeKind::Offer | NoticeKind::OfferWithdrawn)
}

impl MailContext {
    /// The context of one language block.
    pub(super) fn new(facts: &NoticeFacts, lang: Lang, office: &Office) -> Self {
        let request = &facts.request;
        let pick = |(de, en): &(String, String)| single_line(if lang == Lang::En { en } else { de });
        // The facts of an offer carry no place; should they ever, it still does not get into the mail.
        let place = |text: &String| {
            if before_agreement(facts.kind) {
                String::new()
            } else {
                single_line(text)
            }
        };
        let person = if to_office(facts.kind) {
            facts
                .person_full_name
                .as_ref()
                .or(facts.person_short_name.as_ref())
        } else {
            facts.person_short_name.as_ref()
        };
        let stamped = facts.calendar.as_ref().map(|c| TimeOption {
            starts_at: c.starts_at,
            ends_at: c.ends_at,
        });
        Self {
            kind: facts.kind,
            recipient: single_line(&facts.recipient_name),
            number: request.number,
            programme: pick(&request.programme),
            language: request.language.as_ref().map(pick),
            occasion: request.occasion,
            mode: request.mode,
            time: stamped.or_else(|| request.times.first().copied()),
            times: stamped.map_or_else(|| request.times.clone(), |t| vec![t]),
            headcount: request.headcount,
            district: single_line(&request.district),
            organisation: place(&request.organisation),
            address: place(&request.address),
            meeting_point: place(&request.meeting_point),
            contact: place(&request.contact),
            state: request.state,
            person: person.map(|p| single_line(p)),
            offer_state: facts.offer_state,
            answer_by: facts.answer_by,
            cause: facts.cause,
            link: single_line(&facts.link),
            office: office.clone(),
        }
    }
}
