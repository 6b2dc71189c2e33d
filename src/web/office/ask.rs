//! `/office/requests/{number}/ask`: who could take a request, ask them or enter one of them; `Rückgängig`.

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Query;
use crate::app::{AppError, Asking, Assigning, CaseMark, NotSuitable};
use crate::domain::Rejection;
use crate::domain::account::Account;
use crate::domain::alike::Wanted;
use crate::domain::asking::{AskingWay, HeldAction};
use crate::domain::rights::Right;
use crate::domain::text::fold;
use crate::ids::{HeldActionId, PersonId};
use crate::view::pages::{AskOther, AskPage, AskPerson, AskSeat, AskTime, Fault, HeldRow, Pager};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};
use crate::web::words::Words;

/// People shown of those who do not suit.
const OTHERS: usize = 12;
/// People of each seat on one page.
const PEOPLE: usize = 10;

/// What was typed for somebody whom a rule speaks against.
#[derive(Default)]
struct Against {
    person: String,
    reason: String,
    faults: Vec<Rejection>,
}

/// What of the page is looked at.
#[derive(Clone, Copy)]
struct Looking<'a> {
    option: Option<usize>,
    /// What those who do not suit are narrowed to.
    q: &'a str,
    /// Page of those who suit, from 1.
    page: u64,
}

/// `GET /office/requests/{number}/ask`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Path(number): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let query = Query::read(page::query_pairs(&uri));
    let option = query.get("option").parse().ok();
    let looking = Looking {
        option,
        q: query.get("q"),
        page: query.get("page").parse().unwrap_or(1),
    };
    let page = ask_page(&web, &look, number, looking, Against::default()).await?;
    page::office(&web, &look, "requests", &page)
}

async fn ask_page(
    web: &Web,
    look: &Look,
    number: i64,
    Looking { option, q, page }: Looking<'_>,
    against: Against,
) -> Result<AskPage, AppError> {
    let seen = web.app.case_mark(number).await?;
    let asking = near(web, look, web.app.asking(number, option).await?).await?;
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let organisation = tx.organisation(asking.request.asked.organisation).await?;
    let now = web.app.clock.now();
    let open = asking.request.state.plannable();
    let times = asking.request.asked.options.iter().enumerate();
    // The pages of the seat with the most people; with several seats the others end before.
    let of_seat = |seat| asking.suitable.iter().filter(|s| s.seat == seat).count();
    let most = (0..asking.request.asked.seats.len()).map(of_seat).max();
    let pager = Pager::new(most.unwrap_or_default() as u64, page, PEOPLE as u64, |n| {
        format!("/office/requests/{number}/ask?option={}&page={n}", asking.option)
    });
    let skipped = usize::try_from(pager.page.saturating_sub(1)).unwrap_or_default() * PEOPLE;
    let wanted = Wanted::new(q);
    let mut others: Vec<AskOther> = asking
        .others
        .iter()
        .filter(|o| wanted.is_empty() || wanted.fit(&fold(&o.person.full_name())).is_some())
        .map(other)
        .collect();
    let others_total = others.len();
    // Whoever was just typed for stays in sight.
    others.sort_by_key(|o| o.id != against.person);
    others.truncate(OTHERS);
    for one in others.iter_mut().filter(|o| o.id == against.person) {
        one.reason.clone_from(&against.reason);
    }
    Ok(AskPage {
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
        seats: seats(&asking, &words, skipped, PEOPLE),
        pager,
        people: asking.suitable.len(),
        first: asking.rule.first,
        next: asking.rule.next,
        window: asking.rule.window_minutes,
        leaves_at: asking.leaves_at,
        hold_minutes: web.app.config.action_hold.as_secs() / 60,
        others,
        others_total,
        q: q.to_owned(),
        seen: seen.to_string(),
        faults: against.faults.into_iter().map(Fault::from).collect(),
    })
}

/// Whoever works for a part of the office weighs its own people.
pub(super) async fn near(web: &Web, look: &Look, mut asking: Asking) -> Result<Asking, AppError> {
    let reach = look.reach(Right::Plan);
    if !reach.is_narrow() {
        return Ok(asking);
    }
    let suitable = asking.suitable.iter().map(|one| one.person.id.0);
    let ids: Vec<_> = suitable
        .chain(asking.others.iter().map(|one| one.person.id.0))
        .collect();
    let own = web.app.store.read().await?.people_within(&ids, &reach).await?;
    asking.suitable.retain(|one| own.contains(&one.person.id.0));
    asking.others.retain(|one| own.contains(&one.person.id.0));
    Ok(asking)
}

fn other(one: &NotSuitable) -> AskOther {
    AskOther {
        id: one.person.id.to_string(),
        name: one.person.full_name(),
        url: format!("/office/people/{}", one.person.id),
        phone: one.person.phone.clone(),
        by_mail: one.person.reachable_by_mail(),
        lines: one
            .lines
            .iter()
            .map(|(topic, block)| (topic.as_str(), block.map(|b| b.as_str())))
            .collect(),
        against: one.lines.iter().filter(|(_, block)| block.is_some()).count(),
        reason: String::new(),
    }
}

