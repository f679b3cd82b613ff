//! Lambda functions: their code, their settings, and who may call them.

use super::super::AwsCloud;
use super::super::identity::whoami;
use super::permission;
use super::refusal::{gone, if_any};
use crate::cloud::Archive;
use crate::recycle::{Failure, FailureKind};
use crate::stack::FunctionSettings;
use crate::stack::picture::{Asynchronous, Code, Function, Permission, Tags};
use aws_config::timeout::TimeoutConfig;
use aws_sdk_lambda::config::Builder as ClientConfig;
use aws_sdk_lambda::operation::get_function::GetFunctionOutput;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{
    Architecture, DestinationConfig, Environment, EnvironmentResponse, FunctionCode, LogFormat, LoggingConfig,
    OnFailure, PackageType, Runtime,
};
use std::{collections::BTreeMap, time::Duration};

/// The longest try of an upload: 10 MB, as Lambda takes them in JSON, at half a megabit a second.
const UPLOAD_S_MAX: u64 = 180;
/// What Lambda does where nothing else is said (Lambda Developer Guide, "Asynchronous invocation", seen 2026-11-22).
const RETRIES_DEFAULT: i32 = 2;
const AGE_S_DEFAULT: i32 = 21_600;

pub(super) async fn function(aws: &AwsCloud, name: &str) -> Result<Option<Function>, Failure> {
    let (answer, permissions, asynchronous) =
        tokio::join!(look(aws, name), permissions(aws, name), asynchronous(aws, name));
    let Some(answer) = if_any(answer)? else { return Ok(None) };
    // 0 is a function of which none may run (PutFunctionConcurrency, API reference, seen 2026-11-25: GetFunction shows
    // what is reserved).
    let reserved = answer.concurrency.and_then(|it| it.reserved_concurrent_executions);
    let Some(it) = answer.configuration else { return Ok(None) };
    let environment = variables(LOOK, name, it.environment)?;
    let architecture = it.architectures.unwrap_or_default().into_iter().next().unwrap_or(Architecture::X8664);
    let role_arn = it.role.unwrap_or_default();
    Ok(Some(Function {
        arn: it.function_arn.unwrap_or_default(),
        description: it.description.unwrap_or_default(),
        code: Code { sha256: it.code_sha256.unwrap_or_default(), architecture: architecture.as_str().to_owned() },
        runtime: it.runtime.map(|runtime| runtime.as_str().to_owned()).unwrap_or_default(),
        handler: it.handler.unwrap_or_default(),
        role_arn,
        memory_mb: it.memory_size.unwrap_or_default(),
        timeout_s: it.timeout.unwrap_or_default(),
        environment,
        log_format: it
            .logging_config
            .and_then(|logging| logging.log_format)
            .unwrap_or(LogFormat::Text)
            .as_str()
            .to_owned(),
        tags: answer.tags.unwrap_or_default().into_iter().collect(),
        asynchronous: asynchronous?,
        permissions: permissions?,
        reserved,
    }))
}

/// The environment alone.
pub(super) async fn settings_of(aws: &AwsCloud, name: &str) -> Result<Option<BTreeMap<String, String>>, Failure> {
    const CALL: &str = "GetFunctionConfiguration";
    let answer = aws.lambda().get_function_configuration().function_name(name).send().await;
    let Some(answer) = if_any(answer.map_err(|error| aws.refused(CALL, error)))? else { return Ok(None) };
    variables(CALL, name, answer.environment).map(Some)
}

/// What cannot be decrypted is told inside the answer, and is not "no variables".
fn variables(
    call: &str,
    function: &str,
    environment: Option<EnvironmentResponse>,
) -> Result<BTreeMap<String, String>, Failure> {
    let (variables, error) = environment.map(|it| (it.variables, it.error)).unwrap_or_default();
    if let Some(error) = error {
        let (code, message) = (error.error_code.unwrap_or_default(), error.message.unwrap_or_default());
        let message = format!("the environment of function {function} cannot be read: {message}");
        return Err(Failure::new(FailureKind::Key, &code, message).in_call(call));
    }
    Ok(variables.unwrap_or_default().into_iter().collect())
}

