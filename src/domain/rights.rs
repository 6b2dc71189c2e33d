//! Which rights of the office are there, which role has which, and for what part of the office's work?
//!
//! An account has grants: a role, and where it holds. A grant without a scope holds everywhere. Rights add up; nothing
//! is ever taken away by a grant.

use serde::{Deserialize, Serialize};

use super::programme::ProgrammeId;
use super::text_enum;
use crate::ids::OrganisationId;

text_enum! {
    /// What an office page asks for. Every office route names one.
    Right {
        /// See overview, requests, plans and organisations.
        Read = "read",
        /// Take in and change requests, plan, ask people, note answers.
        Plan = "plan",
        /// See and change volunteers.
        People = "people",
        /// See and note which proofs a volunteer has shown.
        Clearance = "clearance",
        /// See and settle money and hours.
        Finance = "finance",
        /// Change organisations, districts, languages and programmes; import.
        MasterData = "master_data",
        /// See and steer mails going out and coming in.
        Mail = "mail",
        /// Manage accounts and settings.
        Administer = "administer",
    }
}

text_enum! {
    /// A bundle of rights, named as the office speaks of its people.
    Role {
        /// Everything.
        Administrator = "administrator",
        /// Plans, knows the volunteers, keeps the data.
        Coordinator = "coordinator",
        /// Settles money and hours.
        Finance = "finance",
        /// Sees and notes the proofs of volunteers.
        Clearance = "clearance",
        /// Looks only; sees no volunteer's record.
        Reader = "reader",
    }
}

impl Role {
    /// The rights of the role.
    pub const fn rights(self) -> &'static [Right] {
        use Right as R;
        match self {
            Self::Administrator => R::ALL,
            Self::Coordinator => &[R::Read, R::Plan, R::People, R::MasterData, R::Mail],
            Self::Finance => &[R::Read, R::Finance],
            Self::Clearance => &[R::Read, R::People, R::Clearance],
            Self::Reader => &[R::Read],
        }
    }

    /// Whether the role makes sense for a part of the office's work. Accounts, settings and what all parts share have no
    /// district.
    pub const fn can_be_scoped(self) -> bool {
        !matches!(self, Self::Administrator)
    }
}

/// The part of the office's work a grant holds for; what is not named is not narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scope {
    /// Only this programme.
    pub programme: Option<ProgrammeId>,
    /// Only this district: where the appointment is, or where the volunteer lives.
    pub district: Option<String>,
    /// Only this carrier: its own requests, and the volunteers it looks after.
    pub carrier: Option<OrganisationId>,
}

impl Scope {
    /// Whether it narrows nothing.
    pub fn is_everything(&self) -> bool {
        self.programme.is_none() && self.district.is_none() && self.carrier.is_none()
    }
}

/// A role and where it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
}

impl Grant {
    /// A role that holds everywhere.
    pub fn everywhere(role: Role) -> Self {
        Self {
            role,
            scope: Scope::default(),
        }
    }
}

/// Everything an account may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    grants: Vec<Grant>,
}

/// Where a right holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Reach {
    /// Everywhere.
    #[default]
    Everything,
    /// In each of these parts; nowhere when there is none.
    Parts(Vec<Scope>),
}

impl Rights {
    /// What these grants allow together.
    pub fn new(grants: Vec<Grant>) -> Self {
        Self { grants }
    }

    /// The grants, as they are shown.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Whether the account has the right at all, everywhere or for some part.
    pub fn allow(&self, right: Right) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role.rights().contains(&right))
    }

    /// Whether there is an administrator among the roles.
    pub fn administer(&self) -> bool {
        self.allow(Right::Administer)
    }

    /// Where the right holds.
    pub fn reach(&self, right: Right) -> Reach {
        let having = || {
            self.grants
                .iter()
                .filter(|grant| grant.role.rights().contains(&right))
        };
        if having().any(|grant| grant.scope.is_everything()) {
            return Reach::Everything;
        }
        let mut parts: Vec<Scope> = having().map(|grant| grant.scope.clone()).collect();
        parts.sort();
        parts.dedup();
        Reach::Parts(parts)
    }
}

/// What a scope is compared with: one request, or one volunteer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Belongs {
    /// Its programmes.
    pub programmes: Vec<ProgrammeId>,
    /// Its district.
    pub district: String,
    /// Who asks, or whose volunteer it is.
    pub carrier: Option<OrganisationId>,
}

