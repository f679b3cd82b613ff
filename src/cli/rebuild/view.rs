//! What became of each desktop.

use super::super::exit;
use super::choice::Refused;
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::{Desktop, Happening, Phase, Row};
use serde::Serialize;

/// How a rebuild ended. The spelling is part of the JSON answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Planned,
    Refused,
    Done,
    /// Not touched after all.
    Cancelled,
    /// Needs a person; still in the ledger.
    Attention,
    /// Still under way when the time was up.
    Open,
    /// Another driver has finished it.
    DoneByOthers,
    NotBegun,
    Abandoned,
    /// Left to the deployed functions.
    Begun,
    /// Not terminated, because a pause stands; still in the ledger.
    Paused,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Refused => "refused",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Attention => "attention",
            Self::Open => "open",
            Self::DoneByOthers => "done by others",
            Self::NotBegun => "not begun",
            Self::Abandoned => "abandoned",
            Self::Begun => "begun",
            Self::Paused => "paused",
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Done | Self::DoneByOthers => Tone::Good,
            Self::Attention => Tone::Bad,
            Self::Cancelled | Self::Open | Self::NotBegun | Self::Paused => Tone::Warn,
            Self::Planned | Self::Refused | Self::Abandoned | Self::Begun => Tone::Plain,
        }
    }
}

/// One desktop.
#[derive(Debug, Clone, Serialize)]
pub struct One {
    pub owner: String,
    /// The id of the desktop that went, or would go.
    pub old: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    pub result: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub took_s: Option<i64>,
}

/// The answer of `rebuild`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Rebuilt {
    pub dry_run: bool,
    pub desktops: Vec<One>,
}

impl Rebuilt {
    pub fn add_desktop(&mut self, desktop: &Desktop, result: Outcome, why: Option<String>) {
        let (owner, old) = (desktop.owner().to_string(), desktop.id.to_string());
        self.desktops.push(One { owner, old, new: None, result, why, took_s: None });
    }

    /// Those that are left out of a whole directory.
    pub fn skip(&mut self, refused: &[Refused]) {
        for refused in refused {
            self.add_desktop(&refused.desktop, Outcome::Refused, Some(refused.why.clone()));
        }
    }

    pub fn add(&mut self, row: &Row, result: Outcome) {
        let last = row.history.last().map(|event| &event.what);
        let (took_s, differs) = match last {
            Some(Happening::Done { took_s, differs, .. }) => (Some(*took_s), differs.join(", ")),
            _ => (None, String::new()),
        };
        let why = match (result, row.phase, row.attention) {
            (_, Phase::Cancelled(reason), _) => Some(reason.to_string()),
            (Outcome::Attention, _, Some(cause)) => {
                let failure = row.last_failure.as_ref().map(|failure| format!(" ({failure})")).unwrap_or_default();
                Some(format!("{cause}{failure}: {}", cause.remedy()))
            }
            (Outcome::Done, ..) if !differs.is_empty() => Some(format!("differs in {differs}")),
            (Outcome::Paused, ..) => Some("nothing is terminated while the pause stands".to_owned()),
            (Outcome::Open, phase, _) => Some(format!("in phase {phase}")),
            _ => None,
        };
        let new = row.successor.as_ref().map(|successor| successor.id.to_string());
        self.desktops.push(One { owner: row.owner.to_string(), old: row.old.to_string(), new, result, why, took_s });
    }

    pub fn count(&self, result: Outcome) -> usize {
        self.desktops.iter().filter(|one| one.result == result).count()
    }

    /// Desktops whose rebuild did not come to a good end.
    pub fn failures(&self) -> usize {
        [Outcome::Cancelled, Outcome::Attention, Outcome::Open].map(|result| self.count(result)).iter().sum()
    }

    pub fn exit_status(&self) -> u8 {
        let good = self.count(Outcome::Done) + self.count(Outcome::DoneByOthers);
        let left = [Outcome::Attention, Outcome::Open, Outcome::Paused].map(|result| self.count(result));
        let needs_attention = left.iter().sum::<usize>() > 0;
        match self.failures() + self.count(Outcome::Paused) + self.count(Outcome::NotBegun) {
            0 => exit::DONE,
            _ if needs_attention => exit::ATTENTION,
            failed => exit::of_many(good, failed),
        }
    }
}

impl Answer for Rebuilt {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["owner", "old", "new", "result", "took", "why"]);
        for One { owner, old, new, result, why, took_s } in &self.desktops {
            let took = took_s.map(|s| format!("{} min", (s + 30) / 60)).unwrap_or_default();
            sheet.push([
                owner.into(),
                old.into(),
                new.as_deref().unwrap_or_default().into(),
                Cell::toned(result.name(), result.tone()),
                took.into(),
                why.as_deref().unwrap_or_default().into(),
            ]);
        }
        sheet
    }
}
