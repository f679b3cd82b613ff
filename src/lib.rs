//! wsrecycle makes Amazon WorkSpaces desktops non-persistent.

pub mod cloud;
pub mod fleet;
pub mod ledger;
pub mod output;
pub mod recycle;
pub mod settings;
