//! A page's tree, laid flat: elements in one list, and the steps of a walk over them in others.
//!
//! The steps stand in the order in which they are written while the page is read. Only what is misplaced in a table
//! must go back, before that table: it is written to a lane of its own, and a `Step::Lane` marks where it belongs.

use super::attributes::Key;
use super::hints::Hints;
use super::tags::Tag;

/// Where something stands in the source.
pub type Bytes = (u32, u32);

/// What a tag says of its element.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its name.
    pub tag: Tag,
    /// In SVG or MathML.
    pub foreign: bool,
    /// Not shown.
    pub hidden: bool,
    /// Program text whose lines are elements.
    pub lines: bool,
    /// Line ends (`<br>`) in it, if it is code outside of a table.
    pub breaks: u8,
    /// A block that was around it, but by a later tag has ended before it began.
    pub left: Option<Tag>,
    /// The number an ordered list starts with.
    pub first_number: u32,
    /// What its names say it is for.
    pub hints: Hints,
    /// Hash of its name and its first class.
    pub signature: u32,
    /// Where its `href` stands in the source.
    pub href: Option<Bytes>,
    /// Where its `class` stands in the source; empty if it has none.
    pub class: Bytes,
    /// Where its attributes start in the source.
    pub attributes: u32,
    /// They say what its content is, for machines.
    pub marked: bool,
    /// Those that few elements have and that are remembered: the first one's place among them all, and how many.
    pub rare: (u32, u8),
}

/// So many line ends make lines of code: one may stand in a name that a sentence holds.
const LINES: u8 = 2;

impl Node {
    /// Is it program text whose lines end in `<br>`?
    pub fn is_broken(&self) -> bool {
        self.breaks >= LINES
    }

    /// An element of which nothing is said.
    pub fn plain(tag: Tag) -> Node {
        Node {
            tag,
            foreign: false,
            hidden: false,
            lines: false,
            breaks: 0,
            left: None,
            first_number: 1,
            hints: Hints::default(),
            signature: 0,
            href: None,
            class: (0, 0),
            attributes: 0,
            marked: false,
            rare: (0, 0),
        }
    }
}

/// One step of the walk. Numbers are those of nodes and lanes, or bytes of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An element starts.
    Open(u32),
    /// The innermost element of this node ends; elements inside it may stay open.
    Close(u32),
    /// Text with references.
    Text(u32, u32),
    /// White space.
    White(u32, u32),
    /// Text without references (`xmp`).
    Verbatim(u32, u32),
    /// A block element starts or ends here that is not kept apart from the one around it.
    Edge(Tag),
    /// `<br>`.
    Break,
    /// `<hr>`.
    Rule,
    /// Something without text stands between two words, or none.
    Seam,
    /// Two words end and start here.
    Blank,
    /// An image.
    Image(u32),
    /// The box of a task that is done or not.
    Check(bool),
    /// A formula in TeX, on a line of its own or not.
    Tex(u32, u32, bool),
    /// What stands in this lane belongs here.
    Lane(u32),
    /// The rest of the source, from this place on.
    Rest(u32),
}

/// A page's tree.
#[derive(Debug)]
pub struct Arena {
    /// All elements, in the order of their start tags.
    pub nodes: Vec<Node>,
    /// Attributes that few elements have, those of a node side by side.
    rare: Vec<(Key, Bytes)>,
    /// Lane 0 is where the walk starts.
    lanes: Vec<Vec<Step>>,
    /// How many steps there are.
    steps: usize,
    /// Elements were deeper than is kept apart.
    pub too_deep: bool,
    /// There were more elements than are kept apart.
    pub too_many: bool,
}

impl Arena {
    /// A tree without elements.
    pub fn new() -> Self {
        Arena {
            nodes: Vec::new(),
            rare: Vec::new(),
            lanes: vec![Vec::new()],
            steps: 0,
            too_deep: false,
            too_many: false,
        }
    }

    /// Add an element; its number.
    pub fn node(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        number(self.nodes.len() - 1)
    }

    /// Remember an attribute of the element that was added last.
    pub fn remember(&mut self, key: Key, value: Bytes) {
        if let Some(node) = self.nodes.last_mut() {
            let (first, count) = node.rare;
            node.rare = (if count == 0 { number(self.rare.len()) } else { first }, count + 1);
            self.rare.push((key, value));
        }
    }

    /// Where the value of an attribute of this element stands that was remembered.
    pub fn rare(&self, node: u32, key: Key) -> Option<Bytes> {
        let (first, count) = self.nodes.get(node as usize)?.rare;
        let own = self.rare.get(first as usize..)?.iter().take(usize::from(count));
        own.into_iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
    }

    /// Add a lane; its number.
    pub fn lane(&mut self) -> u32 {
        self.lanes.push(Vec::new());
        number(self.lanes.len() - 1)
    }

    /// Add a step at the end of a lane.
    pub fn step(&mut self, lane: u32, step: Step) {
        if let Some(lane) = self.lanes.get_mut(lane as usize) {
            lane.push(step);
            self.steps += 1;
        }
    }

    /// All steps in the order of the tree, each with those that follow it in its lane.
    pub fn walk(&self) -> impl Iterator<Item = (Step, &[Step])> {
        let mut inner = self.steps(0);
        let mut outer = Vec::new();
        std::iter::from_fn(move || {
            loop {
                match inner.next() {
                    Some(Step::Lane(lane)) => outer.push(std::mem::replace(&mut inner, self.steps(*lane))),
                    Some(step) => return Some((*step, inner.as_slice())),
                    None => inner = outer.pop()?,
                }
            }
        })
    }

    fn steps(&self, lane: u32) -> std::slice::Iter<'_, Step> {
        self.lanes.get(lane as usize).map(|lane| lane.iter()).unwrap_or_default()
    }

    /// How many steps there are: the measure of the work that a page makes.
    pub fn step_count(&self) -> usize {
        self.steps
    }
}

/// As a number of the arena. Sources beyond 4 GiB are not read to their end.
pub fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
