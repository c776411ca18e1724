// One document: its text with what was cut and mended, the reason of each change, the result alone.

/** What the charset was decided on. */
const EVIDENCE = {
  option: "as asked for",
  bom: "byte-order mark",
  "nul-pattern": "by its NUL bytes",
  escapes: "by its escapes",
  utf8: "by its bytes",
  transport: "as the server said",
  declared: "declared",
  detected: "detected",
};
const LONGEST_PHRASE = 120;

/** The document that is shown: its row, its changes, which of them steps go through, and where the reader is. */
let open = closed(null);

function closed(row) {
  return { row, changes: [], steps: [], at: -1, only: "", result: false };
}

const percentOf = (hundredths) => `${hundredths} %`;

/** The text of a document, read when it is opened. The texts stand at the end of the page, which may still be loading. */
function textOf(row) {
  const element = $(`d${row.index}`);
  if (element) return JSON.parse(element.textContent);
  return document.readyState === "loading" ? null : { pieces: [], rest: 0 };
}

/** White space at the ends of a piece is not struck through. */
function cutParts(gone) {
  const start = gone.length - gone.trimStart().length;
  const end = Math.max(start, gone.trimEnd().length);
  return [gone.slice(0, start), gone.slice(start, end), gone.slice(end)];
}

/** A change as elements. `after` stands there in the result alone. */
function changed([gone, put, rule, sure, isCut]) {
  const piece = make("span", { className: `change ${reason(rule).family} ${isCut ? "is-cut" : "is-mend"}` });
  if (isCut) {
    const [before, core, behind] = cutParts(gone);
    piece.append(make("span", { className: "gap" }, before), make("del", {}, ...shown(core)), make("span", { className: "gap" }, behind));
    if (put) piece.append(make("span", { className: "after" }, put));
  } else {
    if (gone) piece.append(make("del", {}, ...shown(gone)));
    if (put) piece.append(make("ins", {}, ...shown(put)));
  }
  return { piece, gone, put, rule, sure, isCut };
}

function drawText(text) {
  const parts = [];
  for (const piece of text.pieces) {
    if (typeof piece === "string") {
      parts.push(make("span", {}, ...shown(piece)));
    } else {
      const change = changed(piece);
      open.changes.push(change);
      parts.push(change.piece);
    }
  }
  if (text.rest) parts.push(make("p", { className: "shown" }, `${number(text.rest)} more bytes of this text are not in the report.`));
  $("text").replaceChildren(...parts);
  open.changes.forEach((change, index) => {
    const { piece } = change;
    piece.tabIndex = -1;
    piece.addEventListener("mouseenter", () => tip(change));
    piece.addEventListener("mouseleave", () => leave(change));
    piece.addEventListener("focus", () => tip(change));
    piece.addEventListener("blur", untip);
    piece.addEventListener("click", () => !String(getSelection()) && stepTo(index, true));
  });
}

/** The change whose reason stands beside it. */
let told = null;

/** The reason beside a piece, while the pointer or the focus is on it. */
function tip(change) {
  told = change;
  const { piece, rule, sure, isCut } = change;
  const { why, name } = reason(rule);
  const line = `${isCut ? "Cut" : "Mended"} by ${rule}, ${percentOf(sure)} sure`;
  $("tip").className = reason(rule).family;
  $("tip").replaceChildren(make("b", {}, line), make("span", {}, why), make("span", { className: "family" }, name));
  $("tip").hidden = false;
  piece.setAttribute("aria-describedby", "tip");
  const place = (piece.querySelector("del, ins") ?? piece).getClientRects()[0] ?? piece.getBoundingClientRect();
  const box = $("tip").getBoundingClientRect();
  const below = place.bottom + 6 + box.height < innerHeight || place.top < box.height + 6;
  $("tip").style.left = `${Math.max(8, Math.min(place.left, innerWidth - box.width - 8))}px`;
  $("tip").style.top = `${below ? place.bottom + 6 : place.top - box.height - 6}px`;
}

/** When the page moves, the reason goes along as long as the pointer or the focus stays on the piece. */
function follow() {
  const { piece } = told ?? {};
  if (piece && (piece.matches(":hover") || piece === document.activeElement)) tip(told);
  else untip();
}

/** The pointer has left a piece, or the piece has left the pointer: the reason stands beside what the focus is on. */
function leave(change) {
  if (told !== change) return;
  const focused = open.changes.find(({ piece }) => piece === document.activeElement);
  if (focused) tip(focused);
  else untip();
}

function untip() {
  told = null;
  $("tip").hidden = true;
  document.querySelector("[aria-describedby=tip]")?.removeAttribute("aria-describedby");
}

