//! How does a page become an answer: in which language, with which frame around it?

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};

use super::access::{Alarm, SessionEnd, Subject};
use super::{Web, cookies};
use crate::app::AppError;
use crate::domain::rights::{Reach, Right};
use crate::view::Lang;
use crate::view::pages::{Area, Frame, Framed, LanguageLink, LinkGonePage, Page};

/// What a request says about how its page should look.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// Language of the page.
    pub(super) lang: Lang,
    /// Whether the address itself names the language; it then stays in the links of the page.
    in_address: bool,
    /// Whether address or cookie name a language at all.
    chosen: bool,
    path: String,
    /// The query without `lang` and `ok`.
    query: String,
    /// What has just been done, from `ok` in the query.
    flash: Option<String>,
    subject: Subject,
    alarm: Alarm,
    session_end: Option<DateTime<Utc>>,
}

/// All pairs of a query, percent-decoded; none when it cannot be read.
pub(super) fn query_pairs(uri: &Uri) -> Vec<(String, String)> {
    Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map(|q| q.0)
        .unwrap_or_default()
}

impl Look {
    /// How the page should look, from the parts of a request, when the gate has not been passed.
    pub(super) fn of(parts: &Parts) -> Self {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = query_pairs(&parts.uri);
        let value = |key: &str| pairs.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        let in_address = value("lang").filter(|l| cookies::known_language(l));
        let chosen = in_address.clone().or_else(|| cookies::language(&parts.headers));
        let kept = query
            .split('&')
            .filter(|p| !p.is_empty() && !p.starts_with("lang=") && !p.starts_with("ok="));
        Self {
            lang: chosen.as_deref().map_or(Lang::De, Lang::parse),
            in_address: in_address.is_some(),
            chosen: chosen.is_some(),
            path: parts.uri.path().to_owned(),
            query: kept.collect::<Vec<_>>().join("&"),
            flash: value("ok"),
            session_end: parts.extensions.get::<SessionEnd>().map(|end| end.0),
            alarm: parts.extensions.get::<Alarm>().copied().unwrap_or_default(),
            subject: parts
                .extensions
                .get::<Subject>()
                .cloned()
                .unwrap_or(Subject::Nobody),
        }
    }

    /// The same in the reader's own language, unless another one was chosen.
    #[must_use]
    pub(super) fn or_language(mut self, tag: &str) -> Self {
        if !self.chosen {
            self.lang = Lang::parse(tag);
        }
        self
    }

    /// The same for somebody who has just signed in.
    #[must_use]
    pub(super) fn seen_by(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    /// `de` or `en`, for names that are stored in both.
    pub(super) fn tag(&self) -> &'static str {
        self.lang.as_str()
    }

    /// What is appended to addresses so that the language survives where no cookie is set.
    pub(super) fn suffix(&self) -> String {
        let sticky = matches!(self.subject, Subject::Volunteer(..) | Subject::Person(..)) && self.in_address;
        if sticky {
            format!("?lang={}", self.tag())
        } else {
            String::new()
        }
    }

    /// The address of this page, to come back to after signing in.
    pub(super) fn address(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }

    /// Whether whoever looks has this right of the office.
    pub(super) fn allows(&self, right: Right) -> bool {
        matches!(&self.subject, Subject::Office(_, rights) if rights.allow(right))
    }

    /// For which part of the office's work whoever looks has this right.
    pub(super) fn reach(&self, right: Right) -> Reach {
        match &self.subject {
            Subject::Office(_, rights) => rights.reach(right),
            _ => Reach::Parts(Vec::new()),
        }
    }

