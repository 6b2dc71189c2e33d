//! A real IMAP server for tests: one folder of mails, read only, with UIDs.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

#[derive(Default)]
struct Shared {
    mails: Mutex<Vec<(u32, Vec<u8>)>>,
    validity: Mutex<u32>,
    commands: Mutex<Vec<String>>,
}

/// The server; it is gone when dropped.
pub struct Mailbox {
    /// Where it listens.
    pub address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Mailbox {
    /// A server with an empty folder; user `post`, password `geheim`.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("bound");
        let shared = Arc::new(Shared::default());
        *shared.validity.lock().expect("lock") = 7;
        let of_task = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&of_task);
                connections.spawn(async move {
                    let _ = converse(stream, &shared).await;
                });
            }
        });
        Self {
            address,
            shared,
            task,
        }
    }

    /// Puts a mail into the folder.
    pub fn put(&self, mail: impl Into<Vec<u8>>) {
        let mut mails = self.shared.mails.lock().expect("lock");
        let uid = mails.last().map_or(1, |(uid, _)| uid + 1);
        mails.push((uid, mail.into()));
    }

    /// Counts anew, as a server does after it was restored.
    pub fn count_anew(&self) {
        *self.shared.validity.lock().expect("lock") += 1;
    }

    /// Every command so far, without its tag.
    pub fn commands(&self) -> Vec<String> {
        self.shared.commands.lock().expect("lock").clone()
    }
}

async fn converse(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"* OK IMAP4rev1 ready\r\n").await?;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let (tag, command) = line.trim_end().split_once(' ').unwrap_or((line.trim_end(), ""));
        let hidden = if command.starts_with("LOGIN") {
            "LOGIN"
        } else {
            command
        };
        shared.commands.lock().expect("lock").push(hidden.to_owned());
        let mails = shared.mails.lock().expect("lock").clone();
        let mut answer: Vec<u8> = Vec::new();
        let upper = command.to_ascii_uppercase();
        let end = if upper.starts_with("LOGIN") {
            if command.contains("\"post\" \"geheim\"") {
                "OK signed in"
            } else {
                "NO [AUTHENTICATIONFAILED] wrong"
            }
        } else if upper.starts_with("EXAMINE") {
            if command.contains("INBOX") {
                let validity = *shared.validity.lock().expect("lock");
                answer.extend(
                    format!(
                        "* {} EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY {validity}] good\r\n",
                        mails.len()
                    )
                    .bytes(),
                );
                "OK [READ-ONLY] opened"
            } else {
                "NO no such folder"
            }
        } else if let Some(rest) = upper.strip_prefix("UID SEARCH ") {
            let from: u32 = rest
                .strip_prefix("UID ")
                .and_then(|range| range.strip_suffix(":*"))
                .and_then(|from| from.parse().ok())
                .unwrap_or(0);
            // `n:*` includes the last mail in any case (RFC 9051, 9, seq-range).
            let last = mails.last().map(|(uid, _)| *uid);
            let found: Vec<String> = mails
                .iter()
                .map(|(uid, _)| *uid)
                .filter(|uid| *uid >= from || Some(*uid) == last)
                .map(|uid| uid.to_string())
                .collect();
            answer.extend(format!("* SEARCH {}\r\n", found.join(" ")).trim_end().bytes());
            if found.is_empty() {
                answer = b"* SEARCH".to_vec();
            }
            answer.extend(b"\r\n");
            "OK searched"
        } else if let Some(rest) = upper.strip_prefix("UID FETCH ") {
            let (set, what) = rest.split_once(' ').unwrap_or((rest, ""));
            let most: usize = what
                .split("<0.")
                .nth(1)
                .and_then(|size| size.split('>').next())
                .and_then(|size| size.parse().ok())
                .unwrap_or(usize::MAX);
            let wanted: Vec<u32> = set.split(',').filter_map(|uid| uid.parse().ok()).collect();
            for (number, (uid, mail)) in mails.iter().enumerate() {
                if wanted.contains(uid) {
                    let mail = &mail[..mail.len().min(most)];
                    answer.extend(
                        format!(
                            "* {} FETCH (UID {uid} BODY[]<0> {{{}}}\r\n",
                            number + 1,
                            mail.len()
                        )
                        .bytes(),
                    );
                    answer.extend(mail);
                    answer.extend(b")\r\n");
                }
            }
            "OK fetched"
        } else if upper == "LOGOUT" {
            answer.extend(b"* BYE\r\n");
            "OK bye"
        } else {
            "BAD not known"
        };
        answer.extend(format!("{tag} {end}\r\n").bytes());
        stream.write_all(&answer).await?;
    }
}
