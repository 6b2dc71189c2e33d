//! What may the text of one mail say? Everything is looked up when the mail leaves; only what must not change between
//! two tries is kept in its row.

use super::second_language::is_released;
use super::{App, AppError};
use crate::calendar::local;
use crate::domain::assignment::AssignmentState;
use crate::domain::notice::{
    DayCounts, Days, DeskFacts, NewNotice, NoticeFacts, NoticeItem, NoticeKind, OutboxRow, Recipient,
    RequestFacts,
};
use crate::domain::offer::{Offer, OfferState};
use crate::domain::organisation::Location;
use crate::domain::person::Person;
use crate::domain::programme::Mode;
use crate::domain::request::{Request, RequestState, TimeOption};
use crate::ids::PersonId;
use crate::mail::SecondLanguage;
use crate::store::{Tx, Which};

/// What pages and mails call the parts of a request.
pub(super) struct RequestWords {
    /// Name of the district.
    pub(super) district: String,
    /// Programme, German and English.
    pub(super) programme: (String, String),
    /// Language, German and English.
    pub(super) language: Option<(String, String)>,
}

impl App {
    /// Everything the text of a mail may say; `None` when the mail has been overtaken by events.
    pub(super) async fn facts(
        &self,
        row: &OutboxRow,
        carried: &[OutboxRow],
    ) -> Result<Option<NoticeFacts>, AppError> {
        let mut tx = self.store.read().await?;
        let mut facts = self.bare_facts(row);
        if row.kind == NoticeKind::Offer {
            if !self.offers_of(&mut tx, row, carried, &mut facts).await? {
                return Ok(None);
            }
        } else if !self.matter(&mut tx, row, &mut facts).await? {
            return Ok(None);
        }
        if !self.address(&mut tx, row, &mut facts).await? || !self.desk(&mut tx, row, &mut facts).await? {
            return Ok(None);
        }
        if row.kind == NoticeKind::LoginLink && !self.link_facts(&mut tx, row, &mut facts).await? {
            return Ok(None);
        }
        Ok(Some(facts))
    }

    fn bare_facts(&self, row: &OutboxRow) -> NoticeFacts {
        NoticeFacts {
            kind: row.kind,
            recipient_name: self.config.office.name.clone(),
            recipient_email: self.config.office.email.clone(),
            ui_language: "de".to_owned(),
            request: None,
            items: Vec::new(),
            person_short_name: None,
            person_full_name: None,
            offer_state: None,
            answer_by: None,
            link: format!("{}/office", self.config.base_url),
            code: None,
            calendar: row.payload.calendar.clone(),
            cause: row.payload.cause,
            changes: row.payload.changes.clone(),
            late_minutes: row.payload.late_minutes,
            travel_minutes: None,
            days: row.payload.days,
            proof: row.payload.proof,
            money: row.payload.money,
            count: row.payload.count,
            title: row.payload.title.clone(),
            deadline: row.payload.deadline,
            today: row
                .payload
                .days
                .is_some_and(|days| local::local_date(self.config.time_zone, row.date) == days.from),
            desk: DeskFacts::default(),
            counts: None,
            own_link: None,
            stop_link: None,
            second_language: None,
            trial: false,
        }
    }

    /// The offers one mail makes; `false` when none of them stands any more.
    async fn offers_of(
        &self,
        tx: &mut Tx,
        row: &OutboxRow,
        carried: &[OutboxRow],
        facts: &mut NoticeFacts,
    ) -> Result<bool, AppError> {
        let mut first = None;
        for row in std::iter::once(row).chain(carried) {
            let (Some(request), Some(offer)) = (row.request, row.offer) else {
                continue;
            };
            let offer = tx.offer(offer).await?.filter(|o| o.state == OfferState::Offered);
            let (Some(request), Some(offer)) = (tx.request(request).await?, offer) else {
                continue;
            };
            let Some(location) = tx.location(request.asked.location).await? else {
                continue;
            };
            facts.items.push(NoticeItem {
                request: self.request_facts(tx, row.kind, &request, &location).await?,
                answer_by: Some(offer.answer_by),
                link: self.offer_link(&offer),
            });
            first = first.or(Some(offer));
        }
        facts
            .items
            .sort_by_key(|item| (item.request.times.first().copied(), item.request.number));
        let (Some(item), Some(offer)) = (facts.items.first().cloned(), first) else {
            return Ok(false);
        };
        facts.offer_state = Some(offer.state);
        facts.answer_by = facts.items.iter().filter_map(|item| item.answer_by).min();
        facts.link = item.link;
        facts.request = Some(item.request);
        if facts.items.len() == 1 {
            facts.items.clear();
        }
        Ok(true)
    }

