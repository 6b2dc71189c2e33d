//! The demo city has rules too: what an hour costs, who has nearly earned enough, who is kept apart, when schools are
//! closed, and requests that wait for a decision.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};

use super::review::Decision;
use super::{App, AppError};
use crate::calendar::local;
use crate::calendar::recurrence::{ALWAYS, Recurrence};
use crate::calendar::school;
use crate::domain::exclusion::{ExcludedFrom, Exclusion, ExclusionKind};
use crate::domain::money::{FundingSource, Payment, Tariff};
use crate::domain::office_calendar::{Closure, Cover, PhoneHours};
use crate::domain::organisation::OrganisationKind;
use crate::domain::person::Person;
use crate::domain::programme::ProgrammeId;
use crate::domain::request::{Request, RequestDetails, RequestState};
use crate::domain::review::{Review, ReviewState};
use crate::domain::rules::RefusalReason;
use crate::domain::task::TaskKind;
use crate::ids::{AccountId, CoverId, ExclusionId, PaymentId, RequestId};
use crate::store::{Choice, Page, RequestFilter, Tx};

/// First block in minutes and cents, step in minutes and cents, by programme.
const TARIFFS: [(&str, i64, i64, i64, i64); 3] = [
    ("interpreting", 120, 2_500, 60, 1_000),
    ("huki", 120, 4_000, 60, 2_000),
    ("companion", 60, 1_500, 30, 750),
];
/// Paid this year, in cents, to the first interpreters of the list; the law allows 960 euros.
const PAID: [i64; 12] = [
    95_500, 94_000, 82_500, 61_000, 55_000, 42_500, 40_000, 37_500, 32_500, 25_000, 17_500, 5_000,
];

impl App {
    /// Fills in the rules of the city; called once, after its files.
    pub(super) async fn prepare_demo_rules(&self, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let today = local::local_date(self.config.time_zone, now);
        let mut tx = self.store.write().await?;
        demo_money(&mut tx, today).await?;
        demo_areas(&mut tx).await?;
        let mut interpreters = tx.active_people().await?;
        interpreters.retain(|p| p.programmes.contains(&ProgrammeId("interpreting".into())));
        interpreters.sort_by_key(|p| (p.last_name.clone(), p.first_name.clone(), p.id));
        self.demo_people(&mut tx, &interpreters, today, now).await?;
        let requests = demo_requests(&mut tx).await?;
        self.demo_apart(&mut tx, &interpreters, &requests, now).await?;
        self.demo_calendar(&mut tx, &requests, today, now).await?;
        let refused = self.demo_reviews(&mut tx, &requests, now).await?;
        tx.commit().await?;
        if let Some(number) = refused {
            self.decide(number, Decision::Refuse(None), "", account).await?;
        }
        Ok(())
    }

    async fn demo_people(
        &self,
        tx: &mut Tx,
        people: &[Person],
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        for (person, cents) in people.iter().zip(PAID) {
            tx.insert_payment(&Payment {
                id: PaymentId(self.ids.uuid(now)),
                person: person.id,
                paid_on: today,
                covers_until: today,
                cents,
                programme: Some(ProgrammeId("interpreting".into())),
                funding: None,
            })
            .await?;
        }
        if let Some(person) = people.get(12) {
            tx.set_declared(person.id, i64::from(today.year()), 60_000)
                .await?;
        }
        for (number, person) in people.iter().enumerate().skip(14).take(4) {
            let mut person = person.clone();
            match number % 4 {
                0 => person.bounds.latest_minute = Some(18 * 60),
                1 => person.bounds.max_minutes_month = Some(8 * 60),
                2 => person.bounds.max_minutes_assignment = Some(60),
                _ => {
                    let mornings = Recurrence::weekly(&[Weekday::Tue, Weekday::Thu], 8 * 60, 12 * 60, ALWAYS);
                    person.preferred = vec![mornings];
                }
            }
            tx.update_person(&person, person.version).await?;
        }
        Ok(())
    }

