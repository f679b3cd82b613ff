//! The census as an answer: one record per desktop, and every finding with its sentence.

use crate::fleet::{Census, Entry, Finding, Severity};
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::{Phase, Row, State};
use jiff::Timestamp;
use serde::Serialize;

/// How the desktops stand.
#[derive(Debug, Serialize)]
pub struct Status {
    account: String,
    region: String,
    taken_at: Timestamp,
    /// Every desktop of the region was read; only then are orphan alarms known.
    is_complete: bool,
    desktops: Vec<DesktopView>,
    findings: Vec<FindingView>,
}

#[derive(Debug, Serialize)]
struct DesktopView {
    /// Absent where an owner has none at the moment.
    id: Option<String>,
    user: String,
    directory: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle: Option<String>,
    state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    running_mode: Option<String>,
    /// As AWS sampled it, at `checked_at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    connection: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_connected_at: Option<Timestamp>,
    guarded: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    excluded: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recycle: Option<RecycleView>,
    /// Codes of the findings about it.
    findings: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct RecycleView {
    phase: Phase,
    since: Timestamp,
    due_at: Timestamp,
    old: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    successor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attention: Option<String>,
}

#[derive(Debug, Serialize)]
struct FindingView {
    severity: Severity,
    sentence: String,
    can_be_fixed: bool,
    #[serde(flatten)]
    finding: Finding,
}

impl Status {
    pub fn new(census: &Census, found: &[Finding]) -> Self {
        let desktops = census.desktops.iter().map(|entry| of_entry(entry, found));
        let absent = census.absent.iter().map(|row| of_absent(row, found));
        let findings = found.iter().map(|finding| FindingView {
            severity: finding.severity(),
            sentence: finding.to_string(),
            can_be_fixed: finding.fix().is_some(),
            finding: finding.clone(),
        });
        Self {
            account: census.identity.account.clone(),
            region: census.identity.region.clone(),
            taken_at: census.taken_at,
            is_complete: census.is_complete,
            desktops: desktops.chain(absent).collect(),
            findings: findings.collect(),
        }
    }
}

fn of_entry(entry: &Entry, found: &[Finding]) -> DesktopView {
    let desktop = &entry.desktop;
    let connection = entry.connection.as_ref();
    DesktopView {
        id: Some(desktop.id.to_string()),
        user: desktop.user.clone(),
        directory: desktop.directory.to_string(),
        bundle: Some(desktop.bundle.to_string()),
        state: desktop.state.to_string(),
        running_mode: desktop.properties.running_mode.as_ref().map(ToString::to_string),
        connection: connection.map(|connection| connection.state.to_string()),
        checked_at: connection.and_then(|connection| connection.checked_at),
        last_connected_at: connection.and_then(|connection| connection.last_connected_at),
        guarded: entry.is_guarded(),
        excluded: entry.exclusion.map(|why| why.to_string()),
        recycle: entry.row.as_ref().map(recycle),
        findings: found.iter().filter(|it| *it.desktop() == desktop.id).map(Finding::code).collect(),
    }
}

/// An owner who has no desktop at the moment, but whose recycle is under way.
fn of_absent(row: &Row, found: &[Finding]) -> DesktopView {
    DesktopView {
        id: None,
        user: row.request.as_ref().map_or(&row.owner.user, |request| &request.user).clone(),
        directory: row.owner.directory.to_string(),
        bundle: row.request.as_ref().map(|request| request.bundle.to_string()),
        state: "ABSENT".to_owned(),
        running_mode: None,
        connection: None,
        checked_at: None,
        last_connected_at: None,
        guarded: false,
        excluded: None,
        recycle: Some(recycle(row)),
        findings: found.iter().filter(|it| it.owner() == Some(&row.owner)).map(Finding::code).collect(),
    }
}

fn recycle(row: &Row) -> RecycleView {
    RecycleView {
        phase: row.phase,
        since: row.phase_since,
        due_at: row.due_at,
        old: row.old.to_string(),
        successor: row.successor.as_ref().map(|successor| successor.id.to_string()),
        attention: row.attention.map(|attention| attention.to_string()),
    }
}

impl Answer for Status {
    fn sheet(&self) -> Sheet {
        let mut sheet =
            Sheet::new(["desktop", "user", "directory", "state", "connection", "guard", "recycle", "findings"]);
        for desktop in &self.desktops {
            sheet.push([
                desktop.id.as_deref().unwrap_or_default().into(),
                desktop.user.as_str().into(),
                desktop.directory.as_str().into(),
                Cell::toned(&desktop.state, tone_of_state(&desktop.state)),
                desktop.connection.as_deref().unwrap_or_default().into(),
                guard(desktop),
                desktop.recycle.as_ref().map_or_else(|| Cell::new(""), phase),
                Cell::toned(desktop.findings.join(" "), self.tone_of(desktop)),
            ]);
        }
        sheet
    }
}

impl Status {
    /// The worst of what is found about a desktop.
    fn tone_of(&self, desktop: &DesktopView) -> Tone {
        let worst = self.findings.iter().filter(|it| desktop.findings.contains(&it.finding.code()));
        match worst.map(|it| it.severity).min() {
            Some(Severity::Problem) => Tone::Bad,
            Some(Severity::Warning) => Tone::Warn,
            Some(Severity::Note) | None => Tone::Dim,
        }
    }
}

fn tone_of_state(state: &str) -> Tone {
    match State::from(state) {
        State::Available => Tone::Good,
        State::Stopped => Tone::Plain,
        State::Error | State::Unhealthy | State::Impaired => Tone::Bad,
        _ => Tone::Warn,
    }
}

fn guard(desktop: &DesktopView) -> Cell {
    match (&desktop.excluded, desktop.guarded) {
        (Some(why), _) => Cell::toned(why, Tone::Dim),
        (None, true) => Cell::toned("alarm", Tone::Good),
        (None, false) => Cell::toned("none", Tone::Bad),
    }
}

fn phase(recycle: &RecycleView) -> Cell {
    match &recycle.attention {
        Some(attention) => Cell::toned(format!("{}: {attention}", recycle.phase), Tone::Bad),
        None => Cell::new(recycle.phase.to_string()),
    }
}

/// One line that says it all.
pub fn summary(census: &Census, found: &[Finding]) -> String {
    let count = |severity| found.iter().filter(|finding| finding.severity() == severity).count();
    let counted = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let rows = census.rows().len();
    let mut line = counted(census.desktops.len(), "desktop");
    for text in [
        (rows > 0).then(|| format!("{} under way", counted(rows, "recycle"))),
        Some(counted(count(Severity::Problem), "problem")),
        Some(counted(count(Severity::Warning), "warning")),
        Some(counted(count(Severity::Note), "note")),
    ]
    .into_iter()
    .flatten()
    {
        line.push_str(", ");
        line.push_str(&text);
    }
    line + "."
}
