//! `/office/data`: everything the office keeps, its lists, single records, their history and their removal.

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;

use super::{Query, ROWS};
use crate::app::records::{HistoryEntry, OFFICE, RecordQuery, Removal, SCHOOL};
use crate::app::records::{Record, Today};
use crate::app::{App, AppError};
use crate::domain::record::{RecordAction, RecordKind};
use crate::domain::rights::{Reach, Right};
use crate::ids::{ContactId, LocationId, OrganisationId};
use crate::store::{Page, Paged};
use crate::view::pages::{
    Crumb, DataChange, DataChildren, DataEditor, DataFact, DataHistory, DataHistoryPage, DataIndexPage,
    DataListPage, DataPage, DataPart, DataReference, DataRegister, DataRemovePage, DataRevision, DataRow,
    Pager,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

/// Kinds with a list of their own on the page of all lists, in its order.
const REGISTERS: [RecordKind; 8] = [
    RecordKind::Programme,
    RecordKind::Language,
    RecordKind::District,
    RecordKind::Calendar,
    RecordKind::Holidays,
    RecordKind::Exclusion,
    RecordKind::Funding,
    RecordKind::Regime,
];
/// Entries of a history on the page of a record.
const HISTORY_SHOWN: i64 = 3;

/// The page of a record.
pub(super) fn url(kind: RecordKind, key: &str) -> String {
    match kind {
        RecordKind::Person => format!("/office/people/{key}"),
        _ => format!("/office/data/{kind}/{key}"),
    }
}

/// The list a record is found in.
fn list_url(kind: RecordKind) -> String {
    match kind {
        RecordKind::Person => "/office/people".to_owned(),
        RecordKind::Organisation | RecordKind::Location | RecordKind::Contact => {
            "/office/organisations".to_owned()
        }
        RecordKind::Calendar => url(kind, OFFICE),
        RecordKind::Holidays => url(kind, SCHOOL),
        _ => format!("/office/data/{kind}"),
    }
}

/// Kinds of which there is one record; its page stands in for the list.
pub(super) fn single(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Calendar | RecordKind::Holidays)
}

/// What a record is called on its pages.
pub(super) fn title(web: &Web, look: &Look, record: &Record) -> String {
    if single(record.kind) {
        let id = format!("data-kinds-{}", record.kind);
        return web.app.templates.message(look.lang, &id, &[]);
    }
    record.title.clone()
}

/// The entry of the navigation a record belongs to.
pub(super) fn nav(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Person => "people",
        RecordKind::Organisation | RecordKind::Location | RecordKind::Contact => "organisations",
        _ => "data",
    }
}

/// The kind an address names; people have addresses of their own.
pub(super) fn kind_of(text: &str) -> Result<RecordKind, AppError> {
    RecordKind::parse(text)
        .filter(|kind| *kind != RecordKind::Person)
        .ok_or(AppError::NotFound)
}

/// The way to a record's page from above.
pub(super) fn crumbs(
    web: &Web,
    look: &Look,
    kind: RecordKind,
    owner: Option<(uuid::Uuid, &str)>,
) -> Vec<Crumb> {
    let word = |id: &str| web.app.templates.message(look.lang, id, &[]);
    let mut crumbs = Vec::new();
    if nav(kind) == "data" {
        crumbs.push(Crumb {
            label: word("nav-data"),
            url: "/office/data".to_owned(),
        });
    }
    if single(kind) {
        return crumbs;
    }
    let list = match nav(kind) {
        "data" => format!("data-kinds-{kind}"),
        nav => format!("nav-{nav}"),
    };
    crumbs.push(Crumb {
        label: word(&list),
        url: list_url(kind),
    });
    if let Some((id, name)) = owner {
        crumbs.push(Crumb {
            label: name.to_owned(),
            url: url(RecordKind::Organisation, &id.to_string()),
        });
    }
    crumbs
}

/// `GET /office/data`
pub(in crate::web) async fn index(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    // Who is kept apart, and money, belong to the whole.
    let narrow = look.reach(Right::Read).is_narrow();
    let kinds: Vec<RecordKind> = REGISTERS
        .into_iter()
        .filter(|kind| !narrow || !matches!(kind, RecordKind::Exclusion | RecordKind::Funding))
        .collect();
    let counts = web.app.record_counts(&kinds, look.lang).await?;
    let registers = kinds.iter().zip(counts).map(|(kind, count)| DataRegister {
        kind: kind.as_str(),
        url: list_url(*kind),
        count,
    });
    let page = DataIndexPage {
        registers: registers.collect(),
    };
    page::office(&web, &look, "data", &page)
}

