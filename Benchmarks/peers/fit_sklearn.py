"""Fits a head with scikit-learn: fit_sklearn.py FILE L2 float32|float64. Prints what it took as JSON.

The clock runs over `fit` alone; `objective` is computed afterwards, in float64, by `head_objective.py`.
"""

import json
import sys
import time
import warnings

import numpy as np
from head_objective import load, objective
from sklearn.linear_model import LogisticRegression

features, labels = load(sys.argv[1])
l2 = float(sys.argv[2])
x = np.ascontiguousarray(features, dtype=sys.argv[3])
warnings.simplefilter("ignore")
model = LogisticRegression(C=1 / (l2 * len(labels)), max_iter=10_000)
start, cpu = time.perf_counter(), time.process_time()
model.fit(x, labels)
seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
head = np.hstack([model.coef_, model.intercept_[:, None]])
print(
    json.dumps(
        {
            "seconds": seconds,
            "cpu": cpu,
            "iterations": int(model.n_iter_[0]),
            **objective(features, labels, head, l2),
        }
    )
)
