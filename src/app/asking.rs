//! Who is asked next, how many at once, and how long may they think?
//!
//! People are asked in rounds. A round ends when it can no longer fill the places it was made for; then the next one
//! begins. The order is the one of the published plan, then whoever else the solver's rules let step in, best first.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use tracing::warn;

use super::{App, AppError, notice};
use crate::calendar::waking::CALL_LEAD;
use crate::domain::account::Actor;
use crate::domain::asking::{AskingPolicy, AskingRule, AskingWay};
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::offer::{Offer, OfferState};
use crate::domain::person::Person;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::domain::request::Request;
use crate::domain::task::TaskKind;
use crate::ids::{AccountId, OfferId, PersonId, PlanId};
use crate::store::{Tx, Which};

/// A reminder sooner after the question than this reminds nobody.
const REMINDER_AFTER: chrono::Duration = chrono::Duration::minutes(30);

/// Most open offers looked at for reminders.
const REMINDED: i64 = 5000;

/// Which round of asking begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Round {
    /// The first one, besides those whom the plan has chosen.
    First,
    /// One after others.
    Next,
}

/// One offer to be made.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewOffer {
    /// Position of the seat.
    pub(super) seat: usize,
    /// The plan it comes from.
    pub(super) plan: Option<PlanId>,
    /// Order within the seat.
    pub(super) rank: i64,
    /// When its mail may leave.
    pub(super) leaves_at: DateTime<Utc>,
    /// Whether the office calls in any case.
    pub(super) call: bool,
}

impl App {
    /// How people are asked in a programme.
    pub(super) async fn asking_policy(
        &self,
        tx: &mut Tx,
        programme: &ProgrammeId,
    ) -> Result<AskingPolicy, AppError> {
        let Some(text) = tx.setting(&setting(programme)).await? else {
            return Ok(AskingPolicy::default());
        };
        let policy = serde_json::from_str::<AskingPolicy>(&text)
            .ok()
            .and_then(|p| p.checked().ok());
        Ok(policy.unwrap_or_else(|| {
            warn!(
                programme = programme.0,
                "the rules for asking cannot be read; the built-in ones hold"
            );
            AskingPolicy::default()
        }))
    }

