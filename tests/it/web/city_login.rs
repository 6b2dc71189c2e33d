//! Does the city's own login let in whom it names, once, with good signatures only - and nobody the office does not know?

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::PASSWORD;
use super::browser::{Answer, Browser};
use crate::support::app::TestApp;
use crate::support::db::{Engine as Db, TestDb};

/// A provider that signs whatever a test wants it to say.
#[derive(Clone)]
struct City {
    issuer: String,
    key: Arc<EcdsaKeyPair>,
    /// What the next token says beside what every token says.
    says: Arc<Mutex<Value>>,
    /// Code challenge and nonce of the last browser that came.
    asked: Arc<Mutex<(String, String)>>,
}

fn pair() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let bytes = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes.as_ref(), &random).expect("a key")
}

impl City {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let issuer = format!(
            "http://{}/realms/stadt",
            listener.local_addr().expect("an address")
        );
        let city = Self {
            issuer,
            key: Arc::new(pair()),
            says: Arc::new(Mutex::new(json!({}))),
            asked: Arc::default(),
        };
        let router = Router::new()
            .route(
                "/realms/stadt/.well-known/openid-configuration",
                axum::routing::get(document),
            )
            .route("/realms/stadt/keys", axum::routing::get(keys))
            .route("/realms/stadt/token", axum::routing::post(token))
            .with_state(city.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        city
    }

    fn signed(&self, now: i64) -> String {
        let nonce = self.asked.lock().unwrap().1.clone();
        let mut claims = json!({
            "iss": self.issuer, "sub": "u-17", "aud": "passgenau", "iat": now, "exp": now + 300, "nonce": nonce,
            "email": "Buero@example.org", "email_verified": true,
        });
        let mut head = json!({ "alg": "ES256", "kid": "one", "typ": "JWT" });
        let says = self.says.lock().unwrap().clone();
        for (name, value) in says.as_object().into_iter().flatten() {
            if name == "alg" || name == "kid" {
                head[name] = value.clone();
            } else {
                claims[name] = value.clone();
            }
        }
        let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", text(&head), text(&claims));
        let other = pair();
        let key = if says.get("forged").is_some() {
            &other
        } else {
            &*self.key
        };
        let mac = key.sign(&SystemRandom::new(), signed.as_bytes()).expect("signed");
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.as_ref()))
    }
}

async fn document(State(city): State<City>) -> Response {
    axum::Json(json!({
        "issuer": city.issuer,
        "authorization_endpoint": format!("{}/auth", city.issuer),
        "token_endpoint": format!("{}/token", city.issuer),
        "jwks_uri": format!("{}/keys", city.issuer),
    }))
    .into_response()
}

async fn keys(State(city): State<City>) -> Response {
    let point = city.key.public_key().as_ref();
    let number = |range: std::ops::Range<usize>| URL_SAFE_NO_PAD.encode(&point[range]);
    let key = json!({
        "kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "x": number(1..33), "y": number(33..65),
    });
    let foreign = json!({ "kty": "OKP", "kid": "two" });
    axum::Json(json!({ "keys": [foreign, key] })).into_response()
}

