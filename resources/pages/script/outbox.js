// Every action is kept on the phone under its own key until the laptop has confirmed it, and goes
// out in the order in which it was made. It carries its voter: another card scanned meanwhile
// does not make it somebody else's.
const entryNames = () => memory.names("out ");
const entries = () => entryNames().map((name) => ({ name, ...memory.read(name) })).filter((entry) => entry.key);
const waiting = () => entries().filter((entry) => !entry.refused);
const SHOWN_AFTER = 3000;
let shown = "";
let sending = null;
let tries = 0;
let again = 0;
let last = 0;
// Whether the laptop was not reached at all.
let cut = false;
// Whether the page shows less than the laptop has decided.
let stale = false;

const post = async (form) => {
  const { name, out } = form.dataset;
  const key = newKey();
  const fields = [...new FormData(form)].filter(([field, value]) => field !== "key" && typeof value === "string");
  const file = form.elements.picture && form.elements.picture.files[0];
  const kept = pictureKept(form);
  const title = (form.elements.title || form.elements.text || { value: "" }).value.slice(0, 60);
  last = Math.max(last + 1, Date.now());
  const entry = { key, fields, title, at: last, label: name, kind: out, form: form.id, voter: tail(form) };
  Object.assign(entry, { page: location.pathname, path: form.getAttribute("action"), multipart: form.enctype.startsWith("multipart"), ...kept });
  if (file) Object.assign(entry, { picture: key, pictureName: file.name });
  const place = `out ${last} ${key}`;
  if (file) {
    const keeping = shrunk(file, "big" in form.dataset ? 4032 : 1600).then((small) => pictures.keep(key, small));
    form.classList.add("busy");
    await keeping;
    form.classList.remove("busy");
  }
  if (out === "state") for (const other of entries()) if (other.refused && isOf(other, form)) drop(other);
  memory.keep(place, entry);
  if (out === "new") {
    for (const field of form.elements) if (isTyped(field) || field.type === "file") field.value = "";
    memory.drop(draftOf(form));
  }
  tries = 0;
  show();
  setTimeout(show, SHOWN_AFTER + 50);
  flush();
};

const isOf = (entry, form) => entry.page === location.pathname && entry.form === form.id && entry.voter === tail(form);

const flush = () => {
  if (!sending) {
    sending = sendAll().finally(() => {
      sending = null;
    });
  }
  return sending;
};
const sendAll = async () => {
  clearTimeout(again);
  stale = false;
  for (let entry = waiting()[0]; entry; entry = waiting()[0]) {
    const pause = await deliver(entry);
    if (pause) {
      again = setTimeout(flush, pause);
      break;
    }
    tries = 0;
  }
  if (stale) refresh();
};

// Returns milliseconds to wait before the next try, 0 when the laptop has decided.
const deliver = async (entry) => {
  let answer, told;
  try {
    answer = await reach(entry.path, { method: "POST", body: await bodyOf(entry) }, entry.picture ? 90 : 15);
    told = await answer.json();
    cut = false;
  } catch (unreached) {
    told = null;
    cut = true;
  }
  // A 200 of some other box at this address is no confirmation.
  if (told && answer.ok && told.ok === true) confirm(entry, told);
  else if (told && told.title && answer.status < 500 && ![408, 429].includes(answer.status)) refuse(entry, told);
  else {
    tries += 1;
    const asked = told && Number(answer.headers.get("Retry-After"));
    show();
    return 1000 * (asked || Math.min(60, 2 ** (tries - 1))) * (asked ? 1 + Math.random() / 2 : 0.5 + Math.random());
  }
  show();
  return 0;
};
const reach = (path, asked, seconds) => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 1000 * seconds);
  return fetch(path, { cache: "no-store", signal: stop.signal, headers: { Accept: "application/json" }, ...asked });
};
const bodyOf = async (entry) => {
  const body = entry.multipart ? new FormData() : new URLSearchParams();
  body.append("key", entry.key);
  // What is not named has no dots: of a hundred ideas few have any.
  for (const [name, value] of entry.fields) if (!(name.startsWith("dots-") && /^0?$/.test(value))) body.append(name, value);
  const picture = entry.picture && (await pictures.read(entry.picture));
  if (picture) body.append("picture", picture, "picture.jpg");
  return body;
};

