//! Dropping members and elements, many at a time at first.

use super::part::Part;
use super::{Example, Search};
use crate::tree::Tree;

/// Runs up to this length are tried at every place, longer ones side by side.
const SHORT: usize = 3;

impl Search<'_> {
    /// Drops runs of the children of every node, those of outer nodes first.
    pub(super) fn drop_nodes(&mut self, part: Part) {
        let Some(mut tree) = part.tree(&self.best) else {
            return;
        };
        // A tree grows no deeper while its nodes are dropped.
        for depth in 0.. {
            let paths = tree.level(depth);
            if paths.is_empty() {
                return;
            }
            let plain = part.plain(&self.best, &tree);
            for path in paths {
                if !plain.contains(&path) {
                    tree = self.drop_children(part, tree, &path);
                }
            }
        }
    }

    fn drop_children(&mut self, part: Part, mut tree: Tree, path: &[usize]) -> Tree {
        let count = |tree: &Tree| tree.at(path).map_or(0, Tree::len);
        for run in runs(count(&tree)) {
            let mut end = count(&tree);
            // From the end on: what comes first is what the rest rests on.
            while let Some(start) = end.checked_sub(run) {
                if self.offer_tree(part, tree.without(path, start, run)) {
                    // Read anew: what was dropped may have left its default.
                    tree = part.tree(&self.best).unwrap_or(tree);
                    end = start.min(count(&tree));
                } else {
                    end -= if run <= SHORT { 1 } else { run };
                }
            }
        }
        tree
    }

    /// Drops runs of the bytes of a result that is no JSON, and makes the others plain.
    pub(super) fn bytes(&mut self) {
        if Part::Result.tree(&self.best).is_some() {
            return;
        }
        let bytes = |example: &Example| match example {
            Example::Result(example) => example.result.clone(),
            Example::Scenario(_) => Vec::new(),
        };
        let mut best = bytes(&self.best);
        for run in runs(best.len()) {
            let mut end = best.len();
            while let Some(start) = end.checked_sub(run) {
                let kept = best.iter().take(start).chain(best.iter().skip(end));
                let candidate = kept.copied().collect();
                if self.offer_bytes(candidate) {
                    best = bytes(&self.best);
                }
                end = start;
            }
        }
        for at in 0..best.len() {
            let mut candidate = best.clone();
            if let Some(byte) = candidate.get_mut(at).filter(|byte| **byte != b'a') {
                *byte = b'a';
                if self.offer_bytes(candidate) {
                    best = bytes(&self.best);
                }
            }
        }
    }

    fn offer_bytes(&mut self, bytes: Vec<u8>) -> bool {
        let mut candidate = self.best.clone();
        match &mut candidate {
            Example::Result(example) => example.result = bytes,
            Example::Scenario(_) => return false,
        }
        self.offer(candidate)
    }
}

/// Returns the lengths of runs to drop: all, half, and so on, then every short one.
pub(super) fn runs(count: usize) -> impl Iterator<Item = usize> {
    let long = std::iter::successors(Some(count), |run| Some(run / 2));
    long.take_while(|run| *run > SHORT).chain((1..=SHORT.min(count)).rev())
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn runs_halve_down_to_one() {
        for (count, want) in
            [(0, &[][..]), (1, &[1]), (2, &[2, 1]), (4, &[4, 3, 2, 1]), (20, &[20, 10, 5, 3, 2, 1])]
        {
            assert_eq!(runs(count).collect::<Vec<_>>(), want, "{count}");
        }
    }
}
