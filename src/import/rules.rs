//! Which rules does a file hold: amounts, proofs, prices, money, reasons to refuse, days of the office, and who is kept
//! apart? They are read as the forms of the office keep them, so that a file and a form can never mean two things.

use std::collections::BTreeMap;

use super::columns::Kind;
use super::fault::{Fail, Fails};
use super::lookup::Lookup;
use super::sheet::{Parked, Row};
use super::{cells, dates, people, words};
use crate::calendar::availability;
use crate::calendar::format::Lang;
use crate::domain::record::{RecordKind, Values};
use crate::domain::rules::Term;
use crate::domain::text::{NAME_MAX, fold};

/// Largest amount in cents: 100 million euros.
const CENTS_MAX: i64 = 10_000_000_000;

/// Which record a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The one with this key.
    Key(String),
    /// The one of this name, or a new one.
    Name(String),
    /// Whoever is kept apart from what, found by both.
    Pair(Box<Pair>),
}

/// A volunteer as a row names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Somebody {
    /// Full name.
    pub name: String,
    /// Address, if given.
    pub email: Option<String>,
    /// Telephone, if given.
    pub phone: Option<String>,
}

/// Who is kept apart from what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Who.
    pub who: Somebody,
    /// Field of the form and value, unless it is another volunteer.
    pub from: Result<(&'static str, String), Somebody>,
}

/// One thing a row says about its record.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Set {
    /// A field has this value.
    Field(&'static str, String),
    /// A field of a new record has this value; a stored one keeps its own.
    First(&'static str, String),
    /// A list has this line; the first so many cells tell it from others. A blank cell leaves what is stored.
    Line(&'static str, Vec<Option<String>>, usize),
}

/// A row of a file of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRecord {
    /// The row as it stands there, to be put aside when the office's rules do not take it.
    pub parked: Parked,
    /// Kind of the record.
    pub kind: RecordKind,
    /// Which record.
    pub target: Target,
    set: Vec<Set>,
}

impl RuleRecord {
    /// Writes what the row says over the values of its record. What it leaves blank stays.
    pub fn apply(&self, values: &mut Values) {
        for set in &self.set {
            match set {
                Set::Field(name, value) => {
                    values.insert((*name).to_owned(), value.clone());
                }
                Set::First(name, value) => {
                    let stored = values.entry((*name).to_owned()).or_default();
                    if stored.is_empty() {
                        stored.clone_from(value);
                    }
                }
                Set::Line(name, cells, same) => {
                    let text = values.entry((*name).to_owned()).or_default();
                    *text = with_line(text, cells, *same);
                }
            }
        }
    }
}

/// A list with this line instead of the one that tells of the same, in the order of lines. Blank cells leave what that
/// one said.
fn with_line(text: &str, cells: &[Option<String>], same: usize) -> String {
    let head = |line: &str| line.split('\t').take(same).map(str::to_owned).collect::<Vec<_>>();
    let own: Vec<String> = cells.iter().take(same).flatten().cloned().collect();
    let stored = text.lines().find(|line| head(line) == own);
    let stored: Vec<&str> = stored.map(|line| line.split('\t').collect()).unwrap_or_default();
    let kept = |at: usize| stored.get(at).map(|cell| (*cell).to_owned());
    let merged = cells.iter().enumerate();
    let merged: Vec<String> = merged
        .map(|(at, cell)| cell.clone().or_else(|| kept(at)).unwrap_or_default())
        .collect();
    let new = merged.join("\t");
    let mut lines: Vec<&str> = text.lines().filter(|line| head(line) != own).collect();
    let at = text
        .lines()
        .position(|line| head(line) == own)
        .unwrap_or_else(|| lines.iter().filter(|line| head(line) < own).count());
    lines.insert(at.min(lines.len()), &new);
    lines.join("\n")
}

/// The rule of a row; `seen` holds what the rows before were about.
pub fn read(
    kind: Kind,
    row: &mut Row<'_, '_>,
    lookup: &Lookup,
    seen: &mut BTreeMap<(String, String), u32>,
) -> Option<RuleRecord> {
    let read = match kind {
        Kind::Regimes => regime(row),
        Kind::ProgrammeRules => programme(row, lookup),
        Kind::ProofRules => proof(row, lookup),
        Kind::Tariffs => tariff(row, lookup),
        Kind::Funding => funding(row, lookup),
        Kind::Refusals => refusal(row, lookup),
        Kind::OfficeDays => office(row, lookup),
        Kind::Rooms => room(row, lookup),
        Kind::Exclusions => exclusion(row, lookup),
        _ => None,
    };
    let (record, target, set) = read?;
    let about: Vec<String> = set
        .iter()
        .map(|set| match set {
            Set::Field(name, _) | Set::First(name, _) => (*name).to_owned(),
            Set::Line(name, cells, same) => {
                let own: Vec<&str> = cells[..*same].iter().flatten().map(String::as_str).collect();
                format!("{name} {}", own.join(" "))
            }
        })
        .collect();
    let pair = (format!("{target:?}"), about.join(" "));
    if let Some(first) = seen.insert(pair, row.number()) {
        row.fault_of_row(Fail::new("import-duplicate").with("first", first));
    }
    Some(RuleRecord {
        parked: row.parked(),
        kind: record,
        target,
        set,
    })
}

type Read = Option<(RecordKind, Target, Vec<Set>)>;

fn number(row: &mut Row<'_, '_>, key: &'static str, min: i64, max: i64) -> Option<String> {
    row.may(key, |t| cells::number(t, min, max))
        .map(|n| n.to_string())
}

fn money(text: &str) -> Result<String, Fail> {
    let cents = cells::money(text)?;
    if cents > CENTS_MAX {
        return Err(Fail::new("import-money"));
    }
    Ok(cents.to_string())
}

fn tick(row: &mut Row<'_, '_>, key: &'static str) -> Option<String> {
    let on = row.may(key, words::yes_no)?;
    Some(if on { "on" } else { "" }.to_owned())
}

fn code(text: &str) -> Result<String, Fail> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let fits = (2..=40).contains(&text.len()) && text.chars().all(good);
    fits.then(|| text.to_owned())
        .ok_or_else(|| Fail::new("import-programme-code"))
}

