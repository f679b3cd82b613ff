//! Which settings count where the functions do not say the same. Pure.
//!
//! The settings of a stack live with its functions, and each of the three has them whole, so one that was deleted or
//! spoilt by hand makes nobody forget them. They are read as strictly here as the functions read them: what is missing
//! is never made up, because the default of a scope is everything.

use super::STACK_TAG;
use super::config::{Config, ConfigError};
use super::picture::{Function, Picture};
use super::{Names, Seen};
use std::collections::BTreeSet;

/// What the functions say.
#[derive(Debug, Clone, PartialEq)]
pub enum Agreed {
    /// None of them has settings, nor should have: nothing is deployed here.
    Nowhere,
    /// So say all that can be read, or most of them.
    On(Box<Config>),
    /// As many say one thing as another: each function, and what it says.
    Split(Vec<(String, Config)>),
    /// They are there, and none of them says anything that can be read.
    Unreadable(Vec<(String, ConfigError)>),
}

/// Ask the functions of a stack.
pub fn agreed(is: &Picture, names: &Names) -> Agreed {
    let functions = [&names.term_rebuild, &names.alarm_create, &names.alarm_delete];
    let present =
        functions.into_iter().filter_map(|name| Some((name, is.functions.get(name).and_then(Seen::present)?)));
    let (mut said, mut unreadable) = (vec![], vec![]);
    for (name, function) in present {
        match Config::to_act_under(&function.environment) {
            Ok(config) => said.push((name.clone(), config)),
            // Somebody made it by hand, and it never had any.
            Err(ConfigError::Missing) if !is_tagged(function, names) => {}
            Err(error) => unreadable.push((name.clone(), error)),
        }
    }
    let votes = |config: &Config| said.iter().filter(|(_, other)| other == config).count();
    let most = said.iter().map(|(_, config)| votes(config)).max();
    let mut first: Vec<(String, Config)> = vec![];
    for (name, config) in said.iter().filter(|(_, config)| Some(votes(config)) == most) {
        if first.iter().all(|(_, other)| other != config) {
            first.push((name.clone(), config.clone()));
        }
    }
    match first.as_slice() {
        [] if unreadable.is_empty() => Agreed::Nowhere,
        [] => Agreed::Unreadable(unreadable),
        [(_, config)] => Agreed::On(Box::new(config.clone())),
        _ => Agreed::Split(first),
    }
}

/// Every address that one of them was told to tell of what needs a person.
pub fn addresses(is: &Picture) -> BTreeSet<String> {
    let present = is.functions.values().filter_map(Seen::present);
    present.filter_map(|it| Config::to_act_under(&it.environment).ok()).flat_map(|config| config.notify).collect()
}

fn is_tagged(function: &Function, names: &Names) -> bool {
    function.tags.get(STACK_TAG) == Some(&names.stack)
}

#[cfg(test)]
mod tests {
    use super::super::config::VARIABLE;
    use super::*;
    use crate::sandbox::{Deployed, World};

    const LAB: &str = r#"{"scope": "tag=lab"}"#;
    const ALL: &str = r#"{"scope": "all"}"#;
    const OTHER: &str = r#"{"scope": "tag=other"}"#;
    const NO_SCOPE: &str = r#"{"grace_s": 60}"#;

    /// A stack whose functions (rebuild, create, delete) are told this; `None` is a function that is not there.
    fn of(told: [Option<&str>; 3]) -> Agreed {
        let identity = World::new(1, jiff::Timestamp::UNIX_EPOCH).identity;
        let names = Names::of("default", &identity);
        let whole = Deployed::default_stack(&identity).functions;
        let each = [&names.term_rebuild, &names.alarm_create, &names.alarm_delete].into_iter().zip(told);
        let functions = each.map(|(name, told)| {
            let seen = told.map_or(Seen::Absent, |told| {
                let mut function = whole[name].clone();
                function.environment = match told {
                    "" => [].into(),
                    "by hand" => {
                        function.tags.clear();
                        [].into()
                    }
                    told => [(VARIABLE.to_owned(), told.to_owned())].into(),
                };
                Seen::Present(function)
            });
            (name.clone(), seen)
        });
        agreed(&Picture { functions: functions.collect(), ..Picture::default() }, &names)
    }

    #[test]
    fn one_function_that_was_altered_decides_for_nobody() {
        let on = |scope: &str| Agreed::On(Box::new(Config { scope: scope.parse().unwrap(), ..Config::default() }));
        for (told, expected) in [
            ([Some(LAB); 3], on("tag=lab")),
            // Wherever the odd one is.
            ([Some(ALL), Some(LAB), Some(LAB)], on("tag=lab")),
            ([Some(LAB), Some(ALL), Some(LAB)], on("tag=lab")),
            ([Some(LAB), Some(LAB), Some(ALL)], on("tag=lab")),
            // What cannot be read says nothing, least of all "everything".
            ([Some(NO_SCOPE), Some(LAB), Some(LAB)], on("tag=lab")),
            ([Some(NO_SCOPE), Some(NO_SCOPE), Some(LAB)], on("tag=lab")),
            ([Some(""), Some("{"), Some(LAB)], on("tag=lab")),
            ([None, None, Some(LAB)], on("tag=lab")),
            ([Some("by hand"), None, Some(LAB)], on("tag=lab")),
            ([None; 3], Agreed::Nowhere),
            ([Some("by hand"); 3], Agreed::Nowhere),
        ] {
            assert_eq!(of(told), expected, "{told:?}");
        }
    }

    #[test]
    fn where_none_says_more_than_another_a_person_decides() {
        for told in
            [[Some(ALL), Some(LAB), None], [Some(ALL), Some(LAB), Some("")], [Some(ALL), Some(LAB), Some(OTHER)]]
        {
            let Agreed::Split(said) = of(told) else { panic!("{told:?}") };
            assert_eq!(said.len(), told.iter().flatten().filter(|told| !told.is_empty()).count());
        }
        for told in [[Some(NO_SCOPE); 3], [Some(""), None, None], [Some("{"), Some("by hand"), None]] {
            assert!(matches!(of(told), Agreed::Unreadable(_)), "{told:?}");
        }
    }
}
