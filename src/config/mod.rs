//! What can be set, where it comes from, and every fault of it at once.
//!
//! Nothing needs to be set for a first look: SQLite and mails as files in `./data`, on loopback.

mod city;
mod net;
mod reader;
mod source;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono_tz::Tz;
use secrecy::{ExposeSecret, SecretString};

use crate::domain::text::EmailAddress;
pub use city::CityLogin;
pub use net::Network;
use reader::Reader;
pub use source::Key;
use source::Source;

/// What pages and mails say about the office itself.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct OfficeProfile {
    /// Name ("Ehrenamtskoordination Hamm").
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// Address for replies.
    pub email: String,
    /// When the telephone is answered ("Mo-Do 8-16 Uhr, Fr 8-12 Uhr").
    pub hours: String,
    /// Street, postcode, town in one line.
    pub address: String,
}

/// Where the data is kept.
#[derive(Clone)]
pub enum Database {
    /// One file, embedded.
    Sqlite(PathBuf),
    /// A server; the URL holds a password.
    Postgres(SecretString),
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "Sqlite({})", path.display()),
            Self::Postgres(_) => f.write_str("Postgres(..)"),
        }
    }
}

/// How the connection to the mail relay is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// Not at all; only for a relay on the same machine.
    None,
    /// STARTTLS, required: without it nothing is sent.
    Starttls,
    /// TLS from the first byte.
    Implicit,
}

/// Who has to sign in with a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorRule {
    /// Whoever wants to.
    Nobody,
    /// Accounts that manage accounts and settings.
    Administrators,
    /// Every account of the office.
    Everyone,
}

/// The mail relay.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// User, when the relay asks for one.
    pub user: Option<String>,
    /// Password.
    pub password: Option<SecretString>,
    /// Protection.
    pub tls: SmtpTls,
}

/// The mailbox that answers and delivery reports come to.
#[derive(Clone, Debug)]
pub struct Imap {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// User.
    pub user: String,
    /// Password.
    pub password: SecretString,
    /// Protection.
    pub tls: SmtpTls,
    /// Folder.
    pub folder: String,
    /// Pause between two looks.
    pub interval: Duration,
}

/// What a volunteer's "no" in the own calendar does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarDecline {
    /// The same as calling off on the link page: the next person is asked.
    Cancel,
    /// The office has to look at it first.
    Ask,
}

/// All settings, valid.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder for the database file, mails as files and the secret key.
    pub data_dir: PathBuf,
    /// Public address without a slash at the end; every link in a mail starts with it.
    pub base_url: String,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Database.
    pub database: Database,
    /// Mail relay; without one, mails are written as files.
    pub smtp: Option<Smtp>,
    /// Mailbox for answers; without one, `passgenau receive` can be given each mail.
    pub imap: Option<Imap>,
    /// The city's own login, for the office's people.
    pub city_login: Option<CityLogin>,
    /// Name with which the own relay signs its Authentication-Results; only those count then.
    pub mail_authserv_id: Option<String>,
    /// What a volunteer's "no" in the own calendar does.
    pub calendar_decline: CalendarDecline,
    /// Where people's answers go.
    pub mail_reply_to: EmailAddress,
    /// Longest time one mail may take.
    pub send_timeout: Duration,
    /// How long a claimed mail belongs to one worker.
    pub lease: Duration,
    /// First pause after a failed try; doubles each time.
    pub backoff_base: Duration,
    /// Longest pause between two tries.
    pub backoff_max: Duration,
    /// Domain of Message-IDs, calendar UIDs and bounce addresses.
    pub mail_domain: String,
    /// Sender address.
    pub mail_from: EmailAddress,
    /// Proxies whose forwarding headers count.
    pub trusted_proxies: Vec<Network>,
    /// Zone of the office.
    pub time_zone: Tz,
    /// Local hours in which offers wait: from, to; `None` = never.
    pub quiet_hours: Option<(u8, u8)>,
    /// How long mails of a publication are held back.
    pub publication_hold: Duration,
    /// How long mails of one action by hand are held back.
    pub action_hold: Duration,
    /// Longest time for one planning run.
    pub plan_time_limit: Duration,
    /// Key of all derived links.
    pub secret_key: SecretString,
    /// Who has to sign in with a second factor.
    pub second_factor: FactorRule,
    /// About the office.
    pub office: OfficeProfile,
    /// Folder with the office's own wording.
    pub template_dir: Option<PathBuf>,
    /// Folder into which every evening is written what the office needs when the network is down.
    pub emergency_folder: PathBuf,
    /// Whether this is the demo city: entrances and mails are shown in the browser.
    pub demo: bool,
}

