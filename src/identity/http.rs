//! One question to the city's login, one answer: no redirects, no cookies, no more bytes than such answers have.

use std::fmt::Write;
use std::sync::Arc;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::IdentityError;

/// Most bytes of an answer.
const ANSWER_MAX: usize = 256 * 1024;

/// Speaks HTTP/1.1, over TLS except on the same machine.
#[derive(Clone)]
pub(super) struct Client {
    tls: Arc<ClientConfig>,
}

impl Client {
    pub(super) fn new() -> Self {
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        // A city may have an authority of its own.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Self {
            tls: Arc::new(
                ClientConfig::builder()
                    .with_root_certificates(roots)
                    .with_no_client_auth(),
            ),
        }
    }

    pub(super) async fn get(&self, address: &str) -> Result<Vec<u8>, IdentityError> {
        let request = Request::get(address).body(Full::default());
        self.ask(address, request).await
    }

    pub(super) async fn post(
        &self,
        address: &str,
        form: &str,
        authorization: Option<String>,
    ) -> Result<Vec<u8>, IdentityError> {
        let mut request = Request::post(address).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        let request = request.body(Full::new(Bytes::copy_from_slice(form.as_bytes())));
        self.ask(address, request).await
    }

    async fn ask(
        &self,
        address: &str,
        request: Result<Request<Full<Bytes>>, hyper::http::Error>,
    ) -> Result<Vec<u8>, IdentityError> {
        let unusable = || IdentityError::Document("an address that cannot be used");
        let uri: Uri = address.parse().map_err(|_| unusable())?;
        let host = uri.host().ok_or_else(unusable)?.to_owned();
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") if matches!(host.as_str(), "127.0.0.1" | "localhost") => false,
            _ => return Err(unusable()),
        };
        let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let mut request = request.map_err(|_| unusable())?;
        let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
        let authority = authority.parse().map_err(|_| unusable())?;
        request.headers_mut().insert(HOST, authority);
        let json = hyper::header::HeaderValue::from_static("application/json");
        request.headers_mut().insert(ACCEPT, json);
        // A server is asked for a path, not for a whole address (RFC 9112, 3.2.1).
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        *request.uri_mut() = path.parse().map_err(|_| unusable())?;
        let tcp = TcpStream::connect((host.as_str(), port))
            .await
            .map_err(|_| IdentityError::Unreachable("no connection"))?;
        if secure {
            let name = ServerName::try_from(host).map_err(|_| unusable())?;
            let tls = TlsConnector::from(self.tls.clone()).connect(name, tcp).await;
            talk(tls.map_err(|_| IdentityError::Unreachable("no TLS"))?, request).await
        } else {
            talk(tcp, request).await
        }
    }
}

async fn talk<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Vec<u8>, IdentityError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let broken = |_| IdentityError::Unreachable("no HTTP");
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    let connection = tokio::spawn(connection);
    let answer = sender.send_request(request).await.map_err(broken);
    let result = match answer {
        Ok(answer) if answer.status().is_success() => {
            let body = Limited::new(answer.into_body(), ANSWER_MAX).collect().await;
            body.map(|body| body.to_bytes().to_vec())
                .map_err(|_| IdentityError::Unreachable("answer too long or broken off"))
        }
        Ok(answer) if answer.status().is_client_error() => Err(IdentityError::Refused("4xx")),
        Ok(_) => Err(IdentityError::Unreachable("no 2xx")),
        Err(error) => Err(error),
    };
    connection.abort();
    result
}

/// Fields as a form or a query sends them.
pub(super) fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A value in which only letters, digits and `-._~` stay as they are.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_cannot_become_others() {
        assert_eq!(form(&[("a", "b c&d=ü"), ("e", "")]), "a=b%20c%26d%3D%C3%BC&e=");
    }
}
