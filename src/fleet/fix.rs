//! Putting findings right: a pure plan, and its application.
//!
//! Two rules hold in both: a desktop is never left unguarded in between (its alarm is put before another one is
//! deleted, and nothing is deleted if the put failed), and an alarm is deleted as an orphan only after its desktop has
//! been looked up by id and was not there. Nothing here terminates a desktop; [`Fix::OpenRow`] only has one watched.

use super::alarm::Alarm;
use super::finding::Finding;
use crate::cloud::{ALARM_PAGE, Clock, Cloud, PAGE};
use crate::ledger::Ledger;
use crate::recycle::{Cause, Failure, Owner, Row, Rules, WorkspaceId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Why an alarm may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeleteReason {
    /// Another alarm guards the desktop.
    Duplicate,
    /// The desktop does not exist. Looked up again before the call.
    DesktopGone,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "fix", rename_all = "snake_case")]
pub enum Fix {
    OpenRow { owner: Owner, desktop: WorkspaceId },
    PutAlarm { desktop: WorkspaceId, alarm: Alarm },
    ReplaceAlarm { desktop: WorkspaceId, put: Alarm, delete: Vec<String> },
    DeleteAlarm { desktop: WorkspaceId, name: String, why: DeleteReason },
}

impl Fix {
    /// Alarms that it writes: what a budget counts.
    pub fn alarm_writes(&self) -> usize {
        match self {
            Self::OpenRow { .. } => 0,
            Self::PutAlarm { .. } | Self::DeleteAlarm { .. } => 1,
            Self::ReplaceAlarm { delete, .. } => 1 + delete.len(),
        }
    }

    pub fn desktop(&self) -> &WorkspaceId {
        match self {
            Self::OpenRow { desktop, .. }
            | Self::PutAlarm { desktop, .. }
            | Self::ReplaceAlarm { desktop, .. }
            | Self::DeleteAlarm { desktop, .. } => desktop,
        }
    }
}

impl fmt::Display for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OpenRow { owner, desktop } => write!(f, "watch {desktop} of {owner} and recycle it when it is due"),
            Self::PutAlarm { alarm, .. } => write!(f, "put alarm {}", alarm.name),
            Self::ReplaceAlarm { put, delete, .. } => {
                write!(f, "put alarm {}, then delete {}", put.name, delete.join(", "))
            }
            Self::DeleteAlarm { name, why: DeleteReason::Duplicate, .. } => {
                write!(f, "delete the surplus alarm {name}")
            }
            Self::DeleteAlarm { name, why: DeleteReason::DesktopGone, .. } => {
                write!(f, "delete the orphan alarm {name}")
            }
        }
    }
}

/// What came of one fix.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "verdict", content = "why", rename_all = "snake_case")]
pub enum Verdict {
    Done,
    /// It was put right meanwhile, or must not be done any more.
    Unneeded(String),
    Failed(String),
}

/// One fix and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    #[serde(flatten)]
    pub fix: Fix,
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// What came of all fixes, in the order in which they ended.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FixReport {
    pub outcomes: Vec<Outcome>,
}

impl FixReport {
    pub fn done(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Done).count()
    }

    pub fn failed(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Failed(_)))
    }
}

/// The fixes of some findings: rows first, then puts, then deletes; each alarm once.
pub fn plan(findings: &[Finding]) -> Vec<Fix> {
    let mut rows = BTreeMap::new();
    let mut puts: BTreeMap<WorkspaceId, Alarm> = BTreeMap::new();
    let mut deletes: BTreeMap<WorkspaceId, BTreeMap<String, DeleteReason>> = BTreeMap::new();
    for fix in findings.iter().filter_map(Finding::fix) {
        match fix {
            Fix::OpenRow { owner, desktop } => {
                rows.insert(owner, desktop);
            }
            Fix::PutAlarm { desktop, alarm } => {
                puts.insert(desktop, alarm);
            }
            Fix::ReplaceAlarm { desktop, put, delete } => {
                let names = delete.into_iter().map(|name| (name, DeleteReason::Duplicate));
                deletes.entry(desktop.clone()).or_default().extend(names);
                puts.insert(desktop, put);
            }
            Fix::DeleteAlarm { desktop, name, why } => {
                deletes.entry(desktop).or_default().insert(name, why);
            }
        }
    }
    let mut fixes: Vec<Fix> = rows.into_iter().map(|(owner, desktop)| Fix::OpenRow { owner, desktop }).collect();
    for (desktop, put) in puts {
        let delete: Vec<String> = deletes
            .remove(&desktop)
            .map(|names| names.into_keys().filter(|name| *name != put.name).collect())
            .unwrap_or_default();
        fixes.push(match delete.is_empty() {
            true => Fix::PutAlarm { desktop, alarm: put },
            false => Fix::ReplaceAlarm { desktop, put, delete },
        });
    }
    for (desktop, names) in deletes {
        let deletes = names.into_iter().map(|(name, why)| Fix::DeleteAlarm { desktop: desktop.clone(), name, why });
        fixes.extend(deletes);
    }
    fixes
}

