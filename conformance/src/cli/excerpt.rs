//! The part of a result around a place: a pretty-printed window with a caret.
//!
//! Results are usually one line, sometimes a megabyte, so the window is printed anew: the way down to
//! the place, three members on each side of it, long values cut.

use edgecase_core::Pointer;
use serde_json::value::RawValue;

use super::style;
use crate::printed::on_one_line;
use crate::splice::{Child, children, locate, steps};

/// Members shown on each side of the place.
const AROUND: usize = 3;
/// Longest value shown, in characters.
const VALUE_CHARS: usize = 56;
/// Bytes shown of what is not JSON.
const RAW_BYTES: usize = 72;

/// Writes the window around a place, with file, line and column.
pub(super) fn excerpt(file: &str, bytes: &[u8], place: &Pointer) -> String {
    let (dim, bad) = (style::dim(), style::bad());
    let text = match json(bytes) {
        Ok(text) => text,
        Err(problem) => return raw(file, bytes, &problem),
    };
    // A missing header may be missing with all of `headers`.
    let range = locate(text, &place.at).or_else(|| locate(text, "")).unwrap_or(0..0);
    let (line, column) = position(text, range.start);
    let pointer = if place.at.is_empty() { "the whole" } else { &place.at };
    let mut out = format!("    {dim}-->{dim:#} {file}:{line}:{column} {pointer}\n");
    let mut window = Window { lines: Vec::new() };
    window.value(None, text.trim_ascii(), &steps(&place.at), place.missing, 0);
    for line in &window.lines {
        let bar = format!("    {dim}|{dim:#} ");
        match line {
            Line::Plain(text) => out.push_str(&format!("{bar}{text}\n")),
            Line::Caret { indent, text } => {
                out.push_str(&format!("{bar}{:indent$}{bad}{text}{bad:#}\n", ""));
            }
        }
    }
    out
}

enum Line {
    Plain(String),
    Caret { indent: usize, text: String },
}

struct Window {
    lines: Vec<Line>,
}

impl Window {
    /// Shows a value: opened on the way to the place, cut elsewhere.
    fn value(
        &mut self,
        name: Option<&str>,
        raw: &str,
        way: &[String],
        missing: Option<&str>,
        depth: usize,
    ) {
        let head = name.map_or_else(String::new, |name| format!("{}: ", quoted(name)));
        let indent = 2 * depth;
        let (open, close) = if raw.starts_with('[') { ('[', ']') } else { ('{', '}') };
        let inner = children(raw);
        match way.split_first() {
            Some((step, rest)) if inner.iter().any(|child| child.step == *step) => {
                self.plain(indent, &format!("{head}{open}"));
                self.around(&inner, open, step, rest, missing, depth + 1);
                self.plain(indent, &close.to_string());
            }
            _ if missing.is_some() && raw.starts_with('{') => {
                self.plain(indent, &format!("{head}{{"));
                for child in inner.iter().take(AROUND) {
                    self.plain(indent + 2, &format!("{}: {}", quoted(&child.step), cut(child.raw)));
                }
                if inner.len() > AROUND {
                    self.plain(indent + 2, "…");
                }
                let text = format!("^ no \"{}\"", missing.unwrap_or_default());
                self.lines.push(Line::Caret { indent: indent + 2, text });
                self.plain(indent, "}");
            }
            _ => {
                let value = cut(raw);
                let carets = "^".repeat(value.chars().count().max(1));
                self.plain(indent, &format!("{head}{value}"));
                self.lines
                    .push(Line::Caret { indent: indent + head.chars().count(), text: carets });
            }
        }
    }

    /// Shows the child on the way, with its neighbours if it is the place itself.
    fn around(
        &mut self,
        inner: &[Child<'_>],
        open: char,
        step: &str,
        rest: &[String],
        missing: Option<&str>,
        depth: usize,
    ) {
        let at = inner.iter().rposition(|child| child.step == step).unwrap_or_default();
        let around = if rest.is_empty() { AROUND } else { 0 };
        let (first, last) = (at.saturating_sub(around), at.saturating_add(around));
        if first > 0 {
            self.plain(2 * depth, "…");
        }
        for (index, child) in inner.iter().enumerate().skip(first).take(last - first + 1) {
            let name = (open == '{').then_some(child.step.as_str());
            if index == at {
                self.value(name, child.raw, rest, missing, depth);
            } else {
                let head = name.map_or_else(String::new, |name| format!("{}: ", quoted(name)));
                self.plain(2 * depth, &format!("{head}{}", cut(child.raw)));
            }
        }
        if last + 1 < inner.len() {
            self.plain(2 * depth, "…");
        }
    }

    fn plain(&mut self, indent: usize, text: &str) {
        self.lines.push(Line::Plain(format!("{:indent$}{text}", "")));
    }
}

fn quoted(name: &str) -> String {
    cut(&serde_json::Value::String(name.to_owned()).to_string())
}

/// Puts a value on one line and cuts it where it is long.
fn cut(raw: &str) -> String {
    let mut text = String::new();
    let mut blank = false;
    for c in raw.chars() {
        if text.chars().count() >= VALUE_CHARS {
            text.push('…');
            break;
        }
        // Outside of strings white space means nothing; within, line breaks cannot occur.
        if matches!(c, '\n' | '\r' | '\t') {
            blank = true;
            continue;
        }
        if blank && c == ' ' {
            continue;
        }
        blank = false;
        text.push(c);
    }
    text
}

/// Where and why bytes stop being JSON.
struct Problem {
    offset: usize,
    reason: String,
}

/// Returns the text if it is one JSON value.
fn json(bytes: &[u8]) -> Result<&str, Problem> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Problem { offset: error.valid_up_to(), reason: "not UTF-8".to_owned() })?;
    let value: Result<&RawValue, _> = serde_json::from_str(text);
    value.map(|_| text).map_err(|error| {
        let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let offset = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default().to_owned();
        Problem { offset: offset.min(text.len()), reason }
    })
}

/// Shows the bytes around the place where they stop being JSON.
fn raw(file: &str, bytes: &[u8], problem: &Problem) -> String {
    let (dim, bad) = (style::dim(), style::bad());
    let start = problem.offset.saturating_sub(RAW_BYTES / 2);
    let before = bytes.get(start..problem.offset).unwrap_or_default();
    let after = bytes.get(problem.offset..).unwrap_or_default();
    let shown = |bytes: &[u8]| on_one_line(&String::from_utf8_lossy(bytes));
    let before = format!("{}{}", if start > 0 { "…" } else { "" }, shown(before));
    let (after, more) = match after.get(..RAW_BYTES / 2) {
        Some(start) => (shown(start), "…"),
        None => (shown(after), ""),
    };
    let valid = std::str::from_utf8(bytes.get(..problem.offset).unwrap_or_default());
    let (line, column) = valid.map_or((1, 1), |text| position(text, text.len()));
    let bar = format!("    {dim}|{dim:#} ");
    let indent = before.chars().count();
    format!(
        "    {dim}-->{dim:#} {file}:{line}:{column}\n{bar}{before}{after}{more}\n{bar}{:indent$}{bad}^ {}{bad:#}\n",
        "", problem.reason
    )
}

/// Returns line and column of an offset, both from 1.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    (line, column)
}
