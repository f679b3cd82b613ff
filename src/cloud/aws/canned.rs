//! A server with prepared answers, for the tests of this room: what the SDK makes of real bytes.

use super::{AwsCloud, settings};
use aws_config::{BehaviorVersion, Region, retry::RetryConfig};
use aws_sdk_workspaces::config::Credentials;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Status and body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer(pub u16, pub &'static str);

/// The request is read, and the connection closed without a word.
pub(super) const HANG_UP: Answer = Answer(0, "");

/// AWS that gives these answers, one for each request, and then is gone; and the bodies of the requests.
pub(super) async fn aws(answers: Vec<Answer>) -> (AwsCloud, Arc<Mutex<Vec<String>>>) {
    aws_with_headers(answers.into_iter().map(|answer| (answer, String::new())).collect()).await
}

/// The same with more headers in each answer, a line each.
pub(super) async fn aws_with_headers(answers: Vec<(Answer, String)>) -> (AwsCloud, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(vec![]));
    let log = asked.clone();
    if answers.is_empty() {
        drop(listener);
    } else {
        std::thread::spawn(move || {
            for (answer, headers) in answers {
                let Ok((stream, _)) = listener.accept() else { return };
                serve(stream, answer, &headers, &log);
            }
        });
    }
    let loader = settings(aws_config::defaults(BehaviorVersion::latest()))
        .region(Region::new("us-east-1"))
        .endpoint_url(url)
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
        // As many tries as ever, without the waits between them.
        .retry_config(
            RetryConfig::standard()
                .with_max_attempts(super::ATTEMPTS_MAX)
                .with_initial_backoff(Duration::from_millis(1))
                .with_max_backoff(Duration::from_millis(5)),
        );
    (AwsCloud::new(loader.load().await, Some("lab".into())).unwrap(), asked)
}

fn serve(stream: TcpStream, Answer(status, body): Answer, headers: &str, log: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut asked = vec![0; length];
    reader.read_exact(&mut asked).unwrap();
    let count = {
        let mut log = log.lock().unwrap();
        log.push(String::from_utf8(asked).unwrap());
        log.len()
    };
    if status > 0 {
        let head = format!(
            "HTTP/1.1 {status} X\r\nx-amzn-requestid: r-{count}\r\n{headers}content-length: {}\r\n\
             connection: close\r\n\r\n",
            body.len()
        );
        // The client may have given up meanwhile; the test sees that.
        let _ = reader.get_mut().write_all((head + body).as_bytes());
    }
}
