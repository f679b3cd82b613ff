//! The sources, read as text: what each room must never hold, and how a file looks.
//!
//! To add a rule: a line in [`rules`], with a sample that breaks it and one that does not.

use std::fs;
use std::path::Path;

/// The rooms that only think: what they decide must depend on their arguments alone.
const PURE: [&str; 9] = [
    "src/recycle/",
    "src/reconcile/alert",
    "src/functions/face",
    "src/functions/log",
    "src/stack/plan",
    "src/fleet/alarm",
    "src/fleet/census",
    "src/fleet/finding",
    "src/functions/payload",
];
/// What a thought has no use for. A name is found as a whole; one that ends in `_` by its beginning.
const IMPURE: [&str; 15] = [
    "async",
    ".await",
    "tokio",
    "aws_",
    "std::fs",
    "std::net",
    "std::env",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "println",
    "eprintln",
    "print",
    "HashMap",
    "rand",
];
const SDK: [&str; 4] = ["aws_sdk_", "aws_smithy", "aws_config", "aws_credential"];
const UNFINISHED: [&str; 6] = ["todo!", "unimplemented!", "dbg!", "FIXME", "XXX", "#[ignore"];
/// Where a program was made is nobody's business.
const MACHINE_PATHS: [&str; 2] = ["/root/", "/work/"];
const LINES_MAX: usize = 600;
const COLUMNS_MAX: usize = 120;
/// The file that names what it forbids.
const THIS: &str = "tests/tidy.rs";

/// A tracked text file, by its path from the root.
struct Source {
    path: String,
    text: String,
}

/// What is wrong, and in which line.
type Fault = (usize, String);

/// One thing that every source it concerns must keep to.
struct Rule {
    name: &'static str,
    concerns: fn(&str) -> bool,
    faults: fn(&Source) -> Vec<Fault>,
    /// A path and a text in which it is broken, and a text in which it is not.
    sample: (&'static str, String, &'static str),
}

fn rules() -> Vec<Rule> {
    let is_rust = |path: &str| path.ends_with(".rs");
    vec![
        Rule {
            name: "a room that only thinks does nothing else",
            concerns: |path| PURE.iter().any(|room| path.starts_with(room)) && !is_test(path),
            faults: |source| names(&code(&source.text), &IMPURE),
            sample: (
                "src/recycle/step/mod.rs",
                "//! A.\nfn now() { let _ = jiff::Timestamp::now(); }\n".into(),
                "//! Not async.\nfn brand() {} // println\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n",
            ),
        },
        Rule {
            name: "the SDK is seen in src/cloud/aws/ only",
            concerns: |path| path.starts_with("src/") && !path.starts_with("src/cloud/aws/"),
            faults: |source| names(&code(&source.text), &SDK),
            sample: ("src/fleet/read.rs", "use aws_sdk_workspaces::Client;\n".into(), "// aws_sdk_workspaces\n"),
        },
        Rule {
            name: "a module says what it is for",
            concerns: |path| path.starts_with("src/") && path.ends_with(".rs"),
            faults: |source| match source.text.starts_with("//!") {
                true => vec![],
                false => vec![(1, "it does not begin with //!".into())],
            },
            sample: ("src/lib.rs", "use std::fmt;\n".into(), "//! A room.\n"),
        },
        Rule {
            name: "a long file says why",
            concerns: is_rust,
            faults: |source| {
                let lines = source.text.lines().count();
                let says_why = source.text.lines().take(3).any(|line| line.starts_with("// Long because:"));
                let fault = (LINES_MAX, format!("{lines} lines, and no \"// Long because:\" on top"));
                if lines > LINES_MAX && !says_why { vec![fault] } else { vec![] }
            },
            sample: ("src/lib.rs", "\n".repeat(601), "//! A.\n// Long because: it is a table.\n"),
        },
        Rule {
            name: "nothing is left to be done",
            concerns: |path| path.ends_with(".rs") && path != THIS,
            faults: |source| names(&source.text, &UNFINISHED),
            sample: ("src/main.rs", "fn main() { todo!() }\n".into(), "fn main() { debug_assert!(true) }\n"),
        },
        Rule {
            name: "a line fits",
            concerns: |path| path.ends_with(".rs") || path.ends_with(".py"),
            faults: |source| {
                let long = |(number, line): (usize, &str)| {
                    let columns = line.chars().count();
                    (columns > COLUMNS_MAX).then(|| (number + 1, format!("{columns} columns")))
                };
                source.text.lines().enumerate().filter_map(long).collect()
            },
            sample: ("tests/emulators/gate.py", "x".repeat(121), "ééé\n"),
        },
        Rule {
            name: "what has an order keeps it",
            concerns: |path| path.starts_with("src/sandbox/"),
            faults: |source| names(&code(&source.text), &["HashMap", "HashSet"]),
            sample: ("src/sandbox/world.rs", "let m = HashMap::new();\n".into(), "//! No `HashMap`.\n"),
        },
        Rule {
            name: "only main.rs ends the process",
            concerns: |path| path.starts_with("src/") && path != "src/main.rs",
            faults: |source| names(&code(&source.text), &["process::exit", "process::abort"]),
            sample: ("src/cli/mod.rs", "std::process::exit(1);\n".into(), "use std::process::ExitCode;\n"),
        },
        Rule {
            name: "the changelog begins with this version, or with what is not released",
            concerns: |path| path == "CHANGELOG.md",
            faults: |source| {
                let version = env!("CARGO_PKG_VERSION");
                let top = source.text.lines().enumerate().find_map(|(at, line)| Some((at, line.strip_prefix("## ")?)));
                let name = |title: &str| title.split([' ', '[', ']']).find(|word| !word.is_empty()).map(str::to_owned);
                match top {
                    None => vec![(1, "it names no version".into())],
                    Some((_, title)) if matches!(name(title).as_deref(), Some("Unreleased")) => vec![],
                    Some((_, title)) if name(title).as_deref() == Some(version) => vec![],
                    Some((at, title)) => vec![(at + 1, format!("{title} is not {version}"))],
                }
            },
            sample: ("CHANGELOG.md", "# Changelog\n\n## [9.9.9] - 2026-11-22\n".into(), "## [Unreleased]\n"),
        },
        Rule {
            name: "no path of the machine that it was made on",
            concerns: |path| path != THIS,
            faults: |source| names(&source.text, &MACHINE_PATHS),
            sample: ("README.md", "cd /root/wsrecycle\n".into(), "the root of the work/play tree\n"),
        },
    ]
}

