//! Which words do people write into cells for the values the program knows?

use super::fault::Fail;
use crate::calendar::school::SchoolHoliday;
use crate::domain::exclusion::ExclusionKind;
use crate::domain::language::Level;
use crate::domain::money::CapPeriod;
use crate::domain::organisation::{ContactKind, LocationKind, OrganisationKind};
use crate::domain::person::{Channel, Gender, Mobility, PersonState};
use crate::domain::programme::{Mode, ProofKind};
use crate::domain::request::{Occasion, RequestState};
use crate::domain::rules::{Importance, RefusalReason, Term};
use crate::domain::text::fold;

/// Values with the words for them; the first word is the one shown as a choice.
type Words<T> = &'static [(T, &'static [&'static str])];

#[rustfmt::skip]
const CHANNELS: Words<Channel> = &[
    (Channel::Email, &["E-Mail", "Mail", "email", "per Mail", "elektronisch"]),
    (Channel::Phone, &["Telefon", "Tel", "telefonisch", "Anruf", "phone", "Handy"]),
    (Channel::Sms, &["SMS"]),
    (Channel::Letter, &["Brief", "Post", "letter"]),
];

#[rustfmt::skip]
const GENDERS: Words<Gender> = &[
    (Gender::Female, &["w", "weiblich", "f", "Frau", "female"]),
    (Gender::Male, &["m", "männlich", "Mann", "Herr", "male"]),
    (Gender::Diverse, &["d", "divers", "diverse"]),
];

#[rustfmt::skip]
const MOBILITIES: Words<Mobility> = &[
    (Mobility::PublicTransport, &["Bus und Bahn", "ÖPNV", "Bus", "Bahn", "Bus/Bahn", "public_transport", "public transport"]),
    (Mobility::Car, &["Auto", "PKW", "mit Auto", "eigenes Auto", "car"]),
];

#[rustfmt::skip]
const MODES: Words<Mode> = &[
    (Mode::OnSite, &["vor Ort", "persönlich", "Präsenz", "on_site", "on site"]),
    (Mode::Phone, &["Telefon", "telefonisch", "phone"]),
    (Mode::Video, &["Video", "online", "Videokonferenz"]),
];

#[rustfmt::skip]
const STATES: Words<PersonState> = &[
    (PersonState::Active, &["aktiv", "active", "ja"]),
    (PersonState::Paused, &["pausiert", "Pause", "ruht", "paused"]),
    (PersonState::Left, &["ausgeschieden", "inaktiv", "beendet", "left"]),
];

#[rustfmt::skip]
const UI_LANGUAGES: Words<&str> = &[
    ("de", &["Deutsch", "de", "German", "deu"]),
    ("en", &["Englisch", "en", "English", "eng"]),
];

#[rustfmt::skip]
const SECOND_LANGUAGES: Words<&str> = &[
    ("ar", &["Arabisch", "ar", "Arabic"]),
    ("fa", &["Persisch", "fa", "Farsi", "Persian"]),
    ("fr", &["Französisch", "fr", "French"]),
    ("ro", &["Rumänisch", "ro", "Romanian"]),
    ("ru", &["Russisch", "ru", "Russian"]),
    ("tr", &["Türkisch", "tr", "Turkish"]),
    ("uk", &["Ukrainisch", "uk", "Ukrainian"]),
];

#[rustfmt::skip]
const LEVELS: Words<Level> = &[
    (Level::A1, &["A1"]),
    (Level::A2, &["A2"]),
    (Level::B1, &["B1"]),
    (Level::B2, &["B2"]),
    (Level::C1, &["C1"]),
    (Level::C2, &["C2"]),
    (Level::Native, &["Muttersprache", "Erstsprache", "muttersprachlich", "Muttersprachler", "Muttersprachlerin", "native", "MS"]),
];

#[rustfmt::skip]
const OCCASIONS: Words<Occasion> = &[
    (Occasion::ParentTalk, &["Elterngespräch", "Elterngespräch / Lernstand", "Lernstand", "Beratungsgespräch", "Lernstandsgespräch"]),
    (Occasion::ConsultationDay, &["Elternsprechtag", "Elternsprechtag (Block)", "Sprechtag"]),
    (Occasion::TransitionAdvice, &["Übergangsberatung", "Übergangsberatung Klasse 4", "Übergang Klasse 4", "Übergang Kl. 4", "Schulwechsel"]),
    (Occasion::Enrolment, &["Anmeldung", "Schul-/Kita-Anmeldung", "Schulanmeldung", "Kita-Anmeldung", "Anmeldung an Schule oder Kita", "Einschulung"]),
    (Occasion::ConflictTalk, &["Konfliktgespräch", "Konflikt-/Disziplingespräch", "Konflikt", "Disziplingespräch"]),
    (Occasion::ParentsEvening, &["Elternabend", "Elternabend / Klassenpflegschaft", "Klassenpflegschaft"]),
    (Occasion::SchoolOffice, &["Schulsekretariat", "Schulsekretariat: Formular/Information", "Schulsekretariat: Formular oder Auskunft", "Sekretariat", "Formular"]),
    (Occasion::SchoolSocialWork, &["Schulsozialarbeit", "Bildungsbegleitung / Schulsozialarbeit", "Bildungsbegleitung oder Schulsozialarbeit", "Bildungsbegleitung"]),
    (Occasion::DevelopmentTalk, &["Entwicklungsgespräch", "Kita-Entwicklungsgespräch", "Entwicklungsgespräch in der Kita"]),
    (Occasion::Course, &["Kurs oder Gruppe", "Kurs", "Gruppe", "Elterntraining", "Gruppentermin"]),
    (Occasion::Accompaniment, &["Begleitung", "Hausbesuch", "Willkommensbesuch"]),
];

#[rustfmt::skip]
const HOLIDAYS: Words<SchoolHoliday> = &[
    (SchoolHoliday::Autumn, &["Herbstferien", "Herbst"]),
    (SchoolHoliday::Christmas, &["Weihnachtsferien", "Weihnachten"]),
    (SchoolHoliday::Easter, &["Osterferien", "Ostern"]),
    (SchoolHoliday::Whitsun, &["Pfingstferien", "Pfingsten"]),
    (SchoolHoliday::Summer, &["Sommerferien", "Sommer"]),
    (SchoolHoliday::Other, &["sonstige Ferien", "Sonstige", "andere Ferien"]),
];

#[rustfmt::skip]
const REFUSALS: Words<RefusalReason> = &[
    (RefusalReason::LegalEffect, &["Rechtsfolgen", "Polizei, Gericht, Anwalt"]),
    (RefusalReason::SpecialSupport, &["AO-SF", "sonderpädagogische Förderung"]),
    (RefusalReason::Medical, &["Medizin oder Therapie", "Medizin", "Therapie"]),
    (RefusalReason::NoProfessional, &["keine Fachkraft anwesend", "keine Fachkraft"]),
    (RefusalReason::Recurring, &["regelmäßige Begleitung", "Dauerbegleitung"]),
    (RefusalReason::Private, &["Privatperson", "private Einrichtung"]),
    (RefusalReason::Lesson, &["Unterricht oder Ausflug", "Unterricht", "Ausflug"]),
    (RefusalReason::Written, &["schriftliche Übersetzung", "Übersetzung"]),
    (RefusalReason::ThirdParty, &["Auftrag für Dritte"]),
    (RefusalReason::Area, &["außerhalb des Gebiets"]),
    (RefusalReason::NotPublic, &["kein öffentlicher Raum"]),
    (RefusalReason::TooLate, &["zu kurzfristig"]),
    (RefusalReason::Nobody, &["niemand verfügbar"]),
    (RefusalReason::Money, &["Mittel erschöpft"]),
];

#[rustfmt::skip]
const EXCLUSIONS: Words<ExclusionKind> = &[
    (ExclusionKind::Conflict, &["Befangenheit", "befangen"]),
    (ExclusionKind::NotTogether, &["nicht gemeinsam einsetzen", "nicht gemeinsam", "nicht zusammen"]),
];

#[rustfmt::skip]
const PERIODS: Words<CapPeriod> = &[
    (CapPeriod::Year, &["Jahr", "Kalenderjahr", "jährlich"]),
    (CapPeriod::Month, &["Monat", "Kalendermonat", "monatlich"]),
];

#[rustfmt::skip]
const TERMS: Words<Term> = &[
    (Term::Travel, &["Kurze Wege", "Weg", "Wege"]),
    (Term::Variety, &["Genaue Sprachvariante", "Sprachvariante"]),
    (Term::Option, &["Wunschtermin", "Termin"]),
    (Term::Gender, &["Wunsch nach Geschlecht", "Geschlecht"]),
    (Term::Preferred, &["Wunschzeiten", "Wünsche"]),
    (Term::Known, &["Gleiche Person", "kennt den Fall"]),
    (Term::Topic, &["Themenkenntnis", "Thema", "Kennt das Thema"]),
    (Term::Newcomer, &["Neue einbinden", "Neue"]),
    (Term::Scarce, &["Seltene Sprachen schonen", "Seltene Sprachen"]),
];

#[rustfmt::skip]
const IMPORTANCES: Words<Importance> = &[
    (Importance::High, &["wichtig", "hoch"]),
    (Importance::Normal, &["normal", "mittel"]),
    (Importance::None, &["egal", "unwichtig"]),
];

#[rustfmt::skip]
const PROOFS: Words<ProofKind> = &[
    (ProofKind::Clearance, &["Führungszeugnis", "eFZ", "erweitertes Führungszeugnis"]),
    (ProofKind::Pledge, &["Verschwiegenheit", "Verschwiegenheitserklärung"]),
    (ProofKind::Training, &["Schulung", "Grundschulung"]),
    (ProofKind::Measles, &["Masern", "Masernschutz", "Masernnachweis"]),
    (ProofKind::Adult, &["volljährig", "Volljährigkeit", "18+"]),
];

#[rustfmt::skip]
const PLACES: Words<LocationKind> = &[
    (LocationKind::Public, &["öffentlich", "öffentlicher Raum"]),
    (LocationKind::Home, &["Wohnung", "privat", "zu Hause"]),
    (LocationKind::Protected, &["geschützt", "geschützter Ort"]),
];

#[rustfmt::skip]
const CONTACTS: Words<ContactKind> = &[
    (ContactKind::Person, &["Person"]),
    (ContactKind::Mailbox, &["Postfach", "Sammelpostfach", "Funktionspostfach"]),
];

#[rustfmt::skip]
const REQUEST_STATES: Words<RequestState> = &[
    (RequestState::Submitted, &["offen", "eingegangen", "in Arbeit"]),
    (RequestState::Unfilled, &["niemand gefunden", "unbesetzt"]),
    (RequestState::Cancelled, &["abgesagt"]),
    (RequestState::Refused, &["abgelehnt"]),
    (RequestState::Held, &["stattgefunden", "durchgeführt", "hat stattgefunden"]),
    (RequestState::NotHeld, &["nicht stattgefunden", "ausgefallen"]),
    (RequestState::Solved, &["anders gelöst", "erledigt"]),
];

#[rustfmt::skip]
const KINDS: Words<OrganisationKind> = &[
    (OrganisationKind::School, &["Schule", "Grundschule", "Hauptschule", "Realschule", "Sekundarschule", "Gesamtschule", "Gymnasium", "Berufskolleg", "Förderschule", "weiterführende Schule", "GS", "HS", "RS", "GE", "BK"]),
    (OrganisationKind::Daycare, &["Kita", "Kindergarten", "Kindertagesstätte", "Kindertageseinrichtung", "daycare"]),
    (OrganisationKind::FamilyCentre, &["Familienzentrum", "family_centre"]),
    (OrganisationKind::Authority, &["Behörde", "Amt", "Fachamt", "Jugendamt", "Schulamt", "Gesundheitsamt", "Kommunales Integrationszentrum", "KI"]),
    (OrganisationKind::AdviceCentre, &["Beratungsstelle", "Beratung", "advice_centre"]),
    (OrganisationKind::Carrier, &["Träger", "Wohlfahrtsverband", "carrier"]),
    (OrganisationKind::MigrantAssociation, &["Migrantenorganisation", "Migrantenselbstorganisation", "MSO", "migrant_association"]),
    (OrganisationKind::Shelter, &["Unterkunft", "Übergangswohnheim", "Flüchtlingsunterkunft", "Schutzeinrichtung", "Frauenhaus", "shelter"]),
    (OrganisationKind::CommunityCentre, &["Stadtteilzentrum", "Treffpunkt", "Jugendzentrum", "Begegnungszentrum", "community_centre"]),
];

/// How someone wants to be asked.
pub(super) fn channel(text: &str) -> Result<Channel, Fail> {
    one_of(text, CHANNELS)
}

/// A gender.
pub(super) fn gender(text: &str) -> Result<Gender, Fail> {
    one_of(text, GENDERS)
}

/// A way to get around.
pub(super) fn mobility(text: &str) -> Result<Mobility, Fail> {
    one_of(text, MOBILITIES)
}

/// A way to take part.
pub(super) fn mode(text: &str) -> Result<Mode, Fail> {
    one_of(text, MODES)
}

/// Whether someone is planned with.
pub(super) fn state(text: &str) -> Result<PersonState, Fail> {
    one_of(text, STATES)
}

/// A language of mails.
pub(super) fn ui_language(text: &str) -> Result<String, Fail> {
    one_of(text, UI_LANGUAGES).map(str::to_owned)
}

/// A language of the second block of mails.
pub(super) fn second_language(text: &str) -> Result<String, Fail> {
    one_of(text, SECOND_LANGUAGES).map(str::to_owned)
}

/// The languages of the second block of mails: code and name.
pub fn second_languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    SECOND_LANGUAGES
        .iter()
        .filter_map(|(code, names)| Some((*code, *names.first()?)))
}

