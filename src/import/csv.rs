//! Which rows and cells does a text hold, counted as a spreadsheet counts them?
//!
//! Reading is our own: a row must be numbered as Excel numbers it (blank lines count, line breaks inside a cell do
//! not), and a quotation mark that is never closed must be told with its row instead of swallowing the rest of the
//! file. Writing is the `csv` crate's.

use std::borrow::Cow;

use super::fault::Fail;

/// Most cells that a row can have.
pub const COLUMNS_MAX: usize = 200;
/// Longest cell, in bytes.
pub const CELL_MAX: usize = 10_000;

/// The rows of a text, one after the other.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a str,
    delimiter: u8,
    row: u32,
}

/// One row of a text.
#[derive(Debug, Default)]
pub struct RawRow<'a> {
    /// Number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells, as they are; further ones than [`COLUMNS_MAX`] are left out.
    pub cells: Vec<Cow<'a, str>>,
    /// What is wrong with it: position of the cell and fault.
    pub faults: Vec<(usize, Fail)>,
}

impl RawRow<'_> {
    /// Whether no cell says anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| c.trim().is_empty())
    }
}

impl<'a> Reader<'a> {
    /// Reads `text` with cells separated by `delimiter`, an ASCII character. A first line `sep=;` is a row of its own.
    pub fn new(text: &'a str, delimiter: u8) -> Self {
        Self {
            rest: text,
            delimiter,
            row: 0,
        }
    }

    /// Reads the next row into `row`; `false` at the end.
    pub fn read(&mut self, row: &mut RawRow<'a>) -> bool {
        row.cells.clear();
        row.faults.clear();
        if self.rest.is_empty() {
            return false;
        }
        self.row = self.row.saturating_add(1);
        row.number = self.row;
        loop {
            let (cell, fault) = self.cell();
            let position = row.cells.len();
            if let Some(fault) = fault {
                row.faults.push((position, fault));
            }
            if position < COLUMNS_MAX {
                row.cells.push(cell);
            } else if !cell.trim().is_empty() && row.faults.last().is_none_or(|f| f.0 != COLUMNS_MAX) {
                row.faults.push((
                    COLUMNS_MAX,
                    Fail::new("import-too-many-columns").with("max", COLUMNS_MAX),
                ));
            }
            match self.rest.as_bytes() {
                [b'\r', b'\n', ..] => self.rest = &self.rest[2..],
                [b'\r' | b'\n', ..] => self.rest = &self.rest[1..],
                [_, ..] => {
                    self.rest = &self.rest[1..];
                    continue;
                }
                [] => {}
            }
            return true;
        }
    }

    /// How many bytes are still to be read.
    pub fn rest(&self) -> usize {
        self.rest.len()
    }

    /// Cuts off a cell; what follows it is a delimiter, a line end or nothing.
    fn cell(&mut self) -> (Cow<'a, str>, Option<Fail>) {
        if !self.rest.starts_with('"') {
            return bounded(Cow::Borrowed(self.unquoted()));
        }
        let mut text = String::new();
        let mut rest = &self.rest[1..];
        loop {
            let Some(quote) = rest.find('"') else {
                self.rest = "";
                return (Cow::Borrowed(""), Some(Fail::new("import-open-quote")));
            };
            let (piece, after) = (&rest[..quote], &rest[quote + 1..]);
            if let Some(next) = after.strip_prefix('"') {
                // A doubled quotation mark is one of the text.
                text.push_str(piece);
                text.push('"');
                rest = next;
                continue;
            }
            self.rest = after;
            let tail = self.unquoted();
            if text.is_empty() && tail.is_empty() {
                return bounded(Cow::Borrowed(piece));
            }
            text.push_str(piece);
            text.push_str(tail);
            return bounded(Cow::Owned(text));
        }
    }

    fn unquoted(&mut self) -> &'a str {
        let ends = |b: &u8| *b == self.delimiter || *b == b'\n' || *b == b'\r';
        let end = self.rest.as_bytes().iter().position(ends);
        // All three are ASCII, so the text can be cut there.
        let (cell, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        cell
    }
}

