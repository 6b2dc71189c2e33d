//! Which requests does a list show, page by page?

use chrono::{DateTime, Utc};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::rows::{Page, Paged, Place, Word, push_list, statement, words};
use super::{StoreError, Tx};
use crate::domain::language::LanguageCode;
use crate::domain::programme::{Mode, ProgrammeId};
use crate::domain::request::{Occasion, RequestState, TimeOption};
use crate::ids::{OrganisationId, RequestId};

/// In which order a list shows requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestOrder {
    /// By their time, next first.
    #[default]
    Time,
    /// By number, newest first.
    Newest,
}

/// Which requests a list shows; what is not set does not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Words of the organisation's name, or the number; all must be found.
    pub query: Option<String>,
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
    /// Order.
    pub order: RequestOrder,
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
    /// Code of the district.
    pub district: String,
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
struct ListedRequest {
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
    district: String,
    state: String,
    state_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    headcount: i64,
    confirmed: i64,
}

const LISTED: &str = "
    SELECT r.id, r.number, r.organisation_id, o.name AS organisation_name, t.starts_at, t.ends_at, r.chosen_option,
           (SELECT COUNT(*) FROM request_option x WHERE x.request_id = r.id) AS options,
           (SELECT s.language FROM request_seat s WHERE s.request_id = r.id ORDER BY s.position LIMIT 1) AS language,
           r.programme, r.occasion, r.mode, l.district, r.state, r.state_at, r.created_at,
           (SELECT CAST(COALESCE(SUM(s.headcount), 0) AS BIGINT) FROM request_seat s WHERE s.request_id = r.id)
               AS headcount,
           (SELECT COUNT(*) FROM assignment a WHERE a.request_id = r.id AND a.state = 'confirmed') AS confirmed
    FROM request r
    JOIN organisation o ON o.id = r.organisation_id
    JOIN location l ON l.id = r.location_id
    JOIN request_option t ON t.request_id = r.id AND t.position = COALESCE(r.chosen_option, 0)";

const COUNTED: &str = "
    SELECT COUNT(*)
    FROM request r
    JOIN organisation o ON o.id = r.organisation_id
    JOIN location l ON l.id = r.location_id";

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
        let words = words(filter.query.as_deref());
        let listed = on_db!(self, c => {
            let mut query = statement(&*c, LISTED);
            push_filter(&mut query, filter, &words);
            query.push(match filter.order {
                RequestOrder::Time => " ORDER BY r.listed_at, r.id",
                RequestOrder::Newest => " ORDER BY r.number DESC, r.id",
            });
            query.push(" LIMIT ").push_bind(page.limit()).push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<ListedRequest>().fetch_all(c).await?
        });
        let total = on_db!(self, c => {
            let mut query = statement(&*c, COUNTED);
            push_filter(&mut query, filter, &words);
            query.build_query_scalar::<i64>().fetch_one(c).await?
        });
        Ok(Paged {
            rows: listed
                .into_iter()
                .map(ListedRequest::into_row)
                .collect::<Result<_, _>>()?,
            total,
        })
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
    fn into_row(self) -> Result<RequestRow, StoreError> {
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
            district: self.district,
            state_at: self.state_at,
            created_at: self.created_at,
            headcount: self.headcount,
            confirmed: self.confirmed,
        })
    }
}

fn push_filter<DB>(query: &mut QueryBuilder<DB>, filter: &RequestFilter, words: &[Word])
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
            .push_bind(word.plain.as_str())
            .push(")");
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
}
