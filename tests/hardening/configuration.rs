//! What Tauri is told: which page may run, what it may call, what it may load.

use serde_json::{Value, json as value};

use super::{handled, json, text};

fn configuration() -> Value {
    json("tauri.conf.json")
}

fn capability() -> Value {
    let all = configuration()["app"]["security"]["capabilities"].clone();
    match all.as_array().map(Vec::as_slice) {
        Some([only]) => only.clone(),
        other => panic!("one capability, inline: {other:?}"),
    }
}

/// The commands of the manifest, in its order.
fn declared() -> Vec<String> {
    let build = text("src-tauri/build.rs");
    let (_, list) = build.split_once(".commands(&[").expect("build.rs declares the commands");
    let (list, _) = list.split_once("])").expect("the list ends");
    list.split(',')
        .map(|name| name.trim().trim_matches('"').to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn every_command_is_declared_and_granted_and_nothing_else_is() {
    let permissions = capability()["permissions"].clone();
    let granted: Vec<_> =
        permissions.as_array().expect("a list").iter().map(|name| name.as_str().expect("a name")).collect();
    let mut wanted: Vec<_> =
        handled().iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    // On macOS the page's own `print()` is made of it.
    wanted.push("core:webview:allow-print".to_owned());
    assert!(!wanted.is_empty());
    assert_eq!(declared(), handled(), "build.rs and the handler list the same commands in the same order");
    assert_eq!(
        granted, wanted,
        "tauri.conf.json grants exactly these; no permission of a plugin but printing among them"
    );
}

#[test]
fn the_one_capability_is_for_the_main_window_alone() {
    let capability = capability();
    assert_eq!(capability["windows"], value!(["main"]));
    for key in ["remote", "webviews", "local"] {
        assert_eq!(capability[key], Value::Null, "{key}");
    }
    assert!(!super::root().join("capabilities").exists());
}

#[test]
fn the_content_security_policy_allows_our_own_files_and_the_way_to_rust() {
    let policy = &configuration()["app"]["security"]["csp"];
    let wanted = value!({
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob:",
        "font-src": "'self'",
        "connect-src": "ipc: http://ipc.localhost",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'"
    });
    assert_eq!(policy, &wanted);
}

#[test]
fn the_page_gets_no_more_than_it_needs() {
    let configuration = configuration();
    let app = &configuration["app"];
    assert_eq!(configuration["build"]["removeUnusedCommands"], value!(true));
    assert_eq!(app["withGlobalTauri"], value!(false));
    assert_eq!(app["security"]["freezePrototype"], value!(true));
    assert_eq!(app["security"]["assetProtocol"], Value::Null);
    assert_eq!(app["windows"], value!([]), "the window is opened by Rust, which locks its navigation");
}

#[test]
fn nothing_dangerous_is_switched_on() {
    fn keys(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, field)| {
                into.push(key.clone());
                keys(field, into);
            }),
            Value::Array(items) => items.iter().for_each(|item| keys(item, into)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    keys(&configuration(), &mut all);
    let dangerous: Vec<_> = all.iter().filter(|key| key.to_lowercase().contains("danger")).collect();
    assert_eq!(dangerous, Vec::<&String>::new());
}

#[test]
fn links_of_the_page_open_nothing_by_themselves() {
    assert!(text("src-tauri/src/lib.rs").contains(".open_js_links_on_click(false)"));
}

#[test]
fn a_share_file_that_is_opened_by_a_double_click_reaches_the_application() {
    let bundle = &configuration()["bundle"];
    let association = &bundle["fileAssociations"][0];
    let kind = association["mimeType"].as_str().expect("a kind");
    assert_eq!(association["ext"], value!(["senderdesk"]));
    let described = text("src-tauri/senderdesk-mime.xml");
    assert!(
        described.contains(&format!("type=\"{kind}\""))
            && described.contains("glob pattern=\"*.senderdesk\"")
    );
    for package in ["deb", "rpm"] {
        let package = &bundle["linux"][package];
        let entry = text(package["desktopTemplate"].as_str().expect("an entry of our own"));
        // The one that Tauri writes names no file.
        assert!(entry.contains("\nExec={{exec}} %f\n") && entry.contains(&format!("\nMimeType={kind};\n")));
        let files = package["files"].as_object().expect("files");
        let places = ["/usr/share/mime/packages/senderdesk.xml", "/usr/bin/senderdesk-cli"];
        assert!(places.iter().all(|place| files.contains_key(*place)), "{files:?}");
        assert!(files.keys().any(|place| place.ends_with("man1/senderdesk-cli.1")), "{files:?}");
    }
}
