//! Which plans of a neighbourhood cover most while they move fewest people?

use super::event::Aftermath;
use crate::budget::Budget;
use crate::draft::Draft;
use crate::engine::Region;
use crate::goals::as_told;
use crate::neighbourhood::{Area, Neighbourhood};
use crate::problem::*;
use crate::rules::Assignment;
use std::collections::{BTreeMap, BTreeSet};

/// A plan of the whole problem that one choice of the neighbourhood makes.
pub(super) struct Choice {
    pub(super) plan: Vec<Assignment>,
    /// Nothing in the neighbourhood covers more, or as much with fewer people moved, within what the choice allows.
    pub(super) proved: bool,
}

/// A neighbourhood of an event.
pub(super) struct Surroundings<'s, 'p> {
    draft: &'s Draft<'p>,
    near: Neighbourhood,
    /// What people here were told about free requests, in the numbers of the neighbourhood.
    told: Vec<Assignment>,
    /// People whom the event concerns.
    concerned: Vec<PersonId>,
}

/// One solution with its two numbers.
struct Found {
    plan: Vec<Assignment>,
    coverage: i128,
    moved: usize,
    proved: bool,
}

impl<'s, 'p> Surroundings<'s, 'p> {
    pub(super) fn new(after: &Aftermath, draft: &'s Draft<'p>, area: &Area) -> Self {
        let near = Neighbourhood::around(draft, area);
        let told = after
            .told
            .iter()
            .filter(|at| area.requests.contains(&at.request))
            .filter_map(|at| {
                let (request, person) = (near.inner(at.request)?, near.inner_person(at.person)?);
                Some(Assignment {
                    request,
                    person,
                    ..*at
                })
            })
            .collect();
        let concerned = after
            .concerned
            .iter()
            .filter_map(|one| near.inner_person(*one))
            .collect();
        Surroundings {
            draft,
            near,
            told,
            concerned,
        }
    }

    /// Up to `most` plans, the one that covers most first; each further one moves fewer people.
    pub(super) fn choices(&self, budget: &Budget, most: usize) -> Vec<Choice> {
        let Some(model) = Model::new(self, budget) else {
            return Vec::new();
        };
        let Some(best) = model.solve(self, None, budget) else {
            return Vec::new();
        };
        let mut found = vec![best];
        let moves = found[0].moved;
        if moves > 0
            && most > 1
            && let Some(none) = model.solve(self, Some(0), budget)
        {
            // In between: the fewest moves that cover more than moving nobody.
            for allowed in 1..moves {
                if found.len() + 1 >= most {
                    break;
                }
                match model.solve(self, Some(allowed), budget) {
                    Some(one) if one.coverage > none.coverage && one.coverage < found[0].coverage => {
                        found.push(one)
                    }
                    Some(_) => {}
                    None => break,
                }
            }
            // Covering as much, it would have been the best one.
            if none.coverage < found[0].coverage {
                found.push(none);
            }
        }
        found
            .into_iter()
            .map(|one| Choice {
                plan: self.near.merged(self.draft, &one.plan),
                proved: one.proved,
            })
            .collect()
    }
}

struct Model<'m> {
    region: Region<'m>,
    moved: Vec<u32>,
    /// What is made as small as possible, one after the other: coverage, people moved and told, quality.
    levels: Vec<Vec<(u32, i64)>>,
}

/// Sums of costs up to this are minimised together: floating-point numbers keep them apart with ease.
const TOGETHER: i64 = 100_000_000;

