//! The `kedang` program: everything it does is in the library.

fn main() -> std::process::ExitCode {
    kedang::run()
}
