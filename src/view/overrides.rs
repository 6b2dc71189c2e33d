//! Which texts has the office adapted, and may each of them be used?

use std::fs;
use std::path::Path;

use super::fault::Fault;

/// Largest file that is read; a letter is a few kilobytes.
const MAX_BYTES: u64 = 256 * 1024;

/// A file in the folder of overrides.
pub(crate) struct Override {
    /// Path within the folder, with `/`.
    pub(crate) name: String,
    /// Content.
    pub(crate) source: String,
}

/// Reads every file of the folder, in order of their names.
pub(crate) fn read(folder: &Path) -> (Vec<Override>, Vec<Fault>) {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    walk(folder, "", &mut found, &mut faults);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    (found, faults)
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<Override>, faults: &mut Vec<Fault>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return faults.push(Fault::new(prefix, None, format!("cannot be read: {error}"))),
    };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            faults.push(Fault::new(prefix, None, "a file name is not Unicode"));
            continue;
        };
        // Editors leave such files behind.
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let (name, path) = (format!("{prefix}{name}"), entry.path());
        if path.is_dir() {
            walk(&path, &format!("{name}/"), found, faults);
            continue;
        }
        match read_file(&path) {
            Ok(source) => found.push(Override { name, source }),
            Err(problem) => faults.push(Fault::new(&name, None, problem)),
        }
    }
}

fn read_file(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path)
        .map_err(|e| format!("cannot be read: {e}"))?
        .len();
    if size > MAX_BYTES {
        return Err(format!("is larger than {MAX_BYTES} bytes"));
    }
    let bytes = fs::read(path).map_err(|e| format!("cannot be read: {e}"))?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    // Windows editors: a mark at the start, CRLF at the ends.
    Ok(text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n"))
}
