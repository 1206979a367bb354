"""The volatility benchmark's peer: Python's arch. One JSON task a line on stdin, {"ms", "cpu", "value"} a line on stdout.

arch works best on returns in per cent, so it gets them so, with its own rescaling off; likelihoods come back for the
returns as fractions, by adding n·ln 100.
"""

import json
import math
import platform
import sys
import time
import warnings

import arch
import numpy as np
import scipy
from arch import arch_model

warnings.filterwarnings("ignore")

with open(sys.argv[1]) as file:
    SERIES = {name: 100 * np.array(values) for name, values in json.load(file).items()}


def model(returns, mean="Constant", **spec):
    return arch_model(returns, mean=mean, rescale=False, **spec)


def fit(task):
    """One fit from arch's own start; standard errors, which arch computes when they are read, on demand."""
    returns = SERIES[task["series"]]
    result = model(returns, **task["spec"]).fit(disp="off")
    if task.get("errors"):
        result.std_err
    return result.loglikelihood + len(returns) * math.log(100)


def grid(task):
    """ln L of each cell: series × mean × lagged squares × lagged variances."""
    lags = range(1, task["lags"] + 1)
    return [
        fit({"series": series, "spec": {"mean": mean, "vol": "GARCH", "p": p, "q": q}})
        for series in task["series"]
        for mean in ("Constant", "Zero")
        for p in lags
        for q in lags
    ]


def rolling(task):
    """One-step forecasts from refits on a rolling window, each search starting where the one before ended."""
    returns = SERIES[task["series"]]
    start = None
    last = math.nan
    for day in range(task["window"], task["window"] + task["refits"]):
        result = model(returns[day - task["window"] : day], vol="GARCH", p=1, q=1).fit(
            disp="off", starting_values=start
        )
        start = result.params
        last = float(result.forecast(horizon=1).variance.iloc[-1, 0])
    return last / 100**2


TASKS = {"fit": fit, "grid": grid, "rolling": rolling}


def say(answer):
    print(json.dumps(answer), flush=True)


say({
    "Python": platform.python_version(),
    "arch": arch.__version__,
    "NumPy": np.__version__,
    "SciPy": scipy.__version__,
})
for line in sys.stdin:
    request = json.loads(line)
    work = TASKS[request["task"]]
    calls = request.get("calls", 1)
    start, used = time.perf_counter(), time.process_time()
    for _ in range(calls):
        value = work(request)
    ms, cpu = 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - used)
    say({"ms": ms / calls, "cpu": cpu / calls, "value": value})
