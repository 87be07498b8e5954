/* Places of words and lines on the zoomed image: drawn, picked with a click, drawn by hand. */
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const frame = document.getElementById("viewer");
  const viewer = frame && frame.viewer;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function placeOf(text) {
    const [x, y, width, height] = (text || "").split(",").map(Number);
    return width && height ? { x, y, width, height } : null;
  }

  function saidPlace(place) {
    return [place.x, place.y, place.width, place.height].map(Math.round).join(",");
  }

  // A part of the image with some of what stands around it; by shares, whatever the image's size.
  function partOfImage(iiif, size, place, around) {
    const left = Math.max(0, place.x - around.x), top = Math.max(0, place.y - around.y);
    const right = Math.min(size.width, place.x + place.width + around.x);
    const bottom = Math.min(size.height, place.y + place.height + around.y);
    const parts = [left / size.width, top / size.height, (right - left) / size.width, (bottom - top) / size.height];
    return `${iiif}/pct:${parts.map((part) => (100 * part).toFixed(3)).join(",")}/max/0/default.jpg`;
  }

  function layer(size) {
    if (!viewer) return null;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    svg.classList.add("places-layer");
    const scale = () => viewer.world.getItemAt(0).getContentSize().x / size.width;
    let rects = new Map();
    let sketch = null, begin = null, drawn = null;

    function areaOf(place) {
      const by = scale();
      return viewer.viewport.imageToViewportRectangle(
        place.x * by, place.y * by, place.width * by, place.height * by);
    }
    function pointOf(position) {
      const point = viewer.viewport.viewerElementToImageCoordinates(position);
      return { x: point.x / scale(), y: point.y / scale() };
    }
    function rectOf(place, kind) {
      const rect = document.createElementNS(SVG, "rect");
      for (const name of ["x", "y", "width", "height"]) rect.setAttribute(name, place[name]);
      rect.setAttribute("class", kind);
      return rect;
    }
    function between(one, other) {
      const clip = (value, most) => Math.min(Math.max(value, 0), most);
      const left = clip(Math.min(one.x, other.x), size.width), top = clip(Math.min(one.y, other.y), size.height);
      const right = clip(Math.max(one.x, other.x), size.width), bottom = clip(Math.max(one.y, other.y), size.height);
      return { x: left, y: top, width: right - left, height: bottom - top };
    }

    viewer.addHandler("canvas-press", (event) => { if (drawn) begin = pointOf(event.position); });
    viewer.addHandler("canvas-drag", (event) => {
      if (!drawn || !begin) return;
      event.preventDefaultAction = true;
      sketch?.remove();
      sketch = rectOf(between(begin, pointOf(event.position)), "place sketch");
      svg.append(sketch);
    });
    viewer.addHandler("canvas-drag-end", (event) => {
      if (!drawn || !begin) return;
      event.preventDefaultAction = true;
      const place = between(begin, pointOf(event.position));
      const tell = drawn;
      begin = null;
      sketch?.remove();
      if (place.width >= 4 && place.height >= 4) tell(place);
    });
    const put = () => viewer.addOverlay({ element: svg, location: areaOf({ x: 0, y: 0, ...size }) });
    if (viewer.world.getItemCount()) put(); else viewer.addHandler("open", put);

    return {
      show(places) {
        rects = new Map(places.map(({ key, place, kind }) => [key, rectOf(place, `place ${kind}`)]));
        svg.replaceChildren(...rects.values());
      },
      choose(key) { rects.forEach((rect, other) => rect.classList.toggle("chosen", other === key)); },
      goTo(place, room) {
        if (!viewer.world.getItemCount()) return;
        const area = areaOf({
          x: place.x - room.x, y: place.y - room.y,
          width: place.width + 2 * room.x, height: place.height + 2 * room.y });
        viewer.viewport.fitBounds(area, still);
        viewer.viewport.applyConstraints(still);
      },
      reveal(place) {
        if (!viewer.world.getItemCount()) return;
        const seen = viewer.viewport.getBounds(true), area = areaOf(place);
        const inside = area.x >= seen.x && area.y >= seen.y
          && area.x + area.width <= seen.x + seen.width && area.y + area.height <= seen.y + seen.height;
        if (!inside) viewer.viewport.panTo(area.getCenter(), still);
      },
      onPick(tell) {
        viewer.addHandler("canvas-click", (event) => {
          if (event.quick && !drawn) tell(pointOf(event.position), event.originalEvent);
        });
      },
      drawing(tell) {
        drawn = tell; begin = null;
        frame.classList.toggle("drawing", Boolean(tell));
      },
      rectOnScreen(place) {
        const area = viewer.viewport.viewportToViewerElementRectangle(areaOf(place));
        const box = viewer.element.getBoundingClientRect();
        return new DOMRect(box.left + area.x, box.top + area.y, area.width, area.height);
      },
    };
  }

  window.skryniaPlaces = { placeOf, saidPlace, partOfImage, layer };
})();
