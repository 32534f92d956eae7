"""Writes yolo/, masks/, csv/ and folder/: small datasets of the other formats, their pictures with Pillow.

numpy==2.4.6 pillow==13.0.0
"""

import pathlib

import numpy
import PIL.Image

here = pathlib.Path(__file__).parent
random = numpy.random.default_rng(9)


def picture(path, width=10, height=8):
    save(path, random.integers(0, 255, (height, width), dtype=numpy.uint8))


def save(path, pixels):
    path.parent.mkdir(parents=True, exist_ok=True)
    PIL.Image.fromarray(pixels).save(path)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


yolo = here / "yolo"
write(yolo / "data.yaml", """# tiny
path: .
train: images/train
val: images/val
nc: 3
names:
  0: cat
  1: "no"
  2: traffic light
license: CC0
""")
labels = {
    "train/1": "0 0.503646 0.345833 0.25 0.1\n2 0.1 0.2 0.9 0.2 0.9 0.8333333\n",
    "train/2": "1 0.5 0.5 1 1\n",
    "train/empty": "",
    "val/1": "2 0.31 0.2 0.15 0.25\n",
}
for name, text in labels.items():
    picture(yolo / f"images/{name}.png", 64, 43)
    write(yolo / f"labels/{name}.txt", text)

masks = here / "masks"
write(masks / "labels.txt", "background\ncat\ndog\n")
classes = random.integers(0, 3, (8, 10), dtype=numpy.uint8)
classes[0, :4] = 255
objects = numpy.zeros((8, 10), numpy.uint8)
objects[2:5, 1:4], objects[4:7, 5:9], objects[0, 9] = 1, 2, 255
kinds = numpy.select([objects == 1, objects == 2, objects == 255], [2, 1, 255], 0).astype(numpy.uint8)
for name in ["train/1", "val/2", "val/none"]:
    picture(masks / f"images/{name}.png")
save(masks / "masks/train/1.png", kinds)
save(masks / "instances/train/1.png", objects)
save(masks / "masks/val/2.png", classes)

table = here / "csv"
write(table / "items.csv", "\r\n".join([
    "path,label,x,y,width,height,subset,attribute:occluded,rating,weather",
    '"a, b.png",cat,1,2,3.5,4,train,true,4.25,"fair, ""warm"" wind"',
    '"a, b.png",dog,0,0,1,1,train,,4.25,"fair, ""warm"" wind"',
    "c/d.png,,,,,,test,,,",
    "e.png,bird,,,,,,,,007",
    "",
]))
for name in ["a, b", "c/d", "e"]:
    picture(table / f"images/{name}.png")

for name in ["train/cat/1", "train/dog/a/2", "val/cat/1", "test/3"]:
    picture(here / f"folder/{name}.png")
