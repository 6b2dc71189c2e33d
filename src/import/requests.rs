//! Which requests does a file hold, as the form of a school would ask them?
//!
//! What only the rules of a programme can say (longest assignment, modes, lead time, past days) is left to the intake,
//! which checks a [`RequestRecord`] like a form. Lead times do not apply to the office.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::fault::Fail;
use super::lookup::{KnownOrganisation, Lookup};
use super::sheet::Row;
use super::{cells, dates, languages, words};
use crate::calendar::local::{LocalTimeError, local_to_utc};
use crate::domain::language::Level;
use crate::domain::programme::{Mode, Programme, ProgrammeId};
use crate::domain::request::{
    GenderWish, NewRequest, Occasion, RequestDetails, RequestState, Seat, TimeOption,
};
use crate::domain::text::{EmailAddress, NAME_MAX, NOTE_MAX};
use crate::ids::{ContactId, LocationId, OrganisationId};

/// Columns of the three possible times.
const TIMES: [[&str; 4]; 3] = [
    ["date_1", "start_1", "end_1", "duration_1"],
    ["date_2", "start_2", "end_2", "duration_2"],
    ["date_3", "start_3", "end_3", "duration_3"],
];

/// The contact of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactRef {
    /// One the organisation has.
    Known(ContactId),
    /// One to be added to it.
    New {
        /// Name.
        name: String,
        /// Address.
        email: EmailAddress,
        /// Telephone.
        phone: Option<String>,
    },
}

/// A row of a file of requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRecord {
    /// Row in the file.
    pub row: u32,
    /// The office's own mark of the request, unique within its organisation; what is imported twice is told by it.
    pub reference: String,
    /// Who asks.
    pub organisation: OrganisationId,
    /// Where.
    pub location: LocationId,
    /// Contact.
    pub contact: ContactRef,
    /// Programme.
    pub programme: ProgrammeId,
    /// What about.
    pub occasion: Occasion,
    /// How.
    pub mode: Mode,
    /// One to three possible times, best first.
    pub options: Vec<TimeOption>,
    /// Places for people; never empty.
    pub seats: Vec<Seat>,
    /// Gender wish.
    pub gender: Option<GenderWish>,
    /// Weight, when the file gives one.
    pub weight: Option<i64>,
    /// Why it is urgent.
    pub urgent_reason: Option<String>,
    /// Room.
    pub room: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// Case token.
    pub case_token: Option<String>,
    /// How it ended, when it did.
    pub state: Option<RequestState>,
    /// What else was said.
    pub details: RequestDetails,
}

impl RequestRecord {
    /// The request, once its contact is stored. Without a weight in the file an urgent one weighs 2, any other 1.
    pub fn into_request(self, contact: ContactId) -> NewRequest {
        NewRequest {
            organisation: self.organisation,
            location: self.location,
            contact,
            programme: self.programme,
            occasion: self.occasion,
            mode: self.mode,
            options: self.options,
            seats: self.seats,
            all_or_nothing: true,
            gender: self.gender,
            weight: self
                .weight
                .unwrap_or(if self.urgent_reason.is_some() { 2 } else { 1 }),
            urgent_reason: self.urgent_reason,
            room: self.room,
            note: self.note,
            case_token: self.case_token,
            details: self.details,
        }
    }
}

/// How an export marks a request that has no mark of the office: by its number.
pub fn own_reference(number: i64) -> String {
    format!("Nr. {number}")
}

/// The number in a mark that [`own_reference`] made.
pub fn own_number(reference: &str) -> Option<i64> {
    reference.strip_prefix("Nr. ")?.parse().ok()
}

/// The references of the rows so far, by organisation.
#[derive(Debug, Default)]
pub struct Seen(BTreeMap<(OrganisationId, String), u32>);

/// The request of a row.
pub fn read(row: &mut Row<'_, '_>, lookup: &Lookup, seen: &mut Seen) -> Option<RequestRecord> {
    let record = record(row, lookup)?;
    let known = seen
        .0
        .insert((record.organisation, words::key(&record.reference)), row.number());
    if let Some(first) = known {
        row.fault(
            "reference",
            Fail::new("import-duplicate-reference").with("first", first),
        );
    }
    Some(record)
}

