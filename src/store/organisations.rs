//! Who asks for people, where are they, and whom does one talk to?

use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::rows::{CHUNK, Page, Paged, Place, Word, digits, push_list, statement, words};
use super::{StoreError, Tx};
use crate::domain::organisation::{
    Contact, ContactKind, Location, LocationKind, Organisation, OrganisationKind,
};
use crate::domain::text::{EmailAddress, fold};
use crate::ids::{ContactId, LocationId, OrganisationId};

macro_rules! organisation_columns {
    () => {
        "SELECT id, name, kind, link_version FROM organisation "
    };
}

macro_rules! location_columns {
    () => {
        "SELECT id, organisation_id, name, street, postcode, town, district, meeting_point, kind FROM location "
    };
}

macro_rules! contact_columns {
    () => {
        "SELECT id, organisation_id, name, email, phone, kind FROM contact "
    };
}

/// Which organisations a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationFilter {
    /// Part of the name, however it is written.
    pub query: Option<String>,
    /// Kind.
    pub kind: Option<OrganisationKind>,
}

#[derive(sqlx::FromRow)]
struct OrganisationRow {
    id: Uuid,
    name: String,
    kind: String,
    link_version: i64,
}

#[derive(sqlx::FromRow)]
struct LocationRow {
    id: Uuid,
    organisation_id: Uuid,
    name: String,
    street: String,
    postcode: String,
    town: String,
    district: String,
    meeting_point: String,
    kind: String,
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    id: Uuid,
    organisation_id: Uuid,
    name: String,
    email: String,
    phone: Option<String>,
    kind: String,
}

impl TryFrom<OrganisationRow> for Organisation {
    type Error = StoreError;

    fn try_from(row: OrganisationRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "organisation",
            row: row.id,
        };
        Ok(Self {
            id: OrganisationId(row.id),
            name: row.name,
            kind: at.word("kind", &row.kind, OrganisationKind::parse)?,
            link_version: row.link_version,
        })
    }
}

impl TryFrom<LocationRow> for Location {
    type Error = StoreError;

    fn try_from(row: LocationRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "location",
            row: row.id,
        };
        Ok(Self {
            kind: at.word("kind", &row.kind, LocationKind::parse)?,
            id: LocationId(row.id),
            organisation: OrganisationId(row.organisation_id),
            name: row.name,
            street: row.street,
            postcode: row.postcode,
            town: row.town,
            district: row.district,
            meeting_point: row.meeting_point,
        })
    }
}

impl TryFrom<ContactRow> for Contact {
    type Error = StoreError;

    fn try_from(row: ContactRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "contact",
            row: row.id,
        };
        Ok(Self {
            id: ContactId(row.id),
            organisation: OrganisationId(row.organisation_id),
            name: row.name,
            email: at.known("email", EmailAddress::parse("email", &row.email).ok())?,
            phone: row.phone,
            kind: at.word("kind", &row.kind, ContactKind::parse)?,
        })
    }
}

