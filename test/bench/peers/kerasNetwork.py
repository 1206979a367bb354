"""The neural benchmark's peer: Keras on TensorFlow, one thread. One JSON task a line on stdin, {"ms", "cpu"} an epoch on stdout."""

import json
import os
import platform
import sys
import time

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
with open(sys.argv[1]) as file:
    INPUT = json.load(file)
WORKLOADS = {workload["name"]: workload for workload in INPUT["workloads"]}


def layer_of(spec):
    if "lstm" in spec:
        return keras.layers.LSTM(spec["lstm"], return_sequences=spec.get("sequence", False))
    if "dropout" in spec:
        return keras.layers.Dropout(spec["dropout"])
    return keras.layers.Dense(spec["dense"])


def epochs(workload):
    keras.utils.set_random_seed(1)
    windows, steps, features = workload["shape"]
    rng = np.random.default_rng(1)
    inputs = rng.standard_normal((windows, steps, features), dtype=np.float32)
    targets = rng.standard_normal((windows, 1), dtype=np.float32)
    network = keras.Sequential([keras.Input((steps, features)), *map(layer_of, workload["architecture"])])
    network.compile(optimizer="adam", loss="mse")
    fit = lambda count: network.fit(inputs, targets, batch_size=32, epochs=count, verbose=0)
    fit(1)  # compiles the graph, and warms up
    start, used = time.perf_counter(), time.process_time()
    fit(INPUT["epochs"])
    return {
        "ms": 1000 * (time.perf_counter() - start) / INPUT["epochs"],
        "cpu": 1000 * (time.process_time() - used) / INPUT["epochs"],
    }


versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "Python": platform.python_version()}
print(json.dumps(versions), flush=True)
for line in sys.stdin:
    print(json.dumps(epochs(WORKLOADS[json.loads(line)["workload"]])), flush=True)
