//! A real SMTP server for tests: it takes mails, or misbehaves at a chosen step.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use passgenau::config::{Smtp, SmtpTls};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A step of the conversation, named after what the client has just sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At {
    /// The connection has been made.
    Connect,
    /// EHLO.
    Ehlo,
    /// STARTTLS.
    Starttls,
    /// AUTH.
    Auth,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Rcpt,
    /// DATA.
    Data,
    /// The final dot.
    Body,
    /// QUIT.
    Quit,
}

/// Something to be done at a step, such as killing whoever is talking.
pub type Hook = Arc<dyn Fn() + Send + Sync>;

/// What the server does instead of the usual.
#[derive(Clone)]
pub enum Act {
    /// Answers this line.
    Say(&'static str),
    /// Says nothing until the client goes.
    Stall,
    /// Closes the connection.
    Close,
    /// Takes the mail and closes without a word (after the final dot).
    TakeAndClose,
    /// Waits, then goes on as usual.
    Delay(Duration),
    /// Does this, then goes on as usual; a mail whose final dot has come is taken, whoever still listens.
    Do(Hook),
    /// Goes on as usual: for the steps before the one that matters.
    Nothing,
}

/// A mail as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    /// Name in EHLO.
    pub hello: String,
    /// Return path.
    pub from: String,
    /// Recipients.
    pub to: Vec<String>,
    /// Headers and body, dots unstuffed.
    pub bytes: Vec<u8>,
}

impl Received {
    /// The mail as text; all of it is ASCII.
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("a mail is ASCII")
    }
}

#[derive(Default)]
struct Shared {
    script: Mutex<HashMap<At, Vec<(usize, Act)>>>,
    extensions: Mutex<Vec<&'static str>>,
    login: Mutex<Option<&'static str>>,
    mails: Mutex<Vec<Received>>,
    commands: Mutex<Vec<String>>,
    open: AtomicUsize,
    peak: AtomicUsize,
}

/// The server; it is gone when dropped.
pub struct Sink {
    /// Where it listens.
    pub address: SocketAddr,
    shared: Arc<Shared>,
    arrived: watch::Receiver<usize>,
    task: JoinHandle<()>,
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Sink {
    /// A server on a free port.
    pub async fn start() -> Self {
        Self::start_on("127.0.0.1:0".parse().expect("an address")).await
    }

    /// A server on this port, such as one that has been away.
    pub async fn start_on(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.expect("the port is free");
        let address = listener.local_addr().expect("bound");
        let shared = Arc::new(Shared::default());
        let (count, arrived) = watch::channel(0);
        let of_task = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            // Connections end with the server, as they do when a process is killed.
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (shared, count) = (Arc::clone(&of_task), count.clone());
                connections.spawn(async move {
                    let open = shared.open.fetch_add(1, Ordering::SeqCst) + 1;
                    shared.peak.fetch_max(open, Ordering::SeqCst);
                    converse(stream, &shared, &count).await;
                });
            }
        });
        Self {
            address,
            shared,
            arrived,
            task,
        }
    }

    /// Misbehaves at a step, `times` times.
    pub fn on(&self, at: At, times: usize, act: Act) {
        self.shared
            .script
            .lock()
            .expect("lock")
            .entry(at)
            .or_default()
            .push((times, act));
    }

    /// Offers an extension in the answer to EHLO.
    pub fn offer(&self, extension: &'static str) {
        self.shared.extensions.lock().expect("lock").push(extension);
    }

    /// Takes nothing before AUTH PLAIN with this response (base64).
    pub fn require_login(&self, response: &'static str) {
        self.offer("AUTH PLAIN");
        *self.shared.login.lock().expect("lock") = Some(response);
    }

    /// Mails taken so far.
    pub fn mails(&self) -> Vec<Received> {
        self.shared.mails.lock().expect("lock").clone()
    }

    /// Commands heard so far.
    pub fn commands(&self) -> Vec<String> {
        self.shared.commands.lock().expect("lock").clone()
    }

    /// Most connections at the same time.
    pub fn peak(&self) -> usize {
        self.shared.peak.load(Ordering::SeqCst)
    }

    /// Waits until so many mails have been taken.
    pub async fn wait_for(&self, mails: usize) -> Vec<Received> {
        let mut arrived = self.arrived.clone();
        let enough = tokio::time::timeout(Duration::from_secs(20), arrived.wait_for(|n| *n >= mails)).await;
        assert!(enough.is_ok(), "{} of {mails} mails arrived", self.mails().len());
        self.mails()
    }

    /// Settings that lead here, without protection or login.
    pub fn settings(&self) -> Smtp {
        Smtp {
            host: self.address.ip().to_string(),
            port: self.address.port(),
            user: None,
            password: None,
            tls: SmtpTls::None,
        }
    }
}

