//! The demo city moves in: its files go through the same door as an office's own, and its entrances are opened.

use std::collections::BTreeMap;

use super::accounts::new_account;
use super::{App, AppError};
use crate::demo;
use crate::domain::organisation::{Organisation, OrganisationKind};
use crate::domain::rights::{Grant, Role};
use crate::domain::text::EmailAddress;
use crate::ids::{AccountId, OrganisationId};
use crate::store::{Page, RequestFilter};

/// Address the demo's coordinator signs in with.
const EMAIL: &str = "koordination@example.org";
/// The seed of the city: everybody sees the same one.
const SEED: u64 = 59_065;

/// The ways into the demo, shown on its start page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoEntrances {
    /// Address to sign in with.
    pub email: String,
    /// Password; another one at each start.
    pub password: String,
    /// A school's name.
    pub school: String,
    /// Token of its page.
    pub school_token: String,
}

impl App {
    /// Fills an empty store with the demo city and gives the coordinator a new password.
    ///
    /// # Errors
    /// When this is no demo, or the store fails.
    pub async fn prepare_demo(&self) -> Result<DemoEntrances, AppError> {
        if !self.config.demo {
            return Err(AppError::Forbidden);
        }
        let now = self.clock.now();
        let empty = self.store.read().await?.districts().await?.is_empty();
        if empty {
            let today = now.with_timezone(&self.config.time_zone).date_naive();
            for file in demo::files(today, SEED) {
                let report = self.import(file.kind, &file.bytes, None, false).await?;
                if !report.faults.is_empty() {
                    let first = report.faults.first();
                    return Err(AppError::Internal(anyhow::anyhow!(
                        "{} has faults: {first:?}",
                        file.name
                    )));
                }
            }
            // The demo shows what an office sees after its first weeks; its mails are files.
            self.begin_in_real_operation().await?;
        }
        let email = EmailAddress::parse("email", EMAIL).map_err(|r| AppError::Rejected(vec![r]))?;
        let account = self.store.read().await?.account_by_email(&email).await?;
        let account = match account {
            Some(account) => account.id,
            None => {
                let id = AccountId(self.ids.uuid(now));
                let mut tx = self.store.write().await?;
                tx.insert_account(&new_account(id, email, "Ina Demo".to_owned(), now))
                    .await?;
                tx.set_grants(id, &[Grant::everywhere(Role::Administrator)])
                    .await?;
                tx.commit().await?;
                id
            }
        };
        if empty {
            self.prepare_demo_rules(account).await?;
        }
        let password = readable_password(&self.ids.bytes::<10>());
        self.set_password(account, &password, "").await?;
        let school = self.busiest_school().await?.ok_or(AppError::NotFound)?;
        Ok(DemoEntrances {
            email: EMAIL.to_owned(),
            password,
            school_token: self.keys.organisation(&school),
            school: school.name,
        })
    }
}

impl App {
    /// The school with the most requests, so that its page has something to show.
    async fn busiest_school(&self) -> Result<Option<Organisation>, AppError> {
        let mut tx = self.store.read().await?;
        let rows = tx
            .requests(&RequestFilter::default(), Page::first(Page::MAX_SIZE))
            .await?
            .rows;
        let mut counts: BTreeMap<OrganisationId, usize> = BTreeMap::new();
        for row in rows {
            *counts.entry(row.organisation).or_default() += 1;
        }
        let ids: Vec<OrganisationId> = counts.keys().copied().collect();
        let schools = tx.organisations_by_ids(&ids).await?;
        let schools = schools.into_iter().filter(|o| o.kind == OrganisationKind::School);
        Ok(schools.max_by_key(|o| (counts.get(&o.id).copied(), std::cmp::Reverse(o.id))))
    }
}

/// A password that can be read from a terminal and typed: two groups of letters and digits without look-alikes.
fn readable_password(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789k";
    let text: String = bytes
        .iter()
        .map(|b| char::from(LETTERS[usize::from(b % 32)]))
        .collect();
    format!("{}-{}-demo", &text[..5], &text[5..])
}
