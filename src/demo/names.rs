//! What are people of the city called, and whose name is taken already?
//!
//! All names are drawn from lists of common first and last names; nobody is meant.

use std::collections::BTreeSet;

use super::dice::Dice;
use crate::domain::text::fold;

/// Where a name comes from. It says nothing about a person's languages, which have lists of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// German.
    German,
    /// Syrian, Lebanese, Iraqi.
    Arab,
    /// Moroccan, Tunisian, Algerian.
    Maghreb,
    /// Turkish.
    Turkish,
    /// Kurdish.
    Kurdish,
    /// Bulgarian.
    Bulgarian,
    /// Romanian, Moldovan.
    Romanian,
    /// Ukrainian.
    Ukrainian,
    /// Russian.
    Russian,
    /// Polish.
    Polish,
    /// Afghan, Iranian.
    Persian,
    /// Albanian.
    Albanian,
    /// Bosnian, Croatian, Serbian.
    Bosnian,
    /// Eritrean.
    Eritrean,
    /// Somali.
    Somali,
    /// Tamil.
    Tamil,
    /// Pakistani.
    Pakistani,
}

/// First names of women and men, and last names, with blanks between them; `ov|ova` are the forms of a man and a
/// woman.
struct Pool {
    women: &'static str,
    men: &'static str,
    last: &'static str,
}

impl Origin {
    #[rustfmt::skip] // Lists, a few lines each.
    const fn pool(self) -> Pool {
        match self {
            Self::German => Pool {
                women: "Sabine Petra Monika Andrea Birgit Claudia Susanne Heike Martina Gabriele Karin Ulrike Silke Anja Nicole Melanie Katrin Stefanie Ute Kerstin Christa Renate Ingrid Elke Barbara Doris Angelika Marion Tanja Jutta Regina Dagmar Annette Cornelia Beate Simone Julia Lena Hannah Wiebke",
                men: "Thomas Michael Andreas Peter Stefan Klaus Jürgen Uwe Frank Markus Dirk Ralf Bernd Jörg Matthias Holger Volker Rainer Norbert Dieter Heinz Günter Martin Christoph Ulrich Carsten Torsten Sven Jan Florian Tobias Sebastian",
                last: "Abendroth Ackermann Albers Arning Bäcker Beckmann Behrens Berghoff Bierbaum Blome Böckmann Brinkmann Brockhaus Büscher Dahlhoff Dammann Deppe Dickhoff Drees Ebbers Eickhoff Engelke Falke Feldmann Fennemann Fischer Freese Friedrichs Gehrke Gerling Große Grothues Haarmann Hagedorn Hartmann Heitkamp Hellwig Henning Hessling Hinrichs Höfer Hölscher Holtkamp Hülsmann Jansen Jürgens Kaiser Kampmann Kemper Kersting Kleine Klostermann Knepper Koch Köster Kortmann Kramer Krüger Kuhlmann Lange Lehmann Leifeld Lindemann Lohmann Lücke Lütke Meinert Meyerhoff Middelhoff Möller Mönnig Neuhaus Niehoff Nolte Oberhoff Osthues Overkamp Peters Petermann Pohlmann Preuß Quante Rademacher Rehbein Rolf Röttger Rüther Sander Schäfer Scheffer Schlüter Schmitz Schürmann Schulte Siebert Sommer Stegemann Steinhoff Strothmann Sudbrock Tenhagen Terhorst Tiemann Uhlenbrock Vogt Vorholt Wagner Wehling Weidmann Wennemann Westermann Wiedemann Wilmers Winkler Wittkamp Wortmann Ziegler Zumbusch",
            },
            Self::Arab => Pool {
                women: "Amal Rana Hala Nour Samira Layla Dima Hiba Mariam Rasha Lina Sawsan Yara Nadia Zeina",
                men: "Khaled Omar Bassam Tarek Ziad Firas Anas Samer Jihad Wael Hassan Mazen Nabil",
                last: "Haddad Khoury Najjar Darwish Qasim Barakat Shahin Mansour Hariri Sabbagh Kanaan Jaber Zahran Fares Tahhan Rifai Saleh Nasser Hamdan Abboud",
            },
            Self::Maghreb => Pool {
                women: "Fatiha Souad Latifa Houda Salma Ilham",
                men: "Youssef Rachid Mehdi Karim Abdelilah",
                last: "Benali Bouazza Chaoui Idrissi Mansouri Tazi Belkacem Amrani",
            },
            Self::Turkish => Pool {
                women: "Ayşe Elif Zeynep Emine Sevgi Nurcan Gülay Hülya Esra Derya Songül Filiz Aylin Meryem",
                men: "Mehmet Hakan Murat Serkan Cem Erdal Ufuk Orhan Burak Selim Yusuf",
                last: "Yılmaz Kaya Demir Çelik Şahin Arslan Doğan Koç Aydın Özkan Korkmaz Acar Polat Güneş Taş Bulut Erdem Uçar Tekin Aksoy",
            },
            Self::Kurdish => Pool {
                women: "Berivan Rojin Dilan Zilan Hêvîn Newroz Şilan",
                men: "Azad Baran Rêber Sherzad Dilovan Karwan Rizgar",
                last: "Aziz Barzan Rashid Osman Bekir Xelil Ahmed Zebari Haji Mirza Dogan Botan",
            },
            Self::Bulgarian => Pool {
                women: "Desislava Radka Silvia Gergana Milena Violeta Teodora",
                men: "Plamen Georgi Dimitar Krasimir Stoyan",
                last: "Dimitrov|Dimitrova Stoyanov|Stoyanova Petkov|Petkova Kolev|Koleva Iliev|Ilieva Todorov|Todorova Angelov|Angelova Marinov|Marinova Hristov|Hristova",
            },
            Self::Romanian => Pool {
                women: "Mihaela Ioana Elena Cristina Daniela Simona Raluca",
                men: "Adrian Bogdan Florin Marius Cătălin",
                last: "Popescu Ionescu Dumitru Stan Munteanu Rusu Ciobanu Lungu Moldovan Barbu Oprea",
            },
            Self::Ukrainian => Pool {
                women: "Oksana Iryna Nataliia Tetiana Olha Yuliia Kateryna Larysa",
                men: "Andrii Serhii Oleh Taras Bohdan",
                last: "Kovalenko Bondarenko Tkachenko Shevchuk Kravchenko Melnyk Lysenko Savchenko Marchenko Polishchuk",
            },
            Self::Russian => Pool {
                women: "Swetlana Olga Tatjana Irina Ljudmila Jelena Galina Marina",
                men: "Alexej Sergej Viktor Igor Waldemar Eugen",
                last: "Sokolow|Sokolowa Lebedew|Lebedewa Nowikow|Nowikowa Morosow|Morosowa Pawlow|Pawlowa Schmidt Orlow|Orlowa Bauer Fedorow|Fedorowa Weber Below|Belowa",
            },
            Self::Polish => Pool {
                women: "Agnieszka Małgorzata Beata Joanna Ewa Dorota Bożena",
                men: "Paweł Krzysztof Marek Tomasz Grzegorz",
                last: "Kowalski|Kowalska Wiśniewski|Wiśniewska Wójcik Kamiński|Kamińska Zieliński|Zielińska Szymczak Woźniak Mazur Pawlak Górski|Górska",
            },
            Self::Persian => Pool {
                women: "Shirin Parwin Mahnaz Fereshta Laila Nasrin Zohra Mina",
                men: "Farhad Reza Jawad Ehsan Navid Hamid Mirwais",
                last: "Ahmadi Rahimi Karimi Noori Hashemi Sadat Rostami Yousefi Habibi Sharifi Amini Azizi",
            },
            Self::Albanian => Pool {
                women: "Arta Mimoza Drita Vjosa Blerta",
                men: "Arben Besnik Ilir Fatmir Agron",
                last: "Krasniqi Gashi Berisha Hoxha Morina Shala Bytyqi",
            },
            Self::Bosnian => Pool {
                women: "Amra Jasmina Sanja Mirela Dragana",
                men: "Emir Zoran Dejan Mirsad Goran",
                last: "Hadžić Marković Kovačević Begić Jurić Petrović Delić Babić",
            },
            Self::Eritrean => Pool {
                women: "Selam Bisrat Helen Rahwa",
                men: "Tesfay Yonas Filmon Abel",
                last: "Tekle Ghebre Habte Woldu Berhane Kidane",
            },
            Self::Somali => Pool {
                women: "Hodan Ifrah Sahra Ayan",
                men: "Abdi Farah Liban Guled",
                last: "Warsame Jama Aden Nur Hirsi Duale",
            },
            Self::Tamil => Pool {
                women: "Priya Kavitha Meena Vasuki",
                men: "Suresh Mohan Ravi Ganesh",
                last: "Sivakumar Nadarajah Thevarajah Selvam Rajan",
            },
            Self::Pakistani => Pool {
                women: "Saima Rabia Nadia Farah",
                men: "Imran Adnan Bilal Faisal",
                last: "Malik Qureshi Butt Chaudhry Iqbal Siddiqui",
            },
        }
    }
}

