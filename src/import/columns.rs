//! Which columns has each kind of file, what else may they be called, and what does a row look like?

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::csv;
use crate::domain::text::fold;
use crate::domain::text_enum;

text_enum! {
    /// Kinds of files that can be read.
    Kind {
        /// Districts of the town.
        Districts = "districts",
        /// Minutes between districts.
        Travel = "travel",
        /// Languages.
        Languages = "languages",
        /// Who may stand in for whom.
        Fallbacks = "fallbacks",
        /// Programmes.
        Programmes = "programmes",
        /// What the law lets people earn.
        Regimes = "regimes",
        /// What programmes rule beyond their first columns.
        ProgrammeRules = "programme_rules",
        /// What programmes rule about proofs.
        ProofRules = "proof_rules",
        /// What an assignment costs.
        Tariffs = "tariffs",
        /// Sources of money.
        Funding = "funding",
        /// Reasons to refuse, of programmes and sources of money.
        Refusals = "refusals",
        /// Closures, telephone hours and cover of the office.
        OfficeDays = "office_days",
        /// School holidays.
        Holidays = "holidays",
        /// Organisations with places and contacts.
        Organisations = "organisations",
        /// Rooms that places keep.
        Rooms = "rooms",
        /// Days off that organisations set themselves.
        MovableDays = "movable_days",
        /// Volunteers.
        People = "people",
        /// Who is not to be brought together.
        Exclusions = "exclusions",
        /// Requests.
        Requests = "requests",
        /// Assignments agreed before.
        Assignments = "assignments",
    }
}

impl Kind {
    /// Name of its sheet in a workbook.
    pub const fn sheet(self) -> &'static str {
        match self {
            Self::Districts => "Stadtbezirke",
            Self::Travel => "Wegezeiten",
            Self::Languages => "Sprachen",
            Self::Fallbacks => "Ersatzsprachen",
            Self::Programmes => "Angebote",
            Self::Regimes => "Grenzen für Einnahmen",
            Self::ProgrammeRules => "Regeln der Angebote",
            Self::ProofRules => "Regeln zu Nachweisen",
            Self::Tariffs => "Aufwandsentschädigung",
            Self::Funding => "Mittel",
            Self::Refusals => "Ablehnungsgründe",
            Self::OfficeDays => "Büro",
            Self::Exclusions => "Nicht gemeinsam",
            Self::Holidays => "Schulferien",
            Self::MovableDays => "Bewegliche Ferientage",
            Self::Rooms => "Räume",
            Self::Assignments => "Vereinbarte Einsätze",
            Self::Organisations => "Einrichtungen",
            Self::People => "Ehrenamtliche",
            Self::Requests => "Anfragen",
        }
    }
}

/// A column of a kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What the program calls it.
    pub key: &'static str,
    /// Its header in the template.
    pub header: &'static str,
    /// Other headers it is known by. Case, umlauts and signs do not matter.
    pub aliases: &'static [&'static str],
    /// Whether the file must have it and every row fill it.
    pub required: bool,
    /// What stands in the example row of the template.
    pub example: &'static str,
    /// Another column that may stand in for this one.
    pub instead: Option<&'static str>,
    /// Whether a file may spread it over several columns ("Sprache 1", "Sprache 2").
    pub splits: bool,
    /// Whether one value may hold for all rows of a file that has no such column.
    pub holds_for_all: bool,
}

impl Column {
    const fn or(mut self, other: &'static str) -> Self {
        self.instead = Some(other);
        self
    }

    const fn for_all(mut self) -> Self {
        self.holds_for_all = true;
        self
    }

    const fn split(mut self) -> Self {
        self.splits = true;
        self
    }
}

/// The columns of a kind of file, in the order of its template.
pub const fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Districts => DISTRICTS,
        Kind::Travel => TRAVEL,
        Kind::Languages => LANGUAGES,
        Kind::Fallbacks => FALLBACKS,
        Kind::Programmes => PROGRAMMES,
        Kind::Regimes => REGIMES,
        Kind::ProgrammeRules => PROGRAMME_RULES,
        Kind::ProofRules => PROOF_RULES,
        Kind::Tariffs => TARIFFS,
        Kind::Funding => FUNDING,
        Kind::Refusals => REFUSALS,
        Kind::OfficeDays => OFFICE_DAYS,
        Kind::Exclusions => EXCLUSIONS,
        Kind::Holidays => HOLIDAYS,
        Kind::MovableDays => MOVABLE_DAYS,
        Kind::Rooms => ROOMS,
        Kind::Assignments => ASSIGNMENTS,
        Kind::Organisations => ORGANISATIONS,
        Kind::People => PEOPLE,
        Kind::Requests => REQUESTS,
    }
}

