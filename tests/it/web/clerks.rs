//! Accounts of the office with the grants a test needs, signed in.

use passgenau::domain::account::Account;
use passgenau::domain::programme::ProgrammeId;
use passgenau::domain::rights::{Grant, Role, Scope};
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{AccountId, OrganisationId};
use uuid::Uuid;

use super::browser::Browser;
use crate::support::app::TestApp;

/// The account of a clerk.
pub(super) fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(500 + n))
}

/// Somebody of the office with these grants, signed in.
pub(super) async fn clerk(office: &TestApp, n: u128, grants: &[Grant]) -> Browser {
    let id = account(n);
    let mut tx = office.app.store.write().await.unwrap();
    let address = format!("konto{n}@example.org");
    tx.insert_account(&Account {
        id,
        email: EmailAddress::parse("email", &address).unwrap(),
        name: format!("Konto {n}"),
        password_hash: None,
        disabled_at: None,
        created_at: office.now(),
        welcome_issued_at: None,
        welcome_used_at: None,
    })
    .await
    .unwrap();
    tx.set_grants(id, grants).await.unwrap();
    tx.commit().await.unwrap();
    let token = office.app.set_password(id, super::PASSWORD, "").await.unwrap();
    let mut browser = Browser::new(&office.app);
    browser.set_cookie("passgenau", &token.token);
    browser
}

pub(super) async fn signed_in_as(office: &TestApp, n: u128, role: Role) -> Browser {
    clerk(office, n, &[Grant::everywhere(role)]).await
}

/// A coordinator for one part of the work.
pub(super) fn coordinator(
    programme: Option<&str>,
    district: Option<&str>,
    carrier: Option<OrganisationId>,
) -> Grant {
    Grant {
        role: Role::Coordinator,
        scope: Scope {
            programme: programme.map(|p| ProgrammeId(p.into())),
            district: district.map(str::to_owned),
            carrier,
        },
    }
}
