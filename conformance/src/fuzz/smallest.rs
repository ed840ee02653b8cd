//! Making failing bytes fewer and simpler.

/// Makes an input small while it fails: drops runs, then makes bytes simpler.
///
/// # Examples
/// ```
/// use edgecase::fuzz::smallest_bytes;
///
/// let has_both = |data: &[u8]| data.contains(&b'{') && data.contains(&b'!');
/// assert_eq!(smallest_bytes(b"what {is} this!?", has_both), b"{!");
/// ```
pub fn smallest_bytes(data: &[u8], fails: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut best = data.to_vec();
    let mut run = best.len().next_power_of_two();
    while run > 0 {
        let mut at = 0;
        while at < best.len() {
            let end = at.saturating_add(run).min(best.len());
            let mut candidate = best.clone();
            drop(candidate.drain(at..end));
            if fails(&candidate) {
                best = candidate;
            } else {
                at = end;
            }
        }
        run /= 2;
    }
    for at in 0..best.len() {
        for simple in [b'a', b'0', b' '] {
            let mut candidate = best.clone();
            let Some(byte) = candidate.get_mut(at).filter(|byte| **byte != simple) else { break };
            *byte = simple;
            if fails(&candidate) {
                best = candidate;
                break;
            }
        }
    }
    best
}
