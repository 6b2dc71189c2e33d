//! What does each setting's text mean, and what is wrong with it?

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use secrecy::SecretString;

use super::source::Source;
use super::{CalendarDecline, ConfigFault, Database, FactorRule, Imap, Network, Smtp, SmtpTls};
use crate::domain::text::EmailAddress;

/// Reads one setting after the other and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Source,
    pub(super) defaults: &'a [(&'static str, String)],
    pub(super) faults: &'a mut Vec<ConfigFault>,
}

impl Reader<'_> {
    pub(super) fn optional(&self, name: &str) -> Option<String> {
        let given = self.source.get(name).map(|(value, _)| value.to_owned());
        given.or_else(|| {
            self.defaults
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| v.clone())
        })
    }

    pub(super) fn text(&self, name: &str, default: &str) -> String {
        self.optional(name).unwrap_or_else(|| default.to_owned())
    }

    pub(super) fn line(&mut self, name: &str, default: &str) -> String {
        match crate::domain::text::line(name, &self.text(name, default), 200) {
            Ok(text) => text.unwrap_or_default(),
            Err(_) => {
                self.fault(name, "is longer than 200 characters");
                String::new()
            }
        }
    }

    pub(super) fn fault(&mut self, name: &str, problem: impl Into<String>) {
        let setting = self
            .source
            .get(name)
            .map_or(name, |(_, origin)| origin)
            .to_owned();
        self.faults.push(ConfigFault::new(setting, problem));
    }

    pub(super) fn parsed<T: FromStr>(&mut self, name: &str, default: &str, problem: &str) -> T {
        let text = self.text(name, default);
        if let Ok(value) = text.parse() {
            return value;
        }
        self.fault(name, format!("{problem} (now: {text:?})"));
        match default.parse() {
            Ok(value) => value,
            Err(_) => unreachable!("the built-in default of {name} parses"),
        }
    }

    pub(super) fn seconds(
        &mut self,
        name: &str,
        default: u64,
        range: std::ops::RangeInclusive<u64>,
    ) -> Duration {
        let (low, high) = (range.start(), range.end());
        let text = self.text(name, &default.to_string());
        match text.parse::<u64>() {
            Ok(value) if range.contains(&value) => Duration::from_secs(value),
            _ => {
                self.fault(
                    name,
                    format!("takes a whole number from {low} to {high} (now: {text:?})"),
                );
                Duration::from_secs(default)
            }
        }
    }

    pub(super) fn base_url(&mut self, listen: SocketAddr) -> String {
        let text = self
            .text("base_url", &format!("http://{listen}"))
            .trim_end_matches('/')
            .to_owned();
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let plain = |r: &str| {
            !r.is_empty()
                && r.chars()
                    .all(|c| c.is_ascii_graphic() && !"?#@\"<>\\".contains(c))
        };
        if !rest.is_some_and(plain) {
            self.fault(
                "base_url",
                format!("must be like https://ehrenamt.example.de (now: {text:?})"),
            );
        }
        text
    }

    pub(super) fn database(&mut self, data_dir: &Path) -> Database {
        match self.optional("database_url") {
            None => Database::Sqlite(data_dir.join("passgenau.sqlite3")),
            Some(url) => {
                if let Some(path) = url.strip_prefix("sqlite:") {
                    let path = path.strip_prefix("//").unwrap_or(path);
                    if path.is_empty() || path.contains('?') {
                        self.fault(
                            "database_url",
                            "must name a file, such as sqlite:/var/lib/passgenau/data.sqlite3",
                        );
                    }
                    return Database::Sqlite(PathBuf::from(path));
                }
                if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
                    self.fault("database_url", "must start with sqlite: or postgres://");
                }
                Database::Postgres(url.into())
            }
        }
    }

    pub(super) fn smtp(&mut self) -> Option<Smtp> {
        let Some(host) = self.optional("smtp_host") else {
            for name in ["smtp_port", "smtp_user", "smtp_password", "smtp_tls"] {
                if self.source.get(name).is_some() {
                    self.fault(name, "has no effect without smtp_host; set smtp_host, too");
                }
            }
            return None;
        };
        let tls = match self.text("smtp_tls", "starttls").as_str() {
            "none" => SmtpTls::None,
            "starttls" | "required" => SmtpTls::Starttls,
            "implicit" => SmtpTls::Implicit,
            other => {
                let problem = format!("takes starttls, implicit or none (now: {other:?})");
                self.fault("smtp_tls", problem);
                SmtpTls::Starttls
            }
        };
        let default_port = match tls {
            SmtpTls::None => "25",
            SmtpTls::Starttls => "587",
            SmtpTls::Implicit => "465",
        };
        let port = self.parsed("smtp_port", default_port, "takes a port number from 1 to 65535");
        let user = self.optional("smtp_user");
        let password: Option<SecretString> = self.optional("smtp_password").map(Into::into);
        if user.is_some() != password.is_some() {
            self.fault(
                "smtp_user",
                "and smtp_password (or smtp_password_file) belong together; set both or neither",
            );
        }
        Some(Smtp {
            host,
            port,
            user,
            password,
            tls,
        })
    }

    pub(super) fn imap(&mut self) -> Option<Imap> {
        let Some(host) = self.optional("imap_host") else {
            for name in [
                "imap_port",
                "imap_user",
                "imap_password",
                "imap_tls",
                "imap_folder",
                "imap_interval",
            ] {
                if self.source.get(name).is_some() {
                    self.fault(name, "has no effect without imap_host; set imap_host, too");
                }
            }
            return None;
        };
        let tls = match self.text("imap_tls", "implicit").as_str() {
            "none" => SmtpTls::None,
            "starttls" => SmtpTls::Starttls,
            "implicit" => SmtpTls::Implicit,
            other => {
                let problem = format!("takes implicit, starttls or none (now: {other:?})");
                self.fault("imap_tls", problem);
                SmtpTls::Implicit
            }
        };
        let default_port = if tls == SmtpTls::Implicit { "993" } else { "143" };
        let port = self.parsed("imap_port", default_port, "takes a port number from 1 to 65535");
        let folder = self.line("imap_folder", "INBOX");
        let interval = self.seconds("imap_interval", 60, 1..=86_400);
        let (Some(user), Some(password)) = (self.optional("imap_user"), self.optional("imap_password"))
        else {
            self.fault(
                "imap_host",
                "needs imap_user and imap_password (or imap_password_file), too",
            );
            return None;
        };
        Some(Imap {
            host,
            port,
            user,
            password: password.into(),
            tls,
            folder,
            interval,
        })
    }

    pub(super) fn calendar_decline(&mut self) -> CalendarDecline {
        match self.text("calendar_decline", "cancel").as_str() {
            "cancel" => CalendarDecline::Cancel,
            "ask" => CalendarDecline::Ask,
            other => {
                let problem = format!("takes cancel or ask (now: {other:?})");
                self.fault("calendar_decline", problem);
                CalendarDecline::Ask
            }
        }
    }

    pub(super) fn mail_domain(&mut self, base_url: &str) -> String {
        let host = base_url.split("//").nth(1).unwrap_or_default();
        let host = host.split(['/', ':']).next().unwrap_or_default();
        let default = if host.contains('.') && !host.chars().all(|c| c.is_ascii_digit() || c == '.') {
            host.to_owned()
        } else {
            "passgenau.example.org".to_owned()
        };
        let domain = self.text("mail_domain", &default);
        if EmailAddress::parse("mail_domain", &format!("x@{domain}")).is_err() {
            self.fault(
                "mail_domain",
                format!("must be a domain such as ehrenamt.example.de (now: {domain:?})"),
            );
            return default;
        }
        domain
    }

    pub(super) fn email(&mut self, name: &str, default: &str) -> EmailAddress {
        let text = self.text(name, default);
        let fallback = || EmailAddress::parse(name, "termine@passgenau.example.org");
        match EmailAddress::parse(name, &text) {
            Ok(address) => address,
            Err(_) => {
                self.fault(name, format!("must be a plain mail address (now: {text:?})"));
                match fallback() {
                    Ok(address) => address,
                    Err(_) => unreachable!("the fallback address is valid"),
                }
            }
        }
    }

    pub(super) fn networks(&mut self) -> Vec<Network> {
        let text = self.text("trusted_proxies", "");
        let mut networks = Vec::new();
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            match Network::parse(part) {
                Some(network) => networks.push(network),
                None => self.fault(
                    "trusted_proxies",
                    format!("holds {part:?}, which is no address or network"),
                ),
            }
        }
        networks
    }

    pub(super) fn second_factor(&mut self) -> FactorRule {
        match self.text("second_factor", "administrators").as_str() {
            "nobody" => FactorRule::Nobody,
            "administrators" => FactorRule::Administrators,
            "everyone" => FactorRule::Everyone,
            other => {
                let problem = format!("takes administrators, everyone or nobody (now: {other:?})");
                self.fault("second_factor", problem);
                FactorRule::Everyone
            }
        }
    }

    pub(super) fn quiet_hours(&mut self) -> Option<(u8, u8)> {
        let text = self.text("quiet_hours", "20-7");
        if text == "off" {
            return None;
        }
        let hours = text
            .split_once('-')
            .and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
        match hours {
            Some((from, to)) if from <= 24 && to <= 24 && from > to && to > 0 => Some((from, to)),
            _ => {
                self.fault(
                    "quiet_hours",
                    format!("takes two hours across midnight, such as 20-7, or off (now: {text:?})"),
                );
                Some((20, 7))
            }
        }
    }

    pub(super) fn secret_key(&mut self, database: &Database, data_dir: &Path) -> SecretString {
        if let Some(key) = self.optional("secret_key") {
            if key.chars().count() < 32 {
                self.fault(
                    "secret_key",
                    "must have at least 32 characters; make one with: openssl rand -base64 32",
                );
            }
            return key.into();
        }
        if matches!(database, Database::Postgres(_)) {
            self.fault(
                "secret_key",
                "is needed with PostgreSQL, the same for all instances: openssl rand -base64 32 > secret.key, then set \
                 PASSGENAU_SECRET_KEY_FILE=secret.key",
            );
            return String::new().into();
        }
        match stored_secret(data_dir) {
            Ok(key) => key,
            Err(error) => {
                let path = data_dir.join("secret.key");
                self.faults.push(ConfigFault::new(
                    path.display(),
                    format!("cannot be made or read: {error}"),
                ));
                String::new().into()
            }
        }
    }
}

/// The key kept beside an embedded database; made on first use, readable by its owner only.
fn stored_secret(data_dir: &Path) -> std::io::Result<SecretString> {
    use std::io::Write;
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};

    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data_dir)?;
    let path = data_dir.join("secret.key");
    let fresh = crate::ids::Ids::system()
        .bytes::<32>()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect::<String>();
    // Written aside and linked into place, so that two first starts agree on one whole key.
    let aside = data_dir.join(format!("secret.key.{}", &fresh[..8]));
    if !path.exists() {
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&aside)?;
        file.write_all(fresh.as_bytes())?;
        file.sync_all()?;
        let linked = std::fs::hard_link(&aside, &path);
        std::fs::remove_file(&aside)?;
        match linked {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    let key = std::fs::read_to_string(&path)?.trim().to_owned();
    if key.len() < 32 {
        return Err(std::io::Error::other(
            "holds fewer than 32 characters; remove it to get a new one",
        ));
    }
    Ok(key.into())
}
