//! The functions' processes die at any point of any work, many times: nobody is left without a desktop, and nobody has
//! two. Then two reconcilers at once.

use super::stand::{FUNCTIONS, Stand, until};
use crate::emulators::{Emulators, Member};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::time::{Duration, Instant};
use wsrecycle::recycle::WorkspaceId;

/// Invocations that must have died of it, the intake of messages aside.
const DEATHS: usize = 25;
const ACTS: [&str; 2] = ["TerminateWorkspaces", "CreateWorkspaces"];
/// Longer than a dead tick keeps others out.
const OVER: usize = 3;

/// What happened.
struct Run<'a> {
    stand: &'a Stand<'a>,
    members: Vec<(Member, Value)>,
    /// Desktops whose user has left.
    left: BTreeSet<WorkspaceId>,
    seed: u64,
    draws: u64,
    ticks: usize,
    /// Invocations that ended with their process.
    deaths: usize,
    /// Those of them that left a row with an intent and no answer.
    unanswered: usize,
    /// Processes that were killed, idle ones and those of the alarms included.
    killed: usize,
}

#[test]
fn killed_anywhere_nothing_is_lost_and_nothing_is_doubled() {
    let Some(emulators) = Emulators::start() else { return };
    let began = Instant::now();
    let stand = Stand::deploy(&emulators, "--sweep 15m");
    let fleet = emulators.fleet(2);
    emulators.control("trail", &json!({ "Logs": true }));
    let members = fleet.desktops.into_iter().map(|member| (emulators.one_of(&member).request, member));
    let members: Vec<(Member, Value)> = members.map(|(request, member)| (member, request)).collect();
    let seed = std::env::var("WSRECYCLE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let _ = writeln!(std::io::stderr(), "killed anywhere: WSRECYCLE_SEED={seed}");
    let left = BTreeSet::new();
    let mut run = Run { stand: &stand, members, left, seed, draws: 0, ticks: 0, deaths: 0, unanswered: 0, killed: 0 };
    while run.deaths < DEATHS {
        assert!(run.ticks < 20 * DEATHS, "{} deaths in {} ticks", run.deaths, run.ticks);
        run.people();
        run.dying_tick();
    }
    let stormy_s = began.elapsed().as_secs();
    let calls = emulators.calls().len();
    run.calm_down();
    run.the_ledger_tells_the_same();
    run.two_at_once();
    let recycled = stand.closed().iter().filter(|row| row["phase"] == "done").count();
    let _ = writeln!(
        std::io::stderr(),
        "killed anywhere: {} of {} ticks died, {} with an act unanswered; {} processes killed, {recycled} desktops \
         recycled, {calls} calls in {stormy_s} s of {} s",
        run.deaths,
        run.ticks,
        run.unanswered,
        run.killed,
        began.elapsed().as_secs()
    );
    emulators.finish();
}

impl Run<'_> {
    /// Below this number; the seed decides.
    fn draw(&mut self, below: u64) -> u64 {
        self.draws += 1;
        let mut hasher = DefaultHasher::new();
        (self.seed, self.draws).hash(&mut hasher);
        hasher.finish() % below
    }

    /// Whoever has a new desktop has used it and left. Half of the alarms are heard of; some of their invocations die.
    fn people(&mut self) {
        let (status, answer) =
            self.stand.emulators.call("workspaces", "WorkspacesService.DescribeWorkspaces", &json!({}));
        assert_eq!(status, 200, "{answer}");
        let desktops = answer["Workspaces"].as_array().expect("a list");
        let owners: BTreeSet<String> = desktops.iter().map(|desktop| Member::of(desktop).owner()).collect();
        assert_eq!(owners.len(), desktops.len(), "nobody has two: {desktops:#?}");
        for desktop in desktops.iter().filter(|desktop| desktop["State"] == "AVAILABLE") {
            let id = Member::of(desktop).id;
            if !self.left.insert(id.clone()) {
                continue;
            }
            self.stand.leave(&id);
            if self.draw(2) == 0 {
                self.stand.alarm(&id);
                if self.draw(3) == 0 {
                    std::thread::sleep(Duration::from_millis(self.draw(200)));
                    self.killed += self.stand.kill_functions();
                }
            }
        }
    }

    /// A tick whose process is killed: at a call, if it comes to that, before or after it took effect, or at any time.
    fn dying_tick(&mut self) {
        let emulators = self.stand.emulators;
        self.stand.let_time_pass(OVER);
        let (way, carried_out) = (self.draw(4), self.draw(2) == 0);
        let mut hold = json!({ "Caller": FUNCTIONS, "CarriedOut": carried_out });
        match way {
            0 => {}
            1 => hold["Operation"] = json!(ACTS[usize::from(self.draw(2) == 0)]),
            _ => hold["Call"] = json!(1 + self.draw(16)),
        }
        emulators.control("holds", &json!([hold]));
        let after = (way == 0).then(|| Duration::from_millis(self.draw(1500)));
        let answer = std::thread::scope(|scope| {
            let tick = scope.spawn(|| self.stand.tick());
            let began = Instant::now();
            let is_time = || match after {
                Some(after) => began.elapsed() >= after,
                None => emulators.control("held", &json!({})) != json!([]),
            };
            while !tick.is_finished() && !is_time() {
                std::thread::sleep(Duration::from_millis(30));
            }
            if !tick.is_finished() {
                self.killed += self.stand.kill_functions();
            }
            emulators.control("holds", &json!([{ "Caller": FUNCTIONS }]));
            tick.join().expect("an invocation ends")
        });
        self.ticks += 1;
        let error = &answer["errorType"];
        // MiniStack's names for a process that ended before its first call, and later.
        let has_died = *error == "Runtime.ExitError" || *error == "Runtime.Unknown";
        assert!(has_died || error.is_null(), "{answer}");
        if has_died {
            self.deaths += 1;
            self.unanswered += usize::from(self.stand.open().iter().any(|row| row["intent"].is_object()));
        }
    }

    /// Nobody dies any more, and nobody leaves.
    fn calm_down(&mut self) {
        let mut sweeps = 0;
        for _ in 0..60 {
            if self.stand.open().is_empty() && sweeps >= 2 {
                self.stand.all_is_well(&self.members);
                return;
            }
            self.stand.let_time_pass(OVER);
            let answer = self.stand.tick();
            assert!(answer["errorType"].is_null() && answer["sweep_failed"].is_null(), "{answer}");
            sweeps += usize::from(!answer["sweep"].is_null());
            self.ticks += 1;
        }
        panic!("it does not come to an end: {:#?}", self.stand.open());
    }

    /// From each first desktop to the present one by what was recycled, and nothing else was terminated.
    fn the_ledger_tells_the_same(&self) {
        let closed = self.stand.closed();
        let done: Vec<(&str, &str)> = closed
            .iter()
            .filter(|row| row["phase"] == "done")
            .map(|row| (row["old"].as_str().expect("an id"), row["successor"]["id"].as_str().expect("an id")))
            .collect();
        let mut steps = 0;
        for (member, _) in &self.members {
            let (mut id, last) = (member.id.to_string(), self.stand.emulators.one_of(member).id);
            while let Some((_, next)) = done.iter().find(|(old, _)| *old == id) {
                id = (*next).to_owned();
                steps += 1;
            }
            assert_eq!(id, last.as_str(), "{member:?}: {done:?}");
        }
        assert_eq!(steps, done.len(), "every recycle is somebody's: {done:?}");
        let olds: BTreeSet<&str> = done.iter().map(|(old, _)| *old).collect();
        let (terminated, _) = self.stand.acts();
        assert_eq!(terminated.iter().map(String::as_str).collect::<BTreeSet<_>>(), olds);
    }

    /// Everybody leaves, and every tick is two.
    fn two_at_once(&mut self) {
        let stand = self.stand;
        stand.emulators.forget_calls();
        for (member, _) in &self.members {
            let id = stand.emulators.one_of(member).id;
            stand.leave(&id);
            stand.alarm(&id);
        }
        let many = self.members.len();
        until("everybody is watched", 180, || (stand.open().len() == many).then_some(()));
        let (mut rounds, mut kept_out) = (0, 0);
        while !stand.open().is_empty() {
            assert!(rounds < 30, "it does not come to an end: {:#?}", stand.open());
            stand.let_time_pass(OVER);
            let answers = std::thread::scope(|scope| {
                let ticks = [(); 2].map(|()| scope.spawn(|| stand.tick()));
                ticks.map(|tick| tick.join().expect("an invocation ends"))
            });
            kept_out += answers.iter().filter(|answer| answer["held_by"].is_object()).count();
            rounds += 1;
        }
        assert!(kept_out > 0, "{rounds} rounds, and never two at once");
        let (terminated, created) = stand.acts();
        let different = |names: &[String]| names.iter().collect::<BTreeSet<_>>().len();
        assert_eq!((terminated.len(), different(&terminated)), (many, many), "{terminated:?}");
        assert_eq!((created.len(), different(&created)), (many, many / 2), "{created:?}");
        stand.all_is_well(&self.members);
    }
}
