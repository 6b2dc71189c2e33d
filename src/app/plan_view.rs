//! What the office sees of a draft: who would do what and why, who else could, and what stays open.

use std::collections::{BTreeMap, BTreeSet};

use passgenau_solver as solver;

use super::office::by_id;
use super::plan::{PlanProgress, read_problem};
use super::plan_help::{AdviceView, HelpView, Named};
use super::{App, AppError};
use crate::domain::block::Block;
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::domain::plan::{CandidateRole, PlanCandidate, PlanRecord};
use crate::domain::request::{Request, TimeOption};
use crate::ids::{OrganisationId, PersonId, PlanId, RequestId};
use crate::matching::{self, Reason};

/// A planning run for the page.
#[derive(Clone, Debug)]
pub struct PlanView {
    /// The run.
    pub record: PlanRecord,
    /// How far it is, while it runs in this process.
    pub progress: Option<PlanProgress>,
    /// What was reached and proved, goal by goal.
    pub levels: Vec<LevelView>,
    /// Who would do what, by time.
    pub choices: Vec<ChoiceView>,
    /// What stays open.
    pub unplaced: Vec<UnplacedView>,
    /// What one more person or hour would buy, best first.
    pub advice: Vec<AdviceView>,
    /// Seconds the run took.
    pub seconds: f64,
}

/// One goal of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelView {
    /// Goal (message id `goal-…`).
    pub goal: &'static str,
    /// What the plan reaches.
    pub value: f64,
    /// The best value still possible.
    pub bound: f64,
    /// Whether that is proved to be the best.
    pub proven: bool,
}

/// One seat of a request and the people chosen for it.
#[derive(Clone, Debug)]
pub struct ChoiceView {
    /// The request.
    pub request: Request,
    /// Position of the seat.
    pub seat: usize,
    /// Name of the organisation.
    pub organisation: String,
    /// Code of the district.
    pub district: String,
    /// The chosen time.
    pub time: TimeOption,
    /// Position of the time option, 0 = first wish.
    pub option: usize,
    /// Language asked for.
    pub language: Option<Language>,
    /// The people chosen, with their points.
    pub people: Vec<(Person, Reason)>,
    /// Who could step in, best first.
    pub backups: Vec<Person>,
}

/// A request that stays open.
#[derive(Clone, Debug)]
pub struct UnplacedView {
    /// The request.
    pub request: Request,
    /// Name of the organisation.
    pub organisation: String,
    /// Code of the district.
    pub district: String,
    /// Language asked for.
    pub language: Option<Language>,
    /// The first rule that leaves nobody (message id `reason-…`).
    pub reason: String,
    /// People who pass rules 1 to k.
    pub funnel: [u32; 8],
    /// How many people each rule of the office keeps from it.
    pub blocks: BTreeMap<Block, i64>,
    /// Numbers of the requests that take who could have come.
    pub competes_with: Vec<i64>,
    /// What would help, cheapest first.
    pub help: Vec<HelpView>,
}

impl App {
    /// A planning run with everything its page shows.
    ///
    /// # Errors
    /// When the store fails or a stored draft cannot be read any more.
    pub async fn plan_view(&self, id: PlanId) -> Result<Option<PlanView>, AppError> {
        let mut tx = self.store.read().await?;
        let Some(record) = tx.plan(id).await? else {
            return Ok(None);
        };
        let mut view = PlanView {
            progress: self.plan_progress(id),
            record,
            levels: Vec::new(),
            choices: Vec::new(),
            unplaced: Vec::new(),
            advice: Vec::new(),
            seconds: 0.0,
        };
        let Some(texts) = tx.plan_documents(id).await? else {
            return Ok(Some(view));
        };
        let problem = read_problem(&texts.problem)?;
        let plan = read_plan(&texts.plan)?;
        view.seconds = plan.solver.seconds;
        view.levels = plan.levels.iter().map(level_view).collect();
        let placements = tx.plan_candidates(id).await?;
        let unplaced = matching::unplaced(&plan)?;
        let requests: BTreeSet<RequestId> = placements
            .iter()
            .map(|p| p.request)
            .chain(unplaced.iter().map(|u| u.request))
            .chain(unplaced.iter().flat_map(|u| u.competes_with.iter().copied()))
            .collect();
        let requests = tx
            .requests_by_ids(&requests.into_iter().collect::<Vec<_>>())
            .await?;
        let organisations: BTreeSet<OrganisationId> = requests.iter().map(|r| r.asked.organisation).collect();
        let organisations = tx
            .organisations_by_ids(&organisations.into_iter().collect::<Vec<_>>())
            .await?;
        let places: BTreeSet<_> = requests.iter().map(|r| r.asked.location).collect();
        let places = tx
            .locations_by_ids(&places.into_iter().collect::<Vec<_>>())
            .await?;
        let people: BTreeSet<PersonId> = placements.iter().map(|p| p.person).collect();
        let people = by_id(tx.people_by_ids(&people.into_iter().collect::<Vec<_>>()).await?);
        let languages = tx.languages().await?;
        let open = tx.unfilled(id).await?;
        let (others, helpers) = matching::named(&plan)?;
        let named = Named::read(&mut tx, others, helpers).await?;
        view.advice = plan.advice.iter().filter_map(|one| named.advice(one)).collect();
        let facts = Facts {
            named,
            requests: requests.into_iter().map(|r| (r.id, r)).collect(),
            organisations: organisations.into_iter().map(|o| (o.id, o.name)).collect(),
            districts: places.into_iter().map(|l| (l.id, l.district)).collect(),
            people,
            languages,
            reasons: matching::reasons(&problem, &plan)?,
            blocks: open.into_iter().map(|u| (u.request, u.blocks)).collect(),
        };
        view.choices = facts.choices(&placements);
        view.unplaced = unplaced.iter().filter_map(|u| facts.unplaced(u)).collect();
        Ok(Some(view))
    }
}

