//! What may people earn, what does an assignment cost, who pays, and what was paid?

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::rows::{Page, Place};
use super::{StoreError, Tx};
use crate::domain::money::{
    AgreedWork, CapPeriod, CapRegime, FundingSource, Journey, JourneyPay, Payment, Tariff,
};
use crate::domain::programme::{Mode, ProgrammeId};
use crate::ids::{AssignmentId, PaymentId, PersonId};

/// An appointment that took place and is not paid yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldWork {
    /// The assignment.
    pub assignment: AssignmentId,
    /// What money counts for.
    pub work: AgreedWork,
    /// How long it took, as its volunteer wrote down.
    pub minutes: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct RegimeRow {
    id: String,
    valid_from: NaiveDate,
    name_de: String,
    name_en: String,
    cents: i64,
    period: String,
}

#[derive(sqlx::FromRow)]
struct TariffRow {
    programme: String,
    valid_from: NaiveDate,
    first_minutes: i64,
    first_cents: i64,
    step_minutes: i64,
    step_cents: i64,
    remote_first_cents: Option<i64>,
    remote_step_cents: Option<i64>,
    travel_cents: i64,
    journey_km_cents: Option<i64>,
    journey_free_km: i64,
    journey_tickets: bool,
    journey_most_cents: Option<i64>,
    late_hours: Option<i64>,
    late_cents: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct FundingRow {
    id: String,
    name: String,
    programme: Option<String>,
    first_day: NaiveDate,
    last_day: NaiveDate,
    cents: Option<i64>,
    spent_cents: i64,
    position: i64,
}

#[derive(sqlx::FromRow)]
struct PaymentRow {
    id: Uuid,
    person_id: Uuid,
    paid_on: NaiveDate,
    covers_until: NaiveDate,
    cents: i64,
    programme: Option<String>,
    funding: Option<String>,
}

#[derive(sqlx::FromRow)]
struct WorkRow {
    id: Uuid,
    person_id: Uuid,
    programme: String,
    mode: String,
    funding: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    reported: bool,
    km: Option<i64>,
    ticket_cents: Option<i64>,
}

impl WorkRow {
    fn work(self) -> Result<AgreedWork, StoreError> {
        let at = Place {
            table: "request",
            row: self.id,
        };
        Ok(AgreedWork {
            person: PersonId(self.person_id),
            mode: at.word("mode", &self.mode, Mode::parse)?,
            programme: ProgrammeId(self.programme),
            funding: self.funding,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            journey: self.reported.then_some(Journey {
                km: self.km,
                ticket_cents: self.ticket_cents,
            }),
        })
    }
}

#[derive(sqlx::FromRow)]
struct HeldRow {
    #[sqlx(flatten)]
    work: WorkRow,
    minutes: Option<i64>,
    covered: Option<NaiveDate>,
}

#[derive(sqlx::FromRow)]
struct CalledOffRow {
    #[sqlx(flatten)]
    work: WorkRow,
    called_at: DateTime<Utc>,
}

impl From<PaymentRow> for Payment {
    fn from(row: PaymentRow) -> Self {
        Self {
            id: PaymentId(row.id),
            person: PersonId(row.person_id),
            paid_on: row.paid_on,
            covers_until: row.covers_until,
            cents: row.cents,
            programme: row.programme.map(ProgrammeId),
            funding: row.funding,
        }
    }
}

impl Tx {
    /// Every amount of every regime, by key and day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cap_regimes(&mut self) -> Result<Vec<CapRegime>, StoreError> {
        let rows = fetch_all!(
            self,
            RegimeRow,
            "SELECT id, valid_from, name_de, name_en, cents, period FROM cap_regime
             ORDER BY id, valid_from LIMIT 1000"
        );
        let regime = |row: RegimeRow| {
            let at = Place {
                table: "cap_regime",
                row: &row.id,
            };
            Ok(CapRegime {
                period: at.word("period", &row.period, CapPeriod::parse)?,
                id: row.id,
                valid_from: row.valid_from,
                name_de: row.name_de,
                name_en: row.name_en,
                cents: row.cents,
            })
        };
        rows.into_iter().map(regime).collect()
    }

