//! Wiping the buffers that held a customer's values, of which a bulk import drops thirty a row.
//!
//! `Zeroize` writes one byte at a time. This fills the whole buffer at once, behind the barrier of the
//! same crate, without which a compiler would leave out writes that nobody reads.

use zeroize::optimization_barrier;

/// Overwrites a buffer with zeros, with all that it has room for. It is to be dropped after that.
pub fn wipe(bytes: &mut Vec<u8>) {
    bytes.clear();
    bytes.resize(bytes.capacity(), 0);
    optimization_barrier(bytes.as_slice());
}

/// The same of a text, which is empty after that.
pub fn wipe_text(text: &mut String) {
    wipe(&mut std::mem::take(text).into_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_wiped_where_it_lies_with_the_room_behind_it() {
        let mut bytes = Vec::with_capacity(64);
        bytes.extend_from_slice("张伟芳 13800000013".as_bytes());
        bytes.truncate(3);
        let place = bytes.as_ptr();
        wipe(&mut bytes);
        assert_eq!((bytes.as_ptr(), bytes.len()), (place, bytes.capacity()));
        assert!(bytes.iter().all(|byte| *byte == 0));
        let mut text = "张伟芳".to_owned();
        wipe_text(&mut text);
        assert!(text.is_empty());
    }
}
