//! Comments → text under a heading of their own, behind the article. All of it but their words is the writer's.

use crate::article::Post;
use crate::write::md;

/// As plain text: name and date on a line, then the comment.
pub fn plain(comments: &[Post]) -> String {
    section(comments, "Comments", &|by| by, &str::to_owned)
}

/// As Markdown.
pub fn markdown(comments: &[Post]) -> String {
    section(comments, "## Comments", &|by| format!("**{}**", escaped(&by)), &escaped)
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
        let by: Vec<&str> = [&comment.author, &comment.date].into_iter().flatten().map(String::as_str).collect();
        if !by.is_empty() {
            out.push_str(&format!("\n{}\n", signed(by.join(", "))));
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

    #[test]
    fn names_dates_and_escapes() {
        let named =
            Post { author: Some("Ann *R*".into()), date: Some("2024-03-05".into()), text: "1. so\n- [no]".into() };
        let bare = Post { author: None, date: None, text: "yes".into() };
        let both = [named, bare];
        assert_eq!(plain(&both), "\nComments\n\nAnn *R*, 2024-03-05\n\n1. so\n- [no]\n\nyes\n");
        let expected = "\n## Comments\n\n**Ann \\*R\\*, 2024-03-05**\n\n1\\. so\n\\- \\[no\\]\n\nyes\n";
        assert_eq!(markdown(&both), expected);
        assert_eq!(plain(&[]), "");
    }
}
