//! `/s/{token}/places`: a school sees and keeps its own places.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::Web;
use super::access::School;
use super::forms::Posted;
use super::page::{self, Look};
use super::school::place;
use super::words::Words;
use crate::app::{AppError, PlaceForm};
use crate::domain::Rejection;
use crate::ids::LocationId;
use crate::view::pages::{Fault, PlaceFields, SchoolPlacePage, SchoolPlacesPage};

/// `GET /s/{token}/places`
pub(super) async fn list(State(web): State<Web>, look: Look, school: School) -> Result<Response, AppError> {
    let data = web.app.intake_data(school.organisation.id).await?;
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let places = data.locations.iter().map(|location| {
        (
            place(location),
            words.district(&location.district),
            location.meeting_point.clone(),
            format!("{}/places/{}", school.base, location.id),
        )
    });
    let page = SchoolPlacesPage {
        places: places.collect(),
        base: school.base.clone(),
    };
    page::show(&web, &look, &page)
}

fn typed(form: &Posted) -> PlaceForm {
    let text = |name: &str| form.get(name).to_owned();
    PlaceForm {
        place_name: text("place_name"),
        street: text("street"),
        postcode: text("postcode"),
        town: text("town"),
        district: text("district"),
        meeting_point: text("point"),
    }
}

async fn form_page(
    web: &Web,
    look: &Look,
    school: &School,
    key: &str,
    form: PlaceForm,
    faults: Vec<Rejection>,
) -> Result<SchoolPlacePage, AppError> {
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    Ok(SchoolPlacePage {
        base: school.base.clone(),
        action: format!("{}/places/{key}", school.base),
        new: key == "new",
        districts: words.district_choices(),
        form: PlaceFields {
            place_name: form.place_name,
            street: form.street,
            postcode: form.postcode,
            town: form.town,
            district: form.district,
            meeting_point: form.meeting_point,
        },
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// The place a key names; none for a new one.
fn id(key: &str) -> Result<Option<LocationId>, AppError> {
    if key == "new" {
        return Ok(None);
    }
    key.parse().map(Some).map_err(|_| AppError::NotFound)
}

/// `GET /s/{token}/places/{key}`
pub(super) async fn form(
    State(web): State<Web>,
    look: Look,
    school: School,
    Path((_, key)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let form = match id(&key)? {
        Some(id) => {
            let found = web.app.own_place(school.organisation.id, id).await?;
            PlaceForm::of(&found.ok_or(AppError::NotFound)?)
        }
        None => PlaceForm::default(),
    };
    let page = form_page(&web, &look, &school, &key, form, Vec::new()).await?;
    page::show(&web, &look, &page)
}

/// `POST /s/{token}/places/{key}`
pub(super) async fn save(
    State(web): State<Web>,
    look: Look,
    school: School,
    Path((_, key)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, AppError> {
    let typed = typed(&form);
    match web
        .app
        .save_place(school.organisation.id, id(&key)?, &typed)
        .await
    {
        Ok(_) => Ok(page::done(
            &look,
            &format!("{}/places", school.base),
            "place_kept",
        )),
        Err(AppError::Rejected(faults)) => {
            let page = form_page(&web, &look, &school, &key, typed, faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}
