//! `/office/import`: a file is brought, its columns are matched, its words asked about, and it is taken in.

use std::collections::BTreeMap;

use axum::extract::{OriginalUri, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Query, account_name};
use crate::app::{
    AppError, IMPORT_BYTES_MAX, ImportCheck, ImportFault, ImportKind, ImportMapping, ImportMarked,
    plain_header, template_file,
};
use crate::domain::import::{ImportRun, ImportState, Kept, Remark, Subject};
use crate::domain::record::RecordKind;
use crate::ids::{ImportId, OrganisationId, PersonId, RequestId};
use crate::store::{Page, ParkedFilter, Tx};
use crate::view::pages::{
    Choice, ImportCheckPage, ImportConstant, ImportHeader, ImportIndexPage, ImportKept, ImportMatchPage,
    ImportQuestion, ImportRow, ImportRunPage, ImportTally, Pager, Sentence,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};
use crate::web::upload::Upload;

/// Files on a page.
const ROWS: i64 = 20;
/// Seconds until the page of a file at work loads itself again.
const REFRESH: u32 = 2;

/// `GET /office/import`
pub(in crate::web) async fn index(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let page = index_page(&web, &query, Vec::new()).await?;
    page::office(&web, &look, "import", &page)
}

async fn index_page(web: &Web, query: &Query, faults: Vec<Sentence>) -> Result<ImportIndexPage, AppError> {
    let number = query.page();
    let mut tx = web.app.store.read().await?;
    let runs = tx
        .import_runs(Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS))
        .await?;
    let mut rows = Vec::new();
    let mut names = BTreeMap::new();
    for run in runs.rows {
        let by = match names.get(&run.created_by) {
            Some(name) => String::clone(name),
            None => account_name(&mut tx, run.created_by).await?,
        };
        names.insert(run.created_by, by.clone());
        rows.push(row(&run, by));
    }
    let parked = tx
        .parked_rows(&ParkedFilter::default(), Page::first(1))
        .await?
        .total;
    Ok(ImportIndexPage {
        kinds: kinds(),
        kind: ImportKind::parse(query.get("kind"))
            .unwrap_or(ImportKind::People)
            .as_str()
            .to_owned(),
        max: IMPORT_BYTES_MAX / (1024 * 1024),
        faults,
        rows,
        parked,
        doubles: tx.doubles(Page::first(1)).await?.total,
        words: tx.import_words().await?.len(),
        pager: Pager::new(
            u64::try_from(runs.total).unwrap_or(0),
            number,
            ROWS.unsigned_abs(),
            |n| query.url("/office/import", n),
        ),
    })
}

pub(super) fn kinds() -> Vec<&'static str> {
    ImportKind::ALL.iter().map(|k| k.as_str()).collect()
}

fn row(run: &ImportRun, by: String) -> ImportRow {
    ImportRow {
        url: format!("/office/import/file/{}", run.id),
        kind: run.kind.clone(),
        file_name: run.file_name.clone(),
        state: run.state.to_string(),
        at: run.created_at,
        by,
        tally: ImportTally {
            added: run.tally.added,
            changed: run.tally.changed,
            unchanged: run.tally.unchanged,
            parked: run.tally.parked,
            left_out: run.tally.left_out,
        },
    }
}

/// `POST /office/import`
pub(in crate::web) async fn upload(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    upload: Upload,
) -> Result<Response, AppError> {
    let kind = ImportKind::parse(&upload.kind).unwrap_or(ImportKind::People);
    let refused = match &upload.bytes {
        None => Some((StatusCode::PAYLOAD_TOO_LARGE, "import-too-large")),
        Some(bytes) if bytes.is_empty() => Some((StatusCode::UNPROCESSABLE_ENTITY, "import-empty")),
        Some(_) => None,
    };
    if let Some((status, code)) = refused {
        let max = IMPORT_BYTES_MAX / (1024 * 1024);
        let fault = Sentence {
            code: code.to_owned(),
            args: [("max".to_owned(), max.to_string())].into(),
            ..Sentence::default()
        };
        let query = Query::read(vec![("kind".to_owned(), upload.kind.clone())]);
        let page = index_page(&web, &query, vec![fault]).await?;
        let setting = Setting {
            nav: "import",
            ..Setting::default()
        };
        return page::render(&web, &look, setting, status, &page);
    }
    let bytes = upload.bytes.unwrap_or_default();
    let id = web
        .app
        .upload_import(kind, &upload.file_name, &bytes, Some(me.id))
        .await?;
    Ok(Redirect::to(&format!("/office/import/file/{id}")).into_response())
}

