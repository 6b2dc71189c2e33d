//! A proposal is computed: read everything once, solve outside any transaction, check, store the draft.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use passgenau_solver as solver;
use sha2::{Digest, Sha256};
use tracing::{error, info};
use uuid::Uuid;

use super::{App, AppError, reach_of};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::plan::{NewDraft, PlanDocuments, PlanWindow, WishKind};
use crate::domain::request::{RequestState, TimeOption};
use crate::domain::rights::{Reach, Right};
use crate::ids::{AccountId, PersonId, PlanId, RequestId};
use crate::matching::{self, Commitment, Snapshot};
use crate::store::Tx;

/// Days before the planned weeks whose assignments count for a fair share.
const FAIRNESS_DAYS: Days = Days::new(90);
/// Times a run starts again because the data changed while it was solving.
const ATTEMPTS: usize = 3;

/// How far a running proposal is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanProgress {
    /// The goal being worked on (message id `goal-…`), if any yet.
    pub goal: Option<&'static str>,
    /// Best value so far.
    pub value: Option<f64>,
    /// Best value still possible.
    pub bound: Option<f64>,
    /// How far both are apart, as a part of the value.
    pub gap: Option<f64>,
    /// What is being done for the goal (message id `phase-…`).
    pub phase: Option<&'static str>,
}

/// The runs of this process.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs(Arc<Mutex<BTreeMap<PlanId, Run>>>);

#[derive(Clone, Debug, Default)]
struct Run {
    stop: Arc<AtomicBool>,
    progress: PlanProgress,
}

