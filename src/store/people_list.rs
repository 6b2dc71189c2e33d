//! Which people does a list show, page by page?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::reach::{Belonging, push_reach};
use super::rows::{Page, Paged, Place, Word, push_list, statement, words};
use super::{StoreError, Tx};
use crate::domain::language::{LanguageCode, Level};
use crate::domain::person::PersonState;
use crate::domain::programme::ProgrammeId;
use crate::domain::rights::Reach;
use crate::ids::{OrganisationId, PersonId};

/// Which people a list shows; what is not set does not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// Words of name, address or telephone number, however they are written; all must be found.
    pub query: Option<String>,
    /// State.
    pub state: Option<PersonState>,
    /// Programme they belong to.
    pub programme: Option<ProgrammeId>,
    /// Language they speak.
    pub language: Option<LanguageCode>,
    /// District they live in.
    pub district: Option<String>,
    /// Who looks after them.
    pub carrier: Option<OrganisationId>,
    /// Asked or agreed for something that begins between the two moments, when set.
    pub busy: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// That lies in this part of town (Sozialraum); only with `busy`.
    pub area: Option<String>,
    /// Only who belongs to this part of the office's work.
    pub within: Reach,
}

/// What a list shows of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Key.
    pub id: PersonId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address.
    pub email: Option<String>,
    /// Since when mails do not reach them, if so.
    pub email_failed_at: Option<DateTime<Utc>>,
    /// Telephone.
    pub phone: Option<String>,
    /// Code of the district of home.
    pub district: String,
    /// Programmes, by id.
    pub programmes: Vec<ProgrammeId>,
    /// Languages, by code.
    pub languages: BTreeMap<LanguageCode, Level>,
    /// State.
    pub state: PersonState,
}

#[derive(sqlx::FromRow)]
struct ListedPerson {
    id: Uuid,
    first_name: String,
    last_name: String,
    email: Option<String>,
    email_failed_at: Option<DateTime<Utc>>,
    phone: Option<String>,
    district: String,
    state: String,
}

/// Most people whose spelling is forgiven.
const TEXTS_MAX: usize = 20_000;

impl Tx {
    /// One page of the people, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people(
        &mut self,
        filter: &PeopleFilter,
        page: Page,
    ) -> Result<Paged<PersonRow>, StoreError> {
        let words = words(filter.query.as_deref());
        let listed = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT id, first_name, last_name, email, email_failed_at, phone, district, state FROM person p",
            );
            push_filter(&mut query, filter, &words);
            query.push(" ORDER BY search, id LIMIT ").push_bind(page.limit());
            query.push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<ListedPerson>().fetch_all(c).await?
        });
        let total = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT COUNT(*) FROM person p");
            push_filter(&mut query, filter, &words);
            query.build_query_scalar::<i64>().fetch_one(c).await?
        });
        let mut rows = listed
            .into_iter()
            .map(ListedPerson::into_row)
            .collect::<Result<Vec<_>, _>>()?;
        self.complete(&mut rows).await?;
        Ok(Paged { rows, total })
    }

    /// The keys of one page of the people, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_ids(
        &mut self,
        filter: &PeopleFilter,
        page: Page,
    ) -> Result<Paged<PersonId>, StoreError> {
        let words = words(filter.query.as_deref());
        let ids = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT id FROM person p");
            push_filter(&mut query, filter, &words);
            query.push(" ORDER BY search, id LIMIT ").push_bind(page.limit());
            query.push(" OFFSET ").push_bind(page.offset());
            query.build_query_as::<(Uuid,)>().fetch_all(c).await?
        });
        let total = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT COUNT(*) FROM person p");
            push_filter(&mut query, filter, &words);
            query.build_query_scalar::<i64>().fetch_one(c).await?
        });
        Ok(Paged {
            rows: ids.into_iter().map(|(id,)| PersonId(id)).collect(),
            total,
        })
    }

    /// What the people of a filter are searched by, in the order of lists; its words do not count. At most 20,000, and
    /// beyond them whoever is written just like the words.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_texts(
        &mut self,
        filter: &PeopleFilter,
    ) -> Result<Vec<(PersonId, String)>, StoreError> {
        let mut rows = self.texts(filter, &[]).await?;
        let words = words(filter.query.as_deref());
        if rows.len() >= TEXTS_MAX && !words.is_empty() {
            let known: BTreeSet<Uuid> = rows.iter().map(|(id, _)| *id).collect();
            let exact = self.texts(filter, &words).await?;
            rows.extend(exact.into_iter().filter(|(id, _)| !known.contains(id)));
        }
        Ok(rows.into_iter().map(|(id, text)| (PersonId(id), text)).collect())
    }

    async fn texts(
        &mut self,
        filter: &PeopleFilter,
        words: &[Word],
    ) -> Result<Vec<(Uuid, String)>, StoreError> {
        Ok(on_db!(self, c => {
            let mut query = statement(&*c, "SELECT id, search FROM person p");
            push_filter(&mut query, filter, words);
            query.push(" ORDER BY search, id LIMIT ");
            query.push_bind(i64::try_from(TEXTS_MAX).unwrap_or(i64::MAX));
            query.build_query_as::<(Uuid, String)>().fetch_all(c).await?
        }))
    }

    /// What a list shows of these people, in their order; at most a page.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_rows(&mut self, ids: &[PersonId]) -> Result<Vec<PersonRow>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let listed = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT id, first_name, last_name, email, email_failed_at, phone, district, state FROM person
                 WHERE id IN ",
            );
            push_list!(query, ids.iter().map(|id| id.0));
            query.build_query_as::<ListedPerson>().fetch_all(c).await?
        });
        let mut rows = listed
            .into_iter()
            .map(ListedPerson::into_row)
            .collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
        self.complete(&mut rows).await?;
        Ok(rows)
    }

    /// Adds programmes and languages to the rows of a page.
    async fn complete(&mut self, rows: &mut [PersonRow]) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
        let programmes = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT person_id, programme FROM person_programme WHERE person_id IN ");
            push_list!(query, &ids);
            query.build_query_as::<(Uuid, String)>().fetch_all(c).await?
        });
        let languages = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT person_id, language, level FROM person_language WHERE person_id IN ");
            push_list!(query, &ids);
            query.build_query_as::<(Uuid, String, String)>().fetch_all(c).await?
        });
        for row in rows {
            let own = programmes.iter().filter(|(id, _)| *id == row.id.0);
            row.programmes = own.map(|(_, programme)| ProgrammeId(programme.clone())).collect();
            row.programmes.sort();
            for (id, language, level) in languages.iter().filter(|(id, ..)| *id == row.id.0) {
                let level = Place {
                    table: "person_language",
                    row: *id,
                }
                .word("level", level, Level::parse)?;
                row.languages.insert(LanguageCode(language.clone()), level);
            }
        }
        Ok(())
    }
}