/// `GET /office/import/template/{name}`
pub(in crate::web) async fn template(Path(name): Path<String>) -> Result<Response, AppError> {
    let (kind, form) = name.split_once('.').ok_or(AppError::NotFound)?;
    let kind = ImportKind::parse(kind).ok_or(AppError::NotFound)?;
    let bytes = template_file(kind, form)?.ok_or(AppError::NotFound)?;
    Ok(download(&name, bytes))
}

/// An answer that the browser keeps as a file.
pub(super) fn download(name: &str, bytes: Vec<u8>) -> Response {
    let kind = if name.ends_with(".xlsx") {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    } else {
        "text/csv; charset=utf-8"
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response()
}

fn id(text: &str) -> Result<ImportId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// `GET /office/import/file/{id}`: its columns, or how far it is.
pub(in crate::web) async fn file(
    State(web): State<Web>,
    look: Look,
    Path(path): Path<String>,
) -> Result<Response, AppError> {
    let id = id(&path)?;
    let run = web.app.store.read().await?.import_run(id).await?;
    let run = run.ok_or(AppError::NotFound)?;
    if run.state == ImportState::Matching {
        let check = web.app.import_columns(id).await?;
        return page::office(&web, &look, "import", &match_page(check));
    }
    let page = run_page(&web, run).await?;
    let working = ["running", "undoing"].contains(&page.row.state.as_str());
    let setting = Setting {
        nav: "import",
        refresh: working.then_some(REFRESH),
    };
    page::render(&web, &look, setting, StatusCode::OK, &page)
}

fn match_page(check: ImportCheck) -> ImportMatchPage {
    let has = |key: &str| check.headers.iter().any(|h| h.key == key);
    let constants = check
        .columns
        .iter()
        .filter(|c| !has(c.key) && !c.instead.is_some_and(has))
        .filter(|c| c.required || c.holds_for_all)
        .map(|c| ImportConstant {
            key: c.key.to_owned(),
            label: c.header.to_owned(),
            required: c.required,
            value: check.mapping.constant(c.key).unwrap_or_default().to_owned(),
            choices: constant_choices(&check, c.key),
        });
    ImportMatchPage {
        url: format!("/office/import/file/{}", check.run.id),
        constants: constants.collect(),
        kind: check.kind.as_str().to_owned(),
        kinds: kinds(),
        sheet: if check.run.sheet.is_empty() {
            check.sheets.first().cloned().unwrap_or_default()
        } else {
            check.run.sheet.clone()
        },
        sheets: check
            .sheets
            .iter()
            .filter(|_| check.sheets.len() > 1)
            .map(|s| Choice::new(s, s))
            .collect(),
        file_name: check.run.file_name,
        columns: check
            .columns
            .iter()
            .map(|c| Choice::new(c.key, c.header))
            .collect(),
        headers: check
            .headers
            .into_iter()
            .enumerate()
            .map(|(number, h)| ImportHeader {
                number,
                letter: h.letter,
                name: h.name,
                key: h.key,
                guessed: h.guessed,
                examples: h.examples,
            })
            .collect(),
        has_marked: check.has_marked,
        marked: marked_word(check.mapping.marked).to_owned(),
        faults: check.scan.file.iter().map(sentence).collect(),
    }
}

fn constant_choices(check: &ImportCheck, key: &str) -> Vec<Choice> {
    let names = match key {
        "programmes" | "programme" => &check.programmes,
        "district" => &check.districts,
        "mobility" => {
            let ways = ["Bus und Bahn", "Auto"];
            return ways.map(|w| Choice::new(w, w)).into();
        }
        "ui_language" => {
            let languages = ["Deutsch", "Englisch"];
            return languages.map(|l| Choice::new(l, l)).into();
        }
        "level" => {
            let levels = ["Muttersprache", "C2", "C1", "B2", "B1"];
            return levels.map(|l| Choice::new(l, l)).into();
        }
        _ => return Vec::new(),
    };
    names.iter().map(|n| Choice::new(n, n)).collect()
}

fn marked_word(marked: ImportMarked) -> &'static str {
    match marked {
        ImportMarked::Ask => "ask",
        ImportMarked::Ignore => "ignore",
        ImportMarked::Left => "left",
        ImportMarked::Skip => "skip",
    }
}

