//! `wsrecycle permissions`: the IAM policies that are enough, made from the table of all calls.

use super::context::Context;
use super::error::CommandError;
use super::exit;
use super::globals::Globals;
use crate::cloud::{Clock, Cloud, Identity};
use crate::ledger::Ledger;
use crate::output::Terminal;
use crate::stack::Names;
use crate::stack::permissions::{Who, policy};
use clap::{Args, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  wsrecycle permissions setup
  wsrecycle permissions functions
  wsrecycle permissions all --account 123456789012 --region eu-west-1";

/// Non-blank characters of a managed policy, and of all inline policies of a role together (IAM User Guide, "IAM and
/// AWS STS quotas", seen 2026-11-22). Those of a user or a group may have fewer than a managed one.
const MANAGED_POLICY_MAX: usize = 6144;
const ROLE_POLICIES_MAX: usize = 10_240;

/// Print the IAM policy that is enough for a command, and allows nothing else
///
/// With --account and --region no call is made, so it can be printed before anybody has signed in.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct PermissionsArgs {
    /// Who needs it
    #[arg(value_enum, default_value_t, hide_default_value = true, value_name = "FOR")]
    whom: Whom,

    /// Print it for this account without asking AWS; needs --region
    #[arg(long, value_name = "ACCOUNT", value_parser = account)]
    account: Option<String>,

    /// With --account, the partition: aws, aws-us-gov or aws-cn, unless the region's name says it
    #[arg(long, value_name = "NAME", value_parser = partition, requires = "account")]
    partition: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Whom {
    /// The role of the functions
    Functions,
    /// An administrator who runs setup
    Setup,
    /// An administrator who runs drift
    Drift,
    /// An administrator who runs teardown
    Teardown,
    /// Whoever runs status without --fix, alarm list or wait
    Status,
    /// Whoever runs status --fix or alarm
    Fix,
    /// Whoever runs hold or release
    Hold,
    /// Whoever runs rebuild
    Rebuild,
    /// Whoever runs pause or resume
    Pause,
    /// Whoever runs history
    History,
    /// Whoever runs logs
    Logs,
    /// An administrator who runs every command
    #[default]
    All,
}

impl Whom {
    fn who(self) -> &'static [Who] {
        match self {
            Self::Functions => &[Who::Functions],
            Self::Setup => &[Who::Setup],
            Self::Drift => &[Who::Drift],
            Self::Teardown => &[Who::Teardown],
            Self::Status => &[Who::Status],
            Self::Fix => &[Who::Fix],
            Self::Hold => &[Who::Hold],
            Self::Rebuild => &[Who::Rebuild],
            Self::Pause => &[Who::Pause],
            Self::History => &[Who::History],
            Self::Logs => &[Who::Logs],
            Self::All => &[
                Who::Setup,
                Who::Drift,
                Who::Teardown,
                Who::Status,
                Who::Fix,
                Who::Hold,
                Who::Rebuild,
                Who::Pause,
                Who::History,
                Who::Logs,
            ],
        }
    }
}

fn account(text: &str) -> Result<String, String> {
    if text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    Err("expected 12 digits".to_owned())
}

fn partition(text: &str) -> Result<String, String> {
    match text {
        "aws" | "aws-us-gov" | "aws-cn" => Ok(text.to_owned()),
        _ => Err("expected aws, aws-us-gov or aws-cn".to_owned()),
    }
}

impl PermissionsArgs {
    /// It was said for which account, so nobody need be asked.
    pub fn is_offline(&self) -> bool {
        self.account.is_some()
    }
}

/// Without a call to AWS.
pub fn run_offline(args: &PermissionsArgs, globals: &Globals, terminal: &Terminal) -> Result<u8, CommandError> {
    let settings = globals.settings(&[], &|name| std::env::var(name).ok())?;
    let Some(region) = settings.region.map(|region| region.value) else {
        return Err(CommandError::usage("--account needs a region").hint("name one with --region"));
    };
    let account = args.account.clone().unwrap_or_default();
    let Some(partition) = args.partition.clone().or_else(|| partition_of(&region).map(str::to_owned)) else {
        return Err(CommandError::usage(format!(
            "the partition of region {region} is not known, and every ARN names it"
        ))
        .hint("check the region's name, or name the partition with --partition"));
    };
    let arn = format!("arn:{partition}:iam::{account}:root");
    print(args.whom, &settings.stack.value, &Identity { account, arn, partition, region }, terminal)
}

/// As AWS's SDKs tell the commercial partition from others: by the first part of the name, and its having three.
fn partition_of(region: &str) -> Option<&'static str> {
    const AREAS: [&str; 9] = ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"];
    let parts: Vec<&str> = region.split('-').collect();
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        ["cn", place, number] if is_word(place) && is_number(number) => Some("aws-cn"),
        ["us", "gov", place, number] if is_word(place) && is_number(number) => Some("aws-us-gov"),
        [area, place, number] if AREAS.contains(area) && is_word(place) && is_number(number) => Some("aws"),
        _ => None,
    }
}

pub async fn run<C: Cloud, L: Ledger, K: Clock>(
    args: &PermissionsArgs,
    cx: &Context<C, L, K>,
) -> Result<u8, CommandError> {
    print(args.whom, &cx.settings.stack.value, cx.identity().await?, &cx.terminal)
}

fn print(whom: Whom, stack: &str, identity: &Identity, terminal: &Terminal) -> Result<u8, CommandError> {
    let document = policy(whom.who(), identity, &Names::of(stack, identity));
    let text = serde_json::to_string_pretty(&document).expect("a document is JSON") + "\n";
    terminal.text(&text)?;
    let length = text.chars().filter(|c| !c.is_whitespace()).count();
    if whom != Whom::Functions && length > MANAGED_POLICY_MAX {
        let much = format!("This policy has {length} characters, and a managed policy holds {MANAGED_POLICY_MAX}");
        terminal.note(if length > ROLE_POLICIES_MAX {
            format!("{much}: print one for each command, and attach each as a managed policy.")
        } else {
            format!(
                "{much}: attach it inline to a role, which holds {ROLE_POLICIES_MAX}, or print one for each command."
            )
        });
    }
    Ok(exit::DONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partition_is_told_by_the_region_or_not_at_all() {
        for (region, expected) in [
            ("eu-west-1", Some("aws")),
            ("ap-southeast-2", Some("aws")),
            ("us-gov-west-1", Some("aws-us-gov")),
            ("cn-north-1", Some("aws-cn")),
            ("us-iso-east-1", None),
            ("eusc-de-east-1", None),
            ("eu-west", None),
            ("Eu-west-1", None),
            ("moon-west-1", None),
        ] {
            assert_eq!(partition_of(region), expected, "{region}");
        }
    }
}
