//! What routes say of healthy and of broken set-ups.
