//! One turn of the crank over some rows.
//!
//! ```text
//! look ─► step ─► save the intent ─► look again ─► act ─► step ─► save the answer
//! ```
//!
//! A row whose save is refused was saved by somebody else meanwhile: it is dropped, and looked at anew next time.

use super::failing::Failing;
use super::observe::{DirectorySizes, last_looks, observe};
use crate::cloud::{Clock, Cloud, Identity, PAGE};
use crate::ledger::{Ledger, LedgerError};
use crate::recycle::{
    Action, Answer, Event, Failure, FailureKind, Lease, Look, Observation, Owner, Request, Row, Rules, Step,
    WorkspaceId, confirm, is_in_time, later, step,
};
use std::collections::VecDeque;

/// Hears every event, with the row it belongs to.
pub type Tell<'a> = &'a (dyn Fn(&Row, &Event) + Sync);

/// Who turns, with what, under which rules.
pub struct Turn<'a, C, L, K> {
    pub cloud: &'a C,
    pub ledger: &'a L,
    pub clock: &'a K,
    pub rules: &'a Rules,
    pub identity: &'a Identity,
    /// The name in the lease of rows that this driver has in hand.
    pub holder: &'a str,
    /// Keep rows between turns (a terminal), or give them back after each (a function).
    pub keeps_rows: bool,
    pub sizes: &'a DirectorySizes,
    pub tell: Tell<'a>,
}

/// What came of a turn.
#[derive(Debug, Default)]
pub struct TurnReport {
    /// The rows as they were saved last, closed ones included.
    pub rows: Vec<Row>,
    /// Rows that somebody else saved meanwhile.
    pub conflicts: usize,
    /// Rows that the ledger does not take, though it takes the others.
    pub failed: Vec<(Owner, LedgerError)>,
}

/// Turn once over `rows`, whose time has come.
///
/// # Errors
/// The ledger's, except what is about one row. Failed calls to AWS are observations and end up in the rows.
pub async fn turn<C: Cloud, L: Ledger, K: Clock>(
    turn: &Turn<'_, C, L, K>,
    rows: Vec<Row>,
) -> Result<TurnReport, LedgerError> {
    let mut report = TurnReport::default();
    let now = turn.clock.now();
    let rows: Vec<Row> =
        rows.into_iter().filter(|row| !row.phase.is_closed() && !row.is_leased_by_another(turn.holder, now)).collect();
    let seen = observe(turn, &rows).await?;

    let now = turn.clock.now();
    let (mut creations, mut terminations) = (vec![], vec![]);
    for (row, seen) in rows.into_iter().zip(seen) {
        let step = step(row, &seen, now, turn.rules);
        match step.action {
            Action::Wait => {
                turn.save(step.row, &step.events, &mut report).await?;
            }
            Action::Create(_) => creations.push(step),
            Action::Terminate(_) => terminations.push(step),
        }
    }
    // Creations first: whoever is owed a desktop comes before whoever will be, and a failure trips the breaker in time.
    while !creations.is_empty() {
        let chunk = creations.drain(..creations.len().min(PAGE)).collect();
        turn.create(chunk, &mut report).await?;
    }
    while !terminations.is_empty() {
        let chunk = terminations.drain(..terminations.len().min(PAGE)).collect();
        turn.terminate(chunk, &mut report).await?;
    }
    Ok(report)
}