/// `GET /office/data/{kind}`
pub(in crate::web) async fn list(
    State(web): State<Web>,
    look: Look,
    Path(kind): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let kind = kind_of(&kind)?;
    let query = Query::read(page::query_pairs(&uri));
    let number = query.page();
    let archived = query.get("archive") == "1";
    let wanted = RecordQuery {
        q: query.get("q").to_owned(),
        archived,
        page: usize::try_from(number - 1).unwrap_or(0),
        size: usize::try_from(ROWS).unwrap_or(50),
    };
    let found = web.app.record_list(kind, &wanted, look.lang).await?;
    let path = list_url(kind);
    let page = DataListPage {
        kind: kind.as_str(),
        q: wanted.q,
        archived,
        in_archive: found.archived,
        filtered: query.narrows(),
        new_url: format!("{path}/new"),
        pager: Pager::new(
            u64::try_from(found.total).unwrap_or(0),
            number,
            ROWS.unsigned_abs(),
            |n| query.url(&path, n),
        ),
        url: path.clone(),
        rows: found
            .rows
            .into_iter()
            .map(|row| DataRow {
                url: url(kind, &row.key),
                title: row.title,
                detail: row.detail,
            })
            .collect(),
    };
    page::office(&web, &look, nav(kind), &page)
}

/// `GET /office/data/{kind}/{key}`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path((kind, key)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let kind = kind_of(&kind)?;
    let record = web.app.kept_record(kind, &key, me.id, look.lang).await?;
    let organisation = OrganisationId(key.parse().unwrap_or_default());
    let (mut children, mut link, mut requests_url) = (Vec::new(), None, None);
    if kind == RecordKind::Organisation {
        let mut tx = web.app.store.read().await?;
        children = children_of(&mut tx, organisation, &key).await?;
        let found = tx.organisation(organisation).await?.ok_or(AppError::NotFound)?;
        requests_url = Some(format!("/office/requests?q={}", super::encode(&found.name)));
        // Whoever holds it can do what the organisation can.
        let may = look.reach(Right::MasterData) == Reach::Everything && !record.archived;
        link = may.then(|| web.app.organisation_link(&found));
    }
    let mails_url = match kind {
        RecordKind::Contact => Some(format!("/office/outbox?contact={}", super::encode(&key))),
        RecordKind::Organisation => {
            let name = title(&web, &look, &record);
            Some(format!("/office/outbox?q={}", super::encode(&name)))
        }
        _ => None,
    };
    let own = url(kind, &key);
    let page = DataPage {
        kind: kind.as_str(),
        crumbs: crumbs(
            &web,
            &look,
            kind,
            record.parent.as_ref().map(|(id, name)| (*id, name.as_str())),
        ),
        title: title(&web, &look, &record),
        archived: record.archived,
        editors: editors(&record),
        parts: parts(&web.app, &record, &look, &own),
        children,
        link,
        requests_url,
        mails_url: look.allows(Right::Mail).then_some(mails_url).flatten(),
        history: history(&web, &look, &record, Page::first(HISTORY_SHOWN)).await?.0,
        remove_url: if single(kind) {
            None
        } else {
            Some(format!("{own}/remove"))
        },
        warn: calendar_end(&web, &record),
    };
    page::office(&web, &look, nav(kind), &page)
}

/// The last day the school holidays are known for, when it comes near.
fn calendar_end(web: &Web, record: &Record) -> Option<chrono::NaiveDate> {
    let last = record.values.get("school_holidays")?.split(['\t', '\n']);
    let last = last
        .filter_map(|cell| cell.parse::<chrono::NaiveDate>().ok())
        .max()?;
    let today = web.app.today(crate::view::Lang::De).day;
    (last.checked_sub_months(chrono::Months::new(6))? <= today).then_some(last)
}

