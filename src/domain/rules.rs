//! Which rules does a programme carry? Plain data that an office changes without a new version of the program.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::person::Proof;
use super::programme::ProofKind;
use super::request::Occasion;
use super::text_enum;

text_enum! {
    /// How much a goal counts in a programme.
    Importance {
        /// "wichtig": three times the usual weight.
        High = "high",
        /// "normal".
        Normal = "normal",
        /// "egal": not at all.
        None = "none",
    }
}

impl Importance {
    /// What the usual weight is multiplied by.
    pub const fn factor(self) -> i64 {
        match self {
            Self::High => 3,
            Self::Normal => 1,
            Self::None => 0,
        }
    }
}

text_enum! {
    /// The parts of the goal "quality" an office can weigh.
    ///
    /// Cost is none of them: whoever comes is paid the same, and what differs is the journey, which is one already.
    /// Whether others could step in is none either: it is shown with every proposal, and a plan that spares a person
    /// because hardly anybody else could come would leave that request open.
    Term {
        /// Short journeys ("Kurze Wege").
        Travel = "travel",
        /// The exact variety of a language ("Genaue Sprachvariante").
        Variety = "variety",
        /// The time asked for first ("Wunschtermin").
        Option = "option",
        /// A wish for a gender ("Geschlecht gewünscht").
        Gender = "gender",
        /// Times people like ("Wünsche").
        Preferred = "preferred",
        /// The same person again, or not ("Gleiche Person").
        Known = "known",
        /// Somebody who has learned about the occasion ("Themenkenntnis").
        Topic = "topic",
        /// A first, easy appointment for whoever had none yet ("Neue einbinden").
        Newcomer = "newcomer",
        /// Not somebody whose other language hardly anybody else speaks ("Seltene Sprachen schonen").
        Scarce = "scarce",
    }
}

impl Term {
    /// The usual weight, as the problem format has it where it knows the part.
    pub const fn usual(self) -> i64 {
        match self {
            Self::Travel => 1,
            Self::Variety => 2,
            Self::Option => 10,
            Self::Gender => 20,
            Self::Preferred => 15,
            Self::Known => 30,
            Self::Topic => 15,
            Self::Newcomer | Self::Scarce => 10,
        }
    }

    /// How important it is where an office says nothing: what goes beyond the problem format counts only for those who ask for it, so
    /// that everybody else's problems stay readable to other programs.
    pub const fn usual_importance(self) -> Importance {
        match self {
            Self::Topic | Self::Newcomer | Self::Scarce => Importance::None,
            _ => Importance::Normal,
        }
    }
}

text_enum! {
    /// Why a request must be refused. The first five are the questions of the form.
    RefusalReason {
        /// The talk has legal effect: police, court, lawyer, acknowledgement of paternity.
        LegalEffect = "legal_effect",
        /// AO-SF: procedure for special educational support.
        SpecialSupport = "special_support",
        /// Medicine or therapy.
        Medical = "medical",
        /// No professional takes part.
        NoProfessional = "no_professional",
        /// The same person is to be accompanied again and again.
        Recurring = "recurring",
        /// A private person or organisation asks.
        Private = "private",
        /// Lessons or an outing.
        Lesson = "lesson",
        /// Something is to be translated in writing.
        Written = "written",
        /// Asked on behalf of somebody else.
        ThirdParty = "third_party",
        /// Outside of the area.
        Area = "area",
        /// Not in a public room.
        NotPublic = "not_public",
        /// Too late to find somebody.
        TooLate = "too_late",
        /// Nobody is available.
        Nobody = "nobody",
        /// The money is spent.
        Money = "money",
    }
}

impl RefusalReason {
    /// Those the form asks about.
    pub const ASKED: [Self; 5] = [
        Self::LegalEffect,
        Self::SpecialSupport,
        Self::Medical,
        Self::NoProfessional,
        Self::Recurring,
    ];
}

text_enum! {
    /// What a refusal rule belongs to.
    RuleScope {
        /// A programme.
        Programme = "programme",
        /// A source of money.
        Funding = "funding",
    }
}

/// What a programme, or a source that pays for it, says about one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusalRule {
    /// Kind of what it belongs to.
    pub scope: RuleScope,
    /// Key of what it belongs to.
    pub scope_id: String,
    /// Reason.
    pub reason: RefusalReason,
    /// Refused; otherwise allowed.
    pub refuses: bool,
    /// The office's own words for what helps instead.
    pub instead: Option<String>,
}

