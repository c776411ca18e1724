//! How bylines are written, and who stands for whom.

use dehusk::{Options, clean};

use crate::metadata::{BODY, about};

/// Examples of how bylines and dates are written, in every language that says so.
#[test]
fn examples_of_bylines() {
    for language in dehusk::languages::LANGUAGES.iter().filter(|language| !language.bylines.is_empty()) {
        let file: toml::Table = toml::from_str(language.bylines).unwrap();
        let examples = |kind: &str| file[kind].as_array().unwrap().clone();
        for example in examples("hit").iter().chain(&examples("miss")) {
            let text = example["text"].as_str().unwrap();
            let lines: String = text.lines().map(|line| format!("<p>{line}</p>")).collect();
            let page = format!("<html lang={}><h1>Ferry</h1>{lines}{BODY}</html>", language.code);
            let about = clean(page.as_bytes(), &Options::default()).metadata;
            let wanted = |key: &str| example.get(key).and_then(|value| value.as_str());
            let authors: Vec<&str> = example
                .get("authors")
                .and_then(|list| list.as_array())
                .into_iter()
                .flatten()
                .filter_map(|name| name.as_str())
                .collect();
            assert_eq!(about.authors, authors, "{text}");
            assert_eq!(about.modified.as_deref(), wanted("modified"), "{text}");
            assert_eq!(about.published.as_deref(), wanted("published").or(wanted("modified")), "{text}");
        }
    }
}

/// Machines are told of a body, a desk or an account, and somebody has signed.
#[test]
fn persons_before_those_who_stand_in() {
    let head = |author: &str| {
        format!(
            "<meta property='og:site_name' content='Harbour Post'><meta name=author content='{author}'><title>The late ferry</title>"
        )
    };
    let page = |author: &str, before: &str, behind: &str| {
        let body = BODY.repeat(3);
        let page = format!(
            "<html lang=en><head>{}</head><body><article>{before}{body}{behind}</article></body></html>",
            head(author)
        );
        clean(page.as_bytes(), &Options::default()).metadata.authors
    };
    let title = "<h1>The late ferry</h1>";
    for author in ["Web Desk", "Harbour Post", "Harbour Online", "cmsuser07", "redac-web"] {
        let (near, below) = (format!("{title}<p>Ann Reed, Environment Correspondent</p>"), "<p>— Ann Reed</p>");
        assert_eq!(page(author, &near, ""), ["Ann Reed"], "{author}");
        assert_eq!(page(author, title, below), ["Ann Reed"], "{author}");
        assert_eq!(
            page(author, title, "<p>Reporting by Ann Reed and Tom Hale; Editing by Jo Byrd</p>"),
            ["Ann Reed", "Tom Hale"]
        );
        assert_eq!(page(author, title, ""), [author]);
    }
    // A person stays.
    assert_eq!(page("Tom Hale", title, "<p>Reporting by Ann Reed</p>"), ["Tom Hale"]);
    assert_eq!(page("Tom Hale", title, "<p>— Ann Reed</p>"), ["Tom Hale"]);
}

/// Templates put the label and the name into elements of their own, both named after authors.
#[test]
fn a_label_alone_is_no_name() {
    let authors = |byline: &str| about("", &format!("<h1>The late ferry</h1>{byline}")).authors;
    for label in ["By", "Por", "Von", "Par", "Di", "Door", "Автор"] {
        let byline = format!("<div class=author-by>{label}</div> <a href=https://x.example/author/a/>Ann Reed</a>");
        assert_eq!(authors(&byline), ["Ann Reed"], "{label}");
        assert_eq!(authors(&format!("<p class=author>{label}</p>")).len(), 0, "{label}");
    }
}

#[test]
fn one_word_behind_a_label() {
    let authors = |byline: &str| about("", &format!("<h1>The late ferry</h1><p class=author>{byline}</p>")).authors;
    for byline in ["Par Léa", "Por Léa", "By Léa", "Publié par Léa", "Eingestellt von Léa"] {
        assert_eq!(authors(byline), ["Léa"], "{byline}");
    }
    assert_eq!(authors("Von Trapp"), ["Von Trapp"]);
    assert_eq!(authors("Di Natale"), ["Di Natale"]);
}

/// The makers of a template link to themselves as its authors.
#[test]
fn who_made_the_template_is_no_author() {
    let page = |foot: &str| {
        let page = format!("<html lang=en><body><main><h1>The late ferry</h1>{BODY}</main>{foot}</body></html>");
        clean(page.as_bytes(), &Options::default()).metadata.authors
    };
    let link = "Built with <a href=https://woo.example rel=author>WooCommerce</a>.";
    for foot in ["footer", "div class=site-info id=footer"] {
        assert_eq!(page(&format!("<{foot}><p>© 2024 Low Quay</p><p>{link}</p>")).len(), 0, "{foot}");
    }
    let own = "<article><footer><p>Filed by <a href=/u/ann rel=author>Ann Reed</a></p></footer></article>";
    assert_eq!(page(own), ["Ann Reed"]);
}

/// Buyers sign what they say of a product.
#[test]
fn who_reviews_a_product_is_not_its_author() {
    let page = format!(
        "<html lang=de><h1>Emaille-Kanne</h1>{BODY}<div class=reviews><h3>Bewertungen</h3><p>Von: Marlies T. Am: \
         03.02.2018</p><p>Sehr schöne Kanne.</p></div>"
    );
    let metadata = clean(page.as_bytes(), &Options::default()).metadata;
    assert_eq!((metadata.authors.len(), metadata.published), (0, None));
}
