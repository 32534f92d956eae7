"""Writes evaluators.json: what pycocotools, scikit-learn and panopticapi say of whole items and predictions.

Python 3.11, numpy 2.4.6, pillow 13.0.0, pycocotools 2.0.11, scikit-learn 1.9.1 and a checkout of
cocodataset/panopticapi at 7bb4655548f98f3fedc07bf37e9040a992b054b0, whose folder is the only argument.

Intervals are percentiles over sets of items drawn anew, each set evaluated from the start by the same tools; the draws
are those of xoshiro256** with Lemire's bounded numbers, so that they are Roost's own.
"""

import contextlib
import copy
import io
import json
import pathlib
import sys
import tempfile
import warnings

import numpy as np
from PIL import Image
from pycocotools import mask as mask_utils
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from sklearn.metrics import accuracy_score, f1_score, jaccard_score, recall_score

sys.path.insert(0, sys.argv[1])
from panopticapi.evaluation import PQStat, pq_compute_single_core  # noqa: E402
from panopticapi.utils import id2rgb  # noqa: E402

WIDTH, HEIGHT = 48, 40
SEED, RESAMPLES = 7, 100
M64 = (1 << 64) - 1
NAMES = ["ap", "ap_50", "ap_75", "ap_small", "ap_medium", "ap_large", "ar_1", "ar_10", "ar_100", "ar_small",
         "ar_medium", "ar_large"]


class Xoshiro:
    """xoshiro256** of Blackman and Vigna, seeded by SplitMix64."""

    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & M64
            mixed = ((seed ^ seed >> 30) * 0xBF58476D1CE4E5B9) & M64
            mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & M64
            self.state.append(mixed ^ mixed >> 31)

    def next(self):
        def rotated(value, by):
            return (value << by | value >> 64 - by) & M64

        a, b, c, d = self.state
        result = rotated(b * 5 & M64, 7) * 9 & M64
        shifted = b << 17 & M64
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        self.state = [a, b, c ^ shifted, rotated(d, 45)]
        return result

    def below(self, bound):
        product = self.next() * bound
        if product & M64 < bound:
            while product & M64 < (1 << 64) % bound:
                product = self.next() * bound
        return product >> 64


def draws(count):
    random = Xoshiro(SEED)
    for _ in range(RESAMPLES):
        drawn = [0] * count
        for _ in range(count):
            drawn[random.below(count)] += 1
        yield drawn


def intervals(count, values):
    """Of both versions and their difference; `values` gets how often each item counts and answers two dictionaries."""
    whole = values([1] * count)
    drawn = [values(weights) for weights in draws(count)]
    result = {}
    for name in whole[0]:
        columns = [[d[version][name] for d in drawn] for version in (0, 1)]
        columns.append([b - a for a, b in zip(*columns) if a is not None and b is not None])
        points = [whole[0][name], whole[1][name]]
        points.append(None if None in points else points[1] - points[0])
        result[name] = [
            None if point is None else [point, *map(float, np.percentile([c for c in column if c is not None], [2.5, 97.5]))]
            for point, column in zip(points, columns)
        ]
    return result


def item(index, annotations, width=WIDTH, height=HEIGHT):
    return {"id": f"{index + 1:024x}", "path": f"{index}.png", "digest": "0" * 64, "size": 1,
            "mediaType": "image/png", "width": width, "height": height, "metadata": {}, "annotations": annotations}


def box_geometry(box):
    return {"kind": "box", "box": dict(zip(("x", "y", "width", "height"), box))}


def mask_geometry(mask):
    flat = np.asarray(mask).flatten(order="F")
    ends = np.flatnonzero(np.diff(flat)) + 1
    runs = np.diff(np.concatenate([[0], ends, [flat.size]]))
    counts = [int(n) for n in ([0, *runs] if flat[0] else runs)]
    return {"kind": "mask", "mask": {"width": mask.shape[1], "height": mask.shape[0], "counts": counts}}


def none(value):
    return None if value is None or value == -1 or np.isnan(value) else float(value)


# Objects


