//! What does each page need to know? One typed context per page, with samples that tests render in every language.
//!
//! Contexts hold plain values: names already in the language of the interface, moments as UTC (templates turn them
//! into local words), and codes of enums that are message ids with a prefix (`request-state-…`). Nothing here decides
//! anything; `web` fills the structs from what `app` returns.

mod absent;
mod account;
mod asking;
mod calendar;
mod caller;
mod demo;
mod devices;
mod form;
mod frame;
mod handover;
mod joining;
mod mail_desk;
mod office_accounts;
mod office_bulk;
mod office_data;
mod office_import;
mod office_mails;
mod office_organisations;
mod office_overview;
mod office_people;
mod office_plan;
mod office_publish;
mod office_requests;
mod own;
mod own_more;
mod person;
mod plan_help;
mod print;
mod public;
mod request_rules;
mod school;
mod school_day;
mod school_places;
mod style;
mod week;

use serde::Serialize;

use super::Sample;

pub(crate) use absent::{
    AbsentAffected, AbsentComes, AbsentHit, AbsentPage, AbsentPerson, AbsentPlan, AbsentPreview, AbsentStep,
    CallRow, CallTry, CallsPage,
};
pub(crate) use account::{AccountPage, CodesPage, FactorPage, GrantLine, SessionRow};
pub(crate) use asking::{
    AskOther, AskPage, AskPerson, AskSeat, AskTime, AskingRulesPage, HeldRow, MailingPage, MailsOfPersonPage,
    MovePage, MovePerson, ProgrammeAsking, RuleRow,
};
pub(crate) use calendar::{CalendarFeed, OfficeCalendarPage, PersonCalendarPage, SchoolCalendarPage};
pub(crate) use caller::{
    CallerOffer, CallerPage, CallerPersonRow, CallerRequest, CallerSchoolRow, TakeDraft, TakeHit, TakePage,
    TakeSchool,
};
pub(crate) use demo::{MailAddress, MailPage, MailPart, MailRow, MailsPage};
pub(crate) use devices::{AskLinkPage, DeviceRow, DevicesPage, Entrance, UseLinkPage};
pub(crate) use form::{Choice, Fault, Pager};
pub(crate) use frame::{Area, Frame, LanguageLink};
pub(crate) use handover::{CoverSpan, HandoverCase, HandoverDay, HandoverPage};
pub(crate) use joining::{JoinPage, JoinedPage, JoiningPage, JoiningRow};
pub(crate) use mail_desk::{
    DeskCounts, DeskFilter, DeskRow, InboxPage, InboxRow, LetterPage, MailDeskPage, MailEvent, MailItemPage,
    MailPreview, MailTextPage, MailTextRow, MailTextsPage, MailboxLook, SecondLanguageRow,
};
pub(crate) use office_accounts::{AccountRow, AccountsPage, GrantForm, InvitedPage, MemberPage};
pub(crate) use office_bulk::{
    BulkDonePage, BulkNot, BulkPage, BulkPreviewed, LeavePage, SearchGroup, SearchPage,
};
pub(crate) use office_data::{
    Crumb, DataChange, DataChildren, DataColumn, DataDay, DataEditor, DataFact, DataField, DataFormPage,
    DataFormPart, DataHistory, DataHistoryPage, DataIndexPage, DataListPage, DataPage, DataPart,
    DataReference, DataRegister, DataRemovePage, DataRevision, DataRow, DataSpan, DataTheirs,
};
pub(crate) use office_import::{
    DoubleField, DoublePage, DoubleRow, DoublesPage, ExportPage, ImportCheckPage, ImportConstant,
    ImportHeader, ImportIndexPage, ImportKept, ImportMatchPage, ImportQuestion, ImportRow, ImportRunPage,
    ImportTally, ImportWord, ImportWordsPage, ParkedField, ParkedPage, ParkedRow, ParkedRowPage, Sentence,
};
pub(crate) use office_mails::{
    EditRequestPage, PeriodRow, PeriodsPage, Question, QuestionPage, StatementRow, StatementsPage,
};
pub(crate) use office_organisations::{OrganisationRow, OrganisationsPage};
pub(crate) use office_overview::{
    CoverNote, OutboxPause, OverviewPage, ProofLine, TaskRow, Tile, Today, TodoRow, TodoSection, TodosPage,
};
pub(crate) use office_people::{PeopleFilter, PeoplePage, PersonLanguage, PersonPage, PersonRow, ProofRow};
pub(crate) use office_plan::{
    Backup, BlockCount, CompetingRequest, DayOfPlan, FunnelStep, LanguageFit, Placed, PlanOutcome, PlanPage,
    PlanPart, PlanRow, PlanSheetPage, PlanStep, PlanTotals, PlanningPage, Unfilled, Week, Why, WishRow,
};
pub(crate) use office_publish::{PublishGain, PublishNobody, PublishPage, PublishRow};
pub(crate) use office_requests::{
    AskPart, AssignmentRow, CancelRequestPage, GenderWish, HistoryRow, NoteRow, OfferRow, Place,
    RequestFilter, RequestPage, RequestRow, RequestsPage, SeatRow, TimeRow,
};
pub(crate) use own::{OwnPage, OwnRow};
pub(crate) use own_more::{
    GridDay, OwnAboutPage, OwnDonePage, OwnDoneRow, OwnJourney, OwnLeavePage, OwnLeftPage, OwnLimitsPage,
    OwnPausePage, OwnTimesPage,
};
pub(crate) use person::{CancelOfferPage, OfferPage, OfferView, PlaceOfWork};
pub(crate) use plan_help::{AdviceRow, Help, Other, PlanSeatPage, RecruitingPage, SeatPerson, Who};
pub(crate) use print::{EmergencyFile, EmergencyPage, LettersPage, PRINT_CSS, PrintsPage, SheetPage};
pub(crate) use public::{
    AccessibilityPage, CityAnswerPage, CodePage, DemoEntrances, EasyPage, ErrorPage, ImprintPage, KeptField,
    LinkGonePage, LoginPage, NoRightPage, PrivacyPage, ResumePage, SigningPage, StartPage, WelcomePage,
};
pub(crate) use request_rules::{DetailRow, EndingTyped, LanguagePart, OutcomePart, RequestRules, ReviewPart};
pub(crate) use school::{
    IntakeChoices, IntakeDesk, IntakeForm, IntakeOption, Refusal, RoomChoice, SchoolCancelPage,
    SchoolContactPage, SchoolNewPage, SchoolRequestPage, SchoolRequestRow, SchoolRequestsPage,
};
pub(crate) use school_day::{DayBlock, OfficeDayPage, SchoolDayPage};
pub(crate) use school_places::{PlaceFields, SchoolPlacePage, SchoolPlacesPage};
pub(crate) use style::StylePage;
pub(crate) use week::{
    Bar, BoardPerson, BoardPlace, PersonCell, PlaceCell, SavedRow, WeekDayHead, WeekFields, WeekListPage,
    WeekLook, WeekPeoplePage, WeekPerson, WeekPlacesPage, WeekRow, WeekWhy, WorkCard,
};

