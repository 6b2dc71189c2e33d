//! The mailbox of the demo: mails that would have left, shown from their files. Exists only in the demo city.

use axum::extract::{OriginalUri, Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::page::{self, Look};
use super::{Web, mail_frame};
use crate::app::AppError;
use crate::ids::OutboxId;
use crate::mail::Transport;
use crate::mail::files::{FileDrop, FileMail};
use crate::view::pages::{DemoEntrances, MailAddress, MailPage, MailPart, MailRow, MailsPage, Pager};

/// Rows on a page of the list.
const ROWS: usize = 50;
/// Most mails the filter looks through.
const MOST: usize = 2000;
/// Newest mails among which the start page looks for an open offer.
const RECENT: usize = 200;

fn folder(web: &Web) -> Result<&FileDrop, AppError> {
    match &*web.app.transport {
        Transport::Files(folder) => Ok(folder),
        Transport::Smtp(_) => Err(AppError::NotFound),
    }
}

/// `GET /demo/mail`
pub(super) async fn list(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = page::query_pairs(&uri);
    let value = |key: &str| {
        query
            .iter()
            .find(|(k, _)| k == key)
            .map_or("", |(_, v)| v.as_str())
    };
    let to = value("to").to_owned();
    let number = value("page")
        .parse::<u64>()
        .ok()
        .filter(|n| (1..=100_000).contains(n))
        .unwrap_or(1);
    let all = folder(&web)?
        .list(0, MOST)
        .await
        .map_err(|error| AppError::Internal(error.into()))?
        .mails;
    let mut recipients: Vec<String> = all.iter().map(|mail| mail.to.clone()).collect();
    recipients.sort();
    recipients.dedup();
    let shown: Vec<_> = all
        .into_iter()
        .filter(|mail| to.is_empty() || mail.to == to)
        .collect();
    let total = shown.len() as u64;
    let size = ROWS as u64;
    let encoded = super::office::encode(&to);
    let pager = Pager::new(total, number, size, |n| {
        format!("/demo/mail?to={encoded}&page={n}")
    });
    let skipped = usize::try_from((pager.page - 1) * size).unwrap_or(0);
    let rows = shown.into_iter().skip(skipped).take(ROWS).map(|mail| MailRow {
        url: format!("/demo/mail/{}", mail.id),
        subject: mail.subject,
        to: mail.to,
        at: mail.date,
    });
    let page = MailsPage {
        to,
        recipients,
        rows: rows.collect(),
        pager,
    };
    page::show(&web, &look, &page)
}

async fn mail(web: &Web, id: &str) -> Result<FileMail, AppError> {
    let id: OutboxId = id.parse().map_err(|_| AppError::NotFound)?;
    let found = folder(web)?
        .read(id)
        .await
        .map_err(|error| AppError::Internal(error.into()))?;
    found.ok_or(AppError::NotFound)
}

/// `GET /demo/mail/{id}`
pub(super) async fn show(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mail = mail(&web, &id).await?;
    let page = MailPage {
        url: format!("/demo/mail/{}", mail.row.id),
        subject: mail.row.subject,
        from: MailAddress {
            name: web.app.config.office.name.clone(),
            address: web.app.config.mail_from.to_string(),
        },
        to: MailAddress {
            name: mail.to_name,
            address: mail.row.to,
        },
        at: mail.row.date,
        text: linked(&mail.text, &web.app.config.base_url),
        html: !mail.html.is_empty(),
        calendar: mail.calendar.is_some(),
    };
    Ok(mail_frame::allow(page::show(&web, &look, &page)?))
}

/// The text with the addresses of this program as links.
fn linked(text: &str, base: &str) -> Vec<MailPart> {
    let plain = |text: &str| MailPart {
        text: text.to_owned(),
        href: None,
    };
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(base) {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ','))
            .unwrap_or(from.len());
        let end = from[..end].trim_end_matches(['.', ';', ':']).len();
        let (link, after) = from.split_at(end);
        let path = &link[base.len()..];
        parts.push(plain(before));
        let href = if path.is_empty() { "/" } else { path };
        parts.push(MailPart {
            text: link.to_owned(),
            href: href.starts_with('/').then(|| href.to_owned()),
        });
        rest = after;
    }
    parts.push(plain(rest));
    parts
}

/// `GET /demo/mail/{id}/html`
pub(super) async fn html(State(web): State<Web>, Path(id): Path<String>) -> Result<Response, AppError> {
    let mail = mail(&web, &id).await?;
    // A link leaves the frame; the pages it leads to may not be framed.
    let html = mail.html.replacen("<head>", "<head><base target=\"_top\">", 1);
    Ok(mail_frame::content(html))
}

/// `GET /demo/mail/{id}/calendar`
pub(super) async fn calendar(State(web): State<Web>, Path(id): Path<String>) -> Result<Response, AppError> {
    let entry = mail(&web, &id).await?.calendar.ok_or(AppError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"einsatz.ics\"",
        ),
    ];
    Ok((headers, entry).into_response())
}

/// The ways into the demo, for the start page.
pub(super) async fn entrances(web: &Web) -> Option<DemoEntrances> {
    let demo = web.app.demo.as_ref()?;
    Some(DemoEntrances {
        email: demo.email.clone(),
        password: Some(demo.password.clone()),
        school: demo.school.clone(),
        school_url: format!("/s/{}", demo.school_token),
        volunteer: latest_offer(web).await,
    })
}

/// First name and answer page of the newest mailed offer that still waits; nothing when there is none.
pub(super) async fn latest_offer(web: &Web) -> Option<(String, String)> {
    let folder = folder(web).ok()?;
    for row in folder.list(0, RECENT).await.ok()?.mails {
        let mail = folder.read(row.id).await.ok()??;
        let path = linked(&mail.text, &web.app.config.base_url)
            .into_iter()
            .filter_map(|part| part.href)
            .find(|href| href.starts_with("/e/"));
        let Some(path) = path else { continue };
        let token = path
            .trim_start_matches("/e/")
            .split('?')
            .next()
            .unwrap_or_default();
        let view = web.app.offer_by_token(token).await.ok()?;
        if let Some(view) = view.filter(|view| view.answerable && view.offer.state.open()) {
            return Some((view.person.first_name.clone(), path));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_addresses_become_links() {
        let parts = linked(
            "Hier: http://127.0.0.1:8080/e/tok.\nhttps://evil.example http://127.0.0.1:8080.evil",
            "http://127.0.0.1:8080",
        );
        let links: Vec<_> = parts.iter().filter_map(|p| p.href.as_deref()).collect();
        assert_eq!(links, ["/e/tok"]);
    }
}