/// The column that a header means: its name or another one it is known by. Case, umlauts and signs do not matter.
pub fn find(kind: Kind, header: &str) -> Option<&'static Column> {
    static NAMES: LazyLock<BTreeMap<(Kind, String), &'static Column>> = LazyLock::new(|| {
        let names = |kind: Kind, column: &'static Column| {
            let all = std::iter::once(&column.header).chain(column.aliases);
            all.map(move |name| ((kind, plain(name)), column))
        };
        let of_kind = |&kind: &Kind| columns(kind).iter().flat_map(move |column| names(kind, column));
        Kind::ALL.iter().flat_map(of_kind).collect()
    });
    let name = plain(header);
    if let Some(column) = NAMES.get(&(kind, name.clone())) {
        return Some(column);
    }
    // "Bisher 2026 ausgezahlt": the year is no part of the name.
    let year = year_of(header)?.to_string();
    NAMES.get(&(kind, name.replace(&year, ""))).copied()
}

/// The year a header names, if any.
pub fn year_of(header: &str) -> Option<i32> {
    let digits = |c: char| !c.is_ascii_digit();
    let numbers = header.split(digits).filter(|n| n.len() == 4);
    numbers
        .filter_map(|n| n.parse().ok())
        .find(|y| (2000..2100).contains(y))
}

/// A file to start from: the headers and an example row, as German Excel writes it.
pub fn template(kind: Kind) -> Vec<u8> {
    let columns = columns(kind);
    let headers: Vec<&str> = columns.iter().map(|c| c.header).collect();
    let example: Vec<&str> = columns.iter().map(|c| c.example).collect();
    csv::write([headers, example])
}

/// A header without what people write differently: case, umlauts, spaces and signs.
pub fn plain(header: &str) -> String {
    fold(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

const fn must(
    key: &'static str,
    header: &'static str,
    aliases: &'static [&'static str],
    example: &'static str,
) -> Column {
    Column {
        key,
        header,
        aliases,
        required: true,
        example,
        instead: None,
        splits: false,
        holds_for_all: false,
    }
}

const fn may(
    key: &'static str,
    header: &'static str,
    aliases: &'static [&'static str],
    example: &'static str,
) -> Column {
    Column {
        key,
        header,
        aliases,
        required: false,
        example,
        instead: None,
        splits: false,
        holds_for_all: false,
    }
}

#[rustfmt::skip] // One column, one line.
const DISTRICTS: &[Column] = &[
    may("code", "Kürzel", &["Code", "Abkürzung", "Abk.", "Kurzname"], "MI"),
    must("name", "Name", &["Stadtbezirk", "Bezirk", "District", "Bezeichnung", "Stadtteil"], "Mitte"),
];

#[rustfmt::skip]
const TRAVEL: &[Column] = &[
    must("from", "Von", &["From", "Von Bezirk", "Start"], "MI"),
    must("to", "Nach", &["To", "Nach Bezirk", "Ziel"], "HS"),
    may("public", "Minuten ÖPNV", &["ÖPNV", "Bus und Bahn", "Minuten Bus", "minutes_public_transport"], "22"),
    may("car", "Minuten Auto", &["Auto", "PKW", "Minuten PKW", "minutes_car"], "11"),
];

#[rustfmt::skip]
const LANGUAGES: &[Column] = &[
    must("code", "Kürzel", &["Code", "Abkürzung", "Kurzname"], "ar-levant"),
    must("iso", "ISO 639-3", &["ISO", "ISO-Code", "iso639_3"], "apc"),
    may("variety", "Variante", &["Varietät", "Dialekt", "Variety"], ""),
    must("name", "Name", &["Sprache", "Deutsch", "Name deutsch", "label_de", "name_de"], "Arabisch (levantinisch)"),
    must("english", "Name englisch", &["englisch", "English", "name_en"], "Arabic (Levantine)"),
    may("autonym", "Eigenname", &["Eigenbezeichnung", "Autonym"], "العربية الشامية"),
];

