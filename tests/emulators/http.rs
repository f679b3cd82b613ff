//! One request over a plain socket: all that the tests need to steer the emulators.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Status and body of the answer. The servers run in our own hands, so no answer is a failed test.
pub fn post(endpoint: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
    send("POST", endpoint, path, headers, body)
}

/// The same with another method.
pub fn send(method: &str, endpoint: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
    exchange(method, endpoint, path, headers, body).unwrap_or_else(|error| panic!("{method} {endpoint}{path}: {error}"))
}

fn exchange(
    method: &str,
    endpoint: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> std::io::Result<(u16, String)> {
    let address = endpoint.strip_prefix("http://").unwrap_or(endpoint);
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(120)))?;
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    stream.write_all((head + body).as_bytes())?;

    // The server closes the connection after its answer, so the end of the stream is the end of the body.
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let broken = || std::io::Error::new(std::io::ErrorKind::InvalidData, format!("not an HTTP answer: {answer:?}"));
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(broken)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
    Ok((status, body.to_owned()))
}
