//! What a power cut leaves: images of a disk, built from what commands did to it.
//!
//! The model is that of POSIX with failing hardware. What was written to a file is sure to be there
//! only behind an fsync of that file that succeeded; a name that was made, moved or taken away only
//! behind one of its directory. Everything later may be there, or not, or of a write some of its
//! 512-byte sectors; in any order.
//!
//! After an fsync of a file that *failed*, what was written before it may be lost although a later
//! one succeeds: Linux marks the pages clean that it could not write, and tells of it once. Names
//! are not written like that. ext4, XFS, btrfs and F2FS bring them to the device by a journal (or a
//! log, or a new tree), in order: where that cannot be written they stop writing altogether, and no
//! fsync succeeds again (ext4: `jbd2_journal_abort`; XFS: a shutdown); where a flush alone failed,
//! the next one that succeeds takes along what stands in the journal. So names are sure behind any
//! later fsync of their directory that succeeded. (ext2, FAT and an ext4 without its journal promise
//! less: there this model is kinder than a device that fails to write a directory and then recovers.)

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::RngCore;

use super::shim::{Call, Op};

/// A file or a directory.
#[derive(Clone, Debug)]
enum Node {
    File(Vec<u8>),
    Dir(BTreeMap<String, usize>),
}

/// A tree of files; node 0 is its root. Nodes that have no name any more stay.
#[derive(Clone, Debug)]
struct Tree(Vec<Node>);

/// One change, in terms of nodes.
#[derive(Clone, Debug)]
enum Act {
    Write { node: usize, offset: usize, bytes: Vec<u8> },
    Cut { node: usize, length: usize },
    Name { dir: usize, name: String, node: usize },
    Unname { dir: usize, name: String },
    Move { from: (usize, String), to: (usize, String), node: usize },
    Swap { one: (usize, String), other: (usize, String), nodes: (usize, usize) },
    Sync { node: usize, failed: bool },
}

/// A disk and what was done to it.
#[derive(Debug)]
pub(super) struct Disk {
    base: Tree,
    acts: Vec<Act>,
    /// How many acts belong to each command, and those before it.
    ends: Vec<usize>,
    live: Tree,
    inodes: HashMap<u64, usize>,
    root: std::path::PathBuf,
}

/// What becomes of changes that were not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    Dropped,
    /// Each for itself.
    Either,
    /// Each for itself, and of a write each sector.
    Torn,
}

const SECTOR: usize = 512;

impl Disk {
    /// The disk as it is now, all of it durable.
    pub(super) fn of(root: &Path) -> Self {
        let mut tree = Tree(Vec::new());
        let mut inodes = HashMap::new();
        read(root, &mut tree, &mut inodes);
        let (base, live) = (tree.clone(), tree);
        Self { base, acts: Vec::new(), ends: Vec::new(), live, inodes, root: root.to_path_buf() }
    }

    /// Adds what one command did.
    pub(super) fn add(&mut self, ops: &[Op]) {
        for op in ops {
            if let Some(act) = self.understand(op) {
                self.live.apply(&act);
                self.acts.push(act);
            }
        }
        self.ends.push(self.acts.len());
    }

    /// How many changes there are.
    pub(super) fn len(&self) -> usize {
        self.acts.len()
    }

    /// How many commands had ended when the power went at `cut`.
    pub(super) fn ended_at(&self, cut: usize) -> usize {
        self.ends.iter().filter(|end| **end <= cut).count()
    }

    /// Where the n-th command ended, from 0.
    pub(super) fn end(&self, command: usize) -> usize {
        self.ends[command]
    }

