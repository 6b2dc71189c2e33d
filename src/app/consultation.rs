//! A consultation day (`Elternsprechtag`): from a pasted list to one request for each language and stretch of time.

use std::collections::BTreeMap;

use super::{App, AppError, Chance, IntakeData, RequestForm};
use crate::domain::Rejection;
use crate::domain::account::Actor;
use crate::domain::alike::{Fit, Wanted};
use crate::domain::language::{Language, LanguageCode};
use crate::domain::text::fold;
use crate::ids::OrganisationId;

/// Longest stretch one volunteer is asked for, minutes.
const BLOCK_MAX: u32 = 180;
/// A longer gap between two talks begins a new stretch, minutes.
const GAP_MAX: u32 = 60;
/// Most lines of a list.
const LINES_MAX: usize = 200;
/// Longest short sign of a family, characters; what is longer may be a name.
const SIGN_MAX: usize = 5;
/// Most characters the rooms of a stretch may fill.
const ROOM_MAX: usize = 120;

/// Talks in one language that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Language.
    pub language: LanguageCode,
    /// Begin, minutes after local midnight.
    pub start: u32,
    /// End, minutes after local midnight.
    pub end: u32,
    /// Talks: begin, room or teacher, sign.
    pub talks: Vec<(u32, String, String)>,
}

impl Block {
    /// "09:30"
    pub fn start_text(&self) -> String {
        clock(self.start)
    }

    fn rooms(&self) -> String {
        let mut rooms: Vec<&str> = self.talks.iter().map(|(_, room, _)| room.as_str()).collect();
        rooms.dedup();
        let text = rooms.join(", ");
        text.chars().take(ROOM_MAX).collect()
    }

    fn note(&self) -> String {
        let line = |(at, room, sign): &(u32, String, String)| format!("{} {room} {sign}", clock(*at));
        let lines: Vec<String> = self.talks.iter().map(line).collect();
        lines.join("\n").chars().take(1900).collect()
    }
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// What was typed about a consultation day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayForm {
    /// Place.
    pub location: String,
    /// Contact.
    pub contact: String,
    /// Day.
    pub date: String,
    /// Minutes of one talk.
    pub minutes: String,
    /// The list: time; room or teacher; language; sign.
    pub list: String,
    /// Why it is late.
    pub urgent_reason: String,
    /// "on" when the rules were accepted.
    pub rules_accepted: String,
}

