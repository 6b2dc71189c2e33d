//! After an appointment: how long did it take, did it take place, do both sides say the same? And thanks, for those who
//! like them.

use chrono::{DateTime, TimeDelta, Utc};

use super::{App, AppError, general, notice};
use crate::domain::account::Actor;
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::request::{Request, RequestState};
use crate::domain::review::Feedback;
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::{AssignmentId, OrganisationId, RequestId, TaskId};
use crate::store::{RequesterReport, Tx, UnprovenRow};

/// Both sides are asked this long after the end.
const ASK_AFTER: TimeDelta = TimeDelta::hours(1);
/// An end longer ago than this is not asked about for the first time.
const ASK_WITHIN: TimeDelta = TimeDelta::days(3);
/// Days after the end at which a missing proof is asked for again.
const REMIND_AFTER: [i64; 2] = [14, 7];
/// Days after the end from which on the office decides without it.
const RELEASE_AFTER: i64 = 21;
/// Ends longer ago are nobody's concern any more.
const LOOK_BACK: TimeDelta = TimeDelta::days(60);
/// Minutes by which both sides may differ.
const TOLERANCE: i64 = 15;
/// How many appointments somebody is thanked for.
const THANKED: [i64; 8] = [1000, 500, 250, 150, 100, 50, 25, 10];

