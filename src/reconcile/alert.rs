//! Which people are to be told, and in which words. Pure.
//!
//! A row that calls for a person is told once for each cause, the breaker when it trips, when its causes change and
//! when it ends. Who was told of what stands in the ledger ([`Row::alerted`], `Control::trip`), so nothing is told
//! twice because a tick or a function began anew, and what could not be published is found again.
//!
//! A message says what happened, what is owed to whom, and the command to type. Whoever reads it has nothing else at
//! hand, perhaps not even the terminal that the stack was set up from.

use crate::cloud::{Identity, SUBJECT_MAX};
use crate::ledger::Trip;
use crate::recycle::{Attention, Limits, Owner, Row, causes};
use crate::stack::DEFAULT_STACK;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt::Write;

/// More calls for a person than this become one message.
const SINGLE_MAX: usize = 5;
/// Owners named in one message. `status` shows the others.
const OWNERS_MAX: usize = 200;

/// Whose alerts these are: the stack in its account, and where its people listen.
#[derive(Debug, Clone, Copy)]
pub struct Post<'a> {
    pub identity: &'a Identity,
    pub stack: &'a str,
    /// The topic of the alerts.
    pub topic_arn: &'a str,
}

/// Something to publish.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    pub subject: String,
    pub message: String,
    pub about: About,
}

/// What people know once it was published.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    Rows(Vec<(Owner, Attention)>),
    Breaker(Option<Trip>),
}

/// The alerts that are due: `open` rows as they stand, what people were `told` of the breaker, and why the rows are not
/// all there, if they are not.
pub fn alerts(
    open: &[Row],
    unreadable: Option<&str>,
    told: Option<&Trip>,
    now: Timestamp,
    limits: &Limits,
    post: &Post<'_>,
) -> Vec<Alert> {
    let calling: Vec<(&Row, Attention)> = open
        .iter()
        // While a call is under way the row is its driver's alone: a save in between would cost its answer.
        .filter(|row| !row.phase.is_closed() && row.intent.is_none())
        .filter_map(|row| row.attention.map(|cause| (row, cause)))
        .filter(|(row, cause)| row.alerted != Some(*cause))
        .collect();
    let mut alerts = match calling.len() {
        0 => vec![],
        1..=SINGLE_MAX => calling.iter().map(|(row, cause)| one(row, *cause, limits, post)).collect(),
        _ => vec![many(&calling, post)],
    };
    let mut failing = causes(open, limits);
    failing.extend(unreadable.map(|why| format!("nobody knows whether creations fail: {why}")));
    alerts.extend(breaker(failing, told, now, post));
    alerts
}

fn one(row: &Row, cause: Attention, limits: &Limits, post: &Post<'_>) -> Alert {
    let mut text = format!("The recycle of {} needs a person: {cause}.\n\n", row.owner);
    text += &owed(row);
    let _ = writeln!(text, "It stands in {} since {}.", row.phase, row.phase_since);
    if let Some(failure) = &row.last_failure {
        let _ = writeln!(text, "Last failure: {failure}");
    }
    let _ = writeln!(text, "What to do: {}.", cause.remedy());
    let retry_min = limits.attention_poll.as_mins();
    let _ = writeln!(text, "It is tried again by itself every {retry_min} minutes, as long as it takes.\n");
    let (user, owner) = (word(&row.owner.user), word(&row.owner.to_string()));
    let mut lines = vec![(format!("status --user {user}"), "shows how it stands")];
    lines.push((format!("rebuild --resume {owner}"), "tries again now"));
    lines.push((format!("rebuild --abandon {owner}"), "closes it: nothing is owed any more"));
    text += &commands(&lines, post);
    let subject = format!("wsrecycle: {} needs a person: {cause}", row.owner);
    Alert { subject: subject_of(&subject), message: text, about: About::Rows(vec![(row.owner.clone(), cause)]) }
}

