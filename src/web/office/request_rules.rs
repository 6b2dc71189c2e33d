//! Decisions about one request: may somebody be sent, in which language, and how did it end?

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::response::Response;

use super::{account_name, requests};
use crate::app::{AppError, Decision, Ending, RequestDetail};
use crate::domain::Rejection;
use crate::domain::language::{LanguageCode, UNCONFIRMED_QUALITY};
use crate::domain::person::PersonState;
use crate::domain::programme::ProgrammeId;
use crate::domain::request::{Request, RequestState};
use crate::domain::review::{OutcomeKind, Review};
use crate::domain::rules::RefusalReason;
use crate::store::{Page, PeopleFilter, Tx};
use crate::view::pages::{
    Choice, DetailRow, EndingTyped, LanguagePart, OutcomePart, RequestPage, RequestRules, ReviewPart,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};
use crate::web::words::Words;

/// What the page of a request shows of rules and decisions.
pub(super) async fn part(
    web: &Web,
    tx: &mut Tx,
    detail: &RequestDetail,
    words: &Words,
    look: &Look,
) -> Result<RequestRules, AppError> {
    let request = &detail.request;
    let review = tx.review(request.id).await?;
    let programmes = tx.programmes().await?;
    let own = programmes.iter().find(|p| p.id == request.asked.programme);
    let others = programmes
        .iter()
        .filter(|p| p.id != request.asked.programme && p.modes.contains(&request.asked.mode));
    let can_accept = matches!(request.state, RequestState::InReview | RequestState::Refused);
    let can_refuse = matches!(
        request.state,
        RequestState::InReview | RequestState::Submitted | RequestState::Unfilled
    );
    let known = review.as_ref().is_some_and(|r| !r.reasons.is_empty());
    Ok(RequestRules {
        can_accept,
        can_refuse,
        reasons: if can_refuse && !known {
            RefusalReason::ALL.iter().map(|r| r.as_str()).collect()
        } else {
            Vec::new()
        },
        programmes: if can_accept {
            others
                .map(|p| Choice::new(p.id.0.clone(), p.name(look.tag())))
                .collect()
        } else {
            Vec::new()
        },
        refer_to: own.and_then(|p| p.rules.refer_to.clone()).unwrap_or_default(),
        review: match review {
            Some(review) => Some(review_part(tx, review, words).await?),
            None => None,
        },
        outcome: outcome_part(tx, request).await?,
        ending: EndingTyped::default(),
        feedback: {
            let said = tx.feedback(request.id).await?;
            [
                ("understanding", said.understanding),
                ("arranging", said.arranging),
            ]
            .into_iter()
            .filter_map(|(question, grade)| Some((question, grade?.as_str())))
            .collect()
        },
        outcomes: outcomes(web, request),
        languages: languages(tx, request, words).await?,
        details: {
            let yes = web.app.templates.message(look.lang, "yes", &[]);
            let named = request.asked.details.funding.as_deref();
            let sources = tx.funding_sources().await?;
            let source = named.and_then(|id| sources.into_iter().find(|s| s.id == id));
            details(request, yes, source.map(|s| s.name))
        },
        follow_up_url: (request.state == RequestState::Held).then(|| {
            let (school, number) = (detail.organisation.id, request.number);
            format!("/office/take?organisation={school}&from={number}")
        }),
    })
}

async fn review_part(tx: &mut Tx, review: Review, words: &Words) -> Result<ReviewPart, AppError> {
    let name = account_name(tx, review.decided_by).await?;
    Ok(ReviewPart {
        state: review.state.as_str(),
        reasons: review.reasons.iter().map(|r| r.as_str()).collect(),
        decided_by: Some(name).filter(|name| !name.is_empty()),
        decided_at: review.decided_at,
        passed_to: review.passed_to.map(|programme| words.programme(&programme)),
        note: review.note,
    })
}

