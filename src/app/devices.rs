//! How do schools and volunteers come in without a password? A link by mail, and devices that stay signed in.
//!
//! Whoever asks learns nothing about an address: asking writes the same row for every address, and only the mail worker
//! looks whose it is. A link works once, within ten minutes, and only in the browser that asked - elsewhere, or without
//! the link, the code of the same mail is needed, which no program that opens links types in.

use chrono::{DateTime, TimeDelta, Utc};

use super::keys::{session_hash, session_token};
use super::{App, AppError, general};
use crate::domain::account::Actor;
use crate::domain::device::{Device, LoginLink};
use crate::domain::notice::{NoticeFacts, NoticeKind, OutboxRow, Recipient};
use crate::domain::organisation::Organisation;
use crate::domain::person::{Person, PersonState};
use crate::domain::record::RecordKind;
use crate::domain::text::EmailAddress;
use crate::ids::{AccountId, LoginLinkId, OrganisationId, PersonId};
use crate::store::Tx;

/// How long a link is good.
pub const LINK_LIFE: TimeDelta = TimeDelta::minutes(10);
/// A device is signed out after this time without use.
pub const DEVICE_IDLE: TimeDelta = TimeDelta::days(180);
/// A device is signed out after this time in any case.
pub const DEVICE_ABSOLUTE: TimeDelta = TimeDelta::days(365);
/// Not every click needs a write.
const SEEN_AGAIN: TimeDelta = TimeDelta::hours(1);
/// Wrong codes after which a link is dead.
const CODES_MAX: i64 = 5;
/// Links for one mailbox within the window: nobody floods it.
const LINKS_ADDRESS: i64 = 5;
/// Links asked for, and wrong codes, from one place within the window; a whole school sits behind one address.
const LINKS_HERE: i64 = 30;
/// Window of the limits above.
const WINDOW: TimeDelta = TimeDelta::minutes(30);
/// Links looked at in one go.
const BATCH: i64 = 50;
/// Links that were asked for are kept this long.
pub(super) const LINKS_KEPT: TimeDelta = TimeDelta::days(1);

/// What a mailbox opens.
#[derive(Clone, Debug, Default)]
pub struct Entrances {
    /// The organisations it speaks for.
    pub organisations: Vec<Organisation>,
    /// The volunteers who read it.
    pub people: Vec<Person>,
}

impl Entrances {
    /// Whether it opens nothing.
    pub fn is_empty(&self) -> bool {
        self.organisations.is_empty() && self.people.is_empty()
    }
}

/// How a link can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkUse {
    /// Used, too old, or none of ours.
    Gone,
    /// By pressing a button: this browser asked for it.
    Here,
    /// With the code of the mail.
    WithCode,
}

