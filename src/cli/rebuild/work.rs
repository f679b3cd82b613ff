//! The driving: open the rows, drive them in batches, and hand the guard over from the old desktop to the new.

use super::super::context::Context;
use super::super::error::CommandError;
use super::choice::Candidate;
use super::holder;
use super::view::{Outcome, Rebuilt};
use crate::cloud::{Clock, Cloud, Identity};
use crate::fleet::alarm::{SEARCH_PREFIXES, SPELLINGS};
use crate::fleet::{Alarm, every_page};
use crate::ledger::{Ledger, LedgerError, Pause};
use crate::reconcile::{DirectorySizes, Drive, Driven, Turn, drive};
use crate::recycle::{Cause, Event, Happening, Owner, Phase, Row, Rules, WorkspaceId, later};
use crate::settings::human;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

/// Closed rows looked through for one that another driver has finished.
const CLOSED_MAX: usize = 1000;

/// How long ago a rebuild may have ended whose alarm is still looked for.
const LEFT_MAX: SignedDuration = SignedDuration::from_hours(24);

fn cause(force: bool) -> Cause {
    if force { Cause::AdministratorForced } else { Cause::Administrator }
}

/// A terminal at work.
pub struct Work<'a, C, L, K> {
    cx: &'a Context<C, L, K>,
    ledger: &'a L,
    rules: &'a Rules,
    identity: &'a Identity,
    topic_arn: String,
    holder: String,
    until: Timestamp,
    sizes: DirectorySizes,
}

impl<'a, C: Cloud, L: Ledger, K: Clock> Work<'a, C, L, K> {
    pub async fn new(
        cx: &'a Context<C, L, K>,
        rules: &'a Rules,
        timeout: SignedDuration,
    ) -> Result<Self, CommandError> {
        Ok(Self {
            cx,
            ledger: cx.ledger().await?,
            rules,
            identity: cx.identity().await?,
            topic_arn: cx.topic_arn().await?,
            holder: holder::name(),
            until: later(cx.clock.now(), timeout),
            sizes: DirectorySizes::default(),
        })
    }

    /// Rebuild in batches, of a whole directory one desktop first. Stops when more than `max_failures` have failed, and
    /// when somebody pauses.
    pub async fn rebuild(
        &self,
        mut ready: Vec<Candidate>,
        force: bool,
        batch_size: usize,
        max_failures: Option<usize>,
        rebuilt: &mut Rebuilt,
    ) -> Result<(), CommandError> {
        let mut size = if max_failures.is_some() { 1 } else { batch_size };
        while !ready.is_empty() {
            let is_over = max_failures.is_some_and(|most| rebuilt.failures() > most)
                || self.cx.clock.now() >= self.until
                || self.pause().await?.is_some();
            if is_over {
                ready.iter().for_each(|candidate| rebuilt.add_desktop(&candidate.desktop, Outcome::NotBegun, None));
                break;
            }
            let batch: Vec<Candidate> = ready.drain(..ready.len().min(size)).collect();
            let mut owners = vec![];
            for candidate in batch {
                owners.push(candidate.desktop.owner());
                self.open(candidate, cause(force)).await?;
            }
            self.resume(owners, rebuilt).await?;
            size = batch_size;
        }
        Ok(())
    }

    /// The pause that stands.
    pub async fn pause(&self) -> Result<Option<Pause>, CommandError> {
        let control = self.ledger.control().await?;
        let stands = control.is_paused(self.cx.clock.now());
        Ok(control.paused.filter(|_| stands))
    }

    /// The settings of the stack say so, whatever the ledger says.
    pub fn is_paused_for_good(&self) -> bool {
        self.rules.paused
    }

    /// Open all rows, and leave them to the functions.
    pub async fn begin(&self, ready: Vec<Candidate>, force: bool, rebuilt: &mut Rebuilt) -> Result<(), CommandError> {
        for candidate in ready {
            let desktop = candidate.desktop.clone();
            self.open(candidate, cause(force)).await?;
            rebuilt.add_desktop(&desktop, Outcome::Begun, None);
        }
        Ok(())
    }

