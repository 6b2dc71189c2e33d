//! How is said who is not to be brought together: a declared tie, or "Nicht gemeinsam einsetzen"?

use super::form::{Entry, Field, Form, Input};
use super::{Catalogue, Loaded};
use crate::app::{App, AppError};
use crate::domain::exclusion::{ExcludedFrom, Exclusion, ExclusionKind};
use crate::domain::record::Values;
use crate::ids::{ExclusionId, OrganisationId, PersonId};
use crate::store::{PeopleFilter, Tx};

fn field(name: &'static str, input: Input, required: bool) -> Field {
    Field {
        name,
        part: "main",
        input,
        required,
    }
}

pub(super) fn form(c: &Catalogue) -> Form {
    let kinds = c.codes("exclusion-", ExclusionKind::ALL.iter().map(|k| k.as_str()));
    Form {
        fields: vec![
            field("person", Input::Named(c.people.clone()), true),
            field("exclusion", Input::One(kinds), true),
            field("not_organisation", Input::Named(c.organisations.clone()), false),
            field("not_person", Input::Named(c.people.clone()), false),
            field("not_case", Input::Line(20), false),
        ],
    }
}

/// Everybody and every organisation by name; a name that several have is told apart by the address.
pub(super) async fn names(tx: &mut Tx) -> Result<(Vec<Entry>, Vec<Entry>), AppError> {
    let people = tx.people_texts(&PeopleFilter::default()).await?;
    let ids: Vec<PersonId> = people.iter().map(|(id, _)| *id).collect();
    let mut entries = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        for row in tx.people_rows(chunk).await? {
            let name = format!("{} {}", row.first_name, row.last_name);
            entries.push((
                row.id.to_string(),
                name,
                row.email.or(row.phone).unwrap_or_default(),
            ));
        }
    }
    let organisations = tx.organisation_texts(None).await?;
    let ids: Vec<OrganisationId> = organisations.iter().map(|(id, _)| *id).collect();
    let mut places: Vec<(String, String, String)> = Vec::new();
    for organisation in tx.organisations_by_ids(&ids).await? {
        places.push((organisation.id.to_string(), organisation.name, String::new()));
    }
    places.sort_by_cached_key(|(_, name, _)| crate::domain::text::fold(name));
    Ok((told_apart(entries), told_apart(places)))
}

fn told_apart(rows: Vec<(String, String, String)>) -> Vec<Entry> {
    let mut seen = std::collections::BTreeMap::new();
    for (_, name, _) in &rows {
        *seen.entry(name.clone()).or_insert(0) += 1;
    }
    rows.into_iter()
        .map(|(id, name, more)| match seen.get(&name) {
            Some(1) => Entry::new(id, name),
            _ => {
                let label = format!("{name} ({more})");
                Entry::new(id, label)
            }
        })
        .collect()
}

fn values(exclusion: &Exclusion) -> Values {
    let mut values: Values = [
        ("person", exclusion.person.to_string()),
        ("exclusion", exclusion.kind.to_string()),
    ]
    .map(|(k, v)| (k.to_owned(), v))
    .into();
    let (field, value) = match &exclusion.from {
        ExcludedFrom::Organisation(id) => ("not_organisation", id.to_string()),
        ExcludedFrom::Person(id) => ("not_person", id.to_string()),
        ExcludedFrom::Case(token) => ("not_case", token.clone()),
    };
    for name in ["not_organisation", "not_person", "not_case"] {
        values.insert(name.to_owned(), String::new());
    }
    values.insert(field.to_owned(), value);
    values
}

/// Every pair with the names of both.
pub(super) async fn listed(tx: &mut Tx) -> Result<Vec<(Exclusion, String, String)>, AppError> {
    let all = tx.exclusions().await?;
    let other = |e: &Exclusion| match e.from {
        ExcludedFrom::Person(id) => Some(id),
        _ => None,
    };
    let people: Vec<PersonId> = all
        .iter()
        .map(|e| e.person)
        .chain(all.iter().filter_map(other))
        .collect();
    let people = tx.people_by_ids(&people).await?;
    let organisations: Vec<OrganisationId> = all
        .iter()
        .filter_map(|e| match e.from {
            ExcludedFrom::Organisation(id) => Some(id),
            _ => None,
        })
        .collect();
    let organisations = tx.organisations_by_ids(&organisations).await?;
    let name = |id: PersonId| {
        let found = people.iter().find(|p| p.id == id);
        found.map(|p| p.full_name()).unwrap_or_default()
    };
    let with = |e: Exclusion| {
        let from = match &e.from {
            ExcludedFrom::Person(id) => name(*id),
            ExcludedFrom::Case(token) => token.clone(),
            ExcludedFrom::Organisation(id) => {
                let found = organisations.iter().find(|o| o.id == *id);
                found.map(|o| o.name.clone()).unwrap_or_default()
            }
        };
        let person = name(e.person);
        (e, person, from)
    };
    Ok(all.into_iter().map(with).collect())
}

pub(super) async fn load(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    let found = listed(tx)
        .await?
        .into_iter()
        .find(|(e, _, _)| e.id.to_string() == key);
    Ok(found.map(|(exclusion, person, from)| Loaded {
        title: format!("{person} – {from}"),
        values: values(&exclusion),
        parent: None,
    }))
}

pub(super) async fn write(
    app: &App,
    tx: &mut Tx,
    key: &str,
    new: bool,
    values: &Values,
) -> Result<bool, AppError> {
    let text = |name: &str| values.get(name).cloned().unwrap_or_default();
    let id = ExclusionId(key.parse().map_err(|_| AppError::NotFound)?);
    let person: PersonId = text("person")
        .parse()
        .map_err(|_| AppError::rejected("person", "required"))?;
    let given: Vec<&str> = ["not_organisation", "not_person", "not_case"]
        .into_iter()
        .filter(|name| !text(name).is_empty())
        .collect();
    let from = match given.as_slice() {
        ["not_organisation"] => ExcludedFrom::Organisation(
            text("not_organisation")
                .parse()
                .map_err(|_| AppError::rejected("not_organisation", "unknown-choice"))?,
        ),
        ["not_person"] => {
            let other: PersonId = text("not_person")
                .parse()
                .map_err(|_| AppError::rejected("not_person", "unknown-choice"))?;
            if other == person {
                return Err(AppError::rejected("not_person", "exclusion-self"));
            }
            ExcludedFrom::Person(other)
        }
        ["not_case"] => ExcludedFrom::Case(text("not_case")),
        _ => return Err(AppError::rejected("not_organisation", "exclusion-one")),
    };
    let kind = ExclusionKind::parse(&text("exclusion"))
        .ok_or_else(|| AppError::rejected("exclusion", "required"))?;
    let mut created_at = app.clock.now();
    if !new {
        let stored = tx.exclusions().await?.into_iter().find(|e| e.id == id);
        let Some(stored) = stored else { return Ok(false) };
        created_at = stored.created_at;
        tx.delete_exclusion(id).await?;
    }
    tx.insert_exclusion(&Exclusion {
        id,
        kind,
        person,
        from,
        created_at,
    })
    .await?;
    Ok(true)
}
