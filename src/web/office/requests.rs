//! `/office/requests`: the list with its filters, everything about one, answers by telephone, calling one off.

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike, Utc};

use super::{Query, ROWS, account_name, request_rules};
use crate::app::{AnswerOutcome, AppError, Heard, RequestDetail};
use crate::calendar::local;
use crate::calendar::waking::CALL_LEAD;
use crate::domain::Rejection;
use crate::domain::account::{Account, Actor};
use crate::domain::language::LanguageCode;
use crate::domain::offer::{Answer, Offer};
use crate::domain::person::{Channel, Person};
use crate::domain::programme::ProgrammeId;
use crate::domain::request::{RequestState, TimeOption};
use crate::domain::rights::Right;
use crate::ids::OfferId;
use crate::store::{NoteKind, Page, RequestFilter as Filter, RequestNote, RequestRow as Row, Tx, Which};
use crate::view::pages::{
    AskPart, AssignmentRow, CancelRequestPage, Fault, GenderWish, HistoryRow, NoteRow, OfferRow, Pager,
    Place, RequestFilter, RequestPage, RequestRow, RequestRules, RequestsPage, SeatRow, TimeRow,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::{Kept, Posted};
use crate::web::page::{self, Look, Setting};
use crate::web::words::{Words, in_lang};

/// `GET /office/requests`
pub(in crate::web) async fn list(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let zone = web.app.config.time_zone;
    let day = |name: &str| query.get(name).parse::<NaiveDate>().ok();
    let filter = Filter {
        query: query.some("q"),
        states: RequestState::parse(query.get("state")).into_iter().collect(),
        programme: query.some("programme").map(ProgrammeId),
        district: query.some("district"),
        language: query.some("language").map(LanguageCode),
        from: day("from").map(|d| local::resolve(zone, d, 0)),
        // The last day is part of it.
        to: day("to")
            .and_then(|d| d.succ_opt())
            .map(|d| local::resolve(zone, d, 0)),
        within: look.reach(Right::Read),
        ..Filter::default()
    };
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let number = query.page();
    drop(tx);
    let page = Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS);
    let found = web.app.find_requests(&filter, page).await?;
    let text = |name: &str| query.get(name).to_owned();
    let page = RequestsPage {
        filter: RequestFilter {
            q: text("q"),
            state: text("state"),
            programme: text("programme"),
            language: text("language"),
            district: text("district"),
            from: text("from"),
            to: text("to"),
        },
        filtered: query.narrows(),
        states: RequestState::ALL.iter().map(|s| s.as_str()).collect(),
        programmes: words.programme_choices(),
        languages: words.language_choices(),
        districts: words.district_choices(),
        pager: Pager::new(
            u64::try_from(found.total).unwrap_or(0),
            number,
            ROWS.unsigned_abs(),
            |n| query.url("/office/requests", n),
        ),
        rows: found
            .rows
            .into_iter()
            .map(|row| request_row(row, &words))
            .collect(),
    };
    page::office(&web, &look, "requests", &page)
}

pub(super) fn request_row(row: Row, words: &Words) -> RequestRow {
    RequestRow {
        number: row.number,
        organisation: row.organisation_name,
        time: Some(row.time),
        options: if row.chosen {
            1
        } else {
            usize::try_from(row.options).unwrap_or(1)
        },
        programme: words.programme(&row.programme),
        language: row.language.as_ref().map(|code| words.language(code)),
        district: words.district(&row.district),
        state: row.state.as_str().to_owned(),
        headcount: row.headcount,
        confirmed: row.confirmed,
    }
}

/// People shown of those who could come.
const BEST: usize = 5;

/// `GET /office/requests/{number}`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let meanwhile = match (query.get("changed"), query.get("noted")) {
        ("1", _) => Meanwhile::Stopped,
        (_, "1") => Meanwhile::Noted,
        _ => Meanwhile::Nothing,
    };
    let page = case_page(&web, &look, &me, number_of(&number)?, meanwhile).await?;
    page::office(&web, &look, "requests", &page)
}

/// Whether the page was opened because a colleague had changed the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meanwhile {
    /// No.
    Nothing,
    /// Yes, and the step was not taken.
    Stopped,
    /// Yes, and a note was kept all the same.
    Noted,
}

