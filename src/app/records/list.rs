//! The lists of what the office keeps, searched forgivingly. They are short: languages, districts, programmes,
//! calendars; people and organisations have lists of their own.

use super::load;
use crate::app::{App, AppError};
use crate::calendar::format::euros;
use crate::domain::alike::{Fit, Wanted};
use crate::domain::money::cap_on;
use crate::domain::record::RecordKind;
use crate::domain::text::fold;
use crate::store::Tx;
use crate::view::{Arg, Lang};

/// Most rows a list is made of.
const LIST_MAX: usize = 5000;

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct RecordQuery {
    /// Words of the name.
    pub q: String,
    /// What is in the archive instead of what is not.
    pub archived: bool,
    /// Number of the page, from 0.
    pub page: usize,
    /// Rows on a page.
    pub size: usize,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Key.
    pub key: String,
    /// Name.
    pub title: String,
    /// What tells it from others of the name.
    pub detail: String,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct RecordList {
    /// Lines of this page.
    pub rows: Vec<Listed>,
    /// Lines in all.
    pub total: usize,
    /// How many are in the archive.
    pub archived: usize,
}

impl App {
    /// One page of the list of a kind.
    ///
    /// # Errors
    /// `NotFound` for kinds that have no list of this sort.
    pub async fn record_list(
        &self,
        kind: RecordKind,
        query: &RecordQuery,
        lang: Lang,
    ) -> Result<RecordList, AppError> {
        let mut tx = self.store.read().await?;
        let gone = tx.archived(kind).await?;
        let mut all = listed(&mut tx, kind, lang).await?;
        if kind == RecordKind::Regime {
            self.amounts(&mut tx, &mut all, lang).await?;
        }
        all.truncate(LIST_MAX);
        let archived = all.iter().filter(|row| gone.contains(&row.key)).count();
        all.retain(|row| gone.contains(&row.key) == query.archived);
        let wanted = Wanted::new(&query.q);
        let mut found: Vec<(Fit, Listed)> = all
            .into_iter()
            .filter_map(|row| {
                let text = fold(&format!("{} {} {}", row.title, row.detail, row.key));
                wanted.fit(&text).map(|fit| (fit, row))
            })
            .collect();
        found.sort_by_key(|(fit, _)| *fit);
        let total = found.len();
        let rows = found.into_iter().map(|(_, row)| row);
        Ok(RecordList {
            rows: rows
                .skip(query.page.saturating_mul(query.size))
                .take(query.size)
                .collect(),
            total,
            archived,
        })
    }

    /// Writes beside each regime what it lets people earn today.
    async fn amounts(&self, tx: &mut Tx, rows: &mut [Listed], lang: Lang) -> Result<(), AppError> {
        let (regimes, today) = (tx.cap_regimes().await?, self.today(lang).day);
        for row in rows {
            if let Some(now) = cap_on(&regimes, &row.key, today) {
                let amount = euros(now.cents, lang);
                let id = format!("cap-amount-{}", now.period);
                row.detail = self
                    .templates
                    .message(lang, &id, &[("amount", Arg::Text(amount.into()))]);
            }
        }
        Ok(())
    }

    /// How many records of a kind there are outside the archive, for the page that leads to the lists.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn record_counts(&self, kinds: &[RecordKind], lang: Lang) -> Result<Vec<usize>, AppError> {
        let mut tx = self.store.read().await?;
        let mut counts = Vec::new();
        for &kind in kinds {
            let gone = tx.archived(kind).await?;
            let all = listed(&mut tx, kind, lang).await?;
            counts.push(all.iter().filter(|row| !gone.contains(&row.key)).count());
        }
        Ok(counts)
    }

    /// The name of a record, if there is one of this key.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn record_title(&self, kind: RecordKind, key: &str) -> Result<Option<String>, AppError> {
        let mut tx = self.store.read().await?;
        Ok(load(&mut tx, kind, key, self.today(Lang::De))
            .await?
            .map(|l| l.title))
    }
}

/// Every record of a kind, in the order of its list.
async fn listed(tx: &mut Tx, kind: RecordKind, lang: Lang) -> Result<Vec<Listed>, AppError> {
    let lang = lang.as_str();
    let row = |key: String, title: &str, detail: String| Listed {
        key,
        title: title.to_owned(),
        detail,
    };
    let mut rows: Vec<Listed> = match kind {
        RecordKind::Programme => {
            let all = tx.programmes().await?;
            let role = |p: &crate::domain::programme::Programme| {
                if lang == "en" {
                    p.role_en.clone()
                } else {
                    p.role_de.clone()
                }
            };
            // In the office's own order.
            return Ok(all
                .iter()
                .map(|p| row(p.id.0.clone(), p.name(lang), role(p)))
                .collect());
        }
        RecordKind::Language => {
            let all = tx.languages().await?;
            all.iter()
                .map(|l| row(l.code.0.clone(), l.name(lang), l.autonym.clone()))
                .collect()
        }
        RecordKind::District => {
            let all = tx.districts().await?;
            all.iter()
                .map(|d| row(d.code.clone(), &d.name, d.code.clone()))
                .collect()
        }
        RecordKind::Exclusion => {
            let all = super::exclusions::listed(tx).await?;
            all.into_iter()
                .map(|(e, person, from)| row(e.id.to_string(), &person, from))
                .collect()
        }
        RecordKind::Funding => {
            let span = |s: &crate::domain::money::FundingSource| {
                format!(
                    "{} – {}",
                    s.first_day.format("%d.%m.%Y"),
                    s.last_day.format("%d.%m.%Y")
                )
            };
            let all = tx.funding_sources().await?;
            return Ok(all.iter().map(|s| row(s.id.clone(), &s.name, span(s))).collect());
        }
        RecordKind::Regime => {
            let mut rows: Vec<Listed> = Vec::new();
            for regime in tx.cap_regimes().await? {
                if rows.iter().all(|known| known.key != regime.id) {
                    let name = if lang == "en" {
                        &regime.name_en
                    } else {
                        &regime.name_de
                    };
                    rows.push(row(regime.id.clone(), name, String::new()));
                }
            }
            rows
        }
        RecordKind::Calendar => vec![row(super::OFFICE.to_owned(), "", String::new())],
        RecordKind::Holidays => vec![row(super::SCHOOL.to_owned(), "", String::new())],
        RecordKind::Person | RecordKind::Organisation | RecordKind::Location | RecordKind::Contact => {
            return Err(AppError::NotFound);
        }
    };
    rows.sort_by_cached_key(|row| (fold(&row.title), row.key.clone()));
    Ok(rows)
}
