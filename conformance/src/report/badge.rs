//! An SVG badge with the share of `must` cases that pass.

use super::Report;

pub(super) fn write(report: &Report<'_>) -> String {
    let (passed, all) = report.must_score();
    let text = format!("{passed}/{all}");
    let colour = match (passed == all, passed * 10 >= all * 9) {
        (true, _) => "#2e7d32",
        (false, true) => "#b9770e",
        (false, false) => "#c0392b",
    };
    // Seven units a character is what a 11 px sans-serif takes.
    let (left, right) = (70, 14 + 7 * text.len());
    let width = left + right;
    let (left_middle, right_middle) = (left / 2, left + right / 2);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\" role=\"img\" \
         aria-label=\"edgecase: {text}\"><rect width=\"{left}\" height=\"20\" fill=\"#555\"/>\
         <rect x=\"{left}\" width=\"{right}\" height=\"20\" fill=\"{colour}\"/>\
         <g fill=\"#fff\" font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\">\
         <text x=\"{left_middle}\" y=\"14\">edgecase</text><text x=\"{right_middle}\" y=\"14\">{text}</text>\
         </g></svg>\n"
    )
}
