// Paper cannot be clicked: everything that is folded is open while it is printed.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});

// On a narrow screen a wide formula or table scrolls; then it must be reachable with the keyboard.
function reachable() {
  for (const wide of document.querySelectorAll(".table, mjx-container[display='true']")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
}
document.fonts.ready.then(reachable);
addEventListener("resize", reachable);
