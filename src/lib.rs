//! wsrecycle makes Amazon WorkSpaces desktops non-persistent.

pub mod cli;
pub mod cloud;
pub mod fleet;
pub mod functions;
pub mod ledger;
pub mod output;
pub mod reconcile;
pub mod recycle;
pub mod sandbox;
pub mod settings;
