//! Are refusal rules, pairs kept apart and allowed languages kept, and found from both sides?

use passgenau::domain::exclusion::{ExcludedFrom, Exclusion, ExclusionKind};
use passgenau::domain::rules::{RefusalReason, RefusalRule, RuleScope, refusals};
use passgenau::ids::ExclusionId;

use super::office::{Office, code};
use crate::support::db::on_both;

on_both! {
    async fn an_office_starts_with_what_lay_interpreters_must_refuse(db) {
        let mut tx = db.store.write().await.unwrap();
        let rules = tx.refusal_rules().await.unwrap();
        for reason in RefusalReason::ASKED {
            assert_eq!(refusals(&rules, &[reason], "interpreting", None).len(), 1, "{reason}");
        }
        assert!(refusals(&rules, &[RefusalReason::Recurring], "companion", None).is_empty());
        let own = RefusalRule {
            scope: RuleScope::Funding,
            scope_id: "land".into(),
            reason: RefusalReason::Recurring,
            refuses: true,
            instead: Some("Bitte fragen Sie die Lotsen.".into()),
        };
        let mut allowed = rules.iter().find(|r| r.reason == RefusalReason::SpecialSupport).unwrap().clone();
        allowed.refuses = false;
        for rule in [&own, &allowed] {
            tx.upsert_refusal_rule(rule).await.unwrap();
        }
        let rules = tx.refusal_rules().await.unwrap();
        assert!(refusals(&rules, &[RefusalReason::SpecialSupport], &allowed.scope_id, None).is_empty());
        assert_eq!(refusals(&rules, &[RefusalReason::Recurring], "companion", Some("land")), [&own]);
        assert_eq!(refusals(&rules, &[RefusalReason::Recurring], "interpreting", Some("land")), [&own], "own words before the usual ones");
    }

    async fn a_pair_is_found_from_both_sides(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (amal, ion) = (office.add_person(&mut tx, "Amal").await, office.add_person(&mut tx, "Ion").await);
        let pair = |kind, from| Exclusion {
            id: ExclusionId(office.uuid()),
            kind,
            person: amal.id,
            from,
            created_at: office.now,
        };
        let school = pair(ExclusionKind::Conflict, ExcludedFrom::Organisation(office.school.id));
        let case = pair(ExclusionKind::Conflict, ExcludedFrom::Case("K-7".into()));
        let person = pair(ExclusionKind::NotTogether, ExcludedFrom::Person(ion.id));
        for exclusion in [&school, &case, &person] {
            tx.insert_exclusion(exclusion).await.unwrap();
        }
        assert_eq!(tx.exclusions_of_person(ion.id).await.unwrap(), std::slice::from_ref(&person));
        assert_eq!(tx.exclusions_of_organisation(office.school.id).await.unwrap(), std::slice::from_ref(&school));
        assert_eq!(tx.exclusions_of_person(amal.id).await.unwrap().len(), 3);
        assert!(tx.delete_exclusion(case.id).await.unwrap());
        assert!(!tx.delete_exclusion(case.id).await.unwrap());
        let mut left = [school, person];
        left.sort_by_key(|e| e.id);
        assert_eq!(tx.exclusions().await.unwrap(), left);
    }

    async fn a_language_is_allowed_for_one_request_until_the_word_is_taken_back(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let (one, other) = (office.add_request(&mut tx).await.id, office.add_request(&mut tx).await.id);
        let (asked, spoken) = (code("ar-levant"), code("ar-irak"));
        for _ in 0..2 {
            tx.confirm_language(one, &asked, &spoken, None, office.now).await.unwrap();
        }
        let found = tx.confirmed_languages(&[one, other]).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[&one].iter().collect::<Vec<_>>(), [&(asked.clone(), spoken.clone())]);
        assert!(tx.revoke_language(one, &asked, &spoken).await.unwrap());
        assert!(!tx.revoke_language(one, &asked, &spoken).await.unwrap());
        assert!(tx.confirmed_languages(&[one]).await.unwrap().is_empty());
    }
}
