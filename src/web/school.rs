//! The pages of an organisation behind its link: its requests, a new one, calling one off.

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Web;
use super::access::School;
use super::forms::{Kept, Posted};
use super::page::{self, Look};
use super::school_desk;
use super::words::{Words, in_lang, sorted};
use crate::app::{AppError, IntakeData, RequestForm, SchoolRequest};
use crate::calendar::local;
use crate::domain::Rejection;
use crate::domain::language::{Language, Level};
use crate::domain::organisation::Location;
use crate::domain::programme::Mode;
use crate::domain::request::{Occasion, RequestState};
use crate::domain::review::Grade;
use crate::store::{Page, RequestRow};
use crate::view::pages::{
    Choice, Fault, IntakeChoices, IntakeDesk, IntakeForm, IntakeOption, Pager, Question, Refusal, RoomChoice,
    SchoolCancelPage, SchoolNewPage, SchoolRequestPage, SchoolRequestRow, SchoolRequestsPage,
};

/// Rows on a page of the list.
const ROWS: i64 = 20;
/// The fields of the form from top to bottom.
const FIELDS: [&str; 39] = [
    "form",
    "programme",
    "language",
    "occasion",
    "mode",
    "headcount",
    "level",
    "gender",
    "gender_required",
    "date_1",
    "start_1",
    "duration_1",
    "date_2",
    "start_2",
    "duration_2",
    "date_3",
    "start_3",
    "duration_3",
    "urgent_reason",
    "location",
    "room",
    "step_free",
    "contact",
    "note",
    "sender",
    "professional",
    "professional_email",
    "topic",
    "people_expected",
    "on_site_contact",
    "on_site_phone",
    "meeting_point",
    "reference",
    "case_token",
    "cost_centre",
    "funding",
    "flags",
    "insist",
    "rules_accepted",
];
/// Lengths the form offers, minutes.
const DURATIONS: [i64; 8] = [30, 45, 60, 75, 90, 120, 150, 180];

/// `GET /s/{token}`
pub(super) async fn list(
    State(web): State<Web>,
    look: Look,
    school: School,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let wanted = page::query_pairs(&uri)
        .into_iter()
        .find(|(key, _)| key == "page")
        .map(|(_, value)| value);
    let number = wanted
        .and_then(|n| n.parse::<u64>().ok())
        .filter(|n| (1..=100_000).contains(n))
        .unwrap_or(1);
    let at = Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS);
    let found = web.app.requests_of(school.organisation.id, at).await?;
    let drafts = web.app.drafts(school.organisation.id).await?;
    let last = web.app.last_request_of(school.organisation.id).await?;
    let now = web.app.clock.now();
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let ids: Vec<_> = found.rows.iter().map(|row| row.id).collect();
    let awaited = web.app.answers_awaited(&ids).await?;
    let base = school.base;
    let page = SchoolRequestsPage {
        drafts: drafts
            .into_iter()
            .map(|draft| (draft.id.to_string(), draft.saved_at))
            .collect(),
        last: last.filter(|_| number == 1),
        organisation: school.organisation.name.clone(),
        pager: Pager::new(
            u64::try_from(found.total).unwrap_or(0),
            number,
            ROWS.unsigned_abs(),
            |n| format!("{base}?page={n}"),
        ),
        rows: found
            .rows
            .into_iter()
            .map(|row| SchoolRequestRow {
                answer_by: awaited.get(&row.id).copied(),
                over: row.time.starts_at < now,
                ..request_row(row, &base, &words)
            })
            .collect(),
        base,
    };
    page::show(&web, &look, &page)
}

fn request_row(row: RequestRow, base: &str, words: &Words) -> SchoolRequestRow {
    SchoolRequestRow {
        number: row.number,
        url: format!("{base}/requests/{}", row.number),
        time: row.time,
        options: if row.chosen {
            1
        } else {
            usize::try_from(row.options).unwrap_or(1)
        },
        programme: words.programme(&row.programme),
        language: row.language.as_ref().map(|code| words.language(code)),
        state: row.state.as_str().to_owned(),
        state_at: row.state_at,
        answer_by: None,
        over: false,
    }
}

