//! Which talks need an interpreter in the two weeks?
//!
//! Languages, districts, lengths and hours are dealt from decks that hold exactly the shares of the tables, so a small
//! city is as mixed as a large one.

use super::dice::{Deck, Dice, portions};
use super::organisations::Sort;
use super::requests::{BANDS, BLOCK_WEEK, Band, City, Draft};
use super::wishes::Wish;

/// The occasion of which a school books an interpreter for many short talks at once.
pub const BLOCK: &str = "Elternsprechtag (Block)";
/// Requests of a week apart from those, in a month without any; half the month's share of the year is added.
const QUIET_WEEK: usize = 40;
/// Percent of the requests of primary schools that come from the few with many newcomers.
const HOT_SHARE: usize = 45;

#[rustfmt::skip]
const MINUTES: [(i64, u32); 7] = [(30, 10), (45, 25), (60, 35), (90, 18), (120, 4), (150, 4), (180, 4)];

/// The requests.
pub fn drafts(dice: &mut Dice, city: &City<'_>) -> Vec<Draft> {
    let weeks: Vec<(usize, u32)> = city
        .weeks
        .iter()
        .map(|monday| QUIET_WEEK + city.figures.share_of_month(*monday) / 2)
        .enumerate()
        .map(|(week, count)| (week, count as u32))
        .collect();
    let plain: usize = weeks.iter().map(|(_, count)| *count as usize).sum();
    let of_blocks = city.figures.occasions.iter().find(|(name, _)| *name == BLOCK);
    let share = of_blocks.map_or(0, |(_, share)| *share as usize);
    let blocks = plain * share / (100 - share);
    let languages: Vec<_> = city
        .figures
        .languages
        .iter()
        .map(|l| (l.code, l.demand))
        .collect();
    let total = plain + blocks;
    let mut table = Table {
        city,
        languages: dice.deck(total, &languages),
        districts: dice.deck(total, &city.figures.demand()),
        minutes: dice.deck(total, &MINUTES),
        bands: dice.deck(total, &BANDS),
        weeks: dice.deck(plain, &weeks),
        primary: 0,
        hot: 0,
        dice,
    };
    let mut drafts = table.blocks(blocks);
    drafts.extend(table.talks(plain));
    drafts
}

/// Everything that is dealt.
struct Table<'a> {
    city: &'a City<'a>,
    dice: &'a mut Dice,
    languages: Deck<&'static str>,
    districts: Deck<&'static str>,
    minutes: Deck<i64>,
    bands: Deck<Band>,
    weeks: Deck<usize>,
    /// Requests of primary schools so far, and those of the hot ones among them.
    primary: usize,
    hot: usize,
}

