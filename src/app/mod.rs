//! Use cases, one file per verb. Each is one or two short transactions: read, decide by the rules of `domain`, write
//! the change together with the notices it causes, commit. Solving and sending happen between transactions, never
//! inside one. Everything here may run twice.

mod about_person;
mod absence;
mod absence_undo;
mod accounts;
mod after_date;
mod allowance;
mod asking;
mod barriers;
mod by_hand;
mod caller;
mod calls;
mod cancel;
mod case;
mod city_login;
mod consultation;
mod consultation_periods;
mod data_letters;
mod demo;
mod demo_rules;
mod devices;
mod digests;
mod edit_request;
mod emergency;
mod error;
mod export;
mod factor;
mod facts;
mod feeds;
mod form_again;
mod handover;
mod import;
mod inbound;
mod intake;
mod intake_parse;
mod joining;
mod keys;
mod leave;
mod mail_desk;
mod notify;
mod office;
mod on_the_way;
mod open_forms;
mod operation;
mod outcome;
mod own;
mod own_changes;
mod passwords;
mod places;
mod plan;
mod plan_help;
mod plan_view;
mod prints;
mod publish;
mod questions;
pub mod records;
mod repair;
mod reschedule;
mod respond;
mod review;
mod rulebook;
mod saved_filters;
mod school;
mod school_desk;
mod search;
mod second_language;
mod stand_in;
mod successor;
mod team;
mod tidy;
mod today;
mod undo;
mod undo_change;
mod week;
mod welcome;
mod wishes;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::Notify;
use uuid::Uuid;

pub use about_person::AboutPerson;
pub use absence::{AbsencePlan, AbsencePreview, AbsenceStep, Affected, Comes};
pub use accounts::{Entry, LoginError, SignedIn, Welcome};
pub use allowance::{MonthPreview, StatementLine};
pub use by_hand::{Asking, Assigning, NotSuitable, Suitable};
pub use caller::{CallerPerson, CallerSchool, Callers, Heard};
pub use calls::Call;
pub use case::{CaseFile, CaseMark};
pub use city_login::{CITY_ANSWER, CityEntry};
pub use consultation::{Block, DayForm, blocks};
pub use demo::DemoEntrances;
pub use devices::{DEVICE_ABSOLUTE, Entrances, LinkUse};
pub use edit_request::{EditForm, EditView};
pub use error::AppError;
pub use export::ExportFor;
pub use factor::Enrolment;
pub use handover::{CoveredDay, Handover, NotedCase};
pub use import::{
    DoubleView, HeaderView, IMPORT_BYTES_MAX, ImportCheck, ImportFault, ImportKind, ImportMapping,
    ImportMarked, ImportReport, Merged, ParkedView, Solved, plain_header, template_file,
};
pub use inbound::Received;
pub use intake::{IntakeData, RequestForm};
pub use joining::{FORGOTTEN, InterestForm};
pub use keys::{Keys, session_hash, session_token};
pub use leave::LeavePreview;
pub use mail_desk::PostedMail;
pub use notify::DrainReport;
pub use office::{Overview, RequestDetail, TaskView};
pub use on_the_way::{LATE_FROM, LATE_MINUTES};
pub use operation::{Operation, RealOperationPreview};
pub use outcome::Ending;
pub use own::{OwnEntry, OwnSchedule};
pub use own_changes::{DoneForm, OwnDone, OwnLimits, Rest};
pub use places::PlaceForm;
pub use plan::PlanProgress;
pub use plan_help::{Advice, AdviceView, Change, HelpView, OtherView, RecruitingView, SeatView};
pub use plan_view::{ChoiceView, LevelView, PlanView, UnplacedView};
pub use publish::{Publication, PublicationPreview, PublicationRow, ToldNobody};
pub use reschedule::{CHANGED, MovePreview};
pub use respond::{AnswerOutcome, OfferView};
pub use review::Decision;
pub use school::{OrganisationView, SchoolRequest};
pub use school_desk::{Chance, DRAFT_LIFE};
pub use search::{OrganisationHit, SearchHits};
pub use team::{GRANTS_MAX, Member};
pub use today::{Agenda, Seen, Todo, TodoGroup};
pub use week::{
    MISSING, PeopleBoard, PersonDay, PlaceDay, PlacesBoard, WeekDay, WeekFilter, WeekItem, WeekList,
    WeekShow, WhyOpen, days_of_week, monday,
};
pub use welcome::{MailChoice, MailView};

use crate::calendar::waking::Waking;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::account::Actor;
use crate::domain::notice::{NewNotice, NoticeKind, NoticePayload, Recipient};
use crate::domain::request::{CalendarEntry, Request};
use crate::domain::rights::{Reach, Right, Rights};
use crate::identity::Provider;
use crate::ids::{AccountId, Ids, OutboxId};
use crate::mail::{Mailbox, Sender, Transport};
use crate::store::{AuditEntry, Store, Tx};
use crate::view::Templates;

