// The pages work without this. It takes the reader to what is wrong, and asks before answers are lost.
const first = document.querySelector("[data-first]");
if (first) first.focus();

const form = document.querySelector("form[data-skema]");
if (form) {
  let written = form.dataset.skema === "brugt";
  form.addEventListener("input", () => { written = true; });
  form.addEventListener("submit", () => { written = false; });
  addEventListener("beforeunload", (event) => { if (written) event.preventDefault(); });
}

// What hangs on another answer is seen when it is meant.
for (const part of document.querySelectorAll("[data-depends]")) {
  const values = part.dataset.values.split(" ");
  const others = [...document.getElementsByName(part.dataset.depends)];
  const look = () => {
    const chosen = others.filter((each) => each.type !== "radio" || each.checked).map((each) => each.value);
    part.hidden = !chosen.some((each) => values.includes(each));
  };
  for (const other of others) other.addEventListener("change", look);
  look();
}
