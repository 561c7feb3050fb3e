//! A file manager's part in a drag: a file is held over the window that has the keyboard, and let go.
//!
//! The protocol is XDND 5 (freedesktop.org, *Drag-and-Drop Protocol for the X Window System*).

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::Desktop;

/// How long the other side may take for an answer.
const LIMIT: Duration = Duration::from_secs(20);

/// A file on its way. Dropping this ends the drag without a drop.
pub struct Dragged {
    connection: RustConnection,
    atoms: Atoms,
    source: Window,
    target: Window,
    /// Root coordinates of a point in the window.
    point: (i16, i16),
    file: PathBuf,
}

struct Atoms {
    selection: Atom,
    enter: Atom,
    position: Atom,
    status: Atom,
    drop: Atom,
    finished: Atom,
    leave: Atom,
    copy: Atom,
    list: Atom,
}

impl Desktop {
    /// Begins to drag a file over the window that has the keyboard; returns once the window says that it takes it.
    ///
    /// # Errors
    /// When no window has the keyboard, or it takes no files.
    pub fn drags(&self, file: &Path) -> anyhow::Result<Dragged> {
        let (connection, number) = x11rb::connect(Some(self.display()))?;
        let root = connection.setup().roots.get(number).context("a screen")?.root;
        let atom = |name: &str| anyhow::Ok(connection.intern_atom(false, name.as_bytes())?.reply()?.atom);
        let atoms = Atoms {
            selection: atom("XdndSelection")?,
            enter: atom("XdndEnter")?,
            position: atom("XdndPosition")?,
            status: atom("XdndStatus")?,
            drop: atom("XdndDrop")?,
            finished: atom("XdndFinished")?,
            leave: atom("XdndLeave")?,
            copy: atom("XdndActionCopy")?,
            list: atom("text/uri-list")?,
        };
        let active = atom("_NET_ACTIVE_WINDOW")?;
        let active = connection.get_property(false, root, active, AtomEnum::WINDOW, 0, 1)?.reply()?;
        let target =
            active.value32().and_then(|mut values| values.next()).context("a window with the keyboard")?;
        let size = connection.get_geometry(target)?.reply()?;
        let (width, height) = (i16::try_from(size.width)?, i16::try_from(size.height)?);
        let at = connection.translate_coordinates(target, root, width / 2, height / 2)?.reply()?;
        let source = connection.generate_id()?;
        let aux = CreateWindowAux::new();
        connection.create_window(0, source, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &aux)?;
        connection.set_selection_owner(source, atoms.selection, x11rb::CURRENT_TIME)?;
        let point = (at.dst_x, at.dst_y);
        let dragged = Self::dragged(connection, atoms, (source, target), point, file);
        dragged.tells(dragged.atoms.enter, [source, 5 << 24, dragged.atoms.list, 0, 0])?;
        dragged.hovers()?;
        Ok(dragged)
    }

    fn dragged(
        connection: RustConnection,
        atoms: Atoms,
        (source, target): (Window, Window),
        point: (i16, i16),
        file: &Path,
    ) -> Dragged {
        Dragged { connection, atoms, source, target, point, file: file.to_owned() }
    }
}

impl Dragged {
    /// Lets it go; returns once the window has taken it.
    ///
    /// # Errors
    /// When the window does not.
    pub fn drops(self) -> anyhow::Result<()> {
        self.tells(self.atoms.drop, [self.source, 0, x11rb::CURRENT_TIME, 0, 0])?;
        self.answers_until("it has taken the file", |message| message.type_ == self.atoms.finished)
    }

    /// Takes it away again. Whoever drags is there until the window has seen it.
    ///
    /// # Errors
    /// When the display is gone.
    pub fn leaves(&self) -> anyhow::Result<()> {
        self.tells(self.atoms.leave, [self.source, 0, 0, 0, 0])
    }

    fn hovers(&self) -> anyhow::Result<()> {
        let place = (u32::from(self.point.0.unsigned_abs()) << 16) | u32::from(self.point.1.unsigned_abs());
        let position = [self.source, 0, place, x11rb::CURRENT_TIME, self.atoms.copy];
        let start = Instant::now();
        // The first answer may come before the window has looked at what is dragged.
        loop {
            ensure!(start.elapsed() < LIMIT, "the window takes no files");
            self.tells(self.atoms.position, position)?;
            let mut takes = false;
            self.answers_until("a status", |message| {
                takes = message.data.as_data32()[1] & 1 == 1;
                message.type_ == self.atoms.status
            })?;
            if takes {
                return Ok(());
            }
        }
    }

    fn tells(&self, kind: Atom, data: [u32; 5]) -> anyhow::Result<()> {
        let message = ClientMessageEvent::new(32, self.target, kind, data);
        self.connection.send_event(false, self.target, EventMask::NO_EVENT, message)?;
        self.connection.flush()?;
        Ok(())
    }

    /// Hands over the name of the file whenever it is asked for, until such a message comes.
    fn answers_until(
        &self,
        what: &str,
        mut wanted: impl FnMut(&ClientMessageEvent) -> bool,
    ) -> anyhow::Result<()> {
        let start = Instant::now();
        loop {
            match self.connection.poll_for_event()? {
                Some(Event::ClientMessage(message)) if wanted(&message) => return Ok(()),
                Some(Event::SelectionRequest(request)) => {
                    let list = format!("file://{}\r\n", self.file.display());
                    let property = if request.target == self.atoms.list {
                        let (window, property) = (request.requestor, request.property);
                        self.connection.change_property8(
                            PropMode::REPLACE,
                            window,
                            property,
                            self.atoms.list,
                            list.as_bytes(),
                        )?;
                        property
                    } else {
                        x11rb::NONE
                    };
                    let notice = SelectionNotifyEvent {
                        response_type: SELECTION_NOTIFY_EVENT,
                        sequence: 0,
                        time: request.time,
                        requestor: request.requestor,
                        selection: request.selection,
                        target: request.target,
                        property,
                    };
                    self.connection.send_event(false, request.requestor, EventMask::NO_EVENT, notice)?;
                    self.connection.flush()?;
                }
                Some(_) => {}
                None => {
                    ensure!(start.elapsed() < LIMIT, "not within {LIMIT:?}: {what}");
                    std::thread::sleep(Duration::from_millis(5));
                }
            }
        }
    }
}