/** The strip above the text: where in it something was cut, in the colours of the reasons. */
function drawStrip(text) {
  const length = (piece) => (typeof piece === "string" ? piece.length : Math.max(piece[0].length, 1));
  const all = text.pieces.reduce((sum, piece) => sum + length(piece), 0) || 1;
  const runs = [];
  let at = 0;
  for (const piece of text.pieces) {
    const kind = typeof piece === "string" ? "kept" : reason(piece[2]).family;
    const last = runs.at(-1);
    if (last?.kind === kind) last.end = at + length(piece);
    else runs.push({ kind, start: at, end: at + length(piece) });
    at += length(piece);
  }
  const scale = 1000 / all;
  $("strip").replaceChildren(
    ...runs.map(({ kind, start, end }) =>
      drawn("rect", { class: kind, x: (start * scale).toFixed(2), width: Math.max((end - start) * scale, 0.8).toFixed(2), height: 10 }),
    ),
  );
  $("strip").setAttribute("aria-label", `Where in the text something was cut: ${percent(shareCut(open.row))} of its words`);
}

function facts(row) {
  const list = [["Outcome", row.reason ? `${row.outcome}: ${row.reason}` : row.outcome]];
  if (row.kind !== null) {
    list.push(["Read as", row.kind === "html" ? "page" : "plain text"]);
    list.push(["Charset", `${row.charset} (${EVIDENCE[row.evidence] ?? row.evidence})`]);
    list.push(["Kept", `${number(row.kept)} words`], ["Cut", `${number(row.cut)} words (${percent(shareCut(row))})`], ["Mends", number(row.mends)]);
  }
  if (row.confidence !== null) list.push(["Confidence", percentOf(row.confidence)]);
  if (row.output) list.push(["Written to", row.output]);
  $("facts").replaceChildren(
    ...list.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, make("bdi", {}, ...shown(value))))),
  );
  $("said").replaceChildren(
    ...row.notes.map(([code, message]) => make("li", {}, make("b", {}, code), " ", make("bdi", {}, ...shown(message)))),
  );
}

function legend() {
  const counts = new Map();
  open.changes.forEach(({ rule }) => counts.set(rule, (counts.get(rule) ?? 0) + 1));
  const entry = (rule, name, count, family) => {
    const on = open.only === rule;
    const button = make("button", { type: "button", className: family, "aria-pressed": String(on) }, make("span", {}, name), ` ${number(count)}`);
    button.addEventListener("click", () => restrict(on ? "" : rule));
    return make("li", {}, button);
  };
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const all = entry("", "all changes", open.changes.length, "all");
  $("legend").replaceChildren(...(sorted.length ? [all] : []), ...sorted.map(([rule, count]) => entry(rule, rule, count, reason(rule).family)));
}

/** Step only through the changes of one rule. */
function restrict(rule) {
  open.only = rule;
  open.steps = open.changes.flatMap((change, index) => (rule && change.rule !== rule ? [] : [index]));
  $("text").classList.toggle("restricted", rule !== "");
  open.changes.forEach(({ piece, rule: own }) => piece.classList.toggle("meant", own === rule));
  legend();
  tellPlace();
}

function tellPlace() {
  const place = open.steps.indexOf(open.at);
  const count = open.steps.length;
  $("at").textContent = !count ? "nothing changed" : place < 0 ? `${number(count)} changes` : `${number(place + 1)} of ${number(count)}`;
  $("previous").disabled = $("next").disabled = !count;
}

/** Go to a change and say why it was made. */
function stepTo(index, focus) {
  const change = open.changes[index];
  if (!change) return;
  if (open.result) showResult(false);
  const last = open.changes[open.at]?.piece;
  last?.classList.remove("current");
  if (last) last.tabIndex = -1;
  open.at = index;
  change.piece.classList.add("current");
  change.piece.tabIndex = 0;
  (change.piece.querySelector("del, ins") ?? change.piece).scrollIntoView({ block: "center" });
  if (focus) change.piece.focus({ preventScroll: true });
  tellPlace();
  explain(change);
  noteDocument();
}

/** The next step behind, or before, where the reader is; round at the ends. */
function step(forward) {
  const { steps, at } = open;
  if (!steps.length) return;
  const next = forward ? (steps.find((index) => index > at) ?? steps[0]) : (steps.findLast((index) => index < at) ?? steps.at(-1));
  stepTo(next, true);
}

