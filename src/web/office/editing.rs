//! `/office/requests/{number}/edit`: the office changes place, room, contacts and note, and says who hears of it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::{AppError, EditForm};
use crate::domain::Rejection;
use crate::view::pages::{Choice, EditRequestPage, Fault, RoomChoice};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

async fn edit_page(
    web: &Web,
    number: i64,
    typed: Option<EditForm>,
    notify: bool,
    faults: Vec<Rejection>,
) -> Result<EditRequestPage, AppError> {
    let view = web.app.edit_view(number).await?;
    let form = typed.unwrap_or(view.form);
    let place = |l: &crate::domain::organisation::Location| {
        let address = format!("{}, {} {}", l.street, l.postcode, l.town);
        if l.name.is_empty() {
            address
        } else {
            format!("{}, {address}", l.name)
        }
    };
    let several = view.locations.len() > 1;
    Ok(EditRequestPage {
        number,
        organisation: view.organisation,
        locations: view
            .locations
            .iter()
            .map(|l| Choice::new(l.id.to_string(), place(l)))
            .collect(),
        contacts: view
            .contacts
            .iter()
            .map(|c| Choice::new(c.id.to_string(), format!("{}, {}", c.name, c.email)))
            .collect(),
        location: form.location,
        rooms: view
            .rooms
            .into_iter()
            .map(|(at, room)| RoomChoice {
                place: view.locations.iter().find(|l| l.id == at && several).map(place),
                name: room.name,
                people: room.people,
                step_free: room.step_free,
            })
            .collect(),
        sources: view
            .sources
            .into_iter()
            .map(|s| Choice::new(s.id, s.name))
            .collect(),
        step_free: form.step_free == "on",
        funding: form.funding,
        room: form.room,
        meeting_point: form.meeting_point,
        contact: form.contact,
        on_site_contact: form.on_site_contact,
        on_site_phone: form.on_site_phone,
        note: form.note,
        opened: form.opened,
        notify,
        agreed: view.agreed,
        leaves_at: web.app.change_leaves_at(number).await?,
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// `GET /office/requests/{number}/edit`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Path(number): Path<String>,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let page = edit_page(&web, number, None, true, Vec::new()).await?;
    page::office(&web, &look, "requests", &page)
}

/// `POST /office/requests/{number}/edit`
pub(in crate::web) async fn submit(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let typed: EditForm = form.read()?;
    let notify = form.get("notify") == "on";
    match web
        .app
        .edit_request(number, &typed, notify, me.id, &form.mark)
        .await
    {
        Err(AppError::Rejected(faults)) => {
            let page = edit_page(&web, number, Some(typed), notify, faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        other => {
            other?;
            let path = format!("/office/requests/{number}");
            Ok(page::done(&look, &path, "request_edited"))
        }
    }
}