    async fn demo_apart(
        &self,
        tx: &mut Tx,
        people: &[Person],
        requests: &[Request],
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let school = |at: usize| {
            requests
                .get(at)
                .map(|r| ExcludedFrom::Organisation(r.asked.organisation))
        };
        let case = requests.iter().find_map(|r| r.asked.case_token.clone());
        let pairs = [
            (ExclusionKind::Conflict, 3, school(0)),
            (ExclusionKind::Conflict, 8, school(5)),
            (ExclusionKind::NotTogether, 10, school(9)),
            (ExclusionKind::Conflict, 20, case.map(ExcludedFrom::Case)),
            (
                ExclusionKind::NotTogether,
                4,
                people.get(5).map(|p| ExcludedFrom::Person(p.id)),
            ),
        ];
        for (kind, at, from) in pairs {
            if let (Some(person), Some(from)) = (people.get(at), from) {
                tx.insert_exclusion(&Exclusion {
                    id: ExclusionId(self.ids.uuid(now)),
                    kind,
                    person: person.id,
                    from,
                    created_at: now,
                })
                .await?;
            }
        }
        Ok(())
    }

    async fn demo_calendar(
        &self,
        tx: &mut Tx,
        requests: &[Request],
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        // A school that forgot to tell: it asked for help on a day off of its own.
        for request in requests.iter().skip(2).step_by(40).take(2) {
            let known = tx.organisation(request.asked.organisation).await?;
            let day = request.asked.options.first().map(|o| o.starts_at);
            if let Some(day) = day.filter(|_| known.is_some_and(|o| o.kind == OrganisationKind::School)) {
                let day = local::local_date(self.config.time_zone, day);
                tx.insert_movable_day(request.asked.organisation, day).await?;
            }
        }
        for request in requests.iter().take(12) {
            let later = today
                .iter_days()
                .skip(70)
                .filter(|day| school::is_school_day(*day));
            for day in later.step_by(23).take(2) {
                tx.insert_movable_day(request.asked.organisation, day).await?;
            }
        }
        let hours = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
        ];
        let mut hours: Vec<PhoneHours> = hours
            .into_iter()
            .map(|weekday| PhoneHours {
                weekday,
                start_minute: 8 * 60,
                end_minute: 12 * 60,
            })
            .collect();
        hours.push(PhoneHours {
            weekday: Weekday::Thu,
            start_minute: 14 * 60,
            end_minute: 17 * 60,
        });
        tx.set_phone_hours(&hours).await?;
        let closed = NaiveDate::from_ymd_opt(today.year(), 12, 28).unwrap_or(today);
        tx.upsert_closure(&Closure {
            first_day: closed,
            last_day: closed + Days::new(2),
        })
        .await?;
        tx.upsert_cover(&Cover {
            id: CoverId(self.ids.uuid(now)),
            first_day: closed - Days::new(7),
            last_day: closed + Days::new(9),
            account: None,
            name: "Jonas Demo".into(),
            phone: "02381 555-0130".into(),
            email: None,
        })
        .await?;
        Ok(())
    }

    /// Two requests that rules speak against: one waits, the number of the other, to be refused, is returned.
    async fn demo_reviews(
        &self,
        tx: &mut Tx,
        requests: &[Request],
        now: DateTime<Utc>,
    ) -> Result<Option<i64>, AppError> {
        let reasons = [
            (1, RefusalReason::Recurring, "Begleitung über mehrere Wochen"),
            (
                6,
                RefusalReason::SpecialSupport,
                "Förderplan und nächste Schritte",
            ),
        ];
        let mut refused = None;
        for (at, reason, topic) in reasons {
            let Some(request) = requests.get(at) else { continue };
            let details = RequestDetails {
                sender: Some("Frau Winkel, Sekretariat".into()),
                professional: Some("Herr Sommer".into()),
                topic: Some(topic.into()),
                people_expected: Some(3),
                flags: vec![reason],
                ..request.asked.details.clone()
            };
            tx.set_request_details(request.id, &details).await?;
            let from = [RequestState::Submitted];
            tx.set_request_state(request.id, &from, RequestState::InReview, Choice::Keep, now)
                .await?;
            tx.set_review(&Review {
                request: request.id,
                state: ReviewState::Open,
                reasons: vec![reason],
                opened_at: now,
                decided_by: None,
                decided_at: None,
                passed_to: None,
                note: None,
            })
            .await?;
            self.add_task(tx, TaskKind::ReviewRequest, request, None, now)
                .await?;
            refused = Some(request.number);
        }
        Ok(refused)
    }
}