impl Table<'_> {
    /// Schools that have their parents come on one day of the week, each for several languages.
    fn blocks(&mut self, count: usize) -> Vec<Draft> {
        const SCHOOLS: [(&str, Sort, u64); 6] = [
            ("MI", Sort::Primary, 1),
            ("BH", Sort::Primary, 2),
            ("HS", Sort::Primary, 3),
            ("HE", Sort::Primary, 0),
            ("MI", Sort::Secondary, 3),
            ("BH", Sort::Secondary, 1),
        ];
        // Begins of the blocks of a school, in the order of their languages.
        const STARTS: [(Band, i64); 6] = [
            (Band::Afternoon, 840),
            (Band::Afternoon, 840),
            (Band::Evening, 960),
            (Band::Morning, 540),
            (Band::Afternoon, 870),
            (Band::Evening, 990),
        ];
        let mut drafts = Vec::new();
        for ((district, sort, weekday), count) in SCHOOLS.into_iter().zip(portions(count, &[1; 6])) {
            let primary = sort == Sort::Primary;
            let hot = primary.then_some(true);
            let organisation = self.city.place(self.dice, district, &[sort], hot);
            let mut spoken: Vec<&str> = Vec::new();
            for (band, start) in STARTS.into_iter().cycle().take(count) {
                self.districts.deal(|d| *d != district);
                self.bands.deal(|b| *b != band);
                if primary {
                    self.primary += 1;
                    self.hot += 1;
                }
                let language = self.languages.deal(|l| spoken.contains(l));
                spoken.extend(language);
                drafts.push(Draft {
                    programme: "Sprachmittlung",
                    occasion: BLOCK,
                    organisation,
                    language: self.named(language),
                    minutes: self.minutes.deal(|m| 200 - m).unwrap_or(90),
                    times: vec![(self.city.day(BLOCK_WEEK, weekday), start)],
                    headcount: 1,
                    note: "",
                    wish: Wish::default(),
                });
            }
        }
        drafts
    }

    /// All other talks. Those that only fit some hours or lengths choose first.
    fn talks(&mut self, count: usize) -> Vec<Draft> {
        let shares = self.city.figures.occasions.iter().copied();
        let shares: Vec<_> = shares.filter(|(name, _)| *name != BLOCK).collect();
        let mut occasions = self.dice.deck(count, &shares).rest();
        occasions.sort_by_key(|occasion| Talk::of(occasion).choosiness);
        occasions
            .into_iter()
            .map(|occasion| self.talk(occasion))
            .collect()
    }

    fn talk(&mut self, occasion: &'static str) -> Draft {
        let talk = Talk::of(occasion);
        let district = self.districts.next().unwrap_or("MI");
        let roll = self.dice.below(100);
        let mut seen = 0;
        let sort = talk.at.iter().find(|(_, share)| {
            seen += share;
            roll < seen
        });
        let sort = sort.map_or(Sort::Primary, |(sort, _)| *sort);
        let hot = (sort == Sort::Primary).then(|| self.is_hot(district));
        let organisation = self.city.place(self.dice, district, &[sort, Sort::Primary], hot);
        let band = self
            .bands
            .deal(|b| !talk.bands.contains(b))
            .unwrap_or(Band::Morning);
        let minutes = self.minutes.deal(|m| (m - talk.minutes).abs()).unwrap_or(60);
        let week = self.weeks.next().unwrap_or(0);
        let language = self.languages.next();
        let start = match talk.bands {
            [Band::Evening] => 20 * 60 - minutes - *self.dice.pick(&[0, 30]),
            _ => band.start(self.dice, minutes),
        };
        Draft {
            programme: "Sprachmittlung",
            occasion,
            organisation,
            language: self.named(language),
            minutes,
            times: vec![(self.city.some_day(self.dice, week, band), start)],
            headcount: 1,
            note: "",
            wish: Wish::default(),
        }
    }

    /// Whether the next request of a primary school comes from a hot one.
    fn is_hot(&mut self, district: &str) -> bool {
        self.primary += 1;
        let there = self
            .city
            .organisations
            .iter()
            .any(|o| o.hot && o.district == district);
        let hot = there && self.hot * 100 < HOT_SHARE * self.primary;
        self.hot += usize::from(hot);
        hot
    }

    /// Families say which of the three they speak.
    fn named(&mut self, language: Option<&'static str>) -> Option<&'static str> {
        match language {
            Some("bs-hr-sr") => Some(*self.dice.pick(&["bs", "hr", "sr"])),
            other => other,
        }
    }
}

/// Where and when talks of an occasion take place.
struct Talk {
    at: &'static [(Sort, usize)],
    bands: &'static [Band],
    /// Usual length.
    minutes: i64,
    /// Who chooses first; 0 before 1.
    choosiness: u32,
}

impl Talk {
    #[rustfmt::skip] // A table.
    fn of(occasion: &str) -> Self {
        use Band::{Afternoon, Evening, Morning};
        use Sort::{Daycare, FamilyCentre, Primary, Secondary, Special};
        let (at, bands, minutes, choosiness): (&'static [(Sort, usize)], &'static [Band], i64, u32) = match occasion {
            "Elternabend / Klassenpflegschaft" =>
                (&[(Primary, 60), (Secondary, 20), (Daycare, 20)], &[Evening], 90, 0),
            "Schulsekretariat: Formular/Information" =>
                (&[(Primary, 65), (Secondary, 35)], &[Morning], 30, 1),
            "Kita-Entwicklungsgespräch" =>
                (&[(Daycare, 80), (FamilyCentre, 20)], &[Morning, Afternoon], 45, 2),
            "Schul-/Kita-Anmeldung" =>
                (&[(Primary, 55), (Secondary, 20), (Daycare, 25)], &[Morning, Afternoon], 45, 3),
            "Übergangsberatung Klasse 4" =>
                (&[(Primary, 100)], &[Morning, Afternoon, Evening], 60, 4),
            "Konflikt-/Disziplingespräch" =>
                (&[(Primary, 45), (Secondary, 45), (Special, 10)], &[Morning, Afternoon, Evening], 60, 4),
            "Bildungsbegleitung / Schulsozialarbeit" =>
                (&[(Primary, 50), (Secondary, 50)], &[Morning, Afternoon, Evening], 60, 4),
            _ =>
                (&[(Primary, 62), (Secondary, 26), (Special, 6), (Daycare, 6)], &[Morning, Afternoon, Evening], 45, 5),
        };
        Self { at, bands, minutes, choosiness }
    }
}
