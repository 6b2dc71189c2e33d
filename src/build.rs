//! What must be settled before the program is compiled? That the fetched assets are here, and where the program will
//! look for the HiGHS library when it runs.

use std::path::{Component, Path, PathBuf};
use std::process::{Command, ExitCode};

/// One file of every kind that `make assets` fetches; rust-embed takes the whole folder.
const ASSETS: [&str; 3] = [
    "templates/assets/vendor/kern.css",
    "templates/assets/vendor/fonts.css",
    "templates/assets/vendor/fonts/fira-sans-latin-400-normal.woff2",
];

fn main() -> ExitCode {
    // A build script that names something to watch is not run again for any other change.
    println!("cargo::rerun-if-changed=src/build.rs");
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=.tools/pkgconfig");
    println!("cargo::rerun-if-env-changed=PKG_CONFIG_PATH");
    println!("cargo::rerun-if-env-changed=PASSGENAU_BUNDLE");
    for file in ASSETS {
        println!("cargo::rerun-if-changed={file}");
        if !Path::new(file).is_file() {
            println!("cargo::error={file} is missing: run `make assets`");
            return ExitCode::FAILURE;
        }
    }
    for folder in library_folders() {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{folder}");
    }
    ExitCode::SUCCESS
}

/// Where the program looks for libhighs.so: beside itself, in lib/ beside itself, and, unless it is built to be carried
/// to another machine, where the library lies on this one. A HiGHS compiled into the program needs none of them, and
/// they do no harm.
fn library_folders() -> Vec<String> {
    let mut folders = vec!["$ORIGIN".to_owned(), "$ORIGIN/lib".to_owned()];
    if std::env::var_os("PASSGENAU_BUNDLE").is_none() {
        folders.extend(prebuilt_highs());
    }
    folders
}

/// The folder of the HiGHS that pkg-config knows, the same that highs-sys links.
fn prebuilt_highs() -> Option<String> {
    let answer = Command::new("pkg-config")
        .args(["--variable=libdir", "highs"])
        .output()
        .ok()?;
    let folder = String::from_utf8(answer.stdout).ok()?;
    let folder = folder.trim();
    (answer.status.success() && !folder.is_empty()).then(|| without_dots(Path::new(folder)))
}

/// `a/b/../c` as `a/c`, but links are not followed: the name below .tools outlives a new version of Python.
fn without_dots(path: &Path) -> String {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain.display().to_string()
}
