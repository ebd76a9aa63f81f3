//! The shape of the code, held by reading it: the order of the floors, the purity of the core, a
//! word on what each file is for, and the origin of each word list.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module with its floor; a module may use only modules of lower floors.
const FLOORS: &[(&str, u32)] = &[
    ("text", 1),
    ("score", 2),
    ("select", 3),
    ("headline", 3),
    ("quotes", 3),
    ("keywords", 3),
    ("error", 4),
    ("options", 5),
    ("watch", 5),
    ("summarize", 6),
    ("warm", 7),
    ("eval", 7),
    ("grpc", 7),
    ("server", 8),
    ("cli", 9),
];

/// The highest floor of the pure core.
const CORE: u32 = 6;

/// What the pure core must not name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::thread",
    "std::time",
    "std::process",
    "tokio",
    "tonic",
    "prost",
    "tracing",
    "async fn",
    "rand::",
];

/// The longest file, in lines, tests beside the code left out.
const MAX_LINES: usize = 400;

struct Source {
    path: PathBuf,
    module: String,
    code: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
}

/// Reads all files below `src`, without comments and tests.
fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut paths = Vec::new();
    files(&src, "rs", &mut paths);
    let read = |path: &PathBuf| fs::read_to_string(path).expect("UTF-8");
    let test_files: Vec<PathBuf> =
        paths.iter().flat_map(|path| test_files(path, &read(path))).collect();
    paths
        .into_iter()
        .filter(|path| !test_files.contains(path))
        .map(|path| {
            let relative = path.strip_prefix(&src).expect("below src");
            let first = relative.components().next().expect("a name").as_os_str();
            let module = first.to_string_lossy().trim_end_matches(".rs").to_owned();
            Source { module, code: code(&read(&path)), path }
        })
        .collect()
}

/// Finds the files that a file declares as modules of tests.
fn test_files(path: &Path, text: &str) -> Vec<PathBuf> {
    let folder = match path.file_stem().expect("a name").to_str() {
        Some("mod" | "lib" | "main") => path.with_file_name(""),
        _ => path.with_extension(""),
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines
        .windows(2)
        .filter(|pair| pair[0] == "#[cfg(test)]")
        .filter_map(|pair| pair[1].strip_prefix("mod ")?.strip_suffix(';'))
        .map(|name| folder.join(format!("{name}.rs")))
        .collect()
}

/// Returns the code without comments, up to the tests that stand in the file itself.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines: Vec<&str> =
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    lines.join("\n")
}

fn floor(module: &str) -> Option<u32> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// Finds the modules that a file names as `crate::module`.
fn crate_paths(code: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split('}').next().unwrap_or_default();
            modules.extend(list.split(',').map(|item| leading_name(item.trim())));
        } else {
            modules.push(leading_name(rest));
        }
    }
    modules.retain(|module| !module.is_empty());
    modules
}

fn leading_name(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn modules_use_only_lower_floors() {
    let mut wrong = Vec::new();
    for source in sources() {
        if matches!(source.module.as_str(), "lib" | "main") {
            continue;
        }
        let Some(own) = floor(&source.module) else {
            wrong.push(format!("{}: `{}` has no floor", source.path.display(), source.module));
            continue;
        };
        for used in crate_paths(&source.code) {
            if used != source.module && floor(&used).is_none_or(|used| used >= own) {
                wrong.push(format!("{}: uses crate::{used}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_is_pure() {
    let mut wrong = Vec::new();
    for source in sources() {
        if floor(&source.module).is_some_and(|floor| floor <= CORE) {
            for word in IMPURE {
                if source.code.contains(word) {
                    wrong.push(format!("{}: names {word}", source.path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn scoring_knows_no_strings() {
    for source in sources().iter().filter(|source| source.module == "score") {
        for word in ["&str", "String", "char"] {
            assert!(!source.code.contains(word), "{}: names {word}", source.path.display());
        }
    }
}

#[test]
fn the_library_root_defines_nothing() {
    let lib = sources().into_iter().find(|source| source.module == "lib").expect("src/lib.rs");
    for line in lib.code.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // The few names that a caller of the library needs stand at the root, too.
        let is_declaration =
            ["pub mod ", "pub use ", "#[cfg(feature"].iter().any(|start| line.starts_with(start));
        assert!(is_declaration, "src/lib.rs: {line}");
    }
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    let mut paths = Vec::new();
    files(&root().join("src"), "rs", &mut paths);
    files(&root().join("tests"), "rs", &mut paths);
    let mut wrong = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("UTF-8");
        if !text.starts_with("//!") {
            wrong.push(format!("{}: doesn't open with `//!`", path.display()));
        }
        let n_lines = text.split("\n#[cfg(test)]\n").next().unwrap_or_default().lines().count();
        if n_lines > MAX_LINES {
            wrong.push(format!("{}: {n_lines} lines, over {MAX_LINES}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_list_opens_with_its_origin_and_licence() {
    let mut paths = Vec::new();
    files(&root().join("data"), "txt", &mut paths);
    assert!(!paths.is_empty(), "no word lists below data/");
    for path in paths {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        let head = head.join("\n");
        assert!(
            head.contains("MIT OR Apache-2.0") || head.to_lowercase().contains("licen"),
            "{}: no origin and licence in its first lines",
            path.display()
        );
    }
}
