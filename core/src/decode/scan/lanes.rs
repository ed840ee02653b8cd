//! Many bytes looked at all at once: masks with a bit for each, the lowest for the first byte.
//!
//! The scanner knows vector instructions by the trait [`Lanes`] alone. [`Wide`] has them from
//! `fearless_simd`, for what the processor turns out to have; one instruction is spelled out where the
//! portable one takes a step more. [`ByByte`] goes byte by byte, and says what each mask means.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{__m256i, _mm256_shuffle_epi8};

#[cfg(target_arch = "x86_64")]
use fearless_simd::Level;
use fearless_simd::prelude::*;
use fearless_simd::{i8x32, i8x64, u8x16, u8x32, u8x64};

use super::class::Class;

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;
/// Bytes of half a block.
pub(super) const HALF: usize = 32;

/// Bytes of several blocks, to be looked at in one go.
pub(super) const STRIDE: usize = 8 * BLOCK;

/// A way to look at many bytes at once.
pub(super) trait Lanes: Copy {
    /// [`BLOCK`] bytes.
    type Block: Copy;
    /// [`HALF`] bytes.
    type Half: Copy;

    /// Takes a block up.
    fn block(self, bytes: &[u8; BLOCK]) -> Self::Block;

    /// Takes half a block up.
    fn half(self, bytes: &[u8; HALF]) -> Self::Half;

    /// Finds a byte.
    fn equal(self, block: Self::Block, byte: u8) -> u64;

    /// Finds what ends a stretch of a string that stands for itself: quotes, backslashes, control
    /// characters, and what is not ASCII.
    fn stops(self, block: Self::Block) -> u64;

    /// As [`Lanes::stops`], in half a block.
    fn stops_half(self, half: Self::Half) -> u32;

    /// Finds control characters, and what is not ASCII.
    fn rare(self, block: Self::Block) -> u64;

    /// Finds control characters, DEL aside.
    fn controls(self, block: Self::Block) -> u64;

    /// Finds what is not ASCII.
    fn high(self, block: Self::Block) -> u64;

    /// Finds what is not in a class.
    fn outside(self, block: Self::Block, class: &Class) -> u64;

    /// Tells whether some bytes are all in a class.
    fn all(self, bytes: &[u8; STRIDE], class: &Class) -> bool;

    /// As [`Lanes::outside`], in half a block.
    fn outside_half(self, half: Self::Half, class: &Class) -> u32;

    /// Finds where a name in lower case and a key are the same, letter case aside.
    fn same_letters(self, name: Self::Half, key: Self::Half) -> u32;

    /// Runs a function of its own with the instructions of these lanes.
    fn apart<R>(self, run: impl FnOnce() -> R) -> R;
}

/// Makes a mask of half a block of one that has no more bits.
#[inline(always)]
fn of_half(mask: u64) -> u32 {
    u32::try_from(mask).unwrap_or(u32::MAX)
}

/// Lanes of vector instructions.
#[derive(Clone, Copy)]
pub(super) struct Wide<S>(pub(super) S);

impl<S: Simd> Wide<S> {
    /// Returns zeros for the bytes that are not in a class, and for no others.
    #[inline(always)]
    fn within(self, block: u8x64<S>, class: &Class) -> u8x64<S> {
        #[cfg(target_arch = "x86_64")]
        if let Level::Avx2(_) = self.0.level() {
            let (first, second) = block.split();
            return self.within_half(first, class).combine(self.within_half(second, class));
        }
        let low = u8x64::block_splat(u8x16::simd_from(self.0, class.low));
        let high = u8x64::block_splat(u8x16::simd_from(self.0, class.high));
        low.swizzle_dyn_within_blocks(block & 0x0f) & high.swizzle_dyn_within_blocks(block >> 4)
    }

    /// As [`Wide::within`], for half a block.
    #[inline(always)]
    fn within_half(self, half: u8x32<S>, class: &Class) -> u8x32<S> {
        let low = u8x32::block_splat(u8x16::simd_from(self.0, class.low));
        let high = u8x32::block_splat(u8x16::simd_from(self.0, class.high));
        let low = self.by_lower_halves(low, half);
        low & high.swizzle_dyn_within_blocks(half >> 4)
    }

    /// Looks bytes up by their lower halves; what is not ASCII may come to zero instead.
    #[inline(always)]
    fn by_lower_halves(self, table: u8x32<S>, bytes: u8x32<S>) -> u8x32<S> {
        #[cfg(target_arch = "x86_64")]
        if let Level::Avx2(avx2) = self.0.level() {
            let own = |bytes: u8x32<S>| u8x32::simd_from(avx2, <[u8; HALF]>::from(bytes)).into();
            let found: u8x32<_> = shuffled(avx2, own(table), own(bytes)).simd_into(avx2);
            return u8x32::simd_from(self.0, <[u8; HALF]>::from(found));
        }
        table.swizzle_dyn_within_blocks(bytes & 0x0f)
    }
}

