use super::super::super::desk::Desk;
use super::super::super::response::Response;
use crate::app::Begun;
pub fn open(_desk: &Desk<'_>, _begun: Begun) -> Response {
    Response::note("stub")
}
pub fn show(_desk: &Desk<'_>, _begun: Begun) -> Response {
    Response::note("stub")
}
