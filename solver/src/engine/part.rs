//! How is part of a model decided again while the rest stays as it is?
//!
//! Rows keep what the free columns have left of them. A part can be a neighbourhood of the best plan, or everything but the columns that are
//! known to be useless.

use super::goal_rows::Objective;
use super::lagrange::{Relaxation, Schedules};
use super::model::Model;
use super::rows::{Column, Kind, Row, Rows, Sense};
use std::collections::{BTreeSet, HashMap};

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

/// The weeks that people are known to have in every plan of interest.
#[derive(Clone, Copy)]
pub(super) struct Weeks<'w> {
    pub(super) relaxation: &'w Relaxation<'w>,
    pub(super) schedules: &'w Schedules,
}

/// A smaller model.
pub(super) struct Part {
    pub(super) rows: Rows,
    pub(super) terms: Vec<(u32, f64)>,
    pub(super) start: Vec<f64>,
    /// The columns of the model that are decided again, in order.
    free: Vec<u32>,
    /// Those of them that are columns here too ...
    kept: Vec<u32>,
    /// ... and what the columns after these stand for: all that one person serves.
    weeks: Vec<Vec<u32>>,
}

/// The choice of one person in a part.
struct Own {
    person: usize,
    /// What stays as it is.
    fixed: Vec<u32>,
    /// Where its weeks begin among all weeks, and how many there are.
    first: usize,
    count: usize,
    /// Which of them it has; none when it serves nothing more.
    now: Option<usize>,
    /// Whether to serve nothing more is a choice too.
    none: bool,
}

impl Part {
    /// `free` in order; the others keep their `values`. The last objective is minimised, those before it keep what they are given. Where the
    /// weeks of a person are known, one of them is chosen instead of column by column.
    pub(super) fn new(
        model: &Model,
        rows_of: &RowsOf,
        free: Vec<u32>,
        values: &[f64],
        objectives: &[Objective],
        slack: &[f64],
        known: Option<Weeks<'_>>,
    ) -> Self {
        let mut touched: Vec<u32> = free
            .iter()
            .flat_map(|column| rows_of.of(*column))
            .copied()
            .collect();
        touched.sort_unstable();
        touched.dedup();
        let (weeks, own) = known.map_or_else(Default::default, |known| choices(model, known, &free, values));
        // For each person whether its week is chosen as a whole.
        let listed: BTreeSet<usize> = own.iter().map(|own| own.person).collect();
        let listed_in = |column: u32| {
            model
                .person_of(column)
                .is_some_and(|person| listed.contains(&person))
        };
        // Rows about one person alone are kept by each of its weeks, and so are the columns that only such rows have.
        let alone = |row: &Row| {
            matches!(row.kind, Kind::Clique | Kind::Limit(_) | Kind::Goal) && listed_in(row.terms[0].0)
        };
        let gone: BTreeSet<u32> = touched
            .iter()
            .map(|at| &model.rows.rows[*at as usize])
            .filter(|row| row.kind == Kind::Goal && alone(row))
            .flat_map(|row| row.terms.iter().map(|term| term.0))
            .collect();
        let kept: Vec<u32> = free
            .iter()
            .copied()
            .filter(|column| !listed_in(*column) && !gone.contains(column))
            .collect();
        let mut rows = Rows::default();
        let mut place: HashMap<u32, Vec<u32>> = HashMap::with_capacity(free.len());
        for (at, &column) in (0u32..).zip(&kept) {
            let Column { lower, upper, whole } = model.rows.columns[column as usize];
            rows.column(lower, upper, whole);
            place.insert(column, vec![at]);
        }
        for &column in free.iter().filter(|column| listed_in(**column)) {
            place.entry(column).or_default();
        }
        for week in &weeks {
            let at = rows.binary();
            for column in week {
                place.entry(*column).or_default().push(at);
            }
        }
        for row in touched.iter().map(|at| &model.rows.rows[*at as usize]) {
            if alone(row) {
                continue;
            }
            let mut left = row.bound;
            let mut terms = Vec::new();
            for &(column, factor) in &row.terms {
                match place.get(&column) {
                    Some(columns) => terms.extend(columns.iter().map(|at| (*at, factor))),
                    None => left -= factor * values[column as usize],
                }
            }
            merge(&mut terms);
            let most: f64 = terms
                .iter()
                .filter(|(_, factor)| *factor > 0.0)
                .map(|(at, factor)| factor * rows.columns[*at as usize].upper)
                .sum();
            if row.sense == Sense::Equal || most > left {
                rows.row(terms, row.sense, left);
            }
        }
        let mut start: Vec<f64> = kept.iter().map(|column| values[*column as usize]).collect();
        for own in &own {
            let all = own.first..own.first + own.count;
            let sense = if own.none { Sense::AtMost } else { Sense::Equal };
            rows.sum(all.clone().map(|week| (kept.len() + week) as u32), sense, 1.0);
            start.extend(all.map(|week| f64::from(u8::from(own.now == Some(week)))));
        }
        let mut parts: Vec<Vec<(u32, f64)>> = objectives
            .iter()
            .map(|objective| {
                let mut terms = objective.part(&kept);
                let Some(known) = known else { return terms };
                for own in &own {
                    let before = known.relaxation.week_cost(objective, own.person, &own.fixed);
                    let its = weeks.iter().enumerate().skip(own.first).take(own.count);
                    for (at, week) in its {
                        let all: Vec<u32> = own.fixed.iter().chain(week).copied().collect();
                        let cost = known.relaxation.week_cost(objective, own.person, &all) - before;
                        if cost != 0.0 {
                            terms.push(((kept.len() + at) as u32, cost));
                        }
                    }
                }
                terms
            })
            .collect();
        let terms = parts.pop().unwrap_or_default();
        for (part, slack) in parts.into_iter().zip(slack) {
            let now: f64 = part.iter().map(|(at, factor)| factor * start[*at as usize]).sum();
            if !part.is_empty() {
                rows.row(part, Sense::AtMost, now + slack);
            }
        }
        Part {
            rows,
            terms,
            start,
            free,
            kept,
            weeks,
        }
    }

