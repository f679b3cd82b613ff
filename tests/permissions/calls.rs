//! Every call of the AWS adapter has rows in the table of permissions, and every row a call.
//!
//! The calls are found in the sources: the clients are reached through one accessor for each service, and what follows
//! it is the operation.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use wsrecycle::stack::permissions::{calls, demanded};

/// The crate of each service, the accessor of its client, and the service as IAM's actions spell it.
const CLIENTS: [(&str, &str, &str); 12] = [
    ("aws_sdk_cloudtrail", "cloudtrail", "cloudtrail"),
    ("aws_sdk_cloudwatch", "cloudwatch", "cloudwatch"),
    ("aws_sdk_cloudwatchlogs", "logs", "logs"),
    ("aws_sdk_dynamodb", "dynamodb", "dynamodb"),
    ("aws_sdk_eventbridge", "events", "events"),
    ("aws_sdk_iam", "iam", "iam"),
    ("aws_sdk_lambda", "lambda", "lambda"),
    ("aws_sdk_resourcegroupstagging", "tagging", "tag"),
    ("aws_sdk_s3", "s3", "s3"),
    ("aws_sdk_sns", "sns", "sns"),
    ("aws_sdk_sts", "sts", "sts"),
    ("aws_sdk_workspaces", "workspaces", "workspaces"),
];

/// The one call that needs no permission.
const FREE: (&str, &str) = ("sts", "GetCallerIdentity");

/// Rows whose call is made by others on behalf of a function: Lambda writes its log.
const BY_LAMBDA: [(&str, &str); 1] = [("logs", "PutLogEvents")];

/// The sources of the product, without their unit tests and without white space.
fn sources() -> Vec<String> {
    fn read(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).expect("a source");
                let product = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                found.push(product.split_whitespace().collect());
            }
        }
    }
    let mut found = vec![];
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// `(service, operation)` of every call in a source without white space.
fn made(source: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (_, accessor, service) in CLIENTS {
        for after in source.split(&format!(".{accessor}().")).skip(1) {
            let method: String = after.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if after[method.len()..].starts_with('(') {
                found.insert((service.to_owned(), operation(&method)));
            }
        }
    }
    found
}

/// `put_role_policy` is PutRolePolicy.
fn operation(method: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    method.split('_').filter(|part| !part.is_empty()).map(word).collect()
}

fn all_made() -> BTreeSet<(String, String)> {
    sources().iter().flat_map(|source| made(source)).collect()
}

#[test]
fn the_reader_reads() {
    let text = "let call = aws.sns().create_topic().name(topic); self.aws\n    .tagging()\n    .get_resources()";
    let found = made(&text.split_whitespace().collect::<String>());
    let expected = [("sns", "CreateTopic"), ("tag", "GetResources")];
    assert_eq!(found, expected.map(|(service, call)| (service.to_owned(), call.to_owned())).into());
}

/// A new service would be reached through an accessor that is not read here.
#[test]
fn every_client_has_its_accessor_here() {
    let mut crates = BTreeSet::new();
    for source in sources() {
        let clients = source.match_indices("::Client").filter_map(|(end, _)| {
            let begin = source[..end].rfind("aws_sdk_")?;
            let name = &source[begin..end];
            name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_').then_some(name)
        });
        crates.extend(clients.map(str::to_owned));
    }
    assert_eq!(crates, CLIENTS.map(|(name, ..)| name.to_owned()).into());
}

#[test]
fn every_call_has_rows() {
    let made = all_made();
    assert!(made.len() > 90, "calls are made in another way than is read here: {made:?}");
    assert!(made.contains(&(FREE.0.to_owned(), FREE.1.to_owned())) && demanded(FREE.0, FREE.1).is_empty());
    for (service, call) in &made {
        if (service.as_str(), call.as_str()) != FREE {
            let rows = demanded(service, call);
            let own = format!("{service}:");
            assert!(rows.iter().any(|action| action.starts_with(&own)), "{service} {call} has no row: {rows:?}");
        }
    }
}

#[test]
fn every_row_has_a_call() {
    let made = all_made();
    let rows = calls();
    for (service, call) in &rows {
        let known = made.contains(&((*service).to_owned(), (*call).to_owned()));
        assert!(
            known || BY_LAMBDA.contains(&(service, call)),
            "nobody calls {service} {call}: its row allows what is not needed"
        );
    }
    for row in BY_LAMBDA {
        assert!(rows.contains(&row), "{row:?} is in no policy any more");
    }
}
