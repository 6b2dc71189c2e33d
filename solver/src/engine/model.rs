//! What are the rules of a plan as linear rows over 0/1 variables?
//!
//! One column per candidate, and per seat for each pin. Auxiliary columns exist only where a rule needs them: the chosen time of a
//! request with several, the chosen resource of each inner list. The goals add theirs in [`goal_rows`](super::goal_rows).

use super::candidates::Candidates;
use super::cliques;
use super::rows::{Kind, Rows, Sense};
use super::week::Week;
use crate::draft::{Draft, Usage, budget_totals, resource_available};
use crate::problem::*;
use crate::rules::Assignment;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A resource that may be chosen.
pub(super) struct Choice {
    pub(super) request: RequestId,
    pub(super) list: usize,
    pub(super) resource: ResourceId,
    pub(super) option: u32,
    pub(super) column: u32,
}

/// Columns of one request or pin that are decided together.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Whether one of the alternatives has to be taken.
    pub(super) must: bool,
    pub(super) alternatives: Vec<Alternative>,
}

/// One way to decide a block: this column, if any, and one column of each list.
#[derive(Clone, Debug, Default)]
pub(super) struct Alternative {
    pub(super) column: Option<u32>,
    pub(super) lists: Vec<Vec<u32>>,
}

/// The model of a problem.
pub(super) struct Model {
    pub(super) rows: Rows,
    /// What the first columns stand for: candidates, then pins by seat.
    pub(super) seats: Vec<Assignment>,
    /// How many of them are candidates.
    pub(super) free: usize,
    /// Minutes of each of them.
    pub(super) minutes: Vec<u32>,
    pub(super) times: BTreeMap<(RequestId, u32), u32>,
    pub(super) choices: Vec<Choice>,
    /// What is decided together beside the weeks of people.
    pub(super) blocks: Vec<Block>,
    /// For each person: the times of its candidates.
    pub(super) weeks: Vec<Week>,
    /// For each person: the cliques of its candidates, as columns.
    pub(super) cliques: Vec<Vec<Vec<u32>>>,
}

impl Model {
    /// `None` when a part is too large.
    pub(super) fn new(problem: &Problem, candidates: &Candidates, pinned: &Draft<'_>) -> Option<Self> {
        let mut model = Model {
            rows: Rows::default(),
            seats: candidates.list.clone(),
            free: candidates.list.len(),
            minutes: candidates
                .list
                .iter()
                .map(|at| u32::try_from(at.time(problem).minutes()).unwrap_or(u32::MAX))
                .collect(),
            times: BTreeMap::new(),
            choices: Vec::new(),
            blocks: Vec::new(),
            weeks: Vec::new(),
            cliques: vec![Vec::new(); problem.people.len()],
        };
        for _ in 0..model.free {
            model.rows.binary();
        }
        let pin_columns = model.add_pins(problem);
        for at in 0..problem.requests.len() {
            model.add_request(problem, candidates, &pin_columns, RequestId::from_index(at));
        }
        model.add_pairs(problem, candidates, &pin_columns);
        model.add_capacities(problem);
        let weeks: Vec<(Week, Vec<Vec<u32>>)> = (0..problem.people.len())
            .into_par_iter()
            .map(|at| {
                let (week, edges) =
                    Week::new(problem, &candidates.list, &candidates.of_person[at], pinned, at)?;
                let cliques = cliques::cover(week.len(), &edges);
                Some((week, cliques))
            })
            .collect::<Option<_>>()?;
        for (at, (week, cliques)) in weeks.iter().enumerate() {
            model.add_person(problem, candidates, pinned, at, week, cliques);
        }
        model.weeks = weeks.into_iter().map(|(week, _)| week).collect();
        model.add_budgets(problem);
        Some(model)
    }

    /// Whose candidate a column is.
    pub(super) fn person_of(&self, column: u32) -> Option<usize> {
        self.seats[..self.free]
            .get(column as usize)
            .map(|at| at.person.index())
    }

    /// The candidates of a person.
    pub(super) fn columns_of(&self, person: usize) -> impl Iterator<Item = u32> {
        let week = &self.weeks[person];
        (0..week.len()).flat_map(|time| week.columns(time).iter().copied())
    }

