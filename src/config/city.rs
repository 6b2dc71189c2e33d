//! The city's own login: which settings has it, and are they sound?

use secrecy::SecretString;

use super::reader::Reader;

/// An OpenID Connect provider that knows the office's people.
#[derive(Clone, Debug)]
pub struct CityLogin {
    /// Its issuer; everything else is read from there.
    pub issuer: String,
    /// Name of this program there.
    pub client_id: String,
    /// Secret of this program there; none for a public client.
    pub client_secret: Option<SecretString>,
    /// What the button says ("Stadt Hamm").
    pub name: String,
    /// Whether it asks for a second factor itself, so that none is asked for here.
    pub second_factor: bool,
}

impl Reader<'_> {
    pub(super) fn city_login(&mut self) -> Option<CityLogin> {
        let Some(issuer) = self.optional("oidc_issuer") else {
            for name in [
                "oidc_client_id",
                "oidc_client_secret",
                "oidc_name",
                "oidc_second_factor",
            ] {
                if self.optional(name).is_some() {
                    self.fault(name, "has no effect without oidc_issuer; set oidc_issuer, too");
                }
            }
            return None;
        };
        let host = |rest: &str| rest.split(['/', ':']).next().unwrap_or_default().to_owned();
        let safe = match (issuer.strip_prefix("https://"), issuer.strip_prefix("http://")) {
            (Some(rest), _) => !host(rest).is_empty(),
            // A provider on the same machine, for trying things out.
            (_, Some(rest)) => matches!(host(rest).as_str(), "127.0.0.1" | "localhost"),
            _ => false,
        };
        if !safe || issuer.contains(['?', '#', '@', ' ']) {
            self.fault(
                "oidc_issuer",
                format!("must be like https://login.stadt.example/realms/stadt (now: {issuer:?})"),
            );
        }
        let second_factor = match self.text("oidc_second_factor", "here").as_str() {
            "here" => false,
            "there" => true,
            other => {
                self.fault(
                    "oidc_second_factor",
                    format!("takes here or there (now: {other:?})"),
                );
                false
            }
        };
        let name = self.line("oidc_name", "");
        let Some(client_id) = self.optional("oidc_client_id") else {
            self.fault("oidc_issuer", "needs oidc_client_id, too");
            return None;
        };
        Some(CityLogin {
            issuer,
            client_id,
            client_secret: self.optional("oidc_client_secret").map(Into::into),
            name,
            second_factor,
        })
    }
}