    fn understand(&mut self, op: &Op) -> Option<Act> {
        if op.call == Call::Sync {
            let node = *self.inodes.get(&op.inode)?;
            return Some(Act::Sync { node, failed: op.failed });
        }
        if op.failed {
            return None;
        }
        Some(match op.call {
            Call::Sync => return None,
            Call::Write => Act::Write {
                node: self.inodes[&op.inode],
                offset: usize::try_from(op.offset).unwrap(),
                bytes: op.bytes.clone(),
            },
            Call::Cut => Act::Cut {
                node: self.inodes[&op.inode],
                length: usize::try_from(op.offset).unwrap(),
            },
            Call::Create | Call::Mkdir | Call::Nameless => {
                let empty = match op.call {
                    Call::Mkdir => Node::Dir(BTreeMap::new()),
                    _ => Node::File(Vec::new()),
                };
                let node = self.new_node(op.inode, &empty);
                if op.call == Call::Nameless {
                    return None;
                }
                let (dir, name) = self.place(&op.path);
                Act::Name { dir, name, node }
            }
            Call::Link => {
                let (dir, name) = self.place(&op.path2);
                Act::Name { dir, name, node: self.inodes[&op.inode] }
            }
            Call::Rename => {
                let (from, to) = (self.place(&op.path), self.place(&op.path2));
                let node = self.live.entry(from.0, &from.1);
                Act::Move { from, to, node }
            }
            Call::Exchange => {
                let (one, other) = (self.place(&op.path), self.place(&op.path2));
                let at = |place: &(usize, String)| self.live.entry(place.0, &place.1);
                let nodes = (at(&one), at(&other));
                Act::Swap { one, other, nodes }
            }
            Call::Unlink | Call::Rmdir => {
                let (dir, name) = self.place(&op.path);
                Act::Unname { dir, name }
            }
        })
    }

    /// A file or directory that is new in both trees; nothing names it yet.
    fn new_node(&mut self, inode: u64, node: &Node) -> usize {
        self.base.0.push(node.clone());
        self.live.0.push(node.clone());
        let number = self.live.0.len() - 1;
        self.inodes.insert(inode, number);
        number
    }

    /// The directory, as a node, and the name in it.
    fn place(&self, path: &Path) -> (usize, String) {
        let mut names: Vec<String> = path
            .strip_prefix(&self.root)
            .unwrap()
            .components()
            .filter_map(|part| match part {
                Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
                _ => None,
            })
            .collect();
        let name = names.pop().unwrap();
        (names.iter().fold(0, |dir, name| self.live.entry(dir, name)), name)
    }

    /// Whether act `at` is sure to be on the disk when the power goes before act `cut`.
    fn is_durable(&self, at: usize, cut: usize) -> bool {
        let syncs = |node: usize| {
            self.acts[at + 1..cut].iter().filter_map(move |act| match act {
                Act::Sync { node: other, failed } if *other == node => Some(!failed),
                _ => None,
            })
        };
        let synced = |file: usize| syncs(file).next() == Some(true);
        let named = |dir: usize| syncs(dir).any(|good| good);
        match &self.acts[at] {
            Act::Write { node, .. } | Act::Cut { node, .. } => synced(*node),
            Act::Name { dir, .. } | Act::Unname { dir, .. } => named(*dir),
            Act::Move { from, to, .. } | Act::Swap { one: from, other: to, .. } => {
                named(from.0) && named(to.0)
            }
            Act::Sync { .. } => true,
        }
    }

    /// An image of the disk, with the power gone before act `cut`.
    pub(super) fn image(&self, cut: usize, rng: &mut ChaCha8Rng) -> Image {
        let fates = [Fate::Kept, Fate::Dropped, Fate::Either, Fate::Either, Fate::Torn, Fate::Torn];
        let fate = |rng: &mut ChaCha8Rng| fates[rng.next_u32() as usize % fates.len()];
        // Names and contents go different ways.
        let (data, names) = (fate(rng), fate(rng));
        let mut tree = self.base.clone();
        for (at, act) in self.acts[..cut].iter().enumerate() {
            if self.is_durable(at, cut) {
                tree.apply(act);
                continue;
            }
            match act {
                Act::Write { node, offset, bytes } if data == Fate::Torn => {
                    let mut offset = *offset;
                    let (first, rest) = bytes.split_at(bytes.len().min(SECTOR - offset % SECTOR));
                    for sector in std::iter::once(first).chain(rest.chunks(SECTOR)) {
                        if rng.next_u32() % 5 < 3 {
                            let bytes = sector.to_vec();
                            tree.apply(&Act::Write { node: *node, offset, bytes });
                        }
                        offset += sector.len();
                    }
                }
                Act::Write { .. } | Act::Cut { .. } if keeps(data, rng) => tree.apply(act),
                Act::Write { .. } | Act::Cut { .. } | Act::Sync { .. } => {}
                _ if keeps(names, rng) => tree.apply(act),
                _ => {}
            }
        }
        Image(tree)
    }
}