    /// Writes a solution of the part into the values of all columns.
    pub(super) fn put(&self, part: &[f64], values: &mut [f64]) {
        for column in &self.free {
            values[*column as usize] = 0.0;
        }
        for (column, value) in self.kept.iter().zip(part) {
            values[*column as usize] = *value;
        }
        for (week, value) in self.weeks.iter().zip(&part[self.kept.len()..]) {
            if *value > 0.5 {
                week.iter().for_each(|column| values[*column as usize] = 1.0);
            }
        }
    }

    /// What a solution costs.
    pub(super) fn cost(&self, part: &[f64]) -> f64 {
        self.terms
            .iter()
            .map(|(at, factor)| factor * part[*at as usize])
            .sum()
    }
}

/// The weeks among which people with free columns choose; the one that they have is one of them.
fn choices(model: &Model, known: Weeks<'_>, free: &[u32], values: &[f64]) -> (Vec<Vec<u32>>, Vec<Own>) {
    let people: BTreeSet<usize> = free
        .iter()
        .filter_map(|column| model.person_of(*column))
        .collect();
    let mut weeks: Vec<Vec<u32>> = Vec::new();
    let mut all = Vec::new();
    for person in people {
        let Some(known) = &known.schedules.of[person] else {
            continue;
        };
        let is_free = |column: &u32| free.binary_search(column).is_ok();
        let mut now = Vec::new();
        let mut fixed = Vec::new();
        for column in model
            .columns_of(person)
            .filter(|column| values[*column as usize] > 0.5)
        {
            if is_free(&column) { &mut now } else { &mut fixed }.push(column);
        }
        now.sort_unstable();
        fixed.sort_unstable();
        let mut own: BTreeSet<Vec<u32>> = known
            .iter()
            .filter(|week| {
                let stays = week.iter().filter(|column| !is_free(column));
                stays.eq(fixed.iter())
            })
            .map(|week| week.iter().copied().filter(is_free).collect())
            .collect();
        own.insert(now.clone());
        let none = own.remove(&Vec::new());
        let place = own.iter().position(|week| *week == now);
        all.push(Own {
            person,
            fixed,
            first: weeks.len(),
            count: own.len(),
            now: place.map(|at| weeks.len() + at),
            none,
        });
        weeks.extend(own);
    }
    (weeks, all)
}

/// Adds up the factors of the same column.
fn merge(terms: &mut Vec<(u32, f64)>) {
    terms.sort_unstable_by_key(|term| term.0);
    terms.dedup_by(|next, before| {
        let same = next.0 == before.0;
        if same {
            before.1 += next.1;
        }
        same
    });
}
