"""The neural benchmark's peer: PyTorch on one thread. One JSON task a line on stdin, {"ms", "cpu"} an epoch on stdout."""

import json
import platform
import sys
import time

import torch

torch.set_num_threads(1)
with open(sys.argv[1]) as file:
    INPUT = json.load(file)
WORKLOADS = {workload["name"]: workload for workload in INPUT["workloads"]}
BATCH = 32


class Network(torch.nn.Module):
    """The same layers; LSTM layers that follow each other as one stack, which is PyTorch's fastest way."""

    def __init__(self, features, architecture):
        super().__init__()
        units = [layer["lstm"] for layer in architecture if "lstm" in layer]
        self.lstm = torch.nn.LSTM(features, units[0], len(units), batch_first=True)
        width, rest = units[0], []
        for layer in architecture:
            if "dropout" in layer:
                rest.append(torch.nn.Dropout(layer["dropout"]))
            if "dense" in layer:
                rest.append(torch.nn.Linear(width, layer["dense"]))
                width = layer["dense"]
        self.rest = torch.nn.Sequential(*rest)

    def forward(self, x):
        return self.rest(self.lstm(x)[0][:, -1])[:, 0]


def epochs(workload):
    torch.manual_seed(1)
    windows, steps, features = workload["shape"]
    inputs, targets = torch.randn(windows, steps, features), torch.randn(windows)
    network = Network(features, workload["architecture"])
    adam = torch.optim.Adam(network.parameters(), eps=1e-7)
    for epoch in range(INPUT["epochs"] + 1):
        if epoch == 1:  # the first warms up
            start, used = time.perf_counter(), time.process_time()
        order = torch.randperm(windows)
        for k in range(0, windows, BATCH):
            batch = order[k : k + BATCH]
            adam.zero_grad()
            loss = torch.nn.functional.mse_loss(network(inputs[batch]), targets[batch])
            loss.backward()
            adam.step()
    return {
        "ms": 1000 * (time.perf_counter() - start) / INPUT["epochs"],
        "cpu": 1000 * (time.process_time() - used) / INPUT["epochs"],
    }


print(json.dumps({"torch": torch.__version__, "Python": platform.python_version()}), flush=True)
for line in sys.stdin:
    print(json.dumps(epochs(WORKLOADS[json.loads(line)["workload"]])), flush=True)
