//! `/office/mail-texts`: how each kind of mail reads, with invented facts, and a test of the relay.

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::Query;
use super::outbox::{error_word, preview};
use crate::app::AppError;
use crate::domain::account::Account;
use crate::domain::notice::NoticeKind;
use crate::mail::files::FileMail;
use crate::view::pages::{MailTextPage, MailTextRow, MailTextsPage};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::mail_frame;
use crate::web::page::{self, Look};

const PATH: &str = "/office/mail-texts";
/// Languages of recipients in which mails are complete.
const LANGUAGES: [&str; 2] = ["de", "en"];

fn kind(text: &str) -> Result<NoticeKind, AppError> {
    NoticeKind::parse(text).ok_or(AppError::NotFound)
}

fn language(text: &str) -> &'static str {
    LANGUAGES.into_iter().find(|l| *l == text).unwrap_or("de")
}

fn sample(web: &Web, kind: NoticeKind, language: &str) -> Result<FileMail, AppError> {
    let sample = web.app.sample_mail(kind, language);
    sample.ok_or_else(|| AppError::Internal(anyhow::anyhow!("the sample of {kind} cannot be written")))
}

/// `GET /office/mail-texts`
pub(in crate::web) async fn list(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let rows = NoticeKind::ALL.iter().map(|&kind| {
        let sample = sample(&web, kind, "de")?;
        Ok(MailTextRow {
            kind: kind.as_str().to_owned(),
            url: format!("{PATH}/{kind}"),
            subject: sample.row.subject,
            calendar: sample.calendar.is_some(),
        })
    });
    let page = MailTextsPage {
        rows: rows.collect::<Result<_, AppError>>()?,
    };
    page::office(&web, &look, "outbox", &page)
}

/// `GET /office/mail-texts/{id}`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    shown(&web, &look, &me, kind(&id)?, language(query.get("in")), None)
}

fn shown(
    web: &Web,
    look: &Look,
    me: &Account,
    kind: NoticeKind,
    language: &'static str,
    failed: Option<String>,
) -> Result<Response, AppError> {
    let sample = sample(web, kind, language)?;
    let url = format!("{PATH}/{kind}");
    let status = if failed.is_some() {
        StatusCode::BAD_GATEWAY
    } else {
        StatusCode::OK
    };
    let page = MailTextPage {
        kind: kind.as_str().to_owned(),
        language,
        languages: LANGUAGES
            .into_iter()
            .map(|l| (l, format!("{url}?in={l}")))
            .collect(),
        preview: preview(sample, format!("{url}/html?in={language}")),
        me: me.email.to_string(),
        failed,
        url,
    };
    let setting = page::Setting {
        nav: "outbox",
        ..page::Setting::default()
    };
    Ok(mail_frame::allow(page::render(
        web, look, setting, status, &page,
    )?))
}

/// `GET /office/mail-texts/{id}/html`
pub(in crate::web) async fn html(
    State(web): State<Web>,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let sample = sample(&web, kind(&id)?, language(query.get("in")))?;
    Ok(mail_frame::content(sample.html))
}

/// `POST /office/mail-texts/{id}/test`
pub(in crate::web) async fn test(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let (kind, language) = (kind(&id)?, language(form.get("in")));
    match web.app.send_sample(kind, language, &me).await? {
        Ok(()) => Ok(page::done(&look, &format!("{PATH}/{kind}"), "mail_tested")),
        Err(error) => {
            let word = error_word(&error.code()).to_owned();
            shown(&web, &look, &me, kind, language, Some(word))
        }
    }
}
