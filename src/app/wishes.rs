//! `Fest eintragen` and `Nicht diese Person`: what the office wants of every proposal.

use uuid::Uuid;

use super::{App, AppError, reach_of};
use crate::domain::account::Actor;
use crate::domain::person::Person;
use crate::domain::plan::{PlanWish, WishKind};
use crate::domain::request::Request;
use crate::domain::rights::Right;
use crate::ids::{AccountId, PersonId, PlanId, RequestId};

impl App {
    /// Fixes a person on a request, keeps them away from it, or takes either back with `None`. Proposals computed
    /// before no longer fit.
    ///
    /// # Errors
    /// `NotFound`, or `Conflict` when the request waits for no proposal.
    pub async fn wish(
        &self,
        number: i64,
        person: PersonId,
        option: usize,
        kind: Option<WishKind>,
        account: AccountId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let asked = tx.request_belongs(number).await?.ok_or(AppError::NotFound)?;
        let who = tx.person_belongs(person).await?.ok_or(AppError::NotFound)?;
        let reach = reach_of(&mut tx, account, Right::Plan).await?;
        if !reach.covers(&asked) || !reach.covers(&who) {
            return Err(AppError::NotFound);
        }
        if !request.state.plannable() || option >= request.asked.options.len() {
            return Err(AppError::Conflict("conflict-not-planned"));
        }
        let word = match kind {
            Some(kind) => {
                let wish = PlanWish {
                    request: request.id,
                    person,
                    kind,
                    option,
                };
                tx.set_plan_wish(&wish, account, now).await?;
                kind.as_str()
            }
            None => {
                tx.drop_plan_wish(request.id, person).await?;
                "none"
            }
        };
        let detail = [("person", person.to_string().into()), ("wish", word.into())];
        let actor = Actor::Account(account);
        self.audit(
            &mut tx,
            now,
            actor,
            "request.wished",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The wishes about the requests of a proposal's weeks that wait for one, with request and person.
    ///
    /// # Errors
    /// `NotFound` when there is no such plan.
    pub async fn wishes_of_plan(&self, id: PlanId) -> Result<Vec<(PlanWish, Request, Person)>, AppError> {
        let mut tx = self.store.read().await?;
        let record = tx.plan(id).await?.ok_or(AppError::NotFound)?;
        let requests = tx
            .plannable_requests(record.window.from, record.window.to)
            .await?;
        let ids: Vec<RequestId> = requests.iter().map(|r| r.id).collect();
        let ids: Vec<RequestId> = tx
            .requests_within(&ids, &record.reach)
            .await?
            .into_iter()
            .collect();
        let mut wishes = tx.plan_wishes(&ids).await?;
        let people: Vec<Uuid> = wishes.iter().map(|w| w.person.0).collect();
        let near = tx.people_within(&people, &record.reach).await?;
        wishes.retain(|wish| near.contains(&wish.person.0));
        let people: Vec<PersonId> = wishes.iter().map(|w| w.person).collect();
        let people = tx.people_by_ids(&people).await?;
        Ok(wishes
            .into_iter()
            .filter_map(|wish| {
                let request = requests.iter().find(|r| r.id == wish.request)?.clone();
                let person = people.iter().find(|p| p.id == wish.person)?.clone();
                Some((wish, request, person))
            })
            .collect())
    }
}
