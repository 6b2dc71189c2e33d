//! Which languages serve a request? The one asked for, others good enough by themselves, and others that a
//! coordinator allowed for this one request.

use std::collections::BTreeSet;

use passgenau_solver::{FallbackSpec, LanguageSpec};

use super::build::proficiency;
use super::snapshot::Snapshot;
use crate::domain::language::{LanguageCode, Level, UNCONFIRMED_QUALITY};
use crate::domain::request::Request;

/// Quality of a language the coordinator allowed though the table does not know the pair.
const UNKNOWN_QUALITY: i64 = 50;

/// A word of the problem that nobody speaks and for which only `spoken` stands in.
fn only(asked: &LanguageCode, spoken: &LanguageCode) -> String {
    format!("{}!{}", asked.0, spoken.0)
}

fn confirmed<'a>(
    snapshot: &'a Snapshot,
    request: &Request,
    asked: &'a LanguageCode,
) -> impl Iterator<Item = &'a LanguageCode> {
    let pairs = snapshot.rules.confirmed.get(&request.id);
    pairs
        .into_iter()
        .flatten()
        .filter(move |(a, _)| a == asked)
        .map(|(_, spoken)| spoken)
}

/// The languages one seat accepts.
pub(super) fn accepted(
    snapshot: &Snapshot,
    request: &Request,
    asked: &LanguageCode,
    level: Level,
) -> Vec<LanguageSpec> {
    let level = proficiency(level);
    let itself = LanguageSpec {
        code: asked.0.clone(),
        level,
    };
    let others = confirmed(snapshot, request, asked).map(|spoken| LanguageSpec {
        code: only(asked, spoken),
        level,
    });
    std::iter::once(itself).chain(others).collect()
}

/// Who may stand in for whom: the pairs of the table that need nobody's word, and the allowed ones.
pub(super) fn fallbacks(snapshot: &Snapshot) -> Vec<FallbackSpec> {
    let free = snapshot
        .fallbacks
        .iter()
        .filter(|f| (UNCONFIRMED_QUALITY..=99).contains(&f.quality));
    let mut specs: Vec<FallbackSpec> = free
        .map(|f| FallbackSpec {
            asked: f.asked.0.clone(),
            spoken: f.spoken.0.clone(),
            quality: f.quality,
        })
        .collect();
    let placed: BTreeSet<_> = snapshot.requests.iter().map(|r| r.id).collect();
    let allowed = snapshot
        .rules
        .confirmed
        .iter()
        .filter(|(request, _)| placed.contains(request));
    let pairs: BTreeSet<_> = allowed.flat_map(|(_, pairs)| pairs).collect();
    specs.extend(pairs.into_iter().map(|(asked, spoken)| FallbackSpec {
        asked: only(asked, spoken),
        spoken: spoken.0.clone(),
        quality: quality(snapshot, asked, spoken),
    }));
    specs
}

/// How well `spoken` stands in for `asked`, 1 to 99.
fn quality(snapshot: &Snapshot, asked: &LanguageCode, spoken: &LanguageCode) -> i64 {
    let known = snapshot
        .fallbacks
        .iter()
        .find(|f| f.asked == *asked && f.spoken == *spoken);
    known.map_or(UNKNOWN_QUALITY, |f| f.quality).clamp(1, 99)
}

/// Whether a person serves a seat's language, and if not, whether they would once a coordinator allowed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    /// Yes.
    Yes,
    /// Only with the coordinator's word.
    ToConfirm,
    /// No.
    No,
}

/// Whether a person serves a language at a level.
pub(super) fn speaks(
    snapshot: &Snapshot,
    request: &Request,
    asked: &LanguageCode,
    level: Level,
    person: &crate::domain::person::Person,
) -> Spoken {
    let good = |code: &LanguageCode| person.level(code).is_some_and(|own| own >= level);
    let allowed = confirmed(snapshot, request, asked).any(good);
    let others = || {
        snapshot
            .fallbacks
            .iter()
            .filter(|f| f.asked == *asked && good(&f.spoken))
    };
    if good(asked) || allowed || others().any(|f| f.quality >= UNCONFIRMED_QUALITY) {
        Spoken::Yes
    } else if others().next().is_some() {
        Spoken::ToConfirm
    } else {
        Spoken::No
    }
}
