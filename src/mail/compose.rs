//! How does a notice become the bytes of a mail?
//!
//! The shape follows what mail programs can read (RFC 5546, 6047): `mixed{alternative{plain, html, calendar},
//! application/ics}` when a calendar entry travels along, `alternative{plain, html}` otherwise; 7-bit, CRLF, German
//! first and English as a second block for those who want it. Nothing random and no clock: Message-ID and Date come
//! from the outbox row, boundaries from the Message-ID.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::address::Envelope;
use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType, Date};
use lettre::message::{Message, MultiPart, SinglePart};
use sha2::{Digest, Sha256};

use super::context::{Block, LayoutContext, MailContext, Office};
use super::second::{self, SecondContext, SecondLanguage, SecondLines};
use super::{headers, ics};
use crate::config::{Config, OfficeProfile};
use crate::domain::notice::{NoticeFacts, NoticeKind};
use crate::domain::text::{EmailAddress, single_line};
use crate::ids::OutboxId;
use crate::view::{Lang, Templates, ViewError};

/// What is the same in every mail of an installation.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The office, as named in every mail.
    pub office: OfficeProfile,
    /// Address mails and calendar entries come from.
    pub from: EmailAddress,
    /// Address people answer to.
    pub reply_to: EmailAddress,
    /// Domain of bounce addresses.
    pub mail_domain: String,
    /// Public address of the site, without a slash at its end.
    pub base_url: String,
}

impl Sender {
    /// The sender the settings name. Replies go to the office's mailbox.
    ///
    /// # Errors
    /// When the office's mailbox is no address a relay carries.
    pub fn from_config(config: &Config) -> Result<Self, ComposeError> {
        Ok(Self {
            office: config.office.clone(),
            from: config.mail_from.clone(),
            reply_to: config.mail_reply_to.clone(),
            mail_domain: config.mail_domain.clone(),
            base_url: config.base_url.clone(),
        })
    }
}

/// What identifies one mail; stored in its outbox row, so that every try says the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Outbox row.
    pub id: OutboxId,
    /// Message-ID without angle brackets.
    pub message_id: String,
    /// Date header.
    pub date: DateTime<Utc>,
    /// Message-ID of the first mail about the same matter, without angle brackets.
    pub in_reply_to: Option<String>,
}

/// A mail ready to leave.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Outbox row it belongs to.
    pub id: OutboxId,
    /// Return path and the one recipient.
    pub envelope: Envelope,
    /// Headers and body, 7-bit, CRLF.
    pub bytes: Vec<u8>,
}

/// Why a mail could not be composed. None of these passes by itself, so a retry needs a changed program, template or
/// address.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// An address is not one a relay carries; `field` says which (`recipient`, `bounce`).
    #[error("the {field} address cannot be used")]
    Address {
        /// Which address.
        field: &'static str,
    },
    /// A template failed.
    #[error(transparent)]
    View(#[from] ViewError),
    /// A kind of mail that carries a calendar entry was given none.
    #[error("a {0} mail needs a calendar entry")]
    NoCalendar(NoticeKind),
    /// The message could not be put together.
    #[error("the message could not be built")]
    Message,
}

/// The return path of a mail: a bounce names the row it belongs to (VERP).
pub fn bounce_address(mail_domain: &str, id: OutboxId) -> String {
    format!("bounce+{id}@{mail_domain}")
}

