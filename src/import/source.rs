//! Which table does a file hold: text with delimiters, or a sheet of a workbook?
//!
//! A sheet becomes the same text a CSV file has, row by row and cell by cell, so that everything behind this file
//! reads one form. What is packed in a workbook is measured before it is unpacked: a small file can hold gigabytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use calamine::{Data, DataRef, ExcelDateTime, FillPattern, Reader as _, SheetVisible, Style, Xlsx};

use super::columns::{Kind, columns};
use super::csv::{CELL_MAX, COLUMNS_MAX};
use super::fault::Fail;
use super::text::{BYTES_MAX, decode};

/// Most bytes that a workbook may unpack to.
const UNPACKED_MAX: u64 = 100 * 1024 * 1024;
/// Most files within a workbook.
const PARTS_MAX: usize = 2000;
/// Most rows of a sheet that are looked at, blank ones included.
const SHEET_ROWS_MAX: u32 = 200_000;
/// What separates cells of a sheet.
const DELIMITER: u8 = b';';

/// The table of a file.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    pub(super) text: Cow<'a, str>,
    /// Known when the table is a sheet; else it is found in the text.
    pub(super) delimiter: Option<u8>,
    /// Rows that stand on red.
    pub(super) marked: BTreeSet<u32>,
}

/// Whether the bytes are a workbook.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The visible sheets of a workbook, in its order; none for a text.
///
/// # Errors
/// `import-too-large`, `import-workbook-large`, `import-workbook-broken`, `import-workbook-empty`.
pub fn sheets(bytes: &[u8]) -> Result<Vec<String>, Fail> {
    if !is_workbook(bytes) {
        return Ok(Vec::new());
    }
    let workbook = open(bytes)?;
    let visible = workbook
        .sheets_metadata()
        .iter()
        .filter(|s| s.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|s| s.name.clone()).collect();
    if names.is_empty() {
        return Err(Fail::new("import-workbook-empty"));
    }
    Ok(names)
}

impl<'a> Source<'a> {
    /// Reads a file; of a workbook the sheet called `sheet`, or the first.
    ///
    /// # Errors
    /// Like [`sheets`], those of [`decode`], and `import-sheet` when there is no such sheet.
    pub fn open(bytes: &'a [u8], sheet: Option<&str>) -> Result<Self, Fail> {
        if !is_workbook(bytes) {
            return Ok(Self::text(decode(bytes)?));
        }
        let names = sheets(bytes)?;
        let name = match sheet.filter(|s| !s.is_empty()) {
            Some(wanted) => names.iter().find(|n| *n == wanted),
            None => names.first(),
        };
        let name = name.ok_or_else(|| Fail::new("import-sheet").with("choices", names.join(", ")))?;
        let mut workbook = open(bytes)?;
        read_sheet(&mut workbook, name)
    }

    /// The same with a text of its own.
    #[must_use]
    pub fn into_owned(self) -> Source<'static> {
        Source {
            text: Cow::Owned(self.text.into_owned()),
            delimiter: self.delimiter,
            marked: self.marked,
        }
    }

    /// A table of one row under our own headers, from column and text: a row that was put aside.
    pub fn of_cells(kind: Kind, cells: &BTreeMap<String, String>) -> Source<'static> {
        // A cell that must be filled is there, if only to be asked for.
        let shown = columns(kind)
            .iter()
            .filter(|c| c.required || cells.contains_key(c.key));
        let (headers, row): (Vec<&str>, Vec<&str>) = shown
            .map(|c| (c.header, cells.get(c.key).map_or("", String::as_str)))
            .unzip();
        let mut text = String::new();
        for line in [headers, row] {
            for (position, cell) in line.into_iter().enumerate() {
                if position > 0 {
                    text.push(char::from(DELIMITER));
                }
                quote(&mut text, cell);
            }
            text.push('\n');
        }
        Source {
            text: Cow::Owned(text),
            delimiter: Some(DELIMITER),
            marked: BTreeSet::new(),
        }
    }

    /// How long the table is, in bytes.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The table of a text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            delimiter: None,
            marked: BTreeSet::new(),
        }
    }

    /// Whether any row stands on red.
    pub fn has_marked(&self) -> bool {
        !self.marked.is_empty()
    }
}

fn open(bytes: &[u8]) -> Result<Xlsx<Cursor<&[u8]>>, Fail> {
    if bytes.len() > BYTES_MAX {
        return Err(Fail::new("import-too-large").with("max", BYTES_MAX / (1024 * 1024)));
    }
    measure(bytes)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|_| Fail::new("import-workbook-broken"))
}

