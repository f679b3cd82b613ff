//! Reading log groups, no further back than is needed.

use super::line::Shown;
use crate::cloud::Logs;
use crate::functions::Function;
use crate::recycle::{Failure, FailureKind, WorkspaceId};
use jiff::Timestamp;

/// A function and its log group.
pub type Group = (Function, String);
/// Whether a line counts.
type Counts<'a> = &'a (dyn Fn(&Shown) -> bool + Sync);

/// What is read.
pub struct Read<'a, C> {
    pub cloud: &'a C,
    pub groups: &'a [Group],
    pub desktop: Option<&'a WorkspaceId>,
}

/// What a look brought.
#[derive(Debug)]
pub struct Found {
    /// In the order of time.
    pub lines: Vec<Shown>,
    /// There are older lines that count.
    pub is_cut: bool,
    /// Groups that do not exist.
    pub missing: Vec<String>,
}

impl<C: Logs> Read<'_, C> {
    /// Everything since `from`.
    pub async fn all(&self, from: Timestamp) -> Result<Found, (Function, Failure)> {
        self.since(from, &|_| false).await
    }

    /// Since `from` the newest `limit` lines of those that count, and what lies between them.
    pub async fn newest(
        &self,
        from: Timestamp,
        limit: usize,
        counts: Counts<'_>,
    ) -> Result<Found, (Function, Failure)> {
        let has_enough = |lines: &[Shown]| lines.iter().filter(|line| counts(line)).count() > limit;
        let mut found = self.since(from, &has_enough).await?;
        let counted: Vec<usize> = (0..found.lines.len()).filter(|nth| counts(&found.lines[*nth])).collect();
        if let Some(surplus @ 1..) = counted.len().checked_sub(limit) {
            found.is_cut = true;
            found.lines.drain(..counted[surplus]);
        }
        Ok(found)
    }

    async fn since(
        &self,
        from: Timestamp,
        has_enough: &(dyn Fn(&[Shown]) -> bool + Sync),
    ) -> Result<Found, (Function, Failure)> {
        let mut found = Found { lines: vec![], is_cut: false, missing: vec![] };
        for (function, group) in self.groups {
            match self.group(*function, group, from, has_enough).await {
                Ok(mut lines) => found.lines.append(&mut lines),
                Err(failure) if failure.kind == FailureKind::NotFound => found.missing.push(group.clone()),
                Err(failure) => return Err((*function, failure)),
            }
        }
        found.lines.sort_by_key(|line| line.at);
        Ok(found)
    }

    /// One group in the order of time. Pages come with the newest first, so the first ones may be enough.
    async fn group(
        &self,
        function: Function,
        group: &str,
        from: Timestamp,
        has_enough: &(dyn Fn(&[Shown]) -> bool + Sync),
    ) -> Result<Vec<Shown>, Failure> {
        let (mut lines, mut token) = (vec![], None);
        loop {
            let page = self.cloud.log_lines(group, from, self.desktop, token).await?;
            // A server that does not know the order we ask for gives the oldest first, and then all must be read.
            let is_newest_first = page.items.first().zip(page.items.last()).is_none_or(|(a, b)| a.at >= b.at);
            let mut older: Vec<Shown> = page.items.into_iter().map(|line| Shown::of(function, line)).collect();
            if is_newest_first {
                older.reverse();
            }
            older.append(&mut lines);
            lines = older;
            token = page.next;
            if token.is_none() || (is_newest_first && has_enough(&lines)) {
                return Ok(lines);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fleet::account::Account;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn group() -> Group {
        (Function::TermRebuild, "/g".into())
    }

    fn texts(found: &Found) -> Vec<&str> {
        found.lines.iter().map(|line| line.sentence.as_str()).collect()
    }

    /// Ten lines; every third is routine.
    fn account() -> Account {
        let account = Account::default();
        for n in 0..10 {
            let text = if n % 3 == 0 { format!("START RequestId: {n}") } else { n.to_string() };
            account.log("/g", at(n), &text);
        }
        account
    }

    #[tokio::test]
    async fn no_more_pages_than_needed_and_the_newest_lines() {
        let (account, groups) = (account(), [group()]);
        let read = Read { cloud: &account, groups: &groups, desktop: None };
        let found = read.newest(at(0), 2, &|line| !line.is_routine).await.unwrap();
        assert_eq!(texts(&found), ["7", "8", "START RequestId: 9"]);
        assert!(found.is_cut);
        assert_eq!(account.calls().len(), 3, "of five; one line more than wanted tells that there are older ones");
        let found = read.newest(at(0), 6, &|line| !line.is_routine).await.unwrap();
        assert!(!found.is_cut && found.lines.len() == 10, "exactly as many as there are");
        assert_eq!(texts(&read.all(at(8)).await.unwrap()), ["8", "START RequestId: 9"]);
    }

    #[tokio::test]
    async fn groups_are_merged_by_time_and_a_missing_one_is_named() {
        let account = account();
        account.log("/h", at(4), "between");
        let groups = [group(), (Function::AlarmCreate, "/h".into()), (Function::AlarmDelete, "/none".into())];
        let read = Read { cloud: &account, groups: &groups, desktop: None };
        let found = read.newest(at(4), 100, &|_| true).await.unwrap();
        assert_eq!(texts(&found)[..3], ["4", "between", "5"]);
        assert_eq!(found.missing, ["/none"]);
        account.deny("log_lines");
        let (function, failure) = read.all(at(0)).await.unwrap_err();
        assert_eq!((function, failure.kind), (Function::TermRebuild, FailureKind::Denied));
    }
}
