// What a screen reader says and Tab reaches: the slide that is shown, and of it what can be seen. reveal.js would
// also say the answers of a closed quiz; what it has to say ends in an element that is not spoken.

{
  const spoken = document.querySelector(".spoken");

  function textOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.ariaHidden === "true") return "";
    if (node.role === "status" || !node.checkVisibility({ visibilityProperty: true })) return "";
    if (node.matches("select")) return "";
    if (node.matches("img")) return ` ${node.alt} `;
    const text = [...node.childNodes].map(textOf).join("");
    return getComputedStyle(node).display === "inline" ? text : ` ${text} `;
  }

  function say(...parts) {
    // When it is seen what reveal.js has shown and hidden: what fades in is hidden for one frame more.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      spoken.textContent = parts.map(textOf).join(" ").replace(/\s+/g, " ").trim();
    }));
  }

  // The overview shows every slide, and a click on one goes there; paper has all of them too.
  function reachable() {
    const all = Reveal.isOverview() || Reveal.getConfig().view === "print";
    for (const slide of Reveal.getSlides()) slide.inert = !all && slide !== Reveal.getCurrentSlide();
  }

  for (const change of ["ready", "slidechanged", "overviewshown", "overviewhidden"]) Reveal.on(change, reachable);
  for (const change of ["ready", "slidechanged"]) Reveal.on(change, (event) => say(event.currentSlide));
  Reveal.on("fragmentshown", (event) => say(...event.fragments));
}