/// Composes the mail for a notice.
///
/// # Errors
/// See [`ComposeError`].
pub fn compose(
    templates: &Templates,
    sender: &Sender,
    stamp: &Stamp,
    facts: &NoticeFacts,
) -> Result<Mail, ComposeError> {
    let office = Office::new(&sender.office).covered(facts.desk.cover.as_ref());
    let recipient = EmailAddress::parse("recipient", &facts.recipient_email)
        .map_err(|_| ComposeError::Address { field: "recipient" })?;
    let second = facts.second_language.as_deref().and_then(SecondLanguage::parse);
    let second = second.filter(|_| SecondLanguage::covers(facts.kind));
    let langs: &[Lang] = if second.is_none() && Lang::parse(&facts.ui_language) == Lang::En {
        &[Lang::De, Lang::En]
    } else {
        &[Lang::De]
    };

    let folder = format!("mail/{}", facts.kind);
    let subject = single_line(&templates.render(
        &format!("{folder}/subject.txt"),
        Lang::De,
        &MailContext::new(facts, Lang::De, &office),
    )?);
    let subject = match &facts.desk.mark {
        Some(mark) => format!("{subject} [{}]", single_line(mark)),
        None => subject,
    };
    let subject = if facts.trial {
        templates.message(Lang::De, "mail-trial", &[("subject", subject.into())])
    } else {
        subject
    };
    let further = match second {
        Some(language) => Some(further(templates, &office, facts, language)?),
        None => None,
    };
    let part = |extension: &str| -> Result<String, ViewError> {
        let mut blocks = langs
            .iter()
            .map(|&lang| {
                let context = MailContext::new(facts, lang, &office);
                let body = templates.render(&format!("{folder}/body.{extension}"), lang, &context)?;
                Ok(Block {
                    lang: lang.as_str(),
                    dir: lang.dir(),
                    body: body.trim().to_owned(),
                })
            })
            .collect::<Result<Vec<_>, ViewError>>()?;
        let mut note = (langs.len() > 1).then(|| Block {
            lang: Lang::En.as_str(),
            dir: Lang::En.dir(),
            body: "(English version below)".to_owned(),
        });
        if let Some(further) = &further {
            blocks.push(if extension == "html" {
                further.html.clone()
            } else {
                further.text.clone()
            });
            note = Some(further.note.clone());
        }
        let site = sender.base_url.clone();
        let layout = LayoutContext {
            subject: subject.clone(),
            blocks,
            office: office.clone(),
            site,
            own: facts.own_link.clone(),
            stop: facts.stop_link.clone(),
            note,
        };
        let whole = templates.render(&format!("mail/parts/layout.{extension}"), Lang::De, &layout)?;
        Ok(fold_blank_lines(&whole))
    };
    let calendar = match facts.kind.calendar_method() {
        None => None,
        Some(method) => {
            let entry = facts
                .calendar
                .as_ref()
                .ok_or(ComposeError::NoCalendar(facts.kind))?;
            Some((
                method,
                ics::write(templates, sender, facts, &recipient, method, entry)?,
            ))
        }
    };

    let boundary = |part: &str| boundary(&stamp.message_id, part);
    let mut alternative = MultiPart::alternative()
        .boundary(boundary("alternative"))
        .singlepart(encoded(
            "text/plain; charset=utf-8",
            part("txt")?,
            ContentTransferEncoding::QuotedPrintable,
        )?)
        .singlepart(encoded(
            "text/html; charset=utf-8",
            part("html")?,
            ContentTransferEncoding::QuotedPrintable,
        )?);
    let body = match calendar {
        None => alternative,
        Some((method, entry)) => {
            let inline = format!(
                "text/calendar; charset=utf-8; method={}",
                ics::method_name(method)
            );
            alternative =
                alternative.singlepart(encoded(&inline, entry.clone(), ContentTransferEncoding::Base64)?);
            let attached = SinglePart::builder()
                .header(content_type("application/ics; name=\"einsatz.ics\"")?)
                .header(ContentDisposition::attachment("einsatz.ics"))
                .header(ContentTransferEncoding::Base64)
                .body(entry);
            MultiPart::mixed()
                .boundary(boundary("mixed"))
                .multipart(alternative)
                .singlepart(attached)
        }
    };

    let envelope = envelope(&bounce_address(&sender.mail_domain, stamp.id), &recipient)?;
    let languages = langs.iter().map(|l| l.as_str());
    let languages: Vec<_> = languages.chain(second.map(|language| language.code)).collect();
    let mut message = Message::builder()
        .envelope(envelope.clone())
        .raw_header(headers::mailbox("From", &office.name, sender.from.as_str()))
        .raw_header(headers::mailbox("To", &facts.recipient_name, recipient.as_str()))
        .raw_header(headers::mailbox(
            "Reply-To",
            &office.name,
            sender.reply_to.as_str(),
        ))
        .raw_header(headers::text("Subject", &subject))
        .header(Date::new(system_time(stamp.date)))
        .raw_header(headers::token("Message-ID", &format!("<{}>", stamp.message_id)));
    if let Some(first) = &stamp.in_reply_to {
        message = message
            .raw_header(headers::token("In-Reply-To", &format!("<{first}>")))
            .raw_header(headers::token("References", &format!("<{first}>")));
    }
    message = message
        .raw_header(headers::token("Auto-Submitted", "auto-generated"))
        .raw_header(headers::token("X-Auto-Response-Suppress", "OOF, AutoReply"))
        .raw_header(headers::token("Content-Language", &languages.join(", ")));
    if let Some(stop) = &facts.stop_link {
        // One click in the mail program, by POST only (RFC 8058).
        message = message
            .raw_header(headers::token("List-Unsubscribe", &format!("<{stop}>")))
            .raw_header(headers::token(
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click",
            ));
    }
    let message = message.multipart(body).map_err(|_| ComposeError::Message)?;
    Ok(Mail {
        id: stamp.id,
        envelope,
        bytes: message.formatted(),
    })
}

