/** HTML with which keyboards and screen readers get along: what may be wider than the page can be scrolled by keyboard. */
export function readableHtml(html: string): string {
  return html
    .replace(/<table\b/g, `<div class="wide" tabindex="0" role="group" aria-label="Table"><table`)
    .replace(/<\/table>/g, "</table></div>")
    .replace(/<th\b([^>]*)><\/th>/g, "<td$1></td>") // a heading without words is none
    .replace(/<span class="katex-display"/g, `$& tabindex="0" role="group" aria-label="Equation"`)
    .replace(/<pre\b(?![^>]*tabindex)/g, `<pre tabindex="0"`);
}
