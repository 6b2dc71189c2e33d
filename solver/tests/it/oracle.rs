//! The best plan of a tiny problem by trying every plan, straight from the text of the format and from nothing else.

use passgenau_solver::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
struct Line {
    request: usize,
    option: usize,
    seat: usize,
    person: usize,
    pin: bool,
}

/// Who serves what in a plan, as positions: request, option, seat, person.
pub type Seats = [(usize, usize, usize, usize)];

type CostOf<'s> = &'s dyn Fn(&Seats) -> Vec<f64>;

/// The best value of each level in order (coverage negated), and how many plans were compared.
pub fn best(spec: &ProblemSpec) -> (Vec<f64>, u64) {
    search(spec, None)
}

/// The smallest costs, compared one after the other, that any plan of the problem has.
pub fn best_by(spec: &ProblemSpec, cost: CostOf<'_>) -> Vec<f64> {
    search(spec, Some(cost)).0
}

fn search(spec: &ProblemSpec, by: Option<CostOf<'_>>) -> (Vec<f64>, u64) {
    let mut oracle = Oracle {
        spec,
        by,
        best: None,
        plans: 0,
    };
    let fillings: Vec<Vec<Vec<Line>>> = (0..spec.requests.len())
        .map(|request| oracle.fillings(request))
        .collect();
    oracle.extend(&fillings, &mut Vec::new());
    (oracle.best.expect("the pins alone are a plan"), oracle.plans)
}

struct Oracle<'s> {
    spec: &'s ProblemSpec,
    by: Option<CostOf<'s>>,
    best: Option<Vec<f64>>,
    plans: u64,
}

