//! Which function this process is, and under which settings it acts: what Lambda and `setup` have put into its
//! environment. Pure.
//!
//! Nothing is made up here. Settings that are absent or cannot be read are an error, because a scope that nobody said
//! would be every desktop of the Region.

use super::Function;
use crate::cloud::Identity;
use crate::recycle::Rules;
use crate::stack::config::{Config, ConfigError, VARIABLE};
use crate::stack::{DEFAULT_STACK, Names, check_stack_name};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The variables of the process.
pub type Environment = BTreeMap<String, String>;

/// The name of the function (Lambda Developer Guide, "Defined runtime environment variables", seen 2026-11-22).
pub const NAME: &str = "AWS_LAMBDA_FUNCTION_NAME";
/// Its handler, from the same page.
const HANDLER: &str = "_HANDLER";
/// The stack that it belongs to, as `setup` sets it.
const STACK: &str = "WSRECYCLE_STACK";
/// Letters of the digest: enough to tell two settings apart, not more than a log line wants.
const DIGEST_LETTERS: usize = 12;

/// One function of one stack in its account.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    pub function: Function,
    pub names: Names,
    pub identity: Identity,
    pub rules: Rules,
    /// A digest of the settings, so that two ticks can be seen to go by the same.
    pub settings: String,
}

/// Why this process is no function that could do anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaceError {
    #[error(transparent)]
    Settings(#[from] ConfigError),
    #[error("the function's stack cannot be told: {STACK}: {why}. `wsrecycle setup` sets it anew")]
    Stack { why: String },
    #[error(
        "function {name:?} with the handler {handler:?} is none of stack {stack}. `wsrecycle setup` creates those that \
         are"
    )]
    Unknown { name: String, handler: String, stack: String },
    #[error("{arn:?} is not the ARN of a function, so nobody knows in which account this is")]
    Arn { arn: String },
}

impl FaceError {
    /// A stable name for metrics and alarms.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Settings(ConfigError::Missing) => "settings_missing",
            Self::Settings(ConfigError::Unreadable { .. }) => "settings_unreadable",
            Self::Stack { .. } => "stack_unreadable",
            Self::Unknown { .. } => "function_unknown",
            Self::Arn { .. } => "function_arn_unreadable",
        }
    }
}

impl Face {
    /// The function that was invoked by this ARN.
    ///
    /// # Errors
    /// What is missing or cannot be read; nothing may be done then.
    pub fn of(environment: &Environment, function_arn: &str) -> Result<Self, FaceError> {
        let text = |name: &str| environment.get(name).cloned().unwrap_or_default();
        let config = Config::to_act_under(environment)?;
        let stack = environment.get(STACK).map_or(DEFAULT_STACK, String::as_str);
        check_stack_name(stack).map_err(|why| FaceError::Stack { why })?;
        let arn = || FaceError::Arn { arn: function_arn.to_owned() };
        let identity = identity(function_arn).ok_or_else(arn)?;
        let names = Names::of(stack, &identity);
        let (name, handler) = (text(NAME), text(HANDLER));
        let function = names.function_named(&name).or_else(|| Function::from_aws_name(&handler));
        let function = function.ok_or_else(|| FaceError::Unknown { name, handler, stack: stack.to_owned() })?;
        Ok(Self { function, names, identity, rules: config.rules(), settings: digest(&text(VARIABLE)) })
    }

    /// Where alarms publish to.
    pub fn topic_arn(&self) -> String {
        self.identity.topic_arn(&self.names.topic)
    }

    /// Where people listen.
    pub fn alerts_arn(&self) -> String {
        self.identity.topic_arn(&self.names.alerts)
    }
}