/// A name with the address that belongs to it.
#[derive(Clone, Debug)]
pub struct Name {
    /// First name.
    pub first: &'static str,
    /// Last name.
    pub last: &'static str,
    /// Address.
    pub email: String,
    /// Whether it is a woman's name.
    pub woman: bool,
}

/// The names, addresses and numbers that are taken.
#[derive(Debug, Default)]
pub struct Register {
    names: BTreeSet<(&'static str, &'static str)>,
    last_names: BTreeSet<&'static str>,
    emails: BTreeSet<String>,
    numbers: BTreeSet<usize>,
}

impl Register {
    /// A name nobody has yet; as long as there are enough last names, those are new as well.
    pub fn name(&mut self, dice: &mut Dice, origin: Origin, woman: bool) -> Name {
        let pool = origin.pool();
        let first: Vec<_> = list(if woman { pool.women } else { pool.men });
        let last: Vec<_> = list(pool.last);
        let mut tries = 0;
        loop {
            tries += 1;
            let (first, forms) = (*dice.pick(&first), *dice.pick(&last));
            let (his, hers) = forms.split_once('|').unwrap_or((forms, forms));
            let last = if woman { hers } else { his };
            let email = format!("{}.{}@example.org", slug(first), slug(last));
            let new = !self.names.contains(&(first, last)) && !self.emails.contains(&email);
            if new && (tries > 40 || !self.last_names.contains(forms)) {
                self.names.insert((first, last));
                self.last_names.insert(forms);
                self.emails.insert(email.clone());
                return Name {
                    first,
                    last,
                    email,
                    woman,
                };
            }
        }
    }

    /// The address of an organisation.
    pub fn mailbox(&mut self, organisation: &str) -> String {
        let email = format!("{}@example.org", slug(organisation));
        self.emails.insert(email.clone());
        email
    }

    /// A number of the town that nobody has.
    pub fn landline(&mut self, dice: &mut Dice) -> String {
        loop {
            let number = 1000 + dice.below(9000);
            if self.numbers.insert(number) {
                return format!("02381 555-{number}");
            }
        }
    }
}

/// A text as it can stand in an address.
fn slug(text: &str) -> String {
    let plain: String = fold(text)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    plain.trim_matches('-').to_owned()
}

fn list(names: &'static str) -> Vec<&'static str> {
    names.split_whitespace().collect()
}
