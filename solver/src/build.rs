//! Where do the test programs of this crate find a prebuilt HiGHS at run time?
//!
//! Asks the same pkg-config as `highs-sys` does and adds the directory of its shared library to the run path.
//! Without pkg-config, or when HiGHS was compiled from source (static), nothing is added.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    println!("cargo:rerun-if-env-changed=PKG_CONFIG_PATH");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").as_deref() != Ok("unix") {
        return;
    }
    let Ok(answer) = Command::new("pkg-config")
        .args(["--variable=libdir", "highs"])
        .output()
    else {
        return;
    };
    if !answer.status.success() {
        return;
    }
    let directory = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    let shared = ["libhighs.so", "libhighs.dylib"]
        .iter()
        .any(|name| Path::new(&directory).join(name).exists());
    if shared {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{directory}");
    }
}
