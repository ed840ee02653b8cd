//! Colours. `anstream` drops them where nobody sees them or `NO_COLOR` is set.

use anstyle::{AnsiColor, Effects, Style};

use crate::report;

/// Something wrong.
pub(super) const fn bad() -> Style {
    AnsiColor::Red.on_default().effects(Effects::BOLD)
}

/// Something right.
pub(super) const fn good() -> Style {
    AnsiColor::Green.on_default().effects(Effects::BOLD)
}

/// Something to look at.
pub(super) const fn warn() -> Style {
    AnsiColor::Yellow.on_default().effects(Effects::BOLD)
}

/// Something less important.
pub(super) const fn dim() -> Style {
    Style::new().effects(Effects::DIMMED)
}

/// A heading.
pub(super) const fn bold() -> Style {
    Style::new().effects(Effects::BOLD)
}

/// The same for the report, which knows no terminal.
pub(super) fn report() -> report::Style {
    report::Style {
        bad: bad().render().to_string(),
        good: good().render().to_string(),
        warn: warn().render().to_string(),
        dim: dim().render().to_string(),
        bold: bold().render().to_string(),
        reset: anstyle::Reset.render().to_string(),
    }
}
