//! Who suits a request better for reasons of the office's own? People trained for the occasion, people who have not had
//! an appointment yet, and not those whose other language hardly anybody else speaks.
//!
//! Each reason names who is favoured among those who speak the language; where it makes no difference it is left out.

use std::collections::{BTreeMap, BTreeSet};

use passgenau_solver::FavouredSpec;

use super::snapshot::Snapshot;
use crate::domain::language::LanguageCode;
use crate::domain::person::{Person, PersonState};
use crate::domain::programme::ProgrammeId;
use crate::domain::request::{Occasion, Request};
use crate::domain::rules::Term;

/// A language that no more people of a programme speak is scarce.
const FEW: usize = 2;
/// Longest appointment in minutes that is easy for a beginner.
const EASY_MINUTES: i64 = 60;

/// Whether somebody is favoured.
type Test<'t> = &'t dyn Fn(&Person) -> bool;

/// What is the same for every request.
pub(super) struct Favours<'a> {
    snapshot: &'a Snapshot,
    /// Active people by programme and language; the empty language is everybody.
    speakers: BTreeMap<(&'a ProgrammeId, Option<&'a LanguageCode>), Vec<&'a Person>>,
}

impl<'a> Favours<'a> {
    pub(super) fn of(snapshot: &'a Snapshot) -> Self {
        let mut speakers: BTreeMap<_, Vec<&Person>> = BTreeMap::new();
        for person in snapshot.people.iter().filter(|p| p.state == PersonState::Active) {
            let codes = person.languages.keys().map(Some).chain([None]);
            for code in codes {
                for programme in &person.programmes {
                    speakers.entry((programme, code)).or_default().push(person);
                }
            }
        }
        Self { snapshot, speakers }
    }

    /// Who is favoured for a request, and why.
    pub(super) fn of_request(&self, request: &Request) -> Vec<FavouredSpec> {
        let Some(programme) = self.snapshot.programme(request) else {
            return Vec::new();
        };
        let served = self.languages(request);
        let able = self.able(request, &served);
        let weight = |term: Term| {
            let own = programme.weights.get(term.as_str()).copied();
            programme.rules.weight(term, own)
        };
        let occasion = request.asked.occasion;
        let scarce = self.scarce(&programme.id, &served, &able);
        let newcomers = &self.snapshot.rules.newcomers;
        let rules: [(Term, bool, Test<'_>); 3] = [
            (Term::Topic, true, &|p| p.topics.contains(&occasion)),
            (Term::Newcomer, is_easy(request), &|p| newcomers.contains(&p.id)),
            (Term::Scarce, true, &|p| {
                !p.languages.keys().any(|code| scarce.contains(code))
            }),
        ];
        let mut favours = Vec::new();
        for (term, applies, favoured) in rules {
            let points = weight(term);
            if !applies || points == 0 {
                continue;
            }
            let people: BTreeSet<String> = able
                .iter()
                .filter(|p| favoured(p))
                .map(|p| p.id.to_string())
                .collect();
            if !people.is_empty() && people.len() < able.len() {
                favours.push(FavouredSpec {
                    reason: term.to_string(),
                    people: people.into_iter().collect(),
                    points,
                });
            }
        }
        favours
    }

    /// The languages in which a request can be served.
    fn languages(&self, request: &Request) -> BTreeSet<&'a LanguageCode> {
        let asked = request
            .asked
            .seats
            .iter()
            .filter_map(|seat| seat.language.as_ref());
        let asked: BTreeSet<&LanguageCode> = asked.collect();
        let others = self
            .snapshot
            .fallbacks
            .iter()
            .filter(|f| asked.contains(&f.asked));
        let all = others.flat_map(|f| [&f.asked, &f.spoken]);
        let known = self.speakers.keys().filter_map(|(_, code)| *code);
        let same = known.filter(|code| asked.contains(*code));
        all.chain(same).collect()
    }

    fn able(&self, request: &Request, served: &BTreeSet<&LanguageCode>) -> Vec<&'a Person> {
        let programme = &request.asked.programme;
        let everybody = request.asked.seats.iter().any(|seat| seat.language.is_none());
        let codes: Vec<Option<&LanguageCode>> = if everybody {
            vec![None]
        } else {
            served.iter().map(|code| Some(*code)).collect()
        };
        let mut able: Vec<&Person> = Vec::new();
        for code in codes {
            able.extend(self.speakers.get(&(programme, code)).into_iter().flatten());
        }
        able.sort_by_key(|person| person.id);
        able.dedup_by_key(|person| person.id);
        able
    }

    /// The scarce languages of these people that the request does not ask for. German is nobody's speciality.
    fn scarce(
        &self,
        programme: &ProgrammeId,
        served: &BTreeSet<&LanguageCode>,
        able: &[&'a Person],
    ) -> BTreeSet<&'a LanguageCode> {
        let few = |code: &LanguageCode| {
            let speakers = self.speakers.get(&(programme, Some(code)));
            speakers.is_some_and(|people| people.len() <= FEW)
        };
        let codes = able.iter().flat_map(|person| person.languages.keys());
        codes
            .filter(|code| code.0 != "de" && !served.contains(*code) && few(code))
            .collect()
    }
}

/// Whether a request is a good beginning: short, no conflict, not in a hurry; or two people go together.
fn is_easy(request: &Request) -> bool {
    let asked = &request.asked;
    let short = asked
        .options
        .iter()
        .all(|option| option.minutes() <= EASY_MINUTES);
    let calm = !matches!(asked.occasion, Occasion::ConflictTalk | Occasion::ConsultationDay);
    request.headcount() > 1 || (short && calm && asked.urgent_reason.is_none())
}
