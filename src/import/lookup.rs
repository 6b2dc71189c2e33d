//! What does the office have already, and which of it is meant by a word in a cell?

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::answers::Answers;
use super::fault::Fail;
use super::rules::is_called;
use super::words::{self, key};
use crate::domain::district::District;
use crate::domain::language::{Language, LanguageCode};
use crate::domain::organisation::{Contact, Location, Organisation};
use crate::domain::programme::{Programme, ProgrammeId};

/// The language every office works in; its level has a column of its own.
pub const GERMAN: &str = "de";

/// An organisation with its places and people, each the main one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownOrganisation {
    /// The organisation.
    pub organisation: Organisation,
    /// Its places.
    pub locations: Vec<Location>,
    /// Its people.
    pub contacts: Vec<Contact>,
}

/// What the words of a file are looked up in. A file never makes programmes; districts, languages and organisations
/// must be there before the people and requests that name them.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The day of the import in the office's zone.
    pub today: NaiveDate,
    /// The office's zone.
    pub zone: Tz,
    programmes: Vec<Programme>,
    languages: Vec<Language>,
    districts: Vec<District>,
    organisations: Vec<KnownOrganisation>,
    /// Keys and names of sources of money.
    funding: Vec<(String, String)>,
    /// Keys and names of what the law lets people earn.
    regimes: Vec<(String, String)>,
    answers: Answers,
    programme_names: BTreeMap<String, usize>,
    language_names: BTreeMap<String, usize>,
    /// The same without what stands for the dots of umlauts: who has no ü writes "turkce".
    language_loose: BTreeMap<String, Option<usize>>,
    district_names: BTreeMap<String, usize>,
    organisation_names: BTreeMap<String, usize>,
}

impl Lookup {
    /// From what the office has.
    pub fn new(
        today: NaiveDate,
        zone: Tz,
        programmes: Vec<Programme>,
        languages: Vec<Language>,
        districts: Vec<District>,
        organisations: Vec<KnownOrganisation>,
    ) -> Self {
        Self {
            today,
            zone,
            programme_names: index(&programmes, programme_names),
            language_loose: loose_index(&languages, language_names),
            language_names: index(&languages, language_names),
            district_names: index(&districts, |d| vec![d.code.clone(), d.name.clone()]),
            organisation_names: index(&organisations, |o| vec![o.organisation.name.clone()]),
            programmes,
            languages,
            districts,
            organisations,
            funding: Vec::new(),
            regimes: Vec::new(),
            answers: Answers::default(),
        }
    }

