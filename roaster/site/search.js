// The search page. Asks Pagefind's indexes, one a year, and shows what they find.
// Nothing of an index is taken for HTML but the marks around the words that were found.

const form = document.getElementById("search");
const [query, found, list, more] = ["query", "found", "results", "more"].map((id) => document.getElementById(id));
const PAGE = 10;
const PAUSE = 150; // milliseconds without a key pressed before anything is asked
let engine = null;
let asked = 0;
let before = Promise.resolve();
let results = [];

// One instance for each year: mergeIndex would hide from which of them a result is.
async function load() {
  const indexes = form.dataset.indexes.split(" ");
  const pagefind = await import(new URL(`${indexes[0]}pagefind.js`, location));
  const years = [];
  for (const basePath of indexes) {
    const year = pagefind.createInstance({ basePath, baseUrl: "/" });
    await year.filters(); // is answered once all is loaded: they share one memory, which two spoil
    years.push(year);
  }
  return years;
}

async function ask(text) {
  const answers = await Promise.all((await engine).map((year) => year.search(text)));
  const kept = await Promise.all(answers.map(async ({ results: [best] }) => best && fits(text, await best.data())));
  return answers.flatMap(({ results }, year) => (kept[year] ? results : [])).sort((a, b) => b.score - a.score);
}

// Pagefind answers for a word that an index lacks with the longest beginning of it that is a word
// there, as `a` for `aardvark`: such an answer is none. An inflection (`roasts`, `roasting`) is one.
function fits(text, data) {
  const words = data.content.split(/\s+/);
  const found = data.locations.map((at) => folded(words[at] ?? ""));
  return folded(text).split(" ").every((term) => found.some((word) => akin(word, term)));
}

function akin(word, term) {
  if (word.length < Math.min(3, term.length)) return false;
  return word.slice(0, 2) === term.slice(0, 2) && !(term.startsWith(word) && term.length > word.length + 4);
}

function folded(text) {
  return text.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, "").trim().replace(/\s+/g, " ");
}

async function search() {
  const text = query.value.trim();
  const turn = ++asked;
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  try {
    engine ??= load();
    await new Promise((done) => setTimeout(done, PAUSE));
    if (turn !== asked) return;
    before = before.catch(() => {}).then(() => (text && turn === asked ? ask(text) : []));
    const answer = await before;
    if (turn !== asked) return;
    results = answer;
    const items = await next(0);
    if (turn !== asked) return;
    list.replaceChildren(...items);
    tell(text);
  } catch (error) {
    engine = null;
    found.textContent = form.dataset.failed;
    throw error;
  }
}

function tell(text) {
  const { none, one, other } = form.dataset;
  const count = results.length;
  found.textContent = text ? (count ? (count === 1 ? one : other) : none).replace("{count}", count) : "";
  more.hidden = list.children.length >= count;
}

async function next(first) {
  return (await Promise.all(results.slice(first, first + PAGE).map((one) => one.data()))).map(item);
}

function item(data) {
  const link = element("a", data.meta.title);
  link.href = form.dataset.root + data.meta.at;
  link.className = "src";
  const line = element("span", [data.meta.day, data.meta.score].filter(Boolean).join(" · "));
  line.className = "meta";
  const excerpt = element("p", "");
  for (const node of new DOMParser().parseFromString(data.excerpt, "text/html").body.childNodes) {
    excerpt.append(node.nodeName === "MARK" ? element("mark", node.textContent) : node.textContent);
  }
  const entry = document.createElement("li");
  entry.append(link, " ", line, excerpt);
  return entry;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
query.addEventListener("input", search);
more.addEventListener("click", async () => {
  const turn = asked;
  const items = await next(list.children.length);
  if (turn !== asked) return;
  list.append(...items);
  items[0].querySelector("a").focus();
  tell(query.value.trim());
});
form.hidden = false;
query.value = new URLSearchParams(location.search).get("q") ?? "";
if (query.value) search();