def blob(rng):
    y, x = np.ogrid[:HEIGHT, :WIDTH]
    a, b, c, d = rng.uniform(4, WIDTH - 4), rng.uniform(4, HEIGHT - 4), rng.uniform(2, 15), rng.uniform(2, 13)
    mask = (((x - a) / c) ** 2 + ((y - b) / d) ** 2 < 1).astype(np.uint8)
    if rng.random() < 0.07:
        mask[:] = 0
        mask[rng.integers(HEIGHT), rng.integers(WIDTH)] = 1
    return mask


def ring(rng):
    a, b, c, d = rng.uniform(5, WIDTH - 5), rng.uniform(5, HEIGHT - 5), rng.uniform(3, 15), rng.uniform(3, 13)
    angles = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(4, 9)))
    return [[round(float(a + c * np.cos(t)), 2), round(float(b + d * np.sin(t)), 2)] for t in angles]


def shoelace(points):
    x, y = np.array(points).T
    return float(abs(np.dot(np.roll(x, 1), y) - np.dot(x, np.roll(y, 1))) / 2)


def bounds(points):
    (left, top), (right, bottom) = np.min(points, axis=0), np.max(points, axis=0)
    return [float(left), float(top), float(right - left), float(bottom - top)]


def encoded(mask):
    return mask_utils.encode(np.asfortranarray(mask.astype(np.uint8)))


def truth_object(rng, task, label):
    crowd = int(rng.random() < 0.12)
    kind = rng.random()
    if task == "mask" and kind < 0.4 or task == "box" and kind < 0.15:
        points = ring(rng)
        geometry = {"kind": "polygon", "polygon": [[{"x": x, "y": y} for x, y in points]]}
        code = mask_utils.merge(mask_utils.frPyObjects([np.array(points).flatten().tolist()], HEIGHT, WIDTH))
        made = {"bbox": bounds(points), "area": shoelace(points), "mask": mask_utils.decode(code)}
    elif task == "mask" or kind < 0.3:
        mask = blob(rng)
        made = {"bbox": [float(v) for v in mask_utils.toBbox(encoded(mask))], "area": float(mask.sum()), "mask": mask}
        geometry = mask_geometry(mask)
    else:
        size = np.exp(rng.uniform(1, 5))
        box = [round(float(v), 2) for v in (*rng.uniform(0, 300, 2), size, size * rng.uniform(0.5, 2))]
        geometry, made = box_geometry(box), {"bbox": box, "area": box[2] * box[3], "mask": None}
    annotation = {"label": label, "geometry": geometry, "attributes": {}}
    if crowd:
        annotation["attributes"]["iscrowd"] = True
    if rng.random() < 0.2:
        made["area"] = float(rng.integers(1, 12000))
        annotation["attributes"]["coco"] = {"id": 5, "area": made["area"]}
    elif rng.random() < 0.1:
        made["bbox"] = [float(v) for v in (rng.integers(20), rng.integers(20), rng.integers(1, 30), rng.integers(1, 30))]
        annotation["attributes"]["coco"] = {"bbox": made["bbox"], "area": made["area"]}
    return annotation, {**made, "label": label, "crowd": crowd}


def answers_near(rng, task, objects, labels, quality):
    answers, seen = [], set()
    for o in objects:
        for _ in range(rng.integers(0, 3)):
            label = o["label"] if o["label"] in labels and rng.random() < 0.85 else labels[rng.integers(len(labels))]
            if task == "mask":
                mask = np.roll(o["mask"], rng.integers(-quality, quality + 1, 2), (0, 1))
                mask = mask & (rng.random(mask.shape) > 0.02) if rng.random() < 0.3 else mask
                answers.append((label, mask.astype(np.uint8), None, rng.beta(3, 2)))
            else:
                near = [round(float(v + o["bbox"][2] * rng.normal(0, 0.04 * quality)), 2) for v in o["bbox"]]
                answers.append((label, None, [near[0], near[1], abs(near[2]), abs(near[3])], rng.beta(3, 2)))
    for _ in range(rng.integers(0, 4)):
        label = labels[rng.integers(len(labels))]
        if task == "mask":
            answers.append((label, blob(rng), None, rng.beta(2, 3)))
        else:
            box = [round(float(v), 2) for v in (*rng.uniform(0, 300, 2), *rng.uniform(1, 150, 2))]
            answers.append((label, None, box, rng.beta(2, 3)))
    made = []
    for label, mask, box, score in answers:
        score = round(float(score), 2)
        # Copies of an image tie with themselves: pycocotools puts one after the other, Roost one in the other.
        while (label, score) in seen:
            score = round(score - 0.001 if score > 0.5 else score + 0.001, 3)
        seen.add((label, score))
        if mask is not None:
            box = [float(v) for v in mask_utils.toBbox(encoded(mask))]
        made.append({"label": label, "mask": mask, "bbox": box, "score": score})
    made.sort(key=lambda a: -a["score"])
    return made


