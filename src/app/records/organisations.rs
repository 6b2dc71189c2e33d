//! How are organisations, their places and their people edited?

use uuid::Uuid;

use super::form::{Column, Field, Form, Input, cells, list};
use super::{Catalogue, Loaded};
use crate::app::AppError;
use crate::calendar::availability;
use crate::calendar::recurrence::ALWAYS;
use crate::domain::organisation::{
    Contact, ContactKind, Location, LocationKind, Organisation, OrganisationKind, Room,
};
use crate::domain::record::Values;
use crate::domain::text::{EmailAddress, NAME_MAX};
use crate::ids::{ContactId, LocationId, OrganisationId};
use crate::store::Tx;

fn field(name: &'static str, part: &'static str, input: Input, required: bool) -> Field {
    Field {
        name,
        part,
        input,
        required,
    }
}

pub(super) fn organisation_form(catalogue: &Catalogue) -> Form {
    let kinds = catalogue.codes(
        "organisation-kind-",
        OrganisationKind::ALL.iter().map(|k| k.as_str()),
    );
    Form {
        fields: vec![
            field("name", "main", Input::Line(NAME_MAX), true),
            field("kind", "main", Input::One(kinds), true),
            field(
                "movable_days",
                "movable",
                super::calendars::movable_column(),
                false,
            ),
        ],
    }
}

pub(super) fn location_form(catalogue: &Catalogue) -> Form {
    let kinds = catalogue.codes("location-kind-", LocationKind::ALL.iter().map(|k| k.as_str()));
    let column = |name, input, required| Column {
        name,
        input,
        required,
        group: "",
        words: Default::default(),
    };
    let rooms = vec![
        column("name", Input::Line(60), true),
        column("people", Input::Number(1, 1000), false),
        column(
            "step_free",
            Input::One(catalogue.codes("step-free-", ["on"].into_iter())),
            false,
        ),
        column("open", Input::Line(120), false),
    ];
    Form {
        fields: vec![
            field("place_name", "main", Input::Line(NAME_MAX), false),
            field("street", "main", Input::Line(NAME_MAX), true),
            field("postcode", "main", Input::Line(10), true),
            field("town", "main", Input::Line(NAME_MAX), true),
            field("district", "main", Input::One(catalogue.districts.clone()), true),
            field("social_area", "main", Input::Line(NAME_MAX), false),
            field("meeting_point", "main", Input::Line(NAME_MAX), false),
            field("location_kind", "main", Input::One(kinds), true),
            field("rooms", "rooms", Input::Rows(rooms, true), false),
        ],
    }
}

pub(super) fn contact_form(catalogue: &Catalogue) -> Form {
    let kinds = catalogue.codes("contact-kind-", ContactKind::ALL.iter().map(|k| k.as_str()));
    Form {
        fields: vec![
            field("name", "main", Input::Line(NAME_MAX), true),
            field("email", "main", Input::Email, true),
            field("phone", "main", Input::Phone, false),
            field("contact_kind", "main", Input::One(kinds), true),
        ],
    }
}

fn values<const N: usize>(pairs: [(&str, &str); N]) -> Values {
    pairs
        .into_iter()
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect()
}

fn id(key: &str) -> Option<Uuid> {
    key.parse().ok()
}

pub(super) async fn load_organisation(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    let Some(id) = id(key) else { return Ok(None) };
    let days = super::calendars::movable_rows(tx, id).await?;
    Ok(tx.organisation(OrganisationId(id)).await?.map(|o| {
        let mut values = organisation_values(&o);
        values.insert("movable_days".to_owned(), days);
        Loaded {
            values,
            title: o.name,
            parent: None,
        }
    }))
}

/// An organisation as its form shows it, without its days off.
pub(in crate::app) fn organisation_values(o: &Organisation) -> Values {
    values([("name", &o.name), ("kind", o.kind.as_str())])
}

/// A place as its form shows it.
pub(in crate::app) fn location_values(l: &Location) -> Values {
    values([
        ("place_name", &l.name),
        ("street", &l.street),
        ("postcode", &l.postcode),
        ("town", &l.town),
        ("district", &l.district),
        ("meeting_point", &l.meeting_point),
        ("location_kind", l.kind.as_str()),
    ])
}

/// A contact as its form shows it.
pub(in crate::app) fn contact_values(c: &Contact) -> Values {
    values([
        ("name", &c.name),
        ("email", c.email.as_str()),
        ("phone", c.phone.as_deref().unwrap_or("")),
        ("contact_kind", c.kind.as_str()),
    ])
}

