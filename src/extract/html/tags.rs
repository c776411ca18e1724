//! Element names as numbers, and what the standard says each of them does to the text around it.

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
    /// Content is not markup and not shown (`script`).
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

            /// The tag of a name in lower case.
            pub fn named(name: &str) -> Tag {
                match name { $($name => Tag::$variant,)* _ => Tag::Other }
            }

            /// Its name, `*` for `Other`.
            pub fn name(self) -> &'static str {
                match self { $(Tag::$variant => $name,)* Tag::Other => "*" }
            }

            /// The start of its end tag.
            pub fn end_tag(self) -> &'static [u8] {
                match self { $(Tag::$variant => concat!("</", $name).as_bytes(),)* Tag::Other => b"</" }
            }

            /// How it takes part in the text.
            pub fn flow(self) -> Flow {
                match self { $(Tag::$variant => Flow::$flow,)* Tag::Other => Flow::Inline }
            }

            fn has(self, wanted: Flag) -> bool {
                let flags: &[Flag] = match self { $(Tag::$variant => &[$(Flag::$flag),*],)* Tag::Other => &[] };
                flags.contains(&wanted)
            }
        }
    };
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flag {
    /// Its start tag closes an open `p`.
    EndsP,
    /// End tags inside it do not reach outside of it.
    Wall,
    /// Formatting: its end tag works across blocks.
    Format,
    /// Its children stand beside each other, not in one word.
    Apart,
}

tags! {
    A "a" Inline Format Apart;
    Abbr "abbr" Inline;
    Address "address" Block EndsP;
    Article "article" Block EndsP;
    Aside "aside" Block EndsP;
    Audio "audio" Inline;
    B "b" Inline Format;
    Base "base" Void;
    Big "big" Inline Format;
    Blockquote "blockquote" Block EndsP;
    Body "body" Block;
    Br "br" Void;
    Button "button" Inline Wall Apart;
    Canvas "canvas" Inline;
    Caption "caption" Block Wall;
    Center "center" Block EndsP;
    Cite "cite" Inline;
    Code "code" Inline Format;
    Col "col" Void;
    Dd "dd" Line EndsP;
    Del "del" Inline;
    Details "details" Block EndsP;
    Dialog "dialog" Block EndsP;
    Dir "dir" Block EndsP;
    Div "div" Block EndsP;
    Dl "dl" Block EndsP;
    Dt "dt" Line EndsP;
    Em "em" Inline Format;
    Embed "embed" Void;
    Fieldset "fieldset" Block EndsP;
    Figcaption "figcaption" Block EndsP;
    Figure "figure" Block EndsP;
    Font "font" Inline Format;
    Footer "footer" Block EndsP;
    Form "form" Block EndsP;
    Frame "frame" Void;
    H1 "h1" Block EndsP;
    H2 "h2" Block EndsP;
    H3 "h3" Block EndsP;
    H4 "h4" Block EndsP;
    H5 "h5" Block EndsP;
    H6 "h6" Block EndsP;
    Head "head" Block;
    Header "header" Block EndsP;
    Hgroup "hgroup" Block EndsP;
    Hr "hr" Void EndsP;
    Html "html" Block;
    I "i" Inline Format;
    Iframe "iframe" Raw;
    Img "img" Void;
    Input "input" Void;
    Ins "ins" Inline;
    Kbd "kbd" Inline;
    Label "label" Inline Apart;
    Legend "legend" Block;
    Li "li" Line EndsP;
    Link "link" Void;
    Main "main" Block EndsP;
    Mark "mark" Inline;
    Marquee "marquee" Inline Wall;
    Math "math" Inline;
    Menu "menu" Block EndsP;
    Meta "meta" Void;
    Nav "nav" Block EndsP;
    NoEmbed "noembed" Raw;
    NoFrames "noframes" Raw;
    NoScript "noscript" Block;
    Object "object" Inline Wall;
    Ol "ol" Block EndsP;
    OptGroup "optgroup" Line;
    Opt "option" Line;
    Output "output" Inline;
    P "p" Block EndsP;
    Param "param" Void;
    Plaintext "plaintext" Block EndsP;
    Pre "pre" Block EndsP;
    Q "q" Inline;
    S "s" Inline Format;
    Samp "samp" Inline;
    Script "script" Raw;
    Search "search" Block EndsP;
    Section "section" Block EndsP;
    Select "select" Block;
    Small "small" Inline Format;
    Source "source" Void;
    Span "span" Inline;
    Strike "strike" Inline Format;
    Strong "strong" Inline Format;
    Style "style" Raw;
    Sub "sub" Inline;
    Summary "summary" Block EndsP;
    Sup "sup" Inline;
    Svg "svg" Inline;
    Table "table" Block Wall;
    Tbody "tbody" Block;
    Td "td" Cell Wall;
    Template "template" Block Wall;
    Textarea "textarea" RcData;
    Tfoot "tfoot" Block;
    Th "th" Cell Wall;
    Thead "thead" Block;
    Time "time" Inline;
    Title "title" RcData;
    Tr "tr" Line;
    Track "track" Void;
    Tt "tt" Inline Format;
    U "u" Inline Format;
    Ul "ul" Block EndsP;
    Var "var" Inline;
    Video "video" Inline;
    Wbr "wbr" Void;
    Xmp "xmp" Raw EndsP;
}

impl Tag {
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
        for name in ["a", "article", "h6", "noscript", "option", "xmp"] {
            assert_eq!(Tag::named(name).name(), name);
        }
        assert_eq!(Tag::named("blink"), Tag::Other);
    }
}