#[cfg(target_arch = "x86_64")]
fearless_simd::kernel!(
    /// Looks bytes up by their lower halves; what is not ASCII comes to zero.
    #[inline(always)]
    fn shuffled(avx2: Avx2, table: __m256i, bytes: __m256i) -> __m256i {
        _mm256_shuffle_epi8(table, bytes)
    }
);

impl<S: Simd> Lanes for Wide<S> {
    type Block = u8x64<S>;
    type Half = u8x32<S>;

    #[inline(always)]
    fn block(self, bytes: &[u8; BLOCK]) -> Self::Block {
        u8x64::simd_from(self.0, *bytes)
    }

    #[inline(always)]
    fn half(self, bytes: &[u8; HALF]) -> Self::Half {
        u8x32::simd_from(self.0, *bytes)
    }

    #[inline(always)]
    fn equal(self, block: Self::Block, byte: u8) -> u64 {
        block.simd_eq(byte).to_bitmask()
    }

    #[inline(always)]
    fn stops(self, block: Self::Block) -> u64 {
        let signed: i8x64<S> = block.bitcast();
        let found =
            signed.simd_lt(0x20) | block.simd_eq(b'"') | block.simd_eq(b'\\') | block.simd_eq(0x7f);
        found.to_bitmask()
    }

    #[inline(always)]
    fn stops_half(self, half: Self::Half) -> u32 {
        let signed: i8x32<S> = half.bitcast();
        let found =
            signed.simd_lt(0x20) | half.simd_eq(b'"') | half.simd_eq(b'\\') | half.simd_eq(0x7f);
        of_half(found.to_bitmask())
    }

    #[inline(always)]
    fn rare(self, block: Self::Block) -> u64 {
        let signed: i8x64<S> = block.bitcast();
        (signed.simd_lt(0x20) | block.simd_eq(0x7f)).to_bitmask()
    }

    #[inline(always)]
    fn controls(self, block: Self::Block) -> u64 {
        block.simd_lt(0x20).to_bitmask()
    }

    #[inline(always)]
    fn high(self, block: Self::Block) -> u64 {
        let signed: i8x64<S> = block.bitcast();
        signed.simd_lt(0).to_bitmask()
    }

    #[inline(always)]
    fn outside(self, block: Self::Block, class: &Class) -> u64 {
        self.within(block, class).simd_eq(0).to_bitmask()
    }

    #[inline(always)]
    fn all(self, bytes: &[u8; STRIDE], class: &Class) -> bool {
        let mut least = u8x64::splat(self.0, u8::MAX);
        for block in bytes.as_chunks::<BLOCK>().0 {
            least = least.min(self.within(self.block(block), class));
        }
        least.simd_eq(0).to_bitmask() == 0
    }

    #[inline(always)]
    fn outside_half(self, half: Self::Half, class: &Class) -> u32 {
        of_half(self.within_half(half, class).simd_eq(0).to_bitmask())
    }

    #[inline(always)]
    fn same_letters(self, name: Self::Half, key: Self::Half) -> u32 {
        let letters = (name - b'a').simd_lt(26);
        let same = name.simd_eq(key) | (name.simd_eq(key | 0x20) & letters);
        of_half(same.to_bitmask())
    }

    #[inline(always)]
    fn apart<R>(self, run: impl FnOnce() -> R) -> R {
        self.0.vectorize(run)
    }
}

/// Lanes for processors without vector instructions that are known.
#[derive(Clone, Copy)]
pub(super) struct ByByte;

/// Makes a mask of those bytes that a condition holds for.
#[inline]
fn mask<const N: usize>(bytes: &[u8; N], holds: impl Fn(u8) -> bool) -> u64 {
    bytes.iter().rev().fold(0, |mask, byte| mask << 1 | u64::from(holds(*byte)))
}

impl Lanes for ByByte {
    type Block = [u8; BLOCK];
    type Half = [u8; HALF];

    #[inline]
    fn block(self, bytes: &[u8; BLOCK]) -> Self::Block {
        *bytes
    }

    #[inline]
    fn half(self, bytes: &[u8; HALF]) -> Self::Half {
        *bytes
    }

    #[inline]
    fn equal(self, block: Self::Block, byte: u8) -> u64 {
        mask(&block, |b| b == byte)
    }

    #[inline]
    fn stops(self, block: Self::Block) -> u64 {
        mask(&block, |b| matches!(b, b'"' | b'\\' | 0..0x20 | 0x7f..))
    }

