//! What is stored about a volunteer, told to the volunteer (Art. 15 and 20 DSGVO).

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::domain::person::Person;
use crate::ids::PersonId;
use crate::store::Page;

/// Lines of the history shown.
const HISTORY_SHOWN: i64 = 50;

/// Everything about one person.
#[derive(Clone, Debug)]
pub struct AboutPerson {
    /// Rows by table, each an object of its columns.
    pub tables: Vec<(String, Vec<Value>)>,
    /// When the record was looked at (`true`) or changed, latest first.
    pub history: Vec<(DateTime<Utc>, bool)>,
}

impl App {
    /// Everything that is stored about a volunteer.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn about_person(&self, id: PersonId) -> Result<AboutPerson, AppError> {
        let mut tx = self.store.read().await?;
        let history = tx.audit_of(id.0, Page::first(HISTORY_SHOWN)).await?.rows;
        let others = history
            .into_iter()
            .filter(|entry| entry.actor != Actor::Person(id));
        let mut tables = tx.everything_about(id).await?;
        let email = tx.person(id).await?.and_then(|person| person.email);
        if let Some(email) = email {
            let address = email.as_str().to_ascii_lowercase();
            let devices = tx.devices_at(&address, self.clock.now()).await?;
            let line = |device: crate::domain::device::Device| {
                serde_json::json!({
                    "address": device.address,
                    "agent": device.agent,
                    "created_at": device.created_at,
                    "last_seen_at": device.last_seen_at,
                    "expires_at": device.expires_at,
                })
            };
            let devices: Vec<Value> = devices.into_iter().map(line).collect();
            if !devices.is_empty() {
                tables.push(("device_session".to_owned(), devices));
            }
        }
        Ok(AboutPerson {
            history: others
                .map(|entry| (entry.at, entry.action == "person.viewed"))
                .collect(),
            tables,
        })
    }

    /// A volunteer's record as the volunteer sees it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_person(&self, id: PersonId) -> Result<Option<Person>, AppError> {
        Ok(self.store.read().await?.person(id).await?)
    }
}
