// A style sheet that is imported, as `lib/interactive/modules.py` puts it into the text.
declare module '*.css' {
  const sheet: CSSStyleSheet;
  export default sheet;
}
