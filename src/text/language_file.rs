//! The lists below `data/` that each language has in a file of its own.

/// Returns the text of a language's file in a folder below `data/`, embedded at build time.
macro_rules! language_file {
    ($folder:literal, $language:expr) => {
        $crate::text::language_file::language_file!(
            $folder, $language,
            Arabic "ar"
            Danish "da"
            German "de"
            Greek "el"
            English "en"
            Spanish "es"
            Finnish "fi"
            French "fr"
            Hungarian "hu"
            Italian "it"
            Dutch "nl"
            Norwegian "no"
            Portuguese "pt"
            Romanian "ro"
            Russian "ru"
            Swedish "sv"
            Tamil "ta"
            Turkish "tr"
        )
    };
    ($folder:literal, $language:expr, $($name:ident $code:literal)*) => {
        match $language {
            $($crate::text::Language::$name => include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/data/", $folder, "/", $code, ".txt"
            )),)*
        }
    };
}

pub(crate) use language_file;
