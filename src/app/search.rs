//! Somebody is looked for, however their name is spelled: volunteers, organisations and their people, requests by
//! number, languages.

use super::school::organisation_views;
use super::{App, AppError, OrganisationView};
use crate::domain::alike::{Fit, Wanted};
use crate::domain::language::Language;
use crate::domain::organisation::OrganisationKind;
use crate::domain::record::RecordKind;
use crate::domain::rights::Reach;
use crate::domain::text::fold;
use crate::ids::{OrganisationId, PersonId};
use crate::store::{Page, Paged, PeopleFilter, PersonRow, RequestFilter, RequestRow, Tx};

/// Most hits of one kind on the page of all kinds.
const HITS: usize = 10;

/// Most organisations and people whose requests are listed when spelling is forgiven.
const ALIKE: usize = 200;

/// An organisation that was found.
#[derive(Clone, Debug)]
pub struct OrganisationHit {
    /// Key.
    pub id: OrganisationId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OrganisationKind,
}

/// What was found everywhere; the first of each kind, and how many there are.
#[derive(Clone, Debug)]
pub struct SearchHits {
    /// Volunteers.
    pub people: Paged<PersonRow>,
    /// Organisations.
    pub organisations: Paged<OrganisationHit>,
    /// Requests.
    pub requests: Vec<RequestRow>,
    /// Languages.
    pub languages: Vec<Language>,
}

/// Keeps what fits, best first, otherwise in order. Slips count only when nothing fits without.
fn best<T>(wanted: &Wanted, texts: Vec<(T, String)>) -> Vec<T> {
    let mut found: Vec<(Fit, T)> = texts
        .into_iter()
        .filter_map(|(id, text)| wanted.fit(&text).map(|fit| (fit, id)))
        .collect();
    found.sort_by_key(|(fit, _)| *fit);
    let sure = found.iter().take_while(|(fit, _)| *fit < Fit::Typo).count();
    if sure > 0 {
        found.truncate(sure);
    }
    found.into_iter().map(|(_, id)| id).collect()
}

/// One page of a list that is ordered here.
fn slice<T: Copy>(ids: &[T], page: Page) -> Vec<T> {
    let size = usize::try_from(page.size.clamp(1, Page::MAX_SIZE)).unwrap_or(1);
    let skip = usize::try_from(page.number.max(0))
        .unwrap_or(usize::MAX)
        .saturating_mul(size);
    ids.iter().skip(skip).take(size).copied().collect()
}

