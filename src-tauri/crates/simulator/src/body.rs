//! How does an answer's body go out: whole, without end, not at all, or torn in the middle?

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

const CHUNK: usize = 64 * 1024;

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum Body {
    Whole(Bytes),
    /// One JSON text that is as long as asked for, sent in chunks.
    Huge {
        left: u64,
        begun: bool,
    },
    /// A first byte, then nothing for ever.
    Stalled(Bytes),
    /// Announces `announced` bytes, sends fewer and breaks the connection.
    Torn {
        begun: Bytes,
        announced: u64,
        flushed: bool,
    },
}

impl Body {
    pub(crate) fn torn(whole: Bytes) -> Self {
        let announced = u64::try_from(whole.len()).unwrap_or(u64::MAX);
        Self::Torn { begun: whole.slice(..whole.len() / 2), announced, flushed: false }
    }

    pub(crate) fn huge(length: u64) -> Self {
        Self::Huge { left: length, begun: false }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Stalled(bytes) if bytes.is_empty() => Poll::Pending,
            Self::Whole(bytes) | Self::Stalled(bytes) => {
                Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes)))))
            }
            Self::Huge { left: 0, .. } => Poll::Ready(None),
            Self::Huge { left, begun } => {
                let length = usize::try_from(*left).map_or(CHUNK, |left| left.min(CHUNK));
                let mut chunk = vec![b'a'; length];
                if !std::mem::replace(begun, true) {
                    const START: &[u8] = b"{\"padding\":\"";
                    let start = START.len().min(length);
                    chunk[..start].copy_from_slice(&START[..start]);
                }
                *left -= length as u64;
                if *left == 0 && length >= 2 {
                    chunk[length - 2..].copy_from_slice(b"\"}");
                }
                Poll::Ready(Some(Ok(Frame::data(chunk.into()))))
            }
            Self::Torn { begun, .. } if !begun.is_empty() => {
                Poll::Ready(Some(Ok(Frame::data(std::mem::take(begun)))))
            }
            Self::Torn { flushed, .. } if !*flushed => {
                // The connection is flushed while the body is not ready; an error at once would swallow the first half.
                *flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Torn { .. } => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Torn { announced, .. } => SizeHint::with_exact(*announced),
            Self::Huge { .. } | Self::Stalled(_) => SizeHint::default(),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }
}
