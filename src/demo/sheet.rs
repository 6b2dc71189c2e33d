//! How does a file of the city become CSV with the columns that the import knows?

use crate::import::columns::{Kind, columns};
use crate::import::csv;

/// A file being written: all columns of its kind, blank where nothing is said.
#[derive(Clone, Debug)]
pub struct Sheet {
    kind: Kind,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    /// An empty file with its header.
    pub fn new(kind: Kind) -> Self {
        let header = columns(kind).iter().map(|c| c.header.to_owned()).collect();
        Self {
            kind,
            rows: vec![header],
        }
    }

    /// What it holds.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Adds a row of cells, each with the key of its column.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[(&str, T)]) {
        let text = |key| {
            let cell = cells.iter().find(|(k, _)| *k == key);
            cell.map_or(String::new(), |(_, text)| text.as_ref().to_owned())
        };
        self.rows
            .push(columns(self.kind).iter().map(|c| text(c.key)).collect());
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        csv::write(&self.rows)
    }
}
