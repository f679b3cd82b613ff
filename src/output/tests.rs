//! Every form of one answer.

use super::*;

#[derive(Serialize)]
struct Desktops {
    desktops: Vec<(String, String)>,
}

impl Answer for Desktops {
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["desktop", "user"]);
        for (id, user) in &self.desktops {
            sheet.push([Cell::toned(id, Tone::Good), user.into()]);
        }
        sheet
    }
}

fn desktops() -> Desktops {
    let row = |id: &str, user: &str| (id.to_owned(), user.to_owned());
    Desktops { desktops: vec![row("ws-0a1b2c3d4", "alice"), row("ws-0a1b2c3d5", "=cmd|'/c calc'!A0, \x1b[2Jbob\tb\n")] }
}

fn answered(format: Format) -> String {
    let (terminal, captured) = Terminal::captured(TerminalOptions { format, ..TerminalOptions::default() }, None);
    terminal.answer(&desktops()).unwrap();
    assert_eq!(captured.err(), "");
    captured.out()
}

#[test]
fn a_pipe_gets_one_record_per_line() {
    assert_eq!(answered(Format::Table), "ws-0a1b2c3d4\talice\nws-0a1b2c3d5\t=cmd|'/c calc'!A0, \u{fffd}[2Jbob b \n");
}

#[test]
fn csv_has_a_header_and_no_formulas() {
    let text = answered(Format::Csv);
    assert_eq!(text, "desktop,user\nws-0a1b2c3d4,alice\nws-0a1b2c3d5,\"'=cmd|'/c calc'!A0, \u{fffd}[2Jbob b \"\n");
    for dangerous in ["=1", "+1", "-1", "@a"] {
        let mut sheet = Sheet::new(["a"]);
        sheet.push([dangerous.into()]);
        assert_eq!(csv::render(&sheet), format!("a\n'{dangerous}\n"));
    }
}

#[test]
fn json_is_one_document_with_its_version() {
    let document: serde_json::Value = serde_json::from_str(&answered(Format::Json)).unwrap();
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["desktops"][0][1], "alice");
}

#[test]
fn a_table_fits_the_terminal() {
    let mut sheet = Sheet::new(["desktop", "why"]);
    sheet.push(["ws-0a1b2c3d4".into(), Cell::toned("statistic: Average → Sum, ".repeat(8), Tone::Bad)]);
    for width in [40, 80, 120] {
        let text = anstream::adapter::strip_str(&table::render(&sheet, width)).to_string();
        assert!(text.starts_with("DESKTOP"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= usize::from(width)), "{text}");
    }
}

/// As `status` shows it: nothing is under way.
fn standing() -> Sheet {
    let mut sheet = Sheet::new(["desktop", "user", "directory", "state", "connection", "guard", "recycle", "findings"]);
    for (id, findings) in [("ws-0a1b2c3d4", ""), ("ws-0a1b2c3d5", "unguarded, overdue")] {
        sheet.push([
            id.into(),
            "alice".into(),
            "d-90670a1b2c".into(),
            "AVAILABLE".into(),
            "DISCONNECTED".into(),
            "alarm".into(),
            "".into(),
            findings.into(),
        ]);
    }
    sheet
}

#[test]
fn an_id_is_not_broken_on_a_terminal_of_usual_width() {
    for width in [80, 100, 120, 200] {
        let text = anstream::adapter::strip_str(&table::render(&standing(), width)).to_string();
        let words = ["ws-0a1b2c3d4", "ws-0a1b2c3d5", "d-90670a1b2c", "DISCONNECTED", "unguarded,"];
        assert!(words.iter().all(|word| text.contains(word)), "{text}");
        assert!(
            text.starts_with("DESKTOP ") && text.lines().all(|line| line.chars().count() <= width.into()),
            "{text}"
        );
        assert_eq!(text.contains("RECYCLE"), width > 90, "what is empty is left out where there is no room: {text}");
    }
}

#[test]
fn on_a_narrow_terminal_each_record_is_told_line_by_line() {
    let text = anstream::adapter::strip_str(&table::render(&standing(), 70)).to_string();
    assert!(text.contains("ws-0a1b2c3d4 ") && !text.contains("DISCONNECTED"), "the first column is whole: {text}");
    for width in [20, 40, 60] {
        let text = anstream::adapter::strip_str(&table::render(&standing(), width)).to_string();
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        assert!(lines.iter().all(|line| line.chars().count() <= width.into()), "{text}");
        if width > 20 {
            assert_eq!(lines[..3], ["DESKTOP     ws-0a1b2c3d4", "USER        alice", "DIRECTORY   d-90670a1b2c"]);
            assert_eq!((lines[6], lines[7]), ("", "DESKTOP     ws-0a1b2c3d5"), "{text}");
            assert_eq!(lines[13], "FINDINGS    unguarded, overdue", "{text}");
        }
    }
    assert!(!table::render(&standing(), 1).is_empty(), "whatever the width");
}

#[test]
fn quiet_silences_notes_and_not_warnings() {
    let quiet = TerminalOptions { quiet: true, verbose: 1, ..TerminalOptions::default() };
    for (options, expected) in
        [(quiet, "detail\nwarning: warn\n"), (TerminalOptions::default(), "note\nevent\nwarning: warn\n")]
    {
        let (terminal, captured) = Terminal::captured(options, None);
        terminal.note("note");
        terminal.detail("detail");
        terminal.progress(0).event("event");
        terminal.warn("warn");
        assert_eq!((captured.out().as_str(), captured.err().as_str()), ("", expected));
    }
}

#[test]
fn only_a_clear_yes_is_a_yes() {
    let script = ["y", " YES ", "", "n", "yep", "d-90670a1b2c", "d-90670a1b2d"];
    let (terminal, captured) = Terminal::captured(TerminalOptions::default(), Some(&script));
    let answers: Vec<bool> = (0..5).map(|_| terminal.confirm("Go on?").unwrap()).collect();
    assert_eq!(answers, [true, true, false, false, false]);
    let typed: Vec<bool> = (0..3).map(|_| terminal.confirm_typed("All?", "d-90670a1b2c").unwrap()).collect();
    assert_eq!(typed, [true, false, false]);
    assert!(captured.err().starts_with("Go on? [y/N] y\n"));
    assert_eq!(captured.out(), "");
    let (nobody, _) = Terminal::captured(TerminalOptions::default(), None);
    assert!(nobody.confirm("Go on?").is_err());
}
