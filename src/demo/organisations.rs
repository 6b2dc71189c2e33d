//! Which organisations does the city have, where do they stand, and who answers there?

use std::collections::BTreeSet;

use super::dice::Dice;
use super::figures::Figures;
use super::names::{Origin, Register};
use super::sheet::Sheet;
use super::titles::{self, list};
use crate::import::Kind;

/// What an organisation is, as far as it matters for what it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Primary school.
    Primary,
    /// Secondary school or vocational college.
    Secondary,
    /// School for children with special needs.
    Special,
    /// Day-care centre.
    Daycare,
    /// Family centre.
    FamilyCentre,
    /// Advice centre.
    Advice,
    /// Anybody else.
    Other,
}

/// Someone who answers.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Telephone.
    pub phone: String,
}

/// An organisation of the city.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Name.
    pub name: String,
    /// What it is.
    pub sort: Sort,
    /// The word for it.
    pub word: &'static str,
    /// District code.
    pub district: &'static str,
    /// Name of the district.
    pub district_name: &'static str,
    /// Whether it is one of the few that ask most.
    pub hot: bool,
    /// Postcode.
    pub postcode: &'static str,
    /// Where to meet.
    pub meeting_point: &'static str,
    /// Places with their streets, the main one (without a name) first.
    pub places: Vec<(&'static str, String)>,
    /// People, the main one first.
    pub contacts: Vec<Contact>,
}

const DAYCARES: usize = 92;
/// Primary schools that ask most, in each of the districts where most is asked.
const HOT_PER_DISTRICT: usize = 2;
const HOT_DISTRICTS: [&str; 4] = ["MI", "BH", "HS", "HE"];

/// The organisations of the city, in order of kind and district.
pub fn invent(dice: &mut Dice, figures: &Figures, register: &mut Register) -> Vec<Organisation> {
    let mut builder = Builder {
        dice,
        figures,
        register,
        streets: BTreeSet::new(),
        built: Vec::new(),
    };
    builder.primary();
    builder.secondary();
    builder.elsewhere();
    builder.built
}

/// The file of them.
pub fn sheet(organisations: &[Organisation]) -> Sheet {
    let mut sheet = Sheet::new(Kind::Organisations);
    for organisation in organisations {
        let mut row = |place: &(&str, String), contact: &Contact| {
            sheet.row(&[
                ("name", organisation.name.as_str()),
                ("kind", organisation.word),
                ("place", place.0),
                ("street", &place.1),
                ("postcode", organisation.postcode),
                ("town", "Demostadt"),
                ("district", organisation.district_name),
                ("meeting_point", organisation.meeting_point),
                ("contact", &contact.name),
                ("email", &contact.email),
                ("phone", &contact.phone),
            ]);
        };
        let (Some(main), Some(office)) = (organisation.places.first(), organisation.contacts.first()) else {
            continue;
        };
        row(main, office);
        organisation.contacts.iter().skip(1).for_each(|c| row(main, c));
        organisation.places.iter().skip(1).for_each(|p| row(p, office));
    }
    sheet
}

struct Builder<'a> {
    dice: &'a mut Dice,
    figures: &'a Figures,
    register: &'a mut Register,
    streets: BTreeSet<String>,
    built: Vec<Organisation>,
}

