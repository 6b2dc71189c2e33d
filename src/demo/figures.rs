//! Which real figures is the city built after? The tables in `data/`.

use chrono::{Datelike, NaiveDate};

/// A district.
#[derive(Clone, Copy, Debug)]
pub struct District {
    /// Short name.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// People who live there.
    pub population: u32,
    /// Primary schools.
    pub primary: usize,
    /// Secondary schools, vocational colleges among them.
    pub secondary: usize,
    /// Share of the requests.
    pub demand: u32,
}

/// Minutes between two districts.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// District code.
    pub from: &'static str,
    /// District code.
    pub to: &'static str,
    /// Whether the two have a border in common.
    pub adjacent: bool,
    /// By bus and train.
    pub public: &'static str,
    /// By car.
    pub car: &'static str,
}

/// A language and how much it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// Short name; Bosnian, Croatian and Serbian have one together.
    pub code: &'static str,
    /// German name.
    pub label: &'static str,
    /// Share of the requests, in tenths of a percent.
    pub demand: u32,
    /// Interpreters out of fifty who speak it.
    pub speakers: usize,
}

/// All tables.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Districts.
    pub districts: Vec<District>,
    /// Ways between them, in both directions.
    pub ways: Vec<Way>,
    /// Languages.
    pub languages: Vec<Language>,
    /// Occasions with their shares in percent.
    pub occasions: Vec<(&'static str, u32)>,
    months: Vec<(u32, usize)>,
}

impl Figures {
    /// Reads the tables.
    pub fn read() -> Self {
        Self {
            districts: table(include_str!("data/districts.csv"), district),
            ways: table(include_str!("data/district_travel.csv"), way),
            languages: table(include_str!("data/languages.csv"), language),
            occasions: table(include_str!("data/occasions.csv"), |[name, share]| {
                (name, number(share))
            }),
            months: table(include_str!("data/months.csv"), |[month, share, _]| {
                (number(month), number(share) as usize)
            }),
        }
    }

    /// Share of the year's requests in the month of a day, in percent.
    pub fn share_of_month(&self, day: NaiveDate) -> usize {
        let found = self.months.iter().find(|(month, _)| *month == day.month());
        found.map_or(0, |(_, share)| *share)
    }

    /// Districts with their share of the requests.
    pub fn demand(&self) -> Vec<(&'static str, u32)> {
        self.districts.iter().map(|d| (d.code, d.demand)).collect()
    }

    /// Districts with the people who live there.
    pub fn population(&self) -> Vec<(&'static str, u32)> {
        self.districts.iter().map(|d| (d.code, d.population)).collect()
    }

    /// A district by its code.
    pub fn name_of(&self, code: &str) -> &'static str {
        let found = self.districts.iter().find(|d| d.code == code);
        found.map_or("", |d| d.name)
    }

    /// The districts that border on one.
    pub fn neighbours(&self, code: &str) -> Vec<&'static str> {
        let ways = self.ways.iter().filter(|w| w.from == code && w.adjacent);
        ways.map(|w| w.to).collect()
    }

    /// German name of a language.
    pub fn label(&self, code: &str) -> &'static str {
        match code {
            "bs" => "Bosnisch",
            "hr" => "Kroatisch",
            "sr" => "Serbisch",
            _ => {
                let found = self.languages.iter().find(|l| l.code == code);
                found.map_or("", |l| l.label)
            }
        }
    }
}

fn district([code, name, population, _, primary, secondary, demand]: [&'static str; 7]) -> District {
    District {
        code,
        name,
        population: number(population),
        primary: number(primary) as usize,
        secondary: number(secondary) as usize,
        demand: number(demand),
    }
}

fn way([from, to, adjacent, public, car]: [&'static str; 5]) -> Way {
    Way {
        from,
        to,
        adjacent: adjacent == "yes",
        public,
        car,
    }
}

fn language([code, label, demand, speakers]: [&'static str; 4]) -> Language {
    let (whole, tenths) = demand.split_once('.').unwrap_or((demand, "0"));
    Language {
        code,
        label,
        demand: number(whole) * 10 + number(tenths),
        speakers: number(speakers) as usize,
    }
}

fn table<T, const N: usize>(text: &'static str, row: impl Fn([&'static str; N]) -> T) -> Vec<T> {
    let cells = |line: &'static str| <[&str; N]>::try_from(line.split(',').collect::<Vec<_>>()).ok();
    text.lines().skip(1).filter_map(cells).map(row).collect()
}

fn number(text: &str) -> u32 {
    text.parse().expect("the tables are part of the program")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        let figures = Figures::read();
        assert_eq!((figures.districts.len(), figures.ways.len()), (7, 49));
        assert_eq!((figures.languages.len(), figures.occasions.len()), (23, 9));
        assert_eq!(figures.months.len(), 12);
        let sum = |shares: Vec<u32>| shares.iter().sum::<u32>();
        assert_eq!(sum(figures.districts.iter().map(|d| d.demand).collect()), 100);
        assert_eq!(sum(figures.languages.iter().map(|l| l.demand).collect()), 1000);
        assert_eq!(figures.neighbours("RH"), ["MI", "UE", "PE"]);
    }
}
