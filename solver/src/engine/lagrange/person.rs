//! What is the best week of one person at given prices?
//!
//! An exact dynamic programme over the person's times in the order of their starts. A label is a way to arrive at a time: what it earns and
//! what it uses up of limits that are still open; labels that another one beats on every count are dropped. Each limit has a slot while
//! its window is open, so limits over separate days share one. Where a person has more limits at once than there are slots, or more labels
//! than are worth keeping, limits are relaxed: the answer is then still a bound, and whoever turns it into a plan verifies it anyway.

use super::super::rows::Row;
use super::super::week::Week;
use crate::goals::STEPS;

/// Limits that can be open at the same time; the first slot counts minutes for the load.
const SLOTS: usize = 5;
/// Labels kept per time.
const MOST_LABELS: usize = 160;
/// Labels that the search for all good weeks looks at, for each week that is wanted at most.
const LABELS_PER_WEEK: usize = 2000;
/// No limit in this slot.
const NONE: u16 = u16::MAX;

/// One time of a person.
#[derive(Clone, Debug)]
struct Stop {
    /// The limit in each slot.
    limit: [u16; SLOTS],
    amount: [u32; SLOTS],
    bound: [u32; SLOTS],
    /// Slots whose limit is of no interest after this time.
    closes: u8,
}

/// The programme of one person.
#[derive(Clone, Debug)]
pub(super) struct Programme {
    stops: Vec<Stop>,
    /// Load before any of the times, in minutes, and capacity.
    load: f64,
    capacity: f64,
}

/// What a week costs beside its times.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extra {
    /// For serving at all.
    pub(super) used: f64,
    /// For each point of the load's cost.
    pub(super) load: f64,
}

#[derive(Clone, Copy, Debug)]
struct Label {
    value: f64,
    used: [u32; SLOTS],
    from: u32,
    time: u16,
}

/// Memory that is used again from one person to the next.
#[derive(Default)]
pub(super) struct Scratch {
    labels: Vec<Label>,
    /// For each time: where its labels are.
    ranges: Vec<(u32, u32)>,
    fresh: Vec<Label>,
    pool: Vec<Label>,
}

const START: u32 = u32::MAX;

impl Programme {
    /// `rows` are the person's limits.
    pub(super) fn new(week: &Week, rows: &[&Row], load: i64, capacity: i64) -> Self {
        let count = week.len();
        let mut stops = vec![
            Stop {
                limit: [NONE; SLOTS],
                amount: [0; SLOTS],
                bound: [u32::MAX; SLOTS],
                closes: 0,
            };
            count
        ];
        for (stop, minutes) in stops.iter_mut().zip(&week.minutes) {
            stop.limit[0] = 0;
            stop.amount[0] = *minutes;
        }
        let mut limits: Vec<(usize, usize, Vec<u32>, u32)> = Vec::new();
        if !rows.is_empty() {
            let time_of: std::collections::HashMap<u32, usize> = (0..count)
                .flat_map(|time| week.columns(time).iter().map(move |column| (*column, time)))
                .collect();
            for row in rows {
                let scale = (row.bound / f64::from(u32::MAX / 4)).ceil().max(1.0);
                let mut amounts = vec![0u32; count];
                for (column, factor) in &row.terms {
                    if let Some(&time) = time_of.get(column) {
                        // More than the bound is as good as one more.
                        amounts[time] = (factor.min(row.bound + 1.0) / scale).floor() as u32;
                    }
                }
                let first = amounts.iter().position(|amount| *amount > 0);
                let last = amounts.iter().rposition(|amount| *amount > 0);
                if let (Some(first), Some(last)) = (first, last) {
                    limits.push((first, last, amounts, (row.bound / scale).floor() as u32));
                }
            }
        }
        limits.sort_by_key(|limit| (limit.0, limit.1));
        let mut free_from = [0usize; SLOTS];
        for (id, (first, last, amounts, bound)) in (1u16..).zip(limits) {
            let Some(slot) = (1..SLOTS).find(|slot| free_from[*slot] <= first) else {
                continue;
            };
            free_from[slot] = last + 1;
            for time in first..=last {
                stops[time].limit[slot] = id;
                stops[time].amount[slot] = amounts[time];
                stops[time].bound[slot] = bound;
            }
            stops[last].closes |= 1 << slot;
        }
        Programme {
            stops,
            load: load as f64,
            capacity: capacity as f64,
        }
    }

