//! A tree of JSON that keeps its spelling: order, repeated members, raw numbers and strings.

use std::borrow::Cow;

/// A text that most often is one of a table.
pub(super) type Word = Cow<'static, str>;

/// A JSON value, or what stands in the place of one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// Written as it stands.
    Raw(Word),
    /// A string, written with the escapes that it needs.
    Text(Word),
    /// A long string.
    Long(Long),
    /// A list.
    List(Vec<Self>),
    /// An object; names are written as they stand, between quotes.
    Object(Members),
}

/// The members of an object, in order.
pub(super) type Members = Vec<(Word, Json)>;

/// A long string, told by its length.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Long {
    /// What comes first, as it is written.
    pub(super) head: Word,
    /// What is repeated.
    pub(super) unit: Unit,
    /// How many bytes the repeated text stands for.
    pub(super) bytes: usize,
    /// Whether the number of bytes is found when the result is measured.
    pub(super) open: bool,
}

/// What a long string repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A character of one byte.
    One(&'static str),
    /// A character of two bytes; one of one byte makes up for an odd number.
    Two(&'static str),
    /// Base64; the bytes are those that it decodes to.
    Base64,
}

/// How a tree is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Blanks before the first and after the last token.
    pub(super) around: &'static str,
    /// Blanks after `:`, and around `,`.
    pub(super) between: &'static str,
    /// Escapes in strings and names.
    pub(super) escapes: Escapes,
}

/// Which characters of a string are written as escapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Those that must be.
    #[default]
    Needed,
    /// The first one too.
    First,
    /// All of them.
    Every,
    /// Slashes too.
    Slashes,
}

impl Json {
    pub(super) fn raw(text: impl Into<Word>) -> Self {
        Self::Raw(text.into())
    }

