//! The plan against an account that behaves like AWS: every field, every resource, every place to die.
//!
//! What is altered is not written down field by field: every leaf of the account as JSON is altered in turn, so a field
//! that is added and not compared makes these tests fail.

use super::order::{is_awaited, needs};
use super::*;
use crate::cloud::Identity;
use crate::sandbox::{Deployed, Sandbox, World, archive};
use serde_json::{Value, json};
use std::collections::BTreeSet;

mod changes;

fn identity() -> Identity {
    World::new(1, jiff::Timestamp::UNIX_EPOCH).identity
}

struct Account {
    sandbox: Sandbox,
    names: Names,
    config: Config,
}

impl Account {
    fn with(deployed: Deployed) -> Self {
        let mut world = World::new(1, jiff::Timestamp::UNIX_EPOCH);
        world.deployed = deployed;
        let names = Names::of(DEFAULT_STACK, &world.identity);
        Self { sandbox: Sandbox::new(world), names, config: Config::default() }
    }

    fn empty() -> Self {
        Self::with(Deployed::default())
    }

    fn whole() -> Self {
        Self::with(Deployed::default_stack(&identity()))
    }

    fn deployed(&self) -> Deployed {
        self.sandbox.world().deployed.clone()
    }

    async fn plan(&self, adoption: Adoption) -> Plan {
        let identity = self.sandbox.world().identity.clone();
        let observed = read(&self.sandbox, &self.names).await;
        let wanted = Wanted {
            names: &self.names,
            identity: &identity,
            config: &self.config,
            former_addresses: &addresses(&observed.picture),
            code_sha256: &archive().sha256,
            own_trail: true,
        };
        plan(&desired(&wanted), &observed.picture, &self.names, adoption)
    }

    async fn teardown(&self, also: Also) -> Teardown {
        teardown(&read(&self.sandbox, &self.names).await.picture, &self.names, also)
    }

    /// Carry out writes as a command does; everything must succeed.
    async fn apply(&self, order: &Order) {
        let applied = apply(&self.sandbox, order, Some(&archive()), &|_, _| {}).await;
        assert_eq!(applied, Applied { done: order.len(), ..Applied::default() });
    }

    /// Carry out the first writes, and die.
    async fn apply_some(&self, order: &Order, count: usize) {
        self.apply(&Order::of_stages(order.writes().take(count).map(|write| vec![write.clone()]))).await;
    }

    async fn take_down(&self, also: Also) {
        let down = self.teardown(also).await;
        self.apply(&down.quiet).await;
        self.apply(&down.order).await;
    }

    async fn set_up(&self, adoption: Adoption) {
        let plan = self.plan(adoption).await;
        self.apply(&Order::of(&plan, &self.names)).await;
    }
}

/// The account without what nobody sets: the ARNs of subscriptions.
fn settled(deployed: &Deployed) -> Value {
    let mut value = serde_json::to_value(deployed).unwrap();
    value["subscriptions"] = 0.into();
    for topic in value["topics"].as_object_mut().unwrap().values_mut() {
        topic["subscriptions"].as_array_mut().unwrap().iter_mut().for_each(|it| it["arn"] = Value::Null);
    }
    value
}

/// Equal, with documents compared by meaning.
fn same(a: &Deployed, b: &Deployed) -> bool {
    serde_json::from_value::<Deployed>(settled(a)).unwrap() == serde_json::from_value(settled(b)).unwrap()
}

type Path = Vec<String>;

/// The ways to everything in a value.
fn paths(value: &Value, at: &Path, into: &mut Vec<Path>) {
    let deeper = |name: &str| at.iter().cloned().chain([name.to_owned()]).collect::<Path>();
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, inner)| paths(inner, &deeper(name), into)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, inner)| paths(inner, &deeper(&n.to_string()), into));
        }
        _ => {}
    }
    into.push(at.clone());
}

fn pointer(path: &[String]) -> String {
    path.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect()
}

