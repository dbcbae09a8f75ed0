// What the live slides (RISE) need and a style sheet cannot give. The notebook's metadata "rise" has it loaded.

const SLIDES = document.querySelector('.reveal');
const NOTEBOOK = SLIDES.querySelector('.jp-Notebook');
const CONTROLS = '.noUi-handle, .handle, a, button, input, select, summary, textarea';

// Whether this page is a preview in the speaker window, and what in its address makes it report each slide.
const PREVIEW = /[?&]receiver\b/.test(location.search);
const REPORTS = '&postMessageEvents=true';

const COMMAND = '.lm-CommandPalette, .lm-Menu';
const ELSEWHERE = 'input:not([type=range]), textarea, [contenteditable], .jp-Dialog, .lm-CommandPalette';

// Who gets which key: the slide, or the control that has the focus. The exported deck does the same.
const controlOf = (event) => event.target.closest?.('.jp-Cell') && event.target.closest(CONTROLS);
const worksControl = (key) => [' ', 'Enter', 'Home', 'End'].includes(key) || key.startsWith('Arrow');

SLIDES.addEventListener('focusin', (event) => {
  // Keeps JupyterLab's shortcuts away from the control.
  controlOf(event)?.setAttribute('data-lm-suppress-shortcuts', 'true');
});

SLIDES.addEventListener('keydown', (event) => {
  // reveal.js listens further out, at the document.
  if (controlOf(event) && worksControl(event.key)) event.stopPropagation();
});

// RISE's own key for each of these; o and s are those of the exported deck.
const COMMANDS = { Home: 'Home', End: 'End', o: 'W', w: 'W', s: 'T', t: 'T' };
const TURNS = { ' ': 34, PageDown: 34, ArrowRight: 34, ArrowDown: 34, PageUp: 33, ArrowLeft: 33, ArrowUp: 33 };

// Run All Cells, chosen from the list of commands, selects the last cell, and RISE would throw the audience to its slide.
let stay = null;
for (const kind of ['keydown', 'click']) {
  window.addEventListener(kind, ({ target }) => { stay = target.closest?.(COMMAND) ? here() : null; }, true);
}
SLIDES.addEventListener('slidechanged', ({ currentSlide }) => {
  if (stay && [...currentSlide.querySelectorAll('.jp-Cell')].some(isLast)) reveal('slide', ...stay);
  stay = null;
});

// At the window, so before JupyterLab, which listens at the document. JupyterLab gets only the keys that run a cell,
// save, ask for help or open its list of commands: no other one may change the notebook behind the slides.
window.addEventListener('keydown', (event) => {
  if (PREVIEW) {
    // RISE takes the focus when it has loaded; the keys are meant for the speaker window.
    take(event);
    const { key, keyCode, shiftKey, altKey, ctrlKey, metaKey } = event;
    press(window.parent.document, key, keyCode, { shiftKey, altKey, ctrlKey, metaKey });
    return;
  }
  if (!event.isTrusted || event.target.closest?.(ELSEWHERE) || document.querySelector('body > .lm-Menu')) return;
  const control = controlOf(event);
  if (control && event.key === 'Escape') {
    // Gives the keys back to the slides.
    take(event);
    NOTEBOOK.focus();
  } else if (control && (worksControl(event.key) || control.matches('select') && event.key.length === 1)) {
    return;
  } else if (act(event)) {
    // A presenter's clicker sends the page keys; they must turn the slide even after a slider was dragged.
    if (event.key.startsWith('Page')) control?.blur();
    take(event);
  } else if (!(event.key === 'Enter' ? runs(event) : wanted(event))) {
    // What the browser does with it, such as F11, stays.
    event.stopImmediatePropagation();
    if (event.key === 'Enter') event.preventDefault();
  }
}, true);

// What a key does on the slides; whether it does anything.
function act(event) {
  const { key, shiftKey } = event;
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (overview() && key.startsWith('Arrow')) {
    reveal(key.slice('Arrow'.length).toLowerCase());
  } else if (overview() && (key === 'Enter' || key === 'Escape')) {
    press(NOTEBOOK, 'W');
  } else if (name in TURNS && (!shiftKey || key === ' ')) {
    // JupyterLab would go from heading to heading, reveal.js leave out what lies below: show each slide in turn.
    press(document.body, '', shiftKey ? 33 : TURNS[name]);
  } else if (name in COMMANDS && !shiftKey) {
    press(NOTEBOOK, COMMANDS[name]);
  } else if (name === 'f' && !shiftKey) {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  } else if (name === 'b' || name === '.') {
    press(document.body, '', 190);
  } else {
    return false;
  }
  return true;
}

