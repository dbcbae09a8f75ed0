// What the live slides (RISE) need and a style sheet cannot give. The notebook's metadata "rise" has it loaded.

const SLIDES = document.querySelector('.reveal');
const CONTROLS = '.noUi-handle, input, select, textarea, button, summary, [contenteditable]';
const THEIR_KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', ' ', 'Enter'];

// Keys pressed on a slider, a button or a choice of a quiz belong to it: reveal.js listens further out, and
// JupyterLab leaves elements of this attribute alone. A presenter's clicker (PageUp, PageDown) turns all the same.
SLIDES.addEventListener('focusin', ({ target }) => {
  if (target.closest('.jp-Cell') && target.matches(CONTROLS)) target.dataset.lmSuppressShortcuts = 'true';
});
SLIDES.addEventListener('keydown', (event) => {
  const onControl = event.target.closest('.jp-Cell') && event.target.matches(CONTROLS);
  if (onControl && THEIR_KEYS.includes(event.key)) event.stopPropagation();
});

// Cells tagged left, then right, stand side by side. RISE does not pass tags on: they come from the file.
const file = location.pathname.replace('/rise/', '/files/');
const notebook = await (await fetch(file, { cache: 'no-store' })).json();
const sideOf = (node) => {
  const cells = node.matches('.jp-Cell') ? [node] : [...node.querySelectorAll(':scope > .jp-Cell')];
  const sides = cells.map((cell) => {
    const { tags = [], slideshow = {} } = notebook.cells[cell.dataset.windowedListIndex]?.metadata ?? {};
    return slideshow.slide_type === 'skip' ? null : tags.find((tag) => tag === 'left' || tag === 'right') ?? '';
  });
  const shown = new Set(sides.filter((side) => side !== null));
  return shown.size === 1 ? [...shown][0] : '';
};

for (const slide of SLIDES.querySelectorAll('.slides > section > section')) {
  let columns = null;
  for (const node of [...slide.children]) {
    const side = sideOf(node);
    if (!side) {
      if (!node.matches('.notes, .reveal-skip')) columns = null;
      continue;
    }
    if (!columns || (side === 'left' && columns.lastChild.children.length)) {
      columns = document.createElement('div');
      columns.className = 'columns';
      columns.append(document.createElement('div'), document.createElement('div'));
      node.before(columns);
    }
    columns.children[side === 'left' ? 0 : 1].append(node);
  }
}
