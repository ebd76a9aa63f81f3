//! What have the authorities of callers revoked? PEM in; lists that fit the authorities, and when
//! they are to be replaced, out.
//!
//! A list that is out of date still counts: what it revokes stays revoked, and nobody else is turned
//! away since its authority is late (rustls' default; the metric of its next update tells).

use super::files::{BROKEN_PEM, BadFile, CLIENT_CRL};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer};
use x509_cert::Certificate;
use x509_cert::crl::CertificateList;
use x509_cert::der::Decode;

/// The lists of all authorities.
#[derive(Debug, Default)]
pub(super) struct RevocationLists {
    pub(super) der: Vec<CertificateRevocationListDer<'static>>,
    /// When the first of them is to be replaced, in seconds of Unix time, if they tell.
    pub(super) next_update: Option<i64>,
}

impl RevocationLists {
    /// Reads the lists.
    ///
    /// # Errors
    /// If there is none, one can't be read, or an authority has none: all of its callers would be
    /// turned away, since what they show can't be looked up.
    pub(super) fn parse(pem: &[u8], authorities: &[CertificateDer<'_>]) -> Result<Self, BadFile> {
        let bad = |problem| BadFile::new(CLIENT_CRL, problem);
        let der: Vec<_> = CertificateRevocationListDer::pem_slice_iter(pem)
            .collect::<Result<_, _>>()
            .map_err(|_| bad(BROKEN_PEM))?;
        if der.is_empty() {
            return Err(bad("no revocation list as PEM in it"));
        }
        let mut issuers = Vec::with_capacity(der.len());
        let mut next_update: Option<i64> = None;
        for list in &der {
            let list = CertificateList::from_der(list)
                .map_err(|_| bad("not a revocation list of version 2 (RFC 5280)"))?;
            let list = list.tbs_cert_list;
            let update = list.next_update.map(|time| time.to_unix_duration().as_secs());
            let update = update.and_then(|secs| i64::try_from(secs).ok());
            next_update = next_update.into_iter().chain(update).min();
            issuers.push(list.issuer);
        }
        let has_list = |authority: &CertificateDer<'_>| {
            let authority = Certificate::from_der(authority);
            // One that can't be read is a mistake in another file.
            authority.map_or(true, |read| issuers.contains(&read.tbs_certificate.subject))
        };
        if !authorities.iter().all(has_list) {
            return Err(bad("no list of an authority that is in the file of --tls-client-ca-file"));
        }
        Ok(Self { der, next_update })
    }
}
