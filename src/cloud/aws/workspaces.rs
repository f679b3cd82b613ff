//! Amazon WorkSpaces: what is there, and the two calls that change it.
//!
//! An empty list of ids means "all" to AWS, so it is answered here and never sent.

use super::convert::{connection, desktop, next_token, repeated, request};
use super::failure::OnlyRefused;
use super::late::NotLate;
use super::{AwsCloud, Filter, Page};
use crate::cloud::PAGE;
use crate::recycle::{BundleId, Connection, Desktop, DirectoryId, Failure, FailureKind, Owner, Request, WorkspaceId};
use aws_sdk_workspaces::operation::create_workspaces::CreateWorkspacesOutput;
use aws_sdk_workspaces::types::{
    FailedWorkspaceChangeRequest, TerminateRequest, WorkspaceBundleState, WorkspaceDirectoryState,
};
use aws_sdk_workspaces::{config::Builder, operation::RequestId};
use std::collections::BTreeMap;

const DESCRIBE: &str = "DescribeWorkspaces";
const CREATE: &str = "CreateWorkspaces";
const TERMINATE: &str = "TerminateWorkspaces";

/// The desktops with these ids. A page that AWS cut short is read on: an id that is left out means "gone".
pub(super) async fn describe(aws: &AwsCloud, ids: &[WorkspaceId]) -> Result<Vec<Desktop>, Failure> {
    let mut found = vec![];
    if ids.is_empty() {
        return Ok(found);
    }
    let mut token = None;
    loop {
        let call = aws.workspaces().describe_workspaces().set_workspace_ids(Some(texts(ids, WorkspaceId::as_str)));
        let answer = call.set_next_token(token.clone()).send().await.map_err(|e| aws.place.failure(DESCRIBE, e))?;
        found.extend(answer.workspaces.unwrap_or_default().into_iter().filter_map(desktop));
        token = repeated(DESCRIBE, token, answer.next_token)?;
        if token.is_none() {
            return Ok(found);
        }
    }
}

/// One page of a listing.
pub(super) async fn desktops(aws: &AwsCloud, filter: &Filter, token: Option<String>) -> Result<Page<Desktop>, Failure> {
    let call = aws.workspaces().describe_workspaces().limit(PAGE as i32).set_next_token(token.clone());
    let call = match filter {
        Filter::All => call,
        Filter::Directory(directory) => call.directory_id(directory.as_str()),
        Filter::Bundle(bundle) => call.bundle_id(bundle.as_str()),
        Filter::Owner(owner) => call.directory_id(owner.directory.as_str()).user_name(&owner.user),
    };
    let answer = call.send().await.map_err(|error| aws.place.failure(DESCRIBE, error))?;
    let items = answer.workspaces.unwrap_or_default().into_iter().filter_map(desktop).collect();
    Ok(Page { items, next: repeated(DESCRIBE, token, answer.next_token)? })
}

pub(super) async fn connections(
    aws: &AwsCloud,
    ids: &[WorkspaceId],
) -> Result<BTreeMap<WorkspaceId, Connection>, Failure> {
    const CALL: &str = "DescribeWorkspacesConnectionStatus";
    let mut found = BTreeMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut token = None;
    loop {
        let call = aws.workspaces().describe_workspaces_connection_status();
        let call = call.set_workspace_ids(Some(texts(ids, WorkspaceId::as_str))).set_next_token(token.clone());
        let answer = call.send().await.map_err(|error| aws.place.failure(CALL, error))?;
        found.extend(answer.workspaces_connection_status.unwrap_or_default().into_iter().filter_map(connection));
        token = repeated(CALL, token, answer.next_token)?;
        if token.is_none() {
            return Ok(found);
        }
    }
}

/// Those bundles that exist. A bundle that AWS shows without a state is taken for available: Amazon's own have not
/// always had one.
pub(super) async fn bundles(aws: &AwsCloud, ids: &[BundleId]) -> Result<BTreeMap<BundleId, bool>, Failure> {
    const CALL: &str = "DescribeWorkspaceBundles";
    let mut found = BTreeMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut token = None;
    loop {
        let call = aws.workspaces().describe_workspace_bundles().set_bundle_ids(Some(texts(ids, BundleId::as_str)));
        let answer = call.set_next_token(token.clone()).send().await.map_err(|e| aws.place.failure(CALL, e))?;
        for bundle in answer.bundles.unwrap_or_default() {
            let is_available = bundle.state.is_none_or(|state| state == WorkspaceBundleState::Available);
            found.extend(bundle.bundle_id.map(|id| (BundleId::from_aws(id), is_available)));
        }
        token = repeated(CALL, token, answer.next_token)?;
        if token.is_none() {
            return Ok(found);
        }
    }
}

