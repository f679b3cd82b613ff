//! A command line taken apart as a shell would, as far as our examples need it.

/// Words are divided by spaces; single and double quotes keep them together.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (vec![], None::<String>, None);
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(c),
        }
    }
    assert!(quote.is_none(), "a quote is not closed: {line}");
    words.extend(word);
    words
}

#[test]
fn quotes_keep_words_together() {
    assert_eq!(words("  a \"b c\" '' d'e'\"f g\" "), ["a", "b c", "", "def g"]);
}