    /// Adds an amount or replaces the one of the same regime and day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn upsert_cap_regime(&mut self, regime: &CapRegime) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO cap_regime (id, valid_from, name_de, name_en, cents, period) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (id, valid_from) DO UPDATE SET name_de = excluded.name_de, name_en = excluded.name_en,
                 cents = excluded.cents, period = excluded.period",
            &regime.id,
            regime.valid_from,
            &regime.name_de,
            &regime.name_en,
            regime.cents,
            regime.period.as_str(),
        );
        Ok(())
    }

    /// Removes an amount; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_cap_regime(&mut self, id: &str, valid_from: NaiveDate) -> Result<bool, StoreError> {
        let sql = "DELETE FROM cap_regime WHERE id = $1 AND valid_from = $2";
        Ok(execute!(self, sql, id, valid_from) == 1)
    }

    /// Every tariff, by programme and day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tariffs(&mut self) -> Result<Vec<Tariff>, StoreError> {
        let rows = fetch_all!(
            self,
            TariffRow,
            "SELECT programme, valid_from, first_minutes, first_cents, step_minutes, step_cents, remote_first_cents,
                    remote_step_cents, travel_cents, journey_km_cents, journey_free_km, journey_tickets,
                    journey_most_cents, late_hours, late_cents
             FROM tariff ORDER BY programme, valid_from LIMIT 1000"
        );
        let tariff = |row: TariffRow| Tariff {
            programme: ProgrammeId(row.programme),
            valid_from: row.valid_from,
            first_minutes: row.first_minutes,
            first_cents: row.first_cents,
            step_minutes: row.step_minutes,
            step_cents: row.step_cents,
            remote_first_cents: row.remote_first_cents,
            remote_step_cents: row.remote_step_cents,
            travel_cents: row.travel_cents,
            journey: row.journey_most_cents.map(|most_cents| JourneyPay {
                km_cents: row.journey_km_cents,
                free_km: row.journey_free_km,
                tickets: row.journey_tickets,
                most_cents,
            }),
            late_hours: row.late_hours,
            late_cents: row.late_cents,
        };
        Ok(rows.into_iter().map(tariff).collect())
    }

    /// Adds a tariff or replaces the one of the same programme and day.
    ///
    /// # Errors
    /// When the database fails or the programme is unknown.
    pub async fn upsert_tariff(&mut self, tariff: &Tariff) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO tariff (programme, valid_from, first_minutes, first_cents, step_minutes, step_cents,
                                 remote_first_cents, remote_step_cents, travel_cents, late_hours, late_cents,
                                 journey_km_cents, journey_free_km, journey_tickets, journey_most_cents)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             ON CONFLICT (programme, valid_from) DO UPDATE SET
                 first_minutes = excluded.first_minutes, first_cents = excluded.first_cents,
                 step_minutes = excluded.step_minutes, step_cents = excluded.step_cents,
                 remote_first_cents = excluded.remote_first_cents, remote_step_cents = excluded.remote_step_cents,
                 travel_cents = excluded.travel_cents, late_hours = excluded.late_hours,
                 late_cents = excluded.late_cents, journey_km_cents = excluded.journey_km_cents,
                 journey_free_km = excluded.journey_free_km, journey_tickets = excluded.journey_tickets,
                 journey_most_cents = excluded.journey_most_cents",
            &tariff.programme.0,
            tariff.valid_from,
            tariff.first_minutes,
            tariff.first_cents,
            tariff.step_minutes,
            tariff.step_cents,
            tariff.remote_first_cents,
            tariff.remote_step_cents,
            tariff.travel_cents,
            tariff.late_hours,
            tariff.late_cents,
            tariff.journey.and_then(|pay| pay.km_cents),
            tariff.journey.map_or(0, |pay| pay.free_km),
            tariff.journey.is_some_and(|pay| pay.tickets),
            tariff.journey.map(|pay| pay.most_cents),
        );
        Ok(())
    }

    /// Removes a tariff; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_tariff(
        &mut self,
        programme: &ProgrammeId,
        valid_from: NaiveDate,
    ) -> Result<bool, StoreError> {
        let sql = "DELETE FROM tariff WHERE programme = $1 AND valid_from = $2";
        Ok(execute!(self, sql, &programme.0, valid_from) == 1)
    }

    /// Every source of money, in the office's order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn funding_sources(&mut self) -> Result<Vec<FundingSource>, StoreError> {
        let rows = fetch_all!(
            self,
            FundingRow,
            "SELECT id, name, programme, first_day, last_day, cents, spent_cents, position FROM funding_source
             ORDER BY position, id LIMIT 1000"
        );
        let source = |row: FundingRow| FundingSource {
            id: row.id,
            name: row.name,
            programme: row.programme.map(ProgrammeId),
            first_day: row.first_day,
            last_day: row.last_day,
            cents: row.cents,
            spent_cents: row.spent_cents,
            position: row.position,
        };
        Ok(rows.into_iter().map(source).collect())
    }

    /// Adds a source of money or replaces the one with the same key.
    ///
    /// # Errors
    /// When the database fails or the programme is unknown.
    pub async fn upsert_funding_source(&mut self, source: &FundingSource) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO funding_source (id, name, programme, first_day, last_day, cents, spent_cents, position)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (id) DO UPDATE SET
                 name = excluded.name, programme = excluded.programme, first_day = excluded.first_day,
                 last_day = excluded.last_day, cents = excluded.cents, spent_cents = excluded.spent_cents,
                 position = excluded.position",
            &source.id,
            &source.name,
            source.programme.as_ref().map(|p| p.0.as_str()),
            source.first_day,
            source.last_day,
            source.cents,
            source.spent_cents,
            source.position,
        );
        Ok(())
    }

    /// Says which appointment a payment pays for.
    ///
    /// # Errors
    /// When the database fails or it is paid for already.
    pub async fn insert_payment_item(
        &mut self,
        payment: PaymentId,
        assignment: AssignmentId,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO payment_item (assignment_id, payment_id) VALUES ($1, $2)";
        execute!(self, sql, assignment.0, payment.0);
        Ok(())
    }

    /// Adds a payment; a second one with the same key changes nothing and is `false`.
    ///
    /// # Errors
    /// When the database fails or the person, programme or source is unknown.
    pub async fn insert_payment(&mut self, payment: &Payment) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "INSERT INTO payment (id, person_id, paid_on, covers_until, cents, programme, funding)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING",
            payment.id.0,
            payment.person.0,
            payment.paid_on,
            payment.covers_until,
            payment.cents,
            payment.programme.as_ref().map(|p| p.0.as_str()),
            &payment.funding,
        );
        Ok(changed == 1)
    }

    /// Removes a payment; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_payment(&mut self, id: PaymentId) -> Result<bool, StoreError> {
        Ok(execute!(self, "DELETE FROM payment WHERE id = $1", id.0) == 1)
    }

    /// One page of a person's payments, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn payments_of(&mut self, person: PersonId, page: Page) -> Result<Vec<Payment>, StoreError> {
        let rows = fetch_all!(
            self,
            PaymentRow,
            "SELECT id, person_id, paid_on, covers_until, cents, programme, funding FROM payment
             WHERE person_id = $1 ORDER BY paid_on DESC, id LIMIT $2 OFFSET $3",
            person.0,
            page.limit(),
            page.offset(),
        );
        Ok(rows.into_iter().map(Payment::from).collect())
    }

    /// Everything paid from `first` to `last`, both included, by day; for planning, which counts all of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn payments_between(
        &mut self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Vec<Payment>, StoreError> {
        let rows = fetch_all!(
            self,
            PaymentRow,
            "SELECT id, person_id, paid_on, covers_until, cents, programme, funding FROM payment
             WHERE paid_on >= $1 AND paid_on <= $2 ORDER BY paid_on, id",
            first,
            last,
        );
        Ok(rows.into_iter().map(Payment::from).collect())
    }

    /// Says how much of a year's amount a person uses elsewhere, in cents; 0 removes the entry.
    ///
    /// # Errors
    /// When the database fails or the person is unknown.
    pub async fn set_declared(&mut self, person: PersonId, year: i64, cents: i64) -> Result<(), StoreError> {
        execute!(
            self,
            "DELETE FROM person_declared WHERE person_id = $1 AND year = $2",
            person.0,
            year
        );
        if cents > 0 {
            execute!(
                self,
                "INSERT INTO person_declared (person_id, year, cents) VALUES ($1, $2, $3)",
                person.0,
                year,
                cents,
            );
        }
        Ok(())
    }

    /// What a person uses elsewhere, in cents, by year.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declared_of(&mut self, person: PersonId) -> Result<BTreeMap<i64, i64>, StoreError> {
        let rows = fetch_all!(
            self,
            (i64, i64),
            "SELECT year, cents FROM person_declared WHERE person_id = $1 ORDER BY year",
            person.0
        );
        Ok(rows.into_iter().collect())
    }

    /// What people use elsewhere in the years from `first` to `last`, in cents.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declared(
        &mut self,
        first: i64,
        last: i64,
    ) -> Result<BTreeMap<(PersonId, i64), i64>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, i64, i64),
            "SELECT person_id, year, cents FROM person_declared WHERE year >= $1 AND year <= $2
             ORDER BY year, person_id",
            first,
            last,
        );
        Ok(rows
            .into_iter()
            .map(|(person, year, cents)| ((PersonId(person), year), cents))
            .collect())
    }

    /// Assignments that began in `from..to`, took place and are paid by nothing yet; by begin.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held_work(
        &mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<HeldWork>, StoreError> {
        let rows = fetch_all!(
            self,
            HeldRow,
            "SELECT a.id, a.person_id, r.programme, r.mode, d.funding, a.starts_at, a.ends_at, n.minutes,
                    n.assignment_id IS NOT NULL AS reported, n.km, n.ticket_cents,
                    (SELECT MAX(p.covers_until) FROM payment p WHERE p.person_id = a.person_id
                       AND NOT EXISTS (SELECT 1 FROM payment_item i WHERE i.payment_id = p.id)) AS covered
             FROM assignment a JOIN request r ON r.id = a.request_id
             LEFT JOIN request_detail d ON d.request_id = r.id
             LEFT JOIN done_report n ON n.assignment_id = a.id
             WHERE a.state = 'confirmed' AND r.state = 'held' AND a.starts_at >= $1 AND a.starts_at < $2
               AND NOT EXISTS (SELECT 1 FROM payment_item x WHERE x.assignment_id = a.id)
             ORDER BY a.starts_at, a.id",
            from,
            to,
        );
        let held = |row: HeldRow| {
            Ok(HeldWork {
                assignment: AssignmentId(row.work.id),
                minutes: row.minutes,
                work: row.work.work()?,
            })
        };
        rows.into_iter()
            .filter(|row| {
                row.covered
                    .is_none_or(|until| row.work.starts_at.date_naive() > until)
            })
            .map(held)
            .collect()
    }

    /// Assignments that would have begun in `from..to`, that their organisation called off, and that no payment covers,
    /// with the moment of the call; by begin.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn called_off_work(
        &mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<(HeldWork, DateTime<Utc>)>, StoreError> {
        let rows = fetch_all!(
            self,
            CalledOffRow,
            "SELECT a.id, a.person_id, r.programme, r.mode, d.funding, a.starts_at, a.ends_at, a.ended_at AS called_at,
                    n.assignment_id IS NOT NULL AS reported, n.km, n.ticket_cents
             FROM assignment a JOIN request r ON r.id = a.request_id
             LEFT JOIN request_detail d ON d.request_id = r.id
             LEFT JOIN done_report n ON n.assignment_id = a.id
             WHERE a.state = 'cancelled_by_requester' AND a.ended_at < a.starts_at
               AND a.starts_at >= $1 AND a.starts_at < $2
               AND NOT EXISTS (SELECT 1 FROM payment_item x WHERE x.assignment_id = a.id)
               AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.person_id = a.person_id
                 AND p.covers_until >= date(a.starts_at)
                 AND NOT EXISTS (SELECT 1 FROM payment_item i WHERE i.payment_id = p.id))
             ORDER BY a.starts_at, a.id",
            from,
            to,
        );
        let called = |row: CalledOffRow| {
            let held = HeldWork {
                assignment: AssignmentId(row.work.id),
                minutes: None,
                work: row.work.work()?,
            };
            Ok((held, row.called_at))
        };
        rows.into_iter().map(called).collect()
    }

    /// Agreed assignments that begin in `from..to`, for counting money; by begin.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agreed_work(
        &mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<AgreedWork>, StoreError> {
        let rows = fetch_all!(
            self,
            WorkRow,
            "SELECT a.id, a.person_id, r.programme, r.mode, d.funding, a.starts_at, a.ends_at,
                    n.assignment_id IS NOT NULL AS reported, n.km, n.ticket_cents
             FROM assignment a JOIN request r ON r.id = a.request_id
             LEFT JOIN request_detail d ON d.request_id = r.id
             LEFT JOIN done_report n ON n.assignment_id = a.id
             WHERE a.state = 'confirmed' AND r.state <> 'not_held' AND a.starts_at >= $1 AND a.starts_at < $2
             ORDER BY a.starts_at, a.id",
            from,
            to,
        );
        rows.into_iter().map(WorkRow::work).collect()
    }
}
