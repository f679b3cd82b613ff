//! What others do to a stack and to its desktops, so that a command has something to put right.

use crate::emulators::Emulators;

pub fn everything(_: &Emulators, _: &str) {}
pub fn add_alarm(_: &Emulators, _: &str) {}
pub fn guard(_: &Emulators, _: &str) {}