async fn token(
    State(city): State<City>,
    headers: axum::http::HeaderMap,
    Form(fields): Form<std::collections::BTreeMap<String, String>>,
) -> Response {
    let basic = headers
        .get(AUTHORIZATION)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let proof = URL_SAFE_NO_PAD.encode(Sha256::digest(fields["code_verifier"].as_bytes()));
    let good = fields["grant_type"] == "authorization_code"
        && fields["code"] == "good"
        && proof == city.asked.lock().unwrap().0
        && fields["code_verifier"].len() >= 43
        && basic == "Basic cGFzc2dlbmF1OmdlaGVpbQ==";
    if !good {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let now: i64 = city.says.lock().unwrap()["now"].as_i64().expect("a time");
    axum::Json(json!({ "id_token": city.signed(now), "access_token": "x", "token_type": "Bearer" }))
        .into_response()
}

async fn office(more: &[(&str, &str)]) -> (TestDb, TestApp, City) {
    let city = City::start().await;
    let db = TestDb::new(Db::Sqlite).await;
    let mut settings = vec![
        ("OIDC_ISSUER", city.issuer.as_str()),
        ("OIDC_CLIENT_ID", "passgenau"),
        ("OIDC_CLIENT_SECRET", "geheim"),
        ("OIDC_NAME", "Stadt Teststadt"),
    ];
    settings.extend(more);
    let office = TestApp::with(&db, &settings).await;
    office
        .app
        .set_password(office.account, PASSWORD, "")
        .await
        .unwrap();
    (db, office, city)
}

/// Goes to the city's login and comes back with a code; the answer to the button.
async fn through(browser: &mut Browser, office: &TestApp, city: &City, says: Value) -> Answer {
    let mut says = says;
    says["now"] = office.now().timestamp().into();
    *city.says.lock().unwrap() = says;
    let away = browser
        .submit("/login", "/login/city", &[("next", "/office/requests")])
        .await;
    let address = away.location().to_owned();
    assert!(
        address.starts_with(&format!("{}/auth?", city.issuer)),
        "{address}"
    );
    let value = |name: &str| {
        let pair = address
            .split(['?', '&'])
            .find_map(|pair| pair.strip_prefix(&format!("{name}=")));
        pair.expect("a value").to_owned()
    };
    assert_eq!(value("code_challenge_method"), "S256");
    assert_eq!(
        value("redirect_uri"),
        "http%3A%2F%2F127.0.0.1%3A8080%2Flogin%2Fcity%2Fanswer"
    );
    *city.asked.lock().unwrap() = (value("code_challenge"), value("nonce"));
    let back = format!("/login/city/answer?state={}&code=good", value("state"));
    for _ in 0..2 {
        browser.get(&back).await.shows("Fast geschafft");
        assert_eq!(
            browser.get("/office").await.status,
            StatusCode::UNAUTHORIZED,
            "not by looking"
        );
    }
    let fields = [("state", value("state")), ("code", "good".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    browser.submit(&back, "/login/city/answer", &fields).await
}

#[tokio::test]
async fn whoever_the_office_knows_comes_in_and_stays_known_under_another_address() {
    let (_db, office, city) = office(&[]).await;
    let mut browser = Browser::new(&office.app);
    let login = browser.get("/login").await;
    login.shows("Anmelden mit Stadt Teststadt");
    let policy = login.header("content-security-policy").to_owned();
    let there = city.issuer.trim_end_matches("/realms/stadt");
    assert!(
        policy.contains(&format!("form-action 'self' {there};")),
        "{policy}"
    );
    let answer = through(&mut browser, &office, &city, json!({})).await;
    assert_eq!(answer.location(), "/office/requests");
    browser.get("/office").await.shows("Ina Leitung");
    // Known by who they are, whatever their address is now.
    let mut browser = Browser::new(&office.app);
    let answer = through(
        &mut browser,
        &office,
        &city,
        json!({ "email": "leitung.neu@example.org" }),
    )
    .await;
    assert_eq!(answer.location(), "/office/requests");
    // Somebody else who got the address does not get the account.
    let mut browser = Browser::new(&office.app);
    let answer = through(&mut browser, &office, &city, json!({ "sub": "u-18" })).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_gets_an_account_by_signing_in() {
    let (_db, office, city) = office(&[]).await;
    for says in [
        json!({ "email": "fremd@example.org" }),
        json!({ "email_verified": false }),
        json!({ "email_verified": null }),
    ] {
        let mut browser = Browser::new(&office.app);
        let answer = through(&mut browser, &office, &city, says).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        answer.shows("kein Konto für Sie");
    }
    let mut tx = office.app.store.write().await.unwrap();
    tx.set_account_disabled(office.account, Some(office.now()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut browser = Browser::new(&office.app);
    let answer = through(&mut browser, &office, &city, json!({})).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_token_that_is_not_good_lets_nobody_in() {
    let (_db, office, city) = office(&[]).await;
    let now = office.now().timestamp();
    for says in [
        json!({ "forged": true }),
        json!({ "alg": "none" }),
        json!({ "alg": "HS256" }),
        json!({ "kid": "two" }),
        json!({ "iss": "https://evil.example" }),
        json!({ "aud": "another-program" }),
        json!({ "aud": ["passgenau", "another-program"] }),
        json!({ "azp": "another-program" }),
        json!({ "exp": now - 3600, "iat": now - 7200 }),
        json!({ "iat": now + 3600, "exp": now + 7200 }),
        json!({ "nonce": "of-another-attempt" }),
        json!({ "sub": "" }),
    ] {
        let mut browser = Browser::new(&office.app);
        let answer = through(&mut browser, &office, &city, says.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{says}");
        assert_eq!(
            browser.get("/office").await.status,
            StatusCode::UNAUTHORIZED,
            "{says}"
        );
    }
}

#[tokio::test]
async fn an_answer_is_good_once_and_in_its_own_browser() {
    let (_db, office, city) = office(&[]).await;
    let mut browser = Browser::new(&office.app);
    through(&mut browser, &office, &city, json!({})).await;
    let mut other = Browser::new(&office.app);
    let away = other.submit("/login", "/login/city", &[]).await;
    let address = away.location().to_owned();
    let state = address
        .split(['?', '&'])
        .find_map(|pair| pair.strip_prefix("state="))
        .expect("a state");
    let mut third = Browser::new(&office.app);
    let fields = [("state", state), ("code", "good")];
    let answer = third.submit("/login", "/login/city/answer", &fields).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "another browser");
    office.later(chrono::TimeDelta::minutes(20));
    let answer = other.submit("/login", "/login/city/answer", &fields).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "too late");
}

#[tokio::test]
async fn the_second_factor_is_asked_for_here_unless_the_city_does() {
    let (_db, office, city) = office(&[("SECOND_FACTOR", "everyone")]).await;
    let mut browser = Browser::new(&office.app);
    through(&mut browser, &office, &city, json!({})).await;
    assert_eq!(browser.get("/office").await.location(), "/account/factor?needed");

    let (_db, office, city) =
        self::office(&[("SECOND_FACTOR", "everyone"), ("OIDC_SECOND_FACTOR", "there")]).await;
    let mut browser = Browser::new(&office.app);
    through(&mut browser, &office, &city, json!({})).await;
    assert_eq!(browser.get("/office").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_city_that_does_not_answer_leaves_the_password() {
    let db = TestDb::new(Db::Sqlite).await;
    let settings = [
        ("OIDC_ISSUER", "http://127.0.0.1:9/realms/stadt"),
        ("OIDC_CLIENT_ID", "passgenau"),
    ];
    let office = TestApp::with(&db, &settings).await;
    let mut browser = Browser::new(&office.app);
    let answer = browser.submit("/login", "/login/city", &[]).await;
    assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
    answer.shows("name=\"password\"");
}
