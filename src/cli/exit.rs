//! Exit statuses. Scripts depend on them: never change the meaning of one.

/// Done, and nothing needs attention.
pub const DONE: u8 = 0;
/// It failed.
pub const FAILED: u8 = 1;
/// The command line or the configuration is wrong; nothing was done.
pub const USAGE: u8 = 2;
/// It looked, and something needs attention: findings, drift, or a part that failed.
pub const ATTENTION: u8 = 3;
/// Interrupted from the keyboard.
pub const INTERRUPTED: u8 = 130;

/// The statuses as the manual shows them.
pub const TABLE: [(u8, &str); 5] = [
    (DONE, "Done, and nothing needs attention."),
    (FAILED, "It failed. The message says what, why and what to try next."),
    (USAGE, "The command line or the configuration is wrong. Nothing was done."),
    (ATTENTION, "It looked, and something needs attention: findings, drift, or a part that failed."),
    (INTERRUPTED, "Interrupted from the keyboard."),
];

/// The status of something done to many: all, some or none of it failed.
pub fn of_many(done: usize, failed: usize) -> u8 {
    match (done, failed) {
        (_, 0) => DONE,
        (0, _) => FAILED,
        _ => ATTENTION,
    }
}
