//! What does an assignment cost, who pays, and how much may a person earn? All amounts are whole cents.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::person::Person;
use super::programme::{Mode, Programme, ProgrammeId};
use super::text_enum;
use crate::ids::{PaymentId, PersonId};

text_enum! {
    /// What a legal amount counts over.
    CapPeriod {
        /// Calendar year.
        Year = "year",
        /// Calendar month.
        Month = "month",
    }
}

/// What the law lets a person earn, from a day on (practice.md: § 3 Nr. 26, 26a, 12 EStG, Minijob).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CapRegime {
    /// Key, such as `honorary`; several rows with rising days share it.
    pub id: String,
    /// First day it holds.
    pub valid_from: NaiveDate,
    /// Name in German.
    pub name_de: String,
    /// Name in English.
    pub name_en: String,
    /// Amount.
    pub cents: i64,
    /// Over what.
    pub period: CapPeriod,
}

/// The row of a regime that holds on a day.
pub fn cap_on<'a>(regimes: &'a [CapRegime], id: &str, day: NaiveDate) -> Option<&'a CapRegime> {
    regimes
        .iter()
        .filter(|row| row.id == id && row.valid_from <= day)
        .max_by_key(|row| row.valid_from)
}

/// The regime that bounds what a person earns: their own, else the most generous of their programmes'.
pub fn regime_of<'a>(
    regimes: &'a [CapRegime],
    programmes: &[Programme],
    person: &Person,
    day: NaiveDate,
) -> Option<&'a CapRegime> {
    let named = |id: &String| cap_on(regimes, id, day);
    if let Some(own) = &person.bounds.regime {
        return named(own);
    }
    let of_programmes = programmes.iter().filter(|p| person.programmes.contains(&p.id));
    of_programmes
        .filter_map(|p| p.rules.regime.as_ref().and_then(named))
        .max_by_key(|regime| match regime.period {
            CapPeriod::Year => regime.cents,
            CapPeriod::Month => regime.cents * 12,
        })
}

/// What an assignment of a programme costs, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tariff {
    /// Programme.
    pub programme: ProgrammeId,
    /// First day it holds.
    pub valid_from: NaiveDate,
    /// Length of the first block in minutes, paid whole.
    pub first_minutes: i64,
    /// Price of the first block.
    pub first_cents: i64,
    /// Length of each further step in minutes, paid whole once begun.
    pub step_minutes: i64,
    /// Price of a step.
    pub step_cents: i64,
    /// Price of the first block by telephone or video, when it differs.
    pub remote_first_cents: Option<i64>,
    /// Price of a step by telephone or video, when it differs.
    pub remote_step_cents: Option<i64>,
    /// Added once for the journey to a place.
    pub travel_cents: i64,
    /// What is given back of what the journey cost beside that; `None`: nothing.
    pub journey: Option<JourneyPay>,
    /// Hours before the begin from which on calling off counts as late; `None`: a day.
    pub late_hours: Option<i64>,
    /// What is paid when the organisation calls off late ("Ausfallhonorar"); `None`: nothing.
    pub late_cents: Option<i64>,
}

/// What is given back of what a journey to a place cost, once the person has said what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct JourneyPay {
    /// For each kilometre; `None`: nothing.
    pub km_cents: Option<i64>,
    /// The first kilometres, which are not paid.
    pub free_km: i64,
    /// Whether tickets are paid.
    pub tickets: bool,
    /// The most for one appointment. Plans reckon with it: what it will be is known only afterwards.
    pub most_cents: i64,
}

/// What a person says about the journey to an appointment and back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Journey {
    /// Kilometres driven.
    pub km: Option<i64>,
    /// Price of the tickets.
    pub ticket_cents: Option<i64>,
}

impl JourneyPay {
    /// What is given back of a journey.
    pub fn of(&self, journey: Journey) -> i64 {
        let beyond = (journey.km.unwrap_or(0) - self.free_km).max(0);
        let driven = beyond.saturating_mul(self.km_cents.unwrap_or(0));
        let tickets = journey.ticket_cents.filter(|_| self.tickets).unwrap_or(0);
        driven.saturating_add(tickets).min(self.most_cents)
    }
}

/// Hours before the begin from which on calling off counts as late, where a programme says nothing else.
const LATE_HOURS: i64 = 24;

impl Tariff {
    /// What an assignment of this length can cost at most; the journey is not known yet.
    pub fn price(&self, minutes: i64, mode: Mode) -> i64 {
        let journey = self.journey.filter(|_| mode == Mode::OnSite);
        self.work(minutes, mode) + journey.map_or(0, |pay| pay.most_cents)
    }

    /// What an assignment of this length costs with this journey.
    pub fn due(&self, minutes: i64, mode: Mode, journey: Journey) -> i64 {
        let pay = self.journey.filter(|_| mode == Mode::OnSite);
        self.work(minutes, mode) + pay.map_or(0, |pay| pay.of(journey))
    }

