//! Everything the office has is written as tables that can be read back. Who does it is written down.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::exclusion::ExcludedFrom;
use crate::domain::request::Request;
use crate::domain::rights::Reach;
use crate::ids::{AccountId, OrganisationId, PersonId, RequestId};
use crate::import::export::{Everything, csv};
use crate::import::{Kind, workbook};
use crate::store::{OrganisationFilter, Page, RequestFilter, Tx};

/// Keys asked about at once.
const CHUNK: usize = 500;

/// Whose eyes an export is for.
#[derive(Clone, Debug)]
pub struct ExportFor {
    /// Who; the program itself without.
    pub account: Option<AccountId>,
    /// The part of the work it may hold.
    pub within: Reach,
    /// Whether proofs may be in it.
    pub proofs: bool,
    /// Whether it may say what people were paid and what they earn elsewhere.
    pub money: bool,
}

impl ExportFor {
    /// Everything, for the administrator or the program itself.
    pub fn whole(account: Option<AccountId>) -> Self {
        Self {
            account,
            within: Reach::Everything,
            proofs: true,
            money: true,
        }
    }
}

impl App {
    /// One kind as CSV, or with `None` everything as a workbook with a sheet for each kind, as far as it may be seen;
    /// written down in the audit.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn export(&self, kind: Option<Kind>, by: ExportFor) -> Result<Vec<u8>, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let mut everything = everything(&mut tx).await?;
        leave_out(&mut tx, &mut everything, &by).await?;
        drop(tx);
        let by = by.account;
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

/// Takes out what is not for these eyes.
async fn leave_out(tx: &mut Tx, all: &mut Everything, by: &ExportFor) -> Result<(), AppError> {
    if !by.proofs {
        for person in &mut all.people {
            person.proofs.clear();
        }
    }
    if !by.money {
        all.paid.clear();
        all.declared.clear();
    }
    if !by.within.is_narrow() {
        return Ok(());
    }
    let near = tx
        .organisations_within(&by.within, all.organisations.iter().map(|o| o.id))
        .await?;
    all.organisations.retain(|o| near.contains(&o.id));
    all.locations.retain(|l| near.contains(&l.organisation));
    all.contacts.retain(|c| near.contains(&c.organisation));
    all.movable_days.retain(|(id, _)| near.contains(id));
    let places: BTreeSet<_> = all.locations.iter().map(|l| l.id).collect();
    all.social_areas.retain(|id, _| places.contains(id));
    all.rooms.retain(|(id, _)| places.contains(id));
    let mut people = BTreeSet::new();
    for chunk in all.people.chunks(CHUNK) {
        let ids: Vec<_> = chunk.iter().map(|p| p.id.0).collect();
        people.extend(
            tx.people_within(&ids, &by.within)
                .await?
                .into_iter()
                .map(PersonId),
        );
    }
    all.people.retain(|p| people.contains(&p.id));
    all.paid.retain(|id, _| people.contains(id));
    all.declared.retain(|id, _| people.contains(id));
    let mut requests = BTreeSet::new();
    for chunk in all.requests.chunks(CHUNK) {
        let ids: Vec<_> = chunk.iter().map(|r| r.id).collect();
        requests.extend(tx.requests_within(&ids, &by.within).await?);
    }
    all.requests
        .retain(|r| requests.contains(&r.id) && near.contains(&r.asked.organisation));
    let requests: BTreeSet<RequestId> = all.requests.iter().map(|r| r.id).collect();
    all.references.retain(|id, _| requests.contains(id));
    all.assignments
        .retain(|a| requests.contains(&a.request) && people.contains(&a.person));
    all.exclusions.retain(|e| {
        people.contains(&e.person)
            && match &e.from {
                ExcludedFrom::Person(other) => people.contains(other),
                ExcludedFrom::Organisation(id) => near.contains(id),
                ExcludedFrom::Case(_) => true,
            }
    });
    // Money belongs to the whole.
    all.sources.clear();
    all.tariffs.clear();
    Ok(())
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
        settings: tx.person_settings().await?,
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
