const dress = (part) => {
  for (const each of part.matches && part.matches("[data-live]") ? [part] : part.querySelectorAll("[data-live]"))
    drawn.set(each, bare(each));
  for (const form of part.querySelectorAll("form[data-out]")) {
    applyDraft(form);
    if (form.dataset.budget) dressBallot(form);
    mark(form);
  }
};
const mark = (form) => {
  if (form.dataset.budget && isChanged(form)) tell(form, say("changed"));
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches(".leave")) leave(event, form);
  if (!form.dataset.out) return;
  event.preventDefault();
  if (form.dataset.budget && !count(form)) form.querySelector(".left").scrollIntoView({ block: "nearest" });
  else if (!form.matches(".busy")) post(form);
});
document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form || !form.dataset.out || !isTyped(target)) return;
  keepDraft(form);
  if (form.dataset.budget) count(form);
  mark(form);
});
document.addEventListener("click", ({ target }) => {
  if (target.dataset && target.dataset.by) step(target);
});
document.addEventListener("focusout", () => setTimeout(() => postponed && !document.activeElement.matches("input, textarea") && refresh()));
const wake = () => {
  if (document.hidden) return;
  flush();
  look(true);
};
document.addEventListener("visibilitychange", wake);
window.addEventListener("online", wake);
window.addEventListener("pageshow", ({ persisted }) => persisted && wake());
if (location.search) history.replaceState(null, "", location.pathname + location.hash);
dropOldDrafts();
setOldAside();
dress(document);
show();
flush();
asking = setTimeout(look, 1000 + 4000 * Math.random());
