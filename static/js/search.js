// Names while a reader types into the box. Without this script the page works the same.
"use strict";

for (const box of document.querySelectorAll("[data-suggest]")) {
  const list = document.getElementById(box.getAttribute("list"));
  let waiting = 0;
  let asked = "";

  async function suggest() {
    const typed = box.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`, {
        headers: { Accept: "application/json" },
      });
      if (!answer.ok || typed !== box.value.trim()) return;
      const { names } = await answer.json();
      list.replaceChildren(...names.map(({ name }) => Object.assign(document.createElement("option"), { value: name })));
    } catch {
      // A suggestion that does not come is no error.
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 150);
  });
}