/// Another value of the same kind for a leaf.
fn altered(leaf: &Value) -> Vec<Value> {
    match leaf {
        Value::String(text) => vec![format!("{text}altered").into()],
        Value::Number(number) => vec![(number.as_i64().unwrap() + 1).into()],
        Value::Bool(flag) => vec![(!flag).into()],
        Value::Null => vec!["altered".into(), 7.into(), 0.into(), true.into()],
        Value::Array(_) | Value::Object(_) => vec![],
    }
}

/// Every account that differs from this one in one leaf, or in one thing left out.
fn alterations(deployed: &Deployed) -> Vec<(Path, Deployed)> {
    let whole = serde_json::to_value(deployed).unwrap();
    let mut all = vec![];
    paths(&whole, &vec![], &mut all);
    let mut made = vec![];
    for path in all.into_iter().filter(|path| path.len() >= 2) {
        let place = pointer(&path);
        let mut candidates: Vec<Value> = vec![];
        for other in altered(whole.pointer(&place).unwrap()) {
            let mut value = whole.clone();
            *value.pointer_mut(&place).unwrap() = other;
            candidates.push(value);
        }
        let mut value = whole.clone();
        let (last, parent) = path.split_last().unwrap();
        match value.pointer_mut(&pointer(parent)).unwrap() {
            Value::Object(fields) => drop(fields.remove(last)),
            Value::Array(items) => drop(items.remove(last.parse().unwrap())),
            _ => unreachable!("only these have anything in them"),
        }
        candidates.push(value);
        // What the shape of the account does not allow cannot be so in AWS.
        let possible = candidates.into_iter().filter_map(|value| serde_json::from_value::<Deployed>(value).ok());
        made.extend(possible.filter(|other| other != deployed).map(|other| (path.clone(), other)));
    }
    made
}

/// What is deliberately not compared: ours to read, and nobody's to set.
const NOT_COMPARED: [(&str, &str, &str); 10] = [
    ("topics", "arn", "made by AWS of the name"),
    ("roles", "arn", "made by AWS of the name"),
    ("tables", "arn", "made by AWS of the name"),
    ("tables", "status", "AWS's to change"),
    ("functions", "arn", "made by AWS of the name"),
    ("rules", "arn", "made by AWS of the name"),
    ("trails", "arn", "it is what the trail is found by"),
    ("trails", "name", "it is part of what the trail is found by"),
    ("trails", "is_organization", "cannot be so for a trail that we made"),
    ("topics", "tags", "tested by themselves, as are all tags"),
];

fn is_compared(path: &[String], after: &Deployed) -> bool {
    let [section, name, field, rest @ ..] = path else { return true };
    if field == "tags" || NOT_COMPARED.iter().any(|(s, f, _)| s == section && f == field) {
        return false;
    }
    match (section.as_str(), field.as_str()) {
        // What needs a person may be published by anybody in the account.
        ("topics", "policy") => name != "Workspace_Recycle_Alerts",
        // What a person has reserved is theirs to decide, but for nothing at all.
        ("functions", "reserved") => after.functions[name].reserved == Some(0),
        ("topics", "subscriptions") => rest.get(1).is_none_or(|inner| inner != "arn"),
        // Any encryption will do, but some there must be.
        ("buckets", "encryption") => after.buckets[name].encryption.is_none(),
        _ => true,
    }
}

/// What drift calls a field.
fn spoken(section: &str, path: &[String]) -> String {
    let field = path[2].as_str();
    let inner = path.get(3).map(String::as_str).unwrap_or_default();
    match (section, field) {
        ("topics", "subscriptions") => "subscription".into(),
        ("roles", "inline") => format!("policy {inner}").trim_end().into(),
        ("tables", "is_on_demand") => "billing".into(),
        ("tables", "recovers_to_a_point_in_time") => "point-in-time recovery".into(),
        ("tables", "ttl_attribute") => "time to live".into(),
        ("log_groups", "retention_days") => "retention".into(),
        ("buckets", "is_private") => "public access".into(),
        ("buckets", "expires_days") => "expiry".into(),
        ("topics", "key") => "encryption key".into(),
        ("functions", "reserved") => "reserved concurrency".into(),
        ("functions", "role_arn") => "role".into(),
        ("functions", "memory_mb") => "memory".into(),
        ("functions", "timeout_s") => "timeout".into(),
        ("functions", "log_format") => "log format".into(),
        ("functions", "asynchronous") => "asynchronous invocation".into(),
        ("functions", "permissions") => format!("permission {inner}").trim_end().into(),
        ("trails", "is_multi_region") => "multi-Region".into(),
        ("trails", "validates_logs") => "log validation".into(),
        ("trails", "is_logging") => "logging".into(),
        ("trails", "logs_writes") => "write events".into(),
        ("trails", "logs_more") => "selectors".into(),
        ("rules", "is_enabled") => "state".into(),
        ("rules", "targets") => "target".into(),
        (_, other) => other.into(),
    }
}

