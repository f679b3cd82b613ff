//! Who we are to AWS: a profile's credentials, and GetCallerIdentity.

use super::{AwsCloud, Identity, Options};
use crate::recycle::{Failure, FailureKind};
use aws_config::default_provider::{use_dual_stack::use_dual_stack_provider, use_fips::use_fips_provider};
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileFileRegionProvider};
use aws_config::{Region, environment::EnvironmentVariableRegionProvider};
use aws_config::{meta::region::RegionProviderChain, provider_config::ProviderConfig};

/// The credentials of a profile that was typed: keys, a role, SSO or a credential process, and nothing else.
pub(super) async fn of_profile(profile: &str, options: &Options) -> ProfileFileCredentialsProvider {
    let region = RegionProviderChain::first_try(options.region.clone().map(Region::new))
        .or_else(EnvironmentVariableRegionProvider::new())
        .or_else(ProfileFileRegionProvider::builder().profile_name(profile).build());
    let config = ProviderConfig::without_region().with_region(region.region().await);
    let (fips, dual_stack) = (use_fips_provider(&config).await, use_dual_stack_provider(&config).await);
    let config = config.with_use_fips(fips).with_use_dual_stack(dual_stack);
    ProfileFileCredentialsProvider::builder().profile_name(profile).configure(&config).build()
}

/// GetCallerIdentity, asked once.
pub(super) async fn whoami(aws: &AwsCloud) -> Result<Identity, Failure> {
    const CALL: &str = "GetCallerIdentity";
    if let Some(known) = aws.identity.get() {
        return Ok(known.clone());
    }
    let call = aws.sts().get_caller_identity().customize().interceptor(aws.clock.clone());
    let answer = call.send().await.map_err(|error| aws.place.failure(CALL, error))?;
    let (Some(account), Some(arn)) = (answer.account, answer.arn) else {
        let message = "the answer names no account";
        return Err(Failure::new(FailureKind::Unclear, "", message).in_call(CALL));
    };
    let partition = partition(&arn).to_owned();
    let identity = Identity { account, arn, partition, region: aws.place.region.clone() };
    Ok(aws.identity.get_or_init(|| identity).clone())
}

/// The partition of an ARN.
fn partition(arn: &str) -> &str {
    arn.split(':').nth(1).filter(|text| !text.is_empty()).unwrap_or("aws")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_partition_is_the_callers() {
        for (arn, expected) in [
            ("arn:aws:sts::123456789012:assumed-role/Admin/alice", "aws"),
            ("arn:aws-us-gov:iam::123456789012:user/alice", "aws-us-gov"),
            ("arn:aws-cn:iam::123456789012:root", "aws-cn"),
            ("arn", "aws"),
        ] {
            assert_eq!(partition(arn), expected);
        }
    }
}
