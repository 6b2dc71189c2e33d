//! What the office needs when the network is down: today and the next five working days with telephone numbers, whom
//! to call, what is open. On a page, and every evening as a file in a folder that should lie somewhere else.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Serialize;

use super::week::MISSING;
use super::{App, AppError};
use crate::calendar::format::Lang;
use crate::calendar::workdays::add_workdays;
use crate::calendar::{intervals, local};
use crate::domain::account::Actor;
use crate::domain::print::{CallLine, CoverLine, Emergency};
use crate::ids::AccountId;
use crate::view::pages::{EmergencyFile, PRINT_CSS, Page as _};

/// Working days after today.
const WORKDAYS: u32 = 5;
/// What is open later than that, so far ahead.
const OPEN_DAYS: u64 = 60;
/// The file is written from this minute of the day on: the office is closed, nothing much changes any more.
const EVENING: u16 = 18 * 60;
/// Files of so many days are kept.
const KEPT: usize = 7;
/// How the files begin.
const NAME: &str = "notfallmappe-";

#[derive(Serialize)]
struct Only<'a> {
    page: &'a EmergencyFile,
}

impl App {
    /// What the office needs when the network is down.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn emergency(&self) -> Result<Emergency, AppError> {
        let zone = self.config.time_zone;
        let now = self.clock.now();
        let first = local::local_date(zone, now);
        let last = add_workdays(first, WORKDAYS);
        let calls = self.calls(None).await?;
        let mut tx = self.store.read().await?;
        let (from, to) = intervals::days(zone, first, last);
        let items = self.items_between(&mut tx, from, to).await?;
        let lines = self.detailed(&mut tx, &items, true).await?;
        let later = last.checked_add_days(Days::new(OPEN_DAYS)).unwrap_or(last);
        let later = intervals::days(zone, last, later).1;
        let open = self.week_items_in(&mut tx, to, later, &MISSING).await?;
        let open = self.detailed(&mut tx, &open, true).await?;
        let office = tx.office_calendar().await?;
        drop(tx);
        let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
        let calls = calls.into_iter().map(|call| {
            let school = call.contact.map(|contact| (contact.name, contact.phone));
            let (person, phone) = school
                .or_else(|| call.person.map(|person| (person.full_name(), person.phone)))
                .unzip();
            CallLine {
                kind: call.task.kind.to_string(),
                person,
                phone: phone.flatten(),
                number: call.request.number,
                organisation: call.organisation,
                time: call.time,
                since: call.task.created_at,
            }
        });
        Ok(Emergency {
            made_at: now,
            first,
            last,
            covers: office
                .covers
                .iter()
                .filter(|cover| cover.first_day <= last && cover.last_day >= first)
                .map(|cover| CoverLine {
                    first: cover.first_day,
                    last: cover.last_day,
                    name: cover.name.clone(),
                    phone: cover.phone.clone(),
                })
                .collect(),
            closed: days.into_iter().filter(|day| office.closed_on(*day)).collect(),
            calls: calls.collect(),
            days: self.by_day(lines),
            open,
        })
    }

    /// The same as a file that needs nothing else; that somebody took it along is written down.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn emergency_file(&self, by: Option<AccountId>) -> Result<String, AppError> {
        let page = EmergencyFile {
            emergency: self.emergency().await?,
            office: self.config.office.clone(),
            css: PRINT_CSS,
        };
        let html = self
            .templates
            .render(EmergencyFile::TEMPLATE, Lang::De, &Only { page: &page });
        let html = html.map_err(|error| AppError::Internal(error.into()))?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        self.audit(
            &mut tx,
            now,
            by.map_or(Actor::System, Actor::Account),
            "emergency.written",
            "emergency",
            self.ids.uuid(now),
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(html)
    }

    /// Writes the file of this evening, unless it lies there already. Every instance does so for itself: each may
    /// have a folder of its own.
    ///
    /// # Errors
    /// When the store fails or the folder cannot be written to; the next minute tries again.
    pub async fn write_emergency(&self) -> Result<bool, AppError> {
        let zone = self.config.time_zone;
        let now = self.clock.now();
        let today = local::local_date(zone, now);
        if now < local::resolve(zone, today, EVENING) {
            return Ok(false);
        }
        let path = self.config.emergency_folder.join(format!("{NAME}{today}.html"));
        let there = path.clone();
        if blocking(move || there.try_exists()).await? {
            return Ok(false);
        }
        let html = self.emergency_file(None).await?;
        let folder = self.config.emergency_folder.clone();
        blocking(move || write(&folder, &path, &html)).await?;
        Ok(true)
    }

    /// When the newest file was written, if there is one.
    pub async fn emergency_written_at(&self) -> Option<DateTime<Utc>> {
        let folder = self.config.emergency_folder.clone();
        let newest = blocking(move || {
            let path = files(&folder)?.pop();
            path.map(|path| fs::metadata(path)?.modified()).transpose()
        });
        newest.await.ok().flatten().map(DateTime::<Utc>::from)
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| AppError::Internal(error.into()))?
        .map_err(|error| AppError::Internal(error.into()))
}

/// The files in the folder, oldest first.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            name.starts_with(NAME) && name.ends_with(".html")
        })
        .collect();
    found.sort();
    Ok(found)
}

/// Written aside and moved into place: whoever opens it finds a whole one. Old ones go.
fn write(folder: &Path, path: &Path, html: &str) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let part = folder.join(format!(".{NAME}part"));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&part)?;
    file.write_all(html.as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    File::open(folder)?.sync_all()?;
    let all = files(folder)?;
    for old in all.iter().rev().skip(KEPT) {
        fs::remove_file(old)?;
    }
    Ok(())
}
