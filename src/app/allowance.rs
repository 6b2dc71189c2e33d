//! What has somebody earned of what the law allows, and a month is accounted for: who is told what?

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

use super::{App, AppError, general};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::money::{self, AgreedWork, CapPeriod, CapRegime, FundingSource, Payment, Tariff};
use crate::domain::notice::{Days, MoneyFacts, NoticeKind, Recipient};
use crate::domain::person::Person;
use crate::domain::programme::Programme;
use crate::ids::{AccountId, AssignmentId, PaymentId, PersonId};
use crate::store::{FormUse, Tx};

/// Steps of an allowance at which somebody is told, percent.
const STEPS: [i64; 2] = [100, 80];

/// What somebody is paid for a month.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementLine {
    /// Whom.
    pub person: Person,
    /// Appointments that took place, or were called off too late, and are not paid yet.
    pub appointments: usize,
    /// What they come to, with the appointments, by source of money; an empty key for none.
    pub shares: BTreeMap<String, (i64, Vec<AssignmentId>)>,
    /// What of it is given back for journeys.
    pub journeys: i64,
}

impl StatementLine {
    /// All of it.
    pub fn total(&self) -> i64 {
        self.shares.values().map(|(cents, _)| cents).sum()
    }
}

/// A month before it is accounted for.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthPreview {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Whether it is over.
    pub over: bool,
    /// Whom money is due to, by name.
    pub lines: Vec<StatementLine>,
    /// Appointments of it for which a proof of service is missing.
    pub unproven: usize,
}

/// A year's money as far as allowances need it.
struct Year {
    year: i64,
    programmes: Vec<Programme>,
    regimes: Vec<CapRegime>,
    tariffs: Vec<Tariff>,
    payments: Vec<Payment>,
    declared: BTreeMap<(PersonId, i64), i64>,
    agreed: Vec<AgreedWork>,
}

impl Year {
    /// What is used of somebody's allowance, paid, agreed and declared, with the allowance; `None` when it does not
    /// count by the year.
    fn used(&self, person: &Person, today: NaiveDate, zone: chrono_tz::Tz) -> Option<(i64, i64)> {
        let regime = money::regime_of(&self.regimes, &self.programmes, person, today)?;
        if regime.period != CapPeriod::Year || regime.cents <= 0 {
            return None;
        }
        let paid = self.payments.iter().filter(|p| p.person == person.id);
        let covered = paid.clone().map(|p| p.covers_until).max();
        let own = self.agreed.iter().filter(|work| work.person == person.id);
        let open = own.map(|work| {
            let day = local::local_date(zone, work.starts_at);
            if covered.is_some_and(|until| day <= until) {
                return 0;
            }
            let minutes = (work.ends_at - work.starts_at).num_minutes();
            work.cents(&self.tariffs, day, minutes)
        });
        let declared = self.declared.get(&(person.id, self.year)).copied().unwrap_or(0);
        Some((
            declared + paid.map(|p| p.cents).sum::<i64>() + open.sum::<i64>(),
            regime.cents,
        ))
    }
}

impl App {
    async fn year(&self, tx: &mut Tx, today: NaiveDate) -> Result<Year, AppError> {
        let zone = self.config.time_zone;
        let first = today.with_ordinal(1).unwrap_or(today);
        let next = first.checked_add_months(Months::new(12)).unwrap_or(first);
        let year = i64::from(today.year());
        Ok(Year {
            year,
            programmes: tx.programmes().await?,
            regimes: tx.cap_regimes().await?,
            tariffs: tx.tariffs().await?,
            payments: tx
                .payments_between(first, next.pred_opt().unwrap_or(next))
                .await?,
            declared: tx.declared(year, year).await?,
            agreed: tx
                .agreed_work(local::resolve(zone, first, 0), local::resolve(zone, next, 0))
                .await?,
        })
    }

    /// Tells volunteer and office once when four fifths of an allowance are used, and when all of it is.
    pub(super) async fn allowance_mails(
        &self,
        tx: &mut Tx,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let year = self.year(tx, today).await?;
        for person in tx.active_people().await? {
            let Some((used, allowance)) = year.used(&person, today, self.config.time_zone) else {
                continue;
            };
            let percent = used.saturating_mul(100) / allowance;
            let Some(step) = STEPS.into_iter().find(|step| percent >= *step) else {
                continue;
            };
            let facts = MoneyFacts {
                cents: 0,
                used,
                allowance,
                year: year.year,
                percent: step,
            };
            let key = format!("{}/{}/{step}", person.id, year.year);
            let mut told = vec![general(NoticeKind::AllowanceOffice, Recipient::Office, &key, now)];
            if person.reachable_by_mail() {
                let to = Recipient::Person(person.id);
                told.push(general(NoticeKind::AllowanceVolunteer, to, &key, now));
            }
            for mut told in told {
                told.payload.money = Some(facts);
                told.payload.person = Some(person.id);
                told.not_before = self.waking().next_waking(now);
                self.enqueue(tx, &told, now).await?;
            }
        }
        Ok(())
    }