fn record(row: &mut Row<'_, '_>, lookup: &Lookup) -> Option<RequestRecord> {
    let reference = row.must("reference", |t| cells::line(t, 60));
    let organisation = row.must("organisation", |t| lookup.organisation(t));
    let location = organisation.and_then(|o| location(row, o));
    let contact = contact(row, organisation);
    let programme = row.must("programme", |t| lookup.programme(t));
    let occasion = row.must("occasion", words::occasion);
    let mode = row.may("mode", words::mode);
    let seats = seats(row, lookup, programme);
    let gender = gender(row);
    let options = options(row, lookup);
    let room = row.may("room", |t| cells::line(t, NAME_MAX));
    let note = row.may("note", |t| cells::lines(t, NOTE_MAX));
    let urgent_reason = row.may("urgent_reason", |t| cells::lines(t, 500));
    let weight = row.may("weight", |t| cells::number(t, 1, 100));
    let case_token = row.may("case_token", |t| cells::line(t, 20));
    let state = row.may("state", words::request_state);
    let details = details(row, lookup);
    Some(RequestRecord {
        state: state.filter(|s| *s != RequestState::Submitted),
        details,
        row: row.number(),
        reference: reference?,
        organisation: organisation?.organisation.id,
        location: location?,
        contact: contact?,
        programme: programme?.id.clone(),
        occasion: occasion?,
        mode: mode.unwrap_or(Mode::OnSite),
        options: Some(options).filter(|o| !o.is_empty())?,
        seats: Some(seats).filter(|s| !s.is_empty())?,
        gender,
        weight,
        urgent_reason,
        room,
        note,
        case_token,
    })
}

fn details(row: &mut Row<'_, '_>, lookup: &Lookup) -> RequestDetails {
    let funding = row.may("funding", |t| lookup.funding(t));
    let mut line = |key, most| row.may(key, |t| cells::line(t, most));
    RequestDetails {
        sender: line("sender", NAME_MAX),
        professional: line("professional", NAME_MAX),
        on_site_contact: line("on_site", NAME_MAX),
        reference: line("own_mark", 12),
        meeting_point: line("meeting_point", NAME_MAX),
        topic: line("topic", 200),
        cost_centre: line("cost_centre", 200),
        professional_email: row.may("professional_email", cells::email),
        on_site_phone: row.may("on_site_phone", cells::phone),
        funding,
        people_expected: row.may("people_expected", |t| cells::number(t, 1, 1000)),
        step_free: row.may("step_free", words::yes_no).unwrap_or_default(),
        ..RequestDetails::default()
    }
}

/// The place named, or the organisation's main one.
fn location(row: &mut Row<'_, '_>, known: &KnownOrganisation) -> Option<LocationId> {
    let wanted = row.may("place", |t| {
        let called = |l: &&crate::domain::organisation::Location| {
            words::key(&l.name) == words::key(t) || words::key(&l.street) == words::key(t)
        };
        known.locations.iter().find(called).map(|l| l.id).ok_or_else(|| {
            let names = known
                .locations
                .iter()
                .map(|l| if l.name.is_empty() { &l.street } else { &l.name });
            let names: Vec<&str> = names.map(String::as_str).collect();
            Fail::new("import-place").with("choices", names.join(", "))
        })
    });
    if row.is_filled("place") {
        return wanted;
    }
    let main = known.locations.first().map(|l| l.id);
    if main.is_none() {
        row.fault("organisation", Fail::new("import-organisation-place"));
    }
    main
}

/// The contact with the address given, a new one with it, or the organisation's main one.
fn contact(row: &mut Row<'_, '_>, known: Option<&KnownOrganisation>) -> Option<ContactRef> {
    let name = row.may("contact", |t| cells::line(t, NAME_MAX));
    let email = row.may("email", cells::email);
    let phone = row.may("phone", cells::phone);
    let KnownOrganisation {
        organisation,
        contacts,
        ..
    } = known?;
    if let Some(email) = email {
        let same =
            |c: &&crate::domain::organisation::Contact| c.email.as_str().eq_ignore_ascii_case(email.as_str());
        return Some(match contacts.iter().find(same) {
            Some(contact) => ContactRef::Known(contact.id),
            None => ContactRef::New {
                name: name.unwrap_or_else(|| organisation.name.clone()),
                email,
                phone,
            },
        });
    }
    if row.is_filled("email") {
        return None;
    }
    if let Some(name) = &name {
        let found = contacts.iter().find(|c| words::key(&c.name) == words::key(name));
        if found.is_none() {
            row.fault("email", Fail::new("import-contact-unknown"));
        }
        return found.map(|c| ContactRef::Known(c.id));
    }
    let main = contacts.first().map(|c| ContactRef::Known(c.id));
    if main.is_none() {
        row.fault("email", Fail::new("import-organisation-contact"));
    }
    main
}