def coco(labels, images, task, kind):
    """COCOeval of `images`, each a list of objects and a list of answers, at their place in the list."""
    categories = [{"id": k + 1, "name": name} for k, name in enumerate(labels)]
    numbers = {name: k + 1 for k, name in enumerate(labels)}
    annotations, results = [], []
    for image, (objects, answers) in enumerate(images):
        for o in objects:
            made = {"id": len(annotations) + 1, "image_id": image + 1, "category_id": numbers[o["label"]],
                    "bbox": o["bbox"], "area": o["area"], "iscrowd": o["crowd"]}
            if o["mask"] is not None:
                made["segmentation"] = encoded(o["mask"])
            annotations.append(made)
        for a in answers:
            made = {"id": len(results) + 1, "image_id": image + 1, "category_id": numbers[a["label"]],
                    "bbox": a["bbox"], "score": a["score"], "iscrowd": 0, "area": a["bbox"][2] * a["bbox"][3]}
            if kind == "segm":
                made["segmentation"] = encoded(a["mask"])
                made["area"] = float(mask_utils.area(made["segmentation"]))
            results.append(made)
    with contextlib.redirect_stdout(io.StringIO()):
        gt, dt = COCO(), COCO()
        pictures = [{"id": i + 1, "width": WIDTH, "height": HEIGHT} for i in range(len(images))]
        gt.dataset = {"images": pictures, "categories": categories, "annotations": annotations}
        gt.createIndex()
        dt.dataset = {**gt.dataset, "annotations": results}
        dt.createIndex()
        run = COCOeval(gt, dt, kind)
        run.evaluate()
        run.accumulate()
        run.summarize()
    return run


def found(run, labels, threshold):
    """True positives, false positives and false negatives by label, at an overlap of 0.5, of answers surer than that."""
    counts = {label: [0, 0, 0] for label in labels}
    for image in run.evalImgs:
        if image is None or image["aRng"] != run.params.areaRng[0]:
            continue
        entry = counts[labels[image["category_id"] - 1]]
        sure = np.array(image["dtScores"]) > threshold
        matched, ignored = image["dtMatches"][0] > 0, image["dtIgnore"][0] > 0
        right = int(np.sum(sure & matched & ~ignored)) if len(sure) else 0
        entry[0] += right
        entry[1] += int(np.sum(sure & ~matched & ~ignored)) if len(sure) else 0
        entry[2] += int(np.sum(np.array(image["gtIgnore"]) == 0)) - right
    return counts


def mean(values):
    values = values[values > -1]
    return float(np.mean(values)) if values.size else None


