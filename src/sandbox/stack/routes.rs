//! Consequences: which function hears of what, through what is deployed, and what a function may do.
//!
//! A way that is broken somewhere is told with the place where it breaks, so that a person who practises can see what a
//! missing permission or a disabled rule does.

use super::Deployed;
use super::pattern::matches;
use super::policy::{Asked, allows};
use crate::cloud::Identity;
use crate::functions::Function as Face;
use crate::recycle::{Failure, FailureKind};
use crate::stack::permissions::{Who, actions};
use crate::stack::picture::{Function, Role, Trigger};
use crate::stack::{Config, DEFAULT_STACK, Names};
use jiff::Timestamp;
use serde_json::Value;

/// The guide's managed policies, and the services that they open (AWS Managed Policy Reference, seen 2026-11-22).
const MANAGED: [(&str, &[&str]); 2] =
    [("AmazonWorkSpacesAdmin", &["workspaces:"]), ("CloudWatchFullAccess", &["cloudwatch:", "logs:", "sns:"])];
/// The only call of the functions that needs no permission.
const FREE: &str = "GetCallerIdentity";
/// What the functions ask of the ledger's table.
const LEDGER_CALLS: [&str; 5] = ["GetItem", "Query", "PutItem", "TransactWriteItems", "UpdateItem"];

/// Who hears of something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// The functions that are called.
    pub to: Vec<Face>,
    /// Where the way is broken.
    pub broken: Vec<String>,
}

impl Route {
    fn broken(why: impl Into<String>) -> Self {
        Self { to: vec![], broken: vec![why.into()] }
    }

    fn add(&mut self, called: Result<Face, String>) {
        match called {
            Ok(face) => self.to.push(face),
            Err(why) => self.broken.push(why),
        }
    }
}

impl Deployed {
    /// An alarm went off and publishes to this topic.
    pub fn hears_alarm(&self, identity: &Identity, alarm_arn: &str, topic_arn: &str) -> Route {
        let Some((name, topic)) = self.topics.iter().find(|(_, topic)| topic.arn == topic_arn) else {
            return Route::broken(format!("there is no topic {topic_arn}"));
        };
        let account = identity.account.as_str();
        let context = [("aws:SourceAccount", account), ("AWS:SourceOwner", account), ("aws:SourceArn", alarm_arn)];
        let asked = Asked {
            principal: Some("cloudwatch.amazonaws.com"),
            action: "sns:Publish",
            resource: None,
            context: &context,
        };
        if !allows(&topic.policy, &asked) {
            return Route::broken(format!("the policy of topic {name} does not let the alarm publish"));
        }
        if topic.key.is_some() {
            return Route::broken(format!("topic {name} is encrypted with a key that no alarm may use"));
        }
        let mut route = Route::default();
        for subscription in topic.subscriptions.iter().filter(|it| it.protocol == "lambda") {
            route.add(self.called(&subscription.endpoint, "sns.amazonaws.com", topic_arn));
        }
        if route == Route::default() {
            return Route::broken(format!("no function is subscribed to topic {name}"));
        }
        route
    }

    /// CloudTrail has seen an API call that changes something.
    pub fn hears_call(&self, event: &Value) -> Route {
        if !self.trails.values().any(|trail| trail.is_logging && trail.logs_writes == Some(true)) {
            return Route::broken("no trail logs write calls");
        }
        let mut route = Route::default();
        for (name, rule) in &self.rules {
            let Trigger::Pattern(pattern) = &rule.trigger else { continue };
            if matches(&pattern.0, event) {
                self.set_off(name, &mut route);
            }
        }
        if route == Route::default() {
            let name = event["detail"]["eventName"].as_str().unwrap_or_default();
            return Route::broken(format!("no rule matches {name}"));
        }
        route
    }

    /// A full minute has come.
    pub fn hears_minute(&self, now: Timestamp) -> Route {
        let mut route = Route::default();
        for (name, rule) in &self.rules {
            let Trigger::Schedule(rate) = &rule.trigger else { continue };
            if every_min(rate).is_some_and(|minutes| now.as_second().div_euclid(60) % minutes == 0) {
                self.set_off(name, &mut route);
            }
        }
        route
    }

    /// Whether anything calls the reconciler from time to time; if not, why.
    pub fn ticks(&self) -> Result<(), String> {
        let scheduled = self.rules.iter().filter(|(_, rule)| matches!(rule.trigger, Trigger::Schedule(_)));
        let mut route = Route::default();
        for (name, _) in scheduled {
            self.set_off(name, &mut route);
        }
        if route.to.contains(&Face::TermRebuild) {
            return Ok(());
        }
        Err(route.broken.first().cloned().unwrap_or_else(|| "no rule has a schedule".into()))
    }

    fn set_off(&self, name: &str, route: &mut Route) {
        let Some(rule) = self.rules.get(name) else { return };
        if !rule.is_enabled {
            route.broken.push(format!("rule {name} is disabled"));
        } else if rule.targets.is_empty() {
            route.broken.push(format!("rule {name} has no target"));
        } else {
            for target in rule.targets.values() {
                route.add(self.called(target, "events.amazonaws.com", &rule.arn));
            }
        }
    }

