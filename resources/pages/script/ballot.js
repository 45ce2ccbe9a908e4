// Plus and minus; nothing counts before the button that casts.
const dressBallot = (form) => {
  for (const field of form.querySelectorAll(".n")) {
    const label = field.labels[0];
    const title = label.dataset.title || label.querySelector("b").textContent;
    const box = document.createElement("span");
    box.className = "step";
    field.replaceWith(box);
    const button = (sign, word, by) => {
      const made = add(box, "button", sign);
      made.type = "button";
      made.id = `${field.id}-${word}`;
      made.setAttribute("aria-label", say(word, { title }));
      made.dataset.by = by;
      made.onblur = () => count(form);
    };
    button("−", "fewer", -1);
    box.append(field);
    button("+", "more", 1);
  }
  count(form);
};
const dotsIn = (field) => Math.trunc(Number(field.value.replace("−", "-"))) || 0;
const step = (button) => {
  if (button.getAttribute("aria-disabled") === "true") return;
  const field = button.parentNode.querySelector(".n");
  field.value = dotsIn(field) + Number(button.dataset.by);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
// Draws what is left and which buttons still do something; returns whether the dots suffice.
const count = (form) => {
  const { budget, most, against, others } = form.dataset;
  const fields = [...form.querySelectorAll(".n")];
  const all = fields.map(dotsIn);
  const sum = (sign) => all.reduce((total, dots) => total + Math.max(0, sign * dots), 0);
  const left = budget - (others || 0) - sum(1);
  const leftAgainst = against - sum(-1);
  fields.forEach((field, index) => {
    const dots = all[index];
    const row = field.closest("li");
    if (row) row.classList.toggle("on", dots !== 0);
    const [fewer, more] = field.parentNode.querySelectorAll("button");
    able(more, dots < 0 || (dots < most && left > 0));
    able(fewer, dots > 0 || leftAgainst > 0);
  });
  const line = form.querySelector(".left");
  const text = left < 0 ? say("over", { n: -left }) : say("left", { n: left });
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle("over", left < 0);
  return left >= 0 && leftAgainst >= 0;
};
// A button keeps the focus while it has it; what does nothing cannot be reached otherwise.
const able = (button, can) => {
  button.setAttribute("aria-disabled", !can);
  button.disabled = !can && button !== document.activeElement;
};