struct Facts {
    named: Named,
    requests: BTreeMap<RequestId, Request>,
    organisations: BTreeMap<OrganisationId, String>,
    districts: BTreeMap<crate::ids::LocationId, String>,
    people: BTreeMap<PersonId, Person>,
    languages: Vec<Language>,
    reasons: BTreeMap<(RequestId, usize, PersonId), Reason>,
    blocks: BTreeMap<RequestId, BTreeMap<Block, i64>>,
}

impl Facts {
    fn organisation(&self, request: &Request) -> String {
        self.organisations
            .get(&request.asked.organisation)
            .cloned()
            .unwrap_or_default()
    }

    fn district(&self, request: &Request) -> String {
        self.districts
            .get(&request.asked.location)
            .cloned()
            .unwrap_or_default()
    }

    fn language(&self, request: &Request, seat: usize) -> Option<Language> {
        let code = request.asked.seats.get(seat)?.language.as_ref()?;
        self.languages.iter().find(|l| l.code == *code).cloned()
    }

    fn choices(&self, placements: &[PlanCandidate]) -> Vec<ChoiceView> {
        let mut seats: BTreeMap<(RequestId, usize), Vec<&PlanCandidate>> = BTreeMap::new();
        for placement in placements {
            seats
                .entry((placement.request, placement.seat))
                .or_default()
                .push(placement);
        }
        let mut choices: Vec<ChoiceView> = seats
            .into_iter()
            .filter_map(|((request, seat), group)| self.choice(request, seat, &group))
            .collect();
        choices.sort_by_key(|c| (c.time, c.request.number));
        choices
    }

    fn choice(&self, request: RequestId, seat: usize, group: &[&PlanCandidate]) -> Option<ChoiceView> {
        let request = self.requests.get(&request)?;
        let option = group.first()?.option;
        let chosen = group
            .iter()
            .filter(|p| p.role == CandidateRole::First)
            .filter_map(|p| {
                let reason = self.reasons.get(&(p.request, p.seat, p.person))?;
                Some((self.people.get(&p.person)?.clone(), reason.clone()))
            });
        Some(ChoiceView {
            seat,
            organisation: self.organisation(request),
            district: self.district(request),
            time: *request.asked.options.get(option)?,
            option,
            language: self.language(request, seat),
            people: chosen.collect(),
            backups: group
                .iter()
                .filter(|p| p.role == CandidateRole::Backup)
                .filter_map(|p| self.people.get(&p.person).cloned())
                .collect(),
            request: request.clone(),
        })
    }

    fn unplaced(&self, unplaced: &matching::Unplaced) -> Option<UnplacedView> {
        let request = self.requests.get(&unplaced.request)?;
        let mut competes_with: Vec<i64> = unplaced
            .competes_with
            .iter()
            .filter_map(|id| self.requests.get(id))
            .map(|r| r.number)
            .collect();
        competes_with.sort_unstable();
        Some(UnplacedView {
            organisation: self.organisation(request),
            district: self.district(request),
            language: self.language(request, 0),
            reason: unplaced.reason.clone(),
            funnel: unplaced.funnel,
            blocks: self.blocks.get(&unplaced.request).cloned().unwrap_or_default(),
            competes_with,
            help: unplaced
                .fixes
                .iter()
                .filter_map(|fix| self.named.help(fix))
                .collect(),
            request: request.clone(),
        })
    }
}

fn level_view(level: &solver::LevelResult) -> LevelView {
    LevelView {
        goal: level.level.as_str(),
        value: level.value.as_f64(),
        bound: level.bound.as_f64(),
        proven: level.status == solver::Status::Optimal,
    }
}

pub(super) fn read_plan(text: &str) -> anyhow::Result<solver::Plan> {
    let value: solver::Value = serde_json::from_str(text)?;
    solver::read_plan(&value).map_err(|faults| anyhow::anyhow!("a stored plan has {} fault(s)", faults.len()))
}
