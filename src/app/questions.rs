//! The office asks a requester something about a request; the answer comes on the request's page. Neither text is ever
//! in a mail.

use chrono::TimeDelta;
use uuid::Uuid;

use super::{App, AppError, notice};
use crate::domain::account::Actor;
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::task::{NewTask, TaskKind};
use crate::domain::text;
use crate::ids::{AccountId, OrganisationId, RequestId, TaskId};
use crate::store::{FormUse, QuestionRow};

/// Longest question or answer, characters.
const QUESTION_MAX: usize = 500;
/// Questions and answers are kept this long.
pub(super) const QUESTIONS_KEPT: TimeDelta = TimeDelta::days(30);

impl App {
    /// The office asks a requester something.
    ///
    /// # Errors
    /// `Rejected` without a text, `NotFound`, `Conflict` when the request is over.
    pub async fn ask_requester(
        &self,
        number: i64,
        question: &str,
        account: AccountId,
        mark: &str,
    ) -> Result<(), AppError> {
        let question = typed("question", question)?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        if request.state.closed() {
            return Err(AppError::Conflict("conflict-request-closed"));
        }
        let id = self.ids.uuid(now);
        tx.insert_question(&QuestionRow {
            id,
            request: request.id,
            question,
            asked_by: Some(account),
            asked_at: now,
            answer: None,
            answered_at: None,
        })
        .await?;
        let to = Recipient::Contact(request.asked.contact);
        let told = notice(NoticeKind::QuestionRequester, to, &request, &id.to_string(), now);
        self.enqueue(&mut tx, &told, now).await?;
        self.note(&mut tx, now, account, "request.question", &request)
            .await?;
        tx.finish_form(mark, &number.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// The questions about a request, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn questions_of(&self, request: RequestId) -> Result<Vec<QuestionRow>, AppError> {
        Ok(self.store.read().await?.questions_of(request).await?)
    }

    /// A requester answers a question.
    ///
    /// # Errors
    /// `Rejected` without a text, `NotFound` for a request of somebody else, `Conflict` when it was answered before.
    pub async fn answer_question(
        &self,
        organisation: OrganisationId,
        number: i64,
        question: Uuid,
        answer: &str,
        mark: &str,
    ) -> Result<(), AppError> {
        let answer = typed("answer", answer)?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx
            .request_by_number(number)
            .await?
            .filter(|r| r.asked.organisation == organisation);
        let request = request.ok_or(AppError::NotFound)?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        if !tx.answer_question(request.id, question, &answer, now).await? {
            return Err(AppError::Conflict("conflict-answered-before"));
        }
        let task = NewTask {
            kind: TaskKind::QuestionAnswered,
            request: Some(request.id),
            offer: None,
            person: None,
        };
        tx.add_task(&task, TaskId(self.ids.uuid(now)), now).await?;
        self.audit(
            &mut tx,
            now,
            Actor::Organisation(organisation),
            "request.answered",
            "request",
            request.id.0,
            &[],
        )
        .await?;
        tx.finish_form(mark, &number.to_string()).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn typed(field: &'static str, text: &str) -> Result<String, AppError> {
    text::lines(field, text, QUESTION_MAX)
        .map_err(|fault| AppError::Rejected(vec![fault]))?
        .ok_or_else(|| AppError::rejected(field, "required"))
}
