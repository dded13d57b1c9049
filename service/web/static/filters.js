// Ranks again as soon as a limit changes, without leaving the page.
// Without this script the button of the form does the same.
"use strict";
{
  const form = document.getElementById("grenzen");
  const status = form && document.getElementById(form.dataset.status);
  let wait = 0;
  let running = null;
  let last = "";

  const address = () => {
    const path = form.getAttribute("action").split("#")[0];
    return path + "?" + new URLSearchParams(new FormData(form));
  };

  // What stands in both pages under one name is taken over; fields keep what is typed in them.
  const take = (page) => {
    const before = form.getBoundingClientRect().top;
    for (const now of document.querySelectorAll("[data-live]")) {
      const then = page.getElementById(now.id);
      if (then && then.innerHTML !== now.innerHTML) now.replaceChildren(...then.childNodes);
    }
    for (const field of form.elements) {
      const then = field.id && page.getElementById(field.id);
      if (!then) continue;
      if (then.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    // What changed above the form must not move it from under somebody's finger.
    window.scrollBy(0, form.getBoundingClientRect().top - before);
    status.textContent = page.getElementById(status.id).textContent;
  };

  const rank = async () => {
    clearTimeout(wait);
    const url = address();
    if (url === last) return;
    if (running) running.abort();
    running = new AbortController();
    last = url;
    document.body.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: running.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (page.getElementById("grenzen")) {
        take(page);
        history.replaceState(null, "", url);
      } else location.assign(url); // the link has expired, or the ranking was switched off elsewhere
    } catch (problem) {
      if (problem.name === "AbortError") return;
      status.textContent = form.dataset.lost;
      last = "";
    }
    document.body.removeAttribute("aria-busy");
  };

  if (form) {
    last = address();
    form.addEventListener("change", rank);
    form.addEventListener("input", (event) => {
      if (event.target.tagName !== "INPUT") return;
      clearTimeout(wait);
      wait = setTimeout(rank, 600);
    });
    form.addEventListener("submit", (event) => {
      if (event.submitter && event.submitter.hasAttribute("formaction")) return;
      event.preventDefault();
      rank();
    });
  }
}