impl Tx {
    /// Adds an organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_organisation(&mut self, organisation: &Organisation) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO organisation (id, name, search, kind, link_version) VALUES ($1, $2, $3, $4, $5)",
            organisation.id.0,
            &organisation.name,
            fold(&organisation.name),
            organisation.kind.as_str(),
            organisation.link_version,
        );
        Ok(())
    }

    /// Writes an organisation's name, kind and link version; `false` when it does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_organisation(&mut self, organisation: &Organisation) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE organisation SET name = $2, search = $3, kind = $4, link_version = $5 WHERE id = $1",
            organisation.id.0,
            &organisation.name,
            fold(&organisation.name),
            organisation.kind.as_str(),
            organisation.link_version,
        );
        Ok(changed == 1)
    }

    /// The organisation with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation(&mut self, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
        let sql = concat!(organisation_columns!(), "WHERE id = $1");
        fetch_optional!(self, OrganisationRow, sql, id.0)
            .map(Organisation::try_from)
            .transpose()
    }

    /// The organisations with these ids, by id; unknown ids are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisations_by_ids(
        &mut self,
        ids: &[OrganisationId],
    ) -> Result<Vec<Organisation>, StoreError> {
        let mut rows = Vec::new();
        for chunk in ids.chunks(CHUNK) {
            rows.extend(on_db!(self, c => {
                let mut query = statement(&*c, concat!(organisation_columns!(), "WHERE id IN "));
                push_list!(query, chunk.iter().map(|id| id.0));
                query.build_query_as::<OrganisationRow>().fetch_all(c).await?
            }));
        }
        let mut found: Vec<Organisation> = rows
            .into_iter()
            .map(Organisation::try_from)
            .collect::<Result<_, _>>()?;
        found.sort_by_key(|organisation| organisation.id);
        found.dedup_by_key(|organisation| organisation.id);
        Ok(found)
    }

    /// The organisation with this name, however it is written; the oldest when there are several.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_organisation_by_name(
        &mut self,
        name: &str,
    ) -> Result<Option<Organisation>, StoreError> {
        let sql = concat!(organisation_columns!(), "WHERE search = $1 ORDER BY id LIMIT 1");
        fetch_optional!(self, OrganisationRow, sql, fold(name))
            .map(Organisation::try_from)
            .transpose()
    }

    /// One page of the organisations, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisations(
        &mut self,
        filter: &OrganisationFilter,
        page: Page,
    ) -> Result<Paged<Organisation>, StoreError> {
        let words = words(filter.query.as_deref());
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, organisation_columns!());
            push_filter(&mut query, filter, &words);
            query.push(" ORDER BY search, id LIMIT ").push_bind(page.limit());
            query.push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<OrganisationRow>().fetch_all(c).await?
        });
        let total = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT COUNT(*) FROM organisation ");
            push_filter(&mut query, filter, &words);
            query.build_query_scalar::<i64>().fetch_one(c).await?
        });
        Ok(Paged {
            rows: rows
                .into_iter()
                .map(Organisation::try_from)
                .collect::<Result<_, _>>()?,
            total,
        })
    }

    /// What the organisations of a kind are searched by, in the order of lists: names, and their people with address
    /// and digits of the telephone number. At most 20,000.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation_texts(
        &mut self,
        kind: Option<OrganisationKind>,
    ) -> Result<Vec<(OrganisationId, String)>, StoreError> {
        let filter = OrganisationFilter { query: None, kind };
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT id, search FROM organisation ");
            push_filter(&mut query, &filter, &[]);
            query.push(" ORDER BY search, id LIMIT 20000");
            query.build_query_as::<(Uuid, String)>().fetch_all(c).await?
        });
        let people = fetch_all!(
            self,
            (Uuid, String, String, Option<String>),
            "SELECT organisation_id, name, email, phone FROM contact ORDER BY organisation_id, id LIMIT 60000"
        );
        let mut contacts: std::collections::BTreeMap<Uuid, String> = Default::default();
        for (id, name, email, phone) in people {
            let phone = digits(phone.as_deref().unwrap_or(""));
            let text = fold(&format!(" {name} {email} {phone}"));
            contacts.entry(id).or_default().push_str(&format!(" {text}"));
        }
        let with = |(id, text): (Uuid, String)| {
            let contact = contacts.get(&id).map_or("", String::as_str);
            (OrganisationId(id), format!("{text}{contact}"))
        };
        Ok(rows.into_iter().map(with).collect())
    }

    /// Adds a place.
    ///
    /// # Errors
    /// When the database fails or the organisation or district is unknown.
    pub async fn insert_location(&mut self, location: &Location) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO location (id, organisation_id, name, street, postcode, town, district, meeting_point, kind)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            location.id.0,
            location.organisation.0,
            &location.name,
            &location.street,
            &location.postcode,
            &location.town,
            &location.district,
            &location.meeting_point,
            location.kind.as_str(),
        );
        Ok(())
    }

    /// Writes a place; `false` when it does not exist in this organisation.
    ///
    /// # Errors
    /// When the database fails or the district is unknown.
    pub async fn update_location(&mut self, location: &Location) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE location SET name = $3, street = $4, postcode = $5, town = $6, district = $7, meeting_point = $8,
                 kind = $9
             WHERE id = $1 AND organisation_id = $2",
            location.id.0,
            location.organisation.0,
            &location.name,
            &location.street,
            &location.postcode,
            &location.town,
            &location.district,
            &location.meeting_point,
            location.kind.as_str(),
        );
        Ok(changed == 1)
    }

    /// The place with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn location(&mut self, id: LocationId) -> Result<Option<Location>, StoreError> {
        let sql = concat!(location_columns!(), "WHERE id = $1");
        fetch_optional!(self, LocationRow, sql, id.0)
            .map(Location::try_from)
            .transpose()
    }

    /// The places with these ids, by id; unknown ids are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn locations_by_ids(&mut self, ids: &[LocationId]) -> Result<Vec<Location>, StoreError> {
        let mut rows = Vec::new();
        for chunk in ids.chunks(CHUNK) {
            rows.extend(on_db!(self, c => {
                let mut query = statement(&*c, concat!(location_columns!(), "WHERE id IN "));
                push_list!(query, chunk.iter().map(|id| id.0));
                query.build_query_as::<LocationRow>().fetch_all(c).await?
            }));
        }
        let mut found: Vec<Location> = rows
            .into_iter()
            .map(Location::try_from)
            .collect::<Result<_, _>>()?;
        found.sort_by_key(|location| location.id);
        found.dedup_by_key(|location| location.id);
        Ok(found)
    }

    /// The places of an organisation, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn locations_of(&mut self, organisation: OrganisationId) -> Result<Vec<Location>, StoreError> {
        let sql = concat!(
            location_columns!(),
            "WHERE organisation_id = $1 ORDER BY id LIMIT 500"
        );
        fetch_all!(self, LocationRow, sql, organisation.0)
            .into_iter()
            .map(Location::try_from)
            .collect()
    }

    /// The places of these organisations, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn locations_of_all(
        &mut self,
        organisations: &[OrganisationId],
    ) -> Result<Vec<Location>, StoreError> {
        let mut rows = Vec::new();
        for chunk in organisations.chunks(CHUNK) {
            rows.extend(on_db!(self, c => {
                let mut query = statement(&*c, concat!(location_columns!(), "WHERE organisation_id IN "));
                push_list!(query, chunk.iter().map(|id| id.0));
                query.push(" ORDER BY id");
                query.build_query_as::<LocationRow>().fetch_all(c).await?
            }));
        }
        rows.into_iter().map(Location::try_from).collect()
    }

    /// The contacts of these organisations, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contacts_of_all(
        &mut self,
        organisations: &[OrganisationId],
    ) -> Result<Vec<Contact>, StoreError> {
        let mut rows = Vec::new();
        for chunk in organisations.chunks(CHUNK) {
            rows.extend(on_db!(self, c => {
                let mut query = statement(&*c, concat!(contact_columns!(), "WHERE organisation_id IN "));
                push_list!(query, chunk.iter().map(|id| id.0));
                query.push(" ORDER BY id");
                query.build_query_as::<ContactRow>().fetch_all(c).await?
            }));
        }
        rows.into_iter().map(Contact::try_from).collect()
    }

    /// Every place, by organisation; for reading files, where any may be named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn locations(&mut self) -> Result<Vec<Location>, StoreError> {
        let sql = concat!(location_columns!(), "ORDER BY organisation_id, id");
        fetch_all!(self, LocationRow, sql,)
            .into_iter()
            .map(Location::try_from)
            .collect()
    }

    /// Every contact, by organisation; for reading files, where any may be named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contacts(&mut self) -> Result<Vec<Contact>, StoreError> {
        let sql = concat!(contact_columns!(), "ORDER BY organisation_id, id");
        fetch_all!(self, ContactRow, sql,)
            .into_iter()
            .map(Contact::try_from)
            .collect()
    }

    /// Adds a contact.
    ///
    /// # Errors
    /// When the database fails or the organisation is unknown.
    pub async fn insert_contact(&mut self, contact: &Contact) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO contact (id, organisation_id, name, email, phone, kind) VALUES ($1, $2, $3, $4, $5, $6)",
            contact.id.0,
            contact.organisation.0,
            &contact.name,
            contact.email.as_str(),
            &contact.phone,
            contact.kind.as_str(),
        );
        Ok(())
    }

    /// Writes a contact; `false` when it does not exist in this organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_contact(&mut self, contact: &Contact) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE contact SET name = $3, email = $4, phone = $5, kind = $6 WHERE id = $1 AND organisation_id = $2",
            contact.id.0,
            contact.organisation.0,
            &contact.name,
            contact.email.as_str(),
            &contact.phone,
            contact.kind.as_str(),
        );
        Ok(changed == 1)
    }

    /// The contact with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contact(&mut self, id: ContactId) -> Result<Option<Contact>, StoreError> {
        let sql = concat!(contact_columns!(), "WHERE id = $1");
        fetch_optional!(self, ContactRow, sql, id.0)
            .map(Contact::try_from)
            .transpose()
    }

    /// The contacts of an organisation, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contacts_of(&mut self, organisation: OrganisationId) -> Result<Vec<Contact>, StoreError> {
        let sql = concat!(
            contact_columns!(),
            "WHERE organisation_id = $1 ORDER BY id LIMIT 500"
        );
        fetch_all!(self, ContactRow, sql, organisation.0)
            .into_iter()
            .map(Contact::try_from)
            .collect()
    }
}

fn push_filter<DB>(query: &mut QueryBuilder<DB>, filter: &OrganisationFilter, words: &[Word])
where
    DB: Database,
    for<'a> &'a str: Encode<'a, DB> + Type<DB>,
{
    query.push("WHERE 1 = 1");
    for word in words {
        query
            .push(" AND search LIKE ")
            .push_bind(word.pattern.as_str())
            .push(r" ESCAPE '\'");
    }
    if let Some(kind) = filter.kind {
        query.push(" AND kind = ").push_bind(kind.as_str());
    }
}
