//! Which words, times and dates does an availability text consist of?

use chrono::{NaiveDate, Weekday};

use crate::domain::text::fold;

/// A word with its meaning, and as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token(pub(super) Word, pub(super) String);

/// What a word can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// One day, or several ("werktags").
    Days(Vec<Weekday>),
    /// Minutes after midnight, 0 to 1440.
    Time(u16),
    Date(NaiveDate),
    /// From one to another: `-`, "bis", "to".
    Dash,
    /// `,`, "und".
    Separator,
    /// "ab", "von".
    From,
    /// "außer".
    Except,
    /// "alle 2 Wochen".
    EveryWeeks(u16),
    /// A word that means a time only to the one who says it.
    Vague,
    BadTime,
    BadDate,
    Unknown,
}

/// The tokens of one entry; words that carry no meaning ("Uhr", "jeden") are dropped.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        rest: text,
        tokens: Vec::new(),
    };
    while let Some(c) = lexer.rest.chars().next() {
        if c.is_ascii_digit() {
            lexer.number();
        } else if c.is_alphabetic() {
            lexer.word();
        } else {
            lexer.sign(c);
        }
    }
    lexer.tokens
}

struct Lexer<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a> {
    /// Cuts off the longest beginning whose characters fulfil `part`.
    fn take(&mut self, part: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !part(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn push(&mut self, word: Word, text: &str) {
        self.tokens.push(Token(word, text.to_owned()));
    }

    fn sign(&mut self, c: char) {
        let text = &self.rest[..c.len_utf8()];
        self.rest = &self.rest[c.len_utf8()..];
        match c {
            '-' | '–' | '—' | '‐' | '‑' | '−' | '~' => self.push(Word::Dash, text),
            ',' | '/' | '+' | '&' => self.push(Word::Separator, text),
            ':' | '.' | '(' | ')' | '|' | '\'' | '’' => {}
            c if c.is_whitespace() || c.is_control() => {}
            _ => self.push(Word::Unknown, text),
        }
    }

    /// A time ("8", "8:30", "08.30", "0830", "8h30", "8 am") or a date ("30.11.2026", "2026-11-30").
    fn number(&mut self) {
        let begin = self.rest;
        if let Some(weeks) = self.fortnight() {
            self.push(
                Word::EveryWeeks(weeks),
                begin.split_whitespace().next().unwrap_or(begin),
            );
            return;
        }
        let first = self.take(|c| c.is_ascii_digit());
        let second = self.after_sign(&[':', '.', 'h']);
        let third = if second.is_some() {
            self.after_sign(&['.', ':'])
        } else {
            None
        };
        if first.len() == 4
            && second.is_none()
            && let Some(word) = self.iso_date(begin)
        {
            let text = &begin[..begin.len() - self.rest.len()];
            self.push(word, text);
            return;
        }
        let dotted = begin[..begin.len() - self.rest.len()].contains('.');
        let dangling = second.is_some() && third.is_none() && dotted && self.rest.starts_with('.');
        let word = match (second, third) {
            (Some(month), Some(year)) if dotted => date(first, month, year),
            (Some(minute), Some(_)) => time(first, minute),
            (Some(_), None) if dangling => Word::BadDate,
            (Some(minute), None) => time(first, minute),
            (None, _) if first.len() == 4 => time(&first[..2], &first[2..]),
            (None, _) => time(first, "00"),
        };
        let text = &begin[..begin.len() - self.rest.len()];
        let word = self.half_day(word);
        self.push(word, text.trim_end());
    }

    /// Digits after one of `signs`.
    fn after_sign(&mut self, signs: &[char]) -> Option<&'a str> {
        let rest = self.rest.strip_prefix(signs)?;
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        self.rest = rest;
        Some(self.take(|c| c.is_ascii_digit()))
    }

    fn iso_date(&mut self, begin: &str) -> Option<Word> {
        let text = begin.get(..10)?;
        let date = text.parse::<NaiveDate>().ok()?;
        self.rest = self.rest.get(6..)?;
        Some(Word::Date(date))
    }

    /// "14-tägig": every second week.
    fn fortnight(&mut self) -> Option<u16> {
        let rest = self.rest.strip_prefix("14")?.trim_start_matches(['-', ' ', '‑']);
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if !matches!(fold(word).as_str(), "taegig" | "taeglich" | "tagig") {
            return None;
        }
        self.rest = after;
        Some(2)
    }

    /// "8 am", "1 pm". German "am" never follows a time.
    fn half_day(&mut self, word: Word) -> Word {
        let Word::Time(minute) = word else { return word };
        let after = self.rest.trim_start();
        let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (suffix, rest) = after.split_at(end);
        let noon = 12 * 60;
        let hours = match fold(suffix).as_str() {
            "am" if minute < noon + 60 => minute % noon,
            "pm" if minute < noon + 60 => minute % noon + noon,
            _ => return word,
        };
        self.rest = rest;
        Word::Time(hours)
    }

    fn word(&mut self) {
        let text = self.take(char::is_alphabetic);
        let folded = fold(text);
        if matches!(folded.as_str(), "alle" | "jede" | "jeden" | "every" | "each")
            && let Some(weeks) = self.weeks()
        {
            self.push(Word::EveryWeeks(weeks), text);
            return;
        }
        if let Some(word) = meaning(&folded) {
            self.push(word, text);
        }
    }

    /// "2 Wochen", "2. Woche", "2nd week", "zwei Wochen", "other week" behind "alle" or "every".
    fn weeks(&mut self) -> Option<u16> {
        let rest = self.rest.trim_start();
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '.')
            .unwrap_or(rest.len());
        let (number, rest) = rest.split_at(end);
        let folded = fold(number);
        let weeks = match folded.as_str() {
            "zwei" | "zweite" | "two" | "second" | "other" => 2,
            "drei" | "dritte" | "three" | "third" => 3,
            "vier" | "vierte" | "four" | "fourth" => 4,
            digits => digits
                .trim_end_matches(|c: char| c.is_ascii_alphabetic())
                .parse()
                .ok()?,
        };
        let rest = rest.trim_start_matches('.').trim_start();
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (unit, rest) = rest.split_at(end);
        if !matches!(fold(unit).as_str(), "woche" | "wochen" | "week" | "weeks") {
            return None;
        }
        self.rest = rest;
        Some(weeks)
    }
}

