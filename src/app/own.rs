//! What does a volunteer see of their own: what they are asked, and what they agreed to?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{App, AppError, Keys};
use crate::domain::organisation::Location;
use crate::domain::person::{Person, PersonState};
use crate::domain::request::{Request, TimeOption};
use crate::ids::{LocationId, PersonId, RequestId};
use crate::store::{StoreError, Tx};

/// One line: an open question, or an appointment.
#[derive(Clone, Debug)]
pub struct OwnEntry {
    /// Token of the page where it is answered or called off.
    pub token: String,
    /// The request.
    pub request: Request,
    /// When.
    pub time: TimeOption,
    /// Where; the place itself is shown after a yes only.
    pub location: Location,
    /// Name of the organisation; shown after a yes only.
    pub organisation: String,
    /// Until when an answer is awaited; none for an appointment.
    pub answer_by: Option<DateTime<Utc>>,
}

/// A volunteer's open questions, most urgent first, and appointments, next first.
#[derive(Clone, Debug, Default)]
pub struct OwnSchedule {
    /// Waiting for an answer.
    pub open: Vec<OwnEntry>,
    /// Agreed and not over.
    pub agreed: Vec<OwnEntry>,
}

impl App {
    /// The address of a volunteer's own page, for mails and letters. It opens everything the volunteer may see and
    /// change, so it goes to nobody else.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn person_url(&self, tx: &mut Tx, person: PersonId) -> Result<String, StoreError> {
        let version = tx.person_link_version(person).await?;
        Ok(format!(
            "{}/v/{}",
            self.config.base_url,
            self.keys.person(person, version)
        ))
    }

    /// The volunteer behind a link, or `None` when the link is forged, renewed or unknown, or the person has left.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn person_by_token(&self, token: &str) -> Result<Option<Person>, AppError> {
        let Some(id) = Keys::claimed_id(token).map(PersonId) else {
            return Ok(None);
        };
        let mut tx = self.store.read().await?;
        let version = tx.person_link_version(id).await?;
        if !self.keys.is_person(id, version, token) {
            return Ok(None);
        }
        let person = tx.person(id).await?;
        Ok(person.filter(|p| p.state != PersonState::Left))
    }

    /// What a volunteer is asked and has agreed to.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_schedule(&self, person: PersonId) -> Result<OwnSchedule, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let open = tx.offers_of_person_open(person).await?;
        let agreed = tx.active_assignments_of_person(person, now).await?;
        let offers = tx
            .offers_by_ids(&agreed.iter().map(|a| a.offer).collect::<Vec<_>>())
            .await?;
        let about: Vec<RequestId> = open
            .iter()
            .map(|o| o.request)
            .chain(agreed.iter().map(|a| a.request))
            .collect();
        let requests: BTreeMap<RequestId, Request> = tx
            .requests_by_ids(&about)
            .await?
            .into_iter()
            .map(|r| (r.id, r))
            .collect();
        let places: Vec<LocationId> = requests.values().map(|r| r.asked.location).collect();
        let locations = tx.locations_by_ids(&places).await?;
        let hosts: Vec<_> = requests.values().map(|r| r.asked.organisation).collect();
        let organisations = tx.organisations_by_ids(&hosts).await?;
        let entry = |token: String, request: RequestId, time: Option<TimeOption>, answer_by| {
            let request = requests.get(&request)?;
            let location = locations.iter().find(|l| l.id == request.asked.location)?;
            let host = organisations
                .iter()
                .find(|o| o.id == request.asked.organisation)?;
            Some(OwnEntry {
                token,
                request: request.clone(),
                time: time?,
                location: location.clone(),
                organisation: host.name.clone(),
                answer_by,
            })
        };
        let open = open.iter().filter_map(|offer| {
            let options = &requests.get(&offer.request)?.asked.options;
            let time = options.get(offer.option).copied().filter(|t| t.starts_at > now);
            entry(self.keys.offer(offer), offer.request, time, Some(offer.answer_by))
        });
        let agreed = agreed.iter().filter_map(|a| {
            let offer = offers.iter().find(|o| o.id == a.offer)?;
            let time = TimeOption {
                starts_at: a.starts_at,
                ends_at: a.ends_at,
            };
            entry(self.keys.offer(offer), a.request, Some(time), None)
        });
        Ok(OwnSchedule {
            open: open.collect(),
            agreed: agreed.collect(),
        })
    }
}
