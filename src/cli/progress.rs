//! Progress on a terminal; elsewhere a line at the start of what takes long, and silence.

use super::Shared;
use crate::tokens;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// A bar on standard error, if that is a terminal and nobody asked for quiet.
fn bar(shared: &Shared, length: Option<u64>, template: &str) -> ProgressBar {
    if shared.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(8));
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// Bytes of input read, their rate, the time left.
pub fn bytes(shared: &Shared, total: Option<u64>) -> ProgressBar {
    let template = match total {
        Some(_) => {
            "{bar:30} {percent:>3} %  {binary_bytes}/{binary_total_bytes}  {binary_bytes_per_sec}  {eta} left  {msg}"
        }
        None => "{spinner} {binary_bytes}  {binary_bytes_per_sec}  {msg}",
    };
    bar(shared, total, template)
}

/// Articles done, their rate, the time left.
pub fn articles(shared: &Shared, what: &'static str) -> ProgressBar {
    let bar = bar(shared, None, "{msg} {bar:30} {pos}/{len}  {per_sec}  {eta} left");
    bar.set_message(what);
    bar
}

/// Shows how the dictionary's installation gets on.
pub struct Installation<'s> {
    shared: &'s Shared,
    bar: ProgressBar,
}

impl<'s> Installation<'s> {
    /// Nothing is shown before the first step.
    pub fn new(shared: &'s Shared) -> Self {
        Self { shared, bar: ProgressBar::hidden() }
    }
}

impl tokens::Progress for Installation<'_> {
    fn step(&mut self, what: &str, total: Option<u64>) {
        self.bar.finish_and_clear();
        self.shared.say(format_args!("dictionary: {what}"));
        self.bar = bytes(self.shared, total);
    }

    fn advance(&mut self, done: u64) {
        self.bar.set_position(done);
    }
}

impl Drop for Installation<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
