//! What happens to the texts an office has put into its own folder?

use std::fs;
use std::path::Path;

use chrono_tz::Tz;
use passgenau::calendar::format::Lang;
use passgenau::mail::samples;
use passgenau::view::Templates;

fn load(files: &[(&str, &[u8])]) -> (Templates, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }
    load_from(folder.path())
}

fn load_from(folder: &Path) -> (Templates, Vec<String>) {
    let (templates, faults) = Templates::with_overrides(Tz::Europe__Berlin, folder, &samples())
        .expect("the embedded templates are sound");
    (templates, faults.iter().map(ToString::to_string).collect())
}

fn offer(templates: &Templates, file: &str, lang: Lang) -> String {
    let name = format!("mail/offer/{file}");
    let sample = samples()
        .into_iter()
        .rfind(|s| s.template() == name)
        .expect("a sample");
    templates.render_sample(&sample, lang).expect("it renders")
}

#[test]
fn the_office_can_say_it_differently() {
    let (templates, faults) = load(&[
        (
            "mail/offer/subject.txt",
            "\u{FEFF}Hätten Sie Zeit? {{ time.starts_at|day }}\r\n".as_bytes(),
        ),
        (
            "i18n/de/common.ftl",
            "occasion-parent_talk = Gespräch mit Eltern\r\n".as_bytes(),
        ),
        (".DS_Store", b"\0"),
        ("mail/offer/body.txt~", b"{% left by an editor"),
    ]);
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(
        offer(&templates, "subject.txt", Lang::De).trim(),
        "Hätten Sie Zeit? Mittwoch, 25.11.2026"
    );
    assert!(offer(&templates, "body.txt", Lang::De).contains("Anlass: Gespräch mit Eltern"));
    assert!(
        offer(&templates, "body.html", Lang::En).contains("Talk with parents"),
        "other messages stay"
    );
}

#[test]
fn a_broken_file_is_named_with_its_line_and_the_built_in_text_stays() {
    let cases: [(&str, &[u8], &str); 12] = [
        (
            "mail/offer/subject.txt",
            b"\n{% if %}",
            "mail/offer/subject.txt, line 2: syntax error",
        ),
        (
            "mail/offer/body.txt",
            b"a\nb\n{{ family_name }}",
            "mail/offer/body.txt, line 3: undefined value",
        ),
        (
            "mail/offer/body.txt",
            b"{{ t(\"mail-time\")|shout }}",
            "mail/offer/body.txt, line 1: unknown filter",
        ),
        (
            "mail/offer/body.txt",
            b"{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
            "mail/offer/body.txt",
        ),
        (
            "mail/offer/body.txt",
            b"{% include 'mail/nothing.txt' %}",
            "mail/offer/body.txt",
        ),
        (
            "mail/offer/body.txt",
            b"Gr\xfc\xdfe",
            "mail/offer/body.txt: is not UTF-8",
        ),
        (
            "mail/offers/body.txt",
            b"x",
            "mail/offers/body.txt: the program has no template of this name",
        ),
        (
            "i18n/de/mail.ftl",
            b"mail-time = Zeit\nmail-duration\n",
            "i18n/de/mail.ftl, line 2",
        ),
        (
            "i18n/de/mail.ftl",
            b"mail-time = Zeit\nmail-colour = Farbe\n",
            "i18n/de/mail.ftl, line 2: the program has no message mail-colour",
        ),
        (
            "i18n/de/mail.ftl",
            b"mail-time = { $family }\n",
            "i18n/de/mail.ftl, line 1: message mail-time has no value $family",
        ),
        (
            "i18n/fr/mail.ftl",
            b"mail-time = Heure\n",
            "i18n/fr/mail.ftl: is no file of messages",
        ),
        (
            "mail/parts/facts.txt",
            b"{% for x in rows %}{% endfor %}",
            "mail/parts/facts.txt, line 1: undefined value",
        ),
    ];
    let (built_in, _) = load(&[]);
    for (name, content, expected) in cases {
        let (templates, faults) = load(&[(name, content)]);
        assert_eq!(faults.len(), 1, "{name}: {faults:?}");
        assert!(
            faults[0].starts_with(expected),
            "{faults:?} instead of {expected}"
        );
        for file in ["subject.txt", "body.txt", "body.html"] {
            assert_eq!(
                offer(&templates, file, Lang::De),
                offer(&built_in, file, Lang::De),
                "{name}"
            );
        }
    }
}

#[test]
fn a_missing_folder_is_a_fault_and_no_more() {
    let (templates, faults) = load_from(Path::new("/nowhere/at/all"));
    assert_eq!(faults.len(), 1);
    assert!(!offer(&templates, "subject.txt", Lang::De).is_empty());
}