fn total(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl App {
    /// One page of the volunteers; spelling is forgiven.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find_people(&self, filter: &PeopleFilter, page: Page) -> Result<Paged<PersonRow>, AppError> {
        let wanted = Wanted::new(filter.query.as_deref().unwrap_or(""));
        let mut tx = self.store.read().await?;
        if wanted.is_empty() {
            let filter = PeopleFilter {
                query: None,
                ..filter.clone()
            };
            return Ok(tx.people(&filter, page).await?);
        }
        let ids = best(&wanted, tx.people_texts(filter).await?);
        Ok(Paged {
            rows: tx.people_rows(&slice(&ids, page)).await?,
            total: total(ids.len()),
        })
    }

    /// The keys of one page of the volunteers; spelling is forgiven.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn find_people_page(
        &self,
        tx: &mut Tx,
        filter: &PeopleFilter,
        page: Page,
    ) -> Result<Paged<PersonId>, AppError> {
        let wanted = Wanted::new(filter.query.as_deref().unwrap_or(""));
        if wanted.is_empty() {
            let filter = PeopleFilter {
                query: None,
                ..filter.clone()
            };
            return Ok(tx.people_ids(&filter, page).await?);
        }
        let ids = best(&wanted, tx.people_texts(filter).await?);
        Ok(Paged {
            rows: slice(&ids, page),
            total: total(ids.len()),
        })
    }

    /// The keys of all volunteers of a filter, at most 20,000; spelling is forgiven.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find_people_ids(&self, filter: &PeopleFilter) -> Result<Vec<PersonId>, AppError> {
        let wanted = Wanted::new(filter.query.as_deref().unwrap_or(""));
        let mut tx = self.store.read().await?;
        Ok(best(&wanted, tx.people_texts(filter).await?))
    }

    /// One page of the organisations, of the archive or of what is not in it; spelling is forgiven, and their people
    /// are searched too.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find_organisations(
        &self,
        query: &str,
        kind: Option<OrganisationKind>,
        archived: bool,
        within: &Reach,
        page: Page,
    ) -> Result<Paged<OrganisationView>, AppError> {
        let wanted = Wanted::new(query);
        let mut tx = self.store.read().await?;
        let gone = tx.archived(RecordKind::Organisation).await?;
        let mut texts = tx.organisation_texts(kind).await?;
        let near = tx
            .organisations_within(within, texts.iter().map(|(id, _)| *id))
            .await?;
        texts.retain(|(id, _)| gone.contains(&id.to_string()) == archived && near.contains(id));
        let ids = best(&wanted, texts);
        let shown = slice(&ids, page);
        let mut found = tx.organisations_by_ids(&shown).await?;
        found.sort_by_key(|o| shown.iter().position(|id| *id == o.id));
        Ok(Paged {
            rows: organisation_views(self, &mut tx, found).await?,
            total: total(ids.len()),
        })
    }

    /// One page of the requests; when nothing holds what was typed, spelling is forgiven.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find_requests(
        &self,
        filter: &RequestFilter,
        page: Page,
    ) -> Result<Paged<RequestRow>, AppError> {
        let mut tx = self.store.read().await?;
        let found = tx.requests(filter, page).await?;
        let wanted = Wanted::new(filter.query.as_deref().unwrap_or(""));
        if found.total > 0 || wanted.is_empty() {
            return Ok(found);
        }
        let mut organisations = best(&wanted, tx.organisation_texts(None).await?);
        let mut people = best(&wanted, tx.people_texts(&PeopleFilter::default()).await?);
        organisations.truncate(ALIKE);
        people.truncate(ALIKE);
        let filter = RequestFilter {
            query: None,
            of: Some((organisations, people)),
            ..filter.clone()
        };
        Ok(tx.requests(&filter, page).await?)
    }

    /// What was found everywhere, as far as requests and people may be seen.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn search(&self, query: &str, requests: Reach, people: Reach) -> Result<SearchHits, AppError> {
        let wanted = Wanted::new(query);
        let mut tx = self.store.read().await?;
        let filter = PeopleFilter {
            within: people,
            ..PeopleFilter::default()
        };
        let people = best(&wanted, tx.people_texts(&filter).await?);
        let mut texts = tx.organisation_texts(None).await?;
        let near = tx
            .organisations_within(&requests, texts.iter().map(|(id, _)| *id))
            .await?;
        texts.retain(|(id, _)| near.contains(id));
        let organisations = best(&wanted, texts);
        let first = Page::first(total(HITS));
        let shown = slice(&organisations, first);
        let mut found = tx.organisations_by_ids(&shown).await?;
        found.sort_by_key(|o| shown.iter().position(|id| *id == o.id));
        let hit = |o: crate::domain::organisation::Organisation| OrganisationHit {
            id: o.id,
            name: o.name,
            kind: o.kind,
        };
        let digits = query.trim().trim_start_matches('#');
        let requests = if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) {
            let filter = RequestFilter {
                query: Some(digits.to_owned()),
                within: requests,
                ..RequestFilter::default()
            };
            tx.requests(&filter, first).await?.rows
        } else {
            Vec::new()
        };
        let languages = tx.languages().await?.into_iter().map(|l| {
            let text = fold(&format!("{} {} {}", l.name_de, l.name_en, l.autonym));
            (l, text)
        });
        let mut languages = best(&wanted, languages.collect());
        languages.truncate(HITS);
        Ok(SearchHits {
            people: Paged {
                rows: tx.people_rows(&slice(&people, first)).await?,
                total: total(people.len()),
            },
            organisations: Paged {
                rows: found.into_iter().map(hit).collect(),
                total: total(organisations.len()),
            },
            requests,
            languages,
        })
    }
}