    /// The request, the offer and the person a mail is about; `false` when it has been overtaken by events.
    async fn matter(&self, tx: &mut Tx, row: &OutboxRow, facts: &mut NoticeFacts) -> Result<bool, AppError> {
        if !self.still_true(tx, row, facts).await? {
            return Ok(false);
        }
        let offer = match row.offer {
            Some(id) => tx.offer(id).await?,
            None => None,
        };
        if row.kind == NoticeKind::OfferReminder
            && offer.as_ref().is_none_or(|o| o.state != OfferState::Offered)
        {
            return Ok(false);
        }
        if let Some(id) = row.request {
            let Some(request) = tx.request(id).await? else {
                return Ok(false);
            };
            let Some(location) = tx.location(request.asked.location).await? else {
                return Ok(false);
            };
            let mut asked = self.request_facts(tx, row.kind, &request, &location).await?;
            // An offer is about its own time, even when another one has been chosen since.
            if let Some(time) = offer.as_ref().and_then(|o| request.asked.options.get(o.option)) {
                asked.times = vec![*time];
            }
            facts.request = Some(asked);
            facts.link = format!("{}/office/requests/{}", self.config.base_url, request.number);
            if matches!(row.recipient, Recipient::Contact(_)) {
                facts.person_short_name = match row.payload.person {
                    Some(id) => tx.person(id).await?.map(|p| p.short_name()),
                    None => self.agreed_names(tx, &request).await?,
                };
            }
        }
        facts.offer_state = offer.as_ref().map(|o| o.state);
        facts.answer_by = offer.as_ref().map(|o| o.answer_by);
        if let Some(offer) = &offer
            && matches!(row.recipient, Recipient::Person(_))
        {
            facts.link = self.offer_link(offer);
        }
        let about = row.payload.person.or(offer.map(|o| o.person));
        if let (Recipient::Office, Some(id)) = (row.recipient, about) {
            facts.person_full_name = tx.person(id).await?.map(|p| p.full_name());
            if row.request.is_none() {
                facts.link = format!("{}/office/people/{id}", self.config.base_url);
            }
        }
        Ok(true)
    }

    /// Lists are put together when they leave; a reminder of what was called off or has moved is none.
    async fn still_true(
        &self,
        tx: &mut Tx,
        row: &OutboxRow,
        facts: &mut NoticeFacts,
    ) -> Result<bool, AppError> {
        match (row.kind, row.recipient, row.payload.days) {
            (NoticeKind::Week, Recipient::Person(person), Some(days)) => {
                facts.items = self.week_items(tx, row.kind, person, days).await?;
                Ok(!facts.items.is_empty())
            }
            (NoticeKind::Overview, ..) => {
                facts.counts = Some(self.day_counts(tx).await?);
                Ok(true)
            }
            (
                NoticeKind::ServiceVolunteer
                | NoticeKind::ServiceRequester
                | NoticeKind::ServiceReminderVolunteer
                | NoticeKind::ServiceReminderRequester,
                recipient,
                _,
            ) => self.still_unproven(tx, row.assignment, recipient).await,
            (NoticeKind::ConsultationDay, _, Some(days)) => {
                Ok(days.to >= local::local_date(self.config.time_zone, self.clock.now()))
            }
            (NoticeKind::ReminderVolunteer | NoticeKind::ReminderRequester, _, Some(days)) => {
                let Some(id) = row.assignment else {
                    return Ok(false);
                };
                let zone = self.config.time_zone;
                let assignment = tx.assignment(id).await?;
                Ok(assignment.is_some_and(|a| {
                    a.state == AssignmentState::Confirmed
                        && a.starts_at > self.clock.now()
                        && local::local_date(zone, a.starts_at) == days.from
                }))
            }
            _ => Ok(true),
        }
    }

