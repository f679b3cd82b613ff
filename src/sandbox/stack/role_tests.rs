//! What the functions' role may do, asked action by action, and what it may not, although it stands next to it.

use super::policy::{Asked, allows};
use crate::cloud::Identity;
use crate::stack::document::Document;
use crate::stack::{DEFAULT_STACK, Names, permissions};

const DESKTOP: &str = "arn:aws:workspaces:eu-west-1:123456789012:workspace/ws-0a1b2c3d4";
const DIRECTORY: &str = "arn:aws:workspaces:eu-west-1:123456789012:directory/d-90670a1b2c";
const BUNDLE: &str = "arn:aws:workspaces:eu-west-1:123456789012:workspacebundle/wsb-0a1b2c3d4";
const AMAZONS_BUNDLE: &str = "arn:aws:workspaces:eu-west-1:797437374563:workspacebundle/wsb-8vbljg4r6";
const TABLE: &str = "arn:aws:dynamodb:eu-west-1:123456789012:table/Workspace_Recycle_Ledger";
const ALERTS: &str = "arn:aws:sns:eu-west-1:123456789012:Workspace_Recycle_Alerts";
const KEY: &str = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-0000-0000-000000000000";
const LOG: &str = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/Workspace_Term_Rebuild";
const ROLE: &str = "arn:aws:iam::123456789012:role/Lambda_WorkSpaces_Functions";
const FUNCTION: &str = "arn:aws:lambda:eu-west-1:123456789012:function:Workspace_Term_Rebuild";
const BUCKET: &str = "arn:aws:s3:::workspace-logging-123456789012-eu-west-1";

/// Every action of WorkSpaces that writes, tags or manages, but the three that the functions are for (Service
/// Authorization Reference, "Amazon WorkSpaces", seen 2026-11-22).
const OTHERS_OF_WORKSPACES: &str = "\
    AcceptAccountLinkInvitation AssociateConnectionAlias AssociateIpGroups AssociateWorkspaceApplication \
    AuthorizeIpRules CopyWorkspaceImage CreateAccountLinkInvitation CreateConnectClientAddIn CreateConnectionAlias \
    CreateIpGroup CreateRootClientCertificate CreateStandbyWorkspaces CreateUpdatedWorkspaceImage \
    CreateWorkspaceBundle CreateWorkspaceImage CreateWorkspacesPool DeleteAccountLinkInvitation DeleteClientBranding \
    DeleteConnectClientAddIn DeleteConnectionAlias DeleteIpGroup DeleteRootClientCertificate DeleteTags \
    DeleteWorkspaceBundle DeleteWorkspaceImage DeployWorkspaceApplications DeregisterWorkspaceDirectory \
    DisassociateConnectionAlias DisassociateIpGroups DisassociateWorkspaceApplication ImportClientBranding \
    ImportCustomWorkspaceImage ImportWorkspaceImage MigrateWorkspace ModifyAccount \
    ModifyCertificateBasedAuthProperties ModifyClientProperties ModifyEndpointEncryptionMode ModifySamlProperties \
    ModifySelfservicePermissions ModifyStreamingProperties ModifyWorkspaceAccessProperties \
    ModifyWorkspaceCreationProperties ModifyWorkspaceProperties ModifyWorkspaceState RebootWorkspaces \
    RebuildWorkspaces RegisterWorkspaceDirectory RejectAccountLinkInvitation RestoreWorkspace RevokeIpRules \
    StartWorkspaces StartWorkspacesPool StopWorkspaces StopWorkspacesPool Stream TerminateWorkspacesPool \
    TerminateWorkspacesPoolSession UpdateConnectClientAddIn UpdateConnectionAliasPermission UpdateConsent \
    UpdateRootClientCertificate UpdateRulesOfIpGroup UpdateWorkspaceBundle UpdateWorkspaceImagePermission \
    UpdateWorkspacesPool";

fn role() -> Document {
    let identity = Identity {
        account: "123456789012".into(),
        arn: "arn:aws:sts::123456789012:assumed-role/Lambda_WorkSpaces_Functions/f".into(),
        partition: "aws".into(),
        region: "eu-west-1".into(),
    };
    permissions::functions(&identity, &Names::of(DEFAULT_STACK, &identity))
}

fn may(action: &str, resource: &str, context: &[(&str, &str)]) -> bool {
    allows([&role()], &Asked { principal: None, action, resource: Some(resource), context })
}

fn alarm(name: &str) -> String {
    format!("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{name}")
}

#[test]
fn what_a_recycle_needs() {
    for look in [
        "workspaces:DescribeWorkspaces",
        "workspaces:DescribeWorkspacesConnectionStatus",
        "workspaces:DescribeWorkspaceBundles",
        "workspaces:DescribeWorkspaceDirectories",
        "tag:GetResources",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:GetMetricData",
        "workspaces:CreateTags",
    ] {
        assert!(may(look, "*", &[]), "{look}");
    }
    let ours = alarm("WorkSpace_Disconnected_id_ws-0a1b2c3d4");
    let by_hand = alarm("Workspace_Disconnected_Id_ws-0a1b2c3d4");
    let (index, stream) = (format!("{TABLE}/index/open"), format!("{LOG}:log-stream:2026/11/22/a"));
    for (action, resource) in [
        ("workspaces:TerminateWorkspaces", DESKTOP),
        ("workspaces:CreateWorkspaces", DESKTOP),
        ("workspaces:CreateWorkspaces", DIRECTORY),
        ("workspaces:CreateWorkspaces", BUNDLE),
        ("workspaces:CreateWorkspaces", AMAZONS_BUNDLE),
        ("cloudwatch:PutMetricAlarm", &ours),
        ("cloudwatch:DeleteAlarms", &ours),
        ("cloudwatch:DeleteAlarms", &by_hand),
        ("dynamodb:GetItem", TABLE),
        ("dynamodb:PutItem", TABLE),
        ("dynamodb:UpdateItem", TABLE),
        ("dynamodb:Query", TABLE),
        ("dynamodb:Query", &index),
        ("sns:Publish", ALERTS),
        ("logs:CreateLogStream", &stream),
        ("logs:PutLogEvents", &stream),
    ] {
        assert!(may(action, resource, &[]), "{action} on {resource}");
    }
}