/// One fault of the configuration: which setting, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFault {
    /// Setting, as it was written.
    pub setting: String,
    /// Sentence that completes it.
    pub problem: String,
}

impl ConfigFault {
    fn new(setting: impl ToString, problem: impl Into<String>) -> Self {
        Self {
            setting: setting.to_string(),
            problem: problem.into(),
        }
    }
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.setting, self.problem)
    }
}

/// Every setting there is.
pub const KEYS: &[Key] = &[
    Key {
        name: "data_dir",
        secret: false,
        help: "folder for the database file and mails as files (default: data)",
    },
    Key {
        name: "emergency_folder",
        secret: false,
        help: "folder for the file of every evening with the next days, better on another machine (default: data_dir/notfallmappe)",
    },
    Key {
        name: "base_url",
        secret: false,
        help: "public address, the start of every link (default: http://<listen>)",
    },
    Key {
        name: "listen",
        secret: false,
        help: "address and port to listen on (default: 127.0.0.1:8080)",
    },
    Key {
        name: "database_url",
        secret: true,
        help: "sqlite:<file> or postgres://… (default: SQLite in data_dir)",
    },
    Key {
        name: "smtp_host",
        secret: false,
        help: "mail relay; without one, mails become files in data_dir/mail",
    },
    Key {
        name: "smtp_port",
        secret: false,
        help: "port of the relay (default: 587, 465 with implicit, 25 with none)",
    },
    Key {
        name: "smtp_user",
        secret: false,
        help: "user at the relay",
    },
    Key {
        name: "smtp_password",
        secret: true,
        help: "password at the relay",
    },
    Key {
        name: "smtp_tls",
        secret: false,
        help: "starttls (default), implicit or none",
    },
    Key {
        name: "send_timeout",
        secret: false,
        help: "longest time for one mail, seconds (default: 180)",
    },
    Key {
        name: "lease_seconds",
        secret: false,
        help: "how long a claimed mail belongs to one worker (default: 300)",
    },
    Key {
        name: "backoff_base",
        secret: false,
        help: "first pause after a failed try, seconds (default: 60)",
    },
    Key {
        name: "backoff_max",
        secret: false,
        help: "longest pause between tries, seconds (default: 3600)",
    },
    Key {
        name: "mail_domain",
        secret: false,
        help: "domain of Message-IDs and bounces (default: host of base_url)",
    },
    Key {
        name: "mail_from",
        secret: false,
        help: "sender address (default: termine@<mail_domain>)",
    },
    Key {
        name: "mail_reply_to",
        secret: false,
        help: "where answers go (default: office_email); best the mailbox of imap_user",
    },
    Key {
        name: "mail_authserv_id",
        secret: false,
        help: "name your relay puts into Authentication-Results; others are then ignored",
    },
    Key {
        name: "imap_host",
        secret: false,
        help: "mailbox for answers and delivery reports (bounce+…@mail_domain); read only",
    },
    Key {
        name: "imap_port",
        secret: false,
        help: "port of the mailbox (default: 993, 143 with starttls or none)",
    },
    Key {
        name: "imap_user",
        secret: false,
        help: "user of the mailbox",
    },
    Key {
        name: "imap_password",
        secret: true,
        help: "password of the mailbox",
    },
    Key {
        name: "imap_tls",
        secret: false,
        help: "implicit (default), starttls or none",
    },
    Key {
        name: "imap_folder",
        secret: false,
        help: "folder of the mailbox (default: INBOX)",
    },
    Key {
        name: "imap_interval",
        secret: false,
        help: "pause between two looks into the mailbox, seconds (default: 60)",
    },
    Key {
        name: "calendar_decline",
        secret: false,
        help: "a no in a volunteer's calendar: cancel (default, as on the page) or ask (a task)",
    },
    Key {
        name: "oidc_issuer",
        secret: false,
        help: "the city's own login for the office: issuer of its OpenID Connect provider",
    },
    Key {
        name: "oidc_client_id",
        secret: false,
        help: "name of this program there; its redirect address is base_url + /login/city/answer",
    },
    Key {
        name: "oidc_client_secret",
        secret: true,
        help: "secret of this program there (none: a public client; PKCE is used in any case)",
    },
    Key {
        name: "oidc_name",
        secret: false,
        help: "what the button says, such as Stadt Hamm",
    },
    Key {
        name: "oidc_second_factor",
        secret: false,
        help: "here (default): asked for by this program; there: the city's login asks for it",
    },
    Key {
        name: "trusted_proxies",
        secret: false,
        help: "addresses or networks of your reverse proxy, comma separated",
    },
    Key {
        name: "time_zone",
        secret: false,
        help: "zone of the office (default: Europe/Berlin)",
    },
    Key {
        name: "quiet_hours",
        secret: false,
        help: "hours in which offers wait, such as 20-7 (default), or off",
    },
    Key {
        name: "publication_hold",
        secret: false,
        help: "minutes mails of a publication are held (default: 5)",
    },
    Key {
        name: "action_hold",
        secret: false,
        help: "minutes mails of one action by hand are held (default: 2)",
    },
    Key {
        name: "plan_time_limit",
        secret: false,
        help: "longest planning run, seconds (default: 60)",
    },
    Key {
        name: "secret_key",
        secret: true,
        help: "at least 32 characters; all links depend on it (SQLite: made for you)",
    },
    Key {
        name: "second_factor",
        secret: false,
        help: "who must sign in with a second factor: administrators (default), everyone or nobody",
    },
    Key {
        name: "office_name",
        secret: false,
        help: "name of the office on pages and mails",
    },
    Key {
        name: "office_phone",
        secret: false,
        help: "telephone of the office",
    },
    Key {
        name: "office_email",
        secret: false,
        help: "mailbox of the office: replies and notices go there",
    },
    Key {
        name: "office_hours",
        secret: false,
        help: "when the telephone is answered",
    },
    Key {
        name: "office_address",
        secret: false,
        help: "street, postcode and town of the office",
    },
    Key {
        name: "template_dir",
        secret: false,
        help: "folder with your own wording, same layout as templates/",
    },
    Key {
        name: "allow_plain_http",
        secret: false,
        help: "true: serve http beyond loopback (behind a TLS proxy)",
    },
];