const LOOK: &str = "GetFunction";

/// Tags that may not be read are told beside the answer, and are not "no tags".
async fn look(aws: &AwsCloud, name: &str) -> Result<GetFunctionOutput, Failure> {
    let answer = aws.lambda().get_function().function_name(name).send().await;
    let answer = answer.map_err(|error| aws.refused(LOOK, error))?;
    match &answer.tags_error {
        None => Ok(answer),
        Some(error) => {
            let message = format!("the tags of function {name} cannot be read: {}", error.message);
            Err(Failure::new(FailureKind::Denied, &error.error_code, message).in_call(LOOK))
        }
    }
}

async fn permissions(aws: &AwsCloud, name: &str) -> Result<BTreeMap<String, Permission>, Failure> {
    let answer = aws.lambda().get_policy().function_name(name).send().await;
    let answer = if_any(answer.map_err(|error| aws.refused("GetPolicy", error)))?;
    Ok(permission::of_policy(&answer.and_then(|answer| answer.policy).unwrap_or_default()))
}

async fn asynchronous(aws: &AwsCloud, name: &str) -> Result<Option<Asynchronous>, Failure> {
    let answer = aws.lambda().get_function_event_invoke_config().function_name(name).send().await;
    let answer = if_any(answer.map_err(|error| aws.refused("GetFunctionEventInvokeConfig", error)))?;
    Ok(answer.map(|it| Asynchronous {
        retry_attempts: it.maximum_retry_attempts.unwrap_or(RETRIES_DEFAULT),
        event_age_s_max: it.maximum_event_age_in_seconds.unwrap_or(AGE_S_DEFAULT),
        on_failure: it.destination_config.and_then(|to| to.on_failure).and_then(|to| to.destination),
    }))
}

pub(super) async fn create(
    aws: &AwsCloud,
    function: &str,
    settings: &FunctionSettings,
    architecture: &str,
    tags: &Tags,
    archive: Option<&Archive>,
) -> Result<(), Failure> {
    const CALL: &str = "CreateFunction";
    let code = FunctionCode::builder().zip_file(uploaded(CALL, archive)?).build();
    let call = aws
        .lambda()
        .create_function()
        .function_name(function)
        .package_type(PackageType::Zip)
        .code(code)
        .architectures(Architecture::from(architecture))
        .description(&settings.description)
        .runtime(Runtime::from(settings.runtime.as_str()))
        .handler(&settings.handler)
        .role(&settings.role_arn)
        .memory_size(settings.memory_mb)
        .timeout(settings.timeout_s)
        .environment(environment(settings))
        .logging_config(logging(settings))
        .set_tags(Some(tags.clone().into_iter().collect()));
    let call = call.customize().config_override(patient());
    call.send().await.map(drop).map_err(|error| aws.refused(CALL, error))
}

pub(super) async fn update_code(
    aws: &AwsCloud,
    function: &str,
    architecture: &str,
    archive: Option<&Archive>,
) -> Result<(), Failure> {
    const CALL: &str = "UpdateFunctionCode";
    let call = aws.lambda().update_function_code().function_name(function).zip_file(uploaded(CALL, archive)?);
    let call = call.architectures(Architecture::from(architecture)).customize().config_override(patient());
    call.send().await.map(drop).map_err(|error| aws.refused(CALL, error))
}

pub(super) async fn update_settings(
    aws: &AwsCloud,
    function: &str,
    settings: &FunctionSettings,
) -> Result<(), Failure> {
    let call = aws
        .lambda()
        .update_function_configuration()
        .function_name(function)
        .description(&settings.description)
        .runtime(Runtime::from(settings.runtime.as_str()))
        .handler(&settings.handler)
        .role(&settings.role_arn)
        .memory_size(settings.memory_mb)
        .timeout(settings.timeout_s)
        .environment(environment(settings))
        .logging_config(logging(settings));
    call.send().await.map(drop).map_err(|error| aws.refused("UpdateFunctionConfiguration", error))
}

