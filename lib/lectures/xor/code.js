// The lines of `lib` that do what the playground does.

const WIDEST = 100;

/**
 * @param {import('./learner.js').Settings} settings
 * @param {import('./learner.js').Point[]} own
 * @param {number} epochs
 */
export function linesOf({ data, noise, hidden, activation, optimizer, rate, l2, batch, seed }, own, epochs) {
  const names = new Set([optimizer, 'Dense', 'Network', 'accuracy', 'fit']);
  if (hidden.length) names.add(activation);
  const points = [];
  if (data === 'own') {
    points.push(...wrapped('x = np.array([', own.map(([px, py]) => `[${px}, ${py}]`), '])'),
      ...wrapped('y = np.array([', own.map((one) => String(one[2])), '])'));
  } else if (data === 'XOR') {
    names.add('xor_cloud');
    points.push('x, y = xor_cloud(300)');
    if (noise) points.push(`x += np.random.default_rng(0).normal(0, ${noise}, x.shape)`);
  } else {
    names.add(data);
    points.push(`x, y = ${data}(300, noise=${noise})`);
  }
  const layers = hidden.map((units) => `Dense(${units}), ${activation}(), `).join('');
  const network = `${layers}Dense(2)${l2 ? `, l2=${l2}` : ''}${seed ? `, seed=${seed}` : ''}`;
  return [
    ...(points.some((line) => line.includes('np.')) ? ['import numpy as np', ''] : []),
    `from lib import ${[...names].sort(classesFirst).join(', ')}`,
    '',
    ...points,
    `net = Network(2, ${network})`,
    `fit(net, x, y, ${optimizer}(lr=${rate}), epochs=${epochs}, batch_size=${batch ?? 'None'})`,
    'print(accuracy(net(x), y))',
  ].join('\n');
}

/** @param {string} one @param {string} other */
function classesFirst(one, other) {
  const [left, right] = [one, other].map((name) => `${Number(name === name.toLowerCase())}${name}`);
  return left < right ? -1 : 1;
}

/**
 * Items between two brackets, on as many lines as they need.
 * @param {string} head
 * @param {string[]} items
 * @param {string} tail
 */
function wrapped(head, items, tail) {
  const lines = [head];
  items.forEach((item, k) => {
    const text = item + (k < items.length - 1 ? ', ' : tail);
    if (lines[lines.length - 1].length + text.length > WIDEST) lines.push(' '.repeat(head.length));
    lines[lines.length - 1] += text;
  });
  return lines.map((line) => line.trimEnd());
}
