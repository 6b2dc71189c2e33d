//! How does a mail leave, and what does a failure mean for the next try?

use std::fmt;
use std::time::Duration;

use super::compose::Mail;
use super::files::FileDrop;
use super::smtp::SmtpRelay;
use crate::config::{Config, Smtp};

/// The way mails leave: a relay, or files that the demo shows in the browser.
#[derive(Debug)]
pub enum Transport {
    /// An SMTP relay.
    Smtp(SmtpRelay),
    /// A folder of `.eml` files.
    Files(FileDrop),
}

impl Transport {
    /// The way the settings name: the relay, or files when there is none.
    ///
    /// # Errors
    /// When the relay's host name cannot be used for TLS.
    pub fn from_config(config: &Config) -> Result<Self, SendError> {
        match &config.smtp {
            Some(smtp) => Self::smtp(smtp, &config.mail_domain, config.send_timeout),
            None => Ok(Self::files(config.mail_dir())),
        }
    }

    /// Hands mails to a relay; `hello` is the name said in EHLO, `deadline` the longest time one mail may take.
    ///
    /// # Errors
    /// When the relay's host name cannot be used for TLS.
    pub fn smtp(settings: &Smtp, hello: &str, deadline: Duration) -> Result<Self, SendError> {
        SmtpRelay::new(settings, hello, deadline).map(Self::Smtp)
    }

    /// Writes mails as files into a folder, which is made when the first mail is written.
    pub fn files(folder: impl Into<std::path::PathBuf>) -> Self {
        Self::Files(FileDrop::new(folder))
    }

    /// Sends one mail. `Ok` means the other side has taken responsibility for it.
    ///
    /// Dropping the future ends the conversation at once (the connection is closed); the mail may or may not have
    /// been accepted then, and a later try with the same Message-ID is right.
    ///
    /// # Errors
    /// See [`SendErrorClass`]. The error holds no personal data.
    pub async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        match self {
            Self::Smtp(relay) => relay.send(mail).await,
            Self::Files(folder) => folder.write(mail).await,
        }
    }
}

/// What a failure is about, and so what to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendErrorClass {
    /// The relay refuses this recipient or this mail for good: no other try, the office has to act.
    Recipient,
    /// It may work later, or it is unknown whether the mail was accepted: try again with the same Message-ID.
    Temporary,
    /// The relay cannot be used as it is set up (connection, TLS, login, sender): pause all mails and tell the office.
    Relay,
}

impl SendErrorClass {
    /// Stable text form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Temporary => "temporary",
            Self::Relay => "relay",
        }
    }
}

/// How far the conversation was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Waiting for a free connection.
    Queue,
    /// Connection, implicit TLS, greeting, EHLO.
    Connect,
    /// STARTTLS and the second EHLO.
    Starttls,
    /// AUTH.
    Auth,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA.
    Data,
    /// The mail itself up to the answer to the final dot.
    Body,
    /// Writing a file.
    File,
}

impl Step {
    /// Stable text form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Connect => "connect",
            Self::Starttls => "starttls",
            Self::Auth => "auth",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Data => "data",
            Self::Body => "body",
            Self::File => "file",
        }
    }
}

/// Why a mail did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendError {
    /// What it is about.
    pub class: SendErrorClass,
    /// How far the conversation was.
    pub step: Step,
    /// Reply code of the relay, or one word: `timeout`, `closed`, `unreachable`, `tls`, `unsupported`, `denied`,
    /// `reply`, `io`.
    pub what: String,
}

impl SendError {
    pub(super) fn new(class: SendErrorClass, step: Step, what: impl Into<String>) -> Self {
        Self {
            class,
            step,
            what: what.into(),
        }
    }

    /// A short code without personal data, such as `550-recipient` or `timeout-body`, for the outbox page and logs.
    pub fn code(&self) -> String {
        format!("{}-{}", self.what, self.step.as_str())
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} failure: {}", self.class.as_str(), self.code())
    }
}

impl std::error::Error for SendError {}
