//! Single declarations, cut out of what cbindgen writes.

/// One declaration with its comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) name: String,
    /// The comment; empty without one.
    pub(crate) comment: String,
    pub(crate) code: String,
}

impl Item {
    /// Every name that the declaration mentions.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
    }
}

/// Cuts a text into declarations.
pub(crate) fn split(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let (mut comment, mut code) = (String::new(), String::new());
    let mut depth = 0_i32;
    let mut in_comment = false;
    for line in text.lines() {
        if code.is_empty() && (in_comment || line.trim_start().starts_with("/*")) {
            push_line(&mut comment, line);
            in_comment = !line.trim_end().ends_with("*/");
            continue;
        }
        if line.trim().is_empty() {
            // A comment that nothing follows is about the file.
            if code.is_empty() {
                comment.clear();
            }
            continue;
        }
        push_line(&mut code, line);
        // Comments of members may hold braces.
        if !line.trim_start().starts_with(['*', '/']) {
            depth += line.matches('{').count() as i32 - line.matches('}').count() as i32;
        }
        if depth == 0 && (line.ends_with(';') || code.starts_with('#')) {
            let code = std::mem::take(&mut code);
            let comment = std::mem::take(&mut comment);
            if let Some(name) = name(&code).map(str::to_owned) {
                items.push(Item { name, comment, code });
            }
        }
    }
    items
}

fn push_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// The name that a declaration declares.
fn name(code: &str) -> Option<&str> {
    if let Some(macro_definition) = code.strip_prefix("#define ") {
        return macro_definition.split([' ', '(']).next();
    }
    if let Some(definition) = code.strip_prefix("typedef ") {
        if let Some((_, rest)) = definition.split_once("(*") {
            return rest.split(')').next();
        }
        let tag = definition.split_once('{').map(|(head, _)| head);
        if let Some(head) = tag {
            return head.split_whitespace().nth(1);
        }
        let declared = definition.trim_end_matches(';').split('[').next()?;
        return declared.rsplit([' ', '*']).next();
    }
    if let Some((head, _)) = code.split_once('{') {
        return head.split_whitespace().nth(1);
    }
    code.split('(').next()?.rsplit([' ', '*', '\n']).next()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn declarations_are_found_with_their_comments() {
        let text = "/**\n * Size.\n */\n#define A_SIZE 3\n\ntypedef enum E {\n  /**\n   * a {\n   */\n  E_A,\n} E;\n\n\
                    typedef struct S S;\n\ntypedef uint8_t K[A_SIZE];\n\ntypedef void (*CbName)(S *s,\n  E e);\n\n\
                    struct T {\n  int a;\n};\n\n/**\n * Does.\n */\nconst uint8_t *f_do(const S *s,\n  E e);\n";
        let items = split(text);
        let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["A_SIZE", "E", "S", "K", "CbName", "T", "f_do"]);
        assert_eq!(items[0].comment, "/**\n * Size.\n */");
        assert_eq!(items[6].comment, "/**\n * Does.\n */");
        assert!(items[6].words().any(|word| word == "E"));
    }
}
