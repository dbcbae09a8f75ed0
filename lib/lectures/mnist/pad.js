// A square to draw in. The browser draws at once; the kernel hears of it a few times a second.

const PIXELS = 680;  // of the canvas, twice the size at which it is shown, so that strokes are smooth
const PAUSE = 120;  // milliseconds between two messages while a stroke is drawn

function render({ model, el }) {
  el.classList.add('descent-pad');
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = PIXELS;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${model.get('description')}: a square to draw in with mouse, pen or finger`);
  const clear = button('Clear', 'Begin with an empty square');
  const next = button('Example', 'Show the next prepared drawing');
  next.hidden = !model.get('options').length;
  const row = document.createElement('div');
  row.className = 'buttons';
  row.append(clear, next);
  const caption = document.createElement('div');
  caption.className = 'caption';
  caption.textContent = model.get('description');
  el.append(caption, canvas, row);

  let strokes = structuredClone(model.get('value'));
  let stroke = null;  // the one under way
  let timer = null;
  let example = 0;

  function paint() {
    const pen = canvas.getContext('2d');
    pen.clearRect(0, 0, PIXELS, PIXELS);
    pen.lineCap = pen.lineJoin = 'round';
    pen.lineWidth = PIXELS / 14;
    pen.strokeStyle = '#1d2330';
    for (const points of strokes) {
      pen.beginPath();
      for (const [x, y] of points) pen.lineTo(x * PIXELS, y * PIXELS);
      if (points.length === 1) pen.lineTo(points[0][0] * PIXELS + 0.1, points[0][1] * PIXELS);
      pen.stroke();
    }
  }

  function tell() {
    clearTimeout(timer);
    timer = null;
    model.set('value', structuredClone(strokes));
    model.save_changes();
  }

  function add(event) {
    const box = canvas.getBoundingClientRect();  // as shown: slides are scaled
    const place = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const point = place.map((value) => Math.round(1000 * Math.min(Math.max(value, 0), 1)) / 1000);
    const last = stroke.at(-1);
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) > 0.01) stroke.push(point);
  }

  canvas.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    stroke = [];
    strokes.push(stroke);
    add(event);
    paint();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!stroke) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) add(one);
    paint();
    timer ??= setTimeout(tell, PAUSE);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, () => {
      if (!stroke) return;
      stroke = null;
      tell();
    });
  }
  // A finger that draws must not turn the slide.
  for (const touch of ['touchstart', 'touchmove', 'touchend', 'pointerdown', 'pointermove', 'pointerup']) {
    canvas.addEventListener(touch, (event) => event.stopPropagation());
  }

  function replace(drawing) {
    strokes = structuredClone(drawing);
    stroke = null;
    paint();
    tell();
  }
  clear.addEventListener('click', () => replace([]));
  next.addEventListener('click', () => {
    const options = model.get('options');
    example = (example + 1) % options.length;
    replace(options[example][1]);
  });

  const changed = () => {
    if (stroke || timer) return;  // what comes back is older than what is drawn
    strokes = structuredClone(model.get('value'));
    paint();
  };
  model.on('change:value', changed);
  paint();
  return () => {
    clearTimeout(timer);
    model.off('change:value', changed);
  };
}

function button(text, title) {
  const made = document.createElement('button');
  made.className = 'jupyter-widgets jupyter-button widget-button';
  made.textContent = text;
  made.title = title;
  return made;
}

export default { render };
