import { createRequire } from "node:module";
import type tsTypes from "typescript";
import { DataError } from "../../core/errors";
import { codeCells, hasTag, type CodeCell, type Notebook } from "./notebookFile";

/** Values for a notebook's parameters, by name. */
export type ParameterValues = Readonly<Record<string, unknown>>;

/** The tag of the cell that declares `const parameters = { … }`. */
export const PARAMETERS_TAG = "parameters";
/** The tag of the cell that the runner puts after it. */
export const INJECTED_TAG = "injected-parameters";

/**
 * The names of a notebook's parameters, read from its cell tagged `parameters`; none without such a cell.
 *
 * @throws {@link DataError} when there are several such cells, or when the cell does not declare the record literally.
 */
export function parameterNames(notebook: Notebook, file: string): string[] {
  const cell = parametersCell(notebook, file);
  if (!cell) return [];
  const record = parametersRecord(cell.source);
  if (!record)
    throw new DataError(file, `the cell tagged ${PARAMETERS_TAG} must declare \`const parameters = { … }\``);
  return record.properties.flatMap((property) => {
    const name = property.name;
    return name && "text" in name ? [String(name.text)] : [];
  });
}

/** The notebook with a cell after its parameters that overrides them. The original's own injected cell is left out. */
export function injectParameters(notebook: Notebook, values: ParameterValues, file: string): Notebook {
  const cells = notebook.cells.filter((cell) => !hasTag(cell, INJECTED_TAG));
  const target = parametersCell(notebook, file);
  if (!target || Object.keys(values).length === 0) return { ...notebook, cells };
  return {
    ...notebook,
    cells: cells.flatMap((cell) => (cell === target ? [cell, injectedCell(values)] : [cell])),
  };
}

/** It brings its own import: a repeated one does no harm in tslab, and the notebook may not have it. */
function injectedCell(values: ParameterValues): CodeCell {
  return {
    cell_type: "code",
    id: INJECTED_TAG,
    metadata: { tags: [INJECTED_TAG] },
    source:
      `import { applyParameters } from "volfolio";\n` +
      `applyParameters(parameters, ${JSON.stringify(values, null, 2)});`,
    execution_count: null,
    outputs: [],
  };
}

function parametersCell(notebook: Notebook, file: string): CodeCell | undefined {
  const [cell, ...others] = codeCells(notebook).filter((one) => hasTag(one, PARAMETERS_TAG));
  if (others.length > 0)
    throw new DataError(file, `must have one cell tagged ${PARAMETERS_TAG}, got ${others.length + 1}`);
  return cell;
}

/** The object literal behind `const parameters =`, whatever is called around it. */
function parametersRecord(source: string): tsTypes.ObjectLiteralExpression | undefined {
  const ts = compilerOfTslab();
  const file = ts.createSourceFile("parameters.ts", source, ts.ScriptTarget.ES2022);
  const declarations = file.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap((statement) => [...statement.declarationList.declarations]);
  const declared = declarations.find(({ name }) => ts.isIdentifier(name) && name.text === "parameters");
  return declared?.initializer && literalWithin(ts, declared.initializer);
}

function literalWithin(ts: typeof tsTypes, node: tsTypes.Node): tsTypes.ObjectLiteralExpression | undefined {
  if (ts.isObjectLiteralExpression(node)) return node;
  return ts.forEachChild(node, (child) => literalWithin(ts, child));
}

/** What the kernel reads cells with; it comes with tslab. */
function compilerOfTslab(): typeof tsTypes {
  return createRequire(require.resolve("tslab"))("@tslab/typescript-for-tslab") as typeof tsTypes;
}