impl Runs {
    fn with<T>(&self, f: impl FnOnce(&mut BTreeMap<PlanId, Run>) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A problem ready to solve, its text and the digest of the text.
struct Prepared {
    snapshot: Snapshot,
    spec: solver::ProblemSpec,
    text: String,
    digest: String,
}

impl App {
    /// Starts computing a proposal for some weeks and for the part of the work the account plans, or joins the run that
    /// is under way for it.
    ///
    /// # Errors
    /// `Rejected` when the window is none, `Conflict` while one for another part is under way.
    pub async fn start_plan(
        &self,
        monday: NaiveDate,
        weeks: u8,
        account: AccountId,
    ) -> Result<PlanId, AppError> {
        let now = self.clock.now();
        let window = self.window(monday, weeks)?;
        let id = PlanId(self.ids.uuid(now));
        // A run whose process died is nobody's any more once its time is over.
        let abandoned_at =
            now + TimeDelta::from_std(self.config.plan_time_limit * 4).unwrap_or(TimeDelta::hours(1));
        let mut tx = self.store.write().await?;
        let reach = reach_of(&mut tx, account, Right::Plan).await?;
        let running = tx
            .insert_plan_computing(id, window, &reach, Some(account), now, abandoned_at)
            .await?;
        if let Some(running) = running {
            let record = tx.plan(running).await?.ok_or(AppError::NotFound)?;
            return if record.reach == reach {
                Ok(running)
            } else {
                Err(AppError::Conflict("conflict-plan-running"))
            };
        }
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "plan.started",
            "plan",
            id.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        self.runs.with(|runs| runs.insert(id, Run::default()));
        let app = self.clone();
        tokio::spawn(async move { app.run_plan(id, window, reach, now).await });
        Ok(id)
    }

    /// How far a run of this process is.
    pub fn plan_progress(&self, id: PlanId) -> Option<PlanProgress> {
        self.runs
            .with(|runs| runs.get(&id).map(|run| run.progress.clone()))
    }

    /// Ends a run early; the best plan so far becomes the draft.
    pub fn stop_plan(&self, id: PlanId) {
        self.runs
            .with(|runs| runs.get(&id).map(|run| run.stop.store(true, Ordering::Relaxed)));
    }

    /// Ends all runs, because the program ends.
    pub fn stop_plans(&self) {
        self.runs.with(|runs| {
            runs.values()
                .for_each(|run| run.stop.store(true, Ordering::Relaxed))
        });
    }

    pub(super) fn window(&self, monday: NaiveDate, weeks: u8) -> Result<PlanWindow, AppError> {
        let start = monday_of(monday);
        let end = start.checked_add_days(Days::new(7 * u64::from(weeks)));
        match end {
            Some(end) if (1..=8).contains(&weeks) => Ok(PlanWindow {
                from: local::resolve(self.config.time_zone, start, 0),
                to: local::resolve(self.config.time_zone, end, 0),
            }),
            _ => Err(AppError::rejected("weeks", "number-range")),
        }
    }

    async fn run_plan(self, id: PlanId, window: PlanWindow, reach: Reach, read_at: DateTime<Utc>) {
        let result = self.compute(id, window, &reach, read_at).await;
        self.runs.with(|runs| runs.remove(&id));
        let code = match result {
            Ok(()) => return,
            Err(AppError::Conflict(code)) => code,
            Err(fault) => {
                error!(plan.id = %id, error = %fault, "a planning run failed");
                "plan-failed"
            }
        };
        let failed = async {
            let mut tx = self.store.write().await?;
            tx.fail_plan(id, code, self.clock.now()).await?;
            tx.commit().await
        };
        if let Err(fault) = failed.await {
            error!(plan.id = %id, error = %fault, "the failure of a planning run could not be stored");
        }
    }

    async fn compute(
        &self,
        id: PlanId,
        window: PlanWindow,
        reach: &Reach,
        read_at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        for _ in 0..ATTEMPTS {
            let prepared = {
                let mut tx = self.store.read().await?;
                self.prepare(&mut tx, window, reach, read_at).await?
            };
            let plan = self
                .solve(id, prepared.text.clone(), prepared.digest.clone())
                .await?;
            let text = serde_json::to_string(&plan).map_err(|e| AppError::Internal(e.into()))?;
            let placed: Vec<RequestId> = prepared.snapshot.requests.iter().map(|r| r.id).collect();
            let draft = NewDraft {
                problem_digest: prepared.digest.clone(),
                fingerprint: prepared.digest.clone(),
                documents: PlanDocuments {
                    problem: prepared.text,
                    plan: text,
                },
                candidates: matching::candidates_of(&plan, &placed)?,
                unfilled: matching::unfilled(&prepared.snapshot, &prepared.spec, &plan)?,
            };
            let mut tx = self.store.write().await?;
            if self.prepare(&mut tx, window, reach, read_at).await?.digest != prepared.digest {
                info!(plan.id = %id, "the data changed while solving; solving again");
                continue;
            }
            tx.store_draft(id, &draft, self.clock.now()).await?;
            tx.commit().await?;
            return Ok(());
        }
        Err(AppError::Conflict("plan-data-keeps-changing"))
    }

    /// The problem of the weeks and of a part of the work as the store has it now, read as of `read_at`.
    async fn prepare(
        &self,
        tx: &mut Tx,
        window: PlanWindow,
        reach: &Reach,
        read_at: DateTime<Utc>,
    ) -> Result<Prepared, AppError> {
        let mut snapshot = self.snapshot(tx, window, read_at, &[]).await?;
        if reach.is_narrow() {
            narrow(tx, &mut snapshot, reach).await?;
        }
        let spec = matching::problem(&snapshot);
        let text = serde_json::to_string(&spec).map_err(|e| AppError::Internal(e.into()))?;
        let digest = digest(text.as_bytes());
        Ok(Prepared {
            snapshot,
            spec,
            text,
            digest,
        })
    }

    /// Whether a draft still fits what the store says.
    pub(super) async fn draft_fits(&self, tx: &mut Tx, id: PlanId) -> Result<bool, AppError> {
        let Some(record) = tx.plan(id).await? else {
            return Err(AppError::NotFound);
        };
        let now = self
            .prepare(tx, record.window, &record.reach, record.created_at)
            .await?;
        Ok(record.problem_digest.as_deref() == Some(now.digest.as_str()))
    }

    async fn solve(&self, id: PlanId, text: String, digest: String) -> Result<solver::Plan, AppError> {
        let stop = self
            .runs
            .with(|runs| runs.get(&id).map(|run| run.stop.clone()))
            .unwrap_or_default();
        let limit = self.config.plan_time_limit;
        let runs = self.runs.clone();
        let solved = tokio::task::spawn_blocking(move || {
            let problem = read_problem(&text)?;
            let started = std::time::Instant::now();
            let budget =
                solver::Budget::new(move || started.elapsed().as_secs_f64(), limit.as_secs_f64(), stop);
            let progress = move |p: solver::Progress| {
                runs.with(|runs| {
                    if let Some(run) = runs.get_mut(&id) {
                        run.progress = PlanProgress {
                            goal: Some(p.level.as_str()),
                            value: Some(p.value.as_f64()),
                            bound: p.bound.map(solver::Amount::as_f64),
                            gap: p.gap,
                            phase: Some(p.phase.as_str()),
                        };
                    }
                });
            };
            let mut plan = solver::solve(&problem, &solver::Options::default(), &budget, progress);
            plan.problem = digest.clone();
            let violations = solver::check(&problem, &plan, Some(&digest));
            match violations.first() {
                None => Ok(plan),
                Some(first) => Err(anyhow::anyhow!(
                    "the independent check refused a plan: {} ({})",
                    first.code,
                    violations.len()
                )),
            }
        });
        Ok(solved.await.map_err(anyhow::Error::from)??)
    }

    /// One consistent reading of everything the matching knows. `place` adds requests to be placed that are not
    /// waiting for a plan (a seat that needs a successor).
    pub(super) async fn snapshot(
        &self,
        tx: &mut Tx,
        window: PlanWindow,
        read_at: DateTime<Utc>,
        place: &[RequestId],
    ) -> Result<Snapshot, AppError> {
        let mut requests = if place.is_empty() {
            tx.plannable_requests(window.from, window.to).await?
        } else {
            tx.requests_by_ids(place).await?
        };
        requests.sort_by_key(|r| r.id);
        let committed = self.commitments(tx, window, &requests).await?;
        let mut people = tx.active_people().await?;
        let known: BTreeSet<PersonId> = people.iter().map(|p| p.id).collect();
        let others: BTreeSet<PersonId> = committed
            .iter()
            .map(|c| c.person)
            .filter(|id| !known.contains(id))
            .collect();
        people.extend(tx.people_by_ids(&others.into_iter().collect::<Vec<_>>()).await?);
        let places: BTreeSet<_> = requests
            .iter()
            .chain(committed.iter().map(|c| &c.request))
            .map(|r| r.asked.location)
            .collect();
        let locations = tx
            .locations_by_ids(&places.into_iter().collect::<Vec<_>>())
            .await?;
        let served_from = window.from.checked_sub_days(FAIRNESS_DAYS).unwrap_or(window.from);
        let programmes = tx.programmes().await?;
        let served_cases = self.served_cases(tx, window, &programmes, &requests).await?;
        let mut asked = BTreeMap::new();
        for request in requests.iter().filter(|r| r.state != RequestState::Submitted) {
            asked.insert(
                request.id,
                tx.asked_people(request.id).await?.into_iter().collect(),
            );
        }
        let mut rules = self.rulebook(tx, window, &requests, &committed).await?;
        if !place.is_empty() {
            // A wish for a plan fixes nobody when people are looked for by hand; who is kept away stays away.
            rules.wishes.retain(|wish| wish.kind == WishKind::Barred);
        }
        Ok(Snapshot {
            asked,
            zone: self.config.time_zone,
            now: read_at,
            from: window.from,
            to: window.to,
            programmes,
            fallbacks: tx.fallbacks().await?,
            travel: tx.travel().await?,
            people,
            rules,
            requests,
            committed,
            locations: locations.into_iter().map(|l| (l.id, l)).collect(),
            served_minutes: tx.person_minutes_between(served_from, window.from).await?,
            served_cases,
        })
    }

    /// Agreements and open offers that begin in the weeks, of requests that are not to be placed anew.
    async fn commitments(
        &self,
        tx: &mut Tx,
        window: PlanWindow,
        placed: &[crate::domain::request::Request],
    ) -> Result<Vec<Commitment>, AppError> {
        let held = tx.open_and_accepted_commitments(window.from, window.to).await?;
        let ids: BTreeSet<RequestId> = held
            .iter()
            .map(|h| h.request)
            .filter(|id| !placed.iter().any(|r| r.id == *id))
            .collect();
        let requests = tx.requests_by_ids(&ids.into_iter().collect::<Vec<_>>()).await?;
        let requests: BTreeMap<RequestId, crate::domain::request::Request> =
            requests.into_iter().map(|r| (r.id, r)).collect();
        Ok(held
            .into_iter()
            .filter_map(|h| {
                let request = requests.get(&h.request)?.clone();
                Some(Commitment {
                    request,
                    seat: h.seat,
                    option: h.option,
                    person: h.person,
                })
            })
            .collect())
    }

    /// Who could take a seat of a request at its chosen time with everything agreed unchanged, best first.
    pub(super) async fn substitutes(
        &self,
        tx: &mut Tx,
        request: &crate::domain::request::Request,
        seat: usize,
        now: DateTime<Utc>,
    ) -> Result<Vec<PersonId>, AppError> {
        match request.chosen() {
            Some(time) => self.people_for(tx, request, seat, time, false, now).await,
            None => Ok(Vec::new()),
        }
    }

    /// The same for any time, with those who were asked before: who can still come when an appointment moves?
    pub(super) async fn able_at(
        &self,
        tx: &mut Tx,
        request: &crate::domain::request::Request,
        seat: usize,
        time: TimeOption,
        now: DateTime<Utc>,
    ) -> Result<Vec<PersonId>, AppError> {
        self.people_for(tx, request, seat, time, true, now).await
    }

    async fn people_for(
        &self,
        tx: &mut Tx,
        request: &crate::domain::request::Request,
        seat: usize,
        time: TimeOption,
        again: bool,
        now: DateTime<Utc>,
    ) -> Result<Vec<PersonId>, AppError> {
        let monday = monday_of(time.starts_at.with_timezone(&self.config.time_zone).date_naive());
        let window = self.window(monday, 1)?;
        let mut snapshot = self.snapshot(tx, window, now, &[request.id]).await?;
        // The time is agreed with everybody else; only it counts.
        for placed in &mut snapshot.requests {
            placed.asked.options = vec![time];
        }
        if again {
            snapshot.asked.remove(&request.id);
        }
        Ok(matching::substitutes(&snapshot, request.id, seat)?)
    }
}

/// Leaves of a snapshot what a part of the work may place: its requests, and its people. Whoever else is in it keeps
/// what was agreed, and gets nothing new.
async fn narrow(tx: &mut Tx, snapshot: &mut Snapshot, reach: &Reach) -> Result<(), AppError> {
    let ids: Vec<Uuid> = snapshot.people.iter().map(|p| p.id.0).collect();
    let near: BTreeSet<Uuid> = tx.people_within(&ids, reach).await?.into_iter().collect();
    for person in &mut snapshot.people {
        if !near.contains(&person.id.0) {
            person.programmes.clear();
        }
    }
    let ids: Vec<RequestId> = snapshot.requests.iter().map(|r| r.id).collect();
    let mut own = tx.requests_within(&ids, reach).await?;
    // Somebody elsewhere was fixed on it: it waits for whoever plans the whole.
    for wish in &snapshot.rules.wishes {
        if wish.kind == WishKind::Fixed && !near.contains(&wish.person.0) {
            own.remove(&wish.request);
        }
    }
    snapshot.requests.retain(|request| own.contains(&request.id));
    snapshot.rules.wishes.retain(|wish| own.contains(&wish.request));
    Ok(())
}

/// The Monday of a day's week.
pub(super) fn monday_of(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
        .unwrap_or(day)
}

/// SHA-256 in hex, as plan files carry it.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A problem from its text, with all faults in the error.
pub(super) fn read_problem(text: &str) -> anyhow::Result<solver::Problem> {
    let value: solver::Value = serde_json::from_str(text)?;
    solver::read_problem(&value)
        .map_err(|faults| anyhow::anyhow!("{} fault(s), the first: {:?}", faults.len(), faults.first()))
}
