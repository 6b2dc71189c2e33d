//! `/office/accounts`: who works here and what may they do? For administrators.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::{AppError, GRANTS_MAX, Welcome};
use crate::domain::Rejection;
use crate::domain::organisation::OrganisationKind;
use crate::domain::programme::ProgrammeId;
use crate::domain::rights::{Grant, Role, Scope};
use crate::ids::{AccountId, OrganisationId};
use crate::store::{OrganisationFilter, Page};
use crate::view::pages::{
    AccountRow, AccountsPage, Choice, Fault, GrantForm, InvitedPage, MemberPage, SessionRow,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::account::grant_line;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};
use crate::web::words::Words;

/// Empty lines the form for roles offers beyond those in use.
const SPARE: usize = 2;

/// `GET /office/accounts`
pub(in crate::web) async fn list(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
) -> Result<Response, AppError> {
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let rows = web.app.team().await?.into_iter().map(|row| AccountRow {
        url: format!("/office/accounts/{}", row.account.id),
        me: row.account.id == me.id,
        grants: row.grants.iter().map(|grant| grant_line(grant, &words)).collect(),
        factor: row.factor,
        locked: row.account.disabled_at.is_some(),
        waiting: row.account.password_hash.is_none(),
        name: row.account.name,
        email: row.account.email.to_string(),
    });
    let page = AccountsPage { rows: rows.collect() };
    page::office(&web, &look, "accounts", &page)
}

/// What a form about an account said.
struct Typed {
    name: String,
    email: String,
    grants: Vec<GrantForm>,
}

fn typed(form: &Posted) -> Typed {
    let line = |n: usize| GrantForm {
        role: form.get(&format!("role_{n}")).to_owned(),
        programme: form.get(&format!("programme_{n}")).to_owned(),
        district: form.get(&format!("district_{n}")).to_owned(),
        carrier: form.get(&format!("carrier_{n}")).to_owned(),
    };
    Typed {
        name: form.get("name").to_owned(),
        email: form.get("email").to_owned(),
        grants: (1..=GRANTS_MAX)
            .map(line)
            .filter(|line| !line.role.is_empty())
            .collect(),
    }
}

/// The roles a form names, or every fault.
fn grants(lines: &[GrantForm], choices: &Choices) -> Result<Vec<Grant>, Vec<Rejection>> {
    let mut faults = Vec::new();
    let mut found = Vec::new();
    let known = |list: &[Choice], value: &str| value.is_empty() || list.iter().any(|c| c.value == value);
    for line in lines {
        let places = known(&choices.programmes, &line.programme)
            && known(&choices.districts, &line.district)
            && known(&choices.carriers, &line.carrier);
        let Some(role) = Role::parse(&line.role).filter(|_| places) else {
            faults.push(Rejection::new("grants", "unknown-choice"));
            continue;
        };
        let scope = Scope {
            programme: some(&line.programme).map(ProgrammeId),
            district: some(&line.district),
            carrier: line.carrier.parse().ok().map(OrganisationId),
        };
        if !role.can_be_scoped() && !scope.is_everything() {
            faults.push(Rejection::new("grants", "role-whole"));
        }
        let grant = Grant { role, scope };
        if !found.contains(&grant) {
            found.push(grant);
        }
    }
    // One sentence beside the field, however many lines it is true of.
    faults.truncate(1);
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// What roles can be narrowed to.
struct Choices {
    programmes: Vec<Choice>,
    districts: Vec<Choice>,
    carriers: Vec<Choice>,
}

async fn choices(web: &Web, look: &Look) -> Result<Choices, AppError> {
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let filter = OrganisationFilter {
        kind: Some(OrganisationKind::Carrier),
        ..OrganisationFilter::default()
    };
    let carriers = tx.organisations(&filter, Page::first(Page::MAX_SIZE)).await?.rows;
    Ok(Choices {
        programmes: words.programme_choices(),
        districts: words.district_choices(),
        carriers: carriers
            .into_iter()
            .map(|o| Choice::new(o.id.to_string(), o.name))
            .collect(),
    })
}

fn member_page(typed: Typed, choices: Choices, faults: Vec<Rejection>) -> MemberPage {
    let mut lines = typed.grants;
    let room = GRANTS_MAX.saturating_sub(lines.len()).min(SPARE);
    lines.extend(std::iter::repeat_with(GrantForm::default).take(room));
    MemberPage {
        url: None,
        me: false,
        name: typed.name,
        email: typed.email,
        roles: Role::ALL.iter().map(|role| role.as_str()).collect(),
        programmes: choices.programmes,
        districts: choices.districts,
        carriers: choices.carriers,
        grants: lines,
        factor: false,
        locked: false,
        waiting: false,
        sessions: Vec::new(),
        faults: faults.into_iter().map(Fault::from).collect(),
    }
}

/// `GET /office/accounts/new`
pub(in crate::web) async fn new_form(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let typed = Typed {
        name: String::new(),
        email: String::new(),
        grants: Vec::new(),
    };
    let page = member_page(typed, choices(&web, &look).await?, Vec::new());
    page::office(&web, &look, "accounts", &page)
}

/// `POST /office/accounts/new`
pub(in crate::web) async fn invite(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let typed = typed(&form);
    let choices = choices(&web, &look).await?;
    let result = match grants(&typed.grants, &choices) {
        Ok(grants) => web.app.invite(&typed.email, &typed.name, &grants, me.id).await,
        Err(faults) => Err(AppError::Rejected(faults)),
    };
    match result {
        Ok(welcome) => invited(&web, &look, typed.name, welcome),
        Err(AppError::Rejected(faults)) => {
            let page = member_page(typed, choices, faults);
            again(&web, &look, &page)
        }
        Err(error) => Err(error),
    }
}

fn again(web: &Web, look: &Look, page: &MemberPage) -> Result<Response, AppError> {
    let setting = Setting {
        nav: "accounts",
        refresh: None,
    };
    page::render(web, look, setting, StatusCode::UNPROCESSABLE_ENTITY, page)
}

fn invited(web: &Web, look: &Look, name: String, welcome: Welcome) -> Result<Response, AppError> {
    let page = InvitedPage {
        url: format!("/office/accounts/{}", welcome.account),
        name,
        link: welcome.link,
    };
    page::office(web, look, "accounts", &page)
}

fn key(id: &str) -> Result<AccountId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// `GET /office/accounts/{id}`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let page = stored_page(&web, &look, &me.id, key(&id)?, None, Vec::new()).await?;
    page::office(&web, &look, "accounts", &page)
}

