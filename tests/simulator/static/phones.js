"use strict";
// Asks for the state twice a second and redraws what has changed. Every text is set as text, never as HTML.
(() => {
  const main = document.getElementById("phones");
  const shown = new Map();
  const post = (path, body) =>
    fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).then(draw);
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  function phoneBox(phone, kinds) {
    const box = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    box.querySelector("h2").textContent = phone.name;
    box.querySelector(".address").textContent = phone.phone;
    box.querySelector("form.say").addEventListener("submit", (event) => {
      event.preventDefault();
      const field = event.target.elements.text;
      post("/say", { phone: phone.phone, text: field.value });
      field.value = "";
    });
    for (const kind of kinds) {
      const button = make("button", "", kind);
      button.addEventListener("click", () => post("/say", { phone: phone.phone, kind }));
      box.querySelector(".kinds").append(button);
    }
    main.append(box);
    return { box, seen: "" };
  }

  function lineBox(line) {
    const box = make("div", `line ${line.mine ? "mine" : "theirs"}${line.deleted ? " deleted" : ""}`);
    box.append(make("div", "text", line.text));
    if (line.choices && line.choices.length) {
      const choices = make("div", "choices");
      if (line.list) choices.append(make("small", "", "list:"));
      for (const title of line.choices) {
        const button = make("button", "", title);
        button.addEventListener("click", () => post("/tap", { sid: line.sid, title }));
        choices.append(button);
      }
      box.append(choices);
    }
    box.append(make("small", "", `${new Date(line.at * 1000).toLocaleTimeString()} · ${line.note}${line.deleted ? " · deleted at Twilio" : ""}`));
    if (line.fields) {
      const details = make("details", "");
      details.append(make("summary", "", "what Twilio was sent"), make("pre", "", JSON.stringify(line.fields, null, 1)));
      box.append(details);
    }
    return box;
  }

  async function draw() {
    const state = await (await fetch("/state")).json();
    document.getElementById("refused").textContent = state.refused.map(([code, why]) => `refused ${code}: ${why}`).join(" · ");
    for (const phone of state.phones) {
      if (!shown.has(phone.phone)) shown.set(phone.phone, phoneBox(phone, state.kinds));
      const entry = shown.get(phone.phone);
      const now = JSON.stringify(phone.lines);
      if (now === entry.seen) continue;
      entry.seen = now;
      const lines = entry.box.querySelector(".lines");
      const open = [...lines.querySelectorAll("details")].map((d) => d.open);
      lines.replaceChildren(...phone.lines.map(lineBox));
      [...lines.querySelectorAll("details")].forEach((d, i) => { d.open = open[i] || false; });
      lines.scrollTop = lines.scrollHeight;
    }
  }

  document.getElementById("add").addEventListener("submit", (event) => {
    event.preventDefault();
    post("/phones", { phone: event.target.elements.phone.value.trim() });
    event.target.reset();
  });
  document.querySelector("#weather select").addEventListener("change", (event) => post("/weather", { rate: Number(event.target.value) }));
  document.getElementById("older").addEventListener("click", () => post("/weather", { hours: 25 }));
  setInterval(() => draw().catch(() => {}), 500);
  draw();
})();
