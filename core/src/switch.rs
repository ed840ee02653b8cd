//! The macro that turns the rows of `profile.rs` into a struct, its enums and their table.

/// A value that a switch can take.
pub(crate) trait SwitchValue: Copy + PartialEq {
    /// The texts of all single values; sets join them with `+`.
    const VALUES: &'static [&'static str];
    /// Reads a value, `None` if there is no such.
    fn parse(text: &str) -> Option<Self>;
    /// Writes the value as [`SwitchValue::parse`] reads it.
    fn text(self) -> String;
}

/// Makes `Profile`, one enum a switch, and `SWITCHES` from parts `Part { rows }` with rows of the form
/// `name: Enum { Variant = "text", … } = [current, 2023-05, 2020-09, 2018-01], question, evidence;`.
/// A row without `{ … }` uses a type that implements [`SwitchValue`] by hand. A switch is called like
/// its field, or as it says: `name as "other.name": …`.
macro_rules! switches {
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $text:literal) => { $text };
    (@enum $kind:ident) => {};
    (@enum $kind:ident $($variant:ident = $text:literal),+) => {
        #[doc = concat!("Values of a switch: ", $("`", $text, "` "),+, ".")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $kind {
            $(#[doc = concat!("`", $text, "`")] $variant),+
        }

        impl SwitchValue for $kind {
            const VALUES: &'static [&'static str] = &[$($text),+];

            fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }

            fn text(self) -> String {
                match self {
                    $(Self::$variant => $text.to_owned()),+
                }
            }
        }
    };
    ($($part:ident { $($name:ident $(as $called:literal)?: $kind:ident
        $({ $($variant:ident = $text:literal),+ $(,)? })?
        = [$now:ident, $y2023:ident, $y2020:ident, $y2018:ident], $question:literal, $evidence:literal;)+ })+) => {
        $($(switches! { @enum $kind $($($variant = $text),+)? })+)+

        /// One reading of the rules: an edition of the guide and a value for every switch.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Profile {
            /// The edition that the defaults were taken from.
            pub edition: Edition,
            $($(#[doc = $question] pub $name: $kind,)+)+
        }

        impl Profile {
            /// Returns the profile of an edition, every switch at its default.
            #[must_use]
            pub const fn of(edition: Edition) -> Self {
                Self {
                    edition,
                    $($($name: match edition {
                        Edition::Current => $kind::$now,
                        Edition::E2023_05 => $kind::$y2023,
                        Edition::E2020_09 => $kind::$y2020,
                        Edition::E2018_01 => $kind::$y2018,
                    },)+)+
                }
            }

            /// Returns the value of a switch as text, `None` if there is no such switch.
            #[must_use]
            pub fn get(&self, switch: &str) -> Option<String> {
                match switch {
                    $($(switches!(@name $name $($called)?) => Some(self.$name.text()),)+)+
                    _ => None,
                }
            }

            /// Sets a switch from text.
            ///
            /// # Errors
            /// When there is no such switch, or the switch has no such value.
            pub fn set(&mut self, switch: &str, value: &str) -> Result<(), ProfileError> {
                match switch {
                    $($(switches!(@name $name $($called)?) => {
                        self.$name = SwitchValue::parse(value).ok_or_else(|| {
                            ProfileError::UnknownValue {
                                switch: switches!(@name $name $($called)?),
                                value: value.to_owned(),
                                values: <$kind as SwitchValue>::VALUES,
                            }
                        })?;
                    })+)+
                    _ => return Err(ProfileError::UnknownSwitch(switch.to_owned())),
                }
                Ok(())
            }
        }

        /// One row of the table of switches.
        #[derive(Clone, Copy, Debug)]
        pub struct Switch {
            /// The name, as `--set` takes it.
            pub name: &'static str,
            /// What the switch bears on.
            pub part: Part,
            /// The question that the switch answers.
            pub question: &'static str,
            /// What speaks for the default.
            pub evidence: &'static str,
            /// The values; a set joins several with `+`.
            pub values: &'static [&'static str],
        }

        impl Switch {
            /// Returns the default in an edition.
            #[must_use]
            pub fn default_in(&self, edition: Edition) -> String {
                Profile::of(edition).get(self.name).unwrap_or_default()
            }
        }

        /// All switches, in the order of `profile.rs`.
        pub const SWITCHES: &[Switch] = &[$($(Switch {
            name: switches!(@name $name $($called)?),
            part: Part::$part,
            question: $question,
            evidence: $evidence,
            values: <$kind as SwitchValue>::VALUES,
        }),+),+];
    };
}
pub(crate) use switches;
