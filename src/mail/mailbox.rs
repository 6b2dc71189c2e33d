//! How does the program look into the mailbox that answers and delivery reports come to (IMAP, RFC 9051)?
//!
//! Read only: nothing is marked as read, moved or deleted, so the office may use the same mailbox. What is new is known
//! by its UID. One look is one connection with a deadline.

use std::sync::Arc;
use std::time::Duration;

use async_imap::{Client, Session};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::TryStreamExt;
use secrecy::ExposeSecret;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::inbound::BYTES_MAX;
use crate::config::{Imap, SmtpTls};

/// Longest time for one look.
const DEADLINE: Duration = Duration::from_secs(120);
/// Mails fetched in one look.
const BATCH: usize = 20;
/// How far back the first look goes.
const FIRST_LOOK: TimeDelta = TimeDelta::days(7);

/// A mailbox.
#[derive(Clone, Debug)]
pub struct Mailbox {
    settings: Imap,
    tls: Option<Arc<ClientConfig>>,
}

/// What one look brought.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// UIDVALIDITY of the folder.
    pub uid_validity: i64,
    /// Highest UID seen.
    pub last_uid: i64,
    /// New mails, oldest first; large ones are cut.
    pub mails: Vec<Vec<u8>>,
    /// Whether there is more.
    pub more: bool,
}

/// Why a mailbox cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailboxError {
    /// Nobody answers at this address.
    #[error("the mail server cannot be reached")]
    Connect,
    /// No encrypted connection.
    #[error("the encrypted connection cannot be made")]
    Tls,
    /// Wrong user or password.
    #[error("the mail server refuses user or password")]
    Auth,
    /// There is no such folder.
    #[error("the folder cannot be opened")]
    Folder,
    /// The server says something that is not understood, or hangs up.
    #[error("the mail server answers in an unexpected way")]
    Protocol,
    /// It takes too long.
    #[error("the mail server does not answer in time")]
    Timeout,
}

impl MailboxError {
    /// A word without personal data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Auth => "auth",
            Self::Folder => "folder",
            Self::Protocol => "protocol",
            Self::Timeout => "timeout",
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug> Stream for T {}

impl Mailbox {
    /// The mailbox the settings name.
    pub fn new(settings: &Imap) -> Self {
        Self {
            tls: (settings.tls != SmtpTls::None).then(|| Arc::new(tls())),
            settings: settings.clone(),
        }
    }

    /// What tells it from other mailboxes: server, user, folder.
    pub fn name(&self) -> String {
        let Imap {
            user, host, folder, ..
        } = &self.settings;
        format!("{user}@{host}/{folder}")
    }

    /// The mails behind `cursor` (UIDVALIDITY and last UID). Without one, or when the server has counted anew: those of
    /// the last seven days.
    ///
    /// # Errors
    /// See [`MailboxError`].
    pub async fn fetch(
        &self,
        cursor: Option<(i64, i64)>,
        now: DateTime<Utc>,
    ) -> Result<Fetched, MailboxError> {
        match tokio::time::timeout(DEADLINE, self.look(cursor, now)).await {
            Ok(result) => result,
            Err(_) => Err(MailboxError::Timeout),
        }
    }

    async fn look(&self, cursor: Option<(i64, i64)>, now: DateTime<Utc>) -> Result<Fetched, MailboxError> {
        let mut session = self.open().await?;
        let folder = session
            .examine(&self.settings.folder)
            .await
            .map_err(|_| MailboxError::Folder)?;
        let uid_validity = i64::from(folder.uid_validity.ok_or(MailboxError::Protocol)?);
        let last = cursor
            .filter(|(validity, _)| *validity == uid_validity)
            .map(|(_, last)| last);
        let query = match last {
            Some(last) => format!("UID {}:*", last.saturating_add(1)),
            None => format!("SINCE {}", (now - FIRST_LOOK).format("%d-%b-%Y")),
        };
        let found = session
            .uid_search(&query)
            .await
            .map_err(|_| MailboxError::Protocol)?;
        // `n:*` names the last mail even when it is older than n.
        let mut uids: Vec<u32> = found
            .into_iter()
            .filter(|uid| last.is_none_or(|last| i64::from(*uid) > last))
            .collect();
        uids.sort_unstable();
        let more = uids.len() > BATCH;
        uids.truncate(BATCH);
        let mut mails = Vec::new();
        if !uids.is_empty() {
            let set: Vec<String> = uids.iter().map(ToString::to_string).collect();
            let what = format!("(UID BODY.PEEK[]<0.{BYTES_MAX}>)");
            let fetched = session
                .uid_fetch(set.join(","), what)
                .await
                .map_err(|_| MailboxError::Protocol)?;
            let mut fetched: Vec<(u32, Vec<u8>)> = fetched
                .map_ok(|mail| {
                    let body = mail.body().unwrap_or_default().to_vec();
                    (mail.uid.unwrap_or(0), body)
                })
                .try_collect()
                .await
                .map_err(|_| MailboxError::Protocol)?;
            fetched.sort_by_key(|(uid, _)| *uid);
            mails.extend(fetched.into_iter().map(|(_, body)| body));
        }
        let _ = session.logout().await;
        let seen = uids.last().map(|uid| i64::from(*uid));
        Ok(Fetched {
            uid_validity,
            last_uid: seen.or(last).unwrap_or(0),
            mails,
            more,
        })
    }

    async fn open(&self) -> Result<Session<Box<dyn Stream>>, MailboxError> {
        let settings = &self.settings;
        let tcp = TcpStream::connect((settings.host.as_str(), settings.port))
            .await
            .map_err(|_| MailboxError::Connect)?;
        let stream: Box<dyn Stream> = match settings.tls {
            SmtpTls::None => Box::new(tcp),
            SmtpTls::Implicit => Box::new(self.encrypted(tcp).await?),
            SmtpTls::Starttls => {
                let mut plain = Client::new(tcp);
                plain
                    .read_response()
                    .await
                    .ok()
                    .flatten()
                    .ok_or(MailboxError::Protocol)?;
                plain
                    .run_command_and_check_ok("STARTTLS", None)
                    .await
                    .map_err(|_| MailboxError::Tls)?;
                let client =
                    Client::new(Box::new(self.encrypted(plain.into_inner()).await?) as Box<dyn Stream>);
                return self.login(client).await;
            }
        };
        let mut client = Client::new(stream);
        client
            .read_response()
            .await
            .ok()
            .flatten()
            .ok_or(MailboxError::Protocol)?;
        self.login(client).await
    }

    async fn login(&self, client: Client<Box<dyn Stream>>) -> Result<Session<Box<dyn Stream>>, MailboxError> {
        client
            .login(&self.settings.user, self.settings.password.expose_secret())
            .await
            .map_err(|_| MailboxError::Auth)
    }

    async fn encrypted(
        &self,
        tcp: TcpStream,
    ) -> Result<tokio_rustls::client::TlsStream<TcpStream>, MailboxError> {
        let config = self.tls.clone().ok_or(MailboxError::Tls)?;
        let name = ServerName::try_from(self.settings.host.clone()).map_err(|_| MailboxError::Tls)?;
        TlsConnector::from(config)
            .connect(name, tcp)
            .await
            .map_err(|_| MailboxError::Tls)
    }
}

/// The system's authorities and those of the web.
fn tls() -> ClientConfig {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth()
}