    fn work(&self, minutes: i64, mode: Mode) -> i64 {
        let beyond = (minutes - self.first_minutes).max(0);
        let steps = (beyond + self.step_minutes - 1) / self.step_minutes.max(1);
        if mode == Mode::OnSite {
            self.first_cents + steps * self.step_cents + self.travel_cents
        } else {
            self.remote_first_cents.unwrap_or(self.first_cents)
                + steps * self.remote_step_cents.unwrap_or(self.step_cents)
        }
    }
}

/// The tariff of a programme that holds on a day.
pub fn tariff_on<'a>(tariffs: &'a [Tariff], programme: &ProgrammeId, day: NaiveDate) -> Option<&'a Tariff> {
    tariffs
        .iter()
        .filter(|row| row.programme == *programme && row.valid_from <= day)
        .max_by_key(|row| row.valid_from)
}

/// What an assignment of a programme on a day can cost at most; 0 when nothing is paid.
pub fn price(tariffs: &[Tariff], programme: &ProgrammeId, day: NaiveDate, minutes: i64, mode: Mode) -> i64 {
    tariff_on(tariffs, programme, day).map_or(0, |row| row.price(minutes, mode))
}

/// What is paid for an assignment of a programme that its organisation called off so long before its begin.
pub fn late_price(tariffs: &[Tariff], programme: &ProgrammeId, day: NaiveDate, notice: TimeDelta) -> i64 {
    tariff_on(tariffs, programme, day)
        .filter(|row| notice < TimeDelta::hours(row.late_hours.unwrap_or(LATE_HOURS)))
        .and_then(|row| row.late_cents)
        .unwrap_or(0)
}

/// Where money comes from, with what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FundingSource {
    /// Key.
    pub id: String,
    /// Name.
    pub name: String,
    /// The one programme it pays for; `None` pays for all.
    pub programme: Option<ProgrammeId>,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: NaiveDate,
    /// What is in it; `None` is not bounded here.
    pub cents: Option<i64>,
    /// What was spent before the office kept its books here.
    pub spent_cents: i64,
    /// Order in lists; the first that fits pays when a request names none.
    pub position: i64,
}

/// The source that pays for a request of a programme on a day: the one it names, else the first that fits.
pub fn funding_for<'a>(
    sources: &'a [FundingSource],
    named: Option<&str>,
    programme: &ProgrammeId,
    day: NaiveDate,
) -> Option<&'a FundingSource> {
    match named {
        Some(id) => sources.iter().find(|source| source.id == id),
        None => sources
            .iter()
            .filter(|s| s.programme.as_ref().is_none_or(|p| p == programme))
            .filter(|s| (s.first_day..=s.last_day).contains(&day))
            .min_by_key(|s| (s.position, &s.id)),
    }
}

/// Money a person was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Key.
    pub id: PaymentId,
    /// To whom.
    pub person: PersonId,
    /// Day; its calendar year counts.
    pub paid_on: NaiveDate,
    /// Assignments up to this day are paid by it.
    pub covers_until: NaiveDate,
    /// Amount.
    pub cents: i64,
    /// For which programme, if known.
    pub programme: Option<ProgrammeId>,
    /// From which source, if known.
    pub funding: Option<String>,
}

/// Work that was agreed or done and that money counts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedWork {
    /// Who.
    pub person: PersonId,
    /// For which programme.
    pub programme: ProgrammeId,
    /// How.
    pub mode: Mode,
    /// Source of money the request names, if any.
    pub funding: Option<String>,
    /// Begin.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// What the person said about the journey; `None` before they said how it went.
    pub journey: Option<Journey>,
}

impl AgreedWork {
    /// What it costs on its day with this length: at most, as long as the person has said nothing.
    pub fn cents(&self, tariffs: &[Tariff], day: NaiveDate, minutes: i64) -> i64 {
        let tariff = tariff_on(tariffs, &self.programme, day);
        tariff.map_or(0, |tariff| match self.journey {
            Some(journey) => tariff.due(minutes, self.mode, journey),
            None => tariff.price(minutes, self.mode),
        })
    }