    /// The same with the words the office has explained.
    #[must_use]
    pub fn with_answers(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    /// The same with the sources of money: key and name.
    #[must_use]
    pub fn with_funding(mut self, funding: Vec<(String, String)>) -> Self {
        self.funding = funding;
        self
    }

    /// The key of the source of money called so.
    ///
    /// # Errors
    /// `import-funding`.
    pub fn funding(&self, text: &str) -> Result<String, Fail> {
        let wanted = key(text);
        let mut all = self.funding.iter();
        all.find(|(id, name)| key(name) == wanted || key(id) == wanted)
            .map(|(id, _)| id.clone())
            .ok_or_else(|| Fail::new("import-funding"))
    }

    /// The same with what the law lets people earn: key and name.
    #[must_use]
    pub fn with_regimes(mut self, regimes: Vec<(String, String)>) -> Self {
        self.regimes = regimes;
        self
    }

    /// The key of the amount called so.
    ///
    /// # Errors
    /// `import-choice` with the names there are.
    pub fn regime(&self, text: &str) -> Result<String, Fail> {
        let wanted = key(text);
        let called = |(id, name): &&(String, String)| is_called(name, text) || key(id) == wanted;
        let found = self.regimes.iter().find(called).map(|(id, _)| id.clone());
        found.ok_or_else(|| {
            let names: Vec<&str> = self.regimes.iter().map(|(_, name)| name.as_str()).collect();
            Fail::new("import-choice").with("choices", names.join(", "))
        })
    }

    /// The words the office has explained.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// What stands for a word: its explanation, or the word itself.
    fn meant<'w>(&'w self, field: &str, text: &'w str) -> &'w str {
        self.answers.meaning(field, text).unwrap_or(text)
    }

    /// Programmes by name, for choosing.
    pub fn programme_choices(&self) -> Vec<String> {
        self.programmes.iter().map(|p| p.name_de.clone()).collect()
    }

    /// Languages by name, for choosing.
    pub fn language_choices(&self) -> Vec<String> {
        let mut names: Vec<String> = self.languages.iter().map(|l| l.name_de.clone()).collect();
        names.sort_by_key(|name| key(name));
        names
    }

    /// Districts by name, for choosing.
    pub fn district_choices(&self) -> Vec<String> {
        self.districts.iter().map(|d| d.name.clone()).collect()
    }

    /// Organisations by name, for choosing.
    pub fn organisation_choices(&self) -> Vec<String> {
        self.organisations
            .iter()
            .map(|o| o.organisation.name.clone())
            .collect()
    }

    /// The German name of a language, or its code when nobody knows it.
    pub fn language_name(&self, code: &LanguageCode) -> String {
        let found = self.languages.iter().find(|l| l.code == *code);
        found.map_or_else(|| code.0.clone(), |l| l.name_de.clone())
    }

    /// The programmes with these keys.
    pub fn programmes_of(&self, ids: &[ProgrammeId]) -> Vec<&Programme> {
        self.programmes.iter().filter(|p| ids.contains(&p.id)).collect()
    }

    /// The programme called so: its name in either language, what a person in it is called in any form, or its key.
    ///
    /// # Errors
    /// `import-programme` with those there are.
    pub fn programme(&self, text: &str) -> Result<&Programme, Fail> {
        let text = self.meant("programme", text);
        let found = self
            .programme_names
            .get(&key(text))
            .and_then(|&i| self.programmes.get(i));
        found.ok_or_else(|| {
            let names: Vec<&str> = self.programmes.iter().map(|p| p.name_de.as_str()).collect();
            Fail::new("import-programme")
                .with("choices", names.join(", "))
                .with("part", text)
        })
    }

    /// The programme with this key.
    pub fn programme_by_id(&self, id: &crate::domain::programme::ProgrammeId) -> Option<&Programme> {
        self.programmes.iter().find(|p| p.id == *id)
    }

    /// The district called so, by code or name.
    ///
    /// # Errors
    /// `import-district` with those there are, `import-district-near` when one is probably meant.
    pub fn district(&self, text: &str) -> Result<&District, Fail> {
        let text = self.meant("district", text);
        let found = self
            .district_names
            .get(&key(text))
            .and_then(|&i| self.districts.get(i));
        found.ok_or_else(|| {
            let fail = match nearest(&self.district_names, &key(text)).and_then(|i| self.districts.get(i)) {
                Some(near) => Fail::new("import-district-near").with("near", &near.name),
                None if self.districts.is_empty() => Fail::new("import-district-none"),
                None => {
                    let names: Vec<&str> = self.districts.iter().map(|d| d.name.as_str()).collect();
                    Fail::new("import-district").with("choices", names.join(", "))
                }
            };
            fail.with("part", text)
        })
    }

    /// The organisation of this name.
    ///
    /// # Errors
    /// `import-organisation`, or `import-organisation-near` when one is probably meant.
    pub fn organisation(&self, text: &str) -> Result<&KnownOrganisation, Fail> {
        let text = self.meant("organisation", text);
        let found = self
            .organisation_names
            .get(&key(text))
            .and_then(|&i| self.organisations.get(i));
        found.ok_or_else(|| {
            let near = nearest(&self.organisation_names, &key(text)).and_then(|i| self.organisations.get(i));
            let fail = match near {
                Some(near) => Fail::new("import-organisation-near").with("near", &near.organisation.name),
                None => Fail::new("import-organisation"),
            };
            fail.with("part", text)
        })
    }

    /// The language called so: its name in either language or in itself, its code, or a shortened name with a full
    /// stop ("Rum."). A word for several ("Kurdisch", "Arabisch" where there are varieties) is a question, no guess.
    ///
    /// # Errors
    /// `import-language-ambiguous` with the ones it can mean, `import-language-near`, `import-language`.
    pub fn language(&self, text: &str) -> Result<LanguageCode, Fail> {
        let text = self.meant("language", text);
        let wanted = key(text);
        if let Some(found) = self
            .language_names
            .get(&wanted)
            .and_then(|&i| self.languages.get(i))
        {
            return Ok(found.code.clone());
        }
        let loosely = self.language_loose.get(&loose(&wanted)).copied().flatten();
        if let Some(found) = loosely.and_then(|i| self.languages.get(i)) {
            return Ok(found.code.clone());
        }
        let meant = self.could_mean(&wanted, text.trim_end().ends_with('.'));
        match meant.as_slice() {
            [only] if text.trim_end().ends_with('.') => return Ok(only.code.clone()),
            [] => {}
            several => {
                let names: Vec<&str> = several.iter().map(|l| l.name_de.as_str()).collect();
                return Err(Fail::new("import-language-ambiguous")
                    .with("part", text)
                    .with("choices", names.join(", ")));
            }
        }
        let fail = match nearest(&self.language_names, &wanted).and_then(|i| self.languages.get(i)) {
            Some(near) => Fail::new("import-language-near").with("near", &near.name_de),
            None => Fail::new("import-language"),
        };
        Err(fail.with("part", text))
    }

    /// The languages a word for several can mean: words people use for a group, a language with varieties, and the
    /// beginning of a name when it was shortened with a full stop.
    fn could_mean(&self, wanted: &str, shortened: bool) -> Vec<&Language> {
        let group = GROUPS
            .iter()
            .find(|(word, _)| *word == wanted || (shortened && word.starts_with(wanted)));
        let group = group.map_or(&[][..], |(_, codes)| codes);
        let long_enough = wanted.chars().count() >= 3;
        let mut meant: Vec<&Language> = self
            .languages
            .iter()
            .filter(|l| {
                let base = key(l.name_de.split(" (").next().unwrap_or_default());
                group.contains(&l.code.0.as_str())
                    || base == wanted
                    || (shortened && long_enough && base.starts_with(wanted))
            })
            .collect();
        meant.sort_by(|a, b| a.name_de.cmp(&b.name_de));
        meant
    }
}

/// Words for several languages, folded, with the codes they can mean.
const GROUPS: &[(&str, &[&str])] = &[
    ("kurdisch", &["kmr", "ckb", "bad"]),
    ("persisch", &["fa", "prs"]),
    ("afghanisch", &["prs", "ps"]),
    ("jugoslawisch", &["bs", "hr", "sr"]),
    ("serbokroatisch", &["bs", "hr", "sr"]),
    ("syrisch", &["ar-levant", "kmr"]),
    ("irakisch", &["ar-irak", "ckb", "kmr", "bad"]),
    ("pakistanisch", &["ur", "ps"]),
    ("eritreisch", &["ti"]),
];

/// The codes a word for several languages can mean ("Kurdisch"); none when it is no such word.
pub fn group_of_languages(word: &str) -> &'static [&'static str] {
    let wanted = key(word);
    let found = GROUPS.iter().find(|(name, _)| *name == wanted);
    found.map_or(&[], |(_, codes)| codes)
}

