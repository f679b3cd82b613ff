//! The ledger's table.

use super::{Stand, present, tags};
use std::time::Duration;
use wsrecycle::cloud::Provision;
use wsrecycle::recycle::FailureKind;
use wsrecycle::stack::picture::{LEDGER_KEYS, LEDGER_TTL, Table};
use wsrecycle::stack::{Seen, Write};

const TABLE: &str = "Workspace_Test_Ledger";

pub async fn life<P: Provision>(stand: &Stand<'_, P>) {
    let table = || TABLE.to_owned();
    assert_eq!(stand.aws.table(TABLE).await, Seen::Absent);
    stand.write(Write::DeleteTable { table: table() }).await;

    // One after the other without a pause: what must wait for the table waits by itself.
    let create = Write::CreateTable { table: table(), tags: tags(&[]) };
    stand.write(create.clone()).await;
    stand.write(Write::RecoverToAPointInTime { table: table() }).await;
    stand.write(Write::SetTtl { table: table(), attribute: LEDGER_TTL.into() }).await;
    stand.write_twice(Write::TagTable { table: table(), tags: tags(&[("team", "finance")]) }).await;
    stand.write(Write::SetBilling { table: table() }).await;
    let expected = Table {
        arn: stand.arn("dynamodb", &format!("table/{TABLE}")),
        status: "ACTIVE".into(),
        keys: LEDGER_KEYS.map(str::to_owned).into(),
        is_on_demand: true,
        recovers_to_a_point_in_time: true,
        ttl_attribute: Some(LEDGER_TTL.into()),
        tags: tags(&[("team", "finance")]),
    };
    assert_eq!(present(stand.aws.table(TABLE).await), expected);
    stand.is_refused(create, None, FailureKind::Exists).await;

    stand.write_twice(Write::DeleteTable { table: table() }).await;
    for _ in 0..100 {
        match stand.aws.table(TABLE).await {
            Seen::Absent => return,
            Seen::Present(table) => assert_eq!(table.status, "DELETING"),
            Seen::Unknown(failure) => panic!("{failure}"),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the table is still there after ten seconds");
}
