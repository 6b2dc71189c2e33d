//! Budgets.

use crate::support::*;
use passgenau_solver::*;

fn paid(id: &str, start: i64, cents: i64, weight: i64) -> RequestSpec {
    RequestSpec {
        cents,
        weight,
        budget: Some("b".into()),
        ..request(id, start)
    }
}

fn with_budget(cents: i64, requests: Vec<RequestSpec>) -> ProblemSpec {
    ProblemSpec {
        budgets: vec![BudgetSpec {
            id: "b".into(),
            cents,
        }],
        ..spec(vec![person("a"), person("b")], requests)
    }
}

#[test]
fn a_budget_is_shared() {
    let requests = vec![
        paid("r", 0, 600, 1),
        paid("s", 100, 600, 1),
        paid("t", 200, 400, 1),
    ];
    assert_eq!(solved(&with_budget(1000, requests.clone())).assignments.len(), 2);
    assert_eq!(solved(&with_budget(1599, requests.clone())).assignments.len(), 2);
    assert_eq!(solved(&with_budget(1600, requests)).assignments.len(), 3);
}

#[test]
fn every_filled_seat_costs() {
    let mut both = paid("r", 0, 600, 1);
    both.seats[0].count = 2;
    let plan = solved(&with_budget(1199, vec![both.clone()]));
    assert_eq!(
        (plan.assignments.len(), plan.unfilled[0].reason),
        (0, Reason::Budget)
    );
    both.all_or_nothing = false;
    let plan = solved(&with_budget(1199, vec![both.clone()]));
    assert_eq!(
        (plan.assignments.len(), plan.unfilled[0].reason),
        (1, Reason::Budget)
    );
    assert_eq!(solved(&with_budget(1200, vec![both])).assignments.len(), 2);
}

#[test]
fn who_took_the_money_is_named() {
    let plan = solved(&with_budget(
        700,
        vec![paid("r", 0, 600, 2), paid("s", 100, 600, 1)],
    ));
    assert_eq!(
        (plan.unfilled[0].reason, plan.unfilled[0].competes_with.as_slice()),
        (Reason::Outcompeted, &["r".to_owned()][..])
    );
}
