//! What may an account do, and what do a scope's words mean for a request or a volunteer?

use uuid::Uuid;

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::programme::ProgrammeId;
use crate::domain::rights::{Belongs, Grant, Role, Scope};
use crate::ids::{
    AccountId, HeldActionId, InboundId, OfferId, OrganisationId, OutboxId, PersonId, PlanId, TaskId,
};

#[derive(sqlx::FromRow)]
struct GrantRow {
    role: String,
    programme: Option<String>,
    district: Option<String>,
    carrier: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct BelongsRow {
    programme: Option<String>,
    district: String,
    carrier: Option<Uuid>,
}

fn belongs(rows: Vec<BelongsRow>) -> Option<Belongs> {
    let first = rows.first()?;
    Some(Belongs {
        district: first.district.clone(),
        carrier: first.carrier.map(OrganisationId),
        programmes: rows
            .into_iter()
            .filter_map(|row| row.programme)
            .map(ProgrammeId)
            .collect(),
    })
}

impl Tx {
    /// The grants of an account, in the order they were given; at most 100.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grants(&mut self, account: AccountId) -> Result<Vec<Grant>, StoreError> {
        let rows = fetch_all!(
            self,
            GrantRow,
            "SELECT role, programme, district, carrier FROM account_grant WHERE account_id = $1
             ORDER BY position LIMIT 100",
            account.0,
        );
        let at = Place {
            table: "account_grant",
            row: account.0,
        };
        rows.into_iter()
            .map(|row| {
                Ok(Grant {
                    role: at.known("role", Role::parse(&row.role))?,
                    scope: Scope {
                        programme: row.programme.map(ProgrammeId),
                        district: row.district,
                        carrier: row.carrier.map(OrganisationId),
                    },
                })
            })
            .collect()
    }

    /// Replaces the grants of an account.
    ///
    /// # Errors
    /// When the database fails or a programme, district or organisation is unknown.
    pub async fn set_grants(&mut self, account: AccountId, grants: &[Grant]) -> Result<(), StoreError> {
        execute!(self, "DELETE FROM account_grant WHERE account_id = $1", account.0);
        for (grant, position) in grants.iter().zip(0_i64..) {
            execute!(
                self,
                "INSERT INTO account_grant (account_id, position, role, programme, district, carrier)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                account.0,
                position,
                grant.role.as_str(),
                grant.scope.programme.as_ref().map(|p| p.0.as_str()),
                grant.scope.district.as_deref(),
                grant.scope.carrier.map(|c| c.0),
            );
        }
        Ok(())
    }

