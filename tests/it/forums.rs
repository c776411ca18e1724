//! Threads of forum software that is known, and who wrote in them.

use dehusk::metadata::PageKind;
use dehusk::{Cleaned, Options, clean};

fn page(html: &str) -> Cleaned<'static> {
    clean(html.as_bytes(), &Options::default()).into_owned()
}

fn authors(cleaned: &Cleaned) -> Vec<String> {
    cleaned.posts.iter().filter_map(|post| post.author.clone()).collect()
}

#[test]
fn comments_alone_are_a_forum() {
    let comment = |name: &str, text: &str| {
        format!(
            "<tr class='athing comtr'><td><table><tr><td class=default><div><span class=comhead>\
            <a href='user?id={name}' class=hnuser>{name}</a> <span class=age><a>on Aug 3, 2022</a></span> <span class=navs>\
            | <a href='#2'>next</a></span></span></div><br><div class=comment><div class='commtext c00'>{text}</div>\
            <div class=reply><p><a href='reply?id=1'>reply</a></div></div></td></tr></table></td></tr>"
        )
    };
    let cleaned = page(&format!(
        "<html lang=en><title>Show: a loom that counts</title><body><center><table id=hnmain><tr><td><a href=new>new</a> | \
        <a href=ask>ask</a><tr><td><table class=fatitem><tr class=athing><td class=title><a href=x>Show: a loom that \
        counts</a><tr><td class=subtext>9 points by <a href='user?id=weft' class=hnuser>weft</a> on Aug 3, 2022<tr><td>\
        <div class=toptext>I put a switch below each treadle of a loom from 1931, and it keeps count of the picks.</div>\
        </table><table class=comment-tree>{}{}</table></table></center>",
        comment("heddle", "Does it count the picks that you take out again? I take out one in nine."),
        comment("weft", "Not yet."),
    ));
    assert_eq!(cleaned.metadata.page_kind, Some(PageKind::Forum));
}

#[test]
fn makers_of_the_software_wrote_nothing() {
    let post = |number: u32, name: &str, text: &str| {
        format!(
            "<div id=post_{number}><table><tr><td class=pls><div class=authi><a href='space-uid-{number}.html'>{name}</a></div>\
            <td class=plc><div class=authi><em>2022-08-0{number} 09:15:22</em></div><table><tr><td class=t_f \
            id=postmessage_{number}>{text}</table></table></div>"
        )
    };
    let cleaned = page(&format!(
        "<html lang=en><head><title>Which wax for a dory</title><meta name=generator content='Discuz! X3.4'>\
        <meta name=author content='Discuz! Team and Comsenz UI Team'></head><body><h1>Which wax for a dory</h1>{}{}",
        post(
            1,
            "dorywright",
            "I have a dory of nineteen feet, and no idea which wax keeps the weed off below the chine."
        ),
        post(2, "kelpie", "None does. Haul it out twice a summer and use a brush."),
    ));
    assert_eq!(cleaned.metadata.authors, ["dorywright"]);
    assert_eq!(authors(&cleaned), ["dorywright", "kelpie"]);
}

#[test]
fn words_for_screen_readers_are_no_names() {
    let post = |number: u32, name: &str, text: &str| {
        format!(
            "<div id=p{number} class=post><div class=postbody><p class=author><a href='viewtopic.php?p={number}' title=Post>\
            <span class=sr-only>Post</span></a>by <strong><a href='memberlist.php?u={number}' class=username>{name}</a></strong> \
            &raquo; <time datetime=2022-08-03T19:10:00+00:00>Wed Aug 03, 2022</time></p><div class=content>{text}</div></div></div>"
        )
    };
    let cleaned = page(&format!(
        "<html lang=en><title>Sharpening a spokeshave</title><body id=phpbb><h2>Sharpening a spokeshave</h2>{}{}",
        post(1, "shaveling", "The iron is two inches wide and will not sit in any jig that I own. What do you use?"),
        post(2, "adze", "I use a block of beech with a saw kerf in it, which holds the iron at any angle that I like."),
    ));
    assert_eq!(cleaned.metadata.authors, ["shaveling"]);
    assert_eq!(authors(&cleaned), ["shaveling", "adze"]);
}
