"use strict";
// The form of an entry: reads links and deadlines from the court's text, fills in a row when one is accepted, and
// shows the row as readers will see it. Without this script the form works as any other.
{
  const WAIT = 500;
  const form = document.getElementById("docketentry_form");
  const panel = document.getElementById("reading");
  const dismissed = new Set();
  let timer = 0;
  let asked = 0;

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(read, WAIT);
  };

  const field = (prefix, name) => form.elements[`${prefix}-${name}`];

  // The rows of an inline that are on the page, by their prefix ("links_from-0").
  const rows = (name) => {
    const total = Number(form.elements[`${name}-TOTAL_FORMS`].value);
    return [...Array(total).keys()].map((number) => `${name}-${number}`);
  };

  const isEmpty = (prefix, names) => !field(prefix, "id").value && names.every((name) => !field(prefix, name).value);

  // An empty row that is there already, or a new one.
  const freeRow = (name, names) => {
    const free = rows(name).find((prefix) => isEmpty(prefix, names));
    if (free) return free;
    document.querySelector(`#${name}-group .add-row a`).click();
    return rows(name).pop();
  };

  const set = (prefix, name, value, label) => {
    const control = field(prefix, name);
    if (control.matches("select.admin-autocomplete")) {
      control.replaceChildren(new Option(label, value, true, true));
    } else {
      control.value = value;
    }
    django.jQuery(control).trigger("change");
  };

  const take = {
    link: (proposal) => {
      const prefix = freeRow("links_from", ["kind", "to_entry", "to_number"]);
      set(prefix, "kind", proposal.kind);
      if (proposal.entry) set(prefix, "to_entry", proposal.entry, proposal.label);
      else set(prefix, "to_number", proposal.number);
      set(prefix, "outcome", proposal.outcome);
      return field(prefix, "kind");
    },
    deadline: (proposal) => {
      const prefix = freeRow("ordered_deadlines", ["period_length", "fixed_on", "title_en", "title_ru", "title_kk"]);
      for (const [name, value] of Object.entries(proposal.fields)) set(prefix, name, value);
      return field(prefix, "period_length");
    },
  };

  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };

  const line = (kind, proposal) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = proposal.words;
    const quote = document.createElement("q");
    quote.textContent = proposal.quote;
    item.append(words, " ", quote, " ");
    const done = (accepted) => {
      dismissed.add(proposal.key);
      const next = item.nextElementSibling || item.previousElementSibling;
      item.remove();
      if (accepted === "edit") return;
      const target = next && next.querySelector("button");
      (target || form.querySelector("[name=_save]")).focus();
    };
    if (proposal.why || proposal.note) {
      const why = document.createElement("em");
      why.textContent = proposal.why || proposal.note;
      item.append(why, " ");
    }
    if (proposal.why) {
      // Only named: its row cannot be filled in from the text.
    } else if (kind === "deadline" || proposal.kind) {
      item.append(button(panel.dataset.accept, () => { take[kind](proposal); done("accept"); later(); }), " ");
    }
    if (!proposal.why) {
      item.append(button(panel.dataset.edit, () => { const control = take[kind](proposal); done("edit"); control.focus(); later(); }), " ");
    }
    item.append(button(panel.dataset.dismiss, () => done("dismiss")));
    return item;
  };

  const show = (answer) => {
    const proposals = [
      ...answer.links.map((proposal) => ["link", proposal]),
      ...answer.deadlines.map((proposal) => ["deadline", proposal]),
    ].filter(([, proposal]) => !dismissed.has(proposal.key));
    const list = panel.querySelector("[data-proposals]");
    const had = list.contains(document.activeElement);
    if (!had) list.replaceChildren(...proposals.map(([kind, proposal]) => line(kind, proposal)));
    panel.querySelector("[data-nothing]").hidden = proposals.length > 0;
    const repeats = panel.querySelector("[data-repeats]");
    repeats.textContent = answer.repeats;
    repeats.hidden = !answer.repeats;
    const preview = panel.querySelector("[data-preview]");
    preview.innerHTML = answer.preview; // escaped by the server; the policy runs no script in it
    for (const link of preview.querySelectorAll("a")) link.removeAttribute("href");
    for (const row of preview.querySelectorAll("[id]")) row.removeAttribute("id");
  };

  const read = async () => {
    asked += 1;
    const mine = asked;
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("_entry", panel.dataset.entry);
    const answer = await fetch(panel.dataset.address, { method: "POST", body: data }).catch(() => null);
    if (answer && answer.ok && mine === asked) show(await answer.json());
  };

  if (form && panel && window.fetch) {
    form.elements.text.closest(".form-row").after(panel); // below what it reads
    form.addEventListener("input", later);
    django.jQuery(form).on("change", "select", later);
    window.addEventListener("load", () => {
      // Number, docket and date are filled in: the kind comes first, by its first letters.
      const kind = form.elements.kind;
      if (!panel.dataset.entry && form.elements.docket.value) setTimeout(() => kind.focus(), 0);
      later();
    });
  }
}