function explain(change) {
  const { rule, sure, isCut, gone, put } = change;
  const { why, name, family } = reason(rule);
  const meter = drawn("svg", { viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true", class: family });
  meter.append(drawn("rect", { class: "rest", width: 100, height: 1 }), drawn("rect", { class: "sure", width: sure, height: 1 }));
  const what = isCut ? "Cut" : gone ? `Mended: ${JSON.stringify(gone)} became ${JSON.stringify(put)}` : "Mended: a blank was put in";
  $("why").replaceChildren(
    make("h2", { className: family }, make("span", { className: "dot" }), rule),
    make("p", { className: "family" }, `${what} · ${name}`),
    make("p", {}, why),
    make("p", { className: "sure" }, `${percentOf(sure)} sure`),
    meter,
    ...exceptionParts(exception(change)),
  );
}

/** The lines of an exception and the button that copies them. */
function exceptionParts(lines) {
  if (!lines) return [make("p", { className: "family" }, "This mend has no switch of its own.")];
  const copy = make("button", { type: "button", "aria-keyshortcuts": "c" }, "Copy as exception");
  copy.addEventListener("click", copyException);
  return [
    make("pre", { tabIndex: 0, "aria-label": "Lines for dehusk.toml" }, lines),
    copy,
    make("p", { className: "copied", id: "copied", role: "status" }),
  ];
}

/** A text as TOML has it. */
const quoted = (text) => JSON.stringify(text).replace(/\u007f/g, "\\u007f");

/** The first line of a cut, or as many of its words as make a phrase. */
function phrase(gone) {
  const line = gone.trim().split("\n")[0].trim();
  const end = line.length > LONGEST_PHRASE ? line.lastIndexOf(" ", LONGEST_PHRASE) : -1;
  return end > 0 ? line.slice(0, end) : line;
}

/** The lines for the top of dehusk.toml that would leave this text as it was; nothing if none would. */
function exception({ rule, gone, isCut }) {
  const { off } = reason(rule);
  const lines = [];
  if (isCut) lines.push(`keep = [${quoted(phrase(gone))}]`);
  if (off) lines.push(isCut ? `# or everywhere: ${off}` : off);
  return lines.length ? [`# ${shown(open.row.path).map((part) => part.textContent ?? part).join("")}`, ...lines, ""].join("\n") : "";
}

async function copyException() {
  const lines = document.querySelector("#why pre");
  if (!lines) return;
  try {
    await navigator.clipboard.writeText(lines.textContent);
    $("copied").textContent = "Copied. It goes into dehusk.toml.";
  } catch {
    getSelection().selectAllChildren(lines);
    $("copied").textContent = "Marked: copy it with the keys of your system.";
  }
}

function showResult(on) {
  if (!open.row) return;
  open.result = on;
  $("text").classList.toggle("alone", on);
  $("result").setAttribute("aria-pressed", String(on));
  untip();
  noteDocument();
}

function noteDocument() {
  note("document", { path: open.row.key, cut: open.at >= 0 ? open.at + 1 : "", view: open.result ? "result" : "" });
}

/** Show the document that the address names. */
function showDocument(query) {
  const row = byKey.get(query.get("path"));
  open = closed(row);
  if (!row) {
    $("document-title").textContent = "This document is not in the report";
    for (const id of ["path", "facts", "said", "strip", "text", "why", "legend"]) $(id).replaceChildren();
    tellPlace();
    return;
  }
  const name = row.path.split("/").at(-1);
  $("document-title").replaceChildren(make("bdi", {}, ...shown(row.title ?? name)));
  $("path").replaceChildren(make("bdi", {}, ...shown(row.path)));
  facts(row);
  const text = textOf(row);
  if (!text) {
    addEventListener("DOMContentLoaded", () => route(true), { once: true });
    $("text").replaceChildren("The page is still loading.");
    return;
  }
  drawText(text);
  if (!text.pieces.length) $("text").append(make("p", { className: "shown" }, row.left ?? "There is no text to show."));
  drawStrip(text);
  $("why").replaceChildren(make("p", {}, open.changes.length ? "Choose a change to read why it was made." : "Nothing was changed here."));
  restrict("");
  showResult(query.get("view") === "result");
  const cut = Number(query.get("cut"));
  if (cut) stepTo(cut - 1, false);
}

/** The next or previous document of the list. */
function turn(by) {
  const next = found[found.indexOf(open.row) + by];
  if (next) location.hash = address("document", { path: next.key });
}

function setUpDocument() {
  $("next").addEventListener("click", () => step(true));
  $("previous").addEventListener("click", () => step(false));
  $("result").addEventListener("click", () => showResult(!open.result));
  $("strip").addEventListener("click", (event) => {
    const box = $("strip").getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    $("text").children[Math.floor(share * $("text").children.length)]?.scrollIntoView({ block: "center" });
  });
}
