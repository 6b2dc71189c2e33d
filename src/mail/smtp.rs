//! How is a mail handed to an SMTP relay so that no state of the relay hangs, loses or doubles it?
//!
//! One connection per mail, spoken step by step with lettre's connection instead of its transport: the transport
//! waits for the answer to QUIT after the mail has been accepted (a relay that stalls there would turn success into
//! a timeout, and the mail into two), and it does not say at which step a conversation failed. One deadline covers
//! everything up to the answer to the final dot; lettre itself limits only the connecting.

use std::error::Error as _;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use secrecy::ExposeSecret;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::compose::Mail;
use super::transport::{SendError, SendErrorClass, Step};
use crate::config::{Smtp, SmtpTls};

/// Conversations at the same time; Exchange refuses a fourth one (432).
const CONNECTIONS: usize = 3;
/// Longest wait for a TCP connection.
const CONNECT: Duration = Duration::from_secs(30);
/// Longest farewell. The mail has been accepted by then.
const QUIT: Duration = Duration::from_secs(2);

/// A relay that takes mails.
pub struct SmtpRelay {
    settings: Smtp,
    /// Deadline of one mail. At least 120 s, better 180 s: relays may take long after the final dot.
    deadline: Duration,
    tls: Option<TlsParameters>,
    hello: ClientId,
    slots: Semaphore,
}

impl fmt::Debug for SmtpRelay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpRelay")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl SmtpRelay {
    /// Prepares the conversation with a relay; nothing is connected yet.
    ///
    /// # Errors
    /// When the host name cannot be used for TLS.
    pub(super) fn new(settings: &Smtp, hello: &str, deadline: Duration) -> Result<Self, SendError> {
        let tls = match settings.tls {
            SmtpTls::None => None,
            SmtpTls::Starttls | SmtpTls::Implicit => {
                let parameters = TlsParameters::new(settings.host.clone());
                Some(parameters.map_err(|_| SendError::new(SendErrorClass::Relay, Step::Connect, "tls"))?)
            }
        };
        let hello = ClientId::Domain(hello.to_owned());
        Ok(Self {
            settings: settings.clone(),
            deadline,
            tls,
            hello,
            slots: Semaphore::new(CONNECTIONS),
        })
    }

    /// Sends one mail.
    ///
    /// # Errors
    /// See [`SendErrorClass`].
    pub(super) async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let progress = Progress::default();
        let spoken = timeout(self.deadline, async {
            let slot = self.slots.acquire().await;
            self.speak(mail, &progress)
                .await
                .map(|connection| (slot, connection))
        });
        match spoken.await {
            Ok(Ok((_slot, mut connection))) => {
                timeout(QUIT, connection.quit()).await.ok();
                Ok(())
            }
            Ok(Err(error)) => Err(classify(progress.step(), &error)),
            // Before the final dot nothing has happened; after it nobody knows. Both are tried again.
            Err(_) => Err(SendError::new(
                SendErrorClass::Temporary,
                progress.step(),
                "timeout",
            )),
        }
    }

    /// The conversation up to the answer to the final dot.
    async fn speak(
        &self,
        mail: &Mail,
        progress: &Progress,
    ) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        progress.reach(Step::Connect);
        let settings = &self.settings;
        let wrapper = self.tls.clone().filter(|_| settings.tls == SmtpTls::Implicit);
        let server = (settings.host.as_str(), settings.port);
        let connect = Some(CONNECT.min(self.deadline));
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, connect, &self.hello, wrapper, None).await?;
        if let (SmtpTls::Starttls, Some(parameters)) = (settings.tls, self.tls.clone()) {
            progress.reach(Step::Starttls);
            connection.starttls(parameters, &self.hello).await?;
        }
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            progress.reach(Step::Auth);
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        progress.reach(Step::Sender);
        connection
            .command(MailFrom::new(mail.envelope.from().cloned(), Vec::new()))
            .await?;
        progress.reach(Step::Recipient);
        for recipient in mail.envelope.to() {
            connection
                .command(Rcpt::new(recipient.clone(), Vec::new()))
                .await?;
        }
        progress.reach(Step::Data);
        connection.command(Data).await?;
        progress.reach(Step::Body);
        connection.message(&mail.bytes).await?;
        Ok(connection)
    }
}

/// The step a conversation has reached, readable when it is cut off.
struct Progress(Mutex<Step>);

impl Default for Progress {
    fn default() -> Self {
        Self(Mutex::new(Step::Queue))
    }
}

impl Progress {
    fn reach(&self, step: Step) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = step;
    }

    fn step(&self) -> Step {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a failure at a step means. The relay's text may quote addresses: it is looked at and dropped.
fn classify(step: Step, error: &lettre::transport::smtp::Error) -> SendError {
    use SendErrorClass::{Recipient, Relay, Temporary};
    let Some(code) = error.status() else {
        let (class, what) = match step {
            _ if error.is_tls() => (Relay, "tls"),
            Step::Starttls | Step::Auth if error.is_client() => (Relay, "unsupported"),
            Step::Connect if error.is_response() => (Relay, "reply"),
            Step::Connect => (Relay, "unreachable"),
            // A certificate that is not trusted shows up as a failed connection.
            Step::Starttls => (Relay, "tls"),
            _ if error.is_response() => (Temporary, "reply"),
            _ => (Temporary, "closed"),
        };
        return SendError::new(class, step, what);
    };
    let number = u16::from(code);
    let denied = || {
        error
            .source()
            .is_some_and(|text| text.to_string().to_ascii_lowercase().contains("relay"))
    };
    let (class, what) = match (number, step) {
        (400..500, _) => (Temporary, number.to_string()),
        (530 | 534 | 535 | 538, _) => (Relay, number.to_string()),
        // "Relay access denied": our login or address is missing there; the next recipient would hear the same.
        (_, Step::Recipient) if denied() => (Relay, "denied".to_owned()),
        (_, Step::Recipient | Step::Data | Step::Body) => (Recipient, number.to_string()),
        _ => (Relay, number.to_string()),
    };
    SendError::new(class, step, what)
}
