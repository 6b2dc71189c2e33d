//! `/office/outbox`: what has become of the mails, and what is done about them by hand.

use std::collections::BTreeMap;

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};

use super::{Query, ROWS, encode};
use crate::app::{AppError, PostedMail};
use crate::domain::desk::DropReason;
use crate::domain::inbound::InboundMail;
use crate::domain::notice::{NoticeKind, OutboxState, Recipient};
use crate::domain::rights::Right;
use crate::ids::{ContactId, OutboxId, PersonId};
use crate::mail::Transport;
use crate::mail::files::FileMail;
use crate::store::{AuditEntry, HELD_BY_HAND, OutboxEntry, OutboxFilter, Page, Tx};
use crate::view::Lang;
use crate::view::pages::{
    Choice, DeskCounts, DeskFilter, DeskRow, MailDeskPage, MailEvent, MailItemPage, MailPreview, OutboxPause,
    Pager,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::mail_frame;
use crate::web::page::{self, Look};

const PATH: &str = "/office/outbox";

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
    let person = query.get("person").parse().ok().map(PersonId);
    let contact = query.get("contact").parse().ok().map(ContactId);
    let recipient = person
        .map(Recipient::Person)
        .or_else(|| contact.map(Recipient::Contact));
    let filter = OutboxFilter {
        state: OutboxState::parse(query.get("state")),
        request: None,
        kind: NoticeKind::parse(query.get("notice")),
        recipient,
        within: look.reach(Right::Mail),
        words: query.some("q"),
    };
    let number = query.page();
    let found = tx
        .outbox_page(&filter, Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS))
        .await?;
    let mut names = Names::read(&mut tx, &found.rows, &app.config.office.name).await?;
    let (mut to, mut unreachable_since) = (None, None);
    let narrow = filter.within.is_narrow();
    // Whoever works for a part of the office learns of nobody to whom no mail about it went.
    if let Some(recipient) = recipient.filter(|_| !narrow || found.total > 0) {
        names.add(&mut tx, &[recipient]).await?;
        to = Some(names.of(&recipient));
        unreachable_since = unreachable(&mut tx, recipient).await?;
    }
    let counts = if narrow {
        counted(&mut tx, &filter).await?
    } else {
        DeskCounts {
            pending: queue.pending,
            sent: queue.sent,
            failed: queue.failed,
            obsolete: queue.obsolete,
        }
    };
    drop(tx);
    let kept: Vec<(&'static str, String)> = ["person", "contact"]
        .into_iter()
        .filter_map(|name| query.some(name).map(|value| (name, value)))
        .collect();
    let rest: Vec<String> = ["person", "contact", "q", "notice"]
        .into_iter()
        .filter_map(|name| query.some(name).map(|value| format!("{name}={}", encode(&value))))
        .collect();
    let total = u64::try_from(found.total).unwrap_or(0);
    let page = MailDeskPage {
        by_hand: queue
            .paused
            .as_ref()
            .is_some_and(|(_, code)| code == HELD_BY_HAND),
        pause: queue.paused.map(|(until, code)| OutboxPause {
            until,
            reason: pause_reason(&code),
        }),
        counts,
        filter: DeskFilter {
            q: query.get("q").to_owned(),
            kind: query.get("notice").to_owned(),
            state: filter.state.map_or(String::new(), |s| s.as_str().to_owned()),
            to,
            unreachable_since,
            narrows: !rest.is_empty(),
            kept,
            rest: rest.join("&"),
        },
        kinds: kinds(&web, look.lang),
        rows: found
            .rows
            .iter()
            .map(|entry| row(entry, names.of(&entry.recipient)))
            .collect(),
        pager: Pager::new(total, number, ROWS.unsigned_abs(), |n| query.url(PATH, n)),
        to_files: matches!(*app.transport, Transport::Files(_)),
    };
    page::office(&web, &look, "outbox", &page)
}

/// How many of the mails within reach are in each state.
async fn counted(tx: &mut Tx, filter: &OutboxFilter) -> Result<DeskCounts, AppError> {
    let mut counts = DeskCounts::default();
    for (state, count) in [
        (OutboxState::Pending, &mut counts.pending),
        (OutboxState::Sent, &mut counts.sent),
        (OutboxState::Failed, &mut counts.failed),
        (OutboxState::Obsolete, &mut counts.obsolete),
    ] {
        let wanted = OutboxFilter {
            state: Some(state),
            within: filter.within.clone(),
            ..OutboxFilter::default()
        };
        *count = tx.outbox_page(&wanted, Page::first(1)).await?.total;
    }
    Ok(counts)
}

