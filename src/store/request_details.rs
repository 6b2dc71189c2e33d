//! What else was said when a request was asked?

use std::collections::BTreeMap;

use sqlx::types::Json;
use uuid::Uuid;

use super::rows::{Place, push_list, statement, texts};
use super::{StoreError, Tx};
use crate::domain::request::{Request, RequestDetails};
use crate::domain::rules::RefusalReason;
use crate::domain::text::EmailAddress;
use crate::ids::RequestId;

#[derive(sqlx::FromRow)]
struct DetailRow {
    request_id: Uuid,
    sender: Option<String>,
    professional: Option<String>,
    professional_email: Option<String>,
    on_site_contact: Option<String>,
    on_site_phone: Option<String>,
    reference: Option<String>,
    meeting_point: Option<String>,
    topic: Option<String>,
    people_expected: Option<i64>,
    step_free: bool,
    cost_centre: Option<String>,
    funding: Option<String>,
    flags: Json<Vec<String>>,
    rules_version: Option<String>,
}

impl TryFrom<DetailRow> for RequestDetails {
    type Error = StoreError;

    fn try_from(row: DetailRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "request_detail",
            row: row.request_id,
        };
        let email = row
            .professional_email
            .as_deref()
            .map(|email| EmailAddress::parse("professional_email", email));
        Ok(Self {
            professional_email: email.transpose().map_err(|_| at.corrupt("professional_email"))?,
            flags: at.words("flags", &row.flags, RefusalReason::parse)?,
            sender: row.sender,
            professional: row.professional,
            on_site_contact: row.on_site_contact,
            on_site_phone: row.on_site_phone,
            reference: row.reference,
            meeting_point: row.meeting_point,
            topic: row.topic,
            people_expected: row.people_expected,
            step_free: row.step_free,
            cost_centre: row.cost_centre,
            funding: row.funding,
            rules_version: row.rules_version,
        })
    }
}

impl Tx {
    /// Writes what else was said about a request, new or in place of what was said before.
    ///
    /// # Errors
    /// When the database fails or the request or source of money is unknown.
    pub async fn set_request_details(
        &mut self,
        id: RequestId,
        details: &RequestDetails,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO request_detail (request_id, sender, professional, professional_email, on_site_contact,
                                         on_site_phone, reference, meeting_point, topic, people_expected, cost_centre,
                                         funding, flags, rules_version, step_free)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             ON CONFLICT (request_id) DO UPDATE SET
                 sender = excluded.sender, professional = excluded.professional,
                 professional_email = excluded.professional_email, on_site_contact = excluded.on_site_contact,
                 on_site_phone = excluded.on_site_phone, reference = excluded.reference,
                 meeting_point = excluded.meeting_point, topic = excluded.topic,
                 people_expected = excluded.people_expected, cost_centre = excluded.cost_centre,
                 funding = excluded.funding, flags = excluded.flags, rules_version = excluded.rules_version,
                 step_free = excluded.step_free",
            id.0,
            &details.sender,
            &details.professional,
            details.professional_email.as_ref().map(EmailAddress::as_str),
            &details.on_site_contact,
            &details.on_site_phone,
            &details.reference,
            &details.meeting_point,
            &details.topic,
            details.people_expected,
            &details.cost_centre,
            &details.funding,
            texts(&details.flags),
            &details.rules_version,
            details.step_free,
        );
        Ok(())
    }

    /// Adds what else was said to requests read from their own table; at most a chunk of them.
    pub(super) async fn load_request_details(
        &mut self,
        ids: &[Uuid],
        requests: &mut BTreeMap<Uuid, Request>,
    ) -> Result<(), StoreError> {
        let rows = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT request_id, sender, professional, professional_email, on_site_contact, on_site_phone, reference,
                        meeting_point, topic, people_expected, cost_centre, funding, flags, rules_version, step_free
                 FROM request_detail WHERE request_id IN ",
            );
            push_list!(query, ids);
            query.build_query_as::<DetailRow>().fetch_all(c).await?
        });
        for row in rows {
            if let Some(request) = requests.get_mut(&row.request_id) {
                request.asked.details = row.try_into()?;
            }
        }
        Ok(())
    }
}
