//! The ledger with the rights of those who use it.

use super::conformance::{a_ledger_keeps_its_word, row};
use super::{Ledger, ledger};
use crate::emulators::{Cast, Emulators, alone_with};
use crate::provision::over_aws::{connect, iam, run, user};
use serde_json::{Value, json};
use wsrecycle::cloud::{Cloud, Identity};
use wsrecycle::recycle::Phase;
use wsrecycle::stack::permissions::{Who, policy};
use wsrecycle::stack::{Document, Names};

/// What the table of permissions gives somebody, on this table.
fn rights(who: Who, identity: &Identity) -> Vec<Value> {
    let names = Names { table: super::TABLE.into(), ..Names::of("default", identity) };
    let Document(policy) = policy(&[who], identity, &names);
    policy["Statement"].as_array().expect("a list").clone()
}

#[test]
fn permitted() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a place for keys");
    let keys = folder.path().join("credentials");
    if !alone_with("ledger::permitted::permitted", &[("AWS_SHARED_CREDENTIALS_FILE", keys.as_os_str())]) {
        return;
    }
    let Some(emulators) = Emulators::start_as(Cast::Enforcing) else { return };
    run(async {
        let root = ledger(&emulators).await;
        let identity = connect(&emulators, None).await.whoami().await.expect("GetCallerIdentity");
        let iam = iam(&emulators).await;
        // A transaction needs the rights to do each of its parts.
        let no_delete = json!({ "Effect": "Deny", "Action": "dynamodb:DeleteItem", "Resource": "*" });
        let but = [rights(Who::Functions, &identity), vec![no_delete]].concat();
        let users = [
            user(&iam, "functions", &rights(Who::Functions, &identity)).await,
            user(&iam, "status", &rights(Who::Status, &identity)).await,
            user(&iam, "but", &but).await,
            user(&iam, "nobody", &[]).await,
        ];
        let file = std::env::var_os("AWS_SHARED_CREDENTIALS_FILE").expect("it was set for this process");
        std::fs::write(file, users.concat()).expect("the file can be written");

        let as_whom = async |profile| connect(&emulators, Some(profile)).await.ledger(super::TABLE);
        a_ledger_keeps_its_word(&as_whom("functions").await).await;

        let mut mine = row("mallory", 0);
        let status = as_whom("status").await;
        assert!(!status.open_rows().await.unwrap().is_empty() && !status.closed(9).await.unwrap().is_empty());
        status.control().await.unwrap();
        assert_eq!(status.insert(&mine).await.unwrap_err().kind(), "ledger_denied");

        let but = as_whom("but").await;
        assert!(but.insert(&mine).await.unwrap());
        but.save(&mut mine).await.unwrap();
        mine.phase = Phase::Done;
        let error = but.save(&mut mine).await.unwrap_err();
        assert_eq!((error.kind(), mine.version), ("ledger_denied", 1), "{error:?}");
        assert!(root.get(&mine.owner).await.unwrap().is_some(), "neither of the two parts was done");

        let nobody = as_whom("nobody").await;
        for error in [
            nobody.get(&mine.owner).await.unwrap_err(),
            nobody.open_rows().await.unwrap_err(),
            nobody.due(mine.due_at, 1).await.unwrap_err(),
            nobody.set_swept(mine.due_at).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), "ledger_denied", "{error:?}");
        }
    });
    emulators.finish();
}
