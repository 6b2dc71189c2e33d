//! Which mails lie in the folder they are written to when there is no relay?
//!
//! One `.eml` file per outbox row, written atomically and readable only by the program's user; a repeated try
//! replaces the file by the same one. Any mail program opens them, and the demo shows them in the browser.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use mail_parser::{Message, MessageParser, MimeHeaders};
use serde::Serialize;

use super::compose::Mail;
use super::transport::{SendError, SendErrorClass, Step};
use crate::ids::OutboxId;

/// A folder of mails.
#[derive(Clone, Debug)]
pub struct FileDrop {
    folder: PathBuf,
}

/// A mail in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileMailRow {
    /// Outbox row, the file's name.
    pub id: OutboxId,
    /// Recipient's address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Date header.
    pub date: Option<DateTime<Utc>>,
}

/// A page of the list, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileMailPage {
    /// Mails of the page.
    pub mails: Vec<FileMailRow>,
    /// Mails in all.
    pub total: usize,
}

/// A mail with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileMail {
    /// What the list shows.
    #[serde(flatten)]
    pub row: FileMailRow,
    /// Name of the recipient.
    pub to_name: String,
    /// Plain text.
    pub text: String,
    /// HTML, a whole document; untrusted like any mail, so show it in a sandboxed frame.
    pub html: String,
    /// Calendar entry (the attached file).
    pub calendar: Option<String>,
}

impl FileDrop {
    /// The mails of a folder; it need not exist yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Writes a mail.
    ///
    /// # Errors
    /// Temporary when the file cannot be written (a full disk is emptied one day).
    pub(super) async fn write(&self, mail: &Mail) -> Result<(), SendError> {
        let (folder, mail) = (self.folder.clone(), mail.clone());
        let written = blocking(move || write(&folder, &mail)).await;
        written.map_err(|_| SendError::new(SendErrorClass::Temporary, Step::File, "io"))
    }

    /// A page of the mails, newest first; `page` counts from 0.
    ///
    /// # Errors
    /// When the folder cannot be read; a missing folder is an empty one.
    pub async fn list(&self, page: usize, per_page: usize) -> io::Result<FileMailPage> {
        let folder = self.folder.clone();
        blocking(move || {
            let ids = ids(&folder)?;
            let wanted = ids.iter().skip(page.saturating_mul(per_page)).take(per_page);
            let mails = wanted
                .filter_map(|&id| Some(read(&folder, id).ok()??.row))
                .collect();
            Ok(FileMailPage {
                mails,
                total: ids.len(),
            })
        })
        .await
    }

    /// One mail, `None` when there is none of this id.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub async fn read(&self, id: OutboxId) -> io::Result<Option<FileMail>> {
        let folder = self.folder.clone();
        blocking(move || read(&folder, id)).await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)?
}

fn path(folder: &Path, id: OutboxId) -> PathBuf {
    folder.join(format!("{id}.eml"))
}

fn write(folder: &Path, mail: &Mail) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let part = folder.join(format!(".{}.part", mail.id));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&part)?;
    // What the last relay would add: it shows where a bounce would go.
    let sender = mail.envelope.from().map(ToString::to_string).unwrap_or_default();
    write!(file, "Return-Path: <{sender}>\r\n")?;
    file.write_all(&mail.bytes)?;
    file.sync_all()?;
    fs::rename(&part, path(folder, mail.id))?;
    File::open(folder)?.sync_all()
}

/// The ids of all mails, newest first: the ids sort by the moment they were made.
fn ids(folder: &Path) -> io::Result<Vec<OutboxId>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let name = |entry: io::Result<fs::DirEntry>| entry.ok()?.file_name().into_string().ok();
    let mut ids: Vec<OutboxId> = entries
        .filter_map(name)
        .filter_map(|n| n.strip_suffix(".eml")?.parse().ok())
        .collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    Ok(ids)
}

fn read(folder: &Path, id: OutboxId) -> io::Result<Option<FileMail>> {
    let bytes = match fs::read(path(folder, id)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    Ok(MessageParser::default()
        .parse(&bytes)
        .map(|message| parts(id, &message)))
}

/// A composed mail as its reader sees it.
pub fn read_back(mail: &Mail) -> Option<FileMail> {
    let message = MessageParser::default().parse(&mail.bytes)?;
    Some(parts(mail.id, &message))
}

fn parts(id: OutboxId, message: &Message<'_>) -> FileMail {
    let to = message.to().and_then(|t| t.first());
    let date = message
        .date()
        .and_then(|d| DateTime::from_timestamp(d.to_timestamp(), 0));
    let calendar = message.parts.iter().find_map(|part| {
        let kind = part.content_type()?;
        (kind.ctype() == "application" && kind.subtype() == Some("ics"))
            .then(|| String::from_utf8_lossy(part.contents()).into_owned())
    });
    FileMail {
        row: FileMailRow {
            id,
            to: to.and_then(|t| t.address()).unwrap_or_default().to_owned(),
            subject: message.subject().unwrap_or_default().to_owned(),
            date,
        },
        to_name: to.and_then(|t| t.name()).unwrap_or_default().to_owned(),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html: message.body_html(0).unwrap_or_default().into_owned(),
        calendar,
    }
}
