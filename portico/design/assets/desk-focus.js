// Where staff have a customer on the phone, what they need first has the focus at once: what carries data-focus,
// else the first field within data-focus-first. Not where a mistake is told, whose summary takes it.

const FIELD = 'input:not([type="hidden"]), select, textarea';

function first() {
  const within = document.querySelector("[data-focus-first]");
  const fields = [...(within?.querySelectorAll(FIELD) ?? [])];
  return fields.find((one) => one.type === "radio" && one.checked && one.name === fields[0].name) ?? fields[0];
}

if (!document.querySelector('[data-module="govuk-error-summary"]') && !location.hash) {
  (document.querySelector("[data-focus]") ?? first())?.focus();
}
