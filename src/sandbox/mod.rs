//! A WORLD that answers the same ports as AWS: for trying every command without an account, and for proving the
//! promises R1 to R8.
//!
//! It is our own: it proves our logic, never AWS's behaviour. What it knows of AWS is cited where it is
//! used; where AWS's documentation leaves something open, [`Temper`] varies it.
//!
//! - `world.rs` what there is and what happens by itself; `desktop.rs` one desktop; `delivery.rs` AWS's event shapes;
//! - `cloud.rs` the port; `fault.rs` what goes wrong; `chance.rs` the seed;
//! - `journal.rs` what the functions log, and the port `Logs`;
//! - `stack/` what is deployed: the port `Provision`, and the ways by which events reach the functions;
//! - `truth.rs` the promises, checked against what is really so;
//! - `gate.rs` AWS's documented rates, enforced; `clockwork.rs` many callers at once on the virtual clock; `agenda.rs`
//!   what happens when; `rush/` the deployed system when everybody leaves at five, next to the guide's functions;
//! - `simulate/` seeded schedules of everything at once; `machine.rs` the deployed system at a calm pace, for people.
//!
//! This room must never use anything that varies except the seed: no clock, no thread, no `HashMap`.

mod agenda;
mod chance;
mod clockwork;
mod cloud;
mod delivery;
mod desktop;
mod fault;
mod gate;
mod journal;
mod machine;
pub mod rush;
mod simulate;
mod stack;
mod store;
mod truth;
mod world;

pub use chance::Chance;
pub use cloud::Sandbox;
pub use delivery::Delivery;
pub use desktop::{Session, SimDesktop};
pub use fault::{Fault, FaultKind, Faults, Mishap};
pub use gate::{Gate, Meter};
pub use machine::{Hear, Heard, Machine, TerminalClock};
pub use simulate::{Clocks, Outcome, simulate, simulate_on};
pub use stack::{Deployed, Route, archive};
pub use store::{Kept, Store, StoreError};
pub use truth::{Truth, Watch};
pub use world::{Directory, Temper, World};
