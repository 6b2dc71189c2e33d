//! Which of the office's rules matter for the weeks that are planned? Read in one go, beside the people and requests.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};

use super::{App, AppError};
use crate::calendar::local;
use crate::domain::money::FundingSource;
use crate::domain::plan::PlanWindow;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::domain::request::Request;
use crate::ids::{LocationId, OrganisationId, PersonId, RequestId};
use crate::matching::{Commitment, Rulebook};
use crate::store::Tx;

impl App {
    /// The rules for some weeks and the requests placed in them.
    pub(super) async fn rulebook(
        &self,
        tx: &mut Tx,
        window: PlanWindow,
        requests: &[Request],
        committed: &[Commitment],
    ) -> Result<Rulebook, AppError> {
        let organisations: BTreeSet<OrganisationId> = requests
            .iter()
            .chain(committed.iter().map(|c| &c.request))
            .map(|r| r.asked.organisation)
            .collect();
        let organisations: Vec<OrganisationId> = organisations.into_iter().collect();
        let known = tx.organisations_by_ids(&organisations).await?;
        let ids: BTreeSet<RequestId> = requests
            .iter()
            .chain(committed.iter().map(|c| &c.request))
            .map(|r| r.id)
            .collect();
        let ids: Vec<RequestId> = ids.into_iter().collect();
        let placed: Vec<RequestId> = requests.iter().map(|r| r.id).collect();
        let places: BTreeSet<LocationId> = requests
            .iter()
            .chain(committed.iter().map(|c| &c.request))
            .map(|r| r.asked.location)
            .collect();
        let places: Vec<LocationId> = places.into_iter().collect();
        let zone = self.config.time_zone;
        let sources = tx.funding_sources().await?;
        let planned = (
            local::local_date(zone, window.from),
            local::local_date(zone, window.to),
        );
        let (first, last) = counted(planned, &sources);
        let midnight = |day| local::resolve(zone, day, 0);
        let next = last.succ_opt().unwrap_or(last);
        Ok(Rulebook {
            exclusions: tx.exclusions().await?,
            confirmed: tx.confirmed_languages(&ids).await?,
            wishes: tx.plan_wishes(&placed).await?,
            newcomers: tx.newcomers().await?,
            beside: self.beside(tx, window, requests).await?,
            rooms: tx.rooms(&places).await?,
            kinds: known.into_iter().map(|o| (o.id, o.kind)).collect(),
            school_holidays: tx.school_holidays().await?,
            movable: tx.movable_days(&organisations).await?,
            regimes: tx.cap_regimes().await?,
            tariffs: tx.tariffs().await?,
            sources,
            payments: tx.payments_between(first, last).await?,
            declared: tx
                .declared(i64::from(first.year()), i64::from(last.year()))
                .await?,
            agreed: tx.agreed_work(midnight(first), midnight(next)).await?,
        })
    }

    /// Who still comes to requests that are placed anew, on other seats of them.
    async fn beside(
        &self,
        tx: &mut Tx,
        window: PlanWindow,
        requests: &[Request],
    ) -> Result<BTreeMap<RequestId, BTreeSet<PersonId>>, AppError> {
        let placed: BTreeSet<RequestId> = requests.iter().map(|r| r.id).collect();
        let mut beside: BTreeMap<RequestId, BTreeSet<PersonId>> = BTreeMap::new();
        for held in tx.open_and_accepted_commitments(window.from, window.to).await? {
            if placed.contains(&held.request) {
                beside.entry(held.request).or_default().insert(held.person);
            }
        }
        Ok(beside)
    }

    /// How often people served the cases of these requests in the months their programme counts, without the weeks
    /// themselves.
    pub(super) async fn served_cases(
        &self,
        tx: &mut Tx,
        window: PlanWindow,
        programmes: &[Programme],
        requests: &[Request],
    ) -> Result<BTreeMap<(ProgrammeId, String), BTreeMap<PersonId, i64>>, AppError> {
        let mut served: BTreeMap<(ProgrammeId, String), BTreeMap<PersonId, i64>> = BTreeMap::new();
        for programme in programmes {
            let of_programme = requests.iter().filter(|r| r.asked.programme == programme.id);
            let tokens: BTreeSet<String> = of_programme.filter_map(|r| r.asked.case_token.clone()).collect();
            let tokens: Vec<String> = tokens.into_iter().collect();
            let since = window
                .from
                .checked_sub_months(Months::new(programme.rules.repeat_months))
                .unwrap_or(window.from);
            let counts = tx
                .case_assignments(&programme.id, &tokens, since, (window.from, window.to))
                .await?;
            for ((token, person), count) in counts {
                let of_case = served.entry((programme.id.clone(), token)).or_default();
                of_case.insert(person, count);
            }
        }
        Ok(served)
    }
}

/// First and last day on which money counts for the planned days: their calendar years, and all days of the sources
/// that pay for one of them.
fn counted((first, last): (NaiveDate, NaiveDate), sources: &[FundingSource]) -> (NaiveDate, NaiveDate) {
    let begin = NaiveDate::from_ymd_opt(first.year(), 1, 1).unwrap_or(first);
    let end = NaiveDate::from_ymd_opt(last.year(), 12, 31).unwrap_or(last);
    let touched = sources
        .iter()
        .filter(|s| s.first_day <= last && s.last_day >= first);
    touched.fold((begin, end), |(begin, end), source| {
        (begin.min(source.first_day), end.max(source.last_day))
    })
}
