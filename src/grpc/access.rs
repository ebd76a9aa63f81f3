//! Who calls, and may they call now? API keys, each name with its rate limit.
//!
//! Knows keys by their hash only, and reads no files: `server` hands it what a file holds.

use super::observe::Observer;
use super::rate::{Limiter, RateLimit};
use super::status::CallError;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use ring::digest::{SHA256, digest};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use subtle::ConstantTimeEq;

/// The header for a key alone; the other is `authorization: Bearer KEY`.
const API_KEY: &str = "x-api-key";

/// The SHA-256 of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyHash(pub [u8; 32]);

impl KeyHash {
    /// Hashes a key.
    ///
    /// A fast hash without salt suffices for keys of many random bits, which can't be tried out.
    #[must_use]
    pub fn of(key: &[u8]) -> Self {
        Self(digest(&SHA256, key).as_ref().try_into().unwrap_or_default())
    }

    /// Returns the hash in pieces that are compared eight times as fast as bytes: 20 ns a key.
    fn words(self) -> [u64; 4] {
        let (pieces, _) = self.0.as_chunks();
        std::array::from_fn(|idx| pieces.get(idx).map_or(0, |piece| u64::from_ne_bytes(*piece)))
    }
}

impl fmt::Display for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// One key that is let in. Keys of one name share a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiKey {
    /// Who it was given to; stands in logs and errors.
    pub(crate) name: String,
    /// What is known of the key.
    pub(crate) hash: KeyHash,
    /// How often its name may call, if that is limited.
    pub(crate) limit: Option<RateLimit>,
}

/// Each key's hash, as words, with who it was given to.
type Table = Arc<[([u64; 4], Arc<Caller>)]>;

/// The keys that are let in, replaced while calls come.
#[derive(Debug)]
pub(crate) struct Access {
    keys: RwLock<Table>,
    is_reflection_open: bool,
}

/// Who calls.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) name: Arc<str>,
    limiter: Option<Limiter>,
}

impl Access {
    /// Lets in the keys given. Health is open to everyone, reflection if that is wanted.
    pub(crate) fn new(keys: &[ApiKey], is_reflection_open: bool) -> Self {
        let keys = RwLock::new(table(keys, &[]));
        Self { keys, is_reflection_open }
    }

    /// Lets in the keys given and no others. Who keeps name and limit keeps what is left of it.
    pub(crate) fn replace(&self, keys: &[ApiKey]) {
        let new = table(keys, &self.keys());
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = new;
    }

