//! Where in a file are the columns of its kind, and what says the cell of a row?

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::answers::Answers;
use super::columns::{Kind, columns, find, plain};
use super::csv::{COLUMNS_MAX, RawRow, Reader, letter};
use super::fault::{ColumnRef, Fail, Fails, Fault, Faults};
use super::mapping::{Guess, Mapping, Marked};
use super::preview::first_row;
use super::source::Source;
use super::text::is_garbled;
use super::words;

/// Most rows with content that are read.
pub const ROWS_MAX: usize = 100_000;

/// A row that could not be taken in, with everything it says, so that it can be corrected and taken in later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Row in the file.
    pub row: u32,
    /// Key of the column and what stands there; blank cells are left out.
    pub cells: Vec<(&'static str, String)>,
    /// Everything wrong with it, in the order of its columns.
    pub faults: Vec<Fault>,
}

/// What one row of a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// Row in the file.
    pub row: u32,
    /// The record, or why there is none.
    pub read: Result<T, Parked>,
    /// What the office should know but need not change.
    pub notes: Vec<Fault>,
}

/// A table with its header understood, read row by row.
#[derive(Debug)]
pub struct Sheet<'s> {
    header: Header<'s>,
    reader: Reader<'s>,
    marked: &'s BTreeSet<u32>,
    rows: usize,
    /// What the office should know about the header.
    pub notes: Vec<Fault>,
    /// Rows on red that were not wanted, and sums below the list.
    pub skipped: usize,
}

impl<'s> Sheet<'s> {
    /// Finds the header of a table of `kind`.
    ///
    /// # Errors
    /// Everything wrong with the header.
    pub fn open(
        source: &'s Source<'_>,
        kind: Kind,
        mapping: &'s Mapping,
        answers: &'s Answers,
    ) -> Result<Self, Vec<Fault>> {
        let (mut faults, mut notes) = (Faults::default(), Faults::default());
        let found = Header::find(source, kind, mapping, answers, &mut faults, &mut notes);
        match found {
            Some((header, reader)) if faults.is_empty() => Ok(Self {
                header,
                reader,
                marked: &source.marked,
                rows: 0,
                notes: notes.into_vec(),
                skipped: 0,
            }),
            _ => Err(faults.into_vec()),
        }
    }

    /// The next row that says anything; `None` at the end.
    ///
    /// # Errors
    /// `import-too-many-rows` once, after which nothing more is read.
    pub fn next<T>(
        &mut self,
        record: impl FnOnce(&mut Row<'_, '_>) -> Option<T>,
    ) -> Result<Option<Line<T>>, Box<Fault>> {
        let mut raw = RawRow::default();
        loop {
            if !self.reader.read(&mut raw) {
                return Ok(None);
            }
            if raw.is_blank() && raw.faults.is_empty() {
                continue;
            }
            self.rows += 1;
            let unwanted = self.header.mapping.marked == Marked::Skip && self.marked.contains(&raw.number);
            if unwanted || is_total(&raw) {
                self.skipped += 1;
                continue;
            }
            break;
        }
        if self.rows > ROWS_MAX {
            self.reader = Reader::new("", b';');
            let fail = Fail::new("import-too-many-rows").with("max", ROWS_MAX);
            return Err(Box::new(Fault::of_file(fail)));
        }
        let (mut faults, mut notes) = (Faults::default(), Faults::default());
        let marked = self.marked.contains(&raw.number);
        let mut row = Row {
            header: &self.header,
            raw: &raw,
            faults: &mut faults,
            notes: &mut notes,
            marked,
        };
        row.check_shape();
        let made = record(&mut row);
        if marked && self.header.mapping.marked == Marked::Ask {
            row.fault_of_row(Fail::new("import-marked"));
        }
        let cells = row.cells();
        let mut faults = faults.into_vec();
        faults.sort_by_key(|f| self.header.order(f));
        let read = match made {
            Some(made) if faults.is_empty() => Ok(made),
            _ => Err(Parked {
                row: raw.number,
                cells,
                faults,
            }),
        };
        Ok(Some(Line {
            row: raw.number,
            read,
            notes: notes.into_vec(),
        }))
    }

    /// Whether no row so far said anything.
    pub fn is_blank(&self) -> bool {
        self.rows == 0
    }

    /// How many bytes of the table are still to be read.
    pub fn rest(&self) -> usize {
        self.reader.rest()
    }
}

/// The header of a file: which column stands where.
#[derive(Debug)]
struct Header<'s> {
    kind: Kind,
    mapping: &'s Mapping,
    answers: &'s Answers,
    names: Vec<String>,
    /// Positions of each column that is there; several where a column may be split.
    positions: BTreeMap<&'static str, Vec<usize>>,
}

