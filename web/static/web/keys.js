/* Everything that can be done with the mouse can be done with keys.
 * An element says its own key in data-key; a field so marked is focused, all else is clicked. */
(() => {
  "use strict";

  // On the Lithuanian layout the digit row writes ą č ę ė į š ų ū: the place of the key counts.
  const BY_PLACE = { Equal: "+", NumpadAdd: "+", Minus: "-", NumpadSubtract: "-" };

  function nameOf(event) {
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
    if (digit && !event.shiftKey) return digit[1];
    if (BY_PLACE[event.code]) return BY_PLACE[event.code];
    return event.key.length === 1 ? event.key.toLowerCase() : event.key;
  }

  function isTyping(target) {
    return target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const dialog = document.querySelector("dialog[open]");
    if (dialog) return;
    const element = document.querySelector(`[data-key="${CSS.escape(nameOf(event))}"]`);
    if (!element || element.closest("[hidden]")) return;
    event.preventDefault();
    if (element.matches("input, textarea")) element.focus();
    else element.click();
  });

  const help = document.getElementById("keys-help");
  document.querySelectorAll("[data-opens-keys]").forEach((button) => {
    button.hidden = !help;
    button.addEventListener("click", () => help.showModal());
  });
})();
