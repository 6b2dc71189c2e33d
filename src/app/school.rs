//! What an organisation sees of its own requests - and nothing of anybody else's.

use std::collections::BTreeMap;

use chrono::{DateTime, Timelike, Utc};
use chrono_tz::Tz;

use super::{App, AppError, Keys};
use crate::calendar::{holidays, local};
use crate::domain::office_calendar::OfficeCalendar;
use crate::domain::organisation::{Contact, Location, Organisation};
use crate::domain::record::RecordKind;
use crate::domain::request::{Request, RequestState};
use crate::domain::rules::{RefusalReason, refusals};
use crate::ids::{OrganisationId, RequestId};
use crate::store::{Page, Paged, RequestFilter, RequestOrder, RequestRow, Tx, Which};

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
    pub answer_by: Option<DateTime<Utc>>,
    /// What speaks against it while it is reviewed or refused, with the office's own words for what helps instead.
    pub refusals: Vec<(RefusalReason, Option<String>)>,
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
    /// The organisation behind a link, or `None` when the link is forged, out of date or unknown.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn organisation_by_token(&self, token: &str) -> Result<Option<Organisation>, AppError> {
        let Some(id) = Keys::claimed_id(token) else {
            return Ok(None);
        };
        let mut tx = self.store.read().await?;
        // Whoever is in the archive asks no more; brought back, the same link works again.
        if tx.is_archived(RecordKind::Organisation, &id.to_string()).await? {
            return Ok(None);
        }
        let organisation = tx.organisation(OrganisationId(id)).await?;
        Ok(organisation.filter(|o| self.keys.is_organisation(o, token)))
    }

    /// The organisation's requests: those to come, next first, then those that are over.
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
            order: RequestOrder::Coming(self.clock.now()),
            ..RequestFilter::default()
        };
        Ok(self.store.read().await?.requests(&filter, page).await?)
    }

    /// The number of what the organisation asked for last.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn last_request_of(&self, organisation: OrganisationId) -> Result<Option<i64>, AppError> {
        let filter = RequestFilter {
            organisation: Some(organisation),
            order: RequestOrder::Newest,
            ..RequestFilter::default()
        };
        let mut tx = self.store.read().await?;
        let rows = tx.request_rows(&filter, Page::first(1)).await?;
        Ok(rows.first().map(|row| row.number))
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
        let programmes = tx.programmes().await?;
        let own = programmes.iter().find(|p| p.id == request.asked.programme);
        let shows_phone = own.is_some_and(|p| p.rules.shows_phone);
        // A school hears of people when it is told of them: with the calendar entry.
        let coming = if request.calendar.is_some() {
            let ids: Vec<_> = agreed.iter().map(|a| a.person).collect();
            tx.people_by_ids(&ids)
                .await?
                .iter()
                .map(|p| match p.phone.as_ref().filter(|_| shows_phone) {
                    Some(phone) => format!("{}, Tel. {phone}", p.short_name()),
                    None => p.short_name(),
                })
                .collect()
        } else {
            Vec::new()
        };
        let offers = tx.offers_of_request(request.id).await?;
        let refusals = match tx.review(request.id).await? {
            Some(review) if matches!(request.state, RequestState::InReview | RequestState::Refused) => {
                let rules = tx.refusal_rules().await?;
                let source = request.asked.details.funding.as_deref();
                let words = |reason: &RefusalReason| {
                    let found = refusals(&rules, &[*reason], &request.asked.programme.0, source);
                    (*reason, found.first().and_then(|rule| rule.instead.clone()))
                };
                review.reasons.iter().map(words).collect()
            }
            _ => Vec::new(),
        };
        let office = tx.office_calendar().await?;
        Ok(Some(SchoolRequest {
            answer_by: offers
                .iter()
                .filter(|o| o.state.open())
                .map(|o| o.answer_by)
                .max()
                .map(|at| promised(at, &office, self.config.time_zone)),
            refusals,
            request,
            location,
            district: words.district,
            programme: words.programme,
            language: words.language,
            coming,
        }))
    }
}

impl App {
    /// Until when answers to the open offers for these requests are awaited, as the school is promised.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn answers_awaited(
        &self,
        requests: &[RequestId],
    ) -> Result<BTreeMap<RequestId, DateTime<Utc>>, AppError> {
        let mut tx = self.store.read().await?;
        let office = tx.office_calendar().await?;
        let mut latest: BTreeMap<RequestId, DateTime<Utc>> = BTreeMap::new();
        for (request, at) in tx.answers_awaited(requests).await? {
            let slot = latest.entry(request).or_insert(at);
            *slot = at.max(*slot);
        }
        let zone = self.config.time_zone;
        Ok(latest
            .into_iter()
            .map(|(request, at)| (request, promised(at, &office, zone)))
            .collect())
    }
}

/// Organisations with their places, people and links, in the same order; what is in the archive is left out.
pub(super) async fn organisation_views(
    app: &App,
    tx: &mut Tx,
    organisations: Vec<Organisation>,
) -> Result<Vec<OrganisationView>, AppError> {
    let ids: Vec<OrganisationId> = organisations.iter().map(|o| o.id).collect();
    let (locations, contacts) = (tx.locations_of_all(&ids).await?, tx.contacts_of_all(&ids).await?);
    let no_place = tx.archived(RecordKind::Location).await?;
    let no_contact = tx.archived(RecordKind::Contact).await?;
    let views = organisations.into_iter().map(|organisation| {
        let own = |id: OrganisationId| id == organisation.id;
        let place = |l: &&Location| own(l.organisation) && !no_place.contains(&l.id.to_string());
        let contact = |c: &&Contact| own(c.organisation) && !no_contact.contains(&c.id.to_string());
        OrganisationView {
            locations: locations.iter().filter(place).cloned().collect(),
            contacts: contacts.iter().filter(contact).cloned().collect(),
            link: app.organisation_link(&organisation),
            organisation,
        }
    });
    Ok(views.collect())
}

impl App {
    /// The whole address of an organisation's own page.
    pub fn organisation_link(&self, organisation: &Organisation) -> String {
        format!(
            "{}/s/{}",
            self.config.base_url,
            self.keys.organisation(organisation)
        )
    }
}

/// A promised moment on a day the office is there: while it is closed, the same hour of the first working day after.
fn promised(at: DateTime<Utc>, office: &OfficeCalendar, zone: Tz) -> DateTime<Utc> {
    let local = at.with_timezone(&zone);
    let day = local.date_naive();
    if !office.closed_on(day) {
        return at;
    }
    let open = day
        .iter_days()
        .skip(1)
        .find(|day| holidays::is_workday(*day) && !office.closed_on(*day));
    let minute = u16::try_from(local.num_seconds_from_midnight() / 60).unwrap_or(0);
    local::resolve(zone, open.unwrap_or(day), minute)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;
    use crate::domain::office_calendar::Closure;

    #[test]
    fn a_promise_skips_closures_weekends_and_holidays() {
        let day = |text: &str| text.parse().unwrap();
        let office = OfficeCalendar {
            closures: vec![Closure {
                first_day: day("2026-12-28"),
                last_day: day("2026-12-31"),
            }],
            ..OfficeCalendar::default()
        };
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let told = |text: &str| promised(at(text), &office, Berlin);
        assert_eq!(told("2026-12-23T15:00:00Z"), at("2026-12-23T15:00:00Z"));
        assert_eq!(told("2026-12-29T15:00:00Z"), at("2027-01-04T15:00:00Z"));
    }
}
