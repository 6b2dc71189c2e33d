//! How does a checked problem get its dense ids?

use crate::problem::*;
use crate::spec::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Numbers words as they come.
#[derive(Default)]
struct Words {
    known: BTreeMap<String, Word>,
}

impl Words {
    fn word(&mut self, text: &str) -> Word {
        if let Some(&word) = self.known.get(text) {
            return word;
        }
        let word = Word(u32::try_from(self.known.len()).expect("a file holds fewer than 2^32 words"));
        self.known.insert(text.to_owned(), word);
        word
    }

    fn texts(self) -> Arc<[String]> {
        let mut texts: Vec<(Word, String)> =
            self.known.into_iter().map(|(text, word)| (word, text)).collect();
        texts.sort_unstable();
        texts.into_iter().map(|(_, text)| text).collect()
    }

    fn set(&mut self, texts: &[String]) -> Vec<Word> {
        let mut words: Vec<Word> = texts.iter().map(|text| self.word(text)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

fn by_id<T>(entries: &[T], id: impl Fn(&T) -> &str) -> Vec<&T> {
    let mut sorted: Vec<&T> = entries.iter().collect();
    sorted.sort_by(|a, b| id(a).cmp(id(b)));
    sorted
}

fn positions<'s, T>(sorted: &[&'s T], id: impl Fn(&'s T) -> &'s str) -> BTreeMap<&'s str, u32> {
    (0u32..).zip(sorted).map(|(at, entry)| (id(entry), at)).collect()
}

fn intervals(list: &[(i64, i64)]) -> Vec<Interval> {
    let mut sorted: Vec<Interval> = list.iter().map(|&(start, end)| Interval { start, end }).collect();
    sorted.sort_unstable();
    sorted
}

pub(super) fn build(spec: &ProblemSpec) -> Problem {
    let mut words = Words::default();
    let people = by_id(&spec.people, |entry| &entry.id);
    let requests = by_id(&spec.requests, |entry| &entry.id);
    let resources = by_id(&spec.resources, |entry| &entry.id);
    let budgets = by_id(&spec.budgets, |entry| &entry.id);
    let cases = by_id(&spec.cases, |entry| &entry.id);
    let ids = Ids {
        people: positions(&people, |entry| &entry.id),
        requests: positions(&requests, |entry| &entry.id),
        resources: positions(&resources, |entry| &entry.id),
        budgets: positions(&budgets, |entry| &entry.id),
        cases: positions(&cases, |entry| &entry.id),
    };
    let mut pins: Vec<Pin> = spec.pins.iter().filter_map(|told| ids.told(told)).collect();
    pins.sort_unstable();
    let mut previous: BTreeMap<Pin, i64> = BTreeMap::new();
    let mut previous_lost = 0;
    for told in &spec.previous {
        match ids
            .told(told)
            .filter(|pin| (pin.option as usize) < requests[pin.request.index()].options.len())
        {
            Some(pin) => *previous.entry(pin).or_default() += 1,
            None => previous_lost += 1,
        }
    }
    let mut apart: Vec<(PersonId, PersonId)> = spec
        .apart
        .iter()
        .filter_map(|pair| match ids.some_people(pair).as_slice() {
            &[one, other] => Some((one, other)),
            _ => None,
        })
        .collect();
    apart.sort_unstable();
    apart.dedup();
    let mut problem = Problem {
        people: people.iter().map(|entry| person(&mut words, entry)).collect(),
        requests: requests
            .iter()
            .map(|entry| request(&mut words, &ids, &spec.weights, entry))
            .collect(),
        resources: resources
            .iter()
            .map(|entry| Resource {
                id: entry.id.clone(),
                capacity: entry.capacity,
                available: entry.available.as_deref().map(intervals),
            })
            .collect(),
        travel: Arc::new(travel(&mut words, &spec.travel)),
        buffer: spec.buffer,
        fallbacks: fallbacks(&mut words, spec, |quality| quality >= spec.min_language_quality),
        weak_fallbacks: fallbacks(&mut words, spec, |quality| quality < spec.min_language_quality),
        budgets: budgets
            .iter()
            .map(|entry| Budget {
                id: entry.id.clone(),
                cents: entry.cents,
            })
            .collect(),
        cases: cases.iter().map(|entry| Case { limit: entry.limit }).collect(),
        apart,
        pins,
        previous,
        previous_lost,
        levels: spec.levels.clone(),
        backups: usize::try_from(spec.backups).unwrap_or_default(),
        on_site: words.word("on_site"),
        words: Arc::default(),
    };
    problem.words = words.texts();
    problem
}

struct Ids<'s> {
    people: BTreeMap<&'s str, u32>,
    requests: BTreeMap<&'s str, u32>,
    resources: BTreeMap<&'s str, u32>,
    budgets: BTreeMap<&'s str, u32>,
    cases: BTreeMap<&'s str, u32>,
}

impl Ids<'_> {
    fn told(&self, told: &Told) -> Option<Pin> {
        Some(Pin {
            request: RequestId(*self.requests.get(told.request.as_str())?),
            person: PersonId(*self.people.get(told.person.as_str())?),
            option: u32::try_from(told.option).ok()?,
        })
    }

    /// The people of a list whom the file contains.
    fn some_people(&self, ids: &[String]) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = ids
            .iter()
            .filter_map(|id| self.people.get(id.as_str()).copied().map(PersonId))
            .collect();
        people.sort_unstable();
        people.dedup();
        people
    }
}

