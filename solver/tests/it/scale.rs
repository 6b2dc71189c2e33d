//! Whole weeks: proved where they are small, answered in time where they are not.

use crate::support::*;
use crate::week::week;
use passgenau_solver::*;

#[test]
fn a_week_is_proved() {
    for (seed, p, r) in [(0, 120, 100), (1, 120, 100), (2, 120, 100), (3, 120, 100)] {
        let t = std::time::Instant::now();
        let plan = solved(&week(seed, p, r));eprintln!("{} {p} {r}", t.elapsed().as_secs_f64());
        assert_eq!(plan.status, Status::Optimal, "{:#?}", plan.levels);
        for l in &plan.levels { eprintln!("{l:?}"); }
        eprintln!("{}", plan.assignments.len());
    }
}
