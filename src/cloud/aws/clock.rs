//! How far this machine's clock is from AWS's: what the answers to one call say about it, beside what they are for.
//!
//! The SDK signs with AWS's time once it knows it (`service_clock_skew.rs` of aws-runtime 1.10.2, seen 2026-11-25), so
//! a clock that is minutes off shows in no error of AWS's. What the SDK has measured it keeps to itself.

use crate::cloud::Skew;
use aws_sdk_sts::config::interceptors::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_sts::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_sts::error::BoxError;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use std::sync::{Arc, Mutex};

/// Listens to the tries of a call; the last answer counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch(Arc<Mutex<Heard>>);

#[derive(Debug, Default)]
struct Heard {
    sent: Option<Timestamp>,
    skew: Option<Skew>,
}

impl Watch {
    pub fn skew(&self) -> Option<Skew> {
        self.heard().skew
    }

    fn heard(&self) -> std::sync::MutexGuard<'_, Heard> {
        self.0.lock().expect("no panic happens while it is held")
    }
}

impl Intercept for Watch {
    fn name(&self) -> &'static str {
        "clock"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.heard().sent = Some(Timestamp::now());
        Ok(())
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let headers = context.response().headers();
        // A cache keeps an answer with its old date, and says so (RFC 9111, section 5.1, from memory).
        if headers.get("age").is_some() {
            return Ok(());
        }
        let date = headers.get("date").and_then(|date| rfc2822::DateTimeParser::new().parse_timestamp(date).ok());
        let mut heard = self.heard();
        if let (Some(sent), Some(date)) = (heard.sent, date) {
            heard.skew = Some(Skew::of(sent, Timestamp::now(), date));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::canned::{self, Answer};
    use crate::cloud::Cloud;
    use jiff::fmt::rfc2822;
    use jiff::{SignedDuration, Timestamp};

    const WHO: &str = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
        <GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/alice</Arn><Account>123456789012</Account>\
        </GetCallerIdentityResult></GetCallerIdentityResponse>";
    const EXPIRED: &str = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>\
        <Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>Signature expired</Message></Error>\
        </ErrorResponse>";

    /// What a server says whose clock is so far ahead of ours.
    fn dated(ahead_s: i64) -> String {
        let date = Timestamp::now() + SignedDuration::from_secs(ahead_s);
        format!("date: {}\r\n", rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&date).unwrap())
    }

    #[tokio::test]
    async fn the_date_of_the_answer_tells() {
        for (ahead_s, words) in [(90, "behind AWS's"), (-90, "ahead of AWS's")] {
            let (aws, _) = canned::aws_with_headers(vec![(Answer(200, WHO), dated(ahead_s))]).await;
            assert_eq!(aws.skew(), None, "nobody has asked");
            aws.whoami().await.unwrap();
            let skew = aws.skew().unwrap();
            assert!((80..=95).contains(&skew.surely().as_secs()), "{skew:?}");
            assert!(skew.to_string().ends_with(words), "{skew}");
        }
        let (aws, _) = canned::aws_with_headers(vec![(Answer(200, WHO), dated(0))]).await;
        aws.whoami().await.unwrap();
        assert!(aws.skew().unwrap().surely().as_secs() <= 2, "{:?}", aws.skew());
    }

    #[tokio::test]
    async fn without_a_date_of_its_own_an_answer_tells_nothing() {
        let cached = dated(-600) + "age: 600\r\n";
        for headers in [String::new(), "date: yesterday\r\n".to_owned(), cached] {
            let (aws, _) = canned::aws_with_headers(vec![(Answer(200, WHO), headers.clone())]).await;
            aws.whoami().await.unwrap();
            assert_eq!(aws.skew(), None, "{headers}");
        }
    }

    #[tokio::test]
    async fn a_refusal_tells_too_and_the_sdk_signs_anew() {
        let (aws, asked) =
            canned::aws_with_headers(vec![(Answer(403, EXPIRED), dated(3600)), (Answer(200, WHO), dated(3600))]).await;
        assert_eq!(aws.whoami().await.unwrap().account, "123456789012");
        assert_eq!(asked.lock().unwrap().len(), 2);
        assert!(aws.skew().unwrap().surely().as_secs() > 3500);
    }
}
