//! What comes round by the clock: the office's overview, the weekly plan, reminders, proofs that run out, particulars
//! that nobody has confirmed for long. Each due moment is taken once, by whichever process comes first, in the same
//! transaction as its notices.

use chrono::{DateTime, Days as CalendarDays, Duration, NaiveDate, Utc, Weekday};

use super::{App, AppError, general, notice};
use crate::calendar::local;
use crate::calendar::rhythm::{Rhythm, next_week};
use crate::domain::account::Actor;
use crate::domain::assignment::Assignment;
use crate::domain::notice::{Days, NoticeKind, Recipient};
use crate::domain::request::Request;
use crate::ids::AccountId;
use crate::store::Tx;

/// Name of the setting with the minute of the day of the overview.
const OVERVIEW_AT: &str = "overview_minute";
/// 6:45, before the first calls.
const OVERVIEW_MINUTE: u16 = 6 * 60 + 45;
/// The weekly plan comes while the office is there.
const WEEK_MINUTE: u16 = 10 * 60;
/// What runs out is told on working days at 8.
const DAILY_MINUTE: u16 = 8 * 60;
/// An overview of this morning helps until the evening.
const OVERVIEW_WORTH: Duration = Duration::hours(12);
/// A weekly plan helps until the weekend is over.
const WEEK_WORTH: Duration = Duration::hours(60);
/// What runs out can be told days later.
const DAILY_WORTH: Duration = Duration::days(5);
/// Reminders are looked for this often, minutes.
const LOOK_MINUTES: i64 = 5;
/// A reminder some days ahead.
const AHEAD: Duration = Duration::hours(48);
/// From here on the reminder of the day itself does.
const TOO_LATE_AHEAD: Duration = Duration::hours(24);
/// A reminder later than this before the begin reminds nobody.
const TOO_LATE_TODAY: Duration = Duration::minutes(30);
/// The reminder of the day comes at 7, or so long before an early begin.
const EARLY: Duration = Duration::hours(2);
const TODAY_MINUTE: u16 = 7 * 60;
/// Longest row of quiet days over which a reminder can move ahead.
const LONGEST_QUIET: Duration = Duration::days(6);
/// Days before its end at which a proof is asked for again.
const PROOF_DAYS: [i64; 3] = [7, 30, 90];
/// Particulars count as confirmed for this long.
const FRESH: Duration = Duration::days(60);

impl App {
    /// Everything that is due by now.
    ///
    /// # Errors
    /// When the store fails; what was not taken is taken the next time.
    pub async fn digests(&self) -> Result<(), AppError> {
        let now = self.clock.now();
        let zone = self.config.time_zone;
        let minute = self.overview_minute().await?;
        let due = |rhythm: Rhythm, worth| rhythm.last_due(zone, now, worth);
        if let Some(at) = due(Rhythm::Workdays(minute), OVERVIEW_WORTH) {
            self.overview_mail(at, now).await?;
        }
        if let Some(at) = due(Rhythm::Weekly(Weekday::Fri, WEEK_MINUTE), WEEK_WORTH) {
            self.week_mails(at, now).await?;
        }
        if let Some(at) = due(Rhythm::Workdays(DAILY_MINUTE), DAILY_WORTH) {
            self.expiry_mails(at, now).await?;
        }
        self.reminders(now).await?;
        self.ring();
        Ok(())
    }

