//! What a command works with: the account behind the ports, the settings, and the terminal.
//!
//! Generic over the ports, so one body serves AWS and the simulated account. The caller's identity and the ledger are
//! looked up when a command first needs them.

use super::error::CommandError;
use crate::cloud::{Clock, Cloud, Identity};
use crate::ledger::Ledger;
use crate::output::{Answer, Terminal};
use crate::recycle::{Limits, Rules};
use crate::settings::Settings;
use crate::stack::Names;
use clap::Args;
use std::sync::{Arc, OnceLock};

type OpenLedger<L> = Box<dyn Fn(&Identity) -> Result<L, CommandError> + Send + Sync>;

pub struct Context<C, L, K> {
    pub cloud: C,
    pub clock: K,
    pub settings: Settings,
    /// Shared with a cloud that tells why it waits.
    pub terminal: Arc<Terminal>,
    identity: OnceLock<Identity>,
    ledger: OnceLock<L>,
    open_ledger: OpenLedger<L>,
    /// Somebody turns the rows of the ledger, so opening one is enough for its desktop to be recycled.
    pub is_driven: bool,
    /// The account is a simulated one.
    pub is_sandbox: bool,
}

/// Flags of every command that changes something.
#[derive(Debug, Clone, Args)]
pub struct Consent {
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Do not ask before changing something
    #[arg(short, long)]
    pub yes: bool,
}

/// What was agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    Ahead,
    DryRun,
    /// A person said no.
    Back,
}

impl<C: Cloud, L: Ledger, K: Clock> Context<C, L, K> {
    pub fn new(
        cloud: C,
        clock: K,
        settings: Settings,
        terminal: impl Into<Arc<Terminal>>,
        open_ledger: OpenLedger<L>,
        is_driven: bool,
    ) -> Self {
        Self {
            cloud,
            clock,
            settings,
            terminal: terminal.into(),
            identity: OnceLock::new(),
            ledger: OnceLock::new(),
            open_ledger,
            is_driven,
            is_sandbox: false,
        }
    }

    pub fn in_sandbox(self) -> Self {
        Self { is_sandbox: true, ..self }
    }

    /// Who we are to AWS; asked once.
    ///
    /// # Errors
    /// Also if it is not the account that `--expect-account` names.
    pub async fn identity(&self) -> Result<&Identity, CommandError> {
        if let Some(identity) = self.identity.get() {
            return Ok(identity);
        }
        let found = self.cloud.whoami().await;
        let identity =
            found.map_err(|failure| CommandError::from_failure("find out which account this is", &failure))?;
        if let Some(expected) = self.settings.expect_account.as_ref().filter(|it| it.value != identity.account) {
            let message = format!("this is account {}, not {}", identity.account, expected.value);
            return Err(CommandError::failed(message).hint(format!(
                "the expected account comes from {}; name another profile with --profile",
                expected.from
            )));
        }
        Ok(self.identity.get_or_init(|| identity))
    }

    /// Before anything else: refuse an account that is not the expected one.
    pub async fn check_account(&self) -> Result<(), CommandError> {
        if self.settings.expect_account.is_some() {
            self.identity().await?;
        }
        Ok(())
    }

    /// The ledger of this account and region.
    pub async fn ledger(&self) -> Result<&L, CommandError> {
        if let Some(ledger) = self.ledger.get() {
            return Ok(ledger);
        }
        let ledger = (self.open_ledger)(self.identity().await?)?;
        Ok(self.ledger.get_or_init(|| ledger))
    }

    pub fn rules(&self, base: Limits) -> Rules {
        self.settings.rules(base)
    }

    /// The names of everything in this stack.
    pub async fn names(&self) -> Result<Names, CommandError> {
        Ok(Names::of(&self.settings.stack.value, self.identity().await?))
    }

    /// The topic that the alarms of this stack publish to.
    pub async fn topic_arn(&self) -> Result<String, CommandError> {
        Ok(self.identity().await?.topic_arn(&self.names().await?.topic))
    }

    /// Say where something is about to be changed.
    pub async fn announce(&self) -> Result<(), CommandError> {
        let Identity { account, arn, region, .. } = self.identity().await?;
        self.terminal.note(format!("Account {account}, region {region}, as {arn}"));
        Ok(())
    }

    /// Show a change, line by line, and find out whether to carry it out. With `--dry-run` the answer shows it.
    pub fn consent(&self, consent: &Consent, plan: &[String], question: &str) -> Result<Go, CommandError> {
        if consent.dry_run {
            self.terminal.note("Nothing was changed, because of --dry-run.");
            return Ok(Go::DryRun);
        }
        for line in plan {
            self.terminal.note(format!("  {line}"));
        }
        if consent.yes || self.terminal.confirm(question)? {
            return Ok(Go::Ahead);
        }
        self.terminal.note("Nothing was changed.");
        Ok(Go::Back)
    }

    pub fn answer(&self, answer: &impl Answer) -> Result<(), CommandError> {
        Ok(self.terminal.answer(answer)?)
    }
}