const confirm = (entry, told) => {
  drop(entry);
  const form = document.getElementById(entry.form);
  const typed = draftName(entry.page, entry.form, entry.voter);
  const draft = memory.read(typed);
  const sent = valuesOf(entry);
  if (entry.kind === "state" && draft && Object.keys(draft.values).every((name) => draft.values[name] === sent[name]))
    memory.drop(typed);
  const here = form && isOf(entry, form);
  if (here) {
    for (const field of typedFields(form)) if (field.value === sent[field.name]) field.defaultValue = field.value;
    tell(form, told.message || say("saved"), "good");
  }
  // A whole ballot says itself what it was sent with; to draw the page anew would double the work.
  const button = here && form.querySelector("[data-again]");
  if (button) button.textContent = button.dataset.again;
  else stale = true;
};
const refuse = (entry, told) => {
  stale = true;
  const { name, ...kept } = entry;
  memory.keep(name, { ...kept, refused: { title: told.title, detail: told.detail || "" } });
};
const drop = (entry) => {
  memory.drop(entry.name);
  if (entry.picture) pictures.drop(entry.picture);
};
const valuesOf = (entry) => {
  const values = {};
  for (const [name, value] of entry.fields) values[name] = value;
  return values;
};
// Puts a refused entry back into its form.
const correct = (entry) => {
  const { picture, pictureName } = entry;
  const draft = { at: Date.now(), values: valuesOf(entry), picture, pictureName };
  memory.keep(draftName(entry.page, entry.form, entry.voter), draft);
  memory.drop(entry.name);
  location.assign(`${entry.page}#${entry.form}`);
  if (entry.page === location.pathname) location.reload();
};

const tell = (form, text, className = "") => {
  const line = form.querySelector(".cast") || add(form, "p", "", "cast");
  line.setAttribute("role", "status");
  line.className = `cast ${className}`;
  if (line.textContent !== text) line.textContent = text;
};
const show = () => {
  const list = outbox.querySelector("ul");
  const all = entries();
  const isLate = (entry) => Date.now() - entry.at > SHOWN_AFTER;
  // Drawn anew only when something changed: a button in it may have the focus.
  const state = JSON.stringify([all.map((entry) => [entry.name, entry.refused, isLate(entry)]), tries > 3]);
  const isNew = state !== shown;
  shown = state;
  if (isNew) list.textContent = "";
  for (const entry of all) {
    const late = isLate(entry);
    const form = document.getElementById(entry.form);
    if (form && isOf(entry, form)) tell(form, entry.refused ? entry.refused.title : say(late ? "unsent" : "sending"), entry.refused ? "bad" : "");
    if (isNew && (entry.refused || late)) line(list, entry);
  }
  outbox.hidden = !list.firstChild;
};
const line = (list, entry) => {
  const item = add(list, "li", "", entry.refused ? "bad" : "");
  const voter = (document.querySelector("[name=voter]") || { value: "" }).value.slice(-3);
  const mine = !entry.voter || entry.voter === voter;
  const text = add(item, "p");
  add(text, "b", mine ? `${entry.label}${entry.title ? `: ${entry.title}` : ""}` : say("other"));
  add(text, "br");
  add(text, "span", entry.refused ? `${say("refused")} ${entry.refused.title} ${entry.refused.detail}` : say("unsent"));
  const button = (word, action) => {
    add(item, "button", say(word)).type = "button";
    item.lastChild.onclick = action;
  };
  button("again", () => {
    const { name, refused, ...kept } = entry;
    memory.keep(name, kept);
    tries = 0;
    flush();
    show();
  });
  if (entry.refused && mine) button("edit", () => correct(entry));
  if (entry.refused || tries > 3) button("discard", () => { drop(entry); show(); });
};
// The same address may lead to another workshop by now; a person decides.
const setOldAside = () => {
  for (const entry of waiting())
    if (Date.now() - entry.at > DAY / 2) refuse(entry, { title: say("old") });
};
// The next person begins when everything of the one before has arrived, and finds nothing of it.
const leave = async (event, form) => {
  if (waiting().length) {
    event.preventDefault();
    const refused = entries().length - waiting().length;
    tell(form, say("wait"));
    await flush();
    // What was refused just now is for the one before to see.
    if (waiting().length || entries().length > refused) return tell(form, waiting().length ? say("wait") : "");
  }
  dropOldDrafts(0);
  for (const entry of entries()) drop(entry);
  if (event.defaultPrevented) form.submit();
};
