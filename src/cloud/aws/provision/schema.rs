//! The keys of a table, between DynamoDB's structures and the words of `picture::Table::keys`.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType, TableDescription,
};
use std::collections::{BTreeMap, BTreeSet};

/// What CreateTable takes.
#[derive(Debug, Default)]
pub(super) struct Schema {
    pub attributes: Vec<AttributeDefinition>,
    pub keys: Vec<KeySchemaElement>,
    pub indexes: Vec<GlobalSecondaryIndex>,
}

impl Schema {
    /// # Panics
    /// The words are ours; they are a constant, and a test reads it.
    pub(super) fn of(keys: &[&str]) -> Self {
        let (mut schema, mut types) = (Self::default(), BTreeMap::new());
        for words in keys {
            match words.strip_prefix("index ").map(|index| index.split_once(": ").expect("index NAME: KEYS")) {
                None => schema.keys.push(key(words, &mut types)),
                Some((name, keys)) => {
                    let keys = keys.split(", ").map(|words| key(words, &mut types)).collect();
                    let all = Projection::builder().projection_type(ProjectionType::All).build();
                    let index = GlobalSecondaryIndex::builder().index_name(name).set_key_schema(Some(keys));
                    schema.indexes.push(index.projection(all).build().expect("name and keys are set"));
                }
            }
        }
        let attribute = |(name, kind): (String, ScalarAttributeType)| {
            let it = AttributeDefinition::builder().attribute_name(name).attribute_type(kind);
            it.build().expect("name and type are set")
        };
        schema.attributes = types.into_iter().map(attribute).collect();
        schema
    }
}

/// One key, such as `pk HASH S`.
fn key(words: &str, types: &mut BTreeMap<String, ScalarAttributeType>) -> KeySchemaElement {
    let words: Vec<&str> = words.split(' ').collect();
    let [name, role, kind] = words[..] else { panic!("a key is NAME ROLE TYPE, not {words:?}") };
    types.insert(name.to_owned(), ScalarAttributeType::from(kind));
    let key = KeySchemaElement::builder().attribute_name(name).key_type(KeyType::from(role));
    key.build().expect("name and role are set")
}

/// The keys and indexes that a table has.
pub(super) fn keys(table: &TableDescription) -> BTreeSet<String> {
    let types: BTreeMap<&str, &str> =
        table.attribute_definitions().iter().map(|it| (it.attribute_name(), it.attribute_type().as_str())).collect();
    let words = |key: &KeySchemaElement| {
        let kind = types.get(key.attribute_name()).copied().unwrap_or("?");
        format!("{} {} {kind}", key.attribute_name(), key.key_type().as_str())
    };
    let index = |sort: &str, name: Option<&str>, keys: &[KeySchemaElement], projection: Option<&Projection>| {
        let keys: Vec<_> = keys.iter().map(words).collect();
        let part = projection.and_then(Projection::projection_type).filter(|kind| **kind != ProjectionType::All);
        let part = part.map(|kind| format!(" ({})", kind.as_str())).unwrap_or_default();
        format!("{sort} {}: {}{part}", name.unwrap_or_default(), keys.join(", "))
    };
    let global = table.global_secondary_indexes().iter();
    let global = global.map(|it| index("index", it.index_name(), it.key_schema(), it.projection()));
    let local = table.local_secondary_indexes().iter();
    let local = local.map(|it| index("local index", it.index_name(), it.key_schema(), it.projection()));
    table.key_schema().iter().map(words).chain(global).chain(local).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stack::picture::LEDGER_KEYS;
    use aws_sdk_dynamodb::types::GlobalSecondaryIndexDescription;

    fn described(schema: &Schema, projection: ProjectionType) -> TableDescription {
        let index = |it: &GlobalSecondaryIndex| {
            GlobalSecondaryIndexDescription::builder()
                .index_name(it.index_name())
                .set_key_schema(Some(it.key_schema().to_vec()))
                .projection(Projection::builder().projection_type(projection.clone()).build())
                .build()
        };
        TableDescription::builder()
            .set_attribute_definitions(Some(schema.attributes.clone()))
            .set_key_schema(Some(schema.keys.clone()))
            .set_global_secondary_indexes(Some(schema.indexes.iter().map(index).collect()))
            .build()
    }

    #[test]
    fn the_ledgers_keys_come_back_as_they_were_asked_for() {
        let schema = Schema::of(&LEDGER_KEYS);
        assert_eq!(schema.attributes.len(), 4);
        assert_eq!(schema.keys[0].key_type(), &KeyType::Hash);
        let expected: BTreeSet<String> = LEDGER_KEYS.map(str::to_owned).into();
        assert_eq!(keys(&described(&schema, ProjectionType::All)), expected);
        let narrow = keys(&described(&schema, ProjectionType::KeysOnly));
        assert!(narrow.contains("index open: open HASH S, due_at RANGE S (KEYS_ONLY)"), "{narrow:?}");
    }

    #[test]
    fn a_table_without_anything_has_no_keys() {
        assert!(keys(&TableDescription::builder().build()).is_empty());
    }
}
