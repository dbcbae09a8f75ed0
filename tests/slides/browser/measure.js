// What a reader would stumble over in a part of a page: measured in the browser, in CSS pixels of the screen.
// Takes {root, frame, beside, only}: what is measured, what it must stay in, a selector of the furniture beside
// it, and the names of the questions; all of them without names. Each question is a function of what was seen,
// and returns what is wrong, as sentences. To add one, write it into QUESTIONS and ask for its name.
({root, frame, beside, only}) => {
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
      if (!node.data.trim() || parent.closest("svg:not(.plot svg), script, style") || !visible(parent)) continue;
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

  // Furniture may be drawn without text: buttons count as a whole.
  function* furniture(part) {
    yield* marks(part);
    for (const element of part.querySelectorAll("button:enabled")) {
      const rect = element.getBoundingClientRect();
      if (visible(element) && rect.width) yield {rect, element, text: element.ariaLabel ?? "a button"};
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
  function* overlaps(some, others) {
    for (const [i, a] of some.entries()) {
      for (const b of others === some ? some.slice(i + 1) : others) {
        if (a.block === b.block || a.element.contains(b.element) || b.element.contains(a.element)) continue;
        const width = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
        const height = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
        if (width > 2 && height > 4) {
          yield told(a, `${b.text.slice(0, 50)} by ${width.toFixed(0)} x ${height.toFixed(0)} px`);
        }
      }
    }
  }

  const placed = (marks) => [...marks].map((mark) => ({...mark, block: blockOf(mark.element)}));
  const seen = placed(marks(root));
  const percent = (ratio) => `${(100 * ratio).toFixed(0)} %`;

  const QUESTIONS = {
    * outside() {
      for (const mark of seen) {
        const {rect, element} = mark;
        const out = Math.max(bounds.left - rect.left, rect.right - bounds.right,
                             bounds.top - rect.top, rect.bottom - bounds.bottom);
        if (out > SLACK) yield told(mark, `${out.toFixed(1)} px`);
        if (!element.matches("img")) continue;
        const box = element.parentElement.getBoundingClientRect();
        const beyond = Math.max(box.left - rect.left, rect.right - box.right, rect.bottom - box.bottom);
        if (beyond > SLACK) yield told(mark, "beyond its box");
      }
    },
    * cut() {
      for (const element of [root, ...root.querySelectorAll("*")]) {
        if (element.matches(`${REPLACED}, svg *`) || !visible(element)) continue;
        const {overflowX, overflowY} = getComputedStyle(element);
        const right = overflowX === "visible" ? 0 : element.scrollWidth - element.clientWidth;
        const bottom = overflowY === "visible" ? 0 : element.scrollHeight - element.clientHeight;
        if (Math.max(right, bottom) > SLACK) {
          yield told({text: element.textContent.trim()}, `${right} px on the right, ${bottom} px below`);
        }
      }
    },
    * overlapping() {
      yield* overlaps(seen, seen);
    },
    // What lies on the page number, the arrows, the progress bar.
    * underfoot() {
      const parts = beside ? [...document.querySelectorAll(beside)] : [];
      yield* overlaps(seen, placed(parts.flatMap((part) => [...furniture(part)])));
    },
    * small() {
      for (const mark of seen) {
        const size = parseFloat(getComputedStyle(mark.element).fontSize) * scale;
        const written = mark.element.closest("mjx-container") || !mark.element.matches(REPLACED);
        if (written && size < TEXT - 0.01) yield told(mark, `${size.toFixed(1)} px`);
      }
    },
    * squeezed() {
      for (const mark of seen) {
        if (!mark.element.matches("mjx-container svg")) continue;
        const natural = parseFloat(mark.element.getAttribute("width")) * ex(mark.element.parentElement);
        const ratio = mark.rect.width / natural;
        if (Math.abs(ratio - 1) > 0.01) yield told(mark, percent(ratio));
      }
    },
    * shrunk() {
      for (const mark of seen) {
        const {rect, element} = mark;
        if (!element.matches("img")) continue;
        const width = element.getAttribute("width") ?? element.naturalWidth;
        const height = element.getAttribute("height") ?? element.naturalHeight;
        const ratio = Math.min(rect.width / width, rect.height / height);
        if (ratio < PICTURE) yield told(mark, percent(ratio));
      }
    },
    * broken() {
      for (const mark of seen) {
        const {element} = mark;
        if (element.matches("img") && !(element.complete && element.naturalWidth)) {
          yield told(mark, "is not shown");
        }
      }
    },
    // Nothing at all is no slide.
    * blank() {
      if (!seen.length) yield "nothing is shown";
    },
  };

  const names = only ?? Object.keys(QUESTIONS);
  const found = Object.fromEntries(names.map((name) => [name, [...QUESTIONS[name]()]]));
  // Where everything lies, in pixels of the frame: the same at every size of the screen, if nothing else is.
  const layout = seen.map(({rect, text}) => [text.slice(0, 50), ...[
    rect.left - bounds.left, rect.top - bounds.top, rect.width, rect.height].map((x) => x / scale)]);
  return {found, layout};
}
