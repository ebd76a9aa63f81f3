//! How is TLS set up? Flags that only make sense together, and files that fit each other.

use super::Flags;
use super::value::Mistakes;
use crate::server::tls::{
    self, CERTIFICATE, CLIENT_CA, CLIENT_CRL, CLIENT_SUBJECTS_FILE, KEY, TlsSettings,
};
use std::fmt;
use std::path::PathBuf;

const CLIENT_SUBJECTS: &str = "tls-client-subjects";

impl Mistakes {
    /// Reads all flags of TLS, and the files if the flags fit each other; `off` stands for none.
    pub(super) fn tls(&mut self, flags: &Flags) -> Option<TlsSettings> {
        let file = |given: &str| (given != "off").then(|| PathBuf::from(given));
        let certificate = file(&flags.tls_certificate_file);
        let key = file(&flags.tls_key_file);
        let client_ca = file(&flags.tls_client_ca_file);
        let client_crl = file(&flags.tls_client_crl_file);
        let client_subjects_file = file(&flags.tls_client_subjects_file);
        let client_subjects = match flags.tls_client_subjects.as_slice() {
            [any] if any == "any" => Vec::new(),
            names => names.to_vec(),
        };
        let n_before = self.found.len();
        let mut missing = |flag, is_missing, other| {
            if is_missing {
                self.add(flag, format!("must be given with --{other}"));
            }
        };
        missing(CERTIFICATE, certificate.is_none() && key.is_some(), KEY);
        missing(KEY, key.is_none() && certificate.is_some(), CERTIFICATE);
        let has_tls = certificate.is_some() || key.is_some();
        missing(CERTIFICATE, client_ca.is_some() && !has_tls, CLIENT_CA);
        missing(CLIENT_CA, !client_subjects.is_empty() && client_ca.is_none(), CLIENT_SUBJECTS);
        missing(
            CLIENT_CA,
            client_subjects_file.is_some() && client_ca.is_none(),
            CLIENT_SUBJECTS_FILE,
        );
        missing(CLIENT_CA, client_crl.is_some() && client_ca.is_none(), CLIENT_CRL);
        if client_subjects_file.is_some() && !client_subjects.is_empty() {
            let description = format!("can't be given with --{CLIENT_SUBJECTS}");
            self.add(CLIENT_SUBJECTS_FILE, description);
        }
        if client_subjects.iter().any(|name| name.is_empty() || name == "any") {
            let given = client_subjects.join(",");
            let expected = "names with commas between them, or any alone";
            self.add(CLIENT_SUBJECTS, format!("must be {expected}, got {given:?}"));
        }
        if self.found.len() > n_before {
            return None;
        }
        let (certificate, key) = certificate.zip(key)?;
        let settings = TlsSettings {
            certificate,
            key,
            client_ca,
            client_crl,
            client_subjects,
            client_subjects_file,
        };
        for (flag, fault) in tls::check(&settings) {
            self.add(flag, format!("can't be used: {fault}"));
        }
        Some(settings)
    }
}

/// Writes the settings as TOML, one a line, under the names of their flags.
pub(super) fn write(settings: Option<&TlsSettings>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (flag, file) in [
        (CERTIFICATE, settings.map(|tls| &tls.certificate)),
        (KEY, settings.map(|tls| &tls.key)),
        (CLIENT_CA, settings.and_then(|tls| tls.client_ca.as_ref())),
        (CLIENT_CRL, settings.and_then(|tls| tls.client_crl.as_ref())),
        (CLIENT_SUBJECTS_FILE, settings.and_then(|tls| tls.client_subjects_file.as_ref())),
    ] {
        let file = file.map_or_else(|| "off".into(), |file| file.to_string_lossy());
        writeln!(f, "{flag} = {file:?}")?;
    }
    let names = settings.map(|tls| tls.client_subjects.join(",")).unwrap_or_default();
    let names = if names.is_empty() { "any" } else { &names };
    writeln!(f, "{CLIENT_SUBJECTS} = {names:?}")
}