    /// What serving so many minutes adds to the cost of the load.
    pub(super) fn load_cost(&self, minutes: f64) -> f64 {
        let points = |load: f64| -> f64 {
            STEPS
                .iter()
                .map(|step| (1000.0 * load / self.capacity - *step as f64).max(0.0))
                .sum()
        };
        points(self.load + minutes) - points(self.load)
    }

    /// The best week: adds its columns to `chosen` and returns what it earns. `profit` is what each column earns.
    pub(super) fn best(
        &self,
        week: &Week,
        profit: impl Fn(u32) -> f64,
        extra: Extra,
        scratch: &mut Scratch,
        chosen: &mut Vec<u32>,
    ) -> f64 {
        let Some((value, mut at)) = self.label(week, &profit, extra, 0.0, scratch) else {
            return 0.0;
        };
        if value <= 0.0 {
            return 0.0;
        }
        while at != START {
            let label = scratch.labels[at as usize];
            let column = week
                .columns(usize::from(label.time))
                .iter()
                .copied()
                .max_by(|a, b| profit(*a).total_cmp(&profit(*b)).then(b.cmp(a)));
            chosen.extend(column);
            at = label.from;
        }
        value
    }

    /// Fills `scratch` with the labels of all times that lose less than `most`; returns what the best week with at least one of them
    /// earns, and its last label.
    fn label(
        &self,
        week: &Week,
        profit: &impl Fn(u32) -> f64,
        extra: Extra,
        most: f64,
        scratch: &mut Scratch,
    ) -> Option<(f64, u32)> {
        let Scratch {
            labels,
            ranges,
            fresh,
            pool,
        } = scratch;
        labels.clear();
        ranges.clear();
        pool.clear();
        pool.push(Label {
            value: 0.0,
            used: [0; SLOTS],
            from: START,
            time: 0,
        });
        let mut pool_limit = [NONE; SLOTS];
        let mut pooled = 0;
        let count_load = extra.load > 0.0;
        let mut best: Option<(f64, u32)> = None;
        for (time, stop) in self.stops.iter().enumerate() {
            let earned = week
                .columns(time)
                .iter()
                .map(|column| profit(*column))
                .fold(f64::NEG_INFINITY, f64::max);
            if earned <= -most {
                ranges.push((0, 0));
                continue;
            }
            fresh.clear();
            // The first times of the week lead everywhere: the best ways through them are kept in one place.
            let mut stale = false;
            for (slot, (pooled, limit)) in pool_limit.iter_mut().zip(&stop.limit).enumerate().skip(1) {
                if *pooled != *limit {
                    *pooled = *limit;
                    pool.iter_mut().for_each(|label| label.used[slot] = 0);
                    stale = true;
                }
            }
            if stale {
                prune(pool);
            }
            let first = week.first(time).max(pooled);
            for (before, &(from, to)) in self.stops[pooled..first].iter().zip(&ranges[pooled..first]) {
                for at in from..to {
                    let mut label = labels[at as usize];
                    for slot in 1..SLOTS {
                        if before.limit[slot] != stop.limit[slot] {
                            label.used[slot] = 0;
                        }
                    }
                    label.from = at;
                    keep(pool, label);
                }
            }
            pooled = first;
            for label in pool.iter() {
                extend(fresh, label, label.from, stop, stop, time, earned, count_load);
            }
            for &earlier in week.before(time) {
                let (from, to) = ranges[usize::from(earlier)];
                let before = &self.stops[usize::from(earlier)];
                for at in from..to {
                    let label = labels[at as usize];
                    extend(fresh, &label, at, before, stop, time, earned, count_load);
                }
            }
            for (at, label) in fresh.iter().enumerate() {
                let value = if count_load {
                    label.value - extra.load * self.load_cost(f64::from(label.used[0]))
                } else {
                    label.value
                };
                if best.is_none_or(|(other, _)| value > other) {
                    best = Some((value, (labels.len() + at) as u32));
                }
            }
            let from = labels.len() as u32;
            for label in fresh.iter_mut() {
                for slot in 1..SLOTS {
                    if stop.closes >> slot & 1 == 1 {
                        label.used[slot] = 0;
                    }
                }
            }
            labels.extend_from_slice(fresh);
            ranges.push((from, labels.len() as u32));
        }
        best.map(|(value, at)| (value - extra.used, at))
    }