    /// One column per pin and seat; each pin sits on exactly one.
    fn add_pins(&mut self, problem: &Problem) -> BTreeMap<RequestId, Vec<u32>> {
        let mut columns: BTreeMap<RequestId, Vec<u32>> = BTreeMap::new();
        for pin in &problem.pins {
            let mut own = Vec::new();
            for seat in 0..problem.requests[pin.request.index()].seats.len() as u32 {
                own.push(self.rows.binary());
                self.seats.push(Assignment {
                    request: pin.request,
                    option: pin.option,
                    seat,
                    person: pin.person,
                });
            }
            columns.entry(pin.request).or_default().extend(&own);
            self.blocks.push(Block {
                must: true,
                alternatives: own
                    .iter()
                    .map(|column| Alternative {
                        column: Some(*column),
                        ..Alternative::default()
                    })
                    .collect(),
            });
            self.rows.kind = Kind::Inner;
            self.rows.sum(own, Sense::Equal, 1.0);
            self.rows.kind = Kind::Shared;
        }
        columns
    }

    fn add_request(
        &mut self,
        problem: &Problem,
        candidates: &Candidates,
        pins: &BTreeMap<RequestId, Vec<u32>>,
        request: RequestId,
    ) {
        let facts = &problem.requests[request.index()];
        let range = candidates.of_request[request.index()].clone();
        if let Some(pins) = pins.get(&request) {
            let option = self.seats[pins[0] as usize].option;
            for (seat, wanted) in (0u32..).zip(&facts.seats) {
                let columns: Vec<u32> = range
                    .clone()
                    .map(|at| at as u32)
                    .chain(pins.iter().copied())
                    .filter(|at| self.seats[*at as usize].seat == seat)
                    .collect();
                self.rows
                    .at_most(columns.into_iter().map(|column| (column, 1)), wanted.count);
            }
            let lists = self.add_resources(problem, request, option, None);
            if !lists.is_empty() {
                self.blocks.push(Block {
                    must: true,
                    alternatives: vec![Alternative { column: None, lists }],
                });
            }
            return;
        }
        if range.is_empty() {
            return;
        }
        let mut by_seat: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        for at in range.clone() {
            let candidate = self.seats[at];
            by_seat
                .entry((candidate.option, candidate.seat))
                .or_default()
                .push(at as u32);
        }
        let options: BTreeSet<u32> = by_seat.keys().map(|key| key.0).collect();
        let places = facts.places();
        if places == 1 && facts.resources.is_empty() {
            self.rows.at_most(range.map(|at| (at as u32, 1)), 1);
            return;
        }
        if !facts.all_or_nothing && options.len() == 1 && facts.resources.is_empty() {
            for ((_, seat), columns) in by_seat {
                self.rows.at_most(
                    columns.into_iter().map(|column| (column, 1)),
                    facts.seats[seat as usize].count,
                );
            }
            return;
        }
        let mut chosen = Vec::new();
        let mut block = Block::default();
        for &option in &options {
            let time = self.rows.binary();
            self.times.insert((request, option), time);
            chosen.push((time, 1));
            for (seat, wanted) in (0u32..).zip(&facts.seats) {
                let Some(columns) = by_seat.get(&(option, seat)) else {
                    continue;
                };
                let mut terms: Vec<(u32, f64)> = columns.iter().map(|column| (*column, 1.0)).collect();
                terms.push((time, -(wanted.count as f64)));
                self.rows.row(
                    terms,
                    if facts.all_or_nothing {
                        Sense::Equal
                    } else {
                        Sense::AtMost
                    },
                    0.0,
                );
                if wanted.count > 1 {
                    for &column in columns {
                        self.rows
                            .row(vec![(column, 1.0), (time, -1.0)], Sense::AtMost, 0.0);
                    }
                }
            }
            let lists = self.add_resources(problem, request, option, Some(time));
            block.alternatives.push(Alternative {
                column: Some(time),
                lists,
            });
        }
        self.blocks.push(block);
        self.rows.kind = Kind::Inner;
        self.rows.at_most(chosen, 1);
        self.rows.kind = Kind::Shared;
    }

