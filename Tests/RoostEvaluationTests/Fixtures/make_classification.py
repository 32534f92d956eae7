"""Makes the expected numbers beside this file.

Pinned: scikit-learn==1.9.1, scipy==1.17.1, statsmodels==0.15.0, numpy==2.4.6. Every file names them and who said what.
Run it in its own folder: python make_classification.py
"""

import json
import math
import warnings

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn import metrics as m
from statsmodels.stats.contingency_tables import mcnemar

warnings.simplefilter("ignore")  # scikit-learn warns of every absent class, and these are full of them
VERSIONS = {p.__name__: p.__version__ for p in (sklearn, scipy, statsmodels, np)}
UNIT = 2**20  # probabilities are multiples of 1/2^20: exact in 32 and 64 bits, and so are their sums
BINS = 15


def number(value):
    return None if value is None or math.isnan(value) else float(value)


def write(name, source, **content):
    with open(name, "w") as file:
        json.dump({"source": source, "versions": VERSIONS} | content, file, separators=(",", ":"))
        file.write("\n")


def calibration(confidence, correct):
    """Guo et al. 2017 by hand: equal bins (lower, upper] of the confidence of the answer."""
    bins, ece, mce = [], 0.0, 0.0
    for index in range(BINS):
        lower, upper = index / BINS, (index + 1) / BINS
        inside = (confidence > lower) & (confidence <= upper)
        bins.append(int(inside.sum()))
        if inside.any():
            gap = abs(confidence[inside].mean() - correct[inside].mean())
            ece += gap * inside.mean()
            mce = max(mce, gap)
    return {"ece": float(ece), "mce": float(mce), "bins": bins}


def one_class(truth, scores):
    """Areas and curves of a class against the rest, as scikit-learn has them."""
    result = {"rocAUC": None, "averagePrecision": None, "roc": None, "precisionRecall": None}
    if truth.any():
        result["averagePrecision"] = number(m.average_precision_score(truth, scores))
        precision, recall, _ = m.precision_recall_curve(truth, scores)
        result["precisionRecall"] = [recall[::-1].tolist(), precision[::-1].tolist()]
    if truth.any() and not truth.all():
        result["rocAUC"] = number(m.roc_auc_score(truth, scores))
        wrong, right, _ = m.roc_curve(truth, scores, drop_intermediate=False)
        result["roc"] = [wrong.tolist(), right.tolist()]
    return result


