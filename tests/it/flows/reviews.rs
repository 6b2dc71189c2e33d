//! A request that rules speak against, languages that need a word, and the ends a request can have.

use passgenau::app::{AppError, Decision, Ending, RequestForm};
use passgenau::domain::language::LanguageCode;
use passgenau::domain::programme::ProgrammeId;
use passgenau::domain::review::{OutcomeKind, ReviewState};
use passgenau::domain::rules::{RefusalReason, RefusalRule, RuleScope};

use super::rules::able;
use crate::support::app::TestApp;
use crate::support::db::on_both;
use crate::support::people::day;

fn codes(error: AppError) -> Vec<(String, &'static str)> {
    match error {
        AppError::Rejected(faults) => faults.into_iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("{other:?}"),
    }
}

/// A field of the form.
type Field = fn(&mut RequestForm) -> &mut String;

fn ending(kind: OutcomeKind) -> Ending {
    Ending {
        kind,
        agency: String::new(),
        cents: None,
    }
}

async fn rejected(office: &TestApp, form: &RequestForm) -> Vec<(String, &'static str)> {
    let mark = office.mark("new");
    let answer = office.app.submit_request(office.school.id, form, &mark).await;
    codes(answer.unwrap_err())
}

/// Brings a request to a confirmed appointment.
async fn confirmed(office: &TestApp) -> i64 {
    office.people(&[able(1)]).await;
    let number = office.ask(&office.form()).await;
    office.plan_and_publish().await;
    let (_, token) = office.open_offer(number).await.unwrap();
    let mark = office.mark("a");
    office
        .app
        .answer(&token, passgenau::domain::offer::Answer::Accept, &mark)
        .await
        .unwrap();
    assert_eq!(office.state(number).await, "confirmed");
    number
}

