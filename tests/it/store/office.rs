//! A small office to try things in: two districts, one school, whoever and whatever a test adds.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc, Weekday};
use passgenau::calendar::recurrence::Recurrence;
use passgenau::domain::account::Account;
use passgenau::domain::assignment::{Assignment, AssignmentState};
use passgenau::domain::district::District;
use passgenau::domain::language::{LanguageCode, Level};
use passgenau::domain::notice::{NewNotice, NoticeKind, NoticePayload, Recipient};
use passgenau::domain::offer::{Offer, OfferState};
use passgenau::domain::organisation::{
    Contact, ContactKind, Location, LocationKind, Organisation, OrganisationKind,
};
use passgenau::domain::person::{Absence, Bounds, Channel, Gender, Mobility, Person, PersonState, Proof};
use passgenau::domain::plan::{NewDraft, PlanDocuments, PlanWindow};
use passgenau::domain::programme::{Mode, ProgrammeId, ProofKind};
use passgenau::domain::request::{
    CalendarEntry, GenderWish, NewRequest, Occasion, Request, RequestDetails, Seat, TimeOption,
};
use passgenau::domain::rights::Reach;
use passgenau::domain::rules::RefusalReason;
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{
    AccountId, AssignmentId, ContactId, Ids, LocationId, OfferId, OrganisationId, OutboxId, PersonId, PlanId,
    RequestId, TaskId,
};
use passgenau::store::Tx;
use uuid::Uuid;

use crate::support::db::TestDb;

pub(crate) struct Office {
    ids: Ids,
    pub(crate) now: DateTime<Utc>,
    pub(crate) school: Organisation,
    pub(crate) location: Location,
    pub(crate) contact: Contact,
}

impl Office {
    /// Writes the districts and the school.
    pub(crate) async fn open(db: &TestDb) -> Self {
        let office = Self::new();
        let mut tx = db.store.write().await.unwrap();
        office.write(&mut tx).await;
        tx.commit().await.unwrap();
        office
    }

    fn new() -> Self {
        let ids = Ids::system();
        let now = at("2026-11-23T08:00:00Z");
        let school = Organisation {
            id: OrganisationId(ids.uuid(now)),
            name: "Grundschule am Ölbach".into(),
            kind: OrganisationKind::School,
            link_version: 1,
        };
        let location = Location {
            id: LocationId(ids.uuid(now)),
            organisation: school.id,
            name: "Nebengebäude".into(),
            street: "Am Ölbach 3".into(),
            postcode: "59065".into(),
            town: "Hamm".into(),
            district: "MI".into(),
            meeting_point: "Sekretariat".into(),
            kind: LocationKind::Public,
        };
        let contact = Contact {
            id: ContactId(ids.uuid(now)),
            organisation: school.id,
            name: "Frau Berger".into(),
            email: email("berger@example.org"),
            phone: None,
            kind: ContactKind::Mailbox,
        };
        Self {
            ids,
            now,
            school,
            location,
            contact,
        }
    }

    async fn write(&self, tx: &mut Tx) {
        for (code, name) in [("HS", "Heessen"), ("MI", "Mitte")] {
            tx.upsert_district(&District {
                code: code.into(),
                name: name.into(),
            })
            .await
            .unwrap();
        }
        tx.insert_organisation(&self.school).await.unwrap();
        tx.insert_location(&self.location).await.unwrap();
        tx.insert_contact(&self.contact).await.unwrap();
    }

    pub(crate) fn uuid(&self) -> Uuid {
        self.ids.uuid(self.now)
    }

    pub(crate) fn in_hours(&self, hours: i64) -> DateTime<Utc> {
        self.now + Duration::hours(hours)
    }