    /// How many accounts that can sign in are administrators.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_administrators(&mut self) -> Result<i64, StoreError> {
        let (count,) = fetch_one!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM account
             WHERE disabled_at IS NULL
               AND id IN (SELECT account_id FROM account_grant WHERE role = 'administrator')",
        );
        Ok(count)
    }

    /// What a request belongs to, or `None` when there is none of this number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_belongs(&mut self, number: i64) -> Result<Option<Belongs>, StoreError> {
        Ok(belongs(fetch_all!(
            self,
            BelongsRow,
            "SELECT r.programme, l.district, r.organisation_id AS carrier
             FROM request r JOIN location l ON l.id = r.location_id WHERE r.number = $1",
            number,
        )))
    }

    /// What the request of an offer belongs to, or `None` when there is no such offer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offer_belongs(&mut self, id: OfferId) -> Result<Option<Belongs>, StoreError> {
        Ok(belongs(fetch_all!(
            self,
            BelongsRow,
            "SELECT r.programme, l.district, r.organisation_id AS carrier
             FROM offer o JOIN request r ON r.id = o.request_id JOIN location l ON l.id = r.location_id
             WHERE o.id = $1",
            id.0,
        )))
    }

    /// What the request of a mail belongs to; `None` when there is no such mail, or it is about no single request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_belongs(&mut self, id: OutboxId) -> Result<Option<Belongs>, StoreError> {
        Ok(belongs(fetch_all!(
            self,
            BelongsRow,
            "SELECT r.programme, l.district, r.organisation_id AS carrier
             FROM outbox b JOIN request r ON r.id = b.request_id JOIN location l ON l.id = r.location_id
             WHERE b.id = $1",
            id.0,
        )))
    }

    /// What the request of a letter that came in belongs to; `None` when there is no such letter, or it is about no
    /// request.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn letter_belongs(&mut self, id: InboundId) -> Result<Option<Belongs>, StoreError> {
        Ok(belongs(fetch_all!(
            self,
            BelongsRow,
            "SELECT r.programme, l.district, r.organisation_id AS carrier
             FROM inbound i JOIN request r ON r.id = i.request_id JOIN location l ON l.id = r.location_id
             WHERE i.id = $1",
            id.0,
        )))
    }

    /// The plan whose sending can be taken back by an action.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_of_action(&mut self, id: HeldActionId) -> Result<Option<PlanId>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT plan_id FROM held_action WHERE id = $1 AND plan_id IS NOT NULL",
            id.0,
        );
        Ok(found.map(|(id,)| PlanId(id)))
    }

    /// What the request or the volunteer of an action that can be taken back belongs to; `None` when there is no such
    /// action, or when it sent out a whole plan.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn action_belongs(&mut self, id: HeldActionId) -> Result<Option<Belongs>, StoreError> {
        let found = fetch_optional!(
            self,
            (Option<i64>, Option<Uuid>),
            "SELECT r.number, a.person_id FROM held_action a LEFT JOIN request r ON r.id = a.request_id
             WHERE a.id = $1 AND a.plan_id IS NULL",
            id.0,
        );
        match found {
            Some((Some(number), _)) => self.request_belongs(number).await,
            Some((None, Some(person))) => self.person_belongs(PersonId(person)).await,
            _ => Ok(None),
        }
    }

    /// What a volunteer belongs to, or `None` when there is no such person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_belongs(&mut self, id: PersonId) -> Result<Option<Belongs>, StoreError> {
        Ok(belongs(fetch_all!(
            self,
            BelongsRow,
            "SELECT pp.programme, p.district, c.organisation_id AS carrier
             FROM person p LEFT JOIN person_programme pp ON pp.person_id = p.id
                           LEFT JOIN person_carrier c ON c.person_id = p.id
             WHERE p.id = $1 ORDER BY pp.programme",
            id.0,
        )))
    }

    /// What the request or the volunteer of a task belongs to, or `None` when there is no such task or it is about
    /// neither.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn task_belongs(&mut self, id: TaskId) -> Result<Option<Belongs>, StoreError> {
        let found = fetch_optional!(
            self,
            (Option<i64>, Option<Uuid>),
            "SELECT r.number, t.person_id FROM task t LEFT JOIN request r ON r.id = t.request_id WHERE t.id = $1",
            id.0,
        );
        match found {
            Some((Some(number), _)) => self.request_belongs(number).await,
            Some((None, Some(person))) => self.person_belongs(PersonId(person)).await,
            _ => Ok(None),
        }
    }

    /// Which carrier looks after a volunteer; `None`: the office itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn carrier_of(&mut self, person: PersonId) -> Result<Option<OrganisationId>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT organisation_id FROM person_carrier WHERE person_id = $1",
            person.0,
        );
        Ok(found.map(|(id,)| OrganisationId(id)))
    }

    /// Says which carrier looks after a volunteer; `None`: the office itself.
    ///
    /// # Errors
    /// When the database fails or one of the two is unknown.
    pub async fn set_carrier(
        &mut self,
        person: PersonId,
        carrier: Option<OrganisationId>,
    ) -> Result<(), StoreError> {
        match carrier {
            Some(carrier) => execute!(
                self,
                "INSERT INTO person_carrier (person_id, organisation_id) VALUES ($1, $2)
                 ON CONFLICT (person_id) DO UPDATE SET organisation_id = $2",
                person.0,
                carrier.0,
            ),
            None => execute!(self, "DELETE FROM person_carrier WHERE person_id = $1", person.0),
        };
        Ok(())
    }
}
