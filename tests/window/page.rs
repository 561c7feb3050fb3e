//! What is in the window, found by role and accessible name, and driven by keys.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::{Value, json};

use super::application::LIMIT;

const AXE: &str = "ui/node_modules/axe-core/axe.min.js";

/// A name that ends with `*` is the start of the name; all others are exact.
pub type Name<'a> = &'a str;

/// The page of a running application.
pub struct Page {
    client: Client,
}

impl Page {
    /// Takes over the page of a session and waits for its first screen.
    pub async fn of(client: Client) -> Self {
        let page = Self { client };
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE);
        let axe = std::fs::read_to_string(axe).expect("axe-core: npm ci in ui, or run `make test`");
        page.wait_for("the page has loaded", "return document.readyState === 'complete'", vec![]).await;
        page.client.execute(&axe, vec![]).await.expect("axe runs in the page");
        page.client.execute(include_str!("page.js"), vec![]).await.expect("the questions run in the page");
        page.wait_for(
            "a first screen",
            "return document.documentElement.dataset.ready !== undefined",
            vec![],
        )
        .await;
        page
    }

    /// Waits for a screen to have painted.
    pub async fn is_ready(&self, screen: &str) {
        let question = "return document.documentElement.dataset.ready === arguments[0]";
        self.wait_for(&format!("the screen {screen}"), question, vec![json!(screen)]).await;
    }

    /// Waits for a control.
    pub async fn sees(&self, role: &str, name: Name<'_>) {
        let question = "return seen.has(arguments[0], arguments[1])";
        self.wait_for(&format!("{role} {name:?}"), question, vec![json!(role), json!(name)]).await;
    }

    /// Waits for words anywhere on the page.
    pub async fn reads(&self, words: &str) {
        let question = "return seen.page().includes(arguments[0])";
        self.wait_for(&format!("the words {words:?}"), question, vec![json!(words)]).await;
    }

    /// Waits until these words are nowhere on the page.
    pub async fn reads_no_more(&self, words: &str) {
        let question = "return !seen.page().includes(arguments[0])";
        self.wait_for(&format!("no more {words:?}"), question, vec![json!(words)]).await;
    }

    /// Waits for words inside a control.
    pub async fn reads_in(&self, role: &str, name: Name<'_>, words: &str) {
        let question = "return seen.reads(...arguments)";
        let about = format!("{words:?} in {role} {name:?}");
        self.wait_for(&about, question, vec![json!(role), json!(name), json!(words)]).await;
    }

    /// All the words on the page now.
    pub async fn words(&self) -> String {
        self.ask("return seen.page()", vec![]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Asks the page something: the body of a function of `arguments`.
    pub async fn ask(&self, question: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(question, arguments).await.expect("the page answers")
    }

    /// Waits until the page says yes.
    pub async fn wait_for(&self, what: &str, question: &str, arguments: Vec<Value>) {
        let start = Instant::now();
        loop {
            // While a page loads, or a dialog opens, there may be no answer at all.
            let answer = self.client.execute(question, arguments.clone()).await;
            if matches!(answer, Ok(Value::Bool(true))) {
                return;
            }
            if start.elapsed() > LIMIT {
                let words = self.client.execute("return seen.page()", vec![]).await;
                let focus = self.client.execute("return seen.focused()", vec![]).await;
                let picture = self.keep("failed").await;
                panic!(
                    "not seen: {what}\nanswer: {answer:?}\nfocus: {focus:?}\npage: {words:?}\npicture: {picture:?}"
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Presses a key, or keys held down before it: `&[Key::Control.into(), 's']`.
    pub async fn press(&self, keys: &[char]) {
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        let actions = down.chain(up).fold(KeyActions::new("keyboard".into()), KeyActions::then);
        self.client.perform_actions(actions).await.expect("keys can be pressed");
    }

    /// Types into what has the focus.
    pub async fn types(&self, text: &str) {
        let focused = self.client.active_element().await.expect("something has the focus");
        focused.send_keys(text).await.expect("it can be typed into");
    }

    /// Moves the focus to a control, by Tab alone.
    pub async fn tab_to(&self, role: &str, name: Name<'_>) {
        self.sees(role, name).await;
        let mut passed = Vec::new();
        for _ in 0..80 {
            let focus = self
                .ask("return [seen.isFocused(...arguments), seen.focused()]", vec![json!(role), json!(name)])
                .await;
            if focus[0] == json!(true) {
                return;
            }
            passed.push(focus[1].clone());
            self.press(&[Key::Tab.into()]).await;
        }
        panic!("Tab does not reach {role} {name:?}; it passes {passed:?}");
    }

    /// Waits until a control has the focus by itself.
    pub async fn has_focus_on(&self, role: &str, name: Name<'_>) {
        let question = "return seen.isFocused(arguments[0], arguments[1])";
        self.wait_for(&format!("the focus on {role} {name:?}"), question, vec![json!(role), json!(name)])
            .await;
    }

    /// Goes to a button by Tab and presses Enter.
    pub async fn activates(&self, role: &str, name: Name<'_>) {
        self.tab_to(role, name).await;
        self.press(&[Key::Enter.into()]).await;
    }

    /// Goes to a field by Tab and types over what is in it.
    pub async fn fills(&self, role: &str, name: Name<'_>, text: &str) {
        self.tab_to(role, name).await;
        self.press(&[Key::Control.into(), 'a']).await;
        self.types(text).await;
    }

    /// Goes to a group of radio buttons by Tab and to one of them by arrow keys.
    pub async fn chooses(&self, option: Name<'_>) {
        self.sees("radio", option).await;
        let in_its_group = "const wanted = seen.first('radio', arguments[0]); \
             return document.activeElement?.name === wanted.name && document.activeElement?.type === 'radio'";
        for _ in 0..80 {
            if self.ask(in_its_group, vec![json!(option)]).await == json!(true) {
                break;
            }
            self.press(&[Key::Tab.into()]).await;
        }
        for _ in 0..8 {
            if self.ask("return seen.first('radio', arguments[0]).checked", vec![json!(option)]).await
                == json!(true)
            {
                return;
            }
            // An unchecked group takes Space for the radio button that has the focus, then the arrows.
            let key = if self.ask("return seen.isFocused('radio', arguments[0])", vec![json!(option)]).await
                == json!(true)
            {
                ' '
            } else {
                Key::Down.into()
            };
            self.press(&[key]).await;
        }
        panic!("the keys do not choose {option:?}");
    }

    /// What axe holds against the page as it is now.
    pub async fn is_accessible(&self, screen: &str) {
        let question = "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'] }).then( \
               (result) => done(result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`)), \
               (error) => done([String(error)]))";
        let violations = self.client.execute_async(question, vec![]).await.expect("axe answers");
        assert_eq!(violations, json!([]), "{screen}");
    }

    /// Resizes the window; the page, zoomed by so many per cent, has laid itself out when this returns.
    pub async fn is_sized(&self, width: u32, height: u32, zoom: u32) {
        self.client.set_window_size(width, height).await.expect("the window can be resized");
        let question = "return Math.abs(innerWidth - arguments[0]) < 80";
        self.wait_for("the new size", question, vec![json!(width * 100 / zoom)]).await;
    }

    /// Waits until nothing sticks out of the window: what is too much for it scrolls inside a part of its own.
    pub async fn fits(&self) {
        let question = "const { scrollHeight: high, scrollWidth: wide } = document.body; \
             return high <= innerHeight + 1 && wide <= innerWidth + 1";
        self.wait_for("everything fits into the window", question, vec![]).await;
    }

    /// Keeps a picture of the page as `target/pictures/{name}.png`.
    pub async fn keep(&self, name: &str) -> Option<PathBuf> {
        // What was last painted can be older than what the page says: two frames later it is not.
        let painted = "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0]()))";
        self.client.execute_async(painted, vec![]).await.ok()?;
        let picture = self.client.screenshot().await.ok()?;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
        std::fs::create_dir_all(&folder).ok()?;
        let file = folder.join(format!("{name}.png"));
        std::fs::write(&file, picture).ok()?;
        Some(file)
    }
}
