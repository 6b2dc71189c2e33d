//! Calendars to subscribe to: at which address, and what stands in them.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::{App, AppError, Keys};
use crate::domain::account::Actor;
use crate::domain::feed::FeedOwner;
use crate::domain::organisation::{LocationKind, OrganisationKind};
use crate::domain::person::PersonState;
use crate::domain::programme::Mode;
use crate::domain::rights::{Belongs, Reach, Right, Rights};
use crate::ids::{LocationId, OrganisationId, RequestId};
use crate::mail::{FeedEntry, write_feed};
use crate::store::{FeedRow, Tx};
use crate::view::Lang;

/// How long appointments stay after their end, and cancellations after they were made.
const KEPT: TimeDelta = TimeDelta::days(30);

impl App {
    /// The path of someone's feed, such as `/k/….ics`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn feed_path(&self, owner: FeedOwner) -> Result<String, AppError> {
        let version = self.store.read().await?.feed_version(owner).await?;
        Ok(format!("/k/{}.ics", self.keys.feed(owner, version)))
    }

    /// Makes the address of a feed anew; whoever subscribed to the old one gets nothing any more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn renew_feed(&self, owner: FeedOwner, actor: Actor) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.renew_feed(owner, now).await?;
        let kind = owner.kind().as_str();
        self.audit(&mut tx, now, actor, "feed.renewed", kind, owner.id(), &[])
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whose feed a token opens, if anybody's.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn feed_by_token(&self, token: &str) -> Result<Option<FeedOwner>, AppError> {
        let Some(owner) = Keys::claimed_feed(token) else {
            return Ok(None);
        };
        let version = self.store.read().await?.feed_version(owner).await?;
        Ok(self.keys.is_feed(owner, version, token).then_some(owner))
    }

    /// The calendar of an owner; `None` when the owner is gone. Equal appointments give equal bytes.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn feed(&self, owner: FeedOwner) -> Result<Option<String>, AppError> {
        let since = self.clock.now() - KEPT;
        let mut tx = self.store.read().await?;
        // For the office: the part of its work that the account may see.
        let mut within = None;
        let (lang, rows) = match owner {
            FeedOwner::Person(id) => match tx.person(id).await? {
                Some(person) if person.state != PersonState::Left => (
                    Lang::parse(&person.ui_language),
                    tx.feed_of_person(id, since).await?,
                ),
                _ => return Ok(None),
            },
            FeedOwner::Organisation(id) => match tx.organisation(id).await? {
                Some(_) => (Lang::De, tx.feed_of_organisation(id, since).await?),
                None => return Ok(None),
            },
            FeedOwner::Account(id) => match tx.account(id).await? {
                Some(account) if account.disabled_at.is_none() => {
                    let rights = Rights::new(tx.grants(id).await?);
                    if !rights.allow(Right::Read) {
                        return Ok(None);
                    }
                    within = Some(rights.reach(Right::Read));
                    (Lang::De, tx.feed_of_all(since).await?)
                }
                _ => return Ok(None),
            },
        };
        let entries = self.feed_entries(&mut tx, rows, lang, within.as_ref()).await?;
        drop(tx);
        Ok(Some(write_feed(&self.templates, &self.sender, lang, &entries)))
    }

    async fn feed_entries(
        &self,
        tx: &mut Tx,
        rows: Vec<FeedRow>,
        lang: Lang,
        within: Option<&Reach>,
    ) -> Result<Vec<FeedEntry>, AppError> {
        let ids: Vec<RequestId> = rows.iter().map(|row| row.request).collect();
        let requests: BTreeMap<_, _> = tx
            .requests_by_ids(&ids)
            .await?
            .into_iter()
            .map(|request| (request.id, request))
            .collect();
        let organisations: Vec<OrganisationId> = requests.values().map(|r| r.asked.organisation).collect();
        let organisations: BTreeMap<_, _> = tx
            .organisations_by_ids(&organisations)
            .await?
            .into_iter()
            .map(|organisation| (organisation.id, organisation))
            .collect();
        let locations: Vec<LocationId> = requests.values().map(|r| r.asked.location).collect();
        let locations: BTreeMap<_, _> = tx
            .locations_by_ids(&locations)
            .await?
            .into_iter()
            .map(|location| (location.id, location))
            .collect();
        let programmes = tx.programmes().await?;
        let entries = rows.into_iter().filter_map(|row| {
            let request = requests.get(&row.request)?;
            let organisation = organisations.get(&request.asked.organisation)?;
            let location = locations.get(&request.asked.location)?;
            let belongs = || Belongs {
                programmes: vec![request.asked.programme.clone()],
                district: location.district.clone(),
                carrier: Some(request.asked.organisation),
            };
            if within.is_some_and(|reach| !reach.covers(&belongs())) {
                return None;
            }
            let place = match request.asked.mode {
                // The address of a protected place is in no calendar.
                Mode::OnSite
                    if organisation.kind == OrganisationKind::Shelter
                        || location.kind == LocationKind::Protected =>
                {
                    None
                }
                Mode::OnSite => Some(format!(
                    "{}, {}, {} {}",
                    organisation.name, location.street, location.postcode, location.town
                )),
                mode => Some(self.templates.message(lang, &format!("mode-{mode}"), &[])),
            };
            Some(FeedEntry {
                uid: row.uid,
                sequence: row.sequence,
                changed_at: row.changed_at,
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                cancelled: row.cancelled,
                number: request.number,
                programme: programmes
                    .iter()
                    .find(|p| p.id == request.asked.programme)
                    .map(|p| p.name(lang.as_str()).to_owned())
                    .unwrap_or_default(),
                place,
                page: within
                    .is_some()
                    .then(|| format!("{}/office/requests/{}", self.config.base_url, request.number)),
            })
        });
        Ok(entries.collect())
    }
}
