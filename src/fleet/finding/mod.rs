//! What is worth saying about a census, with its evidence and, where there is one, its fix.
//!
//! Pure. To add a finding:
//! 1. a variant here, with the evidence that makes it true; the compiler then asks for its severity, code, sentence
//!    and fix;
//! 2. the condition in the family it belongs to (`guard`, `cycle`, `standing`, `ledger`), with a row in its table;
//! 3. never rename a code: scripts read them.

mod cycle;
mod guard;
mod ledger;
mod standing;

pub use ledger::{TICK_MAX, overall};

use super::alarm::Alarm;
use super::census::{Census, UnreadableRow};
use super::fix::{DeleteReason, Fix};
use crate::recycle::{Attention, Exclusion, Failure, Owner, Phase, Rules, State, WorkspaceId};
use jiff::Timestamp;
use serde::Serialize;
use std::fmt;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something does not work.
    Problem,
    /// Something works worse or costs more than it should.
    Warning,
    /// Good to know; nothing is to be done.
    Note,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing worth saying.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Finding {
    /// No alarm watches a managed desktop: only the sweep will notice that its user left.
    Unguarded { desktop: WorkspaceId, owner: Owner, right: Alarm },
    /// An alarm of ours whose desktop does not exist. It costs money and means nothing.
    OrphanAlarm { desktop: WorkspaceId, alarm: String },
    /// An alarm with settings that are not the right ones.
    WrongAlarm { desktop: WorkspaceId, owner: Owner, alarm: String, faults: Vec<String>, right: Alarm },
    /// An alarm besides the one that is kept.
    DuplicateAlarm { desktop: WorkspaceId, owner: Owner, alarm: String, kept: String },
    /// Used, nobody connected for longer than any sweep should take, and nobody is recycling it.
    Overdue { desktop: WorkspaceId, owner: Owner, last_connected_at: Timestamp },
    /// A state that does not pass by itself. How long it has lasted AWS does not say.
    StuckState { desktop: WorkspaceId, owner: Owner, state: State, error: Option<(String, String)> },
    /// A recycle is under way and its owner has no finished desktop.
    Owed { desktop: WorkspaceId, owner: Owner, phase: Phase, since: Timestamp },
    /// A recycle that calls for a person, or whose creations failed.
    FailedRecycle {
        desktop: WorkspaceId,
        owner: Owner,
        phase: Phase,
        attention: Option<Attention>,
        attempts: u32,
        last_failure: Option<Failure>,
    },
    /// Left alone because of the hold tag.
    Held { desktop: WorkspaceId, owner: Owner },
    /// Left alone for another reason.
    Excluded { desktop: WorkspaceId, owner: Owner, why: Exclusion },
    /// Recycled, but billed by the month: each new desktop may cost a month's fee anew.
    AlwaysOn { desktop: WorkspaceId, owner: Owner },
    /// An open row that nobody turns: no stack is deployed, and whoever drove it has gone.
    Stalled { desktop: WorkspaceId, owner: Owner, phase: Phase, due_at: Timestamp },
    /// An open row that nobody can read, so nobody goes on with it.
    UnreadableRow {
        #[serde(skip_serializing_if = "Option::is_none")]
        owner: Option<Owner>,
        why: String,
    },
    /// Nothing is terminated, because somebody wants it so.
    Paused { until: Option<Timestamp>, reason: String },
    /// A stack is deployed, and its reconciler is silent.
    NoTick { ticked_at: Option<Timestamp> },
    /// Creations fail, so desktops that would need the same are not terminated.
    Breaker {
        /// When people were first told.
        since: Option<Timestamp>,
        causes: Vec<String>,
        /// Desktops, of those that were looked at.
        held_back: usize,
    },
}

impl Finding {
    /// The stable names of all kinds.
    pub const CODES: [&'static str; 16] = [
        "unguarded",
        "orphan_alarm",
        "wrong_alarm",
        "duplicate_alarm",
        "overdue",
        "stuck_state",
        "owed",
        "failed_recycle",
        "held",
        "excluded",
        "always_on",
        "stalled",
        "unreadable_row",
        "paused",
        "no_tick",
        "breaker",
    ];