async fn case_page(
    web: &Web,
    look: &Look,
    me: &Account,
    number: i64,
    meanwhile: Meanwhile,
) -> Result<RequestPage, AppError> {
    let app = &web.app;
    let seen = app.case_mark(number).await?;
    let detail = app.request_detail(number).await?.ok_or(AppError::NotFound)?;
    let works = look.allows(Right::Plan);
    let file = app.open_case(detail.request.id, me.id, works).await?;
    let calls = match works {
        true => app.calls(Some(detail.request.id)).await?,
        false => Vec::new(),
    };
    // Nobody can be asked any more, or nobody is missing: then there is nobody to show.
    let asking = match works && !detail.request.state.closed() {
        true => app.asking_first(number).await.ok(),
        false => None,
    };
    let asking = match asking {
        Some(asking) => Some(super::ask::near(web, look, asking).await?),
        None => None,
    };
    let asking = asking.filter(|a| a.places.iter().any(|left| *left > 0));
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let history = history(&mut tx, &detail, web, look).await?;
    let others = detail.history.iter();
    let others = others.filter(|entry| matches!(entry.actor, Actor::Account(id) if id != me.id));
    let latest_other = others.map(|entry| entry.at).max();
    let all = tx.assignments_of_request(detail.request.id, Which::All).await?;
    let people = tx
        .people_by_ids(&all.iter().map(|a| a.person).collect::<Vec<_>>())
        .await?;
    let assignments = all.iter().filter_map(|assignment| {
        let person = people.iter().find(|p| p.id == assignment.person)?;
        Some(AssignmentRow {
            person: person.full_name(),
            person_url: format!("/office/people/{}", person.id),
            time: TimeOption {
                starts_at: assignment.starts_at,
                ends_at: assignment.ends_at,
            },
            state: assignment.state.as_str().to_owned(),
            created_at: assignment.created_at,
        })
    });
    let held = app.held_for_request(detail.request.id).await?;
    let now = app.clock.now();
    Ok(RequestPage {
        held: held.map(super::ask::held_row),
        assignments: assignments.collect(),
        changed: latest_other
            .filter(|_| meanwhile != Meanwhile::Nothing)
            .and_then(|at| {
                history
                    .iter()
                    .find(|row| row.at == at && row.actor.is_some())
                    .cloned()
            }),
        stopped: meanwhile == Meanwhile::Stopped,
        history,
        rules: request_rules::part(web, &mut tx, &detail, &words, look).await?,
        ask: asking.map(|asking| AskPart {
            option: asking.option,
            seats: super::ask::seats(&asking, &words, 0, BEST),
            people: asking.suitable.len(),
        }),
        calls: super::calls::call_rows(calls, now, &words),
        notes: file.notes.into_iter().map(note_row).collect(),
        editors: file.editors.into_iter().map(|e| (e.name, e.since)).collect(),
        seen: seen.to_string(),
        ..request_page(&detail, &words, look)
    })
}

fn note_row((note, by, about): (RequestNote, String, Option<String>)) -> NoteRow {
    NoteRow {
        id: note.id.to_string(),
        droppable: note.kind == NoteKind::Note,
        text: note.text,
        by,
        at: note.at,
        about,
    }
}

/// `POST /office/requests/{number}/note`
pub(in crate::web) async fn note(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    let number = number_of(&number)?;
    let typed = form.get("case_note");
    let kept = match expired {
        true => Err(AppError::rejected("form", "form-expired")),
        false => web.app.note_request(number, typed, me.id, &form.mark).await,
    };
    match kept {
        // A note overwrites nothing; what a colleague did meanwhile is shown with it.
        Ok(()) => match super::ask::overtaken(&web, number, &form, &me).await? {
            Some(_) => Ok(page::done(
                &look,
                &format!("/office/requests/{number}?noted=1"),
                "note_kept",
            )),
            None => Ok(page::done(
                &look,
                &format!("/office/requests/{number}"),
                "note_kept",
            )),
        },
        Err(AppError::Rejected(faults)) => {
            let again = |page: &mut RequestPage| typed.clone_into(&mut page.note_typed);
            with_faults(&web, &look, &me, number, faults, again).await
        }
        Err(error) => Err(error),
    }
}