/// Reads a list into stretches, by language and time; every fault at once, each with its line.
///
/// # Errors
/// Lines that cannot be read, languages that are unknown or could be several, and whatever looks like a name.
pub fn blocks(list: &str, minutes: u32, languages: &[Language]) -> Result<Vec<Block>, Vec<Rejection>> {
    let mut faults = Vec::new();
    let mut talks: BTreeMap<LanguageCode, Vec<(u32, String, String)>> = BTreeMap::new();
    let lines = list
        .lines()
        .map(str::trim)
        .zip(1..)
        .filter(|(line, _)| !line.is_empty());
    for (count, (line, number)) in lines.enumerate() {
        let mut fault = |code, part: &str| {
            let part: String = part.chars().take(40).collect();
            faults.push(
                Rejection::new("list", code)
                    .with("line", number)
                    .with("part", part),
            );
        };
        if count >= LINES_MAX {
            fault("day-long", "");
            break;
        }
        let cells: Vec<&str> = line.split([';', '\t']).map(str::trim).collect();
        let header = cells
            .iter()
            .any(|cell| matches!(fold(cell).as_str(), "zeit" | "uhrzeit" | "sprache"));
        let names = [
            "name", "kind", "schueler", "familie", "eltern", "nachname", "vorname",
        ];
        if header {
            for cell in &cells {
                if names.iter().any(|name| fold(cell).contains(name)) {
                    fault("day-names", cell);
                }
            }
            continue;
        }
        let [time, room, language, rest @ ..] = cells.as_slice() else {
            fault("day-cells", line);
            continue;
        };
        let sign = match rest {
            [] => "",
            [sign] => sign,
            _ => {
                fault("day-cells", line);
                continue;
            }
        };
        if sign.chars().count() > SIGN_MAX || sign.contains(' ') {
            fault("day-names", sign);
        }
        let at = minute(time);
        if at.is_none() {
            fault("day-time", time);
        }
        match find(language, languages).as_slice() {
            [] => fault("day-language", language),
            [code] => {
                if let Some(at) = at {
                    talks
                        .entry(code.clone())
                        .or_default()
                        .push((at, (*room).to_owned(), sign.to_owned()));
                }
            }
            _ => fault("day-variety", language),
        }
    }
    if talks.is_empty() && faults.is_empty() {
        faults.push(Rejection::new("list", "required"));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut found: Vec<Block> = Vec::new();
    for (language, mut list) in talks {
        list.sort();
        for talk in list {
            let end = talk.0 + minutes;
            match found.last_mut() {
                Some(block)
                    if block.language == language
                        && end.saturating_sub(block.start) <= BLOCK_MAX
                        && talk.0.saturating_sub(block.end) <= GAP_MAX =>
                {
                    block.end = block.end.max(end);
                    block.talks.push(talk);
                }
                _ => found.push(Block {
                    language: language.clone(),
                    start: talk.0,
                    end,
                    talks: vec![talk],
                }),
            }
        }
    }
    Ok(found)
}

/// "9", "9:30", "09.30 Uhr"
fn minute(text: &str) -> Option<u32> {
    let text = text.trim_end_matches("Uhr").trim();
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// The languages a word can mean: exactly one by code, name or autonym, else those whose name begins with it, else those
/// with such a word in their name.
pub(super) fn find(word: &str, languages: &[Language]) -> Vec<LanguageCode> {
    // Lists write "Kurdisch (Kurmandschi) – Kurmancî".
    let word = word.split(" – ").next().unwrap_or(word).trim();
    let wanted = fold(word);
    if wanted.is_empty() {
        return Vec::new();
    }
    let names = |l: &Language| {
        [
            l.code.0.clone(),
            fold(&l.name_de),
            fold(&l.name_en),
            fold(&l.autonym),
        ]
    };
    let exact = languages
        .iter()
        .filter(|l| names(l).contains(&wanted) || l.autonym == word);
    let exact: Vec<LanguageCode> = exact.map(|l| l.code.clone()).collect();
    if !exact.is_empty() {
        return exact;
    }
    let begins = languages
        .iter()
        .filter(|l| names(l).iter().any(|name| name.starts_with(&wanted)));
    let begins: Vec<LanguageCode> = begins.map(|l| l.code.clone()).collect();
    if !begins.is_empty() {
        return begins;
    }
    let group = crate::import::lookup::group_of_languages(word);
    if !group.is_empty() {
        let member = |l: &&Language| group.contains(&l.code.0.as_str());
        return languages.iter().filter(member).map(|l| l.code.clone()).collect();
    }
    let within = |name: &String| {
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word.starts_with(&wanted))
    };
    let within = languages.iter().filter(|l| names(l).iter().any(within));
    let within: Vec<LanguageCode> = within.map(|l| l.code.clone()).collect();
    if !within.is_empty() {
        return within;
    }
    alike(word, languages, Fit::Sound)
}

/// Languages whose name is nearly what was typed, with a slip or two of the finger: to be asked about, never to be
/// taken for granted.
pub(super) fn nearly<'a>(word: &str, languages: &'a [Language]) -> Vec<&'a Language> {
    let found = alike(word, languages, Fit::Typo);
    languages.iter().filter(|l| found.contains(&l.code)).collect()
}

/// Languages whose name fits at least this well ("turkce": Türkçe).
fn alike(word: &str, languages: &[Language], least: Fit) -> Vec<LanguageCode> {
    let wanted = Wanted::new(word);
    if wanted.is_empty() {
        return Vec::new();
    }
    let fits = |l: &Language| {
        let names = fold(&format!("{} {} {}", l.name_de, l.name_en, l.autonym));
        wanted.fit(&names).filter(|fit| *fit <= least)
    };
    let fitting: Vec<(Fit, &Language)> = languages.iter().filter_map(|l| Some((fits(l)?, l))).collect();
    let best = fitting.iter().map(|(fit, _)| *fit).min();
    let best = fitting.into_iter().filter(|(fit, _)| Some(*fit) == best);
    best.map(|(_, l)| l.code.clone()).collect()
}

