//! Who does what in a week, at which places, what is open, and why? By ranges of time and lists of keys, page by page.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::request_list::{FILTERED, LISTED, ListedRequest, NEED, push_day, push_filter};
use super::rows::{CHUNK, Page, Paged, Place, push_list, statement, words};
use super::{RequestFilter, RequestRow, StoreError, Tx};
use crate::domain::language::LanguageCode;
use crate::domain::organisation::LocationKind;
use crate::domain::programme::ProgrammeId;
use crate::domain::request::{RequestState, TimeOption};
use crate::ids::{LocationId, OrganisationId, PersonId, PlanId, RequestId};

/// Whose work is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// That of these people, within the range.
    People(&'a [PersonId], (DateTime<Utc>, DateTime<Utc>)),
    /// That for these requests.
    Requests(&'a [RequestId]),
}

/// How firmly somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkHold {
    /// Agreed.
    Agreed,
    /// Asked; an answer is awaited until the moment, or the person wants to be called.
    Asked(Option<DateTime<Utc>>),
    /// Proposed by the latest draft.
    Proposed,
}

/// Somebody and a request, and how they go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekWork {
    /// Who.
    pub person: PersonId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// For which request.
    pub request: RequestId,
    /// Its number.
    pub number: i64,
    /// Who asks.
    pub organisation_name: String,
    /// Code of the district.
    pub district: String,
    /// Programme.
    pub programme: ProgrammeId,
    /// Language of the first seat.
    pub language: Option<LanguageCode>,
    /// State of the request.
    pub state: RequestState,
    /// When.
    pub time: TimeOption,
    /// How firmly.
    pub hold: WorkHold,
}

/// Why a request is open, from the newest plan that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekReason {
    /// The plan.
    pub plan: PlanId,
    /// Reason code.
    pub reason: String,
    /// People missing.
    pub missing: i64,
}

/// A place with requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow {
    /// The place.
    pub id: LocationId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Their name.
    pub organisation_name: String,
    /// Name of the place, empty when it is the organisation itself.
    pub name: String,
    /// Kind.
    pub kind: LocationKind,
    /// Code of the district.
    pub district: String,
    /// Part of town, empty when not known.
    pub area: String,
    /// Requests that are listed.
    pub requests: i64,
}

#[derive(sqlx::FromRow)]
struct WorkRow {
    person_id: Uuid,
    first_name: String,
    last_name: String,
    request_id: Uuid,
    number: i64,
    organisation_name: String,
    district: String,
    programme: String,
    language: Option<String>,
    state: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    answer_by: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct PlaceOfWeek {
    id: Uuid,
    organisation_id: Uuid,
    organisation_name: String,
    name: String,
    kind: String,
    district: String,
    social_area: String,
    requests: i64,
}

macro_rules! work {
    ($times:literal, $answer:literal, $from:literal) => {
        concat!(
            "SELECT x.person_id, p.first_name, p.last_name, r.id AS request_id, r.number, o.name AS organisation_name,
                    l.district, r.programme,
                    (SELECT s.language FROM request_seat s WHERE s.request_id = r.id ORDER BY s.position LIMIT 1)
                        AS language,
                    r.state, ", $times, ".starts_at, ", $times, ".ends_at, ", $answer, " AS answer_by
             FROM ", $from, "
             JOIN person p ON p.id = x.person_id
             JOIN request r ON r.id = x.request_id
             JOIN organisation o ON o.id = r.organisation_id
             JOIN location l ON l.id = r.location_id
             WHERE "
        )
    };
}

const AGREED: &str = work!("x", "CAST(NULL AS TIMESTAMPTZ)", "assignment x");
const ASKED: &str = work!(
    "t",
    "CASE WHEN x.state = 'offered' THEN x.answer_by END",
    "offer x JOIN request_option t ON t.request_id = x.request_id AND t.position = x.choice"
);
const PROPOSED: &str = work!(
    "t",
    "CAST(NULL AS TIMESTAMPTZ)",
    "plan_candidate x JOIN request_option t ON t.request_id = x.request_id AND t.position = x.choice"
);

/// Appends which rows are meant, for a statement whose times are those of `$times`.
macro_rules! push_whose {
    ($query:expr, $whose:expr, $times:literal) => {
        match $whose {
            Whose::People(people, (from, to)) => {
                $query.push(" AND x.person_id IN ");
                push_list!($query, people.iter().map(|id| id.0));
                $query
                    .push(concat!(" AND ", $times, ".starts_at >= "))
                    .push_bind(from);
                $query
                    .push(concat!(" AND ", $times, ".starts_at < "))
                    .push_bind(to);
            }
            Whose::Requests(requests) => {
                $query.push(" AND x.request_id IN ");
                push_list!($query, requests.iter().map(|id| id.0));
            }
        }
    };
}

impl Tx {
    /// What people have agreed to, are asked for and are proposed for by a draft, by time; at most a chunk of keys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn week_work(
        &mut self,
        whose: Whose<'_>,
        draft: Option<PlanId>,
    ) -> Result<Vec<WeekWork>, StoreError> {
        let none = match whose {
            Whose::People(people, _) => people.is_empty(),
            Whose::Requests(requests) => requests.is_empty(),
        };
        if none {
            return Ok(Vec::new());
        }
        let agreed = on_db!(self, c => {
            let mut query = statement(&*c, AGREED);
            query.push("x.state = 'confirmed'");
            push_whose!(query, whose, "x");
            query.build_query_as::<WorkRow>().fetch_all(c).await?
        });
        let asked = on_db!(self, c => {
            let mut query = statement(&*c, ASKED);
            query.push("x.state IN ('offered', 'call_requested')");
            push_whose!(query, whose, "t");
            query.build_query_as::<WorkRow>().fetch_all(c).await?
        });
        let proposed = match draft {
            None => Vec::new(),
            Some(draft) => on_db!(self, c => {
                let mut query = statement(&*c, PROPOSED);
                query.push("x.role = 'first' AND r.state IN ('submitted', 'unfilled') AND x.plan_id = ");
                query.push_bind(draft.0);
                push_whose!(query, whose, "t");
                query.build_query_as::<WorkRow>().fetch_all(c).await?
            }),
        };
        let mut work = Vec::new();
        for row in agreed {
            work.push(row.into_work(WorkHold::Agreed)?);
        }
        for row in asked {
            let hold = WorkHold::Asked(row.answer_by);
            work.push(row.into_work(hold)?);
        }
        for row in proposed {
            work.push(row.into_work(WorkHold::Proposed)?);
        }
        work.sort_by(|a, b| {
            let key = |w: &WeekWork| (w.time, w.number, w.hold);
            key(a).cmp(&key(b)).then_with(|| a.last_name.cmp(&b.last_name))
        });
        Ok(work)
    }