/// Unpacks every part into nothing, only to count; what the file itself says about its sizes may be a lie.
fn measure(bytes: &[u8]) -> Result<(), Fail> {
    let broken = || Fail::new("import-workbook-broken");
    let large = || Fail::new("import-workbook-large").with("max", UNPACKED_MAX / (1024 * 1024));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > PARTS_MAX {
        return Err(large());
    }
    let mut left = UNPACKED_MAX;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| broken())?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| broken())?;
        left = left.checked_sub(size).ok_or_else(large)?;
    }
    Ok(())
}

fn read_sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Source<'static>, Fail> {
    let broken = || Fail::new("import-workbook-broken");
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|_| broken())?;
    let red: Vec<bool> = cells.styles().iter().map(is_red).collect();
    let mut text = String::new();
    let mut marked = BTreeSet::new();
    let (mut row, mut column) = (0_u32, 0_u32);
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| broken())? {
        let position = cell.get_position();
        // Cells come in the order of the sheet; one that does not is no work of a spreadsheet.
        if position.0 < row || (position.0 == row && position.1 < column) {
            return Err(broken());
        }
        if position.0 >= SHEET_ROWS_MAX {
            return Err(Fail::new("import-too-many-rows").with("max", super::sheet::ROWS_MAX));
        }
        let value = said(cell.get_value());
        if value.trim().is_empty() {
            continue;
        }
        while row < position.0 {
            text.push('\n');
            row += 1;
            column = 0;
        }
        if usize::try_from(position.1).is_ok_and(|c| c <= COLUMNS_MAX) {
            while column < position.1 {
                text.push(char::from(DELIMITER));
                column += 1;
            }
            quote(&mut text, &value);
            if red.get(style).copied().unwrap_or(false) {
                marked.insert(row + 1);
            }
        }
    }
    if text.trim().is_empty() {
        return Err(Fail::new("import-empty"));
    }
    text.push('\n');
    Ok(Source {
        text: Cow::Owned(text),
        delimiter: Some(DELIMITER),
        marked,
    })
}

/// The text of a cell as a person reads it there.
fn said(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => plain(text),
        DataRef::SharedString(text) => plain(text),
        DataRef::DateTime(moment) => moment_text(*moment),
        DataRef::Bool(value) => if *value { "ja" } else { "nein" }.to_owned(),
        DataRef::Float(number) => format!("{number}").replace('.', ","),
        DataRef::Error(_) => "#NV".to_owned(),
        other => Data::from(other.clone()).to_string(),
    }
}

/// A text of a workbook is no formula, whatever it begins with; a text file says so with an apostrophe.
fn plain(text: &str) -> String {
    let bounded: String = text.chars().take(CELL_MAX).collect();
    if super::sheet::needs_apostrophe(&bounded) {
        format!("'{bounded}")
    } else {
        bounded
    }
}

fn moment_text(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let value = moment.as_f64();
    if moment.is_duration() {
        // At most a few days; a length of time is written in hours and minutes.
        #[expect(clippy::cast_possible_truncation, reason = "bounded to a thousand days")]
        let minutes = (value.clamp(0.0, 1000.0) * 1440.0).round() as i64;
        return format!("{}:{:02}", minutes / 60, minutes % 60);
    }
    // Half a minute up: 8:59:59.9997 is 9:00 in every spreadsheet.
    let clock = (u16::from(hour) * 60 + u16::from(minute) + u16::from(second >= 30)).min(1439);
    let (hour, minute) = (clock / 60, clock % 60);
    if value < 1.0 {
        format!("{hour}:{minute:02}")
    } else if value.fract() < 1e-9 {
        format!("{day:02}.{month:02}.{year}")
    } else {
        format!("{day:02}.{month:02}.{year} {hour:02}:{minute:02}")
    }
}

fn quote(text: &mut String, value: &str) {
    text.push('"');
    text.push_str(&value.replace('"', "\"\""));
    text.push('"');
}

/// Whether a style fills its cell with a red that is meant as a sign: clearly red, neither orange nor pink-white.
fn is_red(style: &Style) -> bool {
    let Some(fill) = &style.fill else { return false };
    let Some(color) = &fill.foreground_color else {
        return false;
    };
    let (red, green, blue) = (
        i32::from(color.red),
        i32::from(color.green),
        i32::from(color.blue),
    );
    fill.pattern == FillPattern::Solid
        && red >= 150
        && red - green >= 60
        && red - blue >= 60
        && (green - blue).abs() <= 60
}