/// Places and people of an organisation, those in the archive apart.
async fn children_of(
    tx: &mut crate::store::Tx,
    organisation: OrganisationId,
    key: &str,
) -> Result<Vec<DataChildren>, AppError> {
    let children =
        |kind: RecordKind, rows: Vec<(String, DataRow)>, gone: std::collections::BTreeSet<String>| {
            let (archived, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(id, _)| gone.contains(id));
            let only = |list: Vec<(String, DataRow)>| list.into_iter().map(|(_, row)| row).collect();
            DataChildren {
                kind: kind.as_str(),
                rows: only(rows),
                archived: only(archived),
                new_url: format!("/office/data/{kind}/new?owner={key}"),
            }
        };
    let row = |kind: RecordKind, id: String, title: String, detail: String| {
        let row = DataRow {
            title,
            detail,
            url: url(kind, &id),
        };
        (id, row)
    };
    let place = |l: crate::domain::organisation::Location| {
        let LocationId(id) = l.id;
        let address = format!("{}, {} {}", l.street, l.postcode, l.town);
        let (title, detail) = if l.name.is_empty() {
            (address, l.meeting_point)
        } else {
            (l.name, address)
        };
        row(RecordKind::Location, id.to_string(), title, detail)
    };
    let person = |c: crate::domain::organisation::Contact| {
        let ContactId(id) = c.id;
        let detail = [Some(c.email.to_string()), c.phone].into_iter().flatten();
        row(
            RecordKind::Contact,
            id.to_string(),
            c.name,
            detail.collect::<Vec<_>>().join(", "),
        )
    };
    let places = tx
        .locations_of(organisation)
        .await?
        .into_iter()
        .map(place)
        .collect();
    let people = tx
        .contacts_of(organisation)
        .await?
        .into_iter()
        .map(person)
        .collect();
    Ok(vec![
        children(
            RecordKind::Location,
            places,
            tx.archived(RecordKind::Location).await?,
        ),
        children(
            RecordKind::Contact,
            people,
            tx.archived(RecordKind::Contact).await?,
        ),
    ])
}

/// Who else is at it, for the page.
pub(super) fn editors(record: &Record) -> Vec<DataEditor> {
    let editor = |one: &crate::store::Editor| DataEditor {
        name: one.name.clone(),
        since: one.since,
    };
    record.editors.iter().map(editor).collect()
}

fn words(app: &App, record: &Record, field: &str, value: &str, today: Today) -> String {
    let yes = app.templates.message(today.lang, "yes", &[]);
    record.form.words(field, value, today, &yes)
}

/// The groups of fields with their values in words.
fn parts(app: &App, record: &Record, look: &Look, own: &str) -> Vec<DataPart> {
    let today = app.today(look.lang);
    let mut parts: Vec<DataPart> = Vec::new();
    for field in &record.form.fields {
        if parts.last().is_none_or(|p| p.part != field.part) {
            parts.push(DataPart {
                part: field.part.to_owned(),
                facts: Vec::new(),
                edit_url: format!("{own}/edit?part={}", field.part),
            });
        }
        let value = record.values.get(field.name).map_or("", String::as_str);
        let text = words(app, record, field.name, value, today);
        let lines = text.split("; ").filter(|l| !l.is_empty()).map(str::to_owned);
        if let Some(part) = parts.last_mut() {
            part.facts.push(DataFact {
                field: field.name.to_owned(),
                lines: lines.collect(),
            });
        }
    }
    parts
}

/// A page of a record's history, with the number of all entries.
pub(super) async fn history(
    web: &Web,
    look: &Look,
    record: &Record,
    page: Page,
) -> Result<(DataHistory, i64), AppError> {
    let key = record.key.as_deref().unwrap_or_default();
    let Paged { rows, total } = web.app.record_history(record.kind, key, page, look.lang).await?;
    let today = web.app.today(look.lang);
    let entry = |HistoryEntry {
                     revision,
                     by,
                     undoable,
                 }: HistoryEntry| DataRevision {
        id: revision.id.to_string(),
        at: revision.at,
        by,
        action: revision.action.to_string(),
        undoable,
        changes: revision
            .changes
            .iter()
            .filter(|_| revision.action != RecordAction::Created)
            // Proofs are for those who keep them, in the history as well.
            .filter(|c| c.field != "proofs" || look.allows(Right::Clearance))
            .map(|c| DataChange {
                field: c.field.clone(),
                before: words(&web.app, record, &c.field, &c.before, today),
                after: words(&web.app, record, &c.field, &c.after, today),
            })
            .collect(),
    };
    let own = url(record.kind, key);
    let history = DataHistory {
        entries: rows.into_iter().map(entry).collect(),
        total,
        url: format!("{own}/history"),
        undo_url: format!("{own}/undo"),
    };
    Ok((history, total))
}

/// `GET /office/data/{kind}/{key}/history`
pub(in crate::web) async fn history_of(
    State(web): State<Web>,
    look: Look,
    me: Me,
    Path((kind, key)): Path<(String, String)>,
    uri: OriginalUri,
) -> Result<Response, AppError> {
    history_page(web, look, me, kind_of(&kind)?, key, uri).await
}

