// Keeps the list fresh, and empties it on request; without it the page works all the same.
const mails = document.getElementById("mails");

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("mails");
  if (fresh && fresh.innerHTML !== mails.innerHTML) mails.innerHTML = fresh.innerHTML;
}

const clear = document.getElementById("clear");
clear.hidden = false;
clear.addEventListener("click", async () => {
  if (!confirm("Delete all mails?")) return;
  await fetch("/api/mails", { method: "DELETE" });
  await refresh();
});

setInterval(() => refresh().catch(() => {}), 2000);