pub(super) async fn directories(aws: &AwsCloud, ids: &[DirectoryId]) -> Result<BTreeMap<DirectoryId, bool>, Failure> {
    const CALL: &str = "DescribeWorkspaceDirectories";
    let mut found = BTreeMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut token = None;
    loop {
        let call = aws.workspaces().describe_workspace_directories();
        let call = call.set_directory_ids(Some(texts(ids, DirectoryId::as_str))).set_next_token(token.clone());
        let answer = call.send().await.map_err(|error| aws.place.failure(CALL, error))?;
        for directory in answer.directories.unwrap_or_default() {
            let is_registered = directory.state.is_some_and(|state| state == WorkspaceDirectoryState::Registered);
            found.extend(directory.directory_id.map(|id| (DirectoryId::from_aws(id), is_registered)));
        }
        token = repeated(CALL, token, answer.next_token)?;
        if token.is_none() {
            return Ok(found);
        }
    }
}

/// How calls that act are sent: again only where AWS surely did nothing, and never late.
fn acting() -> Builder {
    Builder::new().retry_classifier(OnlyRefused).interceptor(NotLate::from_now())
}

/// The items that failed. Tried again only where AWS surely did nothing.
pub(super) async fn terminate(aws: &AwsCloud, ids: &[WorkspaceId]) -> Result<Vec<(WorkspaceId, Failure)>, Failure> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let items =
        ids.iter().map(|id| TerminateRequest::builder().workspace_id(id.as_str()).build().expect("the id is set"));
    let call = aws.workspaces().terminate_workspaces().set_terminate_workspace_requests(Some(items.collect()));
    let call = call.customize().config_override(acting());
    let answer = call.send().await.map_err(|error| aws.place.failure(TERMINATE, error))?;
    let request_id = answer.request_id().map(str::to_owned);
    let failed = |item| not_terminated(item, request_id.as_deref());
    answer.failed_requests.unwrap_or_default().into_iter().map(failed).collect()
}

/// An item that failed without saying which it was makes the whole answer unclear.
fn not_terminated(
    item: FailedWorkspaceChangeRequest,
    request_id: Option<&str>,
) -> Result<(WorkspaceId, Failure), Failure> {
    let failure = item_failure(TERMINATE, item.error_code, item.error_message, request_id);
    match next_token(item.workspace_id) {
        Some(id) => Ok((WorkspaceId::from_aws(id), failure)),
        None => Err(Failure { kind: FailureKind::Unclear, ..failure }),
    }
}

/// One answer for each request, in the order of the requests. Tried again only where AWS surely did nothing.
pub(super) async fn create(aws: &AwsCloud, requests: &[Request]) -> Result<Vec<Result<WorkspaceId, Failure>>, Failure> {
    if requests.is_empty() {
        return Ok(vec![]);
    }
    let call = aws.workspaces().create_workspaces().set_workspaces(Some(requests.iter().map(request).collect()));
    let call = call.customize().config_override(acting());
    let answer = call.send().await.map_err(|error| aws.place.failure(CREATE, error))?;
    Ok(sorted_out(requests, answer))
}

/// AWS answers in two lists without order: each request is found again by its owner.
fn sorted_out(requests: &[Request], answer: CreateWorkspacesOutput) -> Vec<Result<WorkspaceId, Failure>> {
    let request_id = answer.request_id().map(str::to_owned);
    let owner =
        |directory: Option<String>, user: Option<String>| Some(Owner::new(DirectoryId::from_aws(directory?), &user?));
    let mut answers: Vec<(Owner, Result<WorkspaceId, Failure>)> = vec![];
    for failed in answer.failed_requests.unwrap_or_default() {
        let failure = item_failure(CREATE, failed.error_code, failed.error_message, request_id.as_deref());
        if let Some(asked) = failed.workspace_request {
            answers.push((Owner::new(DirectoryId::from_aws(asked.directory_id), &asked.user_name), Err(failure)));
        }
    }
    for pending in answer.pending_requests.unwrap_or_default() {
        if let (Some(owner), Some(id)) = (owner(pending.directory_id, pending.user_name), pending.workspace_id) {
            answers.push((owner, Ok(WorkspaceId::from_aws(id))));
        }
    }
    let answer_to = |asked: &Request| {
        let owner = asked.owner();
        match answers.iter().position(|(whose, _)| *whose == owner) {
            Some(place) => answers.swap_remove(place).1,
            None => {
                let message = format!("the answer does not mention the desktop of {owner}");
                let failure = Failure::new(FailureKind::Unclear, "", message).in_call(CREATE);
                Err(Failure { request_id: request_id.clone(), ..failure })
            }
        }
    };
    requests.iter().map(answer_to).collect()
}