def classification(name, known, truth, units, curves=True):
    """One case. `truth` counts classes: first the `known` ones of the version, then those only the truth has."""
    total = max(known, int(truth.max()) + 1)
    scores = np.zeros((len(truth), total))
    scores[:, :known] = units / UNIT
    answers = scores.argmax(axis=1)
    classes = list(range(total))
    expected = {
        "accuracy": number(m.accuracy_score(truth, answers)),
        "balanced_accuracy": number(m.balanced_accuracy_score(truth, answers)),
        "mcc": number(m.matthews_corrcoef(truth, answers)),
        "kappa": number(m.cohen_kappa_score(truth, answers)),
        "log_loss": number(m.log_loss(truth, scores, labels=classes)),
        "brier": number(m.brier_score_loss(truth, scores, labels=classes, scale_by_half=False)),
    }
    for average in ["macro", "micro", "weighted"]:
        precision, recall, f1, _ = m.precision_recall_fscore_support(truth, answers, average=average, zero_division=0)
        expected |= {f"precision_{average}": precision, f"recall_{average}": recall, f"f1_{average}": f1}
    for k in [2, 3, 5, 10]:
        # Of equal scores scikit-learn takes the last class first; we take the first, so it is asked in reverse.
        if k < known:
            expected[f"top_{k}_accuracy"] = number(
                m.top_k_accuracy_score(total - 1 - truth, scores[:, ::-1], k=k, labels=classes)
            )
    expected |= {key: value for key, value in calibration(scores.max(axis=1), answers == truth).items() if key != "bins"}
    per_class = [one_class(truth == index, scores[:, index]) for index in range(known)]
    for key, flat in [("rocAUC", "roc_auc"), ("averagePrecision", "average_precision")]:
        defined = [index for index in range(known) if per_class[index][key] is not None]
        if defined:
            values = [per_class[index][key] for index in defined]
            weights = [int((truth == index).sum()) for index in defined]
            expected[f"{flat}_macro"] = float(np.mean(values))
            expected[f"{flat}_weighted"] = float(np.average(values, weights=weights))
    if known > 2 and sorted(set(truth)) == classes and known == total:
        # Where scikit-learn has an opinion on the mean it must be this one.
        for average in ["macro", "weighted"]:
            one_hot = np.eye(total)[truth]
            auc = m.roc_auc_score(truth, scores, multi_class="ovr", average=average)
            precision = m.average_precision_score(one_hot, scores, average=average)
            assert abs(auc - expected[f"roc_auc_{average}"]) < 1e-12
            assert abs(precision - expected[f"average_precision_{average}"]) < 1e-12
    precision, recall, f1, support = m.precision_recall_fscore_support(
        truth, answers, labels=classes, average=None, zero_division=0
    )
    for index in classes:
        entry = per_class[index] if index < known else one_class(np.zeros(1, bool), np.zeros(1))
        if not curves:
            entry |= {"roc": None, "precisionRecall": None}
        entry |= {"precision": precision[index], "recall": recall[index], "f1": f1[index]}
        entry["support"] = int(support[index])
        if index >= known:
            per_class.append(entry)
    return {
        "name": name,
        "known": known,
        "truth": truth.tolist(),
        "units": units.tolist(),
        "metrics": {key: value for key, value in expected.items() if value is not None},
        "perClass": per_class,
        "confusion": m.confusion_matrix(truth, answers, labels=classes).tolist(),
        "bins": calibration(scores.max(axis=1), answers == truth)["bins"],
    }


