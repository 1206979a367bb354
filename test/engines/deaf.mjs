// With "deaf", whatever engines round as they like gives NaN, for us and for all that we depend on: nothing must change.
if (globalThis.process?.argv.includes("deaf"))
  for (const name of Object.getOwnPropertyNames(Math))
    if (/^(a?(cos|sin|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log1p|log2|log10|pow|random)$/.test(name))
      Math[name] = () => NaN;
