"""Reads datasets that went through Roost with the tools they are for, and compares them with what went in.

    check.py BEFORE AFTER      folders with coco, voc and yolo in them

pycocotools loads COCO's files and draws every annotation; Pascal VOC is read with the standard library and Pillow; YOLO as
Ultralytics documents it.
"""

import pathlib
import sys
import xml.etree.ElementTree

import numpy
import PIL.Image
import yaml
from pycocotools.coco import COCO


def coco(before, after):
    drawn = 0
    for one, other in [("train2017", "train"), ("val2017", "val")]:
        old = COCO(before / f"annotations/instances_{one}.json")
        new = COCO(after / f"annotations/instances_{other}.json")
        assert sorted(old.getCatIds()) == sorted(new.getCatIds())
        assert sorted(old.getImgIds()) == sorted(new.getImgIds())
        assert sorted(old.getAnnIds()) == sorted(new.getAnnIds())
        for image in new.loadImgs(new.getImgIds()):
            assert PIL.Image.open(after / "images" / image["file_name"]).size == (image["width"], image["height"])
        for number in old.getAnnIds():
            (a,), (b,) = old.loadAnns(number), new.loadAnns(number)
            assert all(b[key] == a[key] for key in ["bbox", "area", "iscrowd", "image_id", "category_id"])
            if a["segmentation"] and (isinstance(a["segmentation"], dict) or len(a["segmentation"][0]) >= 6):
                assert numpy.array_equal(old.annToMask(a), new.annToMask(b))
                drawn += 1
    captions = COCO(after / "annotations/captions_train.json")
    return f"{drawn} masks drawn, {len(captions.getAnnIds())} captions"


def tree(element):
    """The element as nested lists, whatever the order of what is inside."""
    children = sorted((child.tag, str(tree(child))) for child in element)
    return children or (element.text or "").strip()


def voc(before, after):
    for file in sorted((before / "Annotations").iterdir()):
        old = xml.etree.ElementTree.parse(file).getroot()
        new = xml.etree.ElementTree.parse(after / "Annotations" / file.name).getroot()
        assert tree(old) == tree(new), file.name
    masks = 0
    for folder in ["SegmentationClass", "SegmentationObject"]:
        for file in sorted((before / folder).iterdir()):
            old, new = PIL.Image.open(file), PIL.Image.open(after / folder / file.name)
            assert new.mode == "P" and new.getpalette() == old.getpalette()
            assert numpy.array_equal(numpy.asarray(old), numpy.asarray(new))
            masks += 1
    return f"{masks} masks"


def yolo(before, after):
    old, new = (yaml.safe_load((folder / "data.yaml").read_text()) for folder in (before, after))
    assert {key: new[key] for key in old if key != "path"} == {key: old[key] for key in old if key != "path"}
    rows = 0
    for file in (before / "labels").rglob("*.txt"):
        other = after / file.relative_to(before)
        pairs = list(zip(file.read_text().splitlines(), other.read_text().splitlines(), strict=True))
        assert all([float(x) for x in a.split()] == [float(x) for x in b.split()] for a, b in pairs)
        assert (after / "images" / file.relative_to(before / "labels").with_suffix(".png")).is_file()
        rows += len(pairs)
    return f"{rows} rows"


before, after = (pathlib.Path(folder) for folder in sys.argv[1:3])
for check in (coco, voc, yolo):
    name = check.__name__
    print(f"{name}: {check(before / name, after / name)}: as they were")