/// Carry out fixes. One that fails does not hold up the others.
pub async fn apply<C: Cloud, L: Ledger, K: Clock>(
    cloud: &C,
    ledger: &L,
    clock: &K,
    rules: &Rules,
    fixes: &[Fix],
    mut on_outcome: impl FnMut(&Outcome) + Send,
) -> FixReport {
    let mut report = FixReport::default();
    let mut tell = |fix: &Fix, verdict: Verdict| {
        let outcome = Outcome { fix: fix.clone(), verdict };
        on_outcome(&outcome);
        report.outcomes.push(outcome);
    };
    // A fix whose last act is to delete alarms, with their names.
    let mut deletes: Vec<(&Fix, &[String])> = vec![];
    let mut orphans: BTreeMap<&WorkspaceId, Vec<&Fix>> = BTreeMap::new();
    for fix in fixes {
        match fix {
            Fix::OpenRow { owner, desktop } => {
                let row = Row::open(owner.clone(), desktop.clone(), Cause::Sweep, clock.now(), rules.limits.grace);
                tell(
                    fix,
                    match ledger.insert(&row).await {
                        Ok(true) => Verdict::Done,
                        Ok(false) => Verdict::Unneeded("a row is open already".to_owned()),
                        Err(error) => Verdict::Failed(error.in_full()),
                    },
                );
            }
            Fix::PutAlarm { alarm, .. } => tell(fix, verdict(&cloud.put_alarm(alarm).await)),
            Fix::ReplaceAlarm { put, delete, .. } => match cloud.put_alarm(put).await {
                Ok(()) => deletes.push((fix, delete)),
                failed => tell(fix, verdict(&failed)),
            },
            Fix::DeleteAlarm { name, why: DeleteReason::Duplicate, .. } => {
                deletes.push((fix, std::slice::from_ref(name)));
            }
            Fix::DeleteAlarm { desktop, why: DeleteReason::DesktopGone, .. } => {
                orphans.entry(desktop).or_default().push(fix);
            }
        }
    }

    let ids: Vec<WorkspaceId> = orphans.keys().map(|id| (*id).clone()).collect();
    for batch in ids.chunks(PAGE) {
        let found = cloud.describe(batch).await;
        let alive: BTreeSet<&WorkspaceId> = found.iter().flatten().map(|desktop| &desktop.id).collect();
        for fix in batch.iter().flat_map(|id| orphans.get(id).into_iter().flatten()) {
            match (&found, fix) {
                (Err(failure), _) => tell(fix, Verdict::Failed(failure.to_string())),
                (Ok(_), fix) if alive.contains(fix.desktop()) => {
                    tell(fix, Verdict::Unneeded("the desktop exists after all".to_owned()));
                }
                (Ok(_), Fix::DeleteAlarm { name, .. }) => deletes.push((fix, std::slice::from_ref(name))),
                (Ok(_), _) => {}
            }
        }
    }

    for batch in batches(&deletes) {
        let names: BTreeSet<&String> = batch.iter().flat_map(|(_, names)| *names).collect();
        let names: Vec<String> = names.into_iter().cloned().collect();
        let deleted = cloud.delete_alarms(&names).await;
        for (fix, _) in batch {
            tell(fix, verdict(&deleted));
        }
    }
    report
}

/// Whole fixes, at most [`ALARM_PAGE`] names together. One fix never has more names than there are spellings.
fn batches<'a>(deletes: &'a [(&'a Fix, &'a [String])]) -> Vec<&'a [(&'a Fix, &'a [String])]> {
    let mut batches = vec![];
    let (mut from, mut names) = (0, 0);
    for (n, (_, more)) in deletes.iter().enumerate() {
        if names + more.len() > ALARM_PAGE {
            batches.push(&deletes[from..n]);
            (from, names) = (n, 0);
        }
        names += more.len();
    }
    if from < deletes.len() {
        batches.push(&deletes[from..]);
    }
    batches
}

