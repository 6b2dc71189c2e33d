//! What needs somebody at the office, in groups: what burns first.

use super::task::TaskKind;
use super::text_enum;

text_enum! {
    /// A group of things to do, in the order in which they burn.
    TodoKind {
        /// Asked for late, with a reason, and nobody is asked yet.
        Urgent = "urgent",
        /// There is no time for a mail any more.
        CallNow = "call_now",
        /// Called off within a day before it begins.
        CalledOff = "called_off",
        /// Nobody is left behind those who are asked, or nobody at all.
        LastBackup = "last_backup",
        /// Begins until the end of the next working day and misses somebody.
        OpenSoon = "open_soon",
        /// Mails do not leave or do not arrive.
        Mail = "mail",
        /// An answer is due within hours.
        Ending = "ending",
        /// People to call.
        Calls = "calls",
        /// Answers that came by mail.
        Replies = "replies",
        /// Somebody who has agreed looks for a stand-in.
        StandIn = "stand_in",
        /// Whatever else waits for a decision.
        Decide = "decide",
        /// Nobody could be found.
        Unfilled = "unfilled",
        /// Took place, and nobody has said how it went.
        Outcomes = "outcomes",
        /// Proofs that run out.
        Proofs = "proofs",
    }
}

impl TodoKind {
    /// Whether the office is to be told at once, on every page.
    pub const fn alarms(self) -> bool {
        matches!(
            self,
            Self::Urgent | Self::CallNow | Self::CalledOff | Self::LastBackup
        )
    }

    /// Whether it stands in red.
    pub const fn burns(self) -> bool {
        self.alarms() || matches!(self, Self::OpenSoon)
    }

    /// The group a task belongs to.
    pub const fn of(task: TaskKind) -> Self {
        match task {
            TaskKind::NobodyLeft | TaskKind::LastAsked => Self::LastBackup,
            TaskKind::CallSchool | TaskKind::CallVolunteer => Self::CallNow,
            TaskKind::CallRequested | TaskKind::CallByPhone => Self::Calls,
            TaskKind::MailFailed | TaskKind::MailboxFailed | TaskKind::QueuePaused => Self::Mail,
            TaskKind::MailReply | TaskKind::YesBut | TaskKind::QuestionAnswered => Self::Replies,
            _ => Self::Decide,
        }
    }

    /// The tasks of the group; none when it is about something else.
    pub fn tasks(self) -> Vec<TaskKind> {
        TaskKind::ALL
            .iter()
            .copied()
            .filter(|task| Self::of(*task) == self)
            .collect()
    }
}
