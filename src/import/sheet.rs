//! Where in a file are the columns of its kind, and what says the cell of a row?

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::columns::{Kind, columns, find, plain};
use super::csv::{COLUMNS_MAX, RawRow, Reader, letter};
use super::fault::{ColumnRef, Fail, Fails, Fault, Faults};
use super::text::{decode, is_garbled};
use super::{Outcome, words};

/// Most rows with content that are read.
pub const ROWS_MAX: usize = 100_000;

/// Reads a file of `kind`: `record` makes a record of each row that says anything.
///
/// # Errors
/// Every fault of the file, in the order of its rows.
pub fn read<T>(
    bytes: &[u8],
    kind: Kind,
    mut record: impl FnMut(&mut Row<'_, '_>) -> Option<T>,
) -> Result<Outcome<T>, Vec<Fault>> {
    let text = decode(bytes).map_err(|fail| vec![Fault::of_file(fail)])?;
    let mut faults = Faults::default();
    let mut notes = Faults::default();
    let Some((header, mut reader)) = Header::find(&text, kind, &mut faults, &mut notes) else {
        return Err(faults.into_vec());
    };
    let mut records = Vec::new();
    let mut raw = RawRow::default();
    let mut rows = 0;
    while reader.read(&mut raw) {
        if raw.is_blank() && raw.faults.is_empty() {
            continue;
        }
        rows += 1;
        if rows > ROWS_MAX {
            faults.push(Fault::of_file(
                Fail::new("import-too-many-rows").with("max", ROWS_MAX),
            ));
            break;
        }
        let mut row = Row::new(&header, &raw, &mut faults, &mut notes);
        row.check_shape();
        let made = record(&mut row);
        if faults.is_empty() {
            records.extend(made);
        } else {
            // With a fault the file yields nothing; only the other faults are still of interest.
            records = Vec::new();
        }
    }
    if rows == 0 && faults.is_empty() {
        faults.push(Fault::of_file(Fail::new("import-no-rows")));
    }
    if faults.is_empty() {
        Ok(Outcome {
            records,
            notes: notes.into_vec(),
        })
    } else {
        Err(faults.into_vec())
    }
}

/// The header of a file: which column stands where.
#[derive(Debug)]
struct Header {
    kind: Kind,
    names: Vec<String>,
    /// Position of each column that is there.
    positions: BTreeMap<&'static str, usize>,
}

