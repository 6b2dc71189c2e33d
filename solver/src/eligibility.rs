//! Which people could take a seat at all, without asking everybody?
//!
//! People are indexed by programme, language and district, which leaves few to whom the eight rules are then put.

use crate::problem::*;
use crate::rules::{Assignment, may_take};
use std::collections::HashMap;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Area {
    /// Everybody.
    All,
    /// People without a list of districts.
    Unbound,
    /// People whose list holds this district.
    District(Word),
}

/// People by programme, language (`None`: all of them) and area. Only looked up, never walked, so its order means nothing.
pub(crate) struct Index {
    people: HashMap<(Word, Option<Word>, Area), Vec<PersonId>>,
}

impl Index {
    pub(crate) fn new(problem: &Problem) -> Self {
        let mut people: HashMap<_, Vec<PersonId>> = HashMap::new();
        for (at, person) in problem.people.iter().enumerate() {
            let id = PersonId::from_index(at);
            let mut areas = vec![Area::All];
            match &person.districts {
                None => areas.push(Area::Unbound),
                Some(districts) => areas.extend(districts.iter().copied().map(Area::District)),
            }
            for &programme in &person.programmes {
                for language in
                    std::iter::once(None).chain(person.languages.iter().map(|(code, _)| Some(*code)))
                {
                    for &area in &areas {
                        people.entry((programme, language, area)).or_default().push(id);
                    }
                }
            }
        }
        Index { people }
    }

    /// People of a programme.
    pub(crate) fn of_programme(&self, programme: Word) -> &[PersonId] {
        self.people
            .get(&(programme, None, Area::All))
            .map_or(&[], Vec::as_slice)
    }

    /// People of the programme who speak something that may count for the seat, in order: all who can pass the first two rules.
    pub(crate) fn speakers(&self, problem: &Problem, request: &Request, seat: &Seat) -> Vec<PersonId> {
        self.gather(problem, request, seat, &[Area::All])
    }

    /// The same without people who do not go there.
    pub(crate) fn nearby(&self, problem: &Problem, request: &Request, seat: &Seat) -> Vec<PersonId> {
        if request.mode == problem.on_site {
            self.gather(
                problem,
                request,
                seat,
                &[Area::Unbound, Area::District(request.district)],
            )
        } else {
            self.gather(problem, request, seat, &[Area::All])
        }
    }

    fn gather(&self, problem: &Problem, request: &Request, seat: &Seat, areas: &[Area]) -> Vec<PersonId> {
        let mut languages: Vec<Option<Word>> = Vec::new();
        for &(code, _) in &seat.languages {
            languages.push(Some(code));
            languages.extend(
                problem
                    .fallbacks
                    .get(&code)
                    .into_iter()
                    .flatten()
                    .map(|(spoken, _)| Some(*spoken)),
            );
        }
        if languages.is_empty() {
            languages.push(None);
        }
        languages.sort_unstable();
        languages.dedup();
        let mut people: Vec<PersonId> = Vec::new();
        for &language in &languages {
            for &area in areas {
                people.extend(
                    self.people
                        .get(&(request.programme, language, area))
                        .into_iter()
                        .flatten(),
                );
            }
        }
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Everybody who may take a seat at one of the times, in order.
    pub(crate) fn eligible(
        &self,
        problem: &Problem,
        request: RequestId,
        option: u32,
        seat: u32,
    ) -> Vec<PersonId> {
        let facts = &problem.requests[request.index()];
        let mut people = self.nearby(problem, facts, &facts.seats[seat as usize]);
        people.retain(|&person| {
            may_take(
                problem,
                Assignment {
                    request,
                    option,
                    seat,
                    person,
                },
            )
        });
        people
    }
}
