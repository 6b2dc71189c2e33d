//! Is the reference data there, and can the office change it?

use passgenau::domain::district::{District, Travel};
use passgenau::domain::language::{Language, LanguageCode, LanguageFallback, Level};
use passgenau::domain::person::Mobility;
use passgenau::domain::programme::ProgrammeId;

use crate::support::db::on_both;

on_both! {
    async fn an_empty_office_finds_programmes_and_languages(db) {
        let mut tx = db.store.read().await.unwrap();
        let programmes = tx.programmes().await.unwrap();
        let ids: Vec<&str> = programmes.iter().map(|p| p.id.0.as_str()).collect();
        assert_eq!(ids, ["interpreting", "huki", "companion", "volunteer"]);
        assert_eq!(programmes[0].german_min, Some(Level::B2));
        assert_eq!(programmes[0].case_limit, Some(3));
        assert_eq!(programmes[0].weights["known"], -30);
        let languages = tx.languages().await.unwrap();
        let kurmanji = languages.iter().find(|l| l.code.0 == "kmr").unwrap();
        assert_eq!((kurmanji.iso639_3.as_str(), kurmanji.autonym.as_str()), ("kmr", "Kurmancî"));
        let fallbacks = tx.fallbacks().await.unwrap();
        let bosnian = LanguageCode("bs".into());
        assert_eq!(fallbacks.iter().filter(|f| f.asked == bosnian && f.quality == 95).count(), 2);
    }

    async fn what_the_office_changes_stays_after_the_next_start(db) {
        let mut tx = db.store.write().await.unwrap();
        let mut programme = tx.programmes().await.unwrap().remove(0);
        programme.max_minutes = 90;
        programme.german_min = None;
        programme.case_limit = None;
        tx.upsert_programme(&programme).await.unwrap();
        let mut new = programme.clone();
        new.id = ProgrammeId("lotsen".into());
        new.position = 9;
        tx.upsert_programme(&new).await.unwrap();
        tx.upsert_language(&Language {
            code: LanguageCode("nl".into()),
            iso639_3: "nld".into(),
            variety: String::new(),
            name_de: "Niederländisch".into(),
            name_en: "Dutch".into(),
            autonym: "Nederlands".into(),
        })
        .await
        .unwrap();
        let fallback = LanguageFallback {
            asked: LanguageCode("nl".into()),
            spoken: LanguageCode("de".into()),
            quality: 20,
        };
        tx.upsert_fallback(&LanguageFallback { quality: 10, ..fallback.clone() }).await.unwrap();
        tx.upsert_fallback(&fallback).await.unwrap();
        tx.commit().await.unwrap();

        db.store.migrate().await.unwrap();
        let mut tx = db.store.read().await.unwrap();
        let programmes = tx.programmes().await.unwrap();
        assert_eq!(programmes.len(), 5);
        assert_eq!(programmes[0], programme);
        assert_eq!(programmes[4], new);
        assert!(tx.fallbacks().await.unwrap().contains(&fallback));
        let languages = tx.languages().await.unwrap();
        assert_eq!(languages.iter().filter(|l| l.code.0 == "nl").count(), 1);
    }

    async fn districts_and_travel_times_are_replaced_by_their_key(db) {
        let mut tx = db.store.write().await.unwrap();
        for (code, name) in [("MI", "Mitte"), ("HS", "Hessen"), ("HS", "Heessen")] {
            tx.upsert_district(&District { code: code.into(), name: name.into() }).await.unwrap();
        }
        let mut way = Travel { mobility: Mobility::Car, from: "MI".into(), to: "HS".into(), minutes: 99 };
        tx.upsert_travel(&way).await.unwrap();
        way.minutes = 11;
        tx.upsert_travel(&way).await.unwrap();
        let names: Vec<String> = tx.districts().await.unwrap().into_iter().map(|d| d.name).collect();
        assert_eq!(names, ["Heessen", "Mitte"]);
        assert_eq!(tx.travel().await.unwrap(), [way]);
    }
}