// The cell that Enter and its variants go to is the selected one: it must be on the slide that is shown.
function runs(event) {
  const cell = NOTEBOOK.querySelector('.jp-CodeCell.jp-mod-active');
  if (event.altKey || !cell?.closest('section.present > section.present') || cell.closest('.fragment:not(.visible)')) {
    return false;
  }
  if (event.shiftKey && isLast(cell)) {
    // JupyterLab would add a cell after the last one.
    press(NOTEBOOK, 'Enter', 13, { ctrlKey: true });
    return false;
  }
  return event.shiftKey || event.ctrlKey || event.metaKey || cell.querySelector('.jp-InputArea-editor')?.checkVisibility();
}

function wanted(event) {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return key === 's' || (key === 'c' && event.shiftKey);
  return key === ',' || key === '?' || key === '/';
}

function isLast(cell) {
  return Number(cell.dataset.windowedListIndex) === NOTEBOOK.querySelectorAll('.jp-Cell').length - 1;
}

// The place of the slide that is shown: of its stack, and within it.
function here() {
  const shown = SLIDES.querySelector('section.present > section.present');
  return [shown.parentElement, shown].map((part) => [...part.parentElement.children].indexOf(part));
}

function overview() {
  return SLIDES.classList.contains('overview');
}

function take(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function press(target, key, keyCode = key.charCodeAt(0), more = {}) {
  if (key === 'Home' || key === 'End') keyCode = key === 'Home' ? 36 : 35;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode, bubbles: true, cancelable: true, ...more }));
}

// Calls a method of reveal.js, which RISE keeps to itself.
function reveal(method, ...args) {
  window.postMessage(JSON.stringify({ method, args }), location.origin);
}

// The speaker window (a part of reveal.js) holds two previews, each a page of RISE, which begins at the first slide; the
// window would turn the audience's page to it. So the previews report nothing: the audience's page alone leads, tells
// them where it stands when they are ready, and gets the keys that are pressed in the speaker window.
if (PREVIEW) {
  window.parent.postMessage(JSON.stringify({ namespace: 'reveal', eventName: 'ready' }), location.origin);
  window.parent.opener.document.querySelector('.reveal').dispatchEvent(new Event('resumed'));
} else {
  window.addEventListener('message', ({ origin, source }) => {
    if (origin === location.origin && source?.opener === window) connect(source);
  });

  // Run All Cells selects the last cell, and RISE begins where the selected cell is; meant is the beginning.
  const selected = NOTEBOOK.querySelector('.jp-Cell.jp-mod-active');
  if (selected && isLast(selected)) reveal('slide', 0, 0);

  const focus = () => NOTEBOOK.focus({ preventScroll: true });
  if (window === window.top || document.hasFocus()) focus();
  // JupyterLab's button fills the screen with the slides, and keeps the focus.
  window.parent.document.addEventListener('fullscreenchange', focus);
}

function connect(speaker) {
  for (const preview of speaker.document.querySelectorAll('iframe:not([inert])')) {
    preview.inert = true;
    if (preview.src.includes(REPORTS)) preview.src = preview.src.replace(REPORTS, '');
  }
  if (speaker.keysOfTheSlides === speakerKey) return;
  speaker.removeEventListener('keydown', speaker.keysOfTheSlides, true);  // of a page that was loaded before
  speaker.addEventListener('keydown', speakerKey, true);
  speaker.keysOfTheSlides = speakerKey;
}

function speakerKey(event) {
  if (!event.target.closest?.('select') && act(event)) take(event);
}