impl<'s> Header<'s> {
    /// Finds the delimiter and the header.
    fn find(
        source: &'s Source<'_>,
        kind: Kind,
        mapping: &'s Mapping,
        answers: &'s Answers,
        faults: &mut Faults,
        notes: &mut Faults,
    ) -> Option<(Self, Reader<'s>)> {
        let (row, reader) = first_row(source, |cell| mapping.column(kind, cell).is_some())?;
        for (position, fail) in &row.faults {
            let column = ColumnRef {
                letter: letter(*position),
                header: String::new(),
            };
            faults.push(Fault::new(row.number, Some(column), "", fail.clone()));
        }
        let names: Vec<String> = row.cells.iter().map(|c| c.trim().to_owned()).collect();
        let mut header = Self {
            kind,
            mapping,
            answers,
            names,
            positions: BTreeMap::new(),
        };
        header.fill(row.number, faults, notes);
        Some((header, reader))
    }

    fn fill(&mut self, row: u32, faults: &mut Faults, notes: &mut Faults) {
        let mut unknown = Vec::new();
        let names = self.names.iter().enumerate().filter(|(_, name)| !name.is_empty());
        for (position, name) in names {
            match self.mapping.guess(self.kind, name) {
                Guess::Ignored => {}
                Guess::Likely(_) | Guess::Unknown => unknown.push(position),
                Guess::Known(column) => {
                    let there = self.positions.entry(column.key).or_default();
                    if let Some(&first) = there.first()
                        && !column.splits
                    {
                        let fail = Fail::new("import-duplicate-column").with("first", letter(first));
                        let place = ColumnRef {
                            letter: letter(position),
                            header: name.clone(),
                        };
                        faults.push(Fault::new(row, Some(place), name, fail));
                    } else {
                        there.push(position);
                    }
                }
            }
        }
        self.check_unknown(row, &unknown, faults, notes);
        self.check_missing(row, faults);
    }

    fn has(&self, key: &str) -> bool {
        self.positions.contains_key(key) || self.mapping.constant(key).is_some()
    }

    /// Where a fault stands in the row; those without a place come last.
    fn order(&self, fault: &Fault) -> usize {
        let named = self.positions.get(fault.key).and_then(|p| p.first()).copied();
        let shown = || {
            let place = fault.column.as_ref()?;
            (0..=COLUMNS_MAX).find(|&p| letter(p) == place.letter)
        };
        let position = named.or_else(shown);
        let own = columns(self.kind).iter().position(|c| c.key == fault.key);
        match (position, own) {
            (Some(position), _) => position,
            (None, Some(own)) => COLUMNS_MAX + own,
            (None, None) => 2 * COLUMNS_MAX,
        }
    }

    /// A header that is nearly one we know is a slip; another one is the office's own column.
    fn check_unknown(&self, row: u32, unknown: &[usize], faults: &mut Faults, notes: &mut Faults) {
        for &position in unknown {
            let name = self.names.get(position).map_or("", String::as_str);
            let missing = columns(self.kind).iter().filter(|c| !self.has(c.key));
            let near = missing.min_by_key(|c| words::distance(&plain(c.header), &plain(name)));
            let near = near.filter(|c| words::is_near(&plain(c.header), &plain(name)));
            let place = Some(self.reference(position));
            match near {
                Some(near) => {
                    let fail = Fail::new("import-column-slip").with("header", near.header);
                    faults.push(Fault::new(row, place, name, fail));
                }
                None => notes.push(Fault::new(row, place, name, Fail::new("import-column-ignored"))),
            }
        }
    }

    fn check_missing(&self, row: u32, faults: &mut Faults) {
        let mut missing = columns(self.kind)
            .iter()
            .filter(|c| c.required && !self.has(c.key))
            .filter(|c| !c.instead.is_some_and(|other| self.has(other)))
            .peekable();
        if missing.peek().is_none() {
            return;
        }
        if let Some(better) = self.better_kind() {
            faults.push(Fault::of_file(
                Fail::new("import-wrong-kind").with("kind", better),
            ));
            return;
        }
        for column in missing {
            let fail = Fail::new("import-missing-column").with("header", column.header);
            faults.push(Fault::new(row, None, "", fail));
        }
    }

