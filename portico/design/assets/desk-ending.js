// Warns staff five minutes before their session ends, and lets it last longer without leaving the page
// (WCAG 2.2, 2.2.1). Another tab that stays signed in tells this one.

const WARN_SECONDS = 5 * 60;
const LAST_CALL_SECONDS = 60;
const LOOK_EVERY = 5_000;

const dialog = document.getElementById("session-ending");

function minutes(seconds) {
  const left = Math.max(1, Math.round(seconds / 60));
  return left === 1 ? "1 minute" : `${left} minutes`;
}

function watch() {
  const form = dialog.querySelector("form");
  const says = dialog.querySelector("[data-ending-says]");
  const title = dialog.querySelector("h2");
  const until = document.querySelector("[data-session-until]");
  const others = "BroadcastChannel" in window ? new BroadcastChannel("portico-session") : null;
  let ends;
  let closed; // how many seconds were left when somebody closed the warning
  let told;

  function begin(seconds) {
    ends = Date.now() + seconds * 1000;
    closed = Infinity;
    told = "";
  }

  function say(words) {
    if (words !== told) says.textContent = told = words;
  }

  function look() {
    const left = (ends - Date.now()) / 1000;
    if (left > WARN_SECONDS) return;
    if (left <= 0) {
      title.textContent = "You have been signed out";
      say("Nothing you typed is lost. Send it as usual: you are asked to sign in, and then it is there again.");
      form.querySelector("[type=submit]").hidden = true;
    } else {
      say(`You will be signed out in ${minutes(left)}. What you have typed is kept if you stay signed in.`);
    }
    const again = left <= 0 ? closed > 0 : left <= LAST_CALL_SECONDS ? closed > LAST_CALL_SECONDS : closed === Infinity;
    if (!dialog.open && again) dialog.showModal();
  }

  function stays({ seconds }) {
    if (dialog.open) dialog.close();
    begin(seconds);
    const time = new Date(ends).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
    if (until) until.firstChild.textContent = `You are signed in until ${time}. `;
  }

  dialog.addEventListener("close", () => {
    // Said a moment later: by then the end may have been put off.
    const left = (ends - Date.now()) / 1000;
    if (left <= WARN_SECONDS) closed = left;
  });
  dialog.querySelector("[data-ending-closes]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const given = await answer.json();
      stays(given);
      others?.postMessage(given);
    } catch {
      say("That did not work. Try again, or send what you have typed now.");
    }
  });
  if (others) others.onmessage = ({ data }) => stays(data);

  begin(Number(dialog.dataset.seconds));
  look();
  setInterval(look, LOOK_EVERY);
  document.addEventListener("visibilitychange", look);
}

if (dialog?.showModal) watch();