/// Environment variables with the prefix that are not settings: the place of the file, and the log.
const ALSO: &[&str] = &["PASSGENAU_CONFIG", "PASSGENAU_LOG", "PASSGENAU_LOG_FORMAT"];

impl Config {
    /// Reads the settings of this process: `file` or `PASSGENAU_CONFIG` or `passgenau.toml` if it exists, and the
    /// environment. `defaults` replace built-in defaults (the demo city's).
    ///
    /// # Errors
    /// Every fault at once.
    pub fn load(
        file: Option<&Path>,
        defaults: &[(&'static str, String)],
        demo: bool,
    ) -> Result<Self, Vec<ConfigFault>> {
        let environment: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| name.starts_with("PASSGENAU_"))
            .collect();
        let named = file
            .map(Path::to_owned)
            .or_else(|| std::env::var_os("PASSGENAU_CONFIG").map(PathBuf::from));
        let path = named.clone().unwrap_or_else(|| PathBuf::from("passgenau.toml"));
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => None,
            Err(error) => {
                return Err(vec![ConfigFault::new(
                    path.display(),
                    format!("cannot be read: {error}"),
                )]);
            }
        };
        Self::from_parts(
            &environment,
            text.as_deref().map(|t| (path.as_path(), t)),
            defaults,
            demo,
        )
    }