    /// Another kind of file that this header fulfils and that knows more of its names.
    fn better_kind(&self) -> Option<Kind> {
        let known = |kind: Kind| {
            self.names
                .iter()
                .filter(|name| find(kind, name).is_some())
                .count()
        };
        let own = known(self.kind);
        let fulfils = |kind: &&Kind| {
            columns(**kind)
                .iter()
                .filter(|c| c.required)
                .all(|c| self.names.iter().any(|name| find(**kind, name) == Some(c)))
        };
        let needs = |kind: &Kind| columns(*kind).iter().filter(|c| c.required).count();
        // The one that asks for most says most; the first of those.
        let others = Kind::ALL.iter().rev().filter(|kind| known(**kind) > own);
        others.filter(fulfils).max_by_key(|kind| needs(kind)).copied()
    }

    fn reference(&self, position: usize) -> ColumnRef {
        let header = self.names.get(position).cloned().unwrap_or_default();
        ColumnRef {
            letter: letter(position),
            header,
        }
    }
}

/// A row of a file, and the place where its faults are gathered.
#[derive(Debug)]
pub struct Row<'r, 's> {
    header: &'r Header<'s>,
    raw: &'r RawRow<'s>,
    faults: &'r mut Faults,
    notes: &'r mut Faults,
    marked: bool,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Blank,
    Text(String),
    /// Nothing that could be read; the fault has been told.
    Faulty,
}

impl<'r, 's> Row<'r, 's> {
    /// Its number as the spreadsheet shows it.
    pub fn number(&self) -> u32 {
        self.raw.number
    }

    /// Whether the row stands on red and red means that someone has left.
    pub fn is_marked_left(&self) -> bool {
        self.marked && self.header.mapping.marked == Marked::Left
    }

    /// Whether the cell says anything.
    pub fn is_filled(&self, key: &'static str) -> bool {
        !matches!(read_cell(&self.cell(key)), Ok(None))
    }

    /// The value of a cell that may be blank.
    pub fn may<T, E: Into<Fails>>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match self.content(key) {
            Content::Text(text) => self.parsed(key, parse(&text)),
            Content::Blank | Content::Faulty => None,
        }
    }

    /// The value of a cell that must be filled.
    pub fn must<T, E: Into<Fails>>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match self.content(key) {
            Content::Text(text) => self.parsed(key, parse(&text)),
            Content::Blank => {
                self.fault(key, Fail::new("import-required"));
                None
            }
            Content::Faulty => None,
        }
    }

    /// The words of a cell that may be blank and lists several; each may have been explained by itself.
    pub fn list<T>(&mut self, key: &'static str, parse: impl Fn(&str) -> Result<T, Fail>) -> Option<Vec<T>> {
        let answers = self.header.answers;
        let explained = |word: &str| parse(answers.meaning(key, word).unwrap_or(word));
        self.may(key, |text| super::cells::list(text, explained))
    }

    /// Tells a fault of a cell.
    pub fn fault(&mut self, key: &'static str, fail: Fail) {
        let fault = self.at(key, fail);
        self.faults.push(fault);
    }

    /// Tells what the office should know about a cell.
    pub fn note(&mut self, key: &'static str, fail: Fail) {
        let note = self.at(key, fail);
        self.notes.push(note);
    }

    /// Tells what is wrong with a row as a whole.
    pub(super) fn fault_of_row(&mut self, fail: Fail) {
        self.faults.push(Fault::new(self.raw.number, None, "", fail));
    }

    fn at(&self, key: &'static str, fail: Fail) -> Fault {
        let column = match self.header.positions.get(key).and_then(|p| p.first()) {
            Some(&position) => Some(self.header.reference(position)),
            None => columns(self.header.kind)
                .iter()
                .find(|c| c.key == key)
                .map(|c| ColumnRef {
                    letter: String::new(),
                    header: c.header.to_owned(),
                }),
        };
        Fault {
            key,
            ..Fault::new(self.raw.number, column, &self.cell(key), fail)
        }
    }

    fn parsed<T, E: Into<Fails>>(&mut self, key: &'static str, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(fails) => {
                for fail in fails.into().0 {
                    self.fault(key, fail);
                }
                None
            }
        }
    }

    /// The row as it stands there, without a fault: for a caller who finds one that no file can show.
    pub(super) fn parked(&self) -> Parked {
        Parked {
            row: self.raw.number,
            cells: self.cells(),
            faults: Vec::new(),
        }
    }

    /// The year in the header of a column ("Bisher 2026 ausgezahlt").
    pub(super) fn year_in_header(&self, key: &str) -> Option<i32> {
        let position = *self.header.positions.get(key)?.first()?;
        super::columns::year_of(self.header.names.get(position)?)
    }

    /// What stands there: the cell, several of a split column together, or what holds for every row.
    fn cell(&self, key: &str) -> Cow<'r, str> {
        let Some(positions) = self.header.positions.get(key) else {
            return Cow::Borrowed(self.header.mapping.constant(key).unwrap_or_default());
        };
        let at = |p: &usize| self.raw.cells.get(*p).map_or("", |cell| cell.as_ref());
        match positions.as_slice() {
            [one] => Cow::Borrowed(at(one)),
            several => {
                let parts = several.iter().map(at).filter(|t| !t.trim().is_empty());
                Cow::Owned(parts.collect::<Vec<_>>().join("; "))
            }
        }
    }

    /// Everything the row says, by column.
    fn cells(&self) -> Vec<(&'static str, String)> {
        let all = columns(self.header.kind)
            .iter()
            .map(|c| (c.key, self.cell(c.key)));
        all.filter(|(_, text)| !text.trim().is_empty())
            .map(|(key, text)| (key, without_sign(text.into_owned())))
            .collect()
    }

    fn content(&mut self, key: &'static str) -> Content {
        let positions = self.header.positions.get(key).map(Vec::as_slice);
        let broken = |p: &usize| self.raw.faults.iter().any(|f| f.0 == *p);
        if positions.unwrap_or_default().iter().any(broken) {
            return Content::Faulty;
        }
        let cell = self.cell(key);
        match read_cell(&cell) {
            Ok(None) => Content::Blank,
            Ok(Some(text)) => match self.header.answers.meaning(key, &text) {
                Some(meant) => Content::Text(meant.to_owned()),
                None => Content::Text(text.into_owned()),
            },
            Err(fail) => {
                self.fault(key, fail);
                Content::Faulty
            }
        }
    }

    /// Faults of the row itself: quotation marks, length, cells beside the header.
    fn check_shape(&mut self) {
        let raw = self.raw;
        for (position, fail) in &raw.faults {
            let column = ColumnRef {
                letter: letter(*position),
                ..self.header.reference(*position)
            };
            self.faults
                .push(Fault::new(raw.number, Some(column), "", fail.clone()));
        }
        let named = |position: usize| {
            self.header
                .names
                .get(position)
                .is_some_and(|name| !name.is_empty())
        };
        let stray = raw
            .cells
            .iter()
            .enumerate()
            .take(COLUMNS_MAX)
            .find(|(p, c)| !named(*p) && !c.trim().is_empty());
        if let Some((position, cell)) = stray {
            let fail = Fail::new("import-cell-without-header");
            self.faults.push(Fault::new(
                raw.number,
                Some(self.header.reference(position)),
                cell,
                fail,
            ));
        }
    }
}

