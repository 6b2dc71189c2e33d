//! A second language of mails: used once the office has released it and the volunteer has chosen it.

use chrono::TimeDelta;
use passgenau::app::AppError;
use passgenau::domain::account::Actor;

use crate::support::app::{TestApp, to};
use crate::support::db::on_both;
use crate::support::people::able;

on_both! {
    async fn a_language_is_used_once_it_is_released_and_chosen(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1)]).await;
        let person = able(1).id;
        let choose = |code: &'static str| {
            let (app, mark) = (office.app.clone(), office.mark("l"));
            async move { app.choose_second_language(person, code, Actor::Person(person), &mark).await }
        };
        assert!(matches!(choose("ar").await, Err(AppError::Rejected(_))), "not reviewed yet");
        assert!(matches!(office.app.release_language("xx", true, office.account).await, Err(AppError::NotFound)));
        office.app.release_language("ar", true, office.account).await.unwrap();
        choose("ar").await.unwrap();
        let number = office.ask(&office.form()).await;
        office.plan_and_publish().await;
        let languages = |mail: &crate::support::smtp::Received| {
            mail.text().lines().find(|l| l.starts_with("Content-Language")).expect("a header").to_owned()
        };
        let mails = office.mails().await;
        assert_eq!(languages(to(&mails, "person1@example.org")[0]), "Content-Language: de, ar");
        // Taken out of use: the next mail is German again, and the choice is kept for later.
        office.app.release_language("ar", false, office.account).await.unwrap();
        office.later(TimeDelta::minutes(1));
        office.app.cancel_for_requester(number, office.account).await.unwrap();
        let mails = office.mails().await;
        assert_eq!(languages(to(&mails, "person1@example.org")[0]), "Content-Language: de");
        choose("").await.unwrap();
        let kept = office.app.store.read().await.unwrap().person_mail(person).await.unwrap();
        assert_eq!(kept.second_language, None);
    }
}