/// `POST /office/import/file/{id}/sheet`
pub(in crate::web) async fn choose_sheet(
    State(web): State<Web>,
    Path(path): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id = id(&path)?;
    web.app
        .match_import(id, kind_of(&web, id).await?, form.get("sheet"), None)
        .await?;
    Ok(Redirect::to(&format!("/office/import/file/{id}")).into_response())
}

/// `POST /office/import/file/{id}/match`
pub(in crate::web) async fn match_columns(
    State(web): State<Web>,
    Path(path): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id = id(&path)?;
    let kind = kind_of(&web, id).await?;
    let mut said = ImportMapping {
        marked: match form.get("marked") {
            "ignore" => ImportMarked::Ignore,
            "left" => ImportMarked::Left,
            "skip" => ImportMarked::Skip,
            _ => ImportMarked::Ask,
        },
        ..ImportMapping::default()
    };
    for (name, value) in form.fields() {
        if let Some(number) = name.strip_prefix("header_") {
            let column = form.get(&format!("column_{number}"));
            said.headers.insert(plain_header(value), column.to_owned());
        } else if let Some(key) = name.strip_prefix("constant_")
            && !value.trim().is_empty()
        {
            said.constants
                .insert(key.to_owned(), value.chars().take(200).collect());
        }
    }
    web.app
        .match_import(id, kind, form.get("sheet"), Some(&said))
        .await?;
    Ok(Redirect::to(&format!("/office/import/file/{id}/check")).into_response())
}

async fn kind_of(web: &Web, id: ImportId) -> Result<ImportKind, AppError> {
    let run = web.app.store.read().await?.import_run(id).await?;
    let run = run.ok_or(AppError::NotFound)?;
    ImportKind::parse(&run.kind).ok_or(AppError::NotFound)
}

/// `GET /office/import/file/{id}/check`
pub(in crate::web) async fn check(
    State(web): State<Web>,
    look: Look,
    Path(path): Path<String>,
) -> Result<Response, AppError> {
    let id = id(&path)?;
    let run = web.app.store.read().await?.import_run(id).await?;
    if run.ok_or(AppError::NotFound)?.state != ImportState::Matching {
        return Ok(Redirect::to(&format!("/office/import/file/{id}")).into_response());
    }
    let check = web.app.import_check(id).await?;
    let label = |key: &str| {
        let column = check.columns.iter().find(|c| c.key == key);
        column.map_or_else(String::new, |c| c.header.to_owned())
    };
    let questions = check.scan.questions.iter().enumerate().map(|(number, q)| {
        let all: &[String] = match q.field.as_str() {
            "language" => &check.languages,
            "programme" => &check.programmes,
            "district" => &check.districts,
            "organisation" => &check.organisations,
            _ => &[],
        };
        ImportQuestion {
            number,
            label: label(&q.field),
            field: q.field.clone(),
            word: q.word.clone(),
            rows: q.rows,
            first_row: q.first_row,
            others: all.iter().filter(|n| !q.likely.contains(n)).cloned().collect(),
            likely: q.likely.clone(),
        }
    });
    let counted = |(fault, count): &(ImportFault, usize)| Sentence {
        count: u64::try_from(*count).unwrap_or(0),
        row: 0,
        ..sentence(fault)
    };
    let page = ImportCheckPage {
        url: format!("/office/import/file/{id}"),
        kind: check.kind.as_str().to_owned(),
        questions: questions.collect(),
        ready: check.scan.ready,
        parked: check.scan.parked,
        skipped: check.scan.skipped,
        faults: check.scan.faults.iter().map(counted).collect(),
        file: check.scan.file.iter().map(sentence).collect(),
        file_name: check.run.file_name,
    };
    page::office(&web, &look, "import", &page)
}