impl ListedPerson {
    fn into_row(self) -> Result<PersonRow, StoreError> {
        let at = Place {
            table: "person",
            row: self.id,
        };
        Ok(PersonRow {
            id: PersonId(self.id),
            state: at.word("state", &self.state, PersonState::parse)?,
            first_name: self.first_name,
            last_name: self.last_name,
            email: self.email,
            email_failed_at: self.email_failed_at,
            phone: self.phone,
            district: self.district,
            programmes: Vec::new(),
            languages: BTreeMap::new(),
        })
    }
}

fn push_filter<DB>(query: &mut QueryBuilder<DB>, filter: &PeopleFilter, words: &[Word])
where
    DB: Database,
    for<'a> &'a str: Encode<'a, DB> + Type<DB>,
    for<'a> Uuid: Encode<'a, DB> + Type<DB>,
    for<'a> DateTime<Utc>: Encode<'a, DB> + Type<DB>,
{
    query.push(" WHERE 1 = 1");
    for word in words {
        query
            .push(" AND search LIKE ")
            .push_bind(word.pattern.as_str())
            .push(r" ESCAPE '\'");
    }
    if let Some(state) = filter.state {
        query.push(" AND state = ").push_bind(state.as_str());
    }
    if let Some(district) = &filter.district {
        query.push(" AND district = ").push_bind(district.as_str());
    }
    if let Some(programme) = &filter.programme {
        query.push(
            " AND EXISTS (SELECT 1 FROM person_programme x WHERE x.person_id = p.id AND x.programme = ",
        );
        query.push_bind(programme.0.as_str()).push(")");
    }
    if let Some(language) = &filter.language {
        query.push(" AND EXISTS (SELECT 1 FROM person_language x WHERE x.person_id = p.id AND x.language = ");
        query.push_bind(language.0.as_str()).push(")");
    }
    if let Some(carrier) = filter.carrier {
        query.push(
            " AND EXISTS (SELECT 1 FROM person_carrier x WHERE x.person_id = p.id AND x.organisation_id = ",
        );
        query.push_bind(carrier.0).push(")");
    }
    if let Some((from, to)) = filter.busy {
        query
            .push(
                " AND EXISTS (SELECT 1 FROM offer f
                     JOIN request_option t ON t.request_id = f.request_id AND t.position = f.choice
                     JOIN request r ON r.id = f.request_id JOIN location l ON l.id = r.location_id
                     WHERE f.person_id = p.id AND t.starts_at >= ",
            )
            .push_bind(from);
        query.push(" AND t.starts_at < ").push_bind(to);
        if let Some(area) = &filter.area {
            query.push(" AND l.social_area = ").push_bind(area.as_str());
        }
        query.push(
            " AND (f.state IN ('offered', 'call_requested')
                   OR EXISTS (SELECT 1 FROM assignment a WHERE a.offer_id = f.id AND a.state = 'confirmed')))",
        );
    }
    push_reach(query, &filter.within, Belonging::Person);
}