    /// Why these requests are open, as the newest draft or published plan that could not fill them says.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn week_reasons(
        &mut self,
        requests: &[RequestId],
    ) -> Result<BTreeMap<RequestId, WeekReason>, StoreError> {
        let mut found = BTreeMap::new();
        for chunk in requests.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "SELECT u.request_id, u.plan_id, u.reason, u.missing
                     FROM plan_unfilled u JOIN plan p ON p.id = u.plan_id
                     WHERE p.state IN ('draft', 'published') AND u.request_id IN ",
                );
                push_list!(query, chunk.iter().map(|id| id.0));
                query.push(" ORDER BY p.created_at, p.id");
                query.build_query_as::<(Uuid, Uuid, String, i64)>().fetch_all(c).await?
            });
            for (request, plan, reason, missing) in rows {
                let reason = WeekReason {
                    plan: PlanId(plan),
                    reason,
                    missing,
                };
                found.insert(RequestId(request), reason);
            }
        }
        Ok(found)
    }

    /// Day by day of the filter's days: how many requests there are, how many of them need the office, and for how many
    /// people are asked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn week_counts(&mut self, filter: &RequestFilter) -> Result<Vec<(i64, i64, i64)>, StoreError> {
        let searched = words(filter.query.as_deref());
        let rows = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT d.day, COUNT(*), CAST(SUM(CASE WHEN d.need = 2 THEN 1 ELSE 0 END) AS BIGINT),
                        CAST(SUM(CASE WHEN d.need = 1 THEN 1 ELSE 0 END) AS BIGINT) FROM (SELECT CAST(",
            );
            push_day(&mut query, &filter.days);
            query.push(" AS BIGINT) AS day, ").push(NEED).push(" AS need").push(FILTERED);
            push_filter(&mut query, filter, &searched);
            query.push(") d GROUP BY d.day");
            query.build_query_as::<(i64, i64, i64, i64)>().fetch_all(c).await?
        });
        let mut counts = vec![(0, 0, 0); filter.days.len()];
        for (day, all, open, asked) in rows {
            if let Some(count) = usize::try_from(day).ok().and_then(|day| counts.get_mut(day)) {
                *count = (all, open, asked);
            }
        }
        Ok(counts)
    }

    /// One page of the places of a filter's requests, by the name of their organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn week_places(
        &mut self,
        filter: &RequestFilter,
        page: Page,
    ) -> Result<Paged<PlaceRow>, StoreError> {
        let searched = words(filter.query.as_deref());
        let joined = " FROM request r JOIN organisation o ON o.id = r.organisation_id
                       JOIN location l ON l.id = r.location_id";
        let rows = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT l.id, l.organisation_id, o.name AS organisation_name, l.name, l.kind, l.district, l.social_area,
                        COUNT(*) AS requests",
            );
            query.push(joined);
            push_filter(&mut query, filter, &searched);
            query.push(
                " GROUP BY l.id, l.organisation_id, o.name, o.search, l.name, l.kind, l.district, l.social_area
                  ORDER BY o.search, l.name, l.id LIMIT ",
            );
            query.push_bind(page.limit()).push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<PlaceOfWeek>().fetch_all(c).await?
        });
        let total = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT COUNT(DISTINCT r.location_id)");
            query.push(FILTERED);
            push_filter(&mut query, filter, &searched);
            query.build_query_scalar::<i64>().fetch_one(c).await?
        });
        let rows = rows.into_iter().map(|row| {
            let at = Place {
                table: "location",
                row: row.id,
            };
            Ok(PlaceRow {
                id: LocationId(row.id),
                organisation: OrganisationId(row.organisation_id),
                organisation_name: row.organisation_name,
                name: row.name,
                kind: at.word("kind", &row.kind, LocationKind::parse)?,
                district: row.district,
                area: row.social_area,
                requests: row.requests,
            })
        });
        Ok(Paged {
            rows: rows.collect::<Result<_, StoreError>>()?,
            total,
        })
    }

    /// The requests of a filter, by time, all of them: for paper, which has no next page.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn week_requests(&mut self, filter: &RequestFilter) -> Result<Vec<RequestRow>, StoreError> {
        let searched = words(filter.query.as_deref());
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, LISTED);
            push_filter(&mut query, filter, &searched);
            query.push(" ORDER BY r.listed_at, r.id");
            query.build_query_as::<ListedRequest>().fetch_all(c).await?
        });
        rows.into_iter().map(ListedRequest::into_row).collect()
    }

    /// The first requests of each place and day of a filter, what misses somebody first, and for each how many there
    /// are of its place and day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn board_requests(
        &mut self,
        filter: &RequestFilter,
        per_cell: i64,
    ) -> Result<Vec<(RequestRow, i64)>, StoreError> {
        let searched = words(filter.query.as_deref());
        let first = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT x.id, x.total FROM (SELECT r.id, COUNT(*) OVER (PARTITION BY r.location_id, ");
            push_day(&mut query, &filter.days);
            query.push(") AS total, ROW_NUMBER() OVER (PARTITION BY r.location_id, ");
            push_day(&mut query, &filter.days);
            query.push(" ORDER BY ").push(NEED).push(" DESC, r.listed_at, r.number) AS position").push(FILTERED);
            push_filter(&mut query, filter, &searched);
            query.push(") x WHERE x.position <= ").push_bind(per_cell);
            query.build_query_as::<(Uuid, i64)>().fetch_all(c).await?
        });
        let totals: BTreeMap<Uuid, i64> = first.iter().copied().collect();
        let ids: Vec<Uuid> = first.into_iter().map(|(id, _)| id).collect();
        let rows = self.listed(&ids).await?.into_iter();
        Ok(rows
            .map(|row| {
                let total = totals.get(&row.id.0).copied().unwrap_or(1);
                (row, total)
            })
            .collect())
    }

    /// The parts of town (Sozialräume) that places lie in, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn social_areas(&mut self) -> Result<Vec<String>, StoreError> {
        let rows = fetch_all!(
            self,
            (String,),
            "SELECT DISTINCT social_area FROM location WHERE social_area <> '' ORDER BY social_area LIMIT 500"
        );
        let mut areas: Vec<String> = rows.into_iter().map(|(area,)| area).collect();
        areas.sort_by_cached_key(|area| crate::domain::text::fold(area));
        Ok(areas)
    }

    /// The part of town of a place; empty when not known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn social_area(&mut self, place: LocationId) -> Result<String, StoreError> {
        let found = fetch_optional!(
            self,
            (String,),
            "SELECT social_area FROM location WHERE id = $1",
            place.0
        );
        Ok(found.map(|(area,)| area).unwrap_or_default())
    }

    /// The parts of town of all places of which they are known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all_social_areas(&mut self) -> Result<BTreeMap<LocationId, String>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, String),
            "SELECT id, social_area FROM location WHERE social_area <> '' ORDER BY id"
        );
        Ok(rows
            .into_iter()
            .map(|(id, area)| (LocationId(id), area))
            .collect())
    }

    /// Says in which part of town a place lies.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_social_area(&mut self, place: LocationId, area: &str) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE location SET social_area = $2 WHERE id = $1",
            place.0,
            area
        );
        Ok(())
    }

    /// The carriers: organisations that look after volunteers, or are of that kind, by name; at most 500.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn carriers(&mut self) -> Result<Vec<(OrganisationId, String)>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, String),
            "SELECT id, name FROM organisation
             WHERE kind = 'carrier' OR id IN (SELECT organisation_id FROM person_carrier)
             ORDER BY search, id LIMIT 500"
        );
        Ok(rows
            .into_iter()
            .map(|(id, name)| (OrganisationId(id), name))
            .collect())
    }
}

impl WorkRow {
    fn into_work(self, hold: WorkHold) -> Result<WeekWork, StoreError> {
        let at = Place {
            table: "request",
            row: self.request_id,
        };
        Ok(WeekWork {
            person: PersonId(self.person_id),
            first_name: self.first_name,
            last_name: self.last_name,
            request: RequestId(self.request_id),
            number: self.number,
            organisation_name: self.organisation_name,
            district: self.district,
            programme: ProgrammeId(self.programme),
            language: self.language.map(LanguageCode),
            state: at.word("state", &self.state, RequestState::parse)?,
            time: TimeOption {
                starts_at: self.starts_at,
                ends_at: self.ends_at,
            },
            hold,
        })
    }
}
