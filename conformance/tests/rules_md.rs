//! Files that are made from the rule table are up to date.

use std::path::Path;

use edgecase::rules_md::rules_md;

#[test]
fn rules_md_is_what_the_table_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../RULES.md");
    let want = rules_md();
    if std::env::var_os("EDGECASE_BLESS").is_some() {
        std::fs::write(&file, want).expect("RULES.md can be written");
        return;
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == want, "RULES.md is out of date; `just bless` writes it");
}
