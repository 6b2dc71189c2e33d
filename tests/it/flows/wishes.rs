//! What the office wants of a proposal, and sending out a part of it.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use passgenau::app::AppError;
use passgenau::domain::plan::WishKind;

use crate::support::app::{TestApp, to};
use crate::support::db::on_both;
use crate::support::people::able;

on_both! {
    async fn who_is_fixed_comes_and_who_is_kept_away_does_not(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let number = office.ask(&office.form()).await;
        let plan = office.plan().await;
        let chosen = |view: passgenau::app::PlanView| view.choices[0].people[0].0.id;
        let first = chosen(office.app.plan_view(plan).await.unwrap().unwrap());
        let other = if first == able(1).id { able(2).id } else { able(1).id };

        office.app.wish(number, other, 0, Some(WishKind::Fixed), office.account).await.unwrap();
        let stale = office.app.publish(plan, true, office.account, &office.mark("p")).await;
        assert!(matches!(stale, Err(AppError::Conflict("conflict-plan-stale"))), "{stale:?}");
        let plan = office.plan().await;
        assert_eq!(chosen(office.app.plan_view(plan).await.unwrap().unwrap()), other);
        assert_eq!(office.app.wishes_of_plan(plan).await.unwrap().len(), 1);

        office.app.wish(number, other, 0, Some(WishKind::Barred), office.account).await.unwrap();
        let plan = office.plan().await;
        let view = office.app.plan_view(plan).await.unwrap().unwrap();
        assert_eq!(view.choices[0].people[0].0.id, first);
        assert!(view.choices[0].backups.is_empty(), "nor as a substitute");

        office.app.wish(number, other, 0, None, office.account).await.unwrap();
        assert!(office.app.wishes_of_plan(plan).await.unwrap().is_empty());
        assert!(office.app.wish(number, other, 7, Some(WishKind::Fixed), office.account).await.is_err());
    }

    async fn a_part_is_sent_out_and_the_rest_waits(db) {
        let office = TestApp::new(db).await;
        office.people(&[able(1), able(2)]).await;
        let mut form = office.form();
        let one = office.ask(&form).await;
        form.start_1 = "11:00".into();
        let two = office.ask(&form).await;
        let plan = office.plan().await;
        office.mails().await;
        let seen = office.app.preview_publication(plan).await.unwrap();
        assert_eq!(seen.rows.iter().map(|r| r.request.number).collect::<Vec<_>>(), [one, two]);
        assert!(seen.told_before.is_empty());
        let none = office.app.publish_part(plan, Some(&BTreeSet::new()), true, office.account, &office.mark("a")).await;
        assert!(matches!(none, Err(AppError::Rejected(_))));
        let part = BTreeSet::from([two]);
        let done = office.app.publish_part(plan, Some(&part), true, office.account, &office.mark("b")).await.unwrap();
        assert_eq!((done.requests, done.unfilled_told), (1, 0));
        assert_eq!((office.state(one).await.as_str(), office.state(two).await.as_str()), ("submitted", "searching"));
        let mails = office.mails().await;
        assert!(to(&mails, "sekretariat@example.org").is_empty(), "no school hears that nobody was found");
        assert_eq!(mails.len(), 1);

        office.later(TimeDelta::minutes(10));
        let next = office.plan().await;
        let seen = office.app.preview_publication(next).await.unwrap();
        assert_eq!(seen.rows.len(), 1);
        assert_eq!(seen.told_before.values().sum::<usize>(), 1, "what was asked before is known");
    }
}
