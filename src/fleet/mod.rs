//! HOW desktops and alarms stand.

pub mod alarm;

pub use alarm::Alarm;
