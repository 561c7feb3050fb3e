//! A schedule, carried out: Twilio and the operator are here, Senderdesk is a process that dies when it is due.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use senderdesk_core::ids::{SenderKey, TestId, WorkspaceId};
use senderdesk_core::wire::*;
use serde_json::{Value, json};
use tokio::runtime;
use twilio_simulator::{AccountSeed, Fault, FaultKind, Handle, Match, Pace, Running, Simulator};

use super::oracle::{self, Clicked, Expected, Twilio, World, holds, text};
use super::process::{self, FileStore, Order, REPLY};
use super::schedule::{Answer, Death, Disk, From, Meanwhile, Reading, Schedule, Step, Switch};
use crate::child;
use crate::connected::{HandClock, NUMBER, credential};

const OTHER: &str = "AC99999999999999999999999999999999";
const OTHER_TOKEN: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/// Nobody listens there.
const NOWHERE: &str = "http://127.0.0.1:9";

/// A workspace that is connected, with a saved sender: where every schedule begins.
pub struct Template {
    folder: tempfile::TempDir,
    workspace: WorkspaceId,
    sender: SenderKey,
    service: String,
    account_sid: String,
    token: SecretString,
    /// A trust store of one certificate, which nothing here asks for.
    trusted: PathBuf,
}

impl Template {
    pub async fn make() -> Self {
        let running = simulator().await;
        let folder = tempfile::tempdir().unwrap();
        let options = process::options(folder.path(), &running.url(), &HandClock::new());
        let desk = senderdesk_core::Desk::open(options).await.unwrap();
        let draft = ConnectDraft {
            workspace_name: "Shop".to_owned(),
            environment: Environment::Staging,
            data_centre: "DC-03".to_owned(),
            credential: credential(running.account_sid(), running.auth_token()),
        };
        let ConnectOutcome::Kept { workspace, .. } = desk.connect(draft).await.unwrap() else { panic!() };
        let sender = SenderDraft {
            name: "Offers".to_owned(),
            sender_type: Some(SenderType::LongCode),
            sender_id: NUMBER.to_owned(),
            ..SenderDraft::default()
        };
        let sender = desk.create_sender(workspace.id, sender).await.unwrap().sender.key;
        desk.close().await;
        let trusted = folder.path().join("trusted.pem");
        let certificate = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(&trusted, certificate.cert.pem()).unwrap();
        Self {
            folder,
            trusted,
            workspace: workspace.id,
            sender,
            service: running.handle().services().remove(0).0,
            account_sid: running.account_sid().to_owned(),
            token: running.auth_token().clone(),
        }
    }

    fn copy_to(&self, folder: &Path) {
        for file in ["senderdesk.db", "keychain.json"] {
            std::fs::copy(self.folder.path().join(file), folder.join(file)).unwrap();
        }
    }
}

async fn simulator() -> Running {
    let other = AccountSeed::empty().credentials(OTHER, OTHER_TOKEN);
    let account = AccountSeed::practice().subaccount(other);
    Simulator::builder().account(account).seed(7).pace(Pace::manual()).start().await.unwrap()
}

/// How many of each a worker has seen, so that a run shows what it was made of.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    pub schedules: usize,
    pub clicks: usize,
    pub messages: usize,
    pub unknown: usize,
    pub adopted: usize,
    pub deaths: usize,
}

impl Counts {
    pub fn add(&mut self, other: Self) {
        self.schedules += other.schedules;
        self.clicks += other.clicks;
        self.messages += other.messages;
        self.unknown += other.unknown;
        self.adopted += other.adopted;
        self.deaths += other.deaths;
    }
}

/// The process that is told what to do; started anew when it has died.
pub struct Worker<'t> {
    template: &'t Template,
    runtime: runtime::Handle,
    process: Option<Process>,
    errors: PathBuf,
    pub counts: Counts,
}

struct Process {
    child: Child,
    orders: ChildStdin,
    replies: BufReader<ChildStdout>,
}