    #[inline]
    fn stops_half(self, half: Self::Half) -> u32 {
        of_half(mask(&half, |b| matches!(b, b'"' | b'\\' | 0..0x20 | 0x7f..)))
    }

    #[inline]
    fn rare(self, block: Self::Block) -> u64 {
        mask(&block, |b| matches!(b, 0..0x20 | 0x7f..))
    }

    #[inline]
    fn controls(self, block: Self::Block) -> u64 {
        mask(&block, |b| b < 0x20)
    }

    #[inline]
    fn high(self, block: Self::Block) -> u64 {
        mask(&block, |b| !b.is_ascii())
    }

    #[inline]
    fn outside(self, block: Self::Block, class: &Class) -> u64 {
        mask(&block, |b| !class.has(b))
    }

    #[inline]
    fn all(self, bytes: &[u8; STRIDE], class: &Class) -> bool {
        bytes.iter().all(|byte| class.has(*byte))
    }

    #[inline]
    fn outside_half(self, half: Self::Half, class: &Class) -> u32 {
        of_half(mask(&half, |b| !class.has(b)))
    }

    #[inline]
    fn same_letters(self, name: Self::Half, key: Self::Half) -> u32 {
        let pairs = name.iter().zip(key).rev();
        pairs.fold(0, |mask, (name, key)| mask << 1 | u32::from(*name == key.to_ascii_lowercase()))
    }

    #[inline]
    fn apart<R>(self, run: impl FnOnce() -> R) -> R {
        run()
    }
}

#[cfg(test)]
mod tests {
    use fearless_simd::{Level, dispatch};

    use super::super::class::{BASE64_DIGIT, ESCAPED, PLAIN_NAME, WHITE};
    use super::*;

    /// The widest vectors that there are, and narrower ones.
    fn levels() -> Vec<Level> {
        let widest = Level::new();
        #[cfg(target_arch = "x86_64")]
        let narrower = [widest.as_avx2().map(Level::Avx2), widest.as_sse4_2().map(Level::Sse4_2)];
        #[cfg(not(target_arch = "x86_64"))]
        let narrower = [None];
        [Some(widest)].into_iter().chain(narrower).flatten().collect()
    }

    /// Everything that lanes say of a block.
    fn masks<L: Lanes>(lanes: L, bytes: &[u8; BLOCK]) -> Vec<u64> {
        let block = lanes.block(bytes);
        let half = |at: usize| {
            let bytes = bytes.get(at..).and_then(|rest| rest.first_chunk());
            lanes.half(bytes.expect("half a block"))
        };
        let mut masks = vec![
            lanes.stops(block),
            lanes.stops_half(half(0)).into(),
            lanes.rare(block),
            lanes.controls(block),
            lanes.high(block),
            lanes.outside_half(half(0), &PLAIN_NAME).into(),
            lanes.same_letters(half(0), half(HALF)).into(),
        ];
        masks.extend([b'"', b'\\', b'u', 0x7f].map(|byte| lanes.equal(block, byte)));
        let classes = [&PLAIN_NAME, &BASE64_DIGIT, &ESCAPED, &WHITE];
        masks.extend(classes.map(|class| lanes.outside(block, class)));
        masks
    }

    #[test]
    fn vector_instructions_find_what_going_byte_by_byte_finds() {
        for shift in 0..=255_u8 {
            let mut bytes = [0; BLOCK];
            for (index, byte) in (0_u8..).zip(&mut bytes) {
                *byte = index.wrapping_mul(5).wrapping_add(shift);
            }
            // The second half repeats the first, in the other letter case.
            let (first, second) = bytes.split_at_mut(HALF);
            for (one, other) in first.iter_mut().zip(second) {
                *other = if shift % 2 == 0 { one.to_ascii_uppercase() } else { *one ^ 0x20 };
                *one = one.to_ascii_lowercase();
            }
            for level in levels() {
                let found = dispatch!(level, simd => masks(Wide(simd), &bytes));
                assert_eq!(found, masks(ByByte, &bytes), "{level:?} {bytes:?}");
            }
        }
    }

    #[test]
    fn one_byte_outside_of_a_class_is_found_among_many() {
        for (byte, place) in (0..=255_u8).flat_map(|byte| [(byte, 0), (byte, 200), (byte, 511)]) {
            let mut bytes = [b'A'; STRIDE];
            bytes[place] = byte;
            for level in levels() {
                let all = dispatch!(level, simd => Wide(simd).all(&bytes, &BASE64_DIGIT));
                assert_eq!(all, BASE64_DIGIT.has(byte), "{level:?} {byte} at {place}");
            }
            assert_eq!(ByByte.all(&bytes, &BASE64_DIGIT), BASE64_DIGIT.has(byte), "{byte}");
        }
    }
}
