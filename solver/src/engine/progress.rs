//! What does a run tell while it searches?

use crate::goals::Cost;
use crate::plan::Amount;
use crate::spec::Goal;

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A plan that is there at once.
    Start,
    /// Prices of what couples people, which prove a bound.
    Prices,
    /// Plans made from prices, step by step.
    Steps,
    /// Parts of the best plan are decided again.
    Parts,
    /// An exact model of everything that is left.
    Proof,
    /// The goal is reached, as far as time allowed.
    Done,
    /// All goals are; reasons, backups and what would help are looked for.
    Reasons,
}

impl Phase {
    /// The phase in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Phase::Start => "start",
            Phase::Prices => "prices",
            Phase::Steps => "steps",
            Phase::Parts => "parts",
            Phase::Proof => "proof",
            Phase::Done => "done",
            Phase::Reasons => "reasons",
        }
    }
}

/// What a run tells while it searches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// The goal being worked on.
    pub level: Goal,
    /// What is being done for it.
    pub phase: Phase,
    /// What the best plan so far reaches.
    pub value: Amount,
    /// The best value still possible, if known.
    pub bound: Option<Amount>,
    /// How far value and bound are apart, as a part of the value: 0 is proved, 0.01 is one per cent.
    pub gap: Option<f64>,
    /// Seconds since the start.
    pub seconds: f64,
}

impl Progress {
    pub(crate) fn new(phase: Phase, value: Cost, bound: Option<Cost>, seconds: f64) -> Self {
        // Within the tolerance of a goal a bound may lie beyond the value.
        let bound = bound.map(|bound| if bound.beats(value) { bound } else { value });
        Progress {
            level: value.goal,
            phase,
            value: value.amount(),
            bound: bound.map(Cost::amount),
            gap: bound.map(|bound| {
                let apart = (value.units - bound.units) as f64;
                apart / (value.units.abs() as f64).max(1.0)
            }),
            seconds,
        }
    }
}
