//! Columns that fit a terminal, and plain lines for a pipe.
//!
//! Where columns do not fit, those in which nothing stands are left out first, and words are kept whole if they can be,
//! those of the first column in any case: an id that is broken in two cannot be copied. Where even that is too much,
//! each record is told line by line.

use super::{Sheet, Tone};
use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// Between two columns.
const GAP: usize = 2;
/// A longer word may be broken: an id of AWS fits.
const WORD_MAX: usize = 12;
/// A column that is narrower than this, and than its words, is no pleasure to read.
const NARROW: usize = 8;

/// For a terminal of this width. Styles are always in it; the stream takes them out where they are not wanted.
pub fn render(sheet: &Sheet, width: u16) -> String {
    let available = usize::from(width);
    let mut shown: Vec<usize> = (0..sheet.columns.len()).collect();
    if total(&shown, |column| widest(sheet, column)) > available {
        shown.retain(|column| sheet.rows.iter().any(|row| !row[*column].text.is_empty()));
    }
    let whole = |column| match longest_word(sheet, column) {
        longest if longest <= WORD_MAX => longest,
        _ => NARROW,
    };
    // What the record is about comes first.
    let first_whole = |column| if column == 0 { whole(0) } else { longest_word(sheet, column).min(NARROW) };
    if total(&shown, first_whole) > available {
        return records(sheet, width);
    }
    let keeps_all = total(&shown, whole) <= available;
    let heads = shown.iter().map(|column| head(sheet.columns[*column]));
    let mut table = plain(width);
    table.set_header(heads);
    for row in &sheet.rows {
        table.add_row(shown.iter().map(|column| styled(&row[*column])));
    }
    for (column, number) in table.column_iter_mut().zip(&shown) {
        column.set_padding((0, GAP as u16));
        let least = if keeps_all { whole(*number) } else { first_whole(*number) };
        if let Ok(least) = u16::try_from(least + GAP) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
        }
    }
    lines(&table)
}

/// One line for each cell that says something, and an empty one between records.
fn records(sheet: &Sheet, width: u16) -> String {
    let told = |row: &Vec<super::Cell>| {
        let mut table = plain(width);
        for (name, cell) in sheet.columns.iter().zip(row).filter(|(_, cell)| !cell.text.is_empty()) {
            table.add_row([head(name), styled(cell)]);
        }
        if let Some(names) = table.column_mut(0) {
            names.set_padding((0, GAP as u16));
            names.set_constraint(ColumnConstraint::ContentWidth);
        }
        if let Some(cells) = table.column_mut(1) {
            cells.set_padding((0, 0));
        }
        lines(&table)
    };
    sheet.rows.iter().map(told).collect::<Vec<_>>().join("\n")
}

fn plain(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width).enforce_styling();
    table
}

fn lines(table: &Table) -> String {
    table.lines().map(|line| line + "\n").collect()
}

fn head(name: &str) -> Cell {
    Cell::new(name.to_uppercase()).add_attribute(Attribute::Bold)
}

fn styled(cell: &super::Cell) -> Cell {
    let shown = Cell::new(&cell.text);
    match cell.tone {
        Tone::Plain => shown,
        Tone::Good => shown.fg(Color::DarkGreen),
        Tone::Warn => shown.fg(Color::DarkYellow),
        Tone::Bad => shown.fg(Color::DarkRed),
        Tone::Dim => shown.add_attribute(Attribute::Dim),
    }
}

/// What these columns need, with the gaps behind them.
fn total(columns: &[usize], of: impl Fn(usize) -> usize) -> usize {
    columns.iter().map(|column| of(*column) + GAP).sum()
}

fn widest(sheet: &Sheet, column: usize) -> usize {
    texts(sheet, column).map(|text| text.chars().count()).max().unwrap_or_default()
}

fn longest_word(sheet: &Sheet, column: usize) -> usize {
    texts(sheet, column).flat_map(str::split_whitespace).map(|word| word.chars().count()).max().unwrap_or_default()
}

/// The head of a column, and all that stands in it.
fn texts(sheet: &Sheet, column: usize) -> impl Iterator<Item = &str> {
    let cells = sheet.rows.iter().map(move |row| row[column].text.as_str());
    std::iter::once(sheet.columns[column]).chain(cells)
}

/// One record per line, no header, no decoration: for `cut`, `awk` and `while read`.
pub fn render_plain(sheet: &Sheet) -> String {
    let line = |row: &Vec<super::Cell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\t") + "\n";
    sheet.rows.iter().map(line).collect()
}