/// `POST /office/import/file/{id}/words`
pub(in crate::web) async fn explain(
    State(web): State<Web>,
    look: Look,
    Path(path): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id = id(&path)?;
    let mut words = Vec::new();
    for (name, answer) in form.fields() {
        let Some(number) = name.strip_prefix("answer_").filter(|_| answer != "?") else {
            continue;
        };
        let (field, word) = (
            form.get(&format!("field_{number}")),
            form.get(&format!("word_{number}")),
        );
        if !field.is_empty() && !word.is_empty() {
            words.push((field.to_owned(), word.to_owned(), answer.to_owned()));
        }
    }
    web.app.explain_words(&words).await?;
    Ok(page::done(
        &look,
        &format!("/office/import/file/{id}/check"),
        "import_words",
    ))
}

/// `POST /office/import/file/{id}/start`
pub(in crate::web) async fn start(
    State(web): State<Web>,
    Path(path): Path<String>,
    _form: Posted,
) -> Result<Response, AppError> {
    let id = id(&path)?;
    web.app.start_import(id).await?;
    Ok(Redirect::to(&format!("/office/import/file/{id}")).into_response())
}

/// `POST /office/import/file/{id}/discard`
pub(in crate::web) async fn discard(
    State(web): State<Web>,
    look: Look,
    Path(path): Path<String>,
    _form: Posted,
) -> Result<Response, AppError> {
    web.app.discard_import(id(&path)?).await?;
    Ok(page::done(&look, "/office/import", "import_discarded"))
}

/// `POST /office/import/file/{id}/undo`
pub(in crate::web) async fn undo(
    State(web): State<Web>,
    Me(me): Me,
    Path(path): Path<String>,
    _form: Posted,
) -> Result<Response, AppError> {
    let id = id(&path)?;
    web.app.undo_import(id, me.id).await?;
    Ok(Redirect::to(&format!("/office/import/file/{id}")).into_response())
}

async fn run_page(web: &Web, run: ImportRun) -> Result<ImportRunPage, AppError> {
    let mut tx = web.app.store.read().await?;
    let filter = ParkedFilter {
        run: Some(run.id),
        ..ParkedFilter::default()
    };
    let waiting = tx.parked_rows(&filter, Page::first(1)).await?.total;
    let doubles = if run.kind == ImportKind::People.as_str() && run.state == ImportState::Done {
        tx.doubles(Page::first(1)).await?.total
    } else {
        0
    };
    let by = account_name(&mut tx, run.created_by).await?;
    let kept = kept_rows(web, &mut tx, &run.kept).await?;
    let until = run.done_at.map(crate::app::App::import_undo_until);
    let open = run.state == ImportState::Done && until.is_some_and(|at| at > web.app.clock.now());
    Ok(ImportRunPage {
        url: format!("/office/import/file/{}", run.id),
        percent: (run.bytes_done.saturating_mul(100) / run.bytes_total.max(1)).clamp(0, 100),
        remarks: run.remarks.iter().map(said).collect(),
        waiting,
        doubles,
        undo_until: until.filter(|_| open),
        kept,
        row: row(&run, by),
    })
}