    /// A service calls a function on behalf of something.
    fn called(&self, function_arn: &str, service: &str, source_arn: &str) -> Result<Face, String> {
        let function = self.functions.iter().find(|(_, function)| function.arn == function_arn);
        let (name, function) = function.ok_or_else(|| format!("there is no function {function_arn}"))?;
        let may = function.permissions.values().any(|permission| {
            permission.principal == service
                && permission.action == "lambda:InvokeFunction"
                && permission.source_arn.as_ref().is_none_or(|arn| arn == source_arn)
                && permission.source_account.as_ref().is_none_or(|account| source_arn.contains(&format!(":{account}:")))
                && permission.rest.is_empty()
        });
        if !may {
            return Err(format!("no permission lets {service} call function {name}"));
        }
        if function.reserved == Some(0) {
            return Err(format!("function {name} may not run at all: its reserved concurrency is 0"));
        }
        Face::from_aws_name(&function.handler)
            .ok_or_else(|| format!("function {name} has the handler {}, which is none", function.handler))
    }

    /// The functions that run this face of the executable. More than one if there is more than one stack.
    fn running(&self, face: Face) -> impl Iterator<Item = &Function> {
        self.functions.values().filter(move |function| function.handler == face.aws_name())
    }

    /// Whether there is a function that runs this face.
    pub fn runs(&self, face: Face) -> bool {
        self.running(face).next().is_some()
    }

    /// The role, if it is there and Lambda may assume it.
    pub(super) fn assumable(&self, arn: &str) -> Option<&Role> {
        let role = self.roles.values().find(|role| role.arn == arn)?;
        let asked =
            Asked { principal: Some("lambda.amazonaws.com"), action: "sts:AssumeRole", resource: None, context: &[] };
        allows([&role.trust], &asked).then_some(role)
    }

    pub(super) fn role_may(&self, arn: &str, action: &str) -> bool {
        self.assumable(arn).is_some_and(|role| {
            let opens = |policy: &&(&str, &[&str])| policy.1.iter().any(|service| action.starts_with(service));
            MANAGED
                .iter()
                .filter(opens)
                .any(|(policy, _)| role.attached.iter().any(|arn| arn.ends_with(&format!(":policy/{policy}"))))
                || allows(role.inline.values(), &Asked { principal: None, action, resource: None, context: &[] })
        })
    }

    /// Whether a function may make a call.
    ///
    /// # Errors
    /// AWS's refusal, which names the action.
    pub fn function_may(&self, identity: &Identity, face: Face, call: &str) -> Result<(), Failure> {
        if call == FREE {
            return Ok(());
        }
        let denied = |action: &str| {
            let user = format!("arn:{}:sts::{}:assumed-role/{face}", identity.partition, identity.account);
            let message = format!(
                "User: {user} is not authorized to perform: {action} because no identity-based policy allows the \
                 {action} action"
            );
            Err(Failure::new(FailureKind::Denied, "AccessDeniedException", message).in_call(call))
        };
        let needed = actions(call, Who::Functions);
        if needed.is_empty() {
            return denied(call);
        }
        // Keys are asked about for encrypted volumes only, under conditions that are not known here.
        for action in needed.into_iter().filter(|action| !action.starts_with("kms:")) {
            if !self.running(face).any(|function| self.role_may(&function.role_arn, action)) {
                return denied(action);
            }
        }
        Ok(())
    }

    /// Whether a function can work with the ledger.
    ///
    /// # Errors
    /// The table is not there, or the function may not use it.
    pub fn ledger_answers(&self, identity: &Identity, face: Face) -> Result<(), Failure> {
        let has_table = |function: &Function| {
            let stack = function.environment.get("WSRECYCLE_STACK").map_or(DEFAULT_STACK, String::as_str);
            self.tables.contains_key(&Names::of(stack, identity).table)
        };
        for call in LEDGER_CALLS {
            self.function_may(identity, face, call)?;
        }
        if self.running(face).any(has_table) {
            return Ok(());
        }
        let message = "Requested resource not found";
        Err(Failure::new(FailureKind::NotFound, "ResourceNotFoundException", message).in_call("Query"))
    }

    /// The settings that the reconciler goes by, if it is deployed.
    pub fn config(&self) -> Option<Config> {
        self.running(Face::TermRebuild).find_map(|function| Config::to_act_under(&function.environment).ok())
    }
}

/// Minutes between two times of a schedule such as `rate(1 minute)`.
fn every_min(schedule: &str) -> Option<i64> {
    let (count, unit) = schedule.strip_prefix("rate(")?.strip_suffix(')')?.split_once(' ')?;
    let minutes = match unit.trim_end_matches('s') {
        "minute" => 1,
        "hour" => 60,
        "day" => 24 * 60,
        _ => return None,
    };
    count.parse::<i64>().ok().filter(|count| *count > 0).map(|count| count * minutes)
}