/// `GET /s/{token}/new`
pub(super) async fn new_form(
    State(web): State<Web>,
    look: Look,
    school: School,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let data = web.app.intake_data(school.organisation.id).await?;
    let pairs = page::query_pairs(&uri);
    let value = |name: &str| {
        pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    let number = |name: &str| value(name).and_then(|v| v.parse::<i64>().ok());
    let id = school.organisation.id;
    let mut desk = IntakeDesk::default();
    let mut form = None;
    if let Some(from) = number("from") {
        form = web.app.follow_up_form(id, from).await?;
    } else if let Some(again) = number("again") {
        form = web.app.request_again(id, again).await?;
    } else if let Some(moved) = number("move") {
        form = web.app.request_to_move(id, moved).await?;
        if form.is_some() {
            desk.replaces = moved.to_string();
        }
    } else if let Some(key) = value("draft") {
        let drafts = web.app.drafts(id).await?;
        if let Some(draft) = drafts.into_iter().find(|d| d.id.to_string() == key) {
            key.clone_into(&mut desk.draft);
            draft
                .fields
                .get("replaces")
                .cloned()
                .unwrap_or_default()
                .clone_into(&mut desk.replaces);
            let fields = serde_json::to_value(&draft.fields).and_then(serde_json::from_value);
            form = Some(fields.map_err(|error| AppError::Internal(error.into()))?);
        }
    }
    let form = form.unwrap_or_else(|| RequestForm {
        mode: Mode::OnSite.as_str().to_owned(),
        headcount: "1".to_owned(),
        location: only(&data.locations, |l| l.id.to_string()),
        contact: only(&data.contacts, |c| c.id.to_string()),
        programme: only(&data.programmes, |p| p.id.0.clone()),
        ..RequestForm::default()
    });
    let page = new_page(&web, &look, &school.base, data, form, Vec::new(), desk);
    page::show(&web, &look, &page)
}

/// The list of an organisation's requests.
pub(super) fn place_of_return(base: &str) -> String {
    base.to_owned()
}

/// The only entry of a list, or nothing when there is a choice.
fn only<T>(list: &[T], key: impl Fn(&T) -> String) -> String {
    if let [single] = list {
        key(single)
    } else {
        String::new()
    }
}

/// `POST /s/{token}/new`
pub(super) async fn submit(
    State(web): State<Web>,
    look: Look,
    school: School,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    let typed: RequestForm = form.read()?;
    let result = if expired {
        Err(AppError::Rejected(vec![Rejection::new("form", "form-expired")]))
    } else {
        web.app
            .submit_request(school.organisation.id, &typed, &form.mark)
            .await
    };
    match result {
        Ok(number) => {
            let id = school.organisation.id;
            if let Ok(draft) = form.get("draft").parse() {
                web.app.drop_draft(id, draft).await?;
            }
            Ok(page::done(
                &look,
                &format!("{}/requests/{number}", school.base),
                "request_submitted",
            ))
        }
        Err(AppError::Rejected(faults)) => {
            let data = web.app.intake_data(school.organisation.id).await?;
            let desk = school_desk::desk(&form);
            let page = new_page(&web, &look, &school.base, data, typed, faults, desk);
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

pub(super) fn new_page(
    web: &Web,
    look: &Look,
    base: &str,
    data: IntakeData,
    form: RequestForm,
    faults: Vec<Rejection>,
    desk: IntakeDesk,
) -> SchoolNewPage {
    // What speaks against it is shown once the form was sent, not while it is typed.
    let refusals = if faults.is_empty() {
        Vec::new()
    } else {
        web.app.refusals_of(&data, &form)
    };
    let flags = form.flags().iter().map(|flag| flag.as_str()).collect();
    let longest = data.programmes.iter().map(|p| p.max_minutes).max().unwrap_or(180);
    let modes = Mode::ALL
        .iter()
        .filter(|mode| data.programmes.iter().any(|p| p.modes.contains(mode)));
    let languages = data
        .languages
        .iter()
        .filter(|l| l.code.0 != "de")
        .map(|language| Choice::new(language.code.0.clone(), language_label(language, look.tag())));
    let option = |date: String, start: String, duration: String| IntakeOption {
        date,
        start,
        duration,
    };
    SchoolNewPage {
        desk,
        base: base.to_owned(),
        organisation: data.organisation.name.clone(),
        choices: IntakeChoices {
            locations: data
                .locations
                .iter()
                .map(|l| Choice::new(l.id.to_string(), place(l)))
                .collect(),
            contacts: data
                .contacts
                .iter()
                .map(|c| Choice::new(c.id.to_string(), format!("{}, {}", c.name, c.email)))
                .collect(),
            programmes: data
                .programmes
                .iter()
                .map(|p| Choice::new(p.id.0.clone(), p.name(look.tag())))
                .collect(),
            occasions: Occasion::ALL.iter().map(|o| o.as_str()).collect(),
            modes: modes.map(|mode| mode.as_str()).collect(),
            languages: sorted(languages.collect()),
            levels: [Level::B1, Level::B2, Level::C1]
                .iter()
                .map(|level| level.as_str())
                .collect(),
            durations: DURATIONS
                .into_iter()
                .filter(|minutes| *minutes <= longest)
                .collect(),
            teams: data
                .programmes
                .iter()
                .filter_map(|p| Some((p.name(look.tag()).to_owned(), p.rules.team_minutes?)))
                .collect(),
            rooms: rooms(&data),
            sources: data
                .sources
                .iter()
                .map(|s| Choice::new(s.id.clone(), s.name.clone()))
                .collect(),
            earliest: data.earliest,
            today: local::local_date(web.app.config.time_zone, web.app.clock.now()),
        },
        refusals: refusals
            .into_iter()
            .map(|rule| Refusal {
                reason: rule.reason.as_str(),
                instead: rule.instead,
            })
            .collect(),
        faults: in_order(faults).into_iter().map(Fault::from).collect(),
        form: IntakeForm {
            location: form.location,
            room: form.room,
            contact: form.contact,
            programme: form.programme,
            occasion: form.occasion,
            mode: form.mode,
            language_name: choices_label(&data, &form.language, look.tag()),
            language: form.language,
            level: form.level,
            headcount: form.headcount,
            gender: form.gender,
            gender_required: form.gender_required == "on",
            note: form.note,
            urgent_reason: form.urgent_reason,
            rules_accepted: form.rules_accepted == "on",
            flags,
            sender: form.sender,
            professional: form.professional,
            professional_email: form.professional_email,
            on_site_contact: form.on_site_contact,
            on_site_phone: form.on_site_phone,
            reference: form.reference,
            meeting_point: form.meeting_point,
            topic: form.topic,
            people_expected: form.people_expected,
            step_free: form.step_free == "on",
            cost_centre: form.cost_centre,
            funding: form.funding,
            case_token: form.case_token,
            insist: form.insist == "on",
            from: form.from,
            options: vec![
                option(form.date_1, form.start_1, form.duration_1),
                option(form.date_2, form.start_2, form.duration_2),
                option(form.date_3, form.start_3, form.duration_3),
            ],
        },
    }
}

/// The rooms of all places to choose from, each with its place where there are several.
fn rooms(data: &IntakeData) -> Vec<RoomChoice> {
    let several = data.locations.len() > 1;
    let of_place = |place: &Location| {
        let at = if place.name.is_empty() {
            place.street.clone()
        } else {
            place.name.clone()
        };
        let kept = data.rooms.get(&place.id).into_iter().flatten();
        kept.map(move |room| RoomChoice {
            name: room.name.clone(),
            place: several.then(|| at.clone()),
            people: room.people,
            step_free: room.step_free,
        })
        .collect::<Vec<_>>()
    };
    data.locations.iter().flat_map(of_place).collect()
}

/// Name and autonym of a language, as it is chosen.
fn language_label(language: &Language, tag: &str) -> String {
    let name = language.name(tag);
    if language.autonym.is_empty() || language.autonym == name {
        name.to_owned()
    } else {
        format!("{name} – {}", language.autonym)
    }
}

/// What the field for the language shows: the name of what was meant, or what was typed.
fn choices_label(data: &IntakeData, typed: &str, tag: &str) -> String {
    let known = data.language_meant(typed);
    known.map_or_else(|| typed.to_owned(), |language| language_label(language, tag))
}

/// Faults in the order of the form, so that the summary reads from top to bottom.
fn in_order(mut faults: Vec<Rejection>) -> Vec<Rejection> {
    faults.sort_by_key(|fault| {
        FIELDS
            .iter()
            .position(|field| *field == fault.field)
            .unwrap_or(FIELDS.len())
    });
    faults
}

/// A place in one line.
pub(super) fn place(location: &Location) -> String {
    let address = format!("{}, {} {}", location.street, location.postcode, location.town);
    if location.name.is_empty() {
        address
    } else {
        format!("{}, {address}", location.name)
    }
}

async fn own(web: &Web, school: &School, number: &str) -> Result<SchoolRequest, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    web.app
        .request_of(school.organisation.id, number)
        .await?
        .ok_or(AppError::NotFound)
}

/// `GET /s/{token}/requests/{number}`
pub(super) async fn show(
    State(web): State<Web>,
    look: Look,
    school: School,
    Path((_, number)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let page = request_page(&web, &look, school, &number).await?;
    page::show(&web, &look, &page)
}

pub(super) async fn request_page(
    web: &Web,
    look: &Look,
    school: School,
    number: &str,
) -> Result<SchoolRequestPage, AppError> {
    let found = own(web, &school, number).await?;
    let asked = web.app.questions_of(found.request.id).await?;
    let mut tx = web.app.store.read().await?;
    let reported = tx
        .requester_report(found.request.id)
        .await?
        .and_then(|r| r.minutes);
    let feedback = tx.feedback(found.request.id).await?;
    let contact = {
        tx.contact(found.request.asked.contact)
            .await?
            .map(|c| c.name)
            .unwrap_or_default()
    };
    drop(tx);
    let now = web.app.clock.now();
    let request = &found.request;
    let chosen = request.chosen();
    let planned = chosen.map(|time| time.minutes());
    Ok(SchoolRequestPage {
        minutes: reported.or(planned).map(|m| m.to_string()).unwrap_or_default(),
        understanding: feedback.understanding.map_or("", Grade::as_str),
        arranging: feedback.arranging.map_or("", Grade::as_str),
        questions: asked
            .into_iter()
            .map(|row| Question {
                id: row.id.to_string(),
                question: row.question,
                asked_at: row.asked_at,
                by: String::new(),
                answer: row.answer,
                answered_at: row.answered_at,
            })
            .collect(),
        answer: String::new(),
        faults: Vec::new(),
        base: school.base,
        organisation: school.organisation.name.clone(),
        number: request.number,
        state: request.state.as_str().to_owned(),
        state_at: request.state_at,
        created_at: request.created_at,
        answer_by: found.answer_by,
        times: chosen.map_or_else(|| request.asked.options.clone(), |time| vec![time]),
        chosen: chosen.is_some(),
        programme: in_lang(&found.programme, look.tag()),
        occasion: request.asked.occasion.as_str().to_owned(),
        mode: request.asked.mode.as_str().to_owned(),
        language: found.language.as_ref().map(|names| in_lang(names, look.tag())),
        headcount: request.headcount(),
        people: found.coming,
        place: place(&found.location),
        room: request.asked.room.clone(),
        contact,
        refusals: found
            .refusals
            .iter()
            .map(|(reason, instead)| Refusal {
                reason: reason.as_str(),
                instead: instead.clone(),
            })
            .collect(),
        // What has begun is not called off any more; afterwards the school says that it did not take place.
        can_cancel: match request.state {
            RequestState::Confirmed => request.chosen().is_none_or(|t| t.starts_at > now),
            state => !state.closed(),
        },
        can_move: !request.state.closed() && request.chosen().is_none_or(|t| t.starts_at > now),
        can_report: request.chosen().is_some_and(|t| t.ends_at <= now)
            && matches!(
                request.state,
                RequestState::Confirmed | RequestState::Held | RequestState::NotHeld
            ),
    })
}

/// `GET /s/{token}/requests/{number}/cancel`
pub(super) async fn cancel_form(
    State(web): State<Web>,
    look: Look,
    school: School,
    Path((_, number)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = own(&web, &school, &number).await?;
    let request = &found.request;
    if request.state.closed() {
        return Ok(Redirect::to(&format!("{}/requests/{}", school.base, request.number)).into_response());
    }
    let page = SchoolCancelPage {
        base: school.base,
        number: request.number,
        time: request.chosen().or(request.asked.options.first().copied()),
        language: found.language.as_ref().map(|names| in_lang(names, look.tag())),
        people: found.coming,
    };
    page::show(&web, &look, &page)
}

/// `POST /s/{token}/requests/{number}/cancel`
pub(super) async fn cancel(
    State(web): State<Web>,
    look: Look,
    school: School,
    Path((_, number)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, AppError> {
    let number: i64 = number.parse().map_err(|_| AppError::NotFound)?;
    web.app
        .cancel_by_requester(school.organisation.id, number, &form.mark)
        .await?;
    Ok(page::done(
        &look,
        &format!("{}/requests/{number}", school.base),
        "request_withdrawn",
    ))
}
