//! Does the house still have its shape? Reads the sources: who uses whom, where SQL stands, how long files are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// For each module, the modules of this crate it may use. What is not listed here is forbidden.
const MAY_USE: &[(&str, &[&str])] = &[
    ("ids", &[]),
    ("clock", &[]),
    ("domain", &["calendar", "ids"]),
    // One layer with domain: a recurrence is part of a person, a fault of a typed time is a rejection.
    ("calendar", &["domain"]),
    ("config", &["domain", "ids"]),
    ("matching", &["calendar", "domain", "ids"]),
    ("identity", &["config", "domain"]),
    ("import", &["calendar", "domain", "ids"]),
    ("view", &["calendar", "config", "domain", "ids"]),
    ("mail", &["calendar", "config", "domain", "ids", "view"]),
    ("store", &["calendar", "config", "domain", "ids"]),
    ("demo", &["calendar", "domain", "ids", "import"]),
    (
        "app",
        &[
            "calendar", "clock", "config", "demo", "domain", "identity", "ids", "import", "mail", "matching",
            "store", "view",
        ],
    ),
    ("jobs", &["app"]),
    (
        "web",
        &[
            "app", "calendar", "config", "domain", "ids", "mail", "store", "view",
        ],
    ),
    (
        "cli",
        &[
            "app", "calendar", "clock", "config", "demo", "domain", "ids", "import", "jobs", "mail", "store",
            "view", "web",
        ],
    ),
];

/// Crates that must not appear in a module.
const WITHOUT: &[(&str, &[&str])] = &[
    ("domain", &["sqlx", "axum", "lettre", "tokio"]),
    ("calendar", &["sqlx", "axum", "lettre", "tokio"]),
    ("matching", &["sqlx", "axum", "lettre", "tokio"]),
    ("import", &["sqlx", "axum", "lettre", "tokio"]),
    ("view", &["sqlx", "axum", "lettre", "tokio"]),
    ("store", &["axum", "lettre"]),
    ("app", &["sqlx", "axum", "lettre"]),
    ("web", &["sqlx", "lettre"]),
    ("jobs", &["sqlx", "axum", "lettre"]),
    ("mail", &["sqlx", "axum"]),
    ("identity", &["sqlx", "axum", "lettre"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(dir: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir)
        .expect("readable")
        .map(|e| e.expect("readable").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Every source file of the crate by module, without comments and without its tests.
fn sources() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let src = root().join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut modules: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for path in files {
        let inner = path.strip_prefix(&src).expect("below src");
        let first = inner
            .components()
            .next()
            .expect("has a name")
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        let module = first.trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).expect("readable");
        let code = text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .expect("has a first part");
        let code: String = code
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .map(|l| format!("{l}\n"))
            .collect();
        modules.entry(module).or_default().push((inner.to_owned(), code));
    }
    modules
}

#[test]
fn modules_use_only_what_stands_to_their_right() {
    let mut faults = Vec::new();
    for (module, files) in sources() {
        if ["lib", "main", "build"].contains(&module.as_str()) {
            continue;
        }
        let allowed = MAY_USE
            .iter()
            .find(|(name, _)| *name == module)
            .map(|(_, uses)| *uses);
        let Some(allowed) = allowed else {
            faults.push(format!("module {module} is not in the table"));
            continue;
        };
        for (path, code) in files {
            for (at, _) in code.match_indices("crate::") {
                if code[..at].ends_with("pub(") || code[..at].ends_with("$") {
                    continue;
                }
                let name: String = code[at + 7..]
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                if !name.is_empty() && name != module && !allowed.contains(&name.as_str()) {
                    faults.push(format!("{} uses {name}", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "directions broken:\n{}", faults.join("\n"));
}

#[test]
fn foreign_crates_stay_where_they_belong() {
    let mut faults = Vec::new();
    for (module, files) in sources() {
        for (path, code) in files {
            let banned = WITHOUT
                .iter()
                .find(|(name, _)| *name == module)
                .map_or(&[][..], |(_, crates)| crates);
            for name in banned {
                if code.contains(&format!("{name}::")) {
                    faults.push(format!("{} knows {name}", path.display()));
                }
            }
            let sql = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "];
            if module != "store" && sql.iter().any(|s| code.contains(&format!("\"{s}"))) {
                faults.push(format!("{} contains SQL", path.display()));
            }
            if path != Path::new("clock.rs") && (code.contains("Utc::now()") || code.contains("Local::now()"))
            {
                faults.push(format!("{} reads the time", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "borders crossed:\n{}", faults.join("\n"));
}

#[test]
fn every_file_says_which_question_it_answers() {
    let mut files = Vec::new();
    for dir in ["src", "solver/src", "tests"] {
        rust_files(&root().join(dir), &mut files);
    }
    let mute: Vec<_> = files
        .iter()
        .filter(|path| !fs::read_to_string(path).expect("readable").starts_with("//!"))
        .map(|path| path.display().to_string())
        .collect();
    assert!(
        mute.is_empty(),
        "files without a first sentence:\n{}",
        mute.join("\n")
    );
}

#[test]
fn the_readme_names_the_commands_that_ci_runs() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    assert!(readme.contains("make demo") && readme.contains("make test"));
    let ci = fs::read_to_string(root().join(".ci/run")).expect(".ci/run");
    assert!(ci.contains("make test"), "CI runs what the README says");
}
