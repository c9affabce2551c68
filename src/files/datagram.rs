//! A datagram to a socket of the machine: syslog's, where there is one.
//!
//! Sending never waits and never fails: whoever listens gets what fits into the socket's queue,
//! and where nobody listens the line is lost. What has to be kept is kept elsewhere.

use std::os::unix::net::UnixDatagram;
use std::path::Path;

/// Sends `line` to the socket at `path`, if somebody takes it now; tells whether somebody did.
pub fn send_datagram(path: &Path, line: &[u8]) -> bool {
    let send = || {
        let socket = UnixDatagram::unbound()?;
        socket.set_nonblocking(true)?;
        socket.send_to(line, path)
    };
    send().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_gets_the_line_and_nobody_waits_for_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log");
        assert!(!send_datagram(&path, b"lost"), "nobody is there");
        let listener = UnixDatagram::bind(&path).unwrap();
        assert!(send_datagram(&path, b"line"));
        let mut got = [0; 16];
        let length = listener.recv(&mut got).unwrap();
        assert_eq!(got.get(..length), Some(b"line".as_slice()));
        // A listener that takes nothing fills its queue, and then lines are lost at once.
        let taken = (0..100_000).take_while(|_| send_datagram(&path, &[b'x'; 200])).count();
        assert!(taken < 100_000);
    }
}
