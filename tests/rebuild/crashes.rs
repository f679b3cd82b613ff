//! Stopped at any point, then resumed: one desktop for the user, equal to the old one, and guarded as it was.

use super::account::Held;
use super::shell::{Ran, Shell, end};
use crate::emulators::{Emulators, Member};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Command};

/// The calls that change something: each is a point of its own once it took effect.
const WRITES: [&str; 4] = ["TerminateWorkspaces", "CreateWorkspaces", "PutMetricAlarm", "DeleteAlarms"];

/// Where a rebuild is stopped.
struct Point<'a> {
    /// The number of the call, or its operation.
    at: Value,
    carried_out: bool,
    member: &'a Member,
    before: Held,
    shell: Shell<'a>,
}

impl<'a> Point<'a> {
    fn new(emulators: &'a Emulators, at: Value, carried_out: bool, member: &'a Member) -> Self {
        let when = if carried_out { "AFTER" } else { "BEFORE" };
        let shell = Shell::new(emulators, format!("{when}{}", at.to_string().replace('"', "")));
        let before = emulators.one_of(member);
        emulators.guard("WorkSpace_Disconnected_id_", &member.id);
        Self { at, carried_out, member, before, shell }
    }

    /// A rebuild that will wait at the point.
    fn start(&self) -> Child {
        self.shell.hold(&self.at, self.carried_out);
        self.shell.start(&format!("rebuild {} --yes", self.member.owner()))
    }

    /// Where the row stands, in its own words; `none` before there is one and after it is closed.
    fn phase(&self) -> String {
        let row = self.shell.row(self.member);
        row.map_or("none".into(), |row| row["phase"].as_str().expect("an open row has a plain phase").into())
    }

    /// All that must hold after the resumption.
    fn assert_whole(&self, emulators: &Emulators, phase: &str, resumed: &Ran) {
        let point = &self.shell.key;
        assert_eq!(resumed.status, Some(0), "{point}, {phase}: {resumed:#?}");
        let after = emulators.one_of(self.member);
        assert_eq!(after.request, self.before.request, "{point}, {phase}");
        let count = |call: &str| self.shell.calls().iter().filter(|it| *it == call).count();
        if phase != "none" || count("CreateWorkspaces") > 0 {
            assert_ne!(after.id, self.before.id, "{point}, {phase}: {resumed:#?}");
        }
        assert_eq!(self.shell.row(self.member), None, "{point}, {phase}: the row is closed");
        let guarded = format!("WorkSpace_Disconnected_id_{}", after.id);
        let mut names = emulators.alarm_names();
        names.retain(|name| *name == guarded || name.ends_with(self.before.id.as_str()));
        assert_eq!(names, [guarded], "{point}, {phase}: {resumed:#?}");
    }
}

fn resume_all(points: &[Point]) -> Vec<Ran> {
    points.iter().for_each(|point| point.shell.let_time_pass(point.member));
    let children: Vec<Child> = points.iter().map(|point| point.shell.start("rebuild --resume --output json")).collect();
    children.into_iter().map(end).collect()
}

#[test]
fn killed_at_every_call() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(24);
    let mut members = fleet.desktops.iter();

    // One that nobody stops tells how many calls there are.
    let whole = Point::new(&emulators, json!(null), false, members.next().expect("a desktop"));
    let ran = whole.shell.run(&format!("rebuild {} --yes", whole.member.owner()));
    whole.assert_whole(&emulators, "none", &ran);
    let calls = whole.shell.calls();
    assert!(WRITES.iter().all(|write| calls.iter().filter(|call| *call == write).count() == 1), "{calls:?}");

    let before = (1..=calls.len()).map(|number| (json!(number), false));
    let after = WRITES.map(|write| (json!(write), true));
    let mut point =
        |(at, carried_out)| Point::new(&emulators, at, carried_out, members.next().expect("enough desktops"));
    let points: Vec<Point> = before.chain(after).map(&mut point).collect();

    let mut children: Vec<Child> = points.iter().map(Point::start).collect();
    for (point, child) in points.iter().zip(&mut children) {
        point.shell.await_hold(child);
        child.kill().expect("our own child");
        child.wait().expect("our own child");
    }
    points.iter().for_each(|point| point.shell.end_hold());
    let phases: Vec<String> = points.iter().map(Point::phase).collect();
    let resumed = resume_all(&points);
    emulators.control("settle", &json!({}));
    for ((point, phase), resumed) in points.iter().zip(&phases).zip(&resumed) {
        point.assert_whole(&emulators, phase, resumed);
    }

    let mut told = BTreeMap::new();
    phases.iter().for_each(|phase| *told.entry(phase.as_str()).or_insert(0) += 1);
    println!("{} points: {told:?}", points.len());
    let reached: BTreeSet<&str> = told.into_keys().collect();
    assert_eq!(reached, BTreeSet::from(["none", "grace", "terminating", "gone", "creating", "verifying"]));
    emulators.finish();
}

#[test]
fn interrupted_from_the_keyboard() {
    let Some(emulators) = Emulators::start() else { return };
    let fleet = emulators.fleet(2);
    let at = ["DescribeWorkspaceBundles", "TerminateWorkspaces", "CreateWorkspaces", "PutMetricAlarm"];
    let points: Vec<Point> =
        at.iter().zip(&fleet.desktops).map(|(at, member)| Point::new(&emulators, json!(at), true, member)).collect();
    let children: Vec<Child> = points.iter().map(Point::start).collect();
    let mut phases = vec![];
    for (point, mut child) in points.iter().zip(children) {
        point.shell.await_hold(&mut child);
        let pressed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
        assert!(pressed.success());
        let ran = end(child);
        assert_eq!(ran.status, Some(130), "{ran:#?}");
        assert!(ran.err.contains("error: interrupted: deletions and creations under way go on in AWS"), "{ran:#?}");
        assert!(ran.err.contains("`wsrecycle rebuild --resume` goes on"), "{ran:#?}");
        point.shell.end_hold();
        phases.push(point.phase());
    }
    assert_eq!(phases, ["grace", "terminating", "creating", "none"]);
    let resumed = resume_all(&points);
    emulators.control("settle", &json!({}));
    for ((point, phase), resumed) in points.iter().zip(&phases).zip(&resumed) {
        point.assert_whole(&emulators, phase, resumed);
    }
    emulators.finish();
}
