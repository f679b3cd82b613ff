//! Stories: text files that an administrator could read, run against the real binary, whole output compared.
//!
//! A line `$ wsrecycle …` is run in the story's own folder, which is empty at first. Below it stands what it wrote to
//! stdout, then to stderr with `! ` before each line, then `[exit N]` unless it is 0. `$ write FILE` takes the lines
//! below it that begin with `> ` as the file's content. Lines that begin with `# ` are for the reader. The story's
//! folder is shown as `[DIR]`, in both directions.
//!
//! `UPDATE=1 cargo test --test tests stories` writes down what happens now; read the difference before you commit it.

use crate::words::words;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

#[test]
fn every_story_goes_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut wrong = String::new();
    for path in paths {
        assert_eq!(path.extension().and_then(|extension| extension.to_str()), Some("txt"), "{}", path.display());
        let written = std::fs::read_to_string(&path).unwrap();
        let told = tell(&written);
        if told == written {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, told).unwrap();
        } else {
            let at = told.lines().zip(written.lines()).take_while(|(told, written)| told == written).count();
            let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
            let name = path.file_name().unwrap().to_string_lossy();
            writeln!(wrong, "{name}:{}:\n  written: {}\n  happens: {}", at + 1, line(&written), line(&told)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}UPDATE=1 writes down what happens now");
}

/// The story with what really happens.
fn tell(story: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let mut told = String::new();
    let mut lines = story.lines().peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() || line.starts_with('#') {
            writeln!(told, "{line}").unwrap();
        } else if let Some(name) = line.strip_prefix("$ write ") {
            writeln!(told, "{line}").unwrap();
            let mut content = String::new();
            while let Some(text) = lines.next_if(|line| line.starts_with('>')) {
                writeln!(told, "{text}").unwrap();
                writeln!(content, "{}", text.trim_start_matches('>').trim_start_matches(' ')).unwrap();
            }
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        } else if let Some(command) = line.strip_prefix("$ wsrecycle") {
            writeln!(told, "{line}").unwrap();
            told.push_str(&run(dir.path(), command));
        }
        // What stood below a command is what is compared.
    }
    told
}

fn run(dir: &Path, arguments: &str) -> String {
    let at = dir.display().to_string();
    let ran = Command::new(env!("CARGO_BIN_EXE_wsrecycle"))
        .args(words(&arguments.replace("[DIR]", &at)))
        .current_dir(dir)
        .env_clear()
        .env("HOME", dir)
        .env("XDG_CONFIG_HOME", dir.join("config"))
        .env("XDG_STATE_HOME", dir.join("state"))
        .env("AWS_CONFIG_FILE", dir.join("no-aws-config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", dir.join("no-aws-credentials"))
        .env("AWS_EC2_METADATA_DISABLED", "true")
        // A port that nothing listens on: a story that reached for AWS would say so.
        .env("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let mut text = String::from_utf8(ran.stdout).unwrap();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str("(no new line)\n");
    }
    for line in String::from_utf8(ran.stderr).unwrap().lines() {
        text.push_str(format!("! {line}").trim_end());
        text.push('\n');
    }
    match ran.status.code() {
        Some(0) => {}
        Some(code) => writeln!(text, "[exit {code}]").unwrap(),
        None => writeln!(text, "[{}]", ran.status).unwrap(),
    }
    // Empty lines divide scenes, so those of an answer get a mark.
    let text: String = text.replace(&at, "[DIR]").lines().map(|line| format!("{line}\n")).collect();
    text.replace("\n\n", "\n.\n").replace("\n\n", "\n.\n")
}
