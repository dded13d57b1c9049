"use strict";
// The scan works without this. With it every answer is kept as it is given, a phone shows one
// question at a time, a role is found while typing, and a lost connection loses nothing.
(() => {
  const form = document.getElementById("scan");
  document.querySelectorAll("input[data-copy]").forEach(copying);
  if (!form) return;

  const was = form.querySelector("input[name=was]");
  const saying = form.querySelector("[data-saving]");
  let dirty = false, lost = false, busy = null, wait = 0, passing = false;
  const kept = {}; // what was answered elsewhere, until this page answers the same question

  // Keeping answers.

  function filled() {
    const data = new FormData(form);
    data.delete("document");
    data.set("go", "save");
    return data;
  }

  function post(data) {
    const body = new URLSearchParams(data).toString();
    // Who closes the page meanwhile is served all the same, as far as a browser allows.
    return fetch(form.action, {
      method: "POST", body, keepalive: body.length < 60000,
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
    });
  }

  async function save() {
    clearTimeout(wait);
    if (busy) return busy.then(() => (dirty ? save() : !lost));
    dirty = false;
    busy = send();
    const done = await busy;
    busy = null;
    return done;
  }

  async function send() {
    const before = JSON.parse(was.value || "{}"), sent = filled();
    try {
      const answer = await post(sent);
      if (answer.status >= 500) throw new Error("not kept");
      if (answer.status >= 400 && answer.status !== 409) {
        dirty = true; // what is the matter, the page says that comes after the button
        say(form.dataset.refused);
        return true;
      }
      if (!answer.headers.get("content-type")?.startsWith("application/json")) return true;
      const told = await answer.json();
      if (!told.action) return true;
      const now = JSON.parse(told.was);
      for (const one of told.unsettled || []) {
        kept[one.field] = { there: now[one.field], here: given(one.field) };
        tell(one.field, one.says);
      }
      // What was answered elsewhere does not stand in this form.
      const here = (name) => sent.getAll(name).map((one) => one.trim()).filter(Boolean);
      for (const name of Object.keys({ ...before, ...now })) {
        if (String(here(name)) !== String(now[name] ?? [])) set(now, name, before[name]);
      }
      was.value = JSON.stringify(now);
      if (form.getAttribute("action") !== told.action) {
        form.setAttribute("action", told.action);
        history.replaceState(history.state, "", told.action + location.hash);
      }
      if (lost) say(form.dataset.back);
      lost = false;
      return true;
    } catch {
      dirty = lost = true;
      say(form.dataset.lost);
      wait = setTimeout(save, 5000);
      return false;
    }
  }

  // Somebody who types and leaves at once leaves nothing behind.
  addEventListener("pagehide", () => dirty && !passing && post(filled()).catch(() => {}));
  addEventListener("visibilitychange", () => document.hidden && dirty && save());
  addEventListener("beforeunload", (event) => {
    if (dirty && lost) event.preventDefault();
  });

  function tell(name, says) {
    const place = document.getElementById(name);
    if (!place) return;
    const line = document.getElementById(name + "-problem") ?? document.createElement("p");
    line.className = "wrong";
    line.id = name + "-problem";
    line.textContent = says;
    say(says, true); // it is seen at the field
    if (place.matches("fieldset")) {
      (document.getElementById(name + "-hint") ?? place.querySelector("legend")).after(line);
    } else (place.closest(".unit, .finding-role") ?? place).before(line);
    const described = new Set((place.getAttribute("aria-describedby") ?? "").split(" "));
    place.setAttribute("aria-describedby", [...described.add(line.id)].join(" ").trim());
  }

  function say(text, unseen = false) {
    saying.classList.toggle("aloud", unseen);
    saying.textContent = text;
  }
  const set = (told, name, values) => {
    if (values) told[name] = values; else delete told[name];
  };
  const given = (name) => JSON.stringify(new FormData(form).getAll(name));

  function changed(event) {
    const name = event.target.name;
    if (!name || event.target.type === "file") return;
    // Who was told and answers again has chosen; the line stays, for who goes on typing.
    if (name in kept && given(name) !== kept[name].here) {
      const told = JSON.parse(was.value || "{}");
      set(told, name, kept[name].there);
      was.value = JSON.stringify(told);
      delete kept[name];
      const line = document.getElementById(name + "-problem");
      if (line) line.className = "hint";
    }
    dirty = true;
    clearTimeout(wait);
    wait = setTimeout(save, event.type === "change" ? 0 : 800);
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  addEventListener("online", () => dirty && save());

  // One question at a time on a phone.

  const questions = [...form.querySelectorAll("[data-question]")];
  const narrow = matchMedia("(max-width: 40rem)");
  const place = form.querySelector("[data-place]");
  const onward = form.querySelector(".go[value=next]");
  const words = onward.textContent;
  const LAST = "koers-last-question";
  let at = -1;

  // Who changes one answer is asked nothing else.
  const named = location.hash && document.getElementById(location.hash.slice(1));
  const only = form.elements.back && questions.find((one) => named && one.contains(named));

  const asked = () => questions.filter((one) => {
    if (only) return one === only;
    const hidden = one.hidden;
    one.hidden = false;
    const seen = one.getClientRects().length > 0;
    one.hidden = hidden;
    return seen;
  });

  function showOnly(index, focus) {
    const now = asked();
    at = Math.max(0, Math.min(index, now.length - 1));
    questions.forEach((one) => { one.hidden = one !== now[at]; });
    form.classList.add("single");
    form.classList.toggle("further", at > 0);
    place.textContent = now.length < 2 ? "" : " · " + form.dataset.count
      .replace("{n}", at + 1).replace("{all}", now.length);
    // A question that is folded away whole has nothing else to show here.
    const folded = now[at].querySelectorAll("details");
    if (folded.length === 1 && !now[at].querySelector(":not(details *):is(input, textarea)")) {
      folded[0].open = true;
    }
    onward.textContent = at < now.length - 1 ? form.dataset.next : words;
    if (!focus) return;
    read(now[at]);
    scrollTo(0, 0);
  }

  function read(question) {
    const head = question.querySelector("legend, label.ask");
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
  }

  function showAll() {
    at = -1;
    questions.forEach((one) => { one.hidden = false; });
    form.classList.remove("single", "further");
    place.textContent = "";
    onward.textContent = words;
  }

  function begin() {
    if (!narrow.matches || questions.length < 2 || "all" in form.dataset) return showAll();
    const from = sessionStorage.getItem(LAST) ? questions.length : 0;
    const first = asked().findIndex((one) => named && one.contains(named));
    showOnly(Math.max(first, history.state?.at ?? from), false);
    history.replaceState({ ...history.state, at }, "");
  }
  begin();
  sessionStorage.removeItem(LAST);
  // After the browser has gone there itself.
  addEventListener("load", () => requestAnimationFrame(() => {
    const question = questions.find((one) => named && one.contains(named));
    if (question) read(question);
  }));
  narrow.addEventListener("change", begin);
  addEventListener("popstate", (event) => at >= 0 && showOnly(event.state?.at ?? 0, true));
  // As a link it would be a step in the history of this page.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("content").focus();
  });

  function move(by) {
    if (by < 0 && history.state?.within) return history.back();
    if (by > 0) history.pushState({ at: at + by, within: true }, "");
    else history.replaceState({ at: at + by }, "");
    showOnly(at + by, true);
  }

  function clear(question) {
    const empty = JSON.parse(form.dataset.empty);
    question.querySelectorAll("input, textarea").forEach((one) => {
      if (one.type !== "radio" && one.type !== "checkbox") one.value = "";
      else one.checked = Boolean(empty[one.name]?.includes(one.value));
    });
    dirty = true;
  }

  form.addEventListener("submit", async (event) => {
    let button = event.submitter;
    const go = button?.value ?? "next";
    if (passing || button?.hasAttribute("data-plain")) return;
    if (at >= 0) {
      const last = at >= asked().length - 1;
      if (go === "skip") clear(asked()[at]);
      if (!last && (go === "next" || go === "skip")) {
        event.preventDefault();
        if (dirty) save();
        return move(1);
      }
      if (go === "back" && at > 0) {
        event.preventDefault();
        return move(-1);
      }
      if (go === "back") sessionStorage.setItem(LAST, "yes");
      if (go === "skip") button = onward;
    }
    if (!dirty && !lost) return;
    event.preventDefault();
    if (!(await save())) return saying.scrollIntoView({ block: "center" });
    passing = true;
    form.requestSubmit(button);
  });
  addEventListener("pageshow", () => { passing = false; });

  // A link to an answer that has to be mended leads to where it is given.
  form.querySelector(".summary")?.addEventListener("click", (event) => {
    const field = document.getElementById(event.target.hash?.slice(1));
    const into = field?.matches("fieldset")
      ? field.querySelector("input:checked, input, textarea") : field;
    if (!into) return;
    event.preventDefault();
    into.focus();
    field.scrollIntoView({ block: "center" });
  });

  // A role is found while typing.

  form.querySelectorAll("input[data-role-field]").forEach((field, number) => {
    const list = document.createElement("ul");
    list.id = "suggested-" + number;
    list.className = "suggested";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.roles);
    field.removeAttribute("list");
    const box = document.createElement("div");
    box.className = "finding-role";
    field.before(box);
    box.append(field, list);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": list.id,
    })) field.setAttribute(name, value);
    let chosen = -1, asking = null, later = 0;

    function close() {
      list.hidden = true;
      chosen = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }
    function mark(index) {
      const rows = [...list.children];
      chosen = (index + rows.length) % rows.length;
      rows.forEach((row, n) => row.setAttribute("aria-selected", String(n === chosen)));
      field.setAttribute("aria-activedescendant", rows[chosen].id);
      rows[chosen].scrollIntoView({ block: "nearest" });
    }
    function take(row) {
      field.value = row.dataset.label;
      close();
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    async function look() {
      asking?.abort();
      asking = new AbortController();
      const query = new URLSearchParams({
        kind: "role", q: field.value.slice(0, 100), limit: "8",
        language: document.documentElement.lang,
      });
      if (!field.value.trim()) return close();
      try {
        const answer = await fetch("/api/v1/suggest?" + query, { signal: asking.signal });
        const found = (await answer.json()).items.filter((one) => one.slug);
        list.replaceChildren(...found.map((one, n) => {
          const row = document.createElement("li");
          row.id = list.id + "-" + n;
          row.setAttribute("role", "option");
          row.setAttribute("aria-selected", "false");
          row.dataset.label = one.label;
          row.textContent = one.label;
          if (one.name.toLowerCase() !== one.label.toLowerCase()) {
            const beside = document.createElement("small");
            beside.textContent = one.name;
            row.append(" ", beside);
          }
          return row;
        }));
        if (!found.length || document.activeElement !== field) return close();
        list.hidden = false;
        field.setAttribute("aria-expanded", "true");
      } catch { close(); }
    }
    field.addEventListener("input", () => {
      // Who types on means none of the roles that were proposed.
      box.parentElement.querySelectorAll(".meant input").forEach((one) => { one.checked = false; });
      clearTimeout(later);
      later = setTimeout(look, 120);
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) {
        if (event.key === "ArrowDown") { event.preventDefault(); look(); }
        return;
      }
      if (event.key === "ArrowDown") { event.preventDefault(); mark(chosen + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(chosen - (chosen < 0 ? 0 : 1)); }
      else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(list.children[chosen]); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
    });
    field.addEventListener("blur", () => { clearTimeout(later); close(); });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const row = event.target.closest("li");
      if (row) take(row);
    });
  });

  function copying(field) {
    if (!navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "second";
    button.textContent = field.dataset.copy;
    const says = document.createElement("span");
    says.setAttribute("role", "status");
    const line = document.createElement("p");
    line.className = "acts";
    line.append(button, says);
    field.after(line);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      says.textContent = field.dataset.copied;
    });
  }
})();