/// Every kind of mail by its name, in the order of the alphabet.
fn kinds(web: &Web, lang: Lang) -> Vec<Choice> {
    let name = |kind: &NoticeKind| web.app.templates.message(lang, &format!("notice-{kind}"), &[]);
    let mut all: Vec<Choice> = NoticeKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.as_str(), name(kind)))
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all
}

/// Names of recipients, read for a whole list at once.
pub(super) struct Names {
    office: String,
    people: BTreeMap<PersonId, String>,
    contacts: BTreeMap<ContactId, String>,
}

impl Names {
    async fn read(tx: &mut Tx, entries: &[OutboxEntry], office: &str) -> Result<Self, AppError> {
        let recipients: Vec<Recipient> = entries.iter().map(|entry| entry.recipient).collect();
        let mut names = Self::none(office);
        names.add(tx, &recipients).await?;
        Ok(names)
    }

    pub(super) fn none(office: &str) -> Self {
        Self {
            office: office.to_owned(),
            people: BTreeMap::new(),
            contacts: BTreeMap::new(),
        }
    }

    pub(super) async fn add(&mut self, tx: &mut Tx, recipients: &[Recipient]) -> Result<(), AppError> {
        let (mut people, mut contacts) = (Vec::new(), Vec::new());
        for recipient in recipients {
            match recipient {
                Recipient::Person(id) => people.push(*id),
                Recipient::Contact(id) => contacts.push(*id),
                Recipient::Account(_) | Recipient::Office => {}
            }
        }
        let people = tx.people_by_ids(&people).await?;
        self.people
            .extend(people.into_iter().map(|person| (person.id, person.full_name())));
        let contacts = tx.contact_names(&contacts).await?;
        self.contacts.extend(
            contacts
                .into_iter()
                .map(|(id, (name, organisation))| (id, format!("{name}, {organisation}"))),
        );
        Ok(())
    }

    pub(super) fn of(&self, recipient: &Recipient) -> String {
        let name = match recipient {
            // An account gets what the office gets.
            Recipient::Office | Recipient::Account(_) => Some(&self.office),
            Recipient::Person(id) => self.people.get(id),
            Recipient::Contact(id) => self.contacts.get(id),
        };
        name.map_or_else(|| "–".to_owned(), Clone::clone)
    }
}

/// Since when mails do not reach a recipient.
async fn unreachable(tx: &mut Tx, recipient: Recipient) -> Result<Option<DateTime<Utc>>, AppError> {
    Ok(match recipient {
        Recipient::Person(id) => tx.person(id).await?.and_then(|person| person.email_failed_at),
        Recipient::Contact(id) => tx.contact_failed_at(id).await?,
        Recipient::Account(_) | Recipient::Office => None,
    })
}

fn row(entry: &OutboxEntry, recipient: String) -> DeskRow {
    DeskRow {
        url: format!("{PATH}/{}", entry.id),
        kind: entry.kind.as_str().to_owned(),
        recipient,
        number: entry.request_number,
        state: entry.state.as_str().to_owned(),
        at: entry.closed_at.unwrap_or(entry.next_attempt_at),
        attempts: entry.attempts,
        error: entry
            .last_error
            .as_deref()
            .filter(|_| entry.state != OutboxState::Sent)
            .map(|code| error_word(code).to_owned()),
    }
}

/// `GET /office/outbox/{id}`
pub(in crate::web) async fn item(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    shown(&web, &look, &id, StatusCode::OK).await
}

async fn view(web: &Web, id: &str) -> Result<PostedMail, AppError> {
    let id: OutboxId = id.parse().map_err(|_| AppError::NotFound)?;
    web.app.posted_mail(id).await?.ok_or(AppError::NotFound)
}

async fn shown(web: &Web, look: &Look, id: &str, status: StatusCode) -> Result<Response, AppError> {
    let view = view(web, id).await?;
    let mut tx = web.app.store.read().await?;
    let names = Names::read(
        &mut tx,
        std::slice::from_ref(&view.entry),
        &web.app.config.office.name,
    )
    .await?;
    let mut events: Vec<MailEvent> = view.returned.iter().map(returned).collect();
    for entry in &view.history {
        events.extend(by_hand(&mut tx, entry).await?);
    }
    drop(tx);
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    let url = format!("{PATH}/{}", view.entry.id);
    let page = MailItemPage {
        all_url: match view.entry.recipient {
            Recipient::Person(id) => Some(format!("{PATH}?person={id}")),
            Recipient::Contact(id) => Some(format!("{PATH}?contact={id}")),
            Recipient::Account(_) | Recipient::Office => None,
        },
        address: view.preview.as_ref().map(|mail| mail.row.to.clone()),
        created_at: view.entry.created_at,
        next_attempt_at: view.entry.next_attempt_at,
        preview: view.preview.map(|mail| preview(mail, format!("{url}/html"))),
        row: row(&view.entry, names.of(&view.entry.recipient)),
        events,
        reasons: DropReason::ALL.iter().map(|reason| reason.as_str()).collect(),
        reason_missing: status == StatusCode::UNPROCESSABLE_ENTITY,
    };
    let setting = page::Setting {
        nav: "outbox",
        ..page::Setting::default()
    };
    Ok(mail_frame::allow(page::render(
        web, look, setting, status, &page,
    )?))
}

