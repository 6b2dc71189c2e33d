//! What can the text of a mail say? The facts, cleaned and cut down to what this recipient may know.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;

use crate::config::OfficeProfile;
use crate::domain::notice::{
    Change, ChangeValue, ChangedField, DayCounts, Days, EndCause, MoneyFacts, NoticeFacts, NoticeItem,
    NoticeKind, RequestFacts,
};
use crate::domain::offer::OfferState;
use crate::domain::programme::{Mode, ProofKind};
use crate::domain::request::{Occasion, RequestState, TimeOption};
use crate::domain::text::single_line;
use crate::view::Lang;

/// A cancellation later than this before the begin may be paid for in some programmes.
const SHORT_NOTICE: TimeDelta = TimeDelta::hours(24);

/// Context of every template in `templates/mail/<notice>/`. All texts are one line without control characters.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MailContext {
    pub(super) kind: NoticeKind,
    /// Recipient's name.
    recipient: String,
    /// Number of the request, when the mail is about one.
    number: Option<i64>,
    /// Name of the programme in the language of the block.
    programme: String,
    /// Language asked for, in the language of the block.
    language: Option<String>,
    occasion: Option<Occasion>,
    mode: Option<Mode>,
    /// The time the mail is about: of the calendar entry, else the first one asked for.
    pub(super) time: Option<TimeOption>,
    /// Every time that is possible.
    times: Vec<TimeOption>,
    headcount: i64,
    pub(super) district: String,
    pub(super) organisation: String,
    pub(super) address: String,
    pub(super) meeting_point: String,
    contact: String,
    state: Option<RequestState>,
    /// Everything the mail is about, when that is more than one thing.
    pub(super) items: Vec<Item>,
    /// First name and initial; the full name for the office.
    person: Option<String>,
    offer_state: Option<OfferState>,
    pub(super) answer_by: Option<DateTime<Utc>>,
    pub(super) cause: Option<EndCause>,
    pub(super) link: String,
    /// Digits to type in.
    code: Option<String>,
    /// What has changed.
    changes: Vec<ChangeRow>,
    late_minutes: Option<i64>,
    /// Whether an organisation calls it off less than a day ahead.
    short_notice: bool,
    /// Minutes on the way.
    travel_minutes: Option<i64>,
    days: Option<Days>,
    proof: Option<ProofKind>,
    money: Option<MoneyFacts>,
    count: Option<i64>,
    title: Option<String>,
    deadline: Option<NaiveDate>,
    pub(super) today: bool,
    counts: Option<DayCounts>,
    pub(super) office: Office,
}

/// One changed field, for templates: a time or a text on each side.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChangeRow {
    field: ChangedField,
    before_time: Option<TimeOption>,
    before_text: Option<String>,
    after_time: Option<TimeOption>,
    after_text: Option<String>,
}

impl ChangeRow {
    fn new(change: &Change) -> Self {
        let time = |value: &ChangeValue| match value {
            ChangeValue::Time(time) => Some(*time),
            ChangeValue::Text(_) => None,
        };
        let text = |value: &ChangeValue| match value {
            ChangeValue::Time(_) => None,
            ChangeValue::Text(text) => Some(single_line(text)),
        };
        Self {
            field: change.field,
            before_time: time(&change.before),
            before_text: text(&change.before),
            after_time: time(&change.after),
            after_text: text(&change.after),
        }
    }
}

/// Context of the layout, `templates/mail/parts/layout.*`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LayoutContext {
    pub(super) subject: String,
    pub(super) blocks: Vec<Block>,
    pub(super) office: Office,
    /// Base address of the site, for imprint, privacy and accessibility.
    pub(super) site: String,
    /// Link to the volunteer's own page.
    pub(super) own: Option<String>,
    /// Link that switches reminders and weekly plans off, when it is one of them.
    pub(super) stop: Option<String>,
    /// That another language follows, in that language.
    pub(super) note: Option<Block>,
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
    /// Who answers meanwhile, under the number above.
    pub(super) cover: Option<String>,
}

impl Office {
    pub(super) fn new(profile: &OfficeProfile) -> Self {
        Self {
            name: single_line(&profile.name),
            phone: single_line(&profile.phone),
            email: single_line(&profile.email),
            hours: single_line(&profile.hours),
            address: single_line(&profile.address),
            cover: None,
        }
    }

