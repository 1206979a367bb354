import ts from "typescript";
import { expect, test } from "vitest";
import { builtDeclarations } from "../support/builtDeclarations";

/** Records of choices, by their names: see docs/conventions.md. */
const CHOICES = /(Options?|Spec|Constraints|Config|Settings|Params)$/;

/** What a doc comment says of an option that is left out. */
const SAYS_DEFAULT = /\bdefault\b|\bleft out\b|\bwithout\b/i;

interface Option {
  readonly name: string;
  readonly optional: boolean;
  readonly says: string;
}

/** Every option of every record of choices in the entry, and of the records that these are made from. */
function optionsOfTheEntry(): readonly Option[] {
  const { checker, exported } = builtDeclarations();
  const found = new Map<ts.Declaration, Option>();
  for (const { name: exportedName, target } of exported) {
    if (!CHOICES.test(exportedName)) continue;
    const type = checker.getDeclaredTypeOfSymbol(target);
    for (const property of type.isUnion() ? [] : type.getProperties()) {
      const [declaration] = property.declarations ?? [];
      const owner = declaration?.parent;
      if (!owner || !ts.isInterfaceDeclaration(owner) || /node_modules\/(?!volfolio)/.test(owner.getSourceFile().fileName)) continue; // prettier-ignore
      found.set(declaration, {
        name: `${owner.name.text}.${property.name}`,
        optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
        says: ts.displayPartsToString(property.getDocumentationComment(checker)),
      });
    }
  }
  return [...found.values()];
}

const options = optionsOfTheEntry().filter(({ name }) => !name.endsWith(".kind"));

test("there are many options", () => expect(options.length).toBeGreaterThan(150));

test("each says what it is", () => {
  expect(options.filter(({ says }) => says === "").map(({ name }) => name)).toEqual([]);
});

test("each that may be left out says what happens then", () => {
  // A model's parameters have no defaults: there are those of the model.
  const choices = options.filter(({ name }) => !name.startsWith("VolatilityParams."));
  const silent = choices.filter(({ optional, says }) => optional && !SAYS_DEFAULT.test(says));
  expect(silent.map(({ name, says }) => `${name}: ${says}`)).toEqual([]);
});
