//! A volunteer answers - on the link page, or by telephone through the office - and what follows from it.

use chrono::{DateTime, Utc};

use super::caller::Heard;
use super::{App, AppError, Keys, notice};
use crate::domain::account::Actor;
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::notice::{CalendarStamp, EndCause, NewNotice, NoticeKind, NoticePayload, Recipient};
use crate::domain::offer::{Answer, Offer, OfferState};
use crate::domain::organisation::{Contact, Location, Organisation};
use crate::domain::person::Person;
use crate::domain::request::{CalendarEntry, Request, RequestState, TimeOption};
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::{AccountId, AssignmentId, OfferId, PersonId, TaskId};
use crate::store::{Choice, Tx, Which};

/// What an answer led to, for the page that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerOutcome {
    /// Agreed; the assignment stands.
    Confirmed,
    /// Declined; the next person is asked.
    Declined,
    /// The office will call.
    CallRequested,
    /// Someone else has taken it, or it is no longer needed.
    Taken,
    /// The time for an answer is over.
    Expired,
    /// The organisation called the appointment off.
    Cancelled,
    /// The person has agreed to something else at that time.
    Collides,
    /// One page view sent two different answers: a machine; the office will ask.
    Contradictory,
}

/// Who answers, and how it reached us.
#[derive(Clone, Copy, Debug)]
enum Voice<'a> {
    /// The volunteer, on a page view with this form mark.
    Page(&'a str),
    /// Someone of the office wrote down what was said.
    Office(AccountId, Heard),
}

impl Voice<'_> {
    fn actor(self, offer: &Offer) -> Actor {
        match self {
            Self::Page(_) => Actor::Person(offer.person),
            Self::Office(account, _) => Actor::Account(account),
        }
    }
}

/// All a volunteer's page shows about an offer.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// The offer.
    pub offer: Offer,
    /// The person asked.
    pub person: Person,
    /// The request.
    pub request: Request,
    /// Where; shown after a yes only.
    pub location: Location,
    /// Who asks; shown after a yes only.
    pub organisation: Organisation,
    /// Contact on site; shown after a yes only.
    pub contact: Contact,
    /// Name of the district.
    pub district: String,
    /// Programme name, German and English.
    pub programme: (String, String),
    /// Language name, German and English.
    pub language: Option<(String, String)>,
    /// The standing assignment, after a yes.
    pub assignment: Option<Assignment>,
    /// Whether `Zusagen` and `Absagen` can still be pressed.
    pub answerable: bool,
    /// Whether a stand-in is being looked for.
    pub stand_in: bool,
    /// Token of the page on which the same person is asked anew, when this question was taken back.
    pub again: Option<String>,
}

