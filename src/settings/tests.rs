//! Where a setting may come from, and which source wins.

use super::*;

fn nothing(_: &str) -> Option<String> {
    None
}

fn from_file(text: &str) -> Result<Settings, SettingsError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("w.toml");
    std::fs::write(&path, text).unwrap();
    Settings::resolve(&[], &nothing, Some(&path))
}

/// The error without the folder, which differs from run to run.
fn refusal(text: &str) -> String {
    let error = from_file(text).unwrap_err().to_string();
    error[error.find("w.toml").unwrap()..].to_owned()
}

#[test]
fn defaults_stand_where_nothing_is_set() {
    let settings = Settings::resolve(&[], &nothing, None).unwrap();
    assert_eq!(settings.rules(Limits::default()), Rules::default());
    assert_eq!(settings.lines(), ["stack = default (default)", "scope = all (default)"]);
}

#[test]
fn the_stronger_layer_wins_and_the_source_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("w.toml");
    std::fs::write(&path, "\nregion = \"eu-west-1\"\nprofile = \"lab\"\ngrace = \"15m\"\nscope = \"tag=lab\"\n")
        .unwrap();
    let environment = |name: &str| match name {
        "AWS_REGION" => Some("us-east-1".to_owned()),
        "AWS_DEFAULT_REGION" => Some("ap-south-1".to_owned()),
        "AWS_PROFILE" => Some(String::new()),
        "WSRECYCLE_GRACE" => Some("20m".to_owned()),
        _ => None,
    };
    let flags = [(key::GRACE, "--grace", "30m".to_owned())];
    let settings = Settings::resolve(&flags, &environment, Some(&path)).unwrap();
    assert_eq!(settings.region, Some(Sourced { value: "us-east-1".into(), from: Source::Environment("AWS_REGION") }));
    let line_3 = Source::File { path: path.clone(), line: 3 };
    assert_eq!(settings.profile, Some(Sourced { value: "lab".into(), from: line_3 }));
    assert_eq!(settings.durations[key::GRACE].from, Source::Flag("--grace"));
    assert_eq!(settings.scope.value.to_string(), "tag=lab");
    assert_eq!(settings.rules(Limits::default()).limits.grace, SignedDuration::from_mins(30));
}

#[test]
fn every_timing_key_reaches_its_own_limit() {
    for (name, _) in TIMING {
        let settings = from_file(&format!("[timing]\n{name} = \"4m\"\nsettle = \"23h\"\nlease = \"5h\"\n"));
        let Ok(settings) = settings else {
            assert!(["settle", "lease"].contains(&name), "{name}");
            continue;
        };
        let mut expected = Limits { settle: SignedDuration::from_hours(23), ..Limits::default() };
        expected.lease = SignedDuration::from_hours(5);
        assert!(expected.set(name, SignedDuration::from_mins(4)));
        assert_eq!(settings.limits(Limits::default()), expected, "{name}");
    }
}

#[test]
fn what_is_unknown_is_refused_with_its_line_and_the_nearest_name() {
    let SettingsError::UnknownKey { line, key, nearest, .. } = from_file("# mine\n\nscop = \"all\"\n").unwrap_err()
    else {
        panic!("another error");
    };
    assert_eq!((line, key.as_str(), nearest.as_deref()), (3, "scop", Some("scope")));
    assert_eq!(refusal("scop = \"all\"\n"), "w.toml:1: there is no setting \"scop\"");
    assert_eq!(refusal("[timing]\ngone_pol = \"1m\"\n"), "w.toml:2: there is no setting \"timing.gone_pol\"");
    let SettingsError::UnknownKey { nearest, .. } = from_file("gone_poll = \"1m\"\n").unwrap_err() else {
        panic!("another error");
    };
    assert_eq!(nearest.as_deref(), Some("timing.gone_poll"));
}

#[test]
fn wrong_values_are_refused_with_their_line() {
    for (text, says) in [
        ("grace = \"10\"\n", "w.toml:1: grace: \"10\" is not a duration"),
        ("grace = \"5s\"\n", "w.toml:1: grace: 5s is out of bounds: expected 1m to 24h"),
        ("grace = 600\n", "w.toml:1: grace is of type integer: expected text in quotes"),
        ("scope = \"some\"\n", "w.toml:1: scope: \"some\" is not a scope"),
        ("expect_account = \"12\"\n", "w.toml:1: expect_account: \"12\" is not an account"),
        ("stack = \"a b\"\n", "w.toml:1: stack: \"a b\" cannot name a stack"),
        ("retention_days = 31\n", "w.toml:1: retention_days: CloudWatch Logs keeps no logs for 31 days"),
        ("retention_days = 90.5\n", "w.toml:1: retention_days is of type float: expected a number"),
        ("memory_mb = 64\n", "w.toml:1: memory_mb: \"64\" is out of bounds"),
        ("policies = \"wide\"\n", "w.toml:1: policies: \"wide\" is unknown: expected least or guide"),
        ("architecture = \"x86\"\n", "w.toml:1: architecture: \"x86\" is unknown: expected x86_64 or arm64"),
        ("trail = \"-\"\n", "w.toml:1: trail: \"-\" cannot name a trail"),
        ("notify = [\"a@b.example\", \"nobody\"]\n", "w.toml:1: notify: \"nobody\" is not an e-mail address"),
        ("notify = [1]\n", "w.toml:1: notify is of type array: expected a list of texts"),
        ("timing = \"1m\"\n", "w.toml:1: timing is a table"),
        ("[timing]\nsettle = \"30s\"\n", "w.toml:2: settle: settle (30s) must be longer than act_within"),
        ("[timing]\n\nact_within = \"150s\"\n", "w.toml:3: act_within: settle (3m) must be longer"),
        ("[timing]\nlease = \"10s\"\n", "w.toml:2: lease: lease (10s) must not be shorter"),
        ("region = \"a\"\nregion = \"b\"\n", "w.toml:2: "),
        ("region = \n", "w.toml:1: "),
    ] {
        assert!(refusal(text).starts_with(says), "{text}: {}", refusal(text));
    }
    let missing = Settings::resolve(&[], &nothing, Some(Path::new("no/such/file"))).unwrap_err();
    assert_eq!(missing.to_string(), "cannot read the configuration file no/such/file");
}

#[test]
fn settings_of_the_stack_are_understood() {
    let text = "retention_days = 90\nmemory_mb = \"512\"\nnotify = [\"a@b.example\", \"c@d.example\"]\n\
                policies = \"guide\"\ntrail = \"Org-Trail\"\narchitecture = \"arm64\"\n";
    let settings = from_file(text).unwrap();
    let of = &settings.of_stack;
    assert_eq!(of.retention_days.as_ref().unwrap().value, 90);
    assert_eq!(of.memory_mb.as_ref().unwrap().value, 512);
    assert_eq!(of.notify.as_ref().unwrap().value, ["a@b.example", "c@d.example"]);
    assert_eq!(of.trail.as_ref().unwrap().value, crate::stack::TrailChoice::Named("Org-Trail".into()));
    assert_eq!(of.lines().len(), 6);
    assert!(of.lines()[1].starts_with("notify = a@b.example,c@d.example ("), "{:?}", of.lines());
}