/// The second block in a language of its own, for both parts of the mail.
struct Further {
    note: Block,
    text: Block,
    html: Block,
}

fn further(
    templates: &Templates,
    office: &Office,
    facts: &NoticeFacts,
    language: SecondLanguage,
) -> Result<Further, ViewError> {
    let mail = MailContext::new(facts, Lang::De, office);
    let context = SecondContext::new(&mail, templates.zone());
    let lines = second::lines(templates, language, &context)?;
    let note = second::lines(templates, language, &context.note())?;
    let block = |body: String| Block {
        lang: language.code,
        dir: language.dir,
        body,
    };
    let html = templates.render("mail/parts/second.html", Lang::De, &SecondLines { lines: &lines })?;
    Ok(Further {
        note: block(second::plain(&note)),
        text: block(second::plain(&lines)),
        html: block(html.trim().to_owned()),
    })
}

/// At most one blank line in a row, so that templates may leave parts out.
fn fold_blank_lines(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines() {
        let empty = line.trim().is_empty();
        if !(empty && blank) {
            folded.push_str(if empty { "" } else { line });
            folded.push('\n');
        }
        blank = empty;
    }
    folded
}

fn envelope(bounce: &str, recipient: &EmailAddress) -> Result<Envelope, ComposeError> {
    let address = |field: &'static str, text: &str| -> Result<Address, ComposeError> {
        text.parse().map_err(|_| ComposeError::Address { field })
    };
    let to = vec![address("recipient", recipient.as_str())?];
    Envelope::new(Some(address("bounce", bounce)?), to).map_err(|_| ComposeError::Message)
}

fn content_type(text: &str) -> Result<ContentType, ComposeError> {
    ContentType::parse(text).map_err(|_| ComposeError::Message)
}

fn encoded(kind: &str, body: String, encoding: ContentTransferEncoding) -> Result<SinglePart, ComposeError> {
    Ok(SinglePart::builder()
        .header(content_type(kind)?)
        .header(encoding)
        .body(body))
}

/// A boundary that no part can contain: `=_` is written neither by quoted-printable nor by base64.
fn boundary(message_id: &str, part: &str) -> String {
    let digest = Sha256::digest(format!("{message_id}/{part}").as_bytes());
    let hex: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
    format!("=_{hex}")
}

fn system_time(at: DateTime<Utc>) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at.timestamp()).unwrap_or(0))
}
