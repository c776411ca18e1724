//! Element names as numbers, and what the standard says each of them does to the text and the tags around it.
//! Source: WHATWG HTML, sections 13.2.4.2, 13.2.4.3, 13.2.6.4.7 and 15.3.

use super::names::{hash, hash_packed, packed};

/// How an element takes part in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Inside a line: no boundary.
    Inline,
    /// Starts and ends a block; a blank line parts it from its neighbours.
    Block,
    /// Starts and ends a block; one line end parts it from its neighbours (list items, table rows).
    Line,
    /// A cell: a tab parts it from its neighbours in the row.
    Cell,
    /// No content and no end tag.
    Void,
    /// Content is not markup (`script`).
    Raw,
    /// Content is text with character references only (`title`, `textarea`).
    RcData,
}

macro_rules! tags {
    ($($(#[$doc:meta])* $variant:ident $name:literal $flow:ident $($flag:ident)*;)*) => {
        /// An element's name; names that mean nothing to us are `Other`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Tag { $($variant,)* Other }

        impl Tag {
            /// How many there are.
            pub const COUNT: usize = Tag::Other as usize + 1;

            const ALL: [Tag; Tag::COUNT] = [$(Tag::$variant,)* Tag::Other];
            const NAMES: [&str; Tag::COUNT] = [$($name,)* "*"];
            const FLOWS: [Flow; Tag::COUNT] = [$(Flow::$flow,)* Flow::Inline];
            const FLAGS: [u16; Tag::COUNT] = [$(0 $(| Flag::$flag as u16)*,)* 0];
        }
    };
}

#[derive(Clone, Copy)]
#[repr(u16)]
enum Flag {
    /// Its start tag closes an open `p`.
    EndsP = 1,
    /// End tags inside it do not reach outside of it.
    Wall = 2,
    /// Formatting: its end tag works across blocks, and it starts anew where a block cut it off.
    Format = 4,
    /// Its children stand beside each other, not in one word.
    Apart = 8,
    /// End tags of elements that are nothing special do not reach outside of it.
    Special = 16,
    /// Its end tag closes whatever is open inside, back to its start tag.
    Pairs = 32,
    /// Closed by the end of what is around it without a word.
    Implied = 64,
    /// Belongs into a table only.
    TablePart = 128,
    /// Ends SVG and MathML.
    BreaksOut = 256,
}

tags! {
    A "a" Inline Format Apart;
    Abbr "abbr" Inline;
    Address "address" Block EndsP Special Pairs;
    AnnotationXml "annotation-xml" Inline;
    Applet "applet" Inline Wall Special;
    Area "area" Void Special;
    Article "article" Block EndsP Special Pairs;
    Aside "aside" Block EndsP Special Pairs;
    Audio "audio" Inline;
    B "b" Inline Format BreaksOut;
    Base "base" Void Special;
    BaseFont "basefont" Void Special;
    BgSound "bgsound" Void Special;
    Big "big" Inline Format BreaksOut;
    Blockquote "blockquote" Block EndsP Special Pairs BreaksOut;
    Body "body" Block Special BreaksOut;
    Br "br" Void Special BreaksOut;
    Button "button" Inline Apart Special Pairs;
    Canvas "canvas" Inline;
    Caption "caption" Block Wall Special TablePart;
    Center "center" Block EndsP Special Pairs BreaksOut;
    Cite "cite" Inline;
    Code "code" Inline Format BreaksOut;
    Col "col" Void Special TablePart;
    Colgroup "colgroup" Inline Special TablePart;
    Dd "dd" Line EndsP Special Implied BreaksOut;
    Del "del" Inline;
    Desc "desc" Inline;
    Details "details" Block EndsP Special Pairs;
    Dialog "dialog" Block EndsP Pairs;
    Dir "dir" Block EndsP Special Pairs;
    Div "div" Block EndsP Special Pairs BreaksOut;
    Dl "dl" Block EndsP Special Pairs BreaksOut;
    Dt "dt" Line EndsP Special Implied BreaksOut;
    Em "em" Inline Format BreaksOut;
    Embed "embed" Void Special BreaksOut;
    Fieldset "fieldset" Block EndsP Special Pairs;
    Figcaption "figcaption" Block EndsP Special Pairs;
    Figure "figure" Block EndsP Special Pairs;
    Font "font" Inline Format;
    Footer "footer" Block EndsP Special Pairs;
    ForeignObject "foreignobject" Inline Wall Special;
    Form "form" Block EndsP Special;
    Frame "frame" Void Special;
    Frameset "frameset" Void Special;
    H1 "h1" Block EndsP Special BreaksOut;
    H2 "h2" Block EndsP Special BreaksOut;
    H3 "h3" Block EndsP Special BreaksOut;
    H4 "h4" Block EndsP Special BreaksOut;
    H5 "h5" Block EndsP Special BreaksOut;
    H6 "h6" Block EndsP Special BreaksOut;
    Head "head" Block Special BreaksOut;
    Header "header" Block EndsP Special Pairs;
    Hgroup "hgroup" Block EndsP Special Pairs;
    Hr "hr" Void EndsP Special BreaksOut;
    Html "html" Block Wall Special;
    I "i" Inline Format BreaksOut;
    Iframe "iframe" Raw Special;
    Image "image" Void;
    Img "img" Void Special BreaksOut;
    Input "input" Void Special;
    Ins "ins" Inline;
    Kbd "kbd" Inline;
    Keygen "keygen" Void;
    Label "label" Inline Apart;
    Legend "legend" Block;
    Li "li" Line EndsP Special Implied BreaksOut;
    Link "link" Void Special;
    Listing "listing" Block EndsP Special Pairs BreaksOut;
    Main "main" Block EndsP Special Pairs;
    Malignmark "malignmark" Inline;
    Mark "mark" Inline;
    Marquee "marquee" Inline Wall Special;
    Math "math" Inline;
    Menu "menu" Block EndsP Special Pairs BreaksOut;
    Meta "meta" Void Special BreaksOut;
    Mglyph "mglyph" Inline;
    Mi "mi" Inline;
    Mn "mn" Inline;
    Mo "mo" Inline;
    Ms "ms" Inline;
    Mtext "mtext" Inline;
    Nav "nav" Block EndsP Special Pairs;
    Nobr "nobr" Inline Format BreaksOut;
    NoEmbed "noembed" Raw Special;
    NoFrames "noframes" Raw Special;
    NoScript "noscript" Block Special;
    Object "object" Inline Wall Special;
    Ol "ol" Block EndsP Special Pairs BreaksOut;
    OptGroup "optgroup" Line Implied;
    Opt "option" Line Implied;
    Output "output" Inline;
    P "p" Block EndsP Special Implied BreaksOut;
    Param "param" Void Special;
    Plaintext "plaintext" Block EndsP Special;
    Pre "pre" Block EndsP Special Pairs BreaksOut;
    Q "q" Inline;
    Rb "rb" Inline Implied;
    Rp "rp" Inline Implied;
    Rt "rt" Inline Implied;
    Rtc "rtc" Inline Implied;
    Ruby "ruby" Inline BreaksOut;
    S "s" Inline Format BreaksOut;
    Samp "samp" Inline;
    Script "script" Raw Special;
    Search "search" Block EndsP Special Pairs;
    Section "section" Block EndsP Special Pairs;
    Select "select" Block Wall Special Pairs;
    Small "small" Inline Format BreaksOut;
    Source "source" Void Special;
    Span "span" Inline BreaksOut;
    Strike "strike" Inline Format BreaksOut;
    Strong "strong" Inline Format BreaksOut;
    Style "style" Raw Special;
    Sub "sub" Inline BreaksOut;
    Summary "summary" Block EndsP Special Pairs;
    Sup "sup" Inline BreaksOut;
    Svg "svg" Inline;
    Table "table" Block Wall Special BreaksOut;
    Tbody "tbody" Block Special TablePart;
    Td "td" Cell Wall Special TablePart;
    Template "template" Block Wall Special;
    Textarea "textarea" RcData Special;
    Tfoot "tfoot" Block Special TablePart;
    Th "th" Cell Wall Special TablePart;
    Thead "thead" Block Special TablePart;
    Time "time" Inline;
    Title "title" RcData Special;
    Tr "tr" Line Special TablePart;
    Track "track" Void Special;
    Tt "tt" Inline Format BreaksOut;
    U "u" Inline Format BreaksOut;
    Ul "ul" Block EndsP Special Pairs BreaksOut;
    Var "var" Inline BreaksOut;
    Video "video" Inline;
    Wbr "wbr" Void Special;
    Xmp "xmp" Raw Special;
}

/// A name as it stands in a tag. Names that are `Tag::Other` are told apart by their hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it means.
    pub tag: Tag,
    /// Hash of its letters in lower case.
    pub hash: u32,
}

/// Slots of the table of names: a power of two, more than twice as many as names.
const SLOTS: usize = 512;

/// For each hash the number of a tag plus one, or 0; where two meet, the next slot that is free.
static TABLE: [u8; SLOTS] = table();

const fn table() -> [u8; SLOTS] {
    let mut slots = [0; SLOTS];
    let mut tag = 0;
    while tag < Tag::Other as usize {
        let mut slot = hash(Tag::NAMES[tag].as_bytes()) as usize % SLOTS;
        while slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = tag as u8 + 1;
        tag += 1;
    }
    slots
}

/// The names as numbers.
static PACKED: [u64; Tag::COUNT] = {
    let (mut numbers, mut tag) = ([0; Tag::COUNT], 0);
    while tag < Tag::COUNT {
        numbers[tag] = packed(Tag::NAMES[tag].as_bytes());
        tag += 1;
    }
    numbers
};

impl Name {
    /// The name in these bytes, in any letter case.
    pub fn read(name: &[u8]) -> Name {
        let number = packed(name);
        let hash = hash_packed(name, number);
        let is = |tag: Tag| {
            let known = tag.name().as_bytes();
            PACKED[tag as usize] == number
                && known.len() == name.len()
                && (name.len() <= 8 || known.eq_ignore_ascii_case(name))
        };
        let mut slot = hash as usize % SLOTS;
        while let Some(tag) = TABLE[slot].checked_sub(1).map(|number| Tag::ALL[number as usize]) {
            if is(tag) {
                return Name { tag, hash };
            }
            slot = (slot + 1) % SLOTS;
        }
        Name { tag: Tag::Other, hash }
    }
}

impl From<Tag> for Name {
    fn from(tag: Tag) -> Name {
        Name { tag, hash: hash(tag.name().as_bytes()) }
    }
}

impl Tag {
    /// The tag of a name in any letter case.
    pub fn named(name: &str) -> Tag {
        Name::read(name.as_bytes()).tag
    }

    /// Its name, `*` for `Other`.
    pub fn name(self) -> &'static str {
        Tag::NAMES[self as usize]
    }

    /// How it takes part in the text.
    pub fn flow(self) -> Flow {
        Tag::FLOWS[self as usize]
    }

    fn has(self, wanted: Flag) -> bool {
        Tag::FLAGS[self as usize] & wanted as u16 != 0
    }

    /// Does its start tag close an open paragraph?
    pub fn ends_p(self) -> bool {
        self.has(Flag::EndsP)
    }

    /// Do end tags inside it stop here?
    pub fn is_wall(self) -> bool {
        self.has(Flag::Wall)
    }

    /// A formatting element, such as `<b>`?
    pub fn is_formatting(self) -> bool {
        self.has(Flag::Format)
    }

    /// Two of these side by side are two words: `<a>One</a><a>Two</a>`.
    pub fn stands_apart(self) -> bool {
        self.has(Flag::Apart)
    }

    /// Do end tags of ordinary elements stop here?
    pub fn is_special(self) -> bool {
        self.has(Flag::Special)
    }

    /// Does its end tag close what is open inside it?
    pub fn pairs(self) -> bool {
        self.has(Flag::Pairs)
    }

    /// Does it end without an end tag of its own?
    pub fn is_implied(self) -> bool {
        self.has(Flag::Implied)
    }

    /// A part of a table?
    pub fn is_table_part(self) -> bool {
        self.has(Flag::TablePart)
    }

    /// Has it no place in SVG and MathML?
    pub fn breaks_out(self) -> bool {
        self.has(Flag::BreaksOut)
    }

    /// Does it start and end blocks?
    pub fn is_block(self) -> bool {
        matches!(self.flow(), Flow::Block | Flow::Line | Flow::Cell)
    }

    /// Level of a heading element.
    pub fn heading(self) -> Option<u8> {
        match self {
            Tag::H1 => Some(1),
            Tag::H2 => Some(2),
            Tag::H3 => Some(3),
            Tag::H4 => Some(4),
            Tag::H5 => Some(5),
            Tag::H6 => Some(6),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_tags() {
        for tag in &Tag::ALL[..Tag::COUNT - 1] {
            assert_eq!(Tag::named(tag.name()), *tag);
            assert_eq!(Tag::named(&tag.name().to_ascii_uppercase()), *tag);
        }
        assert_eq!(Tag::named("blink"), Tag::Other);
        assert_ne!(Name::read(b"x-card"), Name::read(b"x-cart"));
    }
}