/// Other names of single languages, by code.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    (
        "kmr",
        &[
            "Kurmanji",
            "Kurmancî",
            "Nordkurdisch",
            "Kurdisch (Kurmandschi)",
            "Kurdisch Kurmanci",
        ],
    ),
    ("ckb", &["Zentralkurdisch", "Kurdisch (Sorani)"]),
    ("bad", &["Bahdini", "Kurdisch (Badini)"]),
    ("fa", &["Persisch (Farsi)", "Persisch (Iran)"]),
    (
        "prs",
        &["Dari-Persisch", "Persisch (Dari)", "Persisch (Afghanistan)"],
    ),
    ("ps", &["Pashto", "Pashtu"]),
    ("ro", &["Moldauisch", "Moldawisch"]),
    (
        "ar-levant",
        &[
            "Arabisch (Syrien)",
            "Arabisch (syrisch)",
            "Levantinisches Arabisch",
            "Syrisches Arabisch",
        ],
    ),
    ("ar-irak", &["Arabisch (Irak)", "Irakisches Arabisch"]),
    (
        "ar-maghreb",
        &[
            "Arabisch (Maghreb)",
            "Maghrebinisches Arabisch",
            "Arabisch (marokkanisch)",
        ],
    ),
    ("rom", &["Romani", "Romanes"]),
    ("ti", &["Tigrinisch", "Tigrigna"]),
];

fn programme_names(programme: &Programme) -> Vec<String> {
    let mut names = vec![
        programme.id.0.clone(),
        programme.name_de.clone(),
        programme.name_en.clone(),
    ];
    for role in [&programme.role_de, &programme.role_en] {
        names.push(role.clone());
        // "Sprachmittler:in" is also "Sprachmittler" and "Sprachmittlerin" (the signs fall away in `key`).
        names.extend(role.split([':', '*', '_', '/']).next().map(str::to_owned));
    }
    names
}

fn language_names(language: &Language) -> Vec<String> {
    let mut names = vec![
        language.name_de.clone(),
        language.name_en.clone(),
        language.autonym.clone(),
        language.code.0.clone(),
    ];
    if language.variety.is_empty() {
        names.push(language.iso639_3.clone());
    }
    let other = OTHER_NAMES.iter().find(|(code, _)| *code == language.code.0);
    names.extend(
        other
            .into_iter()
            .flat_map(|(_, names)| names.iter().map(|n| (*n).to_owned())),
    );
    names
}

/// Folded names to positions; of two things with one name the first has it.
fn index<T>(things: &[T], names: impl Fn(&T) -> Vec<String>) -> BTreeMap<String, usize> {
    let mut index = BTreeMap::new();
    for (position, thing) in things.iter().enumerate() {
        for name in names(thing).iter().map(|n| key(n)).filter(|n| !n.is_empty()) {
            index.entry(name).or_insert(position);
        }
    }
    index
}

/// A key without the second letter of ae, oe and ue.
fn loose(key: &str) -> String {
    key.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// Things by their loose names; a name of two of them names none.
fn loose_index<T>(things: &[T], names: impl Fn(&T) -> Vec<String>) -> BTreeMap<String, Option<usize>> {
    let mut index = BTreeMap::new();
    for (position, thing) in things.iter().enumerate() {
        for name in names(thing)
            .iter()
            .map(|n| loose(&key(n)))
            .filter(|n| !n.is_empty())
        {
            let known = index.entry(name).or_insert(Some(position));
            if *known != Some(position) {
                *known = None;
            }
        }
    }
    index
}

fn nearest(index: &BTreeMap<String, usize>, wanted: &str) -> Option<usize> {
    let near = index.iter().filter(|(name, _)| words::is_near(name, wanted));
    near.min_by_key(|(name, _)| words::distance(name, wanted))
        .map(|(_, &position)| position)
}
