//! What libFuzzer says of a run.

/// The figures of a run, as far as the log has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Log {
    /// How many inputs were run.
    pub(crate) executions: u64,
    /// How many a second, on average.
    pub(crate) per_second: u64,
    /// Edges that the inputs at the start reach.
    pub(crate) edges_at_start: u64,
    /// Edges that are reached at the end.
    pub(crate) edges: u64,
}

impl Log {
    /// Reads a log.
    pub(crate) fn read(text: &str) -> Self {
        let mut log = Self::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let Some(edges) = after(&words, "cov:") {
                if words.contains(&"INITED") {
                    log.edges_at_start = edges;
                }
                log.edges = log.edges.max(edges);
            }
            match words.as_slice() {
                ["stat::number_of_executed_units:", count] => log.executions = number(count),
                ["stat::average_exec_per_sec:", count] => log.per_second = number(count),
                _ => {}
            }
        }
        log
    }
}

fn after(words: &[&str], name: &str) -> Option<u64> {
    let at = words.iter().position(|word| *word == name)?;
    words.get(at + 1)?.parse().ok()
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_what_libfuzzer_prints() {
        let text = "INFO: seed corpus: files: 12 min: 1b max: 90b total: 300b rss: 40Mb\n\
            #13\tINITED cov: 812 ft: 2000 corp: 9/200b exec/s: 0 rss: 50Mb\n\
            #4096\tpulse  cov: 850 ft: 2100 corp: 20/300b lim: 4096 exec/s: 2048 rss: 51Mb\n\
            Done 5000 runs in 2 second(s)\n\
            stat::number_of_executed_units: 5000\n\
            stat::average_exec_per_sec:     2500\n\
            stat::new_units_added:          7\n";
        let want = Log { executions: 5_000, per_second: 2_500, edges_at_start: 812, edges: 850 };
        assert_eq!(Log::read(text), want);
        assert_eq!(Log::read("nothing of the kind\n"), Log::default());
    }
}