    /// The stable name of this kind of finding.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unguarded { .. } => "unguarded",
            Self::OrphanAlarm { .. } => "orphan_alarm",
            Self::WrongAlarm { .. } => "wrong_alarm",
            Self::DuplicateAlarm { .. } => "duplicate_alarm",
            Self::Overdue { .. } => "overdue",
            Self::StuckState { .. } => "stuck_state",
            Self::Owed { .. } => "owed",
            Self::FailedRecycle { .. } => "failed_recycle",
            Self::Held { .. } => "held",
            Self::Excluded { .. } => "excluded",
            Self::AlwaysOn { .. } => "always_on",
            Self::Stalled { .. } => "stalled",
            Self::UnreadableRow { .. } => "unreadable_row",
            Self::Paused { .. } => "paused",
            Self::NoTick { .. } => "no_tick",
            Self::Breaker { .. } => "breaker",
        }
    }

    pub fn severity(&self) -> Severity {
        match self {
            Self::Unguarded { .. } | Self::Overdue { .. } => Severity::Problem,
            Self::UnreadableRow { .. } | Self::NoTick { .. } | Self::Breaker { .. } => Severity::Problem,
            Self::FailedRecycle { attention: Some(_), .. } => Severity::Problem,
            Self::StuckState { state: State::Error, .. } => Severity::Problem,
            // It happens whenever an image is made, and passes then.
            Self::StuckState { state: State::Suspended, .. } => Severity::Note,
            Self::StuckState { .. } | Self::FailedRecycle { .. } => Severity::Warning,
            Self::WrongAlarm { .. } | Self::OrphanAlarm { .. } | Self::DuplicateAlarm { .. } => Severity::Warning,
            Self::AlwaysOn { .. } | Self::Stalled { .. } | Self::Paused { .. } => Severity::Warning,
            Self::Owed { .. } | Self::Held { .. } | Self::Excluded { .. } => Severity::Note,
        }
    }

    /// The desktop that it is about; some are about all.
    pub fn desktop(&self) -> Option<&WorkspaceId> {
        match self {
            Self::Unguarded { desktop, .. }
            | Self::OrphanAlarm { desktop, .. }
            | Self::WrongAlarm { desktop, .. }
            | Self::DuplicateAlarm { desktop, .. }
            | Self::Overdue { desktop, .. }
            | Self::StuckState { desktop, .. }
            | Self::Owed { desktop, .. }
            | Self::FailedRecycle { desktop, .. }
            | Self::Held { desktop, .. }
            | Self::Excluded { desktop, .. }
            | Self::AlwaysOn { desktop, .. }
            | Self::Stalled { desktop, .. } => Some(desktop),
            Self::UnreadableRow { .. } | Self::Paused { .. } | Self::NoTick { .. } | Self::Breaker { .. } => None,
        }
    }

    /// Whose desktop it is; nobody knows for an orphan alarm.
    pub fn owner(&self) -> Option<&Owner> {
        match self {
            Self::OrphanAlarm { .. } | Self::Paused { .. } | Self::NoTick { .. } | Self::Breaker { .. } => None,
            Self::Unguarded { owner, .. }
            | Self::WrongAlarm { owner, .. }
            | Self::DuplicateAlarm { owner, .. }
            | Self::Overdue { owner, .. }
            | Self::StuckState { owner, .. }
            | Self::Owed { owner, .. }
            | Self::FailedRecycle { owner, .. }
            | Self::Held { owner, .. }
            | Self::Excluded { owner, .. }
            | Self::AlwaysOn { owner, .. }
            | Self::Stalled { owner, .. } => Some(owner),
            Self::UnreadableRow { owner, .. } => owner.as_ref(),
        }
    }

    /// What would put it right without a person's judgement.
    pub fn fix(&self) -> Option<Fix> {
        match self {
            Self::Unguarded { desktop, right, .. } => {
                Some(Fix::PutAlarm { desktop: desktop.clone(), alarm: right.clone() })
            }
            Self::WrongAlarm { desktop, alarm, right, .. } if *alarm == right.name => {
                Some(Fix::PutAlarm { desktop: desktop.clone(), alarm: right.clone() })
            }
            Self::WrongAlarm { desktop, alarm, right, .. } => {
                Some(Fix::ReplaceAlarm { desktop: desktop.clone(), put: right.clone(), delete: vec![alarm.clone()] })
            }
            Self::OrphanAlarm { desktop, alarm } => {
                Some(Fix::DeleteAlarm { desktop: desktop.clone(), name: alarm.clone(), why: DeleteReason::DesktopGone })
            }
            Self::DuplicateAlarm { desktop, alarm, .. } => {
                Some(Fix::DeleteAlarm { desktop: desktop.clone(), name: alarm.clone(), why: DeleteReason::Duplicate })
            }
            Self::Overdue { desktop, owner, .. } => {
                Some(Fix::OpenRow { owner: owner.clone(), desktop: desktop.clone() })
            }
            Self::StuckState { .. }
            | Self::Owed { .. }
            | Self::FailedRecycle { .. }
            | Self::Held { .. }
            | Self::Excluded { .. }
            | Self::AlwaysOn { .. }
            | Self::Stalled { .. }
            | Self::UnreadableRow { .. }
            | Self::Paused { .. }
            | Self::NoTick { .. }
            | Self::Breaker { .. } => None,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unguarded { desktop, owner, .. } => {
                write!(f, "{desktop} of {owner} has no alarm that watches its disconnects.")
            }
            Self::OrphanAlarm { desktop, alarm } => {
                write!(f, "Alarm {alarm} belongs to {desktop}, which does not exist.")
            }
            Self::WrongAlarm { alarm, faults, .. } => {
                write!(f, "Alarm {alarm} has wrong settings: {}.", faults.join("; "))
            }
            Self::DuplicateAlarm { desktop, alarm, kept, .. } => {
                write!(f, "Alarm {alarm} is one too many for {desktop}; {kept} stays.")
            }
            Self::Overdue { desktop, owner, last_connected_at } => write!(
                f,
                "{desktop} of {owner} was used, nobody is connected, and it is not being recycled; last connected at \
                 {last_connected_at}."
            ),
            Self::StuckState { desktop, owner, state, error } => {
                write!(f, "{desktop} of {owner} is {state}")?;
                match error {
                    Some((code, message)) => write!(f, " ({code}: {}).", message.trim_end_matches('.')),
                    None => f.write_str("."),
                }
            }
            Self::Owed { desktop, owner, phase, since } => {
                write!(f, "{owner} is owed a desktop in place of {desktop}: {phase} since {since}.")
            }
            Self::FailedRecycle { desktop, owner, phase, attention, attempts, last_failure } => {
                write!(f, "The recycle of {desktop} of {owner} stands in {phase}")?;
                match attention {
                    Some(attention) => write!(f, " and needs a person: {attention}; {}", attention.remedy())?,
                    None => write!(f, " after {attempts} failed creation{}", if *attempts == 1 { "" } else { "s" })?,
                }
                match last_failure {
                    Some(failure) => write!(f, ". Last failure: {}.", failure.to_string().trim_end_matches('.')),
                    None => f.write_str("."),
                }
            }
            Self::Held { desktop, owner } => write!(f, "{desktop} of {owner} is on hold."),
            Self::Excluded { desktop, owner, why: Exclusion::OutOfScope } => {
                write!(f, "{desktop} of {owner} is out of scope.")
            }
            Self::Excluded { desktop, owner, why } => write!(f, "{desktop} of {owner} is left alone: it {why}."),
            Self::AlwaysOn { desktop, owner } => write!(
                f,
                "{desktop} of {owner} is ALWAYS_ON: each recycle may be billed a monthly fee anew; consider AUTO_STOP."
            ),
            Self::Stalled { desktop, owner, phase, due_at } => write!(
                f,
                "The recycle of {desktop} of {owner} stands in {phase}, and nobody has looked at it since {due_at}; \
                 `wsrecycle rebuild --resume` goes on with it."
            ),
            Self::UnreadableRow { owner, why } => {
                match owner {
                    Some(owner) => write!(f, "The recycle of {owner} stands still")?,
                    None => f.write_str("A recycle stands still")?,
                }
                write!(f, ", because its row cannot be read: {}.", why.trim_end_matches('.'))
            }
            Self::Paused { until, reason } => {
                match until {
                    Some(until) => write!(f, "Paused until {until}")?,
                    None => f.write_str("Paused until further notice")?,
                }
                match reason.trim().trim_end_matches('.') {
                    "" => {}
                    reason => write!(f, " ({reason})")?,
                }
                f.write_str(": nothing is terminated; what is owed is still created.")
            }
            Self::NoTick { ticked_at: None } => f.write_str(
                "The reconciler does not tick: it never has. After setup it takes up to two minutes; then `wsrecycle \
                 drift` shows what stands in its way.",
            ),
            Self::NoTick { ticked_at: Some(at) } => write!(
                f,
                "The reconciler does not tick: the last time was at {at}. `wsrecycle drift` shows what stands in its \
                 way."
            ),
            Self::Breaker { since, causes, held_back } => {
                f.write_str("Nothing is terminated that needs what creations fail for")?;
                if let Some(since) = since {
                    write!(f, ", since {since}")?;
                }
                let causes = causes.join("; ");
                let held_back = match held_back {
                    1 => "1 desktop is held back".to_owned(),
                    many => format!("{many} desktops are held back"),
                };
                write!(f, ": {}. {held_back}.", causes.trim_end_matches('.'))
            }
        }
    }
}

