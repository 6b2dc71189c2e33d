//! Which template becomes which text, from the embedded files and those the office has adapted?

use std::path::Path;
use std::sync::Arc;

use chrono_tz::Tz;
use fluent_bundle::FluentArgs;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, ErrorKind, UndefinedBehavior, context};
use rust_embed::RustEmbed;
use serde::Serialize;

use super::fault::{Fault, ViewError};
use super::functions;
use super::i18n::{Arg, Messages};
use super::overrides;
use crate::calendar::format::Lang;
use crate::domain::Rejection;

/// Steps a template may take. A page with a thousand rows needs a tenth of it; an endless loop in a file of the
/// office ends here.
const FUEL: u64 = 5_000_000;

#[derive(RustEmbed)]
#[folder = "templates"]
#[include = "mail/**"]
#[include = "pages/**"]
#[include = "partials/**"]
#[include = "i18n/**"]
struct Embedded;

/// A template with a context it must be able to render; overrides are tried with it in every language.
pub struct Sample {
    template: String,
    context: Value,
}

impl Sample {
    /// A sample from any serialisable context.
    pub fn new(template: impl Into<String>, context: &impl Serialize) -> Self {
        Self {
            template: template.into(),
            context: Value::from(Serde(context)),
        }
    }

    /// Name of the template.
    pub fn template(&self) -> &str {
        &self.template
    }
}

/// All templates and messages, read once.
pub struct Templates {
    env: Environment<'static>,
    messages: Arc<Messages>,
    zone: Tz,
}

impl Templates {
    /// The embedded templates, with times written in `zone`, a missing message being shown by its id.
    ///
    /// # Errors
    /// Names the embedded file that is broken.
    pub fn built_in(zone: Tz) -> Result<Self, ViewError> {
        Self::build(zone, built_in_messages()?)
    }

    /// As [`Templates::built_in`], but a missing message is an error: for tests.
    ///
    /// # Errors
    /// Names the embedded file that is broken.
    pub fn strict(zone: Tz) -> Result<Self, ViewError> {
        let mut messages = built_in_messages()?;
        messages.strict = true;
        Self::build(zone, messages)
    }

    /// The embedded templates with what the office has put into `folder` (the same tree: `mail/`, `pages/`,
    /// `partials/`, `i18n/`). Each file is tried with the samples; one that fails is refused, the built-in text stays
    /// in use, and the fault is returned for the log.
    ///
    /// # Errors
    /// Names the embedded file that is broken; faults of overrides are no errors.
    pub fn with_overrides(
        zone: Tz,
        folder: &Path,
        samples: &[Sample],
    ) -> Result<(Self, Vec<Fault>), ViewError> {
        let (files, mut faults) = overrides::read(folder);
        let mut messages = built_in_messages()?;
        for file in files.iter().filter(|f| f.name.starts_with("i18n/")) {
            let replaced = match message_file(&file.name) {
                Some(lang) => messages.replace(lang, &file.name, &file.source),
                None => Err(Fault::new(
                    &file.name,
                    None,
                    "is no file of messages (i18n/<language>/<name>.ftl)",
                )),
            };
            faults.extend(replaced.err());
        }
        let mut templates = Self::build(zone, messages)?;
        for file in files.iter().filter(|f| !f.name.starts_with("i18n/")) {
            if let Err(fault) = templates.replace(&file.name, &file.source, samples) {
                faults.push(fault);
            }
        }
        Ok((templates, faults))
    }

    /// Renders a template; `lang` and `dir` are added to the context.
    ///
    /// # Errors
    /// Names template and line; says nothing about the data.
    pub fn render(&self, name: &str, lang: Lang, context: &impl Serialize) -> Result<String, ViewError> {
        self.render_value(name, lang, Value::from(Serde(context)))
    }

