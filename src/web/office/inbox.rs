//! `/office/inbox`: what came back by mail. A person's words are shown to the office and to nobody else.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use chrono::TimeDelta;

use super::outbox::Names;
use super::{Query, ROWS};
use crate::app::AppError;
use crate::domain::inbound::{InboundKind, InboundMail};
use crate::domain::notice::Recipient;
use crate::domain::rights::Right;
use crate::ids::{InboundId, RequestId};
use crate::store::{Page, Tx};
use crate::view::pages::{InboxPage, InboxRow, LetterPage, MailAddress, MailboxLook, Pager};
use crate::web::Web;
use crate::web::page::{self, Look};

const PATH: &str = "/office/inbox";

/// The parts of the list.
const PARTS: [(&str, &[InboundKind]); 4] = [
    ("letters", &[InboundKind::Reply, InboundKind::Doubtful]),
    (
        "returned",
        &[
            InboundKind::Bounced,
            InboundKind::Refused,
            InboundKind::Delayed,
            InboundKind::Delivered,
        ],
    ),
    ("calendar", &[InboundKind::Accepted, InboundKind::Declined]),
    ("automatic", &[InboundKind::Automatic]),
];

/// `GET /office/inbox`
pub(in crate::web) async fn list(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let part = PARTS.iter().find(|(name, _)| *name == query.get("part"));
    let number = query.page();
    let mut tx = web.app.store.read().await?;
    let found = tx
        .inbound_page(
            part.map_or(&[], |(_, kinds)| kinds),
            &look.reach(Right::Mail),
            Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS),
        )
        .await?;
    let senders: Vec<Recipient> = found.rows.iter().filter_map(sender).collect();
    let mut names = Names::none(&web.app.config.office.name);
    names.add(&mut tx, &senders).await?;
    let numbers = numbers(&mut tx, &found.rows).await?;
    let tasks: Vec<_> = found.rows.iter().filter_map(|mail| mail.task).collect();
    let open: BTreeSet<_> = tx.open_among(&tasks).await?.into_iter().collect();
    let mailbox = match web.app.mailbox_name() {
        Some(name) => {
            let state = tx.mailbox(&name).await?;
            Some(MailboxLook {
                checked_at: state.as_ref().map(|state| state.checked_at),
                failing: state
                    .and_then(|state| state.failing)
                    .map(|(since, code)| (code, since)),
                name,
            })
        }
        None => None,
    };
    drop(tx);
    let rows = found.rows.iter().map(|mail| InboxRow {
        url: if mail.letter.is_some() {
            Some(format!("{PATH}/{}", mail.id))
        } else {
            mail.outbox.map(|id| format!("/office/outbox/{id}"))
        },
        kind: mail.kind.as_str().to_owned(),
        at: mail.received_at,
        who: sender(mail).map_or_else(|| "–".to_owned(), |who| names.of(&who)),
        number: mail.request.and_then(|id| numbers.get(&id).copied()),
        status: mail.status.clone(),
        open: mail.task.is_some_and(|task| open.contains(&task)),
    });
    let total = u64::try_from(found.total).unwrap_or(0);
    let page = InboxPage {
        part: part.map_or_else(String::new, |(name, _)| (*name).to_owned()),
        rows: rows.collect(),
        pager: Pager::new(total, number, ROWS.unsigned_abs(), |n| query.url(PATH, n)),
        mailbox,
    };
    page::office(&web, &look, "outbox", &page)
}

/// From or about whom a mail is.
fn sender(mail: &InboundMail) -> Option<Recipient> {
    mail.person
        .map(Recipient::Person)
        .or_else(|| mail.contact.map(Recipient::Contact))
}

async fn numbers(tx: &mut Tx, mails: &[InboundMail]) -> Result<BTreeMap<RequestId, i64>, AppError> {
    let ids: BTreeSet<RequestId> = mails.iter().filter_map(|mail| mail.request).collect();
    let ids: Vec<RequestId> = ids.into_iter().collect();
    let requests = tx.requests_by_ids(&ids).await?;
    Ok(requests
        .into_iter()
        .map(|request| (request.id, request.number))
        .collect())
}

/// `GET /office/inbox/{id}`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id: InboundId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut tx = web.app.store.read().await?;
    let mail = tx.inbound(id).await?.ok_or(AppError::NotFound)?;
    let letter = mail.letter.clone().ok_or(AppError::NotFound)?;
    let mut names = Names::none(&web.app.config.office.name);
    let who = sender(&mail);
    names.add(&mut tx, who.as_slice()).await?;
    let numbers = numbers(&mut tx, std::slice::from_ref(&mail)).await?;
    let phone = match who {
        Some(Recipient::Person(id)) => tx.person(id).await?.and_then(|person| person.phone),
        Some(Recipient::Contact(id)) => tx.contact(id).await?.and_then(|contact| contact.phone),
        _ => None,
    };
    let offer = match mail.offer {
        Some(id) => tx.offer(id).await?.filter(|offer| offer.state.open()),
        None => None,
    };
    let open = match mail.task {
        Some(task) => tx.open_among(&[task]).await?,
        None => Vec::new(),
    };
    drop(tx);
    let (text, quoted) = split_quoted(&letter.body);
    let page = LetterPage {
        kind: mail.kind.as_str().to_owned(),
        at: mail.received_at,
        who: MailAddress {
            name: who.map_or_else(|| "–".to_owned(), |who| names.of(&who)),
            address: letter.sender,
        },
        who_url: mail.person.map(|id| format!("/office/people/{id}")),
        phone,
        subject: letter.subject,
        text,
        quoted,
        number: mail.request.and_then(|id| numbers.get(&id).copied()),
        mail_url: mail.outbox.map(|id| format!("/office/outbox/{id}")),
        offer: offer.map(|offer| offer.id.to_string()),
        task: open.first().map(ToString::to_string),
        deleted_on: mail.received_at + TimeDelta::days(30),
    };
    page::office(&web, &look, "outbox", &page)
}

/// What somebody wrote, and what stands quoted below it.
fn split_quoted(body: &str) -> (String, String) {
    let begins = |line: &str| {
        let line = line.trim();
        line.starts_with('>')
            || line.starts_with("-----")
            || line.starts_with("________")
            || (line.ends_with(':') && (line.starts_with("Am ") || line.starts_with("On ")))
    };
    let at = body
        .split_inclusive('\n')
        .scan(0, |offset, line| {
            let at = *offset;
            *offset += line.len();
            Some((at, line))
        })
        .find(|(_, line)| begins(line))
        .map_or(body.len(), |(at, _)| at);
    // An answer below its quotation is shown whole.
    if body[..at].trim().is_empty() {
        return (body.trim().to_owned(), String::new());
    }
    (body[..at].trim().to_owned(), body[at..].trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::split_quoted;

    #[test]
    fn what_is_quoted_stands_apart() {
        let (text, quoted) = split_quoted("Ja, gern\n\nAm 23.11.2026 schrieb das Büro:\n> Können Sie?\n");
        assert_eq!(text, "Ja, gern");
        assert!(quoted.starts_with("Am 23.11.") && quoted.ends_with("> Können Sie?"));
        assert_eq!(split_quoted("> Können Sie?\nJa").0, "> Können Sie?\nJa");
        assert_eq!(split_quoted("").0, "");
    }
}
