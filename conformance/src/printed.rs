//! Foreign text in what is printed: a terminal obeys control characters, so they are spelled out.

/// How much of a testee's own words is printed, in characters.
pub(crate) const MESSAGE_CHARS: usize = 500;

/// Spells all control characters out, line breaks included.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut spelled = String::new();
    text.chars().for_each(|character| spell(character, &mut spelled));
    spelled
}

/// Cuts a text, and spells its control characters out, but for line breaks.
pub(crate) fn shown(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        match character {
            _ if index == most => {
                shown.push('…');
                break;
            }
            '\n' => shown.push('\n'),
            other => spell(other, &mut shown),
        }
    }
    shown
}

fn spell(character: char, text: &mut String) {
    if character.is_control() {
        text.extend(character.escape_default());
    } else {
        text.push(character);
    }
}
