//! Whether this machine's clock may be relied on.
//!
//! Leases, intents, due times and pauses are written by one clock and judged by another: the functions', or another
//! laptop's. Were they minutes apart, a driver could take over what another still has in hand, and an old connection
//! status could pass for a fresh one. So whoever writes such times is refused while the clock is off.
//!
//! It is refused, and not put right in passing. A difference that is measured once and added would be wrong as soon as
//! the machine sleeps or its clock is set during a rebuild of two hours, and a proxy with a wrong date would make a
//! right clock wrong; refused, it can only stop. It costs no call: the answer to GetCallerIdentity has AWS's time in
//! it. The functions need no such look, for AWS sets their clocks, and the simulated account has only one.

use super::context::Context;
use super::error::CommandError;
use crate::cloud::{Clock, Cloud, Skew};
use crate::ledger::Ledger;
use jiff::SignedDuration;

/// Two machines may be off in different directions, so together by twice as much. That is no more than the half minute
/// by which `Limits::settle` outlives `act_within` and the longest call.
const OFF_MAX: SignedDuration = SignedDuration::from_secs(15);

const WHY: &str = "leases and due times in the ledger are compared with the clocks of other machines: two of them \
                   could act on one desktop, or a desktop be terminated on old news";

/// How to set it.
pub const REMEDY: &str = if cfg!(target_os = "macos") {
    "set the clock, such as with `sudo sntp -sS time.apple.com`, and try again"
} else if cfg!(windows) {
    "set the clock, such as with `w32tm /resync`, and try again"
} else {
    "set the clock, such as with `sudo timedatectl set-ntp true`, and try again"
};

/// That the clock is off, if it surely is.
pub fn off(skew: Option<Skew>) -> Option<String> {
    let skew = skew.filter(|skew| skew.surely() > OFF_MAX)?;
    Some(format!("this machine's clock is {skew}"))
}

/// Before times are written that others judge.
///
/// # Errors
/// The clock is off.
pub async fn check<C: Cloud, L: Ledger, K: Clock>(cx: &Context<C, L, K>) -> Result<(), CommandError> {
    cx.identity().await?;
    let Some(what) = off(cx.cloud.skew()) else { return Ok(()) };
    let mut error = CommandError::failed(what);
    error.causes.push(WHY.to_owned());
    Err(error.hint(REMEDY))
}

/// For whoever only reads: what is said about times may be wrong.
pub async fn warn<C: Cloud, L: Ledger, K: Clock>(cx: &Context<C, L, K>) -> Result<(), CommandError> {
    cx.identity().await?;
    if let Some(what) = off(cx.cloud.skew()) {
        cx.terminal.warn(format!("{what}: times and durations are not to be relied on, and `rebuild` is refused."));
        cx.terminal.note(format!("To change that: {REMEDY}."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn only_what_is_surely_off_is_told() {
        let now: Timestamp = "2026-11-25T12:00:00Z".parse().unwrap();
        let s = SignedDuration::from_secs;
        assert_eq!(off(None), None);
        for (ahead_s, took_s, told) in [(0, 0, None), (15, 0, None), (17, 0, Some("17 s ahead")), (17, 20, None)] {
            let skew = Skew::of(now - s(took_s), now, now - s(ahead_s));
            let what = told.map(|told| format!("this machine's clock is {told} of AWS's"));
            assert_eq!(off(Some(skew)), what, "{skew:?}");
        }
        let behind = Skew::of(now, now, now + s(300));
        assert_eq!(off(Some(behind)).unwrap(), "this machine's clock is 301 s behind AWS's");
    }
}
