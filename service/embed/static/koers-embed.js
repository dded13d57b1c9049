/* Koers: courses beside a course, on your own page. No cookies, no other addresses than this one.

   <script src="https://koers.example/embed/koers-embed.js"
           data-course="KA-116" data-language="nl" data-limit="3" async></script>

   or, once the script is on the page: <koers-courses course="KA-116" language="nl"></koers-courses>

   Your own look, in your own style sheet (each has a default that follows `color-scheme`):
   koers-courses { --koers-ink: #222; --koers-paper: #fff; --koers-accent: #0b5563; --koers-line: #bbb;
                   --koers-font: inherit; }
*/
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script) return;
  const api = new URL("../api/v1/embed/courses/", script.src);

  const WORDS = {
    nl: {
      name: "Cursussen om mee verder te gaan",
      loading: "Cursussen zoeken…",
      failed: "De cursussen zijn nu niet te laden. Probeer het later nog eens.",
      facts: { price: "Prijs", hours: "Duur", starts: "Start", level: "Niveau" },
    },
    en: {
      name: "Courses to go on with",
      loading: "Looking for courses…",
      failed: "The courses cannot be loaded now. Please try again later.",
      facts: { price: "Price", hours: "Length", starts: "Starts", level: "Level" },
    },
  };

  const STYLE = `
    :host { display: block; margin-block: 2rem; container-type: inline-size;
      --ink: var(--koers-ink, light-dark(#1d2629, #e9eeec));
      --paper: var(--koers-paper, light-dark(#fff, #14191b));
      --accent: var(--koers-accent, light-dark(#0b5563, #8cd0d8));
      --line: var(--koers-line, light-dark(#b9c4c4, #4a5659));
      color: var(--ink); background: var(--paper);
      font: 1rem/1.5 var(--koers-font, system-ui, sans-serif); }
    :host([hidden]) { display: none; }
    section { border-top: 3px solid var(--accent); padding: 1.25rem 1.25rem .25rem; }
    h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
    h2 { font-size: 1.25em; line-height: 1.25; color: var(--accent); padding-bottom: .75rem; }
    ul { list-style: none; }
    li { border-top: 1px solid var(--line); padding-block: 1rem; display: grid; gap: .375rem; }
    h3 { font-size: 1em; line-height: 1.35; overflow-wrap: anywhere; hyphens: auto; }
    a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: 1px;
      display: inline-block; min-height: 1.5rem; }
    a:hover { text-decoration-thickness: 2px; }
    a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
    .by { font-size: .875em; }
    p { max-width: 65ch; }
    [role=status] { padding-bottom: 1rem; }
    dl { display: grid; grid-template-columns: 1fr 1fr; gap: .375rem 1.5rem; font-size: .875em; }
    dl div { display: grid; }
    dd { font-weight: 600; font-variant-numeric: tabular-nums; }
    @container (min-width: 36rem) {
      dl { grid-template-columns: 4.5rem 4.5rem minmax(10rem, 1fr) minmax(10rem, 1fr); }
    }
  `;

  const node = (name, text, properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text ?? "" }, properties);

  const webAddress = (url) => {
    try {
      return ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
    } catch {
      return null;
    }
  };

  class KoersCourses extends HTMLElement {
    static observedAttributes = ["course", "language", "limit"];
    #root = this.attachShadow({ mode: "open" });
    #request;

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.#root.adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      this.#load();
    }

    disconnectedCallback() {
      this.#request?.abort();
    }

    attributeChangedCallback(_, before, after) {
      if (this.isConnected && before !== after) this.#load();
    }

    get #language() {
      const asked = this.getAttribute("language") || document.documentElement.lang;
      return asked.toLowerCase().startsWith("en") ? "en" : "nl";
    }

    async #load() {
      const course = this.getAttribute("course");
      this.#request?.abort();
      const { signal } = (this.#request = new AbortController());
      const words = WORDS[this.#language];
      if (!course) return this.#silence("koers-courses has no course");
      this.#show(node("p", words.loading, { role: "status" }));
      try {
        const url = new URL(encodeURIComponent(course), api);
        url.searchParams.set("language", this.#language);
        const limit = Number.parseInt(this.getAttribute("limit"), 10) || 3;
        url.searchParams.set("limit", Math.min(6, Math.max(1, limit)));
        const options = { signal, credentials: "omit", referrerPolicy: "no-referrer" };
        const answer = await fetch(url, options);
        if (answer.status === 404) return this.#silence(`Koers does not know course ${course}`);
        if (!answer.ok) throw new Error(`Koers answered ${answer.status}`);
        const { title, courses } = await answer.json();
        if (!courses.length) return this.#silence(`Koers has no course beside ${course}`);
        this.#show(this.#list(courses, words), title);
      } catch (error) {
        if (signal.aborted) return;
        console.warn(error.message);
        this.#show(node("p", words.failed, { role: "status" }));
      }
    }

    #silence(reason) {
      console.warn(reason);
      this.hidden = true;
      this.#root.replaceChildren();
    }

    #show(content, title) {
      this.hidden = false;
      const section = node("section", "", { lang: this.#language });
      section.setAttribute("aria-label", title ?? WORDS[this.#language].name);
      if (title) section.append(node("h2", title));
      section.append(content);
      this.#root.replaceChildren(section);
    }

    #list(courses, words) {
      const list = node("ul");
      for (const course of courses) {
        const item = node("li");
        const heading = node("h3", "", { lang: course.language });
        const href = webAddress(course.url);
        heading.append(href ? node("a", course.title, { href }) : course.title);
        const facts = node("dl");
        for (const [fact, label] of Object.entries(words.facts)) {
          const pair = node("div");
          pair.append(node("dt", label), node("dd", course[`${fact}_text`]));
          facts.append(pair);
        }
        const by = node("p", course.provider, { className: "by" });
        item.append(heading, by, node("p", course.reason), facts);
        list.append(item);
      }
      return list;
    }
  }

  if (!customElements.get("koers-courses")) customElements.define("koers-courses", KoersCourses);

  if (script.dataset.course) {
    const element = document.createElement("koers-courses");
    for (const name of KoersCourses.observedAttributes) {
      if (script.dataset[name]) element.setAttribute(name, script.dataset[name]);
    }
    script.after(element);
  }
})();
