//! Closed rows as an answer: evidence of what was destroyed and when, and what is usual.

use super::spans::{Moments, Spans, Usual};
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::{Cause, Event, Happening, Phase, Row};
use crate::settings::human;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// The answer of `history`.
#[derive(Debug, Serialize)]
pub struct History {
    /// The time up to which closed rows were asked for, if it was bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// There are older ones that fit and are left out.
    pub is_cut: bool,
    /// The newest first.
    pub recycles: Vec<Recycle>,
    pub statistics: Statistics,
}

/// One closed row.
#[derive(Debug, Serialize)]
pub struct Recycle {
    pub owner: String,
    pub old: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    pub opened_at: Timestamp,
    pub closed_at: Timestamp,
    pub cause: Cause,
    /// Who asked for it by hand, and who gave up what was owed: the ARNs of the callers, where they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abandoned_by: Option<String>,
    /// `done` or `cancelled`.
    pub outcome: &'static str,
    /// Why it was cancelled, in the ledger's spelling and as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When the termination of the old desktop was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_terminated_at: Option<Timestamp>,
    /// When the old desktop's id was observed absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_absent_at: Option<Timestamp>,
    /// What became of the old desktop, as a sentence: exactly what was observed, and no more.
    pub evidence: String,
    #[serde(flatten)]
    pub spans: Spans,
    /// Properties in which the new desktop is not as the old one was.
    pub differs: Vec<String>,
    /// What it called a person for, on its way.
    pub attention: Vec<String>,
    /// Everything that the row has kept, the oldest first.
    pub events: Vec<Event>,
}

impl Recycle {
    pub fn of(row: &Row) -> Self {
        let moments = Moments::of(row);
        let (outcome, reason) = match row.phase {
            Phase::Cancelled(reason) => ("cancelled", Some(reason.to_string())),
            _ => ("done", None),
        };
        let differs = row.history.iter().rev().find_map(|event| match &event.what {
            Happening::Done { differs, .. } => Some(differs.clone()),
            _ => None,
        });
        let attention = row.history.iter().filter_map(|event| match &event.what {
            Happening::AttentionCalled { cause } => Some(cause.to_string()),
            _ => None,
        });
        Self {
            owner: row.owner.to_string(),
            old: row.old.to_string(),
            new: row.successor.as_ref().map(|successor| successor.id.to_string()),
            opened_at: row.opened_at,
            closed_at: moments.closed_at,
            cause: row.cause,
            asked_by: row.asked_by.clone(),
            abandoned_by: row.abandoned_by.clone(),
            outcome,
            phase: reason.is_some().then_some(row.phase),
            reason,
            old_terminated_at: moments.terminated_at,
            old_absent_at: moments.absent_at,
            evidence: evidence(row, &moments),
            spans: moments.spans(row.opened_at),
            differs: differs.unwrap_or_default(),
            attention: attention.collect(),
            events: row.history.clone(),
        }
    }

    pub fn is_done(&self) -> bool {
        self.outcome == "done"
    }

    fn ended(&self) -> Cell {
        match &self.reason {
            Some(reason) => {
                let by = self.abandoned_by.as_ref().map(|arn| format!(" ({})", short(arn))).unwrap_or_default();
                Cell::new(format!("cancelled: {reason}{by}"))
            }
            None if !self.differs.is_empty() => {
                Cell::toned(format!("done, but differs in {}", self.differs.join(", ")), Tone::Warn)
            }
            None => Cell::toned("done", Tone::Good),
        }
    }
}

/// Why it was recycled, with the name of whoever asked for it in place of "an administrator".
fn why(recycle: &Recycle) -> String {
    let why = recycle.cause.to_string();
    match &recycle.asked_by {
        Some(arn) => why.replace("an administrator", short(arn)),
        None => why,
    }
}

