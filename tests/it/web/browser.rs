//! What does a browser do? Keeps cookies, sends forms with their mark, says where they come from.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use passgenau::app::App;
use tower::ServiceExt;

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
    }

    /// Where it leads.
    pub(super) fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.header("location")
    }

    /// The mark of the page's forms.
    pub(super) fn mark(&self) -> String {
        let found = self
            .body
            .split("name=\"mark\" value=\"")
            .nth(1)
            .expect("a form with a mark");
        found.split('"').next().expect("a value").to_owned()
    }

    #[track_caller]
    pub(super) fn shows(&self, text: &str) {
        assert!(self.body.contains(text), "{text:?} is missing in\n{}", self.body);
    }

    #[track_caller]
    pub(super) fn hides(&self, text: &str) {
        assert!(
            !self.body.contains(text),
            "{text:?} must not stand in\n{}",
            self.body
        );
    }
}

/// A browser in front of the program.
pub(super) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(super) fn new(app: &App) -> Self {
        Self {
            router: passgenau::web::router(app.clone()),
            cookies: BTreeMap::new(),
        }
    }

    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub(super) fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path)).await
    }

    /// Sends a form from a page of the site, as browsers do.
    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header("origin", "http://127.0.0.1:8080");
        self.send_form(request, fields).await
    }

    /// Opens a page and sends the form on it, with its mark.
    pub(super) async fn submit(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mark = self.get(page).await.mark();
        let mut all = vec![("mark", mark.as_str())];
        all.extend(fields);
        self.post(path, &all).await
    }

    pub(super) async fn send_form(
        &mut self,
        request: axum::http::request::Builder,
        fields: &[(&str, &str)],
    ) -> Answer {
        let body = fields
            .iter()
            .map(|(k, v)| format!("{}={}", encode(k), encode(v)))
            .collect::<Vec<_>>()
            .join("&");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send_body(request, Body::from(body)).await
    }

    pub(super) async fn send(&mut self, request: axum::http::request::Builder) -> Answer {
        self.send_body(request, Body::empty()).await
    }

    pub(super) async fn send_body(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies = self
            .cookies
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect::<Vec<_>>()
            .join("; ");
        let request = request
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::COOKIE, cookies);
        let request = request.body(body).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().expect("text");
            let (name, value) = line
                .split(';')
                .next()
                .and_then(|p| p.split_once('='))
                .expect("a cookie");
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = to_bytes(body, 10_000_000).await.expect("a body");
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// A request of any method without a body.
    pub(super) async fn request(&mut self, method: Method, path: &str) -> Answer {
        self.send(Request::builder().method(method).uri(path)).await
    }
}

fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
