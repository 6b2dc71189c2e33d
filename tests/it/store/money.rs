//! Are amounts, tariffs, sources and payments kept, replaced by their key, and counted in their year?

use passgenau::domain::money::{CapPeriod, CapRegime, FundingSource, Payment, Tariff, cap_on};
use passgenau::domain::programme::ProgrammeId;
use passgenau::ids::PaymentId;
use passgenau::store::Page;

use super::office::{Office, day};
use crate::support::db::on_both;

fn programme(id: &str) -> ProgrammeId {
    ProgrammeId(id.into())
}

on_both! {
    async fn the_amounts_of_the_law_are_there_and_can_be_corrected(db) {
        let mut tx = db.store.write().await.unwrap();
        let regimes = tx.cap_regimes().await.unwrap();
        let cents = |id: &str, on: &str| cap_on(&regimes, id, day(on)).map(|r| (r.cents, r.period));
        assert_eq!(cents("honorary", "2025-12-31"), Some((84_000, CapPeriod::Year)));
        assert_eq!(cents("honorary", "2026-01-01"), Some((96_000, CapPeriod::Year)));
        assert_eq!(cents("instructor", "2026-11-23"), Some((330_000, CapPeriod::Year)));
        assert_eq!(cents("public_fund", "2026-11-23"), Some((25_000, CapPeriod::Month)));
        assert_eq!(cents("mini_job", "2026-12-31"), Some((60_300, CapPeriod::Month)));
        assert_eq!(cents("mini_job", "2027-01-01"), Some((63_300, CapPeriod::Month)));
        assert_eq!(cents("mini_job", "2025-01-01"), None);
        let changed = CapRegime { cents: 100_000, ..cap_on(&regimes, "honorary", day("2026-06-01")).unwrap().clone() };
        tx.upsert_cap_regime(&changed).await.unwrap();
        let later = CapRegime { valid_from: day("2028-01-01"), ..changed.clone() };
        tx.upsert_cap_regime(&later).await.unwrap();
        assert_eq!(tx.cap_regimes().await.unwrap().len(), regimes.len() + 1);
        assert!(tx.cap_regimes().await.unwrap().contains(&changed));
        assert!(tx.delete_cap_regime("honorary", day("2028-01-01")).await.unwrap());
        assert!(!tx.delete_cap_regime("honorary", day("2028-01-01")).await.unwrap());
        tx.commit().await.unwrap();
        db.store.migrate().await.unwrap();
        let after = db.store.read().await.unwrap().cap_regimes().await.unwrap();
        assert!(after.contains(&changed) && !after.contains(&later));
    }

    async fn tariffs_and_sources_are_replaced_by_their_key(db) {
        let mut tx = db.store.write().await.unwrap();
        let mut tariff = Tariff {
            programme: programme("interpreting"),
            valid_from: day("2026-01-01"),
            first_minutes: 120,
            first_cents: 2500,
            step_minutes: 60,
            step_cents: 1000,
            remote_first_cents: Some(1500),
            remote_step_cents: None,
            travel_cents: 0,
            journey: None,
            late_hours: None,
            late_cents: None,
        };
        tx.upsert_tariff(&tariff).await.unwrap();
        tariff.first_cents = 2600;
        tx.upsert_tariff(&tariff).await.unwrap();
        assert_eq!(tx.tariffs().await.unwrap(), [tariff.clone()]);
        assert!(tx.delete_tariff(&tariff.programme, tariff.valid_from).await.unwrap());
        assert!(!tx.delete_tariff(&tariff.programme, tariff.valid_from).await.unwrap());

        let second = FundingSource {
            id: "stadt".into(),
            name: "Stadt".into(),
            programme: None,
            first_day: day("2026-01-01"),
            last_day: day("2026-12-31"),
            cents: None,
            spent_cents: 0,
            position: 2,
        };
        let mut first = FundingSource {
            id: "land".into(),
            name: "Land".into(),
            programme: Some(programme("interpreting")),
            cents: Some(5_000_000),
            spent_cents: 100,
            position: 1,
            ..second.clone()
        };
        for source in [&second, &first] {
            tx.upsert_funding_source(source).await.unwrap();
        }
        first.cents = Some(4_000_000);
        tx.upsert_funding_source(&first).await.unwrap();
        assert_eq!(tx.funding_sources().await.unwrap(), [first, second]);
    }

    async fn payments_and_what_is_used_elsewhere_belong_to_a_person_and_a_year(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let person = office.add_person(&mut tx, "Amal").await;
        let payment = |on: &str, cents| Payment {
            id: PaymentId(office.uuid()),
            person: person.id,
            paid_on: day(on),
            covers_until: day(on),
            cents,
            programme: Some(programme("interpreting")),
            funding: None,
        };
        let (old, new) = (payment("2025-12-31", 1000), payment("2026-03-01", 2500));
        for payment in [&old, &new] {
            assert!(tx.insert_payment(payment).await.unwrap());
            assert!(!tx.insert_payment(payment).await.unwrap());
        }
        assert_eq!(tx.payments_of(person.id, Page::default()).await.unwrap(), [new.clone(), old.clone()]);
        assert_eq!(tx.payments_between(day("2026-01-01"), day("2026-12-31")).await.unwrap(), std::slice::from_ref(&new));
        assert!(tx.delete_payment(new.id).await.unwrap());
        assert!(!tx.delete_payment(new.id).await.unwrap());

        tx.set_declared(person.id, 2026, 20_000).await.unwrap();
        tx.set_declared(person.id, 2026, 30_000).await.unwrap();
        tx.set_declared(person.id, 2027, 100).await.unwrap();
        tx.set_declared(person.id, 2027, 0).await.unwrap();
        let declared = tx.declared(2026, 2027).await.unwrap();
        assert_eq!(declared.into_iter().collect::<Vec<_>>(), [((person.id, 2026), 30_000)]);
    }

    async fn only_agreed_work_that_was_not_cancelled_counts(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (request, person, offer) = office.add_offer(&mut tx).await;
        let assignment = office.assignment(&offer, &request);
        assert!(tx.insert_assignment(&assignment).await.unwrap());
        let mut count = async |from, to| tx.agreed_work(office.in_hours(from), office.in_hours(to)).await.unwrap();
        let work = count(0, 100).await;
        assert_eq!(work.len(), 1);
        assert_eq!((work[0].person, work[0].starts_at, work[0].mode), (person.id, assignment.starts_at, request.asked.mode));
        assert_eq!(work[0].programme, request.asked.programme);
        assert!(count(25, 100).await.is_empty() && count(0, 24).await.is_empty());
    }
}
