//! Which rooms has a place, and when are they open?

use std::collections::BTreeMap;

use uuid::Uuid;

use super::rows::{push_list, statement};
use super::{StoreError, Tx};
use crate::domain::organisation::Room;
use crate::ids::LocationId;

#[derive(sqlx::FromRow)]
struct RoomRow {
    location_id: Uuid,
    name: String,
    people: Option<i64>,
    step_free: bool,
    open: String,
}

impl Tx {
    /// The rooms of these places, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rooms(
        &mut self,
        locations: &[LocationId],
    ) -> Result<BTreeMap<LocationId, Vec<Room>>, StoreError> {
        let mut rooms: BTreeMap<LocationId, Vec<Room>> = BTreeMap::new();
        if locations.is_empty() {
            return Ok(rooms);
        }
        let rows = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT location_id, name, people, step_free, open FROM room WHERE location_id IN ",
            );
            push_list!(query, locations.iter().map(|id| id.0));
            query.push(" ORDER BY location_id, name");
            query.build_query_as::<RoomRow>().fetch_all(c).await?
        });
        for row in rows {
            rooms.entry(LocationId(row.location_id)).or_default().push(Room {
                name: row.name,
                people: row.people,
                step_free: row.step_free,
                open: row.open,
            });
        }
        Ok(rooms)
    }

    /// Every room, for an export.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all_rooms(&mut self) -> Result<Vec<(LocationId, Room)>, StoreError> {
        let rows = fetch_all!(
            self,
            RoomRow,
            "SELECT location_id, name, people, step_free, open FROM room ORDER BY location_id, name"
        );
        let room = |row: RoomRow| {
            let room = Room {
                name: row.name,
                people: row.people,
                step_free: row.step_free,
                open: row.open,
            };
            (LocationId(row.location_id), room)
        };
        Ok(rows.into_iter().map(room).collect())
    }

    /// Sets the rooms of a place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_rooms(&mut self, location: LocationId, rooms: &[Room]) -> Result<(), StoreError> {
        execute!(self, "DELETE FROM room WHERE location_id = $1", location.0);
        for room in rooms {
            execute!(
                self,
                "INSERT INTO room (location_id, name, people, step_free, open) VALUES ($1, $2, $3, $4, $5)",
                location.0,
                &room.name,
                room.people,
                room.step_free,
                &room.open,
            );
        }
        Ok(())
    }
}