    /// Minute of the day at which the office's overview comes.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn overview_minute(&self) -> Result<u16, AppError> {
        let stored = self.store.read().await?.setting(OVERVIEW_AT).await?;
        Ok(stored
            .and_then(|text| text.parse().ok())
            .filter(|m| *m < 1440)
            .unwrap_or(OVERVIEW_MINUTE))
    }

    /// Changes it.
    ///
    /// # Errors
    /// `Rejected` when it is no minute of a day.
    pub async fn set_overview_minute(&self, minute: u16, account: AccountId) -> Result<(), AppError> {
        if minute >= 1440 {
            return Err(AppError::rejected("overview_at", "time"));
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.set_setting(OVERVIEW_AT, &minute.to_string(), now).await?;
        let detail = [("minute", minute.into())];
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "overview.time",
            "account",
            account.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    async fn overview_mail(&self, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        if !tx.claim_tick("overview", due, &self.node, now).await? {
            return Ok(());
        }
        let today = local::local_date(self.config.time_zone, due);
        let mut told = general(NoticeKind::Overview, Recipient::Office, &today.to_string(), now);
        told.payload.days = Some(Days {
            from: today,
            to: today,
        });
        self.enqueue(&mut tx, &told, now).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn week_mails(&self, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), AppError> {
        let zone = self.config.time_zone;
        let Some((from, to)) = next_week(zone, due) else {
            return Ok(());
        };
        let mut tx = self.store.write().await?;
        if !tx.claim_tick("week", due, &self.node, now).await? {
            return Ok(());
        }
        let end = to.succ_opt().unwrap_or(to);
        let people = tx
            .people_with_assignments(local::resolve(zone, from, 0), local::resolve(zone, end, 0))
            .await?;
        for person in people {
            let mut told = general(
                NoticeKind::Week,
                Recipient::Person(person),
                &from.to_string(),
                now,
            );
            told.payload.days = Some(Days { from, to });
            told.not_before = self.waking().next_waking(now);
            self.enqueue(&mut tx, &told, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn expiry_mails(&self, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        if !tx.claim_tick("expiry", due, &self.node, now).await? {
            return Ok(());
        }
        let today = local::local_date(self.config.time_zone, now);
        let last = today.checked_add_days(CalendarDays::new(90)).unwrap_or(today);
        for (person, kind, until) in tx.proofs_ending(today, last).await? {
            let Some(step) = step(today, until) else { continue };
            let key = format!("{kind}/{until}/{step}");
            let mut told = general(NoticeKind::ProofDue, Recipient::Person(person), &key, now);
            told.payload.proof = Some(kind);
            told.payload.days = Some(Days {
                from: until,
                to: until,
            });
            told.not_before = self.waking().next_waking(now);
            self.enqueue(&mut tx, &told, now).await?;
        }
        for (person, since) in tx.people_unconfirmed_since(now - FRESH, 5000).await? {
            // Asked once for every stretch of sixty days.
            let stretch = (now - since).num_days() / FRESH.num_days();
            let key = format!("{}/{stretch}", since.timestamp());
            let mut told = general(NoticeKind::ParticularsStale, Recipient::Person(person), &key, now);
            told.not_before = self.waking().next_waking(now);
            self.enqueue(&mut tx, &told, now).await?;
        }
        self.service_reminders(&mut tx, now).await?;
        self.thanks_mails(&mut tx, now).await?;
        self.consultation_mails(&mut tx, today, now).await?;
        self.allowance_mails(&mut tx, today, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Reminders two days ahead and on the day itself, each once for each appointment and time.
    async fn reminders(&self, now: DateTime<Utc>) -> Result<(), AppError> {
        let slot = DateTime::from_timestamp(
            now.timestamp().div_euclid(60 * LOOK_MINUTES) * 60 * LOOK_MINUTES,
            0,
        );
        let mut tx = self.store.write().await?;
        if !tx
            .claim_tick("reminders", slot.unwrap_or(now), &self.node, now)
            .await?
        {
            return Ok(());
        }
        self.offer_reminders(&mut tx, now).await?;
        self.service_mails(&mut tx, now).await?;
        let soon = tx
            .active_assignments_between(now, now + AHEAD + LONGEST_QUIET)
            .await?;
        let requests = tx
            .requests_by_ids(&soon.iter().map(|a| a.request).collect::<Vec<_>>())
            .await?;
        for assignment in &soon {
            let Some(request) = requests.iter().find(|r| r.id == assignment.request) else {
                continue;
            };
            let lead = assignment.starts_at - now;
            let ahead = self.waking().last_waking(assignment.starts_at - AHEAD);
            if now >= ahead && lead > TOO_LATE_AHEAD && assignment.created_at < ahead {
                self.remind(&mut tx, request, assignment, "ahead", now).await?;
            }
            let today = self.today_at(assignment.starts_at);
            if now >= today && lead > TOO_LATE_TODAY && assignment.created_at < today {
                self.remind(&mut tx, request, assignment, "today", now).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// When the reminder of the day itself is due.
    fn today_at(&self, starts_at: DateTime<Utc>) -> DateTime<Utc> {
        let zone = self.config.time_zone;
        let seven = local::resolve(zone, local::local_date(zone, starts_at), TODAY_MINUTE);
        seven.min(starts_at - EARLY)
    }

    async fn remind(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        when: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let day = local::local_date(self.config.time_zone, assignment.starts_at);
        let start = assignment.starts_at.timestamp();
        let person = Recipient::Person(assignment.person);
        let school = Recipient::Contact(request.asked.contact);
        for (kind, to, key) in [
            (
                NoticeKind::ReminderVolunteer,
                person,
                format!("{}/{start}/{when}", assignment.id),
            ),
            (
                NoticeKind::ReminderRequester,
                school,
                format!("{}/{start}/{when}", request.id),
            ),
        ] {
            let mut told = notice(kind, to, request, &key, now);
            told.offer = matches!(to, Recipient::Person(_)).then_some(assignment.offer);
            told.assignment = Some(assignment.id);
            told.payload.days = Some(Days { from: day, to: day });
            self.enqueue(tx, &told, now).await?;
        }
        Ok(())
    }
}

/// The nearest of the steps that have been reached, in days before the end.
fn step(today: NaiveDate, until: NaiveDate) -> Option<i64> {
    let left = (until - today).num_days();
    PROOF_DAYS.into_iter().find(|step| left <= *step)
}