/// The talks of interpreters in the order of their numbers.
async fn demo_requests(tx: &mut Tx) -> Result<Vec<Request>, AppError> {
    let filter = RequestFilter::default();
    let rows = tx.requests(&filter, Page::first(Page::MAX_SIZE)).await?.rows;
    let ids: Vec<RequestId> = rows.into_iter().map(|row| row.id).collect();
    let mut requests = tx.requests_by_ids(&ids).await?;
    requests.retain(|r| r.asked.programme.0 == "interpreting" && r.state == RequestState::Submitted);
    requests.sort_by_key(|r| r.number);
    Ok(requests)
}

fn first_of_year(day: NaiveDate, later: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year() + later, 1, 1).unwrap_or(day)
}

/// What an hour costs, and where the money comes from.
async fn demo_money(tx: &mut Tx, today: NaiveDate) -> Result<(), AppError> {
    let first_day = first_of_year(today, 0);
    for (programme, first_minutes, first_cents, step_minutes, step_cents) in TARIFFS {
        tx.upsert_tariff(&Tariff {
            programme: ProgrammeId(programme.into()),
            valid_from: first_day,
            first_minutes,
            first_cents,
            step_minutes,
            step_cents,
            remote_first_cents: (programme == "interpreting").then_some(1_500),
            remote_step_cents: None,
            travel_cents: 0,
            journey: None,
            late_hours: None,
            late_cents: None,
        })
        .await?;
    }
    // The demo's weeks may reach into the next year.
    let last_day = first_of_year(today, 2).pred_opt().unwrap_or(today);
    let sources = [
        (
            "landesmittel",
            "Landesmittel Sprachmittlung",
            "interpreting",
            5_000_000,
            4_380_000,
        ),
        ("huki", "Mittel Elterntraining", "huki", 5_400_000, 5_366_000),
    ];
    for ((id, name, programme, cents, spent_cents), position) in sources.into_iter().zip(1..) {
        tx.upsert_funding_source(&FundingSource {
            id: id.into(),
            name: name.into(),
            programme: Some(ProgrammeId(programme.into())),
            first_day,
            last_day,
            cents: Some(cents),
            spent_cents,
            position,
        })
        .await?;
    }
    Ok(())
}

/// Parts of town (Sozialräume) by district; one lies in two of them.
const AREAS: [(&str, &[&str]); 7] = [
    ("MI", &["Mitte", "Norden", "Westen"]),
    ("BH", &["Bockum-Hövel", "Norden"]),
    ("HS", &["Heessen", "Dasbeck"]),
    ("HE", &["Herringen", "Westenfeldmark"]),
    ("UE", &["Uentrop"]),
    ("RH", &["Rhynern"]),
    ("PE", &["Pelkum"]),
];

async fn demo_areas(tx: &mut Tx) -> Result<(), AppError> {
    for (place, n) in tx.locations().await?.iter().zip(0_usize..) {
        let areas = AREAS.iter().find(|(code, _)| *code == place.district);
        if let Some(area) = areas.and_then(|(_, areas)| areas.get(n % areas.len())) {
            tx.set_social_area(place.id, area).await?;
        }
    }
    Ok(())
}
