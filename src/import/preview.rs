//! Where does a table begin, and what do its first rows look like to a person?

use super::columns::Kind;
use super::csv::{RawRow, Reader};
use super::fault::excerpt;
use super::mapping::Mapping;
use super::source::Source;

/// Rows among which the header is looked for.
const PREFACE_MAX: usize = 10;

/// The headers of a table and its first rows as they stand there, for a person to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Headers; those without a name are blank.
    pub headers: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
}

/// Looks at a table without understanding it.
pub fn preview(source: &Source<'_>, kind: Kind, mapping: &Mapping, rows: usize) -> Preview {
    let Some((row, mut reader)) = first_row(source, |cell| mapping.column(kind, cell).is_some()) else {
        return Preview::default();
    };
    let headers: Vec<String> = row.cells.iter().map(|c| c.trim().to_owned()).collect();
    let mut first = Vec::new();
    let mut raw = RawRow::default();
    while first.len() < rows && reader.read(&mut raw) {
        if !raw.is_blank() {
            let cells = raw.cells.iter().take(headers.len());
            first.push(cells.map(|c| excerpt(c.trim())).collect());
        }
    }
    Preview { headers, rows: first }
}

/// The first row that says anything, with the cells cut where most of them are known headers.
pub(super) fn first_row<'s>(
    source: &'s Source<'_>,
    known: impl Fn(&str) -> bool,
) -> Option<(RawRow<'s>, Reader<'s>)> {
    let text: &'s str = &source.text;
    // Excel's own hint for the delimiter.
    let hint = text
        .strip_prefix("sep=")
        .and_then(|t| t.bytes().next())
        .filter(u8::is_ascii_punctuation);
    let candidates = match (source.delimiter, hint) {
        (Some(own), _) => vec![own],
        (None, Some(hint)) => vec![hint],
        (None, None) => b";\t,|".to_vec(),
    };
    let open = |delimiter: u8| {
        let mut reader = Reader::new(text, delimiter);
        if source.delimiter.is_none() && hint.is_some() {
            reader.read(&mut RawRow::default());
        }
        let (count, row, reader) = below_preface(reader, &known);
        ((count, row.cells.len()), row, reader)
    };
    // The first of the best: `max_by_key` would take the last.
    let best = candidates
        .into_iter()
        .map(open)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    Some((best.1, best.2))
}

/// The header under what a list may begin with - a title, a day, who made it - with the reader behind it: the first row
/// that says anything, unless that is a single cell, or a row soon after it holds clearly more known names.
fn below_preface<'s>(
    mut reader: Reader<'s>,
    known: impl Fn(&str) -> bool,
) -> (usize, RawRow<'s>, Reader<'s>) {
    let mut best: Option<(usize, usize, RawRow<'s>, Reader<'s>)> = None;
    for _ in 0..PREFACE_MAX {
        let mut row = RawRow::default();
        while reader.read(&mut row) && row.is_blank() && row.faults.is_empty() {}
        if row.is_blank() && row.faults.is_empty() {
            break;
        }
        let count = row.cells.iter().filter(|cell| known(cell)).count();
        let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let better = best
            .as_ref()
            .is_none_or(|(most, cells, ..)| count > most + 1 || (*most == 0 && *cells == 1 && filled > 1));
        let faulty = !row.faults.is_empty();
        if better {
            best = Some((count, filled, row, reader.clone()));
        }
        if faulty {
            break;
        }
    }
    match best {
        Some((count, _, row, reader)) => (count, row, reader),
        None => (0, RawRow::default(), reader),
    }
}
