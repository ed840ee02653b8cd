//! Replacing texts and numbers by simpler ones.

use super::Search;
use super::drop::runs;
use super::part::Part;
use crate::tree::{Path, Tree};

/// Texts that are simple, the simplest first; those with a slash stand in for paths.
const PLAIN: [&str; 4] = ["", "a", "/", "/a"];

/// From this length on a text is long: its length may matter, its characters hardly do.
const LONG: usize = 32;

/// A text or number of one part, on its way to a simpler one.
struct Leaf {
    part: Part,
    path: Path,
}

impl Search<'_> {
    /// Makes texts and numbers simpler, one after the other.
    pub(super) fn leaves(&mut self, part: Part) {
        let Some(tree) = part.tree(&self.best) else {
            return;
        };
        let plain = part.plain(&self.best, &tree);
        for path in tree.paths() {
            if plain.contains(&path) {
                continue;
            }
            let Some(Tree::Leaf(raw)) = tree.at(&path) else {
                continue;
            };
            // What became a default is not written, so the rest may stand elsewhere by now.
            let is_there = part.tree(&self.best).is_some_and(|now| {
                now.at(&path) == tree.at(&path) && now.name(&path) == tree.name(&path)
            });
            if !is_there {
                continue;
            }
            let is_status = tree.name(&path).as_deref() == Some("status");
            let leaf = Leaf { part, path };
            match tree.at(&leaf.path).and_then(Tree::as_str) {
                Some(text) => self.text(&leaf, &text, is_status),
                None => self.number(&leaf, raw, is_status),
            }
        }
    }

    fn set(&mut self, leaf: &Leaf, node: Tree) -> bool {
        let tree = leaf.part.tree(&self.best).and_then(|tree| tree.with(&leaf.path, node));
        self.offer_tree(leaf.part, tree)
    }

    fn set_text(&mut self, leaf: &Leaf, text: &str) -> bool {
        self.set(leaf, Tree::string(text))
    }

    fn number(&mut self, leaf: &Leaf, raw: &str, is_status: bool) {
        if raw == "true" {
            self.set(leaf, Tree::Leaf("false".to_owned()));
            return;
        }
        if !raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            // A lone surrogate is a text too, though no Rust string.
            if raw.starts_with('"') {
                _ = self.set_text(leaf, "") || self.set_text(leaf, "a");
            }
            return;
        }
        let plain: &[&str] = if is_status { &["200"] } else { &["0", "1"] };
        let known = plain.iter().position(|plain| *plain == raw);
        for simpler in plain.iter().take(known.unwrap_or(plain.len())) {
            if self.set(leaf, Tree::Leaf((*simpler).to_owned())) {
                return;
            }
        }
        if let (None, Ok(number)) = (known, raw.parse()) {
            self.lowest(1, number, |search, number| {
                search.set(leaf, Tree::Leaf(number.to_string()))
            });
        }
    }

    /// Finds the least number that will do, given one that will and one below it that will not.
    fn lowest(
        &mut self,
        mut low: u64,
        mut high: u64,
        mut will_do: impl FnMut(&mut Self, u64) -> bool,
    ) -> u64 {
        while high.saturating_sub(low) > 1 && self.left > 0 {
            let middle = low + (high - low) / 2;
            if will_do(self, middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }

    fn text(&mut self, leaf: &Leaf, text: &str, is_status: bool) {
        if is_status && (text == "200" || self.set_text(leaf, "200")) {
            return;
        }
        let plain = PLAIN.iter().filter(|plain| !plain.contains('/') || text.starts_with('/'));
        let plain: Vec<&str> = plain.copied().collect();
        let known = plain.iter().position(|plain| *plain == text);
        for simpler in plain.iter().take(known.unwrap_or(plain.len())) {
            if self.set_text(leaf, simpler) {
                return;
            }
        }
        if known.is_some() {
            return;
        }
        // Without escapes that it does not need.
        self.set_text(leaf, text);
        let mut text = text.to_owned();
        if text.len() >= LONG {
            text = self.shorten(leaf, text);
            if text.bytes().all(|byte| byte == b'a') {
                return;
            }
        }
        text = self.drop_characters(leaf, text);
        text = self.even(leaf, text);
        self.digits(leaf, &text);
    }

    /// Makes all characters the same, in a text of the same size.
    fn even(&mut self, leaf: &Leaf, text: String) -> String {
        for length in [text.len(), text.chars().count()] {
            let even = "a".repeat(length);
            if text == even || self.set_text(leaf, &even) {
                return even;
            }
        }
        text
    }

    /// Cuts a long text to the length at which it begins to matter.
    fn shorten(&mut self, leaf: &Leaf, text: String) -> String {
        let text = self.even(leaf, text);
        // Base64 goes by fours.
        let text = self.cut(leaf, text, 4);
        self.cut(leaf, text, 1)
    }

    fn cut(&mut self, leaf: &Leaf, text: String, step: usize) -> String {
        let start = |units: u64| {
            let length = usize::try_from(units).ok()?.checked_mul(step)?;
            text.get(..length)
        };
        let most = u64::try_from(text.len().div_ceil(step)).unwrap_or(u64::MAX);
        let mut best: Option<String> = None;
        self.lowest(0, most, |search, units| {
            let Some(start) = start(units) else {
                return false;
            };
            let will_do = search.set_text(leaf, start);
            if will_do {
                best = Some(start.to_owned());
            }
            will_do
        });
        best.unwrap_or(text)
    }

    /// Drops runs of characters; of a long text only long ones.
    fn drop_characters(&mut self, leaf: &Leaf, text: String) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        let least = characters.len() / LONG;
        for run in runs(characters.len()).filter(|run| *run > least) {
            let mut end = characters.len();
            while let Some(start) = end.checked_sub(run) {
                let kept = characters.iter().take(start).chain(characters.iter().skip(end));
                let candidate: String = kept.collect();
                if self.set_text(leaf, &candidate) {
                    characters = candidate.chars().collect();
                }
                end = start;
            }
        }
        characters.into_iter().collect()
    }

    /// Lowers the numbers in a text.
    fn digits(&mut self, leaf: &Leaf, text: &str) {
        let mut rest = text.to_owned();
        let mut before = String::new();
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let (head, tail) = rest.split_at(start);
            let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
            let (digits, after) = tail.split_at(end);
            before.push_str(head);
            let mut number = digits.to_owned();
            let texts = |number: &str| format!("{before}{number}{after}");
            for plain in ["0", "1"] {
                if number != "0" && number != "1" && self.set_text(leaf, &texts(plain)) {
                    number = plain.to_owned();
                }
            }
            if let (2.., Ok(most)) = (number.len(), number.parse()) {
                let least = self.lowest(1, most, |search, number| {
                    search.set_text(leaf, &texts(&number.to_string()))
                });
                number = least.to_string();
            }
            before.push_str(&number);
            rest = after.to_owned();
        }
    }
}
