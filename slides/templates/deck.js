// Starts reveal.js, and settles who gets which key: the slide, or the control that has the focus.

const CONTROLS = "a, button, input, select, summary, textarea, .handle";

// reveal.js lays nothing out before its plugins are there, and these are there when the fonts are.
function allFonts() {
  return Promise.allSettled(Array.from(document.fonts, (face) => face.load()));
}

Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.04,
  center: false,
  hash: true,
  navigationMode: "linear",
  transition: "none",
  backgroundTransition: "none",
  controlsTutorial: false,
  slideNumber: "c/t",
  scrollActivationWidth: null,
  pdfSeparateFragments: false,
  // Enter opens the slide that was chosen in the overview.
  keyboard: {13: () => Reveal.isOverview() && Reveal.toggleOverview(false)},
  // A key from the speaker's window comes without a target.
  keyboardCondition: (event) => !event.target?.closest?.(CONTROLS) || !forControl(event),
  plugins: [RevealNotes, {id: "fonts", init: allFonts}],
});

// These work a control and do not turn the slide. Escape goes through, and so do the letters and the full stop.
function forControl(event) {
  return [" ", "Enter", "Home", "End"].includes(event.key) || event.key.startsWith("Arrow");
}

document.addEventListener("keydown", (event) => {
  const control = event.target.closest?.(CONTROLS);
  if (!control) return;
  if (event.key === "Escape") {
    // Gives the keys back to the slides.
    control.blur();
    event.stopImmediatePropagation();
  } else if (event.key === "PageDown" || event.key === "PageUp") {
    // What a presenter's clicker sends; it must turn the slide even after a slider was dragged.
    event.preventDefault();
    event.stopImmediatePropagation();
    control.blur();
    event.key === "PageDown" ? Reveal.next() : Reveal.prev();
  } else if (control.matches("[type=range]") && event.key.length === 1 && !forControl(event)) {
    // A slider has no use for a letter, and reveal.js hears none while an input has the focus.
    control.blur();
  }
}, true);

// On a phone that is held upright the slides are small: what is easier to read is offered below them (deck.css). The
// speaker's previews and paper have no use for it. A phone that shows a file out of a mail finds none beside it.
Reveal.on("ready", () => {
  const upright = document.querySelector(".upright");
  upright.hidden = Reveal.isSpeakerNotes() || Reveal.isPrintView();
  if (!["file:", "http:", "https:"].includes(location.protocol)) upright.querySelector("a")?.remove();
});

// The frames of a flipbook are decoded as soon as its slide is shown, so that the first move does not flicker.
function decodeFrames(event) {
  for (const frame of event.currentSlide.querySelectorAll(".flipbook img")) frame.decode().catch(() => {});
}
Reveal.on("ready", decodeFrames);
Reveal.on("slidechanged", decodeFrames);