/// What a power cut left.
#[derive(Debug)]
pub(super) struct Image(Tree);

impl Image {
    /// Tells images apart.
    pub(super) fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.0.hash(0, &mut hasher);
        hasher.finish()
    }

    /// Writes it into an empty directory.
    pub(super) fn write(&self, into: &Path) {
        self.0.write(0, into);
    }
}

fn keeps(fate: Fate, rng: &mut ChaCha8Rng) -> bool {
    match fate {
        Fate::Kept => true,
        Fate::Dropped => false,
        Fate::Either | Fate::Torn => rng.next_u32().is_multiple_of(2),
    }
}

/// Reads a directory and gives its node.
fn read(path: &Path, tree: &mut Tree, inodes: &mut HashMap<u64, usize>) -> usize {
    let data = std::fs::metadata(path).unwrap();
    let number = tree.0.len();
    inodes.insert(data.ino(), number);
    if data.is_file() {
        tree.0.push(Node::File(std::fs::read(path).unwrap()));
        return number;
    }
    tree.0.push(Node::Dir(BTreeMap::new()));
    let mut entries = BTreeMap::new();
    for entry in std::fs::read_dir(path).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        // SQLite's shared memory is a cache, and no shim sees it.
        if !name.ends_with("-shm") {
            entries.insert(name, read(&entry.path(), tree, inodes));
        }
    }
    tree.0[number] = Node::Dir(entries);
    number
}

impl Tree {
    fn entry(&self, dir: usize, name: &str) -> usize {
        match &self.0[dir] {
            Node::Dir(entries) => entries[name],
            Node::File(_) => panic!("{name} is looked for in a file"),
        }
    }

    fn file(&mut self, node: usize) -> &mut Vec<u8> {
        match &mut self.0[node] {
            Node::File(bytes) => bytes,
            Node::Dir(_) => panic!("a directory is written to"),
        }
    }

    fn dir(&mut self, node: usize) -> &mut BTreeMap<String, usize> {
        match &mut self.0[node] {
            Node::Dir(entries) => entries,
            Node::File(_) => panic!("a file is used as a directory"),
        }
    }

    fn apply(&mut self, act: &Act) {
        match act {
            Act::Write { node, offset, bytes } => {
                let file = self.file(*node);
                let end = offset + bytes.len();
                if file.len() < end {
                    file.resize(end, 0);
                }
                file[*offset..end].copy_from_slice(bytes);
            }
            Act::Cut { node, length } => self.file(*node).resize(*length, 0),
            Act::Name { dir, name, node } => drop(self.dir(*dir).insert(name.clone(), *node)),
            Act::Unname { dir, name } => drop(self.dir(*dir).remove(name)),
            Act::Move { from, to, node } => {
                self.dir(from.0).remove(&from.1);
                self.dir(to.0).insert(to.1.clone(), *node);
            }
            Act::Swap { one, other, nodes } => {
                self.dir(one.0).insert(one.1.clone(), nodes.1);
                self.dir(other.0).insert(other.1.clone(), nodes.0);
            }
            Act::Sync { .. } => {}
        }
    }

    fn hash(&self, node: usize, hasher: &mut DefaultHasher) {
        match &self.0[node] {
            Node::File(bytes) => bytes.hash(hasher),
            Node::Dir(entries) => {
                for (name, node) in entries {
                    name.hash(hasher);
                    self.hash(*node, hasher);
                }
            }
        }
    }

    fn write(&self, node: usize, path: &Path) {
        match &self.0[node] {
            Node::File(bytes) => std::fs::write(path, bytes).unwrap(),
            Node::Dir(entries) => {
                if !path.exists() {
                    std::fs::create_dir(path).unwrap();
                }
                for (name, node) in entries {
                    self.write(*node, &path.join(name));
                }
            }
        }
    }
}