fn fields(pairs: Vec<(&'static str, Option<String>)>) -> Vec<Set> {
    let given = pairs.into_iter();
    given
        .filter_map(|(name, value)| Some(Set::Field(name, value?)))
        .collect()
}

fn of_programme(row: &mut Row<'_, '_>, lookup: &Lookup) -> Option<Target> {
    let id = row.must("programme", |t| lookup.programme(t).map(|p| p.id.0.clone()))?;
    Some(Target::Key(id))
}

fn regime(row: &mut Row<'_, '_>) -> Read {
    let code = row.may("code", code);
    let name = row.must("name", |t| cells::line(t, NAME_MAX));
    let english = row.may("english", |t| cells::line(t, NAME_MAX));
    let from = row.must("from", dates::date);
    let amount = row.must("amount", money);
    let period = row.must("period", words::period);
    let name = name?;
    let target = code.map_or_else(|| Target::Name(name.clone()), Target::Key);
    let english = match english {
        Some(english) => Set::Field("name_en", english),
        None => Set::First("name_en", name.clone()),
    };
    // Whoever has no codes finds the amount by its name, perhaps shortened: that is no new name.
    let german = match &target {
        Target::Key(_) => Set::Field("name_de", name),
        _ => Set::First("name_de", name),
    };
    let line = [from?.to_string(), amount?, period?.to_string()].map(Some);
    let set = vec![english, german, Set::Line("amounts", line.into(), 1)];
    Some((RecordKind::Regime, target, set))
}

fn programme(row: &mut Row<'_, '_>, lookup: &Lookup) -> Read {
    let target = of_programme(row, lookup);
    let set = fields(vec![
        ("public_only", tick(row, "public_only")),
        ("runs_in_holidays", tick(row, "runs_in_holidays")),
        ("bundles", tick(row, "bundles")),
        ("lead_workdays", number(row, "lead_workdays", 0, 60)),
        ("shows_phone", tick(row, "shows_phone")),
        (
            "refer_to",
            row.may("refer_to", |t| lookup.programme(t).map(|p| p.id.0.clone())),
        ),
        ("regime", row.may("regime", |t| lookup.regime(t))),
        ("repeat_months", number(row, "repeat_months", 1, 120)),
        ("team_minutes", number(row, "team_minutes", 10, 1440)),
        ("position", number(row, "position", 0, 1000)),
        (
            "importance",
            row.may("importance", |t| {
                let explained = |word: &str| lookup.answers().meaning("importance", word).map(str::to_owned);
                pairs(t, true, explained, |value| {
                    words::importance(value).map(|i| i.to_string())
                })
            }),
        ),
        (
            "weights",
            row.may("weights", |t| {
                let explained = |word: &str| lookup.answers().meaning("weights", word).map(str::to_owned);
                pairs(t, false, explained, |value| {
                    let number = value.parse::<i64>().ok().filter(|n| (-100..=100).contains(n));
                    let fail = || Fail::new("import-number").with("min", -100).with("max", 100);
                    number.map(|n| n.to_string()).ok_or_else(fail)
                })
            }),
        ),
    ]);
    Some((RecordKind::Programme, target?, set))
}

/// "Kurze Wege: wichtig; Wunschtermin: egal" as lines of a list, in the order of the program or of their codes, as the
/// form keeps them.
/// Words that are `explained` stand for what they mean.
fn pairs(
    text: &str,
    own_order: bool,
    explained: impl Fn(&str) -> Option<String>,
    value: impl Fn(&str) -> Result<String, Fail>,
) -> Result<String, Fails> {
    let one = |part: &str| -> Result<(Term, String), Fail> {
        let (term, rest) = part.split_once(':').ok_or_else(|| Fail::new("import-pairs"))?;
        let (term, rest) = (term.trim(), rest.trim());
        let meant = |word: &str| explained(word).unwrap_or_else(|| word.to_owned());
        Ok((
            words::term(&meant(term)).map_err(|fail| cells::of_part(fail, term))?,
            value(&meant(rest)).map_err(|fail| cells::of_part(fail, rest))?,
        ))
    };
    let parts = text
        .split([';', ',', '\n'])
        .map(str::trim)
        .filter(|p| !p.is_empty());
    let all: BTreeMap<Term, String> = parts.map(one).collect::<Result<_, Fail>>()?;
    let mut all: Vec<(Term, String)> = all.into_iter().collect();
    if !own_order {
        all.sort_by_key(|(term, _)| term.as_str());
    }
    let lines: Vec<String> = all
        .iter()
        .map(|(term, value)| format!("{term}\t{value}"))
        .collect();
    Ok(lines.join("\n"))
}

fn proof(row: &mut Row<'_, '_>, lookup: &Lookup) -> Read {
    let target = of_programme(row, lookup);
    let proof = row.must("proof", words::proof);
    let renew = number(row, "renew_months", 1, 240);
    let age = number(row, "max_age_months", 1, 240);
    let version = row.may("version", |t| cells::line(t, 40));
    let regular = tick(row, "regular_only");
    let line = vec![Some(proof?.to_string()), renew, age, version, regular];
    Some((
        RecordKind::Programme,
        target?,
        vec![Set::Line("renewals", line, 1)],
    ))
}

fn tariff(row: &mut Row<'_, '_>, lookup: &Lookup) -> Read {
    let target = of_programme(row, lookup);
    let from = row.must("from", dates::date);
    let minutes = |t: &str| cells::number(t, 1, 1440).map(|n| n.to_string());
    let first = row.must("first_minutes", minutes);
    let price = row.must("first_cents", money);
    let step = row.must("step_minutes", minutes);
    let step_price = row.must("step_cents", money);
    let remote = row.may("remote_first_cents", money);
    let remote_step = row.may("remote_step_cents", money);
    let travel = row.may("travel_cents", money);
    let km = row.may("journey_km_cents", money);
    let free_km = number(row, "journey_free_km", 0, 1000);
    let tickets = tick(row, "journey_tickets");
    let most = row.may("journey_most_cents", money);
    let late_hours = number(row, "late_hours", 1, 240);
    let late = row.may("late_cents", money);
    if (km.is_some() || tickets.as_deref() == Some("on")) && !row.is_filled("journey_most_cents") {
        row.fault("journey_most_cents", Fail::new("import-journey-most"));
    }
    let line = vec![
        Some(from?.to_string()),
        Some(first?),
        Some(price?),
        Some(step?),
        Some(step_price?),
        remote,
        remote_step,
        travel,
        km,
        free_km,
        tickets,
        most,
        late_hours,
        late,
    ];
    Some((
        RecordKind::Programme,
        target?,
        vec![Set::Line("tariffs", line, 1)],
    ))
}

fn funding(row: &mut Row<'_, '_>, lookup: &Lookup) -> Read {
    let code = row.may("code", code);
    let name = row.must("name", |t| cells::line(t, NAME_MAX));
    let programme = row.may("programme", |t| lookup.programme(t).map(|p| p.id.0.clone()));
    let first = row.must("first_day", dates::date);
    let last = row.must("last_day", dates::date);
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        row.fault("last_day", Fail::new("import-days-order"));
    }
    let amount = row.may("amount", money);
    let spent = row.may("spent", money);
    let position = number(row, "position", 0, 1000);
    let name = name?;
    let target = code.map_or_else(|| Target::Name(name.clone()), Target::Key);
    let set = fields(vec![
        ("name", Some(name)),
        ("programme", programme),
        ("first_day", Some(first?.to_string())),
        ("last_day", Some(last?.to_string())),
        ("amount", amount),
        ("spent", spent.filter(|cents| cents != "0")),
        ("position", position),
    ]);
    Some((RecordKind::Funding, target, set))
}

