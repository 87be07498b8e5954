/* The line follows the slider that lies over the opening. */
(() => {
  "use strict";
  document.querySelectorAll("[data-opening]").forEach((opening) => {
    const slider = opening.querySelector("input[type=range]");
    const said = document.querySelector("[data-line]");
    const follow = () => {
      const share = (slider.value - slider.min) / (slider.max - slider.min);
      opening.style.setProperty("--line", `${(100 * share).toFixed(3)}%`);
      said.textContent = slider.value;
    };
    opening.querySelector(".line").hidden = false;
    slider.addEventListener("input", follow);
    follow();
  });
})();
