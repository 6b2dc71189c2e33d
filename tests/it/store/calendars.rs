//! Are the days kept on which schools and the office are closed, and who answers meanwhile?

use chrono::Weekday;
use passgenau::calendar::school::{self, SchoolHoliday, SchoolHolidays};
use passgenau::domain::office_calendar::{Closure, Cover, PhoneHours};
use passgenau::ids::CoverId;

use super::office::{Office, day, email};
use crate::support::db::on_both;

on_both! {
    async fn school_holidays_come_from_the_table_and_can_be_changed(db) {
        let mut tx = db.store.write().await.unwrap();
        assert_eq!(tx.school_holidays().await.unwrap(), school::school_holidays());
        let span = |from: &str, to: &str| SchoolHolidays { kind: SchoolHoliday::Other, from: day(from), to: day(to) };
        tx.upsert_school_holiday(&span("2030-02-04", "2030-02-05")).await.unwrap();
        tx.upsert_school_holiday(&span("2030-02-04", "2030-02-08")).await.unwrap();
        assert_eq!(tx.school_holidays().await.unwrap().last(), Some(&span("2030-02-04", "2030-02-08")));
        assert!(tx.delete_school_holiday(day("2030-02-04")).await.unwrap());
        assert!(!tx.delete_school_holiday(day("2030-02-04")).await.unwrap());
    }

    async fn movable_days_belong_to_one_organisation(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        assert!(tx.insert_movable_day(office.school.id, day("2027-02-08")).await.unwrap());
        assert!(!tx.insert_movable_day(office.school.id, day("2027-02-08")).await.unwrap());
        assert!(tx.insert_movable_day(office.school.id, day("2027-02-05")).await.unwrap());
        let days = tx.movable_days(&[office.school.id]).await.unwrap();
        assert_eq!(days[&office.school.id].iter().copied().collect::<Vec<_>>(), [day("2027-02-05"), day("2027-02-08")]);
        assert!(tx.movable_days(&[]).await.unwrap().is_empty());
        assert!(tx.delete_movable_day(office.school.id, day("2027-02-05")).await.unwrap());
        assert!(!tx.delete_movable_day(office.school.id, day("2027-02-05")).await.unwrap());
    }

    async fn the_office_calendar_says_who_answers(db) {
        let office = Office::open(db).await;
        let mut tx = db.store.write().await.unwrap();
        let closure = Closure { first_day: day("2026-12-28"), last_day: day("2026-12-30") };
        tx.upsert_closure(&Closure { last_day: day("2026-12-29"), ..closure.clone() }).await.unwrap();
        tx.upsert_closure(&closure).await.unwrap();
        let hours = [
            PhoneHours { weekday: Weekday::Mon, start_minute: 480, end_minute: 720 },
            PhoneHours { weekday: Weekday::Thu, start_minute: 840, end_minute: 1080 },
        ];
        tx.set_phone_hours(&hours[..1]).await.unwrap();
        tx.set_phone_hours(&hours).await.unwrap();
        let mut cover = Cover {
            id: CoverId(office.uuid()),
            first_day: day("2026-12-21"),
            last_day: day("2027-01-05"),
            account: None,
            name: "Herr Yıldız".into(),
            phone: "02381 555-30".into(),
            email: None,
        };
        tx.upsert_cover(&cover).await.unwrap();
        cover.email = Some(email("vertretung@example.org"));
        tx.upsert_cover(&cover).await.unwrap();
        let calendar = tx.office_calendar().await.unwrap();
        assert_eq!(calendar.closures, [closure]);
        assert_eq!(calendar.phone_hours, hours);
        assert_eq!(calendar.covers, [cover.clone()]);
        assert!(calendar.closed_on(day("2026-12-30")) && !calendar.closed_on(day("2026-12-31")));
        assert_eq!(calendar.cover_on(day("2027-01-05")), Some(&cover));
        assert_eq!(calendar.cover_on(day("2027-01-06")), None);
        assert!(tx.delete_cover(cover.id).await.unwrap() && !tx.delete_cover(cover.id).await.unwrap());
        assert!(tx.delete_closure(day("2026-12-28")).await.unwrap());
        assert!(!tx.delete_closure(day("2026-12-28")).await.unwrap());
    }
}