    /// Make ready to go on with rows that somebody else began: say what has to be waited for, and, because a person has
    /// come, try again at once whatever called for one.
    pub async fn take_up(&self, rows: Vec<Row>) -> Result<Vec<Owner>, CommandError> {
        let now = self.cx.clock.now();
        let mut owners = vec![];
        for mut row in rows {
            owners.push(row.owner.clone());
            let wait = |until: Timestamp, why: String| {
                let wait = human(until.duration_since(now) + SignedDuration::from_secs(1));
                self.cx.terminal.note(format!("{}: waiting for {wait} at most: {why}", row.owner));
            };
            if let Some(lease) = row.lease.as_ref().filter(|_| row.is_leased_by_another(&self.holder, now)) {
                wait(lease.until, format!("{} has it in hand", lease.holder));
                continue;
            }
            if row.intent.is_some() && row.due_at > now {
                wait(row.due_at, "a call of which nobody saw the answer may still be under way".into());
                continue;
            }
            if row.attention.take().is_some() {
                row.record(Event { at: now, what: Happening::AttentionEnded });
                row.due_at = now;
                match self.ledger.save(&mut row).await {
                    Ok(()) | Err(LedgerError::Conflict(_)) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(owners)
    }

    /// Drive open rows to their end.
    pub async fn resume(&self, owners: Vec<Owner>, rebuilt: &mut Rebuilt) -> Result<(), CommandError> {
        let total = owners.len() as u64;
        let progress = self.cx.terminal.progress(total);
        let closed = AtomicU64::new(0);
        let tell = |row: &Row, event: &Event| {
            progress.event(format!("{}: {}", row.owner, event.what));
            if row.phase.is_closed() {
                closed.fetch_add(1, Ordering::Relaxed);
            }
            progress.at(closed.load(Ordering::Relaxed), format!("{}: {}", row.owner, row.phase));
        };
        progress.at(0, "Looking");
        let turn = Turn {
            cloud: &self.cx.cloud,
            ledger: self.ledger,
            clock: &self.cx.clock,
            rules: self.rules,
            identity: self.identity,
            holder: &self.holder,
            keeps_rows: true,
            sizes: &self.sizes,
            tell: &tell,
        };
        let what = Drive { owners: owners.into_iter().collect(), until: Some(self.until), stops_at_attention: true };
        let Driven { closed, attention, open, paused, closed_by_others } = Box::pin(drive(&turn, &what)).await?;
        drop(progress);
        for row in &closed {
            let result = if row.phase == Phase::Done { Outcome::Done } else { Outcome::Cancelled };
            rebuilt.add(row, result);
            if row.phase == Phase::Done {
                self.hand_over(row).await;
            }
        }
        for (rows, result) in [(attention, Outcome::Attention), (open, Outcome::Open), (paused, Outcome::Paused)] {
            for row in rows {
                rebuilt.add(&row, result);
                self.let_go(row).await?;
            }
        }
        if !closed_by_others.is_empty() {
            let history = self.ledger.closed(CLOSED_MAX).await?;
            for row in closed_by_others.iter().filter_map(|owner| history.iter().find(|row| row.owner == *owner)) {
                let done = row.phase == Phase::Done;
                rebuilt.add(row, if done { Outcome::DoneByOthers } else { Outcome::Cancelled });
            }
        }
        Ok(())
    }

    /// Leave a row to whoever comes next, who then need not wait for our lease to run out.
    async fn let_go(&self, mut row: Row) -> Result<(), CommandError> {
        if row.lease.take_if(|lease| lease.holder == self.holder).is_none() {
            return Ok(());
        }
        match self.ledger.save(&mut row).await {
            Ok(()) | Err(LedgerError::Conflict(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// A row for the candidate, or the one that waits out its grace, which a person need not wait for.
    async fn open(&self, candidate: Candidate, cause: Cause) -> Result<(), CommandError> {
        let now = self.cx.clock.now();
        let owner = candidate.desktop.owner();
        let mut row = Row::open(owner.clone(), candidate.desktop.id.clone(), cause, now, self.rules.limits.grace);
        row.asked_by = Some(self.identity.arn.clone());
        if self.ledger.insert(&row).await? {
            return Ok(());
        }
        match self.ledger.get(&owner).await? {
            Some(open)
                if open.phase == Phase::Grace && !open.is_owed() && !open.is_leased_by_another(&self.holder, now) =>
            {
                let mut taken =
                    Row { version: open.version, opened_at: open.opened_at, history: open.history, ..row.clone() };
                row.history.into_iter().for_each(|event| taken.record(event));
                Ok(self.ledger.save(&mut taken).await?)
            }
            // Somebody else has begun it meanwhile: we watch.
            Some(_) => Ok(()),
            None => Err(LedgerError::Conflict(owner).into()),
        }
    }

    /// If the old desktop was guarded, the new one is. Where the functions run they have done it already; it does no
    /// harm to do it twice.
    async fn hand_over(&self, row: &Row) {
        let Some(new) = &row.successor else { return };
        if let Err(failure) = self.try_hand_over(&row.old, &new.id).await {
            let text = format!("the alarm of {} was not handed over to {}: {failure}", row.old, new.id);
            self.cx.terminal.warn(text);
            self.cx.terminal.note("`wsrecycle status --fix` puts it right.");
        }
    }

    /// Hand over what a rebuild left behind that was stopped between its end and this: how many were found. The alarms
    /// of all desktops are listed once, however many rows there are.
    pub async fn hand_over_left(&self, wanted: &[Owner]) -> usize {
        match self.try_hand_over_left(wanted).await {
            Ok(found) => found,
            Err(why) => {
                self.cx.terminal.warn(format!("no alarms that were left behind could be looked for: {why}"));
                self.cx.terminal.note("`wsrecycle status --fix` finds them and puts them right.");
                0
            }
        }
    }

    async fn try_hand_over_left(&self, wanted: &[Owner]) -> Result<usize, String> {
        let since = later(self.cx.clock.now(), -LEFT_MAX);
        let mut rows = self.ledger.closed(CLOSED_MAX).await.map_err(|error| error.in_full())?;
        rows.retain(|row| {
            row.phase == Phase::Done && row.phase_since >= since && (wanted.is_empty() || wanted.contains(&row.owner))
        });
        if rows.is_empty() {
            return Ok(0);
        }
        let mut guarded = BTreeSet::new();
        for prefix in SEARCH_PREFIXES {
            let found = every_page(|token| self.cx.cloud.alarms(prefix, token), |_| {}).await;
            guarded.extend(found.map_err(|failure| failure.to_string())?.iter().filter_map(Alarm::desktop));
        }
        let mut found = 0;
        // The oldest first: what is handed over may have to be handed on.
        for row in rows.iter().rev().filter(|row| row.successor.is_some()) {
            if guarded.remove(&row.old) {
                self.hand_over(row).await;
                guarded.extend(row.successor.iter().map(|successor| successor.id.clone()));
                found += 1;
            }
        }
        Ok(found)
    }

    async fn try_hand_over(&self, old: &WorkspaceId, new: &WorkspaceId) -> Result<(), crate::recycle::Failure> {
        let mut names = vec![];
        for spelling in SPELLINGS {
            let page = self.cx.cloud.alarms(&format!("{spelling}{old}"), None).await?;
            names.extend(page.items.into_iter().filter(|alarm| alarm.desktop().as_ref() == Some(old)).map(|a| a.name));
        }
        if names.is_empty() {
            return Ok(());
        }
        self.cx.cloud.put_alarm(&Alarm::guarding(new, &self.topic_arn)).await?;
        self.cx.cloud.delete_alarms(&names).await?;
        self.cx.terminal.note(format!("{new} is guarded, as {old} was."));
        Ok(())
    }
}
