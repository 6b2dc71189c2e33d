//! Are texts complete in every language, and can the office adapt them without breaking anything?

mod i18n;
mod overrides;
mod pages;

use chrono_tz::Tz;
use passgenau::calendar::format::Lang;
use passgenau::domain::Rejection;
use passgenau::view::{Arg, Templates, ViewError};

use crate::support::templates;

#[test]
fn sentences_have_their_values_and_no_invisible_marks() {
    let templates = templates();
    let text = templates.message(
        Lang::De,
        "calendar-summary",
        &[
            ("programme", "Sprachmittlung".into()),
            ("number", Arg::Number(17)),
        ],
    );
    assert_eq!(text, "Einsatz Sprachmittlung 17");
}

#[test]
fn a_rejection_says_what_to_do() {
    let templates = templates();
    let rejection = Rejection::new("room", "too-long").with("max", 40);
    assert_eq!(
        templates.rejection(Lang::De, &rejection),
        "Bitte kürzen Sie den Text auf höchstens 40 Zeichen."
    );
    let one = Rejection::new("options", "too-many").with("max", 1);
    assert_eq!(
        templates.rejection(Lang::En, &one),
        "Only one entry is possible here. Please remove the others."
    );
    let three = Rejection::new("options", "too-many").with("max", 3);
    assert!(
        templates
            .rejection(Lang::De, &three)
            .starts_with("Hier sind höchstens 3 Angaben möglich.")
    );
}

#[test]
fn a_missing_message_is_shown_by_its_id_in_production() {
    let templates = Templates::built_in(Tz::Europe__Berlin).expect("templates");
    assert_eq!(
        templates.message(Lang::De, "no-such-message", &[]),
        "no-such-message"
    );
    assert!(!templates.has_message(Lang::De, "no-such-message"));
}

#[test]
fn a_missing_template_or_value_is_an_error_without_data() {
    let templates = templates();
    let nothing = std::collections::BTreeMap::from([("subject", "Kanarienvogel")]);
    assert!(matches!(
        templates.render("mail/nothing.txt", Lang::De, &nothing),
        Err(ViewError::Unknown(_))
    ));
    let error = templates
        .render("mail/parts/layout.html", Lang::De, &nothing)
        .expect_err("undefined");
    assert_eq!(
        error.to_string(),
        "template mail/parts/layout.html, line 11: undefined value"
    );
}
