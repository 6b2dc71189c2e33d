//! What does every mail say?

use passgenau::calendar::format::Lang;
use passgenau::mail::samples;

use crate::support::templates;

#[test]
fn every_sample_renders_in_every_language() {
    let templates = templates();
    for sample in samples() {
        for &lang in Lang::ALL {
            if let Err(error) = templates.render_sample(&sample, lang) {
                panic!("{} ({}): {error:?}", sample.template(), lang.as_str());
            }
        }
    }
}