def detection(name, seed, task, images):
    rng = np.random.default_rng(seed)
    labels, unknown = ["cat", "dog", "ox", "never"], ["zebra"]
    items, truths, predictions, others, answers, otherAnswers = [], [], [], [], [], []
    for index in range(images):
        drawn = [truth_object(rng, task, (labels[:3] + unknown)[rng.choice(4, p=[0.4, 0.3, 0.2, 0.1])])
                 for _ in range(rng.integers(0, 6))]
        annotations, objects = [d[0] for d in drawn], [d[1] for d in drawn]
        # What has no extent is no object.
        annotations.insert(int(rng.integers(len(annotations) + 1)), {"label": "street", "geometry": {"kind": "image"}})
        items.append(item(index, annotations))
        truths.append(objects)
        for quality, predicted, kept in ((3, predictions, answers), (2, others, otherAnswers)):
            made = answers_near(rng, task, objects, labels, quality)
            failed = index == 4 and quality == 3 or index == 7 and quality == 2
            predicted.append({"annotations": [], "failure": "the file is broken"} if failed else {"annotations": [
                {"label": a["label"], "score": a["score"],
                 "geometry": mask_geometry(a["mask"]) if task == "mask" else box_geometry(a["bbox"])} for a in made]})
            kept.append([] if failed else made)
    classes = labels + [label for label in unknown if any(o["label"] == label for t in truths for o in t)]
    kinds = {"box": "bbox", "mask": "segm"}
    run = coco(classes, list(zip(truths, answers)), task, kinds[task])
    threshold = 0.5
    counts = found(run, classes, threshold)
    precision, recall = run.eval["precision"], run.eval["recall"]

    def number(k, t, a):
        return mean(precision[t, :, k, a, 2])

    per_class = [
        {"label": label, "objects": sum(o["label"] == label and not o["crowd"] for t in truths for o in t),
         "detections": sum(a["label"] == label for t in answers for a in t),
         "ap": number(k, slice(None), 0), "ap50": number(k, 0, 0), "ap75": number(k, 5, 0),
         "apSmall": number(k, slice(None), 1), "apMedium": number(k, slice(None), 2),
         "apLarge": number(k, slice(None), 3), "ar100": mean(recall[:, k, 0, 2]), "counts": counts[label]}
        for k, label in enumerate(classes)
    ]
    averages = {task: [none(v) for v in run.stats]}
    if task == "mask":
        averages["box"] = [none(v) for v in coco(classes, list(zip(truths, answers)), task, "bbox").stats]
    common = [i for i in range(images) if "failure" not in predictions[i] and "failure" not in others[i]]

    def values(weights):
        made = []
        for kept in (answers, otherAnswers):
            drawn = [(truths[i], kept[i]) for i, count in zip(common, weights) for _ in range(count)]
            run = coco(classes, drawn, task, kinds[task])
            right, wrong, missed = np.sum(list(found(run, classes, threshold).values()), axis=0)
            made.append({"ap": none(run.stats[0]), "ap_50": none(run.stats[1]), "ap_75": none(run.stats[2]),
                         "ar_100": none(run.stats[8]), "recall": float(right / max(1, right + missed)),
                         "precision": float(right / max(1, right + wrong)),
                         'ap("cat")': mean(run.eval["precision"][:, :, 0, 0, 2])})
        return made

    return {"name": name, "task": task, "labels": labels, "items": items, "predictions": predictions,
            "others": others, "averages": averages, "perClass": per_class, "threshold": threshold,
            "intervals": intervals(len(common), values)}


# Pixels


def blocks(rng, values, width, height):
    grid = np.full((height, width), rng.choice(values))
    for _ in range(7):
        y, x = rng.integers(height), rng.integers(width)
        grid[y : y + rng.integers(2, height), x : x + rng.integers(2, width)] = rng.choice(values)
    return grid


def painted(rng, grid, labels):
    """Masks by label that make up the grid, the first of them larger than what is seen of it; -1 is not covered."""
    order = [int(v) for v in rng.permutation([v for v in np.unique(grid) if v >= 0])]
    annotations = []
    for place, value in enumerate(order):
        later = np.isin(grid, order[place + 1 :])
        mask = ((grid == value) | later & (rng.random(grid.shape) < 0.3)).astype(np.uint8)
        annotations.append({"label": labels[value], "geometry": mask_geometry(mask)})
    return annotations


