//! Are organisations, places and contacts kept and found?

use passgenau::domain::organisation::{Contact, ContactKind, Location, Organisation, OrganisationKind};
use passgenau::ids::{ContactId, LocationId, OrganisationId};
use passgenau::store::{OrganisationFilter, Page};

use super::office::{Office, email};
use crate::support::db::on_both;

on_both! {
    async fn what_is_written_is_read_again(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.read().await.unwrap();
        assert_eq!(tx.organisation(office.school.id).await.unwrap().as_ref(), Some(&office.school));
        assert_eq!(tx.location(office.location.id).await.unwrap().as_ref(), Some(&office.location));
        assert_eq!(tx.contact(office.contact.id).await.unwrap().as_ref(), Some(&office.contact));
        assert_eq!(tx.locations_of(office.school.id).await.unwrap(), std::slice::from_ref(&office.location));
        assert_eq!(tx.contacts_of(office.school.id).await.unwrap(), std::slice::from_ref(&office.contact));
        let unknown = office.uuid();
        assert_eq!(tx.organisation(OrganisationId(unknown)).await.unwrap(), None);
        assert_eq!(tx.location(LocationId(unknown)).await.unwrap(), None);
        assert_eq!(tx.contact(ContactId(unknown)).await.unwrap(), None);
        let ids = [OrganisationId(unknown), office.school.id, office.school.id];
        assert_eq!(tx.organisations_by_ids(&ids).await.unwrap(), std::slice::from_ref(&office.school));
        assert_eq!(tx.locations().await.unwrap(), std::slice::from_ref(&office.location));
        assert_eq!(tx.contacts().await.unwrap(), std::slice::from_ref(&office.contact));
        assert_eq!(tx.organisations_by_ids(&[]).await.unwrap(), []);
        assert_eq!(tx.locations_by_ids(&[office.location.id]).await.unwrap(), std::slice::from_ref(&office.location));
    }

    async fn changes_count_only_within_the_organisation(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let renamed = Organisation { name: "Parkschule".into(), link_version: 2, ..office.school.clone() };
        assert!(tx.update_organisation(&renamed).await.unwrap());
        assert_eq!(tx.find_organisation_by_name("PARKSCHULE").await.unwrap(), Some(renamed.clone()));
        assert_eq!(tx.find_organisation_by_name(&office.school.name).await.unwrap(), None);

        let moved = Location { district: "HS".into(), meeting_point: String::new(), ..office.location.clone() };
        assert!(tx.update_location(&moved).await.unwrap());
        let contact = Contact { phone: Some("02381 17".into()), ..office.contact.clone() };
        assert!(tx.update_contact(&contact).await.unwrap());
        assert_eq!(tx.location(moved.id).await.unwrap(), Some(moved.clone()));
        assert_eq!(tx.contact(contact.id).await.unwrap(), Some(contact.clone()));

        let foreign = OrganisationId(office.uuid());
        assert!(!tx.update_organisation(&Organisation { id: foreign, ..renamed }).await.unwrap());
        assert!(!tx.update_location(&Location { organisation: foreign, ..moved }).await.unwrap());
        assert!(!tx.update_contact(&Contact { organisation: foreign, ..contact }).await.unwrap());
    }

    async fn the_list_is_searched_and_turned_page_by_page(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        for number in 0..7 {
            let kita = Organisation {
                id: OrganisationId(office.uuid()),
                name: format!("Kita {number} 100%_echt"),
                kind: OrganisationKind::Daycare,
                link_version: 1,
            };
            tx.insert_organisation(&kita).await.unwrap();
            let contact = Contact {
                id: ContactId(office.uuid()),
                organisation: kita.id,
                name: "Leitung".into(),
                email: email("kita@example.org"),
                phone: None,
                kind: ContactKind::Person,
            };
            tx.insert_contact(&contact).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = db.store.read().await.unwrap();
        let mut find = async |query: &str, kind, page| {
            let filter = OrganisationFilter { query: Some(query.into()), kind };
            let found = tx.organisations(&filter, page).await.unwrap();
            (found.total, found.rows.into_iter().map(|o| o.name).collect::<Vec<_>>())
        };
        assert_eq!(find("", None, Page::first(500)).await.0, 8);
        assert_eq!(find("oelbach GRUND", None, Page::default()).await, (1, vec!["Grundschule am Ölbach".into()]));
        assert_eq!(find("100%_", None, Page::default()).await.0, 7);
        assert_eq!(find("100_%", None, Page::default()).await.0, 0);
        assert_eq!(find("'; DROP TABLE person; --\0", None, Page::default()).await.0, 0);
        let second = find("kita", Some(OrganisationKind::Daycare), Page::nth(1, 3)).await;
        assert_eq!(second.0, 7);
        assert_eq!(second.1, ["Kita 3 100%_echt", "Kita 4 100%_echt", "Kita 5 100%_echt"]);
        assert_eq!(find("kita", Some(OrganisationKind::School), Page::default()).await.0, 0);
        assert_eq!(find("kita", None, Page::nth(99, 3)).await, (7, vec![]));
    }
}
