//! Headers, however they are spelled.

use super::class::PLAIN_NAME;
use super::cursor::{Scan, bytes_of, index};
use super::lanes::{HALF, Lanes};
use super::name::{Print, is_plain};
use super::object::Others;
use super::repeats::Seen;
use super::template::Spelling;
use super::text::QUOTES;
use crate::decode::shape::{Entries, Lines, Range};
use crate::decode::{Broken, Entry, HeaderName, HeaderSpan, Kind, Leaf, Oddities, Owner};

/// What the headers of a map that were read so far amount to.
#[derive(Default)]
pub(super) struct Sum<'a> {
    pub(super) odd: Oddities,
    pub(super) lines: Lines,
    pub(super) seen: Seen,
    /// How headers are spelled here, if not in a usual way.
    pub(super) learned: Option<Spelling<'a>>,
}

impl Sum<'_> {
    /// Adds a header.
    #[inline(always)]
    pub(super) const fn add(&mut self, odd: Oddities, print: Print) {
        self.odd = self.odd.or(odd);
        self.seen.add(print);
    }
}

/// What the entries of a header amount to.
struct Read<'n> {
    name: &'n [u8],
    /// The name as it is written.
    raw: &'n [u8],
    odd: Oddities,
    lines: &'n mut Lines,
}