impl App {
    /// Asks for a link, from a browser whose cookie is `browser`. The answer is the same for every address.
    ///
    /// # Errors
    /// `Rejected` when it is no address, `Throttled` after too many.
    pub async fn ask_for_link(&self, typed: &str, browser: &str, client: &str) -> Result<(), AppError> {
        let email = EmailAddress::parse("email", &typed.trim().to_ascii_lowercase())
            .map_err(|fault| AppError::Rejected(vec![fault]))?;
        let now = self.clock.now();
        let limits = [
            (
                format!("link:{}", session_hash(&format!("link\n{}", email.as_str()))),
                LINKS_ADDRESS,
            ),
            (place_key(client), LINKS_HERE),
        ];
        let mut tx = self.store.write().await?;
        for (key, most) in &limits {
            within(&mut tx, key, *most, now).await?;
            tx.count_failure(key, now, WINDOW).await?;
        }
        tx.insert_login_link(&LoginLink {
            id: LoginLinkId(self.ids.uuid(now)),
            address: email.as_str().to_owned(),
            browser_hash: session_hash(browser),
            asked_at: now,
            tries: 0,
            used_at: None,
        })
        .await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// Looks whose the addresses are that links were asked for, and puts the mails into the outbox.
    ///
    /// # Errors
    /// When the store fails; the next look tries again.
    pub async fn prepare_links(&self) -> Result<(), AppError> {
        if !self.store.read().await?.login_links_wait().await? {
            return Ok(());
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        for link in tx.take_login_links(now, BATCH).await? {
            let Some(recipient) = self.reader_of(&mut tx, &link.address).await? else {
                continue;
            };
            let mut told = general(NoticeKind::LoginLink, recipient, &link.id.to_string(), now);
            told.payload.login_link = Some(link.id);
            self.enqueue(&mut tx, &told, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Who reads a mailbox, as the one to greet: a volunteer before a contact.
    async fn reader_of(&self, tx: &mut Tx, address: &str) -> Result<Option<Recipient>, AppError> {
        if let Some(person) = tx.people_at(address).await?.first() {
            return Ok(Some(Recipient::Person(*person)));
        }
        for (contact, organisation) in tx.contacts_at(address).await? {
            if self.answers_for(tx, &contact.to_string(), organisation).await? {
                return Ok(Some(Recipient::Contact(contact)));
            }
        }
        Ok(None)
    }

    /// Whether a contact still speaks for an organisation that still asks.
    async fn answers_for(
        &self,
        tx: &mut Tx,
        contact: &str,
        organisation: OrganisationId,
    ) -> Result<bool, AppError> {
        let gone = tx.is_archived(RecordKind::Contact, contact).await?
            || tx
                .is_archived(RecordKind::Organisation, &organisation.to_string())
                .await?;
        Ok(!gone)
    }

    /// Link and code of the mail; `false` when it would come too late.
    pub(super) async fn link_facts(
        &self,
        tx: &mut Tx,
        row: &OutboxRow,
        facts: &mut NoticeFacts,
    ) -> Result<bool, AppError> {
        let Some(id) = row.payload.login_link else {
            return Ok(false);
        };
        let link = tx.login_link(id).await?;
        if link.is_none_or(|link| !live(&link, self.clock.now())) {
            return Ok(false);
        }
        facts.link = format!("{}/anmelden/{}", self.config.base_url, self.keys.login_link(id));
        facts.code = Some(self.keys.login_code(id));
        Ok(true)
    }

    /// What a link is good for in this browser. Looking changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn link_use(&self, token: &str, browser: Option<&str>) -> Result<LinkUse, AppError> {
        Ok(match self.claimed_link(token).await? {
            None => LinkUse::Gone,
            Some(link) if asked_by(&link, browser) => LinkUse::Here,
            Some(_) => LinkUse::WithCode,
        })
    }

    async fn claimed_link(&self, token: &str) -> Result<Option<LoginLink>, AppError> {
        let Some(id) = super::Keys::claimed_id(token).map(LoginLinkId) else {
            return Ok(None);
        };
        if !self.keys.is_login_link(id, token) {
            return Ok(None);
        }
        let link = self.store.read().await?.login_link(id).await?;
        Ok(link.filter(|link| live(link, self.clock.now())))
    }

    /// Uses a link: in the browser that asked, or with the code. The value is the cookie of the device.
    ///
    /// # Errors
    /// `NotFound` when it is gone, `Rejected` for a wrong code, `Throttled` after too many.
    pub async fn use_link(
        &self,
        token: &str,
        browser: Option<&str>,
        code: &str,
        agent: &str,
        client: &str,
    ) -> Result<String, AppError> {
        let link = self.claimed_link(token).await?.ok_or(AppError::NotFound)?;
        if !asked_by(&link, browser) {
            self.check_code(&link, code, client).await?;
        }
        self.sign_in_device(link.id, agent).await
    }

    /// Uses the link this browser asked for by its code alone: the mail was read on another device.
    ///
    /// # Errors
    /// As [`App::use_link`].
    pub async fn use_code(
        &self,
        browser: &str,
        code: &str,
        agent: &str,
        client: &str,
    ) -> Result<String, AppError> {
        let hash = session_hash(browser);
        let link = self.store.read().await?.login_link_of_browser(&hash).await?;
        let link = link.filter(|link| live(link, self.clock.now()));
        let link = link.ok_or(AppError::NotFound)?;
        self.check_code(&link, code, client).await?;
        self.sign_in_device(link.id, agent).await
    }

    async fn check_code(&self, link: &LoginLink, code: &str, client: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        let typed: String = code.chars().filter(char::is_ascii_digit).collect();
        let mut tx = self.store.write().await?;
        let key = place_key(client);
        within(&mut tx, &key, LINKS_HERE, now).await?;
        if self.keys.login_code(link.id) == typed {
            return Ok(());
        }
        tx.count_failure(&key, now, WINDOW).await?;
        tx.count_wrong_code(link.id).await?;
        tx.commit().await?;
        Err(AppError::rejected("code", "mail-code-wrong"))
    }

    async fn sign_in_device(&self, id: LoginLinkId, agent: &str) -> Result<String, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let link = tx.login_link(id).await?.filter(|link| live(link, now));
        let link = link.ok_or(AppError::NotFound)?;
        // Of two who use it at once, one does.
        if !tx.use_login_link(id, now).await? {
            return Err(AppError::NotFound);
        }
        let entrances = self.entrances_in(&mut tx, &link.address).await?;
        if entrances.is_empty() {
            return Err(AppError::NotFound);
        }
        let token = session_token(&self.ids);
        tx.insert_device(&Device {
            token_hash: session_hash(&token),
            address: link.address,
            agent: agent.to_owned(),
            created_at: now,
            last_seen_at: now,
            expires_at: now + DEVICE_IDLE,
        })
        .await?;
        self.audit_devices(&mut tx, &entrances, None, "device.signed_in", now)
            .await?;
        tx.commit().await?;
        Ok(token)
    }

    /// The device behind a cookie, while it is signed in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn device(&self, token: &str) -> Result<Option<Device>, AppError> {
        let now = self.clock.now();
        let hash = session_hash(token);
        let Some(device) = self.store.read().await?.device(&hash, now).await? else {
            return Ok(None);
        };
        if now - device.last_seen_at >= SEEN_AGAIN {
            let until = (now + DEVICE_IDLE).min(device.created_at + DEVICE_ABSOLUTE);
            let mut tx = self.store.write().await?;
            tx.touch_device(&hash, now, until).await?;
            tx.commit().await?;
        }
        Ok(Some(device))
    }

    /// What a mailbox opens now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn entrances(&self, address: &str) -> Result<Entrances, AppError> {
        let mut tx = self.store.read().await?;
        self.entrances_in(&mut tx, address).await
    }

    async fn entrances_in(&self, tx: &mut Tx, address: &str) -> Result<Entrances, AppError> {
        let mut ids = Vec::new();
        for (contact, organisation) in tx.contacts_at(address).await? {
            if !ids.contains(&organisation)
                && self.answers_for(tx, &contact.to_string(), organisation).await?
            {
                ids.push(organisation);
            }
        }
        let mut organisations = tx.organisations_by_ids(&ids).await?;
        organisations.sort_by(|a, b| a.name.cmp(&b.name));
        let mut people = Vec::new();
        for id in tx.people_at(address).await? {
            people.extend(tx.person(id).await?);
        }
        Ok(Entrances {
            organisations,
            people,
        })
    }

    /// The organisation, if the device behind a cookie speaks for it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn organisation_of_device(
        &self,
        token: &str,
        id: OrganisationId,
    ) -> Result<Option<Organisation>, AppError> {
        let Some(device) = self.device(token).await? else {
            return Ok(None);
        };
        let entrances = self.entrances(&device.address).await?;
        Ok(entrances.organisations.into_iter().find(|o| o.id == id))
    }

