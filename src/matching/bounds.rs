//! How much may a person do, and how much money is left? Limits and budgets of the problem.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};
use passgenau_solver::{BudgetSpec, LimitSpec};

use super::build::minute;
use super::snapshot::Snapshot;
use crate::calendar::local;
use crate::domain::money::{self, AgreedWork, CapPeriod, CapRegime, FundingSource, Payment};
use crate::domain::person::Person;
use crate::domain::request::Request;
use crate::domain::rules::year_of;
use crate::ids::PersonId;

/// A span of local days: the first, and the first after it.
type Span = (NaiveDate, NaiveDate);

/// The calendar month of a day.
fn month(day: NaiveDate) -> Span {
    let first = day.with_day(1).unwrap_or(day);
    (first, first.checked_add_months(Months::new(1)).unwrap_or(first))
}

/// The calendar year of a day.
fn year(day: NaiveDate) -> Span {
    let first = day.with_ordinal(1).unwrap_or(day);
    (first, first.checked_add_months(Months::new(12)).unwrap_or(first))
}

impl Snapshot {
    /// First and last planned day.
    fn planned(&self) -> Span {
        (self.day(self.from), self.day(self.to - TimeDelta::minutes(1)))
    }

    fn planned_days(&self) -> impl Iterator<Item = NaiveDate> {
        let (first, last) = self.planned();
        first.iter_days().take_while(move |day| *day <= last)
    }

    /// The spans of a kind that the planned days touch.
    fn spans(&self, of: fn(NaiveDate) -> Span) -> Vec<Span> {
        let (first, last) = self.planned();
        let mut spans = vec![of(first)];
        while let Some((_, next)) = spans.last().copied().filter(|(_, next)| *next <= last) {
            spans.push(of(next));
        }
        spans
    }

    fn range(&self, (first, after): Span) -> (i64, i64) {
        let at = |day| minute(local::resolve(self.zone, day, 0));
        (at(first), at(after))
    }

    /// The price of one seat of a request: that of its longest and dearest option.
    pub(super) fn price(&self, request: &Request) -> i64 {
        let asked = &request.asked;
        let price = |option: &crate::domain::request::TimeOption| {
            let day = self.day(option.starts_at);
            money::price(
                &self.rules.tariffs,
                &asked.programme,
                day,
                option.minutes(),
                asked.mode,
            )
        };
        asked.options.iter().map(price).max().unwrap_or(0)
    }

    /// The bounded source of money that pays for a request, if one does.
    pub(super) fn source(&self, request: &Request) -> Option<&FundingSource> {
        let day = self.day(request.asked.options.first()?.starts_at);
        let named = request.asked.details.funding.as_deref();
        let source = money::funding_for(&self.rules.sources, named, &request.asked.programme, day);
        source.filter(|source| source.cents.is_some())
    }

    /// The regime that bounds what a person earns: their own, else the most generous of their programmes'.
    pub(super) fn regime(&self, person: &Person, day: NaiveDate) -> Option<&CapRegime> {
        money::regime_of(&self.rules.regimes, &self.programmes, person, day)
    }
}

/// Agreed work outside of the planned weeks, which the problem itself does not hold, and what was paid.
pub(super) struct Books<'a> {
    work: BTreeMap<PersonId, Vec<Work>>,
    payments: BTreeMap<PersonId, Vec<&'a Payment>>,
    /// Spent and promised, by source of money.
    spent: BTreeMap<&'a str, i64>,
}

/// One assignment as money and minutes see it.
struct Work {
    day: NaiveDate,
    minutes: i64,
    /// What it costs; 0 when a payment covers it.
    open_cents: i64,
}

impl<'a> Books<'a> {
    pub(super) fn of(snapshot: &'a Snapshot) -> Self {
        let rules = &snapshot.rules;
        let mut books = Self {
            work: BTreeMap::new(),
            payments: BTreeMap::new(),
            spent: BTreeMap::new(),
        };
        for payment in &rules.payments {
            books.payments.entry(payment.person).or_default().push(payment);
            if let Some(source) = &payment.funding {
                *books.spent.entry(source.as_str()).or_default() += payment.cents;
            }
        }
        for agreed in &rules.agreed {
            if agreed.starts_at < snapshot.from || agreed.starts_at >= snapshot.to {
                books.add(snapshot, agreed);
            }
        }
        books
    }

    fn add(&mut self, snapshot: &'a Snapshot, agreed: &AgreedWork) {
        let rules = &snapshot.rules;
        let (day, programme) = (snapshot.day(agreed.starts_at), &agreed.programme);
        let minutes = (agreed.ends_at - agreed.starts_at).num_minutes();
        let payments = self.payments.get(&agreed.person).into_iter().flatten();
        let covered = payments
            .map(|p| p.covers_until)
            .max()
            .is_some_and(|until| day <= until);
        let open_cents = if covered {
            0
        } else {
            agreed.cents(&rules.tariffs, day, minutes)
        };
        let source = money::funding_for(&rules.sources, agreed.funding.as_deref(), programme, day);
        if let Some(source) = source {
            *self.spent.entry(source.id.as_str()).or_default() += open_cents;
        }
        self.work.entry(agreed.person).or_default().push(Work {
            day,
            minutes,
            open_cents,
        });
    }

