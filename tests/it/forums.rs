//! Threads of forum software that is known, and who wrote in them.

use dehusk::article::Role;
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

const SAID: [&str; 2] = [
    "The mooring rope that came with my dinghy is worn through in two places. Which thickness would you take?",
    "Ten millimetres are plenty for that, and take one that does not float when it is let go.",
];

/// A page of a thread with the two posts of [`SAID`]: how one begins, and how it ends.
fn thread(head: &str, before: impl Fn(&str) -> String, behind: &str) -> Cleaned<'static> {
    let posts: String = ["gull", "heron"]
        .iter()
        .zip(SAID)
        .zip(1..)
        .map(|((name, text), number)| format!("{}{text}{behind}", before(name)).replace("_N", &format!("_{number}")))
        .collect();
    page(&format!("<html lang=en><title>Which rope for a dinghy</title>{head}<h2>Which rope for a dinghy</h2>{posts}"))
}

/// The name stands in no link, and the one to the member's page holds a picture.
#[test]
fn names_in_elements_of_their_own() {
    let menu = "<meta name=generator content=phpBB><a href='profile.php?mode=register'>Register</a>";
    let before = |name: &str| {
        format!(
            "<table class=tablebg><tr><td><b class=postauthor>{name}</b><td>Posted: Wed Jun 11, 2014<tr><td class=profile>\
            deck hand<td><div class=postbody>"
        )
    };
    let foot = "</div><tr><td class=profile><a href='#top'>Top</a><td><a href='memberlist.php?mode=viewprofile&u=4'>\
                <img src=p.gif alt=Profile></a></table>";
    let cleaned = thread(menu, before, foot);
    assert_eq!(authors(&cleaned), ["gull", "heron"]);
    assert_eq!(cleaned.metadata.authors, ["gull"]);
}

/// What the member is stands first, and nothing names the software but its own elements.
#[test]
fn ranks_are_no_names() {
    let before = |name: &str| {
        format!(
            "<div class='post_block hentry'><div class=author_info><ul><li><p class=member_title>Newbie</p><li class=author>\
            {name}<li class=post_count>6 posts</ul></div><p class=posted_info>Posted <abbr class=published>01 December \
            2015</abbr></p><div itemprop=commentText class='post entry-content'>"
        )
    };
    let cleaned = thread("<body id=ipboard_body>", before, "</div></div>");
    assert_eq!(cleaned.metadata.page_kind, Some(PageKind::Forum));
    assert_eq!(authors(&cleaned), ["gull", "heron"]);
    assert_eq!(cleaned.metadata.authors, ["gull"]);
}

#[test]
fn software_is_known_by_how_it_numbers_posts() {
    let before = |name: &str| {
        format!(
            "<div class=tborder><div class=thead>04-20-2015, 09:40 PM</div><a class=bigusername href='/36-{name}.html'>{name}</a>\
            <div>Junior Member</div><div>Join Date: Jan 2004</div><div id=post_message_N>"
        )
    };
    let cleaned = thread("", before, "</div></div>");
    assert_eq!(authors(&cleaned), ["gull", "heron"]);
    assert_eq!(cleaned.metadata.published.as_deref(), Some("2015-04-20"));
}

#[test]
fn who_posted_last_has_not_written_a_list_of_topics() {
    let row = |topic: &str, name: &str| {
        format!(
            "<tr><td><a href='viewtopic.php?t=1'>{topic}</a><td>12<td>340<td>by <a href='memberlist.php?mode=viewprofile&u=4'>\
            {name}</a> <br>Wed Aug 03, 2022 7:10 pm"
        )
    };
    let rows =
        [("Sharpening a spokeshave", "adze"), ("Which wax for a dory", "kelpie"), ("A loom that counts", "weft")];
    let rows: String = rows.iter().map(|(topic, name)| row(topic, name)).collect();
    for head in ["Last post", "Letzter Beitrag:", "Последнее сообщение"] {
        let cleaned = page(&format!(
            "<html lang=en><title>Tools - Harbour Forum</title><body id=phpbb><h2>Tools</h2><table><tr><th>Topics<th>Replies\
            <th>Views<th>{head}</th></tr>{rows}</table>"
        ));
        assert_eq!(cleaned.metadata.page_kind, Some(PageKind::Forum), "{head}");
        assert!(cleaned.metadata.authors.is_empty(), "{head}: {:?}", cleaned.metadata.authors);
        assert_eq!(cleaned.metadata.published, None, "{head}");
    }
}

#[test]
fn a_thread_with_topics_like_it_is_signed() {
    let post = |number: u32, name: &str, text: &str| {
        format!(
            "<div id=p{number} class=post><p class=author>by <a href='memberlist.php?u={number}' class=username>{name}</a> \
            <time datetime=2022-08-03T19:10:00+00:00>Wed Aug 03, 2022</time></p><div class=content>{text}</div></div>"
        )
    };
    let cleaned = page(&format!(
        "<html lang=en><title>A worn rope</title><body id=phpbb><h2>A worn rope</h2>{}{}<table><tr><th>Similar topics<th>Last post\
        <tr><td><a href='viewtopic.php?t=2'>Knots that hold</a><td>by <a href='memberlist.php?u=9'>kelpie</a></table>",
        post(1, "shaveling", SAID[0]),
        post(2, "adze", SAID[1]),
    ));
    assert_eq!(cleaned.metadata.authors, ["shaveling"]);
}

#[test]
fn posts_that_are_marked_up_as_quotations_are_none() {
    for class in ["messageText SelectQuoteContainer ugc baseHtml", "postcontent restore"] {
        let post = |name: &str, text: &str| {
            format!(
                "<div class=message><a class=username href='members/{name}.12/'>{name}</a>\
                <blockquote class='{class}'>{text}</blockquote></div>"
            )
        };
        let quoting = format!("<blockquote class=quoteContainer>The iron is two inches wide.</blockquote>{}", SAID[1]);
        let cleaned = page(&format!(
            "<html lang=en id=XenForo><title>A worn rope</title><body><h1>A worn rope</h1>{}{}",
            post("shaveling", SAID[0]),
            post("adze", &quoting),
        ));
        let role = |text: &str| {
            let block = cleaned.extracted.blocks.iter().find(|block| cleaned.extracted.text_of(block).contains(text));
            block.map(|block| block.role)
        };
        assert_eq!(role("The iron"), Some(Role::Quote), "{class}");
        assert!(SAID.iter().all(|said| role(said).is_some_and(|role| role != Role::Quote)), "{class}");
    }
}
