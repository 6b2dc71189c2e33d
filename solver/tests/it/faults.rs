//! Every fault of a file has its code and its place, and all are told at once.

use crate::support::*;
use passgenau_solver::*;

/// The codes and places of the faults.
fn found(json: &str) -> Vec<(&'static str, String)> {
    file_issues(json)
        .into_iter()
        .map(|issue| (issue.code, issue.path))
        .collect()
}

fn assert_found(json: &str, wanted: &[(&str, &str)]) {
    let found = found(json);
    let found: Vec<(&str, &str)> = found.iter().map(|(code, path)| (*code, path.as_str())).collect();
    assert_eq!(found, wanted, "{:#?}", file_issues(json));
}

/// A file with one person and one request, with more fields in each place.
fn file(top: &str, person: &str, request: &str) -> String {
    format!(
        r#"{{"format": "passgenau-problem/1", {top}
            "people": [{{"id": "a", "programmes": ["p"], "district": "d" {person}}}],
            "requests": [{{"id": "r", "programme": "p", "district": "d", "options": [{{"start": 0, "end": 60}}] {request}}}]}}"#
    )
}

#[test]
fn a_small_file_is_valid() {
    assert_found(&file("", "", ""), &[]);
    assert_found(
        r#"{"format": "passgenau-problem/1", "people": [], "requests": []}"#,
        &[],
    );
}

#[test]
fn all_faults_at_once() {
    let json = r#"{"format": "passgenau-problem/1", "colour": 1,
        "people": [{"id": "a", "programmes": "p", "district": "d", "capacity": 0, "available": [[5, 5], [1], [1, "x"]]}, {"id": "a"}],
        "requests": [{"id": "r", "programme": "p", "district": "d", "weight": 0, "budget": "none",
                      "options": [{"start": 9, "end": 3}], "seats": [{"count": 0, "languages": [{"code": "x", "level": "B3"}]}]}]}"#;
    assert_found(
        json,
        &[
            ("S100", "colour"),
            ("S120", "people[0].available[0][1]"),
            ("S105", "people[0].available[1]"),
            ("S105", "people[0].available[2][1]"),
            ("S106", "people[0].capacity"),
            ("S105", "people[0].programmes"),
            ("S104", "people[1].district"),
            ("S110", "people[1].id"),
            ("S111", "requests[0].budget"),
            ("S120", "requests[0].options[0].end"),
            ("S106", "requests[0].seats[0].count"),
            ("S107", "requests[0].seats[0].languages[0].level"),
            ("S106", "requests[0].weight"),
        ],
    );
}

