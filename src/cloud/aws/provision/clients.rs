//! A client for each service that a stack lives in, built when it is first needed.

use super::super::AwsCloud;
use std::sync::OnceLock;

#[derive(Debug, Clone, Default)]
pub(in super::super) struct Clients {
    cloudtrail: OnceLock<aws_sdk_cloudtrail::Client>,
    dynamodb: OnceLock<aws_sdk_dynamodb::Client>,
    events: OnceLock<aws_sdk_eventbridge::Client>,
    iam: OnceLock<aws_sdk_iam::Client>,
    lambda: OnceLock<aws_sdk_lambda::Client>,
    logs: OnceLock<aws_sdk_cloudwatchlogs::Client>,
    s3: OnceLock<aws_sdk_s3::Client>,
    sns: OnceLock<aws_sdk_sns::Client>,
}

impl AwsCloud {
    pub(super) fn cloudtrail(&self) -> &aws_sdk_cloudtrail::Client {
        self.clients.cloudtrail.get_or_init(|| aws_sdk_cloudtrail::Client::new(&self.config))
    }

    pub(in super::super) fn dynamodb(&self) -> &aws_sdk_dynamodb::Client {
        self.clients.dynamodb.get_or_init(|| aws_sdk_dynamodb::Client::new(&self.config))
    }

    pub(super) fn events(&self) -> &aws_sdk_eventbridge::Client {
        self.clients.events.get_or_init(|| aws_sdk_eventbridge::Client::new(&self.config))
    }

    pub(super) fn iam(&self) -> &aws_sdk_iam::Client {
        self.clients.iam.get_or_init(|| aws_sdk_iam::Client::new(&self.config))
    }

    pub(super) fn lambda(&self) -> &aws_sdk_lambda::Client {
        self.clients.lambda.get_or_init(|| aws_sdk_lambda::Client::new(&self.config))
    }

    pub(in super::super) fn logs(&self) -> &aws_sdk_cloudwatchlogs::Client {
        self.clients.logs.get_or_init(|| aws_sdk_cloudwatchlogs::Client::new(&self.config))
    }

    /// A server that is not AWS's has no host name for each bucket, so there the bucket goes into the path.
    pub(super) fn s3(&self) -> &aws_sdk_s3::Client {
        self.clients.s3.get_or_init(|| {
            let is_elsewhere =
                self.place.endpoint.is_some() || self.place.redirects.iter().any(|name| name == "AWS_ENDPOINT_URL_S3");
            let config = aws_sdk_s3::config::Builder::from(&self.config).force_path_style(is_elsewhere);
            aws_sdk_s3::Client::from_conf(config.build())
        })
    }

    pub(super) fn sns(&self) -> &aws_sdk_sns::Client {
        self.clients.sns.get_or_init(|| aws_sdk_sns::Client::new(&self.config))
    }
}
