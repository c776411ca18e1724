//! XPath → CSS, where CSS can say the same. An expression is read from left to right, step by step; what is beyond the
//! subset is an error that names it.

use super::quoted;

/// What an expression is for: it tells which attribute may stand at its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Elements.
    Element,
    /// A text: that of an element, or of a `<meta>`.
    Value,
    /// As `Value`; of a `<time>` its `datetime`.
    Date,
}

/// The selector that names the same elements.
pub fn selector(path: &str, of: Use) -> Result<String, String> {
    let paths = split(path, "|")?;
    let selectors: Result<Vec<String>, String> = paths.iter().map(|path| one(path.trim(), of)).collect();
    Ok(selectors?.join(", "))
}

fn one(path: &str, of: Use) -> Result<String, String> {
    if !path.starts_with('/') {
        return Err(
            if path.starts_with('(') { "a position in all that is found" } else { "no path from the root" }.to_owned()
        );
    }
    let mut out = String::new();
    let mut rest = path;
    while let Some(after) = rest.strip_prefix('/') {
        let (child, after) = match after.strip_prefix('/') {
            Some(after) => (false, after),
            None => (true, after),
        };
        let end = step_end(after)?;
        let (step, next) = after.split_at(end);
        if next.is_empty() && is_value(step, &out, of) {
            return Ok(out);
        }
        if out.is_empty() && child && step != "html" {
            return Err(format!("/{step} at the root"));
        }
        out.push_str(if out.is_empty() {
            ""
        } else if child {
            " > "
        } else {
            " "
        });
        out.push_str(&compound(step)?);
        rest = next;
    }
    if rest.is_empty() { Ok(out) } else { Err(format!("'{rest}'")) }
}

/// Is this the end of a path to a value that our fields take from the element by themselves?
fn is_value(step: &str, element: &str, of: Use) -> bool {
    let last = element.rsplit([' ', '>']).next().unwrap_or_default();
    match step {
        "text()" => of != Use::Element,
        "@content" => of != Use::Element && last.starts_with("meta"),
        "@datetime" => of == Use::Date,
        _ => false,
    }
}

/// An element and its conditions.
fn compound(step: &str) -> Result<String, String> {
    let name_end = step.find('[').unwrap_or(step.len());
    let (name, mut conditions) = step.split_at(name_end);
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let mut out = match name.trim() {
        "*" => String::new(),
        name if !name.is_empty() && is_name(name) => name.to_ascii_lowercase(),
        name => return Err(format!("the step '{name}'")),
    };
    let is_any = out.is_empty();
    let mut positioned = false;
    while let Some(inside) = conditions.strip_prefix('[') {
        let end = closing(inside, '[', ']')?;
        let condition = inside[..end].trim();
        match condition {
            "last()" if !is_any && !positioned => out.push_str(":nth-last-of-type(1)"),
            _ if condition.bytes().all(|b| b.is_ascii_digit()) && !is_any && !positioned => {
                out.push_str(&format!(":nth-of-type({condition})"));
            }
            _ if condition.bytes().all(|b| b.is_ascii_digit()) || condition == "last()" => {
                return Err(format!("the position [{condition}] among what the conditions before it leave"));
            }
            _ => out.push_str(&all_of(condition)?),
        }
        positioned = true;
        conditions = &inside[end + 1..];
    }
    if out.is_empty() {
        out.push('*')
    }
    if conditions.trim().is_empty() { Ok(out) } else { Err(format!("'{conditions}'")) }
}

/// Conditions joined by `and`, or by `or`.
fn all_of(condition: &str) -> Result<String, String> {
    let any: Vec<&str> = split(condition, " or ")?;
    if any.len() > 1 {
        let parts: Result<Vec<String>, String> = any.iter().map(|part| all_of(part.trim())).collect();
        return Ok(format!(":is({})", parts?.join(", ")));
    }
    let parts: Result<Vec<String>, String> = split(condition, " and ")?.iter().map(|part| test(part.trim())).collect();
    Ok(parts?.concat())
}

fn test(condition: &str) -> Result<String, String> {
    if let Some(inside) = call(condition, "not") {
        return Ok(format!(":not({})", all_of(inside)?));
    }
    for (name, sign) in [("contains", "*="), ("starts-with", "^=")] {
        let Some(inside) = call(condition, name) else { continue };
        let parts = split(inside, ",")?;
        let [what, value] = parts.as_slice() else { return Err(format!("'{condition}'")) };
        let value = literal(value)?;
        if let Some(attribute) = word_list(what.trim()) {
            let word = value.trim();
            let whole = sign == "*=" && value.len() > word.len() && !word.contains(char::is_whitespace);
            let padded = value.starts_with(' ') && value.ends_with(' ') && !word.is_empty();
            return if whole && padded {
                Ok(format!("[{attribute}~={}]", quoted(word)))
            } else {
                Err(format!("'{condition}'"))
            };
        }
        let attribute = attribute(what)?;
        if value.is_empty() {
            return Err(format!("'{condition}' is true of everything"));
        }
        return Ok(format!("[{attribute}{sign}{}]", quoted(&value)));
    }
    match split(condition, "=")?.as_slice() {
        [what, value] if !what.ends_with('!') => Ok(format!("[{}={}]", attribute(what)?, quoted(&literal(value)?))),
        [what, value] => {
            let name = attribute(what.trim_end_matches('!'))?;
            Ok(format!("[{name}]:not([{name}={}])", quoted(&literal(value)?)))
        }
        _ => Ok(format!("[{}]", attribute(condition)?)),
    }
}