/// What AWS says about one item of a batch that was otherwise carried out.
fn item_failure(call: &str, code: Option<String>, message: Option<String>, request_id: Option<&str>) -> Failure {
    let failure = Failure::from_code(&code.unwrap_or_default(), message.unwrap_or_default()).in_call(call);
    Failure { request_id: request_id.map(str::to_owned), ..failure }
}

fn texts<T>(ids: &[T], text: fn(&T) -> &str) -> Vec<String> {
    ids.iter().map(|id| text(id).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recycle::{Tags, desktop::tests::desktop};
    use aws_sdk_workspaces::types::{FailedCreateWorkspaceRequest, Workspace, WorkspaceRequest};

    fn asked(user: &str) -> Request {
        Request::capture(&desktop("ws-0a1b2c3d4", user), &Tags::new())
    }

    fn pending(id: &str, user: &str) -> Workspace {
        Workspace::builder().workspace_id(id).directory_id("d-90670a1b2c").user_name(user).build()
    }

    fn failed(request: Option<WorkspaceRequest>, code: &str) -> FailedCreateWorkspaceRequest {
        FailedCreateWorkspaceRequest::builder().set_workspace_request(request).error_code(code).build()
    }

    #[test]
    fn each_request_gets_its_own_answer_in_its_order() {
        let requests = [asked("Alice"), asked("bob"), asked("carol"), asked("dave"), asked("erin")];
        let answer = CreateWorkspacesOutput::builder()
            .pending_requests(pending("ws-carol0000", "Carol"))
            .pending_requests(pending("ws-alice0000", "alice"))
            .pending_requests(Workspace::builder().directory_id("d-90670a1b2c").user_name("erin").build())
            .failed_requests(failed(Some(request(&asked("BOB"))), "ResourceExists.WorkSpace"))
            .failed_requests(failed(None, "ResourceNotFound.User"))
            .build();
        let answers = sorted_out(&requests, answer);
        assert_eq!(answers.len(), 5);
        assert_eq!(answers[0].as_ref().unwrap().as_str(), "ws-alice0000");
        assert_eq!(answers[1].as_ref().unwrap_err().kind, FailureKind::Exists);
        assert_eq!(answers[1].as_ref().unwrap_err().call, "CreateWorkspaces");
        assert_eq!(answers[2].as_ref().unwrap().as_str(), "ws-carol0000");
        for lost in &answers[3..] {
            assert!(lost.as_ref().unwrap_err().is_unclear());
        }
    }

    #[test]
    fn an_empty_answer_is_unclear_for_everybody() {
        let answers = sorted_out(&[asked("alice")], CreateWorkspacesOutput::builder().build());
        assert_eq!(
            answers[0].as_ref().unwrap_err().to_string(),
            "CreateWorkspaces: the answer does not mention the desktop of alice@d-90670a1b2c"
        );
    }

    #[test]
    fn an_item_that_was_not_terminated_is_named_or_makes_the_answer_unclear() {
        let item = FailedWorkspaceChangeRequest::builder().error_code("OperationNotSupportedException");
        let (id, failure) = not_terminated(item.clone().workspace_id("ws-0a1b2c3d4").build(), Some("r-1")).unwrap();
        assert_eq!((id.as_str(), failure.kind), ("ws-0a1b2c3d4", FailureKind::WrongState));
        assert_eq!(failure.to_string(), "TerminateWorkspaces: OperationNotSupportedException (request r-1)");
        assert!(not_terminated(item.build(), None).unwrap_err().is_unclear());
    }
}
