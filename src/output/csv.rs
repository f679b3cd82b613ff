//! CSV that a spreadsheet may open: no cell can be taken for a formula.

use super::Sheet;

pub fn render(sheet: &Sheet) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let told = "a vector takes every byte, and every record has one cell per column";
    writer.write_record(&sheet.columns).expect(told);
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| guarded(&cell.text))).expect(told);
    }
    String::from_utf8(writer.into_inner().expect(told)).expect("cells are text")
}

/// A user may be named `=HYPERLINK(…)`. The quote in front makes it text (OWASP, CSV Injection, seen 2026-11-22).
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() }
}
