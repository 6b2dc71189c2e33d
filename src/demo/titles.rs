//! What are the schools, day-care centres and streets of the city called? All of them are invented.

/// Primary schools. The first one is the first of all organisations in the alphabet: the school people look at.
pub const PRIMARY: &str = "Ahornschule, Lindenhofschule, Grundschule am Kiebitzweg, Fuchsbergschule, \
     Grundschule Birkenbusch, Mühlenbachschule, Grundschule am Wasserturm, Sonnenhügelschule, Grundschule Haselkamp, \
     Kastanienschule, Grundschule im Wiesengrund, Rotdornschule, Grundschule am Storchennest, Brückenschule, \
     Grundschule Weidenufer, Schlehenschule, Grundschule an der Windmühle, Holunderschule, Grundschule Lerchenfeld, \
     Erlenhofschule, Grundschule am Schäferteich, Buchfinkenschule, Grundschule Kornblumenweg, Marktplatzschule, \
     Grundschule am Alten Hafen, Zechenwegschule, Grundschule Tannenkamp";

/// Secondary schools; the first word says what they are.
pub const SECONDARY: &str = "Gymnasium Nordpark, Gymnasium an der Mühlenau, Gymnasium Sternwarte, \
     Gymnasium Ostring, Gymnasium Parkallee, Realschule Eichenkamp, Realschule am Stadtwall, Realschule Südfeld, \
     Realschule Hafenblick, Hauptschule Sandweg, Hauptschule Steinkuhle, Hauptschule Ulmenhof, \
     Sekundarschule Westerhof, Sekundarschule Grubenweg, Sekundarschule Fliederbusch, Sekundarschule Lohfeld, \
     Gesamtschule Königskamp, Gesamtschule Nordstern, Gesamtschule am Kanal, Gesamtschule Rosengarten, \
     Gesamtschule Haldenblick";

/// Vocational colleges.
pub const VOCATIONAL: &str = "Berufskolleg Nordring, Berufskolleg am Güterbahnhof, Berufskolleg Mühlenfeld";

/// Schools for children with special needs.
pub const SPECIAL: &str =
    "Förderschule am Hirschpark, Pappelschule, Förderschule Regenbogenbrücke, Moorhofschule";

/// What day-care centres are called after, and what comes behind it.
pub const DAYCARE: [&str; 2] = [
    "Sonnen, Regenbogen, Igel, Wichtel, Pusteblumen, Marienkäfer, Schmetterlings, Kleeblatt, Löwenzahn, Sternen, \
     Zwergen, Bienen, Spatzen, Apfelbaum, Eichhörnchen, Zauber",
    "wiese, haus, nest, garten, insel, hof",
];

/// Family centres.
pub const FAMILY_CENTRE: &str = "Familienzentrum Kastanienhof, Familienzentrum Sonnenblume, \
     Familienzentrum Brückenhaus, Familienzentrum Am Teich, Familienzentrum Lindenblüte, \
     Familienzentrum Kunterbunt, Familienzentrum Mühlrad, Familienzentrum Villa Farbenfroh, \
     Familienzentrum Drachenburg, Familienzentrum Schatzkiste, Familienzentrum Rotkehlchen, Familienzentrum Seestern";

/// Advice centres.
pub const ADVICE: &str = "Beratungsstelle für Eltern Marktgasse, Familienberatung Alte Post, \
     Bildungsberatung Bahnhofsviertel, Migrationsberatung Kanalstraße, Beratungsstelle Frühe Hilfen, \
     Beratungsstelle Übergang Schule und Beruf";

/// Everybody else, with what they are.
pub const OTHERS: [(&str, &str); 5] = [
    (
        "Behörde",
        "Kommunales Integrationszentrum Demostadt, Jugendamt Demostadt",
    ),
    (
        "Unterkunft",
        "Übergangswohnheim Hafenweg, Unterkunft Alte Gärtnerei",
    ),
    (
        "Migrantenorganisation",
        "Kulturverein Brücke der Generationen, Elternverein Vielfalt Demostadt",
    ),
    (
        "Stadtteilzentrum",
        "Stadtteilzentrum Feuerwache, Jugendzentrum Kesselhaus, Treffpunkt Südhof",
    ),
    ("Träger", "Freiwilligenzentrale Demostadt"),
];

/// Beginnings and ends of street names.
pub const STREETS: [&str; 2] = [
    "Amsel, Birken, Brunnen, Buchen, Dohlen, Drossel, Eichen, Erlen, Eschen, Feld, Finken, Flieder, Ginster, Hasel, \
     Heide, Holunder, Kastanien, Kiebitz, Kirsch, Lerchen, Linden, Meisen, Mühlen, Nelken, Pappel, Quellen, Rosen, \
     Rotdorn, Schlehen, Sperber, Tannen, Tulpen, Ulmen, Wacholder, Weiden, Wiesen, Zeisig, Ziegel",
    "weg, straße, gasse, kamp, ring, allee, pfad",
];

/// The parts of a list.
pub fn list(names: &'static str) -> Vec<&'static str> {
    names.split(',').map(str::trim).collect()
}