/// Whether a row only adds up the ones above ("Summe; 12"): it begins with such a word and says little else.
fn is_total(raw: &RawRow<'_>) -> bool {
    const WORDS: [&str; 6] = [
        "summe",
        "gesamt",
        "gesamtsumme",
        "zwischensumme",
        "insgesamt",
        "total",
    ];
    const SAYS_MOST: usize = 3;
    let mut filled = raw.cells.iter().filter(|cell| !cell.trim().is_empty());
    let Some(first) = filled.next() else { return false };
    let word = words::key(first);
    WORDS.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit())) && filled.count() < SAYS_MOST
}

/// Whether a text must be written with an apostrophe before it, so that no spreadsheet takes it for a formula and
/// reading gives it back as it is.
pub(super) fn needs_apostrophe(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@']) || text.strip_prefix('\'').is_some_and(loses_apostrophe)
}

/// Whether an apostrophe before this text is a spreadsheet's sign and no part of the text.
fn loses_apostrophe(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit() || "=+-@'".contains(c))
}

/// A cell for people to correct: without the apostrophe that keeps "+49…" from being a formula.
fn without_sign(text: String) -> String {
    let number = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit() || c == '+');
    match text.strip_prefix('\'').filter(number) {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// What a cell says once Excel's habits are taken off: `="0123"`, a leading `'`, spaces, "-" for nothing.
fn read_cell(raw: &str) -> Result<Option<Cow<'_, str>>, Fail> {
    let mut text = Cow::Borrowed(raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}'));
    if let Some(inner) = text
        .strip_prefix("=\"")
        .and_then(|t| t.strip_suffix('"'))
        .filter(|t| !t.contains('"'))
    {
        text = Cow::Owned(inner.trim().to_owned());
    } else if text.starts_with('=') {
        return Err(Fail::new("import-formula"));
    }
    if let Some(rest) = text.strip_prefix('\'')
        && loses_apostrophe(rest)
    {
        text = Cow::Owned(rest.to_owned());
    }
    if words::is_spreadsheet_error(&text) {
        return Err(Fail::new("import-spreadsheet-error"));
    }
    if is_garbled(&text) {
        return Err(Fail::new("import-garbled"));
    }
    Ok((!words::is_nothing(&text)).then_some(text))
}