/// Overwrites all settings of asynchronous invocation.
pub(super) async fn set_asynchronous(aws: &AwsCloud, function: &str, to: &Asynchronous) -> Result<(), Failure> {
    let destination = |arn: &String| {
        let failed = OnFailure::builder().destination(arn).build();
        DestinationConfig::builder().on_failure(failed).build()
    };
    let call = aws
        .lambda()
        .put_function_event_invoke_config()
        .function_name(function)
        .maximum_retry_attempts(to.retry_attempts)
        .maximum_event_age_in_seconds(to.event_age_s_max)
        .set_destination_config(to.on_failure.as_ref().map(destination));
    call.send().await.map(drop).map_err(|error| aws.refused("PutFunctionEventInvokeConfig", error))
}

pub(super) async fn remove_reservation(aws: &AwsCloud, function: &str) -> Result<(), Failure> {
    let answer = aws.lambda().delete_function_concurrency().function_name(function).send().await;
    answer.map(drop).map_err(|error| aws.refused("DeleteFunctionConcurrency", error))
}

pub(super) async fn permit(aws: &AwsCloud, function: &str, id: &str, to: &Permission) -> Result<(), Failure> {
    const CALL: &str = "AddPermission";
    if !to.rest.is_empty() {
        let message = format!("a statement with {} cannot be written", to.rest);
        return Err(Failure::new(FailureKind::NotSent, "", message).in_call(CALL));
    }
    let call = aws
        .lambda()
        .add_permission()
        .function_name(function)
        .statement_id(id)
        .action(&to.action)
        .principal(&to.principal)
        .set_source_arn(to.source_arn.clone())
        .set_source_account(to.source_account.clone());
    call.send().await.map(drop).map_err(|error| aws.refused(CALL, error))
}

pub(super) async fn forbid(aws: &AwsCloud, function: &str, id: &str) -> Result<(), Failure> {
    let call = aws.lambda().remove_permission().function_name(function).statement_id(id);
    gone(call.send().await.map_err(|error| aws.refused("RemovePermission", error)))
}

pub(super) async fn tag(aws: &AwsCloud, function: &str, tags: &Tags) -> Result<(), Failure> {
    let who = whoami(aws).await?;
    let arn = format!("arn:{}:lambda:{}:{}:function:{function}", who.partition, who.region, who.account);
    let call = aws.lambda().tag_resource().resource(arn).set_tags(Some(tags.clone().into_iter().collect()));
    call.send().await.map(drop).map_err(|error| aws.refused("TagResource", error))
}

pub(super) async fn delete(aws: &AwsCloud, function: &str) -> Result<(), Failure> {
    let answer = aws.lambda().delete_function().function_name(function).send().await;
    gone(answer.map_err(|error| aws.refused("DeleteFunction", error)))
}

fn uploaded(call: &str, archive: Option<&Archive>) -> Result<Blob, Failure> {
    let nothing = || Failure::new(FailureKind::NotSent, "", "there is no archive to upload").in_call(call);
    archive.map(|archive| Blob::new(archive.bytes.clone())).ok_or_else(nothing)
}

fn environment(settings: &FunctionSettings) -> Environment {
    Environment::builder().set_variables(Some(settings.environment.clone().into_iter().collect())).build()
}

fn logging(settings: &FunctionSettings) -> LoggingConfig {
    LoggingConfig::builder().log_format(LogFormat::from(settings.log_format.as_str())).build()
}

/// An upload takes longer than any other call.
fn patient() -> ClientConfig {
    let timeouts = TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_secs(UPLOAD_S_MAX))
        .operation_timeout(Duration::from_secs(2 * UPLOAD_S_MAX));
    ClientConfig::new().timeout_config(timeouts.build())
}
