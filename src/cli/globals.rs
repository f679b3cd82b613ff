//! Flags of every command: where to work, as whom, and how the answer looks.

use super::error::CommandError;
use crate::output::{Format, TerminalOptions};
use crate::settings::{self, Settings, key};
use clap::{ArgAction, Args, ColorChoice};
use std::path::PathBuf;

/// What was typed: the name of the setting, the flag, and its text.
pub type Flag = (&'static str, &'static str, String);

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Use this profile of AWS's configuration files
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,

    /// Work in this AWS region
    #[arg(long, global = true, value_name = "REGION")]
    pub region: Option<String>,

    /// Send every AWS call to this address instead
    #[arg(long, global = true, value_name = "URL")]
    pub endpoint_url: Option<String>,

    /// Work in a simulated account, kept in this folder or in its usual place
    #[arg(long, global = true, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    pub sandbox: Option<Option<PathBuf>>,

    /// Refuse to read or change anything in another account
    #[arg(long, global = true, value_name = "ACCOUNT")]
    pub expect_account: Option<String>,

    /// Work with the stack of this name
    #[arg(long, global = true, value_name = "NAME")]
    pub stack: Option<String>,

    /// Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE
    #[arg(long, global = true, value_name = "SCOPE")]
    pub scope: Option<String>,

    /// Read the settings from this file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Write the answer in this format
    #[arg(
        short,
        long,
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        value_name = "table|json|csv"
    )]
    pub output: Format,

    /// Use colours: auto, always or never
    #[arg(long, global = true, value_enum, default_value = "auto", hide_possible_values = true, value_name = "WHEN")]
    pub color: ColorChoice,

    /// Say only warnings and errors besides the answer
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Say more, such as which settings are in force and where they came from
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,

    /// Ask nothing, even on a terminal
    #[arg(long, global = true)]
    pub no_input: bool,
}

impl Globals {
    pub fn terminal_options(&self) -> TerminalOptions {
        let color = match self.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        let Self { output: format, quiet, verbose, no_input, .. } = *self;
        TerminalOptions { format, color, quiet, verbose, no_input }
    }

    /// The settings in force, with what a command's own flags give. A file that was named must be there; the one in its
    /// usual place need not.
    pub fn settings(
        &self,
        of_command: &[Flag],
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Settings, CommandError> {
        let named =
            self.config.clone().or_else(|| environment("WSRECYCLE_CONFIG").filter(|p| !p.is_empty()).map(Into::into));
        let file = named.or_else(|| settings::config_file(environment).filter(|path| path.exists()));
        let globals = [
            (key::PROFILE, "--profile", &self.profile),
            (key::REGION, "--region", &self.region),
            (key::EXPECT_ACCOUNT, "--expect-account", &self.expect_account),
            (key::STACK, "--stack", &self.stack),
            (key::SCOPE, "--scope", &self.scope),
        ]
        .into_iter()
        .filter_map(|(key, flag, value)| Some((key, flag, value.clone()?)));
        let flags: Vec<Flag> = globals.chain(of_command.iter().cloned()).collect();
        Ok(Settings::resolve(&flags, environment, file.as_deref())?)
    }
}
