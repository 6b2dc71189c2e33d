//! What are programmes, languages and districts called in the language of the page?

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::language::{Language, LanguageCode, LanguageFallback, Level};
use crate::domain::person::{Person, Proof};
use crate::domain::programme::{Programme, ProgrammeId};
use crate::store::{StoreError, Tx};
use crate::view::pages::Choice;

/// The names of everything lists show by its code.
pub(super) struct Words {
    lang: &'static str,
    programmes: Vec<Programme>,
    languages: Vec<Language>,
    districts: BTreeMap<String, String>,
    fallbacks: Vec<LanguageFallback>,
}

impl Words {
    /// Reads the names, for pages in `lang`.
    pub(super) async fn read(tx: &mut Tx, lang: &'static str) -> Result<Self, StoreError> {
        let districts = tx
            .districts()
            .await?
            .into_iter()
            .map(|d| (d.code, d.name))
            .collect();
        Ok(Self {
            lang,
            programmes: tx.programmes().await?,
            languages: tx.languages().await?,
            districts,
            fallbacks: tx.fallbacks().await?,
        })
    }

    /// A programme's name; its key when it is gone.
    pub(super) fn programme(&self, id: &ProgrammeId) -> String {
        let found = self.programmes.iter().find(|p| p.id == *id);
        found.map_or_else(|| id.0.clone(), |p| p.name(self.lang).to_owned())
    }

    /// The last day on which a proof is taken by every programme of the person that demands it; `None`: no end.
    pub(super) fn holds_until(&self, person: &Person, proof: &Proof) -> Option<NaiveDate> {
        let own = self
            .programmes
            .iter()
            .filter(|p| person.programmes.contains(&p.id));
        let demanded = own.filter(|p| p.proofs.contains(&proof.kind));
        let last = demanded.filter_map(|p| Some(p.rules.proof(proof.kind).days(proof)?.1));
        let last = last.filter(|day| *day < NaiveDate::MAX).min();
        [last, proof.valid_until].into_iter().flatten().min()
    }

    /// A language's name; its code when it is gone.
    pub(super) fn language(&self, code: &LanguageCode) -> String {
        let found = self.languages.iter().find(|l| l.code == *code);
        found.map_or_else(|| code.0.clone(), |l| l.name(self.lang).to_owned())
    }

    /// The language among `spoken` that stands in for `asked` with this quality.
    pub(super) fn related<'a>(
        &'a self,
        asked: &LanguageCode,
        quality: i64,
        spoken: &'a BTreeMap<LanguageCode, Level>,
    ) -> Option<(&'a LanguageCode, &'a Level)> {
        let fits = self
            .fallbacks
            .iter()
            .filter(|f| f.asked == *asked && f.quality == quality);
        fits.filter_map(|f| spoken.get_key_value(&f.spoken)).next()
    }

    /// A district's name; its code when it is gone.
    pub(super) fn district(&self, code: &str) -> String {
        self.districts
            .get(code)
            .cloned()
            .unwrap_or_else(|| code.to_owned())
    }

    /// Choices for filters.
    pub(super) fn programme_choices(&self) -> Vec<Choice> {
        self.programmes
            .iter()
            .map(|p| Choice::new(p.id.0.clone(), p.name(self.lang)))
            .collect()
    }

    /// Choices for filters, by name.
    pub(super) fn language_choices(&self) -> Vec<Choice> {
        sorted(
            self.languages
                .iter()
                .map(|l| Choice::new(l.code.0.clone(), l.name(self.lang)))
                .collect(),
        )
    }

    /// Choices for filters, by name.
    pub(super) fn district_choices(&self) -> Vec<Choice> {
        sorted(
            self.districts
                .iter()
                .map(|(code, name)| Choice::new(code, name))
                .collect(),
        )
    }
}

/// By label, umlauts beside their vowels.
pub(super) fn sorted(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by_cached_key(|choice| crate::domain::text::fold(&choice.label));
    choices
}

/// One of a pair of German and English names.
pub(super) fn in_lang(pair: &(String, String), lang: &str) -> String {
    if lang == "en" {
        pair.1.clone()
    } else {
        pair.0.clone()
    }
}
