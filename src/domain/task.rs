//! A task: something the office has to do by hand, because no mail can.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::text_enum;
use crate::ids::{AccountId, OfferId, PersonId, RequestId, TaskId};

text_enum! {
    /// Kinds of tasks.
    TaskKind {
        /// Nobody is left to ask for a request.
        NobodyLeft = "nobody_left",
        /// Nobody is left behind those who are asked at the moment.
        LastAsked = "last_asked",
        /// A volunteer asked to be called.
        CallRequested = "call_requested",
        /// A mail was refused for good; the address may be wrong.
        MailFailed = "mail_failed",
        /// Two different answers came from one page view: a machine pressed the buttons.
        ContradictoryAnswers = "contradictory_answers",
        /// Someone is to be asked by telephone: no mail reaches them, or there is no time for one.
        CallByPhone = "call_by_phone",
        /// Somebody answered by mail instead of on the page; the office takes over.
        MailReply = "mail_reply",
        /// The mailbox for answers cannot be read.
        MailboxFailed = "mailbox_failed",
        /// No mail leaves; the relay does not take any.
        QueuePaused = "queue_paused",
        /// Rules speak against a request; a coordinator decides.
        ReviewRequest = "review_request",
        /// A volunteer says that what the office keeps about them is not right.
        ParticularsWrong = "particulars_wrong",
        /// School holidays are known for less than six months ahead.
        CalendarEnds = "calendar_ends",
        /// A volunteer can help, on a condition.
        YesBut = "yes_but",
        /// Somebody cannot come, and the programme leaves it to the office whom to ask.
        ReplaceByHand = "replace_by_hand",
        /// Something has changed shortly before the begin; the school is told by telephone.
        CallSchool = "call_school",
        /// An appointment is called off shortly before its begin; the volunteer is told by telephone.
        CallVolunteer = "call_volunteer",
        /// Volunteer and requester say different things about how an appointment went.
        ServiceMismatch = "service_mismatch",
        /// Nobody has said how an appointment went, three weeks later.
        ServiceOpen = "service_open",
        /// The requester has answered a question of the office.
        QuestionAnswered = "question_answered",
    }
}

/// A task to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// Kind.
    pub kind: TaskKind,
    /// About which request.
    pub request: Option<RequestId>,
    /// About which offer.
    pub offer: Option<OfferId>,
    /// About whom.
    pub person: Option<PersonId>,
}

/// A stored task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Key.
    pub id: TaskId,
    /// Kind.
    pub kind: TaskKind,
    /// About which request.
    pub request: Option<RequestId>,
    /// About which offer.
    pub offer: Option<OfferId>,
    /// About whom.
    pub person: Option<PersonId>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
    /// Who did it; nobody when it settled itself.
    pub done_by: Option<AccountId>,
}
