//! How far something is: a bar on a terminal, one plain line per event elsewhere.
//!
//! A bar is redrawn once a second at most, because what it shows changes once in half a minute.

use super::Terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// Redraws in a second.
const REDRAWS_PER_S: u8 = 1;

/// A bar on stderr.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub fn new(total: u64) -> Self {
        let target = ProgressDrawTarget::stderr_with_hz(REDRAWS_PER_S);
        let (bar, template) = if total == 0 {
            (ProgressBar::with_draw_target(None, target), "{elapsed:>4} {wide_msg}")
        } else {
            (ProgressBar::with_draw_target(Some(total), target), "{elapsed:>4} {bar:20} {pos}/{len} {wide_msg}")
        };
        bar.set_style(ProgressStyle::with_template(template).expect("the template is right").progress_chars("=> "));
        bar.enable_steady_tick(Duration::from_secs(1));
        Self(bar)
    }

    pub fn suspend(&self, work: impl FnOnce()) {
        self.0.suspend(work);
    }

    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// Something under way. The bar goes when this is dropped.
pub struct Progress<'a> {
    terminal: &'a Terminal,
}

impl<'a> Progress<'a> {
    pub(super) fn new(terminal: &'a Terminal) -> Self {
        Self { terminal }
    }

    /// Something happened that is worth a line of its own.
    pub fn event(&self, line: impl AsRef<str>) {
        self.terminal.note(line);
    }

    /// Where it stands now. Only a bar shows it.
    pub fn at(&self, done: u64, doing: impl AsRef<str>) {
        self.terminal.with_bar(|bar| {
            bar.0.set_position(done);
            bar.0.set_message(super::clean(doing.as_ref()).replace('\n', " "));
        });
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.terminal.end_bar();
    }
}