fn refusal(row: &mut Row<'_, '_>, lookup: &Lookup) -> Read {
    let programme = row.may("programme", |t| lookup.programme(t).map(|p| p.id.0.clone()));
    let funding = row.may("funding", |t| cells::line(t, NAME_MAX));
    let reason = row.must("reason", words::refusal);
    let refuses = row.must("refuses", words::yes_no);
    let instead = row.may("instead", |t| cells::line(t, 200));
    let (kind, target) = match (programme, funding) {
        (Some(id), None) => (RecordKind::Programme, Target::Key(id)),
        (None, Some(name)) => (RecordKind::Funding, Target::Name(name)),
        (None, None) if !row.is_filled("programme") => {
            row.fault("programme", Fail::new("import-required"));
            return None;
        }
        (None, None) => return None,
        (Some(_), Some(_)) => {
            row.fault("funding", Fail::new("import-refusal-one"));
            return None;
        }
    };
    let refuses = if refuses? { "yes" } else { "no" }.to_owned();
    let line = vec![Some(reason?.to_string()), Some(refuses), instead];
    Some((kind, target, vec![Set::Line("refusals", line, 1)]))
}

fn office(row: &mut Row<'_, '_>, lookup: &Lookup) -> Read {
    let what = row.must("what", |t| match words::key(t).as_str() {
        "geschlossen" | "schliesszeit" | "schliessung" | "zu" => Ok("closures"),
        "vertretung" | "vertreten" => Ok("covers"),
        "telefonzeit" | "telefonzeiten" | "telefon" => Ok("phone_hours"),
        _ => Err(Fail::new("import-choice").with("choices", "geschlossen, Telefonzeiten, Vertretung")),
    })?;
    let target = Target::Key("office".to_owned());
    if what == "phone_hours" {
        let today = lookup.today;
        let times = row.must("times", |t| {
            let windows = availability::parse(t, today)
                .map_err(|faults| Fails(faults.into_iter().map(Fail::from).collect()))?;
            Ok::<_, Fails>(availability::to_text(&windows, Lang::De, today))
        })?;
        return Some((
            RecordKind::Calendar,
            target,
            vec![Set::Field("phone_hours", times)],
        ));
    }
    let first = row.must("first_day", dates::date);
    let last = row.must("last_day", dates::date);
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        row.fault("last_day", Fail::new("import-days-order"));
    }
    if what == "closures" {
        let line = [first?.to_string(), last?.to_string()].map(Some).into();
        return Some((RecordKind::Calendar, target, vec![Set::Line("closures", line, 1)]));
    }
    let name = row.must("name", |t| cells::line(t, 120));
    let phone = row.must("phone", cells::phone);
    let email = row.may("email", cells::email).map(|e| e.to_string());
    let line = vec![
        Some(first?.to_string()),
        Some(last?.to_string()),
        Some(name?),
        Some(phone?),
        email,
    ];
    Some((RecordKind::Calendar, target, vec![Set::Line("covers", line, 3)]))
}