async fn outcome_part(tx: &mut Tx, request: &Request) -> Result<Option<OutcomePart>, AppError> {
    let Some(outcome) = tx.outcome(request.id).await? else {
        return Ok(None);
    };
    let follow_up = match outcome.follow_up {
        Some(id) => tx.request(id).await?.map(|r| r.number),
        None => None,
    };
    let name = account_name(tx, outcome.recorded_by).await?;
    Ok(Some(OutcomePart {
        kind: outcome.kind.as_str(),
        agency: outcome.agency,
        cents: outcome.cents,
        follow_up,
        by: Some(name).filter(|name| !name.is_empty()),
        at: outcome.recorded_at,
    }))
}

/// The ends that can be written down now.
fn outcomes(web: &Web, request: &Request) -> Vec<&'static str> {
    let begun = request
        .chosen()
        .is_some_and(|time| time.starts_at <= web.app.clock.now());
    let fits = |kind: &&OutcomeKind| match request.state {
        RequestState::Held | RequestState::NotHeld => kind.after_the_date(),
        RequestState::Confirmed => kind.after_the_date() == begun,
        RequestState::Solved => !kind.after_the_date(),
        state => !kind.after_the_date() && !state.closed(),
    };
    OutcomeKind::ALL
        .iter()
        .filter(fits)
        .map(|kind| kind.as_str())
        .collect()
}

/// Languages that would do for a request that still looks for somebody, if a coordinator allows them.
async fn languages(tx: &mut Tx, request: &Request, words: &Words) -> Result<Vec<LanguagePart>, AppError> {
    if request.state.closed() || request.state == RequestState::Confirmed {
        return Ok(Vec::new());
    }
    let asked: BTreeSet<&LanguageCode> = request
        .asked
        .seats
        .iter()
        .filter_map(|seat| seat.language.as_ref())
        .collect();
    let allowed = tx.confirmed_languages(&[request.id]).await?;
    let allowed = allowed.get(&request.id).cloned().unwrap_or_default();
    let mut pairs: BTreeMap<(LanguageCode, LanguageCode), i64> =
        allowed.iter().map(|pair| (pair.clone(), 0)).collect();
    for fallback in tx.fallbacks().await? {
        if asked.contains(&fallback.asked) && fallback.quality < UNCONFIRMED_QUALITY {
            pairs.insert((fallback.asked, fallback.spoken), fallback.quality);
        }
    }
    let mut parts = Vec::new();
    for ((asked, spoken), quality) in pairs {
        let filter = PeopleFilter {
            language: Some(spoken.clone()),
            programme: Some(request.asked.programme.clone()),
            state: Some(PersonState::Active),
            ..PeopleFilter::default()
        };
        let speakers = tx.people(&filter, Page::first(1)).await?.total;
        parts.push(LanguagePart {
            asked_name: words.language(&asked),
            spoken_name: words.language(&spoken),
            allowed: allowed.contains(&(asked.clone(), spoken.clone())),
            asked: asked.0,
            spoken: spoken.0,
            quality,
            speakers,
        });
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.quality), part.spoken.clone()));
    Ok(parts)
}

fn details(request: &Request, yes: String, source: Option<String>) -> Vec<DetailRow> {
    let said = &request.asked.details;
    let on_site = [said.on_site_contact.as_deref(), said.on_site_phone.as_deref()];
    let on_site: Vec<&str> = on_site.into_iter().flatten().collect();
    let rows = [
        ("topic", said.topic.clone()),
        ("people_expected", said.people_expected.map(|n| n.to_string())),
        ("professional", said.professional.clone()),
        (
            "professional_email",
            said.professional_email.as_ref().map(ToString::to_string),
        ),
        ("sender", said.sender.clone()),
        (
            "on_site_contact",
            Some(on_site.join(", ")).filter(|t| !t.is_empty()),
        ),
        ("meeting_point", said.meeting_point.clone()),
        ("reference", said.reference.clone()),
        ("step_free", said.step_free.then_some(yes)),
        ("cost_centre", said.cost_centre.clone()),
        ("funding", source),
        ("case_token", request.asked.case_token.clone()),
    ];
    rows.into_iter()
        .filter_map(|(name, value)| Some(DetailRow { name, value: value? }))
        .collect()
}

