// The report of raw/ and one of hostile documents, in a real browser: what a person does with it, what it must not do,
// and what a library says of contrast and names. Ends with how many checks passed.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const VIEWS = ["#summary", "#documents", "#document?path=harbour-courier/news/lift-bridge-reopens.html&cut=1"];

let passed = 0;
const failures = [];

function check(what, is, want = true) {
  if (JSON.stringify(is) === JSON.stringify(want)) passed += 1;
  else failures.push(`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(want)}`);
}

/** Does what is waited for come? */
const comes = (wait) => wait.then(() => true, () => false);

const address = (file, hash = "") => `file://${resolve(file)}${hash}`;

/** A page that notes every fault and every request. */
async function open(browser, file, hash, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("dialog", (dialog) => page.faults.push(`dialog: ${dialog.message()}`) && dialog.dismiss());
  page.on("request", (request) => request.url().startsWith(address(file)) || page.faults.push(`request: ${request.url()}`));
  await page.goto(address(file, hash));
  return page;
}

async function close(page, what) {
  check(`${what}: no error, no request`, page.faults, []);
  await page.context().close();
}

async function documents(browser) {
  const page = await open(browser, "raw.html");
  await page.getByRole("link", { name: "Documents", exact: true }).click();
  const rows = page.locator("#rows tr");
  await rows.first().waitFor();
  const all = await rows.count();
  check("all samples are listed", all, 23);
  await page.getByRole("searchbox").fill("LIFT bridge");
  check("search", await rows.locator("th a").allInnerTexts(), ["harbour-courier/news/lift-bridge-reopens.html"]);
  await page.reload();
  check("a search survives a reload", [await rows.count(), await page.getByRole("searchbox").inputValue()], [1, "LIFT bridge"]);
  await page.getByRole("searchbox").fill("");
  const [rule, some] = await page.locator("#reason option").evaluateAll((all) => {
    const [, name, count] = all.map((one) => /^(share-\S+) \((\d+)\)/.exec(one.textContent)).find(Boolean);
    return [name, Number(count)];
  });
  await page.locator("#reason").selectOption(rule);
  check("filter by reason", [await rows.count(), some < all], [some, true]);
  await page.locator("#reason").selectOption("");
  await page.locator("#outcome").selectOption("unchanged");
  const outcomes = await page.locator("#rows .outcome").allInnerTexts();
  check("filter by outcome", outcomes.length > 0 && outcomes.every((word) => word === "unchanged"));
  await page.locator("#outcome").selectOption("");
  for (const [column, selector, sign] of [["Share cut", ".share", -1], ["Confidence", ".sure", 1]]) {
    if (!(await page.locator(`th[aria-sort] button`).innerText()).startsWith(column)) await page.getByRole("button", { name: column }).click();
    const values = (await page.locator(`#rows ${selector}`).allInnerTexts()).map((text) => parseInt(text.replace("< ", ""), 10)).filter(Number.isFinite);
    check(`sorted by ${column}`, values, values.toSorted((a, b) => sign * (a - b)));
  }
  await close(page, "documents");
}