/// The process is dead.
#[derive(Debug)]
struct Died;

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    fn start(errors: &Path, trusted: &Path) -> Self {
        let mut child = Command::new(child::this_binary())
            .args(child::child_args("schedules::process::run"))
            // Reading the whole trust store each time would take a quarter of all the work.
            .env("SSL_CERT_FILE", trusted)
            .env_remove("SSL_CERT_DIR")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(errors).unwrap())
            .spawn()
            .unwrap();
        let orders = child.stdin.take().unwrap();
        let replies = BufReader::new(child.stdout.take().unwrap());
        Self { child, orders, replies }
    }

    fn tell(&mut self, order: &Order) -> Result<(), Died> {
        writeln!(self.orders, "{}", serde_json::to_string(order).unwrap()).map_err(|_| Died)
    }

    fn reply(&mut self) -> Result<Value, Died> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.replies.read_line(&mut line).map_err(|_| Died)? == 0 {
                return Err(Died);
            }
            if let Some((_, reply)) = line.split_once(REPLY) {
                return serde_json::from_str(reply).map_err(|_| Died);
            }
        }
    }
}

impl<'t> Worker<'t> {
    pub fn new(template: &'t Template, runtime: runtime::Handle, errors: PathBuf) -> Self {
        Self { template, runtime, process: None, errors, counts: Counts::default() }
    }

    /// Carries a schedule out and checks what is left of it.
    pub fn run(&mut self, schedule: &Schedule) -> Result<(), String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        self.template.copy_to(folder.path());
        let running = self.runtime.block_on(simulator());
        let mut course = Course {
            handle: running.handle(),
            url: running.url(),
            world: World::default(),
            clicked: Vec::new(),
            worker: self,
            folder: folder.path(),
        };
        let ran = course.run(schedule);
        self.runtime.block_on(running.shutdown());
        self.counts.schedules += 1;
        ran.map_err(|fault| {
            let errors = std::fs::read_to_string(&self.errors).unwrap_or_default();
            self.process = None;
            format!("{fault}\n{schedule:#?}\nthe process said: {errors}")
        })
    }
}

/// A schedule while it is carried out.
struct Course<'w, 't> {
    worker: &'w mut Worker<'t>,
    handle: Handle,
    url: String,
    folder: &'w Path,
    world: World,
    clicked: Vec<Clicked>,
}

impl Course<'_, '_> {
    fn run(&mut self, schedule: &Schedule) -> Result<(), String> {
        self.clicked = (schedule.forms.iter())
            .map(|form| Clicked {
                form: form.clone(),
                id: TestId::fresh().to_string(),
                body: format!("Schedule {} text {} ✓", schedule.seed, form.words),
                expected: None,
                at: None,
                elsewhere: false,
            })
            .collect();
        self.open()?;
        for step in &schedule.steps {
            self.step(step).map_err(|fault| format!("{fault}\nat {step:?}"))?;
        }
        self.end()
    }