impl App {
    /// Asks both sides for their proof of service an hour after the end.
    pub(super) async fn service_mails(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<(), AppError> {
        let over = tx
            .unproven(now - ASK_WITHIN, now - ASK_AFTER + TimeDelta::seconds(1))
            .await?;
        self.ask_for_proofs(
            tx,
            &over,
            (NoticeKind::ServiceVolunteer, NoticeKind::ServiceRequester),
            |_| Some(0),
            now,
        )
        .await
    }

    /// Asks again after one and two weeks; after three the office decides.
    pub(super) async fn service_reminders(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<(), AppError> {
        let over = tx
            .unproven(now - LOOK_BACK, now - TimeDelta::days(REMIND_AFTER[1]))
            .await?;
        let kinds = (
            NoticeKind::ServiceReminderVolunteer,
            NoticeKind::ServiceReminderRequester,
        );
        let step = |row: &UnprovenRow| {
            let days = (now - row.ends_at).num_days();
            REMIND_AFTER.into_iter().find(|step| days >= *step)
        };
        self.ask_for_proofs(tx, &over, kinds, step, now).await?;
        for row in &over {
            if (now - row.ends_at).num_days() >= RELEASE_AFTER {
                let task = of_request(TaskKind::ServiceOpen, row.request);
                tx.add_task(&task, TaskId(self.ids.uuid(now)), now).await?;
            }
        }
        Ok(())
    }

    async fn ask_for_proofs(
        &self,
        tx: &mut Tx,
        over: &[UnprovenRow],
        (volunteer, requester): (NoticeKind, NoticeKind),
        step: impl Fn(&UnprovenRow) -> Option<i64>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let ids: Vec<_> = over.iter().map(|row| row.request).collect();
        let requests = tx.requests_by_ids(&ids).await?;
        for row in over {
            let Some(request) = requests.iter().find(|r| r.id == row.request) else {
                continue;
            };
            let Some(step) = step(row) else { continue };
            let mut told = Vec::new();
            if row.volunteer {
                let key = format!("{}/{step}", row.assignment);
                told.push(notice(
                    volunteer,
                    Recipient::Person(row.person),
                    request,
                    &key,
                    now,
                ));
            }
            if row.requester {
                let to = Recipient::Contact(request.asked.contact);
                let key = format!("{}/{}/{step}", request.id, row.ends_at.timestamp());
                told.push(notice(requester, to, request, &key, now));
            }
            for mut told in told {
                told.assignment = Some(row.assignment);
                told.not_before = self.waking().next_waking(now);
                self.enqueue(tx, &told, now).await?;
            }
        }
        Ok(())
    }

    /// Whether the proof a mail asks for is still missing.
    pub(super) async fn still_unproven(
        &self,
        tx: &mut Tx,
        assignment: Option<AssignmentId>,
        recipient: Recipient,
    ) -> Result<bool, AppError> {
        let Some(id) = assignment else { return Ok(false) };
        let Some(assignment) = tx.assignment(id).await? else {
            return Ok(false);
        };
        let request = tx.request(assignment.request).await?;
        let stands = [RequestState::Confirmed, RequestState::Held];
        // What the office wrote down stands.
        let settled = tx
            .outcome(assignment.request)
            .await?
            .is_some_and(|o| o.recorded_by.is_some());
        if settled || request.is_none_or(|r| !stands.contains(&r.state)) {
            return Ok(false);
        }
        Ok(match recipient {
            Recipient::Person(_) => !tx.is_done_reported(id).await?,
            _ => tx.requester_report(assignment.request).await?.is_none(),
        })
    }

    /// Compares what both sides said; the office is told when they differ.
    pub(super) async fn compare_reports(
        &self,
        tx: &mut Tx,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let reports = tx.done_reports_of(request.id).await?;
        let Some(theirs) = tx.requester_report(request.id).await? else {
            return Ok(());
        };
        let task = of_request(TaskKind::ServiceMismatch, request.id);
        if reports.iter().any(|own| differ(own, &theirs)) {
            tx.add_task(&task, TaskId(self.ids.uuid(now)), now).await?;
        } else {
            tx.settle_task(&task, now).await?;
        }
        tx.settle_task(&of_request(TaskKind::ServiceOpen, request.id), now)
            .await?;
        Ok(())
    }

    /// A requester answers the two questions about an appointment that is over; what was not answered stays as it was.
    ///
    /// # Errors
    /// `NotFound` for a request of somebody else, `Conflict` before somebody has said that it took place.
    pub async fn give_feedback(
        &self,
        organisation: OrganisationId,
        number: i64,
        said: Feedback,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx
            .request_by_number(number)
            .await?
            .filter(|r| r.asked.organisation == organisation)
            .ok_or(AppError::NotFound)?;
        if said.is_empty() {
            return Ok(());
        }
        if request.state != RequestState::Held {
            return Err(AppError::Conflict("conflict-not-over"));
        }
        let known = tx.feedback(request.id).await?;
        let said = Feedback {
            understanding: said.understanding.or(known.understanding),
            arranging: said.arranging.or(known.arranging),
        };
        tx.set_feedback(request.id, said, now).await?;
        let actor = Actor::Organisation(organisation);
        self.audit(
            &mut tx,
            now,
            actor,
            "request.feedback",
            "request",
            request.id.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The office has decided how an appointment went.
    pub(super) async fn settle_service_tasks(
        &self,
        tx: &mut Tx,
        request: RequestId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        for kind in [TaskKind::ServiceMismatch, TaskKind::ServiceOpen] {
            tx.settle_task(&of_request(kind, request), now).await?;
        }
        Ok(())
    }

    /// Thanks whoever has reached a round number and wants to be thanked.
    pub(super) async fn thanks_mails(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<(), AppError> {
        for (person, count) in tx.people_to_thank(now).await? {
            let Some(reached) = THANKED.into_iter().find(|step| count >= *step) else {
                continue;
            };
            let to = Recipient::Person(person);
            let mut told = general(NoticeKind::Thanks, to, &reached.to_string(), now);
            told.payload.count = Some(reached);
            told.not_before = self.waking().next_waking(now);
            self.enqueue(tx, &told, now).await?;
        }
        Ok(())
    }
}

/// Whether two reports are not the same talk: one says it took place and the other not, or the lengths are apart.
fn differ(own: &RequesterReport, theirs: &RequesterReport) -> bool {
    let apart = match (own.minutes, theirs.minutes) {
        (Some(own), Some(theirs)) => (own - theirs).abs() > TOLERANCE,
        _ => false,
    };
    own.happened != theirs.happened || apart
}

fn of_request(kind: TaskKind, request: RequestId) -> NewTask {
    NewTask {
        kind,
        request: Some(request),
        offer: None,
        person: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_an_hour_is_no_difference() {
        let said = |happened, minutes| RequesterReport { happened, minutes };
        assert!(!differ(&said(true, Some(60)), &said(true, Some(75))));
        assert!(differ(&said(true, Some(60)), &said(true, Some(76))));
        assert!(!differ(&said(true, Some(60)), &said(true, None)));
        assert!(differ(&said(true, Some(60)), &said(false, None)));
    }
}