// A figure whose kernel was restarted by another page, such as the notebook beside the slides: ipywidgets marks only
// those of the page that did it, and what the new kernel says of its start may be missed. But each kernel process has
// a session of its own, and names it in every message.
async function watchKernel() {
  const [base, path] = location.pathname.split(/rise\/(.*)/);
  const { token } = JSON.parse(document.getElementById('jupyter-config-data').textContent);
  let kernel = null;
  while (!kernel) {  // RISE may be starting it
    const sessions = await (await fetch(`${base}api/sessions?token=${token}`)).json();
    kernel = sessions.find((one) => one.path === decodeURIComponent(path))?.kernel;
    if (!kernel) await new Promise((done) => setTimeout(done, 1000));
  }
  const session = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const query = `session_id=${session}&token=${token}`;
  const server = location.origin.replace(/^http/, 'ws');
  const socket = new WebSocket(`${server}${base}api/kernels/${kernel.id}/channels?${query}`);
  const header = { msg_id: session, msg_type: 'kernel_info_request', username: '', session, version: '5.3' };
  const question = { channel: 'shell', header, parent_header: {}, metadata: {}, content: {}, buffers: [] };
  socket.addEventListener('open', () => socket.send(JSON.stringify(question)));
  let known = null;
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return;  // with buffers
    const { msg_type: kind, session: now } = JSON.parse(data).header;
    if (kind !== 'status' && kind !== 'kernel_info_reply') return;  // some others are the server's own
    if (known && now !== known) {
      for (const part of NOTEBOOK.querySelectorAll('.descent-explore, .descent-gone')) {
        part.classList.add('jupyter-widgets-disconnected');
      }
    }
    known = now;
  });
}
if (!PREVIEW) watchKernel();

// Which touches turn the slide: one finger that swipes over what cannot be worked by touch. reveal.js would turn
// it for every finger, also one that drags a slider, and for the distance between two. The exported deck does
// the same.
const TOUCHED = `${CONTROLS}, canvas, details, .quiz, .flipbook .controls, .live-stage, .cm-editor,
  .jupyter-widgets:not(.widget-box, .widget-html)`;
const fingers = new Set();
let touched = false;

function guardSwipes() {
  const zoomed = visualViewport.scale > 1.01;
  SLIDES.style.touchAction = zoomed ? 'auto' : '';  // then one finger moves the page
  // Once two fingers were down, the one that stays is no swipe either.
  touched = fingers.size > 0 && (touched || zoomed || fingers.size > 1);
  SLIDES.toggleAttribute('data-prevent-swipe', touched);
}

window.addEventListener('pointerdown', (event) => {
  if (event.pointerType !== 'touch') return;
  if (event.isPrimary) {
    fingers.clear();
    touched = Boolean(event.target.closest?.(TOUCHED));
  }
  fingers.add(event.pointerId);
  guardSwipes();
}, true);
for (const end of ['pointerup', 'pointercancel']) {
  window.addEventListener(end, (event) => {
    fingers.delete(event.pointerId);
    guardSwipes();
  }, true);
}
visualViewport.addEventListener('resize', guardSwipes);

// What had the focus is hidden with the slide it is on, and JupyterLab's keys would go with it.
SLIDES.addEventListener('slidechanged', ({ currentSlide }) => {
  if (!currentSlide.contains(document.activeElement)) NOTEBOOK.focus({ preventScroll: true });
});

// reveal.js fits the slide to the window before JupyterLab has resized the panel, as when it fills the screen.
new ResizeObserver(() => window.dispatchEvent(new Event('resize'))).observe(SLIDES);

// The speaker view copies the notes without JupyterLab's styles, which hide the source of the text.
for (const editor of SLIDES.querySelectorAll('.notes .jp-InputArea-editor')) editor.hidden = true;
// In the notebook they are folded.
for (const folded of SLIDES.querySelectorAll('.notes details')) folded.open = true;

// Cells tagged left, then right, stand side by side. RISE does not pass the tags on; they are in the file.
const file = await fetch(location.pathname.replace('/rise/', '/files/'), { cache: 'no-store' });
const { cells } = await file.json();

function sideOf(node) {
  if (!node.matches('.jp-Cell, .fragment')) return null;
  const found = node.matches('.jp-Cell') ? [node] : [...node.querySelectorAll('.jp-Cell:not(.reveal-skip)')];
  const sides = found.map((cell) => {
    const tags = cells[cell.dataset.windowedListIndex]?.metadata.tags ?? [];
    return tags.find((tag) => tag === 'left' || tag === 'right');
  });
  return sides.length && sides.every((side) => side === sides[0]) ? sides[0] : null;
}

function element(name, ...children) {
  const made = document.createElement('div');
  made.className = name;
  made.append(...children);
  return made;
}

for (const slide of SLIDES.querySelectorAll('.slides > section > section')) {
  let left = null;
  let right = null;
  for (const node of [...slide.children]) {
    if (node.matches('.notes, .reveal-skip')) continue;
    const side = sideOf(node);
    if (!side) {
      left = right = null;
    } else if (!left || (side === 'left' && right.hasChildNodes())) {
      left = element('column');
      right = element('column');
      node.before(element('columns', left, right));
    }
    if (side) (side === 'left' ? left : right).append(node);
  }
}
