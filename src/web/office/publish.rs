//! `/office/plans/{id}/publish`: what sending out would change for whom, and the sending itself.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use chrono_tz::Tz;

use super::days_of;
use super::plan::plan_id;
use super::plan_outcome::count;
use crate::app::{AppError, PublicationPreview};
use crate::calendar::local;
use crate::domain::person::Person;
use crate::domain::text::fold;
use crate::ids::PersonId;
use crate::view::pages::{PublishGain, PublishNobody, PublishPage, PublishRow};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

/// `GET /office/plans/{id}/publish`
pub(in crate::web) async fn publish_form(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id = plan_id(&id)?;
    let preview = web.app.preview_publication(id).await?;
    let mut tx = web.app.store.read().await?;
    let record = tx.plan(id).await?.ok_or(AppError::NotFound)?;
    let (from, to) = days_of(record.window.from, record.window.to, web.app.config.time_zone);
    let publication = preview.publication;
    let nobody = preview.told_nobody.iter().map(|row| PublishNobody {
        number: row.number,
        organisation: row.organisation.clone(),
        time: row.time,
    });
    let page = PublishPage {
        gains: gains(&preview),
        nobody: nobody.collect(),
        url: format!("/office/plans/{id}"),
        from,
        to,
        requests: count(publication.requests),
        people: count(publication.people),
        by_mail: count(publication.people.saturating_sub(publication.calls)),
        calls: count(publication.calls),
        unfilled: count(publication.unfilled_told),
        hold_minutes: i64::try_from(web.app.config.publication_hold.as_secs().div_ceil(60)).unwrap_or(0),
        fits: preview.fits,
        days: days(&preview, web.app.config.time_zone),
    };
    page::office(&web, &look, "plan", &page)
}

/// Request by request, day by day: who would be asked.
fn days(preview: &PublicationPreview, zone: Tz) -> Vec<(NaiveDate, Vec<PublishRow>)> {
    let mut days: BTreeMap<NaiveDate, Vec<PublishRow>> = BTreeMap::new();
    for row in &preview.rows {
        let day = local::local_date(zone, row.time.starts_at);
        days.entry(day).or_default().push(PublishRow {
            number: row.request.number,
            time: row.time,
            organisation: row.organisation.clone(),
            people: row
                .people
                .iter()
                .map(|p| (p.full_name(), p.reachable_by_mail()))
                .collect(),
            still_asked: row.still_asked.iter().map(Person::full_name).collect(),
            told_unfilled: row.told_unfilled,
        });
    }
    days.into_iter().collect()
}

/// Person by person, by name: what they know of already and what comes on top.
fn gains(preview: &PublicationPreview) -> Vec<PublishGain> {
    let mut more: BTreeMap<PersonId, (&Person, usize)> = BTreeMap::new();
    for person in preview.rows.iter().flat_map(|row| &row.people) {
        more.entry(person.id).or_insert((person, 0)).1 += 1;
    }
    let mut gains: Vec<PublishGain> = more
        .into_values()
        .map(|(person, more)| PublishGain {
            name: person.full_name(),
            url: format!("/office/people/{}", person.id),
            phone: person.phone.clone(),
            by_mail: person.reachable_by_mail(),
            before: preview.told_before.get(&person.id).copied().unwrap_or(0),
            more,
        })
        .collect();
    gains.sort_by_cached_key(|gain| fold(&gain.name));
    gains
}

/// `POST /office/plans/{id}/publish`
pub(in crate::web) async fn publish(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id = plan_id(&id)?;
    let tell_unfilled = form.get("tell_unfilled") == "on";
    // The form lists the requests, so that some can be left out.
    let listed = form.get("listed") == "yes";
    let only: BTreeSet<i64> = form.all("only").filter_map(|n| n.parse().ok()).collect();
    web.app
        .publish_part(id, listed.then_some(&only), tell_unfilled, me.id, &form.mark)
        .await?;
    Ok(page::done(
        &look,
        &format!("/office/plans/{id}"),
        "plan_published",
    ))
}
