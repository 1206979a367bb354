/** The part of tslab that answers the front end. */
export interface Handlers {
  readonly JupyterHandlerImpl: { readonly prototype: Handler };
}

interface Handler {
  handleInspect: (request: InspectRequest) => InspectReply;
}

interface InspectRequest {
  readonly code: string;
  readonly cursor_pos: number;
}

export interface InspectReply {
  readonly found: boolean;
  readonly data: { readonly "text/plain"?: string };
}

/** The part of tslab that writes what Shift-Tab shows. */
export interface HelpPrinter {
  printQuickInfo: (info: QuickInfo) => string;
}

/** What the kernel's compiler knows of a name: its signature, its comment, and the tags of that (`@param`, …). */
export interface QuickInfo {
  readonly displayParts?: readonly TextPart[];
  readonly documentation?: readonly TextPart[];
  readonly tags?: readonly { readonly name: string; readonly text?: readonly TextPart[] }[];
}

interface TextPart {
  readonly text: string;
}

/**
 * Makes Shift-Tab answer as a reader expects: with the text of {@link helpText}, and within the brackets of a call, where
 * tslab has nothing to say, with the help of the function that is called.
 */
export function helpReaders({ JupyterHandlerImpl: { prototype } }: Handlers, printer: HelpPrinter): void {
  printer.printQuickInfo = helpText;
  const answer = prototype.handleInspect;
  prototype.handleInspect = function (request): InspectReply {
    const reply = answer.call(this, request);
    const called = reply.found ? undefined : endOfCalled(request.code.slice(0, request.cursor_pos));
    return called === undefined ? reply : answer.call(this, { ...request, cursor_pos: called });
  };
}

/**
 * The signature, the comment and its tags. tslab leaves the tags' names out, all but `@param`, and breaks the line in
 * each link; and lines end where they do in the source, which the box is too narrow for.
 */
export function helpText({ displayParts = [], documentation = [], tags = [] }: QuickInfo): string {
  const signature = textOf(displayParts)
    .replace(/^\(alias\) /, "")
    .replace(/\nexport \w+$/, "");
  const told: string[] = [];
  for (const { name, text = [] } of tags) {
    const words = textOf(text);
    // The compiler takes the link in "@throws {@link ShapeError} when …" for a tag of its own.
    if (name === "link" && told.at(-1)?.endsWith("{"))
      told.push(told.pop()!.slice(0, -1) + words.replace("}", ""));
    else told.push(name === "example" ? `@example\n${words}` : `@${name} ${flowing(words)}`);
  }
  return [signature, flowing(textOf(documentation)), told.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** A link is its name: "{@link mse}" is "mse". */
function textOf(parts: readonly TextPart[]): string {
  return parts
    .map(({ text }) => text)
    .join("")
    .replace(/\{@link ([^}]*?) *\}/g, "$1");
}

/** Paragraphs in one line each; lists, tables and what is indented, as equations are, stay as they are. */
function flowing(text: string): string {
  return text.replace(
    /(^|\n)(\S.*(?:\n[^\s|*-].*)+)/g,
    (_, start: string, lines: string) => start + lines.replaceAll("\n", " "),
  );
}

/** Where the name of the function ends whose call is still open at the end of `code`; undefined outside of a call. */
function endOfCalled(code: string): number | undefined {
  let closed = 0;
  for (let at = code.length - 1; at > 0; at--) {
    if (")]}".includes(code[at])) closed++;
    if (!"([{".includes(code[at])) continue;
    if (closed > 0) closed--;
    else if (code[at] === "(" && /[\w$]/.test(code[at - 1])) return at;
  }
  return undefined;
}