pub(super) fn preview(mail: FileMail, html: String) -> MailPreview {
    MailPreview {
        subject: mail.row.subject,
        text: mail.text,
        html,
        calendar: mail.calendar,
    }
}

fn returned(mail: &InboundMail) -> MailEvent {
    MailEvent {
        at: mail.received_at,
        what: format!("inbound-kind-{}", mail.kind),
        detail: mail.status.clone().unwrap_or_default(),
        reason: None,
        url: mail
            .letter
            .is_some()
            .then(|| format!("/office/inbox/{}", mail.id)),
    }
}

async fn by_hand(tx: &mut Tx, entry: &AuditEntry) -> Result<Option<MailEvent>, AppError> {
    let what = match entry.action.as_str() {
        "mail.retried" => "mail-event-retried",
        "mail.dropped" => "mail-event-dropped",
        _ => return Ok(None),
    };
    let account = match entry.actor {
        crate::domain::account::Actor::Account(id) => Some(id),
        _ => None,
    };
    Ok(Some(MailEvent {
        at: entry.at,
        what: what.to_owned(),
        detail: super::account_name(tx, account).await?,
        reason: entry
            .detail
            .get("reason")
            .and_then(|reason| reason.as_str())
            .and_then(DropReason::parse)
            .map(|reason| reason.as_str().to_owned()),
        url: None,
    }))
}

/// `GET /office/outbox/{id}/html`
pub(in crate::web) async fn html(
    State(web): State<Web>,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let preview = view(&web, &id).await?.preview.ok_or(AppError::NotFound)?;
    Ok(mail_frame::content(preview.html))
}

/// `POST /office/outbox/{id}/retry`
pub(in crate::web) async fn retry(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    _: Posted,
) -> Result<Response, AppError> {
    let id: OutboxId = id.parse().map_err(|_| AppError::NotFound)?;
    web.app.retry_mail(id, me.id).await?;
    Ok(page::done(&look, &format!("{PATH}/{id}"), "mail_retried"))
}

/// `POST /office/outbox/{id}/drop`
pub(in crate::web) async fn drop_one(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let Some(reason) = DropReason::parse(form.get("reason")) else {
        return shown(&web, &look, &id, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let id: OutboxId = id.parse().map_err(|_| AppError::NotFound)?;
    web.app.drop_mail(id, reason, me.id).await?;
    Ok(page::done(&look, &format!("{PATH}/{id}"), "mail_dropped"))
}

/// `POST /office/outbox/pause`
pub(in crate::web) async fn pause(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    _: Posted,
) -> Result<Response, AppError> {
    web.app.hold_mails(me.id).await?;
    Ok(page::done(&look, PATH, "mails_held"))
}

/// `POST /office/outbox/resume`
pub(in crate::web) async fn resume(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    _: Posted,
) -> Result<Response, AppError> {
    web.app.let_mails_go(me.id).await?;
    Ok(page::done(&look, PATH, "mails_freed"))
}

/// The word for a stored error code: what was said (`550`, `timeout`) and at which step (`recipient`, `body`).
pub(super) fn error_word(code: &str) -> &'static str {
    let (what, step) = code.split_once('-').unwrap_or((code, ""));
    match (what, step) {
        ("address", _) => "address",
        ("compose", _) => "compose",
        (_, "connect" | "starttls" | "auth") => "relay",
        ("timeout" | "closed" | "io", _) => "temporary",
        (code, _) if code.starts_with('4') => "temporary",
        (code, _) if code.starts_with('5') => "recipient",
        _ => "other",
    }
}

/// The word for the reason of a pause.
pub(super) fn pause_reason(code: &str) -> String {
    ["auth", "tls", "connect"]
        .into_iter()
        .find(|word| code.contains(word))
        .unwrap_or("other")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::error_word;

    #[test]
    fn a_code_becomes_the_word_for_what_to_do() {
        for (code, word) in [
            ("550-recipient", "recipient"),
            ("554-body", "recipient"),
            ("450-recipient", "temporary"),
            ("timeout-body", "temporary"),
            ("closed-data", "temporary"),
            ("unreachable-connect", "relay"),
            ("tls-starttls", "relay"),
            ("535-auth", "relay"),
            ("address", "address"),
            ("compose", "compose"),
            ("something", "other"),
        ] {
            assert_eq!(error_word(code), word, "{code}");
        }
    }
}
