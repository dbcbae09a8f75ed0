// Which slides of the deck are too full: [title, text, pixels, where] of what sticks out most of each.
async () => {
  const SLACK = 2;
  const MARKS = "img:not(.emblem, .logo), mjx-container > svg, input, canvas, video";
  const ASIDE = ".unseen, mjx-assistive-mml, aside.notes, .solutions";

  // What is to appear later has its place already.
  const seen = (element) => !element.closest(ASIDE) && element.checkVisibility();

  // Everything that leaves a mark: lines of text, pictures, formulas, controls.
  function* marks(slide) {
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest("svg:not(.plot svg), script, style") || !seen(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) yield [rect, node.data];
    }
    for (const element of slide.querySelectorAll(MARKS)) {
      if (seen(element)) yield [element.getBoundingClientRect(), element.alt || element.parentElement.textContent];
    }
  }

  const frame = () => new Promise(requestAnimationFrame);
  const drawn = async () => { for (let k = 0; k < 3; k++) await frame(); };

  const found = [];
  const start = Reveal.getIndices();
  for (const slide of Reveal.getSlides()) {
    const {h, v} = Reveal.getIndices(slide);
    Reveal.slide(h, v);
    // A live figure lays itself out when it is first seen.
    if (slide.querySelector(".live-figure")) await drawn();
    const bounds = slide.getBoundingClientRect();
    const scale = bounds.width / slide.offsetWidth;
    let worst = ["", SLACK, ""];
    for (const [rect, text] of marks(slide)) {
      if (!rect.width || !rect.height) continue;
      for (const [pixels, side] of [
        [rect.right - bounds.right, "at the right"],
        [rect.bottom - bounds.bottom, "at the bottom"],
        [bounds.left - rect.left, "at the left"],
      ]) {
        if (pixels / scale > worst[1]) worst = [text.trim().replace(/\s+/g, " "), pixels / scale, side];
      }
    }
    const title = slide.querySelector("h1, h2, h3")?.textContent ?? slide.textContent.trim();
    if (worst[2]) found.push([title, ...worst]);
  }
  Reveal.slide(start.h, start.v, start.f);
  return found;
}
