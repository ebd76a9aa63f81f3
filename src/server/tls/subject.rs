//! Who shows a certificate? The names in it, and whether one of them is allowed.
//!
//! A caller's names are the URIs (SPIFFE ids) and DNS names of its `subjectAltName`, as Envoy matches
//! them. The common name counts only without either: an authority that checks the one often lets
//! anything into the other (RFC 9525, section 2).

use rustls::client::danger::HandshakeSignatureValid;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme};
use std::sync::Arc;
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

/// `commonName` (RFC 5280, appendix A.1).
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

/// Reads a file of allowed names: one a line, but for blank lines and those that begin with `#`.
///
/// # Errors
/// What is wrong: a list without a name would let nobody in.
pub(super) fn parse(lines: &[u8]) -> Result<Vec<String>, &'static str> {
    let lines = std::str::from_utf8(lines).map_err(|_| "not UTF-8")?;
    let lines = lines.trim_start_matches('\u{feff}').lines().map(str::trim);
    let names: Vec<String> = lines
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect();
    if names.is_empty() { Err("no name in it") } else { Ok(names) }
}

/// Returns the name by which a caller is known: the first one that is allowed, or the first of all
/// if any is.
pub(super) fn principal(certificate: &CertificateDer<'_>, allowed: &[String]) -> Option<String> {
    names(certificate).into_iter().find(|name| allowed.is_empty() || allowed.contains(name))
}

/// Returns the names in a certificate: URIs before DNS names, or common names.
fn names(certificate: &CertificateDer<'_>) -> Vec<String> {
    let Ok(Certificate { tbs_certificate: certificate, .. }) = Certificate::from_der(certificate)
    else {
        return Vec::new();
    };
    let alternatives = match certificate.get::<SubjectAltName>() {
        Ok(Some((_, names))) => names.0,
        Ok(None) => Vec::new(),
        Err(_) => return Vec::new(),
    };
    let (mut uris, mut others) = (Vec::new(), Vec::new());
    for name in &alternatives {
        match name {
            GeneralName::UniformResourceIdentifier(uri) => uris.push(uri.as_str().to_owned()),
            GeneralName::DnsName(name) => others.push(name.as_str().to_owned()),
            _ => {}
        }
    }
    if uris.is_empty() && others.is_empty() {
        let attributes = certificate.subject.0.iter().flat_map(|set| set.0.iter());
        others = attributes
            .filter(|attribute| attribute.oid == COMMON_NAME)
            .filter_map(|attribute| std::str::from_utf8(attribute.value.value()).ok())
            .map(str::to_owned)
            .collect();
    }
    uris.append(&mut others);
    // They go into logs.
    uris.retain(|name| !name.is_empty() && !name.chars().any(char::is_control));
    uris
}

/// Lets through only callers with an allowed name, of those that `verifier` lets through.
#[derive(Debug)]
pub(super) struct OnlyAllowed {
    pub(super) verifier: Arc<dyn ClientCertVerifier>,
    pub(super) allowed: Arc<[String]>,
}

impl ClientCertVerifier for OnlyAllowed {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.verifier.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let verified = self.verifier.verify_client_cert(end_entity, intermediates, now)?;
        match principal(end_entity, &self.allowed) {
            Some(_) => Ok(verified),
            None => Err(CertificateError::ApplicationVerificationFailure.into()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::{names, parse, principal};
    use rcgen::string::Ia5String;
    use rcgen::{CertificateParams, DnType, KeyPair, SanType};
    use rustls::pki_types::CertificateDer;

    const SPIFFE: &str = "spiffe://example.org/ns/desk/sa/editor";

    fn certificate(common_name: &str, alternatives: &[SanType]) -> CertificateDer<'static> {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, common_name);
        params.subject_alt_names = alternatives.to_vec();
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().der().clone()
    }

    fn ia5(text: &str) -> Ia5String {
        Ia5String::try_from(text).unwrap()
    }

    #[test]
    fn alternative_names_come_before_the_common_name() {
        let (uri, dns) = (SanType::URI(ia5(SPIFFE)), SanType::DnsName(ia5("desk.example")));
        let email = SanType::Rfc822Name(ia5("ana@desk.example"));
        for (alternatives, expected) in [
            (vec![], vec!["desk"]),
            (vec![dns.clone(), uri], vec![SPIFFE, "desk.example"]),
            (vec![dns], vec!["desk.example"]),
            (vec![email], vec!["desk"]),
        ] {
            assert_eq!(names(&certificate("desk", &alternatives)), expected);
        }
        assert!(names(&certificate("two\nlines", &[])).is_empty());
        assert!(names(&CertificateDer::from(vec![0x30, 0x80])).is_empty());
    }

    #[test]
    fn a_caller_is_known_by_its_name_that_is_allowed() {
        let alternatives = [SanType::URI(ia5(SPIFFE)), SanType::DnsName(ia5("desk.example"))];
        let certificate = certificate("desk", &alternatives);
        for (allowed, expected) in [
            (&[][..], Some(SPIFFE)),
            (&["desk.example"], Some("desk.example")),
            (&["other", SPIFFE], Some(SPIFFE)),
            (&["desk"], None),
            (&["Desk.example"], None),
            (&["example"], None),
        ] {
            let allowed: Vec<String> = allowed.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(principal(&certificate, &allowed).as_deref(), expected, "{allowed:?}");
        }
    }
    #[test]
    fn a_file_of_names_has_one_a_line() {
        let read =
            parse("\u{feff}# desks\r\n\n  News Desk \r\nspiffe://example.org/a#b\n,\n".as_bytes());
        assert_eq!(read.unwrap(), ["News Desk", "spiffe://example.org/a#b", ","]);
        assert_eq!(parse(b"\n# desk.example\n"), Err("no name in it"));
        assert_eq!(parse(b"desk\n\xff"), Err("not UTF-8"));
    }
}
