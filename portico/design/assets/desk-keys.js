// One key presses what carries it in data-key, on pages that have shortcuts switched on (body.portico-keys):
// never while somebody types or holds Ctrl, Alt or Meta. In the queue j and k step from case to case.

const TYPING = "input, textarea, select, [contenteditable]";

function step(by) {
  const cases = [...document.querySelectorAll(".portico-queue__link")];
  if (cases.length === 0) return false;
  const now = cases.indexOf(document.activeElement);
  const next = now === -1 ? (by > 0 ? 0 : cases.length - 1) : Math.min(Math.max(now + by, 0), cases.length - 1);
  cases[next].focus();
  return true;
}

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (!document.body.classList.contains("portico-keys") || event.target.closest?.(TYPING)) return;
  if (event.key === "j" || event.key === "k") {
    if (step(event.key === "j" ? 1 : -1)) event.preventDefault();
    return;
  }
  const target = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (!target) return;
  event.preventDefault();
  target.click();
}

document.addEventListener("keydown", pressed);
