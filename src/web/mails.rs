//! `/v/{token}/mails`: a volunteer says whether their particulars are right, and what they want to be sent.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Web;
use super::access::Own;
use super::forms::Posted;
use super::page::{self, Look};
use super::words::in_lang;
use crate::app::{AppError, MailChoice};
use crate::domain::account::Actor;
use crate::view::pages::{Choice, MailsOfPersonPage};

/// `GET /v/{token}/mails`, and what the link under a reminder leads to.
pub(super) async fn show(State(web): State<Web>, look: Look, me: Own) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let view = web.app.mail_view(&me.person).await?;
    let page = MailsOfPersonPage {
        base: me.base,
        name: me.person.full_name(),
        email: me.person.email.as_ref().map(ToString::to_string),
        phone: me.person.phone.clone(),
        channel: me.person.channel.as_str().to_owned(),
        district: view.district,
        languages: view
            .languages
            .iter()
            .map(|names| in_lang(names, look.tag()))
            .collect(),
        confirmed_at: view.mail.confirmed_at,
        reminders: view.mail.reminders,
        thanks: view.mail.thanks,
        early_calls: view.mail.early_calls,
        second: released_languages(&web).await?,
        second_language: view.mail.second_language.unwrap_or_default(),
    };
    page::show(&web, &look, &page)
}

/// The second languages of mails that the office has released, each by its own name.
pub(super) async fn released_languages(web: &Web) -> Result<Vec<Choice>, AppError> {
    let all = web.app.second_languages().await?;
    Ok(all
        .into_iter()
        .filter(|(_, released)| *released)
        .map(|(language, _)| Choice::new(language.code, language.autonym))
        .collect())
}

/// `POST /v/{token}/mails`
pub(super) async fn choose(
    State(web): State<Web>,
    look: Look,
    me: Own,
    form: Posted,
) -> Result<Response, AppError> {
    if form.get("choice") == "language" {
        let code = form.get("second_language");
        web.app
            .choose_second_language(me.person.id, code, Actor::Person(me.person.id), &form.mark)
            .await?;
        return Ok(page::done(&look, &format!("{}/mails", me.base), "mails_saved"));
    }
    let (choice, flash) = match form.get("choice") {
        "right" => (MailChoice::Right, "mails_right"),
        "wrong" => (MailChoice::Wrong, "mails_wrong"),
        "reminders_on" => (MailChoice::RemindersOn, "mails_saved"),
        "reminders_off" => (MailChoice::RemindersOff, "mails_saved"),
        "thanks_on" => (MailChoice::ThanksOn, "mails_saved"),
        "thanks_off" => (MailChoice::ThanksOff, "mails_saved"),
        "early_on" => (MailChoice::EarlyOn, "mails_saved"),
        "early_off" => (MailChoice::EarlyOff, "mails_saved"),
        _ => return Err(AppError::rejected("choice", "unknown-choice")),
    };
    web.app
        .choose_mails(me.person.id, choice, Some(&form.mark))
        .await?;
    Ok(page::done(&look, &format!("{}/mails", me.base), flash))
}

/// `POST /v/{token}/mails/stop`: the one click of a mail program (RFC 8058). It has no page of ours, so no mark; the
/// link alone allows it, and all it can do is stop reminders.
pub(super) async fn stop(State(web): State<Web>, me: Own) -> Result<Response, AppError> {
    web.app
        .choose_mails(me.person.id, MailChoice::RemindersOff, None)
        .await?;
    Ok(StatusCode::OK.into_response())
}
