#![doc = include_str!("format.md")]

mod folder;
mod keyfile;
mod logcopy;
mod manifest;
mod rows;