    fn keys(&self) -> Table {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns who calls, `None` where nobody is asked.
    ///
    /// The key's headers are taken out: nothing behind this needs them.
    ///
    /// # Errors
    /// [`CallError::Unauthenticated`] without a key that is let in.
    pub(super) fn identify(
        &self,
        path: &str,
        headers: &mut HeaderMap,
    ) -> Result<Option<Arc<Caller>>, CallError> {
        let given = [
            headers.remove(AUTHORIZATION).as_ref().and_then(|value| bearer(value.as_bytes())),
            headers.remove(API_KEY).map(|value| value.as_bytes().to_vec()),
        ];
        let is_open = path.starts_with("/grpc.health.v1.")
            || (self.is_reflection_open && path.starts_with("/grpc.reflection."));
        if is_open {
            return Ok(None);
        }
        let keys = self.keys();
        let mut given = given.into_iter().flatten().filter(|key| !key.is_empty());
        given.find_map(|key| find(&keys, &key)).map(Some).ok_or(CallError::Unauthenticated)
    }
}

/// Makes the table; callers of before that are the same are taken over.
fn table(keys: &[ApiKey], before: &[([u64; 4], Arc<Caller>)]) -> Table {
    let known = before.iter().map(|(_, caller)| (Arc::clone(&caller.name), Arc::clone(caller)));
    let mut known: HashMap<Arc<str>, Arc<Caller>> = known.collect();
    let mut entry = |ApiKey { name, hash, limit }: &ApiKey| {
        let same = known.get(name.as_str()).filter(|caller| caller.limit() == *limit);
        let caller = same.cloned().unwrap_or_else(|| {
            let name: Arc<str> = name.as_str().into();
            let limiter = limit.map(Limiter::new);
            let caller = Arc::new(Caller { name: Arc::clone(&name), limiter });
            known.insert(name, Arc::clone(&caller));
            caller
        });
        (hash.words(), caller)
    };
    keys.iter().map(&mut entry).collect()
}

/// Finds a key. Looks at every entry, whichever fits: the time tells nothing.
fn find(keys: &[([u64; 4], Arc<Caller>)], key: &[u8]) -> Option<Arc<Caller>> {
    let hash = KeyHash::of(key).words();
    let mut found = None;
    for (known, caller) in keys {
        if bool::from(known.ct_eq(&hash)) {
            found = Some(caller);
        }
    }
    found.cloned()
}

/// Reads `Bearer KEY`; the scheme's case doesn't matter (RFC 9110, section 11.1).
fn bearer(value: &[u8]) -> Option<Vec<u8>> {
    let (scheme, key) = value.split_at_checked("bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"bearer ").then(|| key.trim_ascii().to_vec())
}

impl Caller {
    fn limit(&self) -> Option<RateLimit> {
        self.limiter.as_ref().map(Limiter::limit)
    }

    fn take(&self) -> Result<(), CallError> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        limiter.take().map_err(|retry_after| CallError::RateLimited {
            name: Arc::clone(&self.name),
            limit: limiter.limit(),
            retry_after,
        })
    }
}

/// What the caller of one call may still do.
///
/// A call takes one of its caller's rate when its headers come, which its first article needs no
/// more; every further article takes one.
#[derive(Debug, Clone, Default)]
pub(super) struct Allowance {
    caller: Option<Arc<Caller>>,
    is_first_paid: bool,
}

impl Allowance {
    /// Takes a call.
    ///
    /// # Errors
    /// [`CallError::RateLimited`].
    pub(super) fn of_call(caller: Option<Arc<Caller>>) -> Result<Self, CallError> {
        caller.as_ref().map_or(Ok(()), |caller| caller.take())?;
        Ok(Self { caller, is_first_paid: true })
    }

    /// Takes an article of the call; a refusal is told the observer.
    ///
    /// # Errors
    /// [`CallError::RateLimited`].
    pub(super) fn take(&mut self, observer: &dyn Observer) -> Result<(), CallError> {
        if std::mem::take(&mut self.is_first_paid) {
            return Ok(());
        }
        let taken = self.caller.as_ref().map_or(Ok(()), |caller| caller.take());
        taken.inspect_err(|error| observer.refused(error.reason()))
    }

    /// Returns how often the caller may call, if that is limited.
    pub(super) fn limit(&self) -> Option<RateLimit> {
        self.caller.as_ref().and_then(|caller| caller.limit())
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, Allowance, ApiKey, KeyHash};
    use crate::grpc::rate::RateLimit;
    use crate::grpc::status::CallError;
    use http::{HeaderMap, HeaderName, HeaderValue};

    const PATH: &str = "/nutgraf.v1.SummarizerService/Summarize";

    fn key(name: &str, key: &str, rate: Option<&str>) -> ApiKey {
        let limit = rate.map(|rate| RateLimit::new(rate.parse().unwrap(), None));
        ApiKey { name: name.to_owned(), hash: KeyHash::of(key.as_bytes()), limit }
    }

