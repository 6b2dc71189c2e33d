//! Which requests does a list show, page by page?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::reach::{Belonging, push_reach};
use super::rows::{CHUNK, Page, Paged, Place, Word, push_list, statement, words};
use super::{StoreError, Tx};
use crate::domain::language::LanguageCode;
use crate::domain::organisation::LocationKind;
use crate::domain::programme::{Mode, ProgrammeId};
use crate::domain::request::{Occasion, RequestState, TimeOption};
use crate::domain::rights::Reach;
use crate::ids::{LocationId, OrganisationId, PersonId, RequestId};

/// In which order a list shows requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestOrder {
    /// By their time, next first.
    #[default]
    Time,
    /// By number, newest first.
    Newest,
    /// What is still to come, next first; then what is over, latest first.
    Coming(DateTime<Utc>),
    /// Day by day of [`RequestFilter::days`]; on each day first what needs the office, then what people are asked for.
    Days,
}

/// Why a request needs somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// It was asked for late, with a reason.
    Urgent,
    /// Somebody's agreement to it was called off since then.
    CalledOff(DateTime<Utc>),
    /// Whoever has agreed looks for a stand-in.
    StandIn,
    /// An answer to an offer for it is awaited until then at the latest.
    Ending(DateTime<Utc>),
}

/// Which requests a list shows; what is not set does not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Words of the names of the organisation and of who has agreed to come, or the number; all must be found.
    pub query: Option<String>,
    /// Only what one of these organisations asks or one of these people has agreed to, when set.
    pub of: Option<(Vec<OrganisationId>, Vec<PersonId>)>,
    /// States; none means all.
    pub states: Vec<RequestState>,
    /// Programme.
    pub programme: Option<ProgrammeId>,
    /// Code of the district of the place.
    pub district: Option<String>,
    /// Language asked for.
    pub language: Option<LanguageCode>,
    /// The listed time begins at or after this.
    pub from: Option<DateTime<Utc>>,
    /// The listed time begins before this.
    pub to: Option<DateTime<Utc>>,
    /// Who asks.
    pub organisation: Option<OrganisationId>,
    /// Part of town (Sozialraum) of the place.
    pub area: Option<String>,
    /// The carrier: who asks, or who looks after somebody who is asked or has agreed.
    pub carrier: Option<OrganisationId>,
    /// One of these places.
    pub places: Option<Vec<LocationId>>,
    /// Only what needs somebody for this reason.
    pub only: Option<Only>,
    /// Only what lies in this part of the office's work.
    pub within: Reach,
    /// Order.
    pub order: RequestOrder,
    /// First moments of the days of [`RequestOrder::Days`].
    pub days: Vec<DateTime<Utc>>,
}

/// What a list shows of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// Key.
    pub id: RequestId,
    /// Number.
    pub number: i64,
    /// Who asks.
    pub organisation: OrganisationId,
    /// Their name.
    pub organisation_name: String,
    /// The chosen time, else the first one asked for.
    pub time: TimeOption,
    /// Whether it is the chosen one.
    pub chosen: bool,
    /// How many times were asked for.
    pub options: i64,
    /// Language of the first seat.
    pub language: Option<LanguageCode>,
    /// Programme.
    pub programme: ProgrammeId,
    /// What about.
    pub occasion: Occasion,
    /// How it takes place.
    pub mode: Mode,
    /// Where.
    pub location: LocationId,
    /// Name of the place, empty when it is the organisation itself.
    pub location_name: String,
    /// Whether its address is on no print.
    pub hidden: bool,
    /// Code of the district.
    pub district: String,
    /// Whether it is urgent.
    pub urgent: bool,
    /// State.
    pub state: RequestState,
    /// When the state changed last.
    pub state_at: DateTime<Utc>,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
    /// People asked for.
    pub headcount: i64,
    /// People who agreed.
    pub confirmed: i64,
}

#[derive(sqlx::FromRow)]
pub(super) struct ListedRequest {
    id: Uuid,
    number: i64,
    organisation_id: Uuid,
    organisation_name: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    chosen_option: Option<i64>,
    options: i64,
    language: Option<String>,
    programme: String,
    occasion: String,
    mode: String,
    location_id: Uuid,
    location_name: String,
    location_kind: String,
    district: String,
    urgent: i64,
    state: String,
    state_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    headcount: i64,
    confirmed: i64,
}