/// A level of a language.
pub(super) fn level(text: &str) -> Result<Level, Fail> {
    one_of(text, LEVELS)
}

/// What a talk is about.
pub(super) fn occasion(text: &str) -> Result<Occasion, Fail> {
    match Occasion::parse(text) {
        Some(occasion) => Ok(occasion),
        None => one_of(text, OCCASIONS),
    }
}

/// A kind of organisation.
pub(super) fn organisation_kind(text: &str) -> Result<OrganisationKind, Fail> {
    one_of(text, KINDS)
}

/// School holidays.
pub(super) fn school_holiday(text: &str) -> Result<SchoolHoliday, Fail> {
    // "Osterferien 2027", "Weihnachtsferien 2026/27": the days say the year.
    let words = text.split(|c: char| c.is_ascii_digit() || c == '/');
    let name: String = words.collect();
    one_of(&name, HOLIDAYS)
}

/// A kind of proof.
pub(super) fn proof(text: &str) -> Result<ProofKind, Fail> {
    one_of(text, PROOFS)
}

/// A kind of place.
pub(super) fn location_kind(text: &str) -> Result<LocationKind, Fail> {
    one_of(text, PLACES)
}

/// A kind of contact.
pub(super) fn contact_kind(text: &str) -> Result<ContactKind, Fail> {
    one_of(text, CONTACTS)
}

