// Makes the page smoother; everything works without it, as plain forms.
"use strict";
(() => {
  const log = document.getElementById("log");
  const talk = document.querySelector(".talk");
  const waiting = document.getElementById("waiting");
  const problem = document.getElementById("problem");
  const compose = document.getElementById("compose");
  const field = document.getElementById("text");
  const language = document.documentElement.lang;
  const { base } = document.body.dataset;
  const framed = "framed" in document.body.dataset;
  let asking = false;

  const toEnd = () => { talk.scrollTop = talk.scrollHeight; };
  const nonce = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const trouble = (shown) => {
    problem.textContent = shown ? problem.dataset.offline : "";
    problem.hidden = !shown;
  };

  // Server-sent events; false when they do not come through (an old proxy that holds them up), and then we ask.
  const listen = () => new Promise((done) => {
    if (!window.EventSource) { done(false); return; }
    const source = new EventSource(`${base}/stream?after=${log.dataset.last}&lang=${language}`);
    let heard = false;
    const stop = (well) => { clearTimeout(limit); source.close(); done(well); };
    const limit = setTimeout(() => { if (!heard) stop(false); }, 15000);
    source.onopen = () => { trouble(false); };
    source.addEventListener("lines", (event) => { heard = true; show(event.data); });
    source.addEventListener("end", () => stop(true));
    source.onerror = () => stop(false);
  });

  async function ask() {
    if (asking) return;
    asking = true;
    waiting.hidden = false;
    toEnd();
    await listen();
    // also after events: it says whether an answer is still being written
    for (let more = true; more; ) {
      try {
        const answer = await fetch(`${base}/log?after=${log.dataset.last}&lang=${language}`);
        if (!answer.ok) throw new Error(answer.status);
        more = answer.headers.get("X-Waiting") === "1";
        show(await answer.text());
        trouble(false);
      } catch {
        trouble(true);
        await pause(3000);
      }
    }
    waiting.hidden = true;
    asking = false;
    toEnd();
  }

  function show(html) {
    const box = document.createElement("template");
    box.innerHTML = html; // our own server's, escaped there
    const lines = [...box.content.querySelectorAll(".line")];
    if (!lines.length) return;
    log.dataset.last = lines[lines.length - 1].dataset.id;
    log.append(...lines);
    const first = lines.find((line) => line.classList.contains("theirs")) || lines[0];
    first.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const data = new FormData(form, event.submitter);
    if (form.matches(".leave")) {
      event.preventDefault();
      fetch(form.action, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
      document.body.replaceChildren();
      if (framed) window.open(form.dataset.elsewhere, "_top");
      else location.replace(form.dataset.elsewhere);
      return;
    }
    if (!form.matches(".options, .compose")) return;
    event.preventDefault();
    const payload = data.get("payload");
    if (!payload && !field.value.trim()) { field.focus(); return; }
    data.set("nonce", nonce());
    data.set("lang", language);
    if (payload) data.set("text", "");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), headers: { Accept: "text/x-lines" } });
      if (!answer.ok) throw new Error(answer.status);
    } catch {
      trouble(true);
      return;
    }
    trouble(false);
    for (const old of log.querySelectorAll(".options")) old.remove();
    if (!payload) {
      field.value = "";
      field.focus({ preventScroll: true }); // not after a button: on a phone that would bring up the keyboard
    }
    await ask();
  });

  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      compose.requestSubmit(compose.querySelector(".send"));
    }
  });
  if (!waiting.hidden) ask();
  toEnd();
})();
