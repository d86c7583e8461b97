//! Files: attached by people, and by the bot.

use super::StandIn;
use super::interactions::Person;
use serde_json::{Value, json};

/// Discord's limit for the files of one message, as each interaction tells it.
pub const LIMIT: usize = 10_485_760;

/// A file that somebody attaches.
pub struct Upload<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// What Discord says of its size, if not the truth.
    pub said_size: Option<usize>,
    /// Where Discord says that it lies, if not with the stand-in.
    pub url: Option<&'a str>,
    /// Whether the option `everyone` goes with it.
    pub everyone: bool,
}

impl<'a> Upload<'a> {
    pub fn new(name: &'a str, bytes: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self { name, bytes: bytes.as_ref(), said_size: None, url: None, everyone: false }
    }
}

impl StandIn {
    /// Somebody uses a subcommand with a file; the id of the interaction comes back.
    pub fn upload(&self, command: [&str; 2], upload: &Upload<'_>, person: Person<'_>) -> String {
        self.act(2, self.upload_data(command, upload), person, None)
    }

    /// The data of a subcommand with a file, which lies there to be fetched from now on.
    pub fn upload_data(&self, command: [&str; 2], upload: &Upload<'_>) -> Value {
        const ID: &str = "700000000000000001";
        // Discord's addresses hold plain letters only.
        let plain = upload.name.replace(|c: char| !(c.is_ascii_alphanumeric() || c == '.'), "_");
        let path = format!("/attachments/900000000000000004/{}/{plain}", self.new_number());
        self.state().files.insert(path.clone(), upload.bytes.to_vec());
        let url = upload.url.map_or_else(|| format!("{}{path}?ex=1&hm=2", self.address()), str::to_owned);
        let file = json!({
            "id": ID, "filename": upload.name, "size": upload.said_size.unwrap_or(upload.bytes.len()), "url": url,
            "proxy_url": url, "content_type": "text/csv", "ephemeral": true,
        });
        let mut given = vec![json!({ "name": "file", "type": 11, "value": ID })];
        if upload.everyone {
            given.push(json!({ "name": "everyone", "type": 5, "value": true }));
        }
        let options = json!([{ "name": command[1], "type": 1, "options": given }]);
        json!({
            "id": "800000000000000001", "name": command[0], "type": 1, "options": options,
            "resolved": { "attachments": { ID: file } },
        })
    }

    /// What lies at a path.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        self.state().files.get(path).cloned()
    }

    /// Waits for the answer to an interaction of which the bot said that it comes later.
    pub async fn finished(&self, id: &str) -> Value {
        let patience = std::time::Duration::from_secs(60);
        let edited = |standin: &StandIn| standin.state().interactions[id].edited.clone();
        json!({ "data": self.wait_long(patience, "the answer", edited).await })
    }
}

/// The body of a request: JSON, or JSON with files, which then stand in it under `files` as names and texts.
pub fn body(content_type: &str, bytes: &[u8]) -> Value {
    let Some(boundary) = content_type.strip_prefix("multipart/form-data; boundary=") else {
        return serde_json::from_slice(bytes).unwrap_or(Value::Null);
    };
    let text = String::from_utf8_lossy(bytes);
    let (mut body, mut files) = (json!({}), Vec::new());
    for part in text.split(&format!("--{boundary}")) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else { continue };
        let content = content.strip_suffix("\r\n").unwrap_or(content);
        let named = |key: &str| Some(head.split_once(&format!("{key}=\""))?.1.split_once('"')?.0.to_owned());
        match named(" name").as_deref() {
            Some("payload_json") => body = serde_json::from_str(content).unwrap(),
            Some(_) => files.push(json!({ "name": named("filename"), "text": content })),
            None => {}
        }
    }
    body["files"] = json!(files);
    body
}

/// What Discord says of files that are too large.
pub fn refused(body: &Value) -> bool {
    let sizes = body["files"].as_array().into_iter().flatten().map(|file| file["text"].as_str().unwrap().len());
    sizes.sum::<usize>() > LIMIT || body["files"].as_array().is_some_and(|files| files.len() > 10)
}
