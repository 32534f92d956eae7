"""Fitting a head on cached features: Roost beside scikit-learn's LogisticRegression (lbfgs), to the same loss.

scikit-learn runs with its default tolerance, on float32 and on float64, with as many threads as it likes; the lower of
the two objectives it ends with is what Roost must reach, where it stops. Both objectives are then computed by numpy in
float64. Roost's clock also runs over mapping and checking the file of features. Imports and making the data are not
counted.
"""

import measuring
import models
import roost

ITEMS, FEATURES, CLASSES = 10_000, 768, 100


def main():
    parser = measuring.arguments(__doc__, rounds=5)
    parser.add_argument("--l2", default="1e-2,1e-3", help="strengths of the penalty, with commas")
    options = parser.parse_args()
    file = models.features(ITEMS, FEATURES, CLASSES)
    measuring.machine()
    print(f"{ITEMS} items, {FEATURES} features, {CLASSES} classes")
    for l2 in options.l2.split(","):
        compare(file, l2, options)


def compare(file, l2, options):
    python, script = measuring.python("bench-venv-data"), measuring.PEERS / "fit_sklearn.py"

    def sklearn(kind):
        return measuring.last_json(measuring.run([python, script, file, l2, kind]).output)

    contestants = {f"scikit-learn {kind}": lambda kind=kind: sklearn(kind) for kind in ("float32", "float64")}
    # What is to be reached; both always end with the same, so one run of each tells.
    target = min(sklearn(kind)["objective"] for kind in ("float32", "float64"))
    if roost.present():
        contestants = {"roost": lambda: fit_roost(file, l2, target), **contestants}
    samples = measuring.alternate(contestants, options.rounds, options.only)
    print(f"\n# l2 = {l2}, objective to be reached: {target:.7f}")
    for key, title, unit, baseline, digits in [
        ("seconds", "time to fit", "s", "roost", 3),
        ("cpu", "processor time", "s", "roost", 2),
        ("iterations", "iterations", "", None, 0),
        ("objective", "objective at the end", "", None, 7),
        ("accuracy", "accuracy on what was learnt", "", None, 4),
    ]:
        values = {name: [one[key] for one in taken] for name, taken in samples.items()}
        measuring.table(title, unit, values, baseline=baseline, digits=digits)


def fit_roost(file, l2, target):
    with measuring.scratch_folder() as folder:
        sample = roost.fit_head(file, l2, target, folder)
        python, script = measuring.python("bench-venv-data"), measuring.PEERS / "head_objective.py"
        found = measuring.last_json(measuring.run([python, script, file, l2, folder / "head"]).output)
    # What single precision may add to a mean of losses.
    if found["objective"] > target * (1 + 1e-6):
        raise SystemExit(f"roost ended at {found['objective']}, above {target}")
    return {**sample, **found}


if __name__ == "__main__":
    main()
