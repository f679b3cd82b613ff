//! An act that is late is not sent.
//!
//! The SDK's time-outs go by a clock that stands still while a machine is suspended, so a laptop whose lid was closed
//! in the middle of a call would send it hours later, signed anew, on the strength of a look at users who have come
//! back since. So every try of a call that acts compares the clock on the wall, right before it is sent.

use crate::cloud::CALL_S_MAX;
use aws_sdk_workspaces::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_workspaces::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_workspaces::error::BoxError;
use std::time::{Duration, SystemTime};

/// Refuses to send anything after a moment.
#[derive(Debug)]
pub(super) struct NotLate {
    until: SystemTime,
}

impl NotLate {
    /// For a call that begins now: as long as any call may take.
    pub fn from_now() -> Self {
        Self { until: SystemTime::now() + Duration::from_secs(CALL_S_MAX) }
    }
}

impl Intercept for NotLate {
    fn name(&self) -> &'static str {
        "NotLate"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        match SystemTime::now().duration_since(self.until) {
            Ok(late) if !late.is_zero() => Err(format!(
                "the call was not sent any more: this machine has slept, and it is {} s late",
                late.as_secs()
            )
            .into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_workspaces::config::{BehaviorVersion, Builder, Credentials, Region};
    use std::io::ErrorKind;
    use std::net::TcpListener;

    #[tokio::test]
    async fn nothing_is_sent_after_its_time() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let config = Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("us-east-1"))
            .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
            .endpoint_url(format!("http://{}", listener.local_addr().unwrap()))
            .interceptor(NotLate { until: SystemTime::now() - Duration::from_secs(7200) });
        let client = aws_sdk_workspaces::Client::from_conf(config.build());
        let error = client.terminate_workspaces().send().await.unwrap_err();
        let text = format!("{:?}", error);
        assert!(text.contains("it is 7200 s late"), "{text}");
        assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "nobody has called");
    }
}