    fn frame(&self, web: &Web, area: Area, setting: Setting) -> Frame {
        // Whoever is signed in keeps the office's frame when something went wrong.
        let area = match &self.subject {
            Subject::Office(..) if area == Area::Public && self.path.starts_with("/office") => Area::Office,
            _ => area,
        };
        let app = &web.app;
        let link = |lang: Lang, name| {
            let mut query = self.query.clone();
            if !query.is_empty() {
                query.push('&');
            }
            LanguageLink {
                code: lang.as_str(),
                name,
                url: format!("{}?{query}lang={}", self.path, lang.as_str()),
            }
        };
        let flash = self.flash.clone().filter(|code| {
            code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
                && app.templates.has_message(self.lang, &format!("flash-{code}"))
        });
        let by_device = |token: &str| token.parse::<uuid::Uuid>().is_ok();
        let device = match &self.subject {
            Subject::School(_, token) | Subject::Person(_, token) => by_device(token),
            Subject::Device(_) => true,
            _ => false,
        };
        let (who, home) = match &self.subject {
            Subject::Office(account, _) => (Some(account.name.clone()), "/office".to_owned()),
            Subject::School(organisation, token) => (Some(organisation.name.clone()), format!("/s/{token}")),
            Subject::Volunteer(_, token) => (None, format!("/e/{token}{}", self.suffix())),
            Subject::Person(person, token) => {
                (Some(person.full_name()), format!("/v/{token}{}", self.suffix()))
            }
            Subject::Nobody if self.path.starts_with("/office") || self.path.starts_with("/account") => {
                (None, "/office".to_owned())
            }
            Subject::Device(device) => (Some(device.address.clone()), "/mein".to_owned()),
            Subject::Nobody | Subject::Calendar(_) => (None, "/".to_owned()),
        };
        let rights = match &self.subject {
            Subject::Office(_, rights) => Right::ALL
                .iter()
                .filter(|right| rights.allow(**right))
                .map(|right| right.as_str())
                .collect(),
            _ => Vec::new(),
        };
        let whole = match &self.subject {
            Subject::Office(_, rights) => Right::ALL
                .iter()
                .filter(|right| !rights.reach(**right).is_narrow())
                .map(|right| right.as_str())
                .collect(),
            _ => Vec::new(),
        };
        Frame {
            area,
            rights,
            whole,
            nav: setting.nav,
            home,
            who,
            device,
            office: app.config.office.clone(),
            assets: web.assets.to_string(),
            suffix: self.suffix(),
            languages: vec![link(Lang::De, "Deutsch"), link(Lang::En, "English")],
            flash,
            mark: app
                .keys
                .issue_form(&self.subject.scope(), &app.ids, app.clock.now()),
            refresh: setting.refresh,
            session_left: self
                .session_end
                .map(|end| (end - app.clock.now()).num_seconds().max(0)),
            mail_alarm: self.alarm.mails_stand,
            burning: self.alarm.burning,
            demo: app.config.demo,
        }
    }
}

impl FromRequestParts<Web> for Look {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, AppError> {
        Ok(Self::of(parts))
    }
}

/// What differs from page to page in the frame.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// Current entry of the office navigation.
    pub(super) nav: &'static str,
    /// Seconds until the page loads itself again.
    pub(super) refresh: Option<u32>,
}

/// An office page with its entry of the navigation.
pub(super) fn office<P: Page>(
    web: &Web,
    look: &Look,
    nav: &'static str,
    page: &P,
) -> Result<Response, AppError> {
    render(web, look, Setting { nav, refresh: None }, StatusCode::OK, page)
}

/// A page with status 200.
pub(super) fn show<P: Page>(web: &Web, look: &Look, page: &P) -> Result<Response, AppError> {
    render(web, look, Setting::default(), StatusCode::OK, page)
}

/// A page with another status.
pub(super) fn with_status<P: Page>(
    web: &Web,
    look: &Look,
    status: StatusCode,
    page: &P,
) -> Result<Response, AppError> {
    render(web, look, Setting::default(), status, page)
}

/// Any page.
pub(super) fn render<P: Page>(
    web: &Web,
    look: &Look,
    setting: Setting,
    status: StatusCode,
    page: &P,
) -> Result<Response, AppError> {
    let frame = look.frame(web, P::AREA, setting);
    let html = web
        .app
        .templates
        .render(P::TEMPLATE, look.lang, &Framed { frame: &frame, page });
    let html = html.map_err(|error| AppError::Internal(error.into()))?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}

/// The page for links that are not good (any more).
pub(super) fn gone(web: &Web, look: &Look, page: LinkGonePage) -> Response {
    with_status(web, look, StatusCode::NOT_FOUND, &page).unwrap_or_else(IntoResponse::into_response)
}

/// After a change: the page to look at next, with a word on top about what was done.
pub(super) fn done(look: &Look, path: &str, flash: &str) -> Response {
    let suffix = look.suffix();
    let separator = if suffix.is_empty() && !path.contains('?') {
        "?"
    } else {
        "&"
    };
    Redirect::to(&format!("{path}{suffix}{separator}ok={flash}")).into_response()
}