/// A page: its template and examples of everything the template can be asked to show.
pub(crate) trait Page: Serialize {
    /// Path of the template below `templates/`.
    const TEMPLATE: &'static str;

    /// Where the page belongs; decides navigation and wording of the frame.
    const AREA: Area;

    /// Examples: the usual case first, then empty, long, faulty and hostile ones.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// What a template gets: the frame around every page and the page itself.
#[derive(Serialize)]
pub(crate) struct Framed<'a, P> {
    pub(crate) frame: &'a Frame,
    pub(crate) page: &'a P,
}

/// Every example of every page.
pub fn samples() -> Vec<Sample> {
    fn of<P: Page>(all: &mut Vec<Sample>) {
        let frame = Frame::sample(P::AREA);
        all.extend(
            P::samples()
                .iter()
                .map(|page| Sample::new(P::TEMPLATE, &Framed { frame: &frame, page })),
        );
    }
    let mut all = Vec::new();
    of::<StartPage>(&mut all);
    of::<LoginPage>(&mut all);
    of::<WelcomePage>(&mut all);
    of::<AskLinkPage>(&mut all);
    of::<CityAnswerPage>(&mut all);
    of::<UseLinkPage>(&mut all);
    of::<DevicesPage>(&mut all);
    of::<ImprintPage>(&mut all);
    of::<PrivacyPage>(&mut all);
    of::<AccessibilityPage>(&mut all);
    of::<EasyPage>(&mut all);
    of::<SigningPage>(&mut all);
    of::<StylePage>(&mut all);
    of::<ErrorPage>(&mut all);
    of::<LinkGonePage>(&mut all);
    of::<NoRightPage>(&mut all);
    of::<CodePage>(&mut all);
    of::<ResumePage>(&mut all);
    of::<AccountPage>(&mut all);
    of::<FactorPage>(&mut all);
    of::<CodesPage>(&mut all);
    of::<AccountsPage>(&mut all);
    of::<MemberPage>(&mut all);
    of::<InvitedPage>(&mut all);
    of::<OverviewPage>(&mut all);
    of::<TodosPage>(&mut all);
    of::<QuestionPage>(&mut all);
    of::<EditRequestPage>(&mut all);
    of::<PeriodsPage>(&mut all);
    of::<StatementsPage>(&mut all);
    of::<MailDeskPage>(&mut all);
    of::<MailItemPage>(&mut all);
    of::<MailTextsPage>(&mut all);
    of::<MailTextPage>(&mut all);
    of::<InboxPage>(&mut all);
    of::<LetterPage>(&mut all);
    of::<WeekListPage>(&mut all);
    of::<WeekPeoplePage>(&mut all);
    of::<WeekPlacesPage>(&mut all);
    of::<PrintsPage>(&mut all);
    of::<SheetPage>(&mut all);
    of::<LettersPage>(&mut all);
    of::<EmergencyPage>(&mut all);
    of::<EmergencyFile>(&mut all);
    of::<RequestsPage>(&mut all);
    of::<RequestPage>(&mut all);
    of::<CancelRequestPage>(&mut all);
    of::<PeoplePage>(&mut all);
    of::<PersonPage>(&mut all);
    of::<OrganisationsPage>(&mut all);
    of::<BulkPage>(&mut all);
    of::<BulkDonePage>(&mut all);
    of::<LeavePage>(&mut all);
    of::<SearchPage>(&mut all);
    of::<DataIndexPage>(&mut all);
    of::<DataListPage>(&mut all);
    of::<DataPage>(&mut all);
    of::<DataHistoryPage>(&mut all);
    of::<DataFormPage>(&mut all);
    of::<DataRemovePage>(&mut all);
    of::<ImportIndexPage>(&mut all);
    of::<ImportMatchPage>(&mut all);
    of::<ImportCheckPage>(&mut all);
    of::<ImportRunPage>(&mut all);
    of::<ParkedPage>(&mut all);
    of::<ParkedRowPage>(&mut all);
    of::<DoublesPage>(&mut all);
    of::<DoublePage>(&mut all);
    of::<ImportWordsPage>(&mut all);
    of::<ExportPage>(&mut all);
    of::<PlanningPage>(&mut all);
    of::<PlanPage>(&mut all);
    of::<PlanSheetPage>(&mut all);
    of::<HandoverPage>(&mut all);
    of::<PublishPage>(&mut all);
    of::<PlanSeatPage>(&mut all);
    of::<RecruitingPage>(&mut all);
    of::<SchoolRequestsPage>(&mut all);
    of::<SchoolNewPage>(&mut all);
    of::<SchoolContactPage>(&mut all);
    of::<SchoolDayPage>(&mut all);
    of::<OfficeDayPage>(&mut all);
    of::<SchoolPlacesPage>(&mut all);
    of::<SchoolPlacePage>(&mut all);
    of::<SchoolRequestPage>(&mut all);
    of::<SchoolCancelPage>(&mut all);
    of::<OfferPage>(&mut all);
    of::<CancelOfferPage>(&mut all);
    of::<OwnPage>(&mut all);
    of::<OfficeCalendarPage>(&mut all);
    of::<SchoolCalendarPage>(&mut all);
    of::<PersonCalendarPage>(&mut all);
    of::<AskPage>(&mut all);
    of::<AbsentPage>(&mut all);
    of::<CallsPage>(&mut all);
    of::<CallerPage>(&mut all);
    of::<TakePage>(&mut all);
    of::<MovePage>(&mut all);
    of::<AskingRulesPage>(&mut all);
    of::<MailingPage>(&mut all);
    of::<MailsOfPersonPage>(&mut all);
    of::<OwnTimesPage>(&mut all);
    of::<OwnPausePage>(&mut all);
    of::<OwnLimitsPage>(&mut all);
    of::<OwnDonePage>(&mut all);
    of::<OwnAboutPage>(&mut all);
    of::<OwnLeavePage>(&mut all);
    of::<OwnLeftPage>(&mut all);
    of::<JoinPage>(&mut all);
    of::<JoinedPage>(&mut all);
    of::<JoiningPage>(&mut all);
    of::<MailsPage>(&mut all);
    of::<MailPage>(&mut all);
    all
}

