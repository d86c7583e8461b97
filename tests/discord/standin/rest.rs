//! The REST side.

use super::channels::{self, Fate};
use super::{APPLICATION, RATE_LIMIT, Request, StandIn, TOKEN, files, limits};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::io;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Discord forgets an interaction that is not answered within this.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

pub async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, standin: StandIn, gateway: String) {
    while let Ok((stream, _)) = listener.accept().await {
        stream.set_nodelay(true).unwrap();
        let (tls, standin, gateway) = (tls.clone(), standin.clone(), gateway.clone());
        tokio::spawn(async move {
            match tls {
                Some(tls) => {
                    if let Ok(stream) = tls.accept(stream).await {
                        connection(stream, &standin, &gateway).await;
                    }
                }
                None => connection(stream, &standin, &gateway).await,
            }
        });
    }
}

async fn connection(stream: impl AsyncRead + AsyncWrite + Unpin, standin: &StandIn, gateway: &str) {
    let service = service_fn(|request| answer(standin, gateway, request));
    // Connections that the bot cuts are the tests' business, not the server's.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn answer(
    standin: &StandIn,
    gateway: &str,
    request: hyper::Request<Incoming>,
) -> io::Result<Response<Full<Bytes>>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    if let Some(file) = standin.file(parts.uri.path()) {
        return Ok(Response::new(Full::new(Bytes::from(file))));
    }
    let kind = parts.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let body = files::body(kind, &body);
    let authorised = parts
        .headers
        .get("authorization")
        .is_some_and(|value| value.to_str().is_ok_and(|value| value == format!("Bot {TOKEN}")));
    let (method, path) = (parts.method.to_string(), parts.uri.path().to_owned());
    let query = parts.uri.query().unwrap_or_default();
    let fate = match posting(standin, &method, &path, authorised, &body) {
        Some(fate) => fate,
        None => {
            let (status, reply) = route(standin, gateway, &method, &path, query, authorised, &body);
            Fate::Answer(status, reply)
        }
    };
    let status = match &fate {
        Fate::Answer(status, _) => *status,
        Fate::Late(..) => 200,
        Fate::Silence | Fate::Cut => 0,
    };
    let at = {
        let mut state = standin.state();
        let request = Request { method, path: path.clone(), body, status, at: Instant::now(), answered: false };
        let kept = !state.mood.forgetful || status >= 400;
        if kept {
            state.requests.push(request);
        }
        kept.then(|| state.requests.len() - 1)
    };
    let reply = match fate {
        Fate::Answer(_, reply) => reply,
        Fate::Late(wait, reply) => {
            tokio::time::sleep(wait).await;
            reply
        }
        Fate::Silence => std::future::pending().await,
        Fate::Cut => return Err(io::Error::from(io::ErrorKind::ConnectionReset)),
    };
    let delay = standin.state().mood.reply_delay;
    if path.ends_with("/callback") && !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    if let Some(at) = at {
        standin.state().requests[at].answered = true;
    }
    let text = if status == 204 { String::new() } else { reply.to_string() };
    let mut response =
        Response::builder().status(StatusCode::from_u16(status).unwrap()).header("content-type", "application/json");
    if let Some(seconds) = reply["retry_after"].as_f64() {
        let all = reply["global"] == true;
        response = response.header("retry-after", seconds.to_string());
        response = response.header("x-ratelimit-scope", if all { "global" } else { "user" });
        if all {
            response = response.header("x-ratelimit-global", "true");
        }
    }
    Ok(response.body(Full::new(Bytes::from(text))).unwrap())
}

fn error(status: u16, code: u64, message: &str) -> (u16, Value) {
    (status, json!({ "message": message, "code": code }))
}

/// Posts in channels may go wrong in more ways than by an answer.
fn posting(standin: &StandIn, method: &str, path: &str, authorised: bool, body: &Value) -> Option<Fate> {
    let channel = path.strip_prefix("/api/v10/channels/")?.strip_suffix("/messages")?;
    (method == "POST" && authorised).then(|| channels::post(standin, channel, body))
}

fn route(
    standin: &StandIn,
    gateway: &str,
    method: &str,
    path: &str,
    query: &str,
    authorised: bool,
    body: &Value,
) -> (u16, Value) {
    let Some(path) = path.strip_prefix("/api/v10/") else { return error(404, 0, "404: Not Found") };
    let parts: Vec<_> = path.split('/').collect();
    let mood = standin.state().mood.clone();
    if mood.rate_limits > 0 && (path.ends_with("/commands") || path.ends_with("/callback")) {
        standin.change_mood(|mood| mood.rate_limits -= 1);
        let wait = RATE_LIMIT.as_secs_f64();
        return (
            429,
            json!({
                "message": "You are being rate limited.", "retry_after": wait, "global": mood.limits_all, "code": 0,
            }),
        );
    }
    let mut gateway = mood.gateway_url.clone().unwrap_or_else(|| gateway.to_owned());
    if mood.gateway_has_query {
        gateway.push_str("/?v=10&encoding=json");
    }
    if let ("POST", ["interactions", id, token, "callback"]) = (method, parts.as_slice()) {
        return callback(standin, id, token, body);
    }
    if let ("POST", ["webhooks", APPLICATION, token]) = (method, parts.as_slice()) {
        return followup(standin, token, body);
    }
    if let ("PATCH", ["webhooks", APPLICATION, token, "messages", "@original"]) = (method, parts.as_slice()) {
        return edit(standin, token, body);
    }
    if !authorised || mood.refuses_token {
        return error(401, 0, "401: Unauthorized");
    }
    match (method, parts.as_slice()) {
        ("GET", ["gateway"]) => match mood.plain_gateway_status.or(mood.gateway_status) {
            Some(status) => error(status, 0, "no gateway"),
            None => (200, json!({ "url": gateway })),
        },
        ("GET", ["gateway", "bot"]) => match mood.gateway_status {
            Some(status) => error(status, 0, "no gateway"),
            None => {
                let limit =
                    json!({ "total": 1000, "remaining": 999, "reset_after": 86_215_796, "max_concurrency": 1 });
                (200, json!({ "url": gateway, "shards": 1, "session_start_limit": limit }))
            }
        },
        ("PUT", ["applications", APPLICATION, "commands"]) => match mood.registration_status {
            Some(status) => error(status, 0, "no commands"),
            None => register(body),
        },
        ("GET", ["channels", id, "messages"]) => channels::history(standin, id, query),
        ("GET", ["channels", id]) => channels::channel(standin, id),
        ("GET", ["oauth2", "applications", "@me"]) => (200, application()),
        ("POST", ["users", "@me", "channels"]) => channels::direct(body),
        ("GET", ["guilds", _]) => channels::server(),
        ("GET", ["guilds", _, "members", id]) => channels::member(id),
        _ => error(404, 0, "404: Not Found"),
    }
}

