//! What a draft proposes, part by part: what stays open, one day, or what a search finds; and the whole on paper.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::plan::plan_id;
use super::plan_help::{advice, help};
use super::{Query, days_of};
use crate::app::{AppError, ChoiceView, PlanView, UnplacedView};
use crate::calendar::{intervals, local};
use crate::domain::block::Block;
use crate::domain::language::LanguageCode;
use crate::domain::person::Person;
use crate::domain::request::TimeOption;
use crate::domain::rules::Term;
use crate::domain::text::fold;
use crate::view::pages::{
    Backup, BlockCount, CompetingRequest, DayOfPlan, FunnelStep, LanguageFit, Pager, Placed, PlanOutcome,
    PlanPart, PlanSheetPage, PlanTotals, Unfilled, Why,
};
use crate::web::Web;
use crate::web::page::{self, Look};
use crate::web::words::Words;

/// The rules of the funnel, in the order of the plan format.
const FUNNEL: [&str; 8] = [
    "programme",
    "language",
    "qualification",
    "gender",
    "excluded",
    "reach",
    "unavailable",
    "busy",
];

/// Rows of one part of a draft, and cards of what stays open, on one page.
const ROWS: usize = 20;
const CARDS: usize = 10;

/// Every filled seat of a draft, by day.
fn seats(view: &PlanView, words: &Words, web: &Web) -> Vec<(NaiveDate, Placed)> {
    let zone = web.app.config.time_zone;
    let of = |choice: &ChoiceView| {
        let day = local::local_date(zone, choice.time.starts_at);
        let seats = (0..choice.people.len()).filter_map(|seat| placed(choice, seat, words, zone));
        seats.map(|placed| (day, placed)).collect::<Vec<_>>()
    };
    let mut seats: Vec<_> = view.choices.iter().flat_map(of).collect();
    seats.sort_by_key(|(day, _)| *day);
    seats
}

/// Everything a draft leaves open.
fn gaps(view: &PlanView, words: &Words) -> Vec<Unfilled> {
    let names: BTreeMap<i64, &str> = view
        .choices
        .iter()
        .map(|c| (c.request.number, c.organisation.as_str()))
        .chain(
            view.unplaced
                .iter()
                .map(|u| (u.request.number, u.organisation.as_str())),
        )
        .collect();
    view.unplaced
        .iter()
        .map(|row| unfilled(row, words, &names))
        .collect()
}

fn totals(view: &PlanView) -> PlanTotals {
    let numbers: BTreeSet<i64> = view.choices.iter().map(|c| c.request.number).collect();
    let open: BTreeSet<i64> = view.unplaced.iter().map(|u| u.request.number).collect();
    let people: BTreeSet<_> = view
        .choices
        .iter()
        .flat_map(|c| &c.people)
        .map(|(p, _)| p.id)
        .collect();
    PlanTotals {
        requests: count(numbers.union(&open).count()),
        filled: count(numbers.difference(&open).count()),
        unfilled: count(open.len()),
        people: count(people.len()),
        seconds: whole(view.seconds),
    }
}

/// Whether all words somebody looks for stand in one of the texts of a row.
fn says(wanted: &str, texts: &[&str]) -> bool {
    let text = fold(&texts.join(" "));
    fold(wanted).split_whitespace().all(|word| text.contains(word))
}

fn row_says(wanted: &str, row: &Placed) -> bool {
    let number = row.number.to_string();
    let language = row.language.as_ref();
    let texts = [
        row.person.as_str(),
        &row.organisation,
        &row.district,
        &row.programme,
        &number,
        language.map_or("", |l| &l.asked),
        language.map_or("", |l| &l.spoken),
    ];
    says(wanted, &texts)
}

fn gap_says(wanted: &str, row: &Unfilled) -> bool {
    let number = row.number.to_string();
    let language = row.language.as_deref().unwrap_or_default();
    says(
        wanted,
        &[
            &row.organisation,
            &row.district,
            &row.programme,
            language,
            &number,
        ],
    )
}

