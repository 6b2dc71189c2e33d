//! What happens by the clock: mails leave, offers run out, reminders and weekly plans come round.
//!
//! The scheduler only rings, every minute and in UTC; what is due is decided from the rows each time. A missed or
//! doubled ring changes nothing, and several instances may ring at once. Nothing here holds a rule: each job calls one
//! use case.

use std::time::Duration;

use anyhow::Context;
use tokio_cron_scheduler::{JobBuilder, JobScheduler};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, info};

use crate::app::App;

/// Longest time between two looks at the outbox: retries become due between two rings.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// The jobs of this process, running.
pub struct Jobs {
    scheduler: JobScheduler,
    stopping: CancellationToken,
    tasks: TaskTracker,
}

impl Jobs {
    /// Starts the minute ring and the mail worker.
    ///
    /// # Errors
    /// When the scheduler cannot start.
    pub async fn start(app: App) -> anyhow::Result<Self> {
        let stopping = CancellationToken::new();
        let tasks = TaskTracker::new();
        tasks.spawn(mail_worker(app.clone(), stopping.clone()));
        tasks.spawn(mailbox_worker(app.clone(), stopping.clone()));
        let scheduler = JobScheduler::new()
            .await
            .context("the scheduler could not be made")?;
        let (ring_app, ring_tasks) = (app.clone(), tasks.clone());
        let ring = JobBuilder::new()
            .with_timezone(chrono_tz::UTC)
            .with_cron_job_type()
            .with_schedule("0 * * * * *")
            .context("the schedule is not understood")?
            .with_run_async(Box::new(move |_, _| {
                let (app, tasks) = (ring_app.clone(), ring_tasks.clone());
                Box::pin(async move {
                    if !tasks.is_closed() {
                        tasks.spawn(minute(app));
                    }
                })
            }))
            .build()
            .context("the ring could not be built")?;
        scheduler.add(ring).await.context("the ring could not be added")?;
        scheduler.start().await.context("the scheduler could not start")?;
        Ok(Self {
            scheduler,
            stopping,
            tasks,
        })
    }

    /// Stops claiming at once, lets conversations end (8 s at most) and gives back what was claimed.
    pub async fn stop(mut self) {
        self.stopping.cancel();
        self.tasks.close();
        if let Err(error) = self.scheduler.shutdown().await {
            error!(error = %error, "the scheduler did not stop cleanly");
        }
        if tokio::time::timeout(Duration::from_secs(9), self.tasks.wait())
            .await
            .is_err()
        {
            error!("a job did not end in time; its claims run out by themselves");
        }
    }
}

/// One ring: whatever is due by the minute.
async fn minute(app: App) {
    match app.expire_offers().await {
        Ok(0) => {}
        Ok(offers) => info!(offers, "offers ran out; the next people are asked"),
        Err(error) => {
            error!(error = %error, "offers that ran out could not be handled; the next ring tries again")
        }
    }
    if let Err(error) = app.resume_imports().await {
        error!(error = %error, "files that stopped in the middle could not be gone on with; the next ring tries again");
    }
    if let Err(error) = app.digests().await {
        error!(error = %error, "what is due by the clock could not be prepared; the next ring tries again");
    }
    match app.write_emergency().await {
        Ok(false) => {}
        Ok(true) => info!("the file for when the network is down is written"),
        Err(error) => {
            error!(error = %error, "the file for when the network is down could not be written; the next ring tries again");
        }
    }
    if let Err(error) = app.tidy().await {
        error!(error = %error, "what has run out could not be deleted; the next ring tries again");
    }
    app.wake.notify_one();
}

/// Sends what is due whenever it is rung for, and looks by itself every few seconds.
async fn mail_worker(app: App, stopping: CancellationToken) {
    while !stopping.is_cancelled() {
        match app.drain_outbox(&stopping).await {
            Ok(report) if report.sent + report.failed > 0 => {
                info!(
                    sent = report.sent,
                    failed = report.failed,
                    put_off = report.put_off,
                    "mails handled"
                );
            }
            Ok(_) => {}
            Err(error) => error!(error = %error, "the outbox could not be worked on; trying again"),
        }
        tokio::select! {
            () = app.wake.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = stopping.cancelled() => {}
        }
    }
    if let Err(error) = app.release_claims().await {
        error!(error = %error, "claims could not be given back; they run out by themselves");
    }
}

/// Looks into the mailbox for answers again and again, when there is one.
async fn mailbox_worker(app: App, stopping: CancellationToken) {
    let Some(pause) = app.config.imap.as_ref().map(|imap| imap.interval) else {
        return;
    };
    while !stopping.is_cancelled() {
        let read = tokio::select! {
            // A look that is broken off has handled whole mails only.
            read = app.read_mailbox() => read,
            () = stopping.cancelled() => return,
        };
        match read {
            Ok(0) => {}
            Ok(mails) => info!(mails, "mails came in"),
            Err(error) => {
                error!(error = %error, "what came in could not be handled; the next look tries again")
            }
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = stopping.cancelled() => {}
        }
    }
}
