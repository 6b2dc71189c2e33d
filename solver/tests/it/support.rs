//! What the tests share: small problems in few words, and solving with a check of the result.

use passgenau_solver::*;

/// A problem from its plain form.
pub fn problem(spec: &ProblemSpec) -> Problem {
    validate(spec).unwrap_or_else(|issues| panic!("invalid problem: {issues:#?}"))
}

/// The issues of an invalid problem in plain form.
pub fn issues(spec: &ProblemSpec) -> Vec<Issue> {
    validate(spec).err().unwrap_or_default()
}

/// The issues of a problem file, the same whether it is read as a whole or entry by entry.
pub fn file_issues(json: &str) -> Vec<Issue> {
    let value: Value = serde_json::from_str(json).expect("the test writes JSON");
    let issues = read_problem(&value).err().unwrap_or_default();
    let streamed: ProblemFile = serde_json::from_str(json).expect("the test writes JSON");
    assert_eq!(streamed.problem().err().unwrap_or_default(), issues, "{json}");
    issues
}

/// Solves to proof and insists that the checker agrees.
pub fn solved(spec: &ProblemSpec) -> Plan {
    let problem = problem(spec);
    let plan = solve(&problem, &Options::default(), &Budget::unlimited(), |_| {});
    let violations = check(&problem, &plan, None);
    assert!(
        violations.is_empty(),
        "{violations:#?}\n{}",
        serde_json::to_string_pretty(&plan).expect("plans serialise")
    );
    plan
}

/// The value of a goal.
pub fn value(plan: &Plan, goal: Goal) -> f64 {
    plan.levels
        .iter()
        .find(|level| level.level == goal)
        .map(|level| level.value.as_f64())
        .expect("the goal is a level")
}

/// Who serves a request.
pub fn people_of<'p>(plan: &'p Plan, request: &str) -> Vec<&'p str> {
    plan.assignments
        .iter()
        .filter(|seat| seat.request == request)
        .map(|seat| seat.person.as_str())
        .collect()
}

/// A person of programme `p` who is there from 0 to 10,000 and lives in `d`.
pub fn person(id: &str) -> PersonSpec {
    PersonSpec {
        id: id.into(),
        programmes: vec!["p".into()],
        district: "d".into(),
        available: vec![(0, 10_000)],
        ..PersonSpec::default()
    }
}

/// A request of programme `p` in `d` for one hour.
pub fn request(id: &str, start: i64) -> RequestSpec {
    RequestSpec {
        id: id.into(),
        programme: "p".into(),
        district: "d".into(),
        options: vec![option(start)],
        ..RequestSpec::default()
    }
}

/// One hour.
pub fn option(start: i64) -> OptionSpec {
    OptionSpec {
        start,
        end: start + 60,
        day: String::new(),
    }
}

/// A problem of these people and requests.
pub fn spec(people: Vec<PersonSpec>, requests: Vec<RequestSpec>) -> ProblemSpec {
    ProblemSpec {
        people,
        requests,
        ..ProblemSpec::default()
    }
}

/// Somebody told to come at the first option.
pub fn told(request: &str, person: &str) -> Told {
    Told {
        request: request.into(),
        person: person.into(),
        option: 0,
    }
}
