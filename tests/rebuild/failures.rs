//! What AWS may answer in the middle of a rebuild. The scenes run side by side; each has its user, its terminal and its
//! ledger.

use super::account::Held;
use super::shell::Shell;
use crate::emulators::{Emulators, Member};
use serde_json::{Value, json};

/// A user whose desktop is rebuilt from a terminal.
struct Scene<'a> {
    emulators: &'a Emulators,
    member: Member,
    shell: Shell<'a>,
    before: Held,
}

impl Scene<'_> {
    #[track_caller]
    fn rebuild(&self, status: i32) -> Value {
        self.shell.rebuild(&format!("rebuild {} --yes", self.member.owner()), status)
    }

    fn refuse(&self, operation: &str, item: &str, code: &str, times: usize) {
        let rule = json!({ "Operation": operation, "Item": item, "ErrorCode": code, "Times": times });
        self.emulators.control("refusals", &json!([rule]));
    }

    fn count(&self, call: &str) -> usize {
        self.shell.calls().iter().filter(|it| *it == call).count()
    }

    /// Rebuilt, and once.
    #[track_caller]
    fn assert_rebuilt(&self, answer: &Value) {
        let after = self.emulators.one_of(&self.member);
        assert_eq!(after.request, self.before.request);
        assert_ne!(after.id, self.before.id);
        assert_eq!((&answer["result"], &answer["new"]), (&json!("done"), &json!(after.id.as_str())), "{answer}");
        assert_eq!(self.shell.row(&self.member), None, "the row is closed");
    }

    #[track_caller]
    fn assert_untouched(&self) {
        assert_eq!(self.emulators.one_of(&self.member), self.before);
    }
}

type Play = fn(&Scene);

/// Every scene, each under the access key that tells its calls apart.
const SCENES: [(&str, Play); 12] = [
    ("ITEMNOTTERMINATED", one_item_is_not_terminated),
    ("ITEMNOTCREATED", one_item_is_not_created),
    ("STILLEXISTS", the_old_one_is_said_to_exist),
    ("THROTTLED", three_times_throttled),
    ("THROTTLEDLONG", throttled_for_longer_than_the_sdk_tries),
    ("TERMINATELOST", the_answer_to_the_termination_is_lost),
    ("CREATELOST", the_answer_to_the_creation_is_lost),
    ("TERMINATEFAILED", the_termination_may_have_been_carried_out),
    ("CREATEFAILED", the_creation_may_have_been_carried_out),
    ("BORNBROKEN", born_broken),
    ("USERGONE", the_user_is_gone),
    ("GIVENUP", what_is_owed_is_given_up),
];

#[test]
fn whatever_aws_answers() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(SCENES.len().div_ceil(2));
    std::thread::scope(|scope| {
        for ((key, play), member) in SCENES.into_iter().zip(&fleet.desktops) {
            let before = emulators.one_of(member);
            let scene =
                Scene { emulators: &emulators, member: member.clone(), shell: Shell::new(&emulators, key), before };
            scope.spawn(move || play(&scene));
        }
    });
    emulators.finish();
}

fn one_item_is_not_terminated(scene: &Scene) {
    scene.refuse("TerminateWorkspaces", scene.member.id.as_str(), "OperationInProgressException", 2);
    scene.assert_rebuilt(&scene.rebuild(0));
    assert_eq!(scene.count("TerminateWorkspaces"), 3);
}

fn one_item_is_not_created(scene: &Scene) {
    scene.refuse("CreateWorkspaces", &scene.member.owner(), "ResourceLimitExceededException", 2);
    scene.assert_rebuilt(&scene.rebuild(0));
    assert_eq!(scene.count("CreateWorkspaces"), 3);
}

/// `ResourceExists.WorkSpace` means "not yet" while the old one is on its way out.
fn the_old_one_is_said_to_exist(scene: &Scene) {
    scene.refuse("CreateWorkspaces", &scene.member.owner(), "ResourceExists.WorkSpace", 3);
    scene.assert_rebuilt(&scene.rebuild(0));
    assert_eq!(scene.count("CreateWorkspaces"), 4);
}

fn three_times_throttled(scene: &Scene) {
    for operation in ["DescribeWorkspaces", "TerminateWorkspaces", "CreateWorkspaces"] {
        scene.shell.fault(operation, "ThrottlingException", 400, 3, false);
    }
    scene.assert_rebuilt(&scene.rebuild(0));
    assert_eq!((scene.count("TerminateWorkspaces"), scene.count("CreateWorkspaces")), (4, 4));
}

/// The SDK gives up after four tries; the step does not.
fn throttled_for_longer_than_the_sdk_tries(scene: &Scene) {
    scene.shell.fault("CreateWorkspaces", "ThrottlingException", 400, 5, false);
    scene.assert_rebuilt(&scene.rebuild(0));
    assert_eq!(scene.count("CreateWorkspaces"), 6);
}

fn the_answer_to_the_termination_is_lost(scene: &Scene) {
    scene.shell.fault("TerminateWorkspaces", "InternalServerException", 500, 1, true);
    scene.assert_rebuilt(&scene.rebuild(0));
    assert_eq!(scene.count("TerminateWorkspaces"), 1, "what may have been carried out is not tried again");
}

fn the_answer_to_the_creation_is_lost(scene: &Scene) {
    scene.shell.fault("CreateWorkspaces", "InternalServerException", 500, 1, true);
    scene.assert_rebuilt(&scene.rebuild(0));
    assert_eq!(scene.count("CreateWorkspaces"), 1, "what may have been carried out is not tried again");
}