fn number_of(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn done(look: &Look, number: i64, flash: &'static str) -> Response {
    page::done(look, &format!("/office/requests/{number}"), flash)
}

/// `POST /office/requests/{number}/review`
pub(in crate::web) async fn review(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number_of(&number)?;
    let (decision, flash) = match form.get("decision") {
        "accept" => (Decision::Accept, "request_accepted"),
        "refuse" => (
            Decision::Refuse(RefusalReason::parse(form.get("reason"))),
            "request_refused",
        ),
        "pass_on" => (
            Decision::PassOn(ProgrammeId(form.get("programme").to_owned())),
            "request_passed_on",
        ),
        _ => return Err(AppError::rejected("decision", "unknown-choice")),
    };
    web.app
        .decide(number, decision, form.get("review_note"), me.id)
        .await?;
    Ok(done(&look, number, flash))
}

/// `POST /office/requests/{number}/language`
pub(in crate::web) async fn language(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number_of(&number)?;
    let code = |name| LanguageCode(form.get(name).to_owned());
    let allowed = form.get("allowed") == "yes";
    web.app
        .allow_language(number, &code("asked"), &code("spoken"), allowed, me.id)
        .await?;
    let flash = if allowed {
        "language_allowed"
    } else {
        "language_revoked"
    };
    Ok(done(&look, number, flash))
}

/// `POST /office/requests/{number}/outcome`
pub(in crate::web) async fn outcome(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number_of(&number)?;
    if form.get("take_back") == "yes" {
        web.app.take_back_outcome(number, me.id).await?;
        return Ok(done(&look, number, "outcome_taken_back"));
    }
    let kind = OutcomeKind::parse(form.get("kind"));
    let cents = cents(form.get("cost"));
    let mut faults = Vec::new();
    if kind.is_none() {
        faults.push(Rejection::new("kind", "required"));
    }
    let agency = form.get("agency").to_owned();
    if kind == Some(OutcomeKind::External) && agency.trim().is_empty() {
        faults.push(Rejection::new("agency", "required"));
    }
    if cents.is_err() {
        faults.push(Rejection::new("cost", "money"));
    }
    let recorded = match (kind, cents) {
        (Some(kind), Ok(cents)) if faults.is_empty() => {
            let ending = Ending { kind, agency, cents };
            web.app.record_outcome(number, &ending, me.id).await
        }
        _ => Err(AppError::Rejected(faults)),
    };
    match recorded {
        Ok(()) => Ok(done(&look, number, "outcome_recorded")),
        Err(AppError::Rejected(faults)) => {
            let again = |page: &mut RequestPage| {
                page.rules.ending = EndingTyped {
                    kind: form.get("kind").to_owned(),
                    agency: form.get("agency").to_owned(),
                    cost: form.get("cost").to_owned(),
                };
            };
            requests::with_faults(&web, &look, &me, number, faults, again).await
        }
        Err(error) => Err(error),
    }
}

/// Euros as they are typed ("120", "120,50"), in cents; nothing when blank.
fn cents(text: &str) -> Result<Option<i64>, ()> {
    let text = text.trim().trim_end_matches('€').trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (euros, rest) = text.split_once([',', '.']).unwrap_or((text, ""));
    let rest = match rest.len() {
        0 => "00".to_owned(),
        1 => format!("{rest}0"),
        2 => rest.to_owned(),
        _ => return Err(()),
    };
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if !digits(euros) || !digits(&rest) || euros.len() > 8 {
        return Err(());
    }
    let euros: i64 = euros.parse().map_err(|_| ())?;
    let cents: i64 = rest.parse().map_err(|_| ())?;
    Ok(Some(euros * 100 + cents))
}

#[cfg(test)]
mod tests {
    use super::cents;

    #[test]
    fn euros_as_people_type_them() {
        assert_eq!(cents(" "), Ok(None));
        assert_eq!(cents("120"), Ok(Some(12_000)));
        assert_eq!(cents("120,5 €"), Ok(Some(12_050)));
        assert_eq!(cents("0.07"), Ok(Some(7)));
        for wrong in ["-1", "1,234", "viel", "1,2,3", "123456789"] {
            assert_eq!(cents(wrong), Err(()), "{wrong}");
        }
    }
}
