//! Small pages and the Markdown that they become. `tests/it/markdown.rs` reads whole pages back.

use crate::options::{Options, Stages};
use crate::write::{Article, Show};

fn written(page: &str, show: Show) -> String {
    let options = Options { stages: Stages::Extract, kind: Some(crate::article::Kind::Html), ..Options::default() };
    let mut cleaned = crate::clean(page.as_bytes(), &options);
    cleaned.title = None;
    let text = cleaned.text();
    let article = Article {
        cleaned: &cleaned,
        text: &text,
        id: "d/a.html",
        path: "d/a.html",
        member: None,
        fetched: None,
        verbatim: false,
        show,
    };
    (super::FORMAT.render)(&article).text
}

fn body(page: &str) -> String {
    let page = written(page, Show::default());
    page.split_once("---\n\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
}

#[test]
fn front_matter_is_quoted() {
    let page = written("<title>A: \"b\" \\ c</title><p>x", Show::default());
    assert_eq!(
        page,
        "---\ntitle: \"A: \\\"b\\\" \\\\ c\"\nwords: 1\nconfidence: 1.00\nsource: \"d/a.html\"\n---\n\nx\n"
    );
}

#[test]
fn headings_and_paragraphs() {
    assert_eq!(
        body("<h2>Ferry <br> # times # in C#</h2><p>one<br>2. is no list<br>- nor this<p>two"),
        "## Ferry # times # in C#\n\none\\\n2\\. is no list\\\n\\- nor this\n\ntwo\n"
    );
    assert_eq!(body("<h3>of #</h3>x"), "### of \\#\n\nx\n");
    assert_eq!(body("<h3 id=a><a href=#a>of</a></h3><a href=#a>x</a>"), "### of\n\n[x](#a)\n");
}

#[test]
fn lists_in_lists() {
    let page = "<p>Buy:<ul><li>bread<ol start=3><li>rye<li>wheat</ol><li><p>milk<p>fresh</ul><ul><li>soap</ul>";
    let expected = "Buy:\n\n- bread\n\n  3. rye\n  4. wheat\n\n- milk\n\n  fresh\n\n+ soap\n";
    assert_eq!(body(page), expected);
    let page = "<ul><li>a<ul><li>b<ul><li>c</ul></ul><ul><li>under a</ul><li value=7>d</ul><li>stray";
    assert_eq!(body(page), "- a\n  - b\n    - c\n\n  + under a\n- d\n\n+ stray\n");
    assert_eq!(body("<ul><li>a</li><ul><li>b</li></ul><li>c</ul>"), "- a\n  - b\n- c\n");
    assert_eq!(body("<ol><li>a<li value=9>b<li>c</ol>"), "1. a\n9. b\n10. c\n");
}

#[test]
fn lists_of_one_item_are_one_list() {
    assert_eq!(body("<ul><li>a</ul>\n<ul><li>b</ul><ul><li>c</ul>"), "- a\n- b\n- c\n");
    assert_eq!(body("<ul><li>a</ul>then<ul><li>b</ul>"), "- a\n\nthen\n\n- b\n");
    assert_eq!(body("<ol><li>a</ol><ol><li>b</ol>"), "1. a\n\n1) b\n");
    assert_eq!(body("<ul><li>a<li>b</ul><ul><li>c</ul>"), "- a\n- b\n\n+ c\n");
}

#[test]
fn code_keeps_its_lines_and_indents() {
    assert_eq!(body("<pre><code>    <b>return</b> x\n    y"), "```\n    return x\n    y\n```\n");
    assert_eq!(body("<pre>\n  <b>-q</b> quiet\n</pre><p>  <b>a</b>"), "```\n  -q quiet\n```\n\n**a**\n");
    assert_eq!(body("of<code>a<br>&nbsp; b<br>\nc</code>then"), "of\n\n```\na\n  b\nc\n```\n\nthen\n");
    assert_eq!(body("<p>of <code>a</code><br>b"), "of `a`  \nb\n".replace("  \n", "\\\n"));
}

#[test]
fn links_around_code_and_code_beside_code() {
    assert_eq!(body("<p>of <a href=/x><code>f()</code></a>, too"), "of [`f()`](/x), too\n");
    assert_eq!(body("<p>as <code>a</code><code>b</code>"), "as `a` `b`\n");
    assert_eq!(body("<p>as <code>a</code><sup><code>b</code></sup>"), "as `a` `b`\n");
    assert_eq!(body("<b><code>a</code></b><b><code>b</code></b>"), "**`a` `b`**\n");
    assert_eq!(body("<p><code>boats.</code><code>Pool</code>"), "`boats.Pool`\n");
}

#[test]
fn emphasis_is_of_words() {
    assert_eq!(body("<p>Trade<em>™</em> <em>“</em>so<em>”</em>"), "Trade™ “so”\n");
    assert_eq!(body("<h2><b>All of it</b></h2><h3><b>Part</b> of it</h3>"), "## All of it\n\n### **Part** of it\n");
}

#[test]
fn addresses_are_made_absolute() {
    let page = "<link rel=canonical href=https://a.example/d/e.html><h2><a href=e.html>Own</a></h2>\
        <p><a href=f>f</a> <a href=/g>g</a> <a href=#h>h</a> <a href=mailto:i@a.example>i</a> <a href=//b.example>j</a>";
    let expected = "## Own\n\n[f](https://a.example/d/f) [g](https://a.example/g) [h](#h) [i](mailto:i@a.example) \
        [j](https://b.example)\n";
    assert_eq!(body(page), expected);
    let page = "<base href=https://c.example/x/><link rel=canonical href=https://a.example/d/><p><a href=y>y</a>";
    assert_eq!(body(page), "[y](https://c.example/x/y)\n");
    let page = "<base href=/><link rel=canonical href=https://a.example/d/e><meta property=og:url content=https://a.example/>\
        <p><a href=y>y</a> <a href=''>here</a> <a href='/z?f[0]=1%'>z</a> <a href=///w>w</a>";
    let expected = "[y](https://a.example/y) here [z](https://a.example/z?f%5B0%5D=1%25) [w](///w)\n";
    assert_eq!(body(page), expected);
    let page = "<meta property=og:url content=https://a.example/><link rel=canonical href=https://a.example/d/e><p><a href=y>y</a>";
    assert_eq!(body(page), "[y](https://a.example/d/y)\n");
}

#[test]
fn lines_of_code_end() {
    let page = "<pre><code class=gatsby-code-jsx><span class=line>a</span><span class=line>b</span> c</code></pre>";
    assert_eq!(body(page), "```jsx\na\nb c\n```\n");
    let page = "<pre><span class=line>a</span><span class=line></span><span class=line>b</span></pre>";
    assert_eq!(body(page), "```\na\n\nb\n```\n");
    let page = "<pre><span class='x code-line'>a\n</span><span class='x code-line'>b</span><span>c</span></pre>";
    assert_eq!(body(page), "```\na\nbc\n```\n");
}

#[test]
fn numbers_of_lines_are_no_code() {
    for page in [
        "<pre><span class=line><span class=ln> 9</span>a\n</span><span class=line><span class=ln>10</span>  b\n</span></pre>",
        "<pre><span></span><span class=linenos>1</span>a\n<span class=linenos>2</span>  b\n</pre>",
        "<table><tr><td class=lntd><pre><code><span class=lnt>1\n</span><span class=lnt>2\n</span></code></pre></td>\
            <td class=lntd><pre><code>a\n  b\n</code></pre></table>",
        "<table><tr><td class=linenos><div><pre><span>1</span>\n<span>2</span></pre></div><td><pre>a\n  b\n</pre></table>",
        "<table><tr><td class=gutter><pre><span class=line>1</span><br><span class=line>2</span><br></pre></td>\
            <td><pre><span class=line>a</span><br><span class=line>  b</span><br></pre></table>",
        "<pre><code><table><tr><td class=gutter><pre class=lineno>1\n2\n</pre></td><td><pre>a\n  b\n</pre></table></code></pre>",
    ] {
        assert_eq!(body(page), "```\na\n  b\n```\n", "{page}");
    }
    for page in [
        "<pre class=line-numbers><code>1\n2</code></pre>",
        "<pre><span class=line>1</span>\n<span class=line>2</span></pre>",
        "<pre><span class=ln>1\n<span class=ln>3</span></span>\n2</pre>",
    ] {
        assert!(body(page).contains("1\n"), "{page}");
    }
    let page = "<table><tr><td class=gutter>1<td><pre>6</pre><tr><td><pre>2</pre><td><pre>7</pre></table>";
    assert_eq!(body(page).replace("```\n", ""), "1\n\n6\n\n2\n\n7\n");
}

#[test]
fn columns_keep_their_side() {
    let page = "<table><tr><th align=left>Port<th>High<th style='text-align: center'>Low<th>Fee<tr><td>Brest\
        <td style='color:red; text-align:CENTER'>6.9<td class='x has-text-align-right'>0.8<td class=text-muted>2</table>";
    assert_eq!(body(page), "| Port | High | Low | Fee |\n| :-- | :-: | --: | --- |\n| Brest | 6.9 | 0.8 | 2 |\n");
}

#[test]
fn code_in_tables_is_code() {
    let gist = "<p>one<div class='blob-wrapper'>\n <table class='highlight js-file-line-container'>\n\
        <tr>\n<td class='blob-num js-line-number'></td>\n<td class='blob-code js-file-line'><b>if</b> x {</td>\n</tr>\n\
        <tr>\n<td class='blob-num'>2</td>\n<td class='blob-code js-file-line'>\n</td></tr>\n\
        <tr>\n<td class='blob-num'>3</td>\n<td class='blob-code js-file-line'>    go();</td></tr></table></div><p>two";
    assert_eq!(body(gist), "one\n\n```\nif x {\n\n    go();\n```\n\ntwo\n");
    let highlighter = "<div class='syntaxhighlighter  java'><div class=toolbar><a href=#>?</a></div><table><tr>\
        <td class=gutter><div class='line number9'>9</div><div class='line number10'>10</div></td>\
        <td class=code><div class=container><div class='line number9'><code>int</code> <code>x;</code></div>\
        <div class='line number10'><code>&nbsp;&nbsp;</code><code>y();</code></div></div></td></table></div>";
    assert_eq!(body(highlighter), "```java\nint x;\n  y();\n```\n");
    let crayon = "<table class=crayon-table><tr><td class=crayon-nums><div><div class=crayon-num>1</div>\
        <div class=crayon-num>2</div></div></td><td class=crayon-code><div class=crayon-pre>\
        <div class=crayon-line><span>def</span><span> </span>f():</div><div class=crayon-line>\
        <span>    </span>pass</div></div></td></table>";
    assert_eq!(body(crayon), "```\ndef f():\n    pass\n```\n");
    let hexo = "<figure class='highlight js'><table><tr><td class=code><pre><span class=line>a</span><br>\
        <span class=line>  b</span><br></pre></table></figure>";
    assert_eq!(body(hexo), "```js\na\n  b\n```\n");
    let page = "<div class=syntaxhighlighter><pre>a\n  b</pre></div>";
    assert_eq!(body(page), "```\na\n  b\n```\n");
}

#[test]
fn buttons_behind_a_heading_are_none_of_it() {
    let page = |heading: &str| body(&format!("<h2>{heading}</h2><p>It crosses the lake."));
    assert_eq!(page("Ferry <button>Copy <i>path</i></button>"), "## Ferry\n\nIt crosses the lake.\n");
    assert_eq!(page("<button>Why a ferry?</button>"), "## Why a ferry?\n\nIt crosses the lake.\n");
}

#[test]
fn links_beside_the_text_are_none_of_it() {
    let edit = "<span class=mw-editsection><span>[</span><a href='/w?action=edit'>edit</a><span>]</span></span>";
    let page = format!("<h2><span id=s1>Harbour</span>{edit}</h2><p>one<div><h3>Pier</h3>{edit}</div><p>two");
    assert_eq!(body(&page), "## Harbour\n\none\n\n### Pier\n\ntwo\n");
    let page = "<p>It is so<sup id=r1><a href='#n1'>1</a></sup>.<ol>\
        <li id=n1><span class=mw-cite-backlink>^ <a href='#r1'>a</a> <a href='#r2'>b</a></span> <span>Ones</span></ol>";
    assert_eq!(body(page), "It is so[^1].\n\n[^1]: Ones\n");
    for back in [
        "<a href='#r1' class=footnote-backref>Back</a>",
        "<a href='#r1' role=doc-backlink>^</a>",
        "<a href='/d#r1'><b>&#8617;</b></a>",
        "<a href='#r1'>\u{21a9}\u{fe0e}<sup>2</sup></a>",
    ] {
        let page = format!("<p>It is so<sup id=r1><a href='#n1'>1</a></sup>.<ol><li id=n1><p>Ones.&nbsp;{back}</ol>");
        assert_eq!(body(&page), "It is so[^1].\n\n[^1]: Ones.\n", "{back}");
    }
    let page = "<p>It is so <a href='#n1' id=r1>[1]</a>.<aside class=footnote id=n1><span class=label><span>[</span>\
        <a role=doc-backlink href='#r1'>1</a><span>]</span></span><p>Ones</aside>";
    assert_eq!(body(page), "It is so [^1].\n\n[^1]: Ones\n");
    let page = "<ol><li class=ltx_item><span class='ltx_tag ltx_tag_item'>1.</span><p>One</p>\
        <li class=ltx_item><span class='ltx_tag ltx_tag_item'>(b)</span><p>Two</ol>\
        <p>Seen<span class=ltx_note><sup class=ltx_note_mark>1</sup><span class=ltx_note_content>\
        <sup class=ltx_note_mark>1</sup><span class='ltx_tag ltx_tag_note'>1</span>In May.</span></span>";
    assert_eq!(body(page), "1. One\n\n2. (b)\n\n   Two\n\nSeen1 In May.\n");
    let page =
        "<h2><a role=doc-backlink class=toc-backref href='#id1'>2. Piers</a></h2>See <a href='#x'>\u{21a9} Piers</a>";
    assert_eq!(body(page), "## 2. Piers\n\nSee [\u{21a9} Piers](#x)\n");
}

#[test]
fn what_screen_readers_are_told_as_well_stands_once() {
    let minutes = "<b>15<span class='sr-only x'> minutes</span></b> <span aria-hidden=true>";
    assert_eq!(body(&format!("<p>Wait {minutes}minutes</span> for it")), "Wait **15 minutes** for it\n");
    assert_eq!(body(&format!("<p>Wait {minutes}min</span> for it")), "Wait **15 minutes** min for it\n");
    let tick = "<span class=sr-only>▢ </span>";
    assert_eq!(body(&format!("<ul><li><label>{tick}</label><span>Flour</span><li>Salt</ul>")), "- Flour\n- Salt\n");
}

#[test]
fn quotes_hold_anything() {
    let page = "<blockquote><p>one<br>two<blockquote>deep</blockquote><ul><li>item</ul></blockquote><blockquote>next</blockquote>";
    assert_eq!(body(page), "> one\\\n> two\n>\n> > deep\n>\n> - item\n\n> next\n");
}

#[test]
fn code_keeps_its_white_space_and_language() {
    let page = "<div class='highlight-source-c'><pre>\n  a = ```b```;\n\n\t*c*</pre></div><p><code>x | `y</code>";
    assert_eq!(body(page), "````c\n  a = ```b```;\n\n\t*c*\n````\n\n``x | `y``\n");
    assert_eq!(body("<pre data-lang=sh><div>a</div><div>  b</div></pre>"), "```sh\na\n  b\n```\n");
}

#[test]
fn tables_of_data() {
    let page = "<table><caption>Boats</caption><tr><th>Day<th colspan=2>Boats<tr><td rowspan=2>Mon|Tue<td>1<td>`<tr><td>2<td><p>a<p>b<tr><td><td>4</table>";
    let expected =
        "Boats\n\n| Day | Boats |  |\n| --- | --- | --- |\n| Mon\\|Tue | 1 | \\` |\n|  | 2 | a<br>b |\n|  | 4 |  |\n";
    assert_eq!(body(page), expected);
}

#[test]
fn tables_that_lay_out_a_page_are_no_tables() {
    for page in [
        "<table><tr><td>a</table><p>b",
        "<table><tr><td>a<td>b</table>",
        "<table><tr><td>a<tr><td>b</table>",
        "<table><tr><td>a<td><tr><td>b<td></table>",
    ] {
        assert_eq!(body(page), "a\n\nb\n", "{page}");
    }
    let page = "<table><tr><td><h2>a</h2>b<td>c<tr><td>d<td><table><tr><td>1<td>2<tr><td>3<td>4</table></table>";
    assert_eq!(body(page), "## a\n\nb\n\nc\n\nd\n\n| 1 | 2 |\n| --- | --- |\n| 3 | 4 |\n");
}

#[test]
fn a_cell_that_says_it_is_endless_is_bounded() {
    let row = "<tr><td colspan=1000000000 rowspan=1000000000>a<td>b";
    let page = format!("<table>{}</table>", row.repeat(2000));
    assert!(body(&page).len() < 20 * page.len());
}

#[test]
fn terms_and_definitions() {
    let page = "<dl><dt>quay<dd>a wall<dd>to land at<dt>jetty<dd><p>one<p>two<dt>alone</dl><dl><dd>no term</dl>";
    let expected = "quay\n:   a wall\n:   to land at\n\njetty\n:   one\n\n    two\n\nalone\n\nno term\n";
    assert_eq!(body(page), expected);
}

#[test]
fn names_of_programs_stay_whole() {
    let page = "<dl><dt class='sig py'><em>class</em> <span>kiln.parts.</span><span>Flue</span>(<em>width</em>)</dt>\
        <dd><p>Where the smoke goes.</dl><p>See <code><span>kiln.parts.</span><span>Door</span></code> and it<code>Ends</code>";
    let expected =
        "*class* kiln.parts.Flue(*width*)\n:   Where the smoke goes.\n\nSee `kiln.parts.Door` and it `Ends`\n";
    assert_eq!(body(page), expected);
}

#[test]
fn labels_of_tabs_are_no_list() {
    let page = "<ul role=tablist><li role=tab>Clay</li><li role=tab>Brick</li></ul><ul><li>one</ul>";
    assert_eq!(body(page), "Clay Brick\n\n- one\n");
}

#[test]
fn tasks_are_done_or_not() {
    let item = |inside: &str| format!("<li>{inside}");
    let tick = "<input type=checkbox disabled checked>";
    let page = format!(
        "<ul>{}{}{}{}</ul>",
        item(&format!("{tick} Buy lime")),
        item("<p><input type=checkbox disabled> “Mix” it"),
        item(&format!("Ask {tick} twice")),
        item("<input type=checkbox>Pay"),
    );
    assert_eq!(body(&page), "- [x] Buy lime\n- [ ] “Mix” it\n- Ask twice\n- Pay\n");
}

#[test]
fn footnotes_are_paired() {
    let page = "<p>Seen<sup><a href='#fn1'>1</a></sup> and <a href='#n2'>[2]</a>: <a href='#fn9'>9</a>\
        <ol><li id=fn1><p>Ones <a href='#r1'>back</a><p>more<li id=n2>Twos</ol>";
    let expected = "Seen[^1] and [^2]\\: [9](#fn9)\n\n[^1]: Ones back\n\n    more\n\n[^2]: Twos\n";
    assert_eq!(body(page), expected);
    let page = "<p>So it is [<a href='#b1'>1</a>, <a href='#b2'>2</a>], and <a href='#n3' id=r3>3</a>.\
        <ul><li id=b1>Ones<li id=b2>Twos</ul><p id=n3>Threes <a href='#r3'>back</a>";
    let expected = "So it is \\[[^1], [^2]\\], and [^3].\n\n[^1]: Ones\n\n[^2]: Twos\n\n[^3]: Threes back\n";
    assert_eq!(body(page), expected);
}

#[test]
fn parts_of_the_text_are_no_footnotes() {
    let page = "<p>See section <a href='#s2'>2</a> and step <a href='#i1'>1</a>.<section id=s2><h2>2 Fees</h2><p>None</section><ol><li id=i1>Pay</ol>";
    assert_eq!(body(page), "See section [2](#s2) and step [1](#i1).\n\n## 2 Fees\n\nNone\n\n1. Pay\n");
    let page = "<p>See <sup>Table <a href='#t1'>1</a></sup>.<div id=t1><p>Late<table><tr><th>Boat<th>Late<tr><td>Wren<td>17</table></div>";
    assert_eq!(body(page), "See Table [1](#t1).\n\nLate\n\n| Boat | Late |\n| --- | --- |\n| Wren | 17 |\n");
}

#[test]
fn formulas() {
    for (page, expected) in [
        (
            "a <math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x^{2}</annotation></semantics></math> b",
            "a $x^{2}$ b",
        ),
        ("a <math alttext='{\\displaystyle y}' display=block><mi>y</mi></math> b", "a $$y$$ b"),
        ("a <math><mi>x</mi><mo>=</mo><mn>2</mn></math> b", "a $x=2$ b"),
        ("a <script type='math/tex'>x_1</script> b", "a $x_1$ b"),
        ("<p>one<p><script type='math/tex; mode=display'>x_1</script><p>two", "one\n\n$$x_1$$\n\ntwo"),
        ("a <span class=MathJax>shown</span><script type='math/tex'>x_1</script> b", "a $x_1$ b"),
        ("a <span class='math inline'>\\(x\\)</span> b <span class='math-container'>$$y$$</span>", "a $x$ b $$y$$"),
        ("a <img class=latex alt='\\frac{1}{2}'> b", "a $\\frac{1}{2}$ b"),
        (
            "a <span class=katex><span class=katex-mathml><math><mi>z</mi><annotation encoding='application/x-tex'>z^3</annotation></math></span><span aria-hidden=true>z3</span></span> b",
            "a $z^3$ b",
        ),
        ("a <math-renderer class=js-inline-math>$x_1$</math-renderer> b", "a $x_1$ b"),
        ("<p>one</p><div class=math><span>(2a)<a href=#e></a></span>\\[x\\]</div>", "one\n\n$$x \\tag{2a}$$"),
        ("<p class=math>It is $5 or $6", "It is \\$5 or \\$6"),
        ("<p>It is $5", "It is $5"),
    ] {
        assert_eq!(body(page), format!("{expected}\n"), "{page}");
    }
}

#[test]
fn emphasis_that_stars_cannot_show_has_tags() {
    for (page, expected) in [
        ("<b>Note:</b>the <i> end </i>.", "<strong>Note:</strong>the *end* ."),
        ("<b>a</b><i>b</i>", "<strong>a</strong>*b*"),
        ("<i><b>a</b></i> <b>a <i>b</i></b>", "***a*** **a *b***"),
        ("un<i>believ</i>able <s>no</s>", "un*believ*able ~~no~~"),
        ("<b>“so”</b>, he", "**“so”**, he"),
        ("<b>one<br>two</b>", "**one**\\\n**two**"),
    ] {
        assert_eq!(body(page), format!("{expected}\n"), "{page}");
    }
}

#[test]
fn links_and_images_are_options() {
    let page = "<p>See <a href='/a (1)?b=1&amp;amp;c&amp;d=2'>this</a>! <a href='javascript:x'>no</a><img src=a.png alt='a [b]'> end<p><img data-src=b.png src=data:x><a href=/h><h2>Head</h2></a>";
    let all = |links, images| {
        let text = written(page, Show { links, images });
        text.split_once("---\n\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
    };
    assert_eq!(all(true, false), "See [this](/a%20\\(1\\)?b=1\\&amp;c&d=2)! no end\n\n## [Head](/h)\n");
    assert_eq!(all(false, true), "See this! no![a \\[b\\]](a.png) end\n\n![](b.png)\n\n## Head\n");
}

#[test]
fn images_are_found_wherever_their_address_is() {
    for (page, expected) in [
        ("<img src=a.png data-src=b.png alt=x>", "![x](b.png)"),
        ("<img src='data:image/gif;base64,R0' data-lazy-src=b.png alt=x>", "![x](b.png)"),
        ("<img srcset='a.png 300w, b.png 900w' alt=x>", "![x](b.png)"),
        ("<img src=a.png srcset='b.png 2x' alt=x>", "![x](a.png)"),
        ("<picture><source srcset=b.png><source media=print><img alt=x></picture><img alt=y>", "![x](b.png)"),
        ("<img data-src=a.png alt=x><noscript><img src=a.png alt=x></noscript>", "![x](a.png)"),
        ("<img src=a.png alt=x><img src=a.png alt=x>", "![x](a.png) ![x](a.png)"),
    ] {
        let text = written(&format!("<p>one<p>{page}<p>two"), Show { images: true, ..Show::default() });
        let (_, body) = text.split_once("---\n\n").unwrap();
        assert_eq!(body.replace("\n\n", " ").trim_end(), format!("one {expected} two"), "{page}");
    }
}

#[test]
fn a_million_nested_marks_take_no_time() {
    let page = format!("<p>word {}and word", "<b><i><a href=x>".repeat(300_000));
    assert!(body(&page).starts_with("word "));
}

#[test]
fn a_link_around_a_card_is_on_its_heading() {
    let page = "<a href=/x><div>News</div><h3>The <b>bridge</b> opens</h3><p>On Monday.</a><p>It is so.";
    assert_eq!(body(page), "News\n\n### [The **bridge** opens](/x)\n\nOn Monday.\n\nIt is so.\n");
    let page = "<a href=/x><div><p>The bridge<br>opens</p><p>On Monday.</p></div></a>";
    assert_eq!(body(page), "[The bridge](/x)\\\n[opens](/x)\n\nOn Monday.\n");
}
