//! What is generated from the command line's definition is committed, and the definition keeps its own rules.
//!
//! `UPDATE=1 cargo test --test tests artefacts` renews `man/` and `completions/`.

use crate::words::words;
use clap::{Command, CommandFactory, Parser, ValueEnum};
use clap_complete::Shell;
use std::collections::BTreeMap;
use std::path::Path;
use wsrecycle::cli::{Cli, generate_completions, man};

fn commands() -> Vec<Command> {
    fn add(command: &Command, all: &mut Vec<Command>) {
        all.push(command.clone());
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            add(sub, all);
        }
    }
    let (mut root, mut all) = (Cli::command(), vec![]);
    root.build();
    add(&root, &mut all);
    all
}

fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// Compare a folder with what belongs in it; with `UPDATE=1` make it so.
fn agrees(folder: &str, expected: &BTreeMap<String, String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if std::env::var_os("UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in expected {
            std::fs::write(folder.join(name), text).unwrap();
        }
    }
    let renew = "run UPDATE=1 cargo test --test tests artefacts";
    let found: BTreeMap<String, String> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}: {renew}", folder.display()))
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read_to_string(entry.path()).unwrap()))
        .collect();
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(expected), "{renew}");
    for (name, text) in expected {
        assert!(found[name] == *text, "{name} is not what the command line says: {renew}");
    }
}

#[test]
fn the_manual_is_committed() {
    agrees("man", &man::pages().into_iter().collect());
}

#[test]
fn the_completions_are_committed() {
    let scripts = Shell::value_variants().iter().map(|shell| {
        let name = match shell {
            Shell::Bash => "wsrecycle.bash",
            Shell::Zsh => "_wsrecycle",
            Shell::Fish => "wsrecycle.fish",
            Shell::PowerShell => "_wsrecycle.ps1",
            Shell::Elvish => "wsrecycle.elv",
            other => panic!("{other} is new: give its script a name"),
        };
        (name.to_owned(), generate_completions(*shell))
    });
    agrees("completions", &scripts.collect());
}

#[test]
fn the_definition_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn every_argument_has_help_and_every_first_line_is_an_order() {
    for command in commands() {
        let about = command.get_about().unwrap_or_else(|| panic!("{} says nothing", name(&command))).to_string();
        let verb = about.split(' ').next().unwrap();
        assert!(!about.ends_with('.') && !about.contains('\n'), "{}: {about}", name(&command));
        assert!(verb.chars().next().unwrap().is_uppercase(), "{}: {about}", name(&command));
        assert!(!verb.ends_with('s') && !verb.ends_with("ing"), "{}: not an order: {about}", name(&command));
        for argument in command.get_arguments() {
            let id = argument.get_id();
            let help = argument.get_help().unwrap_or_else(|| panic!("{} {id} has no help", name(&command))).to_string();
            assert!(!help.trim().is_empty() && !help.ends_with('.'), "{} {id}: {help}", name(&command));
            for value in argument.get_possible_values().iter().filter(|_| argument.get_action().takes_values()) {
                let plain = ["true", "false", "auto", "always", "never"].contains(&value.get_name());
                let codes = ["shell", "finding", "color"].contains(&id.as_str());
                assert!(plain || codes || value.get_help().is_some(), "{} {id} {}", name(&command), value.get_name());
            }
        }
    }
}

#[test]
fn every_command_begins_with_examples_that_parse() {
    for command in commands() {
        let examples = command.get_before_help().unwrap_or_else(|| panic!("{} has no examples", name(&command)));
        let examples = examples.to_string();
        let mut lines = examples.lines();
        assert_eq!(lines.next(), Some("Examples:"), "{}", name(&command));
        let lines: Vec<&str> = lines.collect();
        assert!(!lines.is_empty(), "{}", name(&command));
        for line in lines {
            assert!(line.starts_with("  wsrecycle "), "{}: {line}", name(&command));
            let own = words(line.split(['>', '|']).next().unwrap());
            if let Err(error) = Cli::try_parse_from(&own) {
                panic!("{line}: {error}");
            }
            let path: Vec<&str> = name(&command).split('-').collect();
            assert_eq!(own[..path.len()], path, "an example of another command: {line}");
        }
    }
}

#[test]
fn help_fits_the_screen_and_never_changes_with_the_environment() {
    for command in commands() {
        let help = command.clone().term_width(100).render_long_help().to_string();
        assert!(help.starts_with("Examples:\n"), "{help}");
        for line in help.lines() {
            assert!(line.chars().count() <= 100, "{}: {line}", name(&command));
        }
    }
}
