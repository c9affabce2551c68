//! The `kedang` program: everything it does is in the library.

/// What one thread reads another seals and frees: glibc's allocator has them wait for each other, and
/// an import takes a fifth more.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    kedang::run()
}
