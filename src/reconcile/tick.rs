//! One tick of the deployed reconciler: turn what is due, and once in a while sweep.

use super::sweep::{SweepReport, sweep};
use super::turn::{Turn, TurnReport, turn};
use crate::cloud::{Clock, Cloud};
use crate::fleet::alarm;
use crate::ledger::{Ledger, LedgerError};
use crate::recycle::Rules;

/// Rows in one turn: at AWS's rates about half a minute of calls.
const ROWS_MAX: usize = 500;

/// Alarms written in one sweep: at 3 a second about half a minute of calls. The next sweep carries on.
const ALARM_WRITES_MAX: usize = 100;

/// What came of a tick.
#[derive(Debug, Default)]
pub struct TickReport {
    pub turn: TurnReport,
    /// Present if a sweep was due. A sweep that could not look leaves its reason, and is tried again in time.
    pub sweep: Option<Result<SweepReport, String>>,
}

/// Turn once over what is due, and sweep if the last sweep is long enough ago.
///
/// # Errors
/// The ledger's, except conflicts.
pub async fn tick<C: Cloud, L: Ledger, K: Clock>(turning: &Turn<'_, C, L, K>) -> Result<TickReport, LedgerError> {
    let now = turning.clock.now();
    let control = turning.ledger.control().await?;
    let rules = Rules { paused: turning.rules.paused || control.is_paused(now), ..turning.rules.clone() };
    let turning = &Turn { rules: &rules, ..*turning };

    let rows = turning.ledger.due(now, ROWS_MAX).await?;
    let turn = if rows.is_empty() { TurnReport::default() } else { turn(turning, rows).await? };
    let sweep_due = control.swept_at.is_none_or(|at| now.duration_since(at) >= rules.limits.sweep);
    let mut report = TickReport { turn, sweep: None };
    if sweep_due {
        // Noted before it begins: a sweep that dies is not begun again every minute.
        turning.ledger.set_swept(now).await?;
        let Turn { cloud, ledger, clock, rules, identity, .. } = *turning;
        let topic_arn = identity.topic_arn(alarm::TOPIC);
        let swept = sweep(cloud, ledger, clock, rules, identity, &topic_arn, ALARM_WRITES_MAX).await;
        report.sweep = Some(swept.map_err(|error| error.to_string()));
    }
    Ok(report)
}
