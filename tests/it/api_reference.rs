//! Renders the contract as `docs/api.md`, from the descriptor set with its comments.

use nutgraf::grpc::pb::FILE_DESCRIPTOR_SET;
use prost::Message as _;
use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
    FileDescriptorSet, ServiceDescriptorProto,
};
use std::collections::HashMap;
use std::fmt::Write as _;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/api.md");

// Field numbers of FileDescriptorProto, DescriptorProto, EnumDescriptorProto and
// ServiceDescriptorProto, of which the paths of comments consist.
const MESSAGES: i32 = 4;
const ENUMS: i32 = 5;
const SERVICES: i32 = 6;
const MEMBERS: i32 = 2;

struct Reference<'a> {
    file: &'a FileDescriptorProto,
    comments: HashMap<&'a [i32], String>,
}

impl<'a> Reference<'a> {
    fn new(file: &'a FileDescriptorProto) -> Self {
        let locations = file.source_code_info.as_ref().map_or(&[][..], |info| &info.location);
        let comments = locations
            .iter()
            .filter_map(|at| Some((&at.path[..], paragraphs(at.leading_comments.as_deref()?))))
            .collect();
        Self { file, comments }
    }

    fn comment(&self, path: &[i32]) -> &str {
        self.comments.get(path).unwrap_or_else(|| panic!("no comment at {path:?}"))
    }

    fn cell(&self, path: &[i32]) -> String {
        self.comment(path).replace("\n\n", " ").replace('|', "\\|")
    }

    fn render(&self) -> String {
        let mut text = String::from(
            "# API reference\n\n\
             What `proto/nutgraf/v1/summarizer.proto` says, generated from it by \
             `UPDATE_GOLDEN=1 cargo test api_reference`.\n\
             [calling.md](calling.md) shows how it is called.\n",
        );
        for (i, service) in (0..).zip(&self.file.service) {
            self.service(&mut text, i, service);
        }
        text.push_str("\n## Messages\n");
        for (i, message) in (0..).zip(&self.file.message_type) {
            self.message(&mut text, i, message);
        }
        text.push_str("\n## Enumerations\n");
        for (i, values) in (0..).zip(&self.file.enum_type) {
            self.enumeration(&mut text, i, values);
        }
        text
    }

    fn service(&self, text: &mut String, index: i32, service: &ServiceDescriptorProto) {
        let path = [SERVICES, index];
        let (package, name) = (self.file.package(), service.name());
        write!(text, "\n## {package}.{name}\n\n{}\n", self.comment(&path)).expect("text");
        for (i, method) in (0..).zip(&service.method) {
            let side = |is_stream, name: &str| {
                format!("{}{}", if is_stream { "stream of " } else { "" }, type_link(name))
            };
            let request = side(method.client_streaming(), method.input_type());
            let response = side(method.server_streaming(), method.output_type());
            let comment = self.comment(&[SERVICES, index, MEMBERS, i]);
            write!(text, "\n### {}\n\n{request} → {response}\n\n{comment}\n", method.name())
                .expect("text");
        }
    }

    fn message(&self, text: &mut String, index: i32, message: &DescriptorProto) {
        let comment = self.comment(&[MESSAGES, index]);
        write!(text, "\n### {}\n\n{comment}\n", message.name()).expect("text");
        if message.field.is_empty() {
            return;
        }
        text.push_str("\n| field | type | meaning |\n|---|---|---|\n");
        for (i, field) in (0..).zip(&message.field) {
            let meaning = self.cell(&[MESSAGES, index, MEMBERS, i]);
            let kind = field_type(message, field);
            writeln!(text, "| `{}` = {} | {kind} | {meaning} |", field.name(), field.number())
                .expect("text");
        }
    }

    fn enumeration(&self, text: &mut String, index: i32, values: &EnumDescriptorProto) {
        let comment = self.comment(&[ENUMS, index]);
        write!(text, "\n### {}\n\n{comment}\n", values.name()).expect("text");
        text.push_str("\n| value | meaning |\n|---|---|\n");
        for (i, value) in (0..).zip(&values.value) {
            let meaning = self.cell(&[ENUMS, index, MEMBERS, i]);
            writeln!(text, "| `{}` = {} | {meaning} |", value.name(), value.number())
                .expect("text");
        }
    }
}

/// Joins the lines of each paragraph of a comment.
fn paragraphs(comment: &str) -> String {
    let lines: Vec<&str> = comment.trim().lines().map(str::trim).collect();
    let paragraphs: Vec<String> =
        lines.split(|line| line.is_empty()).map(|lines| lines.join(" ")).collect();
    paragraphs.join("\n\n")
}

fn type_link(name: &str) -> String {
    match name.strip_prefix(".nutgraf.v1.") {
        Some(own) => format!("[{own}](#{})", own.to_lowercase()),
        None => format!("`{}`", name.trim_start_matches('.')),
    }
}

fn field_type(message: &DescriptorProto, field: &FieldDescriptorProto) -> String {
    let name = match field.r#type() {
        Type::Message | Type::Enum => type_link(field.type_name()),
        scalar => format!("`{}`", scalar.as_str_name().trim_start_matches("TYPE_").to_lowercase()),
    };
    if field.proto3_optional() {
        return format!("optional {name}");
    }
    if field.label() == Label::Repeated {
        return format!("repeated {name}");
    }
    match field.oneof_index.and_then(|i| message.oneof_decl.get(usize::try_from(i).ok()?)) {
        Some(oneof) => format!("{name}, one of `{}`", oneof.name()),
        None => name,
    }
}

#[test]
fn the_api_reference_is_what_the_contract_says() {
    let set = FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).expect("a descriptor set");
    let file = set.file.iter().find(|file| file.package() == "nutgraf.v1").expect("the contract");
    let rendered = Reference::new(file).render();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(PATH, &rendered).expect("a writable file");
    }
    let written = std::fs::read_to_string(PATH).expect("docs/api.md");
    assert!(written == rendered, "docs/api.md is out of date: UPDATE_GOLDEN=1 cargo test");
}