    /// Minutes a person is on the way to the place of a request, when somebody has to go there at all.
    async fn way(&self, tx: &mut Tx, person: &Person, row: &OutboxRow) -> Result<Option<i64>, AppError> {
        let Some(request) = row.request else {
            return Ok(None);
        };
        let request = tx
            .request(request)
            .await?
            .filter(|r| r.asked.mode == Mode::OnSite);
        let Some(request) = request else { return Ok(None) };
        let Some(location) = tx.location(request.asked.location).await? else {
            return Ok(None);
        };
        let ways = tx.travel().await?;
        Ok(ways
            .iter()
            .find(|t| t.mobility == person.mobility && t.from == person.district && t.to == location.district)
            .map(|t| t.minutes))
    }

    /// What somebody has agreed to on these days.
    async fn week_items(
        &self,
        tx: &mut Tx,
        kind: NoticeKind,
        person: PersonId,
        days: Days,
    ) -> Result<Vec<NoticeItem>, AppError> {
        let zone = self.config.time_zone;
        let end = days.to.succ_opt().unwrap_or(days.to);
        let (from, to) = (local::resolve(zone, days.from, 0), local::resolve(zone, end, 0));
        let agreed = tx.active_assignments_of_person(person, from).await?;
        let agreed: Vec<_> = agreed
            .into_iter()
            .filter(|a| (from..to).contains(&a.starts_at))
            .collect();
        let requests = tx
            .requests_by_ids(&agreed.iter().map(|a| a.request).collect::<Vec<_>>())
            .await?;
        let places: Vec<_> = requests.iter().map(|r| r.asked.location).collect();
        let locations = tx.locations_by_ids(&places).await?;
        let offers = tx
            .offers_by_ids(&agreed.iter().map(|a| a.offer).collect::<Vec<_>>())
            .await?;
        let mut items = Vec::new();
        for assignment in &agreed {
            let request = requests.iter().find(|r| r.id == assignment.request);
            let offer = offers.iter().find(|o| o.id == assignment.offer);
            let (Some(request), Some(offer)) = (request, offer) else {
                continue;
            };
            let Some(location) = locations.iter().find(|l| l.id == request.asked.location) else {
                continue;
            };
            let mut asked = self.request_facts(tx, kind, request, location).await?;
            asked.times = vec![TimeOption {
                starts_at: assignment.starts_at,
                ends_at: assignment.ends_at,
            }];
            items.push(NoticeItem {
                request: asked,
                answer_by: None,
                link: self.offer_link(offer),
            });
        }
        Ok(items)
    }

