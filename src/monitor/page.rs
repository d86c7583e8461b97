//! The three pages.

use super::{Figures, Vitals};
use hyper::{Method, StatusCode};

/// A page: status, type and text.
pub(super) struct Page {
    pub status: StatusCode,
    pub kind: &'static str,
    pub text: String,
}

const PLAIN: &str = "text/plain; charset=utf-8";
/// What Prometheus asks for first; older readers take it for its plain text form.
const METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The page for a request. Only GET, and no page takes a query.
pub(super) fn page(method: &Method, path: &str, figures: &Figures, vitals: &Vitals) -> Page {
    let plain = |status, text: String| Page { status, kind: PLAIN, text };
    if *method != Method::GET {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET is understood here\n".to_owned());
    }
    match path {
        "/healthz" => plain(StatusCode::OK, "alive\n".to_owned()),
        "/readyz" => match vitals.troubles() {
            troubles if troubles.is_empty() => plain(StatusCode::OK, "ready\n".to_owned()),
            troubles => plain(StatusCode::SERVICE_UNAVAILABLE, troubles.join("\n") + "\n"),
        },
        "/metrics" => Page { status: StatusCode::OK, kind: METRICS, text: figures.text(vitals) },
        _ => plain(StatusCode::NOT_FOUND, "there are /healthz, /readyz and /metrics\n".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Outcome;
    use crate::app::Pulse;
    use crate::digest;
    use crate::monitor::{Gateway, Kind};
    use std::time::Duration;

    const WELL: Vitals = Vitals {
        gateway: Gateway { connected: 1, shards: 1 },
        pulse: Pulse { facts: 1_234, changes: 56, writes: 7, writable: true, fresh: true },
        tasks: 12,
        stopping: false,
    };

    fn get(path: &str, vitals: &Vitals) -> (u16, String) {
        let page = page(&Method::GET, path, &Figures::default(), vitals);
        (page.status.as_u16(), page.text)
    }

    #[test]
    fn it_lives_whatever_is_wrong_and_is_ready_when_nothing_is() {
        assert_eq!(get("/readyz", &WELL), (200, "ready\n".to_owned()));
        let pulse = Pulse { writable: false, fresh: false, ..WELL.pulse };
        let ill = Vitals { gateway: Gateway::default(), pulse, tasks: 12, stopping: true };
        insta::assert_snapshot!(get("/readyz", &ill).1, @"
        the gateway is not connected
        the store cannot be written since a write failed
        the index lacks the last changes
        the bot is stopping
        ");
        assert_eq!(get("/healthz", &ill), (200, "alive\n".to_owned()));
        let half = Vitals { gateway: Gateway { connected: 1, shards: 2 }, ..WELL };
        assert_eq!(get("/readyz", &half).0, 503);
        assert_eq!(get("/", &WELL).0, 404);
        assert_eq!(page(&Method::POST, "/metrics", &Figures::default(), &WELL).status, 405);
    }

    #[test]
    fn the_figures_of_a_busy_bot() {
        let figures = Figures::default();
        for outcome in [Outcome::Answer, Outcome::Answer, Outcome::Unknown] {
            figures.asked(outcome);
        }
        figures.served(Kind::Command, Duration::from_millis(12));
        figures.served(Kind::Autocomplete, Duration::from_millis(900));
        figures.posted(digest::Outcome::Refused(403));
        figures.backed_up(Some(1_900_000_000));
        figures.dropped();
        let page = page(&Method::GET, "/metrics", &figures, &WELL);
        assert!(page.kind.starts_with("application/openmetrics-text"));
        // The lines of one metric come in any order.
        let mut lines: Vec<&str> = page.text.lines().filter(|line| !line.starts_with('#')).collect();
        lines.sort_unstable();
        insta::assert_snapshot!(lines.join("\n"));
        assert!(page.text.ends_with("\n# EOF\n"));
    }
}
