//! `/office/requests/{number}/ask`: who could take a request, ask them or enter one of them; `Rückgängig`.

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;

use super::Query;
use crate::app::{AppError, Asking, Assigning};
use crate::domain::asking::{AskingWay, HeldAction};
use crate::ids::{HeldActionId, PersonId};
use crate::view::pages::{AskPage, AskPerson, AskSeat, AskTime, HeldRow};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};
use crate::web::words::Words;

/// `GET /office/requests/{number}/ask`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Path(number): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let query = Query::read(page::query_pairs(&uri));
    let asking = web.app.asking(number, query.get("option").parse().ok()).await?;
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let organisation = tx.organisation(asking.request.asked.organisation).await?;
    let now = web.app.clock.now();
    let open = asking.request.state.plannable();
    let times = asking.request.asked.options.iter().enumerate();
    let page = AskPage {
        number,
        organisation: organisation.map(|o| o.name).unwrap_or_default(),
        option: asking.option,
        times: times
            .filter(|(i, time)| *i == asking.option || (open && time.starts_at > now))
            .map(|(option, time)| AskTime {
                option,
                time: *time,
                current: option == asking.option,
            })
            .collect(),
        seats: seats(&asking, &words),
        people: asking.suitable.len(),
        first: asking.rule.first,
        next: asking.rule.next,
        window: asking.rule.window_minutes,
        leaves_at: asking.leaves_at,
        hold_minutes: web.app.config.action_hold.as_secs() / 60,
    };
    page::office(&web, &look, "requests", &page)
}

fn seats(asking: &Asking, words: &Words) -> Vec<AskSeat> {
    let wanted = asking.request.asked.seats.iter().zip(&asking.places).enumerate();
    wanted
        .map(|(number, (seat, places))| AskSeat {
            seat: number,
            language: seat.language.as_ref().map(|code| words.language(code)),
            places: *places,
            people: asking
                .suitable
                .iter()
                .filter(|s| s.seat == number)
                .map(|s| AskPerson {
                    id: s.person.id.to_string(),
                    name: s.person.full_name(),
                    url: format!("/office/people/{}", s.person.id),
                    phone: s.person.phone.clone(),
                    languages: s
                        .person
                        .languages
                        .keys()
                        .map(|code| words.language(code))
                        .collect(),
                    district: words.district(&s.person.district),
                    by_mail: s.person.reachable_by_mail(),
                })
                .collect(),
        })
        .collect()
}

/// `POST /office/requests/{number}/ask`
pub(in crate::web) async fn ask(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let way = AskingWay::parse(form.get("way")).ok_or_else(|| AppError::rejected("way", "unknown-choice"))?;
    let option = position(&form, "option")?;
    web.app
        .ask_by_hand(number, option, way, me.id, &form.mark)
        .await?;
    Ok(page::done(&look, &format!("/office/requests/{number}"), "asked"))
}

/// `POST /office/requests/{number}/assign`
pub(in crate::web) async fn assign(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let person = form.get("person").parse::<PersonId>();
    let assigning = Assigning {
        option: position(&form, "option")?,
        seat: position(&form, "seat")?,
        person: person.map_err(|_| AppError::rejected("person", "unknown-choice"))?,
    };
    web.app.assign(number, assigning, me.id, &form.mark).await?;
    Ok(page::done(
        &look,
        &format!("/office/requests/{number}"),
        "assigned",
    ))
}

fn position(form: &Posted, field: &'static str) -> Result<usize, AppError> {
    form.get(field)
        .parse()
        .map_err(|_| AppError::rejected(field, "unknown-choice"))
}

/// `POST /office/actions/{id}/undo`
pub(in crate::web) async fn undo(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    _: Posted,
) -> Result<Response, AppError> {
    let id: HeldActionId = id.parse().map_err(|_| AppError::NotFound)?;
    let action = web.app.undo(id, me.id).await?;
    let number = match action.request {
        Some(id) => web.app.store.read().await?.request(id).await?.map(|r| r.number),
        None => None,
    };
    let back = match (number, action.plan) {
        (Some(number), _) => format!("/office/requests/{number}"),
        (None, Some(plan)) => format!("/office/plans/{plan}"),
        (None, None) => "/office".to_owned(),
    };
    Ok(page::done(&look, &back, "taken-back"))
}

/// Something that can still be taken back, as pages show it.
pub(super) fn held_row(action: HeldAction) -> HeldRow {
    HeldRow {
        id: action.id.to_string(),
        kind: action.kind.as_str().to_owned(),
        until: action.until,
    }
}