impl<'a, L: Lanes> Scan<'a, '_, L> {
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
        self.white();
        if self.byte() == b'}' {
            self.at += 1;
        } else {
            loop {
                if owner == Owner::Origin || !self.templated(&mut sum)? {
                    self.header(owner, levels + 1, &mut sum)?;
                }
                if !self.goes_on(b'}')? {
                    break;
                }
            }
        }
        if sum.seen.may_repeat() && self.any_repeat(first) {
            // Those that are dropped are in the sum of the lines, so that is not to be used.
            sum.odd = Oddities::ALL;
            self.drop_headers(first, owner);
        }
        let names = Range::since(first, &self.document.names);
        let leaf = Leaf::between(start, self.at, Kind::Object);
        Ok(HeaderSpan { leaf, odd: sum.odd, names, lines: sum.lines })
    }

    /// Reads a header that may be spelled in any way.
    #[inline(never)]
    fn header(&mut self, owner: Owner, levels: u32, sum: &mut Sum<'a>) -> Result<(), Broken> {
        let lanes = self.lanes;
        lanes.apart(
            #[inline(always)]
            || self.any_header(owner, levels, sum),
        )
    }

    #[inline(always)]
    fn any_header(&mut self, owner: Owner, levels: u32, sum: &mut Sum<'a>) -> Result<(), Broken> {
        if owner != Owner::Origin && self.escaped(sum)? {
            return Ok(());
        }
        let name = self.name()?;
        let spelled = self.spelled(name);
        let first = self.document.entries.len();
        let print = Print::of_name(&spelled);
        let is_odd = !self.is_plain_name(name, &spelled) || print.watches(&spelled);
        // The rules on custom headers look at every name.
        let odd = if owner == Owner::Origin { Oddities::ALL } else { Oddities::NAME.when(is_odd) };
        let raw = name.token(self.bytes);
        let mut read = Read { name: &spelled, raw, odd, lines: &mut sum.lines };
        let lines = *read.lines;
        let list = if self.byte() == b'[' {
            self.list(owner, levels, &mut read)?
        } else {
            self.skip(levels)?
        };
        let mut odd = read.odd;
        if sum.lines == lines {
            odd = odd.or(Oddities::SHAPE);
        }
        sum.add(odd, print);
        let run = Range::since(first, &self.document.entries);
        let entries = match self.document.entries.len() - first {
            1 => self.document.entries.pop().map_or(Entries::Run(run), Entries::One),
            _ => Entries::Run(run),
        };
        let header = HeaderName { name, list, entries, odd, print };
        self.document.names.push(header);
        if sum.learned.is_none() && owner != Owner::Origin {
            self.learn(&header, sum);
        }
        Ok(())
    }

    /// Tells whether a name, which spells something, is a token in lower case.
    #[inline(always)]
    fn is_plain_name(&self, name: Leaf, spelled: &[u8]) -> bool {
        match (name.plain(self.bytes), self.half(name.start + 1)) {
            (Some([_, ..]), Some(half)) if spelled.len() < HALF => {
                let end = self.lanes.outside_half(half, &PLAIN_NAME).trailing_zeros();
                index(end) >= spelled.len()
            }
            _ => is_plain(spelled),
        }
    }

    #[inline(always)]
    fn list(&mut self, owner: Owner, levels: u32, read: &mut Read<'_>) -> Result<Leaf, Broken> {
        let start = self.at;
        self.at += 1;
        self.white();
        if self.byte() == b']' {
            self.at += 1;
            return Ok(Leaf::between(start, self.at, Kind::List));
        }
        loop {
            let entry = self.entry(owner, levels + 1, read)?;
            self.document.entries.push(entry);
            if !self.goes_on(b']')? {
                return Ok(Leaf::between(start, self.at, Kind::List));
            }
        }
    }

    /// Goes to the value of a member of an entry.
    #[inline(always)]
    fn entry_member(&mut self) -> Result<EntryMember, Broken> {
        let usual = if self.takes(b"\"key\":") {
            Some(EntryMember::Key)
        } else if self.takes(b"\"value\":") {
            Some(EntryMember::Value)
        } else {
            None
        };
        if let Some(member) = usual {
            self.white();
            return Ok(member);
        }
        let name = self.name()?;
        Ok(match &*self.spelled(name) {
            b"key" => EntryMember::Key,
            b"value" => EntryMember::Value,
            _ => EntryMember::Other(name),
        })
    }

    #[inline(always)]
    fn entry(&mut self, owner: Owner, levels: u32, read: &mut Read<'_>) -> Result<Entry, Broken> {
        let start = self.at;
        if self.byte() != b'{' {
            read.odd = read.odd.or(Oddities::SHAPE);
            let leaf = self.skip(levels)?;
            return Ok(Entry { leaf, key: None, value: None, elements: Range::default() });
        }
        let (mut key, mut value, mut elements) = (None, None, Range::default());
        let mut line = None;
        let mut others = Others::new();
        self.at += 1;
        let mut is_first = true;
        while self.has_member(&mut is_first)? {
            let member = self.entry_member()?;
            let text = if self.byte() == b'"' { Some(self.text()?) } else { None };
            let old = match (member, text) {
                (EntryMember::Key, Some(text)) => key.replace(text.leaf),
                (EntryMember::Key, None) => key.replace(self.skip(levels + 1)?),
                (EntryMember::Value, Some(text)) => {
                    line = Some(text);
                    elements = Range::default();
                    value.replace(text.leaf)
                }
                (EntryMember::Value, None) => {
                    line = None;
                    let (list, found) = self.elements(levels + 1)?;
                    elements = found;
                    value.replace(list)
                }
                (EntryMember::Other(name), text) => {
                    let value = text.map_or_else(|| self.skip(levels + 1), |text| Ok(text.leaf))?;
                    others.push((name, value));
                    None
                }
            };
            self.replaced(old, owner);
        }
        self.settle(&mut others, owner);
        let is_key = |key: &Leaf| key.kind() == Kind::Text && key.bytes() > QUOTES;
        match (key.filter(is_key), line) {
            (Some(key), Some(line)) => {
                let same = key.token(self.bytes) == read.raw
                    || self.spelled(key).eq_ignore_ascii_case(read.name);
                let odd =
                    Oddities::NAME.when(!same).or(Oddities::VALUE.when(line.leaf.may_be_odd()));
                read.odd = read.odd.or(odd);
                if same {
                    read.lines.add(bytes_of(read.name), line.bytes);
                }
            }
            _ => read.odd = read.odd.or(Oddities::SHAPE),
        }
        let leaf = Leaf::between(start, self.at, Kind::Object);
        Ok(Entry { leaf, key, value, elements })
    }
}

/// A member of an entry.
enum EntryMember {
    Key,
    Value,
    Other(Leaf),
}
