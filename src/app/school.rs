//! What an organisation sees of its own requests - and nothing of anybody else's.

use super::{App, AppError, Keys};
use crate::domain::organisation::{Contact, Location, Organisation};
use crate::domain::request::Request;
use crate::ids::OrganisationId;
use crate::store::{OrganisationFilter, Page, Paged, RequestFilter, RequestOrder, RequestRow, Which};

/// One request as its organisation may see it.
#[derive(Clone, Debug)]
pub struct SchoolRequest {
    /// The request.
    pub request: Request,
    /// Where.
    pub location: Location,
    /// Name of the district.
    pub district: String,
    /// Programme, German and English.
    pub programme: (String, String),
    /// Language, German and English.
    pub language: Option<(String, String)>,
    /// Who comes: first names and initials, once confirmed.
    pub coming: Vec<String>,
    /// The latest moment an open offer waits for an answer.
    pub answer_by: Option<chrono::DateTime<chrono::Utc>>,
}

/// An organisation as the office sees it.
#[derive(Clone, Debug)]
pub struct OrganisationView {
    /// The organisation.
    pub organisation: Organisation,
    /// Its places.
    pub locations: Vec<Location>,
    /// Its people.
    pub contacts: Vec<Contact>,
    /// The address of its own page.
    pub link: String,
}

impl App {
    /// Organisations with their links, for the office.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn organisations(
        &self,
        filter: &OrganisationFilter,
        page: Page,
    ) -> Result<Paged<OrganisationView>, AppError> {
        let mut tx = self.store.read().await?;
        let found = tx.organisations(filter, page).await?;
        let mut rows = Vec::new();
        for organisation in found.rows {
            rows.push(OrganisationView {
                locations: tx.locations_of(organisation.id).await?,
                contacts: tx.contacts_of(organisation.id).await?,
                link: format!(
                    "{}/s/{}",
                    self.config.base_url,
                    self.keys.organisation(&organisation)
                ),
                organisation,
            });
        }
        Ok(Paged {
            rows,
            total: found.total,
        })
    }

    /// The organisation behind a link, or `None` when the link is forged, out of date or unknown.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn organisation_by_token(&self, token: &str) -> Result<Option<Organisation>, AppError> {
        let Some(id) = Keys::claimed_id(token) else {
            return Ok(None);
        };
        let organisation = self.store.read().await?.organisation(OrganisationId(id)).await?;
        Ok(organisation.filter(|o| self.keys.is_organisation(o, token)))
    }

    /// The organisation's requests, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn requests_of(
        &self,
        organisation: OrganisationId,
        page: Page,
    ) -> Result<Paged<RequestRow>, AppError> {
        let filter = RequestFilter {
            organisation: Some(organisation),
            order: RequestOrder::Newest,
            ..RequestFilter::default()
        };
        Ok(self.store.read().await?.requests(&filter, page).await?)
    }

    /// One request of the organisation; somebody else's does not exist.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn request_of(
        &self,
        organisation: OrganisationId,
        number: i64,
    ) -> Result<Option<SchoolRequest>, AppError> {
        let mut tx = self.store.read().await?;
        let request = tx
            .request_by_number(number)
            .await?
            .filter(|r| r.asked.organisation == organisation);
        let Some(request) = request else { return Ok(None) };
        let Some(location) = tx.location(request.asked.location).await? else {
            return Ok(None);
        };
        let words = self.request_words(&mut tx, &request, &location).await?;
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        // A school hears of people when it is told of them: with the calendar entry.
        let coming = if request.calendar.is_some() {
            let ids: Vec<_> = agreed.iter().map(|a| a.person).collect();
            tx.people_by_ids(&ids)
                .await?
                .iter()
                .map(|p| p.short_name())
                .collect()
        } else {
            Vec::new()
        };
        let offers = tx.offers_of_request(request.id).await?;
        Ok(Some(SchoolRequest {
            answer_by: offers
                .iter()
                .filter(|o| o.state.open())
                .map(|o| o.answer_by)
                .max(),
            request,
            location,
            district: words.district,
            programme: words.programme,
            language: words.language,
            coming,
        }))
    }
}
