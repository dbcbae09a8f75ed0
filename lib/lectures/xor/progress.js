// Loss and shares of a training against its epochs, each marked and with its present value in words.

import { setAttributes, svg } from '../../interactive/page/elements.js';

const MARKS = ['M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0', 'M-6 -6h12v12h-12z', 'M0 -7l7 13h-14z'];

/**
 * @param {import('../../interactive/page/plot.js').Plot} plot
 * @param {Object<string, string>} palette
 */
export function makeProgress(plot, palette) {
  const rows = ['ink', 'first', 'second'].map((role, k) => {
    const path = svg('path', { stroke: palette[role], 'stroke-width': 3, 'stroke-linejoin': 'round' });
    const end = svg('path', { d: MARKS[k], class: `of-${role}` });
    const mark = svg('path', { d: MARKS[k], class: `of-${role}` });
    const text = svg('text', { class: 'haloed' });
    plot.inside.append(path);
    plot.drawing.append(end, mark, text);
    return { path, end, mark, text };
  });

  const warning = svg('text', {
    class: 'haloed of-biases', 'text-anchor': 'middle', 'font-size': 26,
  }, 'no longer finite');
  plot.drawing.append(warning);

  /**
   * @param {{ name: string, values: number[], format: (value: number) => string }[]} curves
   * @param {boolean} diverged
   */
  return (curves, diverged) => {
    const { left, top, width, height } = plot.box;
    const [, highest] = plot.y.range;
    setAttributes(warning, { x: left + width / 2, y: top + 0.25 * height });
    warning.style.display = diverged ? '' : 'none';
    rows.forEach(({ path, end, mark, text }, k) => {
      const { name, values, format } = curves[k];
      const shown = values.length ? '' : 'none';
      for (const part of [path, end, mark, text]) part.style.display = shown;
      if (shown) return;
      const held = values.map((value, epoch) => [epoch, Math.min(value, 1.2 * highest)]);
      const [epoch, value] = held[held.length - 1];
      path.setAttribute('d', plot.path(held));
      end.setAttribute('transform', `translate(${plot.toX(epoch)} ${plot.toY(Math.min(value, highest))})`);
      const y = top + 0.4 * height + 28 * k;
      mark.setAttribute('transform', `translate(${left + width - 210} ${y - 6})`);
      setAttributes(text, { x: left + width - 194, y });
      text.textContent = `${name} ${format(values[values.length - 1])}`;
    });
  };
}
