//! The streams: stdout for the answer, stderr for everything else, and stdin for a yes.
//!
//! Colour is judged for each stream by itself: `--color`, then `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb`, then whether
//! it is a terminal. A prompt appears only where a person can see and answer it; elsewhere the error names the flag.

use super::progress::{Bar, Progress};
use super::{Answer, Format, clean, csv, json, table};
use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::collections::VecDeque;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, MutexGuard};

const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const DIM: Style = Style::new().dimmed();

/// Width of a terminal that does not tell its own.
const WIDTH: u16 = 100;

/// What the flags say about the streams.
#[derive(Debug, Clone, Copy)]
pub struct TerminalOptions {
    pub format: Format,
    pub color: ColorChoice,
    pub quiet: bool,
    pub verbose: u8,
    pub no_input: bool,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self { format: Format::Table, color: ColorChoice::Auto, quiet: false, verbose: 0, no_input: false }
    }
}

/// Nobody can be asked.
#[derive(Debug, thiserror::Error)]
#[error("this needs a confirmation, and there is no terminal to ask on")]
pub struct NoPrompt;

/// Where answers to questions come from.
enum Input {
    /// Nobody.
    None,
    Stdin,
    /// Written down beforehand, for tests.
    Script(Mutex<VecDeque<String>>),
}

/// The three streams.
pub struct Terminal {
    options: TerminalOptions,
    out: Mutex<Box<dyn Write + Send>>,
    err: Mutex<Box<dyn Write + Send>>,
    out_is_terminal: bool,
    err_is_terminal: bool,
    input: Input,
    bar: Mutex<Option<Bar>>,
}

/// What a captured terminal wrote, without its colours.
#[derive(Debug, Clone, Default)]
pub struct Captured {
    out: Shared,
    err: Shared,
}

#[derive(Debug, Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn text(&self) -> String {
        strip_str(&String::from_utf8_lossy(&lock(&self.0))).to_string()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.0).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Captured {
    pub fn out(&self) -> String {
        self.out.text()
    }

    pub fn err(&self) -> String {
        self.err.text()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no panic happens while a stream is held")
}

impl Terminal {
    /// The process's own streams.
    pub fn system(options: TerminalOptions) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let (out_is_terminal, err_is_terminal) = (out.is_terminal(), err.is_terminal());
        let asks = !options.no_input && io::stdin().is_terminal() && err_is_terminal;
        Self {
            options,
            out: Mutex::new(Box::new(AutoStream::new(out, options.color))),
            err: Mutex::new(Box::new(AutoStream::new(err, options.color))),
            out_is_terminal,
            err_is_terminal,
            input: if asks { Input::Stdin } else { Input::None },
            bar: Mutex::new(None),
        }
    }

    /// A terminal that keeps what is written, and answers questions from a script, if there is one.
    pub fn captured(options: TerminalOptions, script: Option<&[&str]>) -> (Self, Captured) {
        let captured = Captured::default();
        let answers = |script: &[&str]| Mutex::new(script.iter().map(|line| (*line).to_owned()).collect());
        let terminal = Self {
            options,
            out: Mutex::new(Box::new(captured.out.clone())),
            err: Mutex::new(Box::new(captured.err.clone())),
            out_is_terminal: false,
            err_is_terminal: false,
            input: script.map_or(Input::None, |script| Input::Script(answers(script))),
            bar: Mutex::new(None),
        };
        (terminal, captured)
    }

    pub fn format(&self) -> Format {
        self.options.format
    }

    pub fn is_verbose(&self) -> bool {
        self.options.verbose > 0
    }

    /// Whether a person looks at the answer as it comes.
    pub fn out_is_terminal(&self) -> bool {
        self.out_is_terminal
    }

    /// Write the answer in the wanted format.
    pub fn answer(&self, answer: &impl Answer) -> io::Result<()> {
        let text = match self.options.format {
            Format::Json => json::render(answer),
            Format::Csv => csv::render(&answer.sheet()),
            Format::Table if !self.out_is_terminal => table::render_plain(&answer.sheet()),
            Format::Table => {
                let sheet = answer.sheet();
                if sheet.rows.is_empty() {
                    return Ok(());
                }
                let width = comfy_table::Table::new().width().unwrap_or(WIDTH);
                table::render(&sheet, width)
            }
        };
        self.text(&text)
    }

    /// Write text that is itself the answer: a page, a script, a document.
    pub fn text(&self, text: &str) -> io::Result<()> {
        let mut out = lock(&self.out);
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Say something that `--quiet` silences.
    pub fn note(&self, text: impl AsRef<str>) {
        if !self.options.quiet {
            self.say(Style::new(), "", text.as_ref());
        }
    }

    /// Say something that `--verbose` asks for.
    pub fn detail(&self, text: impl AsRef<str>) {
        if self.options.verbose > 0 {
            self.say(DIM, "", text.as_ref());
        }
    }

    /// Say something that is always said.
    pub fn warn(&self, text: impl AsRef<str>) {
        self.say(WARNING, "warning: ", text.as_ref());
    }

    /// Write to stderr whatever happens: an error and its hints.
    pub fn say(&self, style: Style, label: &str, text: &str) {
        let styled = if label.is_empty() {
            format!("{style}{}{style:#}\n", clean(text))
        } else {
            format!("{style}{label}{style:#}{}\n", clean(text))
        };
        let write = || {
            let mut err = lock(&self.err);
            // Nobody is left to tell that stderr is closed.
            let _ = err.write_all(styled.as_bytes()).and_then(|()| err.flush());
        };
        match &*lock(&self.bar) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Ask yes or no. Anything but `y` and `yes` is no.
    pub fn confirm(&self, question: &str) -> Result<bool, NoPrompt> {
        let line = self.ask(&format!("{question} [y/N] "))?;
        Ok(["y", "yes"].contains(&line.trim().to_ascii_lowercase().as_str()))
    }

    /// Ask for a word to be typed: for what cannot be taken back and touches many.
    pub fn confirm_typed(&self, question: &str, word: &str) -> Result<bool, NoPrompt> {
        let line = self.ask(&format!("{question}\nType {word} to go on: "))?;
        Ok(line.trim() == word)
    }

    fn ask(&self, question: &str) -> Result<String, NoPrompt> {
        let mut line = String::new();
        if let Input::None = self.input {
            return Err(NoPrompt);
        }
        let mut err = lock(&self.err);
        let _ = err.write_all(clean(question).as_bytes()).and_then(|()| err.flush());
        match &self.input {
            // A closed or broken stdin is not a yes.
            Input::Stdin => drop(io::stdin().read_line(&mut line)),
            Input::Script(answers) => {
                line = lock(answers).pop_front().unwrap_or_default();
                let _ = writeln!(err, "{line}");
            }
            Input::None => return Err(NoPrompt),
        }
        Ok(line)
    }

    /// Show how far something is; `total` 0 if nobody knows.
    pub fn progress(&self, total: u64) -> Progress<'_> {
        let draws = self.err_is_terminal && !self.options.quiet;
        *lock(&self.bar) = draws.then(|| Bar::new(total));
        Progress::new(self)
    }

    pub(super) fn with_bar(&self, work: impl FnOnce(&Bar)) {
        if let Some(bar) = &*lock(&self.bar) {
            work(bar);
        }
    }

    pub(super) fn end_bar(&self) {
        if let Some(bar) = lock(&self.bar).take() {
            bar.clear();
        }
    }
}
