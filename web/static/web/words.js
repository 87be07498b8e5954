/* Words of a page, on the image and in the text: gone through, corrected, added, taken back. */
(() => {
  "use strict";

  const pane = document.getElementById("words");
  if (!pane) return;
  const { placeOf, saidPlace, partOfImage, layer } = window.skryniaPlaces;
  const size = { width: Number(pane.dataset.width), height: Number(pane.dataset.height) };
  const editor = document.getElementById("word-editor");
  const field = document.getElementById("word-text");
  const crop = document.getElementById("word-crop");
  const about = document.getElementById("word-about");
  const complaint = document.getElementById("word-error");
  const drawn = layer(size);
  let words = [], chosen = -1, edited = null, sending = false;

  function collect() {
    words = [...pane.querySelectorAll(".word")].map((element, at) => {
      element.tabIndex = at === 0 ? 0 : -1;
      element.setAttribute("role", "button");
      if (element.title) element.setAttribute("aria-label", `${element.textContent}: ${element.title}`);
      return { element, at, place: placeOf(element.dataset.place) };
    });
    chosen = -1;
    drawn?.show(words.filter((word) => word.place).map((word) => ({
      key: word.at, place: word.place,
      kind: word.element.classList.contains("weak") ? "weak"
        : word.element.classList.contains("corrected") ? "corrected" : "",
    })));
    pane.querySelectorAll("#next-weak").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", nextWeak);
    });
    pane.querySelectorAll("[data-without-script]").forEach((element) => { element.hidden = true; });
    pane.querySelectorAll("form[data-by-script]").forEach((form) => {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        send(form.action, new FormData(form), null);
      });
    });
    pane.querySelectorAll("[data-shows-place]").forEach((item) => {
      item.addEventListener("click", (event) => {
        const place = placeOf(item.dataset.showsPlace);
        if (!event.target.closest("button") && place) drawn?.goTo(place, room(place));
      });
    });
  }

  const room = (place) => ({ x: 6 * place.height, y: 4 * place.height });

  function choose(at, { focus = true } = {}) {
    const word = words[at];
    if (!word) return;
    if (words[chosen]) { words[chosen].element.tabIndex = -1; words[chosen].element.classList.remove("chosen"); }
    chosen = at;
    word.element.tabIndex = 0;
    word.element.classList.add("chosen");
    if (focus) word.element.focus({ preventScroll: true });
    word.element.scrollIntoView({ block: "nearest" });
    drawn?.choose(at);
    if (word.place) drawn?.reveal(word.place);
  }

  function nextWeak() {
    const weak = words.filter((word) => word.element.classList.contains("weak"));
    const next = weak.find((word) => word.at > chosen) || weak[0];
    if (!next) return;
    choose(next.at);
    if (next.place) drawn?.goTo(next.place, room(next.place));
  }

  function lineAway(step) {
    const here = words[chosen].element.closest(".text-line");
    const middle = (element) => { const box = element.getBoundingClientRect(); return box.left + box.width / 2; };
    let line = here;
    do { line = step > 0 ? line.nextElementSibling : line.previousElementSibling; }
    while (line && !line.querySelector(".word"));
    if (!line) return;
    const x = middle(words[chosen].element);
    const nearest = [...line.querySelectorAll(".word")]
      .sort((one, other) => Math.abs(middle(one) - x) - Math.abs(middle(other) - x))[0];
    choose(words.findIndex((word) => word.element === nearest));
  }

  /* The editor: at the word, with its part of the image. */
  function edit(target, anchor) {
    if (!editor) return;
    edited = target;
    field.value = target.text;
    about.textContent = target.about;
    about.hidden = !target.about;
    complaint.hidden = true;
    crop.hidden = !pane.dataset.iiif;
    if (pane.dataset.iiif) {
      crop.src = partOfImage(pane.dataset.iiif, size, target.place,
        { x: 1.5 * target.place.height, y: 0.35 * target.place.height });
    }
    editor.hidden = false;
    stand(anchor);
    field.focus();
    field.select();
  }

  function stand(anchor) {
    const box = editor.getBoundingClientRect();
    const left = Math.min(Math.max(8, anchor.left), window.innerWidth - box.width - 8);
    const below = anchor.bottom + 8;
    const fits = below + box.height < window.innerHeight;
    const top = fits ? below : Math.max(8, anchor.top - box.height - 8);
    editor.style.left = `${Math.max(8, left)}px`;
    editor.style.top = `${Math.min(top, Math.max(8, window.innerHeight - box.height - 8))}px`;
  }

  function leave() {
    if (!editor || editor.hidden) return;
    editor.hidden = true;
    edited = null;
    if (words[chosen]) words[chosen].element.focus({ preventScroll: true });
  }

  function editWord(at, anchor) {
    const word = words[at];
    if (!word?.place) return;
    choose(at);
    edit({ place: word.place, text: word.element.textContent, shown: word.element.textContent, about: word.element.title },
      anchor || word.element.getBoundingClientRect());
  }

  function keep(text) {
    if (!edited || text.trim() === edited.shown) { leave(); return; }
    const data = new FormData(editor);
    data.set("text", text);
    data.set("shown", edited.shown);
    data.set("place", saidPlace(edited.place));
    send(pane.dataset.correct, data, edited.place);
  }

  async function send(address, data, place) {
    if (sending) return;
    sending = true;
    try {
      const answer = await fetch(address, {
        method: "POST", body: data, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
      const said = await answer.text();
      if (answer.status === 409) { complain(said); return; }
      if (!answer.ok || answer.redirected) { complain(`${answer.status} ${answer.statusText}`); return; }
      const before = chosen;
      const scrolled = pane.scrollTop;
      if (editor) { editor.hidden = true; edited = null; }
      pane.innerHTML = said;
      collect();
      pane.scrollTop = scrolled;
      const same = place && words.find((word) => word.place && saidPlace(word.place) === saidPlace(place));
      if (words.length) choose(same ? same.at : Math.min(Math.max(before, 0), words.length - 1));
    } catch (error) {
      complain(String(error));
    } finally {
      sending = false;
    }
  }

  function complain(text) {
    if (editor && !editor.hidden) {
      complaint.textContent = text;
      complaint.hidden = false;
      field.focus();
      return;
    }
    const message = document.createElement("p");
    message.className = "message error";
    message.setAttribute("role", "alert");
    message.textContent = text;
    pane.prepend(message);
  }

  pane.addEventListener("click", (event) => {
    const element = event.target.closest(".word");
    const at = element ? words.findIndex((word) => word.element === element) : -1;
    if (at < 0) return;
    if (pane.dataset.correct) editWord(at); else choose(at);
  });
  pane.addEventListener("focusin", (event) => {
    const at = words.findIndex((word) => word.element === event.target);
    if (at >= 0 && at !== chosen) choose(at, { focus: false });
  });
  pane.addEventListener("keydown", (event) => {
    if (!event.target.closest(".word") || event.ctrlKey || event.altKey || event.metaKey) return;
    const acts = {
      ArrowRight: () => choose(chosen + 1),
      ArrowLeft: () => choose(chosen - 1),
      ArrowDown: () => lineAway(1),
      ArrowUp: () => lineAway(-1),
      Home: () => choose(0),
      End: () => choose(words.length - 1),
      Enter: () => editWord(chosen),
      " ": () => editWord(chosen),
      F2: () => editWord(chosen),
      Delete: () => empty(),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });

  function empty() {
    const word = words[chosen];
    if (!pane.dataset.correct || !word?.place) return;
    const data = new FormData(editor);
    data.set("text", "");
    data.set("shown", word.element.textContent);
    data.set("place", saidPlace(word.place));
    send(pane.dataset.correct, data, null);
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (typing || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    const button = document.getElementById("undo-last");
    if (event.key.toLowerCase() === "z" && button) { event.preventDefault(); button.click(); }
  });

  if (editor) {
    document.body.append(editor);
    editor.addEventListener("submit", (event) => { event.preventDefault(); keep(field.value); });
    editor.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); leave(); }
    });
    editor.querySelector("[data-editor=empty]").addEventListener("click", () => keep(""));
    editor.querySelector("[data-editor=leave]").addEventListener("click", leave);
    crop.addEventListener("error", () => { crop.hidden = true; });
  }

  const boxes = document.getElementById("boxes");
  if (drawn && boxes) {
    boxes.hidden = false;
    boxes.addEventListener("click", () => {
      const off = document.getElementById("stage").classList.toggle("places-off");
      boxes.setAttribute("aria-pressed", String(!off));
    });
  }
  const add = document.getElementById("add-word");
  function drawing(on) {
    add.setAttribute("aria-pressed", String(on));
    drawn.drawing(on ? (place) => {
      drawing(false);
      edit({ place, text: "", shown: "", about: "" }, drawn.rectOnScreen(place));
    } : null);
  }
  if (drawn && add) {
    add.hidden = false;
    add.addEventListener("click", () => drawing(add.getAttribute("aria-pressed") !== "true"));
  }
  drawn?.onPick((point) => {
    const hit = words.filter((word) => word.place
      && point.x >= word.place.x && point.x <= word.place.x + word.place.width
      && point.y >= word.place.y && point.y <= word.place.y + word.place.height)
      .sort((one, other) => one.place.width * one.place.height - other.place.width * other.place.height)[0];
    if (!hit) { leave(); return; }
    if (pane.dataset.correct) editWord(hit.at, drawn.rectOnScreen(hit.place)); else choose(hit.at);
  });

  collect();
})();