fn kind(section: &str) -> Kind {
    match section {
        "topics" => Kind::Topic,
        "roles" => Kind::Role,
        "tables" => Kind::Table,
        "log_groups" => Kind::LogGroup,
        "buckets" => Kind::Bucket,
        "functions" => Kind::Function,
        "trails" => Kind::Trail,
        "rules" => Kind::Rule,
        other => panic!("a section that is not known: {other}"),
    }
}

/// The resources that are not as they should be.
fn wrong(plan: &Plan) -> Vec<&Item> {
    plan.items.iter().filter(|item| !item.standing.is_good()).collect()
}

#[tokio::test]
async fn from_nothing_to_everything_and_then_no_write() {
    let account = Account::empty();
    let plan = account.plan(Adoption::Refuse).await;
    assert!(plan.items.iter().all(|item| item.standing == Standing::Missing), "{plan:#?}");
    let order = Order::of(&plan, &account.names);
    assert_eq!(order.chain(), CHAIN, "the longest chain of calls that wait for each other");
    account.apply(&order).await;
    let again = account.plan(Adoption::Refuse).await;
    assert!(again.is_clean(), "{:#?}", wrong(&again));
    assert_eq!(again.writes().count(), 0);
    assert_eq!(account.deployed(), Account::whole().deployed(), "a sandbox begins with what setup builds");
}

/// The role and its policy, the function, its retries and two permissions, and then what sets it off.
const CHAIN: usize = 7;

#[tokio::test]
async fn every_choice_converges_from_every_other() {
    let guide = Config { policies: Policies::Guide, notify: vec!["ops@example.com".into()], ..Config::default() };
    let other = Config { retention_days: 7, memory_mb: 512, architecture: "arm64".into(), ..Config::default() };
    let all = [Config::default(), guide, other];
    for (from, to) in all.iter().flat_map(|from| all.iter().map(move |to| (from, to))) {
        let mut account = Account { config: from.clone(), ..Account::empty() };
        account.set_up(Adoption::Refuse).await;
        assert!(account.plan(Adoption::Refuse).await.is_clean());
        account.config = to.clone();
        account.set_up(Adoption::Refuse).await;
        let plan = account.plan(Adoption::Refuse).await;
        assert!(plan.is_clean(), "{:#?}", wrong(&plan));
    }
}

#[tokio::test]
async fn two_stacks_live_in_one_account() {
    let mut account = Account::whole();
    account.names = Names::of("lab", &identity());
    account.set_up(Adoption::Refuse).await;
    assert!(account.plan(Adoption::Refuse).await.is_clean());
    account.take_down(Also { trail: true, bucket: true }).await;
    account.names = Names::of(DEFAULT_STACK, &identity());
    assert!(account.plan(Adoption::Refuse).await.is_clean(), "the other stack is untouched");
}