impl<'m> Model<'m> {
    fn new(of: &'m Surroundings<'_, '_>, budget: &Budget) -> Option<Self> {
        let problem = &of.near.problem;
        let mut region = Region::new(problem, budget)?;
        let (coverage, _) = region.goal(crate::spec::Goal::Coverage);
        let (quality, _) = region.goal(crate::spec::Goal::Quality);
        let mut columns: BTreeMap<(RequestId, PersonId, u32), Vec<u32>> = BTreeMap::new();
        for (column, at) in (0u32..).zip(&region.seats()[..region.free()]) {
            columns
                .entry((at.request, at.person, at.option))
                .or_default()
                .push(column);
        }
        let mut moved_of: BTreeMap<PersonId, u32> = BTreeMap::new();
        let mut told_of: BTreeMap<PersonId, u32> = BTreeMap::new();
        let promised: BTreeSet<_> = of
            .told
            .iter()
            .map(|at| (at.request, at.person, at.option))
            .collect();
        for at in of.told.iter().filter(|at| !problem.pins.contains(&as_told(**at))) {
            let moved = *moved_of.entry(at.person).or_insert_with(|| region.binary());
            // Kept or moved: 1 - kept <= moved.
            let mut row = vec![(moved, -1)];
            let kept = columns
                .get(&(at.request, at.person, at.option))
                .into_iter()
                .flatten();
            row.extend(kept.map(|column| (*column, -1)));
            region.at_most(&row, -1);
        }
        for (key, own) in &columns {
            if promised.contains(key) || of.concerned.contains(&key.1) {
                continue;
            }
            let told = *told_of.entry(key.1).or_insert_with(|| region.binary());
            let mut row: Vec<(u32, i64)> = own.iter().map(|column| (*column, 1)).collect();
            row.push((told, -1));
            region.at_most(&row, 0);
        }
        for (person, moved) in &moved_of {
            if !of.concerned.contains(person) {
                let told = *told_of.entry(*person).or_insert_with(|| region.binary());
                region.at_most(&[(*moved, 1), (told, -1)], 0);
            }
        }
        let each = told_of.len() as i64 + 1;
        let unit = each * (moved_of.len() as i64 + 1);
        let mut disturbed: Vec<(u32, i64)> = moved_of.values().map(|column| (*column, each)).collect();
        disturbed.extend(told_of.values().map(|column| (*column, 1)));
        let all: i64 = coverage
            .iter()
            .map(|(_, factor)| factor.abs())
            .fold(0, i64::saturating_add);
        let levels = if all.saturating_mul(unit) <= TOGETHER {
            let mut sum: Vec<(u32, i64)> = coverage
                .iter()
                .map(|(column, factor)| (*column, factor * unit))
                .collect();
            sum.extend(disturbed);
            vec![sum, quality]
        } else {
            vec![coverage, disturbed, quality]
        };
        Some(Model {
            region,
            moved: moved_of.into_values().collect(),
            levels,
        })
    }

    /// The best plan that moves at most so many people.
    fn solve(&self, of: &Surroundings<'_, '_>, most: Option<usize>, budget: &Budget) -> Option<Found> {
        let mut rows = Vec::new();
        if let Some(most) = most {
            let sum: Vec<(u32, i64)> = self.moved.iter().map(|column| (*column, 1)).collect();
            rows.push((sum, most as i64));
        }
        let mut best = None;
        let mut proved = true;
        for (at, level) in self.levels.iter().enumerate() {
            let Some(found) = self.region.minimise(level, &rows, budget) else {
                proved &= at + 1 == self.levels.len();
                break;
            };
            // Quality decides among equals; that it is the best is not claimed.
            proved &= found.proved || at + 1 == self.levels.len();
            rows.push((level.clone(), i64::try_from(found.cost).ok()?));
            best = Some(found.draft);
        }
        let plan = best?.assignments();
        let kept: BTreeSet<_> = plan.iter().map(|at| (at.request, at.person, at.option)).collect();
        let moved: BTreeSet<PersonId> = of
            .told
            .iter()
            .filter(|at| !kept.contains(&(at.request, at.person, at.option)))
            .map(|at| at.person)
            .collect();
        let weight = |at: &Assignment| i128::from(of.near.problem.requests[at.request.index()].weight);
        Some(Found {
            coverage: plan.iter().map(weight).sum(),
            moved: moved.len(),
            plan,
            proved,
        })
    }
}
