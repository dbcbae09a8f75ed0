// The playground: points of two classes and a network that learns to tell them apart, both chosen at will.

import { adopt } from '../../interactive/page/adopt.js';
import { addButton } from '../../interactive/page/controls.js';
import { html } from '../../interactive/page/elements.js';
import { addPlaying } from '../../interactive/page/playing.js';
import { addPlot } from '../../interactive/page/plot.js';
import { openStage } from '../../interactive/page/stage.js';
import { linesOf } from './code.js';
import { prepareTraining } from './learner.js';
import { addOwnPoints } from './own_points.js';
import sheet from './playground.css' with { type: 'css' };
import { makeProgress } from './progress.js';
import { addSettings } from './settings.js';
import { cornersOf, makeDecision, makeViews } from './views.js';

const SETTINGS = ['data', 'noise', 'hidden', 'activation', 'optimizer', 'rate', 'l2', 'batch', 'seed'];
const EPOCHS = 200;  // of one run
const MOMENT = 1000 / 31;  // between two epochs, in milliseconds: a little less than two pictures of a screen
const HEIGHT = 356;

/** Half the side of the plane that is shown. @param {string} data */
const reachOf = (data) => (data === 'XOR' ? 3.4 : 1.7);

/** @param {{ model: import('../../interactive/page/stage.js').Model, el: HTMLElement }} view */
export function render({ model, el }) {
  adopt(sheet);
  const stage = openStage(model, el, [...SETTINGS, 'points'], draw);
  stage.name('The playground');
  stage.onLayout(fitAxes);
  stage.controls.classList.add('tight', 'above');
  stage.plots.before(stage.controls);  // on a phone, Play and the plane are seen together
  /** @type {() => import('../../interactive/page/plot.js').Axis} */
  const axis = () => ({ range: [0, 1], ticks: [0, 0.5, 1] });
  const plane = addPlot(stage, {
    title: 'what it says', x: axis(), y: axis(), height: HEIGHT, bare: true, square: true, share: 0.8,
  });
  const curves = addPlot(stage, {
    title: 'how it learns', x: { ...axis(), label: 'epoch' }, y: axis(), height: HEIGHT, share: 1.2,
  });
  const neurons = addPlot(stage, {
    title: 'what its hidden neurons see', x: axis(), y: axis(), height: HEIGHT, bare: true, share: 1.2,
  });
  const drawDecision = makeDecision(plane, stage.palette);
  const drawViews = makeViews(neurons, stage.palette);
  const drawProgress = makeProgress(curves, stage.palette);
  const lines = html('pre', {
    class: 'lines-of-code', tabindex: 0, role: 'region', 'aria-label': 'Lines of code',
  });
  lines.hidden = true;
  stage.plots.append(lines);

  let key = '';
  /** @type {import('./learner.js').Training} */
  let training;
  let corners = cornersOf(1);
  let next = 0;  // when the next epoch is due

  const playing = addPlaying(stage, {
    step() {
      if (!current().ready()) return false;
      training.advance();
      return !training.diverged && training.epoch() % EPOCHS !== 0;
    },
    ended: () => {},
    changed() {
      play.textContent = playing.playing() ? 'Pause' : 'Play';
      if (!playing.playing()) report();
    },
    pace() {
      const now = performance.now();
      if (now < next) return 0;
      next = now + MOMENT;
      return 1;
    },
  });
  const play = addButton(stage, 'Play', () => {
    if (playing.playing()) playing.pause();
    else if (readyToLearn()) playing.play();
  });
  addButton(stage, 'One epoch', () => {
    if (playing.playing()) playing.pause();
    if (!readyToLearn()) return;
    training.advance();
    stage.changed();
    report();
  });
  addButton(stage, 'From the start', () => restart());
  addButton(stage, 'New weights', () => {
    stage.set({ seed: model.get('seed') + 1 });
    restart();
  });
  const codeButton = addButton(stage, 'Show me the code', () => {
    lines.hidden = !lines.hidden;
    codeButton.setAttribute('aria-pressed', String(!lines.hidden));
    stage.changed();
  });
  codeButton.setAttribute('aria-pressed', 'false');
  const { show: showSettings, afterData } = addSettings(stage, {
    get: (name) => model.get(name), set: (name, value) => stage.set({ [name]: value }),
  });
  const showOwn = addOwnPoints(stage, plane, afterData, {
    get: () => model.get('points'), set: (points) => stage.set({ points }),
  });

  /** @returns {import('./learner.js').Settings} */
  function chosen() {
    return /** @type {any} */ (Object.fromEntries(SETTINGS.map((name) => [name, model.get(name)])));
  }

  /** The training of the settings as they are now. */
  function current() {
    const values = chosen();
    const points = model.get('points');
    const shown = JSON.stringify([values, values.data === 'own' && !points.length]);
    if (shown !== key) {
      key = shown;
      corners = cornersOf(reachOf(values.data));
      training = prepareTraining(values, points);
      tell();
    } else if (values.data === 'own' && training.own !== points) {
      training.setPoints(points);
    }
    return training;
  }

  function readyToLearn() {
    if (current().diverged) restart();
    if (!training.ready()) report();
    return training.ready();
  }

  function restart() {
    if (playing.playing()) playing.pause();
    key = '';
    current();
    stage.changed();
  }

  /** Let the kernel know where the training stands. */
  function tell() {
    const { x, y } = training.points;
    const values = {
      epoch: training.epoch(), loss: training.losses.at(-1) ?? null, theta: [...training.net.theta],
      samples: Array.from(y, (label, k) => [x[2 * k], x[2 * k + 1], label]),
    };
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  }

  /** Let the kernel and those who listen know. */
  function report() {
    tell();
    const { epoch, loss, right } = standing();
    if (!training.ready()) stage.say('Put points of both classes first.');
    else if (training.diverged) stage.say(`No longer finite after epoch ${epoch}. The training has stopped.`);
    else stage.say(`Epoch ${epoch}, loss ${loss}, ${right} right`);
  }

  /** Where the training stands, in words. */
  function standing() {
    const { losses, rights, freshRights } = training;
    const [loss, right, fresh] = [losses, rights, freshRights].map((values) => values.at(-1));
    return {
      epoch: training.epoch(),
      loss: loss === undefined ? '' : shortened(loss),
      right: right === undefined ? '' : percent(right),
      fresh: fresh === undefined ? '' : percent(fresh),
    };
  }

  /** The plane for the data, the axis for the epochs. */
  function fitAxes() {
    const reach = reachOf(current() && model.get('data'));
    plane.x.range = plane.y.range = [-reach, reach];
    const last = lastEpoch();
    curves.x.range = [0, last];
    curves.x.ticks = [0, last / 2, last];
  }

  /** Where the axis ends, and the run. */
  function lastEpoch() {
    return EPOCHS * Math.max(1, Math.ceil(training.epoch() / EPOCHS));
  }

  function draw() {
    const { net, points, losses, rights, freshRights } = training;
    const data = model.get('data');
    const outputs = net.forward(corners);
    const sums = net.buffersOf(corners.length / 2).z;
    drawDecision(outputs[outputs.length - 1], sums[sums.length - 1], points);
    drawViews(net, outputs);
    drawProgress([
      { name: 'loss', values: losses, format: shortened },
      { name: 'right, these points', values: rights, format: percent },
      { name: 'right, fresh points', values: freshRights, format: percent },
    ], training.diverged);
    showSettings();
    showOwn(data === 'own');
    if (!lines.hidden) {
      lines.style.top = `${stage.plots.offsetTop}px`;
      lines.style.height = `${stage.plots.clientHeight}px`;
      lines.textContent = linesOf(chosen(), model.get('points'), lastEpoch());
    }
    const { epoch, loss, right, fresh } = standing();
    stage.describe(`After ${epoch} epochs on ${data === 'own' ? 'own points' : data} with hidden neurons ${
      model.get('hidden').join(' + ') || 'none'}: ${
      loss ? `loss ${loss}, ${right} of the points right` : 'no points yet'}${
      fresh ? `, ${fresh} of fresh ones` : ''}.`);
  }

  return stage.close;
}

/** @param {number} loss */
function shortened(loss) {
  return loss.toFixed(2);
}

/** @param {number} share */
function percent(share) {
  return `${Math.round(100 * share)} %`;
}
