//! The process that Lambda starts: it takes one invocation after the other from Lambda's Runtime API.
//!
//! It is to be ready quickly: nothing is read but the environment, and clients are built when the first call needs
//! them. What is wrong with the environment is told by every invocation, with a type, because an error at the start
//! shows nowhere but in a log.

use super::face::{Environment, Face};
use super::invoke::{Invocation, InvokeError, Ports, invoke};
use super::log::Heading;
use super::{PayloadError, payload};
use crate::cloud::aws::{AwsCloud, in_lambda};
use crate::cloud::{Clock, Paced, Rates, SystemClock};
use crate::reconcile::DirectorySizes;
use jiff::Timestamp;
use lambda_runtime::{Diagnostic, LambdaEvent, Runtime, service_fn};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

/// The variable that tells where the Runtime API is, and so that Lambda has started this process.
const RUNTIME_API: &str = "AWS_LAMBDA_RUNTIME_API";

/// Whether Lambda has started this process.
pub fn is_called_for() -> bool {
    std::env::var_os(RUNTIME_API).is_some()
}

/// Serve until the Runtime API is gone: the exit status.
pub fn main() -> u8 {
    let environment: Environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let process = Process { environment, cloud: OnceLock::new(), sizes: DirectorySizes::default() };
    let ended = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start the runtime: {error}"))
        .and_then(|runtime| runtime.block_on(process.serve()));
    match ended {
        Ok(()) => 0,
        Err(why) => {
            let error = InvalidEnvironment(why);
            log(&Heading { request_id: "", function: None }.error(SystemClock.now(), "runtime_api", &error));
            1
        }
    }
}

/// What lives as long as the process.
struct Process {
    environment: Environment,
    /// Made by the first invocation, which says in which account it is.
    cloud: OnceLock<Paced<AwsCloud, SystemClock>>,
    sizes: DirectorySizes,
}

impl Process {
    async fn serve(&self) -> Result<(), String> {
        let handler = service_fn(|event: LambdaEvent<Payload>| self.answer(event));
        // It panics where Lambda's own variables are missing or make no address.
        let runtime = catch_unwind(AssertUnwindSafe(|| Runtime::new(handler)))
            .map_err(|_| format!("{RUNTIME_API} and the variables beside it are not what Lambda sets"))?;
        runtime.run().await.map_err(|error| error.to_string())
    }

    async fn answer(&self, event: LambdaEvent<Payload>) -> Result<Value, InvokeError> {
        let LambdaEvent { payload: Payload(payload), context } = event;
        let face = Face::of(&self.environment, &context.invoked_function_arn);
        let function = face.as_ref().ok().map(|face| face.function);
        let answer = async {
            let face = face?;
            let payload = payload.map_err(|why| PayloadError::malformed("payload", payload::shortened(&why)))?;
            let cloud = self.cloud(&face).await?;
            let invocation = Invocation { request_id: &context.request_id, deadline: deadline(context.deadline) };
            let ports = Ports {
                cloud,
                ledger: &cloud.cloud().ledger(&face.names.table),
                clock: &SystemClock,
                sizes: &self.sizes,
                calls: &|| cloud.calls(),
                log: &log,
            };
            invoke(&face, &invocation, &payload, &ports).await
        };
        let answer = answer.await;
        if let Err(error) = &answer {
            let heading = Heading { request_id: &context.request_id, function };
            log(&heading.error(SystemClock.now(), error.kind(), error));
        }
        answer
    }

    async fn cloud(&self, face: &Face) -> Result<&Paced<AwsCloud, SystemClock>, InvokeError> {
        if self.cloud.get().is_none() {
            let cloud = in_lambda(face.identity.clone()).await.map_err(InvokeError::Connect)?;
            // Invocations come one after the other, so nobody else has made it meanwhile.
            let _ = self.cloud.set(Paced::new(cloud, SystemClock, Rates::DOCUMENTED));
        }
        Ok(self.cloud.get().expect("it was made above"))
    }
}

fn deadline(ms: u64) -> Timestamp {
    i64::try_from(ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok()).unwrap_or(Timestamp::MAX)
}

/// A line for CloudWatch Logs. One that cannot be written is lost; nothing else is.
fn log(line: &Value) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// An event that may be no JSON: what to answer then is ours to say, with a type of ours.
struct Payload(Result<Value, String>);

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(Value::deserialize(from).map_err(|error| error.to_string())))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct InvalidEnvironment(String);

impl From<InvokeError> for Diagnostic {
    fn from(error: InvokeError) -> Self {
        Self { error_type: error.kind().to_owned(), error_message: error.text() }
    }
}