#[test]
fn unknown_fields_everywhere() {
    assert_found(&file(r#""bufer": 3,"#, "", ""), &[("S100", "bufer")]);
    assert_found(
        &file("", r#", "langages": {}"#, ""),
        &[("S100", "people[0].langages")],
    );
    assert_found(
        &file("", "", r#", "gender": {"value": "f", "requird": true}"#),
        &[("S100", "requests[0].gender.requird")],
    );
    assert_found(
        &file(r#""weights": {"default": {"travle": 1}},"#, "", ""),
        &[("S100", "weights.default.travle")],
    );
}

#[test]
fn repeated_fields() {
    assert_found(
        &file(r#""buffer": 3, "buffer": 4,"#, "", ""),
        &[("S102", "buffer")],
    );
    assert_found(
        &file("", r#", "languages": {"tr": "A1", "tr": "B1"}"#, ""),
        &[("S102", "people[0].languages.tr")],
    );
}

#[test]
fn the_format_must_be_named() {
    assert_found(r#"{"people": [], "requests": []}"#, &[("S104", "format")]);
    assert_found(
        r#"{"format": "passgenau-problem/2", "people": [], "requests": []}"#,
        &[("S103", "format")],
    );
    assert_found("[]", &[("S105", "")]);
}

#[test]
fn numbers_are_whole_and_within_bounds() {
    for bad in [
        "1.5",
        "1e3",
        "1.0",
        "99999999999999999999",
        "-1e308",
        "\"3\"",
        "true",
        "null",
    ] {
        assert_found(
            &file(&format!(r#""buffer": {bad},"#), "", ""),
            &[("S105", "buffer")],
        );
    }
    for bad in ["-1", "9223372036854775807", "-9223372036854775808"] {
        assert_found(
            &file(&format!(r#""buffer": {bad},"#), "", ""),
            &[("S106", "buffer")],
        );
    }
    assert_found(
        &file(
            r#""language_fallbacks": [{"asked": "x", "spoken": "y", "quality": 100}],"#,
            "",
            "",
        ),
        &[("S106", "language_fallbacks[0].quality")],
    );
    assert_found(
        &file(r#""budgets": [{"id": "b", "cents": -1}],"#, "", ""),
        &[("S106", "budgets[0].cents")],
    );
    assert_found(
        &file(r#""travel": {"default": {"d": {"e": -5}}},"#, "", ""),
        &[("S106", "travel.default.d.e")],
    );
    assert_found(&file("", r#", "load": -1"#, ""), &[("S106", "people[0].load")]);
    assert_found(
        &file("", r#", "limits": [{"from": 0, "to": 9, "minutes": -1}]"#, ""),
        &[("S106", "people[0].limits[0].minutes")],
    );
    let extreme = r#", "available": [[-9223372036854775808, 9223372036854775807]]"#;
    assert_found(
        &file("", extreme, ""),
        &[
            ("S106", "people[0].available[0][0]"),
            ("S106", "people[0].available[0][1]"),
            ("S106", "people[0].available[0][1]"),
        ],
    );
}

#[test]
fn weights_of_goals_may_be_negative() {
    assert_found(
        &file(
            r#""weights": {"default": {"known": -30}, "p": {"travel": -1}},"#,
            "",
            "",
        ),
        &[],
    );
}

#[test]
fn what_is_named_must_exist() {
    assert_found(
        &file("", r#", "mobility": "bike""#, ""),
        &[("S111", "people[0].mobility")],
    );
    assert_found(&file("", "", r#", "case": "c""#), &[("S111", "requests[0].case")]);
    assert_found(
        &file("", "", r#", "resources": [["room"]]"#),
        &[("S111", "requests[0].resources[0][0]")],
    );
    let pins = r#""pins": [{"request": "q", "person": "b", "option": 0}],"#;
    assert_found(
        &file(pins, "", ""),
        &[("S111", "pins[0].person"), ("S111", "pins[0].request")],
    );
}

#[test]
fn people_who_left_are_no_fault() {
    let previous = r#""previous": [{"request": "q", "person": "b", "option": 0}, {"request": "r", "person": "a", "option": 7}],"#;
    assert_found(&file(previous, "", r#", "excluded": ["b"], "known": ["c"]"#), &[]);
}

#[test]
fn lists_that_must_not_be_empty() {
    assert_found(
        &file("", "", r#", "seats": []"#),
        &[("S108", "requests[0].seats")],
    );
    assert_found(
        &file(r#""resources": [{"id": ""}],"#, "", ""),
        &[("S108", "resources[0].id")],
    );
    assert_found(
        &file(r#""resources": [{"id": "a"}],"#, "", r#", "resources": [[]]"#),
        &[("S108", "requests[0].resources[0]")],
    );
    let json = r#"{"format": "passgenau-problem/1", "people": [], "requests": [{"id": "r", "programme": "p", "district": "d", "options": []}]}"#;
    assert_found(json, &[("S108", "requests[0].options")]);
}

#[test]
fn levels_are_known_and_stand_once() {
    assert_found(
        &file(r#""levels": ["coverage", "cost", "coverage"],"#, "", ""),
        &[("S107", "levels[1]"), ("S112", "levels[2]")],
    );
}

#[test]
fn positions_after_a_faulty_entry_are_those_of_the_file() {
    let pins = r#""pins": [{"request": "r"}, {"request": "r", "person": "a", "option": 5}],"#;
    assert_found(
        &file(pins, "", ""),
        &[
            ("S104", "pins[0].option"),
            ("S104", "pins[0].person"),
            ("S121", "pins[1].option"),
        ],
    );
}

#[test]
fn pins_that_no_plan_can_keep() {
    let two = RequestSpec {
        options: vec![option(0), option(200)],
        ..request("r", 0)
    };
    let pinned = |request: RequestSpec, pins: Vec<Told>| {
        let spec = ProblemSpec {
            pins,
            ..spec(
                vec![person("a"), person("b")],
                vec![request, self::request("s", 0)],
            )
        };
        issues(&spec)
            .into_iter()
            .map(|issue| (issue.code, issue.path))
            .collect::<Vec<_>>()
    };
    let at = |option, person: &str| Told {
        option,
        ..told("r", person)
    };
    let seats = vec![SeatSpec {
        count: 2,
        ..SeatSpec::default()
    }];
    let both = RequestSpec { seats, ..two.clone() };
    assert_eq!(
        pinned(both.clone(), vec![at(0, "a"), at(1, "b")]),
        [("S130", "pins[1].option".to_owned())]
    );
    assert_eq!(
        pinned(two.clone(), vec![at(1, "a"), at(1, "b")]),
        [("S130", "pins[1]".to_owned())]
    );
    assert_eq!(
        pinned(both.clone(), vec![at(1, "a"), at(1, "a")]),
        [("S112", "pins[1]".to_owned())]
    );
    assert_eq!(pinned(both, vec![at(1, "a"), at(1, "b")]), []);
}

#[test]
fn pins_that_leave_no_resource() {
    let needs = |id: &str, rooms: &[&str]| RequestSpec {
        resources: vec![rooms.iter().map(|room| (*room).to_owned()).collect()],
        ..request(id, 0)
    };
    let room = |id: &str| ResourceSpec {
        id: id.into(),
        capacity: 1,
        available: None,
    };
    let mut spec = ProblemSpec {
        resources: vec![room("x"), room("y")],
        pins: vec![told("r", "a"), told("s", "b")],
        ..spec(
            vec![person("a"), person("b")],
            vec![needs("r", &["x", "y"]), needs("s", &["x"])],
        )
    };
    // Taking x for the first would leave nothing for the second; y does.
    let plan = solved(&spec);
    assert_eq!(plan.assignments[0].resources, ["y"]);
    spec.requests[0].resources = vec![vec!["x".into()]];
    let issues = issues(&spec);
    assert_eq!(issues.len(), 1, "{issues:?}");
    assert_eq!((issues[0].code, issues[0].path.as_str()), ("S130", "pins[1]"));
}

#[test]
fn hostile_files_do_not_panic() {
    for json in [
        "null",
        "true",
        "3",
        "\"x\"",
        "[]",
        "{}",
        r#"{"people": null}"#,
        r#"{"people": {"a": []}, "requests": [[], 3, null]}"#,
    ] {
        assert!(!found(json).is_empty(), "{json}");
    }
    let deep = "[".repeat(100) + &"]".repeat(100);
    assert!(!found(&deep).is_empty());
    assert!(!found(&file(&format!(r#""pins": {deep},"#), "", "")).is_empty());
    // A parser may refuse this; if it does not, the reader must live with it.
    let deeper = "[".repeat(100_000);
    assert!(serde_json::from_str::<Value>(&deeper).is_err());
    let big = file(
        r#""budgets": [{"id": "b", "cents": 1000000000000}],"#,
        "",
        r#", "weight": 1000000000000, "seats": [{"count": 1000000}]"#,
    );
    assert_found(&big, &[("S122", "requests")]);
}

#[test]
fn a_message_says_what_to_do() {
    let issues = file_issues(&file(r#""bufer": 3,"#, "", ""));
    assert!(
        issues[0]
            .to_string()
            .starts_with("S100 bufer: `bufer` is no field"),
        "{}",
        issues[0]
    );
    assert!(issues[0].message.contains("buffer"), "{}", issues[0]);
}

#[test]
fn faults_of_plans_are_told_too() {
    let value: Value = serde_json::from_str(
        r#"{"format": "passgenau-plan/1", "status": "best", "assignments": [{"seat": -1}]}"#,
    )
    .unwrap();
    let codes: Vec<(&str, String)> = read_plan(&value)
        .unwrap_err()
        .into_iter()
        .map(|issue| (issue.code, issue.path))
        .collect();
    for wanted in [
        ("S107", "status"),
        ("S106", "assignments[0].seat"),
        ("S104", "levels"),
        ("S104", "problem"),
        ("S104", "solver"),
    ] {
        assert!(
            codes.iter().any(|(code, path)| (*code, path.as_str()) == wanted),
            "{wanted:?} in {codes:?}"
        );
    }
}

#[test]
fn a_file_that_is_no_object_or_whose_lists_are_none() {
    for (json, paths) in [
        ("7", &[""][..]),
        ("-7.5", &[""]),
        ("\"text\"", &[""]),
        ("null", &[""]),
        ("[1, {}]", &[""]),
        (
            r#"{"format": "passgenau-problem/1", "people": 7, "requests": {"a": 1}}"#,
            &["people", "requests"],
        ),
        (
            r#"{"format": "passgenau-problem/1", "people": [3, {}], "people": [4], "requests": "none"}"#,
            &[
                "people",
                "people[0]",
                "people[1].district",
                "people[1].id",
                "requests",
            ],
        ),
    ] {
        let found: Vec<String> = file_issues(json).into_iter().map(|issue| issue.path).collect();
        assert_eq!(found, paths, "{json}");
    }
}