/// The page of a request with what is wrong in one of its forms; `again` puts back what was typed.
pub(super) async fn with_faults(
    web: &Web,
    look: &Look,
    me: &Account,
    number: i64,
    faults: Vec<Rejection>,
    again: impl FnOnce(&mut RequestPage),
) -> Result<Response, AppError> {
    let mut page = case_page(web, look, me, number, Meanwhile::Nothing).await?;
    page.faults = faults.into_iter().map(Fault::from).collect();
    again(&mut page);
    let setting = Setting {
        nav: "requests",
        refresh: None,
    };
    page::render(web, look, setting, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /office/requests/{number}/note/drop`
pub(in crate::web) async fn drop_note(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number_of(&number)?;
    let note = form.get("note").parse().map_err(|_| AppError::NotFound)?;
    web.app.drop_note(number, note, me.id).await?;
    Ok(page::done(
        &look,
        &format!("/office/requests/{number}"),
        "note_dropped",
    ))
}

fn number_of(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn request_page(detail: &RequestDetail, words: &Words, look: &Look) -> RequestPage {
    let RequestDetail {
        request,
        location,
        contact,
        ..
    } = detail;
    let asked = &request.asked;
    RequestPage {
        number: request.number,
        state: request.state.as_str().to_owned(),
        state_at: request.state_at,
        created_at: request.created_at,
        organisation: detail.organisation.name.clone(),
        place: Place {
            name: location.name.clone(),
            street: location.street.clone(),
            postcode: location.postcode.clone(),
            town: location.town.clone(),
            district: detail.district.clone(),
            meeting_point: location.meeting_point.clone(),
            room: asked.room.clone(),
        },
        contact: contact.name.clone(),
        contact_email: contact.email.to_string(),
        contact_phone: contact.phone.clone(),
        programme: in_lang(&detail.programme, look.tag()),
        occasion: asked.occasion.as_str().to_owned(),
        mode: asked.mode.as_str().to_owned(),
        seats: asked
            .seats
            .iter()
            .map(|seat| SeatRow {
                headcount: seat.headcount,
                language: seat.language.as_ref().map(|code| words.language(code)),
                level: seat.level.as_str().to_owned(),
            })
            .collect(),
        all_or_nothing: asked.all_or_nothing,
        gender: asked.gender.map(|g| GenderWish {
            gender: g.gender.as_str().to_owned(),
            required: g.required,
        }),
        urgent_reason: asked.urgent_reason.clone(),
        note: asked.note.clone(),
        times: asked
            .options
            .iter()
            .enumerate()
            .map(|(i, time)| TimeRow {
                time: *time,
                chosen: request.chosen_option == Some(i),
            })
            .collect(),
        offers: detail
            .offers
            .iter()
            .map(|(offer, person, _)| offer_row(offer, person))
            .collect(),
        assignments: Vec::new(),
        history: Vec::new(),
        can_cancel: !request.state.closed(),
        rules: RequestRules::default(),
        can_ask: !request.state.closed() && request.state != RequestState::InReview,
        held: None,
        ask: None,
        calls: Vec::new(),
        notes: Vec::new(),
        note_typed: String::new(),
        editors: Vec::new(),
        changed: None,
        stopped: false,
        seen: String::new(),
        faults: Vec::new(),
    }
}

fn offer_row(offer: &Offer, person: &Person) -> OfferRow {
    OfferRow {
        id: offer.id.to_string(),
        person: person.full_name(),
        person_url: format!("/office/people/{}", person.id),
        phone: person.phone.clone(),
        rank: offer.rank,
        state: offer.state.as_str().to_owned(),
        created_at: offer.created_at,
        answer_by: offer.answer_by,
        answered_at: offer.answered_at,
        recordable: offer.state.open(),
    }
}

/// What happened, latest first, in words and names.
async fn history(
    tx: &mut Tx,
    detail: &RequestDetail,
    web: &Web,
    look: &Look,
) -> Result<Vec<HistoryRow>, AppError> {
    let mut rows = Vec::new();
    for entry in &detail.history {
        // The page itself says when the request came in.
        if entry.action == "request.submitted" {
            continue;
        }
        let action = entry.action.replace('.', "-");
        let known = web
            .app
            .templates
            .has_message(look.lang, &format!("history-{action}"));
        let actor = match entry.actor {
            Actor::Account(id) => Some(account_name(tx, Some(id)).await?),
            Actor::Person(id) => {
                let known = detail.offers.iter().find(|(_, person, _)| person.id == id);
                known.map(|(_, person, _)| person.full_name())
            }
            Actor::Organisation(_) => Some(detail.organisation.name.clone()),
            Actor::System => None,
        };
        let action = if known { action } else { "other".to_owned() };
        let said = |name: &str| entry.detail.get(name).and_then(|value| value.as_str());
        rows.push(HistoryRow {
            at: entry.at,
            action,
            actor: actor.filter(|name| !name.is_empty()),
            channel: said("channel").and_then(Channel::parse).map(Channel::as_str),
            said_at: said("said_at").and_then(|at| at.parse::<DateTime<Utc>>().ok()),
        });
    }
    Ok(rows)
}

/// How an answer reached the office, and when it was said: just now on the telephone unless the form says otherwise.
fn heard(web: &Web, form: &Posted) -> Result<Heard, AppError> {
    let channel = Channel::parse(form.get("channel")).unwrap_or(Heard::NOW.channel);
    let typed = form.get("said_at").trim();
    if typed.is_empty() {
        return Ok(Heard { channel, at: None });
    }
    let fault = || AppError::rejected("said_at", "date");
    let at = NaiveDateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M").map_err(|_| fault())?;
    let minute = at.time().num_seconds_from_midnight() / 60;
    let minute = u16::try_from(minute).map_err(|_| fault())?;
    Ok(Heard {
        channel,
        at: Some(local::resolve(web.app.config.time_zone, at.date(), minute)),
    })
}

/// `POST /office/offers/{id}/answer`
pub(in crate::web) async fn record_answer(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id: OfferId = id.parse().map_err(|_| AppError::NotFound)?;
    let answer = match Answer::parse(form.get("answer")) {
        Some(answer @ (Answer::Accept | Answer::Decline)) => answer,
        _ => return Err(AppError::rejected("answer", "unknown-choice")),
    };
    let heard = heard(&web, &form)?;
    let outcome = web.app.record_heard(id, answer, heard, me.id).await?;
    let noted = matches!(
        (answer, outcome),
        (Answer::Accept, AnswerOutcome::Confirmed) | (Answer::Decline, AnswerOutcome::Declined)
    );
    let flash = match outcome {
        _ if noted => "answer_recorded",
        AnswerOutcome::Collides => "answer_collides",
        _ => "answer_late",
    };
    let back = super::back_to(form.get("back"));
    Ok(page::done(&look, &back, flash))
}

/// `GET /office/requests/{number}/cancel`
pub(in crate::web) async fn cancel_form(
    State(web): State<Web>,
    look: Look,
    Path(number): Path<String>,
) -> Result<Response, AppError> {
    let number = number_of(&number)?;
    let seen = web.app.case_mark(number).await?;
    let detail = web.app.request_detail(number).await?.ok_or(AppError::NotFound)?;
    let request = &detail.request;
    if request.state.closed() {
        return Err(AppError::NotFound);
    }
    let now = web.app.clock.now();
    let agreed = detail.offers.iter().filter(|(_, _, standing)| standing.is_some());
    let page = CancelRequestPage {
        number: request.number,
        organisation: detail.organisation.name.clone(),
        time: request.chosen().or(request.asked.options.first().copied()),
        people: agreed.map(|(_, person, _)| person.full_name()).collect(),
        asked: detail
            .offers
            .iter()
            .filter(|(offer, _, _)| offer.state.open())
            .count(),
        near: request.chosen().is_some_and(|t| t.starts_at - now < CALL_LEAD),
        seen: seen.to_string(),
    };
    page::office(&web, &look, "requests", &page)
}

/// `POST /office/requests/{number}/cancel`
pub(in crate::web) async fn cancel(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number_of(&number)?;
    if let Some(elsewhere) = super::ask::overtaken(&web, number, &form, &me).await? {
        return Ok(elsewhere);
    }
    web.app.cancel_for_requester(number, me.id).await?;
    Ok(page::done(
        &look,
        &format!("/office/requests/{number}"),
        "request_cancelled",
    ))
}
