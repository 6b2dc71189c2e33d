//! Do mails carry the school's own mark, reach the professional who leads the talk, and name who covers for the office?

use passgenau::app::RequestForm;
use passgenau::domain::offer::Answer;
use passgenau::domain::office_calendar::Cover;
use passgenau::ids::CoverId;

use crate::support::app::{TestApp, subject, to};
use crate::support::db::on_both;
use crate::support::people::{day, interpreter};
use crate::support::smtp::Received;

use super::story::pool;

const PROFESSIONAL: &str = "sommer@example.org";
const CONTACT: &str = "sekretariat@example.org";

on_both! {
    async fn the_professional_gets_a_copy_and_every_subject_to_the_school_its_mark(db) {
        let office = TestApp::new(db).await;
        office.people(&pool()).await;
        let form = RequestForm {
            professional: "Herr Sommer".into(),
            professional_email: PROFESSIONAL.into(),
            reference: "4a-2026-17".into(),
            ..office.form()
        };
        let number = office.ask(&form).await;
        let mails = office.mails().await;
        assert_eq!(subject(to(&mails, CONTACT)[0]), format!("Anfrage Nr. {number} eingegangen [4a-2026-17]"));
        assert!(to(&mails, PROFESSIONAL).is_empty(), "nothing is agreed yet");
        office.plan_and_publish().await;
        let asked = office.mails().await;
        assert!(asked.iter().all(|mail| !mail.text().contains("4a-2026-17")), "volunteers see no mark");
        let (offer, token) = office.open_offer(number).await.unwrap();
        office.app.answer(&token, Answer::Accept, &office.mark("yes")).await.unwrap();
        let mails = office.mails().await;
        let copies: Vec<&Received> = to(&mails, PROFESSIONAL);
        assert_eq!((copies.len(), to(&mails, CONTACT).len()), (1, 1));
        assert_eq!(subject(copies[0]), subject(to(&mails, CONTACT)[0]));
        assert!(subject(copies[0]).ends_with("[4a-2026-17]"), "{}", subject(copies[0]));
        assert!(copies.iter().all(|mail| mail.to.len() == 1), "one recipient per mail");
        assert!(offer.person == interpreter(1).id || offer.person == interpreter(2).id);
    }

    async fn whoever_covers_for_the_office_is_named_with_their_number(db) {
        let office = TestApp::new(db).await;
        let today = office.app.today(passgenau::view::Lang::De).day;
        let mut tx = office.app.store.write().await.unwrap();
        let cover = Cover {
            id: CoverId(uuid::Uuid::from_u128(77)),
            first_day: today,
            last_day: today,
            account: None,
            name: "Jörg Neumann".into(),
            phone: "02381 555-9".into(),
            email: None,
        };
        tx.upsert_cover(&cover).await.unwrap();
        tx.commit().await.unwrap();
        assert!(today < day("2026-12-01"));
        office.ask(&office.form()).await;
        let mails = office.mails().await;
        let mail = to(&mails, CONTACT)[0];
        let parsed = mail_parser::MessageParser::default().parse(mail.bytes.as_slice()).unwrap();
        let text = parsed.body_text(0).unwrap();
        assert!(text.contains("02381 555-9") && text.contains("Vertretung: Jörg Neumann"), "{text}");
    }
}
