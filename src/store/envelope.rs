//! How a value lies in the engine: a version byte, a checksum over key and body, the body in JSON.
//!
//! JSON, so that a later version can add fields with defaults. The checksum covers the key too, so that a
//! record that turns up under another key is caught. Later versions must keep the first five bytes.

use serde::{Serialize, de::DeserializeOwned};

/// The version of the body written by this program.
pub(super) const VERSION: u8 = 1;
const HEAD: usize = 5;

/// Why a value cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Not what was written under this key.
    Damaged,
    /// Written by a later version.
    Newer(u8),
}

fn checksum(version: u8, key: &[u8], body: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&[version]);
    crc.update(&(key.len() as u64).to_le_bytes());
    crc.update(key);
    crc.update(body);
    crc.finalize()
}

/// Wraps a body for its key.
pub(super) fn seal<T: Serialize>(key: &[u8], body: &T) -> Result<Vec<u8>, serde_json::Error> {
    seal_as(VERSION, key, body)
}

/// Wraps a body for its key, as the given version would.
pub(super) fn seal_as<T: Serialize>(version: u8, key: &[u8], body: &T) -> Result<Vec<u8>, serde_json::Error> {
    Ok(wrap(version, key, &serde_json::to_vec(body)?))
}

/// Wraps a body that is written already, for its key.
pub(super) fn wrap(version: u8, key: &[u8], body: &[u8]) -> Vec<u8> {
    let mut value = vec![version];
    value.extend(checksum(version, key, body).to_le_bytes());
    value.extend(body);
    value
}

/// Checks a value against its key and returns its checksum and its body, not yet parsed.
pub(super) fn check<'v>(key: &[u8], value: &'v [u8]) -> Result<(u32, &'v [u8]), Flaw> {
    let (&[version, a, b, c, d], body) = value.split_first_chunk::<HEAD>().ok_or(Flaw::Damaged)?;
    let stored = u32::from_le_bytes([a, b, c, d]);
    if checksum(version, key, body) != stored {
        return Err(Flaw::Damaged);
    }
    // Only an intact version byte may say "newer".
    if version != VERSION { Err(Flaw::Newer(version)) } else { Ok((stored, body)) }
}

/// Checks a value against its key and parses its body.
pub(super) fn unseal<T: DeserializeOwned>(key: &[u8], value: &[u8]) -> Result<T, Flaw> {
    let (_, body) = check(key, value)?;
    serde_json::from_slice(body).map_err(|_| Flaw::Damaged)
}

/// A number for a sealed value, to be added up into a fingerprint of the whole store.
///
/// The checksum already depends on key and body; it is spread over 64 bits (the finaliser of SplitMix64,
/// Steele et al. 2014) so that sums of different records do not meet by accident.
pub(super) fn print(checksum: u32, key: &[u8]) -> u64 {
    let mut z =
        (u64::from(checksum) << 8 | u64::from(key.first().copied().unwrap_or(0))).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_is_read_back_under_its_own_key_only() {
        let value = seal(b"k", &"body").unwrap();
        assert_eq!(unseal::<String>(b"k", &value), Ok("body".to_owned()));
        assert_eq!(unseal::<String>(b"j", &value), Err(Flaw::Damaged));
    }

    #[test]
    fn every_single_flipped_bit_is_damage() {
        let value = seal(b"k", &"body").unwrap();
        for bit in 0..value.len() * 8 {
            let mut bent = value.clone();
            bent[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(check(b"k", &bent).err(), Some(Flaw::Damaged), "bit {bit}");
        }
        for length in 0..value.len() {
            assert_eq!(check(b"k", &value[..length]).err(), Some(Flaw::Damaged), "length {length}");
        }
    }

    #[test]
    fn an_intact_value_of_a_later_version_is_newer() {
        let value = seal_as(2, b"k", &"body").unwrap();
        assert_eq!(check(b"k", &value).err(), Some(Flaw::Newer(2)));
    }
}
