// "Where I am now": puts the pin where the browser says it is. The button shows only where that can work.

for (const button of document.querySelectorAll("[data-portico-here-button]")) {
  if (!navigator.geolocation || !button.form) continue;
  const field = button.parentElement.querySelector("[data-portico-here]");
  button.hidden = false;
  button.addEventListener("click", (event) => {
    if (field.value) return;
    event.preventDefault();
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field.value = `${coords.latitude},${coords.longitude}`;
        button.disabled = false;
        button.click();
      },
      () => {
        button.hidden = true;
      },
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  });
}