/// The part of a draft that was asked for.
pub(super) fn outcome(view: &PlanView, words: &Words, web: &Web, query: &Query) -> PlanOutcome {
    let base = format!("/office/plans/{}", view.record.id);
    let (mut seats, mut gaps) = (seats(view, words, web), gaps(view, words));
    let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for (day, _) in &seats {
        *days.entry(*day).or_default() += 1;
    }
    let q = query.get("q").to_owned();
    let asked = query.get("day").parse().ok().filter(|day| days.contains_key(day));
    let first = days.keys().next().copied().filter(|_| gaps.is_empty());
    let day = asked.or(first).filter(|_| q.is_empty());
    let part = match (q.is_empty(), day) {
        (false, _) => "found",
        (true, Some(_)) => "day",
        (true, None) => "open",
    };
    let mut parts = Vec::new();
    if !gaps.is_empty() {
        parts.push(PlanPart {
            url: base.clone(),
            day: None,
            count: count(gaps.len()),
            current: part == "open",
        });
    }
    parts.extend(days.iter().map(|(of, seats)| PlanPart {
        url: format!("{base}?day={of}"),
        day: Some(*of),
        count: count(*seats),
        current: day == Some(*of),
    }));
    match part {
        "open" => seats.clear(),
        "day" => {
            gaps.clear();
            seats.retain(|(of, _)| Some(*of) == day);
        }
        _ => {
            seats.retain(|(_, row)| row_says(&q, row));
            gaps.retain(|row| gap_says(&q, row));
        }
    }
    let size = if part == "open" { CARDS } else { ROWS };
    let pager = Pager::new(
        (seats.len() + gaps.len()) as u64,
        query.page(),
        size as u64,
        |n| query.url(&base, n),
    );
    let skipped = usize::try_from(pager.page.saturating_sub(1)).unwrap_or_default() * size;
    // What stays open comes first where both are found.
    let before = gaps.len();
    let gaps: Vec<Unfilled> = gaps.into_iter().skip(skipped).take(size).collect();
    let seats = seats
        .into_iter()
        .skip(skipped.saturating_sub(before))
        .take(size - gaps.len());
    let coverage = view.levels.iter().find(|level| level.goal == "coverage");
    let gap = coverage
        .filter(|level| !level.proven)
        .map_or(0.0, |level| (level.bound - level.value).abs().ceil());
    PlanOutcome {
        optimal: view.levels.iter().all(|level| level.proven),
        gap: whole(gap),
        totals: totals(view),
        here: here(&base, query),
        parts,
        part,
        q,
        days: by_day(seats),
        unfilled: gaps,
        pager,
        advice: match part {
            "open" => view
                .advice
                .iter()
                .map(|one| advice(one, words, web.app.config.time_zone))
                .collect(),
            _ => vec![],
        },
        warnings: vec![],
    }
}

/// The address of the part shown, for a form to come back to.
fn here(base: &str, query: &Query) -> String {
    let url = query.url(base, query.page());
    // What somebody typed to find it is not worth an address with signs in it.
    if url.contains('%') { base.to_owned() } else { url }
}

fn by_day(seats: impl Iterator<Item = (NaiveDate, Placed)>) -> Vec<DayOfPlan> {
    let mut days: BTreeMap<NaiveDate, Vec<Placed>> = BTreeMap::new();
    for (day, placed) in seats {
        days.entry(day).or_default().push(placed);
    }
    days.into_iter()
        .map(|(date, placed)| DayOfPlan { date, placed })
        .collect()
}

/// `GET /office/plans/{id}/sheet`: the whole draft for paper.
pub(in crate::web) async fn sheet(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let view = web
        .app
        .plan_view(plan_id(&id)?)
        .await?
        .filter(|view| view.record.drafted_at.is_some())
        .ok_or(AppError::NotFound)?;
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let record = &view.record;
    let (from, to) = days_of(record.window.from, record.window.to, web.app.config.time_zone);
    let page = PlanSheetPage {
        url: format!("/office/plans/{}", record.id),
        from,
        to,
        state: record.state.as_str().to_owned(),
        created_at: record.created_at,
        totals: totals(&view),
        days: by_day(seats(&view, &words, &web).into_iter()),
        unfilled: gaps(&view, &words),
    };
    page::office(&web, &look, "plan", &page)
}

pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "seconds and gaps of a plan are small"
)]
pub(super) fn whole(n: f64) -> i64 {
    n.round() as i64
}

/// The person at position `seat` of a choice.
fn placed(choice: &ChoiceView, seat: usize, words: &Words, zone: Tz) -> Option<Placed> {
    let (person, reason) = choice.people.get(seat)?;
    let parts = &reason.parts;
    let seats = choice.people.len();
    let request = &choice.request;
    let fit = choice
        .language
        .as_ref()
        .map(|language| fit(person, &language.code, parts.language_quality, words));
    let options = request.asked.options.len();
    Some(Placed {
        number: request.number,
        time: choice.time,
        organisation: choice.organisation.clone(),
        district: words.district(&choice.district),
        programme: words.programme(&request.asked.programme),
        mode: request.asked.mode.as_str().to_owned(),
        seat: (seats > 1).then_some((seat + 1, seats)),
        seat_position: choice.seat,
        person: person.full_name(),
        person_url: format!("/office/people/{}", person.id),
        person_id: person.id.to_string(),
        option: choice.option,
        by_phone: !person.reachable_by_mail(),
        pinned: false,
        language: fit,
        why: Why {
            travel_minutes: (parts.travel_minutes > 0).then_some(parts.travel_minutes),
            travel_from: Some(words.district(&person.district)),
            gender_met: request.asked.gender.map(|_| parts.gender == 0),
            liked: liked(person, choice.time, zone),
            knows_case: reason.knows,
            favours: favours(&reason.favoured),
            option: (options > 1).then_some((choice.option + 1, options)),
            minutes_served: Some(reason.served),
            minutes_planned: (reason.minutes > choice.time.minutes()).then_some(reason.minutes),
        },
        backups: choice
            .backups
            .iter()
            .map(|backup| Backup {
                name: backup.full_name(),
                url: format!("/office/people/{}", backup.id),
            })
            .collect(),
    })
}

