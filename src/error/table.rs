//! How the table of codes is written: one entry for each, from which follow the enum, its names and
//! its exit statuses. It stands apart because the table alone fills a file.

/// Declares `Code` from its table.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $exit:ident;)+) => {
        /// What went wrong, for a script.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All codes, in the order of their exit statuses.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code's name in JSON, and behind `error-` in the catalogues.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// The exit status it leads to.
            pub const fn exit(self) -> Exit {
                match self { $(Self::$name => Exit::$exit,)+ }
            }
        }
    };
}

pub(super) use codes;