    /// Of two people who are kept apart, one at most is on a request. Pins may both be.
    fn add_pairs(
        &mut self,
        problem: &Problem,
        candidates: &Candidates,
        pins: &BTreeMap<RequestId, Vec<u32>>,
    ) {
        if problem.apart.is_empty() {
            return;
        }
        for (at, range) in candidates.of_request.iter().enumerate() {
            let pinned = pins.get(&RequestId::from_index(at));
            let mut columns: BTreeMap<PersonId, (Vec<u32>, bool)> = BTreeMap::new();
            let free = range.clone().map(|column| (column as u32, false));
            let pinned = pinned.into_iter().flatten().map(|column| (*column, true));
            for (column, pin) in free.chain(pinned) {
                let own = columns.entry(self.seats[column as usize].person).or_default();
                own.0.push(column);
                own.1 |= pin;
            }
            for (one, other) in &problem.apart {
                if let (Some(one), Some(other)) = (columns.get(one), columns.get(other))
                    && !(one.1 && other.1)
                {
                    let both = one.0.iter().chain(&other.0);
                    self.rows.at_most(both.map(|column| (*column, 1)), 1);
                }
            }
        }
    }

    /// One resource per inner list, for a request served at one of its times: always, or when `time` is chosen.
    fn add_resources(
        &mut self,
        problem: &Problem,
        request: RequestId,
        option: u32,
        time: Option<u32>,
    ) -> Vec<Vec<u32>> {
        let interval = problem.slot(request, option).time;
        let mut lists = Vec::new();
        self.rows.kind = Kind::Inner;
        for (list, resources) in problem.requests[request.index()].resources.iter().enumerate() {
            let mut terms = Vec::new();
            for &resource in resources {
                if resource_available(&problem.resources[resource.index()], interval) {
                    let column = self.rows.binary();
                    self.choices.push(Choice {
                        request,
                        list,
                        resource,
                        option,
                        column,
                    });
                    terms.push((column, 1.0));
                }
            }
            lists.push(terms.iter().map(|(column, _)| *column).collect());
            terms.extend(time.map(|time| (time, -1.0)));
            self.rows
                .row(terms, Sense::Equal, if time.is_some() { 0.0 } else { 1.0 });
        }
        self.rows.kind = Kind::Shared;
        lists
    }

    /// Uses of a resource at the same time.
    pub(super) fn add_capacities(&mut self, problem: &Problem) {
        let mut uses: BTreeMap<ResourceId, Vec<(Interval, u32)>> = BTreeMap::new();
        for choice in &self.choices {
            uses.entry(choice.resource)
                .or_default()
                .push((problem.slot(choice.request, choice.option).time, choice.column));
        }
        for (resource, mut uses) in uses {
            uses.sort_unstable();
            let mut active: Vec<(Interval, u32)> = Vec::new();
            let mut next = 0;
            while next < uses.len() {
                let moment = uses[next].0.start;
                active.retain(|(used, _)| used.end > moment);
                while next < uses.len() && uses[next].0.start == moment {
                    active.push(uses[next]);
                    next += 1;
                }
                // Where the next use starts before any of these ends, its row will say more.
                let ends = active.iter().map(|(used, _)| used.end).min().unwrap_or(moment);
                if next == uses.len() || uses[next].0.start >= ends {
                    self.rows.at_most(
                        active.iter().map(|(_, column)| (*column, 1)),
                        problem.resources[resource.index()].capacity,
                    );
                }
            }
        }
    }