    /// All weeks that earn at most `most` less than the best one, the empty one among them; `None` when there are more than `count`.
    /// `limits` are the rows of the person's limits.
    ///
    /// From the end of the week to its start: what the times before can add at best is known from their labels. The best one is that of
    /// [`best`](Self::best), which the bound is made of: labels that go through times without profit may lead around what excludes each other.
    #[expect(clippy::too_many_arguments, reason = "one question about one person")]
    pub(super) fn all(
        &self,
        week: &Week,
        limits: &[&Row],
        profit: impl Fn(u32) -> f64,
        extra: Extra,
        most: f64,
        count: usize,
        scratch: &mut Scratch,
    ) -> Option<Vec<Vec<u32>>> {
        let best = self.label(week, &profit, extra, 0.0, scratch);
        self.label(week, &profit, extra, most, scratch);
        let mut listing = Listing {
            programme: self,
            week,
            limits,
            profit,
            extra,
            scratch,
            line: best.map_or(0.0, |best| best.0.max(0.0)) - most,
            count,
            left: count.saturating_mul(LABELS_PER_WEEK),
            times: Vec::new(),
            columns: Vec::new(),
            found: Vec::new(),
        };
        listing.extend(0.0, 0, self.stops.len()).then_some(listing.found)
    }
}

/// The weeks of one person that earn no less than a line.
struct Listing<'l, P> {
    programme: &'l Programme,
    week: &'l Week,
    limits: &'l [&'l Row],
    profit: P,
    extra: Extra,
    scratch: &'l Scratch,
    line: f64,
    count: usize,
    /// Labels that may still be looked at.
    left: usize,
    /// The end of a week, last time first, and its columns.
    times: Vec<usize>,
    columns: Vec<u32>,
    found: Vec<Vec<u32>>,
}