/// Whether a time is one that a person likes best; `None` when they did not say which.
fn liked(person: &Person, time: TimeOption, zone: Tz) -> Option<bool> {
    let (from, to) = (
        time.starts_at - TimeDelta::days(1),
        time.ends_at + TimeDelta::days(1),
    );
    let likes = person.preferred.iter().flat_map(|r| r.intervals(zone, from, to));
    let likes = intervals::union(likes.collect());
    (!person.preferred.is_empty()).then(|| intervals::contains(&likes, (time.starts_at, time.ends_at)))
}

/// The sentences about what the office favours people for (message ids `why-…`), where there is something to say.
fn favours(favoured: &BTreeMap<Term, bool>) -> Vec<&'static str> {
    let sentence = |(term, is): (&Term, &bool)| match (term, is) {
        (Term::Topic, true) => Some("why-topic"),
        (Term::Topic, false) => Some("why-topic-other"),
        (Term::Newcomer, true) => Some("why-newcomer"),
        (Term::Scarce, true) => Some("why-scarce"),
        (Term::Scarce, false) => Some("why-scarce-other"),
        _ => None,
    };
    favoured.iter().filter_map(sentence).collect()
}

/// How well a person's language fits the one asked for.
pub(super) fn fit(person: &Person, asked: &LanguageCode, quality: i64, words: &Words) -> LanguageFit {
    let (spoken, level) = best_language(person, asked, quality, words);
    LanguageFit {
        asked: words.language(asked),
        spoken,
        level,
        quality,
    }
}

/// The language the person will speak: the one asked for, or the related one that made the match possible.
fn best_language(person: &Person, asked: &LanguageCode, quality: i64, words: &Words) -> (String, String) {
    let exact = person.languages.get(asked).filter(|_| quality >= 100);
    let found = exact
        .map(|level| (asked, level))
        .or_else(|| words.related(asked, quality, &person.languages));
    match found {
        Some((code, level)) => (words.language(code), level.as_str().to_owned()),
        None => (words.language(asked), "B1".to_owned()),
    }
}

/// What keeps people away, most first. Whoever is not in the programme at all goes without saying.
fn blocks(counts: &BTreeMap<Block, i64>) -> Vec<BlockCount> {
    let mut rows: Vec<(&Block, &i64)> = counts
        .iter()
        .filter(|(block, _)| **block != Block::Programme)
        .collect();
    rows.sort_by_key(|(block, people)| (std::cmp::Reverse(**people), **block));
    rows.into_iter()
        .map(|(block, people)| BlockCount {
            rule: block.to_string(),
            people: *people,
        })
        .collect()
}

fn unfilled(row: &UnplacedView, words: &Words, names: &BTreeMap<i64, &str>) -> Unfilled {
    let request = &row.request;
    let empty = row.funnel.iter().position(|people| *people == 0);
    Unfilled {
        number: request.number,
        organisation: row.organisation.clone(),
        district: words.district(&row.district),
        programme: words.programme(&request.asked.programme),
        language: row.language.as_ref().map(|l| words.language(&l.code)),
        times: request.asked.options.clone(),
        reason: row.reason.clone(),
        funnel: FUNNEL
            .iter()
            .zip(row.funnel)
            .enumerate()
            .map(|(i, (rule, people))| FunnelStep {
                rule: (*rule).to_owned(),
                people: people.into(),
                last: empty == Some(i),
            })
            .collect(),
        blocks: blocks(&row.blocks),
        competes_with: row
            .competes_with
            .iter()
            .map(|number| CompetingRequest {
                number: *number,
                organisation: names.get(number).map_or(String::new(), |n| (*n).to_owned()),
            })
            .collect(),
        help: row
            .help
            .iter()
            .filter_map(|one| help(one, &row.district, words))
            .collect(),
    }
}
