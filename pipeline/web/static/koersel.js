// A run's page works with its button alone. This asks how far it has come, and shows the result when it is there.
const form = document.querySelector("form[data-koersel]");
const bar = form?.querySelector("progress");
const said = document.getElementById("hvor-langt");
const told = form?.querySelector("[data-told]");
const OFTEN = 1000;
let quarter = 0;

const look = async () => {
  let answer;
  try {
    answer = await fetch(form.dataset.koersel, { method: "POST", body: new FormData(form) });
  } catch {
    setTimeout(look, 5 * OFTEN); // the network is away for a moment
    return;
  }
  const how = answer.ok ? await answer.json() : { slut: true };
  if (how.slut) {
    form.submit(); // the page that answers says how it went
    return;
  }
  bar.value = how.faerdige;
  said.textContent = form.dataset.words.replace("{nr}", how.faerdige).replace("{antal}", how.antal);
  const reached = Math.floor(4 * how.faerdige / how.antal);
  if (reached > quarter) told.textContent = said.textContent; // now and then, not all the time
  quarter = reached;
  setTimeout(look, OFTEN);
};
if (form) setTimeout(look, OFTEN);
