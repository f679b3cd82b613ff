//! Where the configuration and the state of a user live (XDG Base Directory Specification 0.8).

use std::path::PathBuf;

type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A folder from its variable, or below the home directory. The specification says to ignore relative paths.
fn base(environment: Environment<'_>, variable: &str, below_home: &str) -> Option<PathBuf> {
    let absolute = |name: &str| environment(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute(variable).or_else(|| {
        let home = absolute("HOME").or_else(|| absolute("USERPROFILE"))?;
        Some(home.join(below_home))
    })
}

/// The configuration file that is read without being named; it need not exist.
pub fn config_file(environment: Environment<'_>) -> Option<PathBuf> {
    base(environment, "XDG_CONFIG_HOME", ".config").map(|dir| dir.join("wsrecycle").join("config.toml"))
}

/// Where programs keep what must outlive them: the file ledger is below it.
pub fn state_home(environment: Environment<'_>) -> Option<PathBuf> {
    base(environment, "XDG_STATE_HOME", ".local/state")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn variables_win_over_home_and_relative_ones_are_ignored() {
        let find = |pairs: &'static [(&str, &str)]| {
            move |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let home = find(&[("HOME", "/home/a")]);
        assert_eq!(config_file(&home), Some("/home/a/.config/wsrecycle/config.toml".into()));
        assert_eq!(state_home(&home), Some("/home/a/.local/state".into()));
        let set = find(&[("HOME", "/home/a"), ("XDG_CONFIG_HOME", "/etc/a"), ("XDG_STATE_HOME", "state")]);
        assert_eq!(config_file(&set), Some("/etc/a/wsrecycle/config.toml".into()));
        assert_eq!(state_home(&set), Some("/home/a/.local/state".into()));
        assert_eq!(state_home(&find(&[])), None);
    }
}