#[rustfmt::skip]
const FALLBACKS: &[Column] = &[
    must("asked", "Gefragt", &["Gefragte Sprache", "Angefragt", "asked"], "Arabisch (levantinisch)"),
    must("spoken", "Gesprochen", &["Ersatz", "Ersatzsprache", "Gesprochene Sprache", "spoken"], "Arabisch (irakisch)"),
    must("quality", "Güte", &["Verständigung", "Prozent", "quality"], "85"),
];

#[rustfmt::skip]
const PROGRAMMES: &[Column] = &[
    may("code", "Kürzel", &["Code", "Schlüssel", "id"], "interpreting"),
    must("name", "Name", &["Angebot", "Bereich", "name_de"], "Sprachmittlung"),
    may("english", "Name englisch", &["englisch", "name_en"], "Interpreting"),
    may("role", "Bezeichnung der Person", &["Rolle", "role_de"], "Sprachmittler:in"),
    may("role_english", "Bezeichnung englisch", &["role_en"], "Interpreter"),
    may("needs_language", "Sprache nötig", &["Sprache erforderlich", "needs_language"], "ja"),
    may("german", "Deutsch ab", &["Deutsch mindestens", "german_min"], "B2"),
    may("level", "Sprache ab", &["Niveau ab", "language_min"], "B2"),
    may("proofs", "Nachweise", &["Voraussetzungen", "proofs"], "Führungszeugnis, Verschwiegenheit, Schulung"),
    may("modes", "Art des Einsatzes", &["Einsatzart", "modes"], "vor Ort, Telefon, Video"),
    may("max_minutes", "Höchstens Minuten", &["Max. Minuten", "max_minutes"], "180"),
    may("case_limit", "Höchstens je Fall", &["Max. je Fall", "case_limit"], "3"),
    may("backups", "Ersatzpersonen", &["Nachrücker", "backups"], "3"),
];

#[rustfmt::skip]
const REGIMES: &[Column] = &[
    may("code", "Kürzel", &["Code", "Schlüssel"], "honorary"),
    must("name", "Name", &["Grenze", "Bezeichnung"], "Ehrenamtspauschale"),
    may("english", "Name englisch", &["englisch", "name_en"], "Honorary allowance"),
    must("from", "Gilt ab", &["Ab", "Gültig ab"], "01.01.2026"),
    must("amount", "Betrag in Euro", &["Betrag", "Euro", "Höchstens"], "960,00"),
    must("period", "Zeitraum", &["Je", "Pro"], "Jahr"),
];

#[rustfmt::skip]
const PROGRAMME_RULES: &[Column] = &[
    must("programme", "Angebot", &["Bereich", "Programm"], "Sprachmittlung"),
    may("public_only", "Nur öffentliche Räume", &["Öffentliche Räume"], "ja"),
    may("runs_in_holidays", "Auch in den Ferien", &["In den Ferien"], "nein"),
    may("bundles", "Gespräche bündeln", &["Bündeln"], "nein"),
    may("lead_workdays", "Vorlauf in Werktagen", &["Vorlauf", "Werktage"], "5"),
    may("shows_phone", "Telefonnummer sichtbar", &["Zeigt Telefonnummer"], "nein"),
    may("refer_to", "Weitergeben an", &["Weiter an"], ""),
    may("regime", "Grenze für Einnahmen", &["Grenze"], "honorary"),
    may("repeat_months", "Fälle zählen über Monate", &["Monate je Fall"], "6"),
    may("team_minutes", "Zu zweit ab Minuten", &["Doppelbesetzung ab"], "120"),
    may("position", "Reihenfolge", &["Platz in Listen"], "10"),
    may("importance", "Was wie wichtig ist", &["Wichtigkeit"], "Kurze Wege: wichtig"),
    may("weights", "Gewichte der Planung", &["Gewichte"], "Wunschtermin: 20"),
];

#[rustfmt::skip]
const PROOF_RULES: &[Column] = &[
    must("programme", "Angebot", &["Bereich", "Programm"], "Sprachmittlung"),
    must("proof", "Nachweis", &["Art des Nachweises"], "Führungszeugnis"),
    may("renew_months", "Erneuern nach Monaten", &["Gilt Monate"], "60"),
    may("max_age_months", "Höchstalter in Monaten", &["Höchstens Monate alt"], "3"),
    may("version", "Fassung", &["Version"], ""),
    may("regular_only", "Nur bei Regelmäßigem", &["Nur Kurse und Gruppen"], "nein"),
];

