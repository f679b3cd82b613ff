//! What AWS refuses, and what a broken stack does: the consequences that drift warns of.

use super::*;
use crate::cloud::Cloud;
use crate::functions::Function as Face;
use crate::ledger::MemoryLedger;
use crate::recycle::{BundleId, FailureKind, Owner, Rules, Tags, WorkspaceId};
use crate::sandbox::{Heard, Machine};
use crate::stack::document::Document;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::sync::Mutex;

fn world() -> World {
    World::new(7, "2026-11-23T08:00:00Z".parse().unwrap())
}

fn names() -> Names {
    Names::of(DEFAULT_STACK, &world().identity)
}

/// The code of AWS's refusal.
fn refusal(deployed: &mut Deployed, write: &Write) -> String {
    let before = deployed.clone();
    let failure = deployed.write(&world().identity, write, Some(&archive())).unwrap_err();
    assert_eq!(failure.call, write.call());
    assert_eq!(*deployed, before, "a refused write changes nothing");
    failure.code
}

/// Every write that builds the stack.
fn building() -> Vec<Write> {
    let (identity, names, config) = (world().identity, names(), Config::default());
    let wanted = Wanted {
        names: &names,
        identity: &identity,
        config: &config,
        former_addresses: &BTreeSet::new(),
        code_sha256: CODE_SHA256,
        own_trail: true,
    };
    let plan = plan(&desired(&wanted), &Picture::default(), &names, Adoption::Refuse);
    Order::of(&plan, &names).writes().cloned().collect()
}

#[test]
fn what_exists_is_not_created_again() {
    let mut whole = world().deployed;
    for write in building() {
        let again = whole.write(&world().identity, &write, Some(&archive())).map_err(|failure| failure.code);
        let expected = match &write {
            Write::CreateRole { .. } => Err("EntityAlreadyExists"),
            Write::CreateTable { .. } => Err("ResourceInUseException"),
            Write::SetTtl { .. } => Err("ValidationException"),
            Write::CreateLogGroup { .. } => Err("ResourceAlreadyExistsException"),
            Write::CreateFunction { .. } | Write::AddPermission { .. } => Err("ResourceConflictException"),
            Write::CreateTrail { .. } => Err("TrailAlreadyExistsException"),
            _ => Ok(()),
        };
        assert_eq!(again, expected.map_err(str::to_owned), "{write:?}");
    }
    assert_eq!(whole, world().deployed);
    let other_tags = Write::CreateTopic { topic: names().topic, tags: [("a".to_owned(), "b".to_owned())].into() };
    assert_eq!(refusal(&mut whole, &other_tags), "InvalidParameter");
    let europe = Identity { region: "eu-west-1".into(), ..world().identity };
    let again = whole.write(&europe, &Write::CreateBucket { bucket: names().bucket, tags: [].into() }, None);
    assert_eq!(again.unwrap_err().code, "BucketAlreadyOwnedByYou");
}

#[test]
fn what_is_not_there_is_not_changed() {
    let creates = |write: &Write| write.call().starts_with("Create") || matches!(write, Write::PutRule { .. });
    for write in building().into_iter().filter(|write| !creates(write)) {
        let code = refusal(&mut Deployed::default(), &write);
        assert!(
            ["NotFound", "NoSuchEntity", "NoSuchBucket"].contains(&code.as_str()) || code.contains("NotFound"),
            "{write:?}: {code}"
        );
    }
    let function = building().into_iter().find(|write| matches!(write, Write::CreateFunction { .. })).unwrap();
    assert_eq!(refusal(&mut Deployed::default(), &function), "InvalidParameterValueException");
}

#[test]
fn what_others_need_is_not_taken_away() {
    let (mut whole, names) = (world().deployed, names());
    assert_eq!(refusal(&mut whole, &Write::DeleteRole { role: names.role.clone() }), "DeleteConflict");
    assert_eq!(refusal(&mut whole, &Write::DeleteRule { rule: names.rule_term.clone() }), "ValidationException");
    whole.buckets.get_mut(&names.bucket).unwrap().policy = None;
    whole.trails.clear();
    let trail = building().into_iter().find(|write| matches!(write, Write::CreateTrail { .. })).unwrap();
    assert_eq!(refusal(&mut whole, &trail), "InsufficientS3BucketPolicyException");
    let nobody = json!({"Version": "2012-10-17", "Statement": []}).into();
    whole.roles.get_mut(&names.role).unwrap().trust = nobody;
    whole.functions.clear();
    let function = building().into_iter().find(|write| matches!(write, Write::CreateFunction { .. })).unwrap();
    assert_eq!(refusal(&mut whole, &function), "InvalidParameterValueException");
    let much = json!({"Statement": [{"Effect": "Allow", "Action": "a:b", "Resource": "x".repeat(11_000)}]}).into();
    let put = Write::PutRolePolicy { role: names.role, policy: "much".into(), document: much };
    assert_eq!(refusal(&mut whole, &put), "LimitExceeded");
}

