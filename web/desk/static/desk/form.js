"use strict";
// Select2 draws a box of its own for each field that searches, without a name for a screen reader. It gets the
// name of the field that it stands for.
{
  const nameBoxes = (root) => {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) {
      const box = select.parentElement.querySelector(".select2-selection");
      if (!box) continue;
      const name = select.getAttribute("aria-label") || (select.labels[0] && select.labels[0].textContent.trim());
      box.setAttribute("aria-label", name || select.name);
      box.removeAttribute("aria-labelledby");
      const shown = box.querySelector(".select2-selection__rendered");
      if (shown) {
        shown.removeAttribute("role");
        shown.removeAttribute("aria-readonly");
      }
    }
  };
  nameBoxes(document);
  // The boxes appear when Django's own script has run, and again with each row that is added.
  const isBox = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(".select2-container");
  new MutationObserver((changes) => {
    if (changes.some((change) => [...change.addedNodes].some(isBox))) nameBoxes(document);
  }).observe(document.body, { childList: true, subtree: true });
}
