//! Parameters of a query string.

use std::borrow::Cow;

use crate::distribution::Select;

const SIGNATURE: [&str; 4] = ["Expires", "Key-Pair-Id", "Policy", "Signature"];

fn name(parameter: &str) -> &str {
    parameter.split_once('=').map_or(parameter, |(name, _)| name)
}

/// Takes off the parameters of a signed URL: `key/signed-url`.
pub(crate) fn without_signature(query: &str) -> String {
    let kept = query.split('&').filter(|parameter| !SIGNATURE.contains(&name(parameter)));
    kept.collect::<Vec<_>>().join("&")
}

/// Returns the parameters that one of the selections chooses, in their order: `key/query`.
///
/// The whole string stays as it is where everything is chosen.
pub(crate) fn chosen_query<'q>(query: &'q str, selections: &[&Select]) -> Cow<'q, str> {
    if selections.iter().any(|select| **select == Select::All) {
        return Cow::Borrowed(query);
    }
    if selections.iter().all(|select| **select == Select::None) {
        return Cow::Borrowed("");
    }
    let chosen = |parameter: &&str| {
        !parameter.is_empty() && selections.iter().any(|select| select.contains(name(parameter)))
    };
    Cow::Owned(query.split('&').filter(chosen).collect::<Vec<_>>().join("&"))
}

/// Sorts parameters by name, those of one name in their order.
pub(super) fn sorted(query: &str) -> String {
    let mut parameters: Vec<&str> = query.split('&').collect();
    parameters.sort_by_key(|parameter| name(parameter));
    parameters.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_parameters_keep_order_and_duplicates() {
        let list = Select::List(vec!["b".to_owned(), "a".to_owned()]);
        assert_eq!(chosen_query("a=1&c=2&b=3&&a=1&B=4&a", &[&list]), "a=1&b=3&a=1&a");
        let except = Select::Except(vec!["a".to_owned()]);
        assert_eq!(chosen_query("a=1&c=2", &[&except]), "c=2");
        assert_eq!(chosen_query("a&&b", &[&Select::None, &Select::All]), "a&&b");
        assert_eq!(sorted("b=1&a=2&b=0"), "a=2&b=1&b=0");
        assert_eq!(without_signature("a=1&Policy=x&Expires=1&expires=2"), "a=1&expires=2");
    }
}