    fn work_in(&self, person: PersonId, span: Span) -> impl Iterator<Item = &Work> {
        let work = self.work.get(&person).into_iter().flatten();
        work.filter(move |work| span.0 <= work.day && work.day < span.1)
    }

    /// What is left in a source, without what the planned weeks themselves hold; `None` when it is not bounded.
    pub(super) fn left_in(&self, source: &FundingSource) -> Option<i64> {
        let spent = self.spent.get(source.id.as_str()).copied().unwrap_or(0);
        source
            .cents
            .map(|cents| (cents - source.spent_cents - spent).max(0))
    }

    /// What a person may still earn in a span of their regime, without what the planned weeks hold.
    fn left_to_earn(&self, snapshot: &Snapshot, person: PersonId, regime: &CapRegime, span: Span) -> i64 {
        let payments = self.payments.get(&person).into_iter().flatten();
        let paid: i64 = payments
            .filter(|p| span.0 <= p.paid_on && p.paid_on < span.1)
            .map(|p| p.cents)
            .sum();
        let declared = match regime.period {
            CapPeriod::Year => snapshot.rules.declared.get(&(person, year_of(span.0))).copied(),
            CapPeriod::Month => None,
        };
        let open: i64 = self.work_in(person, span).map(|work| work.open_cents).sum();
        (regime.cents - declared.unwrap_or(0) - paid - open).max(0)
    }
}

/// Everything that bounds a person in the planned weeks.
pub(super) fn limits(snapshot: &Snapshot, books: &Books<'_>, person: &Person) -> Vec<LimitSpec> {
    let mut limits = Vec::new();
    let mut add = |span: Span, limit: LimitSpec| {
        let (from, to) = snapshot.range(span);
        limits.push(LimitSpec { from, to, ..limit });
    };
    let after = |day: NaiveDate, days| day.checked_add_days(Days::new(days)).unwrap_or(day);
    let requests = |count| LimitSpec {
        requests: Some(count),
        ..LimitSpec::default()
    };
    let minutes = |count| LimitSpec {
        minutes: Some(count),
        ..LimitSpec::default()
    };
    let bounds = &person.bounds;
    for monday in snapshot.planned_days().filter(|d| d.weekday() == Weekday::Mon) {
        let week = (monday, after(monday, 7));
        if let Some(most) = person.max_minutes_week {
            add(week, minutes(most));
        }
        if let Some(most) = bounds.max_assignments_week {
            add(week, requests(most));
        }
    }
    if let Some(most) = person.max_assignments_day {
        for day in snapshot.planned_days() {
            add((day, after(day, 1)), requests(most));
        }
    }
    if let Some(most) = bounds.max_minutes_month {
        for span in snapshot.spans(month) {
            let done: i64 = books.work_in(person.id, span).map(|work| work.minutes).sum();
            add(span, minutes((most - done).max(0)));
        }
    }
    let first = snapshot.planned().0;
    let period = snapshot.regime(person, first).map(|regime| regime.period);
    let spans = match period {
        Some(CapPeriod::Year) => snapshot.spans(year),
        Some(CapPeriod::Month) => snapshot.spans(month),
        None => Vec::new(),
    };
    for span in spans {
        // An amount that changes within the weeks counts from the day it holds, which begins its own span.
        if let Some(regime) = snapshot.regime(person, span.0.max(first)) {
            let cents = Some(books.left_to_earn(snapshot, person.id, regime, span));
            add(
                span,
                LimitSpec {
                    cents,
                    ..LimitSpec::default()
                },
            );
        }
    }
    limits.extend(too_long(snapshot, person));
    limits.extend(super::rest::limits(snapshot, person));
    limits
}

/// Options that are longer than a person's own bound while the request has a shorter one as well: nothing that long
/// may begin in their first minute.
fn too_long(snapshot: &Snapshot, person: &Person) -> Vec<LimitSpec> {
    let Some(most) = person.bounds.max_minutes_assignment else {
        return Vec::new();
    };
    let options = snapshot.requests.iter().flat_map(|r| &r.asked.options);
    let mut starts: Vec<i64> = options
        .filter(|option| option.minutes() > most)
        .map(|option| minute(option.starts_at))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let limit = |from| LimitSpec {
        from,
        to: from + 1,
        minutes: Some(most),
        ..LimitSpec::default()
    };
    starts.into_iter().map(limit).collect()
}

/// The sources of money that requests of the problem draw from, with what is left in them.
pub(super) fn budgets(snapshot: &Snapshot, books: &Books<'_>) -> Vec<BudgetSpec> {
    let used = snapshot
        .requests
        .iter()
        .chain(snapshot.committed.iter().map(|c| &c.request))
        .filter_map(|request| snapshot.source(request));
    let mut budgets: Vec<BudgetSpec> = used
        .filter_map(|source| {
            Some(BudgetSpec {
                id: source.id.clone(),
                cents: books.left_in(source)?,
            })
        })
        .collect();
    budgets.sort_by(|a, b| a.id.cmp(&b.id));
    budgets.dedup_by(|a, b| a.id == b.id);
    budgets
}