/// The attribute of `concat(' ', normalize-space(@class), ' ')`: a list of words.
fn word_list(what: &str) -> Option<String> {
    let inside = call(what, "concat")?;
    let parts = split(inside, ",").ok()?;
    let [before, list, after] = parts.as_slice() else { return None };
    let blank = |text: &str| literal(text).is_ok_and(|text| text == " ");
    let list = call(list.trim(), "normalize-space").unwrap_or(list);
    (blank(before) && blank(after)).then(|| attribute(list).ok()).flatten()
}

fn attribute(text: &str) -> Result<String, String> {
    let name = text.trim().strip_prefix('@').ok_or_else(|| format!("the condition '{}'", text.trim()))?;
    let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if fits { Ok(name.to_ascii_lowercase()) } else { Err(format!("the attribute '@{name}'")) }
}

fn literal(text: &str) -> Result<String, String> {
    let text = text.trim();
    let inside = ['"', '\''].into_iter().find_map(|q| text.strip_prefix(q)?.strip_suffix(q).filter(|t| !t.contains(q)));
    inside.map(str::to_owned).ok_or_else(|| format!("the value {text}"))
}

/// What stands in the brackets of a call of this function.
fn call<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let inside = text.strip_prefix(name)?.trim_start().strip_prefix('(')?;
    let end = closing(inside, '(', ')').ok()?;
    (end + 1 == inside.trim_end().len()).then(|| &inside[..end])
}

/// Where a step ends: at the next slash outside of brackets and quotation marks.
fn step_end(text: &str) -> Result<usize, String> {
    split(text, "/").map(|parts| parts.first().map_or(0, |first| first.len()))
}

/// Where what has been opened is closed.
fn closing(text: &str, open: char, close: char) -> Result<usize, String> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, char) in text.char_indices() {
        match quote {
            Some(end) if char == end => quote = None,
            Some(_) => {}
            None if matches!(char, '"' | '\'') => quote = Some(char),
            None if char == close && depth == 0 => return Ok(at),
            None if char == close => depth -= 1,
            None if char == open => depth += 1,
            None => {}
        }
    }
    Err(format!("'{open}' is never closed"))
}

/// The parts between these separators, outside of brackets and quotation marks.
fn split<'a>(text: &'a str, separator: &str) -> Result<Vec<&'a str>, String> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_usize, None);
    for (at, char) in text.char_indices() {
        match quote {
            Some(end) if char == end => quote = None,
            Some(_) => {}
            None if matches!(char, '"' | '\'') => quote = Some(char),
            None if matches!(char, '(' | '[') => depth += 1,
            None if matches!(char, ')' | ']') => depth = depth.checked_sub(1).ok_or("brackets do not match")?,
            None if depth == 0 && at >= start && text[at..].starts_with(separator) => {
                parts.push(&text[start..at]);
                start = at + separator.len();
            }
            None => {}
        }
    }
    if depth > 0 || quote.is_some() {
        return Err("brackets or quotation marks do not match".to_owned());
    }
    parts.push(&text[start..]);
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn css(path: &str) -> Result<String, String> {
        selector(path, Use::Element)
    }

    #[test]
    fn what_css_can_say_is_translated() {
        for (path, wanted) in [
            ("//div[@id='main']", "div[id=\"main\"]"),
            ("//DIV[@class=\"a b\"]//p", "div[class=\"a b\"] p"),
            ("//article/p[1]", "article > p:nth-of-type(1)"),
            ("//ul/li[last()]", "ul > li:nth-last-of-type(1)"),
            ("//*[contains(@class, 'ad')]", "[class*=\"ad\"]"),
            ("//div[contains(concat(' ', normalize-space(@class), ' '), ' post ')]", "div[class~=\"post\"]"),
            ("//div[starts-with(@id, 'post-') and not(@hidden)]", "div[id^=\"post-\"]:not([hidden])"),
            ("//h1 | //h2[@class='t']", "h1, h2[class=\"t\"]"),
            ("//p[@a='x' or @b='y']", "p:is([a=\"x\"], [b=\"y\"])"),
            ("//a[@href!='x']", "a[href]:not([href=\"x\"])"),
            ("/html/body//div", "html > body div"),
            ("//div[@a='[/|']/p", "div[a=\"[/|\"] > p"),
            ("//*", "*"),
        ] {
            assert_eq!(css(path).as_deref(), Ok(wanted), "{path}");
        }
        assert_eq!(selector("//meta[@name='d']/@content", Use::Date).as_deref(), Ok("meta[name=\"d\"]"));
        assert_eq!(selector("//time/@datetime", Use::Date).as_deref(), Ok("time"));
        assert_eq!(selector("//h1/text()", Use::Value).as_deref(), Ok("h1"));
    }

    #[test]
    fn what_css_cannot_say_is_refused() {
        for path in [
            "(//div)[1]",
            "//div[contains(text(), 'x')]",
            "//div[contains(., 'x')]",
            "//h2/following-sibling::p",
            "//p/..",
            "//div/@class",
            "//div[@class='x'][2]",
            "//*[1]",
            "//div[",
            "//div[@a='x]",
            "//div[position() < 3]",
            "//div[h2]",
            "div",
            "//svg:path",
            "//div[contains(concat(' ', @class, ' '), 'post')]",
            "",
            "//",
            "//div]",
        ] {
            assert!(css(path).is_err(), "{path}: {:?}", css(path));
        }
    }
}
