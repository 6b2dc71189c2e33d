//! Someone cannot come after all, an appointment moves, something cannot wait: what are the ways to go on? Reads only.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, TimeDelta, Utc};
use passgenau_solver as solver;

use super::plan::monday_of;
use super::{App, AppError};
use crate::calendar::local;
use crate::domain::plan::PlanWindow;
use crate::domain::repair::{RepairEvent, RepairPlan};
use crate::ids::RequestId;
use crate::matching;
use crate::store::Tx;

/// Somebody is waiting for the page.
const SECONDS: f64 = 1.0;
/// Longer absences are repaired in steps.
const LONGEST: TimeDelta = TimeDelta::weeks(8);

impl App {
    /// Up to three ways to go on after an event, the one that covers most first; each further one disturbs fewer people
    /// and covers less. None when the event concerns nothing that was agreed.
    ///
    /// # Errors
    /// `NotFound` when there is no such request.
    pub async fn preview_repair(&self, event: RepairEvent) -> Result<Vec<RepairPlan>, AppError> {
        let now = self.clock.now();
        let snapshot = {
            let mut tx = self.store.read().await?;
            let window = self.repair_window(&mut tx, &event).await?;
            let place: Vec<RequestId> = match event {
                RepairEvent::Urgent { request } => vec![request],
                _ => Vec::new(),
            };
            let mut snapshot = self.snapshot(&mut tx, window, now, &place).await?;
            let held: BTreeSet<RequestId> = snapshot.committed.iter().map(|c| c.request.id).collect();
            let held: Vec<RequestId> = held.into_iter().collect();
            for (request, person) in tx.asked_people_of(&held).await? {
                snapshot.asked.entry(request).or_default().insert(person);
            }
            snapshot
        };
        let found = tokio::task::spawn_blocking(move || {
            let started = std::time::Instant::now();
            let budget = solver::Budget::new(
                move || started.elapsed().as_secs_f64(),
                SECONDS,
                Arc::new(AtomicBool::new(false)),
            );
            matching::repair(&snapshot, &event, &budget)
        });
        Ok(found.await.map_err(anyhow::Error::from)??)
    }

    /// The whole weeks that an event touches.
    async fn repair_window(&self, tx: &mut Tx, event: &RepairEvent) -> Result<PlanWindow, AppError> {
        let (mut first, mut last): (DateTime<Utc>, DateTime<Utc>) = match *event {
            RepairEvent::Unavailable { from, to, .. } => (from, to.min(from + LONGEST)),
            RepairEvent::Declined { request, .. }
            | RepairEvent::Cancelled { request }
            | RepairEvent::Urgent { request }
            | RepairEvent::Moved { request, .. } => {
                let found = tx.requests_by_ids(&[request]).await?;
                let request = found.first().ok_or(AppError::NotFound)?;
                let times = request
                    .chosen()
                    .map_or_else(|| request.asked.options.clone(), |time| vec![time]);
                let first = times
                    .iter()
                    .map(|time| time.starts_at)
                    .min()
                    .ok_or(AppError::NotFound)?;
                (
                    first,
                    times.iter().map(|time| time.ends_at).max().unwrap_or(first),
                )
            }
        };
        if let RepairEvent::Moved {
            starts_at, ends_at, ..
        } = *event
        {
            first = first.min(starts_at);
            last = last.max(ends_at);
        }
        let zone = self.config.time_zone;
        let monday = monday_of(first.with_timezone(&zone).date_naive());
        let end = monday_of((last - TimeDelta::minutes(1)).with_timezone(&zone).date_naive())
            + chrono::Days::new(7);
        Ok(PlanWindow {
            from: local::resolve(zone, monday, 0),
            to: local::resolve(zone, end, 0),
        })
    }
}
