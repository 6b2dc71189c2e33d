//! How is part of a model decided again while the rest stays as it is?
//!
//! Rows keep what the free columns have left of them. A part can be a neighbourhood of the best plan, or everything but the columns that are
//! known to be useless.

use super::goal_rows::Objective;
use super::model::Model;
use super::rows::{Column, Row, Rows, Sense};

/// Rows of each column of a model.
pub(super) struct RowsOf {
    ends: Vec<u32>,
    rows: Vec<u32>,
}

impl RowsOf {
    pub(super) fn new(rows: &[Row], columns: usize) -> Self {
        let mut ends = vec![0u32; columns + 1];
        for (column, _) in rows.iter().flat_map(|row| &row.terms) {
            ends[*column as usize + 1] += 1;
        }
        for at in 0..columns {
            ends[at + 1] += ends[at];
        }
        let mut next = ends.clone();
        let mut list = vec![0; ends[columns] as usize];
        for (at, row) in (0u32..).zip(rows) {
            for (column, _) in &row.terms {
                let place = &mut next[*column as usize];
                list[*place as usize] = at;
                *place += 1;
            }
        }
        RowsOf { ends, rows: list }
    }

    pub(super) fn of(&self, column: u32) -> &[u32] {
        &self.rows[self.ends[column as usize] as usize..self.ends[column as usize + 1] as usize]
    }
}

/// A smaller model.
pub(super) struct Part {
    pub(super) rows: Rows,
    /// The free columns, in order.
    pub(super) free: Vec<u32>,
    pub(super) terms: Vec<(u32, f64)>,
    pub(super) start: Vec<f64>,
}

impl Part {
    /// `free` in order; the others keep their `values`. The last objective is minimised, those before it keep what they are given.
    pub(super) fn new(
        model: &Model,
        rows_of: &RowsOf,
        free: Vec<u32>,
        values: &[f64],
        objectives: &[Objective],
        slack: &[f64],
    ) -> Self {
        let mut rows = Rows::default();
        let mut touched: Vec<u32> = Vec::new();
        let mut place = std::collections::HashMap::with_capacity(free.len());
        for (at, &column) in (0u32..).zip(&free) {
            let Column { lower, upper, whole } = model.rows.columns[column as usize];
            rows.column(lower, upper, whole);
            touched.extend(rows_of.of(column));
            place.insert(column, at);
        }
        touched.sort_unstable();
        touched.dedup();
        for at in touched {
            let row = &model.rows.rows[at as usize];
            let mut left = row.bound;
            let mut terms = Vec::new();
            for &(column, factor) in &row.terms {
                match place.get(&column) {
                    Some(&column) => terms.push((column, factor)),
                    None => left -= factor * values[column as usize],
                }
            }
            let most: f64 = terms
                .iter()
                .filter(|(_, factor)| *factor > 0.0)
                .map(|(at, factor)| factor * rows.columns[*at as usize].upper)
                .sum();
            if row.sense == Sense::Equal || most > left {
                rows.row(terms, row.sense, left);
            }
        }
        let mut parts: Vec<Vec<(u32, f64)>> =
            objectives.iter().map(|objective| objective.part(&free)).collect();
        let terms = parts.pop().unwrap_or_default();
        let start: Vec<f64> = free.iter().map(|column| values[*column as usize]).collect();
        for (part, slack) in parts.into_iter().zip(slack) {
            let now: f64 = part.iter().map(|(at, factor)| factor * start[*at as usize]).sum();
            if !part.is_empty() {
                rows.row(part, Sense::AtMost, now + slack);
            }
        }
        Part {
            rows,
            free,
            terms,
            start,
        }
    }
}
