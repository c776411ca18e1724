//! Images are written where what is around them is.

use dehusk::write::Show;

use super::{without, written};

#[test]
fn images_go_by_what_is_around_their_figure() {
    let images = |page: &str, cut: &[bool]| {
        let text = written(&without(page, cut), "md", Show { images: true, ..Show::default() }).text;
        let (_, body) = text.split_once("\n---\n\n").unwrap();
        ["one.png", "two.png"].map(|name| body.contains(&format!("]({name})")))
    };
    let figure =
        |name: &str| format!("<figure><a href=x><img src={name}.png></a><figcaption>Pier {name}</figcaption></figure>");
    let page = format!("<p>a{}{}<p>b", figure("one"), figure("two"));
    assert_eq!(images(&page, &[false, false, false, false]), [true, true]);
    assert_eq!(images(&page, &[false, true, true, false]), [true, true], "captions may be cut without their images");
    assert_eq!(images(&page, &[true, false, true, false]), [true, true], "a caption that is kept keeps its image");
    assert_eq!(images(&page, &[false, true, true, true]), [false, false]);
    assert_eq!(images(&page, &[true, true, true, false]), [false, false]);
    let page = "<p>a<div class=wp-caption><img src=one.png><p class=wp-caption-text>Pier</div><p>b<img src=two.png>";
    assert_eq!(images(page, &[false, true, false]), [true, true]);
    let page = "<p>a<div><img src=one.png></div><p>Ad</p><p>b";
    assert_eq!(images(page, &[false, true, false]), [false, false]);
}