/// How a request ended, or that it did not.
pub(super) fn request_state(text: &str) -> Result<RequestState, Fail> {
    one_of(text, REQUEST_STATES)
}

/// A reason to refuse.
pub(super) fn refusal(text: &str) -> Result<RefusalReason, Fail> {
    one_of(text, REFUSALS)
}

/// A kind of exclusion.
pub(super) fn exclusion(text: &str) -> Result<ExclusionKind, Fail> {
    one_of(text, EXCLUSIONS)
}

/// What an amount counts over.
pub(super) fn period(text: &str) -> Result<CapPeriod, Fail> {
    one_of(text, PERIODS)
}

/// A part of the quality.
pub(super) fn term(text: &str) -> Result<Term, Fail> {
    one_of(text, TERMS)
}

/// How much something counts.
pub(super) fn importance(text: &str) -> Result<Importance, Fail> {
    one_of(text, IMPORTANCES)
}

/// A value with a word for it, for writing what is read here.
pub(super) trait Said: Copy + PartialEq + 'static {
    /// The values with their words.
    const WORDS: Words<Self>;

    /// The word for it; empty when there is none.
    fn said(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(value, _)| *value == self);
        found
            .and_then(|(_, names)| names.first())
            .copied()
            .unwrap_or_default()
    }
}