def classifications():
    rng = np.random.default_rng(11)

    def random(known, count, grain):
        weights = rng.dirichlet(np.full(known, 0.7), count)
        return np.stack([rng.multinomial(grain, row) for row in weights]) * (UNIT // grain)

    def noisy(units, known):
        """Labels that agree with the answers more often than not."""
        return np.where(rng.random(len(units)) < 0.6, units.argmax(axis=1), rng.integers(0, known, len(units)))

    cases = []
    for known in [2, 3, 4, 7, 12]:
        for count in [1, 2, 9, 24]:
            units = random(known, count, UNIT)
            cases.append(classification(f"{known} classes, {count} items", known, noisy(units, known), units))
        units = random(known, 20, 4)
        cases.append(classification(f"{known} classes, many ties", known, noisy(units, known), units))
        units = random(known, 16, 1)
        cases.append(classification(f"{known} classes, certain of everything", known, noisy(units, known), units))
        units = random(known, 14, UNIT)
        truth = np.minimum(noisy(units, known), known // 2)
        cases.append(classification(f"{known} classes, some absent from the truth", known, truth, units))
        truth = np.full(14, known - 1)
        cases.append(classification(f"{known} classes, one in the truth", known, truth, random(known, 14, 8)))
        units = np.zeros((6, known), int)
        units[:, 0] = UNIT
        cases.append(classification(f"{known} classes, one in truth and answers", known, np.zeros(6, int), units))
        units = random(known, 18, 16)
        truth = np.where(rng.random(18) < 0.3, known + rng.integers(0, 2, 18), noisy(units, known))
        truth[:2] = known, known + 1
        cases.append(classification(f"{known} classes and two unknown ones in the truth", known, truth, units))
    units = random(3, 1500, UNIT)
    cases.append(classification("3 classes, 1500 items", 3, noisy(units, 3), units, curves=False))
    write("classification.json", "scikit-learn; calibration by hand after Guo et al. 2017", unit=UNIT, cases=cases)


def numbers(truth, answers, classes):
    """The compared metrics of many resamples at once: both arrays are resamples x items."""
    rows = len(truth)
    table = np.zeros((rows, classes, classes))
    for first in range(classes):
        for second in range(classes):
            table[:, first, second] = ((truth == first) & (answers == second)).sum(axis=1)
    support, predicted = table.sum(axis=2), table.sum(axis=1)
    right, total = np.einsum("rcc->rc", table), table.sum(axis=(1, 2))
    divide = lambda a, b: np.divide(a, b, out=np.zeros_like(a), where=b != 0)
    rates = {
        "precision": divide(right, predicted), "recall": divide(right, support),
        "f1": divide(2 * right, support + predicted),
    }
    occurs, correct = (support + predicted) > 0, right.sum(axis=1)
    result = {"accuracy": correct / total}
    result["balanced_accuracy"] = (rates["recall"] * (support > 0)).sum(axis=1) / (support > 0).sum(axis=1)
    for name, rate in rates.items():
        result[f"{name}_macro"] = (rate * occurs).sum(axis=1) / occurs.sum(axis=1)
        result[f"{name}_weighted"] = (rate * support).sum(axis=1) / total
    chance = (support * predicted).sum(axis=1)
    spread = (total**2 - (support**2).sum(axis=1)) * (total**2 - (predicted**2).sum(axis=1))
    result["mcc"] = (correct * total - chance) / np.sqrt(spread)
    result["kappa"] = (correct * total - chance) / (total**2 - chance)
    return result


def comparisons():
    """Intervals by scipy's bootstrap: their means and deviations over 40 seeds of 2,000 resamples."""
    rng = np.random.default_rng(5)
    classes, count = 4, 240
    truth = rng.choice(classes, count, p=[0.4, 0.3, 0.2, 0.1])
    versions = [np.where(rng.random(count) < share, truth, rng.integers(0, classes, count)) for share in (0.6, 0.75)]
    for answers in versions:
        point = {name: values[0] for name, values in numbers(truth[None], answers[None], classes).items()}
        for name, reference in {
            "f1_macro": m.f1_score(truth, answers, average="macro"), "mcc": m.matthews_corrcoef(truth, answers),
            "kappa": m.cohen_kappa_score(truth, answers),
            "balanced_accuracy": m.balanced_accuracy_score(truth, answers),
            "precision_weighted": m.precision_score(truth, answers, average="weighted"),
        }.items():
            assert abs(point[name] - reference) < 1e-12, name
    scores = []
    for answers in versions:
        rows = rng.multinomial(UNIT, [0.4, 0.3, 0.2, 0.1], count) / UNIT
        for row, answer in zip(rows, answers):
            row[[row.argmax(), answer]] = row[[answer, row.argmax()]]
            row[:] = 0.9 * row + 0.1 * rng.dirichlet(np.ones(classes)) if rng.random() < 0.2 else row
        scores.append(rows)
    versions = [rows.argmax(axis=1) for rows in scores]
    probabilities = [rows[np.arange(count), truth] for rows in scores]
    ranks = [(rows > own[:, None]).sum(axis=1) + 1 for rows, own in zip(scores, probabilities)]

    def everything(items, version):
        result = numbers(truth[items], versions[version][items], classes)
        result["log_loss"] = -np.log(probabilities[version][items]).mean(axis=1)
        for k in [2, 3]:
            result[f"top_{k}_accuracy"] = (ranks[version][items] <= k).mean(axis=1)
        return result

    for version, rows in enumerate(scores):
        point = everything(np.arange(count)[None], version)
        assert abs(point["log_loss"][0] - m.log_loss(truth, rows)) < 1e-12
        assert abs(point["top_2_accuracy"][0] - m.top_k_accuracy_score(truth, rows, k=2)) < 1e-12
    names = list(everything(np.arange(count)[None], 0))

    def statistic(items, axis):
        items = items.astype(int).reshape(-1, items.shape[-1])
        both = [everything(items, version) for version in range(2)]
        rows = [both[0][n] for n in names] + [both[1][n] for n in names] + [both[1][n] - both[0][n] for n in names]
        return np.squeeze(np.stack(rows))

    bounds = []
    for seed in range(40):
        interval = stats.bootstrap(
            (np.arange(count),), statistic, n_resamples=2000, method="percentile", vectorized=True,
            rng=np.random.default_rng(seed),
        ).confidence_interval
        bounds.append(np.stack([interval.low, interval.high]))
    mean, deviation = np.mean(bounds, axis=0), np.std(bounds, axis=0, ddof=1)
    point = statistic(np.arange(count)[None], axis=-1)
    intervals = []
    for group, subject in enumerate(["first", "second", "difference"]):
        for index, name in enumerate(names):
            row = group * len(names) + index
            intervals.append({
                "subject": subject, "metric": name, "value": float(point[row]), "lower": mean[0, row],
                "upper": mean[1, row], "lowerDeviation": deviation[0, row], "upperDeviation": deviation[1, row],
            })
    write(
        "comparison.json", "scipy.stats.bootstrap over items, percentile intervals, metrics checked against scikit-learn",
        truth=truth.tolist(), intervals=intervals,
        versions=[
            {"predicted": answers.tolist(), "ranks": places.tolist(), "probabilities": own.tolist()}
            for answers, places, own in zip(versions, ranks, probabilities)
        ],
    )


def mcnemars():
    """statsmodels for every count, but for even large ones: there it corrects a gap of 0 to one of 1."""
    cases = []
    for fixed, broken in [(0, 0), (1, 0), (0, 5), (3, 3), (2, 9), (12, 12), (7, 17), (24, 0), (25, 0), (10, 15),
                          (12, 13), (40, 20), (100, 61), (500, 430), (3000, 2700)]:
        exact = fixed + broken < 25
        result = mcnemar([[9, broken], [fixed, 4]], exact=exact, correction=True)
        if exact and fixed + broken > 0:
            assert abs(result.pvalue - stats.binomtest(fixed, fixed + broken).pvalue) < 1e-12
        cases.append({
            "fixed": fixed, "broken": broken, "p": float(result.pvalue),
            "statistic": None if exact else float(result.statistic),
        })
    write("mcnemar.json", "statsmodels.stats.contingency_tables.mcnemar, scipy.stats.binomtest", cases=cases)


def xoshiros():
    mask = 2**64 - 1
    rotated = lambda value, bits: (value << bits | value >> (64 - bits)) & mask

    def filled(seed):
        state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & mask
            mixed = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9 & mask
            mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & mask
            state.append(mixed ^ mixed >> 31)
        return state

    def draw(s, count):
        outputs = []
        for _ in range(count):
            outputs.append(rotated(s[1] * 5 & mask, 7) * 9 & mask)
            shifted = s[1] << 17 & mask
            s[2] ^= s[0]
            s[3] ^= s[1]
            s[1] ^= s[2]
            s[0] ^= s[3]
            s[2] ^= shifted
            s[3] = rotated(s[3], 45)
        return outputs

    # The vector that implementations of xoshiro256** are tested with, and the well-known one of SplitMix64.
    assert draw([1, 2, 3, 4], 4) == [11520, 0, 1509978240, 1215971899390074240]
    assert filled(1234567)[:2] == [6457827717110365317, 3203168211198807973]
    cases = [{"seed": seed, "outputs": draw(filled(seed), 5)} for seed in [0, 7, 2**64 - 1]]
    write("xoshiro.json", "xoshiro256** and SplitMix64 in Python, checked against their published vectors", cases=cases)


classifications()
comparisons()
mcnemars()
xoshiros()
