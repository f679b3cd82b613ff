//! Lambda's Runtime API, as far as a function sees it (Lambda Developer Guide, "Using the Lambda runtime API for custom
//! runtimes", seen 2026-11-22): invocations are handed out one by one, and what is answered to each is kept.

use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const ROOT: &str = "/2018-06-01/runtime/";

/// Something to hand to the function.
#[derive(Debug, Clone)]
pub struct Invocation {
    pub body: Vec<u8>,
    pub arn: String,
    /// Milliseconds from now; may be over.
    pub left_ms: i64,
}

/// What the function answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Response(Value),
    Error { error_type: String, message: String },
}

impl Answer {
    #[track_caller]
    pub fn response(self) -> Value {
        match self {
            Self::Response(value) => value,
            Self::Error { error_type, message } => panic!("{error_type}: {message}"),
        }
    }

    #[track_caller]
    pub fn error(self) -> (String, String) {
        match self {
            Self::Response(value) => panic!("no error: {value}"),
            Self::Error { error_type, message } => (error_type, message),
        }
    }
}

#[derive(Default)]
struct State {
    waiting: VecDeque<(String, Invocation)>,
    answers: BTreeMap<String, Answer>,
    handed_out: u64,
    /// When a function asked for its first invocation.
    asked_at: Option<Instant>,
    /// Bodies of errors at the start.
    init_errors: Vec<String>,
    is_over: bool,
}

/// The server, on a port of its own until the process ends.
pub struct RuntimeApi {
    address: String,
    shared: Arc<(Mutex<State>, Condvar)>,
}

impl RuntimeApi {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let shared: Arc<(Mutex<State>, Condvar)> = Arc::default();
        let serving = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shared = serving.clone();
                // A function that was killed hangs up in the middle; that is no error of the server.
                std::thread::spawn(move || serve(stream, &shared).ok());
            }
        });
        Self { address, shared }
    }

    /// What `AWS_LAMBDA_RUNTIME_API` holds.
    pub fn address(&self) -> &str {
        &self.address
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().expect("no thread panics with it")
    }

    /// Hand an invocation out: its request id.
    pub fn send(&self, invocation: Invocation) -> String {
        let mut state = self.state();
        state.handed_out += 1;
        let id = format!("request-{}", state.handed_out);
        state.waiting.push_back((id.clone(), invocation));
        self.shared.1.notify_all();
        id
    }

    /// Wait for the answer to a request; `None` if there is none in time, or `is_gone` says that nobody will answer.
    pub fn await_answer(&self, id: &str, mut is_gone: impl FnMut() -> bool) -> Option<Answer> {
        let deadline = Instant::now() + Duration::from_secs(90);
        let mut state = self.state();
        loop {
            if let Some(answer) = state.answers.remove(id) {
                return Some(answer);
            }
            if Instant::now() > deadline || is_gone() {
                return None;
            }
            state = self.shared.1.wait_timeout(state, Duration::from_millis(100)).expect("no thread panics").0;
        }
    }

    /// Wait until a function asks for its first invocation, which is the end of its start: when that was.
    pub fn await_ready(&self) -> Option<Instant> {
        let wait_max = Duration::from_secs(30);
        let waited = self.shared.1.wait_timeout_while(self.state(), wait_max, |state| state.asked_at.is_none());
        waited.expect("no thread panics").0.asked_at
    }

    pub fn init_errors(&self) -> Vec<String> {
        self.state().init_errors.clone()
    }
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.state().is_over = true;
        self.shared.1.notify_all();
    }
}

/// One connection, request by request.
fn serve(stream: TcpStream, (state, changed): &(Mutex<State>, Condvar)) -> std::io::Result<()> {
    // Head and body are written apart: the body is not to wait until the head is acknowledged.
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    let lock = || state.lock().expect("no thread panics with it");
    loop {
        let Some((path, body)) = request(&mut reader)? else { return Ok(()) };
        let path = path.strip_prefix(ROOT).unwrap_or(&path).to_owned();
        let parts: Vec<&str> = path.split('/').collect();
        let (headers, answer) = match parts.as_slice() {
            ["invocation", "next"] => {
                lock().asked_at.get_or_insert_with(Instant::now);
                changed.notify_all();
                let Some((id, invocation)) = next(&lock, changed, &writer)? else { return Ok(()) };
                let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
                let deadline = i64::try_from(now).expect("milliseconds") + invocation.left_ms;
                let headers = format!(
                    "Lambda-Runtime-Aws-Request-Id: {id}\r\nLambda-Runtime-Deadline-Ms: {deadline}\r\n\
                     Lambda-Runtime-Invoked-Function-Arn: {}\r\n",
                    invocation.arn
                );
                (format!("HTTP/1.1 200 OK\r\n{headers}"), invocation.body)
            }
            ["invocation", id, kind @ ("response" | "error")] => {
                let said: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
                let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
                let answer = match *kind {
                    "response" => Answer::Response(said),
                    _ => Answer::Error { error_type: text("errorType"), message: text("errorMessage") },
                };
                lock().answers.insert((*id).to_owned(), answer);
                accepted()
            }
            ["init", "error"] => {
                lock().init_errors.push(String::from_utf8_lossy(&body).into_owned());
                accepted()
            }
            _ => ("HTTP/1.1 404 Not Found\r\n".to_owned(), vec![]),
        };
        changed.notify_all();
        write!(writer, "{headers}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n", answer.len())?;
        writer.write_all(&answer)?;
        writer.flush()?;
    }
}

fn accepted() -> (String, Vec<u8>) {
    ("HTTP/1.1 202 Accepted\r\n".to_owned(), br#"{"status":"OK"}"#.to_vec())
}

/// Path and body of the next request; `None` at the end of the connection.
fn request(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<(String, Vec<u8>)>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut length = 0;
    while line.trim() != "" {
        line.clear();
        reader.read_line(&mut line)?;
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().map_err(|_| ErrorKind::InvalidData)?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some((path, body)))
}

/// Wait for an invocation, unless whoever asked has gone: it is for the next one then.
fn next<'s>(
    lock: &dyn Fn() -> MutexGuard<'s, State>,
    changed: &Condvar,
    stream: &TcpStream,
) -> std::io::Result<Option<(String, Invocation)>> {
    let mut state = lock();
    loop {
        if state.is_over || !is_there(stream)? {
            return Ok(None);
        }
        if let Some(found) = state.waiting.pop_front() {
            return Ok(Some(found));
        }
        state = changed.wait_timeout(state, Duration::from_millis(50)).expect("no thread panics with it").0;
    }
}

fn is_there(stream: &TcpStream) -> std::io::Result<bool> {
    stream.set_nonblocking(true)?;
    let seen = stream.peek(&mut [0]);
    stream.set_nonblocking(false)?;
    Ok(match seen {
        Ok(read) => read > 0,
        Err(error) => error.kind() == ErrorKind::WouldBlock,
    })
}
