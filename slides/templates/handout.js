// Paper cannot be clicked: everything that is folded is open while it is printed.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});

// What is wider than the page scrolls in a box of its own: it can be reached with the keyboard, and is given a bar where
// the browser shows none (handout.css).
const WIDE = ".picture, .frames, .stills, .table, pre, mjx-container[display='true']";
const { sideways } = document.querySelector("main").dataset;

function follow(box) {
  const room = box.scrollWidth - box.clientWidth;
  box.style.setProperty("--part", `${100 * box.clientWidth / box.scrollWidth}%`);
  box.style.setProperty("--at", `${100 * box.scrollLeft / room}%`);
}

function mark(box) {
  const wide = box.scrollWidth > box.clientWidth + 1;
  if (wide) follow(box);
  if (wide === box.classList.contains("wide")) return;
  box.classList.toggle("wide", wide);
  for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", sideways]]) {
    if (wide) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
}

function reachable() {
  for (const box of document.querySelectorAll(WIDE)) mark(box);
}
document.fonts.ready.then(reachable);
addEventListener("resize", reachable);
// Neither event rises to the page.
addEventListener("toggle", reachable, true);
addEventListener("scroll", (event) => event.target.matches?.(".wide") && follow(event.target), true);
