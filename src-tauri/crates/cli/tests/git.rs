//! The three lines that make `git` merge share files field by field.

use std::process::Command;

use crate::run::{Folder, Ran, SHOP, program, ran, short_code};

struct Repository(Folder);

impl Repository {
    fn new() -> Self {
        let repository = Self(Folder::new());
        repository.git(&["init", "-q", "-b", "main"]);
        repository.git(&["config", "merge.senderdesk.name", "Senderdesk share files"]);
        let driver = format!("'{}' merge --name %P %O %A %B", program());
        repository.git(&["config", "merge.senderdesk.driver", &driver]);
        repository.0.write(".gitattributes", "*.senders.yaml merge=senderdesk\n");
        repository.commit(SHOP);
        repository
    }

    fn try_git(&self, args: &[&str]) -> Ran {
        let mut git = Command::new("git");
        git.args(args).current_dir(self.0.path()).env("HOME", self.0.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{who}_NAME"), "A").env(format!("GIT_{who}_EMAIL"), "a@example.com");
        }
        ran(&mut git)
    }

    fn git(&self, args: &[&str]) {
        let ran = self.try_git(args);
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
    }

    fn commit(&self, text: &str) {
        self.0.write("shop.senders.yaml", text);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "x"]);
    }

    /// Commits each side on a branch of its own and merges theirs into ours.
    fn merge(&self, ours: &str, theirs: &str) -> Ran {
        self.git(&["checkout", "-q", "-b", "theirs"]);
        self.commit(theirs);
        self.git(&["checkout", "-q", "main"]);
        self.commit(ours);
        self.try_git(&["merge", "-q", "-m", "both", "theirs"])
    }
}

#[test]
fn two_branches_that_each_add_a_sender_merge_to_both_and_nothing_else() {
    let repository = Repository::new();
    let (one, other) = (short_code("t1", "12345"), short_code("t2", "12346"));
    let ran = repository.merge(&format!("{SHOP}{one}"), &format!("{SHOP}{other}"));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(repository.0.read("shop.senders.yaml"), format!("{SHOP}{one}{other}"));
    assert_eq!(repository.try_git(&["status", "--porcelain"]).out, "");
}

#[test]
fn one_field_that_both_changed_is_a_conflict_for_git_too() {
    let repository = Repository::new();
    let ran = repository.merge(&SHOP.replace("Autumn", "Winter"), &SHOP.replace("Autumn", "Spring"));
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("shop.senders.yaml: conflict: “Offers” (offers), Notes: both sides changed it."),
        "{ran:?}"
    );
    let marks = "<<<<<<< ours\n    notes: \"Winter\"\n=======\n    notes: \"Spring\"\n>>>>>>> theirs\n";
    assert_eq!(repository.0.read("shop.senders.yaml"), SHOP.replace("    notes: \"Autumn\"\n", marks));
    assert_eq!(repository.try_git(&["status", "--porcelain"]).out, "UU shop.senders.yaml\n");
}

#[test]
fn a_side_that_cannot_be_read_leaves_ours_and_a_conflict() {
    let repository = Repository::new();
    let ran = repository.merge(&SHOP.replace("Autumn", "Winter"), "schema: [");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(repository.0.read("shop.senders.yaml"), SHOP.replace("Autumn", "Winter"));
    assert_eq!(repository.try_git(&["status", "--porcelain"]).out, "UU shop.senders.yaml\n");
}

#[test]
fn a_file_that_both_branches_add_is_merged_without_a_base() {
    let repository = Repository::new();
    repository.git(&["rm", "-q", "shop.senders.yaml"]);
    repository.git(&["commit", "-q", "-m", "x"]);
    let other = format!("{SHOP}{}", short_code("t2", "12346"));
    let ran = repository.merge(SHOP, &other);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(repository.0.read("shop.senders.yaml"), other);
}
