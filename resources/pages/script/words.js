// Sentences come with the page, in its language.
const outbox = document.getElementById("outbox");
const say = (name, values = {}) =>
  (outbox.dataset[name] || "").replace(/{(\w+)}/g, (place, key) => values[key]);
const add = (parent, kind, text = "", className = "") => {
  const element = document.createElement(kind);
  element.textContent = text;
  if (className) element.className = className;
  return parent.appendChild(element);
};
