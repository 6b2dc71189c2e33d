//! A request is asked: from what was typed to a stored request, or every fault at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::consultation::find;
use super::intake_parse::parse;
use super::{App, AppError, notice};
use crate::calendar::school::SchoolHolidays;
use crate::calendar::{local, workdays};
use crate::domain::account::Actor;
use crate::domain::language::Language;
use crate::domain::money::{FundingSource, funding_for};
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::organisation::{Contact, Location, LocationKind, Organisation, Room};
use crate::domain::programme::Programme;
use crate::domain::record::RecordKind;
use crate::domain::request::{NewRequest, Request, RequestState};
use crate::domain::review::{Review, ReviewState};
use crate::domain::rules::{RefusalReason, RefusalRule, refusals};
use crate::domain::task::TaskKind;
use crate::ids::{LocationId, OrganisationId, RequestId};
use crate::store::{Choice, FormUse, Tx};

/// Most times a request can offer.
pub const OPTIONS_MAX: usize = 3;

/// What was typed into the request form; field names are those of the page.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct RequestForm {
    /// Place, an id from the list shown.
    pub location: String,
    /// Contact, an id from the list shown.
    pub contact: String,
    /// Programme id.
    pub programme: String,
    /// Occasion.
    pub occasion: String,
    /// Mode.
    pub mode: String,
    /// Language code.
    pub language: String,
    /// Level.
    pub level: String,
    /// People asked for.
    pub headcount: String,
    /// Gender wish, empty for none.
    pub gender: String,
    /// "on" when the gender is a demand.
    pub gender_required: String,
    /// Room.
    pub room: String,
    /// Note to the office.
    pub note: String,
    /// Reason for asking late.
    pub urgent_reason: String,
    /// Case token.
    pub case_token: String,
    /// Name of who types this.
    pub sender: String,
    /// The professional who leads the talk.
    pub professional: String,
    /// Their address, for copies.
    pub professional_email: String,
    /// Whom to ask for on the day.
    pub on_site_contact: String,
    /// Their telephone.
    pub on_site_phone: String,
    /// The organisation's own reference.
    pub reference: String,
    /// Where to meet, when it is not as usual.
    pub meeting_point: String,
    /// Topic without names.
    pub topic: String,
    /// How many people take part.
    pub people_expected: String,
    /// "on" when the room must be reachable without steps.
    pub step_free: String,
    /// Cost centre.
    pub cost_centre: String,
    /// Key of the source of money; only the office chooses one.
    pub funding: String,
    /// "on": the talk has legal effect.
    pub flag_legal_effect: String,
    /// "on": it is about AO-SF.
    pub flag_special_support: String,
    /// "on": it is about medicine or therapy.
    pub flag_medical: String,
    /// "on": no professional takes part.
    pub flag_no_professional: String,
    /// "on": the same person is to come again and again.
    pub flag_recurring: String,
    /// "on": a coordinator is to look at it although rules speak against it.
    pub insist: String,
    /// Number of the request that this one follows, if one.
    pub from: String,
    /// Number of the request this one takes the place of.
    pub replaces: String,
    /// "on" when the rules were accepted.
    pub rules_accepted: String,
    /// First day, `YYYY-MM-DD` or `TT.MM.JJJJ`.
    pub date_1: String,
    /// First begin, `HH:MM`.
    pub start_1: String,
    /// First length in minutes.
    pub duration_1: String,
    /// Second day.
    pub date_2: String,
    /// Second begin.
    pub start_2: String,
    /// Second length.
    pub duration_2: String,
    /// Third day.
    pub date_3: String,
    /// Third begin.
    pub start_3: String,
    /// Third length.
    pub duration_3: String,
}

impl RequestForm {
    /// What the five questions brought up.
    pub fn flags(&self) -> Vec<RefusalReason> {
        let answers = [
            (&self.flag_legal_effect, RefusalReason::LegalEffect),
            (&self.flag_special_support, RefusalReason::SpecialSupport),
            (&self.flag_medical, RefusalReason::Medical),
            (&self.flag_no_professional, RefusalReason::NoProfessional),
            (&self.flag_recurring, RefusalReason::Recurring),
        ];
        let ticked = answers.into_iter().filter(|(answer, _)| *answer == "on");
        ticked.map(|(_, reason)| reason).collect()
    }