impl App {
    /// The stretches of a consultation day with a word on each whether it can probably be served.
    ///
    /// # Errors
    /// `Rejected` with every fault of the list.
    pub async fn consultation_preview(
        &self,
        organisation: OrganisationId,
        form: &DayForm,
    ) -> Result<Vec<(Block, Option<bool>)>, AppError> {
        let data = self.intake_data(organisation).await?;
        let blocks = blocks(&form.list, talk_minutes(form)?, &data.languages).map_err(AppError::Rejected)?;
        let mut told = Vec::new();
        for block in blocks {
            let request = block_form(&data, form, &block);
            let chances = self.chances(organisation, &request).await?;
            let likely = chances.first().map(|chance: &Chance| chance.likely);
            told.push((block, likely));
        }
        Ok(told)
    }

    /// Asks for every stretch of a consultation day, one request each. The same form twice is once.
    ///
    /// # Errors
    /// `Rejected` with every fault; nothing has been asked then.
    pub async fn ask_for_day(
        &self,
        organisation: OrganisationId,
        form: &DayForm,
        mark: &str,
    ) -> Result<Vec<i64>, AppError> {
        self.ask_for_day_as(organisation, form, Actor::Organisation(organisation), mark)
            .await
    }

    /// The same by whoever types it.
    ///
    /// # Errors
    /// As [`App::ask_for_day`].
    pub async fn ask_for_day_as(
        &self,
        organisation: OrganisationId,
        form: &DayForm,
        actor: Actor,
        mark: &str,
    ) -> Result<Vec<i64>, AppError> {
        let data = self.intake_data(organisation).await?;
        let blocks = blocks(&form.list, talk_minutes(form)?, &data.languages).map_err(AppError::Rejected)?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let mut numbers = Vec::new();
        for (block, n) in blocks.iter().zip(1..) {
            let request = block_form(&data, form, block);
            let number = self
                .submit_in(
                    &mut tx,
                    organisation,
                    &request,
                    actor,
                    &format!("{mark}/{n}"),
                    now,
                )
                .await;
            numbers.push(number.map_err(renamed)?);
        }
        tx.commit().await?;
        self.ring();
        Ok(numbers)
    }
}

/// One stretch of a day as a request.
fn block_form(data: &IntakeData, form: &DayForm, block: &Block) -> RequestForm {
    let programme = data.programmes.iter().find(|p| p.needs_language);
    RequestForm {
        location: form.location.clone(),
        contact: form.contact.clone(),
        programme: programme.map(|p| p.id.0.clone()).unwrap_or_default(),
        occasion: "consultation_day".to_owned(),
        mode: "on_site".to_owned(),
        language: block.language.0.clone(),
        headcount: "1".to_owned(),
        room: block.rooms(),
        note: block.note(),
        urgent_reason: form.urgent_reason.clone(),
        rules_accepted: form.rules_accepted.clone(),
        date_1: form.date.clone(),
        start_1: clock(block.start),
        duration_1: (block.end - block.start).to_string(),
        ..RequestForm::default()
    }
}

/// Faults of a request under the names of this form.
fn renamed(error: AppError) -> AppError {
    match error {
        AppError::Rejected(faults) => AppError::Rejected(
            faults
                .into_iter()
                .map(|fault| Rejection {
                    field: match fault.field.as_str() {
                        "date_1" => "date".to_owned(),
                        "start_1" | "duration_1" | "language" | "room" | "note" => "list".to_owned(),
                        _ => fault.field,
                    },
                    ..fault
                })
                .collect(),
        ),
        other => other,
    }
}

fn talk_minutes(form: &DayForm) -> Result<u32, AppError> {
    let minutes = form.minutes.trim().parse().ok().filter(|m| (5..=120).contains(m));
    minutes.ok_or_else(|| {
        let fault = Rejection::new("minutes", "number-range")
            .with("min", 5)
            .with("max", 120);
        AppError::Rejected(vec![fault])
    })
}