    /// A person with something in every field.
    pub(crate) fn person(&self, first: &str, last: &str) -> Person {
        Person {
            id: PersonId(self.uuid()),
            first_name: first.into(),
            last_name: last.into(),
            email: Some(email(&format!("p{}@example.org", self.uuid().simple()))),
            phone: Some("0151 / 123-456".into()),
            channel: Channel::Email,
            email_failed_at: Some(self.now),
            ui_language: "en".into(),
            gender: Some(Gender::Female),
            district: "HS".into(),
            mobility: Mobility::Car,
            districts: Some(vec!["HS".into(), "MI".into()]),
            modes: vec![Mode::OnSite, Mode::Phone],
            topics: Vec::new(),
            programmes: vec![
                ProgrammeId("interpreting".into()),
                ProgrammeId("volunteer".into()),
            ],
            languages: BTreeMap::from([(code("ar-levant"), Level::Native), (code("de"), Level::B2)]),
            availability: vec![
                Recurrence {
                    weekdays: vec![Weekday::Mon, Weekday::Sun],
                    interval_weeks: 2,
                    start_minute: 480,
                    end_minute: 1440,
                    from: day("2026-09-01"),
                    until: Some(day("2027-07-31")),
                    exceptions: vec![day("2026-12-24"), day("2028-02-29")],
                },
                Recurrence {
                    weekdays: vec![Weekday::Thu],
                    interval_weeks: 1,
                    start_minute: 0,
                    end_minute: 1,
                    from: day("2026-01-01"),
                    until: None,
                    exceptions: Vec::new(),
                },
            ],
            absences: vec![Absence {
                from: day("2026-12-31"),
                to: day("2027-01-02"),
            }],
            proofs: vec![
                Proof {
                    kind: ProofKind::Clearance,
                    checked_on: day("2025-03-01"),
                    valid_until: Some(day("2030-02-28")),
                    issued_on: Some(day("2025-01-20")),
                    version: Some("2025-01".into()),
                },
                Proof {
                    kind: ProofKind::Adult,
                    checked_on: day("2025-03-01"),
                    valid_until: None,
                    issued_on: None,
                    version: None,
                },
            ],
            max_minutes_week: Some(300),
            max_assignments_day: Some(2),
            bounds: Bounds {
                max_minutes_month: Some(900),
                max_assignments_week: Some(3),
                max_minutes_assignment: Some(120),
                earliest_minute: Some(480),
                latest_minute: Some(1200),
                rest_minutes: Some(660),
                regime: Some("honorary".into()),
            },
            understands: BTreeMap::from([(code("de"), Level::C1)]),
            preferred: vec![Recurrence::weekly(&[Weekday::Tue], 540, 720, day("2026-01-01"))],
            state: PersonState::Active,
            version: 1,
        }
    }

    /// A person with as little as possible.
    pub(crate) fn bare_person(&self, first: &str, last: &str) -> Person {
        Person {
            email: None,
            phone: None,
            email_failed_at: None,
            gender: None,
            districts: None,
            modes: vec![Mode::Phone],
            topics: Vec::new(),
            programmes: Vec::new(),
            languages: BTreeMap::new(),
            availability: Vec::new(),
            absences: Vec::new(),
            proofs: Vec::new(),
            max_minutes_week: None,
            max_assignments_day: None,
            bounds: Bounds::default(),
            understands: BTreeMap::new(),
            preferred: Vec::new(),
            ..self.person(first, last)
        }
    }

    pub(crate) async fn add_person(&self, tx: &mut Tx, first: &str) -> Person {
        let person = self.person(first, "Kaya");
        tx.insert_person(&person).await.unwrap();
        person
    }

    /// What the school asks for, with something in every field.
    pub(crate) fn asked(&self) -> NewRequest {
        let option = |hours| TimeOption {
            starts_at: self.in_hours(hours),
            ends_at: self.in_hours(hours + 1),
        };
        NewRequest {
            organisation: self.school.id,
            location: self.location.id,
            contact: self.contact.id,
            programme: ProgrammeId("interpreting".into()),
            occasion: Occasion::ParentTalk,
            mode: Mode::OnSite,
            options: vec![option(48), option(72), option(24)],
            seats: vec![
                Seat {
                    headcount: 2,
                    language: Some(code("ar-levant")),
                    level: Level::B2,
                },
                Seat {
                    headcount: 1,
                    language: None,
                    level: Level::A1,
                },
            ],
            all_or_nothing: true,
            gender: Some(GenderWish {
                gender: Gender::Female,
                required: true,
            }),
            weight: 3,
            urgent_reason: Some("Frist".into()),
            room: Some("A 12".into()),
            note: Some("Zeile eins\nZeile zwei".into()),
            case_token: Some("K-7".into()),
            details: RequestDetails {
                sender: Some("Frau Winkel".into()),
                professional: Some("Herr Sommer".into()),
                professional_email: Some(email("sommer@example.org")),
                on_site_contact: Some("Frau Winkel".into()),
                on_site_phone: Some("02381 555-21".into()),
                reference: Some("4a-2026-17".into()),
                meeting_point: Some("Haupteingang".into()),
                topic: Some("Lernstand nach dem ersten Halbjahr".into()),
                people_expected: Some(4),
                step_free: true,
                cost_centre: Some("40-211".into()),
                funding: None,
                flags: vec![RefusalReason::Recurring],
                rules_version: Some("2026-08".into()),
            },
        }
    }

