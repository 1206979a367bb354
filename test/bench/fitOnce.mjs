/** ln L of one fit of ours; with `errors` its three kinds of standard errors are read, and so computed. */
export function fitOnce(v, returns, spec, options, errors = false) {
  const { estimate } = v.fitVolatility(returns, spec, options);
  if (errors && !estimate.standardErrors) throw new Error("a fit without standard errors");
  return estimate.logLikelihood;
}