    /// How people are asked in every programme, in the order of the programmes.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn asking_policies(&self) -> Result<Vec<(Programme, AskingPolicy)>, AppError> {
        let mut tx = self.store.read().await?;
        let mut policies = Vec::new();
        for programme in tx.programmes().await? {
            let policy = self.asking_policy(&mut tx, &programme.id).await?;
            policies.push((programme, policy));
        }
        Ok(policies)
    }

    /// Changes how people are asked in a programme.
    ///
    /// # Errors
    /// `Rejected` with every number that makes no sense.
    pub async fn set_asking_policy(
        &self,
        programme: &ProgrammeId,
        policy: AskingPolicy,
        account: AccountId,
    ) -> Result<(), AppError> {
        let policy = policy.checked().map_err(AppError::Rejected)?;
        let text = serde_json::to_string(&policy).map_err(|error| AppError::Internal(error.into()))?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.set_setting(&setting(programme), &text, now).await?;
        let detail = [("programme", programme.0.clone().into())];
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "asking.changed",
            "account",
            account.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Asks more people for a seat of a request that is being searched for, or, when nobody is left, tells the
    /// organisation and the office. The caller holds the request's lock.
    pub(super) async fn ask_next(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.ask_round(tx, request, seat, Round::Next, now, now).await
    }

    pub(super) async fn ask_round(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
        round: Round,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(time) = request.chosen() else {
            return Ok(());
        };
        let wanted = self.places_left(tx, request, seat).await?;
        let offers = tx.offers_of_request(request.id).await?;
        let open = offers.iter().filter(|o| o.seat == seat && o.state.open()).count();
        if wanted == 0 || (round == Round::Next && open >= wanted) {
            return Ok(());
        }
        let mut asked = 0;
        let mut behind = 0;
        if time.starts_at > now {
            let rule = self
                .asking_policy(tx, &request.asked.programme)
                .await?
                .rule(time.starts_at - now);
            let target = self.target(tx, request, wanted, rule, round).await?;
            let now_asked = target.saturating_sub(open);
            // Who else could be asked is a question about the whole pool; a publication asks for every one of its
            // requests, and mostly needs nobody else.
            let people = match now_asked {
                0 => Vec::new(),
                _ => self.next_people(tx, request, seat, &offers, now).await?,
            };
            let plan = offers
                .iter()
                .max_by_key(|o| (o.created_at, o.id))
                .and_then(|o| o.plan);
            let rank = offers
                .iter()
                .filter(|o| o.seat == seat)
                .map(|o| o.rank + 1)
                .max()
                .unwrap_or(0);
            behind = people.len().saturating_sub(now_asked);
            for (person, rank) in people.iter().take(now_asked).zip(rank..) {
                let offer = NewOffer {
                    seat,
                    plan,
                    rank,
                    leaves_at,
                    call: false,
                };
                asked += usize::from(self.make_offer(tx, request, person, offer, now).await?);
            }
        }
        if open + asked < wanted && round == Round::Next {
            return self.nobody_left(tx, request, now).await;
        }
        if round == Round::Next && asked > 0 && behind == 0 {
            return self.last_asked(tx, request, now).await;
        }
        Ok(())
    }

    /// How many people are to be asked for `wanted` places at the same time.
    pub(super) async fn target(
        &self,
        tx: &mut Tx,
        request: &Request,
        wanted: usize,
        rule: AskingRule,
        round: Round,
    ) -> Result<usize, AppError> {
        if tx.asking_way(request.id).await? == Some(AskingWay::All) {
            return Ok(usize::MAX);
        }
        let each = if round == Round::First {
            rule.first
        } else {
            rule.next
        };
        Ok(wanted.saturating_mul(usize::try_from(each).unwrap_or(1)))
    }

    /// Places of a seat for which nobody has agreed, or only somebody who looks for a stand-in.
    pub(super) async fn places_left(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
    ) -> Result<usize, AppError> {
        let wanted = request.asked.seats.get(seat).map_or(0, |s| s.headcount);
        let leaving = tx.stand_ins_of_request(request.id).await?;
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let taken = agreed
            .iter()
            .filter(|a| a.seat == seat && !leaving.contains(&a.id))
            .count();
        Ok(usize::try_from(wanted).unwrap_or(0).saturating_sub(taken))
    }

    /// Whoever was not asked yet and could take the seat with everything agreed unchanged, in order.
    async fn next_people(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
        offers: &[Offer],
        now: DateTime<Utc>,
    ) -> Result<Vec<Person>, AppError> {
        let able = self.substitutes(tx, request, seat, now).await?;
        let plan = offers
            .iter()
            .max_by_key(|o| (o.created_at, o.id))
            .and_then(|o| o.plan);
        let ranked = match plan {
            Some(plan) => tx.candidates(plan, request.id, seat).await?,
            None => Vec::new(),
        };
        let place = |id: &PersonId| ranked.iter().position(|c| c.person == *id).unwrap_or(usize::MAX);
        // An offer that was taken back before it could be answered does not count as asked.
        let asked = |id: &PersonId| {
            offers
                .iter()
                .any(|o| o.person == *id && o.state != OfferState::Withdrawn)
        };
        let mut order: Vec<(usize, usize, PersonId)> = able
            .iter()
            .enumerate()
            .filter(|(_, id)| !asked(id))
            .map(|(quality, id)| (place(id), quality, *id))
            .collect();
        order.sort();
        let ids: Vec<PersonId> = order.into_iter().map(|(_, _, id)| id).collect();
        let mut people = tx.people_by_ids(&ids).await?;
        people.sort_by_key(|p| ids.iter().position(|id| *id == p.id));
        Ok(people)
    }

    /// Makes an offer for the request's chosen time and asks the person by mail, or has the office call. `false` when
    /// the person has an open one already.
    pub(super) async fn make_offer(
        &self,
        tx: &mut Tx,
        request: &Request,
        person: &Person,
        new: NewOffer,
        now: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let (Some(option), Some(time)) = (request.chosen_option, request.chosen()) else {
            return Ok(false);
        };
        let starts_at = time.starts_at;
        let rule = self
            .asking_policy(tx, &request.asked.programme)
            .await?
            .rule(starts_at - now);
        let waking = self.waking();
        let by_mail = person.reachable_by_mail() && starts_at - now >= CALL_LEAD && !new.call;
        let asked_at = waking.next_for(new.leaves_at, starts_at);
        let offer = Offer {
            id: OfferId(self.ids.uuid(now)),
            request: request.id,
            seat: new.seat,
            option,
            person: person.id,
            plan: new.plan,
            rank: new.rank,
            state: OfferState::Offered,
            created_at: now,
            answer_by: waking.answer_deadline(asked_at, starts_at, rule.window()),
            answered_at: None,
            answer_view: None,
            link_version: 1,
        };
        if !tx.insert_offer(&offer).await? {
            return Ok(false);
        }
        let detail = [("person", person.id.to_string().into())];
        self.audit(
            tx,
            now,
            Actor::System,
            "offer.made",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        if !by_mail {
            self.add_task(tx, TaskKind::CallByPhone, request, Some(&offer), now)
                .await?;
            return Ok(true);
        }
        self.ensure_welcome(tx, person.id, asked_at, now).await?;
        let to = Recipient::Person(person.id);
        let mut told = notice(NoticeKind::Offer, to, request, &offer.id.to_string(), now);
        told.offer = Some(offer.id);
        told.not_before = asked_at;
        self.enqueue(tx, &told, now).await?;
        Ok(true)
    }

    /// Whoever has not answered is reminded before the time is over; a reminder that would fall into quiet hours goes
    /// before them.
    pub(super) async fn offer_reminders(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<(), AppError> {
        let open = tx.open_offers(REMINDED).await?;
        let waiting: Vec<Offer> = open
            .into_iter()
            .filter(|o| o.state == OfferState::Offered)
            .collect();
        let requests = tx
            .requests_by_ids(&waiting.iter().map(|o| o.request).collect::<Vec<_>>())
            .await?;
        let people = tx
            .people_by_ids(&waiting.iter().map(|o| o.person).collect::<Vec<_>>())
            .await?;
        let mut policies = BTreeMap::new();
        for programme in tx.programmes().await? {
            let policy = self.asking_policy(tx, &programme.id).await?;
            policies.insert(programme.id, policy);
        }
        for offer in &waiting {
            let request = requests.iter().find(|r| r.id == offer.request);
            let time = request.and_then(|r| r.asked.options.get(offer.option));
            let reached = people
                .iter()
                .any(|p| p.id == offer.person && p.reachable_by_mail());
            let (Some(request), Some(time), true) = (request, time, reached) else {
                continue;
            };
            let Some(policy) = policies.get(&request.asked.programme) else {
                continue;
            };
            let rule = policy.rule(time.starts_at - offer.created_at);
            let wished = offer.answer_by - chrono::Duration::minutes(rule.reminder_minutes);
            let due = self.waking().last_waking(wished);
            let helps = due >= offer.created_at + REMINDER_AFTER && now < offer.answer_by;
            if rule.reminder_minutes > 0 && now >= due && helps {
                let to = Recipient::Person(offer.person);
                let mut told = notice(NoticeKind::OfferReminder, to, request, &offer.id.to_string(), now);
                told.offer = Some(offer.id);
                self.enqueue(tx, &told, now).await?;
            }
        }
        Ok(())
    }
}

/// Name of the setting that holds a programme's rules.
pub(super) fn setting(programme: &ProgrammeId) -> String {
    format!("asking/{}", programme.0)
}
