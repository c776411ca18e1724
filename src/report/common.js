// What the three views share: the data, elements made from plain text, the address of a view.

const $ = (id) => document.getElementById(id);
const data = JSON.parse($("data").textContent);
const rows = data.rows;

/** An element. Strings become text, never markup; properties that are no properties become attributes. */
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name in element && name !== "role") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function drawn(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const plain = new Intl.NumberFormat("en-GB");
const number = (value) => plain.format(value);
const percent = (share) => (share > 0 && share < 0.01 ? "< 1 %" : `${Math.round(share * 100)} %`);
const shareCut = (row) => row.cut / Math.max(1, row.cut + row.kept);

const known = new Map(Object.entries(data.reasons));

/** What a rule is called, why it cuts and in which colour. */
const reason = (id) => known.get(id) ?? { family: "f-other", name: "Other rules", why: "", off: "" };

/** Characters that cannot be seen, or that turn the direction of what stands behind them, are shown by number. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

function shown(text) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(UNSEEN)) {
    parts.push(text.slice(at, match.index));
    const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    parts.push(make("span", { className: "code" }, `U+${code}`));
    at = match.index + 1;
  }
  parts.push(text.slice(at));
  return parts;
}

/** The address of a view, with what of it is not as usual. */
function address(view, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `#${view}?${text}` : `#${view}`;
}

/** Keep the address true without a new entry in the history. */
const note = (view, parameters) => history.replaceState(null, "", address(view, parameters));

/** Each row by its path; of rows with the same path, the later ones get a mark. */
const byKey = new Map();
rows.forEach((row, index) => {
  row.index = index;
  row.key = row.path;
  while (byKey.has(row.key)) row.key += "~";
  byKey.set(row.key, row);
});

/** A preference that outlives a reload, where the browser allows it. */
const preference = {
  get(name) {
    try {
      return localStorage.getItem(`dehusk-${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`dehusk-${name}`, value);
    } catch {
      // Nothing to be done: it holds until the page is left.
    }
  },
};
