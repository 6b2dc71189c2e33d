//! `/office/mail-texts`: how each kind of mail reads, with invented facts, and a test of the relay.

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::Query;
use super::outbox::{error_word, preview};
use crate::app::AppError;
use crate::domain::account::Account;
use crate::domain::notice::NoticeKind;
use crate::mail::SecondLanguage;
use crate::mail::files::FileMail;
use crate::view::pages::{MailTextPage, MailTextRow, MailTextsPage, SecondLanguageRow};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::mail_frame;
use crate::web::page::{self, Look};

const PATH: &str = "/office/mail-texts";
/// Languages of recipients in which mails are complete.
const LANGUAGES: [(&str, &str); 2] = [("de", "Deutsch"), ("en", "English")];

fn kind(text: &str) -> Result<NoticeKind, AppError> {
    NoticeKind::parse(text).ok_or(AppError::NotFound)
}

/// Tags and names of the languages a kind of mail can be shown in.
fn languages(kind: NoticeKind) -> Vec<(&'static str, &'static str)> {
    let second = SecondLanguage::ALL.into_iter().map(|l| (l.code, l.autonym));
    let second = second.filter(|_| SecondLanguage::covers(kind));
    LANGUAGES.into_iter().chain(second).collect()
}

fn language(kind: NoticeKind, text: &str) -> &'static str {
    let found = languages(kind).into_iter().find(|(code, _)| *code == text);
    found.map_or("de", |(code, _)| code)
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
    let second = web.app.second_languages().await?;
    let page = MailTextsPage {
        rows: rows.collect::<Result<_, AppError>>()?,
        languages: second
            .into_iter()
            .map(|(language, released)| SecondLanguageRow {
                code: language.code,
                autonym: language.autonym,
                dir: language.dir,
                released,
                url: format!("{PATH}/{}?in={}", NoticeKind::Offer, language.code),
            })
            .collect(),
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
    let kind = kind(&id)?;
    shown(&web, &look, &me, kind, language(kind, query.get("in")), None)
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
        languages: languages(kind)
            .into_iter()
            .map(|(code, name)| (code, name, format!("{url}?in={code}")))
            .collect(),
        second: SecondLanguage::parse(language).is_some(),
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

/// `POST /office/mail-texts/languages`
pub(in crate::web) async fn release(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let released = form.get("release") == "on";
    web.app
        .release_language(form.get("language"), released, me.id)
        .await?;
    let flash = if released {
        "language_released"
    } else {
        "language_withdrawn"
    };
    Ok(page::done(&look, PATH, flash))
}

/// `GET /office/mail-texts/{id}/html`
pub(in crate::web) async fn html(
    State(web): State<Web>,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let kind = kind(&id)?;
    let sample = sample(&web, kind, language(kind, query.get("in")))?;
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
    let kind = kind(&id)?;
    let language = language(kind, form.get("in"));
    match web.app.send_sample(kind, language, &me).await? {
        Ok(()) => Ok(page::done(&look, &format!("{PATH}/{kind}"), "mail_tested")),
        Err(error) => {
            let word = error_word(&error.code()).to_owned();
            shown(&web, &look, &me, kind, language, Some(word))
        }
    }
}