pub(super) async fn load_location(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    let Some(id) = id(key) else { return Ok(None) };
    let area = tx.social_area(LocationId(id)).await?;
    let rooms = tx.rooms(&[LocationId(id)]).await?.remove(&LocationId(id));
    let rooms = rooms.unwrap_or_default();
    let rooms = list(rooms.iter().map(|room| {
        let people = room.people.map(|n| n.to_string()).unwrap_or_default();
        let step_free = if room.step_free { "on" } else { "" };
        format!("{}\t{people}\t{step_free}\t{}", room.name, room.open)
    }));
    Ok(tx.location(LocationId(id)).await?.map(|l| Loaded {
        values: {
            let mut values = location_values(&l);
            values.insert("social_area".to_owned(), area);
            values.insert("rooms".to_owned(), rooms);
            values
        },
        title: if l.name.is_empty() { l.street } else { l.name },
        parent: Some(l.organisation.0),
    }))
}

pub(super) async fn load_contact(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    let Some(id) = id(key) else { return Ok(None) };
    Ok(tx.contact(ContactId(id)).await?.map(|c| Loaded {
        values: contact_values(&c),
        title: c.name,
        parent: Some(c.organisation.0),
    }))
}

pub(super) async fn write_organisation(
    tx: &mut Tx,
    key: Uuid,
    new: bool,
    values: &Values,
) -> Result<bool, AppError> {
    let text = |field: &str| values.get(field).cloned().unwrap_or_default();
    let kind =
        OrganisationKind::parse(&text("kind")).ok_or_else(|| AppError::rejected("kind", "unknown-choice"))?;
    let organisation = Organisation {
        id: OrganisationId(key),
        name: text("name"),
        kind,
        link_version: 1,
    };
    if new {
        tx.insert_organisation(&organisation).await?;
        super::calendars::write_movable(tx, key, &text("movable_days")).await?;
        return Ok(true);
    }
    super::calendars::write_movable(tx, key, &text("movable_days")).await?;
    let Some(stored) = tx.organisation(organisation.id).await? else {
        return Ok(false);
    };
    Ok(tx
        .update_organisation(&Organisation {
            name: organisation.name,
            kind: organisation.kind,
            ..stored
        })
        .await?)
}

pub(super) async fn write_location(
    tx: &mut Tx,
    key: Uuid,
    owner: Uuid,
    new: bool,
    values: &Values,
) -> Result<bool, AppError> {
    let text = |field: &str| values.get(field).cloned().unwrap_or_default();
    let rows = text("rooms");
    let rooms: Vec<Room> = cells(&rows)
        .filter_map(|row| {
            Some(Room {
                name: (*row.first()?).to_owned(),
                people: row.get(1).and_then(|n| n.parse().ok()),
                step_free: row.get(2) == Some(&"on"),
                open: row.get(3).copied().unwrap_or_default().to_owned(),
            })
        })
        .collect();
    for (at, room) in rooms.iter().enumerate() {
        if let Err(faults) = availability::parse(&room.open, ALWAYS) {
            let field = super::cell_name("rooms", at, "open");
            let faults = faults.iter().map(|fault| fault.rejection(&field));
            return Err(AppError::Rejected(faults.collect()));
        }
    }
    let fields = |location: Location| Location {
        name: text("place_name"),
        street: text("street"),
        postcode: text("postcode"),
        town: text("town"),
        district: text("district"),
        meeting_point: text("meeting_point"),
        kind: LocationKind::parse(&text("location_kind")).unwrap_or(location.kind),
        ..location
    };
    if new {
        let blank = Location {
            id: LocationId(key),
            organisation: OrganisationId(owner),
            name: String::new(),
            street: String::new(),
            postcode: String::new(),
            town: String::new(),
            district: String::new(),
            meeting_point: String::new(),
            kind: LocationKind::Public,
        };
        tx.insert_location(&fields(blank)).await?;
    } else {
        let Some(stored) = tx.location(LocationId(key)).await? else {
            return Ok(false);
        };
        if !tx.update_location(&fields(stored)).await? {
            return Ok(false);
        }
    }
    tx.set_social_area(LocationId(key), &text("social_area")).await?;
    tx.set_rooms(LocationId(key), &rooms).await?;
    Ok(true)
}

pub(super) async fn write_contact(
    tx: &mut Tx,
    key: Uuid,
    owner: Uuid,
    new: bool,
    values: &Values,
) -> Result<bool, AppError> {
    let text = |field: &str| values.get(field).cloned().unwrap_or_default();
    let email =
        EmailAddress::parse("email", &text("email")).map_err(|fault| AppError::Rejected(vec![fault]))?;
    let fields = |contact: Contact| Contact {
        name: text("name"),
        email: email.clone(),
        phone: Some(text("phone")).filter(|p| !p.is_empty()),
        kind: ContactKind::parse(&text("contact_kind")).unwrap_or(contact.kind),
        ..contact
    };
    if new {
        let blank = Contact {
            id: ContactId(key),
            organisation: OrganisationId(owner),
            name: String::new(),
            email: email.clone(),
            phone: None,
            kind: ContactKind::Person,
        };
        tx.insert_contact(&fields(blank)).await?;
        return Ok(true);
    }
    match tx.contact(ContactId(key)).await? {
        Some(stored) => Ok(tx.update_contact(&fields(stored)).await?),
        None => Ok(false),
    }
}
