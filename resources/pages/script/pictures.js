// Pictures wait in IndexedDB; where that is missing, as long as the page is open.
const pictures = (() => {
  const here = new Map();
  const opened = new Promise((resolve) => {
    try {
      const asked = indexedDB.open("pictures", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("waiting");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(null);
    } catch (refused) {
      resolve(null);
    }
  });
  const ask = async (mode, what) => {
    const base = await opened;
    if (!base) throw new Error("no place for pictures");
    return new Promise((resolve, reject) => {
      const work = base.transaction("waiting", mode);
      const asked = what(work.objectStore("waiting"));
      work.oncomplete = () => resolve(asked.result);
      work.onabort = () => reject(work.error);
    });
  };
  return {
    keep: (key, picture) =>
      ask("readwrite", (store) => store.put(picture, key)).catch(() => here.set(key, picture)),
    read: (key) => ask("readonly", (store) => store.get(key)).then((found) => found || here.get(key), () => here.get(key)),
    drop(key) {
      here.delete(key);
      ask("readwrite", (store) => store.delete(key)).catch(() => 0);
    },
  };
})();
// Smaller pictures go through bad Wi-Fi, and drawing them anew leaves place and time behind.
const shrunk = async (file, longest) => {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.88))) || file;
  } catch (unreadable) {
    return file;
  }
};