impl Oracle<'_> {
    fn person(&self, id: &str) -> Option<usize> {
        self.spec.people.iter().position(|person| person.id == id)
    }

    /// Every way to fill one request, the empty one included where no pin forbids it.
    fn fillings(&self, request: usize) -> Vec<Vec<Line>> {
        let asked = &self.spec.requests[request];
        let pins: Vec<(usize, usize)> = self
            .spec
            .pins
            .iter()
            .filter(|pin| pin.request == asked.id)
            .filter_map(|pin| Some((self.person(&pin.person)?, pin.option as usize)))
            .collect();
        let mut all = Vec::new();
        for option in 0..asked.options.len() {
            if pins.iter().any(|pin| pin.1 != option) {
                continue;
            }
            let mut partial: Vec<Vec<Line>> = vec![Vec::new()];
            for person in 0..self.spec.people.len() {
                let pin = pins.iter().any(|pin| pin.0 == person);
                let mut next = Vec::new();
                for lines in &partial {
                    if !pin {
                        next.push(lines.clone());
                    }
                    for seat in 0..asked.seats.len() {
                        let line = Line {
                            request,
                            option,
                            seat,
                            person,
                            pin,
                        };
                        if (pin || self.may_take(&line))
                            && lines.iter().filter(|other| other.seat == seat).count()
                                < asked.seats[seat].count as usize
                        {
                            let mut more = lines.clone();
                            more.push(line);
                            next.push(more);
                        }
                    }
                }
                partial = next;
            }
            let apart = |a: usize, b: usize| {
                let (a, b) = (&self.spec.people[a].id, &self.spec.people[b].id);
                self.spec
                    .apart
                    .iter()
                    .any(|pair| pair.contains(a) && pair.contains(b))
            };
            partial.retain(|lines| {
                let mut pairs = lines
                    .iter()
                    .enumerate()
                    .flat_map(|(at, one)| lines[at + 1..].iter().map(move |other| (one, other)));
                !pairs.any(|(a, b)| !(a.pin && b.pin) && apart(a.person, b.person))
            });
            partial.retain(|lines| {
                let full = (0..asked.seats.len()).all(|seat| {
                    lines.iter().filter(|line| line.seat == seat).count() == asked.seats[seat].count as usize
                });
                !lines.is_empty() && (full || !asked.all_or_nothing || !pins.is_empty())
            });
            all.extend(partial);
        }
        if pins.is_empty() {
            all.push(Vec::new());
        }
        all
    }

    fn extend(&mut self, fillings: &[Vec<Vec<Line>>], plan: &mut Vec<Line>) {
        let Some((now, rest)) = fillings.split_first() else {
            return self.compare(plan);
        };
        for lines in now {
            let clash = lines.iter().any(|line| {
                plan.iter().any(|other| {
                    other.person == line.person && !(other.pin && line.pin) && self.collide(line, other)
                })
            });
            if !clash {
                let before = plan.len();
                plan.extend(lines.iter().cloned());
                self.extend(rest, plan);
                plan.truncate(before);
            }
        }
    }

    fn compare(&mut self, plan: &[Line]) {
        self.plans += 1;
        if !self.keeps_sums(plan) || !self.has_resources(plan) {
            return;
        }
        let costs: Vec<f64> = match self.by {
            Some(by) => {
                let seats: Vec<_> = plan
                    .iter()
                    .map(|line| (line.request, line.option, line.seat, line.person))
                    .collect();
                by(&seats)
            }
            None => self
                .spec
                .levels
                .iter()
                .map(|goal| self.cost(*goal, plan))
                .collect(),
        };
        let better = match &self.best {
            None => true,
            Some(best) => {
                let differs = costs.iter().zip(best).find(|(a, b)| (**a - **b).abs() > 1e-6);
                differs.is_some_and(|(a, b)| a < b)
            }
        };
        if better {
            self.best = Some(costs);
        }
    }

    fn quality_of_language(&self, person: usize, seat: &SeatSpec) -> Option<i64> {
        if seat.languages.is_empty() {
            return Some(100);
        }
        let who = &self.spec.people[person];
        let mut best = None;
        for entry in &seat.languages {
            if who
                .languages
                .get(&entry.code)
                .is_some_and(|level| *level >= entry.level)
            {
                best = best.max(Some(100));
            }
            for fallback in &self.spec.language_fallbacks {
                if fallback.asked == entry.code
                    && fallback.quality >= self.spec.min_language_quality
                    && who
                        .languages
                        .get(&fallback.spoken)
                        .is_some_and(|level| *level >= entry.level)
                {
                    best = best.max(Some(fallback.quality));
                }
            }
        }
        best
    }

    fn may_take(&self, line: &Line) -> bool {
        let who = &self.spec.people[line.person];
        let asked = &self.spec.requests[line.request];
        let seat = &asked.seats[line.seat];
        let time = &asked.options[line.option];
        who.programmes.contains(&asked.programme)
            && self.quality_of_language(line.person, seat).is_some()
            && seat
                .qualifications
                .iter()
                .all(|one| who.qualifications.contains(one))
            && asked
                .gender
                .as_ref()
                .is_none_or(|gender| !gender.required || who.gender.as_ref() == Some(&gender.value))
            && (seat.gender.is_none() || seat.gender == who.gender)
            && !asked.excluded.contains(&who.id)
            && who.modes.contains(&asked.mode)
            && (asked.mode != "on_site"
                || who
                    .districts
                    .as_ref()
                    .is_none_or(|all| all.contains(&asked.district)))
            && covered(time, &who.available)
            && !who.busy.iter().any(|busy| {
                let gap = |to_busy: bool| {
                    let (Some(there), "on_site") = (&busy.district, asked.mode.as_str()) else {
                        return 0;
                    };
                    if busy.place.is_some() && busy.place == asked.place {
                        return 0;
                    }
                    if to_busy {
                        self.minutes(who, &asked.district, there)
                    } else {
                        self.minutes(who, there, &asked.district)
                    }
                };
                !(time.end + gap(true) <= busy.start || busy.end + gap(false) <= time.start)
            })
    }

    fn minutes(&self, who: &PersonSpec, from: &str, to: &str) -> i64 {
        let table = self
            .spec
            .travel
            .get(&who.mobility)
            .and_then(|table| table.get(from))
            .and_then(|row| row.get(to));
        table.copied().unwrap_or(0) + self.spec.buffer
    }

    fn collide(&self, a: &Line, b: &Line) -> bool {
        let who = &self.spec.people[a.person];
        let (first, second) = (&self.spec.requests[a.request], &self.spec.requests[b.request]);
        let gap = |from: &RequestSpec, to: &RequestSpec| {
            if from.mode != "on_site"
                || to.mode != "on_site"
                || (from.place.is_some() && from.place == to.place)
            {
                0
            } else {
                self.minutes(who, &from.district, &to.district)
            }
        };
        let (x, y) = (&first.options[a.option], &second.options[b.option]);
        !(x.end + gap(first, second) <= y.start || y.end + gap(second, first) <= x.start)
    }

    /// Limits, cases and budgets; pins that exceed them alone leave room for nothing more.
    fn keeps_sums(&self, plan: &[Line]) -> bool {
        let within = |bound: Option<i64>, amount: &dyn Fn(&Line) -> i64, of: &dyn Fn(&Line) -> bool| {
            let all: i64 = plan.iter().filter(|line| of(line)).map(amount).sum();
            let pinned: i64 = plan.iter().filter(|line| line.pin && of(line)).map(amount).sum();
            bound.is_none_or(|bound| all <= bound.max(pinned))
        };
        let time = |line: &Line| &self.spec.requests[line.request].options[line.option];
        let cents = |line: &Line| self.spec.requests[line.request].cents;
        for (at, who) in self.spec.people.iter().enumerate() {
            for limit in &who.limits {
                let of =
                    |line: &Line| line.person == at && (limit.from..limit.to).contains(&time(line).start);
                let kept = within(limit.minutes, &|line| time(line).end - time(line).start, &of)
                    && within(limit.requests, &|_| 1, &of)
                    && within(limit.cents, &cents, &of);
                if !kept {
                    return false;
                }
            }
            for case in &self.spec.cases {
                let of = |line: &Line| {
                    line.person == at && self.spec.requests[line.request].case.as_ref() == Some(&case.id)
                };
                if !within(Some(case.limit), &|_| 1, &of) {
                    return false;
                }
            }
        }
        self.spec.budgets.iter().all(|budget| {
            within(Some(budget.cents), &cents, &|line| {
                self.spec.requests[line.request].budget.as_ref() == Some(&budget.id)
            })
        })
    }

    fn has_resources(&self, plan: &[Line]) -> bool {
        let served: BTreeMap<usize, usize> = plan.iter().map(|line| (line.request, line.option)).collect();
        let needs: Vec<(usize, usize, usize)> = served
            .iter()
            .flat_map(|(request, option)| {
                (0..self.spec.requests[*request].resources.len()).map(|list| (*request, *option, list))
            })
            .collect();
        self.choose(&needs, &mut Vec::new())
    }

    fn choose(&self, needs: &[(usize, usize, usize)], uses: &mut Vec<(String, i64, i64)>) -> bool {
        let Some((&(request, option, list), rest)) = needs.split_first() else {
            return true;
        };
        let time = &self.spec.requests[request].options[option];
        for id in &self.spec.requests[request].resources[list] {
            let resource = self
                .spec
                .resources
                .iter()
                .find(|one| one.id == *id)
                .expect("valid");
            uses.push((id.clone(), time.start, time.end));
            let fits = (time.start..time.end).all(|moment| {
                uses.iter()
                    .filter(|(other, start, end)| other == id && (*start..*end).contains(&moment))
                    .count() as i64
                    <= resource.capacity
            });
            let open = resource
                .available
                .as_ref()
                .is_none_or(|windows| covered(time, windows));
            if fits && open && self.choose(rest, uses) {
                return true;
            }
            uses.pop();
        }
        false
    }

    fn cost(&self, goal: Goal, plan: &[Line]) -> f64 {
        let asked = |line: &Line| &self.spec.requests[line.request];
        match goal {
            Goal::Coverage => -plan.iter().map(|line| asked(line).weight).sum::<i64>() as f64,
            Goal::Stability => self
                .spec
                .previous
                .iter()
                .filter(|told| {
                    !plan.iter().any(|line| {
                        asked(line).id == told.request
                            && self.spec.people[line.person].id == told.person
                            && line.option as i64 == told.option
                    })
                })
                .count() as f64,
            Goal::People => plan.iter().map(|line| line.person).collect::<BTreeSet<_>>().len() as f64,
            Goal::Visits => plan
                .iter()
                .map(|line| match &asked(line).place {
                    Some(place) => {
                        format!("{} {place} {}", line.person, asked(line).options[line.option].day)
                    }
                    None => format!("{} alone {}", line.person, line.request),
                })
                .collect::<BTreeSet<_>>()
                .len() as f64,
            Goal::Quality => plan.iter().map(|line| self.points(line)).sum::<i64>() as f64,
            Goal::Fairness => (0..self.spec.people.len())
                .map(|at| {
                    let who = &self.spec.people[at];
                    let minutes: i64 = plan
                        .iter()
                        .filter(|line| line.person == at)
                        .map(|line| asked(line).options[line.option].clone())
                        .map(|time| time.end - time.start)
                        .sum();
                    let load = 1000.0 * (who.load + minutes) as f64 / who.capacity as f64;
                    [0.0, 250.0, 500.0, 750.0, 1000.0]
                        .iter()
                        .map(|k| f64::max(0.0, load - k))
                        .sum::<f64>()
                })
                .sum(),
        }
    }

    fn points(&self, line: &Line) -> i64 {
        let who = &self.spec.people[line.person];
        let asked = &self.spec.requests[line.request];
        let weight = |name: &str, builtin: i64| {
            let mut weight = builtin;
            for key in ["default", asked.programme.as_str()] {
                if let Some(own) = self.spec.weights.get(key) {
                    let entry = match name {
                        "travel" => own.travel,
                        "variety" => own.variety,
                        "option" => own.option,
                        "gender" => own.gender,
                        "preferred" => own.preferred,
                        _ => own.known,
                    };
                    weight = entry.unwrap_or(weight);
                }
            }
            weight
        };
        let journey = if asked.mode == "on_site" {
            self.minutes(who, &who.district, &asked.district) - self.spec.buffer
        } else {
            0
        };
        let quality = self
            .quality_of_language(line.person, &asked.seats[line.seat])
            .unwrap_or(0);
        let wish = asked
            .gender
            .as_ref()
            .is_some_and(|gender| !gender.required && who.gender.as_ref() != Some(&gender.value));
        let unliked = !who.preferred.is_empty() && !covered(&asked.options[line.option], &who.preferred);
        let new = !asked.known.is_empty() && !asked.known.contains(&who.id);
        weight("travel", 1) * journey
            + weight("variety", 2) * (100 - quality)
            + weight("option", 10) * line.option as i64
            + weight("gender", 20) * i64::from(wish)
            + weight("preferred", 15) * i64::from(unliked)
            + weight("known", 30) * i64::from(new)
            + (asked.favoured.iter())
                .filter(|one| !one.people.contains(&who.id))
                .map(|one| one.points)
                .sum::<i64>()
    }
}

fn covered(time: &OptionSpec, windows: &[(i64, i64)]) -> bool {
    (time.start..time.end).all(|minute| {
        windows
            .iter()
            .any(|(start, end)| (*start..*end).contains(&minute))
    })
}