fn room(row: &mut Row<'_, '_>, lookup: &Lookup) -> Read {
    let organisation = row.must("organisation", |t| lookup.organisation(t));
    let place = row.may("place", |t| cells::line(t, NAME_MAX));
    let name = row.must("name", |t| cells::line(t, 60));
    let people = number(row, "people", 1, 1000);
    let step_free = tick(row, "step_free");
    let today = lookup.today;
    let times = row.may("times", |t| match availability::parse(t, today) {
        Ok(_) => Ok(t.trim().to_owned()),
        Err(faults) => Err(Fails(faults.into_iter().map(Fail::from).collect())),
    });
    let organisation = organisation?;
    let called = |l: &&crate::domain::organisation::Location| {
        place
            .as_ref()
            .is_none_or(|name| same_name(&l.name, name) || same_name(&l.street, name))
    };
    let Some(location) = organisation.locations.iter().find(called) else {
        row.fault("place", Fail::new("import-room-place"));
        return None;
    };
    let line = vec![Some(name?), people, step_free, times];
    let target = Target::Key(location.id.to_string());
    Some((RecordKind::Location, target, vec![Set::Line("rooms", line, 1)]))
}

fn exclusion(row: &mut Row<'_, '_>, lookup: &Lookup) -> Read {
    let (first, last) = people::names(row);
    let email = row.may("email", cells::email).map(|e| e.to_string());
    let phone = row.may("phone", cells::phone);
    let kind = row.must("exclusion", words::exclusion);
    let organisation = row.may("organisation", |t| {
        lookup.organisation(t).map(|o| o.organisation.id.to_string())
    });
    let other = row.may("other_name", |t| cells::line(t, NAME_MAX));
    let other_email = row.may("other_email", cells::email).map(|e| e.to_string());
    let other_phone = row.may("other_phone", cells::phone);
    let case = row.may("case_token", |t| cells::line(t, 20));
    let given = ["organisation", "other_name", "case_token"];
    if given.iter().filter(|key| row.is_filled(key)).count() != 1 {
        row.fault("organisation", Fail::new("import-exclusion-one"));
        return None;
    }
    let from = match (organisation, other, case) {
        (Some(id), ..) => Ok(("not_organisation", id)),
        (_, Some(name), _) => Err(Somebody {
            name: turned(&name),
            email: other_email,
            phone: other_phone,
        }),
        (.., Some(token)) => Ok(("not_case", token)),
        _ => return None,
    };
    let who = Somebody {
        name: format!("{} {}", first?, last?),
        email,
        phone,
    };
    let set = vec![Set::Field("exclusion", kind?.to_string())];
    Some((
        RecordKind::Exclusion,
        Target::Pair(Box::new(Pair { who, from })),
        set,
    ))
}