macro_rules! said {
    ($($value:ty: $words:ident),+ $(,)?) => {$(
        impl Said for $value {
            const WORDS: Words<Self> = $words;
        }
    )+};
}

said! {
    Channel: CHANNELS, Gender: GENDERS, Mobility: MOBILITIES, Mode: MODES, PersonState: STATES, Level: LEVELS,
    Occasion: OCCASIONS, OrganisationKind: KINDS, SchoolHoliday: HOLIDAYS, ProofKind: PROOFS, LocationKind: PLACES,
    ContactKind: CONTACTS, RequestState: REQUEST_STATES, RefusalReason: REFUSALS, ExclusionKind: EXCLUSIONS,
    CapPeriod: PERIODS, Term: TERMS, Importance: IMPORTANCES,
}

/// Yes or no.
pub(super) fn yes_no(text: &str) -> Result<bool, Fail> {
    match key(text).as_str() {
        "ja" | "j" | "x" | "yes" | "y" | "1" | "wahr" | "true" | "zwingend" => Ok(true),
        "nein" | "n" | "no" | "0" | "falsch" | "false" => Ok(false),
        _ => Err(Fail::new("import-choice").with("choices", "ja, nein")),
    }
}

/// Whether a cell says that there is nothing. "Na" and "Ka" are names.
pub(super) fn is_nothing(text: &str) -> bool {
    let dashes = text.chars().all(|c| c.is_whitespace() || "-–—./".contains(c));
    dashes
        || matches!(
            fold(text).as_str(),
            "k.a." | "k. a." | "n/a" | "n.a." | "entfaellt" | "keine angabe"
        )
}