/// Moments and texts that the samples share.
mod example {
    use chrono::{DateTime, Utc};

    use crate::domain::request::TimeOption;

    /// A text that breaks every page that does not escape.
    pub(super) const HOSTILE: &str = "<script>alert(1)</script>\"'&{{ 7*7 }}{% raw %}";

    /// A moment on a day of the demo week, UTC.
    pub(super) fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        chrono::NaiveDate::from_ymd_opt(2026, 11, day)
            .and_then(|d| d.and_hms_opt(hour, minute, 0))
            .map(|t| t.and_utc())
            .unwrap_or_default()
    }

    /// A day of the demo month.
    pub(super) fn day(day: u32) -> chrono::NaiveDate {
        chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
    }

    /// A talk that begins at `hour` UTC and takes `minutes`.
    pub(super) fn talk(day: u32, hour: u32, minutes: i64) -> TimeOption {
        let starts_at = at(day, hour, 0);
        TimeOption {
            starts_at,
            ends_at: starts_at + chrono::Duration::minutes(minutes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Lang, Templates};

    /// Every page in every language, strictly: an undefined name, a missing message or a placeholder without a value
    /// fails. With `PASSGENAU_PAGES` set to a folder, the pages are written there to be looked at.
    #[test]
    fn every_sample_renders_in_every_language() {
        let templates =
            Templates::strict(chrono_tz::Europe::Berlin).expect("the built-in templates are sound");
        let folder = std::env::var_os("PASSGENAU_PAGES").map(std::path::PathBuf::from);
        let mut faults = Vec::new();
        let mut number = std::collections::BTreeMap::new();
        for sample in samples() {
            let count: &mut usize = number.entry(sample.template().to_owned()).or_default();
            for &lang in Lang::ALL {
                match templates.render_sample(&sample, lang) {
                    Ok(html) => {
                        for live in ["<script>alert", "{{ 7", "49{%"] {
                            if html.contains(live) && !html.contains("&lt;script&gt;alert") {
                                faults.push(format!(
                                    "{} {count} {}: {live} is live",
                                    sample.template(),
                                    lang.as_str()
                                ));
                            }
                        }
                        if let Some(folder) = &folder {
                            let name = sample
                                .template()
                                .trim_start_matches("pages/")
                                .trim_end_matches(".html");
                            let file = format!("{}.{count}.{}.html", name.replace('/', "-"), lang.as_str());
                            std::fs::write(folder.join(file), html).expect("the folder can be written to");
                        }
                    }
                    Err(error) => faults.push(format!(
                        "{} {count} {}: {error}",
                        sample.template(),
                        lang.as_str()
                    )),
                }
            }
            *count += 1;
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
