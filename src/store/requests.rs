//! What was asked for, and how far is it?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::{CHUNK, Place, position, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::language::{LanguageCode, Level};
use crate::domain::person::Gender;
use crate::domain::programme::{Mode, ProgrammeId};
use crate::domain::request::{
    CalendarEntry, GenderWish, NewRequest, Occasion, Request, RequestDetails, RequestState, Seat, TimeOption,
};
use crate::ids::{ContactId, LocationId, OrganisationId, RequestId};

/// What a change of state does with the chosen time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It stays as it is.
    Keep,
    /// None is chosen any more.
    Clear,
    /// This one, a position in the request's options.
    Option(usize),
}

#[derive(sqlx::FromRow)]
struct RequestRow {
    id: Uuid,
    number: i64,
    organisation_id: Uuid,
    location_id: Uuid,
    contact_id: Uuid,
    programme: String,
    occasion: String,
    mode: String,
    all_or_nothing: bool,
    gender: Option<String>,
    gender_required: bool,
    weight: i64,
    urgent_reason: Option<String>,
    room: Option<String>,
    note: Option<String>,
    case_token: Option<String>,
    state: String,
    chosen_option: Option<i64>,
    created_at: DateTime<Utc>,
    state_at: DateTime<Utc>,
    calendar_uid: Option<String>,
    calendar_sequence: Option<i64>,
    version: i64,
}