    /// The settings from given parts, for tests as well.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn from_parts(
        environment: &[(String, String)],
        file: Option<(&Path, &str)>,
        defaults: &[(&'static str, String)],
        demo: bool,
    ) -> Result<Self, Vec<ConfigFault>> {
        let mut faults = Vec::new();
        let source = Source::gather(KEYS, ALSO, environment, file, &mut faults);
        let mut read = Reader {
            source: &source,
            defaults,
            faults: &mut faults,
        };

        let data_dir = PathBuf::from(read.text("data_dir", "data"));
        let emergency_folder = read
            .optional("emergency_folder")
            .map_or_else(|| data_dir.join("notfallmappe"), PathBuf::from);
        let listen = read.parsed(
            "listen",
            "127.0.0.1:8080",
            "needs an address and a port, such as 127.0.0.1:8080",
        );
        let base_url = read.base_url(listen);
        let database = read.database(&data_dir);
        let smtp = read.smtp();
        let imap = read.imap();
        let city_login = read.city_login();
        let mail_authserv_id = read.optional("mail_authserv_id");
        let calendar_decline = read.calendar_decline();
        let send_timeout = read.seconds("send_timeout", 180, 1..=3600);
        let lease = read.seconds("lease_seconds", 300, 2..=86_400);
        if lease <= send_timeout {
            read.fault(
                "lease_seconds",
                "must be longer than send_timeout, or two workers send the same mail",
            );
        }
        let backoff_base = read.seconds("backoff_base", 60, 1..=86_400);
        let backoff_max = read.seconds("backoff_max", 3600, 1..=604_800);
        if backoff_max < backoff_base {
            read.fault("backoff_max", "must not be shorter than backoff_base");
        }
        let mail_domain = read.mail_domain(&base_url);
        let mail_from = read.email("mail_from", &format!("termine@{mail_domain}"));
        let trusted_proxies = read.networks();
        let time_zone = read.parsed(
            "time_zone",
            "Europe/Berlin",
            "is not a zone name; take one like Europe/Berlin",
        );
        let quiet_hours = read.quiet_hours();
        let publication_hold = 60 * read.seconds("publication_hold", 5, 0..=1440);
        let action_hold = 60 * read.seconds("action_hold", 2, 0..=1440);
        let plan_time_limit = read.seconds("plan_time_limit", 60, 1..=3600);
        let secret_key = read.secret_key(&database, &data_dir);
        let second_factor = read.second_factor();
        let office_email = read.email("office_email", &format!("ehrenamt@{mail_domain}"));
        let mail_reply_to = read.email("mail_reply_to", office_email.as_str());
        let office = OfficeProfile {
            name: read.line("office_name", "Ehrenamtskoordination"),
            phone: read.line("office_phone", "–"),
            email: office_email.to_string(),
            hours: read.line("office_hours", ""),
            address: read.line("office_address", ""),
        };
        let template_dir = read.optional("template_dir").map(PathBuf::from);
        if template_dir.as_ref().is_some_and(|dir| !dir.is_dir()) {
            read.fault("template_dir", "is not a folder");
        }
        let allow_plain_http: bool = read.parsed("allow_plain_http", "false", "takes true or false");
        if base_url.starts_with("http://") && !listen.ip().is_loopback() && !allow_plain_http {
            read.fault(
                "listen",
                "is reachable from outside while base_url is plain http: set base_url to https://… (a reverse proxy \
                 does the TLS), or allow_plain_http to true if you know what you do",
            );
        }
        if demo && !listen.ip().is_loopback() {
            read.fault(
                "listen",
                "must be a loopback address for the demo: its accounts are no secret",
            );
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            data_dir,
            base_url,
            listen,
            database,
            smtp,
            imap,
            city_login,
            mail_authserv_id,
            calendar_decline,
            mail_reply_to,
            send_timeout,
            lease,
            backoff_base,
            backoff_max,
            mail_domain,
            mail_from,
            trusted_proxies,
            time_zone,
            quiet_hours,
            publication_hold,
            action_hold,
            plan_time_limit,
            secret_key,
            second_factor,
            office,
            template_dir,
            emergency_folder,
            demo,
        })
    }