/// Everything the use cases need. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// New ids.
    pub ids: Ids,
    /// Settings.
    pub config: Arc<Config>,
    /// Links and form marks.
    pub keys: Keys,
    /// Pages and mails as text.
    pub templates: Arc<Templates>,
    /// What is the same in every mail.
    pub sender: Arc<Sender>,
    /// The way mails leave.
    pub transport: Arc<Transport>,
    /// Where answers come in, when there is such a place.
    mailbox: Option<Arc<Mailbox>>,
    /// Rung when there may be something to send.
    pub wake: Arc<Notify>,
    /// The ways into the demo, when this is one.
    pub demo: Option<Arc<DemoEntrances>>,
    /// Planning runs of this process.
    runs: plan::Runs,
    /// Files this process has read to their end.
    scans: import::Scans,
    /// This process, as the owner of claims.
    node: Arc<str>,
    /// The city's own login, when there is one.
    provider: Option<Arc<Provider>>,
}

impl App {
    /// The use cases over these parts.
    pub fn new(
        config: Arc<Config>,
        store: Store,
        clock: Clock,
        ids: Ids,
        templates: Arc<Templates>,
        sender: Sender,
        transport: Transport,
    ) -> Self {
        let node: Arc<str> = ids
            .bytes::<8>()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect::<String>()
            .into();
        let provider = config
            .city_login
            .as_ref()
            .map(|city| Arc::new(Provider::new(city)));
        Self {
            keys: Keys::new(config.key_bytes()),
            mailbox: config.imap.as_ref().map(|imap| Arc::new(Mailbox::new(imap))),
            store,
            clock,
            ids,
            config,
            templates,
            sender: Arc::new(sender),
            transport: Arc::new(transport),
            wake: Arc::new(Notify::new()),
            demo: None,
            runs: plan::Runs::default(),
            scans: import::Scans::default(),
            node,
            provider,
        }
    }

    /// When the office's volunteers may be disturbed.
    pub fn waking(&self) -> Waking {
        Waking::new(self.config.time_zone, self.config.quiet_hours)
    }

    /// A new calendar entry: random UID at the mail domain (RFC 7986, 5.3).
    fn calendar_entry(&self) -> CalendarEntry {
        let random: String = self
            .ids
            .bytes::<16>()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        CalendarEntry {
            uid: format!("{random}@{}", self.config.mail_domain),
            sequence: 0,
        }
    }

    /// Puts a notice into the outbox, in the caller's transaction.
    async fn enqueue(&self, tx: &mut Tx, notice: &NewNotice, now: DateTime<Utc>) -> Result<(), AppError> {
        self.enqueue_as(tx, notice, now).await?;
        if let Some(copy) = self.copy_of(tx, notice).await? {
            self.enqueue_as(tx, &copy, now).await?;
        }
        Ok(())
    }

    /// The same; the value is the key of its row, none when the same notice was there before.
    async fn enqueue_as(
        &self,
        tx: &mut Tx,
        notice: &NewNotice,
        now: DateTime<Utc>,
    ) -> Result<Option<OutboxId>, AppError> {
        let id = OutboxId(self.ids.uuid(now));
        let message_id = format!("{id}@{}", self.config.mail_domain);
        Ok(tx.enqueue(notice, id, &message_id, now).await?.then_some(id))
    }

    /// Writes down who did what, in the caller's transaction. `detail` holds codes and numbers, no names.
    #[expect(
        clippy::too_many_arguments,
        reason = "an audit line is all of this, and most callers know it inline"
    )]
    async fn audit(
        &self,
        tx: &mut Tx,
        now: DateTime<Utc>,
        actor: Actor,
        action: &str,
        subject_kind: &str,
        subject_id: Uuid,
        detail: &[(&str, serde_json::Value)],
    ) -> Result<(), AppError> {
        let entry = AuditEntry {
            id: self.ids.uuid(now),
            at: now,
            actor,
            action: action.to_owned(),
            subject_kind: subject_kind.to_owned(),
            subject_id,
            detail: detail
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        };
        tx.audit(&entry).await?;
        Ok(())
    }

    /// Rings for the mail worker; called after a commit.
    fn ring(&self) {
        self.wake.notify_one();
    }
}

/// A notice about a request with nothing special: now, without calendar. `key` tells repeats of the same event apart
/// from a new event.
fn notice(
    kind: NoticeKind,
    recipient: Recipient,
    request: &Request,
    key: &str,
    now: DateTime<Utc>,
) -> NewNotice {
    NewNotice {
        kind,
        recipient,
        request: Some(request.id),
        offer: None,
        assignment: None,
        payload: NoticePayload::default(),
        not_before: now,
        dedupe_key: dedupe_key(kind, recipient, key),
    }
}

/// A notice that is about no request.
fn general(kind: NoticeKind, recipient: Recipient, key: &str, now: DateTime<Utc>) -> NewNotice {
    NewNotice {
        kind,
        recipient,
        request: None,
        offer: None,
        assignment: None,
        payload: NoticePayload::default(),
        not_before: now,
        dedupe_key: dedupe_key(kind, recipient, key),
    }
}

/// Where an account holds a right, read with everything else of a change.
async fn reach_of(tx: &mut Tx, account: AccountId, right: Right) -> Result<Reach, AppError> {
    Ok(Rights::new(tx.grants(account).await?).reach(right))
}

/// What makes two notices the same: kind, recipient and the event they tell of.
fn dedupe_key(kind: NoticeKind, recipient: Recipient, key: &str) -> String {
    match recipient {
        Recipient::Person(id) => format!("{kind}/person:{id}/{key}"),
        Recipient::Contact(id) => format!("{kind}/contact:{id}/{key}"),
        Recipient::Account(id) => format!("{kind}/account:{id}/{key}"),
        Recipient::Office => format!("{kind}/office/{key}"),
    }
}