#[tokio::test]
async fn every_alteration_is_named_and_repaired_and_nothing_else_is_written() {
    let whole = Account::whole().deployed();
    let mut tried = 0;
    let mut uncompared: BTreeSet<(String, String)> = BTreeSet::new();
    for (path, other) in alterations(&whole) {
        let at = pointer(&path);
        if !is_compared(&path, &other) {
            uncompared.insert((path[0].clone(), path[2].clone()));
            continue;
        }
        tried += 1;
        let account = Account::with(other);
        let plan = account.plan(Adoption::Refuse).await;
        let id = ResourceId::new(kind(&path[0]), &path[1]);
        let [item] = wrong(&plan)[..] else { panic!("{at}: {:#?}", wrong(&plan)) };
        assert_eq!(item.id, id, "{at}");
        if let [section, _, _, ..] = path.as_slice() {
            let fields: BTreeSet<&str> = item.changes.iter().map(|change| change.field.as_str()).collect();
            let expected = spoken(section, &path);
            assert!(fields.iter().all(|field| field.starts_with(&expected)), "{at}: {fields:?}, expected {expected}");
        } else {
            assert_eq!(item.standing, Standing::Missing, "{at}");
        }
        assert!(item.writes().all(|write| write.about() == id), "{at}: {item:#?}");
        if is_left_to_a_person(&path, &account.deployed()) {
            assert_eq!(plan.writes().count(), 0, "{at}");
            continue;
        }
        account.apply(&Order::of(&plan, &account.names)).await;
        let again = account.plan(Adoption::Refuse).await;
        assert!(again.is_clean(), "{at}: {:#?}", wrong(&again));
        assert!(same(&account.deployed(), &whole), "{at}: something else is different now");
    }
    assert!(tried > 300, "only {tried} alterations");
    let listed = NOT_COMPARED.iter().map(|(section, field, _)| ((*section).to_owned(), (*field).to_owned()));
    for field in listed {
        assert!(uncompared.contains(&field), "{field:?} is listed and was not met");
    }
}

/// Keys cannot be changed, and a wrong attribute must be turned off first.
fn is_left_to_a_person(path: &[String], after: &Deployed) -> bool {
    path[0] == "tables"
        && path.len() > 2
        && (path[2] == "keys" || path[2] == "ttl_attribute" && after.tables[&path[1]].ttl_attribute.is_some())
}

#[tokio::test]
async fn what_is_added_is_extra_and_goes() {
    type Add = fn(&mut Deployed);
    let additions: [(&str, Add); 6] = [
        ("subscription", |it| {
            let topic = it.topics.get_mut("Workspace_Disconnected_Topic").unwrap();
            let added = json!({"protocol": "https", "endpoint": "https://example.com", "arn": "arn:x"});
            topic.subscriptions.push(serde_json::from_value(added).unwrap());
        }),
        ("policy", |it| {
            let role = it.roles.values_mut().next().unwrap();
            role.inline.insert("more".into(), json!({"Version": "2012-10-17", "Statement": []}).into());
        }),
        ("attached policy", |it| {
            let role = it.roles.values_mut().next().unwrap();
            role.attached.insert("arn:aws:iam::aws:policy/AdministratorAccess".into());
        }),
        ("permission more", |it| {
            let function = it.functions.get_mut("Workspace_Alarm_Create").unwrap();
            let mut wide = function.permissions.values().next().unwrap().clone();
            wide.source_arn = None;
            function.permissions.insert("more".into(), wide);
        }),
        ("target", |it| {
            let arn = it.functions["Workspace_Alarm_Del"].arn.clone();
            it.rules.get_mut("Workspace_Create").unwrap().targets.insert("more".into(), arn);
        }),
        ("target", |it| {
            let rule = it.rules.get_mut("Workspace_Reconcile").unwrap();
            rule.targets.insert("more".into(), "arn:aws:sqs:us-east-1:1:q".into());
        }),
    ];
    let whole = Account::whole().deployed();
    for (field, add) in additions {
        let mut more = whole.clone();
        add(&mut more);
        let account = Account::with(more);
        let plan = account.plan(Adoption::Refuse).await;
        let [item] = wrong(&plan)[..] else { panic!("{field}: {:#?}", wrong(&plan)) };
        assert_eq!(item.standing, Standing::Extra, "{field}");
        assert_eq!(item.changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), [field]);
        account.apply(&Order::of(&plan, &account.names)).await;
        assert!(same(&account.deployed(), &whole), "{field}");
    }
}