impl Tx {
    /// Adds a request and gives it the next number. Two at once get two numbers.
    ///
    /// # Errors
    /// When the database fails, when the organisation, place, contact, programme or a language is unknown, or when no
    /// time is asked for.
    pub async fn insert_request(
        &mut self,
        asked: &NewRequest,
        id: RequestId,
        now: DateTime<Utc>,
    ) -> Result<Request, StoreError> {
        let first = asked.options.first().ok_or(StoreError::Rows {
            expected: 1,
            actual: 0,
        })?;
        let (number,) = fetch_one!(
            self,
            (i64,),
            "UPDATE counter SET value = value + 1 WHERE name = 'request' RETURNING value"
        );
        execute!(
            self,
            "INSERT INTO request (id, number, organisation_id, location_id, contact_id, programme, occasion, mode,
                                  all_or_nothing, gender, gender_required, weight, urgent_reason, room, note,
                                  case_token, state, listed_at, created_at, state_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19, 1)",
            id.0,
            number,
            asked.organisation.0,
            asked.location.0,
            asked.contact.0,
            &asked.programme.0,
            asked.occasion.as_str(),
            asked.mode.as_str(),
            asked.all_or_nothing,
            asked.gender.map(|wish| wish.gender.as_str()),
            asked.gender.is_some_and(|wish| wish.required),
            asked.weight,
            &asked.urgent_reason,
            &asked.room,
            &asked.note,
            &asked.case_token,
            RequestState::Submitted.as_str(),
            first.starts_at,
            now,
        );
        self.insert_request_parts(asked, id).await?;
        Ok(Request {
            id,
            number,
            asked: asked.clone(),
            state: RequestState::Submitted,
            chosen_option: None,
            created_at: now,
            state_at: now,
            calendar: None,
            version: 1,
        })
    }

    /// The request with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request(&mut self, id: RequestId) -> Result<Option<Request>, StoreError> {
        Ok(self.requests_by_ids(&[id]).await?.pop())
    }

    /// The request with this number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_by_number(&mut self, number: i64) -> Result<Option<Request>, StoreError> {
        match fetch_optional!(self, (Uuid,), "SELECT id FROM request WHERE number = $1", number) {
            Some((id,)) => self.request(RequestId(id)).await,
            None => Ok(None),
        }
    }

    /// The request, and from now to the end of this transaction no other one that asks for the same lock goes on:
    /// the guard for answers that arrive at the same moment. Counts the version up.
    ///
    /// # Errors
    /// When the database fails or the wait takes too long.
    pub async fn lock_request(&mut self, id: RequestId) -> Result<Option<Request>, StoreError> {
        if execute!(
            self,
            "UPDATE request SET version = version + 1 WHERE id = $1",
            id.0
        ) == 0
        {
            return Ok(None);
        }
        self.request(id).await
    }

    /// Moves a request from one of the states `from` to `to`; `false` when it is in none of them (someone was faster).
    ///
    /// # Errors
    /// When the database fails or the chosen time is not one of the request's options.
    pub async fn set_request_state(
        &mut self,
        id: RequestId,
        from: &[RequestState],
        to: RequestState,
        choice: Choice,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        if from.is_empty() {
            return Ok(false);
        }
        let changed = on_db!(self, c => {
            let mut query = statement(&*c, "UPDATE request SET version = version + 1, state = ");
            query.push_bind(to.as_str()).push(", state_at = ").push_bind(now);
            if choice != Choice::Keep {
                let chosen = if let Choice::Option(option) = choice { Some(position(option)) } else { None };
                query.push(", chosen_option = ").push_bind(chosen);
                // Without such an option this is NULL, which the column refuses.
                query.push(", listed_at = (SELECT starts_at FROM request_option o WHERE o.request_id = request.id AND o.position = ");
                query.push_bind(chosen.unwrap_or(0)).push(")");
            }
            query.push(" WHERE id = ").push_bind(id.0).push(" AND state IN ");
            push_list!(query, from.iter().map(|state| state.as_str()));
            query.build().execute(c).await?.rows_affected()
        });
        Ok(changed == 1)
    }

    /// Moves a request to another programme; `false` when it does not exist.
    ///
    /// # Errors
    /// When the database fails or the programme is unknown.
    pub async fn set_request_programme(
        &mut self,
        id: RequestId,
        programme: &ProgrammeId,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE request SET programme = $2, version = version + 1 WHERE id = $1";
        Ok(execute!(self, sql, id.0, &programme.0) == 1)
    }

    /// Writes or removes the organisation's calendar entry; `false` when the request does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_request_calendar(
        &mut self,
        id: RequestId,
        entry: Option<&CalendarEntry>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE request SET calendar_uid = $2, calendar_sequence = $3, version = version + 1 WHERE id = $1",
            id.0,
            entry.map(|entry| entry.uid.as_str()),
            entry.map(|entry| entry.sequence),
        );
        Ok(changed == 1)
    }

    /// The requests a planning run may place: those nobody was asked about yet or nobody was found for, with a time
    /// that begins in `from..to`, by number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plannable_requests(
        &mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<Request>, StoreError> {
        let found = fetch_all!(
            self,
            (Uuid,),
            "SELECT id FROM request r WHERE state IN ('submitted', 'unfilled') AND EXISTS (
                 SELECT 1 FROM request_option o
                 WHERE o.request_id = r.id AND o.starts_at >= $1 AND o.starts_at < $2)
             ORDER BY id",
            from,
            to,
        );
        let ids: Vec<RequestId> = found.into_iter().map(|(id,)| RequestId(id)).collect();
        let mut requests = self.requests_by_ids(&ids).await?;
        requests.sort_by_key(|request| request.number);
        Ok(requests)
    }

    /// The requests with these ids, by id; unknown ids are left out. Four queries, however many there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requests_by_ids(&mut self, ids: &[RequestId]) -> Result<Vec<Request>, StoreError> {
        let mut requests = BTreeMap::new();
        for chunk in ids.chunks(CHUNK) {
            let keys: Vec<Uuid> = chunk.iter().map(|id| id.0).collect();
            self.load_requests(&keys, &mut requests).await?;
        }
        Ok(requests.into_values().collect())
    }

    async fn insert_request_parts(&mut self, asked: &NewRequest, id: RequestId) -> Result<(), StoreError> {
        for (option, position) in asked.options.iter().zip(0_i64..) {
            execute!(
                self,
                "INSERT INTO request_option (request_id, position, starts_at, ends_at) VALUES ($1, $2, $3, $4)",
                id.0,
                position,
                option.starts_at,
                option.ends_at,
            );
        }
        if asked.details != RequestDetails::default() {
            self.set_request_details(id, &asked.details).await?;
        }
        for (seat, position) in asked.seats.iter().zip(0_i64..) {
            execute!(
                self,
                "INSERT INTO request_seat (request_id, position, headcount, language, level)
                 VALUES ($1, $2, $3, $4, $5)",
                id.0,
                position,
                seat.headcount,
                seat.language.as_ref().map(|language| language.0.as_str()),
                seat.level.as_str(),
            );
        }
        Ok(())
    }

    async fn load_requests(
        &mut self,
        ids: &[Uuid],
        requests: &mut BTreeMap<Uuid, Request>,
    ) -> Result<(), StoreError> {
        let rows = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT id, number, organisation_id, location_id, contact_id, programme, occasion, mode, all_or_nothing,
                        gender, gender_required, weight, urgent_reason, room, note, case_token, state, chosen_option,
                        created_at, state_at, calendar_uid, calendar_sequence, version
                 FROM request WHERE id IN ",
            );
            push_list!(query, ids);
            query.build_query_as::<RequestRow>().fetch_all(c).await?
        });
        let options = on_db!(self, c => {
            let mut query =
                statement(&*c, "SELECT request_id, starts_at, ends_at FROM request_option WHERE request_id IN ");
            push_list!(query, ids);
            query.push(" ORDER BY request_id, position");
            query.build_query_as::<(Uuid, DateTime<Utc>, DateTime<Utc>)>().fetch_all(c).await?
        });
        let seats = on_db!(self, c => {
            let mut query =
                statement(&*c, "SELECT request_id, headcount, language, level FROM request_seat WHERE request_id IN ");
            push_list!(query, ids);
            query.push(" ORDER BY request_id, position");
            query.build_query_as::<(Uuid, i64, Option<String>, String)>().fetch_all(c).await?
        });
        for row in rows {
            requests.insert(row.id, row.into_request()?);
        }
        for (id, starts_at, ends_at) in options {
            if let Some(request) = requests.get_mut(&id) {
                request.asked.options.push(TimeOption { starts_at, ends_at });
            }
        }
        self.load_request_details(ids, requests).await?;
        for (id, headcount, language, level) in seats {
            let level = Place {
                table: "request_seat",
                row: id,
            }
            .word("level", &level, Level::parse)?;
            if let Some(request) = requests.get_mut(&id) {
                request.asked.seats.push(Seat {
                    headcount,
                    language: language.map(LanguageCode),
                    level,
                });
            }
        }
        Ok(())
    }
}

