//! Everything the office has is written as tables that can be read back. Who does it is written down.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::request::Request;
use crate::ids::{AccountId, OrganisationId, PersonId, RequestId};
use crate::import::export::{Everything, csv};
use crate::import::{Kind, workbook};
use crate::store::{OrganisationFilter, Page, RequestFilter, Tx};

impl App {
    /// One kind as CSV, or with `None` everything as a workbook with a sheet for each kind; written down in the audit.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn export(&self, kind: Option<Kind>, by: Option<AccountId>) -> Result<Vec<u8>, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let everything = everything(&mut tx).await?;
        drop(tx);
        let zone = self.config.time_zone;
        let written = tokio::task::spawn_blocking(move || match kind {
            Some(kind) => Ok(csv(&everything.table(kind, zone))),
            None => workbook::write(&everything.tables(zone)),
        });
        let bytes = written
            .await
            .map_err(|e| AppError::Internal(e.into()))?
            .map_err(|e| AppError::Internal(e.into()))?;
        let mut tx = self.store.write().await?;
        let what = kind.map_or("everything", Kind::as_str);
        let actor = by.map_or(Actor::System, Actor::Account);
        let detail = [("kind", what.into())];
        self.audit(
            &mut tx,
            now,
            actor,
            "export",
            "export",
            self.ids.uuid(now),
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(bytes)
    }
}

/// Reads everything in one unchanging state.
async fn everything(tx: &mut Tx) -> Result<Everything, AppError> {
    let mut organisations = Vec::new();
    let mut page = Page::first(Page::MAX_SIZE);
    loop {
        let rows = tx.organisations(&OrganisationFilter::default(), page).await?.rows;
        if rows.is_empty() {
            break;
        }
        organisations.extend(rows);
        page.number += 1;
    }
    let ids: Vec<OrganisationId> = organisations.iter().map(|o| o.id).collect();
    let movable_days = tx.movable_days(&ids).await?;
    // The row that past work hangs on is nobody any more.
    let erased = tx.erased_people().await?;
    let people = tx.people_keys().await?.into_iter().map(|k| k.id);
    let people: Vec<PersonId> = people.filter(|id| !erased.contains(id)).collect();
    let mut requests = Vec::new();
    let mut page = Page::first(Page::MAX_SIZE);
    loop {
        let rows = tx.requests(&RequestFilter::default(), page).await?.rows;
        if rows.is_empty() {
            break;
        }
        let ids: Vec<RequestId> = rows.iter().map(|r| r.id).collect();
        requests.extend(tx.requests_by_ids(&ids).await?);
        page.number += 1;
    }
    requests.sort_by_key(|r| r.number);
    let mut assignments = match span(&requests) {
        Some((from, to)) => tx.active_assignments_between(from, to).await?,
        None => Vec::new(),
    };
    assignments.sort_by_key(|a| (a.starts_at, a.id));
    let mut paid: BTreeMap<PersonId, BTreeMap<i32, i64>> = BTreeMap::new();
    let (first, last) = (
        NaiveDate::from_ymd_opt(2000, 1, 1),
        NaiveDate::from_ymd_opt(2099, 12, 31),
    );
    if let (Some(first), Some(last)) = (first, last) {
        for payment in tx.payments_between(first, last).await? {
            let years = paid.entry(payment.person).or_default();
            *years.entry(payment.paid_on.year()).or_default() += payment.cents;
        }
    }
    let mut declared: BTreeMap<PersonId, BTreeMap<i64, i64>> = BTreeMap::new();
    for ((person, year), cents) in tx.declared(2000, 2099).await? {
        declared.entry(person).or_default().insert(year, cents);
    }
    Ok(Everything {
        districts: tx.districts().await?,
        travel: tx.travel().await?,
        languages: tx.languages().await?,
        fallbacks: tx.fallbacks().await?,
        programmes: tx.programmes().await?,
        holidays: tx.school_holidays().await?,
        locations: tx.locations().await?,
        social_areas: tx.all_social_areas().await?,
        contacts: tx.contacts().await?,
        movable_days: movable_days
            .into_iter()
            .flat_map(|(id, days)| days.into_iter().map(move |day| (id, day)))
            .collect(),
        people: tx.people_by_ids(&people).await?,
        paid,
        requests,
        references: tx.import_references().await?.into_iter().collect(),
        assignments,
        organisations,
        regimes: tx.cap_regimes().await?,
        tariffs: tx.tariffs().await?,
        sources: tx.funding_sources().await?,
        refusals: tx.refusal_rules().await?,
        office: tx.office_calendar().await?,
        rooms: tx.all_rooms().await?,
        exclusions: tx.exclusions().await?,
        declared,
    })
}

/// From the first time that was asked for to the day after the last.
fn span(requests: &[Request]) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let mut begins: Vec<DateTime<Utc>> = Vec::new();
    for request in requests {
        begins.extend(request.asked.options.iter().map(|o| o.starts_at));
    }
    let (first, last) = (begins.iter().min()?, begins.iter().max()?);
    Some((*first, *last + TimeDelta::days(1)))
}
