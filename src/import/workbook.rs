//! How are tables written as a workbook that reads like a list and is read back as it was?

use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};

use super::columns::{Kind, columns};

/// Widest column, in characters.
const WIDTH_MAX: usize = 50;

/// A table to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Name of the sheet.
    pub name: String,
    /// Headers.
    pub headers: Vec<&'static str>,
    /// Rows, each as long as the headers.
    pub rows: Vec<Vec<String>>,
}

/// Writes tables as the sheets of one workbook. Every cell is text: nothing is a formula, no number loses its zero.
///
/// # Errors
/// When a name is none for a sheet, or a table is too long for one.
pub fn write(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (head, text) = (
        Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00E6_EDF5)),
        Format::new().set_num_format("@"),
    );
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&table.name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, header) in (0_u16..).zip(&table.headers) {
            sheet.write_string_with_format(0, column, *header, &head)?;
            let cells = table
                .rows
                .iter()
                .take(200)
                .filter_map(|row| row.get(usize::from(column)));
            let widest = cells
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
                .max(header.chars().count());
            let width = u32::try_from(widest.min(WIDTH_MAX)).unwrap_or(20);
            sheet.set_column_width(column, f64::from(width) + 2.0)?;
            sheet.set_column_format(column, &text)?;
        }
        for (number, row) in (1_u32..).zip(&table.rows) {
            for (column, cell) in (0_u16..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string_with_format(number, column, cell, &text)?;
            }
        }
    }
    workbook.save_to_buffer()
}

/// A workbook to start from: the headers and an example row, and a sheet that says what each column is for.
///
/// # Errors
/// As [`write`].
pub fn template(kind: Kind) -> Result<Vec<u8>, XlsxError> {
    let all = columns(kind);
    let table = Table {
        name: kind.sheet().to_owned(),
        headers: all.iter().map(|c| c.header).collect(),
        rows: vec![all.iter().map(|c| c.example.to_owned()).collect()],
    };
    let hints = all.iter().map(|c| {
        let duty = match (c.required, c.instead) {
            (true, None) => "muss",
            (true, Some(_)) => "muss, oder die andere Namensspalte",
            (false, _) => "darf leer sein",
        };
        let names: Vec<&str> = c.aliases.iter().copied().take(4).collect();
        vec![
            c.header.to_owned(),
            duty.to_owned(),
            c.example.to_owned(),
            names.join(", "),
        ]
    });
    let hints = Table {
        name: "Hinweise".to_owned(),
        headers: vec!["Spalte", "Pflicht", "Beispiel", "Darf auch heißen"],
        rows: hints.collect(),
    };
    write(&[table, hints])
}
