//! Is every page sound HTML that needs no script: balanced, with one heading, unique ids, and labels that exist?

use std::collections::BTreeSet;

use passgenau::view::{Lang, pages};

use crate::support::templates;

/// Elements without an end (HTML Living Standard, 13.1.2).
const VOID: [&str; 6] = ["meta", "link", "br", "input", "hr", "img"];

/// The tags of a page: name, attributes, and whether it is an end tag.
fn tags(html: &str) -> Vec<(String, String, bool)> {
    html.split('<')
        .skip(1)
        .filter(|part| part.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()))
        .map(|part| {
            let inner = part.split('>').next().unwrap_or_default();
            let end = inner.starts_with('/');
            let inner = inner.trim_start_matches('/');
            let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
            (name.to_owned(), attributes.to_owned(), end)
        })
        .collect()
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let at = attributes.find(&format!("{name}=\""))?;
    let before = attributes[..at].chars().last();
    if before.is_some_and(|c| !c.is_whitespace()) {
        return None;
    }
    attributes[at + name.len() + 2..].split('"').next()
}

fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut wanted = BTreeSet::new();
    let all = tags(html);
    for (name, attributes, end) in &all {
        if *end {
            match open.pop() {
                Some(last) if last == *name => {}
                last => faults.push(format!("</{name}> ends {last:?}")),
            }
            continue;
        }
        // A browser leaves the inner one out, and its button sends the outer one.
        if name == "form" && open.contains(name) {
            faults.push(format!("<form {attributes}> within a form"));
        }
        if !VOID.contains(&name.as_str()) {
            open.push(name.clone());
        }
        if let Some(id) = attribute(attributes, "id")
            && !ids.insert(id.to_owned())
        {
            faults.push(format!("id {id} twice"));
        }
        for reference in ["for", "aria-describedby", "aria-labelledby"] {
            wanted.extend(
                attribute(attributes, reference)
                    .iter()
                    .flat_map(|ids| ids.split(' '))
                    .map(str::to_owned),
            );
        }
        // A file that is read without the program brings its own style.
        let alone = name == "style" && !html.contains("rel=\"stylesheet\"");
        // The one script of our own is a file; pages work without it.
        let own = attribute(attributes, "src").is_some_and(|src| src.ends_with("/passgenau.js"));
        if attribute(attributes, "style").is_some()
            || (name == "script" && !own)
            || (name == "style" && !alone)
        {
            faults.push(format!("<{name} {attributes}> is inline"));
        }
        if attributes
            .split_whitespace()
            .any(|a| a.starts_with("on") && a.contains('='))
        {
            faults.push(format!("<{name} {attributes}> needs a script"));
        }
    }
    faults.extend(open.iter().map(|name| format!("<{name}> is never closed")));
    faults.extend(
        wanted
            .difference(&ids)
            .map(|id| format!("nothing has the id {id}")),
    );
    for (name, count) in [("h1", 1), ("main", 1), ("title", 1), ("html", 1)] {
        let found = all.iter().filter(|(n, _, end)| n == name && !end).count();
        if found != count {
            faults.push(format!("{found} × <{name}>"));
        }
    }
    faults
}

#[test]
fn every_page_is_sound() {
    let mut all = Vec::new();
    for sample in pages::samples() {
        for &lang in Lang::ALL {
            let html = templates().render_sample(&sample, lang).expect("rendered");
            all.extend(
                faults(&html)
                    .into_iter()
                    .map(|fault| format!("{} ({}): {fault}", sample.template(), lang.as_str())),
            );
        }
    }
    all.dedup();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_check_finds_what_it_looks_for() {
    let sound = "<html><title>t</title><main><h1 id=\"a\">x</h1><label for=\"a\">y</label><br></main></html>";
    assert_eq!(faults(sound), Vec::<String>::new());
    for (broken, word) in [
        (sound.replace("</h1>", ""), "ends"),
        (sound.replace("for=\"a\"", "for=\"b\""), "nothing has the id b"),
        (sound.replace("<br>", "<p style=\"x\"></p>"), "inline"),
        (sound.replace("<br>", "<p onclick=\"x\"></p>"), "script"),
        (sound.replace("<br>", "<p id=\"a\"></p>"), "twice"),
        (
            sound.replace("<br>", "<form><p><form></form></p></form>"),
            "within a form",
        ),
    ] {
        assert!(
            faults(&broken).iter().any(|f| f.contains(word)),
            "{word}: {:?}",
            faults(&broken)
        );
    }
}
