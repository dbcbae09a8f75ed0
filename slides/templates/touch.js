// Which touches turn the slide: one finger that swipes over what cannot be worked by touch. reveal.js would turn
// it for every finger, also one that drags a slider or scrolls a solution, and for the distance between two.

{
  const WORKED = "a, button, canvas, details, input, select, textarea, audio, video, .quiz, .flipbook .controls, .live-stage";
  const reveal = document.querySelector(".reveal");
  const fingers = new Set();
  let worked = false;

  function guard() {
    const zoomed = visualViewport.scale > 1.01;
    reveal.style.touchAction = zoomed ? "auto" : "";  // then one finger moves the page
    // Once two fingers were down, the one that stays is no swipe either.
    worked = fingers.size > 0 && (worked || zoomed || fingers.size > 1);
    reveal.toggleAttribute("data-prevent-swipe", worked);
  }

  addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    if (event.isPrimary) {
      fingers.clear();
      worked = Boolean(event.target.closest?.(WORKED));
    }
    fingers.add(event.pointerId);
    guard();
  }, true);
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      guard();
    }, true);
  }
  visualViewport.addEventListener("resize", guard);
}
