//! Which districts are there, and how long does it take from one to another?

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::district::{District, Travel};
use crate::domain::person::Mobility;

#[derive(sqlx::FromRow)]
struct TravelRow {
    mobility: String,
    from_district: String,
    to_district: String,
    minutes: i64,
}

impl TryFrom<TravelRow> for Travel {
    type Error = StoreError;

    fn try_from(row: TravelRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "travel",
            row: &row.from_district,
        };
        Ok(Self {
            mobility: at.word("mobility", &row.mobility, Mobility::parse)?,
            from: row.from_district,
            to: row.to_district,
            minutes: row.minutes,
        })
    }
}

impl Tx {
    /// Every district, by code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn districts(&mut self) -> Result<Vec<District>, StoreError> {
        let rows = fetch_all!(
            self,
            (String, String),
            "SELECT code, name FROM district ORDER BY code"
        );
        Ok(rows
            .into_iter()
            .map(|(code, name)| District { code, name })
            .collect())
    }

    /// Adds a district or renames the one with the same code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn upsert_district(&mut self, district: &District) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO district (code, name) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET name = excluded.name",
            &district.code,
            &district.name,
        );
        Ok(())
    }

    /// Every travel time, by mobility and districts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn travel(&mut self) -> Result<Vec<Travel>, StoreError> {
        let rows = fetch_all!(
            self,
            TravelRow,
            "SELECT mobility, from_district, to_district, minutes FROM travel
             ORDER BY mobility, from_district, to_district"
        );
        rows.into_iter()
            .map(|row| {
                let at = Place {
                    table: "travel",
                    row: &row.from_district,
                };
                Ok(Travel {
                    mobility: at.word("mobility", &row.mobility, Mobility::parse)?,
                    from: row.from_district,
                    to: row.to_district,
                    minutes: row.minutes,
                })
            })
            .collect()
    }

    /// Adds a travel time or replaces the one between the same districts.
    ///
    /// # Errors
    /// When the database fails or one of the districts is unknown.
    pub async fn upsert_travel(&mut self, travel: &Travel) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO travel (mobility, from_district, to_district, minutes) VALUES ($1, $2, $3, $4)
             ON CONFLICT (mobility, from_district, to_district) DO UPDATE SET minutes = excluded.minutes",
            travel.mobility.as_str(),
            &travel.from,
            &travel.to,
            travel.minutes,
        );
        Ok(())
    }
}