impl Reach {
    /// Whether it is less than everything.
    pub fn is_narrow(&self) -> bool {
        *self != Self::Everything
    }

    /// Whether everything another right reaches lies within reach.
    pub fn includes(&self, other: &Self) -> bool {
        let wider = |own: &Scope, theirs: &Scope| {
            (own.programme.is_none() || own.programme == theirs.programme)
                && (own.district.is_none() || own.district == theirs.district)
                && (own.carrier.is_none() || own.carrier == theirs.carrier)
        };
        match (self, other) {
            (Self::Everything, _) => true,
            (Self::Parts(_), Self::Everything) => false,
            (Self::Parts(own), Self::Parts(theirs)) => {
                theirs.iter().all(|part| own.iter().any(|mine| wider(mine, part)))
            }
        }
    }

    /// Whether an organisation lies within reach: one of its places in the district, or the carrier itself. Whoever
    /// works for one programme has to do with every organisation, as any of them may ask for it.
    pub fn covers_organisation(&self, id: OrganisationId, districts: &[String]) -> bool {
        let within = |scope: &Scope| {
            scope.district.as_ref().is_none_or(|d| districts.contains(d))
                && scope.carrier.is_none_or(|carrier| carrier == id)
        };
        match self {
            Self::Everything => true,
            Self::Parts(parts) => parts.iter().any(within),
        }
    }

    /// Whether something lies within reach.
    pub fn covers(&self, thing: &Belongs) -> bool {
        let within = |scope: &Scope| {
            scope
                .programme
                .as_ref()
                .is_none_or(|programme| thing.programmes.contains(programme))
                && scope.district.as_ref().is_none_or(|d| *d == thing.district)
                && scope.carrier.is_none_or(|carrier| thing.carrier == Some(carrier))
        };
        match self {
            Self::Everything => true,
            Self::Parts(parts) => parts.iter().any(within),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(programme: Option<&str>, district: Option<&str>) -> Scope {
        Scope {
            programme: programme.map(|p| ProgrammeId(p.into())),
            district: district.map(str::to_owned),
            carrier: None,
        }
    }

    #[test]
    fn rights_add_up_and_scopes_narrow_each_for_itself() {
        let rights = Rights::new(vec![
            Grant {
                role: Role::Coordinator,
                scope: part(Some("interpreting"), Some("MI")),
            },
            Grant {
                role: Role::Coordinator,
                scope: part(None, Some("HS")),
            },
            Grant::everywhere(Role::Reader),
        ]);
        let thing = |programme: &str, district: &str| Belongs {
            programmes: vec![ProgrammeId(programme.into())],
            district: district.into(),
            carrier: None,
        };
        assert_eq!(rights.reach(Right::Read), Reach::Everything);
        let plan = rights.reach(Right::Plan);
        assert!(plan.covers(&thing("interpreting", "MI")));
        assert!(plan.covers(&thing("huki", "HS")));
        assert!(!plan.covers(&thing("huki", "MI")));
        assert!(!rights.allow(Right::Finance));
        assert_eq!(rights.reach(Right::Finance), Reach::Parts(vec![]));
        assert!(!rights.reach(Right::Finance).covers(&thing("huki", "HS")));
    }

    #[test]
    fn a_reach_includes_what_is_narrower_in_every_respect() {
        let reach = |parts: &[(Option<&str>, Option<&str>)]| {
            Reach::Parts(parts.iter().map(|(p, d)| part(*p, *d)).collect())
        };
        let everything = Reach::Everything;
        let interpreting = reach(&[(Some("interpreting"), None)]);
        let there = reach(&[(Some("interpreting"), Some("MI"))]);
        let both = reach(&[(Some("interpreting"), Some("MI")), (Some("huki"), None)]);
        let nothing = reach(&[]);
        for (own, other, includes) in [
            (&everything, &both, true),
            (&both, &everything, false),
            (&interpreting, &interpreting, true),
            (&interpreting, &there, true),
            (&there, &interpreting, false),
            (&both, &there, true),
            (&there, &both, false),
            (&interpreting, &both, false),
            (&nothing, &there, false),
            (&there, &nothing, true),
        ] {
            assert_eq!(own.includes(other), includes, "{own:?} and {other:?}");
        }
    }

    #[test]
    fn only_administrators_administer() {
        for role in Role::ALL {
            let rights = Rights::new(vec![Grant::everywhere(*role)]);
            assert_eq!(rights.administer(), *role == Role::Administrator);
            assert!(rights.allow(Right::Read), "everybody finds their way");
        }
    }
}
