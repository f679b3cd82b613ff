//! One turn of the crank over some rows.
//!
//! ```text
//! look ─► step ─► save the intent ─► look again ─► act ─► step ─► save the answer
//! ```
//!
//! A row whose save is refused was saved by somebody else meanwhile: it is dropped, and looked at anew next time.

use super::failing::Failing;
use super::observe::{DirectorySizes, connections, observe};
use crate::cloud::{Clock, Cloud, Identity, PAGE};
use crate::ledger::{Ledger, LedgerError};
use crate::recycle::{
    Action, Answer, Desktop, Event, Failure, FailureKind, Lease, Look, Observation, Owner, Request, Row, Rules, Step,
    confirm, is_in_time, later, step,
};

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

/// A row with the call it asks for, and its desktop as it was seen.
struct Planned {
    step: Step,
    target: Option<Desktop>,
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
        let target = if let Look::Seen(desktop) = seen.target { desktop } else { None };
        match step.action {
            Action::Wait => {
                turn.save(step.row, &step.events, &mut report).await?;
            }
            Action::Create(_) => creations.push(Planned { step, target }),
            Action::Terminate(_) => terminations.push(Planned { step, target }),
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

    /// Save the intents of a chunk; those that were saved may act.
    async fn save_intents(&self, chunk: Vec<Planned>, report: &mut TurnReport) -> Result<Vec<Planned>, LedgerError> {
        let mut saved = vec![];
        for Planned { step, target } in chunk {
            if let Some(row) = self.save(step.row, &step.events, report).await? {
                saved.push(Planned { step: Step { row, action: step.action, events: vec![] }, target });
            }
        }
        Ok(saved)
    }

    /// Step once more with the answer, and save.
    async fn answer(&self, row: Row, answer: Answer, report: &mut TurnReport) -> Result<(), LedgerError> {
        let seen = Observation { answer: Some(answer), ..Observation::default() };
        let Step { row, events, .. } = step(row, &seen, self.clock.now(), self.rules);
        self.save(row, &events, report).await?;
        Ok(())
    }

    async fn create(&self, chunk: Vec<Planned>, report: &mut TurnReport) -> Result<(), LedgerError> {
        let mut sent: Vec<(Row, Request)> = vec![];
        for Planned { step, .. } in self.save_intents(chunk, report).await? {
            let Action::Create(request) = step.action else { continue };
            if is_in_time(&step.row, self.clock.now(), self.rules) {
                sent.push((step.row, *request));
            } else {
                let late = Failure::new(FailureKind::NotSent, "", "too much time has passed since it was decided");
                self.answer(step.row, Answer::Failed(late.in_call("CreateWorkspaces")), report).await?;
            }
        }
        if sent.is_empty() {
            return Ok(());
        }
        let requests: Vec<Request> = sent.iter().map(|(_, request)| request.clone()).collect();
        let answers = match self.cloud.create(&requests).await {
            Ok(answers) => answers,
            Err(failure) => vec![Err(failure); sent.len()],
        };
        let missing =
            || Err(Failure::new(FailureKind::Unclear, "", "no answer for this item").in_call("CreateWorkspaces"));
        let mut answers = answers.into_iter();
        for (row, _) in sent {
            let answer = match answers.next().unwrap_or_else(missing) {
                Ok(id) => Answer::Created(id),
                Err(failure) => Answer::Failed(failure),
            };
            self.answer(row, answer, report).await?;
        }
        Ok(())
    }

    async fn terminate(&self, chunk: Vec<Planned>, report: &mut TurnReport) -> Result<(), LedgerError> {
        let saved = self.save_intents(chunk, report).await?;
        let ids: Vec<_> = saved.iter().map(|planned| planned.step.row.target.clone()).collect();
        // A creation of this very turn may have failed: the breaker is asked again, as is AWS about the users.
        let failing = Failing::of(self.ledger).await?;
        let connections = connections(self.cloud, &ids).await;
        // Whoever paused since this driver began to turn is heard, too. At a terminal it is asked for in advance.
        let is_paused = self.ledger.control().await?.is_paused(self.clock.now());

        let mut sent = vec![];
        for Planned { step: Step { row, .. }, target } in saved {
            let connection = connections.get(&row.target).cloned().unwrap_or_default();
            let candidate = target.as_ref().filter(|desktop| desktop.id == row.old);
            let held_back = candidate.and_then(|desktop| failing.held_back(desktop, &self.rules.limits));
            let verdict = match held_back {
                Some(why) => Err(Answer::Withdrawn(why)),
                None if is_paused && candidate.is_some() && !row.cause.is_by_hand() => {
                    Err(Answer::Withdrawn("paused".into()))
                }
                None => confirm(&row, candidate, &connection, self.clock.now(), self.rules),
            };
            match verdict {
                Ok(()) => sent.push(row),
                Err(answer) => self.answer(row, answer, report).await?,
            }
        }
        if sent.is_empty() {
            return Ok(());
        }
        let ids: Vec<_> = sent.iter().map(|row| row.target.clone()).collect();
        let answer = self.cloud.terminate(&ids).await;
        for row in sent {
            let answer = match &answer {
                Err(failure) => Answer::Failed(failure.clone()),
                Ok(failed) => match failed.iter().find(|(id, _)| *id == row.target) {
                    Some((_, failure)) => Answer::Failed(failure.clone()),
                    None => Answer::Terminated,
                },
            };
            self.answer(row, answer, report).await?;
        }
        Ok(())
    }
}
