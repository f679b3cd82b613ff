//! WHAT should exist in the account, and how to get there: one pure plan with different endings.
//!
//! [`desired`](desired()) says what should be, the port [`Provision`](crate::cloud::Provision) what is, and the pure
//! [`plan`](plan()) compares them: `setup` carries it out, `setup --dry-run` and `drift` print it, `teardown` carries
//! out its reverse. A plan is a list of [`Write`]s, each one call, so what is printed is what is done, and a stack that
//! was left half-way by a crash is just another picture to start from.
//!
//! The planning must stay pure; only `read.rs` and `apply.rs` wait for anything. Nothing without our tag is changed
//! unless it is adopted by name, and what others share (a trail, a bucket with logs) is never deleted.
//!
//! To add a kind of resource: its shape in `picture.rs`, its file with a pure `diff`, its line in `desired.rs`, its
//! writes in `write.rs`, what they wait for in `order.rs`, its calls in both adapters and its permissions in
//! `permissions.rs`.

pub mod agreed;
pub mod apply;
pub mod config;
pub mod desired;
pub mod document;
pub mod kinds;
pub mod names;
pub mod order;
pub mod permissions;
pub mod picture;
pub mod plan;
pub mod read;
pub mod teardown;
#[cfg(test)]
mod tests;
pub mod write;

pub use agreed::{Agreed, addresses, agreed};
pub use apply::{Applied, apply, is_taken_later};
pub use config::{Config, Policies, TrailChoice};
pub use desired::{Wanted, desired};
pub use document::Document;
pub use names::{DEFAULT_STACK, Names, STACK_TAG, check_stack_name};
pub use order::{Order, Step};
pub use picture::{Picture, Seen};
pub use plan::{Adoption, Change, Item, Plan, Standing, plan, reusable_trail};
pub use read::{Observed, read};
pub use teardown::{Also, Teardown, teardown};
pub use write::{FunctionSettings, Kind, ResourceId, Write};