#[rustfmt::skip]
const TARIFFS: &[Column] = &[
    must("programme", "Angebot", &["Bereich", "Programm"], "Sprachmittlung"),
    must("from", "Gilt ab", &["Ab", "Gültig ab"], "01.01.2026"),
    must("first_minutes", "Erste Minuten", &["Erster Block"], "120"),
    must("first_cents", "Betrag dafür", &["Betrag", "Euro"], "25,00"),
    must("step_minutes", "Jede weiteren Minuten", &["Schritt"], "60"),
    must("step_cents", "Betrag je Schritt", &["Betrag weitere"], "10,00"),
    may("remote_first_cents", "Telefon/Video: Betrag dafür", &["Telefon: Betrag"], ""),
    may("remote_step_cents", "Telefon/Video: Betrag je Schritt", &["Telefon: Betrag je Schritt"], ""),
    may("travel_cents", "Fahrt", &["Fahrtkosten", "Pauschale für die Fahrt"], "3,00"),
    may("journey_km_cents", "Je Kilometer", &["Kilometergeld", "Euro je Kilometer", "km-Pauschale"], "0,30"),
    may("journey_free_km", "Kilometer ohne Geld", &["Freie Kilometer"], "5"),
    may("journey_tickets", "Fahrkarten", &["Fahrkarten werden bezahlt", "Tickets"], "ja"),
    may("journey_most_cents", "Höchstens für den Weg", &["Fahrtkosten höchstens", "Höchstbetrag für den Weg"], "10,00"),
    may("late_hours", "Absage ist spät ab Stunden", &["Absagefrist in Stunden", "Absagefrist"], "24"),
    may("late_cents", "Ausfallhonorar", &["Ausfall", "Betrag bei später Absage"], "12,50"),
];

#[rustfmt::skip]
const FUNDING: &[Column] = &[
    may("code", "Kürzel", &["Code", "Schlüssel"], ""),
    must("name", "Name", &["Mittel", "Förderung", "Bezeichnung"], "Landesförderung 2026"),
    may("programme", "Nur für Angebot", &["Angebot", "Bereich"], "Sprachmittlung"),
    must("first_day", "Erster Tag", &["Beginn", "Von"], "01.01.2026"),
    must("last_day", "Letzter Tag", &["Ende", "Bis"], "31.12.2026"),
    may("amount", "Betrag in Euro", &["Betrag", "Euro", "Summe"], "50.000,00"),
    may("spent", "Schon ausgegeben", &["Davon ausgegeben", "Verausgabt"], "12.400,00"),
    may("position", "Reihenfolge", &["Platz in Listen"], ""),
];

#[rustfmt::skip]
const REFUSALS: &[Column] = &[
    may("programme", "Angebot", &["Bereich", "Programm"], "Sprachmittlung"),
    may("funding", "Mittel", &["Förderung"], ""),
    must("reason", "Grund", &["Ablehnungsgrund"], "Medizin oder Therapie"),
    must("refuses", "Wird abgelehnt", &["Ablehnen"], "ja"),
    may("instead", "Was stattdessen hilft", &["Stattdessen", "Hinweis"], "Die Klinik stellt eine Fachkraft."),
];

#[rustfmt::skip]
const OFFICE_DAYS: &[Column] = &[
    must("what", "Was", &["Anlass der Zeile"], "geschlossen"),
    may("first_day", "Erster Tag", &["Von", "Beginn"], "24.12.2026"),
    may("last_day", "Letzter Tag", &["Bis", "Ende"], "01.01.2027"),
    may("times", "Zeiten", &["Telefonzeiten"], ""),
    may("name", "Name", &["Vertretung", "Wer"], ""),
    may("phone", "Telefon", &["Tel.", "Nummer"], ""),
    may("email", "E-Mail", &["Mail", "Email"], ""),
];