    /// Folder mails are written to when there is no relay.
    pub fn mail_dir(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    /// Whether the public address is https.
    pub fn secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

impl Config {
    /// The secret key's bytes.
    pub fn key_bytes(&self) -> &[u8] {
        self.secret_key.expose_secret().as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Config, Vec<ConfigFault>> {
        let mut environment: Vec<(String, String)> = pairs
            .iter()
            .map(|(n, v)| (format!("PASSGENAU_{n}"), (*v).to_owned()))
            .collect();
        if !pairs.iter().any(|(n, _)| *n == "SECRET_KEY") {
            environment.push(("PASSGENAU_SECRET_KEY".into(), "x".repeat(32)));
        }
        Config::from_parts(&environment, None, &[], false)
    }

    #[test]
    fn nothing_needs_to_be_set() {
        let config = load(&[]).expect("defaults are valid");
        assert_eq!(config.base_url, "http://127.0.0.1:8080");
        assert!(matches!(config.database, Database::Sqlite(_)));
        assert!(config.smtp.is_none());
        assert_eq!(config.publication_hold, Duration::from_secs(300));
    }

    #[test]
    fn every_fault_is_told_at_once_with_its_setting() {
        let faults = load(&[
            ("LISTEN", "nonsense"),
            ("BASE_URL", "ftp://x"),
            ("SMTP_HOST", "relay.example.org"),
            ("SMTP_TLS", "maybe"),
            ("SMTP_USER", "u"),
            ("QUIET_HOURS", "7-20"),
            ("LEASE_SECONDS", "10"),
            ("DATABASE_URL", "mysql://u:geheim@h/d"),
            ("TYPO", "1"),
            ("SECRET_KEY", "short"),
        ])
        .expect_err("faulty");
        let text = faults
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n");
        for name in [
            "LISTEN",
            "BASE_URL",
            "SMTP_TLS",
            "SMTP_USER",
            "QUIET_HOURS",
            "LEASE_SECONDS",
            "DATABASE_URL",
            "TYPO",
            "SECRET_KEY",
        ] {
            assert!(
                text.contains(&format!("PASSGENAU_{name} ")),
                "{name} missing in\n{text}"
            );
        }
        assert!(!text.contains("geheim"), "no password in a fault");
    }

    #[test]
    fn plain_http_beyond_loopback_needs_a_word() {
        assert!(load(&[("LISTEN", "0.0.0.0:80")]).is_err());
        assert!(load(&[("LISTEN", "0.0.0.0:80"), ("BASE_URL", "https://e.example.org")]).is_ok());
        assert!(load(&[("LISTEN", "0.0.0.0:80"), ("ALLOW_PLAIN_HTTP", "true")]).is_ok());
    }

    #[test]
    fn the_environment_beats_the_file() {
        let environment = vec![
            ("PASSGENAU_OFFICE_NAME".to_owned(), "Büro B".to_owned()),
            ("PASSGENAU_SECRET_KEY".to_owned(), "x".repeat(32)),
        ];
        let file = "office_name = \"Büro A\"\nsend_timeout = 20\n";
        let config =
            Config::from_parts(&environment, Some((Path::new("p.toml"), file)), &[], false).expect("valid");
        assert_eq!(config.office.name, "Büro B");
        assert_eq!(config.send_timeout, Duration::from_secs(20));
        let faults = Config::from_parts(
            &environment,
            Some((Path::new("p.toml"), "offise = 1")),
            &[],
            false,
        );
        assert!(
            faults.expect_err("unknown key")[0]
                .to_string()
                .contains("offise in p.toml")
        );
    }
}