impl Header {
    /// Finds the delimiter and the header, the first row that says anything.
    fn find<'a>(
        text: &'a str,
        kind: Kind,
        faults: &mut Faults,
        notes: &mut Faults,
    ) -> Option<(Self, Reader<'a>)> {
        // Excel's own hint for the delimiter.
        let hint = text
            .strip_prefix("sep=")
            .and_then(|t| t.bytes().next())
            .filter(u8::is_ascii_punctuation);
        let known = |cells: &[Cow<'_, str>]| cells.iter().filter(|cell| find(kind, cell).is_some()).count();
        let candidates = hint.map_or_else(|| b";\t,|".to_vec(), |hint| vec![hint]);
        let open = |delimiter: u8| {
            let mut reader = Reader::new(text, delimiter);
            let mut row = RawRow::default();
            if hint.is_some() {
                reader.read(&mut row);
            }
            while reader.read(&mut row) && row.is_blank() && row.faults.is_empty() {}
            (known(&row.cells), row, reader)
        };
        // The first of the best: `max_by_key` would take the last.
        let best = candidates
            .into_iter()
            .map(open)
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let (_, row, reader) = best?;
        for (position, fail) in &row.faults {
            let column = ColumnRef {
                letter: letter(*position),
                header: String::new(),
            };
            faults.push(Fault::new(row.number, Some(column), "", fail.clone()));
        }
        let header = Self::of(&row, kind, faults, notes);
        Some((header, reader))
    }

    fn of(row: &RawRow<'_>, kind: Kind, faults: &mut Faults, notes: &mut Faults) -> Self {
        let names: Vec<String> = row.cells.iter().map(|c| c.trim().to_owned()).collect();
        let mut header = Self {
            kind,
            names,
            positions: BTreeMap::new(),
        };
        let mut unknown = Vec::new();
        for (position, name) in header
            .names
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty())
        {
            match find(kind, name) {
                None => unknown.push(position),
                Some(column) => {
                    if let Some(first) = header.positions.insert(column.key, position) {
                        header.positions.insert(column.key, first);
                        let fail = Fail::new("import-duplicate-column").with("first", letter(first));
                        faults.push(Fault::new(
                            row.number,
                            Some(header.reference(position)),
                            name,
                            fail,
                        ));
                    }
                }
            }
        }
        header.check_unknown(row.number, &unknown, faults, notes);
        header.check_missing(row.number, faults);
        header
    }

    /// A header that is nearly one we know is a slip; another one is the office's own column.
    fn check_unknown(&self, row: u32, unknown: &[usize], faults: &mut Faults, notes: &mut Faults) {
        for &position in unknown {
            let name = self.names.get(position).map_or("", String::as_str);
            let missing = columns(self.kind)
                .iter()
                .filter(|c| !self.positions.contains_key(c.key));
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
            .filter(|c| c.required && !self.positions.contains_key(c.key))
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

    /// Another kind of file that this header fulfils.
    fn better_kind(&self) -> Option<Kind> {
        let fulfils = |kind: &&Kind| {
            columns(**kind)
                .iter()
                .filter(|c| c.required)
                .all(|c| self.names.iter().any(|name| find(**kind, name) == Some(c)))
        };
        Kind::ALL
            .iter()
            .filter(|kind| **kind != self.kind)
            .find(fulfils)
            .copied()
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
pub struct Row<'r, 'a> {
    header: &'r Header,
    raw: &'r RawRow<'a>,
    faults: &'r mut Faults,
    notes: &'r mut Faults,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Content<'a> {
    Blank,
    Text(Cow<'a, str>),
    /// Nothing that could be read; the fault has been told.
    Faulty,
}

impl<'r, 'a> Row<'r, 'a> {
    fn new(header: &'r Header, raw: &'r RawRow<'a>, faults: &'r mut Faults, notes: &'r mut Faults) -> Self {
        Self {
            header,
            raw,
            faults,
            notes,
        }
    }

    /// Its number as the spreadsheet shows it.
    pub fn number(&self) -> u32 {
        self.raw.number
    }

    /// Whether the file has this column.
    pub fn has_column(&self, key: &'static str) -> bool {
        self.header.positions.contains_key(key)
    }

    /// Whether the cell says anything.
    pub fn is_filled(&self, key: &'static str) -> bool {
        !matches!(read_cell(self.cell(key)), Ok(None))
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

    fn at(&self, key: &'static str, fail: Fail) -> Fault {
        let column = match self.header.positions.get(key) {
            Some(&position) => Some(self.header.reference(position)),
            None => columns(self.header.kind)
                .iter()
                .find(|c| c.key == key)
                .map(|c| ColumnRef {
                    letter: String::new(),
                    header: c.header.to_owned(),
                }),
        };
        Fault::new(self.raw.number, column, self.cell(key), fail)
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

    fn cell(&self, key: &str) -> &'r str {
        let position = self.header.positions.get(key);
        position
            .and_then(|&p| self.raw.cells.get(p))
            .map_or("", |cell| cell.as_ref())
    }

    fn content(&mut self, key: &'static str) -> Content<'r> {
        let position = self.header.positions.get(key);
        if position.is_some_and(|p| self.raw.faults.iter().any(|f| f.0 == *p)) {
            return Content::Faulty;
        }
        match read_cell(self.cell(key)) {
            Ok(None) => Content::Blank,
            Ok(Some(text)) => Content::Text(text),
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
        && rest.starts_with(|c: char| c.is_ascii_digit() || "=+-@".contains(c))
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