    pub(super) fn text(text: impl Into<Word>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn object<const N: usize>(members: [(&'static str, Self); N]) -> Self {
        Self::Object(
            members.into_iter().map(|(name, value)| (Word::Borrowed(name), value)).collect(),
        )
    }

    /// Returns the members; none if it is no object.
    pub(super) fn members(&self) -> &[(Word, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    pub(super) fn members_mut(&mut self) -> Option<&mut Members> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Returns the member that counts.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        let members = self.members_mut()?;
        members.iter_mut().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Puts a member in the place of the one that counts, or at the end.
    pub(super) fn set(&mut self, name: impl Into<Word>, value: Self) {
        let name = name.into();
        if let Some(known) = self.get_mut(&name) {
            *known = value;
        } else if let Some(members) = self.members_mut() {
            members.push((name, value));
        }
    }

    /// Takes a member away, however often it is there.
    pub(super) fn remove(&mut self, name: &str) {
        if let Some(members) = self.members_mut() {
            members.retain(|(known, _)| known != name);
        }
    }

    /// Makes a string of that many bytes after its head.
    pub(super) fn long(head: &'static str, unit: Unit, bytes: usize) -> Self {
        Self::Long(Long { head: Word::Borrowed(head), unit, bytes, open: false })
    }

    /// Makes a string that becomes as long as a limit tells.
    pub(super) fn open(unit: Unit) -> Self {
        Self::Long(Long { head: Word::Borrowed(""), unit, bytes: 0, open: true })
    }

    /// Returns the string that becomes as long as a limit tells.
    pub(super) fn open_mut(&mut self) -> Option<&mut Long> {
        match self {
            Self::Long(long) => Some(long).filter(|long| long.open),
            Self::List(elements) => elements.iter_mut().find_map(Self::open_mut),
            Self::Object(members) => members.iter_mut().find_map(|(_, value)| value.open_mut()),
            Self::Raw(_) | Self::Text(_) => None,
        }
    }

    /// Writes the value with blanks around it.
    pub(super) fn write(&self, layout: Layout) -> String {
        let mut out = String::with_capacity(1024);
        out.push_str(layout.around);
        self.write_to(&mut out, layout);
        out.push_str(layout.around);
        out
    }

    fn write_to(&self, out: &mut String, layout: Layout) {
        match self {
            Self::Raw(text) => out.push_str(text),
            Self::Text(text) => write_text(out, text, layout.escapes),
            Self::Long(long) => long.write_to(out),
            Self::List(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    comma(out, index, layout.between);
                    element.write_to(out, layout);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    comma(out, index, layout.between);
                    write_name(out, name, layout.escapes);
                    out.push(':');
                    out.push_str(layout.between);
                    value.write_to(out, layout);
                }
                out.push('}');
            }
        }
    }
}

fn comma(out: &mut String, index: usize, between: &str) {
    if index > 0 {
        out.push_str(between);
        out.push(',');
        out.push_str(between);
    }
}

impl Long {
    fn write_to(&self, out: &mut String) {
        out.push('"');
        out.push_str(&self.head);
        match self.unit {
            Unit::One(unit) => out.push_str(&unit.repeat(self.bytes)),
            Unit::Two(unit) => {
                out.push_str(&unit.repeat(self.bytes / 2));
                out.push_str(if self.bytes % 2 == 1 { "y" } else { "" });
            }
            Unit::Base64 => {
                out.push_str(&"QUJD".repeat(self.bytes / 3));
                out.push_str(match self.bytes % 3 {
                    0 => "",
                    1 => "QQ==",
                    _ => "QUI=",
                });
            }
        }
        out.push('"');
    }
}

/// Writes a string.
pub(super) fn write_text(out: &mut String, text: &str, escapes: Escapes) {
    /// Longer texts are not written in escapes alone: they would become six times as long.
    const SHORT: usize = 100;
    out.push('"');
    let mut characters = text.chars();
    match escapes {
        Escapes::First => {
            if let Some(first) = characters.next() {
                push_escape(out, first, b"0123456789ABCDEF");
            }
            write_needed(out, characters.as_str());
        }
        Escapes::Every if text.len() <= SHORT => {
            characters.for_each(|c| push_escape(out, c, LOWER))
        }
        Escapes::Slashes => {
            for (index, part) in text.split('/').enumerate() {
                out.push_str(if index > 0 { "\\/" } else { "" });
                write_needed(out, part);
            }
        }
        Escapes::Needed | Escapes::Every => write_needed(out, text),
    }
    out.push('"');
}

/// Writes a text with the escapes that it needs.
fn write_needed(out: &mut String, text: &str) {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    if text.bytes().all(plain) {
        out.push_str(text);
    } else {
        text.chars().for_each(|c| write_char(out, c));
    }
}

/// Returns what stands between the quotes of a string: a name of a member.
pub(super) fn in_quotes(text: &str) -> Word {
    let mut written = String::with_capacity(text.len() + 2);
    write_text(&mut written, text, Escapes::Needed);
    let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    Word::Owned(inner.unwrap_or_default().to_owned())
}

/// Writes a member name, which may hold escapes already.
fn write_name(out: &mut String, name: &str, escapes: Escapes) {
    if escapes == Escapes::Needed || name.contains('\\') {
        out.push('"');
        out.push_str(name);
        out.push('"');
    } else {
        write_text(out, name, escapes);
    }
}

fn write_char(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0'..='\u{1f}' => push_escape(out, c, LOWER),
        _ => out.push(c),
    }
}

const LOWER: &[u8; 16] = b"0123456789abcdef";

/// Writes the escapes of a character in hexadecimal: one, or a surrogate pair.
fn push_escape(out: &mut String, c: char, digits: &[u8; 16]) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        out.push_str("\\u");
        for shift in [12, 8, 4, 0] {
            let digit = digits.get(usize::from(*unit >> shift & 0xf));
            out.push(char::from(digit.copied().unwrap_or(b'0')));
        }
    }
}

/// Returns the escapes of a character.
pub(super) fn escaped(c: char) -> String {
    let mut out = String::new();
    push_escape(&mut out, c, LOWER);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_keeps_its_spelling() {
        let mut tree = Json::object([
            ("a", Json::raw("1e400")),
            ("b\\u0041", Json::List(vec![Json::text("x\n\"\u{1}é"), Json::raw("\"\\ud800\"")])),
            ("a", Json::object([])),
        ]);
        let text = r#"{"a":1e400,"b\u0041":["x\n\"\u0001é","\ud800"],"a":{}}"#;
        assert_eq!(tree.write(Layout::default()), text);
        tree.set("a", Json::raw("2"));
        tree.remove("b\\u0041");
        let layout = Layout { around: "\n", between: " ", escapes: Escapes::First };
        assert_eq!(tree.write(layout), "\n{\"\\u0061\": 1e400 , \"\\u0061\": 2}\n");
    }

    #[test]
    fn long_strings_are_as_long_as_they_say() {
        for bytes in 0..8 {
            for unit in [Unit::One("x"), Unit::Two("é"), Unit::Base64] {
                let json = Json::long("\\n", unit, bytes);
                let text: String = serde_json::from_str(&json.write(Layout::default())).unwrap();
                let rest = text.strip_prefix('\n').unwrap();
                let length = match unit {
                    Unit::Base64 => {
                        use base64::Engine as _;
                        base64::engine::general_purpose::STANDARD.decode(rest).unwrap().len()
                    }
                    _ => rest.len(),
                };
                assert_eq!(length, bytes);
            }
        }
        assert_eq!(escaped('é'), "\\u00e9");
        assert_eq!(escaped('😀'), "\\ud83d\\ude00");
    }
}
