//! The whole system, end to end: the real program, set up by itself from its own zip, run by MiniStack as three
//! functions, and fed by MiniStack's SNS, EventBridge and its schedule; WorkSpaces are moto's.
//!
//! Of ours there is only what no emulator plays: the plug-in of WorkSpaces, CloudTrail's events in their published
//! shape (`emulators/trail.py`), which MiniStack's EventBridge matches against the stack's own rules, and the users.
//! The message of MiniStack's alarms lacks AWS's `AlarmArn`, so CloudWatch's is published to the topic as AWS writes
//! it.
//!
//! Time: the bounds are set to seconds in `[timing]`, and the grace period to its least, a minute. A minute that would
//! have to be waited for passes in the table instead ([`stand::Stand::let_time_pass`]), but for the one that the
//! schedule takes.
//!
//! Another order of deaths: `WSRECYCLE_SEED=7 cargo test killed_anywhere -- --nocapture`.

mod day;
mod killed;
mod program;
mod stand;
