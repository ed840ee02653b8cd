//! Reads bytes into a [`Node`], from left to right, and stops at the first offence.

use edgecase_core::limits;

use super::tree::{Member, Node, Text, Value};
use crate::flaw::ResultFlaw;

/// Why bytes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// They are not one JSON text in UTF-8.
    Syntax,
    /// A list or object opens one level too deep.
    Depth,
}

/// Reads one JSON text, with nothing after it.
pub(super) fn read(bytes: &[u8]) -> Result<Node, Broken> {
    read_with(bytes, None)
}

/// Reads one JSON text, and gets something wrong.
pub(super) fn read_with(bytes: &[u8], flaw: Option<ResultFlaw>) -> Result<Node, Broken> {
    let mut reader = Reader { bytes, next: 0, flaw };
    if reader.has(ResultFlaw::ByteOrderMark) && bytes.starts_with(b"\xef\xbb\xbf") {
        reader.next = 3;
    }
    reader.blanks();
    let node = reader.node(0)?;
    reader.blanks();
    match reader.peek() {
        None => Ok(node),
        Some(_) if reader.has(ResultFlaw::TextAfterResult) => Ok(node),
        Some(_) => Err(Broken::Syntax),
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    next: usize,
    flaw: Option<ResultFlaw>,
}

impl Reader<'_> {
    fn has(&self, flaw: ResultFlaw) -> bool {
        self.flaw == Some(flaw)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.next).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.next += 1;
        Some(byte)
    }

    /// Takes the byte if it comes next, and tells whether it did.
    fn takes(&mut self, byte: u8) -> bool {
        let comes = self.peek() == Some(byte);
        if comes {
            self.next += 1;
        }
        comes
    }

    fn expect(&mut self, byte: u8) -> Result<(), Broken> {
        if self.takes(byte) { Ok(()) } else { Err(Broken::Syntax) }
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.next += 1;
        }
    }

    /// Reads a value; `open` lists and objects are around it.
    fn node(&mut self, open: usize) -> Result<Node, Broken> {
        let start = self.next;
        let value = match self.peek() {
            Some(b'{') => Value::Object(self.object(open + 1)?),
            Some(b'[') => Value::List(self.list(open + 1)?),
            Some(b'"') => Value::Text(self.text()?),
            Some(b'n') => self.word(b"null", Value::Null)?,
            Some(b't') => self.word(b"true", Value::Bool(true))?,
            Some(b'f') => self.word(b"false", Value::Bool(false))?,
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => return Err(Broken::Syntax),
        };
        Ok(Node { value, bytes: self.next - start })
    }

    fn word(&mut self, word: &[u8], value: Value) -> Result<Value, Broken> {
        for byte in word {
            self.expect(*byte)?;
        }
        Ok(value)
    }

    fn opens(&mut self, bracket: u8, level: usize) -> Result<(), Broken> {
        if level > limits::DEPTH + usize::from(self.has(ResultFlaw::DepthEnd)) {
            return Err(Broken::Depth);
        }
        self.expect(bracket)?;
        self.blanks();
        Ok(())
    }

    fn list(&mut self, level: usize) -> Result<Vec<Node>, Broken> {
        self.opens(b'[', level)?;
        let mut elements = Vec::new();
        if self.takes(b']') {
            return Ok(elements);
        }
        loop {
            self.blanks();
            elements.push(self.node(level)?);
            self.blanks();
            if self.takes(b']') {
                return Ok(elements);
            }
            self.expect(b',')?;
        }
    }

    fn object(&mut self, level: usize) -> Result<Vec<Member>, Broken> {
        self.opens(b'{', level)?;
        let mut members = Vec::new();
        if self.takes(b'}') {
            return Ok(members);
        }
        loop {
            self.blanks();
            let name = self.text()?;
            self.blanks();
            self.expect(b':')?;
            self.blanks();
            let node = self.node(level)?;
            let is_late = |first: &Member| first.name == name;
            if !self.has(ResultFlaw::FirstMemberCounts) || !members.iter().any(is_late) {
                members.push(Member { name, node });
            }
            self.blanks();
            if self.takes(b'}') {
                return Ok(members);
            }
            self.expect(b',')?;
        }
    }

    /// Takes digits, and demands one at least.
    fn digits(&mut self, into: &mut String) -> Result<(), Broken> {
        let start = into.len();
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            into.push(char::from(byte));
            self.next += 1;
        }
        if into.len() > start { Ok(()) } else { Err(Broken::Syntax) }
    }

    fn number(&mut self) -> Result<String, Broken> {
        let mut text = String::new();
        if self.takes(b'-') {
            text.push('-');
        }
        if self.takes(b'0') {
            text.push('0');
        } else {
            self.digits(&mut text)?;
        }
        if self.takes(b'.') {
            text.push('.');
            self.digits(&mut text)?;
        }
        if let Some(exponent @ (b'e' | b'E')) = self.peek() {
            self.next += 1;
            text.push(char::from(exponent));
            if self.takes(b'-') {
                text.push('-');
            } else if self.takes(b'+') {
                text.push('+');
            }
            self.digits(&mut text)?;
        }
        Ok(text)
    }

    fn text(&mut self) -> Result<Text, Broken> {
        self.expect(b'"')?;
        let mut bytes = Vec::new();
        let mut lone_surrogate = false;
        loop {
            match self.take().ok_or(Broken::Syntax)? {
                b'"' => break,
                b'\\' => {
                    let unit = self.escape()?;
                    lone_surrogate |= unit.is_none();
                    let unit = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
                    bytes.extend_from_slice(unit.encode_utf8(&mut [0; 4]).as_bytes());
                }
                0..=0x1f => return Err(Broken::Syntax),
                byte => bytes.push(byte),
            }
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) if self.has(ResultFlaw::BytesReplaced) => {
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
            Err(_) => return Err(Broken::Syntax),
        };
        Ok(Text { text, lone_surrogate })
    }

    /// Reads what follows a backslash; `None` is a lone surrogate.
    fn escape(&mut self) -> Result<Option<char>, Broken> {
        let unit = match self.take() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.four_digits()?;
                return Ok(char::from_u32(first).or_else(|| self.partner(first)));
            }
            _ => return Err(Broken::Syntax),
        };
        Ok(Some(unit))
    }

    fn four_digits(&mut self) -> Result<u32, Broken> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.take().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit * 16 + digit.ok_or(Broken::Syntax)?;
        }
        Ok(unit)
    }

    /// Joins a surrogate with the escape that follows, if that is its partner.
    fn partner(&mut self, first: u32) -> Option<char> {
        let before = self.next;
        let joined = self.low_surrogate(first);
        if joined.is_none() {
            self.next = before;
        }
        joined
    }

    fn low_surrogate(&mut self, first: u32) -> Option<char> {
        if !(0xd800..0xdc00).contains(&first) || !self.takes(b'\\') || !self.takes(b'u') {
            return None;
        }
        let second = self.four_digits().ok().filter(|unit| (0xdc00..0xe000).contains(unit))?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(json: &str) -> Text {
        match read(json.as_bytes()).expect("valid JSON").value {
            Value::Text(text) => text,
            other => panic!("not a text: {other:?}"),
        }
    }

    #[test]
    fn valid_json_is_read_with_its_order_and_duplicates() {
        let node = read(b" {\"a\":1, \"b\" : [true,null], \"a\":-1.5E+3}\n").unwrap();
        let names: Vec<&str> = node.members().iter().map(|m| m.name.text.as_str()).collect();
        assert_eq!(names, ["a", "b", "a"]);
        assert_eq!(node.get("a").unwrap().value, Value::Number("-1.5E+3".to_owned()));
        assert_eq!(node.get("b").unwrap().bytes, 11);
        assert_eq!(node.repeated(), ["a"]);
        let counting: Vec<&str> = node.counting().iter().map(|m| m.name.text.as_str()).collect();
        assert_eq!(counting, ["b", "a"]);
    }

    #[test]
    fn what_is_not_json_is_a_syntax_error() {
        let cases: &[&[u8]] = &[
            b"",
            b" ",
            b"nul",
            b"NaN",
            b"Infinity",
            b"01",
            b"1.",
            b".5",
            b"1e",
            b"+1",
            b"- 1",
            b"[1,]",
            b"{\"a\":1,}",
            b"{a:1}",
            b"{\"a\"}",
            b"[",
            b"{",
            b"\"",
            b"\"\n\"",
            b"'a'",
            b"\"\\x\"",
            b"\"\\u12g4\"",
            b"1 2",
            b"{}x",
            b"\xef\xbb\xbf{}",
            b"\"\xff\"",
            b"\xff",
            b"\"\xc3\"",
            b"\"\xed\xa0\x80\"",
            b"[1 2]",
            b"/**/1",
            b"\"\\ud800\\u12\"",
            b"{}\0",
        ];
        for case in cases {
            assert_eq!(read(case), Err(Broken::Syntax), "{}", String::from_utf8_lossy(case));
        }
    }

    #[test]
    fn whichever_offence_comes_first_is_the_one() {
        let deep = "[".repeat(limits::DEPTH + 1);
        assert_eq!(read(deep.as_bytes()), Err(Broken::Depth));
        assert_eq!(read("[".repeat(100_000).as_bytes()), Err(Broken::Depth));
        assert_eq!(read("{\"a\":".repeat(100_000).as_bytes()), Err(Broken::Depth));
        assert_eq!(read(format!("x{deep}").as_bytes()), Err(Broken::Syntax));
        assert_eq!(read(format!("[\"\u{1}\",{deep}").as_bytes()), Err(Broken::Syntax));
        let most = limits::DEPTH;
        assert!(read(format!("{}{}", "[".repeat(most), "]".repeat(most)).as_bytes()).is_ok());
    }

    #[test]
    fn escapes_are_resolved() {
        let text = text_of(r#""st\u0061tus\n\/\ud83d\ude00é""#);
        assert_eq!(text.text, "status\n/😀é");
        assert!(!text.lone_surrogate);
    }

    #[test]
    fn a_lone_surrogate_reads_as_the_replacement_character() {
        for (json, want) in [
            (r#""a\ud800""#, "a\u{fffd}"),
            (r#""\udc00b""#, "\u{fffd}b"),
            (r#""\ud800\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\ud800\u0041""#, "\u{fffd}A"),
            (r#""\ud800\n""#, "\u{fffd}\n"),
            (r#""\udc00\ud800""#, "\u{fffd}\u{fffd}"),
        ] {
            assert_eq!(text_of(json), Text { text: want.to_owned(), lone_surrogate: true });
        }
    }

    #[test]
    fn only_digits_make_a_whole_number() {
        let whole = |json: &str| read(json.as_bytes()).unwrap().whole();
        assert_eq!(whole("200"), Some(200));
        assert_eq!(whole("99999999999999999999999"), Some(u64::MAX));
        for json in ["200.0", "2e2", "-0", "-1", "\"200\"", "1e400"] {
            assert_eq!(whole(json), None, "{json}");
        }
    }
}
