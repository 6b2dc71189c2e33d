//! `/office/people`: who volunteers, and one person. Looking at one is written down.

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;

use super::{Query, ROWS};
use crate::app::AppError;
use crate::calendar::{availability, local};
use crate::domain::account::Actor;
use crate::domain::language::LanguageCode;
use crate::domain::person::{Person, PersonState};
use crate::domain::programme::ProgrammeId;
use crate::domain::record::RecordKind;
use crate::domain::request::TimeOption;
use crate::domain::rights::Right;
use crate::ids::PersonId;
use crate::store::{Page, PeopleFilter as Filter, PersonRow as Row};
use crate::view::pages::{
    DataHistory, DeviceRow, Pager, PeopleFilter, PeoplePage, PersonLanguage, PersonPage, PersonRow, ProofRow,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};
use crate::web::words::Words;

/// `GET /office/people`
pub(in crate::web) async fn list(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let filter = filter(&query, &look);
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let number = query.page();
    let wanted = Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS);
    let found = web.app.find_people(&filter, wanted).await?;
    let page = PeoplePage {
        filter: PeopleFilter {
            q: query.get("q").to_owned(),
            state: query.get("state").to_owned(),
            programme: query.get("programme").to_owned(),
            language: query.get("language").to_owned(),
            district: query.get("district").to_owned(),
        },
        filtered: query.narrows(),
        states: PersonState::ALL.iter().map(|s| s.as_str()).collect(),
        programmes: words.programme_choices(),
        languages: words.language_choices(),
        districts: words.district_choices(),
        pager: Pager::new(
            u64::try_from(found.total).unwrap_or(0),
            number,
            ROWS.unsigned_abs(),
            |n| query.url("/office/people", n),
        ),
        rows: found
            .rows
            .into_iter()
            .map(|row| person_row(row, &words))
            .collect(),
    };
    page::office(&web, &look, "people", &page)
}

/// What the list is narrowed to.
pub(super) fn filter(query: &Query, look: &Look) -> Filter {
    Filter {
        query: query.some("q"),
        state: PersonState::parse(query.get("state")),
        programme: query.some("programme").map(ProgrammeId),
        language: query.some("language").map(LanguageCode),
        district: query.some("district"),
        within: look.reach(Right::People),
        ..Filter::default()
    }
}

fn person_row(row: Row, words: &Words) -> PersonRow {
    PersonRow {
        id: row.id.to_string(),
        name: format!("{} {}", row.first_name, row.last_name),
        url: format!("/office/people/{}", row.id),
        // Everybody speaks German; it only fills the column.
        languages: row
            .languages
            .keys()
            .filter(|code| code.0 != "de")
            .map(|code| words.language(code))
            .collect(),
        programmes: row.programmes.iter().map(|id| words.programme(id)).collect(),
        district: words.district(&row.district),
        state: row.state.as_str().to_owned(),
        email_failed: row.email_failed_at.is_some(),
        phone: row.phone,
    }
}

/// `GET /office/people/{id}`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
    let person = web
        .app
        .person_detail(id, me.id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let now = web.app.clock.now();
    let mut coming: Vec<_> = tx.active_assignments_of_person(id, now).await?;
    coming.retain(|a| a.ends_at > now);
    coming.sort_by_key(|a| (a.starts_at, a.id));
    let requests = tx
        .requests_by_ids(&coming.iter().map(|a| a.request).collect::<Vec<_>>())
        .await?;
    let organisations = tx
        .organisations_by_ids(&requests.iter().map(|r| r.asked.organisation).collect::<Vec<_>>())
        .await?;
    let coming = coming.into_iter().filter_map(|a| {
        let request = requests.iter().find(|r| r.id == a.request)?;
        let organisation = organisations
            .iter()
            .find(|o| o.id == request.asked.organisation)?;
        let time = TimeOption {
            starts_at: a.starts_at,
            ends_at: a.ends_at,
        };
        Some((time, request.number, organisation.name.clone()))
    });
    let devices = match &person.email {
        Some(email) => web.app.devices_at(email.as_str()).await?,
        None => Vec::new(),
    };
    let own_url = web.app.person_url(&mut tx, person.id).await?;
    let mail = tx.person_mail(person.id).await?;
    let today = local::local_date(web.app.config.time_zone, now);
    let coming: Vec<_> = coming.collect();
    drop(tx);
    let record = web
        .app
        .kept_record(RecordKind::Person, &id.to_string(), me.id, look.lang)
        .await?;
    let page = PersonPage {
        coming,
        early_calls: mail.early_calls,
        url: format!("/office/people/{id}"),
        editors: super::data::editors(&record),
        history: super::data::history(&web, &look, &record, Page::first(3))
            .await?
            .0,
        own_url,
        second: crate::web::mails::released_languages(&web).await?,
        second_language: mail.second_language.unwrap_or_default(),
        devices: devices.into_iter().map(DeviceRow::of).collect(),
        ..person_page(&person, &words, today, &look)
    };
    page::office(&web, &look, "people", &page)
}

