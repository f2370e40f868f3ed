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
