//! The reader as a whole: work in proportion to size, on any markup.

use super::*;

/// Steps and elements that a page of this many pieces makes.
fn work(piece: &str, times: usize) -> usize {
    let (arena, _) = read(&piece.repeat(times), &crate::options::Bounds::default());
    arena.step_count() + arena.nodes.len()
}

#[test]
fn work_grows_with_size_and_no_faster() {
    for piece in [
        "<div>a",
        "<ul><li>a",
        "<b><i>a</b>b</i>",
        "<p><b>a",
        "<font size=1>a<p>",
        "<table><p>a",
        "<table><tr><td>a<b>b<tr>c",
        "<a href=x>a<div>",
        "</b></p></table>",
        "<svg><p>a",
        "<math><mi><table>a",
        "<select><option>a",
        "<template><td>a</template>b",
        "<applet><tr>a",
        "<form><button>a",
    ] {
        let (small, large) = (work(piece, 20_000), work(piece, 40_000));
        assert!(large <= small * 2 + small / 8, "{piece}: {small} then {large}");
        assert!(large <= 40_000 * (piece.len() * 2), "{piece}: {large}");
    }
}

#[test]
fn a_long_address_is_not_copied_into_every_paragraph() {
    let links = |address: usize| {
        let page = format!("<p><a href='{}'>{}", "x".repeat(address), "<p>a".repeat(50));
        let options = crate::Options { kind: Some(crate::article::Kind::Html), ..crate::Options::default() };
        let read = crate::extract::extract(&page, &options);
        assert_eq!(read.text.matches('a').count(), 50);
        read.inlines.iter().filter(|inline| matches!(inline.mark, crate::article::Mark::Link(_))).count()
    };
    assert_eq!((links(2000), links(3000)), (50, 0));
}

#[test]
fn cdata_is_text_in_xml() {
    let read = |page: &str| {
        let options = crate::Options { kind: Some(crate::article::Kind::Html), ..crate::Options::default() };
        crate::extract::extract(page, &options).text
    };
    let page = "<html><body><p><![CDATA[The ferry left & came.]]></p><p>Nobody knew.</p></body></html>";
    assert_eq!(read(page), "Nobody knew.");
    assert_eq!(read(&format!("<?xml version='1.0'?>{page}")), "The ferry left & came.\n\nNobody knew.");
}

#[test]
fn a_hidden_mail_address_is_shown() {
    let hidden = "2a4f4e435e45586a4f524b475a464f0445584d";
    let read = |page: &str| {
        let options = crate::Options { kind: Some(crate::article::Kind::Html), ..crate::Options::default() };
        let read = crate::extract::extract(page, &options);
        let link = |inline: &crate::article::Inline| match &inline.mark {
            crate::article::Mark::Link(href) => Some(href.clone()),
            _ => None,
        };
        (read.text, read.inlines.iter().find_map(link))
    };
    let to = Some("mailto:editor@example.org".to_owned());
    let own = format!("href='/cdn-cgi/l/email-protection' class='__cf_email__' data-cfemail='{hidden}'");
    let shown = "Write to editor@example.org, please.".to_owned();
    assert_eq!(
        read(&format!("<p>Write to <a {own}>[email&#160;<b>protected</b>]</a>, please.")),
        (shown.clone(), to.clone())
    );
    let span = format!("<span data-cfemail='{hidden}'>[email&#160;protected]</span>");
    assert_eq!(read(&format!("<p>Write to {span}, please.")), (shown, None));
    let page = format!("<p>Write <a href='/cdn-cgi/l/email-protection#{hidden}'>to us</a>.");
    assert_eq!(read(&page), ("Write to us.".to_owned(), to));
    let broken = "<p>Write to <span data-cfemail='2a4f'>[email&#160;protected]</span>.";
    assert_eq!(read(broken).0, "Write to [email\u{a0}protected].");
}

#[test]
fn cells_of_one_short_paragraph_stand_side_by_side() {
    let text = |cells: [&str; 2]| {
        let page = format!("<table><tr><td>{}</td><td>{}</td></tr><tr><td>c<td>d</table>", cells[0], cells[1]);
        let options = crate::Options { kind: Some(crate::article::Kind::Html), ..crate::Options::default() };
        crate::extract::extract(&page, &options).text
    };
    assert_eq!(text(["<p>a</p>", "\n <p><b>b</b> of it</p> "]), "a\tb of it\nc\td");
    assert_eq!(text(["<p>a</p>", "<p>b</p><p>more</p>"]), "a\n\nb\n\nmore\n\nc\td");
    assert_eq!(text(["a", "<p>b<ul><li>more</ul>"]), "a\n\nb\n\nmore\n\nc\td");
    let prose = "a word and more ".repeat(10);
    assert!(text(["<p>a</p>", &format!("<p>{prose}</p>")]).starts_with("a\n\na word"));
}
