//! Somebody met a barrier and says so on the page; the office reads it where it reads what people write.

use super::{App, AppError, open_forms};
use crate::domain::Rejection;
use crate::domain::inbound::{InboundKind, InboundMail, Letter};
use crate::domain::task::{NewTask, TaskKind};
use crate::domain::text::{self, EmailAddress};
use crate::ids::{InboundId, TaskId};
use crate::store::FormUse;
use crate::view::Lang;

impl App {
    /// Notes what somebody wrote about a barrier; an address to answer to is welcome, not asked for. The same form twice is
    /// one.
    ///
    /// # Errors
    /// `Rejected` with every fault, `Throttled` after too many.
    pub async fn report_barrier(
        &self,
        message: &str,
        email: &str,
        client: &str,
        mark: &str,
    ) -> Result<(), AppError> {
        let mut faults = Vec::new();
        let message = match text::lines("message", message, text::NOTE_MAX) {
            Ok(Some(message)) => message,
            Ok(None) => {
                faults.push(Rejection::new("message", "required"));
                String::new()
            }
            Err(fault) => {
                faults.push(fault);
                String::new()
            }
        };
        let email = match email.trim() {
            "" => None,
            typed => EmailAddress::parse("email", typed)
                .map_err(|fault| faults.push(fault))
                .ok(),
        };
        if !faults.is_empty() {
            return Err(AppError::Rejected(faults));
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if matches!(tx.use_form(mark, now).await?, FormUse::Repeat(_)) {
            return Ok(());
        }
        open_forms::count(&mut tx, "barrier", client, now).await?;
        let task = NewTask {
            kind: TaskKind::MailReply,
            request: None,
            offer: None,
            person: None,
        };
        let fresh = TaskId(self.ids.uuid(now));
        let task = if tx.add_task(&task, fresh, now).await? {
            fresh
        } else {
            tx.open_task(&task).await?.unwrap_or(fresh)
        };
        let id = InboundId(self.ids.uuid(now));
        tx.add_inbound(&InboundMail {
            id,
            key: format!("barrier:{id}"),
            received_at: now,
            kind: InboundKind::Reply,
            status: None,
            outbox: None,
            person: None,
            contact: None,
            request: None,
            offer: None,
            task: Some(task),
            letter: Some(Letter {
                sender: email.map(|email| email.to_string()).unwrap_or_default(),
                subject: self.templates.message(Lang::De, "barrier-subject", &[]),
                body: message,
            }),
        })
        .await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        Ok(())
    }
}