on_both! {
    async fn each_question_is_a_refusal_that_names_an_alternative_before_anything_is_sent(db) {
        let office = TestApp::new(db).await;
        let flags: [(RefusalReason, Field); 5] = [
            (RefusalReason::LegalEffect, |f| &mut f.flag_legal_effect),
            (RefusalReason::SpecialSupport, |f| &mut f.flag_special_support),
            (RefusalReason::Medical, |f| &mut f.flag_medical),
            (RefusalReason::NoProfessional, |f| &mut f.flag_no_professional),
            (RefusalReason::Recurring, |f| &mut f.flag_recurring),
        ];
        for (reason, field) in flags {
            let mut form = office.form();
            *field(&mut form) = "on".into();
            assert_eq!(rejected(&office, &form).await, [("insist".to_owned(), "refusal")], "{reason}");
            let data = office.app.intake_data(office.school.id).await.unwrap();
            let against: Vec<_> = office.app.refusals_of(&data, &form).iter().map(|r| r.reason).collect();
            assert_eq!(against, [reason]);
            let templates = crate::support::templates();
            for lang in [passgenau::view::Lang::De, passgenau::view::Lang::En] {
                assert!(templates.has_message(lang, &format!("refusal-reason-{reason}")));
                assert!(templates.has_message(lang, &format!("refusal-instead-{reason}")));
            }
        }
        assert!(office.mails().await.is_empty(), "nothing was stored, nobody was told");
    }

    async fn a_school_may_insist_and_a_named_coordinator_decides_and_decides_otherwise(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let form = RequestForm { flag_recurring: "on".into(), insist: "on".into(), ..office.form() };
        let number = office.ask(&form).await;
        assert_eq!(office.state(number).await, "in_review");
        assert_eq!(office.tasks().await, ["review_request"]);
        let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
        assert!(view.choices.is_empty() && view.unplaced.is_empty(), "not planned, and not counted as unfilled");

        let decide = async |decision| office.app.decide(number, decision, "Bitte die Lotsen fragen.", office.account).await;
        office.mails().await;
        decide(Decision::Refuse(None)).await.unwrap();
        assert_eq!(office.state(number).await, "refused");
        let mails = office.mails().await;
        assert_eq!(mails.len(), 1);
        assert_eq!(
            crate::support::app::subject(&mails[0]),
            format!("Anfrage Nr. {number} kann nicht vermittelt werden")
        );
        assert!(!mails[0].text().contains("regelmäßig"), "the reason is on the page, not in the mail");
        let seen = office.app.request_of(office.school.id, number).await.unwrap().unwrap();
        assert_eq!(seen.refusals, [(RefusalReason::Recurring, None)]);
        assert_eq!(office.tasks().await, Vec::<String>::new());
        let mut tx = office.app.store.read().await.unwrap();
        let id = tx.request_by_number(number).await.unwrap().unwrap().id;
        let review = tx.review(id).await.unwrap().unwrap();
        assert_eq!((review.state, review.decided_by), (ReviewState::Refused, Some(office.account)));
        assert_eq!(review.reasons, [RefusalReason::Recurring]);
        drop(tx);
        let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
        assert!(view.choices.is_empty() && view.unplaced.is_empty());

        decide(Decision::Accept).await.unwrap();
        assert_eq!(office.state(number).await, "submitted");
        assert!(matches!(decide(Decision::Accept).await, Err(AppError::Conflict("conflict-decided-meanwhile"))));
        let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
        assert_eq!(view.choices.len(), 1);
    }

    async fn a_refused_request_can_be_passed_on_to_another_programme(db) {
        let office = TestApp::new(db).await;
        let mut guide = able(1);
        guide.programmes = vec![ProgrammeId("volunteer".into())];
        office.people(&[guide]).await;
        let form = RequestForm { flag_recurring: "on".into(), insist: "on".into(), ..office.form() };
        let number = office.ask(&form).await;
        let to = |id: &str| Decision::PassOn(ProgrammeId(id.into()));
        let wrong = office.app.decide(number, to("nowhere"), "", office.account).await.unwrap_err();
        assert_eq!(codes(wrong), [("programme".to_owned(), "unknown-choice")]);
        assert_eq!(office.state(number).await, "in_review", "nothing half done");
        office.app.decide(number, to("volunteer"), "", office.account).await.unwrap();
        let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
        assert_eq!(view.choices[0].request.asked.programme.0, "volunteer");
    }

    async fn the_office_can_refuse_what_no_question_asks_with_a_reason(db) {
        let office = TestApp::new(db).await;
        let number = office.ask(&office.form()).await;
        let missing = office.app.decide(number, Decision::Refuse(None), "", office.account).await.unwrap_err();
        assert_eq!(codes(missing), [("reason".to_owned(), "required")]);
        let lesson = Decision::Refuse(Some(RefusalReason::Lesson));
        office.app.decide(number, lesson, "", office.account).await.unwrap();
        assert_eq!(office.state(number).await, "refused");
    }

    async fn rules_belong_to_programmes_and_to_sources_of_money(db) {
        let office = TestApp::new(db).await;
        let companion = RequestForm {
            programme: "companion".into(),
            flag_recurring: "on".into(),
            ..office.form()
        };
        office.ask(&companion).await;
        let mut tx = office.app.store.write().await.unwrap();
        tx.upsert_funding_source(&super::rules::source(100_000)).await.unwrap();
        let rule = RefusalRule {
            scope: RuleScope::Funding,
            scope_id: "land".into(),
            reason: RefusalReason::Recurring,
            refuses: true,
            instead: Some("Aus Landesmitteln geht das nicht.".into()),
        };
        tx.upsert_refusal_rule(&rule).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(rejected(&office, &companion).await, [("insist".to_owned(), "refusal")]);
        let data = office.app.intake_data(office.school.id).await.unwrap();
        assert_eq!(office.app.refusals_of(&data, &companion), [rule]);
    }

    async fn days_off_are_refused_unless_the_programme_runs_then(db) {
        let office = TestApp::new(db).await;
        let mut tx = office.app.store.write().await.unwrap();
        tx.insert_movable_day(office.school.id, day("2027-02-08")).await.unwrap();
        tx.commit().await.unwrap();
        let on = |date: &str, programme: &str| RequestForm {
            date_1: date.into(),
            programme: programme.into(),
            ..office.form()
        };
        for (date, code) in [("2026-12-25", "holiday"), ("2026-12-28", "school-holiday"), ("2027-02-08", "movable-day")] {
            assert_eq!(rejected(&office, &on(date, "interpreting")).await, [("date_1".to_owned(), code)]);
            office.ask(&on(date, "companion")).await;
        }
    }

    async fn how_many_working_days_ahead_is_the_programmes_own_rule(db) {
        let office = TestApp::new(db).await;
        let soon = RequestForm { date_1: "2026-11-27".into(), ..office.form() };
        assert_eq!(rejected(&office, &soon).await, [("urgent_reason".to_owned(), "lead-time")]);
        let mut tx = office.app.store.write().await.unwrap();
        let mut programme = tx.programmes().await.unwrap().remove(0);
        programme.rules.lead_workdays = 4;
        tx.upsert_programme(&programme).await.unwrap();
        tx.commit().await.unwrap();
        office.ask(&soon).await;
    }

    async fn everything_said_besides_is_kept_and_all_faults_come_at_once(db) {
        let office = TestApp::new(db).await;
        let form = RequestForm {
            sender: "Frau Winkel".into(),
            professional: "Herr Sommer".into(),
            professional_email: "sommer@example.org".into(),
            on_site_contact: "Frau Winkel".into(),
            on_site_phone: "02381 555-21".into(),
            reference: "4a-2026-17".into(),
            topic: "Lernstand".into(),
            people_expected: "4".into(),
            case_token: "K-7".into(),
            ..office.form()
        };
        let number = office.ask(&form).await;
        let mut tx = office.app.store.read().await.unwrap();
        let asked = tx.request_by_number(number).await.unwrap().unwrap().asked;
        let said = &asked.details;
        assert_eq!(said.sender.as_deref(), Some("Frau Winkel"));
        assert_eq!(said.professional_email.as_ref().map(|e| e.as_str()), Some("sommer@example.org"));
        assert_eq!((said.people_expected, asked.case_token.as_deref()), (Some(4), Some("K-7")));
        drop(tx);
        let wrong = RequestForm {
            professional_email: "sommer".into(),
            on_site_phone: "12".into(),
            reference: "viel zu lang für ein Zeichen".into(),
            people_expected: "keine".into(),
            ..office.form()
        };
        let mut faults: Vec<String> = rejected(&office, &wrong).await.into_iter().map(|(field, _)| field).collect();
        faults.sort();
        assert_eq!(faults, ["on_site_phone", "people_expected", "professional_email", "reference"]);
    }

    async fn what_is_solved_otherwise_releases_everybody_and_can_be_taken_back(db) {
        let office = TestApp::new(db).await;
        let number = confirmed(&office).await;
        office.mails().await;
        let record = async |ending: &Ending| office.app.record_outcome(number, ending, office.account).await;
        let early = record(&ending(OutcomeKind::Held)).await;
        assert!(matches!(early, Err(AppError::Conflict("conflict-not-begun"))));
        let nobody = record(&ending(OutcomeKind::External)).await.unwrap_err();
        assert_eq!(codes(nobody), [("agency".to_owned(), "required")]);
        let external = Ending { agency: "Dolmetschbüro".into(), cents: Some(12_000), ..ending(OutcomeKind::External) };
        record(&external).await.unwrap();
        assert_eq!(office.state(number).await, "solved");
        let mails = office.mails().await;
        assert_eq!(crate::support::app::to(&mails, "person1@example.org").len(), 1, "who had agreed is told");
        let view = office.app.plan_view(office.plan().await).await.unwrap().unwrap();
        assert!(view.choices.is_empty() && view.unplaced.is_empty(), "neither filled nor unfilled");
        let mut tx = office.app.store.read().await.unwrap();
        let id = tx.request_by_number(number).await.unwrap().unwrap().id;
        let outcome = tx.outcome(id).await.unwrap().unwrap();
        assert_eq!((outcome.agency.as_deref(), outcome.cents), (Some("Dolmetschbüro"), Some(12_000)));
        drop(tx);
        office.app.take_back_outcome(number, office.account).await.unwrap();
        assert_eq!(office.state(number).await, "submitted");
        let again = office.app.take_back_outcome(number, office.account).await;
        assert!(matches!(again, Err(AppError::Conflict(_))));
    }

    async fn an_appointment_is_held_or_not_after_it_began(db) {
        let office = TestApp::new(db).await;
        let number = confirmed(&office).await;
        office.later(chrono::TimeDelta::days(9));
        let record = async |kind| office.app.record_outcome(number, &ending(kind), office.account).await;
        for (kind, state) in [
            (OutcomeKind::Held, "held"),
            (OutcomeKind::ParentsAbsent, "held"),
            (OutcomeKind::NotHeld, "not_held"),
            (OutcomeKind::NotUnderstood, "held"),
        ] {
            record(kind).await.unwrap();
            assert_eq!(office.state(number).await, state, "{kind}");
        }
        let late = record(OutcomeKind::Dropped).await;
        assert!(matches!(late, Err(AppError::Conflict(_))), "what was held cannot be dropped");
        office.app.take_back_outcome(number, office.account).await.unwrap();
        assert_eq!(office.state(number).await, "confirmed");
    }

    async fn who_did_not_understand_each_other_gets_a_form_filled_in(db) {
        let office = TestApp::new(db).await;
        let number = confirmed(&office).await;
        office.later(chrono::TimeDelta::days(9));
        office.app.record_outcome(number, &ending(OutcomeKind::NotUnderstood), office.account).await.unwrap();
        let other = passgenau::ids::OrganisationId(uuid::Uuid::from_u128(77));
        assert!(office.app.follow_up_form(other, number).await.unwrap().is_none(), "of another school");
        let form = office.app.follow_up_form(office.school.id, number).await.unwrap().unwrap();
        assert_eq!((form.programme.as_str(), form.occasion.as_str(), form.duration_1.as_str()), ("interpreting", "parent_talk", "60"));
        assert!(form.urgent_reason.contains(&number.to_string()) && form.language.is_empty() && form.date_1.is_empty());
        let filled = RequestForm {
            language: "kmr".into(),
            date_1: "2026-12-04".into(),
            start_1: "09:00".into(),
            rules_accepted: "on".into(),
            ..form
        };
        let next = office.ask(&filled).await;
        let mut tx = office.app.store.read().await.unwrap();
        let before = tx.request_by_number(number).await.unwrap().unwrap().id;
        let after = tx.request_by_number(next).await.unwrap().unwrap();
        assert_eq!(tx.outcome(before).await.unwrap().unwrap().follow_up, Some(after.id));
        assert_eq!(after.asked.weight, 2, "urgent");
    }

    async fn a_language_is_allowed_by_a_coordinator_and_only_where_it_is_asked_for(db) {
        let office = TestApp::new(db).await;
        let number = office.ask(&RequestForm { language: "uk".into(), ..office.form() }).await;
        let code = |c: &str| LanguageCode(c.into());
        let allow = async |asked: &str, spoken: &str, yes| {
            office.app.allow_language(number, &code(asked), &code(spoken), yes, office.account).await
        };
        allow("uk", "ru", true).await.unwrap();
        for (asked, spoken) in [("tr", "ru"), ("uk", "xx"), ("uk", "uk")] {
            assert!(matches!(allow(asked, spoken, true).await, Err(AppError::NotFound)), "{asked} {spoken}");
        }
        let mut tx = office.app.store.read().await.unwrap();
        let id = tx.request_by_number(number).await.unwrap().unwrap().id;
        assert_eq!(tx.confirmed_languages(&[id]).await.unwrap()[&id].len(), 1);
        drop(tx);
        allow("uk", "ru", false).await.unwrap();
        let mut tx = office.app.store.read().await.unwrap();
        assert!(tx.confirmed_languages(&[id]).await.unwrap().is_empty());
    }

    async fn the_office_is_told_that_its_school_holidays_run_out_until_it_enters_new_ones(db) {
        let office = TestApp::new(db).await;
        office.app.tidy().await.unwrap();
        assert_eq!(office.tasks().await, Vec::<String>::new());
        office.later(chrono::TimeDelta::days(600));
        office.app.tidy().await.unwrap();
        assert_eq!(office.tasks().await, ["calendar_ends"]);
        let mut tx = office.app.store.write().await.unwrap();
        let known = tx.school_holidays().await.unwrap();
        let mut next = *known.last().unwrap();
        next.from += chrono::TimeDelta::days(365);
        next.to += chrono::TimeDelta::days(365);
        tx.upsert_school_holiday(&next).await.unwrap();
        tx.commit().await.unwrap();
        office.later(chrono::TimeDelta::hours(1));
        office.app.tidy().await.unwrap();
        assert_eq!(office.tasks().await, Vec::<String>::new());
    }
}