/// Everything worth saying: desktop by desktop, then orphan alarms, then rows without a desktop.
pub fn findings(census: &Census, rules: &Rules) -> Vec<Finding> {
    let mut findings = vec![];
    for (n, entry) in census.desktops.iter().enumerate() {
        findings.extend(guard::of_desktop(entry, &census.topic_arn));
        findings.extend(cycle::of_desktop(entry, census.taken_at, &rules.limits));
        findings.extend(standing::of_desktop(entry));
        // Old and new desktop may both be listed for a while; their owner's row is told once, with the last of them.
        let next = census.desktops.get(n + 1).and_then(|next| next.row.as_ref());
        if let Some(row) = entry.row.as_ref().filter(|row| next.is_none_or(|next| next.owner != row.owner)) {
            findings.extend(cycle::of_row(row));
        }
    }
    findings.extend(census.orphans.iter().filter_map(guard::orphan));
    findings.extend(census.absent.iter().flat_map(cycle::of_row));
    findings.extend(census.unreadable.iter().map(|row| {
        let UnreadableRow { owner, why } = row.clone();
        Finding::UnreadableRow { owner, why }
    }));
    findings
}

/// Whether a person should look. Notes do not ask for it, nor does what somebody has chosen and may well keep: a
/// healthy fleet must have an end of its attention.
pub fn needs_attention(findings: &[Finding]) -> bool {
    let is_chosen = |finding: &Finding| matches!(finding, Finding::AlwaysOn { .. } | Finding::Paused { .. });
    findings.iter().any(|finding| finding.severity() < Severity::Note && !is_chosen(finding))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::fleet::census::Listing;
    use crate::fleet::census::tests::listing;
    use crate::recycle::desktop::tests::desktop;
    use crate::recycle::{Connection, ConnectionState, Desktop, Row, Scope, Tags};

    /// A used, guarded desktop of alice with nobody on it, last used at the time given.
    pub(crate) fn listing_of(desktop: Desktop, last_connected_at: Option<&str>) -> Listing {
        let mut listing = listing();
        let connection = Connection {
            state: ConnectionState::Disconnected,
            checked_at: None,
            last_connected_at: last_connected_at.map(|at| at.parse().unwrap()),
        };
        listing.connections.insert(desktop.id.clone(), connection);
        listing.alarms = vec![Alarm::guarding(&desktop.id, &listing.topic_arn)];
        listing.desktops = vec![desktop];
        listing
    }

    pub(crate) fn alice() -> Desktop {
        desktop("ws-0a1b2c3d4", "alice")
    }

    pub(crate) fn found(listing: Listing, scope: &Scope) -> Vec<Finding> {
        let rules = Rules { scope: scope.clone(), ..Rules::default() };
        findings(&Census::join(listing, scope), &rules)
    }

    pub(crate) fn codes(listing: Listing) -> Vec<&'static str> {
        found(listing, &Scope::All).iter().map(Finding::code).collect()
    }

    fn one_of_each() -> Vec<Finding> {
        let (desktop, owner) = (alice().id, alice().owner());
        let right = Alarm::guarding(&desktop, "arn:aws:sns:us-east-1:123456789012:topic");
        let since = "2026-11-22T16:00:00Z".parse().unwrap();
        let (d, o) = (|| desktop.clone(), || owner.clone());
        vec![
            Finding::Unguarded { desktop: d(), owner: o(), right: right.clone() },
            Finding::OrphanAlarm { desktop: d(), alarm: right.name.clone() },
            Finding::WrongAlarm {
                desktop: d(),
                owner: o(),
                alarm: "WorkSpace_Disconnected_Id_ws-0a1b2c3d4".into(),
                faults: vec!["statistic: Average → Sum".into()],
                right,
            },
            Finding::DuplicateAlarm { desktop: d(), owner: o(), alarm: "a".into(), kept: "b".into() },
            Finding::Overdue { desktop: d(), owner: o(), last_connected_at: since },
            Finding::StuckState { desktop: d(), owner: o(), state: State::Error, error: None },
            Finding::Owed { desktop: d(), owner: o(), phase: Phase::Gone, since },
            Finding::FailedRecycle {
                desktop: d(),
                owner: o(),
                phase: Phase::Creating,
                attention: Some(Attention::Quota),
                attempts: 2,
                last_failure: Some(Failure::from_code("ResourceLimitExceededException", "Too many.")),
            },
            Finding::Held { desktop: d(), owner: o() },
            Finding::Excluded { desktop: d(), owner: o(), why: Exclusion::Standby },
            Finding::AlwaysOn { desktop: d(), owner: o() },
            Finding::Stalled { desktop: d(), owner: o(), phase: Phase::Gone, due_at: since },
            Finding::UnreadableRow { owner: Some(o()), why: "the item is damaged".into() },
            Finding::Paused { until: None, reason: "exam week.".into() },
            Finding::NoTick { ticked_at: Some(since) },
            Finding::Breaker { since: None, causes: vec!["creations fail (too many.)".into()], held_back: 1 },
        ]
    }

    #[test]
    fn codes_are_the_ones_in_json_and_sentences_end() {
        let mut seen = std::collections::BTreeSet::new();
        for finding in one_of_each() {
            let json = serde_json::to_value(&finding).unwrap();
            assert_eq!(json["code"], finding.code());
            assert!(seen.insert(finding.code()));
            let sentence = finding.to_string();
            assert!(sentence.ends_with('.') && !sentence.contains(".."), "{sentence}");
        }
        assert_eq!(seen, Finding::CODES.into());
    }

    #[test]
    fn notes_need_nobody() {
        let (quiet, others): (Vec<_>, Vec<_>) =
            one_of_each().into_iter().partition(|finding| !needs_attention(std::slice::from_ref(finding)));
        assert_eq!(
            quiet.iter().map(Finding::code).collect::<Vec<_>>(),
            ["owed", "held", "excluded", "always_on", "paused"]
        );
        assert!(!needs_attention(&quiet));
        assert!(others.iter().all(|finding| finding.severity() < Severity::Note));
    }

    #[test]
    fn a_healthy_desktop_says_nothing() {
        assert!(codes(listing_of(alice(), Some("2026-11-22T16:55:00Z"))).is_empty());
        assert!(codes(listing_of(alice(), None)).is_empty());
    }

    #[test]
    fn a_row_is_told_once_however_many_desktops_its_owner_has() {
        let mut listing = listing_of(Desktop { state: State::Terminating, ..alice() }, None);
        listing.desktops.push(Desktop { state: State::Pending, ..desktop("ws-newnewnew", "alice") });
        listing.alarms.push(Alarm::guarding(&"ws-newnewnew".parse().unwrap(), &listing.topic_arn));
        let row =
            Row { phase: Phase::Verifying, ..crate::fleet::census::tests::row("alice@d-90670a1b2c", "ws-0a1b2c3d4") };
        listing.rows = vec![row.clone()];
        assert_eq!(codes(listing.clone()), ["owed"]);
        listing.desktops.clear();
        listing.alarms.clear();
        assert_eq!(codes(listing), ["owed"]);
    }

    /// Its owner is not told to be overdue: there is a row, and it is what somebody has to see to.
    #[test]
    fn a_row_that_cannot_be_read_is_told_and_watches_its_owner() {
        let mut listing = listing_of(alice(), Some("2026-11-20T16:00:00Z"));
        assert_eq!(codes(listing.clone()), ["overdue"]);
        listing.unreadable = vec![UnreadableRow { owner: Some(alice().owner()), why: "damaged".into() }];
        assert_eq!(codes(listing.clone()), ["unreadable_row"]);
        listing.unreadable[0].owner = None;
        assert_eq!(codes(listing), ["overdue", "unreadable_row"]);
    }

    #[test]
    fn what_is_out_of_scope_is_only_noted() {
        let mut listing = listing_of(Desktop { state: State::Error, ..alice() }, Some("2026-11-01T09:00:00Z"));
        listing.alarms[0].statistic = "Average".into();
        let scope: Scope = "tag=lab".parse().unwrap();
        let notes = found(listing.clone(), &scope);
        assert!(matches!(notes.as_slice(), [Finding::Excluded { why: Exclusion::OutOfScope, .. }]), "{notes:?}");
        listing.tags.insert(alice().id, Tags::from([("lab".into(), String::new())]));
        assert_eq!(found(listing, &scope).len(), 3);
    }
}
