//! What is on the display, told from outside: the same way for any application.

use std::time::{Duration, Instant};

use anyhow::Context;
use senderdesk_desktop::Desktop;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat};
use x11rb::rust_connection::RustConnection;

/// How long anything may take to show.
const LIMIT: Duration = Duration::from_secs(60);

/// This part of the pixels may differ between two pictures of the same, as a caret does.
const TOLERANCE: f64 = 0.001;

/// A colour may differ by this much: the edges of text are not painted alike each time.
const SHADE: u8 = 64;

/// The display of a desktop.
pub struct Screen {
    connection: RustConnection,
    root: u32,
    size: (u16, u16),
}

/// All pixels, four bytes each.
pub type Picture = Vec<u8>;

impl Screen {
    pub fn of(desktop: &Desktop) -> anyhow::Result<Self> {
        let (connection, number) = x11rb::connect(Some(desktop.display()))?;
        let screen = connection.setup().roots.get(number).context("a screen")?;
        let (root, size) = (screen.root, (screen.width_in_pixels, screen.height_in_pixels));
        Ok(Self { connection, root, size })
    }

    pub fn picture(&self) -> anyhow::Result<Picture> {
        let (width, height) = self.size;
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, width, height, !0)?;
        Ok(image.reply()?.data)
    }

    /// Waits for a colour (blue, green, red) in the middle.
    pub fn wait_for_colour(&self, wanted: [u8; 3]) -> anyhow::Result<()> {
        let (width, height) = self.size;
        let middle = (i16::try_from(width / 2)?, i16::try_from(height / 2)?);
        until("the colour", || {
            let image =
                self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, middle.0, middle.1, 1, 1, !0)?;
            Ok(image.reply()?.data.starts_with(&wanted))
        })
    }

    /// Waits until the screen shows this.
    pub fn wait_for(&self, wanted: &Picture) -> anyhow::Result<()> {
        until("the picture", || Ok(are_alike(&self.picture()?, wanted)))
    }

    /// Waits until the screen shows something else.
    pub fn wait_for_other_than(&self, former: &Picture) -> anyhow::Result<()> {
        until("a change", || Ok(!are_alike(&self.picture()?, former)))
    }

    /// What the screen shows once it has not changed for two seconds.
    pub fn settled(&self) -> anyhow::Result<Picture> {
        let mut last = self.picture()?;
        let mut since = Instant::now();
        let start = Instant::now();
        while since.elapsed() < Duration::from_secs(2) {
            anyhow::ensure!(start.elapsed() < LIMIT, "the screen does not come to rest");
            std::thread::sleep(Duration::from_millis(100));
            let now = self.picture()?;
            if !are_alike(&now, &last) {
                since = Instant::now();
            }
            last = now;
        }
        Ok(last)
    }
}

fn until(what: &str, mut holds: impl FnMut() -> anyhow::Result<bool>) -> anyhow::Result<()> {
    let start = Instant::now();
    while !holds()? {
        anyhow::ensure!(start.elapsed() < LIMIT, "not within {LIMIT:?}: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}

fn are_alike(one: &Picture, other: &Picture) -> bool {
    let differs = |(a, b): &(&[u8], &[u8])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > SHADE);
    let differing = one.chunks_exact(4).zip(other.chunks_exact(4)).filter(differs).count();
    (differing as f64) <= TOLERANCE * (one.len() as f64 / 4.0)
}
