//! What do files of fallbacks, programmes, school holidays and movable days off change?

use chrono::NaiveDate;

use super::intake::{Batch, Change, Intake, each_record};
use super::{App, AppError};
use crate::domain::import::Subject;
use crate::ids::OrganisationId;
use crate::import::{calendars, languages, programmes};
use crate::store::Tx;

impl App {
    pub(super) async fn apply_fallbacks(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
    ) -> Result<(), AppError> {
        let before = tx.fallbacks().await?;
        let (lookup, pairs) = (intake.lookup, &mut intake.seen.pairs);
        each_record!(
            intake,
            batch,
            most,
            |row| languages::fallback(row, lookup, pairs),
            |fallback| {
                let known = before
                    .iter()
                    .find(|f| (&f.asked, &f.spoken) == (&fallback.asked, &fallback.spoken));
                let key = format!("{}\n{}", fallback.asked.0, fallback.spoken.0);
                let change = batch.note_change(Subject::Fallback, key, known, &fallback)?;
                if change != Change::None {
                    tx.upsert_fallback(&fallback).await?;
                }
                batch.count(change);
            }
        );
        Ok(())
    }

    pub(super) async fn apply_programmes(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
    ) -> Result<(), AppError> {
        let before = tx.programmes().await?;
        let mut position = before.iter().map(|p| p.position).max().unwrap_or(0);
        let (lookup, codes) = (intake.lookup, &mut intake.seen.codes);
        each_record!(
            intake,
            batch,
            most,
            |row| programmes::read(row, lookup, codes),
            |record| {
                let known = before.iter().find(|p| p.id == record.id);
                position += i64::from(known.is_none());
                let programme = record.applied(known, position);
                let change =
                    batch.note_change(Subject::Programme, programme.id.0.clone(), known, &programme)?;
                if change != Change::None {
                    tx.upsert_programme(&programme).await?;
                }
                batch.count(change);
            }
        );
        Ok(())
    }

    pub(super) async fn apply_holidays(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
    ) -> Result<(), AppError> {
        let before = tx.school_holidays().await?;
        let days = &mut intake.seen.codes;
        each_record!(
            intake,
            batch,
            most,
            |row| calendars::holidays(row, days),
            |span| {
                let known = before.iter().find(|s| s.from == span.from);
                let change = batch.note_change(Subject::Holiday, span.from.to_string(), known, &span)?;
                if change != Change::None {
                    tx.upsert_school_holiday(&span).await?;
                }
                batch.count(change);
            }
        );
        Ok(())
    }

    pub(super) async fn apply_movable_days(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
    ) -> Result<(), AppError> {
        let (lookup, pairs) = (intake.lookup, &mut intake.seen.pairs);
        let mut days: Vec<(OrganisationId, NaiveDate)> = Vec::new();
        each_record!(
            intake,
            batch,
            most,
            |row| calendars::movable_day(row, lookup, pairs),
            |day| {
                days.push(day);
            }
        );
        for (organisation, day) in days {
            let change = if tx.insert_movable_day(organisation, day).await? {
                let key = format!("{organisation}\n{day}");
                batch.note_change(Subject::MovableDay, key, None, &day)?
            } else {
                Change::None
            };
            batch.count(change);
        }
        Ok(())
    }
}