    /// What is due for it once it took place: a journey nobody said anything about costs nothing.
    pub fn due(&self, tariffs: &[Tariff], day: NaiveDate, minutes: i64) -> i64 {
        let tariff = tariff_on(tariffs, &self.programme, day);
        let journey = self.journey.unwrap_or_default();
        tariff.map_or(0, |tariff| tariff.due(minutes, self.mode, journey))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_begun_step_is_paid_whole() {
        let tariff = Tariff {
            programme: ProgrammeId("p".into()),
            valid_from: NaiveDate::MIN,
            first_minutes: 120,
            first_cents: 2500,
            step_minutes: 60,
            step_cents: 1000,
            remote_first_cents: Some(750),
            remote_step_cents: None,
            travel_cents: 300,
            journey: None,
            late_hours: None,
            late_cents: None,
        };
        let on_site = [(10, 2800), (120, 2800), (121, 3800), (180, 3800), (181, 4800)];
        for (minutes, cents) in on_site {
            assert_eq!(tariff.price(minutes, Mode::OnSite), cents, "{minutes}");
        }
        assert_eq!(tariff.price(150, Mode::Phone), 1750);
    }

    /// Rates as pools in Germany publish them, each with lengths and what they cost: on site, without the journey.
    #[test]
    fn published_rates_are_tariffs() {
        type Pool = (&'static str, (i64, i64), (i64, i64), &'static [(i64, i64)]);
        let pools: [Pool; 8] = [
            (
                "25 euros up to 2 h, 10 for each further begun hour",
                (120, 2500),
                (60, 1000),
                &[(30, 2500), (120, 2500), (150, 3500), (180, 3500)],
            ),
            (
                "25 euros for the first hour, 5 for each begun half hour",
                (60, 2500),
                (30, 500),
                &[(60, 2500), (61, 3000), (90, 3000), (120, 3500)],
            ),
            (
                "25 euros, however long",
                (1440, 2500),
                (1440, 0),
                &[(30, 2500), (180, 2500)],
            ),
            (
                "15 euros an hour in half hours",
                (30, 750),
                (30, 750),
                &[(20, 750), (60, 1500), (75, 2250)],
            ),
            (
                "12.50 euros an hour, the first one whole",
                (60, 1250),
                (60, 1250),
                &[(30, 1250), (60, 1250), (90, 2500)],
            ),
            (
                "15 euros up to 90 minutes",
                (90, 1500),
                (90, 1500),
                &[(45, 1500), (90, 1500), (91, 3000)],
            ),
            (
                "8 euros for each begun hour",
                (60, 800),
                (60, 800),
                &[(10, 800), (61, 1600)],
            ),
            (
                "20 euros, 35 from 90 minutes on",
                (89, 2000),
                (1440, 1500),
                &[(60, 2000), (89, 2000), (90, 3500), (180, 3500)],
            ),
        ];
        for (pool, (first_minutes, first_cents), (step_minutes, step_cents), costs) in pools {
            let tariff = Tariff {
                programme: ProgrammeId("p".into()),
                valid_from: NaiveDate::MIN,
                first_minutes,
                first_cents,
                step_minutes,
                step_cents,
                remote_first_cents: None,
                remote_step_cents: None,
                travel_cents: 0,
                journey: None,
                late_hours: None,
                late_cents: None,
            };
            for (minutes, cents) in costs {
                assert_eq!(tariff.price(*minutes, Mode::OnSite), *cents, "{pool}: {minutes}");
            }
        }
    }

    #[test]
    fn journeys_are_given_back_by_kilometre_or_ticket_up_to_the_most() {
        let pay = JourneyPay {
            km_cents: Some(30),
            free_km: 5,
            tickets: true,
            most_cents: 1000,
        };
        let said = |km, ticket_cents| pay.of(Journey { km, ticket_cents });
        let rows = [
            (None, None, 0),
            (Some(5), None, 0),
            (Some(6), None, 30),
            (Some(20), None, 450),
            (Some(20), Some(320), 770),
            (Some(400), None, 1000),
            (None, Some(640), 640),
        ];
        for (km, ticket, cents) in rows {
            assert_eq!(said(km, ticket), cents, "{km:?} {ticket:?}");
        }
        let only_km = JourneyPay {
            tickets: false,
            ..pay
        };
        let journey = Journey {
            km: None,
            ticket_cents: Some(640),
        };
        assert_eq!(only_km.of(journey), 0);
        let tariff = Tariff {
            programme: ProgrammeId("p".into()),
            valid_from: NaiveDate::MIN,
            first_minutes: 60,
            first_cents: 1500,
            step_minutes: 60,
            step_cents: 1500,
            remote_first_cents: None,
            remote_step_cents: None,
            travel_cents: 100,
            journey: Some(pay),
            late_hours: None,
            late_cents: None,
        };
        assert_eq!(
            tariff.price(60, Mode::OnSite),
            2600,
            "a plan reckons with the most"
        );
        assert_eq!(tariff.due(60, Mode::OnSite, journey), 2240);
        assert_eq!(tariff.due(60, Mode::OnSite, Journey::default()), 1600);
        assert_eq!(
            (
                tariff.price(60, Mode::Phone),
                tariff.due(60, Mode::Phone, journey)
            ),
            (1500, 1500),
            "nobody travels to a telephone"
        );
    }
}