/// A user works for a minute and leaves; hours later: what happened in the account, and what the functions told.
struct Story {
    machine: Machine,
    owner: Owner,
    first: WorkspaceId,
    told: Vec<String>,
}

impl Story {
    async fn of(breaks: impl FnOnce(&mut Deployed, &Names)) -> Self {
        let (mut world, owner) = (world(), "alice@d-90670a1b2c".parse::<Owner>().unwrap());
        breaks(&mut world.deployed, &names());
        let bundle: BundleId = "wsb-standard1".parse().unwrap();
        let first = world.launch(&owner, "alice", &bundle, Tags::new(), true);
        let rules = Rules::default();
        let machine = Machine::new(Sandbox::new(world), MemoryLedger::default(), rules);
        let told = Mutex::new(vec![]);
        let hear = |_: Timestamp, heard: Heard<'_>| match heard {
            Heard::World(text) | Heard::Function(text) => told.lock().unwrap().push(text.to_owned()),
            Heard::Row(_, event) => told.lock().unwrap().push(event.what.to_string()),
        };
        let after = |minutes: i64| machine.now() + SignedDuration::from_mins(minutes);
        machine.run_until(after(3), &hear).await;
        machine.sandbox.world().connect(&owner);
        machine.run_until(after(5), &hear).await;
        machine.sandbox.world().disconnect(&owner);
        machine.run_until(after(12), &hear).await;
        machine.run_until(after(240), &hear).await;
        let told = told.into_inner().unwrap();
        Self { machine, owner, first, told }
    }

    fn is_recycled(&self) -> bool {
        self.machine.sandbox.world().desktop_of(&self.owner).is_some_and(|desktop| *desktop.id() != self.first)
    }

    fn says(&self, text: &str) -> bool {
        self.told.iter().any(|told| told.contains(text))
    }
}

#[tokio::test]
async fn a_whole_stack_recycles_and_nothing_goes_nowhere() {
    let story = Story::of(|_, _| {}).await;
    assert!(story.is_recycled());
    for never in ["goes nowhere", "stands still", "not authorized", "failed"] {
        assert!(!story.says(never), "{never}: {:#?}", story.told);
    }
}

#[tokio::test]
async fn without_its_clock_or_its_ledger_nothing_is_recycled() {
    type Break = fn(&mut Deployed, &Names);
    let breaks: [(&str, Break); 9] = [
        ("no rule has a schedule", |it, _| *it = Deployed::default()),
        ("rule Workspace_Reconcile is disabled", |it, names| {
            it.rules.get_mut(&names.rule_reconcile).unwrap().is_enabled = false;
        }),
        ("rule Workspace_Reconcile has no target", |it, names| {
            it.rules.get_mut(&names.rule_reconcile).unwrap().targets.clear();
        }),
        ("no permission lets events.amazonaws.com call function Workspace_Term_Rebuild", |it, names| {
            drop(it.functions.get_mut(&names.term_rebuild).unwrap().permissions.remove(&names.rule_reconcile));
        }),
        ("there is no function", |it, names| drop(it.functions.remove(&names.term_rebuild))),
        ("Query: ResourceNotFoundException", |it, names| drop(it.tables.remove(&names.table))),
        ("is not authorized to perform: dynamodb:GetItem", |it, names| drop(it.roles.remove(&names.role))),
        ("is not authorized to perform: dynamodb:GetItem", |it, names| {
            let nobody = json!({"Version": "2012-10-17", "Statement": []});
            it.roles.get_mut(&names.role).unwrap().trust = Document(nobody);
        }),
        ("is not authorized to perform: dynamodb:GetItem", |it, names| {
            it.roles.get_mut(&names.role).unwrap().inline.clear();
        }),
    ];
    for (says, breaks) in breaks {
        let story = Story::of(breaks).await;
        assert!(!story.is_recycled(), "{says}");
        assert!(
            story.says(&format!("the reconciler stands still: {says}")) || story.says(says),
            "{says}: {:#?}",
            story.told
        );
        let still = story.told.iter().filter(|told| told.contains("stands still")).count();
        assert_eq!(still, 1, "told once: {:#?}", story.told);
    }
}