#[tokio::test]
async fn what_is_not_ours_is_left_alone_unless_it_is_adopted() {
    let whole = serde_json::to_value(Account::whole().deployed()).unwrap();
    for (section, name) in resources(&whole) {
        let place = pointer(&[section.clone(), name.clone(), "tags".into()]);
        for (tags, is_anothers) in [(json!({}), false), (json!({STACK_TAG: "another"}), true)] {
            let mut value = whole.clone();
            *value.pointer_mut(&place).unwrap() = tags;
            let before: Deployed = serde_json::from_value(value).unwrap();
            let account = Account::with(before.clone());
            for adoption in [Adoption::Refuse, Adoption::Adopt] {
                let plan = account.plan(adoption).await;
                let [item] = wrong(&plan)[..] else { panic!("{place}: {:#?}", wrong(&plan)) };
                assert_eq!(item.id, ResourceId::new(kind(&section), &name));
                if is_anothers || adoption == Adoption::Refuse {
                    assert_eq!((&item.standing, plan.writes().count()), (&Standing::Foreign, 0), "{place}");
                    assert_eq!(plan.obstacles().count(), 1);
                } else {
                    account.apply(&Order::of(&plan, &account.names)).await;
                    assert!(account.plan(Adoption::Refuse).await.is_clean(), "{place}");
                }
            }
        }
        // Tags of others stay as they are.
        let mut value = whole.clone();
        value.pointer_mut(&place).unwrap()["cost-centre"] = "12".into();
        let account = Account::with(serde_json::from_value(value).unwrap());
        assert!(account.plan(Adoption::Refuse).await.is_clean(), "{place}");
    }
}

fn resources(whole: &Value) -> Vec<(String, String)> {
    let sections = whole.as_object().unwrap().iter().filter_map(|(section, all)| Some((section, all.as_object()?)));
    sections.flat_map(|(section, all)| all.keys().map(move |name| (section.clone(), name.clone()))).collect()
}

#[tokio::test]
async fn adopting_keeps_the_tags_of_others() {
    let mut deployed = Account::whole().deployed();
    let others = || [("cost-centre".to_owned(), "12".to_owned())].into();
    deployed.buckets.values_mut().for_each(|bucket| bucket.tags = others());
    deployed.rules.values_mut().for_each(|rule| rule.tags = others());
    let account = Account::with(deployed);
    account.set_up(Adoption::Adopt).await;
    assert!(account.plan(Adoption::Refuse).await.is_clean());
    let after = account.deployed();
    assert!(after.buckets.values().all(|bucket| bucket.tags["cost-centre"] == "12"));
    assert!(after.rules.values().all(|rule| rule.tags["cost-centre"] == "12"));
}

#[tokio::test]
async fn no_write_is_made_before_what_it_needs() {
    let account = Account::empty();
    let order = Order::of(&account.plan(Adoption::Refuse).await, &account.names);
    let mut checked = 0;
    // For every step, all that must be over before it.
    let mut before: Vec<BTreeSet<usize>> = vec![];
    for (place, Step { write, after }) in order.steps().iter().enumerate() {
        before.push(after.iter().flat_map(|it| before[*it].iter().copied().chain([*it])).collect());
        let awaits = |other: usize| before[place].contains(&other);
        for (other, step) in order.steps().iter().enumerate().filter(|(other, _)| *other != place) {
            for need in needs(write, &account.names).iter().filter(|need| step.write.about() == **need) {
                assert!(awaits(other) || !is_awaited(&step.write), "{write:?} is made before {need} is complete");
                checked += usize::from(awaits(other));
            }
            let is_same = other < place && step.write.about() == write.about();
            assert!(!is_same || awaits(other), "two at once: {write:?}");
        }
    }
    assert!(checked > 30, "{checked}");
}

#[tokio::test]
async fn a_set_up_that_dies_anywhere_is_finished_by_the_next() {
    let whole = Account::whole().deployed();
    let order = Order::of(&Account::empty().plan(Adoption::Refuse).await, &Account::empty().names);
    for count in 0..order.len() {
        let account = Account::empty();
        account.apply_some(&order, count).await;
        // And the second one dies as well.
        let second = account.plan(Adoption::Refuse).await;
        assert_eq!(
            second.obstacles().count(),
            0,
            "after {count} writes: {:#?}",
            second.obstacles().collect::<Vec<_>>()
        );
        account.apply_some(&Order::of(&second, &account.names), 3).await;
        account.set_up(Adoption::Refuse).await;
        let plan = account.plan(Adoption::Refuse).await;
        assert!(plan.is_clean(), "after {count} writes: {:#?}", wrong(&plan));
        assert!(same(&account.deployed(), &whole), "after {count} writes");
    }
}

