// The pages work without this. Files can be dropped on the page where they are chosen.
const place = document.querySelector("[data-drop]");
if (place) {
  const input = place.querySelector("input[type=file]");
  const told = place.querySelector("[data-drop-told]");
  place.querySelector("[data-drop-here]").hidden = false;
  const tell = () => { told.textContent = told.dataset.words.replace("{antal}", input.files.length); };
  for (const name of ["dragenter", "dragover"]) {
    addEventListener(name, (event) => { event.preventDefault(); place.classList.add("dropping"); });
  }
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) place.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("dropping");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    tell();
  });
  input.addEventListener("change", tell);
}
