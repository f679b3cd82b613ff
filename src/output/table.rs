//! Columns that fit a terminal, and plain lines for a pipe.

use super::{Sheet, Tone};
use comfy_table::{Attribute, Cell, Color, ContentArrangement, Table, presets};

/// For a terminal of this width. Styles are always in it; the stream takes them out where they are not wanted.
pub fn render(sheet: &Sheet, width: u16) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .enforce_styling()
        .set_header(sheet.columns.iter().map(|name| Cell::new(name.to_uppercase()).add_attribute(Attribute::Bold)));
    for row in &sheet.rows {
        table.add_row(row.iter().map(|cell| {
            let shown = Cell::new(&cell.text);
            match cell.tone {
                Tone::Plain => shown,
                Tone::Good => shown.fg(Color::DarkGreen),
                Tone::Warn => shown.fg(Color::DarkYellow),
                Tone::Bad => shown.fg(Color::DarkRed),
                Tone::Dim => shown.add_attribute(Attribute::Dim),
            }
        }));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.lines().map(|line| line + "\n").collect()
}

/// One record per line, no header, no decoration: for `cut`, `awk` and `while read`.
pub fn render_plain(sheet: &Sheet) -> String {
    let line = |row: &Vec<super::Cell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\t") + "\n";
    sheet.rows.iter().map(line).collect()
}