/// The rules that speak against a request: those of its programme that refuse one of the reasons, and those of its
/// source of money. What no rule mentions is allowed. Ordered by reason, each reason once; the office's own words come
/// first, a programme's before a source's.
pub fn refusals<'a>(
    rules: &'a [RefusalRule],
    reasons: &[RefusalReason],
    programme: &str,
    funding: Option<&str>,
) -> Vec<&'a RefusalRule> {
    let applies = |rule: &&RefusalRule| {
        rule.refuses
            && reasons.contains(&rule.reason)
            && match rule.scope {
                RuleScope::Programme => rule.scope_id == programme,
                RuleScope::Funding => Some(rule.scope_id.as_str()) == funding,
            }
    };
    let mut found: Vec<&RefusalRule> = rules.iter().filter(applies).collect();
    found.sort_by_key(|rule| (rule.reason, rule.instead.is_none(), rule.scope));
    found.dedup_by_key(|rule| rule.reason);
    found
}

/// More about one kind of proof a programme demands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProofRule {
    /// Months after which it must be seen again, if it ends.
    pub renew_months: Option<u32>,
    /// Age in months that the certificate may have at its inspection, if that counts.
    pub max_age_months: Option<u32>,
    /// Version of the text that must have been signed, if not any.
    pub version: Option<String>,
    /// Demanded only for what takes place regularly (courses and groups).
    pub regular_only: bool,
}

impl ProofRule {
    /// Whether the rule asks for the proof when a request is about this.
    pub fn asks(&self, occasion: Occasion) -> bool {
        !self.regular_only || occasion == Occasion::Course
    }

    /// The days on which a proof holds under this rule, both included; `None` when it never does.
    pub fn days(&self, proof: &Proof) -> Option<(NaiveDate, NaiveDate)> {
        if self.version.is_some() && self.version != proof.version {
            return None;
        }
        if let (Some(months), Some(issued)) = (self.max_age_months, proof.issued_on)
            && issued
                .checked_add_months(Months::new(months))
                .is_some_and(|latest| latest < proof.checked_on)
        {
            return None;
        }
        let renewed = self.renew_months.and_then(|months| {
            proof
                .checked_on
                .checked_add_months(Months::new(months))?
                .pred_opt()
        });
        let until = [proof.valid_until, renewed].into_iter().flatten().min();
        Some((proof.checked_on, until.unwrap_or(NaiveDate::MAX)))
    }
}

/// Everything a programme rules beyond its first columns. What is absent in a stored object has the default here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgrammeRules {
    /// More about the proofs of [`super::programme::Programme::proofs`].
    pub proofs: BTreeMap<ProofKind, ProofRule>,
    /// Goes to public rooms only; otherwise homes are fine too.
    pub public_only: bool,
    /// Takes place in school holidays and on movable days off, too.
    pub runs_in_holidays: bool,
    /// Working days between asking and the appointment for which no reason is needed.
    pub lead_workdays: u32,
    /// Months in which assignments of one person to one case are counted.
    pub repeat_months: u32,
    /// From this length in minutes on two people are suggested, if at all.
    pub team_minutes: Option<i64>,
    /// Rather the same person for several talks at one place on one day ("Bündeln").
    pub bundles: bool,
    /// How much each part of the quality counts; what is absent is normal.
    pub importance: BTreeMap<Term, Importance>,
    /// Regime that bounds what a person earns here, if any.
    pub regime: Option<String>,
    /// Programme a refused request can be passed on to, if any.
    pub refer_to: Option<String>,
    /// Whether a school gets a volunteer's telephone number once confirmed.
    pub shows_phone: bool,
}

impl Default for ProgrammeRules {
    fn default() -> Self {
        Self {
            proofs: BTreeMap::new(),
            public_only: true,
            runs_in_holidays: false,
            lead_workdays: 5,
            repeat_months: 6,
            team_minutes: None,
            bundles: false,
            importance: BTreeMap::new(),
            regime: None,
            refer_to: None,
            shows_phone: false,
        }
    }
}

impl ProgrammeRules {
    /// The rule about a kind of proof.
    pub fn proof(&self, kind: ProofKind) -> ProofRule {
        self.proofs.get(&kind).cloned().unwrap_or_default()
    }

    /// The weight of a part of the quality: the programme's own or the usual one, times its importance.
    pub fn weight(&self, term: Term, own: Option<i64>) -> i64 {
        let said = self.importance.get(&term).copied();
        let importance = said.unwrap_or(term.usual_importance());
        own.unwrap_or(term.usual()) * importance.factor()
    }
}

/// The calendar year of a day, as money counts it.
pub fn year_of(day: NaiveDate) -> i64 {
    i64::from(day.year())
}
