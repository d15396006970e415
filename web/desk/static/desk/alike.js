"use strict";
// While the name of a person is typed, says who bears it already, in any script. It only warns: two people may
// share a name.
{
  const WAIT = 400;
  const fields = [...document.querySelectorAll("#person_form [name^='name_']")].filter((field) => !field.name.startsWith("name_note"));
  const box = document.getElementById("alike");
  let timer = 0;
  let asked = 0;

  const show = (people) => {
    const list = box.querySelector("ul");
    list.replaceChildren(
      ...people.map((person) => {
        const link = document.createElement("a");
        link.href = person.address;
        link.textContent = person.name;
        const item = document.createElement("li");
        item.append(link, ` (${person.role})`);
        return item;
      }),
    );
    box.hidden = people.length === 0;
  };

  const ask = async () => {
    const names = fields.map((field) => field.value.trim()).filter((name) => name.length > 2);
    asked += 1;
    const mine = asked;
    if (!names.length) return show([]);
    const query = new URLSearchParams(names.map((name) => ["name", name]));
    if (box.dataset.apart) query.append("apart", box.dataset.apart);
    const answer = await fetch(`${box.dataset.address}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer && answer.ok && mine === asked) show((await answer.json()).people);
  };

  if (box && fields.length) {
    fields[fields.length - 1].closest(".form-row").after(box);
    for (const field of fields) {
      field.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(ask, WAIT);
      });
    }
    ask();
  }
}
