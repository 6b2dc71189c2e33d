//! `/office/import/parked`, `/doubles`, `/words`: what waits for an answer after a file was taken in.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::import::{kinds, sentence};
use super::{Query, ROWS};
use crate::app::{AppError, DoubleView, ImportFault, Merged, ParkedView, Solved};
use crate::calendar::availability;
use crate::domain::person::Person;
use crate::ids::{DoubleId, ParkedId};
use crate::store::{Page, ParkedFilter};
use crate::view::pages::{
    DoubleField, DoublePage, DoubleRow, DoublesPage, ImportWord, ImportWordsPage, Pager, ParkedField,
    ParkedPage, ParkedRow, ParkedRowPage, Sentence,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};
use crate::web::words::Words;

/// Cells of a row that stand for it in the list.
const SAYS: usize = 4;

fn pager(total: i64, number: u64, url: impl Fn(u64) -> String) -> Pager {
    Pager::new(
        u64::try_from(total).unwrap_or(0),
        number,
        ROWS.unsigned_abs(),
        url,
    )
}

/// `GET /office/import/parked`
pub(in crate::web) async fn list(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let filter = ParkedFilter {
        query: query.some("q"),
        kind: query.some("kind"),
        question: query.some("question"),
        run: query.get("run").parse().ok(),
    };
    let number = query.page();
    let wanted = Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS);
    let found = web.app.parked_views(&filter, wanted).await?;
    let questions = web.app.store.read().await?.parked_questions(filter.run).await?;
    let page = ParkedPage {
        q: query.get("q").to_owned(),
        kind: query.get("kind").to_owned(),
        question: query.get("question").to_owned(),
        run: query.get("run").to_owned(),
        kinds: kinds(),
        questions,
        filtered: query.narrows(),
        pager: pager(found.total, number, |n| query.url("/office/import/parked", n)),
        rows: found.rows.iter().map(parked_row).collect(),
    };
    page::office(&web, &look, "import", &page)
}

fn parked_row(view: &ParkedView) -> ParkedRow {
    let filled = view.columns.iter().filter_map(|c| view.row.cells.get(c.key));
    let says: Vec<&str> = filled
        .map(|t| t.trim())
        .filter(|t| !t.is_empty())
        .take(SAYS)
        .collect();
    let place = |fault: &ImportFault| Sentence {
        row: 0,
        ..sentence(fault)
    };
    let mut faults: Vec<Sentence> = view.faults.iter().map(place).collect();
    if view.row.question == "marked" {
        faults.insert(0, marked());
    }
    ParkedRow {
        url: format!("/office/import/parked/{}", view.row.id),
        kind: view.kind.as_str().to_owned(),
        row: view.row.row,
        says: if says.is_empty() {
            "–".to_owned()
        } else {
            says.join(" · ")
        },
        ready: faults.is_empty(),
        faults,
    }
}

fn marked() -> Sentence {
    Sentence {
        code: "import-marked".to_owned(),
        ..Sentence::default()
    }
}

/// `POST /office/import/parked/retry`
pub(in crate::web) async fn retry(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    web.app
        .retry_parked(form.get("run").parse().ok(), Some(me.id))
        .await?;
    Ok(page::done(&look, "/office/import/parked", "parked_retried"))
}

fn parked_id(text: &str) -> Result<ParkedId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// `GET /office/import/parked/{id}`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Path(path): Path<String>,
) -> Result<Response, AppError> {
    let view = web.app.parked_view(parked_id(&path)?).await?;
    let page = row_page(&web, &view).await?;
    page::office(&web, &look, "import", &page)
}

async fn row_page(web: &Web, view: &ParkedView) -> Result<ParkedRowPage, AppError> {
    let run = web.app.store.read().await?.import_run(view.row.run).await?;
    let field = |key: &'static str, label: &str| ParkedField {
        key: key.to_owned(),
        label: label.to_owned(),
        value: view.row.cells.get(key).cloned().unwrap_or_default(),
        faults: view
            .faults
            .iter()
            .filter(|f| f.key == key)
            .map(sentence)
            .collect(),
    };
    // One of two ways to reach somebody may be the answer to what is wrong with the other.
    let unreached = view.faults.iter().any(|f| f.code == "import-unreachable");
    let all = view.columns.iter().map(|c| field(c.key, c.header));
    let (fields, more) =
        all.partition(|f| !f.faults.is_empty() || !f.value.is_empty() || (unreached && f.key == "phone"));
    let loose = view
        .faults
        .iter()
        .filter(|f| !view.columns.iter().any(|c| c.key == f.key));
    Ok(ParkedRowPage {
        url: format!("/office/import/parked/{}", view.row.id),
        kind: view.kind.as_str().to_owned(),
        row: view.row.row,
        file_name: run.map(|r| r.file_name).unwrap_or_default(),
        marked: view.row.question == "marked",
        faults: loose
            .map(|f| Sentence {
                row: 0,
                ..sentence(f)
            })
            .collect(),
        fields,
        more,
    })
}

