//! Who is owed a desktop while the stack is taken away, and who works on that just now.
//!
//! A stack is taken away only once its ledger says that nobody is owed anything, and that is believed only when nobody
//! can change it any more: the stack is paused, and whoever ticks or rebuilds has come to an end. It may be stopped at
//! any point; the pause stands then, and the next teardown goes on from there.

use super::super::context::Context;
use super::super::deployed::Place;
use super::super::error::CommandError;
use super::super::stack::Stack;
use super::super::stack::view::counted;
use crate::cloud::{Clock, Cloud};
use crate::ledger::{Ledger, LedgerError, Pause};
use crate::recycle::{Phase, Row, later};
use crate::stack::{Kind, Seen, Teardown};
use jiff::{SignedDuration, Timestamp};

/// Owners that are named in an error.
const NAMED_MAX: usize = 5;
/// What the pause says to whoever finds it.
const REASON: &str = "teardown";
/// How often it is looked whether somebody still works.
const POLL: SignedDuration = SignedDuration::from_secs(5);
/// A function runs for 15 minutes at most, and holds its tick 10 s longer at most.
const PATIENCE: SignedDuration = SignedDuration::from_mins(16);
const STANDS_STILL: &str = "the stack stands still meanwhile; to keep it instead: `wsrecycle setup` puts its rules and \
                            subscriptions back, then `wsrecycle resume` ends the pause";
const ABANDON: &str = "--abandon-owed leaves those users without a desktop";

/// The ledger of the stack, as far as there is one.
pub struct Owed<L> {
    ledger: Option<L>,
    /// It is the table, and it or a function that works with it is ours: others may write there while we look.
    is_shared: bool,
    /// The table goes, and a pause with it.
    goes: bool,
    /// A person has decided that users may lose theirs.
    is_abandoned: bool,
}

impl<L: Ledger> Owed<L> {
    /// The table that is about to go, even if its functions went before it; where there is none, this machine's.
    ///
    /// # Errors
    /// Nobody can tell whether there is a table.
    pub async fn of<C: Cloud, K: Clock>(
        is_abandoned: bool,
        stack: &Stack,
        down: &Teardown,
        cx: &Context<C, L, K>,
    ) -> Result<Self, CommandError> {
        let table = &stack.names.table;
        let place = match stack.observed.picture.tables.get(table) {
            Some(Seen::Present(_)) => Place::Table(table.clone()),
            None | Some(Seen::Absent) => Place::Here,
            Some(Seen::Unknown(failure)) if is_abandoned => {
                cx.terminal.warn(format!("Nobody knows who is owed a desktop: {failure}"));
                return Ok(Self { ledger: None, is_shared: false, goes: false, is_abandoned });
            }
            Some(Seen::Unknown(failure)) => {
                let attempt = format!("tell whether a user is owed a desktop, for table {table} cannot be looked at");
                let mut error = CommandError::from_failure(&attempt, failure);
                error.message += "; nothing was taken away";
                return Err(error.hint("try again once it can be read").hint(ABANDON));
            }
        };
        let any = |kind: Kind| down.removed.iter().any(|id| id.kind == kind);
        let goes = any(Kind::Table);
        let is_shared = matches!(place, Place::Table(_)) && (goes || any(Kind::Function));
        Ok(Self { ledger: Some(cx.ledger_at(&place).await?), is_shared, goes, is_abandoned })
    }

    /// Whoever lost a desktop gets one back, unless a person decides otherwise.
    ///
    /// # Errors
    /// Somebody is owed one, or nobody can tell.
    pub async fn refuse<C: Cloud, K: Clock>(&self, cx: &Context<C, L, K>) -> Result<(), CommandError> {
        let hint = "`wsrecycle status` shows how far they are; `wsrecycle rebuild --resume` brings them back";
        self.refuse_with("nothing was taken away", &[hint, ABANDON], cx).await
    }

    /// The same once the stack stands still.
    pub async fn refuse_at_last<C: Cloud, K: Clock>(&self, cx: &Context<C, L, K>) -> Result<(), CommandError> {
        let hint = "`wsrecycle rebuild --resume` brings them back; then the same teardown goes on";
        self.refuse_with("nothing was deleted", &[hint, STANDS_STILL, ABANDON], cx).await
    }

