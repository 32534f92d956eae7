# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scikit-learn==1.9.1", "torch==2.15.0"]
# ///
"""Makes softmax.json beside this file: problems of softmax regression, and what others say about them.

    uv run make.py

Value and gradient at a point are torch's, in float64 by autograd, of the weighted mean cross-entropy plus half of l2
times the squared weights (not the intercepts). The minimum is that of scikit-learn's LogisticRegression (lbfgs, float64,
tol 1e-10) with C = 1 / (l2 * sum of sample weights) and the same sample weights.
"""

import json
import pathlib

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_sample_weight

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(11)


def problem(name, rows, features, labels, l2, balanced):
    centres = rng.standard_normal((labels, features))
    # Not all labels are as frequent as the others.
    targets = np.minimum(rng.geometric(0.35, rows) - 1, labels - 1)
    targets[:labels] = np.arange(labels)
    x = (centres[targets] + 1.2 * rng.standard_normal((rows, features))).astype(np.float32)
    weights = compute_sample_weight("balanced", targets) if balanced else np.ones(rows)
    point = 0.3 * rng.standard_normal((labels, features + 1))

    w = torch.tensor(point, dtype=torch.float64, requires_grad=True)
    logits = torch.tensor(x, dtype=torch.float64) @ w[:, :-1].T + w[:, -1]
    each = torch.nn.functional.cross_entropy(logits, torch.tensor(targets), reduction="none")
    s = torch.tensor(weights)
    value = (each * s).sum() / s.sum() + l2 / 2 * (w[:, :-1] ** 2).sum()
    value.backward()

    # For two labels scikit-learn fits one row, the difference of ours, whose square is twice that of ours together.
    factor = 2 if labels == 2 else 1
    model = LogisticRegression(C=factor / (l2 * weights.sum()), tol=1e-10, max_iter=10_000)
    model.fit(x.astype(np.float64), targets, sample_weight=weights)
    fitted = np.hstack([model.coef_, model.intercept_[:, None]])
    fitted = np.vstack([-fitted / 2, fitted / 2]) if labels == 2 else fitted
    z = x.astype(np.float64) @ fitted[:, :-1].T + fitted[:, -1]
    logs = z - np.log(np.exp(z).sum(1, keepdims=True))
    minimum = -(logs[np.arange(rows), targets] * weights).sum() / weights.sum() + l2 / 2 * (fitted[:, :-1] ** 2).sum()
    return {
        "name": name,
        "labels": labels,
        "l2": l2,
        "balanced": balanced,
        "features": x.tolist(),
        "targets": targets.tolist(),
        "point": point.ravel().tolist(),
        "value": value.item(),
        "gradient": w.grad.ravel().tolist(),
        "minimum": minimum,
        "predictions": model.predict(x).tolist(),
    }


problems = [
    problem("plain", 60, 5, 4, 1e-3, False),
    problem("balanced", 60, 5, 4, 1e-3, True),
    problem("two labels", 40, 3, 2, 1e-2, False),
    problem("several blocks", 1100, 6, 3, 1e-2, False),
]
(HERE / "softmax.json").write_text(json.dumps(problems, separators=(",", ":")) + "\n")
