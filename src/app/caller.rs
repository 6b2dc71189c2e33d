//! Somebody is on the telephone: who is it, what have they agreed to, what are they asked for, and a request taken down
//! while they speak.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::absence::Affected;
use super::{App, AppError, RequestForm};
use crate::domain::account::Actor;
use crate::domain::offer::{Answer, Offer};
use crate::domain::organisation::{Contact, Organisation};
use crate::domain::person::{Channel, Person};
use crate::domain::rights::Reach;
use crate::ids::{AccountId, DraftId, OfferId, OrganisationId, RequestId};
use crate::store::{Page, RequestDraft, RequestFilter, RequestOrder, RequestRow};

/// Most callers shown of a kind.
const SHOWN: usize = 5;
/// Most appointments shown of each.
const COMING: usize = 6;

/// A volunteer who may be calling.
#[derive(Clone, Debug)]
pub struct CallerPerson {
    /// Who.
    pub person: Person,
    /// What they have agreed to and are asked for, next first.
    pub coming: Vec<Affected>,
    /// Questions that are open.
    pub open: Vec<Offer>,
}

/// An organisation that may be calling.
#[derive(Clone, Debug)]
pub struct CallerSchool {
    /// Which.
    pub organisation: Organisation,
    /// Its people.
    pub contacts: Vec<Contact>,
    /// Its next requests.
    pub requests: Vec<RequestRow>,
}

/// Whoever may be calling.
#[derive(Clone, Debug, Default)]
pub struct Callers {
    /// Volunteers.
    pub people: Vec<CallerPerson>,
    /// Organisations.
    pub schools: Vec<CallerSchool>,
    /// Requests with that number.
    pub requests: Vec<RequestRow>,
}

/// How an answer reached the office, and when it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The way.
    pub channel: Channel,
    /// When, if not just now.
    pub at: Option<DateTime<Utc>>,
}

impl Heard {
    /// On the telephone, just now.
    pub const NOW: Self = Self {
        channel: Channel::Phone,
        at: None,
    };
}

impl App {
    /// Who may be calling: a name however it is spelled, a telephone number, a school, a request's number; as far as
    /// requests and people may be seen.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn callers(
        &self,
        query: &str,
        requests_within: &Reach,
        people_within: &Reach,
    ) -> Result<Callers, AppError> {
        if query.trim().is_empty() {
            return Ok(Callers::default());
        }
        let now = self.clock.now();
        let found = self
            .search(query, requests_within.clone(), people_within.clone())
            .await?;
        let mut people = Vec::new();
        for row in found.people.rows.iter().take(SHOWN) {
            let (person, mut coming) = self.coming_of(row.id).await?;
            let near = self.within(&coming, requests_within).await?;
            coming.retain(|one| near.contains(&one.request.id));
            coming.truncate(COMING);
            let open = self.store.read().await?.offers_of_person_open(row.id).await?;
            people.push(CallerPerson { person, coming, open });
        }
        let mut schools = Vec::new();
        for hit in found.organisations.rows.iter().take(SHOWN) {
            let mut tx = self.store.read().await?;
            let Some(organisation) = tx.organisation(hit.id).await? else {
                continue;
            };
            let filter = RequestFilter {
                organisation: Some(hit.id),
                from: Some(now),
                order: RequestOrder::default(),
                within: requests_within.clone(),
                ..RequestFilter::default()
            };
            let first = Page::first(i64::try_from(COMING).unwrap_or(1));
            schools.push(CallerSchool {
                contacts: tx.contacts_of(hit.id).await?,
                requests: tx.requests(&filter, first).await?.rows,
                organisation,
            });
        }
        Ok(Callers {
            people,
            schools,
            requests: found.requests,
        })
    }

    /// Which of these appointments lie in reach.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn within(&self, coming: &[Affected], reach: &Reach) -> Result<BTreeSet<RequestId>, AppError> {
        let ids: Vec<RequestId> = coming.iter().map(|one| one.request.id).collect();
        Ok(self.store.read().await?.requests_within(&ids, reach).await?)
    }

    /// `Anfrage aufnehmen`: the office writes down what an organisation asks for on the telephone; its contact gets the
    /// usual mail to look it over.
    ///
    /// # Errors
    /// As [`App::submit_request`].
    pub async fn take_request(
        &self,
        organisation: OrganisationId,
        form: &RequestForm,
        account: AccountId,
        mark: &str,
    ) -> Result<i64, AppError> {
        self.submit_as(organisation, form, Actor::Account(account), mark)
            .await
    }

    /// The office writes down an answer that reached it in any way.
    ///
    /// # Errors
    /// As [`App::record_answer`]; `Rejected` when it was said in the future.
    pub async fn record_heard(
        &self,
        offer: OfferId,
        answer: Answer,
        heard: Heard,
        account: AccountId,
    ) -> Result<super::AnswerOutcome, AppError> {
        if heard.at.is_some_and(|at| at > self.clock.now()) {
            return Err(AppError::rejected("said_at", "said-later"));
        }
        self.record_as(offer, answer, heard, account).await
    }

    /// Keeps a form that was begun on the telephone; the value is its key.
    ///
    /// # Errors
    /// `NotFound` for a key of somebody else or an organisation that does not exist.
    pub async fn keep_office_draft(
        &self,
        account: AccountId,
        organisation: OrganisationId,
        key: Option<DraftId>,
        fields: BTreeMap<String, String>,
    ) -> Result<DraftId, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.organisation(organisation).await?.ok_or(AppError::NotFound)?;
        let draft = RequestDraft {
            id: key.unwrap_or_else(|| DraftId(self.ids.uuid(now))),
            fields,
            saved_at: now,
        };
        if !tx.save_office_draft(account, organisation, &draft).await? {
            return Err(AppError::NotFound);
        }
        tx.commit().await?;
        Ok(draft.id)
    }

    /// The forms somebody of the office has begun, with the names of the organisations.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn office_drafts(
        &self,
        account: AccountId,
    ) -> Result<Vec<(Organisation, RequestDraft)>, AppError> {
        let oldest = self.clock.now() - super::DRAFT_LIFE;
        let mut tx = self.store.read().await?;
        let drafts = tx.office_drafts(account).await?;
        let ids: Vec<OrganisationId> = drafts.iter().map(|(id, _)| *id).collect();
        let organisations = tx.organisations_by_ids(&ids).await?;
        Ok(drafts
            .into_iter()
            .filter(|(_, draft)| draft.saved_at > oldest)
            .filter_map(|(id, draft)| Some((organisations.iter().find(|o| o.id == id)?.clone(), draft)))
            .collect())
    }

    /// Drops a form that was begun on the telephone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn drop_office_draft(&self, account: AccountId, key: DraftId) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        tx.delete_office_draft(account, key).await?;
        tx.commit().await?;
        Ok(())
    }
}