/// `POST /office/import/parked/{id}`
pub(in crate::web) async fn decide(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(path): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id = parked_id(&path)?;
    if form.get("drop") == "1" {
        web.app.drop_parked(id, me.id).await?;
        return Ok(page::done(&look, "/office/import/parked", "parked_dropped"));
    }
    let cells: BTreeMap<String, String> = form
        .fields()
        .filter_map(|(name, value)| Some((name.strip_prefix("cell_")?.to_owned(), value.to_owned())))
        .collect();
    match web.app.solve_parked(id, cells, Some(me.id)).await? {
        Solved::TakenIn => Ok(page::done(&look, "/office/import/parked", "parked_solved")),
        Solved::Faults(_) => {
            let view = web.app.parked_view(id).await?;
            let page = row_page(&web, &view).await?;
            let setting = Setting {
                nav: "import",
                ..Setting::default()
            };
            page::render(&web, &look, setting, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /office/import/doubles`
pub(in crate::web) async fn doubles(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let number = query.page();
    let wanted = Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS);
    let found = web.app.doubles(wanted).await?;
    let row = |view: DoubleView| DoubleRow {
        url: format!("/office/import/doubles/{}", view.double.id),
        first: view.first.full_name(),
        second: view.second.full_name(),
        reason: view.double.reason.to_string(),
    };
    let page = DoublesPage {
        pager: pager(found.total, number, |n| query.url("/office/import/doubles", n)),
        rows: found.rows.into_iter().map(row).collect(),
    };
    page::office(&web, &look, "import", &page)
}

fn double_id(text: &str) -> Result<DoubleId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// `GET /office/import/doubles/{id}`
pub(in crate::web) async fn double(
    State(web): State<Web>,
    look: Look,
    Path(path): Path<String>,
) -> Result<Response, AppError> {
    let view = web.app.double(double_id(&path)?).await?;
    let page = double_page(&web, &look, &view, false).await?;
    page::office(&web, &look, "import", &page)
}

async fn double_page(web: &Web, look: &Look, view: &DoubleView, bound: bool) -> Result<DoublePage, AppError> {
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let today = crate::calendar::local::local_date(web.app.config.time_zone, web.app.clock.now());
    let say = |id: String| web.app.templates.message(look.lang, &id, &[]);
    let text = |key: &str, p: &Person| -> String {
        match key {
            "name" => p.full_name(),
            "email" => p.email.as_ref().map(ToString::to_string).unwrap_or_default(),
            "phone" => p.phone.clone().unwrap_or_default(),
            "channel" => say(format!("channel-{}", p.channel)),
            "gender" => p.gender.map(|g| say(format!("gender-{g}"))).unwrap_or_default(),
            "district" => words.district(&p.district),
            "mobility" => say(format!("mobility-{}", p.mobility)),
            "availability" => availability::to_text(&p.availability, look.lang, today),
            "state" => say(format!("person-state-{}", p.state)),
            "languages" => {
                let names: Vec<String> = p.languages.keys().map(|code| words.language(code)).collect();
                names.join(", ")
            }
            _ => {
                let names: Vec<String> = p.programmes.iter().map(|id| words.programme(id)).collect();
                names.join(", ")
            }
        }
    };
    const CHOSEN: [&str; 9] = [
        "name",
        "email",
        "phone",
        "channel",
        "gender",
        "district",
        "mobility",
        "availability",
        "state",
    ];
    let fields = CHOSEN
        .iter()
        .map(|key| (*key, true))
        .chain([("languages", false), ("programmes", false)])
        .map(|(key, choosable)| {
            let (first, second) = (text(key, &view.first), text(key, &view.second));
            DoubleField {
                key,
                choose: choosable && first != second && !second.is_empty(),
                first,
                second,
            }
        });
    Ok(DoublePage {
        url: format!("/office/import/doubles/{}", view.double.id),
        first: view.first.full_name(),
        second: view.second.full_name(),
        first_url: format!("/office/people/{}", view.first.id),
        second_url: format!("/office/people/{}", view.second.id),
        reason: view.double.reason.to_string(),
        bound,
        fields: fields.collect(),
    })
}

/// `POST /office/import/doubles/{id}`
pub(in crate::web) async fn settle_double(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(path): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id = double_id(&path)?;
    if form.get("decision") == "both" {
        web.app.keep_both(id, me.id).await?;
        return Ok(page::done(&look, "/office/import/doubles", "double_both"));
    }
    let from_second: BTreeSet<String> = form
        .fields()
        .filter(|(_, value)| *value == "second")
        .filter_map(|(name, _)| Some(name.strip_prefix("take_")?.to_owned()))
        .collect();
    match web.app.merge_people(id, &from_second, me.id).await? {
        Merged::One(_) => Ok(page::done(&look, "/office/import/doubles", "double_merged")),
        Merged::BothBound => {
            let view = web.app.double(id).await?;
            let page = double_page(&web, &look, &view, true).await?;
            let setting = Setting {
                nav: "import",
                ..Setting::default()
            };
            page::render(&web, &look, setting, StatusCode::CONFLICT, &page)
        }
    }
}

/// `GET /office/import/words`
pub(in crate::web) async fn words(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let rows = web.app.store.read().await?.import_words().await?;
    let page = ImportWordsPage {
        rows: rows
            .into_iter()
            .map(|(field, word, answer)| ImportWord { field, word, answer })
            .collect(),
    };
    page::office(&web, &look, "import", &page)
}

/// `POST /office/import/words`
pub(in crate::web) async fn forget_word(
    State(web): State<Web>,
    look: Look,
    form: Posted,
) -> Result<Response, AppError> {
    let mut tx = web.app.store.write().await?;
    tx.forget_import_word(form.get("field"), form.get("word")).await?;
    tx.commit().await?;
    Ok(page::done(&look, "/office/import/words", "word_forgotten"))
}