    /// The volunteer, if the device behind a cookie is theirs.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn person_of_device(&self, token: &str, id: PersonId) -> Result<Option<Person>, AppError> {
        let Some(device) = self.device(token).await? else {
            return Ok(None);
        };
        let entrances = self.entrances(&device.address).await?;
        let person = entrances.people.into_iter().find(|p| p.id == id);
        Ok(person.filter(|p| p.state != PersonState::Left))
    }

    /// The devices that are signed in with a mailbox.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn devices_at(&self, address: &str) -> Result<Vec<Device>, AppError> {
        let address = address.to_ascii_lowercase();
        Ok(self
            .store
            .read()
            .await?
            .devices_at(&address, self.clock.now())
            .await?)
    }

    /// Signs one device of a mailbox out, or all of them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_devices(
        &self,
        address: &str,
        which: Option<&str>,
        by: Option<AccountId>,
    ) -> Result<u64, AppError> {
        let address = address.to_ascii_lowercase();
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let ended = tx.delete_devices_at(&address, which).await?;
        let entrances = self.entrances_in(&mut tx, &address).await?;
        self.audit_devices(&mut tx, &entrances, by, "device.signed_out", now)
            .await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Signs out every device of an organisation's contacts and makes a new link for it: the old one may be in wrong
    /// hands.
    ///
    /// # Errors
    /// `NotFound` when there is no such organisation.
    pub async fn close_organisation(&self, id: OrganisationId, by: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let organisation = tx.organisation(id).await?.ok_or(AppError::NotFound)?;
        for contact in tx.contacts_of(id).await? {
            tx.delete_devices_at(&contact.email.as_str().to_ascii_lowercase(), None)
                .await?;
        }
        self.renew_organisation_link(&mut tx, organisation).await?;
        let actor = Actor::Account(by);
        self.audit(
            &mut tx,
            now,
            actor,
            "organisation.closed",
            "organisation",
            id.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Every link of the organisation given out before is no longer good.
    pub(super) async fn renew_organisation_link(
        &self,
        tx: &mut Tx,
        mut organisation: Organisation,
    ) -> Result<Organisation, AppError> {
        organisation.link_version += 1;
        tx.update_organisation(&organisation).await?;
        Ok(organisation)
    }

    async fn audit_devices(
        &self,
        tx: &mut Tx,
        entrances: &Entrances,
        by: Option<AccountId>,
        action: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        for organisation in &entrances.organisations {
            let actor = by.map_or(Actor::Organisation(organisation.id), Actor::Account);
            let id = organisation.id.0;
            self.audit(tx, now, actor, action, "organisation", id, &[])
                .await?;
        }
        for person in &entrances.people {
            let actor = by.map_or(Actor::Person(person.id), Actor::Account);
            self.audit(tx, now, actor, action, "person", person.id.0, &[])
                .await?;
        }
        Ok(())
    }
}

fn live(link: &LoginLink, now: DateTime<Utc>) -> bool {
    link.used_at.is_none() && link.tries < CODES_MAX && now - link.asked_at <= LINK_LIFE
}

fn asked_by(link: &LoginLink, browser: Option<&str>) -> bool {
    browser.is_some_and(|browser| session_hash(browser) == link.browser_hash)
}

/// What is counted for one place; hashed, so that no address is stored.
fn place_key(client: &str) -> String {
    format!("linkhere:{}", session_hash(client))
}

async fn within(tx: &mut Tx, key: &str, most: i64, now: DateTime<Utc>) -> Result<(), AppError> {
    match tx.failures(key, now, WINDOW).await? {
        Some((tries, began)) if tries >= most => {
            let wait = (began + WINDOW - now).num_seconds().max(1);
            Err(AppError::Throttled(u64::try_from(wait).unwrap_or(1)))
        }
        _ => Ok(()),
    }
}