/// One seat per language named, or one without a language.
fn seats(row: &mut Row<'_, '_>, lookup: &Lookup, programme: Option<&Programme>) -> Vec<Seat> {
    let headcount = row.may("headcount", |t| cells::number(t, 1, 20));
    let level = row.may("level", words::level);
    let languages = row.may("language", |t| languages::of_cell(t, lookup));
    let least = programme.map_or(Level::B2, |p| p.language_min);
    if programme.is_some_and(|p| p.needs_language) && !row.is_filled("language") {
        row.fault("language", Fail::new("import-request-language"));
        return Vec::new();
    }
    let headcount = headcount.unwrap_or(1);
    match languages {
        None => vec![Seat {
            headcount,
            language: None,
            level: level.unwrap_or(least),
        }],
        Some(languages) => {
            let seat = |(code, own): (_, Option<Level>)| Seat {
                headcount,
                language: Some(code),
                level: level.or(own).unwrap_or(least),
            };
            languages.into_iter().map(seat).collect()
        }
    }
}

fn gender(row: &mut Row<'_, '_>) -> Option<GenderWish> {
    let any = |t: &str| {
        matches!(
            words::key(t).as_str(),
            "egal" | "nichtrelevant" | "beliebig" | "keinepraeferenz"
        )
    };
    let wish = row.may("gender", |t| {
        if any(t) {
            return Ok((None, false));
        }
        // "weiblich, zwingend", "w (zwingend)"
        let (word, demand) = t.split_once([',', '(', ';']).unwrap_or((t, ""));
        let demanded = matches!(words::key(demand).as_str(), "zwingend" | "muss" | "pflicht");
        let word = if demanded { word.trim() } else { t };
        words::gender(word).map(|gender| (Some(gender), demanded))
    });
    let (gender, demanded) = wish.unwrap_or_default();
    let required = row
        .may("gender_required", words::yes_no)
        .or(demanded.then_some(true));
    if required == Some(true) && gender.is_none() && !row.is_filled("gender") {
        row.fault("gender", Fail::new("import-gender-missing"));
    }
    gender.map(|gender| GenderWish {
        gender,
        required: required.unwrap_or(false),
    })
}

fn options(row: &mut Row<'_, '_>, lookup: &Lookup) -> Vec<TimeOption> {
    let mut options: Vec<TimeOption> = Vec::new();
    for (n, keys) in TIMES.into_iter().enumerate() {
        if n > 0 && !keys.iter().any(|key| row.is_filled(key)) {
            continue;
        }
        let Some(option) = option(row, keys, lookup) else {
            continue;
        };
        if options
            .iter()
            .any(|o| o.starts_at < option.ends_at && option.starts_at < o.ends_at)
        {
            row.fault(keys[0], Fail::new("rejection-option-overlap"));
        } else {
            options.push(option);
        }
    }
    options
}

fn option(row: &mut Row<'_, '_>, keys: [&'static str; 4], lookup: &Lookup) -> Option<TimeOption> {
    let [date, start, end, duration] = keys;
    let day = row.must(date, dates::date);
    let from = row.must(start, dates::time);
    let (until, length) = (row.may(end, dates::time), row.may(duration, dates::duration));
    let starts_at = moment(row, start, lookup, day, from);
    if !row.is_filled(end) && !row.is_filled(duration) {
        row.fault(end, Fail::new("import-no-end"));
        return None;
    }
    let Some(until) = until else {
        let starts_at = starts_at.filter(|_| !row.is_filled(end))?;
        return Some(TimeOption {
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(length?),
        });
    };
    let from = from?;
    if until <= from {
        row.fault(end, Fail::new("rejection-end-before-start"));
        return None;
    }
    if length.is_some_and(|length| length != i64::from(until - from)) {
        row.fault(
            duration,
            Fail::new("import-duration-differs").with("minutes", until - from),
        );
        return None;
    }
    let ends_at = moment(row, end, lookup, day, Some(until));
    Some(TimeOption {
        starts_at: starts_at?,
        ends_at: ends_at?,
    })
}

/// The moment of a reading of the clock; of two the first, as the confirmation shows.
pub(super) fn moment(
    row: &mut Row<'_, '_>,
    key: &'static str,
    lookup: &Lookup,
    day: Option<NaiveDate>,
    minute: Option<u16>,
) -> Option<DateTime<Utc>> {
    match local_to_utc(lookup.zone, day?, minute?) {
        Ok(at) | Err(LocalTimeError::Ambiguous(at, _)) => Some(at),
        Err(LocalTimeError::Gap) => {
            row.fault(key, Fail::new("rejection-time-gap"));
            None
        }
    }
}
