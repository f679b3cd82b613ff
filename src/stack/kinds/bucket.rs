//! The bucket that the trail writes to: private, encrypted, and forgetting.

use super::{created, or_none, tags};
use crate::stack::picture::Bucket;
use crate::stack::plan::Change;
use crate::stack::write::Write;

pub fn diff(name: &str, should: &Bucket, is: Option<&Bucket>) -> Vec<Change> {
    let bucket = || name.to_owned();
    let mut changes = vec![];
    if is.is_none() {
        changes.push(created(Write::CreateBucket { bucket: bucket(), tags: should.tags.clone() }));
    }
    // PutBucketTagging replaces all tags: those of others are sent along.
    changes.extend(tags(&should.tags, is.map(|is| &is.tags), |ours| {
        let mut all = is.map(|is| is.tags.clone()).unwrap_or_default();
        all.extend(ours);
        Write::TagBucket { bucket: bucket(), tags: all }
    }));
    if is.is_none_or(|is| !is.is_private) {
        let write = Write::BlockPublicAccess { bucket: bucket() };
        changes.push(Change::new("public access", "possible", "blocked", write));
    }
    if let Some(policy) = should.policy.as_ref().filter(|policy| is.and_then(|is| is.policy.as_ref()) != Some(policy)) {
        let write = Write::SetBucketPolicy { bucket: bucket(), policy: policy.clone() };
        let change = Change::new("policy", or_none(is.and_then(|is| is.policy.as_ref())), policy, write);
        changes.push(change.because("only our trail may write here"));
    }
    // The trail does not wait for what follows, see `order.rs`.
    if is.is_none_or(|is| is.ownership != should.ownership) {
        let write = Write::SetOwnership { bucket: bucket() };
        let present = or_none(is.and_then(|is| is.ownership.as_ref()));
        changes.push(Change::new("ownership", present, or_none(should.ownership.as_ref()), write));
    }
    if is.is_none_or(|is| is.encryption.is_none()) {
        let write = Write::SetEncryption { bucket: bucket() };
        changes.push(Change::new("encryption", "none", or_none(should.encryption.as_ref()), write));
    }
    if let Some(days) = should.expires_days.filter(|_| is.is_none_or(|is| is.expires_days != should.expires_days)) {
        let write = Write::SetLifecycle { bucket: bucket(), days };
        let present =
            is.and_then(|is| is.expires_days).map_or_else(|| "never".to_owned(), |days| format!("{days} days"));
        changes.push(Change::new("expiry", present, format!("{days} days"), write));
    }
    changes
}
