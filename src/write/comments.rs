//! Comments → text under a heading of their own, behind the article. All of it but their words is the writer's.

use crate::article::Post;
use crate::write::md;

/// As plain text: name and date on a line, then the comment.
pub fn plain(comments: &[Post]) -> String {
    section(comments, "Comments", &|by| by, &str::to_owned)
}

/// As Markdown.
pub fn markdown(comments: &[Post]) -> String {
    section(comments, "## Comments", &|by| md::strong(&by), &escaped)
}

fn section(
    comments: &[Post],
    heading: &str,
    signed: &dyn Fn(String) -> String,
    body: &dyn Fn(&str) -> String,
) -> String {
    if comments.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{heading}\n");
    for comment in comments {
        if let Some(by) = comment.signature() {
            out.push_str(&format!("\n{}\n", signed(by)));
        }
        out.push_str(&format!("\n{}\n", body(&comment.text)));
    }
    out
}

/// Text that Markdown would read as markup, made plain as in the article.
fn escaped(text: &str) -> String {
    text.lines().map(|line| md::plain(line.trim())).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posts::Place;

    #[test]
    fn names_dates_and_escapes() {
        let (author, date) = (Some("Ann *R*".into()), Some("2024-03-05".into()));
        let named = Post { author, date, text: "1. so\n- [no]".into(), place: Place::default() };
        let bare = Post { author: None, date: None, text: "yes".into(), place: Place::default() };
        let both = [named, bare];
        assert_eq!(plain(&both), "\nComments\n\nAnn *R*, 2024-03-05\n\n1. so\n- [no]\n\nyes\n");
        let expected = "\n## Comments\n\n**Ann \\*R\\*, 2024-03-05**\n\n1\\. so\n\\- \\[no\\]\n\nyes\n";
        assert_eq!(markdown(&both), expected);
        assert_eq!(plain(&[]), "");
    }
}
