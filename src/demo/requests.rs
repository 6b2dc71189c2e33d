//! What do the organisations of the city ask for in the two weeks?

use chrono::{Days, NaiveDate};

use super::dice::Dice;
use super::figures::Figures;
use super::organisations::{Organisation, Sort};
use super::people::date;
use super::sheet::Sheet;
use super::{interpreting, support, wishes};
use crate::import::Kind;

/// The second of the two weeks holds a day on which parents come to many schools at once.
pub const BLOCK_WEEK: usize = 1;
/// When everything is over, in minutes after midnight.
const LATEST: i64 = 20 * 60;

/// What a request looks like before it becomes a row.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Name of the programme.
    pub programme: &'static str,
    /// What about.
    pub occasion: &'static str,
    /// Position of the organisation.
    pub organisation: usize,
    /// Language code, if one is asked for.
    pub language: Option<&'static str>,
    /// Length in minutes.
    pub minutes: i64,
    /// Days and minutes after midnight, the best first.
    pub times: Vec<(NaiveDate, i64)>,
    /// People asked for.
    pub headcount: i64,
    /// What they are to do, for volunteers.
    pub note: &'static str,
    /// What the school wants besides.
    pub wish: wishes::Wish,
}

/// Parts of a day in which things begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// From 8 to 13 h.
    Morning,
    /// From 13 to 16 h.
    Afternoon,
    /// From 16 to 20 h.
    Evening,
}

/// Shares of the beginnings.
pub const BANDS: [(Band, u32); 3] = [(Band::Morning, 45), (Band::Afternoon, 35), (Band::Evening, 20)];

impl Band {
    /// A moment in it from which `minutes` are over by eight in the evening, as a minute of the day.
    pub fn start(self, dice: &mut Dice, minutes: i64) -> i64 {
        let starts: &[i64] = match self {
            Self::Morning => &[480, 495, 510, 540, 570, 585, 600, 630, 645, 660, 690, 720, 735],
            Self::Afternoon => &[780, 795, 810, 840, 855, 870, 900, 930],
            Self::Evening => &[960, 975, 990, 1020, 1035, 1050, 1080, 1110],
        };
        (*dice.pick(starts)).min(LATEST - minutes)
    }
}

/// What the requests are made for and of.
pub struct City<'a> {
    /// Tables.
    pub figures: &'a Figures,
    /// Organisations.
    pub organisations: &'a [Organisation],
    /// Mondays of the two weeks.
    pub weeks: &'a [NaiveDate],
}

impl City<'_> {
    /// An organisation of one of these kinds in the district, the best kind first; else any of them in the town.
    pub fn place(&self, dice: &mut Dice, district: &str, sorts: &[Sort], hot: Option<bool>) -> usize {
        let of = |sort: Sort, district: Option<&str>| -> Vec<usize> {
            let suits = |o: &Organisation| {
                o.sort == sort
                    && district.is_none_or(|code| o.district == code)
                    && hot.is_none_or(|hot| o.hot == hot)
            };
            let all = self.organisations.iter().enumerate();
            all.filter(|(_, o)| suits(o)).map(|(i, _)| i).collect()
        };
        let near = sorts.iter().map(|&sort| of(sort, Some(district)));
        let anywhere = sorts.iter().map(|&sort| of(sort, None));
        let found = near.chain(anywhere).find(|places| !places.is_empty());
        found.map_or(0, |places| *dice.pick(&places))
    }

    /// A day of one of the weeks, Monday being 0.
    pub fn day(&self, week: usize, weekday: u64) -> NaiveDate {
        let monday = self.weeks.get(week).or(self.weeks.last()).copied();
        monday.unwrap_or_default() + Days::new(weekday)
    }

    /// A working day that suits the time: nobody is asked for on a Friday evening.
    pub fn some_day(&self, dice: &mut Dice, week: usize, band: Band) -> NaiveDate {
        let days: &[u64] = match band {
            Band::Evening => &[0, 1, 2, 3],
            _ => &[0, 0, 1, 1, 2, 2, 3, 3, 4],
        };
        self.day(week, *dice.pick(days))
    }
}

/// The file of requests, in the order in which they came.
pub fn sheet(
    dice: &mut Dice,
    figures: &Figures,
    organisations: &[Organisation],
    weeks: &[NaiveDate],
) -> Sheet {
    let city = City {
        figures,
        organisations,
        weeks,
    };
    let mut drafts = interpreting::drafts(dice, &city);
    drafts.extend(support::drafts(dice, &city));
    dice.shuffle(&mut drafts);
    wishes::add(dice, &city, &mut drafts);
    // Who is in a hurry has asked last.
    drafts.sort_by_key(|draft| !draft.wish.urgent.is_empty());
    let mut sheet = Sheet::new(Kind::Requests);
    for (number, draft) in drafts.iter().enumerate() {
        sheet.row(&cells(&city, number + 1, draft));
    }
    sheet
}

fn cells(city: &City<'_>, number: usize, draft: &Draft) -> Vec<(&'static str, String)> {
    const TIMES: [[&str; 3]; 3] = [
        ["date_1", "start_1", "end_1"],
        ["date_2", "start_2", "end_2"],
        ["date_3", "start_3", "end_3"],
    ];
    let wish = &draft.wish;
    let year = city.weeks.first().map_or(0, chrono::Datelike::year);
    let mut cells = vec![
        ("reference", format!("{year}-{number:03}")),
        ("programme", draft.programme.to_owned()),
        ("occasion", draft.occasion.to_owned()),
        ("mode", wish.mode.to_owned()),
        ("headcount", draft.headcount.to_string()),
        ("gender", wish.gender.to_owned()),
        (
            "gender_required",
            if wish.gender_required { "ja" } else { "" }.to_owned(),
        ),
        ("room", wish.room.clone()),
        ("urgent_reason", wish.urgent.to_owned()),
        ("case_token", wish.case_token.clone()),
        ("note", [draft.note, wish.note].join(" ").trim().to_owned()),
    ];
    if let Some(language) = draft.language {
        cells.push(("language", city.figures.label(language).to_owned()));
    }
    if let Some(organisation) = city.organisations.get(draft.organisation) {
        cells.push(("organisation", organisation.name.clone()));
        if let Some((place, _)) = organisation.places.get(wish.place) {
            cells.push(("place", (*place).to_owned()));
        }
        if let Some(contact) = organisation.contacts.get(wish.contact) {
            cells.push(("contact", contact.name.clone()));
            cells.push(("email", contact.email.clone()));
            cells.push(("phone", contact.phone.clone()));
        }
    }
    for ([day, start, end], (on, at)) in TIMES.into_iter().zip(&draft.times) {
        cells.push((day, date(*on)));
        cells.push((start, clock(*at)));
        cells.push((end, clock(*at + draft.minutes)));
    }
    cells
}

fn clock(minute: i64) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}