#[test]
fn keys_serve_workspaces_and_nobody_else() {
    let via = |service: &'static str| [("kms:ViaService", service)];
    for action in ["kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKey"] {
        assert!(may(action, KEY, &via("workspaces.eu-west-1.amazonaws.com")), "{action}");
        assert!(!may(action, KEY, &via("s3.eu-west-1.amazonaws.com")), "{action}");
        assert!(!may(action, KEY, &[]), "{action}");
    }
    assert!(!may("kms:ScheduleKeyDeletion", KEY, &via("workspaces.eu-west-1.amazonaws.com")));
}

#[test]
fn nothing_else_is_done_to_workspaces() {
    let things = ["*", DESKTOP, DIRECTORY, BUNDLE, "arn:aws:workspaces:eu-west-1:123456789012:workspaceimage/wsi-1"];
    let others = OTHERS_OF_WORKSPACES.split(' ');
    assert!(others.clone().count() > 60);
    for action in others {
        for thing in things {
            assert!(!may(&format!("workspaces:{action}"), thing, &[]), "{action} on {thing}");
        }
    }
    // The two that end and make desktops stay in this account and Region, and concern desktops alone.
    for (action, resource) in [
        ("TerminateWorkspaces", "arn:aws:workspaces:us-east-1:123456789012:workspace/ws-0a1b2c3d4"),
        ("TerminateWorkspaces", "arn:aws:workspaces:eu-west-1:210987654321:workspace/ws-0a1b2c3d4"),
        ("TerminateWorkspaces", DIRECTORY),
        ("CreateWorkspaces", "arn:aws:workspaces:eu-west-1:210987654321:directory/d-90670a1b2c"),
        ("CreateWorkspaces", "arn:aws:workspaces:us-east-1:123456789012:workspacebundle/wsb-0a1b2c3d4"),
    ] {
        assert!(!may(&format!("workspaces:{action}"), resource, &[]), "{action} on {resource}");
    }
}

#[test]
fn neighbours_are_out_of_reach() {
    let foreign = alarm("Billing");
    let ours = alarm("WorkSpace_Disconnected_id_ws-0a1b2c3d4");
    let other_table = "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders";
    let longer_table = format!("{TABLE}_2");
    let other_topic = "arn:aws:sns:eu-west-1:123456789012:Workspace_Disconnected_Topic";
    let other_stream = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/Other:log-stream:a";
    for (action, resource) in [
        ("cloudwatch:DeleteAlarms", foreign.as_str()),
        ("cloudwatch:PutMetricAlarm", &foreign),
        ("cloudwatch:SetAlarmState", &ours),
        ("cloudwatch:DisableAlarmActions", &ours),
        ("cloudwatch:PutCompositeAlarm", &ours),
        ("dynamodb:GetItem", other_table),
        ("dynamodb:PutItem", other_table),
        ("dynamodb:PutItem", &longer_table),
        ("dynamodb:DeleteTable", TABLE),
        ("dynamodb:UpdateTable", TABLE),
        ("dynamodb:UpdateTimeToLive", TABLE),
        ("dynamodb:UpdateContinuousBackups", TABLE),
        ("dynamodb:BatchWriteItem", TABLE),
        ("dynamodb:Scan", TABLE),
        ("sns:Publish", other_topic),
        ("sns:SetTopicAttributes", ALERTS),
        ("sns:DeleteTopic", ALERTS),
        ("sns:Subscribe", ALERTS),
        ("logs:PutLogEvents", other_stream),
        ("logs:DeleteLogGroup", LOG),
        ("logs:PutRetentionPolicy", LOG),
        ("logs:CreateLogGroup", LOG),
    ] {
        assert!(!may(action, resource, &[]), "{action} on {resource}");
    }
    for (resource, actions) in [
        (ROLE, "iam:PassRole iam:PutRolePolicy iam:AttachRolePolicy iam:GetRole sts:AssumeRole"),
        (FUNCTION, "lambda:InvokeFunction lambda:UpdateFunctionCode lambda:GetFunction lambda:AddPermission"),
        (BUCKET, "s3:GetObject s3:PutObject s3:DeleteBucket s3:PutBucketPolicy s3:ListBucket"),
        (
            "*",
            "cloudtrail:StopLogging events:PutRule events:DisableRule organizations:LeaveOrganization ec2:RunInstances",
        ),
    ] {
        for action in actions.split(' ') {
            assert!(!may(action, resource, &[]) && !may(action, "*", &[]), "{action} on {resource}");
        }
    }
}
