// Style sheets that come with a module.

/** Have the page use a style sheet, once. @param {CSSStyleSheet} sheet */
export function adopt(sheet) {
  if (!document.adoptedStyleSheets.includes(sheet)) {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
}