    /// Returns the caller's name.
    fn who(
        access: &Access,
        path: &str,
        given: &[(&'static str, &str)],
    ) -> Result<String, CallError> {
        let mut headers = HeaderMap::new();
        for (name, value) in given {
            let value = HeaderValue::from_str(value).unwrap();
            headers.insert(HeaderName::from_static(name), value);
        }
        let caller = access.identify(path, &mut headers);
        assert!(headers.is_empty(), "{headers:?}");
        caller
            .map(|caller| caller.map_or("nobody is asked".into(), |caller| caller.name.to_string()))
    }

    #[test]
    fn a_key_is_known_by_its_name_in_either_header() {
        let access = Access::new(&[key("a", "one", None), key("b", "two", None)], false);
        for given in [
            &[("authorization", "Bearer two")][..],
            &[("authorization", "bearer  two ")],
            &[("x-api-key", "two")],
            // A proxy's own credentials don't hide the key.
            &[("authorization", "Basic b25l"), ("x-api-key", "two")],
            &[("authorization", "Bearer other"), ("x-api-key", "two")],
        ] {
            assert_eq!(who(&access, PATH, given).unwrap(), "b", "{given:?}");
        }
        for given in [
            &[][..],
            &[("authorization", "two")],
            &[("authorization", "Bearer")],
            &[("authorization", "Bearer ")],
            &[("authorization", "Bearertwo")],
            &[("authorization", "Basic two")],
            &[("x-api-key", "")],
            &[("x-api-key", "Bearer two")],
            &[("x-api-key", "tw")],
            &[("x-api-key", "two,one")],
        ] {
            assert_eq!(who(&access, PATH, given), Err(CallError::Unauthenticated), "{given:?}");
        }
    }

    #[test]
    fn no_key_is_none_even_if_its_hash_is_on_the_list() {
        let access = Access::new(&[key("nobody", "", None)], false);
        for given in [&[("x-api-key", "")][..], &[("authorization", "Bearer ")]] {
            assert_eq!(who(&access, PATH, given), Err(CallError::Unauthenticated), "{given:?}");
        }
    }

    #[test]
    fn health_is_open_and_reflection_by_choice() {
        for is_reflection_open in [false, true] {
            let access = Access::new(&[key("a", "one", None)], is_reflection_open);
            assert!(who(&access, "/grpc.health.v1.Health/Check", &[]).is_ok());
            for version in ["v1", "v1alpha"] {
                let path = format!("/grpc.reflection.{version}.ServerReflection/Get");
                assert_eq!(who(&access, &path, &[]).is_ok(), is_reflection_open);
            }
            for path in ["", "/", "/grpc.health", "/grpc.other/Call", "/nutgraf.v1.S/No"] {
                assert_eq!(who(&access, path, &[]), Err(CallError::Unauthenticated), "{path}");
            }
        }
    }

    #[test]
    fn keys_of_a_name_share_its_limit_and_keep_it_when_keys_are_replaced() {
        let keys = [key("a", "one", Some("2/h")), key("a", "two", Some("2/h"))];
        let access = Access::new(&keys, false);
        let take = |key: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-api-key", HeaderValue::from_static(key));
            Allowance::of_call(access.identify(PATH, &mut headers)?).map(|_| ())
        };
        take("one").unwrap();
        access.replace(&[key("b", "four", None), key("a", "three", Some("2/h"))]);
        assert_eq!(take("one"), Err(CallError::Unauthenticated));
        take("three").unwrap();
        assert!(matches!(take("three"), Err(CallError::RateLimited { .. })));
        take("four").unwrap();
        // Another limit starts afresh.
        access.replace(&[key("a", "three", Some("3/h"))]);
        take("three").unwrap();
    }

    #[test]
    fn a_call_takes_as_many_as_it_has_articles_and_at_least_one() {
        let access = Access::new(&[key("a", "one", Some("3/h"))], false);
        let mut headers = HeaderMap::new();
        headers.insert("x-api-key", HeaderValue::from_static("one"));
        let caller = access.identify(PATH, &mut headers).unwrap();
        let mut allowance = Allowance::of_call(caller.clone()).unwrap();
        for _ in 0..3 {
            allowance.take(&()).unwrap();
        }
        assert!(matches!(allowance.take(&()), Err(CallError::RateLimited { .. })));
        assert!(Allowance::of_call(caller).is_err());
        Allowance::default().take(&()).unwrap();
    }
}