/// The application as its own bot sees it, with an owner who does nothing in any test.
fn application() -> Value {
    json!({
        "id": APPLICATION, "name": "whitehall", "icon": null, "description": "", "bot_public": true,
        "bot_require_code_grant": false, "verify_key": "00", "flags": 0, "team": null,
        "owner": { "id": "900000000000000001", "username": "owner", "discriminator": "0", "avatar": null },
    })
}

fn followup(standin: &StandIn, token: &str, body: &Value) -> (u16, Value) {
    let problems = limits::message(body);
    if !problems.is_empty() {
        return (400, limits::invalid_form_body(&problems));
    }
    let mut state = standin.state();
    let Some(waiting) = answered(&mut state, token) else { return error(404, 10015, "Unknown Webhook") };
    waiting.followed.get_or_insert_with(|| body.clone());
    (200, channels::followup(body))
}

/// The interaction with this token, if it has had its first reply.
fn answered<'s>(state: &'s mut super::State, token: &str) -> Option<&'s mut super::Waiting> {
    state.interactions.values_mut().find(|waiting| waiting.token == token && waiting.reply.is_some())
}

/// The message takes the place of what was answered first.
fn edit(standin: &StandIn, token: &str, body: &Value) -> (u16, Value) {
    let problems = limits::message(body);
    if !problems.is_empty() {
        return (400, limits::invalid_form_body(&problems));
    }
    if files::refused(body) {
        return error(413, 40005, "Request entity too large");
    }
    let mut state = standin.state();
    if state.mood.failing_edits > 0 {
        state.mood.failing_edits -= 1;
        return error(500, 0, "500: Internal Server Error");
    }
    let Some(waiting) = answered(&mut state, token) else { return error(404, 10015, "Unknown Webhook") };
    waiting.edited = Some(body.clone());
    (200, channels::followup(body))
}

fn register(body: &Value) -> (u16, Value) {
    let problems = limits::commands(body);
    if !problems.is_empty() {
        return (400, limits::invalid_form_body(&problems));
    }
    let mut commands = body.as_array().cloned().unwrap_or_default();
    for (at, command) in commands.iter_mut().enumerate() {
        command["id"] = json!((800_000_000_000_000_000 + at).to_string());
        command["application_id"] = json!(APPLICATION);
        command["version"] = json!("800000000000000099");
        command["type"] = command.get("type").cloned().unwrap_or(json!(1));
        command["description"] = command.get("description").cloned().unwrap_or(json!(""));
    }
    (200, Value::Array(commands))
}

fn callback(standin: &StandIn, id: &str, token: &str, body: &Value) -> (u16, Value) {
    const AUTOCOMPLETE: u64 = 4;
    let mut state = standin.state();
    if state.mood.failing_replies > 0 {
        state.mood.failing_replies -= 1;
        return error(500, 0, "500: Internal Server Error");
    }
    let unknown = || error(404, 10062, "Unknown interaction");
    let within = state.mood.answer_within.unwrap_or(ANSWER_WITHIN);
    let Some(waiting) = state.interactions.get_mut(id) else { return unknown() };
    if waiting.token != token || waiting.since.elapsed() > within {
        return unknown();
    }
    if waiting.reply.is_some() {
        return error(400, 40060, "Interaction has already been acknowledged.");
    }
    let problems = match (waiting.kind, body["type"].as_u64()) {
        (AUTOCOMPLETE, Some(8)) => limits::offers(&body["data"]),
        (AUTOCOMPLETE, _) | (_, Some(8)) => vec![limits::problem("type", "BASE_TYPE_CHOICES", "not for this kind")],
        (_, Some(4)) => limits::message(&body["data"]),
        // An answer that comes later.
        (2 | 5, Some(5)) => vec![],
        (3 | 5, Some(6)) if waiting.on_message => vec![],
        (3 | 5, Some(7)) if waiting.on_message => limits::message(&body["data"]),
        (2 | 3, Some(9)) => limits::modal(&body["data"]),
        _ => vec![limits::problem("type", "BASE_TYPE_CHOICES", "not a response this stand-in knows")],
    };
    if !problems.is_empty() {
        return (400, limits::invalid_form_body(&problems));
    }
    waiting.reply = Some(body.clone());
    waiting.took = Some(waiting.since.elapsed());
    (204, Value::Null)
}