/// It was not, as turns out once the call has had time to settle.
fn the_termination_may_have_been_carried_out(scene: &Scene) {
    scene.shell.fault("TerminateWorkspaces", "ServiceUnavailableException", 503, 1, false);
    is_still_open(scene, "terminating");
    scene.assert_untouched();
    scene.shell.let_time_pass(&scene.member);
    scene.assert_rebuilt(&scene.shell.rebuild("rebuild --resume", 0));
    assert_eq!(scene.count("TerminateWorkspaces"), 2);
}

fn the_creation_may_have_been_carried_out(scene: &Scene) {
    scene.shell.fault("CreateWorkspaces", "ServiceUnavailableException", 503, 1, false);
    is_still_open(scene, "creating");
    assert_eq!(scene.emulators.held_by(&scene.member), []);
    assert_eq!(scene.count("CreateWorkspaces"), 1, "not asked again before it is known");
    scene.shell.let_time_pass(&scene.member);
    scene.assert_rebuilt(&scene.shell.rebuild("rebuild --resume", 0));
    assert_eq!(scene.count("CreateWorkspaces"), 2);
}

/// The person does not wait for it; the row does.
fn is_still_open(scene: &Scene, phase: &str) {
    let answer = scene.shell.rebuild(&format!("rebuild {} --yes --timeout 12s", scene.member.owner()), 3);
    assert_eq!(answer["result"], "open", "{answer}");
    assert_eq!(scene.shell.row(&scene.member).expect("an open row")["phase"], phase);
    // Whoever does not know of it learns it, and cannot begin another one.
    let again = scene.shell.run(&format!("rebuild {} --yes", scene.member.owner()));
    assert_eq!(again.status, Some(1), "{again:#?}");
    assert!(again.err.contains("hint: ") && again.err.contains("rebuild --resume"), "{again:#?}");
}

fn born_broken(scene: &Scene) {
    let Member { directory, user, .. } = &scene.member;
    let birth = json!({
        "DirectoryId": directory.as_str(), "UserName": user, "ErrorCode": "InternalError", "ErrorMessage": "Broken.",
    });
    scene.emulators.control("births", &json!([birth]));
    let answer = scene.rebuild(0);
    scene.assert_rebuilt(&answer);
    assert_eq!((scene.count("TerminateWorkspaces"), scene.count("CreateWorkspaces")), (2, 2));
}

fn set_user(scene: &Scene, presence: &str) {
    let user = json!({ "DirectoryId": scene.member.directory.as_str(), "UserName": scene.member.user });
    scene.emulators.control("users", &json!({ presence: [user] }));
}

/// The user is removed from the directory: the row stays, with the whole request, and tells what to do.
fn is_owed(scene: &Scene) {
    set_user(scene, "Missing");
    let ran = scene.shell.run(&format!("rebuild {} --yes", scene.member.owner()));
    assert_eq!(ran.status, Some(3), "{ran:#?}");
    assert!(ran.out.contains("restore the user in the directory, or close the row with rebuild --abandon"), "{ran:#?}");
    assert!(ran.err.contains("`wsrecycle rebuild --resume` tries again"), "{ran:#?}");
    let row = scene.shell.row(&scene.member).expect("an open row");
    assert_eq!((&row["phase"], &row["attention"]), (&json!("creating"), &json!("user_missing")));
    let request = &row["request"];
    assert_eq!(request["user"], json!(scene.member.user));
    assert_eq!(request["bundle"], scene.before.request["BundleId"]);
    let tags = request["tags"].as_object().map_or(0, serde_json::Map::len);
    assert_eq!(Some(tags), scene.before.request["Tags"].as_array().map(Vec::len));
    let status = scene.shell.json(&format!("status --user {}", scene.member.user), 3);
    assert!(status["findings"].to_string().contains("failed_recycle"), "{status}");
}

fn the_user_is_gone(scene: &Scene) {
    is_owed(scene);
    let asked = scene.count("CreateWorkspaces");
    assert_eq!(scene.shell.rebuild("rebuild --resume", 3)["result"], "attention");
    assert_eq!(scene.count("CreateWorkspaces"), asked + 1, "a person who resumes does not wait for the next slow try");
    set_user(scene, "Present");
    scene.assert_rebuilt(&scene.shell.rebuild(&format!("rebuild --resume {}", scene.member.owner()), 0));
}

fn what_is_owed_is_given_up(scene: &Scene) {
    is_owed(scene);
    let owner = scene.member.owner();
    let unasked = scene.shell.run(&format!("rebuild --abandon {owner}"));
    assert_eq!(unasked.status, Some(2), "{unasked:#?}");
    assert_eq!(scene.shell.rebuild(&format!("rebuild --abandon {owner} --dry-run"), 0)["result"], "planned");
    assert!(scene.shell.row(&scene.member).is_some(), "still open");
    assert_eq!(scene.shell.rebuild(&format!("rebuild --abandon {owner} --yes"), 0)["result"], "abandoned");
    assert_eq!(scene.shell.row(&scene.member), None, "closed");
    assert_eq!(scene.shell.json("rebuild --resume", 0)["desktops"], json!([]), "nothing to resume is an answer too");
    let again = scene.shell.run(&format!("rebuild --abandon {owner} --yes"));
    assert!(again.status == Some(1) && again.err.contains("hint: `wsrecycle status`"), "{again:#?}");
}
