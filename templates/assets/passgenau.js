// What pages do beyond plain forms. Everything works without it: this only saves clicks and warns in time.
(() => {
  "use strict";

  // A form that waits for nothing but its button.
  document.querySelector("form[data-send-now]")?.requestSubmit();

  // --- The session of the office ends: say so in time, and let it go on with one key. ---
  const warning = document.getElementById("session-warning");
  if (warning) {
    const WARN_BEFORE = 5 * 60;
    const SEEN = "passgenau-session-end";
    const form = warning.querySelector("form");
    const minutes = warning.querySelector("[data-minutes]");
    const remember = (left) => {
      try {
        localStorage.setItem(SEEN, String(Date.now() + left * 1000));
      } catch {
        end = Date.now() + left * 1000;
      }
    };
    let end = Date.now() + Number(warning.dataset.left) * 1000;
    // Another tab may have clicked since.
    const left = () => {
      let latest = end;
      try {
        latest = Number(localStorage.getItem(SEEN)) || end;
      } catch {
        // Without storage this tab counts for itself.
      }
      return Math.round((latest - Date.now()) / 1000);
    };
    remember(Number(warning.dataset.left));
    const look = () => {
      const seconds = left();
      if (seconds > WARN_BEFORE) {
        warning.hidden = true;
      } else if (seconds > 0) {
        const text = String(Math.max(1, Math.ceil(seconds / 60)));
        if (minutes.textContent !== text) {
          minutes.textContent = text;
        }
        warning.hidden = false;
      } else {
        warning.querySelector("[data-soon]").hidden = true;
        warning.querySelector("[data-over]").hidden = false;
        warning.hidden = false;
        return;
      }
      setTimeout(look, Math.min(30, Math.max(1, seconds > WARN_BEFORE ? seconds - WARN_BEFORE : 20)) * 1000);
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
        const seconds = Number(await answer.text());
        if (answer.ok && seconds > 0) {
          end = Date.now() + seconds * 1000;
          remember(seconds);
          document.getElementById("main").focus({ preventScroll: true });
          look();
        } else {
          location.reload();
        }
      } catch {
        // No network: the warning stays.
      }
    });
    look();
  }

  // --- A request form says beside each time whether it can probably be served, without a button. ---
  const request = document.querySelector("form[data-chances]");
  if (request) {
    const places = () => [...request.querySelectorAll("[data-chance]")];
    const asks = /^(programme|language|mode|headcount|location|(date|start|duration)_[123])$/;
    let timer = 0;
    let running = null;
    const ask = async () => {
      running?.abort();
      running = new AbortController();
      try {
        const answer = await fetch(request.dataset.chances, {
          method: "POST",
          body: new URLSearchParams(new FormData(request)),
          signal: running.signal,
        });
        if (!answer.ok) {
          return;
        }
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const place of places()) {
          const said = page.querySelector(`[data-chance="${place.dataset.chance}"]`);
          if (said && said.textContent.trim() !== place.textContent.trim()) {
            place.replaceChildren(...said.cloneNode(true).childNodes);
          }
        }
      } catch {
        // The button still asks.
      }
    };
    request.addEventListener("change", (event) => {
      if (asks.test(event.target.name)) {
        clearTimeout(timer);
        timer = setTimeout(ask, 400);
      }
    });
  }
})();