    fn step(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Click { forms, answer, disk, death, meanwhile } => {
                self.click(forms, *answer, *disk, *death, *meanwhile)
            }
            Step::Move => {
                self.handle.advance();
                Ok(())
            }
            Step::Wait { waits, reading, death } => {
                if let Some(reading) = reading {
                    self.handle.push(Fault::times(
                        2,
                        Match::request("GET", "/Messages"),
                        reading_fault(*reading),
                    ));
                }
                self.must(&Order::DieAt(death.map(str::to_owned)))?;
                let alive = self.ask(&Order::Wait(*waits)).is_ok() && self.ask(&Order::DieAt(None)).is_ok();
                if alive { Ok(()) } else { self.died() }
            }
            Step::Clock { seconds } => self.must(&Order::Clock { ms: seconds * 1000 }).map(drop),
            Step::Restart => self.open(),
            Step::Kill => self.kill(),
            Step::KeychainGone { runs } => {
                self.quit()?;
                FileStore::take_away(self.folder, Some(*runs));
                self.world.secret = false;
                self.open()
            }
            Step::KeychainBack => {
                self.quit()?;
                FileStore::take_away(self.folder, None);
                self.world.secret = true;
                self.open()
            }
            Step::Switch(switch) => self.switch(*switch),
            Step::Token => {
                self.handle.set_token("00000000000000000000000000000002".to_owned());
                self.world.token = false;
                Ok(())
            }
            Step::DeleteSender => self.delete_sender(),
            Step::Offline => {
                self.world.online = false;
                self.open()
            }
            Step::Online => {
                self.world.online = true;
                self.open()
            }
            Step::SecondWindow { form } => {
                let draft = self.draft(*form);
                let before = self.posts();
                self.must(&Order::SecondWindow(draft))?;
                holds(self.posts() == before, "a second window sends nothing")
            }
        }
    }

    fn click(
        &mut self,
        forms: &[usize],
        answer: Answer,
        disk: Disk,
        death: Option<Death>,
        meanwhile: Option<Meanwhile>,
    ) -> Result<(), String> {
        self.worker.counts.clicks += forms.len();
        let posting = Match::request("POST", "/Messages");
        if let Some(kind) = answer_fault(answer) {
            self.handle.push(Fault::once(posting, kind));
        }
        self.fill_disk(disk);
        let posts = forms.iter().any(|&form| self.world.posts(&self.clicked[form].form, disk));
        let alone = forms.iter().all(|form| form == &forms[0]);
        let plain = answer == Answer::Arrives && death.is_none();
        for &form in forms {
            let waited_for = meanwhile.is_none() || posts;
            let expected = if (alone || plain) && waited_for {
                self.world.expect(&self.clicked[form].form, answer, disk, death)
            } else {
                Expected::Any
            };
            let clicked = &mut self.clicked[form];
            match clicked.expected {
                None | Some(Expected::Nothing) => clicked.expected = Some(expected),
                Some(_) => {}
            }
            clicked.at.get_or_insert_with(jiff::Timestamp::now);
            clicked.elsewhere |= !self.world.own_account;
        }
        if let Some(Death::At(point)) = death {
            self.must(&Order::DieAt(Some(point.to_owned())))?;
        }
        let before = self.posts();
        let drafts = forms.iter().map(|&form| self.draft(form)).collect();
        // It may die before it can say that it has begun.
        let begun = self.ask(&Order::Click(drafts));
        if begun.is_ok() && posts && (death == Some(Death::AtTwilio) || meanwhile.is_some()) {
            self.arrived(before);
        }
        if begun.is_ok() && death == Some(Death::AtTwilio) && posts {
            self.worker.process = None;
        }
        let mut alive = begun.is_ok() && self.worker.process.is_some();
        if alive {
            alive = match meanwhile {
                None => self.ask(&Order::Answers).is_ok(),
                Some(meanwhile) => {
                    self.meanwhile(meanwhile)?;
                    true
                }
            };
        }
        if disk != Disk::Fine {
            if alive && meanwhile.is_none() {
                alive = self.ask(&Order::Wait(1)).is_ok();
            }
            self.fill_disk(Disk::Fine);
        }
        self.handle.clear_faults();
        if alive && self.ask(&Order::DieAt(None)).is_ok() { Ok(()) } else { self.died() }
    }

    fn meanwhile(&mut self, meanwhile: Meanwhile) -> Result<(), String> {
        match meanwhile {
            Meanwhile::Quit => return self.open(),
            Meanwhile::DeleteSender => self.delete_sender()?,
            Meanwhile::Switch(switch) => self.switch(switch)?,
        }
        self.must(&Order::Answers).map(drop)
    }

    /// Waits for one more request than there were; not for long, as another click may have sent the form before.
    fn arrived(&self, before: usize) {
        let until = std::time::Instant::now() + Duration::from_millis(200);
        while self.posts() <= before && std::time::Instant::now() < until {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn posts(&self) -> usize {
        self.handle.request_count("POST", "/Messages")
    }

    fn switch(&mut self, switch: Switch) -> Result<(), String> {
        let own = self.worker.template.account_sid.clone();
        let own_token = self.worker.template.token.expose_secret().to_owned();
        let (account_sid, token, region) = match switch {
            Switch::OtherAccount => (OTHER.to_owned(), OTHER_TOKEN.to_owned(), RegionChoice::Us1),
            Switch::OtherRegion => (own, own_token, RegionChoice::Ie1),
            Switch::SameAgain => (own, own_token, RegionChoice::Us1),
        };
        let kept = self.must(&Order::Reauthenticate { account_sid, token, region })?;
        if kept == json!(true) {
            self.world.own_account = switch != Switch::OtherAccount;
        }
        Ok(())
    }

    fn delete_sender(&mut self) -> Result<(), String> {
        self.must(&Order::DeleteSender(self.worker.template.sender))?;
        self.world.sender = false;
        Ok(())
    }

    /// Mends everything, lets all come to rest, and checks; then resolves what is unknown as an operator would, checks
    /// again, and clicks every form once more.
    fn end(&mut self) -> Result<(), String> {
        self.handle.clear_faults();
        self.handle.set_token(self.worker.template.token.clone());
        FileStore::take_away(self.folder, None);
        (self.world.secret, self.world.online) = (true, true);
        self.open()?;
        while self.handle.advance() > 0 {}

        let tests = self.settle()?;
        self.worker.counts.messages += self.handle.messages().len();
        self.worker.counts.unknown += tests.iter().filter(|test| test["state"] == "unknown").count();
        oracle::check(&self.clicked, &tests, &self.twilio())?;
        if self.world.own_account {
            for test in tests.iter().filter(|test| test["state"] == "unknown") {
                self.resolve(text(test, "id"))?;
            }
        }
        let tests = self.settle()?;
        oracle::check(&self.clicked, &tests, &self.twilio())?;
        self.click_again(&tests)
    }

    fn resolve(&mut self, id: &str) -> Result<(), String> {
        let tests = self.settle()?;
        let looked = self.must(&Order::Look(id.parse().unwrap()))?["ok"].take();
        let clicked = self.clicked.iter().find(|clicked| clicked.id == id).ok_or("a test has its form")?;
        if clicked.elsewhere {
            return Ok(());
        }
        holds(looked["lost_answer"]["problem"].is_null(), "the list can be read")?;
        oracle::check_look(clicked, &looked, &tests, &self.twilio())
            .map_err(|fault| format!("{fault}: {looked:#}"))?;
        let Some(found) = looked["lost_answer"]["matches"][0]["message_sid"].as_str() else { return Ok(()) };
        let adopted = self.must(&Order::Adopt(id.parse().unwrap(), found.to_owned()))?;
        self.worker.counts.adopted += 1;
        holds(adopted["ok"]["message_sid"] == *found, &format!("a match can be taken: {adopted}"))
    }

    /// A form that has a record never sends again.
    fn click_again(&mut self, tests: &[Value]) -> Result<(), String> {
        let recorded: Vec<usize> = (0..self.clicked.len())
            .filter(|&nth| tests.iter().any(|test| text(test, "id") == self.clicked[nth].id))
            .collect();
        let before = self.posts();
        let drafts = recorded.iter().map(|&form| self.draft(form)).collect();
        self.must(&Order::Click(drafts))?;
        let answers = self.must(&Order::Answers)?;
        for answer in answers.as_array().into_iter().flatten() {
            let same = tests
                .iter()
                .any(|test| test["id"] == answer["ok"]["id"] && test["state"] == answer["ok"]["state"]);
            holds(same, &format!("a form that was sent shows its record: {answer:#}"))?;
        }
        holds(self.posts() == before, "a form that was sent sends nothing again")
    }

    fn settle(&mut self) -> Result<Vec<Value>, String> {
        let mut settled = self.must(&Order::Settle)?;
        let tests = settled["tests"].take();
        holds(settled["settled"] == json!(true), &format!("it comes to rest: {tests:#}"))?;
        Ok(tests.as_array().cloned().unwrap_or_default())
    }

    fn twilio(&self) -> Twilio {
        Twilio { messages: self.handle.messages(), posts: self.posts() }
    }

    fn draft(&self, form: usize) -> Value {
        let Clicked { form, id, body, .. } = &self.clicked[form];
        let unsaved = |kind: &str, id: &str| json!({ "from": "unsaved", "name": "", "sender_type": kind, "sender_id": id });
        let from = match form.from {
            From::Number => unsaved("long_code", NUMBER),
            From::Service => unsaved("messaging_service", &self.worker.template.service),
            From::Saved => json!({ "from": "saved", "key": self.worker.template.sender }),
        };
        json!({ "id": id, "from": from, "recipient": form.to, "body": body, "media": [] })
    }

    fn fill_disk(&self, disk: Disk) {
        let database = crate::fixture::database(self.folder);
        let full = |before: &str| {
            format!(
                "CREATE TRIGGER full BEFORE {before} ON test_message BEGIN SELECT RAISE(FAIL, 'full'); END"
            )
        };
        let sql = match disk {
            Disk::Fine => "DROP TRIGGER IF EXISTS full".to_owned(),
            Disk::FullForTheRecord => full("INSERT"),
            Disk::FullForTheAnswer => full("UPDATE"),
        };
        database.execute_batch(&sql).unwrap();
    }

    /// Opens the folder, in a new process if need be.
    fn open(&mut self) -> Result<(), String> {
        let url = if self.world.online { self.url.clone() } else { NOWHERE.to_owned() };
        let workspace = self.worker.template.workspace;
        let order = Order::Open { folder: self.folder.to_owned(), url, workspace, clock_ms: 0 };
        self.must(&order).map(drop)
    }

    fn quit(&mut self) -> Result<(), String> {
        self.must(&Order::Close).map(drop)
    }

    fn kill(&mut self) -> Result<(), String> {
        self.worker.process = None;
        self.died()
    }

    fn died(&mut self) -> Result<(), String> {
        self.worker.counts.deaths += 1;
        self.worker.process = None;
        self.handle.clear_faults();
        self.open()
    }

    /// What the process answers, unless it dies.
    fn ask(&mut self, order: &Order) -> Result<Value, Died> {
        let errors = &self.worker.errors;
        let trusted = &self.worker.template.trusted;
        let process = self.worker.process.get_or_insert_with(|| Process::start(errors, trusted));
        process.tell(order)?;
        process.reply()
    }

    fn must(&mut self, order: &Order) -> Result<Value, String> {
        self.ask(order).map_err(|Died| format!("it died unasked at {order:?}"))
    }
}

fn answer_fault(answer: Answer) -> Option<FaultKind> {
    Some(match answer {
        Answer::Arrives => return None,
        Answer::Late => FaultKind::Latency(Duration::from_millis(40)),
        Answer::Lost => FaultKind::LoseAnswer,
        Answer::Torn => FaultKind::Truncated,
        Answer::Garbled => FaultKind::Garbled,
        Answer::Stalled => FaultKind::SlowBody,
        Answer::Dropped => FaultKind::DropConnection,
        Answer::Refused => FaultKind::Status(400),
        Answer::TooMany => FaultKind::RateLimited { retry_after: Some(1) },
        Answer::ServerError => FaultKind::Status(500),
        Answer::Redirected => FaultKind::Redirect("http://127.0.0.1:9/".to_owned()),
        Answer::Page(status) => FaultKind::Html(status),
    })
}

fn reading_fault(reading: Reading) -> FaultKind {
    match reading {
        Reading::Lost => FaultKind::DropConnection,
        Reading::Torn => FaultKind::Truncated,
        Reading::Garbled => FaultKind::Garbled,
        Reading::ServerError => FaultKind::Status(503),
        Reading::TooMany { retry_after } => FaultKind::RateLimited { retry_after },
        Reading::NotFound => FaultKind::Status(404),
        Reading::Page(status) => FaultKind::Html(status),
    }
}