/// Whether a cell holds what a spreadsheet shows instead of a result.
pub(super) fn is_spreadsheet_error(text: &str) -> bool {
    let shown = [
        "#NV", "#NAME?", "#WERT!", "#BEZUG!", "#ZAHL!", "#DIV/0!", "#NULL!", "#N/A", "#VALUE!", "#REF!",
        "#NUM!",
    ];
    shown.contains(&text) || (text.len() > 2 && text.chars().all(|c| c == '#'))
}

/// Insertions, deletions, changes and swaps of neighbours between two words.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(60).collect(), b.chars().take(60).collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j - 1] + same)
                .min(rows[i - 1][j] + 1)
                .min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// Whether one word is probably the other, mistyped.
pub(super) fn is_near(a: &str, b: &str) -> bool {
    let (a_length, b_length) = (a.chars().count(), b.chars().count());
    let most = if a_length.max(b_length) >= 8 { 2 } else { 1 };
    // The lengths differ in at most as many places as the words do; comparing the words is the dear part.
    a_length.min(b_length) >= 3 && a_length.abs_diff(b_length) <= most && distance(a, b) <= most
}

/// A text without what does not matter when it is compared: case, umlauts, spaces, signs.
pub(super) fn key(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn one_of<T: Copy>(text: &str, words: Words<T>) -> Result<T, Fail> {
    // As it is shown it is found at once: long files are mostly written so.
    if let Some((value, _)) = words.iter().find(|(_, names)| names.contains(&text)) {
        return Ok(*value);
    }
    let wanted = key(text);
    let found = words
        .iter()
        .find(|(_, names)| names.iter().any(|name| key(name) == wanted));
    found.map(|(value, _)| *value).ok_or_else(|| {
        let choices: Vec<&str> = words
            .iter()
            .filter_map(|(_, names)| names.first().copied())
            .collect();
        Fail {
            code: "import-choice".into(),
            args: vec![("choices", choices.join(", "))],
        }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn unambiguous<T: Copy>(words: Words<T>) {
        let mut seen = BTreeSet::new();
        for (index, (_, names)) in words.iter().enumerate() {
            for name in names.iter().map(|n| key(n)).collect::<BTreeSet<_>>() {
                assert!(
                    seen.insert(name.clone()),
                    "{name} means two values, one of them number {index}"
                );
            }
        }
    }

    #[test]
    fn no_word_means_two_things() {
        unambiguous(CHANNELS);
        unambiguous(GENDERS);
        unambiguous(MOBILITIES);
        unambiguous(MODES);
        unambiguous(STATES);
        unambiguous(LEVELS);
        unambiguous(OCCASIONS);
        unambiguous(KINDS);
        unambiguous(HOLIDAYS);
        unambiguous(PROOFS);
        unambiguous(PLACES);
        unambiguous(CONTACTS);
        unambiguous(REQUEST_STATES);
        unambiguous(UI_LANGUAGES);
        unambiguous(SECOND_LANGUAGES);
        unambiguous(REFUSALS);
        unambiguous(EXCLUSIONS);
        unambiguous(PERIODS);
        unambiguous(TERMS);
        unambiguous(IMPORTANCES);
    }

    #[test]
    fn every_value_has_a_word() {
        assert_eq!(OCCASIONS.len(), Occasion::ALL.len());
        assert_eq!(KINDS.len(), OrganisationKind::ALL.len());
        assert_eq!(LEVELS.len(), Level::ALL.len());
        assert_eq!(CHANNELS.len(), Channel::ALL.len());
        assert_eq!(MODES.len(), Mode::ALL.len());
        assert_eq!(HOLIDAYS.len(), SchoolHoliday::ALL.len());
        assert_eq!(REFUSALS.len(), RefusalReason::ALL.len());
        assert_eq!(TERMS.len(), Term::ALL.len());
    }

    #[test]
    fn words_are_known_however_they_are_written() {
        assert_eq!(mobility("ÖPNV"), Ok(Mobility::PublicTransport));
        assert_eq!(mobility("oepnv"), Ok(Mobility::PublicTransport));
        assert_eq!(mode(" Vor-Ort "), Ok(Mode::OnSite));
        assert_eq!(level("c1"), Ok(Level::C1));
        assert_eq!(occasion("consultation_day"), Ok(Occasion::ConsultationDay));
        assert_eq!(yes_no("x"), Ok(true));
        assert_eq!(school_holiday("Osterferien 2027"), Ok(SchoolHoliday::Easter));
        assert_eq!(
            school_holiday("Weihnachtsferien 2026/27"),
            Ok(SchoolHoliday::Christmas)
        );
        let fail = gender("x").unwrap_err();
        assert_eq!(
            (fail.code.as_ref(), fail.args),
            ("import-choice", vec![("choices", "w, m, d".to_owned())])
        );
    }

    #[test]
    fn slips_are_near() {
        assert!(is_near("abwesend", "abwesent"));
        assert!(is_near("telefon", "telfeon"));
        assert!(!is_near("von", "ort"));
        assert!(!is_near("name", "ort"));
        assert_eq!(distance("", "abc"), 3);
    }
}