/// Account, partition and Region of `arn:aws:lambda:us-east-1:123456789012:function:Name`, perhaps with a version.
fn identity(arn: &str) -> Option<Identity> {
    let parts: Vec<&str> = arn.split(':').collect();
    let ["arn", partition, "lambda", region, account, "function", _name, ..] = parts.as_slice() else { return None };
    let is_account = account.len() == 12 && account.bytes().all(|digit| digit.is_ascii_digit());
    let is_whole = is_account && !partition.is_empty() && !region.is_empty();
    is_whole.then(|| Identity {
        account: (*account).to_owned(),
        arn: arn.to_owned(),
        partition: (*partition).to_owned(),
        region: (*region).to_owned(),
    })
}

fn digest(text: &str) -> String {
    let hex: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..DIGEST_LETTERS].to_owned()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::recycle::Scope;

    pub(crate) fn arn(name: &str) -> String {
        format!("arn:aws:lambda:us-east-1:123456789012:function:{name}")
    }

    /// The environment of a deployed function.
    pub(crate) fn environment(name: &str, stack: &str, scope: &str) -> Environment {
        let config = Config { scope: scope.parse().unwrap(), ..Config::default() };
        let mut environment = config.environment(stack);
        environment.insert(NAME.into(), name.into());
        environment
    }

    #[test]
    fn a_function_knows_its_stack_account_and_rules() {
        let face = Face::of(&environment("Workspace_Term_Rebuild", "default", "tag=lab=a"), &arn("x:7")).unwrap();
        assert_eq!((face.function, face.rules.scope), (Function::TermRebuild, "tag=lab=a".parse::<Scope>().unwrap()));
        assert_eq!((face.identity.account.as_str(), face.identity.region.as_str()), ("123456789012", "us-east-1"));
        assert_eq!(face.settings.len(), 12);

        let name = "Workspace_Alarm_Del_lab";
        let face = Face::of(&environment(name, "lab", "all"), &arn(name).replace("aws", "aws-cn")).unwrap();
        assert_eq!(face.function, Function::AlarmDelete);
        assert_eq!(face.alerts_arn_tail(), "aws-cn Workspace_Recycle_Alerts_lab");
        // A function that somebody renamed goes by its handler.
        let mut renamed = environment("our-rebuilder", "lab", "all");
        let unknown = Face::of(&renamed, &arn(name)).unwrap_err();
        assert_eq!(unknown.kind(), "function_unknown");
        assert!(unknown.to_string().contains("\"our-rebuilder\""), "{unknown}");
        renamed.insert(HANDLER.into(), "Workspace_Term_Rebuild".into());
        assert_eq!(Face::of(&renamed, &arn(name)).unwrap().function, Function::TermRebuild);
    }

    impl Face {
        fn alerts_arn_tail(&self) -> String {
            let arn = self.alerts_arn();
            let parts: Vec<&str> = arn.split(':').collect();
            format!("{} {}", parts[1], parts[5])
        }
    }

    #[test]
    fn whatever_is_missing_is_an_error_with_a_name() {
        let name = "Workspace_Alarm_Create";
        let good = || environment(name, "default", "all");
        type Spoil = fn(&mut Environment);
        let cases: [(Spoil, &str); 5] = [
            (|it| drop(it.remove(VARIABLE)), "settings_missing"),
            (|it| drop(it.insert(VARIABLE.into(), "{}".into())), "settings_unreadable"),
            (|it| drop(it.insert(STACK.into(), "not a stack".into())), "stack_unreadable"),
            (|it| drop(it.insert(STACK.into(), "lab".into())), "function_unknown"),
            (|it| drop(it.remove(NAME)), "function_unknown"),
        ];
        for (spoil, kind) in cases {
            let mut environment = good();
            spoil(&mut environment);
            assert_eq!(Face::of(&environment, &arn(name)).unwrap_err().kind(), kind);
        }
        for bad in ["", "arn", "arn:aws:iam::123456789012:role/a", "arn:aws:lambda:us-east-1:1234:function:a"] {
            assert_eq!(Face::of(&good(), bad).unwrap_err().kind(), "function_arn_unreadable", "{bad}");
        }
    }
}
