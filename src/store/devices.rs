//! Which links to sign in were asked for, and on which devices are schools and volunteers signed in?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{StoreError, Tx};
use crate::domain::device::{Device, LoginLink};
use crate::ids::{ContactId, LoginLinkId, OrganisationId, PersonId};

#[derive(sqlx::FromRow)]
struct LinkRow {
    id: Uuid,
    address: String,
    browser_hash: String,
    asked_at: DateTime<Utc>,
    tries: i64,
    used_at: Option<DateTime<Utc>>,
}

impl From<LinkRow> for LoginLink {
    fn from(row: LinkRow) -> Self {
        Self {
            id: LoginLinkId(row.id),
            address: row.address,
            browser_hash: row.browser_hash,
            asked_at: row.asked_at,
            tries: row.tries,
            used_at: row.used_at,
        }
    }
}

#[derive(sqlx::FromRow)]
struct DeviceRow {
    token_hash: String,
    address: String,
    agent: String,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

impl From<DeviceRow> for Device {
    fn from(row: DeviceRow) -> Self {
        Self {
            token_hash: row.token_hash,
            address: row.address,
            agent: row.agent,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
        }
    }
}

macro_rules! link_columns {
    () => {
        "SELECT id, address, browser_hash, asked_at, tries, used_at FROM login_link "
    };
}

macro_rules! device_columns {
    () => {
        "SELECT token_hash, address, agent, created_at, last_seen_at, expires_at FROM device_session "
    };
}

impl Tx {
    /// Notes that a link was asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_login_link(&mut self, link: &LoginLink) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO login_link (id, address, browser_hash, asked_at, handled_at, tries, used_at)
             VALUES ($1, $2, $3, $4, NULL, 0, NULL)",
            link.id.0,
            &link.address,
            &link.browser_hash,
            link.asked_at,
        );
        Ok(())
    }

    /// A link by its key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn login_link(&mut self, id: LoginLinkId) -> Result<Option<LoginLink>, StoreError> {
        let sql = concat!(link_columns!(), "WHERE id = $1");
        Ok(fetch_optional!(self, LinkRow, sql, id.0).map(LoginLink::from))
    }

    /// The last link a browser asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn login_link_of_browser(
        &mut self,
        browser_hash: &str,
    ) -> Result<Option<LoginLink>, StoreError> {
        let sql = concat!(
            link_columns!(),
            "WHERE browser_hash = $1 ORDER BY asked_at DESC, id DESC LIMIT 1"
        );
        Ok(fetch_optional!(self, LinkRow, sql, browser_hash).map(LoginLink::from))
    }

    /// Links nobody has looked at yet, oldest first; each is given out once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_login_links(
        &mut self,
        now: DateTime<Utc>,
        most: i64,
    ) -> Result<Vec<LoginLink>, StoreError> {
        let rows = fetch_all!(
            self,
            LinkRow,
            "UPDATE login_link SET handled_at = $1
             WHERE handled_at IS NULL
               AND id IN (SELECT id FROM login_link WHERE handled_at IS NULL ORDER BY asked_at, id LIMIT $2)
             RETURNING id, address, browser_hash, asked_at, tries, used_at",
            now,
            most,
        );
        Ok(rows.into_iter().map(LoginLink::from).collect())
    }

    /// Whether a link waits to be looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn login_links_wait(&mut self) -> Result<bool, StoreError> {
        let found = fetch_optional!(
            self,
            (i64,),
            "SELECT CAST(1 AS BIGINT) FROM login_link WHERE handled_at IS NULL LIMIT 1",
        );
        Ok(found.is_some())
    }

    /// Counts a wrong code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_wrong_code(&mut self, id: LoginLinkId) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE login_link SET tries = tries + 1 WHERE id = $1",
            id.0
        );
        Ok(())
    }

    /// Uses a link; `false` when it was used before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_login_link(&mut self, id: LoginLinkId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE login_link SET used_at = $2 WHERE id = $1 AND used_at IS NULL",
            id.0,
            now,
        );
        Ok(changed == 1)
    }

    /// Says since when a contact no longer speaks for their organisation; `None`: they do.
    ///
    /// # Errors
    /// When the database fails or the contact is unknown.
    pub async fn set_retired(
        &mut self,
        contact: ContactId,
        since: Option<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        match since {
            Some(since) => execute!(
                self,
                "INSERT INTO contact_retired (contact_id, retired_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                contact.0,
                since,
            ),
            None => execute!(
                self,
                "DELETE FROM contact_retired WHERE contact_id = $1",
                contact.0
            ),
        };
        Ok(())
    }

    /// The contacts of an organisation who no longer speak for it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn retired_contacts(
        &mut self,
        organisation: OrganisationId,
    ) -> Result<Vec<ContactId>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid,),
            "SELECT contact_id FROM contact_retired
             WHERE contact_id IN (SELECT id FROM contact WHERE organisation_id = $1) ORDER BY contact_id",
            organisation.0,
        );
        Ok(rows.into_iter().map(|(id,)| ContactId(id)).collect())
    }

    /// The contacts with an address, typed in small letters, and for whom they speak.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contacts_at(
        &mut self,
        address: &str,
    ) -> Result<Vec<(ContactId, OrganisationId)>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, Uuid),
            "SELECT id, organisation_id FROM contact
             WHERE LOWER(email) = $1 AND id NOT IN (SELECT contact_id FROM contact_retired)
             ORDER BY id LIMIT 100",
            address,
        );
        Ok(rows
            .into_iter()
            .map(|(contact, organisation)| (ContactId(contact), OrganisationId(organisation)))
            .collect())
    }

    /// The volunteers with an address, typed in small letters, who have not left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_at(&mut self, address: &str) -> Result<Vec<PersonId>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid,),
            "SELECT id FROM person WHERE LOWER(email) = $1 AND state <> 'left' ORDER BY id LIMIT 20",
            address,
        );
        Ok(rows.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    /// Signs a device in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_device(&mut self, device: &Device) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO device_session (token_hash, address, agent, created_at, last_seen_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &device.token_hash,
            &device.address,
            &device.agent,
            device.created_at,
            device.last_seen_at,
            device.expires_at,
        );
        Ok(())
    }

    /// The device with this hash, while it is signed in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn device(
        &mut self,
        token_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Device>, StoreError> {
        let sql = concat!(device_columns!(), "WHERE token_hash = $1 AND expires_at > $2");
        Ok(fetch_optional!(self, DeviceRow, sql, token_hash, now).map(Device::from))
    }

    /// The devices signed in with an address, used last first; at most 100.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn devices_at(&mut self, address: &str, now: DateTime<Utc>) -> Result<Vec<Device>, StoreError> {
        let sql = concat!(
            device_columns!(),
            "WHERE address = $1 AND expires_at > $2 ORDER BY last_seen_at DESC, token_hash LIMIT 100"
        );
        let rows = fetch_all!(self, DeviceRow, sql, address, now);
        Ok(rows.into_iter().map(Device::from).collect())
    }

    /// Notes that a device was used and until when it stays signed in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_device(
        &mut self,
        token_hash: &str,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE device_session SET last_seen_at = $2, expires_at = $3
             WHERE token_hash = $1 AND expires_at > $2",
            token_hash,
            now,
            expires_at,
        );
        Ok(())
    }

    /// Signs one device of an address out, or all of them; the value is how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_devices_at(
        &mut self,
        address: &str,
        token_hash: Option<&str>,
    ) -> Result<u64, StoreError> {
        Ok(match token_hash {
            Some(hash) => execute!(
                self,
                "DELETE FROM device_session WHERE address = $1 AND token_hash = $2",
                address,
                hash,
            ),
            None => execute!(self, "DELETE FROM device_session WHERE address = $1", address),
        })
    }

    /// Removes links that were asked for before a moment, devices whose time is over, and devices of addresses that
    /// belong to nobody any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_old_devices(
        &mut self,
        now: DateTime<Utc>,
        asked_before: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(self, "DELETE FROM login_link WHERE asked_at < $1", asked_before);
        execute!(
            self,
            "DELETE FROM device_session
             WHERE expires_at <= $1
                OR (address NOT IN (SELECT LOWER(email) FROM contact)
                    AND address NOT IN (SELECT LOWER(email) FROM person WHERE email IS NOT NULL AND state <> 'left'))",
            now,
        );
        Ok(())
    }
}
