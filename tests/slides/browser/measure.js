// What a reader would stumble over in a part of a page: measured in the browser, in CSS pixels of the screen.
// Takes [root, frame, others]: what is measured, what it must stay in, and a selector of what else lies there.
([root, frame, others]) => {
  const TEXT = 18;        // smallest text of a slide
  const PICTURE = 0.95;   // a picture smaller than that loses the 16 px of its smallest text
  const SLACK = 1;        // rounding

  const bounds = frame.getBoundingClientRect();
  const scale = bounds.width / frame.offsetWidth;

  const hiddenFromSight = (element) => element.closest(".unseen, mjx-assistive-mml") !== null;
  const visible = (element) => !hiddenFromSight(element) &&
    element.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true});

  // Everything that leaves a mark: lines of text, pictures, formulas, controls.
  const REPLACED = "img, svg:not(svg svg), input, canvas, video, iframe";
  function* marks(part) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest("svg, script, style") || !visible(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width && rect.height) yield {rect, element: parent, text: node.data.trim()};
      }
    }
    for (const element of part.querySelectorAll(REPLACED)) {
      if (!visible(element) || element.closest("[aria-hidden=true]:not(mjx-container *)")) continue;
      yield {rect: element.getBoundingClientRect(), element, text: element.alt || nameOf(element)};
    }
  }

  function nameOf(element) {
    const formula = element.closest("mjx-container");
    return formula ? `formula ${formula.textContent.trim()}` : `<${element.localName}>`;
  }

  const told = ({text}, detail) => `${text.slice(0, 50).replace(/\s+/g, " ")}: ${detail}`;
  const blockOf = (element) => {
    while (element !== root && getComputedStyle(element).display.startsWith("inline")) {
      element = element.parentElement;
    }
    return element;
  };
  const ex = (element) => {
    const probe = document.createElement("span");
    probe.style.cssText = "display:inline-block;width:100ex";
    element.append(probe);
    const width = probe.getBoundingClientRect().width / 100;
    probe.remove();
    return width;
  };

  const seen = [...marks(root)];
  const found = {outside: [], cut: [], small: [], squeezed: [], shrunk: [], overlapping: [], broken: []};
  found.marks = seen.length;

  for (const mark of seen) {
    const {rect, element} = mark;
    const out = Math.max(bounds.left - rect.left, rect.right - bounds.right,
                         bounds.top - rect.top, rect.bottom - bounds.bottom);
    if (out > SLACK) found.outside.push(told(mark, `${out.toFixed(1)} px`));
    const size = parseFloat(getComputedStyle(element).fontSize) * scale;
    const written = element.closest("mjx-container") || !element.matches(REPLACED);
    if (written && size < TEXT - 0.01) {
      found.small.push(told(mark, `${size.toFixed(1)} px`));
    }
    if (element.matches("mjx-container svg")) {
      const natural = parseFloat(element.getAttribute("width")) * ex(element.parentElement);
      const ratio = rect.width / natural;
      if (Math.abs(ratio - 1) > 0.01) found.squeezed.push(told(mark, `${(100 * ratio).toFixed(0)} %`));
    }
    if (element.matches("img")) {
      if (!element.complete || !element.naturalWidth) found.broken.push(told(mark, "is not shown"));
      const width = element.getAttribute("width") ?? element.naturalWidth;
      const height = element.getAttribute("height") ?? element.naturalHeight;
      const ratio = Math.min(rect.width / width, rect.height / height);
      if (ratio < PICTURE) found.shrunk.push(told(mark, `${(100 * ratio).toFixed(0)} %`));
      const box = element.parentElement.getBoundingClientRect();
      const beyond = Math.max(box.left - rect.left, rect.right - box.right, rect.bottom - box.bottom);
      if (beyond > SLACK) found.outside.push(told(mark, "beyond its box"));
    }
  }

  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (element.matches(`${REPLACED}, svg *`) || !visible(element)) continue;
    const {overflowX, overflowY} = getComputedStyle(element);
    const right = overflowX === "visible" ? 0 : element.scrollWidth - element.clientWidth;
    const bottom = overflowY === "visible" ? 0 : element.scrollHeight - element.clientHeight;
    if (Math.max(right, bottom) > SLACK) {
      found.cut.push(told({text: element.textContent.trim()}, `${right} px on the right, ${bottom} px below`));
    }
  }

  const furniture = others ? [...document.querySelectorAll(others)] : [];
  const beside = furniture.flatMap((part) => [...marks(part)]);
  const all = [...seen, ...beside].map((mark) => ({...mark, block: blockOf(mark.element)}));
  for (let i = 0; i < all.length; i++) {
    for (let j = i + 1; j < all.length; j++) {
      const [a, b] = [all[i], all[j]];
      if (a.block === b.block) continue;
      const width = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const height = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
      if (width > 2 && height > 4) {
        const size = `${width.toFixed(0)} x ${height.toFixed(0)} px`;
        found.overlapping.push(told(a, `${b.text.slice(0, 50)} by ${size}`));
      }
    }
  }
  return found;
}