    /// The numbers of the office's day.
    async fn day_counts(&self, tx: &mut Tx) -> Result<DayCounts, AppError> {
        let zone = self.config.time_zone;
        let today = local::local_date(zone, self.clock.now());
        let midnight = local::resolve(zone, today, 0);
        let tomorrow = local::resolve(zone, today.succ_opt().unwrap_or(today), 0);
        let counts = tx.request_counts().await?;
        let count = |state| counts.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n);
        let agreed = tx.active_assignments_between(midnight, tomorrow).await?;
        let open = tx.open_offers(1000).await?;
        let ending = open.iter().filter(|o| o.answer_by < tomorrow).count();
        Ok(DayCounts {
            waiting: count(RequestState::Submitted),
            searching: count(RequestState::Searching),
            substituting: count(RequestState::Substituting),
            unfilled: count(RequestState::Unfilled),
            today: i64::try_from(agreed.len()).unwrap_or(i64::MAX),
            tasks: tx.count_open_tasks().await?,
            ending: i64::try_from(ending).unwrap_or(i64::MAX),
        })
    }

    /// Name, address, language and links of the recipient; `false` when there is nobody to write to.
    async fn address(&self, tx: &mut Tx, row: &OutboxRow, facts: &mut NoticeFacts) -> Result<bool, AppError> {
        match row.recipient {
            Recipient::Office => {
                // The office's mailbox gets everything; the copy is for whoever stands in for the office as a whole.
                if row.payload.copy {
                    let Some((name, email)) = self.cover_address(tx).await? else {
                        return Ok(false);
                    };
                    facts.recipient_name = name;
                    facts.recipient_email = email;
                }
            }
            Recipient::Account(id) => {
                let Some(account) = tx.account(id).await? else {
                    return Ok(false);
                };
                if row.kind == NoticeKind::AccountInvitation {
                    let Some(link) = self.open_welcome(&account) else {
                        return Ok(false);
                    };
                    facts.link = link;
                }
                facts.recipient_name = account.name;
                facts.recipient_email = account.email.to_string();
            }
            Recipient::Person(id) => {
                let Some(person) = tx.person(id).await? else {
                    return Ok(false);
                };
                let Some(email) = &person.email else {
                    // Somebody who is forgotten gets this one mail; its address is kept beside it until it has left.
                    let Some((name, email)) = tx.outbox_address(row.id).await? else {
                        return Ok(false);
                    };
                    facts.recipient_name = name;
                    facts.recipient_email = email;
                    facts.link = format!("{}/datenschutz", self.config.base_url);
                    return Ok(true);
                };
                facts.recipient_name = person.full_name();
                facts.recipient_email = email.to_string();
                facts.ui_language = person.ui_language.clone();
                let settings = tx.person_mail(id).await?;
                let page = self.person_url(tx, id).await?;
                facts.own_link = (row.kind != NoticeKind::LoginLink).then(|| page.clone());
                if row.kind.can_be_stopped() {
                    if !settings.reminders {
                        return Ok(false);
                    }
                    facts.stop_link = Some(format!("{page}/mails/stop"));
                }
                if row.kind == NoticeKind::ReminderVolunteer {
                    facts.travel_minutes = self.way(tx, &person, row).await?;
                }
                if let Some(part) = row.kind.own_page() {
                    facts.link = format!("{page}{part}");
                }
                facts.second_language = match settings
                    .second_language
                    .as_deref()
                    .and_then(SecondLanguage::parse)
                {
                    Some(language) if is_released(tx, language).await? => Some(language.code.to_owned()),
                    _ => None,
                };
            }
            Recipient::Contact(id) => {
                let Some(contact) = tx.contact(id).await? else {
                    return Ok(false);
                };
                let Some(organisation) = tx.organisation(contact.organisation).await? else {
                    return Ok(false);
                };
                facts.recipient_name = contact.name;
                facts.recipient_email = contact.email.to_string();
                let token = self.keys.organisation(&organisation);
                let base = &self.config.base_url;
                facts.link = match &facts.request {
                    Some(request) => format!("{base}/s/{token}/requests/{}", request.number),
                    None if row.kind == NoticeKind::ConsultationDay => format!("{base}/s/{token}/day"),
                    None => format!("{base}/s/{token}/new"),
                };
            }
        }
        Ok(true)
    }

    /// What the mail says of the desks on either side; `false` when its copy has nobody to go to any more.
    async fn desk(&self, tx: &mut Tx, row: &OutboxRow, facts: &mut NoticeFacts) -> Result<bool, AppError> {
        let today = local::local_date(self.config.time_zone, self.clock.now());
        let calendar = tx.office_calendar().await?;
        // Somebody who covers for one colleague does not answer the office's telephone.
        let cover = calendar.cover_on(today).filter(|cover| cover.account.is_none());
        facts.desk.cover = cover.map(|cover| (cover.name.clone(), cover.phone.clone()));
        let (Recipient::Contact(_), Some(id)) = (row.recipient, row.request) else {
            return Ok(true);
        };
        let Some(request) = tx.request(id).await? else {
            return Ok(!row.payload.copy);
        };
        let details = request.asked.details;
        facts.desk.mark = details.reference;
        if row.payload.copy {
            let Some(email) = details.professional_email else {
                return Ok(false);
            };
            facts.recipient_name = details.professional.unwrap_or_default();
            facts.recipient_email = email.to_string();
        }
        Ok(true)
    }

    /// Name and address of whoever covers the office as a whole today, when they have an address of their own.
    pub(super) async fn cover_address(&self, tx: &mut Tx) -> Result<Option<(String, String)>, AppError> {
        let today = local::local_date(self.config.time_zone, self.clock.now());
        let calendar = tx.office_calendar().await?;
        let cover = calendar.cover_on(today).filter(|cover| cover.account.is_none());
        let own = cover.and_then(|c| Some((c.name.clone(), c.email.as_ref()?.to_string())));
        Ok(own.filter(|(_, email)| !email.eq_ignore_ascii_case(&self.config.office.email)))
    }

    /// The same notice for whoever covers the office today, and for the professional who leads the talk, when it is one
    /// they get and they have an own address.
    pub(super) async fn copy_of(
        &self,
        tx: &mut Tx,
        notice: &NewNotice,
    ) -> Result<Option<NewNotice>, AppError> {
        if notice.recipient == Recipient::Office && !notice.payload.copy {
            let cover = self.cover_address(tx).await?;
            return Ok(cover.map(|_| copied(notice)));
        }
        let (Recipient::Contact(contact), Some(request)) = (notice.recipient, notice.request) else {
            return Ok(None);
        };
        if !notice.kind.is_copied() || notice.payload.copy {
            return Ok(None);
        }
        let Some(request) = tx.request(request).await? else {
            return Ok(None);
        };
        let Some(email) = request.asked.details.professional_email else {
            return Ok(None);
        };
        let contact = tx.contact(contact).await?;
        if contact.is_some_and(|c| c.email.as_str().eq_ignore_ascii_case(email.as_str())) {
            return Ok(None);
        }
        Ok(Some(copied(notice)))
    }

    /// Address of the page on which an offer is answered.
    pub(super) fn offer_link(&self, offer: &Offer) -> String {
        format!("{}/e/{}", self.config.base_url, self.keys.offer(offer))
    }

    /// First names and initials of everybody who has agreed, as the organisation may know them.
    async fn agreed_names(&self, tx: &mut Tx, request: &Request) -> Result<Option<String>, AppError> {
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let ids: Vec<_> = agreed.iter().map(|a| a.person).collect();
        let mut names: Vec<String> = tx
            .people_by_ids(&ids)
            .await?
            .iter()
            .map(|p| p.short_name())
            .collect();
        names.sort();
        Ok((!names.is_empty()).then(|| names.join(", ")))
    }

    pub(super) async fn request_facts(
        &self,
        tx: &mut Tx,
        kind: NoticeKind,
        request: &Request,
        location: &Location,
    ) -> Result<RequestFacts, AppError> {
        let words = self.request_words(tx, request, location).await?;
        let mut facts = RequestFacts {
            number: request.number,
            programme: words.programme,
            language: words.language,
            occasion: request.asked.occasion,
            mode: request.asked.mode,
            times: request
                .chosen()
                .map_or_else(|| request.asked.options.clone(), |time| vec![time]),
            headcount: request.headcount(),
            district: words.district,
            organisation: String::new(),
            address: String::new(),
            meeting_point: String::new(),
            contact: String::new(),
            state: request.state,
        };
        // Before a yes a volunteer learns the district, not the school.
        if !kind.before_agreement() {
            let organisation = tx.organisation(request.asked.organisation).await?;
            let contact = tx.contact(request.asked.contact).await?;
            facts.organisation = organisation.map(|o| o.name).unwrap_or_default();
            facts.address = format!("{}, {} {}", location.street, location.postcode, location.town);
            let room = request.asked.room.as_deref().unwrap_or_default();
            let details = &request.asked.details;
            let meet = details.meeting_point.as_ref().unwrap_or(&location.meeting_point);
            let parts = [meet.as_str(), room];
            facts.meeting_point = parts
                .iter()
                .filter(|p| !p.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(", ");
            // Whom to ask for on the day goes before whom the office writes to.
            let on_site = details.on_site_contact.clone();
            let asked_for = match on_site {
                Some(name) => Some((name, details.on_site_phone.clone())),
                None => contact.map(|c| (c.name, details.on_site_phone.clone().or(c.phone))),
            };
            facts.contact = asked_for
                .map(|(name, phone)| match phone {
                    Some(phone) => format!("{name}, Tel. {phone}"),
                    None => name,
                })
                .unwrap_or_default();
        }
        Ok(facts)
    }

    pub(super) async fn request_words(
        &self,
        tx: &mut Tx,
        request: &Request,
        location: &Location,
    ) -> Result<RequestWords, AppError> {
        let districts = tx.districts().await?;
        let programmes = tx.programmes().await?;
        let languages = tx.languages().await?;
        let programme = programmes.iter().find(|p| p.id == request.asked.programme);
        let code = request.asked.seats.iter().find_map(|s| s.language.as_ref());
        let language = languages.iter().find(|l| Some(&l.code) == code);
        Ok(RequestWords {
            district: districts
                .into_iter()
                .find(|d| d.code == location.district)
                .map_or_else(|| location.district.clone(), |d| d.name),
            programme: programme
                .map(|p| (p.name_de.clone(), p.name_en.clone()))
                .unwrap_or_default(),
            language: language.map(|l| (l.name_de.clone(), l.name_en.clone())),
        })
    }
}

/// The same notice for another reader.
fn copied(notice: &NewNotice) -> NewNotice {
    let mut copy = notice.clone();
    copy.payload.copy = true;
    copy.dedupe_key = format!("{}:copy", notice.dedupe_key);
    copy
}