    /// What is due for a month: appointments that took place and that no payment covers yet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn month_preview(&self, month: NaiveDate) -> Result<MonthPreview, AppError> {
        let mut tx = self.store.read().await?;
        self.month(&mut tx, month).await
    }

    async fn month(&self, tx: &mut Tx, month: NaiveDate) -> Result<MonthPreview, AppError> {
        let zone = self.config.time_zone;
        let first = month.with_day(1).unwrap_or(month);
        let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
        let last = next.pred_opt().unwrap_or(next);
        let (from, to) = (local::resolve(zone, first, 0), local::resolve(zone, next, 0));
        let tariffs = tx.tariffs().await?;
        let sources = tx.funding_sources().await?;
        let work = tx.held_work(from, to).await?;
        let ids: Vec<PersonId> = work.iter().map(|held| held.work.person).collect();
        let mut journeys: BTreeMap<PersonId, i64> = BTreeMap::new();
        let mut lines: BTreeMap<PersonId, BTreeMap<String, (i64, Vec<AssignmentId>)>> = BTreeMap::new();
        for held in &work {
            let work = &held.work;
            let day = local::local_date(zone, work.starts_at);
            let agreed = (work.ends_at - work.starts_at).num_minutes();
            let minutes = held.minutes.unwrap_or(agreed);
            let cents = work.due(&tariffs, day, minutes);
            let stayed = AgreedWork {
                journey: None,
                ..work.clone()
            };
            *journeys.entry(work.person).or_default() += cents - stayed.due(&tariffs, day, minutes);
            let shares = lines.entry(work.person).or_default();
            let share = shares.entry(source_of(&sources, work, day)).or_default();
            share.0 += cents;
            share.1.push(held.assignment);
        }
        let mut ids = ids;
        for (held, called_at) in tx.called_off_work(from, to).await? {
            let work = &held.work;
            let day = local::local_date(zone, work.starts_at);
            let cents = money::late_price(&tariffs, &work.programme, day, work.starts_at - called_at);
            if cents > 0 {
                let shares = lines.entry(work.person).or_default();
                let share = shares.entry(source_of(&sources, work, day)).or_default();
                share.0 += cents;
                share.1.push(held.assignment);
                ids.push(work.person);
            }
        }
        let people = tx.people_by_ids(&ids).await?;
        let mut lines: Vec<StatementLine> = people
            .into_iter()
            .filter_map(|person| {
                let shares = lines.remove(&person.id)?;
                let line = StatementLine {
                    journeys: journeys.get(&person.id).copied().unwrap_or(0),
                    person,
                    appointments: shares.values().map(|(_, paid)| paid.len()).sum(),
                    shares,
                };
                (line.total() > 0).then_some(line)
            })
            .collect();
        lines.sort_by_cached_key(|line| (line.person.last_name.clone(), line.person.id));
        Ok(MonthPreview {
            first,
            last,
            over: local::local_date(zone, self.clock.now()) > last,
            lines,
            unproven: tx.unproven(from, to).await?.len(),
        })
    }

    /// Accounts for a month: writes down what everybody is paid and tells them. Doing it again pays only what was
    /// confirmed since.
    ///
    /// # Errors
    /// `Conflict` when the month is not over or nothing is due.
    pub async fn close_month(
        &self,
        month: NaiveDate,
        account: AccountId,
        mark: &str,
    ) -> Result<usize, AppError> {
        let now = self.clock.now();
        let today = local::local_date(self.config.time_zone, now);
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(count) = tx.use_form(mark, now).await? {
            return Ok(count.parse().unwrap_or(0));
        }
        let preview = self.month(&mut tx, month).await?;
        if !preview.over || preview.lines.is_empty() {
            return Err(AppError::Conflict("conflict-month-not-due"));
        }
        for line in &preview.lines {
            for (source, (cents, paid)) in &line.shares {
                let id = PaymentId(self.ids.uuid(now));
                tx.insert_payment(&Payment {
                    id,
                    person: line.person.id,
                    paid_on: today,
                    covers_until: preview.last,
                    cents: *cents,
                    programme: None,
                    funding: Some(source.clone()).filter(|s| !s.is_empty()),
                })
                .await?;
                for assignment in paid {
                    tx.insert_payment_item(id, *assignment).await?;
                }
            }
        }
        let year = self.year(&mut tx, today).await?;
        for line in preview.lines.iter().filter(|l| l.person.reachable_by_mail()) {
            let person = &line.person;
            let (used, allowance) = year
                .used(person, today, self.config.time_zone)
                .unwrap_or_default();
            let key = format!("{}/{mark}", preview.first);
            let mut told = general(NoticeKind::Statement, Recipient::Person(person.id), &key, now);
            told.payload.days = Some(Days {
                from: preview.first,
                to: preview.last,
            });
            told.payload.money = Some(MoneyFacts {
                cents: line.total(),
                used,
                allowance,
                year: year.year,
                percent: 0,
            });
            told.not_before = self.waking().next_waking(now);
            self.enqueue(&mut tx, &told, now).await?;
        }
        let detail = [
            ("month", preview.first.to_string().into()),
            ("people", preview.lines.len().into()),
        ];
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "month.closed",
            "account",
            account.0,
            &detail,
        )
        .await?;
        let people = preview.lines.len();
        tx.finish_form(mark, &people.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(people)
    }
}

/// Key of the source that pays for some work; empty when none does.
fn source_of(sources: &[FundingSource], work: &AgreedWork, day: NaiveDate) -> String {
    money::funding_for(sources, work.funding.as_deref(), &work.programme, day)
        .map(|source| source.id.clone())
        .unwrap_or_default()
}