#[tokio::test]
async fn a_teardown_takes_what_is_ours_and_says_what_stays() {
    for (also, stays) in [
        (Also::default(), ["buckets", "log_groups", "trails"].as_slice()),
        (Also { trail: true, bucket: false }, &["buckets", "log_groups"]),
        (Also { trail: true, bucket: true }, &["log_groups"]),
    ] {
        let account = Account::whole();
        let down = account.teardown(also).await;
        let all = resources(&serde_json::to_value(account.deployed()).unwrap()).len();
        assert_eq!(down.removed.len() + down.left.len(), all);
        account.apply(&down.quiet).await;
        account.apply(&down.order).await;
        let after = resources(&serde_json::to_value(account.deployed()).unwrap());
        let left: BTreeSet<ResourceId> = down.left.iter().map(|(id, _)| id.clone()).collect();
        assert_eq!(after.iter().map(|(s, name)| ResourceId::new(kind(s), name)).collect::<BTreeSet<_>>(), left);
        assert!(after.iter().all(|(section, _)| stays.contains(&section.as_str())), "{after:?}");
        let again = account.teardown(also).await;
        assert_eq!((again.len(), again.removed.len()), (0, 0));
    }
}

#[tokio::test]
async fn a_teardown_that_dies_anywhere_is_finished_by_the_next() {
    let also = Also { trail: true, bucket: true };
    let down = Account::whole().teardown(also).await;
    let order = Order::of_stages(down.writes().map(|write| vec![write.clone()]));
    for count in 0..=order.len() {
        let account = Account::whole();
        account.apply_some(&order, count).await;
        account.take_down(also).await;
        assert_eq!(resources(&serde_json::to_value(account.deployed()).unwrap()).len(), 3, "after {count} writes");
        // And everything can be built again over the log groups that stay.
        account.set_up(Adoption::Refuse).await;
        assert!(account.plan(Adoption::Refuse).await.is_clean(), "after {count} writes");
    }
}

#[tokio::test]
async fn a_teardown_leaves_what_is_not_ours() {
    let mut deployed = Account::whole().deployed();
    deployed.topics.get_mut("Workspace_Disconnected_Topic").unwrap().tags.clear();
    deployed.rules.values_mut().for_each(|rule| drop(rule.tags.insert(STACK_TAG.into(), "another".into())));
    let account = Account::with(deployed.clone());
    account.take_down(Also { trail: true, bucket: true }).await;
    let after = account.deployed();
    assert_eq!(after.rules, deployed.rules);
    assert_eq!(after.topics["Workspace_Disconnected_Topic"], deployed.topics["Workspace_Disconnected_Topic"]);
    assert!(after.functions.is_empty() && after.roles.is_empty());
}

#[tokio::test]
async fn what_cannot_be_seen_is_neither_missing_nor_touched() {
    use crate::sandbox::Mishap;
    let (code, message) = ("AccessDenied", "not authorized");
    for (call, about) in [
        ("GetTopicAttributes", Kind::Topic),
        ("GetRole", Kind::Role),
        ("DescribeTable", Kind::Table),
        ("DescribeLogGroups", Kind::LogGroup),
        ("GetBucketPolicy", Kind::Bucket),
        ("GetPolicy", Kind::Function),
        ("DescribeTrails", Kind::Trail),
        ("DescribeRule", Kind::Rule),
    ] {
        let account = Account::empty();
        account.sandbox.world().deployed = Account::whole().deployed();
        let mishap = Mishap::RefuseCall { call: call.into(), code: code.into(), message: message.into() };
        account.sandbox.world().mishaps.push(mishap);
        let plan = account.plan(Adoption::Adopt).await;
        let [item] = wrong(&plan)[..] else { panic!("{call}: {:#?}", wrong(&plan)) };
        assert_eq!((item.id.kind, item.standing.name(), plan.writes().count()), (about, "unknown", 0));
    }
}