/// The people for each seat: at most `shown` of them, after so many.
pub(super) fn seats(asking: &Asking, words: &Words, skipped: usize, shown: usize) -> Vec<AskSeat> {
    let asked = &asking.request.asked;
    let wanted = asked.seats.iter().zip(&asking.places).enumerate();
    wanted
        .map(|(number, (seat, places))| AskSeat {
            seat: number,
            language: seat.language.as_ref().map(|code| words.language(code)),
            places: *places,
            total: asking.suitable.iter().filter(|s| s.seat == number).count(),
            skipped,
            people: asking
                .suitable
                .iter()
                .filter(|s| s.seat == number)
                .skip(skipped)
                .take(shown)
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
                    fit: seat.language.as_ref().map(|code| {
                        super::plan_outcome::fit(&s.person, code, s.quality.language_quality, words)
                    }),
                    travel_minutes: (s.quality.travel_minutes > 0).then_some(s.quality.travel_minutes),
                    gender_met: asked.gender.map(|_| s.quality.gender == 0),
                    served: s.served,
                    that_day: s.that_day,
                    wanted_by: s.wanted_by.clone(),
                })
                .collect(),
        })
        .collect()
}

/// Where to go when a colleague has changed the case since it was looked at; nothing when nobody has.
pub(super) async fn overtaken(
    web: &Web,
    number: i64,
    form: &Posted,
    me: &Account,
) -> Result<Option<Response>, AppError> {
    let Some(seen) = CaseMark::parse(form.get("seen")) else {
        return Ok(None);
    };
    let other = web.app.changed_by_others(number, seen, me.id).await?;
    let back = format!("/office/requests/{number}?changed=1");
    Ok(other.map(|_| Redirect::to(&back).into_response()))
}

/// `POST /office/requests/{number}/ask`: one person, or all in a way.
pub(in crate::web) async fn ask(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    if let Some(elsewhere) = overtaken(&web, number, &form, &me).await? {
        return Ok(elsewhere);
    }
    if form.get("person").is_empty() {
        let way = AskingWay::parse(form.get("way"));
        let way = way.ok_or_else(|| AppError::rejected("way", "unknown-choice"))?;
        let option = position(&form, "option")?;
        web.app
            .ask_by_hand(number, option, way, me.id, &form.mark)
            .await?;
    } else {
        let seat = assigning(&form)?;
        let reason = form.get("reason_against");
        let asked = web.app.ask_one(number, seat, reason, me.id, &form.mark).await;
        if let Err(AppError::Rejected(faults)) = asked {
            return against_rule(&web, &look, number, &form, faults).await;
        }
        asked?;
    }
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
    if let Some(elsewhere) = overtaken(&web, number, &form, &me).await? {
        return Ok(elsewhere);
    }
    let seat = assigning(&form)?;
    let reason = form.get("reason_against");
    let entered = web
        .app
        .assign_because(number, seat, reason, me.id, &form.mark)
        .await;
    if let Err(AppError::Rejected(faults)) = entered {
        return against_rule(&web, &look, number, &form, faults).await;
    }
    entered?;
    Ok(page::done(
        &look,
        &format!("/office/requests/{number}"),
        "assigned",
    ))
}

fn assigning(form: &Posted) -> Result<Assigning, AppError> {
    let person = form.get("person").parse::<PersonId>();
    Ok(Assigning {
        option: position(form, "option")?,
        seat: position(form, "seat")?,
        person: person.map_err(|_| AppError::rejected("person", "unknown-choice"))?,
    })
}

/// The same page again: a rule speaks against it, and the reason is missing.
async fn against_rule(
    web: &Web,
    look: &Look,
    number: i64,
    form: &Posted,
    faults: Vec<Rejection>,
) -> Result<Response, AppError> {
    let against = Against {
        person: form.get("person").to_owned(),
        reason: form.get("reason_against").to_owned(),
        faults,
    };
    let looking = Looking {
        option: form.get("option").parse().ok(),
        q: "",
        page: 1,
    };
    let page = ask_page(web, look, number, looking, against).await?;
    let setting = Setting {
        nav: "requests",
        refresh: None,
    };
    page::render(web, look, setting, StatusCode::UNPROCESSABLE_ENTITY, &page)
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
    let back = match (number, action.plan, action.person) {
        (Some(number), _, _) => format!("/office/requests/{number}"),
        (None, Some(plan), _) => format!("/office/plans/{plan}"),
        (None, None, Some(person)) => format!("/office/absent?person={person}"),
        (None, None, None) => "/office".to_owned(),
    };
    Ok(page::done(&look, &back, "taken_back"))
}

/// Something that can still be taken back, as pages show it.
pub(super) fn held_row(action: HeldAction) -> HeldRow {
    HeldRow {
        id: action.id.to_string(),
        kind: action.kind.as_str().to_owned(),
        until: action.until,
    }
}
