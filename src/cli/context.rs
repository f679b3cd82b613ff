//! What a command works with: the account behind the ports, the settings, and the terminal.
//!
//! Generic over the ports, so one body serves AWS and the simulated account. The caller's identity, whether a stack is
//! deployed, and the ledger are looked up when a command first needs them.

use super::deployed::{self, Deployment, Place};
use super::error::CommandError;
use super::skew;
use crate::cloud::{Clock, Cloud, Identity, Provision};
use crate::ledger::Ledger;
use crate::output::{Answer, Terminal};
use crate::recycle::{Limits, Rules};
use crate::settings::Settings;
use crate::stack::{Names, Seen};
use clap::Args;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

type OpenLedger<L> = Box<dyn Fn(&Identity, &Place) -> Result<L, CommandError> + Send + Sync>;

/// One look of the port `Provision`, so that commands that build nothing need not be generic over it.
type LookAtSettings<C> =
    for<'a> fn(&'a C, &'a str) -> Pin<Box<dyn Future<Output = Seen<BTreeMap<String, String>>> + Send + 'a>>;

pub struct Context<C, L, K> {
    pub cloud: C,
    pub clock: K,
    pub settings: Settings,
    /// Shared with a cloud that tells why it waits.
    pub terminal: Arc<Terminal>,
    identity: OnceLock<Identity>,
    deployment: OnceLock<Deployment>,
    /// What has to be said about the deployment was said.
    is_told: OnceLock<()>,
    look_at_settings: LookAtSettings<C>,
    ledger: OnceLock<L>,
    open_ledger: OpenLedger<L>,
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

impl<C: Provision, L: Ledger, K: Clock> Context<C, L, K> {
    pub fn new(
        cloud: C,
        clock: K,
        settings: Settings,
        terminal: impl Into<Arc<Terminal>>,
        open_ledger: OpenLedger<L>,
    ) -> Self {
        Self {
            cloud,
            clock,
            settings,
            terminal: terminal.into(),
            identity: OnceLock::new(),
            deployment: OnceLock::new(),
            is_told: OnceLock::new(),
            look_at_settings: |cloud, function| Box::pin(cloud.settings_of(function)),
            ledger: OnceLock::new(),
            open_ledger,
            is_sandbox: false,
        }
    }
}

impl<C: Cloud, L: Ledger, K: Clock> Context<C, L, K> {
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
        let identity = found.map_err(|failure| {
            let error = CommandError::from_failure("find out which account this is", &failure);
            match skew::off(self.cloud.skew()) {
                Some(what) => error.hint(format!("{what}: {}", skew::REMEDY)),
                None => error,
            }
        })?;
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

    /// Whether a stack is deployed; looked at once, and nothing is said about it.
    pub async fn look_at_deployment(&self) -> Result<&Deployment, CommandError> {
        if let Some(deployment) = self.deployment.get() {
            return Ok(deployment);
        }
        let function = self.names().await?.term_rebuild;
        let seen = (self.look_at_settings)(&self.cloud, &function).await;
        Ok(self.deployment.get_or_init(|| Deployment::of(&function, seen)))
    }

    /// Whether a stack is deployed. Where nobody can tell, or where the functions go by another scope than this
    /// command, it is said once.
    pub async fn deployment(&self) -> Result<&Deployment, CommandError> {
        let deployment = self.look_at_deployment().await?;
        self.is_told.get_or_init(|| match deployment {
            Deployment::Absent => {}
            Deployment::Deployed(config) => {
                if let Some(line) = deployed::other_scope(&self.settings, config) {
                    self.terminal.note(line);
                }
            }
            Deployment::Unknown(why) => {
                self.terminal.warn(format!(
                    "cannot tell whether a stack is deployed here ({why}); this machine's ledger and settings count."
                ));
                if let Some(remedy) = why.remedy() {
                    self.terminal.note(format!("To change that: {remedy}."));
                }
            }
        });
        Ok(deployment)
    }

    /// The ledger of this account and region: the table of the deployed stack, else this machine's.
    pub async fn ledger(&self) -> Result<&L, CommandError> {
        if let Some(ledger) = self.ledger.get() {
            return Ok(ledger);
        }
        let place =
            if self.deployment().await?.is_deployed() { Place::Table(self.names().await?.table) } else { Place::Here };
        let ledger = self.ledger_at(&place).await?;
        Ok(self.ledger.get_or_init(|| ledger))
    }

    /// The same, for whoever must not change the wrong one.
    ///
    /// # Errors
    /// Nobody can tell which one counts.
    pub async fn ledger_that_counts(&self) -> Result<&L, CommandError> {
        match self.look_at_deployment().await? {
            Deployment::Unknown(why) => Err(why.refusal()),
            Deployment::Deployed(_) | Deployment::Absent => self.ledger().await,
        }
    }

    /// The ledger at one place, whatever is deployed.
    pub async fn ledger_at(&self, place: &Place) -> Result<L, CommandError> {
        (self.open_ledger)(self.identity().await?, place)
    }

    /// What counts beside the deployed functions, or without them.
    pub async fn rules(&self, base: Limits) -> Result<Rules, CommandError> {
        Ok(deployed::rules(&self.settings, self.deployment().await?.config(), base))
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