impl RequestRow {
    /// The request without its options and seats, which other tables hold.
    fn into_request(self) -> Result<Request, StoreError> {
        let at = Place {
            table: "request",
            row: self.id,
        };
        let gender = at.word_or_none("gender", self.gender.as_deref(), Gender::parse)?;
        let chosen = self
            .chosen_option
            .map(|option| at.number("chosen_option", option));
        let calendar = match (self.calendar_uid, self.calendar_sequence) {
            (Some(uid), Some(sequence)) => Some(CalendarEntry { uid, sequence }),
            (None, None) => None,
            _ => return Err(at.corrupt("calendar_sequence")),
        };
        Ok(Request {
            id: RequestId(self.id),
            number: self.number,
            state: at.word("state", &self.state, RequestState::parse)?,
            chosen_option: chosen.transpose()?,
            created_at: self.created_at,
            state_at: self.state_at,
            calendar,
            version: self.version,
            asked: NewRequest {
                organisation: OrganisationId(self.organisation_id),
                location: LocationId(self.location_id),
                contact: ContactId(self.contact_id),
                programme: ProgrammeId(self.programme),
                occasion: at.word("occasion", &self.occasion, Occasion::parse)?,
                mode: at.word("mode", &self.mode, Mode::parse)?,
                options: Vec::new(),
                seats: Vec::new(),
                all_or_nothing: self.all_or_nothing,
                gender: gender.map(|gender| GenderWish {
                    gender,
                    required: self.gender_required,
                }),
                weight: self.weight,
                urgent_reason: self.urgent_reason,
                room: self.room,
                note: self.note,
                case_token: self.case_token,
                details: RequestDetails::default(),
            },
        })
    }
}
