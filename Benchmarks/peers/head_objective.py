"""What a head is worth, in float64: head_objective.py FILE L2 HEAD prints the objective and the accuracy as JSON.

HEAD holds little-endian doubles, a row a class: a weight a feature, then the intercept.
"""

import json
import struct
import sys

import numpy as np


def load(path):
    """Features and labels of a file that `make_features.py` wrote."""
    data = open(path, "rb").read()
    [length] = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])

    def tensor(name, kind):
        begin, end = header[name]["data_offsets"]
        return np.frombuffer(data[8 + length + begin : 8 + length + end], kind).reshape(header[name]["shape"])

    return tensor("features", "<f4"), tensor("labels", "<i8")


def objective(features, labels, head, l2):
    """Mean cross-entropy and half of l2 times the squared weights; the share of items that are told rightly."""
    head = np.asarray(head, dtype=np.float64)
    z = features.astype(np.float64) @ head[:, :-1].T + head[:, -1]
    z -= z.max(axis=1, keepdims=True)
    logs = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -logs[np.arange(len(labels)), labels].mean()
    return {
        "objective": float(loss + l2 / 2 * np.sum(head[:, :-1] ** 2)),
        "accuracy": float((z.argmax(axis=1) == labels).mean()),
    }


if __name__ == "__main__":
    x, y = load(sys.argv[1])
    rows = np.fromfile(sys.argv[3], "<f8").reshape(-1, x.shape[1] + 1)
    print(json.dumps(objective(x, y, rows, float(sys.argv[2]))))
