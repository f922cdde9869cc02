// The budget is added up on the server a moment after something is written; the button does it without this.
const place = document.querySelector("[data-sums]");
const written = place && place.closest("form");
if (written) {
  let waiting = 0;
  let asked = null;
  const add = async () => {
    if (asked) asked.abort();
    asked = new AbortController();
    const body = new FormData(written);
    try {
      const answer = await fetch(place.dataset.sums, { method: "POST", body, signal: asked.signal });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of place.querySelectorAll("[data-sum]")) {
        const now = found.querySelector(`[data-sum="${part.dataset.sum}"]`);
        // What is the same is left: it is not to be read aloud again.
        if (now && now.innerHTML !== part.innerHTML) part.replaceChildren(...now.childNodes);
      }
    } catch {
      // Something newer was written, or the server is away: the button is still there.
    }
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(add, 500); };
  written.addEventListener("input", soon);
  written.addEventListener("change", soon);
}
