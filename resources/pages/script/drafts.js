// What is typed is kept until the laptop has it, also when the page is closed or drawn anew.
const DAY = 864e5;
const isTyped = (field) => field.name && !["hidden", "file", "submit"].includes(field.type);
const typedFields = (form) => [...form.elements].filter(isTyped);
const tail = (form) => (form.elements.voter ? form.elements.voter.value.slice(-3) : "");
const draftName = (page, form, voter) => `draft ${page} ${form} ${voter}`;
const draftOf = (form) => draftName(location.pathname, form.id, tail(form));
const isChanged = (form) => typedFields(form).some((field) => field.value !== field.defaultValue);

const keepDraft = (form) => {
  const draft = { at: Date.now(), values: {}, ...pictureKept(form) };
  for (const field of typedFields(form)) draft.values[field.name] = field.value;
  if (isChanged(form) || draft.picture || waiting().some((entry) => entry.form === form.id)) memory.keep(draftOf(form), draft);
  else memory.drop(draftOf(form));
};
const pictureKept = (form) => {
  const draft = memory.read(draftOf(form));
  return draft && draft.picture ? { picture: draft.picture, pictureName: draft.pictureName } : {};
};
const applyDraft = (form) => {
  const draft = memory.read(draftOf(form));
  if (!draft) return;
  for (const field of typedFields(form))
    if (field.name in draft.values) field.value = draft.values[field.name];
  const file = form.elements.picture;
  if (draft.picture && file) {
    file.required = false;
    file.after(Object.assign(document.createElement("p"), { textContent: `${say("picture")} ${draft.pictureName}` }));
  }
};
const dropOldDrafts = (age = DAY) => {
  for (const name of memory.names("draft "))
    if (!(Date.now() - (memory.read(name) || { at: 0 }).at < age)) memory.drop(name);
};
