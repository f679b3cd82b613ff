//! One document for programs.

use serde::Serialize;

/// Raised only when a reader of the version before could misunderstand the document. New fields do not raise it:
/// readers ignore what they do not know.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a, T> {
    schema_version: u32,
    #[serde(flatten)]
    answer: &'a T,
}

pub fn render(answer: &impl Serialize) -> String {
    let document = Document { schema_version: SCHEMA_VERSION, answer };
    serde_json::to_string_pretty(&document).expect("an answer serialises as a map") + "\n"
}
