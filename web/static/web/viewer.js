/* Deep zoom of one page with its findings drawn; the plain image stays where this cannot run. */
(() => {
  "use strict";

  const frame = document.getElementById("viewer");
  const plain = document.getElementById("plain-image");
  const stage = document.getElementById("stage");
  if (!frame || !frame.dataset.info) return;
  if (!window.OpenSeadragon) {
    plain.classList.add("shown");
    return;
  }

  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const canvas = document.createElement("div");
  canvas.className = "viewer-live";
  frame.append(canvas);

  // OpenSeadragon adds a style element unless one so marked is there; the site's policy forbids
  // it. An element of another namespace answers its search and is no style.
  const marker = document.createElementNS("urn:skrynia", "style");
  marker.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(marker);

  const viewer = window.OpenSeadragon({
    element: canvas,
    tileSources: frame.dataset.info,
    drawer: "canvas",
    showNavigationControl: false,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    animationTime: still ? 0 : 0.6,
    blendTime: 0,
    immediateRender: true,
    maxZoomPixelRatio: 4,
    visibilityRatio: 0.4,
  });
  frame.viewer = viewer;  // for what other scripts draw on the same image
  viewer.canvas.setAttribute("role", "group");
  viewer.canvas.setAttribute("aria-label", frame.dataset.label);
  viewer.addHandler("canvas-key", (event) => { event.preventDefaultAction = true; });
  viewer.addHandler("open-failed", () => { canvas.remove(); plain.classList.add("shown"); });

  const findings = [...document.querySelectorAll("[data-finding]")];
  const outlines = new Map();
  let chosen = -1;

  function areaOf(item) {
    const image = viewer.world.getItemAt(0);
    const scale = image.getContentSize().x / Number(frame.dataset.width);
    const [x, y, width, height] = item.dataset.region.split(",").map((part) => Number(part) * scale);
    return viewer.viewport.imageToViewportRectangle(x, y, width, height);
  }

  function choose(item, goes) {
    chosen = findings.indexOf(item);
    findings.forEach((other) => other.classList.toggle("chosen", other === item));
    outlines.forEach((outline, other) => outline.classList.toggle("chosen", other === item));
    item.scrollIntoView({ block: "nearest" });
    if (!goes || !item.dataset.region) return;
    const area = areaOf(item);
    const room = Math.max(area.width, area.height, 0.12) * 0.6;
    viewer.viewport.fitBounds(
      new window.OpenSeadragon.Rect(area.x - room, area.y - room, area.width + 2 * room, area.height + 2 * room),
      still,
    );
  }

  function draw(item) {
    const outline = document.createElement("a");
    outline.href = `#${item.id}`;
    outline.className = `outline ${item.dataset.severity}`;
    const number = document.createElement("span");
    number.textContent = item.dataset.finding;
    outline.append(number);
    outline.setAttribute("aria-label", item.dataset.label);
    viewer.addOverlay({ element: outline, location: areaOf(item) });
    new window.OpenSeadragon.MouseTracker({ element: outline, clickHandler: () => choose(item, false) });
    outline.addEventListener("click", (event) => { event.preventDefault(); choose(item, false); });
    outlines.set(item, outline);
  }

  viewer.addHandler("open", () => {
    findings.filter((item) => item.dataset.region).forEach(draw);
    stage.dataset.opened = "yes";
  });
  viewer.addHandler("tile-drawn", () => { stage.dataset.tiles = "yes"; });

  findings.forEach((item) => {
    item.querySelectorAll("[data-shows]").forEach((link) => {
      link.addEventListener("click", (event) => { event.preventDefault(); choose(item, true); });
    });
  });

  const acts = {
    in: () => viewer.viewport.zoomBy(1.5),
    out: () => viewer.viewport.zoomBy(1 / 1.5),
    whole: () => viewer.viewport.goHome(still),
    real: () => viewer.viewport.zoomTo(viewer.viewport.imageToViewportZoom(1)),
    finding: () => findings.length && choose(findings[(chosen + 1) % findings.length], true),
    outlines: (button) => {
      const off = stage.classList.toggle("outlines-off");
      button.setAttribute("aria-pressed", String(!off));
    },
  };
  document.querySelectorAll("[data-viewer-act]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      acts[button.dataset.viewerAct](button);
      viewer.viewport.applyConstraints();
    });
  });
})();
