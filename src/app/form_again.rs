//! A stored request as a form again: to ask the same once more, to move it, or to follow up on it.

use chrono_tz::Tz;

use super::{App, AppError, RequestForm};
use crate::domain::request::{NewRequest, Request, RequestState};
use crate::domain::rules::RefusalReason;
use crate::ids::OrganisationId;
use crate::view::{Arg, Lang};

impl App {
    /// A request as a form to be sent again for another talk: without its times, and without what was said about that
    /// one talk. Nothing when it is somebody else's.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn request_again(
        &self,
        organisation: OrganisationId,
        number: i64,
    ) -> Result<Option<RequestForm>, AppError> {
        let request = self.own_request(organisation, number).await?;
        Ok(request.map(|request| RequestForm {
            note: String::new(),
            case_token: String::new(),
            professional: String::new(),
            professional_email: String::new(),
            reference: String::new(),
            topic: String::new(),
            people_expected: String::new(),
            funding: String::new(),
            duration_1: duration(&request.asked),
            ..said(&request.asked)
        }))
    }

    /// A request as a form to be changed: everything that was said, and when it takes place. Nothing when it is somebody
    /// else's.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn request_to_move(
        &self,
        organisation: OrganisationId,
        number: i64,
    ) -> Result<Option<RequestForm>, AppError> {
        let Some(request) = self.own_request(organisation, number).await? else {
            return Ok(None);
        };
        let programmes = self.store.read().await?.programmes().await?;
        let usual = programmes.iter().find(|p| p.id == request.asked.programme);
        let usual = usual.map(|p| p.language_min);
        let form = timed(self.config.time_zone, &request);
        // What nobody chose is no wish.
        let chosen = request.asked.seats.first().map(|s| s.level);
        let level = chosen.filter(|level| Some(*level) != usual);
        Ok(Some(RequestForm {
            level: level.map(|l| l.as_str().to_owned()).unwrap_or_default(),
            ..form
        }))
    }

    /// The form for a request that follows another one of the same organisation whose people did not understand each
    /// other: everything filled in but the language and the time. Nothing when there is no such request.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn follow_up_form(
        &self,
        organisation: OrganisationId,
        number: i64,
    ) -> Result<Option<RequestForm>, AppError> {
        let before = self.own_request(organisation, number).await?;
        let before = before.filter(|r| r.state != RequestState::Refused);
        Ok(before.map(|before| RequestForm {
            language: String::new(),
            level: String::new(),
            note: String::new(),
            urgent_reason: self.templates.message(
                Lang::De,
                "follow-up-reason",
                &[("number", Arg::Text(number.to_string().into()))],
            ),
            from: number.to_string(),
            duration_1: duration(&before.asked),
            ..said(&before.asked)
        }))
    }

    async fn own_request(
        &self,
        organisation: OrganisationId,
        number: i64,
    ) -> Result<Option<Request>, AppError> {
        let request = self.store.read().await?.request_by_number(number).await?;
        Ok(request.filter(|r| r.asked.organisation == organisation))
    }
}

/// Minutes of the first time asked for.
fn duration(asked: &NewRequest) -> String {
    asked
        .options
        .first()
        .map(|o| o.minutes().to_string())
        .unwrap_or_default()
}

/// Everything that was said, but no time and no promise: each talk has its own.
fn said(asked: &NewRequest) -> RequestForm {
    let yes = |on: bool| if on { "on".to_owned() } else { String::new() };
    let details = asked.details.clone();
    let seat = asked.seats.first();
    let gender = asked.gender;
    RequestForm {
        location: asked.location.to_string(),
        contact: asked.contact.to_string(),
        programme: asked.programme.0.clone(),
        occasion: asked.occasion.to_string(),
        mode: asked.mode.to_string(),
        language: seat
            .and_then(|s| s.language.as_ref())
            .map(|code| code.0.clone())
            .unwrap_or_default(),
        headcount: asked.seats.iter().map(|s| s.headcount).sum::<i64>().to_string(),
        gender: gender.map(|wish| wish.gender.to_string()).unwrap_or_default(),
        gender_required: yes(gender.is_some_and(|wish| wish.required)),
        room: asked.room.clone().unwrap_or_default(),
        note: asked.note.clone().unwrap_or_default(),
        case_token: asked.case_token.clone().unwrap_or_default(),
        sender: details.sender.unwrap_or_default(),
        professional: details.professional.unwrap_or_default(),
        professional_email: details
            .professional_email
            .map(|e| e.to_string())
            .unwrap_or_default(),
        on_site_contact: details.on_site_contact.unwrap_or_default(),
        on_site_phone: details.on_site_phone.unwrap_or_default(),
        reference: details.reference.unwrap_or_default(),
        meeting_point: details.meeting_point.unwrap_or_default(),
        topic: details.topic.unwrap_or_default(),
        people_expected: details.people_expected.map(|n| n.to_string()).unwrap_or_default(),
        step_free: yes(details.step_free),
        funding: details.funding.unwrap_or_default(),
        cost_centre: details.cost_centre.unwrap_or_default(),
        ..RequestForm::default()
    }
}

/// The same talk at its times: what was promised and what makes it urgent still holds.
fn timed(zone: Tz, request: &Request) -> RequestForm {
    let asked = &request.asked;
    let flag = |reason| {
        if asked.details.flags.contains(&reason) {
            "on".to_owned()
        } else {
            String::new()
        }
    };
    // Once a time is chosen the others are no matter any more.
    let chosen = request.chosen().map(|time| vec![time]);
    let times = chosen.unwrap_or_else(|| asked.options.clone());
    let part = |at: usize, format: &str| {
        let time = times.get(at)?.starts_at.with_timezone(&zone);
        Some(time.format(format).to_string())
    };
    let day = |at| part(at, "%Y-%m-%d").unwrap_or_default();
    let start = |at| part(at, "%H:%M").unwrap_or_default();
    let minutes = |at: usize| times.get(at).map_or(String::new(), |o| o.minutes().to_string());
    RequestForm {
        urgent_reason: asked.urgent_reason.clone().unwrap_or_default(),
        flag_legal_effect: flag(RefusalReason::LegalEffect),
        flag_special_support: flag(RefusalReason::SpecialSupport),
        flag_medical: flag(RefusalReason::Medical),
        flag_no_professional: flag(RefusalReason::NoProfessional),
        flag_recurring: flag(RefusalReason::Recurring),
        rules_accepted: "on".to_owned(),
        date_1: day(0),
        start_1: start(0),
        duration_1: minutes(0),
        date_2: day(1),
        start_2: start(1),
        duration_2: minutes(1),
        date_3: day(2),
        start_3: start(2),
        duration_3: minutes(2),
        ..said(asked)
    }
}
