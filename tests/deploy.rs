//! `setup`, `drift` and `teardown` by the real binary over the emulators: what is built is looked at from outside, with
//! boto3 and literal values (`deploy/check.py`); what is spoilt by hand (`deploy/damage.py`) is named and repaired, and
//! nothing else is written; and wherever it is killed, the next one goes on.
//!
//! Python works in a process of its own ([`outside::Outside`]); every write call is taken from the gate's record. To
//! add a way to spoil a stack: a line in `damage.py`, with what `drift` must name and which calls must repair it.

mod adopted;
mod built;
mod killed;
mod outside;
mod program;
mod refused;
mod regions;
mod spoilt;
mod stand;
mod taken_down;
mod waits;
