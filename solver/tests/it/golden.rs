//! A small file, word for word, and the plan it leads to.

use passgenau_solver::*;

#[test]
fn a_small_week() {
    let value: Value = serde_json::from_str(include_str!("golden/problem.json")).unwrap();
    let problem = read_problem(&value).unwrap();
    let mut plan = solve(&problem, &Options::default(), &Budget::unlimited(), |_| {});
    assert_eq!(check(&problem, &plan, None), []);
    plan.solver.seconds = 0.0;
    plan.levels.iter_mut().for_each(|level| level.seconds = 0.0);
    let written = serde_json::to_string_pretty(&plan).unwrap() + "\n";
    assert_eq!(written, include_str!("golden/plan.json"), "{written}");
}