fn bounded(cell: Cow<'_, str>) -> (Cow<'_, str>, Option<Fail>) {
    if cell.len() > CELL_MAX {
        let fail = Fail::new("import-cell-too-long").with("max", CELL_MAX);
        return (Cow::Borrowed(""), Some(fail));
    }
    (cell, None)
}

/// The letter of a column, from 0: A to Z, AA, AB.
pub fn letter(mut position: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(position % 26).unwrap_or(0)));
        if position < 26 {
            break;
        }
        position = position / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// Writes rows as German Excel does: `;`, CRLF, UTF-8 with byte order mark, quotation marks only where needed.
pub fn write<R, C>(rows: R) -> Vec<u8>
where
    R: IntoIterator,
    R::Item: IntoIterator<Item = C>,
    C: AsRef<[u8]>,
{
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row).expect("a vector takes every row");
    }
    writer.into_inner().expect("a vector can be flushed")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut reader = Reader::new(text, b';');
        let mut row = RawRow::default();
        let mut all = Vec::new();
        while reader.read(&mut row) {
            assert!(row.faults.is_empty(), "{:?}", row.faults);
            all.push((row.number, row.cells.iter().map(|c| c.to_string()).collect()));
        }
        all
    }

    fn cells(list: &[&str]) -> Vec<String> {
        list.iter().map(|s| (*s).to_owned()).collect()
    }

    #[test]
    fn rows_are_numbered_as_excel_does() {
        let read = rows("a;b\r\n\"x\r\ny\";2\r\n\r\n;\n\"say \"\"hi\"\"\";\"=\"\"0123\"\"\"\rlast");
        let expected = [
            (1, cells(&["a", "b"])),
            (2, cells(&["x\r\ny", "2"])),
            (3, cells(&[""])),
            (4, cells(&["", ""])),
            (5, cells(&["say \"hi\"", "=\"0123\""])),
            (6, cells(&["last"])),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn quotation_marks_inside_a_cell_are_text() {
        assert_eq!(
            rows("5\" Rohr;\"a\"b;\"\";")[0].1,
            cells(&["5\" Rohr", "ab", "", ""])
        );
    }

    #[test]
    fn a_mark_that_is_never_closed_is_found_where_it_opens() {
        let mut reader = Reader::new("a;b\nc;\"d\ne;f\ng;h\n", b';');
        let mut row = RawRow::default();
        assert!(reader.read(&mut row) && reader.read(&mut row));
        assert_eq!(
            (row.number, row.faults.clone()),
            (2, vec![(1, Fail::new("import-open-quote"))])
        );
        assert!(!reader.read(&mut row));
    }

    #[test]
    fn rows_and_cells_are_bounded() {
        let wide = ";x".repeat(1000);
        let mut row = RawRow::default();
        assert!(Reader::new(&wide, b';').read(&mut row));
        assert_eq!((row.cells.len(), row.faults.len()), (COLUMNS_MAX, 1));
        let long = format!("a;{}", "x".repeat(CELL_MAX + 1));
        assert!(Reader::new(&long, b';').read(&mut row));
        assert_eq!(row.faults[0].1.code, "import-cell-too-long");
    }

    #[test]
    fn letters_of_columns() {
        for (position, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(letter(position), name);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(table in prop::collection::vec(prop::collection::vec("[^\\x00]{0,12}", 2..6), 1..8)) {
            let bytes = write(&table);
            let text = String::from_utf8(bytes).unwrap();
            let read: Vec<_> = rows(text.strip_prefix('\u{FEFF}').unwrap()).into_iter().map(|r| r.1).collect();
            prop_assert_eq!(read, table);
        }

        #[test]
        fn any_text_ends(text in "[a;\"\r\n,=ü]{0,200}", delimiter in prop::sample::select(b";,\t".to_vec())) {
            let mut reader = Reader::new(&text, delimiter);
            let mut row = RawRow::default();
            let mut count = 0;
            while reader.read(&mut row) {
                count += 1;
                prop_assert!(count <= 201);
            }
        }
    }
}