pub(super) const LISTED: &str = "
    SELECT r.id, r.number, r.organisation_id, o.name AS organisation_name, t.starts_at, t.ends_at, r.chosen_option,
           (SELECT COUNT(*) FROM request_option x WHERE x.request_id = r.id) AS options,
           (SELECT s.language FROM request_seat s WHERE s.request_id = r.id ORDER BY s.position LIMIT 1) AS language,
           r.programme, r.occasion, r.mode, r.location_id, l.name AS location_name, l.kind AS location_kind, l.district,
           CAST(CASE WHEN r.urgent_reason IS NULL THEN 0 ELSE 1 END AS BIGINT) AS urgent,
           r.state, r.state_at, r.created_at,
           (SELECT CAST(COALESCE(SUM(s.headcount), 0) AS BIGINT) FROM request_seat s WHERE s.request_id = r.id)
               AS headcount,
           (SELECT COUNT(*) FROM assignment a WHERE a.request_id = r.id AND a.state = 'confirmed') AS confirmed
    FROM request r
    JOIN organisation o ON o.id = r.organisation_id
    JOIN location l ON l.id = r.location_id
    JOIN request_option t ON t.request_id = r.id AND t.position = COALESCE(r.chosen_option, 0)";

/// Requests with whom and where; both engines leave out whichever a filter does not ask for.
pub(super) const FILTERED: &str = " FROM request r
    LEFT JOIN organisation o ON o.id = r.organisation_id LEFT JOIN location l ON l.id = r.location_id";

impl Tx {
    /// One page of the requests.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requests(
        &mut self,
        filter: &RequestFilter,
        page: Page,
    ) -> Result<Paged<RequestRow>, StoreError> {
        let rows = self.request_rows(filter, page).await?;
        let total = self.count_requests(filter).await?;
        Ok(Paged { rows, total })
    }

    /// The same without how many there are, for who knows that already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_rows(
        &mut self,
        filter: &RequestFilter,
        page: Page,
    ) -> Result<Vec<RequestRow>, StoreError> {
        let words = words(filter.query.as_deref());
        // The page is found by its keys; what stands in its rows is gathered for no other request.
        let ids = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT r.id");
            query.push(FILTERED);
            push_filter(&mut query, filter, &words);
            match filter.order {
                RequestOrder::Time => query.push(" ORDER BY r.listed_at, r.id"),
                RequestOrder::Newest => query.push(" ORDER BY r.number DESC, r.id"),
                RequestOrder::Coming(now) => query
                    .push(" ORDER BY CASE WHEN r.listed_at >= ")
                    .push_bind(now)
                    .push(" THEN 0 ELSE 1 END, CASE WHEN r.listed_at >= ")
                    .push_bind(now)
                    .push(" THEN r.listed_at END, r.listed_at DESC, r.id"),
                RequestOrder::Days => {
                    query.push(" ORDER BY ");
                    push_day(&mut query, &filter.days);
                    query.push(", ").push(NEED).push(" DESC, r.listed_at, r.id")
                }
            };
            query.push(" LIMIT ").push_bind(page.limit()).push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<(Uuid,)>().fetch_all(c).await?
        });
        let ids: Vec<Uuid> = ids.into_iter().map(|(id,)| id).collect();
        self.listed(&ids).await
    }

    /// Which of these requests lie in a part of the office's work; at most a chunk of keys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requests_within(
        &mut self,
        ids: &[RequestId],
        within: &Reach,
    ) -> Result<BTreeSet<RequestId>, StoreError> {
        if !within.is_narrow() || ids.is_empty() {
            return Ok(ids.iter().copied().collect());
        }
        let rows = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT r.id FROM request r JOIN location l ON l.id = r.location_id WHERE r.id IN ",
            );
            push_list!(query, ids.iter().map(|id| id.0));
            push_reach(&mut query, within, Belonging::Request);
            query.build_query_as::<(Uuid,)>().fetch_all(c).await?
        });
        Ok(rows.into_iter().map(|(id,)| RequestId(id)).collect())
    }

    /// What lists show of these requests, in their order.
    pub(super) async fn listed(&mut self, ids: &[Uuid]) -> Result<Vec<RequestRow>, StoreError> {
        let mut found: BTreeMap<Uuid, RequestRow> = BTreeMap::new();
        for chunk in ids.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(&*c, LISTED);
                query.push(" WHERE r.id IN ");
                push_list!(query, chunk);
                query.build_query_as::<ListedRequest>().fetch_all(c).await?
            });
            for row in rows {
                found.insert(row.id, row.into_row()?);
            }
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// How many requests a filter has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_requests(&mut self, filter: &RequestFilter) -> Result<i64, StoreError> {
        let words = words(filter.query.as_deref());
        Ok(on_db!(self, c => {
            let mut query = statement(&*c, "SELECT COUNT(*)");
            query.push(FILTERED);
            push_filter(&mut query, filter, &words);
            query.build_query_scalar::<i64>().fetch_one(c).await?
        }))
    }

    /// How many requests there are in each state; states without any are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_counts(&mut self) -> Result<Vec<(RequestState, i64)>, StoreError> {
        let rows = fetch_all!(
            self,
            (String, i64),
            "SELECT state, COUNT(*) FROM request GROUP BY state ORDER BY state"
        );
        rows.into_iter()
            .map(|(state, count)| {
                Ok((
                    Place {
                        table: "request",
                        row: "(any)",
                    }
                    .word("state", &state, RequestState::parse)?,
                    count,
                ))
            })
            .collect()
    }
}

