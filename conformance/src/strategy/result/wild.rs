//! Results without constraint: many breaches at once, bent structures, and what is no result.

use super::super::draw::Draw;
use super::bent::{NAMES, ODD, bent, torn};
use super::json::Layout;
use super::maker::Maker;
use super::pile::pile;
use crate::example::ResultExample;

/// Makes a wild example; `turn` is how many came before at the stage, if they are counted.
pub(super) fn wild(mut maker: Maker<'_>, turn: Option<usize>) -> ResultExample {
    match *maker.d.weighted(&[(2, 0), (13, 1), (4, 2), (2, 3)]) {
        0 => {
            let bytes = whole(maker.d);
            maker.finish_bytes(bytes)
        }
        1 => {
            let tree = pile(&mut maker, turn);
            maker.finish(tree)
        }
        2 => {
            let tree = bent(&mut maker);
            maker.finish(tree)
        }
        _ => {
            let tree = bent(&mut maker);
            let bytes = torn(maker.d, tree.write(Layout::default()).into_bytes());
            maker.finish_bytes(bytes)
        }
    }
}

/// Bytes that are no request or response at all.
fn whole(d: &mut dyn Draw) -> Vec<u8> {
    let text = match d.below(7) {
        0 => (*d.pick(ODD)).to_owned(),
        1 => return vec![b'"', 0xff, b'"'],
        2 => format!("{{\"{}\":{}}}", d.pick(&NAMES), d.pick(ODD)),
        3 => format!(
            "{{\"{}\":{},\"{}\":{}}}",
            d.pick(&NAMES),
            d.pick(ODD),
            d.pick(&NAMES),
            d.pick(ODD)
        ),
        4 => format!("{{\"statusCode\":200,\"body\":{}}}", d.pick(ODD)),
        5 => format!("{{\"statusCode\":200,\"headers\":{{\"a\":{}}}}}", d.pick(ODD)),
        _ => {
            let depth = 120 + d.index(16);
            let (open, close) = *d.pick(&[("[", "]"), ("{\"a\":", "}"), ("[{\"\":", "}]")]);
            let closed = if d.chance(1, 2) { depth } else { 0 };
            format!("{}{}{}", open.repeat(depth), d.pick(ODD), close.repeat(closed))
        }
    };
    text.into_bytes()
}
