//! A request: what an organisation asks for, when it could be, and how far it is.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::language::{LanguageCode, Level};
use super::person::Gender;
use super::programme::{Mode, ProgrammeId};
use super::rules::RefusalReason;
use super::text::EmailAddress;
use super::text_enum;
use crate::ids::{ContactId, LocationId, OrganisationId, RequestId};

text_enum! {
    /// What the talk is about; a fixed list, so that nothing about a family needs to be typed.
    Occasion {
        /// Elterngespräch / Lernstand.
        ParentTalk = "parent_talk",
        /// Elternsprechtag (Block).
        ConsultationDay = "consultation_day",
        /// Übergangsberatung Klasse 4.
        TransitionAdvice = "transition_advice",
        /// Schul-/Kita-Anmeldung.
        Enrolment = "enrolment",
        /// Konflikt-/Disziplingespräch.
        ConflictTalk = "conflict_talk",
        /// Elternabend / Klassenpflegschaft.
        ParentsEvening = "parents_evening",
        /// Schulsekretariat: Formular/Information.
        SchoolOffice = "school_office",
        /// Bildungsbegleitung / Schulsozialarbeit.
        SchoolSocialWork = "school_social_work",
        /// Kita-Entwicklungsgespräch.
        DevelopmentTalk = "development_talk",
        /// Kurs oder Gruppe.
        Course = "course",
        /// Begleitung.
        Accompaniment = "accompaniment",
    }
}

text_enum! {
    /// How far a request is. The three state machines - request, offer, assignment - are separate: a request is
    /// `Searching` while offers are open, whatever each of them says.
    RequestState {
        /// Asked, not planned yet ("Eingegangen").
        Submitted = "submitted",
        /// Rules speak against it; a coordinator decides ("Wird geprüft").
        InReview = "in_review",
        /// Refused. Never counted as unfilled.
        Refused = "refused",
        /// Offers are out ("Wir suchen").
        Searching = "searching",
        /// Every seat has a yes ("Bestätigt").
        Confirmed = "confirmed",
        /// Someone who had agreed cannot come ("Ersatz wird gesucht").
        Substituting = "substituting",
        /// Nobody could be found ("Leider niemand gefunden").
        Unfilled = "unfilled",
        /// The organisation called it off ("Abgesagt").
        Cancelled = "cancelled",
        /// It took place.
        Held = "held",
        /// It was agreed and did not take place.
        NotHeld = "not_held",
        /// Solved in another way; neither filled nor unfilled.
        Solved = "solved",
    }
}

impl RequestState {
    /// Whether a planning run may still place it.
    pub const fn plannable(self) -> bool {
        matches!(self, Self::Submitted | Self::Unfilled)
    }

    /// Whether it is over.
    pub const fn closed(self) -> bool {
        matches!(
            self,
            Self::Cancelled | Self::Refused | Self::Held | Self::NotHeld | Self::Solved
        )
    }
}

/// One possible time, UTC, whole minutes, end after start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TimeOption {
    /// Begin.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
}

impl TimeOption {
    /// Length in minutes.
    pub fn minutes(&self) -> i64 {
        (self.ends_at - self.starts_at).num_minutes()
    }
}

/// Equal places for people: how many, and which language at which level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// How many people.
    pub headcount: i64,
    /// Language asked for, if any.
    pub language: Option<LanguageCode>,
    /// Lowest level of it.
    pub level: Level,
}

/// A wish or demand for a gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct GenderWish {
    /// Which.
    pub gender: Gender,
    /// A demand instead of a wish ("zwingend").
    pub required: bool,
}

/// What else is said when asking; all of it may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RequestDetails {
    /// Name of who typed it (a mailbox has many readers).
    pub sender: Option<String>,
    /// Name of the professional who leads the talk ("Fachkraft im Gespräch").
    pub professional: Option<String>,
    /// Their address; they get copies.
    pub professional_email: Option<EmailAddress>,
    /// Whom to ask for on the day.
    pub on_site_contact: Option<String>,
    /// Their telephone.
    pub on_site_phone: Option<String>,
    /// The organisation's own reference, at most 12 characters ("Zeichen der Schule").
    pub reference: Option<String>,
    /// Where to meet, when it differs from the place's.
    pub meeting_point: Option<String>,
    /// Topic without names, at most 200 characters.
    pub topic: Option<String>,
    /// How many people take part, as far as known.
    pub people_expected: Option<i64>,
    /// Whether the room must be reachable without steps.
    pub step_free: bool,
    /// Cost centre or invoice address.
    pub cost_centre: Option<String>,
    /// Key of the source of money, when it is not the usual one.
    pub funding: Option<String>,
    /// What the five questions brought up.
    pub flags: Vec<RefusalReason>,
    /// Version of the rules that were accepted.
    pub rules_version: Option<String>,
}

/// What an organisation asked for, complete and valid. Made by `app::intake` from a form or a file row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewRequest {
    /// Who asks.
    pub organisation: OrganisationId,
    /// Where.
    pub location: LocationId,
    /// Contact for questions and mails.
    pub contact: ContactId,
    /// Programme.
    pub programme: ProgrammeId,
    /// What about.
    pub occasion: Occasion,
    /// How it takes place.
    pub mode: Mode,
    /// One to three possible times, best first.
    pub options: Vec<TimeOption>,
    /// Places for people; never empty.
    pub seats: Vec<Seat>,
    /// All seats or none.
    pub all_or_nothing: bool,
    /// Gender wish.
    pub gender: Option<GenderWish>,
    /// Weight of the request in the plan, at least 1 (urgent ones weigh more).
    pub weight: i64,
    /// Reason for asking late, when it was.
    pub urgent_reason: Option<String>,
    /// Room.
    pub room: Option<String>,
    /// Note for the office; never leaves it, deleted 30 days after the appointment.
    pub note: Option<String>,
    /// Opaque token of the case, chosen by the organisation.
    pub case_token: Option<String>,
    /// What else was said.
    pub details: RequestDetails,
}

/// A stored request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Request {
    /// Key.
    pub id: RequestId,
    /// Number people say on the telephone, counted up.
    pub number: i64,
    /// What was asked.
    pub asked: NewRequest,
    /// How far it is.
    pub state: RequestState,
    /// Chosen time, a position in `asked.options`, once published.
    pub chosen_option: Option<usize>,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
    /// When the state changed last.
    pub state_at: DateTime<Utc>,
    /// Calendar entry of the organisation, while one stands.
    pub calendar: Option<CalendarEntry>,
    /// Counts changes.
    pub version: i64,
}

impl Request {
    /// The chosen time, once published.
    pub fn chosen(&self) -> Option<TimeOption> {
        self.chosen_option
            .and_then(|o| self.asked.options.get(o))
            .copied()
    }

    /// People asked for in all.
    pub fn headcount(&self) -> i64 {
        self.asked.seats.iter().map(|s| s.headcount).sum()
    }
}

/// Identity of an entry in someone's calendar (RFC 5545 UID, SEQUENCE).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CalendarEntry {
    /// UID: random, at the mail domain.
    pub uid: String,
    /// SEQUENCE: raised for time, place and cancellation only.
    pub sequence: i64,
}