impl<C: Cloud, L: Ledger, K: Clock> Turn<'_, C, L, K> {
    /// Save and tell; `None`, and not a word, if somebody else saved the row meanwhile.
    async fn save(&self, mut row: Row, events: &[Event], report: &mut TurnReport) -> Result<Option<Row>, LedgerError> {
        let in_hand = self.keeps_rows || row.intent.is_some();
        row.lease = (in_hand && !row.phase.is_closed())
            .then(|| Lease { holder: self.holder.to_owned(), until: later(self.clock.now(), self.rules.limits.lease) });
        report.rows.retain(|saved| saved.owner != row.owner);
        match self.ledger.save(&mut row).await {
            Ok(()) => {
                events.iter().for_each(|event| (self.tell)(&row, event));
                report.rows.push(row.clone());
                Ok(Some(row))
            }
            Err(LedgerError::Conflict(_)) => {
                report.conflicts += 1;
                Ok(None)
            }
            Err(error) if error.is_of_one_row() => {
                report.failed.push((row.owner, error));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Save the intents of a chunk, as of now; those that were saved may act.
    async fn save_intents(&self, chunk: Vec<Step>, report: &mut TurnReport) -> Result<Vec<(Row, Action)>, LedgerError> {
        let mut saved = vec![];
        for Step { mut row, action, events } in chunk {
            row.intends_now(self.clock.now(), self.rules.limits.settle);
            if let Some(row) = self.save(row, &events, report).await? {
                saved.push((row, action));
            }
        }
        Ok(saved)
    }

    /// Step once more with each answer, and save.
    async fn answer(&self, answers: Vec<(Row, Answer)>, report: &mut TurnReport) -> Result<(), LedgerError> {
        for (row, answer) in answers {
            let seen = Observation { answer: Some(answer), ..Observation::default() };
            let Step { row, events, .. } = step(row, &seen, self.clock.now(), self.rules);
            self.save(row, &events, report).await?;
        }
        Ok(())
    }

    /// Whether this may still be sent; otherwise the answer that says why not.
    fn in_time(&self, row: &Row, call: &str) -> Result<(), Answer> {
        if is_in_time(row, self.clock.now(), self.rules) {
            return Ok(());
        }
        let late = Failure::new(FailureKind::NotSent, "", "too much time has passed since it was decided");
        Err(Answer::Failed(late.in_call(call)))
    }

    async fn create(&self, chunk: Vec<Step>, report: &mut TurnReport) -> Result<(), LedgerError> {
        let mut requested = vec![];
        for (row, action) in self.save_intents(chunk, report).await? {
            if let Action::Create(request) = action {
                requested.push((row, *request));
            }
        }
        let mut outbox = Outbox::new(requested, vec![]);
        while let Some(sent) = outbox.next(|row| self.in_time(row, "CreateWorkspaces")) {
            let requests: Vec<Request> = sent.iter().map(|(_, request)| request.clone()).collect();
            match self.cloud.create(&requests).await {
                Err(failure) => outbox.refused(sent, &failure),
                Ok(items) => {
                    let missing = Failure::new(FailureKind::Unclear, "", "no answer for this item");
                    let missing = Err(missing.in_call("CreateWorkspaces"));
                    let items = items.into_iter().chain(std::iter::repeat(missing));
                    outbox.answers.extend(sent.into_iter().zip(items).map(|((row, _), item)| (row, created(item))));
                }
            }
        }
        self.answer(outbox.answers, report).await
    }

    async fn terminate(&self, chunk: Vec<Step>, report: &mut TurnReport) -> Result<(), LedgerError> {
        let rows: Vec<Row> = self.save_intents(chunk, report).await?.into_iter().map(|(row, _)| row).collect();
        let ids: Vec<_> = rows.iter().map(|row| row.target.clone()).collect();
        // A creation of this very turn may have failed: the breaker is asked again, as is AWS about everything that
        // speaks against it.
        let failing = Failing::of(self.ledger).await?;
        let mut looks = last_looks(self.cloud, &ids).await;
        // Whoever paused since this driver began to turn is heard, too.
        let is_paused = self.ledger.control().await?.is_paused(self.clock.now());
        let rules = Rules { paused: self.rules.paused || is_paused, ..self.rules.clone() };

        let (mut confirmed, mut answers) = (vec![], vec![]);
        for row in rows {
            let look = looks.remove(&row.target).unwrap_or_default();
            let held_back = match &look.desktop {
                Look::Seen(Some(desktop)) if row.target == row.old => failing.held_back(desktop, &rules.limits),
                _ => None,
            };
            let verdict = held_back.map_or(Ok(()), |why| Err(Answer::Withdrawn(why)));
            match verdict.and_then(|()| confirm(&row, &look, self.clock.now(), &rules)) {
                Ok(()) => confirmed.push((row, look)),
                Err(answer) => answers.push((row, answer)),
            }
        }
        // Nothing is saved between the last look and the call, so that no ledger can hold it up.
        let mut outbox = Outbox::new(confirmed, answers);
        while let Some(sent) = outbox.next(|row| self.in_time(row, "TerminateWorkspaces")) {
            let ids: Vec<_> = sent.iter().map(|(row, _)| row.target.clone()).collect();
            match self.cloud.terminate(&ids).await {
                Err(failure) => outbox.refused(sent, &failure),
                Ok(failed) => outbox.answers.extend(sent.into_iter().map(|(row, _)| {
                    let failure = failed.iter().find(|(id, _)| *id == row.target).map(|(_, failure)| failure.clone());
                    (row, failure.map_or(Answer::Terminated, Answer::Failed))
                })),
            }
        }
        self.answer(outbox.answers, report).await
    }
}

/// Rows on their way to AWS, each with what goes with it, and what became of them. What AWS refuses as a batch goes to
/// it one by one.
struct Outbox<T> {
    waiting: VecDeque<Vec<(Row, T)>>,
    answers: Vec<(Row, Answer)>,
}

impl<T> Outbox<T> {
    fn new(batch: Vec<(Row, T)>, answers: Vec<(Row, Answer)>) -> Self {
        Self { waiting: [batch].into(), answers }
    }

    /// The next batch, without those for which it is too late.
    fn next(&mut self, in_time: impl Fn(&Row) -> Result<(), Answer>) -> Option<Vec<(Row, T)>> {
        loop {
            let mut batch = vec![];
            for (row, with) in self.waiting.pop_front()? {
                match in_time(&row) {
                    Ok(()) => batch.push((row, with)),
                    Err(late) => self.answers.push((row, late)),
                }
            }
            if !batch.is_empty() {
                return Some(batch);
            }
        }
    }

    /// AWS has refused the whole call.
    fn refused(&mut self, sent: Vec<(Row, T)>, failure: &Failure) {
        if sent.len() > 1 && is_of_one(failure) {
            self.waiting.extend(sent.into_iter().map(|one| vec![one]));
        } else {
            self.answers.extend(sent.into_iter().map(|(row, _)| (row, Answer::Failed(failure.clone()))));
        }
    }
}

fn created(item: Result<WorkspaceId, Failure>) -> Answer {
    match item {
        Ok(id) => Answer::Created(id),
        Err(failure) => Answer::Failed(failure),
    }
}

/// Whether AWS may have refused a whole batch because of one item in it (CreateWorkspaces has errors for the whole
/// call: ResourceLimitExceededException, InvalidParameterValuesException; API Reference, seen 2026-11-22). The others
/// must not suffer for that (promise R8).
fn is_of_one(failure: &Failure) -> bool {
    use FailureKind::*;
    match failure.kind {
        Throttled | Credentials | Unclear | NotSent => false,
        Denied | NotFound | Exists | UserMissing | BundleMissing | DirectoryMissing | Quota | Addresses | Key
        | Invalid | WrongState => true,
    }
}

#[cfg(test)]
#[path = "turn_tests.rs"]
mod tests;
