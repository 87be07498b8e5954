/* The read text beside the image: shown or put away, remembered in this browser. */
(() => {
  "use strict";

  const button = document.getElementById("text-toggle");
  const text = document.getElementById("read-text");
  const stage = document.getElementById("stage");
  if (!button || !text) return;

  function show(visible) {
    stage.classList.toggle("with-text", visible);
    button.setAttribute("aria-pressed", String(visible));
  }

  button.hidden = false;
  show(localStorage.getItem("text") === "shown");
  button.addEventListener("click", () => {
    const visible = !stage.classList.contains("with-text");
    localStorage.setItem("text", visible ? "shown" : "hidden");
    show(visible);
  });
})();