    pub(super) fn times(&self) -> [(usize, [&str; 3]); OPTIONS_MAX] {
        [
            (1, [&self.date_1, &self.start_1, &self.duration_1]),
            (2, [&self.date_2, &self.start_2, &self.duration_2]),
            (3, [&self.date_3, &self.start_3, &self.duration_3]),
        ]
    }
}

/// What the form offers to choose from.
#[derive(Clone, Debug)]
pub struct IntakeData {
    /// Who asks.
    pub organisation: Organisation,
    /// Its places.
    pub locations: Vec<Location>,
    /// Its people.
    pub contacts: Vec<Contact>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// Languages.
    pub languages: Vec<Language>,
    /// The day it is.
    pub today: NaiveDate,
    /// The earliest day that needs no reason in any programme.
    pub earliest: NaiveDate,
    /// School holidays.
    pub school_holidays: Vec<SchoolHolidays>,
    /// Days off of this organisation.
    pub movable: BTreeSet<NaiveDate>,
    /// What must be refused.
    pub refusal_rules: Vec<RefusalRule>,
    /// Sources of money.
    pub sources: Vec<FundingSource>,
    /// The rooms its places keep.
    pub rooms: BTreeMap<LocationId, Vec<Room>>,
}

impl IntakeData {
    /// The earliest day that needs no reason in one programme.
    pub fn earliest_for(&self, programme: &Programme) -> NaiveDate {
        workdays::add_workdays(self.today, programme.rules.lead_workdays)
    }

    /// The one language that is meant by what was typed: a code, or a name however it is spelled.
    pub fn language_meant(&self, typed: &str) -> Option<&Language> {
        match find(typed, &self.languages).as_slice() {
            [code] => self.languages.iter().find(|l| l.code == *code),
            _ => None,
        }
    }

    /// What speaks against a request: rules about what the five questions brought up and about its place.
    pub fn refusals(&self, asked: &NewRequest, day: NaiveDate) -> Vec<&RefusalRule> {
        let mut reasons = asked.details.flags.clone();
        let place = self.locations.iter().find(|l| l.id == asked.location);
        let programme = self.programmes.iter().find(|p| p.id == asked.programme);
        let home = place.is_some_and(|place| place.kind == LocationKind::Home);
        if home && programme.is_some_and(|p| p.rules.public_only) {
            reasons.push(RefusalReason::NotPublic);
        }
        let named = asked.details.funding.as_deref();
        let source = funding_for(&self.sources, named, &asked.programme, day);
        let source = source.map(|source| source.id.as_str());
        refusals(&self.refusal_rules, &reasons, &asked.programme.0, source)
    }
}

impl App {
    /// What the request form of an organisation shows.
    ///
    /// # Errors
    /// `NotFound` for an organisation that does not exist.
    pub async fn intake_data(&self, organisation: OrganisationId) -> Result<IntakeData, AppError> {
        let mut tx = self.store.read().await?;
        self.intake_data_in(&mut tx, organisation).await
    }

    async fn intake_data_in(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
    ) -> Result<IntakeData, AppError> {
        let today = local::local_date(self.config.time_zone, self.clock.now());
        let mut locations = tx.locations_of(organisation).await?;
        let mut contacts = tx.contacts_of(organisation).await?;
        let (mut programmes, mut languages) = (tx.programmes().await?, tx.languages().await?);
        // What is in the archive is no longer offered.
        let gone = tx.archived(RecordKind::Location).await?;
        locations.retain(|l| !gone.contains(&l.id.to_string()));
        let gone = tx.archived(RecordKind::Contact).await?;
        let retired = tx.retired_contacts(organisation).await?;
        contacts.retain(|c| !gone.contains(&c.id.to_string()) && !retired.contains(&c.id));
        let gone = tx.archived(RecordKind::Programme).await?;
        programmes.retain(|p| !gone.contains(&p.id.0));
        let gone = tx.archived(RecordKind::Language).await?;
        languages.retain(|l| !gone.contains(&l.code.0));
        let lead = programmes.iter().map(|p| p.rules.lead_workdays).max();
        let movable = tx.movable_days(&[organisation]).await?;
        let places: Vec<LocationId> = locations.iter().map(|place| place.id).collect();
        let rooms = tx.rooms(&places).await?;
        Ok(IntakeData {
            organisation: tx.organisation(organisation).await?.ok_or(AppError::NotFound)?,
            locations,
            contacts,
            programmes,
            languages,
            today,
            earliest: workdays::add_workdays(today, lead.unwrap_or(workdays::LEAD_WORKDAYS)),
            school_holidays: tx.school_holidays().await?,
            movable: movable.into_values().next().unwrap_or_default(),
            refusal_rules: tx.refusal_rules().await?,
            sources: tx.funding_sources().await?,
            rooms,
        })
    }

