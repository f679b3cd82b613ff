//! The functions by the real executable, as Lambda runs it: started without a word, under a double of Lambda's Runtime
//! API, with a stack in the emulators. What the handlers do in detail is tested in `src/functions/`.
//!
//! Each test has emulators of its own and a process whose environment names nobody's account.

mod answers;
mod double;
mod errors;
pub mod events;
mod function;
mod ticks;
mod troubled;

use crate::emulators::{Emulators, Member};
use crate::provision::over_aws::connect;
use crate::rebuild::shell::age;
use jiff::Timestamp;
use serde_json::{Value, json};
use wsrecycle::cloud::aws::TableLedger;
use wsrecycle::cloud::{Identity, Provision};
use wsrecycle::ledger::{Ledger, Ticker};
use wsrecycle::recycle::{Owner, Row};
use wsrecycle::stack::{DEFAULT_STACK, Names, Seen, Write};

/// What of a stack the functions themselves need: the ledger's table and the topic of the alerts.
struct Stack<'a> {
    emulators: &'a Emulators,
    names: Names,
    ledger: TableLedger,
}

impl<'a> Stack<'a> {
    async fn set_up(emulators: &'a Emulators) -> Self {
        let aws = connect(emulators, None).await;
        let identity = Identity {
            account: "123456789012".into(),
            arn: "arn:aws:iam::123456789012:root".into(),
            partition: "aws".into(),
            region: crate::emulators::REGION.into(),
        };
        let names = Names::of(DEFAULT_STACK, &identity);
        let tags = Default::default;
        for write in [
            Write::CreateTable { table: names.table.clone(), tags: tags() },
            Write::CreateTopic { topic: names.alerts.clone(), tags: tags() },
        ] {
            aws.write(&write, None).await.expect("a part of a stack");
        }
        while !matches!(aws.table(&names.table).await, Seen::Present(table) if table.status == "ACTIVE") {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let ledger = aws.ledger(&names.table);
        Self { emulators, names, ledger }
    }

    /// Its user was here today and has left.
    fn leave(&self, member: &Member) {
        let now = Timestamp::now();
        let [checked, last] = [now.as_second() - 30, now.as_second() - 3 * 3600];
        let row = json!({
            "ConnectionState": "DISCONNECTED", "ConnectionStateCheckTimestamp": checked,
            "LastKnownUserConnectionTimestamp": last,
        });
        self.emulators.control("connections", &json!({ member.id.as_str(): row }));
    }

    async fn row(&self, owner: &Owner) -> Option<Row> {
        self.ledger.get(owner).await.expect("the ledger answers")
    }

    /// Let the row, and the tick that somebody may have died with, be as old as if a while had passed.
    async fn let_time_pass(&self, owner: &Owner) {
        let ticker = self.ledger.control().await.expect("the ledger answers").ticker;
        if let Some(Ticker { holder, began_at, settings, .. }) = ticker {
            let over = Ticker { holder, began_at, until: began_at, settings };
            assert!(self.ledger.take_tick(&over).await.expect("the ledger answers"));
        }
        if let Some(row) = self.row(owner).await {
            let mut older = serde_json::to_value(&row).expect("a row is plain data");
            age(&mut older);
            age(&mut older);
            let mut older: Row = serde_json::from_value(older).expect("a row");
            // It is told from the one that is replaced by these two, and by its version.
            (older.opened_at, older.due_at) = (row.opened_at, row.opened_at);
            self.ledger.save(&mut older).await.expect("nobody else saves it");
        }
    }

    /// The subjects of what people were told.
    fn told(&self) -> Vec<Value> {
        let calls = self.emulators.calls().into_iter();
        calls.filter(|call| call.operation == "Publish").map(|mut call| call.parameters["Subject"].take()).collect()
    }
}

fn owner(member: &Member) -> Owner {
    Owner::new(member.directory.clone(), &member.user)
}