impl<P: Fn(u32) -> f64> Listing<'_, P> {
    /// Lists the weeks that end with the current times, which earn `value` in `minutes`; false when there are too many.
    fn extend(&mut self, value: f64, minutes: u32, until: usize) -> bool {
        let used = if self.times.is_empty() {
            0.0
        } else {
            self.extra.used
        };
        if value - self.load(minutes) - used >= self.line && self.is_within_limits() {
            if self.found.len() == self.count {
                return false;
            }
            let mut columns = self.columns.clone();
            columns.sort_unstable();
            self.found.push(columns);
        }
        for time in (0..until).rev() {
            if !self.times.iter().all(|later| self.week.precedes(time, *later)) {
                continue;
            }
            let (from, to) = self.scratch.ranges[time];
            match self.left.checked_sub(1 + (to - from) as usize) {
                Some(left) => self.left = left,
                None => return false,
            }
            let reach = self.reach(time, minutes) + value - self.extra.used;
            if reach < self.line {
                continue;
            }
            let own = self.week.columns(time);
            let best = own
                .iter()
                .map(|column| (self.profit)(*column))
                .fold(f64::NEG_INFINITY, f64::max);
            for &column in own {
                let profit = (self.profit)(column);
                if reach - best + profit < self.line {
                    continue;
                }
                self.times.push(time);
                self.columns.push(column);
                let minutes = minutes + self.week.minutes[time];
                let all = self.extend(value + profit, minutes, time);
                self.times.pop();
                self.columns.pop();
                if !all {
                    return false;
                }
            }
        }
        true
    }

    /// What the times up to `time`, itself included, earn at best before the current ones, less what the load of all of them costs.
    fn reach(&self, time: usize, minutes: u32) -> f64 {
        let stop = &self.programme.stops[time];
        let mut room = stop.bound;
        for later in self.times.iter().map(|at| &self.programme.stops[*at]) {
            for slot in 1..SLOTS {
                if later.limit[slot] == stop.limit[slot] && stop.limit[slot] != NONE {
                    room[slot] = match room[slot].checked_sub(later.amount[slot]) {
                        Some(room) => room,
                        None => return f64::NEG_INFINITY,
                    };
                }
            }
        }
        let (from, to) = self.scratch.ranges[time];
        self.scratch.labels[from as usize..to as usize]
            .iter()
            .filter(|label| (1..SLOTS).all(|slot| label.used[slot] <= room[slot]))
            .map(|label| label.value - self.load(label.used[0].saturating_add(minutes)))
            .fold(f64::NEG_INFINITY, f64::max)
    }

    fn load(&self, minutes: u32) -> f64 {
        if self.extra.load > 0.0 {
            self.extra.load * self.programme.load_cost(f64::from(minutes))
        } else {
            0.0
        }
    }

    /// The programme may have relaxed some of them.
    fn is_within_limits(&self) -> bool {
        self.limits.iter().all(|row| {
            let sum: f64 = row
                .terms
                .iter()
                .filter(|(column, _)| self.columns.contains(column))
                .map(|term| term.1)
                .sum();
            sum <= row.bound
        })
    }
}

/// Adds the label that goes on from `before` to `stop`, unless a limit forbids it or another label is at least as good.
#[expect(
    clippy::too_many_arguments,
    reason = "the inner loop of the search; everything in registers"
)]
#[inline]
fn extend(
    fresh: &mut Vec<Label>,
    label: &Label,
    at: u32,
    before: &Stop,
    stop: &Stop,
    time: usize,
    earned: f64,
    count_load: bool,
) {
    let mut used = [0; SLOTS];
    for (slot, used) in used.iter_mut().enumerate() {
        let carried = if before.limit[slot] == stop.limit[slot] {
            label.used[slot]
        } else {
            0
        };
        *used = carried.saturating_add(stop.amount[slot]);
        if *used > stop.bound[slot] {
            return;
        }
    }
    if !count_load {
        used[0] = 0;
    }
    keep(
        fresh,
        Label {
            value: label.value + earned,
            used,
            from: at,
            time: time as u16,
        },
    );
}

/// Adds a label unless another one is at least as good, and drops those that it beats.
#[inline]
fn keep(labels: &mut Vec<Label>, label: Label) {
    let mut at = 0;
    while at < labels.len() {
        let other = &labels[at];
        if other.value >= label.value && (0..SLOTS).all(|slot| other.used[slot] <= label.used[slot]) {
            return;
        }
        if label.value >= other.value && (0..SLOTS).all(|slot| other.used[slot] >= label.used[slot]) {
            labels.swap_remove(at);
        } else {
            at += 1;
        }
    }
    if labels.len() < MOST_LABELS {
        labels.push(label);
    } else if let Some(last) = labels.last_mut() {
        // Merged with the last one: better than both, so that the answer stays a bound.
        for slot in 0..SLOTS {
            last.used[slot] = last.used[slot].min(label.used[slot]);
        }
        if label.value > last.value {
            *last = Label {
                used: last.used,
                ..label
            };
        }
    }
}

/// Drops labels that others beat.
fn prune(labels: &mut Vec<Label>) {
    let all = std::mem::take(labels);
    all.into_iter().for_each(|label| keep(labels, label));
}