#[rustfmt::skip]
const EXCLUSIONS: &[Column] = &[
    must("first_name", "Vorname", &["First name"], "Amal").or("full_name"),
    must("last_name", "Nachname", &["Familienname", "Last name"], "Beispiel").or("full_name"),
    may("full_name", "Nachname, Vorname", &["Name, Vorname", "Person", "Ehrenamtliche:r"], ""),
    may("email", "E-Mail", &["Mail", "Email", "E-Mail-Adresse"], "amal.beispiel@example.org"),
    may("phone", "Telefon", &["Tel.", "Handy", "Telefonnummer"], ""),
    must("exclusion", "Art", &["Warum"], "nicht gemeinsam einsetzen").for_all(),
    may("organisation", "Nicht bei", &["Einrichtung", "Schule"], "Regenbogenschule"),
    may("other_name", "Nicht zusammen mit", &["Andere Person"], ""),
    may("other_email", "Deren E-Mail", &["E-Mail der anderen Person"], ""),
    may("other_phone", "Deren Telefon", &["Telefon der anderen Person"], ""),
    may("case_token", "Nicht beim Fall", &["Fallkürzel"], ""),
];

#[rustfmt::skip]
const HOLIDAYS: &[Column] = &[
    must("holiday", "Ferien", &["Name", "Ferienname", "kind"], "Weihnachtsferien"),
    must("first_day", "Erster Tag", &["Beginn", "Von", "Erster Ferientag", "from"], "23.12.2026"),
    must("last_day", "Letzter Tag", &["Ende", "Bis", "Letzter Ferientag", "to"], "06.01.2027"),
];

#[rustfmt::skip]
const ROOMS: &[Column] = &[
    must("organisation", "Einrichtung", &["Schule", "Organisation", "Name der Einrichtung"], "Regenbogenschule"),
    may("place", "Standort", &["Gebäude", "Name des Standorts"], ""),
    must("name", "Raum", &["Name", "Name des Raums"], "Raum 12"),
    may("people", "Plätze", &["Personen", "Anzahl Plätze"], "8"),
    may("step_free", "Stufenlos", &["Barrierefrei"], "ja"),
    may("times", "Zeiten", &["Offen", "Öffnungszeiten"], "Mo-Fr 8-16"),
];

#[rustfmt::skip]
const MOVABLE_DAYS: &[Column] = &[
    must("organisation", "Einrichtung", &["Schule", "Organisation", "Name der Einrichtung"], "Regenbogenschule"),
    must("day", "Tag", &["Datum", "Beweglicher Ferientag", "Freier Tag"], "08.02.2027"),
];

#[rustfmt::skip]
const ASSIGNMENTS: &[Column] = &[
    must("reference", "Referenz", &["Nummer", "Lfd. Nr.", "Kennung", "Reference"], "2026-001"),
    must("organisation", "Einrichtung", &["Schule", "Organisation", "Name der Einrichtung"], "Regenbogenschule"),
    must("first_name", "Vorname", &["First name"], "Amal").or("full_name"),
    must("last_name", "Nachname", &["Familienname", "Last name"], "Beispiel").or("full_name"),
    may("full_name", "Nachname, Vorname", &["Name, Vorname", "Person", "Sprachmittler:in", "Ehrenamtliche:r"], ""),
    may("email", "E-Mail", &["Mail", "Email", "E-Mail-Adresse"], "amal.beispiel@example.org"),
    may("phone", "Telefon", &["Tel.", "Handy", "Telefonnummer"], ""),
    may("date_1", "Datum", &["Termin", "Tag"], "25.11.2026"),
    may("start_1", "Beginn", &["Von", "Uhrzeit"], "9:00"),
];

#[rustfmt::skip]
const ORGANISATIONS: &[Column] = &[
    must("name", "Name", &["Einrichtung", "Schule", "Organisation", "Name der Einrichtung"], "Regenbogenschule"),
    must("kind", "Art", &["Typ", "Einrichtungsart", "Schulform", "Kind"], "Grundschule").for_all(),
    may("place", "Standort", &["Name des Standorts", "Gebäude", "Ort des Einsatzes"], ""),
    must("street", "Straße", &["Adresse", "Anschrift", "Straße und Hausnummer", "Straße, Nr.", "Street"], "Lindenweg 12"),
    must("postcode", "PLZ", &["Postleitzahl", "Postcode"], "59065"),
    must("town", "Ort", &["Stadt", "Town", "Wohnort"], "Hamm").for_all(),
    must("district", "Stadtbezirk", &["Bezirk", "District"], "Mitte").for_all(),
    may("social_area", "Sozialraum", &["Stadtteil", "Quartier"], ""),
    may("meeting_point", "Treffpunkt", &["Ort des Treffens", "Meeting point"], "Sekretariat, Erdgeschoss"),
    may("contact", "Ansprechperson", &["Ansprechpartner", "Ansprechpartnerin", "Kontakt", "Kontaktperson"], "Sabine Muster"),
    may("email", "E-Mail", &["Mail", "Email", "E-Mail-Adresse", "Mailadresse"], "sekretariat@regenbogenschule.example.org"),
    may("phone", "Telefon", &["Tel.", "Telefonnummer", "Tel.-Nr.", "Phone", "Rufnummer"], "02381 555123"),
    may("location_kind", "Art des Standorts", &["Raumart"], ""),
    may("contact_kind", "Art des Kontakts", &["Kontaktart"], ""),
];