    async fn refuse_with<C: Cloud, K: Clock>(
        &self,
        outcome: &str,
        hints: &[&str],
        cx: &Context<C, L, K>,
    ) -> Result<(), CommandError> {
        let Some(ledger) = &self.ledger else { return Ok(()) };
        let rows = match ledger.open_rows().await {
            Ok(rows) => rows,
            Err(error) => return self.unread(error, cx),
        };
        let owed: Vec<String> =
            rows.into_iter().filter(|row| row.is_owed()).map(|row| format!("{} ({})", row.owner, row.phase)).collect();
        if owed.is_empty() {
            return Ok(());
        }
        let many = counted(owed.len(), "user");
        if self.is_abandoned {
            cx.terminal.warn(format!("{many} will not get their desktops back: {}", owed.join(", ")));
            return Ok(());
        }
        let are = if owed.len() == 1 { "is" } else { "are" };
        let mut error = CommandError::failed(format!("{many} {are} still owed a desktop; {outcome}"));
        error.causes = owed.iter().take(NAMED_MAX).cloned().collect();
        if owed.len() > NAMED_MAX {
            error.causes.push(format!("and {} more", owed.len() - NAMED_MAX));
        }
        Err(hints.iter().fold(error, |error, hint| error.hint(*hint)))
    }

    /// Keep everybody who works with the table from beginning anything.
    ///
    /// # Errors
    /// The pause cannot be set.
    pub async fn pause<C: Cloud, K: Clock>(&self, cx: &Context<C, L, K>) -> Result<(), CommandError> {
        let Some(ledger) = self.shared() else { return Ok(()) };
        let now = cx.clock.now();
        let by = cx.identity().await?.arn.clone();
        let pause = async {
            let control = ledger.control().await?;
            // One without an end will do, whoever has set it.
            if control.paused.is_none_or(|pause| pause.until.is_some()) {
                let pause = Pause { until: None, reason: REASON.into(), by, since: Some(now) };
                ledger.set_pause(Some(&pause)).await?;
                cx.terminal.note("  done    pause: nothing more is terminated");
            }
            Ok(())
        };
        pause.await.or_else(|error| self.unread(error, cx))
    }

    /// Wait until whoever has begun before the pause has come to an end.
    ///
    /// # Errors
    /// Somebody has not, for longer than anybody may work.
    pub async fn wait<C: Cloud, K: Clock>(&self, cx: &Context<C, L, K>) -> Result<(), CommandError> {
        let Some(ledger) = self.shared() else { return Ok(()) };
        let patience = later(cx.clock.now(), PATIENCE);
        let mut told = None;
        loop {
            let now = cx.clock.now();
            let work = match at_work(ledger, now).await {
                Ok(Some(work)) => work,
                Ok(None) => return Ok(()),
                Err(error) => return self.unread(error, cx),
            };
            if now >= patience {
                let mut error = CommandError::failed("somebody still works with the ledger; nothing was deleted");
                error.causes.push(work);
                return Err(error.hint("run the same teardown again in a few minutes").hint(STANDS_STILL));
            }
            if told.as_ref() != Some(&work) {
                cx.terminal.note(format!("Waiting up to {} minutes: {work}.", PATIENCE.as_mins()));
                told = Some(work);
            }
            cx.clock.sleep(POLL).await;
        }
    }

    /// A pause that does not go with its table must not stay. The simulated account has one ledger for all its stacks,
    /// which stays as well.
    pub async fn leave<C: Cloud, K: Clock>(&self, cx: &Context<C, L, K>) -> Result<(), CommandError> {
        let Some(ledger) = self.shared().filter(|_| cx.is_sandbox || !self.goes) else { return Ok(()) };
        if ledger.control().await?.paused.is_some_and(|pause| pause.reason == REASON) {
            ledger.set_pause(None).await?;
        }
        Ok(())
    }

    fn shared(&self) -> Option<&L> {
        self.ledger.as_ref().filter(|_| self.is_shared)
    }

    /// What cannot be read may say that somebody is owed a desktop.
    fn unread<C: Cloud, K: Clock>(&self, error: LedgerError, cx: &Context<C, L, K>) -> Result<(), CommandError> {
        if self.is_abandoned {
            cx.terminal.warn(format!("Nobody knows who is owed a desktop: {}", error.in_full()));
            return Ok(());
        }
        Err(CommandError::from(error).hint(ABANDON))
    }
}

/// Who works with the ledger now, and may yet terminate a desktop that was not owed a moment ago.
async fn at_work<L: Ledger>(ledger: &L, now: Timestamp) -> Result<Option<String>, LedgerError> {
    if let Some(ticker) = ledger.control().await?.ticker.filter(|ticker| ticker.until > now) {
        return Ok(Some(format!("the reconciler works since {}, and until {} at most", ticker.began_at, ticker.until)));
    }
    let begun = |row: &Row| row.phase == Phase::Grace && row.lease.as_ref().is_some_and(|lease| lease.until > now);
    let rows = ledger.open_rows().await?;
    Ok(rows.iter().find(|row| begun(row)).map(|row| format!("somebody works on the desktop of {}", row.owner)))
}
