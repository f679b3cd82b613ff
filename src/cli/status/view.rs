//! The census as an answer: one record per desktop, and every finding with its sentence.

use super::super::deployed::Deployment;
use super::Seen;
use crate::fleet::{Census, Entry, Finding, Severity};
use crate::ledger::Pause;
use crate::output::{Answer, Cell, Sheet, Tone};
use crate::recycle::{Phase, Row, Rules, State, held_back};
use crate::settings::human;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// How the desktops stand.
#[derive(Debug, Serialize)]
pub struct Status {
    account: String,
    region: String,
    taken_at: Timestamp,
    /// Every desktop of the region was read; only then are orphan alarms known.
    is_complete: bool,
    /// Absent if there is none now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pause: Option<Pause>,
    reconciler: Reconciler,
    desktops: Vec<DesktopView>,
    findings: Vec<FindingView>,
}

/// Who turns the rows.
#[derive(Debug, Serialize)]
struct Reconciler {
    /// `deployed`, `absent` or `unknown`.
    stack: &'static str,
    /// When a tick last began.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticked_at: Option<Timestamp>,
    /// When everything was last looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    swept_at: Option<Timestamp>,
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
    /// Why the breaker keeps it from being terminated.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_back: Option<String>,
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
    pub(super) fn new(seen: &Seen<'_>) -> Self {
        let Seen { census, control, deployment, rules, found } = seen;
        let desktops = census.desktops.iter().map(|entry| of_entry(entry, census, rules, found));
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
            pause: control.paused.clone().filter(|_| control.is_paused(census.taken_at)),
            reconciler: Reconciler {
                stack: match deployment {
                    Deployment::Deployed(_) => "deployed",
                    Deployment::Absent => "absent",
                    Deployment::Unknown(_) => "unknown",
                },
                ticked_at: control.ticker.as_ref().map(|ticker| ticker.began_at),
                swept_at: control.swept_at,
            },
            desktops: desktops.chain(absent).collect(),
            findings: findings.collect(),
        }
    }
}

fn of_entry(entry: &Entry, census: &Census, rules: &Rules, found: &[Finding]) -> DesktopView {
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
        held_back: entry.is_managed().then(|| held_back(desktop, &census.failing, &rules.limits)).flatten(),
        recycle: entry.row.as_ref().map(recycle),
        findings: found.iter().filter(|it| it.desktop() == Some(&desktop.id)).map(Finding::code).collect(),
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
        held_back: None,
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
                desktop.recycle.as_ref().map_or_else(|| Cell::new(""), |recycle| phase(recycle, self.taken_at)),
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

fn phase(recycle: &RecycleView, now: Timestamp) -> Cell {
    match &recycle.attention {
        Some(attention) => Cell::toned(format!("{}: {attention}", recycle.phase), Tone::Bad),
        None => {
            let (since, next) = (now.duration_since(recycle.since), recycle.due_at.duration_since(now));
            let next = if next.is_positive() { format!("in {}", about(next)) } else { "now".to_owned() };
            Cell::new(format!("{} for {}, next look {next}", recycle.phase, about(since)))
        }
    }
}

/// To the minute, once it is more than one.
fn about(time: SignedDuration) -> String {
    let s = time.as_secs().max(0);
    human(SignedDuration::from_secs(if s < 120 { s } else { s / 60 * 60 }))
}

/// Who works here, and when they last did.
pub(super) fn driver(seen: &Seen<'_>) -> String {
    let ago = |at: Timestamp| format!("{} ago", about(seen.census.taken_at.duration_since(at)));
    let Seen { control, deployment, .. } = seen;
    if !deployment.is_deployed() {
        return "No functions are seen here, so only `wsrecycle rebuild` recycles.".to_owned();
    }
    let ticked =
        control.ticker.as_ref().map_or("not ticked yet".to_owned(), |it| format!("ticked {}", ago(it.began_at)));
    let swept = control.swept_at.map_or("not swept yet".to_owned(), |at| format!("swept {}", ago(at)));
    format!("The reconciler has {ticked} and {swept}.")
}

/// One line that says it all.
pub(super) fn summary(seen: &Seen<'_>) -> String {
    let Seen { census, found, .. } = seen;
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