#[rustfmt::skip]
const PEOPLE: &[Column] = &[
    must("first_name", "Vorname", &["First name", "Rufname"], "Amal").or("full_name"),
    must("last_name", "Nachname", &["Familienname", "Name", "Last name", "Zuname"], "Beispiel").or("full_name"),
    may("full_name", "Nachname, Vorname", &["Name, Vorname", "Name Vorname", "Vor- und Nachname", "Vorname Nachname", "Full name"], ""),
    may("email", "E-Mail", &["Mail", "Email", "E-Mail-Adresse", "Mailadresse"], "amal.beispiel@example.org"),
    may("phone", "Telefon", &["Tel.", "Telefonnummer", "Handy", "Mobil", "Mobilnummer", "Tel. mobil", "Telefon mobil", "Handynummer", "Phone", "Rufnummer"], "0171 5550123"),
    may("channel", "Kontaktweg", &["Kontakt per", "Erreichbar über", "Bevorzugter Kontakt", "Kontakt"], "E-Mail"),
    may("gender", "Geschlecht", &["Anrede", "Gender", "m/w/d"], "w"),
    must("district", "Stadtbezirk", &["Bezirk", "Wohnbezirk", "District"], "Mitte").for_all(),
    may("mobility", "Mobilität", &["Unterwegs mit", "Verkehrsmittel", "Mobility"], "Bus und Bahn").for_all(),
    may("districts", "Einsatzgebiete", &["Einsatzgebiet", "Einsatzbezirke", "Fährt nach"], "alle"),
    must("programmes", "Bereiche", &["Bereich", "Einsatzbereich", "Einsatzbereiche", "Angebot", "Rolle", "Programme"], "Sprachmittlung").for_all(),
    may("languages", "Sprachen", &["Sprache", "Sprachkenntnisse", "Sprache(n)", "Sprache 1", "Sprache 2", "Sprache 3", "Sprache 4", "Muttersprache", "Languages", "Sprachen (Niveau)", "Sprache (Niveau)", "Sprachen und Niveau"], "Arabisch (levantinisch) Muttersprache, Türkisch C1").split(),
    may("level", "Niveau der Sprachen", &["Niveau", "Sprachniveau", "Level"], "").for_all(),
    may("german", "Deutsch", &["Deutschkenntnisse", "Niveau Deutsch", "German"], "C1"),
    may("availability", "Verfügbarkeit", &["Verfügbar", "Zeiten", "Einsatzzeiten", "Availability"], "Mo-Fr 8-13; Do 14-18:30"),
    may("absences", "Abwesend", &["Abwesenheit", "Abwesenheiten", "Urlaub", "Nicht da"], "23.12.2026-06.01.2027"),
    may("max_week", "Max. Stunden/Woche", &["Stunden pro Woche", "Max. Stunden pro Woche", "Stunden/Woche"], "6"),
    may("max_day", "Max. Einsätze/Tag", &["Einsätze pro Tag", "Max. Einsätze pro Tag", "Einsätze/Tag"], "2"),
    may("clearance", "Führungszeugnis am", &["Führungszeugnis", "eFZ", "eFZ eingesehen am", "Führungszeugnis geprüft am"], "01.10.2025"),
    may("pledge", "Verschwiegenheit am", &["Verschwiegenheit", "Verschwiegenheitserklärung", "Verschwiegenheitserklärung am"], "01.10.2025"),
    may("training", "Schulung am", &["Schulung", "Grundschulung", "Grundschulung am"], "08.11.2025"),
    may("measles", "Masern am", &["Masern", "Masernnachweis", "Masernschutz am", "Masernnachweis am"], ""),
    may("birth_year", "Geburtsjahr", &["Jahrgang", "geboren", "geb.", "Geburtsdatum", "Birth year"], "1988"),
    may("modes", "Art des Einsatzes", &["Einsatzart", "Art", "Vor Ort/Telefon/Video", "Mode"], "vor Ort, Telefon"),
    may("topics", "Themenkenntnis", &["Themen", "Geschult für", "Fachkenntnis", "Topics"], "Übergangsberatung; Elternabend"),
    may("ui_language", "Mail-Sprache", &["Sprache der Mails", "Korrespondenzsprache", "Sprache der E-Mails"], "Deutsch").for_all(),
    may("state", "Status", &["Zustand", "State"], "aktiv"),
    may("adult", "Volljährig geprüft am", &["Volljährig am"], ""),
    may("clearance_issued", "Führungszeugnis vom", &["Führungszeugnis ausgestellt am"], ""),
    may("clearance_until", "Führungszeugnis bis", &["Führungszeugnis gültig bis"], ""),
    may("pledge_version", "Verschwiegenheit Fassung", &["Fassung der Erklärung"], ""),
    may("training_until", "Schulung bis", &["Schulung gültig bis"], ""),
    may("measles_until", "Masern bis", &["Masernschutz bis"], ""),
    may("understands", "Versteht", &["Versteht auch"], ""),
    may("preferred", "Am liebsten", &["Lieblingszeiten", "Bevorzugte Zeiten"], ""),
    may("max_month", "Max. Stunden/Monat", &["Stunden pro Monat"], ""),
    may("max_per_week", "Max. Einsätze/Woche", &["Einsätze pro Woche"], ""),
    may("max_length", "Max. Minuten/Einsatz", &["Längster Einsatz"], ""),
    may("earliest", "Frühestens", &["Nicht vor"], ""),
    may("latest", "Spätestens", &["Nicht nach"], ""),
    may("rest", "Ruhezeit in Stunden", &["Ruhezeit"], ""),
    may("regime", "Abrechnung", &["Vergütungsart"], ""),
    may("paid", "Bisher ausgezahlt", &["Ausgezahlt", "Auszahlungen", "Bereits ausgezahlt"], ""),
    may("early_calls", "Anrufe ab 6:30", &["Früh anrufen", "Anrufe ab 6.30 Uhr"], "ja"),
    may("reminders", "Erinnerungen", &["Erinnerung per Mail"], "ja"),
    may("thanks", "Dank", &["Dankschreiben"], "nein"),
    may("second_language", "Zweite Mail-Sprache", &["Mails auch auf"], "Türkisch"),
    may("carrier", "Träger", &["Betreut von", "Carrier"], ""),
    may("declared", "Anderswo genutzt", &["Anderswo genutzter Freibetrag", "Freibetrag anderswo"], ""),
];

