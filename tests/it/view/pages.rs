//! Does every page and every mail render with its samples, and is no template without one?

use std::collections::BTreeSet;

use passgenau::calendar::format::Lang;
use passgenau::{mail, view};

use crate::support::templates;

#[test]
fn every_template_has_samples_that_render() {
    let templates = templates();
    let samples: Vec<_> = mail::samples()
        .into_iter()
        .chain(view::pages::samples())
        .collect();
    for sample in &samples {
        for &lang in Lang::ALL {
            if let Err(error) = templates.render_sample(sample, lang) {
                panic!("{} ({}): {error:?}", sample.template(), lang.as_str());
            }
        }
    }
    let sampled: BTreeSet<_> = samples.iter().map(|s| s.template().to_owned()).collect();
    let pages: Vec<_> = templates
        .names()
        .into_iter()
        // Parts are rendered within what includes them.
        .filter(|n| !n.starts_with("partials/") && !n.starts_with("mail/parts/") && n != "pages/layout.html")
        .filter(|n| !sampled.contains(n))
        .collect();
    assert_eq!(pages, Vec::<String>::new());
}