impl ListedRequest {
    pub(super) fn into_row(self) -> Result<RequestRow, StoreError> {
        let at = Place {
            table: "request",
            row: self.id,
        };
        Ok(RequestRow {
            id: RequestId(self.id),
            number: self.number,
            organisation: OrganisationId(self.organisation_id),
            organisation_name: self.organisation_name,
            time: TimeOption {
                starts_at: self.starts_at,
                ends_at: self.ends_at,
            },
            chosen: self.chosen_option.is_some(),
            options: self.options,
            language: self.language.map(LanguageCode),
            occasion: at.word("occasion", &self.occasion, Occasion::parse)?,
            mode: at.word("mode", &self.mode, Mode::parse)?,
            state: at.word("state", &self.state, RequestState::parse)?,
            programme: ProgrammeId(self.programme),
            location: LocationId(self.location_id),
            location_name: self.location_name,
            hidden: self.location_kind != LocationKind::Public.as_str(),
            district: self.district,
            urgent: self.urgent != 0,
            state_at: self.state_at,
            created_at: self.created_at,
            headcount: self.headcount,
            confirmed: self.confirmed,
        })
    }
}

/// 2 for a request that needs the office, 1 for one for which people are asked, else 0.
pub(super) const NEED: &str =
    "CASE WHEN r.state IN ('submitted', 'in_review', 'substituting', 'unfilled') THEN 2
          WHEN r.state = 'searching' THEN 1 ELSE 0 END";

/// Appends the position of a request's day among days that begin at these moments, each later than the one before.
pub(super) fn push_day<DB>(query: &mut QueryBuilder<DB>, days: &[DateTime<Utc>])
where
    DB: Database,
    for<'a> DateTime<Utc>: Encode<'a, DB> + Type<DB>,
{
    query.push("CASE");
    for (next, position) in days.iter().skip(1).zip(0..) {
        query.push(" WHEN r.listed_at < ").push_bind(*next);
        query.push(format!(" THEN {position}"));
    }
    let last = days.len().saturating_sub(1);
    // A CASE needs one branch at least.
    query.push(format!(" WHEN 1 = 1 THEN {last} END"));
}