#[tokio::test]
async fn without_its_events_the_sweep_still_finds_everything() {
    type Break = fn(&mut Deployed, &Names);
    let breaks: [(&str, Break); 10] = [
        ("topic Workspace_Disconnected_Topic is encrypted with a key that no alarm may use", |it, names| {
            it.topics.get_mut(&names.topic).unwrap().key = Some("alias/aws/sns".into());
        }),
        ("function Workspace_Alarm_Create may not run at all: its reserved concurrency is 0", |it, names| {
            it.functions.get_mut(&names.alarm_create).unwrap().reserved = Some(0);
        }),
        ("there is no topic arn:aws:sns:us-east-1:123456789012:Workspace_Disconnected_Topic", |it, names| {
            drop(it.topics.remove(&names.topic));
        }),
        ("the policy of topic Workspace_Disconnected_Topic does not let the alarm publish", |it, names| {
            it.topics.get_mut(&names.topic).unwrap().policy = None;
        }),
        ("no function is subscribed to topic Workspace_Disconnected_Topic", |it, names| {
            it.topics.get_mut(&names.topic).unwrap().subscriptions.clear();
        }),
        ("no permission lets sns.amazonaws.com call function Workspace_Term_Rebuild", |it, names| {
            drop(it.functions.get_mut(&names.term_rebuild).unwrap().permissions.remove(&names.topic));
        }),
        ("no trail logs write calls", |it, _| it.trails.values_mut().for_each(|trail| trail.is_logging = false)),
        ("rule Workspace_Create is disabled", |it, names| {
            it.rules.get_mut(&names.rule_create).unwrap().is_enabled = false;
        }),
        ("no rule matches TerminateWorkspaces", |it, names| drop(it.rules.remove(&names.rule_term))),
        ("there is no function arn:aws:lambda:us-east-1:123456789012:function:Workspace_Alarm_Create", |it, names| {
            drop(it.functions.remove(&names.alarm_create));
        }),
    ];
    for (says, breaks) in breaks {
        let story = Story::of(breaks).await;
        assert!(story.says(&format!("an event goes nowhere: {says}")), "{says}: {:#?}", story.told);
        assert!(story.is_recycled(), "{says}: the sweep finds what no event told of");
    }
}

#[tokio::test]
async fn a_function_may_do_what_its_role_allows_and_an_administrator_everything() {
    let account = Sandbox::new(world());
    let function = account.as_function(Face::TermRebuild);
    let id: WorkspaceId = "ws-000000001".parse().unwrap();
    assert_eq!(function.terminate(std::slice::from_ref(&id)).await.unwrap().len(), 1, "the item is not there");
    let without = |action: &str| {
        let mut world = account.world();
        let role = world.deployed.roles.get_mut(&names().role).unwrap();
        for Document(document) in role.inline.values_mut() {
            for statement in document["Statement"].as_array_mut().unwrap() {
                statement["Action"].as_array_mut().unwrap().retain(|it| it != action);
            }
        }
    };
    without("workspaces:TerminateWorkspaces");
    let failure = function.terminate(std::slice::from_ref(&id)).await.unwrap_err();
    assert_eq!((failure.kind, failure.call.as_str()), (FailureKind::Denied, "TerminateWorkspaces"));
    assert!(failure.message.contains("workspaces:TerminateWorkspaces"), "{failure}");
    assert!(function.describe(std::slice::from_ref(&id)).await.is_ok());
    assert!(account.terminate(std::slice::from_ref(&id)).await.is_ok());
    // The guide's managed policies open all of it.
    let admin = "arn:aws:iam::aws:policy/AmazonWorkSpacesAdmin".to_owned();
    account.world().deployed.roles.get_mut(&names().role).unwrap().attached.insert(admin);
    assert!(function.terminate(std::slice::from_ref(&id)).await.is_ok());
    // Holding a desktop is for administrators.
    assert_eq!(function.untag(&id, "wsrecycle:hold").await.unwrap_err().kind, FailureKind::Denied);
    assert!(function.whoami().await.is_ok());
}

#[test]
fn a_file_of_before_the_stack_has_the_whole_stack() {
    let mut value = serde_json::to_value(world()).unwrap();
    value.as_object_mut().unwrap().remove("deployed").unwrap();
    assert_eq!(serde_json::from_value::<World>(value).unwrap(), world());
}

#[test]
fn the_deployed_settings_are_those_of_the_reconciler() {
    let world = world();
    assert_eq!(world.deployed.config(), Some(Config::default()));
    assert_eq!(Deployed::default().config(), None);
}
