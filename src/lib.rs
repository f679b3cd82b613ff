//! wsrecycle makes Amazon WorkSpaces desktops non-persistent: when a user has disconnected and stays away, the desktop
//! is terminated and an equal one is created for the same user.
//!
//! This page is the map and the glossary. `README.md` is for whoever runs the program, `ARCHITECTURE.md` traces a
//! recycle through the rooms and says where each promise is kept, and every module opens with what it is for, what it
//! must never do and how to add to it.
//!
//! # The rooms
//!
//! | room | question it answers | never |
//! |---|---|---|
//! | [`recycle`] | WHAT to do with one desktop: [`recycle::step()`] | calls, reads a clock, prints |
//! | [`reconcile`] | WHO turns the crank: turns, drivers, the sweep | decides about a desktop |
//! | [`ledger`] | WHERE a row lives, so that no crash can lose it | drops an open row, overwrites what it cannot read |
//! | [`fleet`] | HOW desktops and alarms stand: census, findings, fixes | terminates or creates a desktop |
//! | [`functions`] | what AWS calls: three handlers and their payloads | believes more of an event than ids |
//! | [`cloud`] | WHAT we ask of AWS, in our nouns; SDK types stay in `cloud/aws/` | retries beyond the SDK's policy |
//! | [`sandbox`] | a WORLD that answers the same ports, and proves the promises | varies with anything but the seed |
//! | [`cli`] | the administrator's command line, one file per command | decides which desktops may be recycled |
//! | [`output`] | HOW it looks: table, JSON, CSV, progress | writes anything but the answer to stdout |
//! | [`settings`] | WHAT the administrator has set, and where | decides about a desktop |
//!
//! `recycle`, `output` and `settings` decide, show and read, and call nobody. `cloud` and `ledger` are ports in the
//! nouns of `recycle` (and the [`fleet::Alarm`]). `fleet` and `reconcile` work over the ports, `functions`, `sandbox`
//! and `cli` over these.
//!
//! # Glossary
//!
//! One word, one meaning, in code, messages and documents.
//!
//! The things:
//!
//! - **desktop**: one WorkSpace of Amazon WorkSpaces Personal. Our noun for AWS's "WorkSpace"; never "workspace" alone.
//! - **workspace id**: AWS's name of a desktop, `ws-…`. A recycled desktop has a new one.
//! - **owner**: directory and user, compared without case. What a desktop is owed to, because ids do not last.
//! - **row**: one recycle of one owner's desktop, with all that is needed to bring an equal one back.
//! - **ledger**: where rows are kept: at most one open row per owner, and the closed ones as history.
//! - **alarm**: the CloudWatch alarm on `SessionDisconnect` that *guards* a desktop.
//! - **stack**: the set of resources in an account that work together under one name, such as topic and functions.
//!
//! The cycle:
//!
//! - **phase**: where a row stands: Grace, Terminating, Gone, Creating, Verifying, Done or Cancelled.
//! - **grace**: the time for which nobody may be connected before a desktop is recycled, and the phase that waits for
//!   it.
//! - **dirty**: some user has connected to this desktop since it was created.
//! - **due**: dirty, in scope, and nobody connected for the whole grace; of a row: its next look is to be taken now.
//! - **owed**: we asked for the termination, and the owner has no finished desktop yet.
//! - **attention**: the mark of a row that calls for a person. It is still tried again, slowly.
//! - **observation**: what was seen of a row's desktop at one moment, failed looks included.
//! - **look**: one thing looked at: skipped, seen or failed.
//! - **step**: the pure decision about one row: row and observation in; row, action and events out.
//! - **turn**: one round of looking, stepping, saving and acting over some rows.
//! - **tick**: what happens once a minute where the program runs by itself: a turn over what is due, sometimes a sweep.
//! - **sweep**: a look at the whole account that opens the rows no event opened and repairs alarms.
//! - **driver**: whoever calls turns: a terminal, a function, the simulator.
//! - **intent**: the note in a saved row that a call is about to be made. Found without an answer, the call may have
//!   been made.
//! - **lease**: how long a driver has a row to itself.
//! - **breaker**: holds terminations back while creations fail.
//! - **blame**: what a failed creation is put down to: a bundle, a directory, a key, the account, or nobody.
//!
//! What may be touched:
//!
//! - **scope**: which desktops are managed: all, some directories, some bundles, or a tag.
//! - **hold**: the tag `wsrecycle:hold`, which keeps a desktop from being recycled.
//! - **exclusion**: a reason to leave a desktop alone until somebody changes something about it.
//!
//! The account:
//!
//! - **census**: every desktop with its tags, connection, alarms and row, read at one moment.
//! - **finding**: one thing worth saying about a census, with its evidence.
//! - **fix**: a change that puts a finding right. Never a termination.
//!
//! The simulation:
//!
//! - **sandbox**: the simulated account behind the same ports as AWS.
//! - **world**: what there is in a sandbox and what happens in it by itself.
//! - **fault**: a way in which the sandbox, or the way to it, misbehaves.
//! - **seed**: the number that everything in a simulated run is drawn from. The same seed, the same run.

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
pub mod stack;
