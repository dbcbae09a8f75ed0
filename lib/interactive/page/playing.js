// Something that goes on by itself once it is asked to: play, pause, one step, from the start.

/**
 * Let something run, a few steps before each picture of the page. Where the reader wants no motion, it runs to its
 * end at once and only the end is shown.
 * @param {import('./stage.js').Stage} stage
 * @param {Object} options
 * @param {() => boolean} options.step  Takes a step; whether there is another one.
 * @param {() => void} options.ended  Called when it has come to its end.
 * @param {() => void} options.changed  Called when it begins and when it pauses.
 * @param {() => number} [options.pace]  Steps before each picture; with none nothing is drawn.
 */
export function addPlaying(stage, { step, ended, changed, pace = () => 1 }) {
  let frame = 0;

  const advance = stage.guarded(() => {
    frame = 0;
    if (!stage.plots.clientWidth) return pause();  // the slide has been turned
    const steps = pace();
    for (let k = 0; k < steps; k++) {
      if (!step()) {
        stage.changed();
        changed();
        return ended();
      }
    }
    frame = requestAnimationFrame(advance);
    if (steps) stage.changed();
  });

  const runToTheEnd = stage.guarded(() => {
    const deadline = performance.now() + 1000;
    while (step() && performance.now() < deadline);
    stage.changed();
    changed();
    ended();
  });

  function play() {
    if (frame) return;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return runToTheEnd();
    frame = requestAnimationFrame(advance);
    changed();
  }

  function pause() {
    cancelAnimationFrame(frame);
    frame = 0;
    changed();
  }

  stage.onClose(() => cancelAnimationFrame(frame));
  return { play, pause, playing: () => frame !== 0 };
}

/**
 * A pace of so many steps a second, however often the screen shows a picture.
 * @param {number} steps
 * @returns {() => number}
 */
export function perSecond(steps) {
  let last = 0;
  let owed = 0;
  return () => {
    const now = performance.now();
    owed += steps * Math.min(now - last, 100) / 1000;  // a pause is not made up for
    last = now;
    const whole = Math.floor(owed);
    owed -= whole;
    return whole;
  };
}