async fn stored_page(
    web: &Web,
    look: &Look,
    me: &AccountId,
    id: AccountId,
    instead: Option<Typed>,
    faults: Vec<Rejection>,
) -> Result<MemberPage, AppError> {
    let member = web.app.member(id).await?.ok_or(AppError::NotFound)?;
    let lines = member.grants.iter().map(|grant| GrantForm {
        role: grant.role.as_str().to_owned(),
        programme: grant
            .scope
            .programme
            .as_ref()
            .map(|p| p.0.clone())
            .unwrap_or_default(),
        district: grant.scope.district.clone().unwrap_or_default(),
        carrier: grant.scope.carrier.map(|c| c.to_string()).unwrap_or_default(),
    });
    let typed = Typed {
        email: member.account.email.to_string(),
        name: instead.as_ref().map_or(member.account.name, |t| t.name.clone()),
        grants: instead.map_or_else(|| lines.collect(), |t| t.grants),
    };
    let sessions = member.sessions.into_iter().map(|session| SessionRow {
        key: session.token_hash,
        agent: session.agent,
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
        here: false,
    });
    Ok(MemberPage {
        url: Some(format!("/office/accounts/{id}")),
        me: id == *me,
        factor: member.factor,
        locked: member.account.disabled_at.is_some(),
        waiting: member.account.password_hash.is_none(),
        sessions: sessions.collect(),
        ..member_page(typed, choices(web, look).await?, faults)
    })
}

/// `POST /office/accounts/{id}`
pub(in crate::web) async fn change(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id = key(&id)?;
    let typed = typed(&form);
    let result = match grants(&typed.grants, &choices(&web, &look).await?) {
        Ok(grants) => web.app.change_member(id, &typed.name, &grants, me.id).await,
        Err(faults) => Err(AppError::Rejected(faults)),
    };
    match result {
        Ok(()) => Ok(page::done(
            &look,
            &format!("/office/accounts/{id}"),
            "account_changed",
        )),
        Err(AppError::Rejected(faults)) => {
            let page = stored_page(&web, &look, &me.id, id, Some(typed), faults).await?;
            again(&web, &look, &page)
        }
        Err(error) => Err(error),
    }
}

/// `POST /office/accounts/{id}/act`: a new link, locking out and in, taking the second factor away, ending sessions.
pub(in crate::web) async fn act(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id = key(&id)?;
    let flash = match form.get("act") {
        "invite" => {
            let member = web.app.member(id).await?.ok_or(AppError::NotFound)?;
            let welcome = web.app.invite_again(id, me.id).await?;
            return invited(&web, &look, member.account.name, welcome);
        }
        "lock" if id == me.id => return Err(AppError::Conflict("conflict-own-account")),
        "lock" => {
            web.app.lock_out(id, true, me.id).await?;
            "account_locked"
        }
        "unlock" => {
            web.app.lock_out(id, false, me.id).await?;
            "account_unlocked"
        }
        "factor" => {
            web.app.reset_factor(id, me.id).await?;
            "factor_reset"
        }
        "sessions" => {
            web.app.end_sessions(id, None, me.id).await?;
            "sessions_ended"
        }
        _ => return Err(AppError::rejected("act", "unknown-choice")),
    };
    Ok(page::done(&look, &format!("/office/accounts/{id}"), flash))
}
