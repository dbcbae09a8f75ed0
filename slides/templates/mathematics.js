// MathJax's settings, and a function that sets one formula; read before MathJax itself.
// Glyphs are outlines in each formula: no ids that could clash, and formulas can be copied between pages.
window.MathJax = {
  loader: {load: []},
  startup: {
    typeset: document.querySelector(".formula") !== null,
    pageReady: () => document.fonts.ready.then(() => MathJax.startup.defaultPageReady()),
  },
  // Letters that its own fonts lack, Polish or Cyrillic ones, are measured and shown in the font of the words.
  svg: {fontCache: "none", unknownFamily: "Descent Sans", displayAlign: "left"},
  tex: {
    inlineMath: [["\\(", "\\)"]],
    // An unknown command is an error to be reported, not red letters on a slide.
    packages: {"[-]": ["noundefined", "noerrors", "require"]},
    formatError: (jax, error) => { throw error; },
  },
  options: {enableMenu: false, ignoreHtmlClass: "reveal|page", processHtmlClass: "formula"},
};

function typeset([tex, display]) {
  let container;
  try {
    container = MathJax.tex2svg(tex, {display});
  } catch (error) {
    return {error: error.message};
  }
  for (const speech of container.querySelectorAll("mjx-assistive-mml")) {
    // Hidden by itself, so that it is hidden in the speaker view too, which has a style sheet of its own.
    speech.style.cssText = "position:absolute;top:0;left:0;width:1px;height:1px;overflow:hidden;" +
      "clip-path:inset(50%);border:0;padding:0;white-space:nowrap";
  }
  container.removeAttribute("tabindex");
  container.removeAttribute("ctxtmenu_counter");
  return {html: container.outerHTML};
}
