//! `/v/{token}`: a volunteer's own page, without a password. Links to it are renewed when one gets into wrong hands.

use axum::extract::State;
use axum::response::Response;

use super::Web;
use super::access::Own;
use super::page::{self, Look};
use super::words::Words;
use crate::app::{AppError, OwnEntry};
use crate::domain::person::PersonState;
use crate::view::pages::{OwnPage, OwnRow};

/// `GET /v/{token}`
pub(super) async fn show(State(web): State<Web>, look: Look, me: Own) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let schedule = web.app.own_schedule(me.person.id).await?;
    let words = {
        let mut tx = web.app.store.read().await?;
        Words::read(&mut tx, look.tag()).await?
    };
    let rows = |entries: Vec<OwnEntry>| entries.into_iter().map(|entry| row(entry, &words)).collect();
    let page = OwnPage {
        base: me.base,
        first_name: me.person.first_name.clone(),
        paused: me.person.state == PersonState::Paused,
        open: rows(schedule.open),
        agreed: rows(schedule.agreed),
    };
    page::show(&web, &look, &page)
}

fn row(entry: OwnEntry, words: &Words) -> OwnRow {
    let asked = &entry.request.asked;
    let place = &entry.location;
    OwnRow {
        url: format!("/e/{}", entry.token),
        time: entry.time,
        programme: words.programme(&asked.programme),
        language: asked
            .seats
            .iter()
            .find_map(|seat| seat.language.as_ref())
            .map(|code| words.language(code)),
        // Where exactly it is, is said after a yes.
        place: if entry.answer_by.is_some() {
            words.district(&place.district)
        } else {
            format!(
                "{}, {}, {} {}",
                entry.organisation, place.street, place.postcode, place.town
            )
        },
        answer_by: entry.answer_by,
    }
}