#[rustfmt::skip]
const REQUESTS: &[Column] = &[
    must("reference", "Referenz", &["Nummer", "Lfd. Nr.", "Kennung", "Betreff", "Reference"], "2026-001"),
    must("organisation", "Einrichtung", &["Schule", "Organisation", "Name der Einrichtung"], "Regenbogenschule"),
    may("place", "Standort", &["Name des Standorts", "Gebäude", "Einsatzort"], ""),
    may("contact", "Ansprechperson", &["Ansprechpartner", "Ansprechpartnerin", "Kontakt", "Kontaktperson"], ""),
    may("email", "E-Mail", &["Mail", "Email", "E-Mail-Adresse", "Mailadresse"], ""),
    may("phone", "Telefon", &["Tel.", "Telefonnummer", "Rufnummer", "Phone"], ""),
    must("programme", "Bereich", &["Angebot", "Einsatzbereich", "Programm", "Programme"], "Sprachmittlung").for_all(),
    must("occasion", "Anlass", &["Thema", "Gesprächsanlass", "Occasion"], "Elterngespräch").for_all(),
    may("mode", "Art", &["Art des Einsatzes", "Einsatzart", "Mode"], "vor Ort").for_all(),
    may("language", "Sprache", &["Sprachen", "Language"], "Arabisch (levantinisch)"),
    may("level", "Niveau", &["Sprachniveau", "Mindestniveau", "Level"], "B2").for_all(),
    may("headcount", "Anzahl", &["Personen", "Anzahl Personen", "Headcount"], "1"),
    may("gender", "Geschlecht", &["Gewünschtes Geschlecht", "Gender"], ""),
    may("gender_required", "zwingend", &["Geschlecht zwingend"], ""),
    must("date_1", "Termin 1 Datum", &["Datum", "Termin", "Tag", "Termin 1", "Datum 1"], "25.11.2026"),
    must("start_1", "Termin 1 Beginn", &["Beginn", "Von", "Uhrzeit", "Beginn 1"], "9:00"),
    may("end_1", "Termin 1 Ende", &["Ende", "Bis", "Ende 1"], "10:00"),
    may("duration_1", "Termin 1 Dauer", &["Dauer", "Dauer 1", "Gesprächsdauer"], ""),
    may("date_2", "Termin 2 Datum", &["Termin 2", "Datum 2"], ""),
    may("start_2", "Termin 2 Beginn", &["Beginn 2"], ""),
    may("end_2", "Termin 2 Ende", &["Ende 2"], ""),
    may("duration_2", "Termin 2 Dauer", &["Dauer 2"], ""),
    may("date_3", "Termin 3 Datum", &["Termin 3", "Datum 3"], ""),
    may("start_3", "Termin 3 Beginn", &["Beginn 3"], ""),
    may("end_3", "Termin 3 Ende", &["Ende 3"], ""),
    may("duration_3", "Termin 3 Dauer", &["Dauer 3"], ""),
    may("room", "Raum", &["Zimmer", "Room"], "Raum 12"),
    may("note", "Notiz", &["Bemerkung", "Hinweis", "Anmerkung", "Note"], ""),
    may("urgent_reason", "Eilt weil", &["Begründung", "Eilt", "Dringlichkeit", "Begründung Eilt"], ""),
    may("weight", "Gewicht", &["Wichtigkeit", "Priorität", "Weight"], ""),
    may("case_token", "Fallkürzel", &["Fall", "Kürzel"], ""),
    may("state", "Stand", &["Status", "Ergebnis"], ""),
    may("own_mark", "Zeichen der Schule", &["Aktenzeichen"], ""),
    may("topic", "Thema ohne Namen", &["Stichwort"], ""),
    may("sender", "Gesendet von", &["Absender:in"], ""),
    may("professional", "Fachkraft im Gespräch", &["Fachkraft"], ""),
    may("professional_email", "E-Mail der Fachkraft", &["Mail der Fachkraft"], ""),
    may("on_site", "Kontakt vor Ort", &["Ansprechperson vor Ort"], ""),
    may("on_site_phone", "Telefon vor Ort", &["Tel. vor Ort"], ""),
    may("meeting_point", "Treffpunkt", &["Treffpunkt im Haus"], ""),
    may("people_expected", "Teilnehmende", &["Anzahl Teilnehmende"], ""),
    may("step_free", "Stufenlos", &["Barrierefrei", "Rollstuhl"], ""),
    may("cost_centre", "Kostenstelle", &["Rechnung an"], ""),
    may("funding", "Mittel", &["Förderung"], ""),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_means_two_columns_of_a_kind() {
        for &kind in Kind::ALL {
            let mut names = BTreeSet::new();
            let mut keys = BTreeSet::new();
            for column in columns(kind) {
                assert!(keys.insert(column.key), "{kind} {}", column.key);
                let own: BTreeSet<String> = [column.header]
                    .iter()
                    .chain(column.aliases)
                    .map(|n| plain(n))
                    .collect();
                for name in own {
                    assert!(!name.is_empty() && names.insert(name.clone()), "{kind} {name}");
                }
            }
        }
    }

    #[test]
    fn headers_are_known_however_they_are_written() {
        let key = |header| find(Kind::People, header).map(|c| c.key);
        for (expected, header) in [
            ("email", " EMAIL "),
            ("email", "e-mail:"),
            ("max_week", "max stunden pro woche"),
            ("clearance", "FUEHRUNGSZEUGNIS"),
            ("clearance", "Fu\u{308}hrungszeugnis am"),
            ("phone", "Tel"),
        ] {
            assert_eq!(key(header), Some(expected), "{header}");
        }
        assert_eq!((key("Raum"), key("")), (None, None));
    }

    #[test]
    fn templates_start_as_excel_expects() {
        let text = String::from_utf8(template(Kind::Districts)).unwrap();
        assert_eq!(text, "\u{FEFF}Kürzel;Name\r\nMI;Mitte\r\n");
    }
}
