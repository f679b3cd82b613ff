//! What `setup` and `drift` cost where every answer takes 50 ms: calls, the longest chain of them, and wall time.
//!
//! `cargo bench --bench setup --profile dev` runs the real binary against the emulators, once directly and once
//! through a line that holds every request back for [`LATENCY`]. The difference, in round trips, is what the program
//! waits for one after the other; the emulators' own time, which is the same in both, drops out. Numbers for a
//! person, not a test.

// The tests' emulators have more to them than is used here.
#[allow(dead_code, unused_imports)]
#[path = "../tests"]
mod tests {
    pub mod emulators;
}

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use tests::emulators::{Emulators, REGION};
use wsrecycle::cloud::Identity;
use wsrecycle::stack::{Adoption, Config, Names, Order, Picture, Wanted, desired, plan};

const LATENCY: Duration = Duration::from_millis(50);

fn main() {
    let Some(emulators) = Emulators::start() else { return };
    let home = tempfile::tempdir().expect("a folder");
    let program = home.path().join("program");
    std::fs::write(&program, smallest_program()).expect("a file");
    let direct = emulators.endpoint().to_owned();
    let delayed = delay(direct.strip_prefix("http://").expect("an HTTP endpoint"));

    println!("{:<26} {:>6} {:>7} {:>9} {:>9} {:>12}", "", "calls", "writes", "0 ms, s", "50 ms, s", "round trips");
    let set_up = format!("setup --yes --quiet --scope all --function-binary {}", program.display());
    let drift = format!("drift --quiet --function-binary {}", program.display());
    let lines = [("setup, empty account", set_up.as_str()), ("setup again", &set_up), ("drift", &drift)];
    let mut took: Vec<[Duration; 2]> = vec![[Duration::ZERO; 2]; lines.len()];
    let mut counted: Vec<(usize, usize)> = vec![(0, 0); lines.len()];
    // Once for nothing: the emulators load much of themselves when it is first asked for.
    for (way, endpoint) in [(0, &direct), (0, &direct), (1, &delayed)] {
        emulators.control("reset", &serde_json::json!({}));
        for (row, (name, line)) in lines.iter().enumerate() {
            emulators.forget_calls();
            took[row][way] = run(name, line, endpoint, home.path());
            let calls = emulators.calls();
            let is_write =
                |operation: &str| !["Describe", "Get", "Head", "List"].iter().any(|it| operation.starts_with(it));
            counted[row] = (calls.len(), calls.iter().filter(|call| is_write(&call.operation)).count());
        }
    }
    for (((name, _), took), (calls, writes)) in lines.iter().zip(&took).zip(&counted) {
        let seconds = took.map(|time| time.as_secs_f64());
        let trips = (seconds[1] - seconds[0]) / LATENCY.as_secs_f64();
        println!("{name:<26} {calls:>6} {writes:>7} {:>9.2} {:>9.2} {trips:>12.1}", seconds[0], seconds[1]);
    }
    println!("The longest chain of writes that wait for each other has {} calls.", chain());
}

/// What a fresh set-up has to do one after the other.
fn chain() -> usize {
    let identity = Identity {
        account: "123456789012".into(),
        arn: "arn:aws:iam::123456789012:user/admin".into(),
        partition: "aws".into(),
        region: REGION.into(),
    };
    let (names, config) = (Names::of("default", &identity), Config::default());
    let former_addresses = &std::collections::BTreeSet::new();
    let (identity, config) = (&identity, &config);
    let wanted = Wanted { names: &names, identity, config, code_sha256: "", own_trail: true, former_addresses };
    let plan = plan(&desired(&wanted), &Picture::default(), &names, Adoption::Refuse);
    Order::of(&plan, &names).chain()
}

/// Run one command; it must succeed.
fn run(name: &str, line: &str, endpoint: &str, home: &Path) -> Duration {
    let begun = Instant::now();
    let ran = Command::new(env!("CARGO_BIN_EXE_wsrecycle"))
        .args(line.split(' '))
        .env_clear()
        .env("HOME", home)
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_REGION", REGION)
        .env("AWS_ENDPOINT_URL", endpoint)
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs");
    let took = begun.elapsed();
    assert!(ran.status.success(), "{name}: {}", String::from_utf8_lossy(&ran.stderr));
    took
}

/// The header of an ELF program for x86_64 that needs nothing: small, so that uploads do not count.
fn smallest_program() -> [u8; 64] {
    let mut header = [0; 64];
    header[..6].copy_from_slice(b"\x7fELF\x02\x01");
    header[16] = 2;
    header[18] = 0x3e;
    header
}

/// A line to the server that holds back whatever is sent to it; its URL.
fn delay(server: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = server.to_owned();
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let Ok(server) = TcpStream::connect(&server) else { return };
            let _ = (client.set_nodelay(true), server.set_nodelay(true));
            let (from, to) = (client.try_clone().expect("a socket"), server.try_clone().expect("a socket"));
            std::thread::spawn(move || carry(from, to, LATENCY));
            std::thread::spawn(move || carry(server, client, Duration::ZERO));
        }
    });
    url
}

/// Carry bytes on, each piece `late` after it came, without holding up the next.
fn carry(mut from: TcpStream, mut to: TcpStream, late: Duration) {
    let (sender, receiver) = mpsc::channel::<(Instant, Vec<u8>)>();
    let writer = std::thread::spawn(move || {
        for (at, bytes) in receiver {
            std::thread::sleep((at + late).saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
    let mut buffer = vec![0; 1 << 16];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
            break;
        }
    }
    drop(sender);
    let _ = writer.join();
}
