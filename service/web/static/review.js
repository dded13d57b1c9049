// The editor's desk by keyboard: answers go without loading the page, and the next tag takes over.
"use strict";
(() => {
  const OFF = "koers-review-keys-off";
  const desk = () => document.getElementById("desk");
  let busy = false;

  function keysAreOff() {
    try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
  }

  function rememberKeys(on) {
    try { on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"); } catch { /* for this page only */ }
  }

  function say(text) {
    const line = document.getElementById("aloud");
    line.textContent = "";
    setTimeout(() => { line.textContent = text; }, 50);
  }

  function prepare() {
    document.documentElement.classList.toggle("with-keys", !keysAreOff());
    const label = document.getElementById("keys-switch");
    if (!label) return;
    label.hidden = false;
    label.querySelector("input").checked = !keysAreOff();
  }

  function take(page) {
    const open = new Map([...document.querySelectorAll("details[data-keep], #keys, #part")].map((d) => [d.id, d.open]));
    const next = page.getElementById("desk");
    for (const one of next.querySelectorAll("details[id]")) {
      if (open.has(one.id)) one.open = open.get(one.id);
    }
    desk().replaceWith(document.adoptNode(next));
    document.title = page.title;
    const other = page.querySelector("header a[hreflang]");
    if (other) document.querySelector("header a[hreflang]").replaceWith(document.adoptNode(other));
    prepare();
    const problem = document.querySelector("[role=alert]");
    const said = document.getElementById("said");
    if (said && !problem) say(said.textContent.trim());
    const field = problem && problem.id === "missing-problem" && document.getElementById("skill");
    (field || document.getElementById("ask")).focus({ preventScroll: true });
    const top = (field || desk()).getBoundingClientRect().top;
    if (top < 0 || top > innerHeight) (field || desk()).scrollIntoView({ block: field ? "center" : "start" });
  }

  async function send(form, button) {
    if (busy) return;
    busy = true;
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.set(button.name, button.value);
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!page.getElementById("desk")) {
        location.assign(response.url);
        return;
      }
      if (response.redirected) history.replaceState(null, "", response.url);
      take(page);
    } catch {
      say(desk().dataset.failed);
      const said = document.getElementById("said");
      if (said) said.textContent = desk().dataset.failed;
    } finally {
      busy = false;
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || !form.closest("#desk")) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.closest("#keys-switch")) {
      rememberKeys(target.checked);
      prepare();
    }
    if (target.matches(".question [name$=_level]")) keepApart(target);
  });

  const level = (name) => document.querySelectorAll(`.question [name=${name}]`);
  const chosen = (name) => Number([...level(name)].find((one) => one.checked)?.value ?? 0);

  function choose(name, value) {
    const one = [...level(name)].find((radio) => Number(radio.value) === value);
    if (!one) return;
    one.checked = true;
    keepApart(one);
    say(`${one.closest("fieldset").querySelector("legend").innerText.trim()}: ${one.parentElement.textContent.trim()}`);
  }

  // A course leads upwards: the level that was not chosen gives way.
  function keepApart(radio) {
    if (chosen("to_level") > chosen("from_level")) return;
    const [name, value] = radio.name === "to_level" ? ["from_level", chosen("to_level") - 1] : ["to_level", chosen("from_level") + 1];
    const other = [...level(name)].find((one) => Number(one.value) === value);
    if (other) other.checked = true;
  }

  function turnKind() {
    const other = document.querySelector(".question [name=kind]:not(:checked)");
    if (!other) return;
    other.checked = true;
    say(other.parentElement.textContent.trim());
  }

  function press(key) {
    if (key === "?") {
      const keys = document.getElementById("keys");
      if (keys) {
        keys.open = !keys.open;
        keys.querySelector("summary").focus();
      }
      return Boolean(keys);
    }
    if ("0123".includes(key)) choose(key === "0" ? "from_level" : "to_level", Number(key));
    else if (key === "[" || key === "]") choose("from_level", chosen("from_level") + (key === "]" ? 1 : -1));
    else if (key === "p") turnKind();
    else {
      const button = desk().querySelector(`[data-keys~="${key}"]`);
      if (button) button.click();
      return Boolean(button);
    }
    return Boolean(document.querySelector(".question"));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    const writes = event.target.matches("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]");
    if (writes || !desk() || event.key.length !== 1) return;
    const key = event.key.toLowerCase();
    if (!/[a-z0-3[\]?]/.test(key) || (keysAreOff() && key !== "?")) return;
    if (press(key)) event.preventDefault();
  });

  let asked = 0;
  document.addEventListener("input", async (event) => {
    const field = event.target;
    if (!field.dataset.suggest || !field.value.trim()) return;
    const mine = ++asked;
    try {
      const response = await fetch(`${field.dataset.suggest}&q=${encodeURIComponent(field.value)}`);
      if (!response.ok || mine !== asked) return;
      const { items } = await response.json();
      field.list.replaceChildren(...items.filter((one) => one.slug).map((one) => {
        const option = document.createElement("option");
        option.value = one.label;
        if (one.name !== one.label) option.label = `${one.label} (${one.name})`;
        return option;
      }));
    } catch { /* the name can be written in full */ }
  });

  prepare();
})();
