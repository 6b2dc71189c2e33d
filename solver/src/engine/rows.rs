//! How is a model held before it is given to a solver?
//!
//! Columns with bounds, rows with one bound, all coefficients whole numbers except in the rows of fairness.

/// A variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) whole: bool,
}

/// How a row is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    AtMost,
    Equal,
}

/// What a row is about; the relaxation prices some of them and leaves others to the programmes of people and requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Couples people or requests.
    #[default]
    Shared,
    /// Times of one person that exclude each other.
    Clique,
    /// A limit or a case of one person.
    Limit(u32),
    /// Inside one request or pin.
    Inner,
    /// Defines a column that a goal brought.
    Goal,
}

/// A constraint.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) terms: Vec<(u32, f64)>,
    pub(super) sense: Sense,
    pub(super) bound: f64,
}

/// Columns and rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// The kind of the rows that are added next.
    pub(super) kind: Kind,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

impl Rows {
    pub(super) fn binary(&mut self) -> u32 {
        self.column(0.0, 1.0, true)
    }

    pub(super) fn column(&mut self, lower: f64, upper: f64, whole: bool) -> u32 {
        self.columns.push(Column { lower, upper, whole });
        u32::try_from(self.columns.len() - 1).expect("a model has fewer than 2^32 columns")
    }

    pub(super) fn row(&mut self, terms: Vec<(u32, f64)>, sense: Sense, bound: f64) {
        self.rows.push(Row {
            kind: self.kind,
            terms,
            sense,
            bound,
        });
    }

    /// The sum of columns.
    pub(super) fn sum(&mut self, columns: impl IntoIterator<Item = u32>, sense: Sense, bound: f64) {
        self.row(
            columns.into_iter().map(|column| (column, 1.0)).collect(),
            sense,
            bound,
        );
    }

    /// Whole coefficients over binary columns, at most `bound`: divided by their common divisor, left out when it cannot bind.
    pub(super) fn at_most(&mut self, terms: impl IntoIterator<Item = (u32, i64)>, bound: i64) {
        let terms: Vec<(u32, i64)> = terms.into_iter().filter(|(_, factor)| *factor != 0).collect();
        let most: i128 = terms.iter().map(|(_, factor)| i128::from(*factor).max(0)).sum();
        if most <= i128::from(bound) {
            return;
        }
        let divisor = terms
            .iter()
            .fold(0, |divisor, (_, factor)| gcd(divisor, factor.unsigned_abs()))
            .max(1);
        let divisor = i64::try_from(divisor).unwrap_or(1);
        let terms = terms
            .into_iter()
            .map(|(column, factor)| (column, (factor / divisor) as f64))
            .collect();
        self.row(terms, Sense::AtMost, bound.div_euclid(divisor) as f64);
    }
}

/// The greatest common divisor.
pub(super) fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