/// What the owner gets, or keeps.
fn owed(row: &Row) -> String {
    let Owner { directory, user } = &row.owner;
    match (&row.request, row.is_owed()) {
        (Some(request), true) => format!(
            "Owed: a desktop for user {user} in directory {directory} from bundle {}. The old one, {}, was to be \
             terminated; the whole request is in the ledger.\n",
            request.bundle, row.old
        ),
        _ => format!("Nothing is owed: user {user} in directory {directory} keeps desktop {}.\n", row.old),
    }
}

fn many(calling: &[(&Row, Attention)], post: &Post<'_>) -> Alert {
    let mut by_cause: BTreeMap<Attention, Vec<&Row>> = BTreeMap::new();
    for (row, cause) in calling {
        by_cause.entry(*cause).or_default().push(row);
    }
    let count = calling.len();
    let mut text = format!("{count} recycles need a person.\n");
    let mut left = OWNERS_MAX;
    for (cause, rows) in &by_cause {
        let _ = writeln!(text, "\n{} because {cause}. What to do: {}.", rows.len(), cause.remedy());
        for row in rows.iter().take(left) {
            let state = if row.is_owed() { "owed a desktop" } else { "keeps the old desktop" };
            let from = row.request.as_ref().map(|request| format!(" from bundle {}", request.bundle));
            let from = from.filter(|_| row.is_owed()).unwrap_or_default();
            let _ = writeln!(text, "  {}: {state}{from}, in {} since {}", row.owner, row.phase, row.phase_since);
        }
        if rows.len() > left {
            let _ = writeln!(text, "  and {} more", rows.len() - left);
        }
        left = left.saturating_sub(rows.len());
    }
    text.push('\n');
    text += &commands(
        &[
            ("status".into(), "shows them all"),
            ("rebuild --resume".into(), "tries all of them again now"),
            ("rebuild --abandon USER@DIRECTORY".into(), "closes one: nothing is owed any more"),
        ],
        post,
    );
    let about = calling.iter().map(|(row, cause)| (row.owner.clone(), *cause)).collect();
    let subject = format!("wsrecycle: {count} recycles need a person");
    Alert { subject: subject_of(&subject), message: text, about: About::Rows(about) }
}

/// The breaker, if it is not as people were told.
fn breaker(causes: Vec<String>, told: Option<&Trip>, now: Timestamp, post: &Post<'_>) -> Option<Alert> {
    let (subject, mut text, trip) = match (told, causes.is_empty()) {
        (None, true) => return None,
        (Some(trip), false) if trip.causes == causes => return None,
        (Some(trip), true) => {
            let text = format!("Creations succeed again. Desktops were held back since {}.\n", trip.since);
            ("desktops are terminated again: creations succeed", text, None)
        }
        (told, false) => {
            let since = told.map_or(now, |trip| trip.since);
            let mut text = format!("Since {since} desktops are held back: creations fail.\n\n");
            for cause in &causes {
                let _ = writeln!(text, "  {cause}");
            }
            text += "\nNo desktop that needs the same is terminated, so its user keeps the old one. What is owed \
                     already is tried again.\n";
            let subject = match told {
                None => "desktops are held back: creations fail",
                Some(_) => "desktops are still held back: creations fail for other reasons",
            };
            (subject, text, Some(Trip { since, causes }))
        }
    };
    text.push('\n');
    let mut lines = vec![("status".to_owned(), "shows what is owed and held back")];
    if trip.is_some() {
        lines.push(("rebuild --resume".into(), "tries again now"));
    }
    text += &commands(&lines, post);
    Some(Alert { subject: subject_of(&format!("wsrecycle: {subject}")), message: text, about: About::Breaker(trip) })
}