def rates(classes, pairs):
    truth = np.concatenate([t for t, _ in pairs]) if pairs else np.zeros(0, int)
    said = np.concatenate([p for _, p in pairs]) if pairs else np.zeros(0, int)
    numbers = list(range(len(classes)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options = {"labels": numbers, "average": None, "zero_division": np.nan}
        iou, dice = jaccard_score(truth, said, **{**options, "zero_division": 0}), f1_score(truth, said, **options)
        recall = recall_score(truth, said, **options)
    occurs = [bool(np.any(truth == k) or np.any(said == k)) for k in numbers]
    iou = [float(v) if there else None for v, there in zip(iou, occurs)]
    dice = [float(v) if there else None for v, there in zip(dice, occurs)]
    recall = [none(v) for v in recall]

    def average(values):
        values = [v for v in values if v is not None]
        return float(np.mean(values)) if values else None

    shares = [float(np.mean(truth == k)) for k in numbers] if truth.size else []
    return {
        "iou": iou, "dice": dice, "accuracy": recall, "mean_iou": average(iou), "mean_dice": average(dice),
        "mean_accuracy": average(recall), "pixel_accuracy": float(accuracy_score(truth, said)) if truth.size else None,
        "frequency_weighted_iou": float(sum(s * (v or 0) for s, v in zip(shares, iou))) if truth.size else None,
    }


def semantic(name, seed, images, unlabeled=None):
    rng = np.random.default_rng(seed)
    labels, unknown = ["road", "sky", "tree", "car"], ["river"]
    names = labels + unknown
    width, height = 13, 11
    items, predictions, others, pairs, otherPairs = [], [], [], [], []
    for index in range(images):
        grid = blocks(rng, [-1, 0, 1, 2, 4], width, height) if index != 3 else np.full((height, width), -1)
        items.append(item(index, painted(rng, grid, names), width, height))
        truth = np.where(grid == -1, names.index(unlabeled) if unlabeled else -1, grid)
        for share, predicted, kept in ((0.6, predictions, pairs), (0.7, others, otherPairs)):
            answer = np.where(rng.random(grid.shape) < share, np.where(truth == 4, 2, truth),
                              blocks(rng, [-1, 0, 1, 2, 3], width, height))
            failed = index == 5 and share == 0.6
            predicted.append({"annotations": [], "failure": "no memory"} if failed else
                             {"annotations": painted(rng, answer, names)})
            answer = np.where(failed, -1, answer)
            seen = truth >= 0
            kept.append((truth[seen], answer[seen]))
    known = [] if unlabeled in (None, *labels) else [unlabeled]
    occurring = {label for label in unknown for t, _ in pairs if names.index(label) in t}
    classes = labels + known + sorted(occurring - set(known))
    common = [i for i in range(images) if "failure" not in predictions[i]]
    wanted = ["mean_iou", "mean_accuracy", "pixel_accuracy", "mean_dice", "frequency_weighted_iou"]

    def values(weights):
        made = []
        for kept in (pairs, otherPairs):
            drawn = rates(classes, [kept[i] for i, count in zip(common, weights) for _ in range(count)])
            made.append({**{key: drawn[key] for key in wanted}, 'iou("tree")': drawn["iou"][2]})
        return made

    return {"name": name, "labels": labels, "classes": classes, "unlabeledAs": unlabeled, "items": items,
            "predictions": predictions, "others": others, **rates(classes, pairs),
            "intervals": intervals(len(common), values)}


# Segments


def panoptic_grid(rng, width, height):
    """Segments by number, each of one label; label 2 and 3 are stuff, of which there is one segment at most."""
    grid = blocks(rng, np.arange(8), width, height)
    kinds = {int(i): int(rng.integers(5)) for i in np.unique(grid) if i > 0}
    return grid, kinds


def joined(grid, kinds, stuff):
    """All segments of one stuff label become one."""
    first, grid, kinds = {}, grid.copy(), dict(kinds)
    for i in sorted(kinds):
        if kinds[i] in stuff:
            if kinds[i] in first:
                grid[grid == i] = first[kinds[i]]
                del kinds[i]
            else:
                first[kinds[i]] = i
    return grid, kinds


def panoptic(name, seed, images):
    rng = np.random.default_rng(seed)
    labels, unknown = ["car", "cow", "sky", "grass"], ["moon"]
    names, stuff = labels + unknown, (2, 3)
    width, height = 17, 14
    categories = {k: {"id": k, "isthing": int(k not in stuff)} for k in range(5)}
    items, versions, stats = [], ([], []), ([], [])
    with tempfile.TemporaryDirectory() as folder:
        for index in range(images):
            grid, kinds = panoptic_grid(rng, width, height)
            crowds = {i for i in kinds if kinds[i] not in stuff and rng.random() < 0.15}
            parts = sorted(kinds)
            items.append(item(index, [
                {"label": names[kinds[i]], "geometry": mask_geometry((grid == i).astype(np.uint8)),
                 "attributes": {"iscrowd": True} if i in crowds else {}} for i in parts], width, height))
            truth = joined(grid, kinds, stuff)
            for version, share in ((0, 0.85), (1, 0.9)):
                noisy = np.where(rng.random(grid.shape) < share, grid, rng.integers(0, 4, grid.shape))
                own = {int(i): (kinds.get(int(i), 0) if rng.random() < 0.8 else int(rng.integers(4))) % 4
                       for i in np.unique(noisy) if i > 0}
                failed = index == 2 and version == 0
                versions[version].append({"annotations": [], "failure": "no memory"} if failed else {"annotations": [
                    {"label": names[own[i]], "score": 0.75, "geometry": mask_geometry((noisy == i).astype(np.uint8))}
                    for i in sorted(own)]})
                pair = []
                for kind, (pixels, segments) in (
                    ("t", truth), ("p", joined(noisy, own, stuff) if not failed else (np.zeros_like(grid), {}))):
                    file = f"{kind}{index}{version}.png"
                    Image.fromarray(id2rgb(pixels)).save(pathlib.Path(folder, file))
                    pair.append({"image_id": index, "file_name": file, "segments_info": [
                        {"id": i, "category_id": k, "iscrowd": int(kind == "t" and i in crowds),
                         "area": int((pixels == i).sum())} for i, k in segments.items()]})
                with contextlib.redirect_stdout(io.StringIO()):
                    stats[version].append(pq_compute_single_core(0, [pair], folder, folder, categories))

    def averages(version, weights):
        total = PQStat()
        for stat, count in zip(stats[version], weights):
            for _ in range(count):
                total += copy.deepcopy(stat)
        made = {}
        for suffix, isthing in (("", None), ("_things", True), ("_stuff", False)):
            try:
                means, per_class = total.pq_average(categories, isthing)
            except ZeroDivisionError:
                means, per_class = {q: None for q in ("pq", "sq", "rq")}, {}
            for q in ("pq", "sq", "rq"):
                made[q + suffix] = means[q]
            if isthing is None:
                labelled = [[per_class[k][q] for q in ("pq", "sq", "rq")] for k in range(5)]
                counts = [[total[k].tp, total[k].fp, total[k].fn] for k in range(5)]
        return made, labelled, counts

    common = [i for i in range(images) if "failure" not in versions[0][i]]

    def values(weights):
        every = [0] * images
        for i, count in zip(common, weights):
            every[i] = count
        return [averages(version, every)[0] for version in (0, 1)]

    made, labelled, counts = averages(0, [1] * images)
    return {"name": name, "labels": labels, "classes": names, "stuff": [names[k] for k in stuff], "items": items,
            "predictions": versions[0], "others": versions[1], "averages": made, "perClass": labelled, "counts": counts,
            "intervals": intervals(len(common), values)}


def main():
    made = {
        "made by": __doc__,
        "detection": [detection("boxes", 1, "box", 14), detection("masks", 2, "mask", 10)],
        "segmentation": [semantic("usual", 3, 7), semantic("pixels without a label have one", 4, 7, "sky"),
                         semantic("a label that the version does not know", 5, 6, "river")],
        "panoptic": [panoptic("usual", 6, 9)],
    }
    path = pathlib.Path(__file__).parent / "evaluators.json"
    path.write_text(json.dumps(made, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size)
    for case in made["detection"] + made["segmentation"] + made["panoptic"]:
        print(case["name"], {k: v for k, v in case["intervals"].items()})


if __name__ == "__main__":
    main()
