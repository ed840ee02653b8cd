//! One HTML page without anything from elsewhere.

use std::fmt::Write as _;

use super::Report;
use crate::runner::counts;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;\
color-scheme:light dark}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .6rem;\
border-bottom:1px solid #8884;vertical-align:top}td.n{text-align:right}code{font-size:.92em}\
.finding{color:#c0392b}.differs{color:#b9770e}details{margin:1rem 0}";

pub(super) fn write(report: &Report<'_>) -> String {
    let (passed, all) = report.must_score();
    let name = escape(&report.testee.name);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>edgecase: {name}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style>\n\
         <h1>edgecase: {name}</h1>\n<p>{passed} of {all} must cases pass, {} cases in all.</p>\n",
        report.asked().count()
    );
    matrix(&mut page, report);
    if let Some(line) = report.not_asked() {
        _ = writeln!(page, "<p>{}", escape(&line));
    }
    page.push_str("<details open><summary>Cases that differ</summary><table><tr><th>case<th>rule<th>level<th>outcome<th>detail\n");
    for result in report.findings().chain(report.differences()) {
        let class = if result.is_finding() { "finding" } else { "differs" };
        _ = writeln!(
            page,
            "<tr class=\"{class}\"><td><code>{}</code><td>{}<td>{}<td>{}<td>{}",
            escape(&result.case.name()),
            result.case.rule(),
            result.case.level(),
            result.outcome.as_str(),
            escape(&result.outcome.detail())
        );
    }
    page.push_str("</table></details>\n");
    for line in report.stale {
        _ = writeln!(page, "<p class=\"finding\">stale: {}", escape(line));
    }
    page.push_str("</html>\n");
    page
}

fn matrix(page: &mut String, report: &Report<'_>) {
    let columns = report.columns();
    page.push_str("<table><tr><th>rules");
    for column in &columns {
        _ = write!(page, "<th>{column}");
    }
    page.push('\n');
    for (group, results) in report.asked_groups() {
        let counts = counts(results.iter().copied());
        _ = write!(page, "<tr><td>{group}");
        for column in &columns {
            let cell = counts.get(column).map_or_else(String::new, ToString::to_string);
            _ = write!(page, "<td class=\"n\">{cell}");
        }
        page.push('\n');
    }
    page.push_str("</table>\n");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
