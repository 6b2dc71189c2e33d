//! The one form of all records: shown, sent, shown again with every fault or with what somebody else has saved.

use std::collections::BTreeMap;

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::data::{crumbs, editors, kind_of, nav, title, url};
use super::encode;
use crate::app::AppError;
use crate::app::records::{
    ConflictField, DAYS, Entry, Field, Input, Record, SPANS, Saved, Sent, Typed, cell_name, week_name,
};
use crate::domain::Rejection;
use crate::domain::record::{RecordKind, Values};
use crate::domain::rights::Right;
use crate::ids::AccountId;
use crate::view::pages::{
    Choice, Crumb, DataColumn, DataDay, DataField, DataFormPage, DataFormPart, DataSpan, DataTheirs, Fault,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Kept;
use crate::web::page::{self, Look, Setting};

/// Empty rows at the end of a list in a form.
const SPARE_ROWS: usize = 3;

/// What is edited: from the address.
struct Target {
    kind: RecordKind,
    key: Option<String>,
    part: String,
    owner: String,
}

impl Target {
    fn new(kind: RecordKind, key: Option<String>, uri: &axum::http::Uri) -> Self {
        let pairs = page::query_pairs(uri);
        let value = |name: &str| {
            let found = pairs.iter().find(|(k, _)| k == name);
            found
                .map(|(_, v)| v.chars().take(60).collect::<String>())
                .unwrap_or_default()
        };
        Self {
            kind,
            key,
            part: value("part"),
            owner: value("owner"),
        }
    }

    /// Where the form is sent to: the address it was opened under.
    fn action(&self) -> String {
        match &self.key {
            Some(key) => format!("{}/edit?part={}", url(self.kind, key), encode(&self.part)),
            None if self.kind == RecordKind::Person => "/office/people/new".to_owned(),
            None => format!("/office/data/{}/new?owner={}", self.kind, encode(&self.owner)),
        }
    }

    /// Where one gets without saving.
    fn back(&self) -> String {
        match (&self.key, self.owner.is_empty()) {
            (Some(key), _) => url(self.kind, key),
            (None, false) => url(RecordKind::Organisation, &self.owner),
            (None, true) if self.kind == RecordKind::Person => "/office/people".to_owned(),
            (None, true) if self.kind == RecordKind::Organisation => "/office/organisations".to_owned(),
            (None, true) => format!("/office/data/{}", self.kind),
        }
    }
}

/// `GET /office/data/{kind}/new`
pub(in crate::web) async fn new(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(kind): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    open(&web, &look, me.id, Target::new(kind_of(&kind)?, None, &uri)).await
}

/// `POST /office/data/{kind}/new`
pub(in crate::web) async fn create(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(kind): Path<String>,
    OriginalUri(uri): OriginalUri,
    form: Kept,
) -> Result<Response, AppError> {
    save(&web, &look, me.id, Target::new(kind_of(&kind)?, None, &uri), form).await
}

/// `GET /office/data/{kind}/{key}/edit`
pub(in crate::web) async fn edit(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path((kind, key)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    open(&web, &look, me.id, Target::new(kind_of(&kind)?, Some(key), &uri)).await
}

/// `POST /office/data/{kind}/{key}/edit`
pub(in crate::web) async fn update(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path((kind, key)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    form: Kept,
) -> Result<Response, AppError> {
    save(
        &web,
        &look,
        me.id,
        Target::new(kind_of(&kind)?, Some(key), &uri),
        form,
    )
    .await
}

/// `GET /office/people/new`
pub(in crate::web) async fn new_person(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    open(&web, &look, me.id, Target::new(RecordKind::Person, None, &uri)).await
}

/// `POST /office/people/new`
pub(in crate::web) async fn create_person(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    OriginalUri(uri): OriginalUri,
    form: Kept,
) -> Result<Response, AppError> {
    save(
        &web,
        &look,
        me.id,
        Target::new(RecordKind::Person, None, &uri),
        form,
    )
    .await
}

/// `GET /office/people/{id}/edit`
pub(in crate::web) async fn edit_person(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    open(
        &web,
        &look,
        me.id,
        Target::new(RecordKind::Person, Some(id), &uri),
    )
    .await
}

/// `POST /office/people/{id}/edit`
pub(in crate::web) async fn update_person(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
    form: Kept,
) -> Result<Response, AppError> {
    save(
        &web,
        &look,
        me.id,
        Target::new(RecordKind::Person, Some(id), &uri),
        form,
    )
    .await
}

/// Proofs are only for those who may see them.
fn allowed(look: &Look, target: &Target) -> Result<(), AppError> {
    if target.kind == RecordKind::Person && target.part == "proofs" && !look.allows(Right::Clearance) {
        return Err(AppError::Forbidden);
    }
    Ok(())
}

async fn read(web: &Web, look: &Look, account: AccountId, target: &Target) -> Result<Record, AppError> {
    allowed(look, target)?;
    let mut record = match &target.key {
        Some(key) => web.app.kept_record(target.kind, key, account, look.lang).await?,
        None => web.app.new_record(target.kind, &target.owner, look.lang).await?,
    };
    record.form = record.form.part(&target.part);
    if target.kind == RecordKind::Person && !look.allows(Right::Clearance) {
        record.form.fields.retain(|field| field.part != "proofs");
    }
    let shown = |name: &String| record.form.field(name).is_some();
    record.values.retain(|name, _| shown(name));
    Ok(record)
}

async fn open(web: &Web, look: &Look, account: AccountId, target: Target) -> Result<Response, AppError> {
    let record = read(web, look, account, &target).await?;
    if let Some(key) = &target.key {
        web.app.note_editing(target.kind, key, account).await?;
    }
    let typed = record.form.typed(&record.values, web.app.today(look.lang));
    let page = form_page(web, look, &target, &record, &typed, &record.values);
    page::office(web, look, nav(target.kind), &page)
}

async fn save(
    web: &Web,
    look: &Look,
    account: AccountId,
    target: Target,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    let record = read(web, look, account, &target).await?;
    let typed = Typed(form.by_name());
    // Fields that were not shown cannot be sent.
    let part = if record.form.fields.is_empty() {
        return Err(AppError::Forbidden);
    } else {
        target.part.as_str()
    };
    let sent = Sent {
        kind: target.kind,
        key: target.key.as_deref(),
        owner: &target.owner,
        part,
        typed: &typed,
        base: form.get("base"),
        mark: &form.mark,
        account,
        lang: look.lang,
        without: if look.allows(Right::Clearance) {
            None
        } else {
            Some("proofs")
        },
    };
    let result = if expired {
        Err(AppError::Rejected(vec![Rejection::new("form", "form-expired")]))
    } else {
        web.app.save_record(&sent).await
    };
    let (page, status) = match result {
        Ok(Saved::Done { key, changed }) => {
            let flash = match (&target.key, changed) {
                (None, _) => "created",
                (Some(_), true) => "saved",
                (Some(_), false) => "unchanged",
            };
            return Ok(page::done(look, &url(target.kind, &key), flash));
        }
        Ok(Saved::Conflict { fields, stored }) => {
            let mut page = form_page(web, look, &target, &record, &typed, &stored);
            page.conflict = true;
            show_theirs(web, look, &record, &mut page, fields);
            (page, StatusCode::CONFLICT)
        }
        Err(AppError::Rejected(faults)) => {
            let base: Values = serde_json::from_str(form.get("base")).unwrap_or_default();
            let mut page = form_page(web, look, &target, &record, &typed, &base);
            page.faults = faults.into_iter().map(Fault::from).collect();
            (page, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => return Err(error),
    };
    let setting = Setting {
        nav: nav(target.kind),
        ..Setting::default()
    };
    page::render(web, look, setting, status, &page)
}

/// Puts beside each field what somebody else has saved.
fn show_theirs(web: &Web, look: &Look, record: &Record, page: &mut DataFormPage, fields: Vec<ConflictField>) {
    let today = web.app.today(look.lang);
    let yes = web.app.templates.message(look.lang, "yes", &[]);
    let mut theirs: BTreeMap<String, DataTheirs> = fields
        .into_iter()
        .map(|c| {
            let value = record.form.words(&c.field, &c.theirs, today, &yes);
            let shown = DataTheirs {
                value,
                by: c.by,
                at: c.at,
            };
            (c.field, shown)
        })
        .collect();
    for field in page.parts.iter_mut().flat_map(|part| &mut part.fields) {
        field.theirs = theirs.remove(field.name);
    }
}

fn form_page(
    web: &Web,
    look: &Look,
    target: &Target,
    record: &Record,
    typed: &Typed,
    base: &Values,
) -> DataFormPage {
    let owner = record.parent.as_ref().map(|(id, name)| (*id, name.as_str()));
    let mut crumbs = crumbs(web, look, target.kind, owner);
    if let Some(key) = &target.key {
        crumbs.push(Crumb {
            label: title(web, look, record),
            url: url(target.kind, key),
        });
    }
    let mut parts: Vec<DataFormPart> = Vec::new();
    for field in &record.form.fields {
        if parts.last().is_none_or(|p| p.part != field.part) {
            parts.push(DataFormPart {
                part: field.part,
                fields: Vec::new(),
            });
        }
        if let Some(part) = parts.last_mut() {
            part.fields.push(shown(field, typed));
        }
    }
    DataFormPage {
        kind: target.kind.as_str(),
        crumbs,
        title: if record.key.is_some() {
            title(web, look, record)
        } else {
            String::new()
        },
        action: target.action(),
        back: target.back(),
        base: serde_json::to_string(base).unwrap_or_default(),
        parts,
        faults: Vec::new(),
        conflict: false,
        editors: editors(record),
    }
}

fn choices(entries: &[Entry]) -> Vec<Choice> {
    entries
        .iter()
        .map(|e| Choice::new(e.value.clone(), e.label.clone()))
        .collect()
}

fn kind(input: &Input) -> &'static str {
    match input {
        Input::Line(_) => "line",
        Input::Lines(_) => "lines",
        Input::Email => "email",
        Input::Phone => "tel",
        Input::Number(..) => "number",
        Input::Money(_) => "money",
        Input::Date => "date",
        Input::Tick => "tick",
        Input::One(_) => "one",
        Input::Named(_) => "named",
        Input::Many(_) => "many",
        Input::Rows(..) => "rows",
        Input::Week => "week",
        Input::Times => "times",
        Input::Clock => "clock",
        Input::Key(_) => "key",
    }
}

/// A field with what was typed into it.
fn shown(field: &Field, typed: &Typed) -> DataField {
    let mut shown = DataField {
        name: field.name,
        kind: kind(&field.input),
        required: field.required,
        value: typed.get(field.name).to_owned(),
        chosen: typed.all(field.name).to_vec(),
        entries: Vec::new(),
        max: None,
        columns: Vec::new(),
        rows: Vec::new(),
        titles: Vec::new(),
        week: Vec::new(),
        was: String::new(),
        theirs: None,
    };
    match &field.input {
        Input::Line(max) | Input::Lines(max) | Input::Key(max) => shown.max = Some(*max),
        Input::One(entries) | Input::Many(entries) | Input::Named(entries) => {
            shown.entries = choices(entries)
        }
        Input::Rows(columns, _) => {
            let cells = |row: usize| -> Vec<String> {
                let cell = |column: &'static str| typed.get(&cell_name(field.name, row, column)).to_owned();
                columns.iter().map(|c| cell(c.name)).collect()
            };
            let filled = (0..crate::app::records::ROWS_MAX).rev();
            let last = filled
                .map(|row| (row, cells(row)))
                .find(|(_, row)| row.iter().any(|c| !c.is_empty()));
            // Long rows are filled in one by one.
            let long = columns.iter().any(|c| !c.group.is_empty());
            let spare = if long { 1 } else { SPARE_ROWS };
            let count = (last.map_or(0, |(row, _)| row + 1) + spare).min(crate::app::records::ROWS_MAX);
            shown.rows = (0..count).map(cells).collect();
            let begins = |row: &Vec<String>| row.first().cloned().unwrap_or_default();
            let day = |text: String| match text.parse::<chrono::NaiveDate>() {
                Ok(day) => day.format("%d.%m.%Y").to_string(),
                Err(_) => text,
            };
            shown.titles = shown.rows.iter().map(|row| day(begins(row))).collect();
            shown.columns = columns
                .iter()
                .map(|c| DataColumn {
                    name: c.name,
                    kind: kind(&c.input),
                    group: c.group,
                    entries: match &c.input {
                        Input::One(entries) => choices(entries),
                        _ => Vec::new(),
                    },
                })
                .collect();
        }
        Input::Week => {
            shown.was = typed.get(&format!("{}.was", field.name)).to_owned();
            let span = |day: &str, n: usize| {
                let (from_name, to_name) = (week_name(day, n, "from"), week_name(day, n, "to"));
                DataSpan {
                    from: typed.get(&from_name).to_owned(),
                    to: typed.get(&to_name).to_owned(),
                    from_name,
                    to_name,
                }
            };
            shown.week = DAYS
                .iter()
                .map(|(day, _)| DataDay {
                    day,
                    spans: (0..SPANS).map(|n| span(day, n)).collect(),
                })
                .collect();
        }
        _ => {}
    }
    shown
}
