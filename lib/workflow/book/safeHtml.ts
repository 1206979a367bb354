import createDOMPurify, { type DOMPurify } from "dompurify";

let purify: DOMPurify | undefined;

/**
 * The HTML of an output as it may stand in a page of the book: without scripts, and with ids that clash with none of
 * the page's own.
 */
export async function safeHtml(html: string): Promise<string> {
  if (!purify) {
    const { JSDOM } = await import("jsdom");
    const { window } = new JSDOM("");
    purify = createDOMPurify(window);
  }
  return purify.sanitize(html, { SANITIZE_NAMED_PROPS: true, FORBID_TAGS: ["style", "form", "input"] });
}
