//! Everybody of the office at a glance: accounts with their roles and whether they have a second factor.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::account::Account;
use crate::domain::programme::ProgrammeId;
use crate::domain::rights::{Grant, Role, Scope};
use crate::ids::OrganisationId;

/// One account in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRow {
    /// The account.
    pub account: Account,
    /// Its roles, in the order they were given.
    pub grants: Vec<Grant>,
    /// Whether it has a confirmed second factor.
    pub factor: bool,
}

impl Tx {
    /// Every account, oldest first, at most 500. Three queries.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn team(&mut self) -> Result<Vec<TeamRow>, StoreError> {
        let accounts = self.accounts().await?;
        let rows = fetch_all!(
            self,
            (Uuid, String, Option<String>, Option<String>, Option<Uuid>),
            "SELECT account_id, role, programme, district, carrier FROM account_grant
             ORDER BY account_id, position LIMIT 50000",
        );
        let mut grants: BTreeMap<Uuid, Vec<Grant>> = BTreeMap::new();
        for (account, role, programme, district, carrier) in rows {
            let at = Place {
                table: "account_grant",
                row: account,
            };
            grants.entry(account).or_default().push(Grant {
                role: at.known("role", Role::parse(&role))?,
                scope: Scope {
                    programme: programme.map(ProgrammeId),
                    district,
                    carrier: carrier.map(OrganisationId),
                },
            });
        }
        let factors: BTreeSet<Uuid> = fetch_all!(
            self,
            (Uuid,),
            "SELECT account_id FROM account_factor WHERE confirmed_at IS NOT NULL ORDER BY account_id LIMIT 500",
        )
        .into_iter()
        .map(|(id,)| id)
        .collect();
        let row = |account: Account| TeamRow {
            grants: grants.remove(&account.id.0).unwrap_or_default(),
            factor: factors.contains(&account.id.0),
            account,
        };
        Ok(accounts.into_iter().map(row).collect())
    }

    /// Changes the name of an account; `false` when it does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rename_account(
        &mut self,
        id: crate::ids::AccountId,
        name: &str,
    ) -> Result<bool, StoreError> {
        Ok(execute!(self, "UPDATE account SET name = $2 WHERE id = $1", id.0, name) == 1)
    }
}
