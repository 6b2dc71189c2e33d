//! What does the matching need to know? One consistent reading of the store.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::calendar::closed::{DayOff, day_off};
use crate::calendar::local;
use crate::calendar::school::SchoolHolidays;
use crate::domain::district::Travel;
use crate::domain::exclusion::Exclusion;
use crate::domain::language::{LanguageCode, LanguageFallback};
use crate::domain::money::{AgreedWork, CapRegime, FundingSource, Payment, Tariff};
use crate::domain::organisation::{Location, OrganisationKind, Room};
use crate::domain::person::Person;
use crate::domain::plan::PlanWish;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::domain::request::Request;
use crate::ids::{LocationId, OrganisationId, PersonId, RequestId};

/// Everything one planning run knows.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Zone of the office.
    pub zone: Tz,
    /// The moment of reading; nothing before it can be planned.
    pub now: DateTime<Utc>,
    /// Begin of the planned weeks (a local Monday, midnight).
    pub from: DateTime<Utc>,
    /// End of the planned weeks (a local Monday, midnight).
    pub to: DateTime<Utc>,
    /// All programmes.
    pub programmes: Vec<Programme>,
    /// Languages that may stand in for another.
    pub fallbacks: Vec<LanguageFallback>,
    /// Minutes between districts.
    pub travel: Vec<Travel>,
    /// Everybody active, and whoever is committed in these weeks.
    pub people: Vec<Person>,
    /// Requests to place.
    pub requests: Vec<Request>,
    /// Agreements and open offers in these weeks: they stay.
    pub committed: Vec<Commitment>,
    /// Places of all requests above.
    pub locations: BTreeMap<LocationId, Location>,
    /// Who was asked for a request before and did not come; they are not asked again for the same one.
    pub asked: BTreeMap<RequestId, BTreeSet<PersonId>>,
    /// Minutes each person served or agreed to in the 90 days before these weeks.
    pub served_minutes: BTreeMap<PersonId, i64>,
    /// How often a person has served a case token for a programme in the months before these weeks that it counts.
    pub served_cases: BTreeMap<(ProgrammeId, String), BTreeMap<PersonId, i64>>,
    /// The office's own rules.
    pub rules: Rulebook,
}

/// What the office decided and counted, as far as these weeks need it.
#[derive(Clone, Debug, Default)]
pub struct Rulebook {
    /// Pairs that are kept apart.
    pub exclusions: Vec<Exclusion>,
    /// Other languages a coordinator allowed for a request, as pairs of asked and spoken.
    pub confirmed: BTreeMap<RequestId, BTreeSet<(LanguageCode, LanguageCode)>>,
    /// Who still comes to a request to be placed, on other seats of it.
    pub beside: BTreeMap<RequestId, BTreeSet<PersonId>>,
    /// Active people who have had no appointment yet.
    pub newcomers: BTreeSet<PersonId>,
    /// Whom the office fixed on a request to be placed, or keeps away from it.
    pub wishes: Vec<PlanWish>,
    /// Kinds of the organisations that ask.
    pub kinds: BTreeMap<OrganisationId, OrganisationKind>,
    /// Rooms of the places that requests name.
    pub rooms: BTreeMap<LocationId, Vec<Room>>,
    /// School holidays.
    pub school_holidays: Vec<SchoolHolidays>,
    /// Days off that organisations set themselves.
    pub movable: BTreeMap<OrganisationId, BTreeSet<NaiveDate>>,
    /// Amounts of the law.
    pub regimes: Vec<CapRegime>,
    /// Prices.
    pub tariffs: Vec<Tariff>,
    /// Sources of money.
    pub sources: Vec<FundingSource>,
    /// Payments of the calendar years these weeks touch.
    pub payments: Vec<Payment>,
    /// What people use of a year's amount elsewhere.
    pub declared: BTreeMap<(PersonId, i64), i64>,
    /// Agreed assignments of those years, also those within these weeks.
    pub agreed: Vec<AgreedWork>,
}

/// One person committed to one seat of a request at its chosen time.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The request.
    pub request: Request,
    /// Position of the seat.
    pub seat: usize,
    /// Position of the time option.
    pub option: usize,
    /// Who.
    pub person: PersonId,
}

impl Snapshot {
    /// The programme of a request.
    pub(super) fn programme(&self, request: &Request) -> Option<&Programme> {
        self.programmes.iter().find(|p| p.id == request.asked.programme)
    }

    /// The local day of a moment.
    pub(super) fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        local::local_date(self.zone, at)
    }

    /// Why the place of a request is closed on a day, if its programme heeds that.
    pub(super) fn closed(&self, request: &Request, day: NaiveDate) -> Option<DayOff> {
        if self.programme(request).is_some_and(|p| p.rules.runs_in_holidays) {
            return None;
        }
        let organisation = request.asked.organisation;
        let school = self.rules.kinds.get(&organisation) == Some(&OrganisationKind::School);
        let movable = self.rules.movable.get(&organisation);
        day_off(day, school, &self.rules.school_holidays, movable)
    }
}
