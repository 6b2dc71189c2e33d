//! How does a choice at some prices become a plan?
//!
//! Person after person takes the best week of what the others left, first at the prices, then by the true costs until nobody can do
//! better alone. Requests that have to be filled wholly and are not give everything back.

use super::super::goal_rows::Objective;
use super::super::model::Block;
use super::super::rows::Sense;
use super::person::Scratch;
use super::{Choice, Costs, Held, Prices, Relaxation};

/// Passes in which everybody may improve alone.
const PASSES: usize = 4;

/// A plan in the making: which columns are taken, and what is left of each priced row.
struct Table<'r, 'm> {
    relaxation: &'r Relaxation<'m>,
    taken: Vec<bool>,
    room: Vec<f64>,
}

impl Table<'_, '_> {
    fn fits(&self, column: u32) -> bool {
        self.relaxation
            .rows_of(column)
            .iter()
            .all(|(row, factor)| *factor <= self.room[*row as usize])
    }

    fn take(&mut self, column: u32) {
        self.taken[column as usize] = true;
        for &(row, factor) in self.relaxation.rows_of(column) {
            self.room[row as usize] -= factor;
        }
    }

    fn give(&mut self, column: u32) {
        self.taken[column as usize] = false;
        for &(row, factor) in self.relaxation.rows_of(column) {
            self.room[row as usize] += factor;
        }
    }

    /// Decides a block as well as its rows allow.
    fn decide(&mut self, block: &Block, costs: &Costs, wanted: &[bool]) {
        let columns = self.relaxation.columns as u32;
        let mut order: Vec<_> = block.alternatives.iter().collect();
        order.sort_by_key(|one| {
            one.column
                .is_some_and(|column| column < columns && !wanted[column as usize])
        });
        for alternative in order {
            let open = alternative
                .column
                .is_some_and(|column| column < columns && wanted[column as usize]);
            if alternative.column.is_some_and(|column| column >= columns) || !(open || block.must) {
                continue;
            }
            let mut taken = Vec::new();
            let mut complete = true;
            if let Some(column) = alternative.column {
                if block.must && !self.fits(column) {
                    continue;
                }
                self.take(column);
                taken.push(column);
            }
            for list in &alternative.lists {
                let best = list
                    .iter()
                    .copied()
                    .filter(|column| self.fits(*column))
                    .min_by(|a, b| costs.column[*a as usize].total_cmp(&costs.column[*b as usize]));
                match best {
                    Some(column) => {
                        self.take(column);
                        taken.push(column);
                    }
                    None => complete = false,
                }
            }
            if complete {
                return;
            }
            taken.into_iter().for_each(|column| self.give(column));
        }
    }

    /// Everybody in `order` takes the best week of what is there, their own included.
    fn pass(&mut self, order: &[usize], costs: &Costs, scratch: &mut Scratch) -> bool {
        let mut changed = false;
        let mut chosen = Vec::new();
        for &at in order {
            let week = &self.relaxation.model.weeks[at];
            let own: Vec<u32> = (0..week.len())
                .flat_map(|time| week.columns(time).iter().copied())
                .filter(|column| self.taken[*column as usize])
                .collect();
            own.iter().for_each(|column| self.give(*column));
            chosen.clear();
            let allowed = |column: u32| self.fits(column);
            self.relaxation.week(at, costs, &allowed, scratch, &mut chosen);
            chosen.sort_unstable();
            changed |= chosen != own;
            chosen.iter().for_each(|column| self.take(*column));
        }
        changed
    }
}

impl Relaxation<'_> {
    /// A plan near a choice, as values of all columns; `turn` varies the order of people.
    pub(in super::super) fn rounded(
        &self,
        objectives: &[Objective],
        prices: &Prices,
        choice: &Choice,
        turn: u64,
        held: Option<&Held>,
    ) -> Vec<bool> {
        let mut table = Table {
            relaxation: self,
            taken: vec![false; self.columns],
            room: self.shared.iter().map(|row| row.bound).collect(),
        };
        let mut wanted = vec![false; self.columns];
        choice
            .chosen
            .iter()
            .for_each(|column| wanted[*column as usize] = true);
        let mut priced = self.costs(objectives, prices);
        if let Some(held) = held {
            held.apply(&mut priced);
        }
        for block in &self.model.blocks {
            table.decide(block, &priced, &wanted);
        }
        let mut order: Vec<usize> = (0..self.programmes.len())
            .filter(|at| self.programmes[*at].is_some())
            .collect();
        order.sort_by_key(|at| mixed(*at as u64, turn));
        let mut scratch = Scratch::default();
        table.pass(&order, &priced, &mut scratch);
        let bare = Prices {
            rows: vec![0.0; self.shared.len()],
            goals: prices.goals.clone(),
        };
        let costs = self.costs(objectives, &bare);
        for round in 0..PASSES {
            let changed = table.pass(&order, &costs, &mut scratch);
            let broken = self.give_back(&mut table);
            if !changed && !broken && round > 0 {
                break;
            }
        }
        self.give_back(&mut table);
        table.taken
    }

    /// Empties the requests whose seats are not all filled although they have to be.
    fn give_back(&self, table: &mut Table<'_, '_>) -> bool {
        let mut broken = false;
        for block in self.model.blocks.iter().filter(|block| !block.must) {
            for alternative in &block.alternatives {
                let Some(column) = alternative
                    .column
                    .filter(|column| (*column as usize) < self.columns)
                else {
                    continue;
                };
                if !table.taken[column as usize] {
                    continue;
                }
                let short = self.rows_of(column).iter().any(|(row, _)| {
                    self.shared[*row as usize].sense == Sense::Equal && table.room[*row as usize] != 0.0
                });
                if !short {
                    continue;
                }
                broken = true;
                let rows: Vec<u32> = self.rows_of(column).iter().map(|(row, _)| *row).collect();
                table.give(column);
                for list in &alternative.lists {
                    for &choice in list {
                        if table.taken[choice as usize] {
                            table.give(choice);
                        }
                    }
                }
                for row in rows {
                    if self.shared[row as usize].sense == Sense::Equal {
                        for (seat, _) in &self.shared[row as usize].terms {
                            if table.taken[*seat as usize] {
                                table.give(*seat);
                            }
                        }
                    }
                }
            }
        }
        broken
    }
}

/// A number that is as good as drawn.
pub(in super::super) fn mixed(value: u64, turn: u64) -> u64 {
    let mut z = value
        .wrapping_add(turn.wrapping_mul(0x9E37_79B9_7F4A_7C15))
        .wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
