// How a part of a service looks, kept in step with what is typed into its sheet: the page is asked for and put
// in place of the one in the frame, and what must be put right in place of what was told before.

const PAUSE = 600;

function follow(form) {
  const frame = document.querySelector(".desk-look__frame");
  const told = document.querySelector("[data-look-troubles]");
  let waiting;
  let asked = 0;

  async function look() {
    const mine = ++asked;
    let answer;
    try {
      const response = await fetch(form.dataset.look, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      if (!response.ok) return;
      answer = await response.json();
    } catch {
      return; // The page stays as it was; saving tells what is wrong.
    }
    if (mine !== asked) return;
    const shown = frame?.contentDocument;
    const page = new DOMParser().parseFromString(answer.page, "text/html");
    if (shown?.body) {
      const place = shown.scrollingElement?.scrollTop ?? 0;
      shown.body.replaceWith(shown.adoptNode(page.body));
      if (shown.scrollingElement) shown.scrollingElement.scrollTop = place;
    }
    if (told) {
      const piece = new DOMParser().parseFromString(answer.troubles, "text/html");
      told.replaceChildren(...piece.body.childNodes);
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
}

for (const form of document.querySelectorAll("form[data-look]")) follow(form);

// What was typed and not saved is not left behind without a word.
for (const form of document.querySelectorAll("form[data-look]")) {
  let typed = false;
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget !== "look") typed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
}

// What can be put into texts is put where the cursor was last.
for (const list of document.querySelectorAll("[data-offered]")) {
  let last = null;
  const fields = list.closest("form").querySelectorAll("textarea, input[spellcheck=true]");
  for (const field of fields) field.addEventListener("focus", () => (last = field));
  for (const code of list.querySelectorAll("code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "portico-link-button";
    button.append("Put in");
    const what = document.createElement("span");
    what.className = "govuk-visually-hidden";
    what.append(`: ${code.parentElement.nextElementSibling.textContent}`);
    button.append(what);
    button.addEventListener("click", () => {
      const field = last ?? fields[fields.length - 1];
      if (!field) return;
      field.setRangeText(code.textContent, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
    code.after(" ", button);
  }
}