    /// Stores a request and tells the contact that it has arrived. The same form sent twice is one request.
    ///
    /// # Errors
    /// `Rejected` with every fault of the form.
    pub async fn submit_request(
        &self,
        organisation: OrganisationId,
        form: &RequestForm,
        mark: &str,
    ) -> Result<i64, AppError> {
        // Which money pays is not for the organisation to say.
        let form = RequestForm {
            funding: String::new(),
            ..form.clone()
        };
        self.submit_as(organisation, &form, Actor::Organisation(organisation), mark)
            .await
    }

    /// The same by whoever types it.
    pub(super) async fn submit_as(
        &self,
        organisation: OrganisationId,
        form: &RequestForm,
        actor: Actor,
        mark: &str,
    ) -> Result<i64, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let number = self
            .submit_in(&mut tx, organisation, form, actor, mark, now)
            .await?;
        tx.commit().await?;
        self.ring();
        Ok(number)
    }

    /// The same in the caller's transaction. A request that takes the place of another one ends it: either both happen
    /// or nothing does.
    pub(super) async fn submit_in(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
        form: &RequestForm,
        actor: Actor,
        mark: &str,
        now: DateTime<Utc>,
    ) -> Result<i64, AppError> {
        if let FormUse::Repeat(number) = tx.use_form(mark, now).await? {
            return number.parse().map_err(|_| AppError::NotFound);
        }
        let data = self.intake_data_in(tx, organisation).await?;
        let asked = parse(form, &data, self.config.time_zone, now).map_err(AppError::Rejected)?;
        let id = RequestId(self.ids.uuid(now));
        let request = tx.insert_request(&asked.request, id, now).await?;
        if let Ok(number) = form.from.trim().parse::<i64>() {
            let before = tx.request_by_number(number).await?;
            if let Some(before) = before.filter(|r| r.asked.organisation == organisation) {
                self.link_follow_up(tx, &before, id, now).await?;
            }
        }
        if let Ok(number) = form.replaces.trim().parse::<i64>() {
            let before = tx.request_by_number(number).await?;
            if let Some(before) = before.filter(|r| r.asked.organisation == organisation) {
                self.call_off(tx, before, actor, now).await?;
            }
        }
        if !asked.against.is_empty() {
            self.open_review(tx, &request, asked.against, now).await?;
        }
        let told = notice(
            NoticeKind::RequestReceived,
            Recipient::Contact(asked.request.contact),
            &request,
            &id.to_string(),
            now,
        );
        self.enqueue(tx, &told, now).await?;
        if asked.request.urgent_reason.is_some() {
            let urgent = notice(
                NoticeKind::UrgentOffice,
                Recipient::Office,
                &request,
                &id.to_string(),
                now,
            );
            self.enqueue(tx, &urgent, now).await?;
        }
        let action = match actor {
            Actor::Account(_) => "request.taken",
            _ => "request.submitted",
        };
        self.audit(tx, now, actor, action, "request", id.0, &[]).await?;
        tx.finish_form(mark, &request.number.to_string()).await?;
        Ok(request.number)
    }

    /// Rules speak against a request, and its organisation wants a coordinator to look at it.
    async fn open_review(
        &self,
        tx: &mut Tx,
        request: &Request,
        reasons: Vec<RefusalReason>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let from = [RequestState::Submitted];
        tx.set_request_state(request.id, &from, RequestState::InReview, Choice::Keep, now)
            .await?;
        tx.set_review(&Review {
            request: request.id,
            state: ReviewState::Open,
            reasons,
            opened_at: now,
            decided_by: None,
            decided_at: None,
            passed_to: None,
            note: None,
        })
        .await?;
        self.add_task(tx, TaskKind::ReviewRequest, request, None, now)
            .await
    }

    /// What speaks against a form as it was typed, for the page that shows it again. Nothing when the form is not
    /// complete enough to say.
    pub fn refusals_of(&self, data: &IntakeData, form: &RequestForm) -> Vec<RefusalRule> {
        super::intake_parse::against(form, data, self.config.time_zone, self.clock.now())
    }
}
