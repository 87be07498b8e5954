/* Transcribing line by line: the line's strip above its field, the next one with Enter, and what
 * is written kept in this browser until it is saved. */
(() => {
  "use strict";

  const form = document.getElementById("transcript");
  const list = document.getElementById("transcript-lines");
  const adder = document.getElementById("add-line");
  if (!form || !adder) return;
  const { placeOf, saidPlace, partOfImage, layer } = window.skryniaPlaces;
  const size = { width: Number(form.dataset.width), height: Number(form.dataset.height) };
  const drawn = layer(size);
  const kept = `transcription:${form.getAttribute("action")}`;
  const notice = document.getElementById("kept-draft");
  const told = document.getElementById("draft-state");
  let current = null;

  const lines = () => [...list.children];
  const fieldOf = (line) => line.querySelector("input[name=text]");
  const placeField = (line) => line.querySelector("input[name=place]");

  function showStrip(line) {
    const strip = line.querySelector(".strip");
    const place = placeOf(placeField(line).value);
    if (!place || !form.dataset.iiif) return;
    const around = { x: 0.3 * place.height, y: 0.3 * place.height };
    const address = partOfImage(form.dataset.iiif, size, place, around);
    const image = strip.querySelector("img") || strip.appendChild(document.createElement("img"));
    image.alt = "";
    if (image.getAttribute("src") !== address) image.src = address;
  }

  function showPlaces() {
    drawn?.show(lines().map((line, key) => ({ key, place: placeOf(placeField(line).value), kind: "line" }))
      .filter((one) => one.place));
    drawn?.choose(lines().indexOf(current));
  }

  function makeCurrent(line) {
    if (current === line) return;
    current?.classList.remove("current");
    current = line;
    line.classList.add("current");
    showStrip(line);
    drawn?.choose(lines().indexOf(line));
    const place = placeOf(placeField(line).value);
    if (place) drawn?.reveal(place);
  }

  function number() {
    lines().forEach((line, at) => {
      const label = line.querySelector("label");
      label.lastChild.textContent = String(at + 1);
      fieldOf(line).id = label.htmlFor = `line-${at + 1}`;
    });
  }

  // A new line lies as far below the last one as that lies below the one before it.
  function added(after) {
    const line = (after || list.lastElementChild).cloneNode(true);
    const places = lines().slice(0, lines().indexOf(after) + 1)
      .map((one) => placeOf(placeField(one).value)).filter(Boolean).slice(-2);
    fieldOf(line).value = "";
    fieldOf(line).removeAttribute("data-key");
    placeField(line).value = "";
    line.querySelector(".strip").replaceChildren();
    line.classList.remove("current", "spare");
    if (after) after.after(line); else list.append(line);
    const last = places.at(-1);
    if (last && after === lines().at(-2)) {
      const pitch = places.length > 1 ? places[1].y - places[0].y : last.height * 1.2;
      const y = last.y + pitch;
      if (pitch > 0 && y + last.height <= size.height) placeField(line).value = saidPlace({ ...last, y });
    }
    number();
    showPlaces();
    return line;
  }

  function go(line, step) {
    const all = lines(), at = all.indexOf(line);
    const next = all[at + step] || (step > 0 ? added(line) : null);
    if (!next) return;
    const target = fieldOf(next);
    target.focus();
    target.setSelectionRange(target.value.length, target.value.length);
    next.scrollIntoView({ block: "nearest" });
  }

  list.addEventListener("focusin", (event) => {
    const line = event.target.closest(".transcript-line");
    if (line) makeCurrent(line);
  });
  list.addEventListener("keydown", (event) => {
    const line = event.target.closest(".transcript-line");
    if (!line || event.altKey) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); return; }
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || (event.key === "ArrowDown" && line === list.lastElementChild)) return;
    event.preventDefault();
    go(line, step);
  });
  adder.hidden = false;
  adder.addEventListener("click", () => {
    const line = added(list.lastElementChild);
    fieldOf(line).focus();
    remember();
  });

  /* Marking a line's place on the image. */
  const mark = document.getElementById("mark-line");
  function drawing(on) {
    mark.setAttribute("aria-pressed", String(on));
    drawn.drawing(on ? (place) => {
      drawing(false);
      const line = current || lines().find((one) => !placeField(one).value) || added(list.lastElementChild);
      placeField(line).value = saidPlace(place);
      makeCurrent(line);
      showStrip(line);
      showPlaces();
      remember();
      fieldOf(line).focus();
    } : null);
  }
  if (drawn && mark) {
    mark.hidden = false;
    mark.addEventListener("click", () => drawing(mark.getAttribute("aria-pressed") !== "true"));
  }
  drawn?.onPick((point) => {
    const hit = lines().find((line) => {
      const place = placeOf(placeField(line).value);
      return place && point.x >= place.x && point.x <= place.x + place.width
        && point.y >= place.y && point.y <= place.y + place.height;
    });
    if (hit) fieldOf(hit).focus();
  });

  /* What is written is kept here until it is saved. */
  function written() {
    return {
      was: form.elements.was.value, status: form.elements.status.value, language: form.elements.language.value,
      lines: lines().map((line) => [fieldOf(line).value, placeField(line).value]),
    };
  }
  const untouched = JSON.stringify(written());
  function remember() {
    try {
      localStorage.setItem(kept, JSON.stringify(written()));
      told.textContent = told.dataset.kept || "";
    } catch { /* a full store costs the copy, not what stands in the fields */ }
  }
  function putBack(draft) {
    while (lines().length < draft.lines.length) added(list.lastElementChild);
    lines().forEach((line, at) => {
      [fieldOf(line).value, placeField(line).value] = draft.lines[at] || ["", ""];
      if (fieldOf(line).value || placeField(line).value) line.classList.remove("spare");
    });
    form.elements.status.value = draft.status;
    form.elements.language.value = draft.language;
    notice.hidden = false;
  }
  function recall() {
    let draft = null;
    try { draft = JSON.parse(localStorage.getItem(kept)); } catch { draft = null; }
    if (!draft) return;
    // What was sent from the state before this one is this state.
    if (draft.sent && draft.was !== form.elements.was.value) { localStorage.removeItem(kept); return; }
    if (JSON.stringify({ ...draft, was: "", sent: undefined }) === JSON.stringify({ ...written(), was: "" })) return;
    putBack(draft);
  }
  form.addEventListener("input", remember);
  form.addEventListener("submit", () => {
    localStorage.setItem(kept, JSON.stringify({ ...written(), sent: true }));
  });
  document.getElementById("drop-draft").addEventListener("click", () => {
    localStorage.removeItem(kept);
    putBack(JSON.parse(untouched));
    notice.hidden = true;
    showPlaces();
  });

  recall();
  lines().filter((line) => line.classList.contains("spare")).slice(1).forEach((line) => line.remove());
  number();
  showPlaces();
  makeCurrent(list.firstElementChild);
})();
