//! When does text have a colour, and which?

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use crate::outcome::{Text, Tone};

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    Always,
    Never,
}

impl When {
    /// Whether what goes to this stream has colours.
    pub fn on(self, stream: &impl IsTerminal) -> bool {
        self.decide(
            stream.is_terminal(),
            std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            std::env::var_os("TERM").is_some_and(|term| term == "dumb"),
        )
    }

    fn decide(self, is_terminal: bool, no_color: bool, is_dumb: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => is_terminal && !no_color && !is_dumb,
        }
    }
}

/// The text, with colours or without.
pub fn painted(text: &Text, colours: bool) -> String {
    let mut out = String::new();
    for span in &text.0 {
        let style = style(span.tone);
        if colours && style != Style::new() {
            out.push_str(&format!("{style}{}{style:#}", span.text));
        } else {
            out.push_str(&span.text);
        }
    }
    out
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Place => Style::new().bold(),
        Tone::Problem => AnsiColor::Red.on_default().bold(),
        Tone::Warning | Tone::Edited => AnsiColor::Yellow.on_default(),
        Tone::Hint => AnsiColor::Cyan.on_default(),
        Tone::Added => AnsiColor::Green.on_default(),
        Tone::Removed => AnsiColor::Red.on_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_for_terminals_and_no_color_and_dumb_ones_have_none() {
        assert!(When::Auto.decide(true, false, false));
        for (is_terminal, no_color, is_dumb) in
            [(false, false, false), (true, true, false), (true, false, true)]
        {
            assert!(!When::Auto.decide(is_terminal, no_color, is_dumb));
        }
        assert!(When::Always.decide(false, true, true));
        assert!(!When::Never.decide(true, false, false));
    }

    #[test]
    fn without_colours_there_is_not_one_escape() {
        let mut text = Text::default();
        text.put(Tone::Problem, "problem").line(": x");
        assert_eq!(painted(&text, false), "problem: x\n");
        assert_eq!(painted(&text, true), "\u{1b}[1m\u{1b}[31mproblem\u{1b}[0m: x\n");
    }
}
