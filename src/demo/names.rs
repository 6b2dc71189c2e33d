//! Which invented names do people, schools and streets have?

/// First names with gender, and last names, by the language somebody grew up with.
pub(super) struct Names {
    /// Languages these names go with (codes of the demo's tables); empty for German.
    pub(super) languages: &'static [&'static str],
    /// First names of women.
    pub(super) women: &'static [&'static str],
    /// First names of men.
    pub(super) men: &'static [&'static str],
    /// Last names.
    pub(super) last: &'static [&'static str],
}

#[rustfmt::skip]
pub(super) const NAMES: &[Names] = &[
    Names { languages: &[], women: &["Anke", "Birgit", "Clara", "Dörte", "Elke", "Frauke", "Greta", "Heike", "Ilse", "Jutta", "Käthe", "Leonie", "Mareike", "Nele", "Petra", "Rosemarie", "Svenja", "Ute"],
        men: &["Arne", "Bernd", "Carsten", "Detlef", "Eckhard", "Fiete", "Günter", "Holger", "Jörg", "Klaus", "Lasse", "Matthes", "Norbert", "Ole", "Rainer", "Sönke", "Uwe", "Volker"],
        last: &["Ackermann", "Böhmer", "Claßen", "Dörfler", "Ebbing", "Fährmann", "Grünebaum", "Hölscher", "Jäckel", "Köttgen", "Lüdtke", "Möllers", "Niehoff", "Overkamp", "Pöppel", "Rüsing", "Schäfermeier", "Thöne", "Uhlenbrock", "Wörmann"] },
    Names { languages: &["ar-levant", "ar-irak", "ar-maghreb", "kmr", "ckb"], women: &["Amal", "Dalia", "Hanin", "Lubna", "Nour", "Rana", "Samira", "Zainab", "Berîvan", "Rojda"],
        men: &["Ahmad", "Bassam", "Fadi", "Hassan", "Karim", "Mahmoud", "Nabil", "Tarek", "Azad", "Serhat"],
        last: &["Al-Khatib", "Darwisch", "Haddad", "Ibrahim", "Kassem", "Mansour", "Nasser", "Othman", "Saleh", "Younes", "Barzan", "Hesso"] },
    Names { languages: &["tr"], women: &["Ayşe", "Derya", "Elif", "Gülşen", "Nilüfer", "Özlem", "Sevgi", "Zeynep"], men: &["Cem", "Deniz", "Emre", "Kaan", "Murat", "Onur", "Tolga", "Yusuf"],
        last: &["Aydın", "Çelik", "Demirtaş", "Güneş", "Kılıç", "Öztürk", "Şahin", "Yıldırım"] },
    Names { languages: &["bg", "rom"], women: &["Desislava", "Iwanka", "Nadeschda", "Radka"], men: &["Boris", "Dimitar", "Georgi", "Stojan"], last: &["Angelova", "Dimitrov", "Georgiev", "Iliev", "Petkova", "Todorov"] },
    Names { languages: &["ro"], women: &["Andreea", "Ioana", "Mădălina", "Ștefania"], men: &["Ciprian", "Florin", "Mihai", "Răzvan"], last: &["Ardelean", "Constantinescu", "Dumitru", "Munteanu", "Țurcanu"] },
    Names { languages: &["uk", "ru", "pl"], women: &["Halyna", "Iryna", "Ljudmyla", "Oksana", "Agnieszka", "Małgorzata", "Tatjana", "Swetlana"], men: &["Andrij", "Bohdan", "Mykola", "Grzegorz", "Łukasz", "Pjotr", "Sergej", "Viktor"],
        last: &["Bondarenko", "Kowalenko", "Schewtschuk", "Tkatschenko", "Wiśniewska", "Zieliński", "Iwanow", "Morosow"] },
    Names { languages: &["prs", "fa", "ps", "ur"], women: &["Farzana", "Leila", "Mahnaz", "Shirin"], men: &["Behrouz", "Farid", "Jamshid", "Omid"], last: &["Ahmadi", "Hosseini", "Karimi", "Noorzai", "Rahimi", "Yousafzai"] },
    Names { languages: &["sq", "bs", "hr", "sr"], women: &["Amra", "Dragana", "Flutura", "Jasna"], men: &["Bojan", "Dardan", "Emir", "Zoran"], last: &["Begić", "Hoxha", "Jovanović", "Krasniqi", "Marić"] },
    Names { languages: &["ti", "so", "ta", "fr", "en"], women: &["Aster", "Hodan", "Kavitha", "Solange"], men: &["Abdi", "Kofi", "Tesfay", "Yared"], last: &["Gebremedhin", "Mensah", "Nuur", "Okonkwo", "Sivakumar", "Tekle"] },
];

/// First parts of the names of schools and day-care centres.
#[rustfmt::skip]
pub(super) const PLACES: &[&str] = &["Lindenhof", "Kiebitz", "Mühlenbach", "Sonnenwiese", "Ahornweg", "Bergkamp", "Drosselgarten", "Eichental", "Feldmark", "Gänseblümchen", "Haselstrauch", "Igelwiese", "Kastanienhof", "Lerchenfeld", "Mohnblume", "Nussbaum", "Obstwiese", "Pappelallee", "Quellenhof", "Rotdorn", "Schleusentor", "Tannenhang", "Uferweg", "Vogelsang", "Weidenkorb", "Ziegelei", "Brückenkopf", "Fuchsbau", "Glockenturm", "Heidekraut", "Kornblume", "Libellenteich", "Marktwinkel", "Nordlicht", "Pfefferminz", "Regenbogenland", "Sternschnuppe", "Turmfalken", "Wiesengrund", "Zaunkönig"];

/// Names of streets.
#[rustfmt::skip]
pub(super) const STREETS: &[&str] = &["Ahornstraße", "Am Bahndamm", "Am Kanalufer", "Bergmannsweg", "Birkenallee", "Brunnenstraße", "Distelkamp", "Eschenweg", "Fliederstraße", "Fördermaschinenweg", "Ginsterbusch", "Grüner Winkel", "Hüttenstraße", "Im Wiesengrund", "Kleine Schleuse", "Krähenbusch", "Lampenstube", "Lippeaue", "Mühlenfeld", "Nachtigallental", "Pfarrgarten", "Rübenkamp", "Schlägelstraße", "Steigerweg", "Uferpromenade", "Zechengasse"];