fn person(words: &mut Words, spec: &PersonSpec) -> Person {
    Person {
        id: spec.id.clone(),
        programmes: words.set(&spec.programmes),
        languages: spec
            .languages
            .iter()
            .map(|(code, &level)| (words.word(code), level))
            .collect(),
        qualifications: words.set(&spec.qualifications),
        gender: spec.gender.as_deref().map(|gender| words.word(gender)),
        district: words.word(&spec.district),
        mobility: words.word(&spec.mobility),
        districts: spec.districts.as_deref().map(|districts| words.set(districts)),
        modes: words.set(&spec.modes),
        available: intervals(&spec.available),
        preferred: intervals(&spec.preferred),
        busy: spec
            .busy
            .iter()
            .map(|busy| Busy {
                time: Interval {
                    start: busy.start,
                    end: busy.end,
                },
                district: busy.district.as_deref().map(|district| words.word(district)),
                place: busy.place.as_deref().map(|place| words.word(place)),
            })
            .collect(),
        limits: spec
            .limits
            .iter()
            .map(|limit| Limit {
                window: Interval {
                    start: limit.from,
                    end: limit.to,
                },
                minutes: limit.minutes,
                requests: limit.requests,
                cents: limit.cents,
            })
            .collect(),
        load: spec.load,
        capacity: spec.capacity,
    }
}

fn request(
    words: &mut Words,
    ids: &Ids<'_>,
    weights: &BTreeMap<String, WeightsSpec>,
    spec: &RequestSpec,
) -> Request {
    Request {
        id: spec.id.clone(),
        programme: words.word(&spec.programme),
        weight: spec.weight,
        mode: words.word(&spec.mode),
        district: words.word(&spec.district),
        place: spec.place.as_deref().map(|place| words.word(place)),
        options: spec
            .options
            .iter()
            .map(|option| Slot {
                time: Interval {
                    start: option.start,
                    end: option.end,
                },
                day: words.word(&option.day),
            })
            .collect(),
        seats: spec
            .seats
            .iter()
            .map(|seat| Seat {
                count: seat.count,
                languages: seat
                    .languages
                    .iter()
                    .map(|entry| (words.word(&entry.code), entry.level))
                    .collect(),
                qualifications: words.set(&seat.qualifications),
                gender: seat.gender.as_deref().map(|gender| words.word(gender)),
            })
            .collect(),
        all_or_nothing: spec.all_or_nothing,
        gender: spec
            .gender
            .as_ref()
            .map(|gender| (words.word(&gender.value), gender.required)),
        excluded: ids.some_people(&spec.excluded),
        known: ids.some_people(&spec.known),
        known_given: !spec.known.is_empty(),
        cents: spec.cents,
        budget: spec.budget.as_deref().map(|budget| BudgetId(ids.budgets[budget])),
        case: spec.case.as_deref().map(|case| CaseId(ids.cases[case])),
        resources: spec
            .resources
            .iter()
            .map(|list| {
                let mut resources: Vec<ResourceId> = list
                    .iter()
                    .map(|id| ResourceId(ids.resources[id.as_str()]))
                    .collect();
                resources.sort_unstable();
                resources.dedup();
                resources
            })
            .collect(),
        weights: goal_weights(weights, &spec.programme),
        favoured: spec
            .favoured
            .iter()
            .map(|one| Favoured {
                reason: one.reason.clone(),
                people: ids.some_people(&one.people),
                points: one.points,
            })
            .collect(),
    }
}

/// The built-in weights, replaced singly by `default` and then by the programme's own.
fn goal_weights(weights: &BTreeMap<String, WeightsSpec>, programme: &str) -> Weights {
    let mut result = Weights {
        travel: 1,
        variety: 2,
        option: 10,
        gender: 20,
        preferred: 15,
        known: 30,
    };
    for entry in ["default", programme]
        .into_iter()
        .filter_map(|key| weights.get(key))
    {
        result.travel = entry.travel.unwrap_or(result.travel);
        result.variety = entry.variety.unwrap_or(result.variety);
        result.option = entry.option.unwrap_or(result.option);
        result.gender = entry.gender.unwrap_or(result.gender);
        result.preferred = entry.preferred.unwrap_or(result.preferred);
        result.known = entry.known.unwrap_or(result.known);
    }
    result
}

fn travel(words: &mut Words, spec: &BTreeMap<String, BTreeMap<String, BTreeMap<String, i64>>>) -> Travel {
    let mut travel = Travel::default();
    for (mobility, table) in spec {
        let mobility = words.word(mobility);
        for (from, row) in table {
            let mut row: Vec<(Word, i64)> = row
                .iter()
                .map(|(to, &minutes)| (words.word(to), minutes))
                .collect();
            row.sort_unstable();
            travel.minutes.insert((mobility, words.word(from)), row);
        }
    }
    travel
}

fn fallbacks(
    words: &mut Words,
    spec: &ProblemSpec,
    counts: impl Fn(i64) -> bool,
) -> BTreeMap<Word, Vec<(Word, i64)>> {
    let mut fallbacks: BTreeMap<Word, Vec<(Word, i64)>> = BTreeMap::new();
    for entry in spec
        .language_fallbacks
        .iter()
        .filter(|entry| counts(entry.quality))
    {
        fallbacks
            .entry(words.word(&entry.asked))
            .or_default()
            .push((words.word(&entry.spoken), entry.quality));
    }
    fallbacks
}