    /// The same while somebody covers for the office: name and telephone.
    pub(super) fn covered(mut self, cover: Option<&(String, String)>) -> Self {
        if let Some((name, phone)) = cover {
            self.cover = Some(single_line(name));
            self.phone = single_line(phone);
            self.hours.clear();
        }
        self
    }
}

/// One of several things a mail is about, for templates.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Item {
    number: i64,
    programme: String,
    language: Option<String>,
    occasion: Occasion,
    mode: Mode,
    pub(super) time: Option<TimeOption>,
    district: String,
    organisation: String,
    address: String,
    meeting_point: String,
    contact: String,
    answer_by: Option<DateTime<Utc>>,
    link: String,
}

impl Item {
    fn new(item: &NoticeItem, kind: NoticeKind, lang: Lang) -> Self {
        let request = &item.request;
        let place = |text: &String| place(kind, text);
        Self {
            number: request.number,
            programme: pick(&request.programme, lang),
            language: request.language.as_ref().map(|names| pick(names, lang)),
            occasion: request.occasion,
            mode: request.mode,
            time: request.times.first().copied(),
            district: single_line(&request.district),
            organisation: place(&request.organisation),
            address: place(&request.address),
            meeting_point: place(&request.meeting_point),
            contact: place(&request.contact),
            answer_by: item.answer_by,
            link: single_line(&item.link),
        }
    }
}

/// A name in the language of the block.
fn pick((de, en): &(String, String), lang: Lang) -> String {
    single_line(if lang == Lang::En { en } else { de })
}

/// The facts of an offer carry no place; should they ever, it still does not get into the mail.
fn place(kind: NoticeKind, text: &str) -> String {
    if kind.before_agreement() {
        String::new()
    } else {
        single_line(text)
    }
}

impl MailContext {
    /// The context of one language block.
    pub(super) fn new(facts: &NoticeFacts, lang: Lang, office: &Office) -> Self {
        let request = facts.request.as_ref();
        let text =
            |field: fn(&RequestFacts) -> &String| request.map_or_else(String::new, |r| single_line(field(r)));
        let place = |field: fn(&RequestFacts) -> &String| {
            request.map_or_else(String::new, |r| place(facts.kind, field(r)))
        };
        let times: Vec<TimeOption> = request.map_or_else(Vec::new, |r| r.times.clone());
        let person = if facts.kind.to_office() {
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
            number: request.map(|r| r.number),
            programme: request.map_or_else(String::new, |r| pick(&r.programme, lang)),
            language: request
                .and_then(|r| r.language.as_ref())
                .map(|names| pick(names, lang)),
            occasion: request.map(|r| r.occasion),
            mode: request.map(|r| r.mode),
            time: stamped.or_else(|| times.first().copied()),
            times: stamped.map_or(times, |t| vec![t]),
            headcount: request.map_or(1, |r| r.headcount),
            district: text(|r| &r.district),
            organisation: place(|r| &r.organisation),
            address: place(|r| &r.address),
            meeting_point: place(|r| &r.meeting_point),
            contact: place(|r| &r.contact),
            state: request.map(|r| r.state),
            items: facts
                .items
                .iter()
                .map(|item| Item::new(item, facts.kind, lang))
                .collect(),
            person: person.map(|p| single_line(p)),
            offer_state: facts.offer_state,
            answer_by: facts.answer_by,
            cause: facts.cause,
            link: single_line(&facts.link),
            code: facts.code.as_deref().map(single_line),
            changes: facts.changes.iter().map(ChangeRow::new).collect(),
            late_minutes: facts.late_minutes,
            short_notice: facts.cause == Some(EndCause::ByRequester)
                && facts
                    .calendar
                    .as_ref()
                    .is_some_and(|c| c.starts_at - c.stamp < SHORT_NOTICE),
            travel_minutes: facts.travel_minutes,
            days: facts.days,
            proof: facts.proof,
            money: facts.money,
            count: facts.count,
            title: facts.title.as_deref().map(single_line),
            deadline: facts.deadline,
            today: facts.today,
            counts: facts.counts,
            office: office.clone(),
        }
    }
}
