//! What can be chosen from in forms: programmes, languages, districts and the words of the program, as they are called
//! in the language of the page. What is in the archive is offered only where it stands already.

use crate::domain::language::{Language, Level};
use crate::domain::organisation::OrganisationKind;
use crate::domain::programme::{Mode, Programme, ProofKind};
use crate::domain::record::RecordKind;
use crate::domain::text::fold;
use crate::store::{OrganisationFilter, Page, Tx};
use crate::view::{Lang, Templates};

use super::form::{Column, Entry, Input};
use crate::app::AppError;

/// Everything forms offer.
pub struct Catalogue {
    /// Programmes, in the office's order.
    pub programmes: Vec<Entry>,
    /// Languages, by name.
    pub languages: Vec<Entry>,
    /// Districts, by name.
    pub districts: Vec<Entry>,
    /// Levels, rising.
    pub levels: Vec<Entry>,
    /// Ways to take part.
    pub modes: Vec<Entry>,
    /// Kinds of proofs.
    pub proofs: Vec<Entry>,
    /// Volunteers by name; only where a form asks for one.
    pub people: Vec<Entry>,
    /// Organisations by name; only where a form asks for one.
    pub organisations: Vec<Entry>,
    /// Carriers by name; only where a form asks for one.
    pub carriers: Vec<Entry>,
    /// What bounds earnings by law.
    pub regimes: Vec<Entry>,
    templates: std::sync::Arc<Templates>,
    lang: Lang,
}

impl Catalogue {
    /// Reads it, for pages in `lang`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn read(
        tx: &mut Tx,
        templates: &std::sync::Arc<Templates>,
        lang: Lang,
    ) -> Result<Self, AppError> {
        let word = |prefix: &str, code: &str| templates.message(lang, &format!("{prefix}{code}"), &[]);
        let away = word("data-", "archived-suffix");
        let mark = |label: &str, archived: bool| {
            if archived {
                format!("{label} {away}")
            } else {
                label.to_owned()
            }
        };
        let gone = tx.archived(RecordKind::Programme).await?;
        let programmes = tx.programmes().await?;
        let programmes = programmes.iter().map(|p: &Programme| {
            Entry::new(
                p.id.0.clone(),
                mark(p.name(lang.as_str()), gone.contains(&p.id.0)),
            )
        });
        let gone = tx.archived(RecordKind::Language).await?;
        let languages = tx.languages().await?;
        let languages = languages.iter().map(|l: &Language| {
            Entry::new(
                l.code.0.clone(),
                mark(l.name(lang.as_str()), gone.contains(&l.code.0)),
            )
        });
        let gone = tx.archived(RecordKind::District).await?;
        let districts = tx.districts().await?;
        let districts = districts
            .iter()
            .map(|d| Entry::new(d.code.clone(), mark(&d.name, gone.contains(&d.code))));
        let mut regimes: Vec<Entry> = Vec::new();
        for regime in tx.cap_regimes().await? {
            let name = if lang == Lang::En {
                regime.name_en
            } else {
                regime.name_de
            };
            if regimes.iter().all(|known| known.value != regime.id) {
                regimes.push(Entry::new(regime.id, name));
            }
        }
        Ok(Self {
            regimes,
            people: Vec::new(),
            organisations: Vec::new(),
            carriers: Vec::new(),
            programmes: programmes.collect(),
            languages: sorted(languages.collect()),
            districts: sorted(districts.collect()),
            levels: coded(Level::ALL.iter().map(|l| l.as_str()), |c| word("level-", c)),
            modes: coded(Mode::ALL.iter().map(|m| m.as_str()), |c| word("mode-", c)),
            proofs: coded(ProofKind::ALL.iter().map(|p| p.as_str()), |c| word("proof-", c)),
            templates: std::sync::Arc::clone(templates),
            lang,
        })
    }

    /// The same with everybody's name, where the form of this kind asks for somebody.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn with_names(mut self, tx: &mut Tx, kind: RecordKind) -> Result<Self, AppError> {
        if kind == RecordKind::Exclusion {
            (self.people, self.organisations) = super::exclusions::names(tx).await?;
        }
        if kind == RecordKind::Person {
            let filter = OrganisationFilter {
                kind: Some(OrganisationKind::Carrier),
                ..OrganisationFilter::default()
            };
            let found = tx.organisations(&filter, Page::first(Page::MAX_SIZE)).await?.rows;
            let entries = found.into_iter().map(|o| Entry::new(o.id.to_string(), o.name));
            self.carriers = sorted(entries.collect());
        }
        Ok(self)
    }

    /// The columns of a long row with their names.
    pub fn named(&self, mut columns: Vec<Column>) -> Vec<Column> {
        let word = |prefix: &str, name: &str| {
            let id = format!("{prefix}{name}");
            self.templates.message(self.lang, &id, &[])
        };
        for column in &mut columns {
            if !column.group.is_empty() {
                column.words.0 = word("data-group-", column.group);
            }
            let name = word("data-column-", column.name);
            // An amount says its unit itself.
            let unit = matches!(column.input, Input::Money(_));
            let bare = name.split(" (").next().filter(|_| unit).map(str::to_owned);
            column.words.1 = bare.unwrap_or(name);
        }
        columns
    }

    /// Codes with the messages `<prefix><code>` as labels.
    pub fn codes<'a>(&self, prefix: &str, codes: impl Iterator<Item = &'a str>) -> Vec<Entry> {
        coded(codes, |code| {
            self.templates.message(self.lang, &format!("{prefix}{code}"), &[])
        })
    }
}

fn coded<'a>(codes: impl Iterator<Item = &'a str>, label: impl Fn(&str) -> String) -> Vec<Entry> {
    codes.map(|code| Entry::new(code, label(code))).collect()
}

/// By label, umlauts beside their vowels.
fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_cached_key(|entry| fold(&entry.label));
    entries
}