fn person_page(person: &Person, words: &Words, today: chrono::NaiveDate, look: &Look) -> PersonPage {
    let proofs = person.proofs.iter().map(|proof| {
        let last = words.holds_until(person, proof);
        ProofRow {
            kind: proof.kind.as_str().to_owned(),
            checked_on: proof.checked_on,
            valid_until: last,
            expired: last.is_some_and(|last| last < today),
        }
    });
    let languages = person.languages.iter().map(|(code, level)| PersonLanguage {
        name: words.language(code),
        level: level.as_str().to_owned(),
    });
    PersonPage {
        name: person.full_name(),
        state: person.state.as_str().to_owned(),
        email: person.email.as_ref().map(ToString::to_string),
        email_failed_at: person.email_failed_at,
        mails_url: format!("/office/outbox?person={}", person.id),
        phone: person.phone.clone(),
        channel: person.channel.as_str().to_owned(),
        early_calls: false,
        programmes: person.programmes.iter().map(|id| words.programme(id)).collect(),
        languages: languages.collect(),
        district: words.district(&person.district),
        districts: person
            .districts
            .iter()
            .flatten()
            .map(|code| words.district(code))
            .collect(),
        mobility: person.mobility.as_str().to_owned(),
        modes: person.modes.iter().map(|mode| mode.as_str().to_owned()).collect(),
        topics: person
            .topics
            .iter()
            .map(|topic| topic.as_str().to_owned())
            .collect(),
        availability: person
            .availability
            .iter()
            .map(|window| availability::to_text(std::slice::from_ref(window), look.lang, today))
            .collect(),
        absences: person
            .absences
            .iter()
            .filter(|a| a.to >= today)
            .map(|a| (a.from, a.to))
            .collect(),
        proofs: if look.allows(Right::Clearance) {
            proofs.collect()
        } else {
            Vec::new()
        },
        max_minutes_week: person.max_minutes_week,
        max_assignments_day: person.max_assignments_day,
        coming: Vec::new(),
        url: String::new(),
        editors: Vec::new(),
        history: DataHistory::default(),
        own_url: String::new(),
        mail_language: person.ui_language.clone(),
        second: Vec::new(),
        second_language: String::new(),
        devices: Vec::new(),
    }
}

/// `POST /office/people/{id}/second-language`: the office writes down in which other language a volunteer reads mails.
pub(in crate::web) async fn choose_second_language(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let key: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
    let code = form.get("second_language");
    let actor = Actor::Account(me.id);
    web.app
        .choose_second_language(key, code, actor, &form.mark)
        .await?;
    Ok(page::done(
        &look,
        &format!("/office/people/{id}"),
        "second_language_kept",
    ))
}

/// `POST /office/people/{id}/devices`: signs a volunteer out everywhere.
pub(in crate::web) async fn end_devices(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    _: Posted,
) -> Result<Response, AppError> {
    let key: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
    let person = web.app.own_person(key).await?.ok_or(AppError::NotFound)?;
    if let Some(email) = &person.email {
        web.app.end_devices(email.as_str(), None, Some(me.id)).await?;
    }
    Ok(page::done(
        &look,
        &format!("/office/people/{id}"),
        "devices_ended",
    ))
}

/// `POST /office/people/{id}/early-calls`
pub(in crate::web) async fn early_calls(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let key: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
    web.app
        .allow_early_calls(key, form.get("early") == "on", me.id)
        .await?;
    Ok(page::done(&look, &format!("/office/people/{id}"), "mails_saved"))
}