/// `GET /office/people/{id}/history`
pub(in crate::web) async fn person_history(
    State(web): State<Web>,
    look: Look,
    me: Me,
    Path(id): Path<String>,
    uri: OriginalUri,
) -> Result<Response, AppError> {
    history_page(web, look, me, RecordKind::Person, id, uri).await
}

async fn history_page(
    web: Web,
    look: Look,
    Me(me): Me,
    kind: RecordKind,
    key: String,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let record = web.app.kept_record(kind, &key, me.id, look.lang).await?;
    let query = Query::read(page::query_pairs(&uri));
    let number = query.page();
    let wanted = Page::nth(i64::try_from(number - 1).unwrap_or(0), ROWS);
    let (history, total) = history(&web, &look, &record, wanted).await?;
    let own = url(kind, &key);
    let mut crumbs = crumbs(
        &web,
        &look,
        kind,
        record.parent.as_ref().map(|(id, name)| (*id, name.as_str())),
    );
    crumbs.push(Crumb {
        label: title(&web, &look, &record),
        url: own.clone(),
    });
    let page = DataHistoryPage {
        crumbs,
        title: title(&web, &look, &record),
        history,
        pager: Pager::new(
            u64::try_from(total).unwrap_or(0),
            number,
            ROWS.unsigned_abs(),
            |n| query.url(&format!("{own}/history"), n),
        ),
    };
    page::office(&web, &look, nav(kind), &page)
}

/// `POST /office/data/{kind}/{key}/undo`
pub(in crate::web) async fn undo(
    web: State<Web>,
    look: Look,
    me: Me,
    Path((kind, key)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, AppError> {
    undo_one(web, look, me, kind_of(&kind)?, key, form).await
}

/// `POST /office/people/{id}/undo`
pub(in crate::web) async fn undo_person(
    web: State<Web>,
    look: Look,
    me: Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    undo_one(web, look, me, RecordKind::Person, id, form).await
}

async fn undo_one(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    kind: RecordKind,
    key: String,
    form: Posted,
) -> Result<Response, AppError> {
    let revision = form.get("revision").parse().map_err(|_| AppError::NotFound)?;
    let undone = web
        .app
        .undo_record(kind, &key, revision, me.id, &form.mark, look.lang)
        .await;
    match undone {
        Ok(()) => Ok(page::done(&look, &url(kind, &key), "undone")),
        // What stood there before cannot stand there any more: a district is gone, a rule has changed.
        Err(AppError::Rejected(_)) => Err(AppError::Conflict("conflict-undo-late")),
        Err(error) => Err(error),
    }
}

fn removal_code(removal: Removal) -> &'static str {
    match removal {
        Removal::Delete => "delete",
        Removal::Archive => "archive",
        Removal::Restore => "restore",
    }
}

/// `GET /office/data/{kind}/{key}/remove`
pub(in crate::web) async fn remove_form(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path((kind, key)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let kind = kind_of(&kind)?;
    let preview = web.app.removal_preview(kind, &key).await?;
    let record = web.app.kept_record(kind, &key, me.id, look.lang).await?;
    let own = url(kind, &key);
    let mut crumbs = crumbs(
        &web,
        &look,
        kind,
        record.parent.as_ref().map(|(id, name)| (*id, name.as_str())),
    );
    crumbs.push(Crumb {
        label: preview.title.clone(),
        url: own.clone(),
    });
    let page = DataRemovePage {
        crumbs,
        title: preview.title,
        removal: removal_code(preview.removal),
        references: preview
            .references
            .into_iter()
            .map(|(code, count)| DataReference { code, count })
            .collect(),
        action: format!("{own}/remove"),
        back: own,
    };
    page::office(&web, &look, nav(kind), &page)
}

/// `POST /office/data/{kind}/{key}/remove`
pub(in crate::web) async fn remove(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path((kind, key)): Path<(String, String)>,
    form: Posted,
) -> Result<Response, AppError> {
    let kind = kind_of(&kind)?;
    let removal = [Removal::Delete, Removal::Archive, Removal::Restore]
        .into_iter()
        .find(|r| removal_code(*r) == form.get("removal"))
        .ok_or(AppError::NotFound)?;
    web.app
        .remove_record(kind, &key, removal, me.id, &form.mark)
        .await?;
    Ok(match removal {
        Removal::Delete => page::done(&look, &list_url(kind), "deleted"),
        Removal::Archive => page::done(&look, &url(kind, &key), "archived"),
        Removal::Restore => page::done(&look, &url(kind, &key), "restored"),
    })
}