/// Files of tests, which stand beside what they test.
fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

/// The text without its comments and its tests, line by line.
fn code(text: &str) -> String {
    let (mut kept, mut in_tests, mut was_cfg) = (String::new(), false, false);
    for line in text.lines() {
        // A module of tests ends where the file's own indentation comes back.
        in_tests |= was_cfg && line.ends_with('{');
        was_cfg = line == "#[cfg(test)]";
        if !in_tests {
            let comment = if line.trim_start().starts_with("//") { Some(0) } else { line.find(" //") };
            kept.push_str(&line[..comment.unwrap_or(line.len())]);
        }
        in_tests &= line != "}";
        kept.push('\n');
    }
    kept
}

/// Each of `words` in `text`, as a whole word.
fn names(text: &str, words: &[&str]) -> Vec<Fault> {
    let mut faults = vec![];
    for (number, line) in text.lines().enumerate() {
        for word in words {
            if line.match_indices(word).any(|(at, _)| is_whole(line, at, word)) {
                faults.push((number + 1, format!("{word} does not belong here")));
            }
        }
    }
    faults
}

fn is_whole(line: &str, at: usize, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let goes_on_before = word.starts_with(is_name) && line[..at].ends_with(is_name);
    let ends_open = word.ends_with('_') || word.contains("aws_");
    let goes_on_after = !ends_open && word.ends_with(is_name) && line[at + word.len()..].starts_with(is_name);
    !goes_on_before && !goes_on_after
}

/// Every text file below `folder`, except what is built, and what belongs to git.
fn read(folder: &Path, prefix: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder of this package") {
        let entry = entry.expect("an entry of the folder");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let hidden = name.starts_with('.') && ![".github", ".gitignore"].contains(&name.as_str());
        if hidden || (prefix.is_empty() && name == "target") || name == "__pycache__" {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type().expect("a kind of entry").is_dir() {
            read(&entry.path(), &format!("{path}/"), sources);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            sources.push(Source { path, text });
        }
    }
}

#[test]
fn sources_are_tidy() {
    let mut sources = vec![];
    read(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut sources);
    assert!(sources.len() > 100, "only {} files were read", sources.len());
    let mut broken = vec![];
    for rule in rules() {
        let concerned: Vec<&Source> = sources.iter().filter(|source| (rule.concerns)(&source.path)).collect();
        assert!(!concerned.is_empty(), "{}: it concerns no file", rule.name);
        for source in concerned {
            let faults = (rule.faults)(source).into_iter();
            broken.extend(faults.map(|(line, what)| format!("{}:{line}: {what} ({})", source.path, rule.name)));
        }
    }
    broken.sort();
    assert!(broken.is_empty(), "{} places are not tidy\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn every_rule_can_fail() {
    for Rule { name, concerns, faults, sample: (path, bad, good) } in rules() {
        assert!(concerns(path), "{name}: {path}");
        let source = |text: String| Source { path: path.to_owned(), text };
        assert_ne!(faults(&source(bad)), [], "{name}: the bad sample passes");
        assert_eq!(faults(&source(good.to_owned())), [], "{name}: the good sample does not pass");
    }
}

#[test]
fn every_forbidden_word_is_found() {
    for word in IMPURE.iter().chain(&SDK).chain(&UNFINISHED).chain(&MACHINE_PATHS) {
        assert_eq!(names(&format!("a\n  {word}(b)\n"), &[word]).len(), 1, "{word}");
    }
    assert_eq!(names("let operand = awaited; async_fn();", &IMPURE), []);
    assert_eq!(names("use aws_sdk_workspaces as sdk;", &SDK).len(), 1);
}

#[test]
fn comments_and_tests_are_no_code() {
    let (head, tests) =
        ("//! async\nuse a; // async\nlet url = \"a://b\";\n", "#[cfg(test)]\nmod tests {\n    async\n}\n");
    let text = format!("{head}{tests}fn f() {{}}\n");
    assert_eq!(code(&text), "\nuse a;\nlet url = \"a://b\";\n#[cfg(test)]\n\n\n\nfn f() {}\n");
}