/// "Öz, Ayşe" as "Ayşe Öz".
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
        None => name.to_owned(),
    }
}

/// Whether two names of a record are the same.
pub fn same_name(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}

/// Whether a stored name is meant: people leave out what stands in brackets ("Ehrenamtspauschale (§ 3 Nr. 26a EStG)").
pub fn is_called(stored: &str, text: &str) -> bool {
    let short = stored.split_once('(').map_or(stored, |(short, _)| short);
    same_name(stored, text) || same_name(short.trim(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_takes_the_place_of_the_one_that_tells_of_the_same() {
        let cells = |line: &str| line.split('\t').map(|c| Some(c.to_owned())).collect::<Vec<_>>();
        let text = "2025-01-01\t1\n2027-01-01\t3";
        assert_eq!(
            with_line(text, &cells("2026-01-01\t2"), 1),
            "2025-01-01\t1\n2026-01-01\t2\n2027-01-01\t3"
        );
        assert_eq!(
            with_line(text, &cells("2025-01-01\t9"), 1),
            "2025-01-01\t9\n2027-01-01\t3"
        );
        assert_eq!(with_line("", &cells("a\tb"), 1), "a\tb");
        let blank = [Some("a".to_owned()), None, Some(String::new())];
        assert_eq!(
            with_line("a\tkept\tgone", &blank, 1),
            "a\tkept\t",
            "blank leaves what is there, no takes it away"
        );
    }

    #[test]
    fn pairs_are_read_in_the_order_of_the_program() {
        let explained = |word: &str| (word == "sehr").then(|| "wichtig".to_owned());
        let read = |text: &str| {
            pairs(text, true, explained, |v| {
                words::importance(v).map(|i| i.to_string())
            })
        };
        assert_eq!(
            read("Wunschtermin: egal, Kurze Wege: wichtig"),
            Ok("travel\thigh\noption\tnone".to_owned())
        );
        assert_eq!(read("Kurze Wege: sehr"), Ok("travel\thigh".to_owned()));
        let unknown = read("Kurze Wege: kaum").unwrap_err();
        assert!(
            unknown.0[0].args.contains(&("part", "kaum".to_owned())),
            "{unknown:?}"
        );
        assert!(read("Wunschtermin").is_err());
    }
}