impl App {
    /// The offer behind a link, or `None` when the link is forged, out of date or unknown.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn offer_by_token(&self, token: &str) -> Result<Option<OfferView>, AppError> {
        let mut tx = self.store.read().await?;
        let Some(offer) = self.verified_offer(&mut tx, token).await? else {
            return Ok(None);
        };
        let missing =
            || AppError::Internal(anyhow::anyhow!("offer {} points to rows that are gone", offer.id));
        let person = tx.person(offer.person).await?.ok_or_else(missing)?;
        let request = tx.request(offer.request).await?.ok_or_else(missing)?;
        let location = tx.location(request.asked.location).await?.ok_or_else(missing)?;
        let organisation = tx
            .organisation(request.asked.organisation)
            .await?
            .ok_or_else(missing)?;
        let contact = tx.contact(request.asked.contact).await?.ok_or_else(missing)?;
        let words = self.request_words(&mut tx, &request, &location).await?;
        let assignment = self.standing_assignment(&mut tx, &offer).await?;
        let answerable = self
            .closed_outcome(&mut tx, &offer, &request, assignment.as_ref())
            .await?
            .is_none();
        let stand_in = match &assignment {
            Some(agreed) => tx.stand_ins_of_request(request.id).await?.contains(&agreed.id),
            None => false,
        };
        let again = match offer.state {
            OfferState::Withdrawn => {
                let offers = tx.offers_of_request(request.id).await?;
                let newer = offers
                    .into_iter()
                    .find(|o| o.person == offer.person && o.seat == offer.seat && o.state.open());
                newer.map(|newer| self.keys.offer(&newer))
            }
            _ => None,
        };
        Ok(Some(OfferView {
            again,
            stand_in,
            district: words.district,
            programme: words.programme,
            language: words.language,
            offer,
            person,
            request,
            location,
            organisation,
            contact,
            assignment,
            answerable,
        }))
    }

    pub(super) async fn verified_offer(&self, tx: &mut Tx, token: &str) -> Result<Option<Offer>, AppError> {
        let Some(id) = Keys::claimed_id(token) else {
            return Ok(None);
        };
        let offer = tx.offer(OfferId(id)).await?;
        Ok(offer.filter(|offer| self.keys.is_offer(offer, token)))
    }

    async fn standing_assignment(&self, tx: &mut Tx, offer: &Offer) -> Result<Option<Assignment>, AppError> {
        let standing = tx.assignments_of_request(offer.request, Which::Active).await?;
        Ok(standing.into_iter().find(|a| a.offer == offer.id))
    }

    /// A volunteer answers on the link page. `mark` is the form mark of that page view.
    ///
    /// # Errors
    /// `NotFound` for a link that is no longer good.
    pub async fn answer(&self, token: &str, answer: Answer, mark: &str) -> Result<AnswerOutcome, AppError> {
        let mut tx = self.store.write().await?;
        let offer = self
            .verified_offer(&mut tx, token)
            .await?
            .ok_or(AppError::NotFound)?;
        let outcome = self
            .answer_in(&mut tx, offer.id, answer, Voice::Page(mark))
            .await?;
        tx.commit().await?;
        self.ring();
        Ok(outcome)
    }

    /// The office writes down what a volunteer said on the telephone.
    ///
    /// # Errors
    /// `NotFound` for an offer that does not exist.
    pub async fn record_answer(
        &self,
        offer: OfferId,
        answer: Answer,
        account: AccountId,
    ) -> Result<AnswerOutcome, AppError> {
        self.record_as(offer, answer, Heard::NOW, account).await
    }

    /// The same for whatever reached the office.
    pub(super) async fn record_as(
        &self,
        offer: OfferId,
        answer: Answer,
        heard: Heard,
        account: AccountId,
    ) -> Result<AnswerOutcome, AppError> {
        let mut tx = self.store.write().await?;
        let outcome = self
            .answer_in(&mut tx, offer, answer, Voice::Office(account, heard))
            .await?;
        tx.close_tasks_of_offer(offer, Some(account), self.clock.now())
            .await?;
        tx.commit().await?;
        self.ring();
        Ok(outcome)
    }

    /// Answers every open question of somebody who leaves with no.
    pub(super) async fn decline_all(&self, tx: &mut Tx, person: PersonId) -> Result<(), AppError> {
        for offer in tx.offers_of_person_open(person).await? {
            let mark = format!("leaving:{}", offer.id);
            self.answer_in(tx, offer.id, Answer::Decline, Voice::Page(&mark))
                .await?;
        }
        Ok(())
    }

    async fn answer_in(
        &self,
        tx: &mut Tx,
        offer: OfferId,
        answer: Answer,
        voice: Voice<'_>,
    ) -> Result<AnswerOutcome, AppError> {
        let now = self.clock.now();
        let request_id = tx.offer(offer).await?.ok_or(AppError::NotFound)?.request;
        // From here on nobody else changes this request: two people who accept at once come one after the other.
        let request = tx.lock_request(request_id).await?.ok_or(AppError::NotFound)?;
        let offer = tx.offer(offer).await?.ok_or(AppError::NotFound)?;
        if let Voice::Page(mark) = voice
            && offer.answer_view.as_deref() == Some(mark)
        {
            let standing = self.standing_assignment(tx, &offer).await?.is_some();
            return match repeated_outcome(offer.state, answer) {
                // Agreed, and called off since.
                Some(AnswerOutcome::Confirmed) if !standing => Ok(AnswerOutcome::Cancelled),
                Some(outcome) => Ok(outcome),
                None => self.contradiction(tx, &request, &offer, now).await,
            };
        }
        let assignment = self.standing_assignment(tx, &offer).await?;
        if let Some(outcome) = self
            .closed_outcome(tx, &offer, &request, assignment.as_ref())
            .await?
        {
            return Ok(outcome);
        }
        tx.obsolete_unsent_of_offer(offer.id, NoticeKind::OfferReminder, now)
            .await?;
        let outcome = match answer {
            Answer::Accept => self.accept(tx, &request, &offer, voice, now).await?,
            Answer::Decline => self.decline(tx, &request, &offer, voice, now).await?,
            Answer::Call => self.ask_for_call(tx, &request, &offer, voice, now).await?,
        };
        let (channel, said_at) = match voice {
            Voice::Page(_) => ("page", None),
            Voice::Office(_, heard) => (heard.channel.as_str(), heard.at),
        };
        let action = match outcome {
            AnswerOutcome::Confirmed => "offer.accepted",
            AnswerOutcome::Declined => "offer.declined",
            AnswerOutcome::CallRequested => "offer.call",
            _ => "offer.answered",
        };
        let mut detail = vec![
            ("person", offer.person.to_string().into()),
            ("channel", channel.into()),
        ];
        detail.extend(said_at.map(|at| ("said_at", at.to_rfc3339().into())));
        self.audit(
            tx,
            now,
            voice.actor(&offer),
            action,
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        Ok(outcome)
    }

    /// What the page says when an offer can no longer be answered; `None` while it can.
    async fn closed_outcome(
        &self,
        tx: &mut Tx,
        offer: &Offer,
        request: &Request,
        assignment: Option<&Assignment>,
    ) -> Result<Option<AnswerOutcome>, AppError> {
        if request.state == RequestState::Cancelled {
            return Ok(Some(AnswerOutcome::Cancelled));
        }
        if assignment.is_some() {
            return Ok(Some(AnswerOutcome::Confirmed));
        }
        let past = request
            .asked
            .options
            .get(offer.option)
            .is_none_or(|o| o.starts_at <= self.clock.now());
        Ok(match offer.state {
            _ if past => Some(AnswerOutcome::Expired),
            OfferState::Withdrawn => Some(AnswerOutcome::Taken),
            OfferState::Expired => Some(AnswerOutcome::Expired),
            OfferState::Offered | OfferState::CallRequested => None,
            // A "no" can be taken back as long as the seat is nobody else's.
            OfferState::Declined | OfferState::Accepted => {
                let free = self.seat_free(tx, request, offer.seat).await?;
                (!free).then_some(AnswerOutcome::Taken)
            }
        })
    }

    /// Whether a seat has neither enough agreements nor anybody else being asked for its last place.
    async fn seat_free(&self, tx: &mut Tx, request: &Request, seat: usize) -> Result<bool, AppError> {
        let left = self.places_left(tx, request, seat).await?;
        let asked = tx.offers_of_request(request.id).await?;
        Ok(asked.iter().filter(|o| o.seat == seat && o.state.open()).count() < left)
    }

    async fn accept(
        &self,
        tx: &mut Tx,
        request: &Request,
        offer: &Offer,
        voice: Voice<'_>,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError> {
        let Some(time) = request.asked.options.get(offer.option).copied() else {
            return Err(AppError::NotFound);
        };
        // Two offers of one person are answered one after the other, too.
        tx.lock_person(offer.person).await?;
        let instead = tx.instead_of(offer.id).await?;
        let others = tx.active_assignments_of_person(offer.person, now).await?;
        if others.iter().any(|a| {
            a.starts_at < time.ends_at
                && time.starts_at < a.ends_at
                && instead.is_none_or(|(given_back, _)| a.id != given_back)
        }) {
            return Ok(AnswerOutcome::Collides);
        }
        // Several may have been asked for one place; the first yes has it.
        if self.places_left(tx, request, offer.seat).await? == 0 {
            return Ok(AnswerOutcome::Taken);
        }
        let view = match voice {
            Voice::Page(mark) => Some(mark),
            Voice::Office(..) => None,
        };
        let from = [
            OfferState::Offered,
            OfferState::CallRequested,
            OfferState::Declined,
        ];
        if !tx
            .answer_offer(offer.id, &from, OfferState::Accepted, view, now)
            .await?
        {
            return Ok(AnswerOutcome::Taken);
        }
        if self.agree(tx, request, offer, time, now, now).await? {
            if let Some((given_back, next)) = instead {
                self.change_over(tx, given_back, next, voice.actor(offer), now)
                    .await?;
            }
            Ok(AnswerOutcome::Confirmed)
        } else {
            Ok(AnswerOutcome::Taken)
        }
    }

    /// The seat is somebody's: assignment, both confirmations, and a word of thanks to the others who were asked for
    /// it. `false` when the person has agreed to this request already.
    pub(super) async fn agree(
        &self,
        tx: &mut Tx,
        request: &Request,
        offer: &Offer,
        time: TimeOption,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let assignment = Assignment {
            id: AssignmentId(self.ids.uuid(now)),
            request: request.id,
            offer: offer.id,
            seat: offer.seat,
            person: offer.person,
            starts_at: time.starts_at,
            ends_at: time.ends_at,
            state: AssignmentState::Confirmed,
            calendar: self.calendar_entry(),
            created_at: now,
        };
        if !tx.insert_assignment(&assignment).await? {
            return Ok(false);
        }
        let mut told = self.confirmation(request, &assignment, now);
        told.not_before = leaves_at;
        self.ensure_welcome(tx, offer.person, leaves_at, now).await?;
        self.enqueue(tx, &told, now).await?;
        let relieved = self.relieve(tx, request, offer.seat, now).await?;
        if self.places_left(tx, request, offer.seat).await? == 0 {
            let others = tx.offers_of_request(request.id).await?;
            for other in others
                .iter()
                .filter(|o| o.seat == offer.seat && o.id != offer.id && o.state.open())
            {
                self.withdraw(tx, request, other, EndCause::Taken, now).await?;
            }
        }
        match relieved {
            // Nothing was missing: only the person is another one.
            Some(before) => {
                self.tell_requester_of_person(tx, request, &before, &assignment, now)
                    .await?;
            }
            None => self.settle(tx, request, leaves_at, now).await?,
        }
        Ok(true)
    }

    fn confirmation(&self, request: &Request, assignment: &Assignment, now: DateTime<Utc>) -> NewNotice {
        let to = Recipient::Person(assignment.person);
        let mut told = notice(
            NoticeKind::ConfirmedVolunteer,
            to,
            request,
            &assignment.id.to_string(),
            now,
        );
        told.offer = Some(assignment.offer);
        told.assignment = Some(assignment.id);
        told.payload.calendar = Some(stamp(&assignment.calendar, assignment, now));
        told
    }

    /// After a yes: when every seat of the request has one, the request is confirmed and its organisation is told. A
    /// request that takes what it can get is told of each yes.
    async fn settle(
        &self,
        tx: &mut Tx,
        request: &Request,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let full = i64::try_from(agreed.len()).is_ok_and(|n| n >= request.headcount());
        if full {
            let from = [
                RequestState::Searching,
                RequestState::Substituting,
                RequestState::Unfilled,
            ];
            tx.set_request_state(request.id, &from, RequestState::Confirmed, Choice::Keep, now)
                .await?;
            self.settle_last_asked(tx, request.id, now).await?;
            self.audit(
                tx,
                now,
                Actor::System,
                "request.confirmed",
                "request",
                request.id.0,
                &[],
            )
            .await?;
        } else if request.asked.all_or_nothing {
            return Ok(());
        }
        let Some(latest) = agreed.iter().max_by_key(|a| (a.created_at, a.id)) else {
            return Ok(());
        };
        let entry = request.calendar.clone().unwrap_or_else(|| self.calendar_entry());
        tx.set_request_calendar(request.id, Some(&entry)).await?;
        let to = Recipient::Contact(request.asked.contact);
        let mut told = notice(
            NoticeKind::ConfirmedRequester,
            to,
            request,
            &latest.id.to_string(),
            now,
        );
        told.payload.calendar = Some(stamp(&entry, latest, now));
        told.not_before = leaves_at;
        self.enqueue(tx, &told, now).await
    }

    async fn decline(
        &self,
        tx: &mut Tx,
        request: &Request,
        offer: &Offer,
        voice: Voice<'_>,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError> {
        let view = match voice {
            Voice::Page(mark) => Some(mark),
            Voice::Office(..) => None,
        };
        let from = [OfferState::Offered, OfferState::CallRequested];
        if tx
            .answer_offer(offer.id, &from, OfferState::Declined, view, now)
            .await?
        {
            self.ask_next(tx, request, offer.seat, now).await?;
        }
        Ok(AnswerOutcome::Declined)
    }

    async fn ask_for_call(
        &self,
        tx: &mut Tx,
        request: &Request,
        offer: &Offer,
        voice: Voice<'_>,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError> {
        let Voice::Page(mark) = voice else {
            return Ok(AnswerOutcome::CallRequested);
        };
        let from = [OfferState::Offered, OfferState::Declined];
        if tx
            .answer_offer(offer.id, &from, OfferState::CallRequested, Some(mark), now)
            .await?
        {
            self.add_task(tx, TaskKind::CallRequested, request, Some(offer), now)
                .await?;
            let mut told = notice(
                NoticeKind::CallOffice,
                Recipient::Office,
                request,
                &format!("{}/{mark}", offer.id),
                now,
            );
            told.offer = Some(offer.id);
            self.enqueue(tx, &told, now).await?;
        }
        Ok(AnswerOutcome::CallRequested)
    }

    /// Two different answers from one page view: no person does that, a link scanner may. What the first one did is
    /// undone, and the office asks the volunteer.
    async fn contradiction(
        &self,
        tx: &mut Tx,
        request: &Request,
        offer: &Offer,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError> {
        if let Some(assignment) = self.standing_assignment(tx, offer).await? {
            self.end_assignment(tx, request, &assignment, AssignmentState::Released, now)
                .await?;
            self.reopen(tx, request, now).await?;
        } else if offer.state == OfferState::Declined && !self.seat_free(tx, request, offer.seat).await? {
            // Somebody else has been asked since; that stays.
            self.add_task(tx, TaskKind::ContradictoryAnswers, request, Some(offer), now)
                .await?;
            return Ok(AnswerOutcome::Contradictory);
        }
        let from = [OfferState::Accepted, OfferState::Declined, OfferState::Offered];
        tx.answer_offer(
            offer.id,
            &from,
            OfferState::CallRequested,
            offer.answer_view.as_deref(),
            now,
        )
        .await?;
        self.add_task(tx, TaskKind::ContradictoryAnswers, request, Some(offer), now)
            .await?;
        let actor = Actor::Person(offer.person);
        self.audit(
            tx,
            now,
            actor,
            "offer.contradictory",
            "request",
            request.id.0,
            &[],
        )
        .await?;
        Ok(AnswerOutcome::Contradictory)
    }

    pub(super) async fn add_task(
        &self,
        tx: &mut Tx,
        kind: TaskKind,
        request: &Request,
        offer: Option<&Offer>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let task = NewTask {
            kind,
            request: Some(request.id),
            offer: offer.map(|o| o.id),
            person: offer.map(|o| o.person),
        };
        tx.add_task(&task, TaskId(self.ids.uuid(now)), now).await?;
        Ok(())
    }
}

/// What a repeated post of the same answer is told; `None` when the post says something else than the first one.
fn repeated_outcome(state: OfferState, answer: Answer) -> Option<AnswerOutcome> {
    match (state, answer) {
        (OfferState::Accepted, Answer::Accept) => Some(AnswerOutcome::Confirmed),
        (OfferState::Declined, Answer::Decline) => Some(AnswerOutcome::Declined),
        (OfferState::CallRequested, Answer::Call) => Some(AnswerOutcome::CallRequested),
        (OfferState::Withdrawn | OfferState::Expired, _) => Some(AnswerOutcome::Taken),
        _ => None,
    }
}

/// A calendar entry as it stands now, at the time of an assignment.
pub(super) fn stamp(entry: &CalendarEntry, assignment: &Assignment, now: DateTime<Utc>) -> CalendarStamp {
    CalendarStamp {
        uid: entry.uid.clone(),
        sequence: entry.sequence,
        stamp: now,
        starts_at: assignment.starts_at,
        ends_at: assignment.ends_at,
    }
}

/// A cancellation of a calendar entry: same UID, SEQUENCE one higher (RFC 5546, 3.2.5).
pub(super) fn cancellation(
    entry: &CalendarEntry,
    assignment: &Assignment,
    now: DateTime<Utc>,
) -> NoticePayload {
    let raised = CalendarEntry {
        sequence: entry.sequence + 1,
        ..entry.clone()
    };
    NoticePayload {
        calendar: Some(stamp(&raised, assignment, now)),
        ..NoticePayload::default()
    }
}
