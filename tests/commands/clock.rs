//! A machine whose clock is off: a server on 127.0.0.1 answers GetCallerIdentity with a date of its own, and nothing
//! else. Whatever the binary asks beyond that ends its connection.

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

const WHO: &str = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
    <GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/alice</Arn><UserId>AIDA</UserId>\
    <Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

/// A server whose clock is so far ahead of ours: its address, and what it was asked.
fn server(ahead: SignedDuration) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = asked.clone();
    // It ends with the test.
    std::thread::spawn(move || {
        while let Ok((stream, _)) = listener.accept() {
            let log = log.clone();
            std::thread::spawn(move || answer(stream, ahead, &log));
        }
    });
    (url, asked)
}

fn answer(stream: TcpStream, ahead: SignedDuration, log: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let (mut length, mut target) = (0, String::new());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        let line = line.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a number");
        }
        if let Some(value) = line.strip_prefix("x-amz-target:") {
            target = value.trim().to_owned();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    let body = String::from_utf8_lossy(&body).into_owned();
    let is_whoami = body.contains("Action=GetCallerIdentity");
    log.lock().expect("nobody panics with it").push(if is_whoami { "GetCallerIdentity".to_owned() } else { target });
    if is_whoami {
        let date = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&(Timestamp::now() + ahead));
        let date = date.expect("a date");
        let head = format!(
            "HTTP/1.1 200 OK\r\ndate: {date}\r\ncontent-type: text/xml\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n",
            WHO.len()
        );
        let _ = reader.get_mut().write_all((head + WHO).as_bytes());
    }
}

fn run(url: &str, line: &str) -> Output {
    let home = tempfile::tempdir().expect("a folder");
    Command::new(env!("CARGO_BIN_EXE_wsrecycle"))
        .args(line.split(' '))
        .args(["--region", "us-east-1", "--endpoint-url", url])
        .env_clear()
        .env("HOME", home.path())
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .expect("the binary runs")
}

#[test]
fn with_a_clock_that_is_off_nothing_is_begun() {
    for (ahead_s, words) in [(120, "behind AWS's"), (-120, "ahead of AWS's"), (3600, "behind AWS's")] {
        let (url, asked) = server(SignedDuration::from_secs(ahead_s));
        for line in ["rebuild ws-0a1b2c3d4 --yes", "rebuild --resume", "pause --until 2h", "status --fix --yes"] {
            let ran = run(&url, line);
            let said = String::from_utf8(ran.stderr).expect("text");
            assert_eq!(ran.status.code(), Some(1), "{line}: {said}");
            let error = said.lines().find(|line| line.starts_with("error: this machine's clock is "));
            assert!(error.is_some_and(|error| error.ends_with(words)), "{line}: {said}");
            assert!(said.contains("caused by: leases and due times") && said.contains("hint: set the clock"), "{said}");
            assert!(ran.stdout.is_empty());
            assert_eq!(std::mem::take(&mut *asked.lock().unwrap()), ["GetCallerIdentity"], "{line}");
        }
    }
}