    fn add_person(
        &mut self,
        problem: &Problem,
        candidates: &Candidates,
        pinned: &Draft<'_>,
        at: usize,
        week: &Week,
        cliques: &[Vec<u32>],
    ) {
        let person = &problem.people[at];
        let own = &candidates.of_person[at];
        if own.is_empty() {
            return;
        }
        self.rows.kind = Kind::Clique;
        self.add_cliques(week, cliques, at);
        self.rows.kind = Kind::Limit(at as u32);
        for limit in &person.limits {
            let inside =
                |at: &Assignment| (limit.window.start..limit.window.end).contains(&at.time(problem).start);
            let mut used = Usage::default();
            pinned.by_person[at]
                .iter()
                .filter(|at| inside(at))
                .for_each(|at| used.count(problem, *at));
            let columns: Vec<u32> = own
                .iter()
                .copied()
                .filter(|column| inside(&self.seats[*column as usize]))
                .collect();
            let factor = |column: u32, kind: usize| {
                let mut one = Usage::default();
                one.count(problem, self.seats[column as usize]);
                (column, [one.minutes, one.requests, one.cents][kind])
            };
            let bounds = [
                (limit.minutes, used.minutes),
                (limit.requests, used.requests),
                (limit.cents, used.cents),
            ];
            let rows: Vec<(Vec<(u32, i64)>, i64)> = (0..3)
                .filter_map(|kind| {
                    let (bound, used) = bounds[kind];
                    Some((
                        columns.iter().map(|column| factor(*column, kind)).collect(),
                        (bound? - used).max(0),
                    ))
                })
                .collect();
            for (terms, bound) in rows {
                self.rows.at_most(terms, bound);
            }
        }
        let mut cases: BTreeMap<CaseId, Vec<u32>> = BTreeMap::new();
        for &column in own {
            if let Some(case) = problem.requests[self.seats[column as usize].request.index()].case {
                cases.entry(case).or_default().push(column);
            }
        }
        for (case, columns) in cases {
            let used = pinned.by_person[at]
                .iter()
                .filter(|at| problem.requests[at.request.index()].case == Some(case))
                .count() as i64;
            let left = (problem.cases[case.index()].limit - used).max(0);
            self.rows
                .at_most(columns.into_iter().map(|column| (column, 1)), left);
        }
        self.rows.kind = Kind::Shared;
    }

    /// Times that exclude each other for one person, on whatever seats.
    fn add_cliques(&mut self, week: &Week, cliques: &[Vec<u32>], person: usize) {
        for clique in cliques {
            let columns: Vec<u32> = clique
                .iter()
                .flat_map(|time| week.columns(*time as usize).iter().copied())
                .collect();
            self.rows.at_most(columns.iter().map(|column| (*column, 1)), 1);
            self.cliques[person].push(columns);
        }
    }

    fn add_budgets(&mut self, problem: &Problem) {
        let mut left = budget_totals(problem);
        for request in problem
            .pins
            .iter()
            .map(|pin| &problem.requests[pin.request.index()])
        {
            if let Some(budget) = request.budget {
                left[budget.index()] -= request.cents;
            }
        }
        let mut terms: Vec<Vec<(u32, i64)>> = vec![Vec::new(); problem.budgets.len()];
        for (column, at) in (0u32..).zip(&self.seats[..self.free]) {
            let request = &problem.requests[at.request.index()];
            if let Some(budget) = request.budget {
                terms[budget.index()].push((column, request.cents));
            }
        }
        for (terms, left) in terms.into_iter().zip(left) {
            self.rows.at_most(terms, left);
        }
    }

    /// Only the resources of pinned requests, to see whether there are enough.
    pub(super) fn of_pinned_resources(problem: &Problem) -> Self {
        let mut model = Model {
            rows: Rows::default(),
            seats: Vec::new(),
            free: 0,
            minutes: Vec::new(),
            times: BTreeMap::new(),
            choices: Vec::new(),
            blocks: Vec::new(),
            weeks: Vec::new(),
            cliques: Vec::new(),
        };
        let pinned: BTreeMap<RequestId, u32> =
            problem.pins.iter().map(|pin| (pin.request, pin.option)).collect();
        for (request, option) in pinned {
            model.add_resources(problem, request, option, None);
        }
        model.add_capacities(problem);
        model
    }

    /// The resources a solution chooses.
    pub(super) fn chosen_resources(
        &self,
        problem: &Problem,
        values: &[f64],
    ) -> BTreeMap<RequestId, Vec<ResourceId>> {
        let mut chosen: BTreeMap<RequestId, BTreeMap<usize, ResourceId>> = BTreeMap::new();
        for choice in self
            .choices
            .iter()
            .filter(|choice| values[choice.column as usize] > 0.5)
        {
            chosen
                .entry(choice.request)
                .or_default()
                .insert(choice.list, choice.resource);
        }
        chosen
            .into_iter()
            .filter(|(request, lists)| lists.len() == problem.requests[request.index()].resources.len())
            .map(|(request, lists)| (request, lists.into_values().collect()))
            .collect()
    }
}
