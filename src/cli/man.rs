//! `wsrecycle man`: the manual, a page for each command, from the same definition as the help.

use super::error::CommandError;
use super::{Cli, exit};
use crate::output::Terminal;
use crate::settings::{ENVIRONMENT, TIMING, key};
use clap::{Args, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  wsrecycle man | man -l -
  wsrecycle man alarm create | man -l -
  wsrecycle man --out ~/.local/share/man/man1";

/// Print a page of the manual, or write all pages
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES)]
pub struct ManArgs {
    /// The command whose page to print, such as alarm create
    #[arg(conflicts_with = "out")]
    command: Vec<String>,

    /// Write every page into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub fn run(args: &ManArgs, terminal: &Terminal) -> Result<u8, CommandError> {
    let pages = pages();
    if let Some(dir) = &args.out {
        let failed = |error: std::io::Error| {
            let mut made = CommandError::failed(format!("cannot write the manual to {}", dir.display()));
            made.causes.push(error.to_string());
            made.hint("name another folder with --out")
        };
        std::fs::create_dir_all(dir).map_err(failed)?;
        for (name, page) in &pages {
            std::fs::write(dir.join(name), page).map_err(failed)?;
        }
        terminal.note(format!("Wrote {} pages to {}", pages.len(), dir.display()));
        return Ok(exit::DONE);
    }
    let name = ["wsrecycle"].into_iter().chain(args.command.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    match pages.iter().find(|(page, _)| *page == format!("{name}.1")) {
        Some((_, page)) => terminal.text(page)?,
        None => {
            let command = args.command.join(" ");
            return Err(CommandError::usage(format!("there is no command \"{command}\""))
                .hint("`wsrecycle --help` lists the commands"));
        }
    }
    Ok(exit::DONE)
}

/// Every page: its file name and its text. The same bytes on every machine.
pub fn pages() -> Vec<(String, String)> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let mut pages = vec![];
    add_pages(&root, &mut pages);
    pages
}

fn add_pages(command: &clap::Command, pages: &mut Vec<(String, String)>) {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    pages.push((format!("{name}.1"), page(command)));
    for sub in command.get_subcommands() {
        add_pages(sub, pages);
    }
}

fn page(command: &clap::Command) -> String {
    let is_root = command.get_name() == "wsrecycle";
    let man = Man::new(command.clone());
    let mut text = Vec::new();
    let told = "a vector takes every byte";
    man.render_title(&mut text).expect(told);
    man.render_name_section(&mut text).expect(told);
    man.render_synopsis_section(&mut text).expect(told);
    man.render_description_section(&mut text).expect(told);
    if let Some(examples) = command.get_before_help() {
        let examples = examples.to_string();
        section("EXAMPLES", examples.lines().skip(1).map(str::trim_start), &mut text);
    }
    man.render_options_section(&mut text).expect(told);
    if command.has_subcommands() {
        man.render_subcommands_section(&mut text).expect(told);
    }
    if is_root {
        let statuses: Vec<String> = exit::TABLE.iter().map(|(code, meaning)| format!("{code:<4} {meaning}")).collect();
        section("EXIT STATUS", statuses.iter().map(String::as_str), &mut text);
        section("ENVIRONMENT", environment().iter().map(String::as_str), &mut text);
        section("FILES", files().iter().map(String::as_str), &mut text);
    }
    String::from_utf8(text).expect("pages are text")
}

/// Lines that stay lines.
fn section<'a>(heading: &str, lines: impl Iterator<Item = &'a str>, text: &mut Vec<u8>) {
    let mut roff = Roff::new();
    roff.control("SH", [heading]).control("nf", []);
    for line in lines {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff.to_writer(text).expect("a vector takes every byte");
}

fn environment() -> Vec<String> {
    let mut lines: Vec<String> =
        ENVIRONMENT.iter().map(|(name, key)| format!("{name:<26} sets {key}, unless a flag does")).collect();
    lines.push(format!("{:<26} the configuration file, unless --config names one", "WSRECYCLE_CONFIG"));
    lines.push(format!("{:<26} where the configuration is, else ~/.config", "XDG_CONFIG_HOME"));
    lines.push(format!("{:<26} where the ledger is, else ~/.local/state", "XDG_STATE_HOME"));
    lines.push(format!("{:<26} no colours, if it is set to anything", "NO_COLOR"));
    lines.push(format!("{:<26} colours even in a pipe, if it is not 0", "CLICOLOR_FORCE"));
    lines
}

fn files() -> Vec<String> {
    let mut lines = vec![
        "$XDG_CONFIG_HOME/wsrecycle/config.toml".to_owned(),
        format!("    {}, and a table [timing] of", key::ALL.join(", ")),
    ];
    let names: Vec<&str> = TIMING.iter().map(|(name, _)| *name).collect();
    lines.extend(names.chunks(6).map(|names| format!("    {},", names.join(", "))));
    lines.push("    each as text in quotes, such as grace = \"10m\"".to_owned());
    lines.push("$XDG_STATE_HOME/wsrecycle/<account>-<region>/ledger".to_owned());
    lines.push("    what is owed to whom, where no stack is deployed".to_owned());
    lines
}
