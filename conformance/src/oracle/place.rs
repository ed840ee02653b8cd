//! Where something stands in the result: a JSON pointer, and perhaps a member that is not there.

/// A place in the result.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The JSON pointer.
    pub(super) at: String,
    /// The name of the member that is missing there.
    pub(super) missing: Option<String>,
}

/// Returns the place at a pointer.
pub(super) fn at(pointer: impl Into<String>) -> Place {
    Place { at: pointer.into(), missing: None }
}

/// Returns the place where a member is missing.
pub(super) fn missing(pointer: impl Into<String>, name: &str) -> Place {
    Place { at: pointer.into(), missing: Some(name.to_owned()) }
}

/// Returns the pointer to a member of what `pointer` points to.
pub(super) fn below(pointer: &str, name: &str) -> String {
    [pointer, "/", &name.replace('~', "~0").replace('/', "~1")].concat()
}

/// Returns the pointer to an element of the list that `pointer` points to.
pub(super) fn element(pointer: &str, index: usize) -> String {
    format!("{pointer}/{index}")
}

/// Returns `place` in a list if the condition holds, else nothing.
pub(super) fn when(broken: bool, pointer: &str) -> Vec<Place> {
    if broken { vec![at(pointer)] } else { Vec::new() }
}

/// Returns a member of what `pointer` points to, in a list, if the condition holds, else nothing.
pub(super) fn when_below(broken: bool, pointer: &str, name: &str) -> Vec<Place> {
    if broken { vec![at(below(pointer, name))] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tilde_and_slash_are_escaped() {
        assert_eq!(below("/headers", "a/b~c"), "/headers/a~1b~0c");
        assert_eq!(below("", ""), "/");
        assert_eq!(element("/headers/x", 10), "/headers/x/10");
    }
}
