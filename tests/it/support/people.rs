//! Small data for tests: a person, a request, a programme, each with what a test does not care about filled in.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc, Weekday};
use passgenau::calendar::recurrence::Recurrence;
use passgenau::domain::district::Travel;
use passgenau::domain::language::{LanguageCode, Level};
use passgenau::domain::organisation::{Location, LocationKind};
use passgenau::domain::person::{Bounds, Channel, Mobility, Person, PersonState, Proof};
use passgenau::domain::programme::{Mode, Programme, ProgrammeId, ProofKind};
use passgenau::domain::request::{
    NewRequest, Occasion, Request, RequestDetails, RequestState, Seat, TimeOption,
};
use passgenau::domain::rules::ProgrammeRules;
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{ContactId, LocationId, OrganisationId, PersonId, RequestId};
use uuid::Uuid;

/// A day in local words.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A moment in UTC.
pub fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

/// The programme of interpreters: proofs, German B2, a language.
pub fn interpreting() -> Programme {
    Programme {
        id: ProgrammeId("interpreting".into()),
        name_de: "Sprachmittlung".into(),
        name_en: "Interpreting".into(),
        role_de: "Sprachmittler:in".into(),
        role_en: "interpreter".into(),
        needs_language: true,
        german_min: Some(Level::B2),
        language_min: Level::B2,
        proofs: vec![ProofKind::Clearance, ProofKind::Pledge],
        modes: vec![Mode::OnSite, Mode::Phone],
        max_minutes: 180,
        case_limit: Some(3),
        weights: BTreeMap::new(),
        backups: 3,
        position: 1,
        rules: ProgrammeRules::default(),
    }
}

/// An interpreter of Turkish from Mitte who has time on working days from 8 to 16.
pub fn interpreter(n: u128) -> Person {
    let proof = |kind| Proof {
        kind,
        checked_on: day("2025-01-10"),
        valid_until: None,
        issued_on: None,
        version: None,
    };
    Person {
        id: PersonId(Uuid::from_u128(n)),
        first_name: "Amal".into(),
        last_name: format!("Person{n}"),
        email: EmailAddress::parse("email", &format!("person{n}@example.org")).ok(),
        phone: Some("02381 555-01".into()),
        channel: Channel::Email,
        email_failed_at: None,
        ui_language: "de".into(),
        gender: None,
        district: "MI".into(),
        mobility: Mobility::PublicTransport,
        districts: None,
        modes: vec![Mode::OnSite],
        topics: Vec::new(),
        programmes: vec![ProgrammeId("interpreting".into())],
        languages: [("tr", Level::Native), ("de", Level::C1)]
            .map(|(c, l)| (LanguageCode(c.into()), l))
            .into(),
        availability: vec![Recurrence::weekly(
            &[
                Weekday::Mon,
                Weekday::Tue,
                Weekday::Wed,
                Weekday::Thu,
                Weekday::Fri,
            ],
            8 * 60,
            16 * 60,
            day("2025-01-06"),
        )],
        absences: Vec::new(),
        proofs: vec![proof(ProofKind::Clearance), proof(ProofKind::Pledge)],
        max_minutes_week: None,
        max_assignments_day: None,
        bounds: Bounds::default(),
        understands: BTreeMap::new(),
        preferred: Vec::new(),
        state: PersonState::Active,
        version: 1,
    }
}

/// A place in a district.
pub fn place(n: u128, district: &str) -> Location {
    Location {
        id: LocationId(Uuid::from_u128(n)),
        organisation: OrganisationId(Uuid::from_u128(n)),
        name: String::new(),
        street: "Lindenweg 3".into(),
        postcode: "59065".into(),
        town: "Hamm".into(),
        district: district.into(),
        meeting_point: "Sekretariat".into(),
        kind: LocationKind::Public,
    }
}

/// A request for Turkish for an hour at `starts_at` at a place.
pub fn request(n: u128, location: &Location, starts_at: &str) -> Request {
    let starts_at = utc(starts_at);
    Request {
        id: RequestId(Uuid::from_u128(n)),
        number: i64::try_from(n).expect("small"),
        asked: NewRequest {
            organisation: location.organisation,
            location: location.id,
            contact: ContactId(Uuid::from_u128(n)),
            programme: ProgrammeId("interpreting".into()),
            occasion: Occasion::ParentTalk,
            mode: Mode::OnSite,
            options: vec![TimeOption {
                starts_at,
                ends_at: starts_at + TimeDelta::hours(1),
            }],
            seats: vec![Seat {
                headcount: 1,
                language: Some(LanguageCode("tr".into())),
                level: Level::B2,
            }],
            all_or_nothing: true,
            gender: None,
            weight: 1,
            urgent_reason: None,
            room: None,
            note: None,
            case_token: None,
            details: RequestDetails::default(),
        },
        state: RequestState::Submitted,
        chosen_option: None,
        created_at: utc("2026-11-01T08:00:00Z"),
        state_at: utc("2026-11-01T08:00:00Z"),
        calendar: None,
        version: 1,
    }
}

/// Minutes between two districts, there and back, by bus.
pub fn leg(a: &str, b: &str, minutes: i64) -> [Travel; 2] {
    let one = |from: &str, to: &str| Travel {
        mobility: Mobility::PublicTransport,
        from: from.into(),
        to: to.into(),
        minutes,
    };
    [one(a, b), one(b, a)]
}

/// Somebody with every proof the programme asks for.
pub(crate) fn able(n: u128) -> Person {
    let mut person = interpreter(n);
    let first = person.proofs[0].clone();
    person
        .proofs
        .extend([ProofKind::Training, ProofKind::Adult].map(|kind| Proof {
            kind,
            ..first.clone()
        }));
    person
}