pub(super) fn push_filter<DB>(query: &mut QueryBuilder<DB>, filter: &RequestFilter, words: &[Word])
where
    DB: Database,
    for<'a> &'a str: Encode<'a, DB> + Type<DB>,
    for<'a> Uuid: Encode<'a, DB> + Type<DB>,
    for<'a> DateTime<Utc>: Encode<'a, DB> + Type<DB>,
{
    query.push(" WHERE 1 = 1");
    for word in words {
        query
            .push(" AND (o.search LIKE ")
            .push_bind(word.pattern.as_str())
            .push(r" ESCAPE '\'");
        query
            .push(" OR CAST(r.number AS TEXT) = ")
            .push_bind(word.plain.as_str());
        // Digits are a request's number here, not somebody's telephone.
        if word.plain.chars().any(|c| !c.is_ascii_digit()) {
            query
                .push(
                    " OR EXISTS (SELECT 1 FROM assignment a JOIN person p ON p.id = a.person_id
                                 WHERE a.request_id = r.id AND a.state = 'confirmed' AND p.search LIKE ",
                )
                .push_bind(word.pattern.as_str())
                .push(r" ESCAPE '\')");
        }
        query.push(")");
    }
    if let Some((organisations, people)) = &filter.of {
        query.push(" AND (1 = 0");
        if !organisations.is_empty() {
            query.push(" OR r.organisation_id IN ");
            push_list!(query, organisations.iter().map(|id| id.0));
        }
        if !people.is_empty() {
            query.push(
                " OR EXISTS (SELECT 1 FROM assignment a
                             WHERE a.request_id = r.id AND a.state = 'confirmed' AND a.person_id IN ",
            );
            push_list!(query, people.iter().map(|id| id.0));
            query.push(")");
        }
        query.push(")");
    }
    if !filter.states.is_empty() {
        query.push(" AND r.state IN ");
        push_list!(query, filter.states.iter().map(|state| state.as_str()));
    }
    if let Some(programme) = &filter.programme {
        query.push(" AND r.programme = ").push_bind(programme.0.as_str());
    }
    if let Some(district) = &filter.district {
        query.push(" AND l.district = ").push_bind(district.as_str());
    }
    if let Some(language) = &filter.language {
        query.push(" AND EXISTS (SELECT 1 FROM request_seat s WHERE s.request_id = r.id AND s.language = ");
        query.push_bind(language.0.as_str()).push(")");
    }
    if let Some(from) = filter.from {
        query.push(" AND r.listed_at >= ").push_bind(from);
    }
    if let Some(to) = filter.to {
        query.push(" AND r.listed_at < ").push_bind(to);
    }
    if let Some(organisation) = filter.organisation {
        query.push(" AND r.organisation_id = ").push_bind(organisation.0);
    }
    if let Some(area) = &filter.area {
        query.push(" AND l.social_area = ").push_bind(area.as_str());
    }
    if let Some(carrier) = filter.carrier {
        query.push(" AND (r.organisation_id = ").push_bind(carrier.0);
        query
            .push(
                " OR EXISTS (SELECT 1 FROM offer f JOIN person_carrier c ON c.person_id = f.person_id
                             WHERE f.request_id = r.id AND f.state IN ('offered', 'call_requested', 'accepted')
                               AND c.organisation_id = ",
            )
            .push_bind(carrier.0)
            .push("))");
    }
    if let Some(places) = &filter.places {
        query.push(" AND r.location_id IN ");
        push_list!(query, places.iter().map(|place| place.0));
    }
    match filter.only {
        None => {}
        Some(Only::Urgent) => {
            query.push(" AND r.urgent_reason IS NOT NULL");
        }
        Some(Only::CalledOff(since)) => {
            query.push(
                " AND EXISTS (SELECT 1 FROM assignment a WHERE a.request_id = r.id
                    AND a.state IN ('cancelled_by_volunteer', 'cancelled_by_requester') AND a.ended_at >= ",
            );
            query.push_bind(since).push(")");
        }
        Some(Only::StandIn) => {
            query.push(
                " AND EXISTS (SELECT 1 FROM assignment a JOIN stand_in s ON s.assignment_id = a.id
                    WHERE a.request_id = r.id AND a.state = 'confirmed' AND s.ended_at IS NULL)",
            );
        }
        Some(Only::Ending(until)) => {
            query.push(
                " AND EXISTS (SELECT 1 FROM offer f WHERE f.request_id = r.id AND f.state = 'offered' AND f.answer_by < ",
            );
            query.push_bind(until).push(")");
        }
    }
    push_reach(query, &filter.within, Belonging::Request);
}
