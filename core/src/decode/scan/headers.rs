//! Headers, however they are spelled.

use super::cursor::Scan;
use super::lanes::Lanes;
use super::name::{Print, is_ordinary};
use super::object::Others;
use super::repeats::any_equal;
use crate::decode::shape::{Lines, Range};
use crate::decode::{Broken, Entry, HeaderName, HeaderSpan, Kind, Leaf, Oddities, Owner};

/// What the headers of a map that were read so far amount to.
#[derive(Default)]
pub(super) struct Sum {
    pub(super) odd: Oddities,
    pub(super) lines: Lines,
}

/// What the entries of a header amount to.
struct Entries<'n> {
    name: &'n [u8],
    odd: Oddities,
    lines: Lines,
}

impl<L: Lanes> Scan<'_, '_, L> {
    /// Reads a headers map, which stands within so many levels.
    #[inline(always)]
    pub(super) fn headers(&mut self, owner: Owner, levels: u32) -> Result<HeaderSpan, Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || self.header_map(owner, levels),
        )
    }

    #[inline(always)]
    fn header_map(&mut self, owner: Owner, levels: u32) -> Result<HeaderSpan, Broken> {
        let (start, first) = (self.at, self.document.names.len());
        let mut sum = Sum::default();
        if self.byte() != b'{' {
            let leaf = self.skip(levels)?;
            let names = Range::since(first, &self.document.names);
            return Ok(HeaderSpan { leaf, odd: sum.odd, names, lines: sum.lines });
        }
        self.at += 1;
        self.document.prints.clear();
        self.white();
        if self.byte() == b'}' {
            self.at += 1;
        } else {
            loop {
                if owner == Owner::Origin || !self.templated(&mut sum)? {
                    self.header(owner, levels + 1, &mut sum)?;
                }
                self.white();
                match self.byte() {
                    b',' => {
                        self.at += 1;
                        self.white();
                    }
                    b'}' => {
                        self.at += 1;
                        break;
                    }
                    _ => return Err(Broken::Json),
                }
            }
        }
        if any_equal(&mut self.document.prints) {
            // Those that are dropped are in the sum of the lines, so that is not to be used.
            sum.odd = Oddities::ALL;
            self.drop_headers(first, owner);
        }
        let names = Range::since(first, &self.document.names);
        let leaf = Leaf::between(start, self.at, Kind::Object, false);
        Ok(HeaderSpan { leaf, odd: sum.odd, names, lines: sum.lines })
    }

    /// Reads a header that may be spelled in any way.
    #[inline(never)]
    fn header(&mut self, owner: Owner, levels: u32, sum: &mut Sum) -> Result<(), Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || self.any_header(owner, levels, sum),
        )
    }

    #[inline(always)]
    fn any_header(&mut self, owner: Owner, levels: u32, sum: &mut Sum) -> Result<(), Broken> {
        let name = self.name()?;
        let spelled = self.spelled(name);
        let first = self.document.entries.len();
        // The rules on custom headers look at every name.
        let is_odd = owner == Owner::Origin || !is_ordinary(&spelled);
        let odd = if owner == Owner::Origin { Oddities::ALL } else { Oddities::NAME.when(is_odd) };
        let mut entries = Entries { name: &spelled, odd, lines: Lines::default() };
        let list = if self.byte() == b'[' {
            self.list(owner, levels, &mut entries)?
        } else {
            self.skip(levels)?
        };
        if entries.lines.count == 0 {
            entries.odd = entries.odd.or(Oddities::SHAPE);
        }
        let Entries { odd, lines, .. } = entries;
        sum.odd = sum.odd.or(odd);
        sum.lines.count += lines.count;
        sum.lines.bytes = sum.lines.bytes.saturating_add(lines.bytes);
        let entries = Range::since(first, &self.document.entries);
        self.document.names.push(HeaderName { name, list, entries, odd });
        self.document.prints.push(Print::of_name(&spelled));
        Ok(())
    }

    #[inline(always)]
    fn list(
        &mut self,
        owner: Owner,
        levels: u32,
        entries: &mut Entries<'_>,
    ) -> Result<Leaf, Broken> {
        let start = self.at;
        self.at += 1;
        self.white();
        if self.byte() == b']' {
            self.at += 1;
            return Ok(Leaf::between(start, self.at, Kind::List, false));
        }
        loop {
            let entry = self.entry(owner, levels + 1, entries)?;
            self.document.entries.push(entry);
            self.white();
            match self.byte() {
                b',' => {
                    self.at += 1;
                    self.white();
                }
                b']' => {
                    self.at += 1;
                    return Ok(Leaf::between(start, self.at, Kind::List, false));
                }
                _ => return Err(Broken::Json),
            }
        }
    }

    #[inline(always)]
    fn entry(
        &mut self,
        owner: Owner,
        levels: u32,
        entries: &mut Entries<'_>,
    ) -> Result<Entry, Broken> {
        let start = self.at;
        if self.byte() != b'{' {
            entries.odd = entries.odd.or(Oddities::SHAPE);
            let leaf = self.skip(levels)?;
            return Ok(Entry { leaf, key: None, value: None, elements: Range::default() });
        }
        let (mut key, mut value, mut elements) = (None, None, Range::default());
        let mut line = None;
        let mut others = Others::new();
        self.at += 1;
        let mut is_first = true;
        while let Some(name) = self.member(&mut is_first)? {
            let text = if self.byte() == b'"' { Some(self.text()?) } else { None };
            let old = match (&*self.spelled(name), text) {
                (b"key", Some(text)) => key.replace(text.leaf),
                (b"key", None) => key.replace(self.skip(levels + 1)?),
                (b"value", Some(text)) => {
                    line = Some(text);
                    elements = Range::default();
                    value.replace(text.leaf)
                }
                (b"value", None) => {
                    line = None;
                    let (list, found) = self.elements(levels + 1)?;
                    elements = found;
                    value.replace(list)
                }
                (_, text) => {
                    let value = text.map_or_else(|| self.skip(levels + 1), |text| Ok(text.leaf))?;
                    others.push((name, value));
                    None
                }
            };
            self.overrides(old, owner);
        }
        self.settle(&mut others, owner);
        let is_key = |key: &Leaf| key.kind == Kind::Text && key.bytes() > EMPTY_TEXT;
        match (key.filter(is_key), line) {
            (Some(key), Some(line)) => {
                let same = self.spelled(key).eq_ignore_ascii_case(entries.name);
                let odd = Oddities::NAME.when(!same).or(Oddities::VALUE.when(line.is_odd));
                entries.odd = entries.odd.or(odd);
                entries.lines.add(entries.name.len(), line.bytes);
            }
            _ => entries.odd = entries.odd.or(Oddities::SHAPE),
        }
        let leaf = Leaf::between(start, self.at, Kind::Object, false);
        Ok(Entry { leaf, key, value, elements })
    }
}

/// Bytes of `""`.
const EMPTY_TEXT: u32 = 2;
