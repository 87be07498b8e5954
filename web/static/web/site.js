/* Small comforts of every page; all of it works without, only less smoothly. */
(() => {
  "use strict";

  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("click", (event) => {
    menus.forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus.forEach((menu) => {
      if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });

  document.querySelectorAll("[data-submits]").forEach((field) => {
    field.addEventListener("change", () => field.form.requestSubmit());
  });
  document.querySelectorAll("[data-without-script]").forEach((element) => { element.hidden = true; });

  // What was typed into a note is kept until it was sent.
  document.querySelectorAll("textarea[data-keep]").forEach((field) => {
    const place = `note:${field.dataset.keep}`;
    if (!field.value) field.value = sessionStorage.getItem(place) || "";
    field.addEventListener("input", () => sessionStorage.setItem(place, field.value));
    field.form.addEventListener("submit", () => sessionStorage.removeItem(place));
  });
})();