async function reading(browser) {
  const path = "abroad/moorbahn.html";
  const page = await open(browser, "raw.html", "#documents", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("link", { name: path }).click();
  const at = () => page.locator("#at").innerText();
  await page.locator("#text .change").first().waitFor();
  const total = await page.locator("#text .change").count();
  check("changes are marked", total > 3 && (await page.locator("#text del").count()) > 0);
  await page.keyboard.press("n");
  check("the first change", await at(), `1 of ${total}`);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("p");
  check("round to the last", await at(), `${total} of ${total}`);
  await page.keyboard.press("n");
  // What the model cuts can only be kept: on to a rule that can be switched off.
  const canBeOff = async () => (await page.locator("#why pre").innerText()).includes("disable");
  for (let left = total; left > 0 && !(await canBeOff()); left -= 1) await page.keyboard.press("n");
  const place = await at();
  const rule = await page.locator("#why h2").innerText();
  const tip = page.getByRole("tooltip");
  check("the reason stands beside it", /^(Cut|Mended) by (\S+), \d+ % sure/.exec(await tip.innerText())?.[2], rule);
  check("and is its description", await page.evaluate(() => document.activeElement.getAttribute("aria-describedby")), "tip");
  check("it says why", (await page.locator("#why p").nth(1).innerText()).length > 10);
  await page.getByRole("button", { name: "Copy as exception" }).click();
  const lines = await page.evaluate(() => navigator.clipboard.readText());
  check("the exception", lines.startsWith(`# ${path}\n`) && lines.includes(`disable = ["${rule}"]`) && lines.includes("keep = ["));
  await page.locator("#text del").last().hover();
  check("hover tells too", await tip.isVisible());
  await page.reload();
  check("the place survives a reload", await at(), place);
  await page.keyboard.press("r");
  const article = readFileSync(`cleaned/${path}.txt`, "utf8").trimEnd();
  check("the result alone", (await page.locator("#text").evaluate((text) => text.innerText)).trim(), article.trim());
  await page.keyboard.press("r");
  await page.locator("#legend button").nth(1).click();
  await page.keyboard.press("n");
  check("steps through one reason", (await page.locator("#legend button").nth(1).innerText()).startsWith(await page.locator("#why h2").innerText()));
  await page.keyboard.press("]");
  const another = page.waitForFunction((was) => document.querySelector("#path").innerText !== was, path, { timeout: 5000 });
  check("the next document", await comes(another));
  await page.keyboard.press("u");
  check("back in the list", await comes(page.locator("#view-documents").waitFor({ timeout: 5000 })));
  await page.keyboard.press("/");
  await page.keyboard.type("n?");
  check("keys are letters in a field", await page.getByRole("searchbox").inputValue(), "n?");
  await page.getByRole("searchbox").blur();
  await page.keyboard.press("?");
  check("help", await page.getByRole("dialog").isVisible());
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Dark theme" }).click();
  check("dark", await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
  await close(page, "reading");
}

async function access(browser) {
  for (const colorScheme of ["light", "dark"]) {
    for (const view of VIEWS) {
      const page = await open(browser, "raw.html", view, { colorScheme });
      await page.evaluate(AXE);
      const { violations, passes } = await page.evaluate((rules) => axe.run(document, rules), RULES);
      const told = violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id} ${target} ${any[0]?.message ?? ""}`));
      check(`axe, ${colorScheme} ${view}`, [told.slice(0, 8), passes.length > 10], [[], true]);
      await page.context().close();
    }
  }
}

async function layout(browser) {
  for (const width of [320, 768]) {
    for (const view of VIEWS) {
      const page = await open(browser, "raw.html", view, { viewport: { width, height: 700 } });
      check(`${view} fits ${width}`, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth <= 0));
      await close(page, `${view} at ${width}`);
    }
  }
  const page = await open(browser, "raw.html", VIEWS[2]);
  await page.emulateMedia({ media: "print" });
  const seen = await Promise.all(["nav", ".steps", "#text del"].map((one) => page.locator(one).first().isVisible()));
  check("print has the text and no controls", seen, [false, false, true]);
  await close(page, "print");
  const bare = await open(browser, "raw.html", "", { javaScriptEnabled: false });
  check("without scripts the summary stands", await bare.getByRole("heading", { level: 1 }).first().isVisible());
  await close(bare, "without scripts");
}

async function hostile(browser) {
  const page = await open(browser, "hostile.html", "#documents");
  const count = await page.locator("#rows tr").count();
  check("all hostile documents are listed", count, 20);
  const keys = await page.locator("#rows th a").evaluateAll((links) => links.map((link) => link.hash));
  for (const key of ["#summary", ...keys, "#document?path=</script><img src=x onerror=alert(1)>", "#__proto__?a", "#%"]) {
    await page.evaluate((key) => (location.hash = key), key);
    await page.waitForTimeout(30);
    await page.keyboard.press("n");
    await page.keyboard.press("r");
  }
  check("nothing of it ran", await page.evaluate(() => window.hacked === undefined));
  check("nothing of it became an element", await page.locator("img, main svg[onload], h1:has-text('An end'):not([id]), style ~ style").count(), 0);
  check("the page can still be seen", await page.locator("header").isVisible());
  await page.evaluate((key) => (location.hash = key), keys.find((key) => key.includes("right%20to%20left") || key.includes("right+to+left")));
  await page.waitForTimeout(50);
  check("marks of direction are shown", (await page.locator("#text .code").allInnerTexts()).includes("U+202E"));
  await close(page, "hostile");
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for (const part of [documents, reading, access, layout, hostile]) {
  try {
    await part(browser);
  } catch (error) {
    failures.push(`${part.name}: ${error.stack}`);
  }
}
await browser.close();
for (const failure of failures) console.log(failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
