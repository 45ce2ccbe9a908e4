// Small texts kept on the phone. Where the browser forbids it, they last as long as the page.
const memory = (() => {
  const here = new Map();
  let box = null;
  try {
    box = window.localStorage;
    box.setItem("probe", "");
    box.removeItem("probe");
  } catch (refused) {
    box = null;
  }
  return {
    read(name) {
      const text = here.has(name) ? here.get(name) : box && box.getItem(name);
      try {
        return JSON.parse(text || "null");
      } catch (damaged) {
        return null;
      }
    },
    keep(name, value) {
      const text = JSON.stringify(value);
      here.delete(name);
      try {
        box.setItem(name, text);
      } catch (full) {
        here.set(name, text);
      }
    },
    drop(name) {
      here.delete(name);
      if (box) box.removeItem(name);
    },
    names(prefix) {
      const all = [...here.keys(), ...(box ? Object.keys(box) : [])];
      return all.filter((name) => name.startsWith(prefix)).sort();
    },
  };
})();
// Pages from http://192.168.… are no secure context: crypto.randomUUID is missing there.
// It begins with the time (UUIDv7, RFC 9562): the store keeps what comes together side by side.
const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 5, time = Date.now(); place >= 0; place -= 1) {
    bytes[place] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