    pub(crate) async fn add_request(&self, tx: &mut Tx) -> Request {
        tx.insert_request(&self.asked(), RequestId(self.uuid()), self.now)
            .await
            .unwrap()
    }

    pub(crate) fn window(&self) -> PlanWindow {
        PlanWindow {
            from: self.now,
            to: self.in_hours(7 * 24),
        }
    }

    pub(crate) fn draft(&self) -> NewDraft {
        NewDraft {
            documents: PlanDocuments {
                problem: "{\"b\": 1,  \"a\":2}".into(),
                plan: "{}\n".into(),
            },
            problem_digest: "d1".into(),
            fingerprint: "f1".into(),
            candidates: Vec::new(),
            unfilled: Vec::new(),
        }
    }

    /// A published plan with nothing in it.
    pub(crate) async fn add_plan(&self, tx: &mut Tx) -> PlanId {
        let id = PlanId(self.uuid());
        let running = tx
            .insert_plan_computing(
                id,
                self.window(),
                &Reach::Everything,
                None,
                self.now,
                self.in_hours(1),
            )
            .await
            .unwrap();
        assert_eq!(running, None);
        assert!(tx.store_draft(id, &self.draft(), self.now).await.unwrap());
        assert!(tx.publish_plan(id, None, self.now).await.unwrap());
        id
    }

    pub(crate) fn offer(&self, request: &Request, person: &Person, plan: impl Into<Option<PlanId>>) -> Offer {
        Offer {
            id: OfferId(self.uuid()),
            request: request.id,
            seat: 1,
            option: 2,
            person: person.id,
            plan: plan.into(),
            rank: 0,
            state: OfferState::Offered,
            created_at: self.now,
            answer_by: self.in_hours(8),
            answered_at: None,
            answer_view: None,
            link_version: 1,
        }
    }

    pub(crate) fn assignment(&self, offer: &Offer, request: &Request) -> Assignment {
        let time = request.asked.options[offer.option];
        Assignment {
            id: AssignmentId(self.uuid()),
            request: offer.request,
            offer: offer.id,
            seat: offer.seat,
            person: offer.person,
            starts_at: time.starts_at,
            ends_at: time.ends_at,
            state: AssignmentState::Confirmed,
            calendar: CalendarEntry {
                uid: format!("{}@example.org", self.uuid()),
                sequence: 0,
            },
            created_at: self.now,
        }
    }

    /// Person, request, plan and offer in one go.
    pub(crate) async fn add_offer(&self, tx: &mut Tx) -> (Request, Person, Offer) {
        let plan = self.add_plan(tx).await;
        let person = self.add_person(tx, "Amal").await;
        let request = self.add_request(tx).await;
        let offer = self.offer(&request, &person, plan);
        assert!(tx.insert_offer(&offer).await.unwrap());
        (request, person, offer)
    }

    pub(crate) fn notice(&self, request: RequestId, key: &str) -> NewNotice {
        NewNotice {
            kind: NoticeKind::RequestReceived,
            recipient: Recipient::Contact(self.contact.id),
            request: Some(request),
            offer: None,
            assignment: None,
            payload: NoticePayload::default(),
            not_before: self.now,
            dedupe_key: key.into(),
        }
    }

    /// Puts a notice into the outbox; its Message-ID is its key at example.org.
    pub(crate) async fn enqueue(&self, tx: &mut Tx, notice: &NewNotice) -> OutboxId {
        let id = OutboxId(self.uuid());
        let message_id = format!("{}@example.org", notice.dedupe_key);
        assert!(tx.enqueue(notice, id, &message_id, self.now).await.unwrap());
        id
    }

    pub(crate) fn account(&self, address: &str) -> Account {
        Account {
            id: AccountId(self.uuid()),
            email: email(address),
            name: "Frau Menke".into(),
            password_hash: None,
            disabled_at: None,
            created_at: self.now,
            welcome_issued_at: None,
            welcome_used_at: None,
        }
    }

    pub(crate) async fn add_account(&self, tx: &mut Tx) -> Account {
        let account = self.account("menke@example.org");
        assert!(tx.insert_account(&account).await.unwrap());
        account
    }

    pub(crate) fn task_id(&self) -> TaskId {
        TaskId(self.uuid())
    }
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn code(text: &str) -> LanguageCode {
    LanguageCode(text.into())
}

pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse("email", text).unwrap()
}