impl Builder<'_> {
    fn primary(&mut self) {
        let mut names = list(titles::PRIMARY);
        // The first stays where it is.
        if let Some((_, others)) = names.split_first_mut() {
            self.dice.shuffle(others);
        }
        let mut names = names.into_iter();
        for district in &self.figures.districts {
            let hot = HOT_DISTRICTS.contains(&district.code);
            for (number, name) in names.by_ref().take(district.primary).enumerate() {
                let hot = hot && number < HOT_PER_DISTRICT;
                self.build(name.to_owned(), Sort::Primary, "Grundschule", district.code, hot);
            }
        }
    }

    fn secondary(&mut self) {
        let mut names = list(titles::SECONDARY);
        self.dice.shuffle(&mut names);
        // Vocational colleges stand where most secondary schools are.
        let mut vocational = list(titles::VOCATIONAL).into_iter();
        let mut names = names.into_iter();
        for district in &self.figures.districts {
            let colleges = match district.secondary {
                6.. => 2,
                4.. => 1,
                _ => 0,
            };
            let schools = names.by_ref().take(district.secondary - colleges);
            for name in schools.chain(vocational.by_ref().take(colleges)) {
                let word = name.split(' ').next().unwrap_or_default();
                self.build(name.to_owned(), Sort::Secondary, word, district.code, false);
            }
        }
    }

    fn elsewhere(&mut self) {
        for (name, district) in list(titles::SPECIAL).into_iter().zip(HOT_DISTRICTS) {
            self.build(name.to_owned(), Sort::Special, "Förderschule", district, false);
        }
        self.daycares();
        // One family centre in each district, further ones where most is asked.
        let everywhere = self.figures.districts.iter().map(|d| d.code);
        let districts: Vec<_> = everywhere.chain(HOT_DISTRICTS).chain(HOT_DISTRICTS).collect();
        for (name, district) in list(titles::FAMILY_CENTRE).into_iter().zip(districts) {
            self.build(
                name.to_owned(),
                Sort::FamilyCentre,
                "Familienzentrum",
                district,
                false,
            );
        }
        let advice = list(titles::ADVICE)
            .into_iter()
            .map(|name| (name, Sort::Advice, "Beratungsstelle"));
        let others = titles::OTHERS
            .into_iter()
            .flat_map(|(word, names)| list(names).into_iter().map(move |name| (name, Sort::Other, word)));
        let all: Vec<_> = advice.chain(others).collect();
        let mut districts = self.dice.deck(all.len(), &self.figures.demand());
        for (name, sort, word) in all {
            if let Some(district) = districts.next() {
                self.build(name.to_owned(), sort, word, district, false);
            }
        }
    }

    fn daycares(&mut self) {
        let [beginnings, ends] = titles::DAYCARE.map(list);
        let mut names: Vec<String> = beginnings
            .iter()
            .flat_map(|beginning| ends.iter().map(move |end| format!("{beginning}{end}")))
            .collect();
        self.dice.shuffle(&mut names);
        let mut words = self.dice.deck(
            DAYCARES,
            &[("Kita", 70), ("Kindergarten", 20), ("Kindertagesstätte", 10)],
        );
        let districts = self.dice.deck(DAYCARES, &self.figures.population());
        for (name, district) in names.into_iter().zip(districts.rest()) {
            let word = words.next().unwrap_or("Kita");
            self.build(format!("{word} {name}"), Sort::Daycare, word, district, false);
        }
    }

    fn build(&mut self, name: String, sort: Sort, word: &'static str, district: &'static str, hot: bool) {
        let mut places = vec![("", self.street())];
        // Large schools have a second building.
        if matches!(sort, Sort::Primary | Sort::Secondary) && self.dice.chance(12) {
            places.push((*self.dice.pick(&["Nebengebäude", "Teilstandort"]), self.street()));
        }
        let office = Contact {
            name: self.person(),
            email: self.register.mailbox(&name),
            phone: self.register.landline(self.dice),
        };
        let mut contacts = vec![office];
        if hot {
            contacts.push(self.social_worker());
        }
        let postcodes: &[&'static str] = match district {
            "MI" => &["59063", "59065", "59067"],
            "UE" => &["59071"],
            "RH" => &["59069"],
            "BH" => &["59075"],
            "HS" => &["59073"],
            _ => &["59077"],
        };
        let meeting_points: &[&'static str] = match sort {
            Sort::Primary | Sort::Secondary | Sort::Special => &[
                "Sekretariat, Erdgeschoss",
                "Sekretariat, 1. Etage",
                "Haupteingang, Foyer",
                "Lehrerzimmer, 1. Etage",
                "",
            ],
            Sort::Daycare | Sort::FamilyCentre => &["Büro der Leitung", "Eingang, bitte klingeln", ""],
            Sort::Advice | Sort::Other => &["Anmeldung, Erdgeschoss", "Empfang, 2. Etage"],
        };
        self.built.push(Organisation {
            sort,
            word,
            district,
            district_name: self.figures.name_of(district),
            hot,
            postcode: self.dice.pick::<&'static str>(postcodes),
            meeting_point: self.dice.pick::<&'static str>(meeting_points),
            places,
            contacts,
            name,
        });
    }

    fn social_worker(&mut self) -> Contact {
        let woman = self.dice.chance(70);
        let name = self.register.name(self.dice, Origin::German, woman);
        Contact {
            name: format!("{} {} (Schulsozialarbeit)", name.first, name.last),
            email: name.email,
            phone: self.register.landline(self.dice),
        }
    }

    fn person(&mut self) -> String {
        let origin = match self.dice.below(100) {
            0..=7 => Origin::Turkish,
            8..=12 => Origin::Polish,
            13..=15 => Origin::Russian,
            16..=17 => Origin::Bosnian,
            _ => Origin::German,
        };
        let woman = self.dice.chance(82);
        let name = self.register.name(self.dice, origin, woman);
        format!("{} {}", name.first, name.last)
    }

    fn street(&mut self) -> String {
        let [beginnings, ends] = titles::STREETS.map(list);
        loop {
            let street = format!("{}{}", self.dice.pick(&beginnings), self.dice.pick(&ends));
            if self.streets.insert(street.clone()) {
                return format!("{street} {}", self.dice.between(1, 98));
            }
        }
    }
}
