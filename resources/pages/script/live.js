// Asks every 3 to 5 seconds whether something has changed, and draws those parts of the page anew.
const root = document.documentElement;
const net = document.getElementById("net");
const drawn = new WeakMap();
const PATIENCE = 8000;
const SPREAD = 5000;
let etag = "";
let rounds = null;
let dots = null;
let asking = 0;
let redraw = 0;
let missing = 0;
let postponed = false;

const look = async (now) => {
  clearTimeout(asking);
  try {
    const headers = etag ? { Accept: "application/json", "If-None-Match": etag } : { Accept: "application/json" };
    const answer = await reach("/live", { headers }, 10);
    if (answer.status === 200) heard(await answer.json(), now), (etag = answer.headers.get("ETag") || "");
    else if (answer.status !== 304) throw new Error(answer.status);
    reached();
  } catch (unreached) {
    missing = missing || Date.now();
    if (Date.now() - missing > PATIENCE) notice(say("lost"));
  }
  clearTimeout(asking);
  if (!document.hidden) asking = setTimeout(look, 3000 + 2000 * Math.random());
};
const heard = (state, now) => {
  if (typeof state.version === "undefined") throw new Error("not ours");
  const open = state.rounds.filter((round) => round.state === "open").map((round) => round.id);
  const news = newsOf(open);
  rounds = open;
  const counted = dots !== null && dots !== state.dots && location.pathname === "/results";
  dots = state.dots;
  if (String(state.version) === root.dataset.version) {
    // Votes come all the time; the ranking is drawn anew now and then.
    if (counted && !redraw) redraw = setTimeout(refresh, 2 * SPREAD * (1 + Math.random()));
    return;
  }
  clearTimeout(redraw);
  // Not everybody at once; a phone that wakes up shows the truth at once.
  redraw = setTimeout(() => refresh(news), now === true ? 0 : SPREAD * Math.random());
};
// The first answer is compared with what the page was drawn from.
const newsOf = (open) => {
  const wasOpen = "open" in root.dataset;
  if (!rounds && open.length) return wasOpen ? "" : "opened";
  if (!rounds) return wasOpen ? "closed" : "";
  if (open.some((id) => !rounds.includes(id))) return "opened";
  return rounds.some((id) => !open.includes(id)) ? "closed" : "";
};
const reached = () => {
  if (missing) notice("");
  missing = 0;
  if (cut) flush();
};
const notice = (text) => {
  net.hidden = !text;
  if (net.textContent !== text) net.textContent = text;
};

const refresh = async (news) => {
  clearTimeout(redraw);
  redraw = 0;
  let page;
  try {
    const answer = await reach(location.pathname, { headers: { Accept: "text/html" } }, 15);
    // What was drawn after a form without script may not be there to be asked for.
    if (!answer.ok) return;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (unreached) {
    etag = "";
    return;
  }
  const fresh = page.documentElement.dataset.version;
  if (typeof fresh === "undefined") return;
  root.dataset.version = fresh;
  if (!sameShape(page)) return location.reload();
  postponed = false;
  for (const part of document.querySelectorAll("[data-live]")) redrawPart(part, page.getElementById(part.id));
  show();
  if (news) notice(say(news));
};
const shape = (page) => [...page.querySelectorAll("[data-live]")].map((part) => part.id).join() + (page.getElementById("voter") || { textContent: "" }).textContent;
const sameShape = (page) => shape(page).replace(/\s/g, "") === ownShape;
const ownShape = shape(document).replace(/\s/g, "");
// Keys differ from drawing to drawing.
const bare = (part) => part.outerHTML.replace(/name="key" value="[^"]*"/g, "");
const isTyping = (part) => {
  const field = document.activeElement;
  return part.contains(field) && field.matches("input, textarea");
};
const redrawPart = (part, fresh) => {
  if (drawn.get(part) === bare(fresh)) return;
  if (isTyping(part)) {
    postponed = true;
    return;
  }
  const focused = part.contains(document.activeElement) && document.activeElement.id;
  part.replaceWith(fresh);
  dress(fresh);
  const field = focused && document.getElementById(focused);
  if (field) field.focus({ preventScroll: true });
};