/// Names for what was left as it is; a handful of queries.
async fn kept_rows(web: &Web, tx: &mut Tx, kept: &[Kept]) -> Result<Vec<ImportKept>, AppError> {
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for item in kept {
        for (kind, key) in named(item) {
            let title = web.app.record_title(kind, &key).await?;
            titles.insert(key, title.unwrap_or_default());
        }
    }
    let keys = |subject: Subject| kept.iter().filter(move |k| k.subject == subject).map(|k| &k.key);
    let people: Vec<PersonId> = keys(Subject::Person).filter_map(|k| k.parse().ok()).collect();
    let people = tx.people_by_ids(&people).await?;
    let organisations: Vec<OrganisationId> = keys(Subject::Organisation)
        .filter_map(|k| k.parse().ok())
        .collect();
    let organisations = tx.organisations_by_ids(&organisations).await?;
    let requests: Vec<RequestId> = keys(Subject::Request).filter_map(|k| k.parse().ok()).collect();
    let requests = tx.requests_by_ids(&requests).await?;
    let view = |item: &Kept| {
        let (name, url) = match item.subject {
            Subject::Person => {
                let person = people.iter().find(|p| p.id.to_string() == item.key);
                let url = format!("/office/people/{}", item.key);
                (person.map(|p| p.full_name()), url)
            }
            Subject::Organisation => {
                let found = organisations.iter().find(|o| o.id.to_string() == item.key);
                (found.map(|o| o.name.clone()), String::new())
            }
            Subject::Request => {
                let found = requests.iter().find(|r| r.id.to_string() == item.key);
                let url = found.map_or_else(String::new, |r| format!("/office/requests/{}", r.number));
                (found.map(|r| r.number.to_string()), url)
            }
            Subject::Assignment => (None, String::new()),
            _ => {
                let names: Vec<String> = named(item)
                    .into_iter()
                    .filter_map(|(_, key)| titles.get(&key).cloned().filter(|t| !t.is_empty()))
                    .collect();
                (Some(names.join(" – ")).filter(|n| !n.is_empty()), String::new())
            }
        };
        let known = name.is_some();
        ImportKept {
            subject: item.subject.to_string(),
            name: name.unwrap_or_else(|| "–".to_owned()),
            url: if known { url } else { String::new() },
            reason: item.reason.clone(),
        }
    };
    Ok(kept.iter().map(view).collect())
}

/// The records whose names say what was left as it is.
fn named(item: &Kept) -> Vec<(RecordKind, String)> {
    let parts: Vec<&str> = item.key.split('\n').collect();
    let of = |kind, keys: &[&str]| keys.iter().map(|key| (kind, (*key).to_owned())).collect();
    match (item.subject, parts.as_slice()) {
        (Subject::District, [key]) => of(RecordKind::District, &[key]),
        (Subject::Travel, [_, from, to]) => of(RecordKind::District, &[from, to]),
        (Subject::Language, [key]) => of(RecordKind::Language, &[key]),
        (Subject::Fallback, [asked, spoken]) => of(RecordKind::Language, &[asked, spoken]),
        (Subject::Programme, [key]) => of(RecordKind::Programme, &[key]),
        (Subject::MovableDay, [organisation, _]) => of(RecordKind::Organisation, &[organisation]),
        (Subject::Settings, [person]) | (Subject::Declared, [person, _]) => of(RecordKind::Person, &[person]),
        (Subject::Location | Subject::SocialArea, [key]) => of(RecordKind::Location, &[key]),
        (Subject::Contact, [key]) => of(RecordKind::Contact, &[key]),
        (Subject::Record, [kind, key]) => match RecordKind::parse(kind) {
            Some(kind) => of(kind, &[key]),
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// A fault as a sentence with its place.
pub(super) fn sentence(fault: &ImportFault) -> Sentence {
    Sentence {
        code: fault.code.to_string(),
        args: fault
            .args
            .iter()
            .map(|(k, v)| ((*k).to_owned(), v.clone()))
            .collect(),
        column: fault
            .column
            .as_ref()
            .map(|c| c.header.clone())
            .unwrap_or_default(),
        row: fault.row.unwrap_or(0),
        count: 1,
    }
}

fn said(remark: &Remark) -> Sentence {
    Sentence {
        code: remark.code.clone(),
        args: remark.args.iter().cloned().collect(),
        column: String::new(),
        row: 0,
        count: u64::from(remark.count),
    }
}