/// The next thing to do at a step, if it is not the usual.
fn act(shared: &Shared, at: At) -> Option<Act> {
    let mut script = shared.script.lock().expect("lock");
    let acts = script.get_mut(&at)?;
    let (times, act) = acts.first_mut()?;
    let next = act.clone();
    *times -= 1;
    if *times == 0 {
        acts.remove(0);
    }
    Some(next)
}

struct Open<'a>(&'a Shared);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

enum Go {
    On,
    Refused,
    Gone,
}

async fn step(shared: &Shared, at: At, stream: &mut BufReader<TcpStream>, usual: &str) -> Go {
    let line = match act(shared, at) {
        None => usual,
        Some(Act::Nothing) => usual,
        Some(Act::Do(hook)) => {
            hook();
            usual
        }
        Some(Act::Delay(time)) => {
            tokio::time::sleep(time).await;
            usual
        }
        Some(Act::Say(line)) => {
            let said = stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await;
            return if said.is_ok() { Go::Refused } else { Go::Gone };
        }
        Some(Act::Stall) => {
            let mut rest = Vec::new();
            tokio::io::AsyncReadExt::read_to_end(stream, &mut rest).await.ok();
            return Go::Gone;
        }
        Some(Act::Close | Act::TakeAndClose) => return Go::Gone,
    };
    match stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await {
        Ok(()) => Go::On,
        Err(_) => Go::Gone,
    }
}

async fn converse(stream: TcpStream, shared: &Shared, count: &watch::Sender<usize>) {
    let mut stream = BufReader::new(stream);
    let mut mail = Received {
        hello: String::new(),
        from: String::new(),
        to: Vec::new(),
        bytes: Vec::new(),
    };
    // Counted down before the last answer, which lets the client open its next connection.
    let open = Open(shared);
    let mut logged_in = shared.login.lock().expect("lock").is_none();
    if !matches!(
        step(shared, At::Connect, &mut stream, "220 sink ESMTP").await,
        Go::On
    ) {
        return;
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim_end().to_owned();
        shared.commands.lock().expect("lock").push(line.clone());
        let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let inside = |text: &str| text.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let go = match verb.as_str() {
            "EHLO" => {
                mail.hello = line[4..].trim().to_owned();
                let extensions = shared.extensions.lock().expect("lock").clone();
                let mut lines: Vec<String> = vec!["sink".to_owned()];
                lines.extend(extensions.iter().map(|e| (*e).to_owned()));
                let last = lines.len() - 1;
                let reply: Vec<_> = lines
                    .iter()
                    .enumerate()
                    .map(|(i, l)| format!("250{}{l}", if i == last { ' ' } else { '-' }))
                    .collect();
                step(shared, At::Ehlo, &mut stream, &reply.join("\r\n")).await
            }
            "STARTTLS" => step(shared, At::Starttls, &mut stream, "454 no TLS here").await,
            "AUTH" => {
                logged_in |= shared
                    .login
                    .lock()
                    .expect("lock")
                    .is_some_and(|want| line.ends_with(want));
                let usual = if logged_in {
                    "235 welcome"
                } else {
                    "535 5.7.8 wrong password"
                };
                step(shared, At::Auth, &mut stream, usual).await
            }
            "MAIL" if !logged_in => step(shared, At::Mail, &mut stream, "530 5.7.0 log in first").await,
            "MAIL" => {
                (mail.from, mail.to) = (inside(&line), Vec::new());
                step(shared, At::Mail, &mut stream, "250 ok").await
            }
            "RCPT" => {
                let go = step(shared, At::Rcpt, &mut stream, "250 ok").await;
                if matches!(go, Go::On) {
                    mail.to.push(inside(&line));
                }
                go
            }
            "DATA" => match step(shared, At::Data, &mut stream, "354 go").await {
                Go::On => body(shared, &mut stream, &mut mail, count).await,
                other => other,
            },
            "QUIT" => {
                drop(open);
                step(shared, At::Quit, &mut stream, "221 bye").await;
                return;
            }
            _ => step(shared, At::Quit, &mut stream, "250 ok").await,
        };
        if matches!(go, Go::Gone) {
            return;
        }
    }
}

async fn body(
    shared: &Shared,
    stream: &mut BufReader<TcpStream>,
    mail: &mut Received,
    count: &watch::Sender<usize>,
) -> Go {
    mail.bytes.clear();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await.unwrap_or(0) == 0 {
            return Go::Gone;
        }
        if line == b".\r\n" {
            break;
        }
        mail.bytes
            .extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
    let silent = matches!(
        shared
            .script
            .lock()
            .expect("lock")
            .get(&At::Body)
            .and_then(|a| a.first()),
        Some((_, Act::TakeAndClose | Act::Do(_)))
    );
    let go = step(shared, At::Body, stream, "250 taken").await;
    if silent || matches!(go, Go::On) {
        let mut mails = shared.mails.lock().expect("lock");
        mails.push(mail.clone());
        count.send_replace(mails.len());
    }
    go
}
