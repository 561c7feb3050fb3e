//! How much of a file is believed before it is refused? A hostile file costs no more than an honest one.

/// The most bytes of a file: some thirty times what ten thousand senders take.
pub const BYTES: u64 = 32 * 1024 * 1024;

/// The most senders of one file.
pub const SENDERS: usize = 50_000;

/// The most workspaces of one backup.
pub const WORKSPACES: usize = 500;

/// How deep lists and mappings may stand in each other; a share file needs four.
pub const DEPTH: usize = 16;

/// The most columns of a table.
pub const COLUMNS: usize = 200;

/// The most values (texts, lists, mappings) of one file.
pub const NODES: usize = 2_000_000;

/// The most remarks that are kept of one file; more are counted.
pub const FAULTS: usize = 1_000;

/// The most characters of an alias for an account, and of the identity of a sender.
pub const NAME: usize = 64;