fn verdict(answer: &Result<(), Failure>) -> Verdict {
    match answer {
        Ok(()) => Verdict::Done,
        Err(failure) => Verdict::Failed(failure.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::account::{Account, StillClock};
    use super::super::alarm::SPELLINGS;
    use super::super::read::{Options, read};
    use super::*;
    use crate::fleet::findings;
    use crate::ledger::MemoryLedger;
    use crate::recycle::Phase;

    async fn found(account: &Account, ledger: &MemoryLedger) -> Vec<Finding> {
        let rules = Rules::default();
        let census = read(account, ledger, &StillClock::default(), &rules, &Options::default(), |_| {}).await.unwrap();
        findings(&census, &rules)
    }

    async fn apply_all(account: &Account, ledger: &MemoryLedger, fixes: &[Fix]) -> FixReport {
        let mut told = 0;
        let report = apply(account, ledger, &StillClock::default(), &Rules::default(), fixes, |_| told += 1).await;
        assert_eq!((told, report.outcomes.len()), (fixes.len(), fixes.len()));
        report
    }

    /// A fleet in which everything that has a fix is wrong at once; the watching row keeps one desktop from overdue.
    async fn disorder() -> (Account, MemoryLedger) {
        let account = Account::with_desktops(130);
        for n in 0..130 {
            let right = account.alarm(&format!("{}{}", SPELLINGS[0], account.desktop(n).id)).unwrap();
            match n % 5 {
                0 => {
                    account.take_alarm(&right.name);
                }
                1 => account.put(Alarm { statistic: "Average".into(), ..right }),
                2 => {
                    account.take_alarm(&right.name);
                    account.put(Alarm { name: format!("{}{}", SPELLINGS[1], account.desktop(n).id), ..right });
                }
                3 => {
                    for spelling in &SPELLINGS[1..] {
                        account.put(Alarm { name: format!("{spelling}{}", account.desktop(n).id), ..right.clone() });
                    }
                }
                _ => {}
            }
        }
        for n in 0..40 {
            account.put(Alarm::guarding(&format!("ws-gone{n:05}").parse().unwrap(), &account.topic_arn()));
        }
        (account, MemoryLedger::default())
    }

    #[tokio::test]
    async fn after_the_fixes_there_is_nothing_left_to_find() {
        let (account, ledger) = disorder().await;
        let before = found(&account, &ledger).await;
        let fixes = plan(&before);
        assert_eq!(fixes, plan(&before.into_iter().rev().collect::<Vec<_>>()), "the order of findings decides nothing");
        let report = apply_all(&account, &ledger, &fixes).await;
        assert_eq!(report.failed().count(), 0);
        assert_eq!(report.done(), fixes.len());
        assert_eq!(found(&account, &ledger).await, vec![]);
        assert_eq!(account.alarm_names().len(), 130);
        let rows = ledger.open_rows().await.unwrap();
        assert_eq!(rows.len(), 130);
        assert!(rows.iter().all(|row| row.phase == Phase::Grace && row.cause == Cause::Sweep));
        // 26 replaced names, 78 surplus ones and 40 orphans fit two calls; 40 ids are looked up in two.
        let calls = account.calls();
        let times = |call: &str| calls.iter().filter(|made| made.as_str() == call).count();
        assert_eq!((times("put_alarm"), times("delete_alarms"), times("describe")), (78, 2, 2));
    }

    #[tokio::test]
    async fn nothing_is_deleted_where_the_put_failed() {
        let account = Account::with_desktops(2);
        let id = account.desktop(0).id;
        let right = account.take_alarm(&format!("{}{id}", SPELLINGS[0])).unwrap();
        let (old, older) = (format!("{}{id}", SPELLINGS[1]), format!("{}{id}", SPELLINGS[2]));
        account.put(Alarm { name: old.clone(), ..right.clone() });
        account.put(Alarm { name: older.clone(), ..right });
        account.deny(&format!("put_alarm {id}"));
        let ledger = MemoryLedger::default();
        let report = apply_all(&account, &ledger, &plan(&found(&account, &ledger).await)).await;
        assert_eq!(report.failed().count(), 1);
        let failed = report.failed().next().unwrap();
        assert!(matches!(&failed.verdict, Verdict::Failed(why) if why.contains("Rate exceeded")));
        assert!(account.alarm(&old).is_some() && account.alarm(&older).is_some());
        assert_eq!(report.done(), 2, "the two rows are opened all the same");
    }

    #[tokio::test]
    async fn the_alarm_of_a_desktop_that_appeared_meanwhile_stays() {
        let account = Account::with_desktops(2);
        let late = account.remove(1);
        let ledger = MemoryLedger::default();
        let fixes = plan(&found(&account, &ledger).await);
        let name = format!("{}{}", SPELLINGS[0], late.id);
        assert!(fixes.iter().any(|fix| matches!(fix, Fix::DeleteAlarm { name: n, .. } if *n == name)));
        account.add(late);
        let report = apply_all(&account, &ledger, &fixes).await;
        assert!(report.outcomes.iter().any(|outcome| matches!(outcome.verdict, Verdict::Unneeded(_))));
        assert!(account.alarm(&name).is_some());
    }

    #[tokio::test]
    async fn orphans_stay_when_nobody_can_say_that_they_are() {
        let account = Account::default();
        account.put(Alarm::guarding(&"ws-gonegone1".parse().unwrap(), &account.topic_arn()));
        account.deny("describe");
        let ledger = MemoryLedger::default();
        let report = apply_all(&account, &ledger, &plan(&found(&account, &ledger).await)).await;
        assert_eq!(report.failed().count(), 1);
        assert_eq!(account.alarm_names().len(), 1);
    }

    #[tokio::test]
    async fn an_open_row_is_left_as_it_is() {
        let account = Account::with_desktops(1);
        let ledger = MemoryLedger::default();
        let fixes = plan(&found(&account, &ledger).await);
        let rows = |report: FixReport| report.outcomes.into_iter().map(|outcome| outcome.verdict).collect::<Vec<_>>();
        assert_eq!(rows(apply_all(&account, &ledger, &fixes).await), [Verdict::Done]);
        let again = rows(apply_all(&account, &ledger, &fixes).await);
        assert_eq!(again, [Verdict::Unneeded("a row is open already".into())]);
    }
}