    /// The sentence for a message id.
    pub fn message(&self, lang: Lang, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set((*name).to_owned(), value.clone());
        }
        self.messages.get_or_id(lang, id, &values)
    }

    /// The sentence for a message id whose values are known as text only; whole numbers choose plural forms.
    pub fn sentence(&self, lang: Lang, id: &str, args: &[(impl AsRef<str>, String)]) -> String {
        let arg = |text: &str| match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => Arg::Number(number),
            _ => Arg::from(text.to_owned()),
        };
        let args: Vec<_> = args
            .iter()
            .map(|(name, value)| (name.as_ref(), arg(value)))
            .collect();
        self.message(lang, id, &args)
    }

    /// The sentence for a fault of an input.
    pub fn rejection(&self, lang: Lang, rejection: &Rejection) -> String {
        self.sentence(lang, &format!("rejection-{}", rejection.code), &rejection.args)
    }

    /// Whether there is a message of this id.
    pub fn has_message(&self, lang: Lang, id: &str) -> bool {
        self.messages.has(lang, id)
    }

    /// The zone in which times are written.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// Names of all templates.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.env.templates().map(|(name, _)| name.to_owned()).collect();
        names.sort();
        names
    }

    /// Renders a sample in a language.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn render_sample(&self, sample: &Sample, lang: Lang) -> Result<String, ViewError> {
        self.render_value(&sample.template, lang, sample.context.clone())
    }

    fn render_value(&self, name: &str, lang: Lang, value: Value) -> Result<String, ViewError> {
        let fault = |error: minijinja::Error| match error.kind() {
            ErrorKind::TemplateNotFound => ViewError::Unknown(name.to_owned()),
            _ => ViewError::from_engine(&error, name),
        };
        let template = self.env.get_template(name).map_err(fault)?;
        template
            .render(context! { lang => lang.as_str(), dir => lang.dir(), ..value })
            .map_err(fault)
    }

    fn build(zone: Tz, messages: Messages) -> Result<Self, ViewError> {
        let messages = Arc::new(messages);
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_reload(false);
        env.set_fuel(Some(FUEL));
        // Debug information quotes the context, and the context holds names and addresses.
        env.set_debug(false);
        env.set_formatter(functions::write);
        let syntax = minijinja::syntax::SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build();
        env.set_syntax(syntax.map_err(|e| ViewError::from_engine(&e, "syntax"))?);
        functions::install(&mut env, &messages, zone);
        for name in Embedded::iter().filter(|n| !n.starts_with("i18n/") && !n.contains("/.")) {
            let source = embedded_text(&name)?;
            env.add_template_owned(name.to_string(), source)
                .map_err(|e| ViewError::from_engine(&e, &name))?;
        }
        Ok(Self { env, messages, zone })
    }

    /// Puts the text of the office in place of a built-in template, if every sample still renders.
    fn replace(&mut self, name: &str, source: &str, samples: &[Sample]) -> Result<(), Fault> {
        let Ok(before) = embedded_text(name) else {
            return Err(Fault::new(name, None, "the program has no template of this name"));
        };
        let added = self.env.add_template_owned(name.to_owned(), source.to_owned());
        let tried = match added {
            Err(error) => Err(ViewError::from_engine(&error, name)),
            Ok(()) => samples
                .iter()
                .flat_map(|sample| Lang::ALL.iter().map(move |&lang| (sample, lang)))
                .try_for_each(|(sample, lang)| self.render_sample(sample, lang).map(drop)),
        };
        let Err(error) = tried else { return Ok(()) };
        // The built-in text has been added before without a fault.
        self.env.add_template_owned(name.to_owned(), before).ok();
        Err(match error {
            ViewError::Render {
                template,
                line,
                kind,
                detail,
            } if template == name => {
                Fault::new(name, (line > 0).then_some(line), format!("{kind}: {detail}"))
            }
            other => Fault::new(name, None, format!("does not fit the other templates: {other}")),
        })
    }
}

fn embedded_text(name: &str) -> Result<String, ViewError> {
    let file = Embedded::get(name).ok_or_else(|| ViewError::Unknown(name.to_owned()))?;
    let text = std::str::from_utf8(&file.data);
    text.map(str::to_owned)
        .map_err(|_| ViewError::BuiltIn(Fault::new(name, None, "is not UTF-8")))
}

fn built_in_messages() -> Result<Messages, ViewError> {
    let mut messages = Messages::empty();
    for name in Embedded::iter() {
        if let Some(lang) = message_file(&name) {
            messages
                .add(lang, &name, &embedded_text(&name)?)
                .map_err(ViewError::BuiltIn)?;
        }
    }
    Ok(messages)
}

/// The language of `i18n/<language>/<name>.ftl`.
fn message_file(name: &str) -> Option<Lang> {
    let mut parts = name.strip_prefix("i18n/")?.split('/');
    let (folder, file) = (parts.next()?, parts.next()?);
    let known = Lang::ALL.iter().copied().find(|l| l.as_str() == folder)?;
    (parts.next().is_none() && file.ends_with(".ftl")).then_some(known)
}