fn time(hour: &str, minute: &str) -> Word {
    match (hour.parse::<u16>(), minute.parse::<u16>()) {
        (Ok(24), Ok(0)) => Word::Time(1440),
        (Ok(hour @ 0..24), Ok(minute @ 0..60)) => Word::Time(hour * 60 + minute),
        _ => Word::BadTime,
    }
}

fn date(day: &str, month: &str, year: &str) -> Word {
    let parsed = match (day.parse(), month.parse(), year.parse::<i32>()) {
        (Ok(day), Ok(month), Ok(year)) if year >= 1000 => NaiveDate::from_ymd_opt(year, month, day),
        (Ok(day), Ok(month), Ok(year)) if year < 100 && !year.is_negative() => {
            NaiveDate::from_ymd_opt(2000 + year, month, day)
        }
        _ => None,
    };
    parsed.map_or(Word::BadDate, Word::Date)
}

/// What a folded word means; `None` for words without meaning here.
fn meaning(word: &str) -> Option<Word> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let one = |day| Some(Word::Days(vec![day]));
    match word {
        "mo" | "mon" | "montag" | "montags" | "monday" | "mondays" => one(Mon),
        "di" | "die" | "dienstag" | "dienstags" | "tu" | "tue" | "tues" | "tuesday" | "tuesdays" => one(Tue),
        "mi" | "mit" | "mittwoch" | "mittwochs" | "we" | "wed" | "wednesday" | "wednesdays" => one(Wed),
        "do" | "don" | "donnerstag" | "donnerstags" | "th" | "thu" | "thur" | "thurs" | "thursday"
        | "thursdays" => one(Thu),
        "fr" | "fre" | "freitag" | "freitags" | "fri" | "friday" | "fridays" => one(Fri),
        "sa" | "sam" | "samstag" | "samstags" | "sonnabend" | "sonnabends" | "sat" | "saturday"
        | "saturdays" => one(Sat),
        "so" | "son" | "sonntag" | "sonntags" | "su" | "sun" | "sunday" | "sundays" => one(Sun),
        "werktags" | "wochentags" | "weekdays" => Some(Word::Days(vec![Mon, Tue, Wed, Thu, Fri])),
        "wochenende" | "wochenends" | "weekend" | "weekends" => Some(Word::Days(vec![Sat, Sun])),
        "taeglich" | "daily" => Some(Word::Days(vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun])),
        "bis" | "to" | "until" | "till" => Some(Word::Dash),
        "und" | "and" | "sowie" => Some(Word::Separator),
        "ab" | "von" | "from" | "seit" => Some(Word::From),
        "ausser" | "except" | "ohne" => Some(Word::Except),
        "zweiwoechentlich" | "zweiwoechig" | "fortnightly" | "biweekly" => Some(Word::EveryWeeks(2)),
        "vormittags" | "vormittag" | "nachmittags" | "nachmittag" | "abends" | "abend" | "morgens"
        | "mittags" | "frueh" | "ganztags" | "ganztaegig" | "flexibel" | "jederzeit" | "absprache"
        | "vereinbarung" | "unterschiedlich" | "schichtdienst" | "wechselnd" | "mornings" | "morning"
        | "afternoons" | "afternoon" | "evenings" | "evening" | "flexible" | "anytime" => Some(Word::Vague),
        "uhr" | "h" | "am" | "an" | "jeweils" | "immer" | "jeden" | "jede" | "jeder" | "nur" | "zwischen"
        | "between" | "on" | "only" | "hours" | "every" | "each" | "alle" | "woechentlich" | "weekly"
        | "der" | "nach" | "clock" | "o" => None,
        _ => Some(Word::Unknown),
    }
}
