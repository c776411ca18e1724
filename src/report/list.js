// The list of documents: searched, filtered, sorted, a page at a time.

const PAGE = 100;

const COLUMNS = [
  { key: "path", name: "Document", of: (row) => row.path, text: true },
  { key: "outcome", name: "Outcome", of: (row) => row.outcome, text: true },
  { key: "kept", name: "Kept", of: (row) => row.kept },
  { key: "cut", name: "Cut", of: (row) => row.cut },
  { key: "share", name: "Share cut", of: shareCut },
  { key: "mends", name: "Mends", of: (row) => row.mends },
  { key: "confidence", name: "Confidence", of: (row) => row.confidence ?? 101, up: true },
];
const USUAL_SORT = "-share";

/** The list as the address last said. */
let wanted = {};
/** The rows that the filters leave, in the order wanted. */
let found = rows;

const usual = (column) => (column.text || column.up ? column.key : `-${column.key}`);
const turned = (sort) => (sort.startsWith("-") ? sort.slice(1) : `-${sort}`);

function select() {
  const terms = (wanted.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const has = (row) => {
    row.hay ??= `${row.path}\n${row.title ?? ""}\n${row.place}`.toLowerCase();
    return terms.every((term) => row.hay.includes(term));
  };
  const because = (row) =>
    row.reason === wanted.reason || row.notes.some(([code]) => code === wanted.reason) || row.rules.some(([id]) => id === wanted.reason);
  const sort = wanted.sort ?? USUAL_SORT;
  const down = sort.startsWith("-");
  const column = COLUMNS.find(({ key }) => key === sort.replace("-", "")) ?? COLUMNS[0];
  found = rows.filter(
    (row) =>
      (!wanted.outcome || row.outcome === wanted.outcome) &&
      (!wanted.place || row.place === wanted.place) &&
      (!wanted.reason || because(row)) &&
      has(row),
  );
  const order = (a, b) => {
    const [left, right] = [column.of(a), column.of(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  found.sort((a, b) => (down ? order(b, a) : order(a, b)) || a.index - b.index);
}

/** A bar of what was kept and what was cut. */
function bar(row) {
  const svg = drawn("svg", { viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true" });
  const cut = 100 * shareCut(row);
  svg.append(drawn("rect", { class: "kept", width: 100 - cut, height: 1 }));
  svg.append(drawn("rect", { class: "cut", x: 100 - cut, width: cut, height: 1 }));
  return svg;
}

function line(row) {
  const link = make("a", { href: address("document", { path: row.key }) }, make("bdi", {}, ...shown(row.path)));
  const name = make("th", { scope: "row" }, link);
  const under = [row.title, row.reason].filter(Boolean).join(" · ");
  if (under) name.append(make("span", { className: "under" }, make("bdi", {}, ...shown(under))));
  const counted = row.kind !== null;
  const cell = (value, name) => make("td", { className: `number ${name}` }, value);
  const share = make("td", { className: "number share" });
  if (counted) share.append(bar(row), percent(shareCut(row)));
  return make(
    "tr",
    {},
    name,
    make("td", { className: `outcome o-${row.outcome}` }, row.outcome),
    cell(counted ? number(row.kept) : "", "kept-words"),
    cell(counted ? number(row.cut) : "", "cut-words"),
    share,
    cell(counted ? number(row.mends) : "", "mends"),
    cell(row.confidence === null ? "" : percent(row.confidence / 100), "sure"),
  );
}

function heads() {
  const sort = wanted.sort ?? USUAL_SORT;
  $("heads").replaceChildren(
    ...COLUMNS.map((column) => {
      const active = sort.replace("-", "") === column.key;
      const button = make("button", { type: "button" }, column.name);
      if (active) button.append(make("span", { "aria-hidden": "true" }, sort.startsWith("-") ? " ↓" : " ↑"));
      button.addEventListener("click", () => change({ sort: active ? turned(sort) : usual(column) }, column.key));
      const head = make("th", { scope: "col", className: `h-${column.key}` }, button);
      if (active) head.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
      return head;
    }),
  );
}

function pages(last) {
  const page = wanted.page;
  const go = (to, name, off) => {
    const button = make("button", { type: "button", disabled: off }, name);
    button.addEventListener("click", () => change({ page: to }));
    return button;
  };
  const parts = [go(page - 1, "← Previous", page <= 1), `Page ${page} of ${last}`, go(page + 1, "Next →", page >= last)];
  $("pages").replaceChildren(...(last > 1 ? parts : []));
}

function drawList() {
  select();
  const last = Math.max(1, Math.ceil(found.length / PAGE));
  wanted.page = Math.min(Math.max(1, Number(wanted.page) || 1), last);
  heads();
  $("rows").replaceChildren(...found.slice((wanted.page - 1) * PAGE, wanted.page * PAGE).map(line));
  $("count").textContent =
    found.length === rows.length ? `${number(rows.length)} documents` : `${number(found.length)} of ${number(rows.length)} documents`;
  pages(last);
  for (const field of ["q", "reason", "outcome", "place", "sort"]) {
    const value = wanted[field] ?? (field === "sort" ? USUAL_SORT : "");
    if ($(field).value !== value) $(field).value = value;
  }
  $("back").href = listAddress();
}

function listParameters() {
  const { q, reason, outcome, place, sort, page } = wanted;
  return { q, reason, outcome, place, sort: sort === USUAL_SORT ? "" : sort, page: page > 1 ? page : "" };
}

const listAddress = () => address("documents", listParameters());

/** Change the list, and the address with it. Other filters begin at the first page. */
function change(parameters, focus) {
  wanted = { ...wanted, page: 1, ...parameters };
  drawList();
  note("documents", listParameters());
  if (focus) document.querySelector(`.h-${focus} button`).focus();
}

/** Show the list as the address says. */
function showList(query) {
  wanted = Object.fromEntries(query);
  drawList();
}

function options(id, values) {
  $(id).append(...values.map(([value, name]) => make("option", { value }, name)));
}

function setUpList() {
  const counts = new Map();
  const count = (id) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const row of rows) {
    row.rules.forEach(([id]) => count(id));
    row.notes.forEach(([code]) => code !== row.reason && count(code));
    if (row.reason) count(row.reason);
  }
  options("reason", [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, times]) => [id, `${id} (${number(times)})`]));
  for (const field of ["outcome", "place"]) {
    options(field, [...new Set(rows.map((row) => row[field]))].sort().map((value) => [value, value]));
  }
  const ways = COLUMNS.flatMap((column) => {
    const [first, second] = column.text ? ["A to Z", "Z to A"] : column.up ? ["lowest first", "highest first"] : ["most first", "least first"];
    return [
      [usual(column), `${column.name}, ${first}`],
      [turned(usual(column)), `${column.name}, ${second}`],
    ];
  });
  options("sort", ways);
  $("q").addEventListener("input", () => change({ q: $("q").value }));
  for (const field of ["reason", "outcome", "place", "sort"]) $(field).addEventListener("change", () => change({ [field]: $(field).value }));
  $("filters").addEventListener("submit", (event) => event.preventDefault());
}
