import tseslint from "typescript-eslint";

const HOME = "lib/core/elementary";

/** What Math leaves to the engine; the name of ours where there is one. */
const OURS = ["cos", "exp", "hypot", "log", "log10", "log1p", "pow", "sin", "tanh"];
const MISSING = "acos acosh asin asinh atan atan2 atanh cbrt cosh expm1 log2 sinh tan".split(" ");

const INEXACT = [...OURS, ...MISSING];

const NO_CHANCE = {
  object: "Math",
  property: "random",
  message: "Random numbers come from a seed: take an Rng.",
};

const restricted = (property) => ({
  object: "Math",
  property,
  message: OURS.includes(property)
    ? `Engines differ in its last bit: use ${property} from ${HOME}.`
    : `Engines differ in its last bit: write it with those of ${HOME}, or add it there.`,
});

export default tseslint.config(
  {
    ignores: [
      "build/",
      "lib/dist/",
      "lib/bin/",
      "lib/neural/backends/kernel/", // AssemblyScript, which has a compiler of its own
      "node_modules/",
      "data/",
      "notebooks/",
    ],
  },
  ...tseslint.configs.recommended,
  { rules: { "no-restricted-properties": ["error", NO_CHANCE] } },
  {
    files: ["**/*.ts", "**/*.mts"],
    extends: [...tseslint.configs.recommendedTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/prefer-readonly": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    // Nothing in the library prints: the command line writes through the streams that it is given.
    files: ["lib/**/*.ts"],
    rules: { "no-console": "error" },
  },
  {
    // The functions of Math that engines round as they like, and ** with them. A square is the product everywhere.
    files: ["lib/**/*.ts"],
    rules: {
      "no-restricted-properties": ["error", ...INEXACT.map(restricted), NO_CHANCE],
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "BinaryExpression[operator='**']:not([right.value=2]), AssignmentExpression[operator='**=']",
          message: `Engines differ in the last bit of **: use pow from ${HOME}, or a square.`,
        },
        {
          selector: "Identifier[name='Math']:not(MemberExpression > Identifier.object)",
          message: "Write Math.name out, so that the rule on its inexact functions sees it.",
        },
      ],
    },
  },
);
