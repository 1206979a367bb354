"""The portfolio benchmark's peer: cvxpy with its solvers, and scipy's SLSQP. One JSON task a line on stdin, {"ms", "cpu", "value"}
a line on stdout. "ms" is the time of the solver alone where cvxpy tells it: building the problem is not counted.
"""

import json
import os
import platform
import sys
import time

import cvxpy as cp
import numpy as np
import scipy
from scipy.optimize import minimize

# What solvers print goes to stderr: on stdout it would be taken for an answer
ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

with open(sys.argv[1]) as file:
    INPUT = {name: np.array(values) for name, values in json.load(file).items()}


def moments(task):
    return INPUT[task["name"] + " mean"], INPUT[task["name"] + " covariance"]


def slsqp(task):
    """max Sharpe as paper 2 does it: scipy's SLSQP from equal weights."""
    mean, covariance = moments(task)
    n = len(mean)
    start = time.perf_counter()
    result = minimize(
        lambda w: -(mean @ w) / np.sqrt(w @ covariance @ w),
        np.full(n, 1 / n),
        method="SLSQP",
        bounds=[tuple(task["bounds"])] * n,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"maxiter": 1000},
    )
    return time.perf_counter() - start, -result.fun


def sharpe(task):
    """max Sharpe as a convex quadratic program in y = w/(excess return); Clarabel, cvxpy's default."""
    mean, covariance = moments(task)
    low, high = task["bounds"]
    y, k = cp.Variable(len(mean)), cp.Variable(nonneg=True)
    limits = [mean @ y == 1, cp.sum(y) == k, y >= low * k, y <= high * k]
    problem = cp.Problem(cp.Minimize(cp.quad_form(y, cp.psd_wrap(covariance))), limits)
    problem.solve(solver=cp.CLARABEL)
    return problem.solver_stats.solve_time, 1 / np.sqrt(problem.value)


def cvar(task):
    """min CVaR as the linear program of Rockafellar and Uryasev; HiGHS."""
    returns = INPUT[task["name"] + " returns"]
    days, n = returns.shape
    low, high = task["bounds"]
    w, a, u = cp.Variable(n), cp.Variable(), cp.Variable(days, nonneg=True)
    limits = [u >= -returns @ w - a, cp.sum(w) == 1, w >= low, w <= high]
    problem = cp.Problem(cp.Minimize(a + cp.sum(u) / ((1 - task["level"]) * days)), limits)
    problem.solve(solver=cp.HIGHS)
    return problem.solver_stats.solve_time, problem.value


TASKS = {"slsqp": slsqp, "sharpe": sharpe, "cvar": cvar}

versions = {"cvxpy": cp.__version__, "scipy": scipy.__version__, "numpy": np.__version__, "Python": platform.python_version()}
print(json.dumps(versions), file=ANSWERS, flush=True)
for line in sys.stdin:
    task = json.loads(line)
    used = time.process_time()
    seconds, value = 0.0, None
    for _ in range(task.get("calls", 1)):
        took, value = TASKS[task["task"]](task)
        seconds += took
    calls = task.get("calls", 1)
    print(
        json.dumps({"ms": 1000 * seconds / calls, "cpu": 1000 * (time.process_time() - used) / calls, "value": float(value)}),
        file=ANSWERS,
        flush=True,
    )