/// Commands to type, and where they apply.
fn commands(lines: &[(String, &str)], post: &Post<'_>) -> String {
    let Identity { account, region, .. } = post.identity;
    let stack = if post.stack == DEFAULT_STACK { String::new() } else { format!(" --stack {}", post.stack) };
    let mut text = String::new();
    for (words, does) in lines {
        let _ = writeln!(text, "  wsrecycle --region {region}{stack} {words}\n      {does}");
    }
    let _ = writeln!(text, "\nAccount {account}, region {region}, stack {}.", post.stack);
    text
}

/// A word for a shell, in quotes if it needs them.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "@._-+".contains(c);
    if text.chars().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// What SNS takes as a subject: ASCII in one line, cut at the end.
fn subject_of(text: &str) -> String {
    let plain = |c: char| if c.is_ascii() && !c.is_ascii_control() { c } else { '?' };
    text.chars().map(plain).take(SUBJECT_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recycle::desktop::tests::desktop;
    use crate::recycle::{Act, Cause, Failure, Intent, Phase, Request, Tags};
    use jiff::SignedDuration;

    const NOW: &str = "2026-11-22T17:30:00Z";

    fn row(user: &str, attention: Option<Attention>) -> Row {
        let desktop = desktop("ws-0a1b2c3d4", user);
        let mut row = Row::open(desktop.owner(), desktop.id.clone(), Cause::Alarm, now(), SignedDuration::ZERO);
        row.phase = Phase::Creating;
        row.request = Some(Request::capture(&desktop, &Tags::new()));
        row.attention = attention;
        row
    }

    fn now() -> Timestamp {
        NOW.parse().unwrap()
    }

    fn alerts_of(open: &[Row], told: Option<&Trip>, stack: &str) -> Vec<Alert> {
        let identity = crate::fleet::account::Account::default().identity();
        let post = Post { identity: &identity, stack, topic_arn: "arn" };
        alerts(open, None, told, now(), &Limits::default(), &post)
    }

    #[test]
    fn one_row_says_what_happened_what_is_owed_and_what_to_type() {
        let mut row = row("O'Brien, ä", Some(Attention::UserMissing));
        row.last_failure = Some(Failure::from_code("ResourceNotFound.User", "No user.").in_call("CreateWorkspaces"));
        let alerts = alerts_of(std::slice::from_ref(&row), None, "lab");
        assert_eq!(alerts.len(), 1);
        let Alert { subject, message, about } = &alerts[0];
        assert_eq!(subject, "wsrecycle: O'Brien, ?@d-90670a1b2c needs a person: the user is not in the directory");
        assert_eq!(*about, About::Rows(vec![(row.owner.clone(), Attention::UserMissing)]));
        for words in [
            "The recycle of O'Brien, ä@d-90670a1b2c needs a person: the user is not in the directory.",
            "Owed: a desktop for user O'Brien, ä in directory d-90670a1b2c from bundle wsb-0a1b2c3d4.",
            "It stands in Creating since 2026-11-22T17:30:00Z.",
            "Last failure: CreateWorkspaces: ResourceNotFound.User: No user.",
            "What to do: restore the user in the directory, or close the row with rebuild --abandon.",
            "every 30 minutes",
            r"wsrecycle --region us-east-1 --stack lab status --user 'O'\''Brien, ä'",
            r"rebuild --resume 'O'\''Brien, ä@d-90670a1b2c'",
            "Account 123456789012, region us-east-1, stack lab.",
        ] {
            assert!(message.contains(words), "{words}\n{message}");
        }
    }

    #[test]
    fn nobody_is_told_twice_or_in_the_middle_of_a_call() {
        let cause = Some(Attention::CallsFail);
        assert!(alerts_of(&[row("alice", None)], None, "default").is_empty());
        assert!(alerts_of(&[Row { alerted: cause, ..row("alice", cause) }], None, "default").is_empty());
        assert!(alerts_of(&[Row { phase: Phase::Done, ..row("alice", cause) }], None, "default").is_empty());
        let intent = Some(Intent { act: Act::Create, since: now() });
        assert!(alerts_of(&[Row { intent, ..row("alice", cause) }], None, "default").is_empty());
        let other = Row { alerted: Some(Attention::Quota), ..row("alice", cause) };
        assert_eq!(alerts_of(&[other], None, "default").len(), 1, "another cause is news");
        let kept = Row { phase: Phase::Grace, request: None, ..row("alice", Some(Attention::BundleMissing)) };
        let message = &alerts_of(&[kept], None, "default")[0].message;
        assert!(message.contains("user alice in directory d-90670a1b2c keeps desktop ws-0a1b2c3d4"), "{message}");
        assert!(message.contains("wsrecycle --region us-east-1 rebuild"), "{message}");
    }

    #[test]
    fn a_crowd_is_one_message_of_bounded_size() {
        let calling = |n: usize| if n.is_multiple_of(2) { Attention::Quota } else { Attention::Key };
        let rows: Vec<Row> = (0..5).map(|n| row(&format!("user{n}"), Some(calling(n)))).collect();
        assert_eq!(alerts_of(&rows, None, "default").len(), 5);
        let rows: Vec<Row> = (0..1000).map(|n| row(&format!("user{n:04}"), Some(calling(n)))).collect();
        let alerts = alerts_of(&rows, None, "default");
        assert_eq!((alerts.len(), alerts[0].subject.as_str()), (1, "wsrecycle: 1000 recycles need a person"));
        let message = &alerts[0].message;
        assert!(message.len() < 64 * 1024, "{}", message.len());
        assert!(
            message.contains("500 because the quota is reached. What to do: raise the WorkSpaces quota"),
            "{message}"
        );
        assert!(message.contains("user0000@d-90670a1b2c: owed a desktop from bundle wsb-0a1b2c3d4"), "{message}");
        assert!(message.contains("and 300 more") && message.contains("and 500 more"), "{message}");
        assert!(matches!(&alerts[0].about, About::Rows(rows) if rows.len() == 1000));
    }

    #[test]
    fn the_breaker_is_told_when_it_trips_changes_and_ends() {
        let failing = |code: &str| {
            let last_failure = Some(Failure::from_code(code, "No free IP address, or no bundle."));
            vec![Row { attempts: 1, last_failure, ..row("alice", None) }]
        };
        let tripped = alerts_of(&failing("ResourceNotFound.Bundle"), None, "default");
        assert_eq!(tripped[0].subject, "wsrecycle: desktops are held back: creations fail");
        assert!(tripped[0].message.contains("\n  creations for bundle wsb-0a1b2c3d4 fail: bundle missing\n"));
        let About::Breaker(Some(trip)) = tripped[0].about.clone() else { panic!("{tripped:?}") };
        assert_eq!(trip.since, now());
        assert!(alerts_of(&failing("ResourceNotFound.Bundle"), Some(&trip), "default").is_empty());

        let since = now() - SignedDuration::from_hours(1);
        let earlier = Trip { since, ..trip };
        let changed = alerts_of(&failing("Insufficient"), Some(&earlier), "default");
        assert_eq!(changed[0].subject, "wsrecycle: desktops are still held back: creations fail for other reasons");
        assert!(matches!(&changed[0].about, About::Breaker(Some(trip)) if trip.since == since));

        let ended = alerts_of(&[row("alice", None)], Some(&earlier), "default");
        assert_eq!(ended[0].subject, "wsrecycle: desktops are terminated again: creations succeed");
        assert_eq!(ended[0].about, About::Breaker(None));
        assert!(ended[0].message.contains("held back since 2026-11-22T16:30:00Z"), "{}", ended[0].message);
    }

    #[test]
    fn subjects_fit() {
        let long = row(&"é".repeat(63), Some(Attention::ForeignBroken));
        let subject = alerts_of(&[long], None, "default")[0].subject.clone();
        assert!(subject.is_ascii() && subject.len() == SUBJECT_MAX, "{subject}");
        assert_eq!(subject_of("a\r\nb\tc"), "a??b?c");
    }
}
