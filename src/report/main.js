// Which view is shown, keys, theme.

const VIEWS = { summary: () => {}, documents: showList, document: showDocument };

function route(first) {
  const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
  const view = Object.hasOwn(VIEWS, name) ? name : "summary";
  for (const name of Object.keys(VIEWS)) $(`view-${name}`).hidden = name !== view;
  for (const link of document.querySelectorAll("nav [data-view]")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!first) scrollTo(0, 0);
  untip();
  VIEWS[view](new URLSearchParams(query ?? ""));
  const title = $(`${view}-title`);
  document.title = `${title.textContent} – dehusk`;
  if (!first && !(view === "document" && open.at >= 0)) title.focus({ preventScroll: true });
}

const KEYS = {
  n: () => step(true),
  j: () => step(true),
  p: () => step(false),
  k: () => step(false),
  r: () => showResult(!open.result),
  c: copyException,
  "]": () => turn(1),
  "[": () => turn(-1),
  u: () => (location.hash = listAddress()),
};

function search() {
  const field = () => $("q").focus();
  if (!$("view-documents").hidden) return field();
  addEventListener("hashchange", field, { once: true });
  location.hash = listAddress();
}

function pressed(event) {
  const typing = event.target.closest?.("input, select, textarea, dialog");
  if (event.ctrlKey || event.metaKey || event.altKey || typing || !$("keys").checked) return;
  if (event.key === "?") $("help").showModal();
  else if (event.key === "/") search();
  else if (!$("view-document").hidden && open.row && Object.hasOwn(KEYS, event.key)) KEYS[event.key]();
  else return;
  event.preventDefault();
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function theme(name) {
  if (name) document.documentElement.dataset.theme = name;
  $("theme").textContent = isDark() ? "Light" : "Dark";
  $("theme").setAttribute("aria-label", isDark() ? "Light theme" : "Dark theme");
}

theme(preference.get("theme"));
$("theme").addEventListener("click", () => {
  theme(isDark() ? "light" : "dark");
  preference.set("theme", document.documentElement.dataset.theme);
});
$("keys").checked = preference.get("keys") !== "off";
$("keys").addEventListener("change", () => preference.set("keys", $("keys").checked ? "on" : "off"));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.querySelector("main > section:not([hidden]) h1").focus();
});
$("help-open").addEventListener("click", () => $("help").showModal());
document.addEventListener("keydown", pressed);
addEventListener("scroll", follow, { passive: true });
addEventListener("hashchange", () => route(false));
setUpList();
setUpDocument();
select();
route(true);
