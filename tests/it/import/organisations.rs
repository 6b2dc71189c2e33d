//! Organisations: places and contacts of one name belong together.

use passgenau::domain::organisation::OrganisationKind;

use super::{expected, lookup, read_organisations, short, stored};

const HEADER: &str =
    "Name;Art;Straße;PLZ;Ort;Stadtbezirk;Treffpunkt;Ansprechperson;E-Mail;Telefon;Standort\n";

#[test]
fn rows_of_one_name_are_one_organisation() {
    let text = format!(
        "{HEADER}Schule am Bach;Grundschule;Bachstr. 1;59065;Hamm;Mitte;Sekretariat;Frau Ünal;u@example.org;2381 555123;\n\
        Schule am Bach;Schule;Bachstr. 9;1067;Hamm;HS;;;b@example.org;;Nebenstelle\n"
    );
    let records = read_organisations(text.as_bytes(), &lookup()).unwrap().records;
    assert_eq!(records[0].kind, OrganisationKind::School);
    assert_eq!(
        records[0].place.as_ref().unwrap().meeting_point.as_deref(),
        Some("Sekretariat")
    );
    let contact = records[0].contact.as_ref().unwrap();
    assert_eq!(
        (contact.name.as_str(), contact.phone.as_deref()),
        ("Frau Ünal", Some("02381 555123"))
    );
    assert_eq!(
        (
            records[1].place.as_ref().unwrap().postcode.as_str(),
            records[1].place.as_ref().unwrap().district.as_str()
        ),
        ("01067", "HS")
    );
    assert_eq!(
        records[1].contact.as_ref().unwrap().name,
        "Schule am Bach",
        "a mailbox without a name"
    );
    let known = stored(records);
    assert_eq!(
        (known.len(), known[0].locations.len(), known[0].contacts.len()),
        (1, 2, 2)
    );
}

#[test]
fn faults_of_organisations() {
    let text = format!(
        "{HEADER}Schule A;Grundschule;Weg 1;5906;Hamm;Mitte;;Frau X;;;\n\
        Schule B;Zirkus;;abc;Hamm;Nirgends;;;x@y;;\n\
        Kita C;Kita;Weg 1;59065;Hamm;Mitte;;;;;\n\
        kita c;Schule;Weg 1;59065;Hamm;Mitte;;;;;\n"
    );
    let found = short(&read_organisations(text.as_bytes(), &lookup()).unwrap_err());
    assert_eq!(
        found,
        expected(&[
            (2, "I", "import-contact-email"),
            (3, "B", "import-choice"),
            (3, "C", "import-required"),
            (3, "D", "import-postcode"),
            (3, "F", "import-district"),
            (3, "I", "rejection-email"),
            (5, "A", "import-duplicate"),
            (5, "B", "import-organisation-kind"),
        ])
    );
}
