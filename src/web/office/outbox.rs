//! `/office/outbox`: what has become of the mails; never their text.

use axum::extract::{OriginalUri, State};
use axum::response::Response;

use super::{Query, ROWS};
use crate::app::AppError;
use crate::domain::notice::{OutboxState, Recipient};
use crate::mail::Transport;
use crate::store::{OutboxEntry, OutboxFilter, Page, Tx};
use crate::view::pages::{OutboxCounts, OutboxPage, OutboxPause, OutboxRow, Pager};
use crate::web::Web;
use crate::web::page::{self, Look};

/// `GET /office/outbox`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let app = &web.app;
    let mut tx = app.store.read().await?;
    let queue = tx.queue_state().await?;
    let state = OutboxState::parse(query.get("state"));
    let filter = OutboxFilter { state, request: None };
    let number = query.page();
    let found = tx
        .outbox_page(filter, Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS))
        .await?;
    let mut rows = Vec::new();
    for entry in found.rows {
        let recipient = recipient_name(&mut tx, &entry.recipient, &app.config.office.name).await?;
        rows.push(row(entry, recipient));
    }
    let total = u64::try_from(found.total).unwrap_or(0);
    let page = OutboxPage {
        pause: queue.paused.map(|(until, code)| OutboxPause {
            until,
            reason: pause_reason(&code),
        }),
        counts: OutboxCounts {
            pending: queue.pending,
            sent: queue.sent,
            failed: queue.failed,
            obsolete: queue.obsolete,
        },
        state: state.map_or(String::new(), |s| s.as_str().to_owned()),
        rows,
        pager: Pager::new(total, number, ROWS.unsigned_abs(), |n| {
            query.url("/office/outbox", n)
        }),
        to_files: matches!(*app.transport, Transport::Files(_)),
    };
    page::office(&web, &look, "outbox", &page)
}

async fn recipient_name(tx: &mut Tx, recipient: &Recipient, office: &str) -> Result<String, AppError> {
    let name = match recipient {
        Recipient::Office => Some(office.to_owned()),
        Recipient::Person(id) => tx.person(*id).await?.map(|p| p.full_name()),
        Recipient::Contact(id) => tx.contact(*id).await?.map(|c| c.name),
        Recipient::Account(id) => tx.account(*id).await?.map(|a| a.name),
    };
    Ok(name.unwrap_or_else(|| "–".to_owned()))
}

fn row(entry: OutboxEntry, recipient: String) -> OutboxRow {
    OutboxRow {
        kind: entry.kind.as_str().to_owned(),
        recipient,
        number: entry.request_number,
        state: entry.state.as_str().to_owned(),
        at: entry.closed_at.unwrap_or(entry.next_attempt_at),
        attempts: entry.attempts,
        error: entry
            .last_error
            .filter(|_| entry.state != OutboxState::Sent)
            .map(|code| error_word(&code).to_owned()),
    }
}

/// The word for a stored error code such as `recipient.550` or `temporary.connect`.
fn error_word(code: &str) -> &'static str {
    ["recipient", "temporary", "relay"]
        .into_iter()
        .find(|word| code.starts_with(word))
        .unwrap_or("other")
}

/// The word for the reason of a pause.
pub(super) fn pause_reason(code: &str) -> String {
    ["auth", "tls", "connect"]
        .into_iter()
        .find(|word| code.contains(word))
        .unwrap_or("other")
        .to_owned()
}
