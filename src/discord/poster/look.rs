//! Looking for the bot's own post in a channel.

use super::line::{Failure, Line};
use jiff::{SignedDuration, Timestamp};
use serenity::all::{Channel, ChannelId, Message, MessagePagination, UserId};

/// What a look at a channel's history showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The post stands there.
    There,
    /// It does not.
    Absent,
    /// The history cannot be read, or not far enough back.
    Unreadable,
}

/// Discord gives no more at once.
const PAGE: u8 = 100;
/// 3,000 messages: a channel with more of them in the six hours in which it matters has nobody reading digests.
const PAGES: usize = 30;
/// Discord's clock and this machine's may differ, an hour set back included.
const SLACK: SignedDuration = SignedDuration::from_hours(3);

/// Looks for a message of the bot with this text, from the newest back to `since`.
///
/// # Errors
/// If Discord cannot be reached or refuses.
pub async fn for_post(
    line: &Line,
    bot: UserId,
    channel: ChannelId,
    text: &str,
    since: Timestamp,
) -> Result<Seen, Failure> {
    let earliest = since.checked_sub(SLACK).map_or(i64::MIN, |at| at.as_second());
    let mut before = None;
    for page in 0..PAGES {
        if page > 0 {
            line.turn().await;
        }
        let messages = line.messages(channel, before.map(MessagePagination::Before), PAGE).await?;
        if messages.iter().any(|message| is_ours(message, bot, text)) {
            return Ok(Seen::There);
        }
        match messages.last() {
            None if page == 0 => return empty(line, channel).await,
            None => return Ok(Seen::Absent),
            Some(oldest) if oldest.timestamp.unix_timestamp() < earliest => return Ok(Seen::Absent),
            Some(_) if messages.len() < usize::from(PAGE) => return Ok(Seen::Absent),
            Some(oldest) => before = Some(oldest.id),
        }
    }
    Ok(Seen::Unreadable)
}

fn is_ours(message: &Message, bot: UserId, text: &str) -> bool {
    message.author.id == bot && message.content == text
}

/// Without the right to read the history Discord shows an empty one, as if nothing had ever been posted; but it still
/// names the last message of the channel.
async fn empty(line: &Line, channel: ChannelId) -> Result<Seen, Failure> {
    line.turn().await;
    match line.http().get_channel(channel).await? {
        Channel::Guild(channel) if channel.last_message_id.is_none() => Ok(Seen::Absent),
        _ => Ok(Seen::Unreadable),
    }
}
