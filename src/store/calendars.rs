//! When are schools and the office closed, and who answers meanwhile?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Weekday};
use sqlx::types::Uuid;

use super::rows::{CHUNK, Place, push_list, statement};
use super::{StoreError, Tx};
use crate::calendar::school::{SchoolHoliday, SchoolHolidays};
use crate::domain::office_calendar::{Closure, Cover, OfficeCalendar, PhoneHours};
use crate::domain::text::EmailAddress;
use crate::ids::{AccountId, CoverId, OrganisationId};

#[derive(sqlx::FromRow)]
struct CoverRow {
    id: Uuid,
    first_day: NaiveDate,
    last_day: NaiveDate,
    account_id: Option<Uuid>,
    name: String,
    phone: String,
    email: Option<String>,
}

impl Tx {
    /// The school holidays the office knows, by first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn school_holidays(&mut self) -> Result<Vec<SchoolHolidays>, StoreError> {
        let rows = fetch_all!(
            self,
            (String, NaiveDate, NaiveDate),
            "SELECT kind, first_day, last_day FROM school_holiday ORDER BY first_day LIMIT 1000"
        );
        let span = |(kind, from, to): (String, NaiveDate, NaiveDate)| {
            let at = Place {
                table: "school_holiday",
                row: from,
            };
            let kind = at.word("kind", &kind, SchoolHoliday::parse)?;
            Ok(SchoolHolidays { kind, from, to })
        };
        rows.into_iter().map(span).collect()
    }

    /// Adds school holidays or replaces those that begin on the same day.
    ///
    /// # Errors
    /// When the database fails or the days are in the wrong order.
    pub async fn upsert_school_holiday(&mut self, span: &SchoolHolidays) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO school_holiday (first_day, last_day, kind) VALUES ($1, $2, $3)
             ON CONFLICT (first_day) DO UPDATE SET last_day = excluded.last_day, kind = excluded.kind",
            span.from,
            span.to,
            span.kind.as_str(),
        );
        Ok(())
    }

    /// Removes the school holidays that begin on a day; `false` when there are none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_school_holiday(&mut self, first_day: NaiveDate) -> Result<bool, StoreError> {
        Ok(execute!(self, "DELETE FROM school_holiday WHERE first_day = $1", first_day) == 1)
    }

    /// The days off these organisations set themselves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn movable_days(
        &mut self,
        organisations: &[OrganisationId],
    ) -> Result<BTreeMap<OrganisationId, BTreeSet<NaiveDate>>, StoreError> {
        let mut found: BTreeMap<OrganisationId, BTreeSet<NaiveDate>> = BTreeMap::new();
        for chunk in organisations.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query =
                    statement(&*c, "SELECT organisation_id, day FROM movable_day WHERE organisation_id IN ");
                push_list!(query, chunk.iter().map(|id| id.0));
                query.build_query_as::<(Uuid, NaiveDate)>().fetch_all(c).await?
            });
            for (organisation, day) in rows {
                found.entry(OrganisationId(organisation)).or_default().insert(day);
            }
        }
        Ok(found)
    }

    /// Adds a day off of an organisation; `false` when it was known.
    ///
    /// # Errors
    /// When the database fails or the organisation is unknown.
    pub async fn insert_movable_day(
        &mut self,
        organisation: OrganisationId,
        day: NaiveDate,
    ) -> Result<bool, StoreError> {
        let sql = "INSERT INTO movable_day (organisation_id, day) VALUES ($1, $2)
                   ON CONFLICT (organisation_id, day) DO NOTHING";
        Ok(execute!(self, sql, organisation.0, day) == 1)
    }

    /// Removes a day off of an organisation; `false` when it was not known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_movable_day(
        &mut self,
        organisation: OrganisationId,
        day: NaiveDate,
    ) -> Result<bool, StoreError> {
        let sql = "DELETE FROM movable_day WHERE organisation_id = $1 AND day = $2";
        Ok(execute!(self, sql, organisation.0, day) == 1)
    }

    /// Closures, telephone hours and covers of the office.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn office_calendar(&mut self) -> Result<OfficeCalendar, StoreError> {
        let closures = fetch_all!(
            self,
            (NaiveDate, NaiveDate),
            "SELECT first_day, last_day FROM office_closure ORDER BY first_day LIMIT 1000"
        );
        let hours = fetch_all!(
            self,
            (i64, i64, i64),
            "SELECT weekday, start_minute, end_minute FROM phone_hours ORDER BY weekday, start_minute LIMIT 100"
        );
        let covers = fetch_all!(
            self,
            CoverRow,
            "SELECT id, first_day, last_day, account_id, name, phone, email FROM office_cover
             ORDER BY first_day, id LIMIT 1000"
        );
        let hours = hours.into_iter().map(|(weekday, start, end)| {
            let at = Place {
                table: "phone_hours",
                row: weekday,
            };
            let day = u8::try_from(weekday - 1)
                .ok()
                .and_then(|day| Weekday::try_from(day).ok());
            Ok(PhoneHours {
                weekday: at.known("weekday", day)?,
                start_minute: at.number("start_minute", start)?,
                end_minute: at.number("end_minute", end)?,
            })
        });
        let covers = covers.into_iter().map(|row| {
            let at = Place {
                table: "office_cover",
                row: row.id,
            };
            let email = row
                .email
                .as_deref()
                .map(|email| EmailAddress::parse("email", email));
            Ok(Cover {
                id: CoverId(row.id),
                first_day: row.first_day,
                last_day: row.last_day,
                account: row.account_id.map(AccountId),
                name: row.name,
                phone: row.phone,
                email: email.transpose().map_err(|_| at.corrupt("email"))?,
            })
        });
        let closure = |(first_day, last_day)| Closure { first_day, last_day };
        Ok(OfficeCalendar {
            closures: closures.into_iter().map(closure).collect(),
            phone_hours: hours.collect::<Result<_, StoreError>>()?,
            covers: covers.collect::<Result<_, StoreError>>()?,
        })
    }

    /// Adds a closure of the office or replaces the one that begins on the same day.
    ///
    /// # Errors
    /// When the database fails or the days are in the wrong order.
    pub async fn upsert_closure(&mut self, closure: &Closure) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO office_closure (first_day, last_day) VALUES ($1, $2)
             ON CONFLICT (first_day) DO UPDATE SET last_day = excluded.last_day",
            closure.first_day,
            closure.last_day,
        );
        Ok(())
    }

    /// Removes the closure that begins on a day; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_closure(&mut self, first_day: NaiveDate) -> Result<bool, StoreError> {
        Ok(execute!(self, "DELETE FROM office_closure WHERE first_day = $1", first_day) == 1)
    }

    /// Replaces the telephone hours.
    ///
    /// # Errors
    /// When the database fails or two of them begin at the same time.
    pub async fn set_phone_hours(&mut self, hours: &[PhoneHours]) -> Result<(), StoreError> {
        execute!(self, "DELETE FROM phone_hours");
        for span in hours {
            execute!(
                self,
                "INSERT INTO phone_hours (weekday, start_minute, end_minute) VALUES ($1, $2, $3)",
                i64::from(span.weekday.number_from_monday()),
                i64::from(span.start_minute),
                i64::from(span.end_minute),
            );
        }
        Ok(())
    }

    /// Adds a cover or replaces the one with the same key.
    ///
    /// # Errors
    /// When the database fails, the account is unknown or the days are in the wrong order.
    pub async fn upsert_cover(&mut self, cover: &Cover) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO office_cover (id, first_day, last_day, account_id, name, phone, email)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (id) DO UPDATE SET
                 first_day = excluded.first_day, last_day = excluded.last_day, account_id = excluded.account_id,
                 name = excluded.name, phone = excluded.phone, email = excluded.email",
            cover.id.0,
            cover.first_day,
            cover.last_day,
            cover.account.map(|account| account.0),
            &cover.name,
            &cover.phone,
            cover.email.as_ref().map(EmailAddress::as_str),
        );
        Ok(())
    }

    /// Removes a cover; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_cover(&mut self, id: CoverId) -> Result<bool, StoreError> {
        Ok(execute!(self, "DELETE FROM office_cover WHERE id = $1", id.0) == 1)
    }
}