/// The last part of an ARN: the user's name, or that of the session. JSON and the evidence have all of it.
fn short(arn: &str) -> &str {
    arn.rsplit(['/', ':']).next().unwrap_or(arn)
}

fn evidence(row: &Row, moments: &Moments) -> String {
    let Row { old, owner, .. } = row;
    let accepted =
        moments.terminated_at.map(|at| format!("its termination was accepted at {at}, and ")).unwrap_or_default();
    let by =
        |what: &str, arn: &Option<String>| arn.as_ref().map(|arn| format!(" {what} by {arn}.")).unwrap_or_default();
    let hands = by("Asked for", &row.asked_by) + &by("Given up", &row.abandoned_by);
    let seen = match moments.absent_at {
        Some(at) => format!("{old} of {owner}: {accepted}it was observed absent at {at}."),
        None if row.phase == Phase::Done => {
            format!("{old} of {owner}: when it was observed absent is not among the events that were kept.")
        }
        None => format!("{old} of {owner}: {accepted}it was never observed absent."),
    };
    seen + &hands
}

/// Counts, and how long the parts take.
#[derive(Debug, Serialize)]
pub struct Statistics {
    pub done: usize,
    pub cancelled: usize,
    /// Those that called for a person on their way.
    pub attention: usize,
    /// How the percentiles are made.
    pub percentiles: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Usual>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion: Option<Usual>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation: Option<Usual>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_desktop: Option<Usual>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Usual>,
}

impl Statistics {
    pub fn of(recycles: &[Recycle]) -> Self {
        let done = || recycles.iter().filter(|it| it.is_done());
        let usual = |part: &dyn Fn(&Spans) -> Option<i64>| Usual::of(done().filter_map(|it| part(&it.spans)));
        Self {
            done: done().count(),
            cancelled: recycles.len() - done().count(),
            attention: recycles.iter().filter(|it| !it.attention.is_empty()).count(),
            percentiles: "nearest rank",
            waiting: usual(&|spans| spans.waiting_s),
            deletion: usual(&|spans| spans.deletion_s),
            creation: usual(&|spans| spans.creation_s),
            without_desktop: usual(&|spans| spans.without_desktop_s),
            total: usual(&|spans| Some(spans.total_s)),
        }
    }

    /// The same for people, below the table.
    pub fn lines(&self) -> Vec<String> {
        let Self { done, cancelled, attention, .. } = self;
        let mut lines = vec![format!("{done} done, {cancelled} cancelled, {attention} needed a person on the way.")];
        for (name, usual) in [
            ("waiting", &self.waiting),
            ("deletion", &self.deletion),
            ("creation", &self.creation),
            ("without a desktop", &self.without_desktop),
            ("in all", &self.total),
        ] {
            if let Some(Usual { p50_s, p95_s, longest_s, .. }) = usual {
                let [p50, p95, longest] = [p50_s, p95_s, longest_s].map(|s| time(*s));
                lines.push(format!("{name:<17}  p50 {p50}, p95 {p95}, longest {longest}"));
            }
        }
        lines
    }
}

fn time(seconds: i64) -> String {
    human(SignedDuration::from_secs(seconds))
}

impl Answer for History {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "closed", "owner", "old", "new", "outcome", "why", "old gone", "waiting", "deletion", "creation", "total",
        ]);
        let part = |seconds: Option<i64>| Cell::new(seconds.map(time).unwrap_or_default());
        for it in &self.recycles {
            sheet.push([
                to_the_second(it.closed_at).into(),
                it.owner.as_str().into(),
                it.old.as_str().into(),
                it.new.as_deref().unwrap_or_default().into(),
                it.ended(),
                why(it).into(),
                it.old_absent_at.map(to_the_second).unwrap_or_default().into(),
                part(it.spans.waiting_s),
                part(it.spans.deletion_s),
                part(it.spans.creation_s),
                time(it.spans.total_s).into(),
            ]);
        }
        sheet
    }
}

fn to_the_second(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
