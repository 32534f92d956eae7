"""Writes voc/, a dataset as Pascal VOC lays it out, its pictures and masks with Pillow.

numpy==2.4.6 pillow==13.0.0
"""

import pathlib

import numpy
import PIL.Image

here = pathlib.Path(__file__).parent / "voc"
random = numpy.random.default_rng(5)


def palette():
    colors = []
    for number in range(256):
        red = green = blue = 0
        value = number
        for bit in range(8):
            red |= (value & 1) << (7 - bit)
            green |= (value >> 1 & 1) << (7 - bit)
            blue |= (value >> 2 & 1) << (7 - bit)
            value >>= 3
        colors += [red, green, blue]
    return colors


def save(path, pixels, mode=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    image = PIL.Image.fromarray(pixels)
    if mode == "P":
        image.putpalette(palette())
    image.save(path)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def head(name, width, height, segmented):
    return f"""<annotation>
	<folder>VOC2012</folder>
	<filename>{name}</filename>
	<source>
		<database>The VOC2007 Database</database>
		<annotation>PASCAL VOC2007</annotation>
		<image>flickr</image>
	</source>
	<size>
		<width>{width}</width>
		<height>{height}</height>
		<depth>1</depth>
	</size>
	<segmented>{segmented}</segmented>
"""


first = head("2007_000027.png", 30, 20, 1) + """	<object>
		<name>person</name>
		<pose>Unspecified</pose>
		<truncated>0</truncated>
		<occluded>1</occluded>
		<difficult>0</difficult>
		<bndbox>
			<xmin>3</xmin>
			<ymin>4</ymin>
			<xmax>12</xmax>
			<ymax>15</ymax>
		</bndbox>
		<part>
			<name>head</name>
			<bndbox><xmin>4</xmin><ymin>4</ymin><xmax>7.5</xmax><ymax>8</ymax></bndbox>
		</part>
		<part>
			<name>hand</name>
			<bndbox><xmin>8</xmin><ymin>9</ymin><xmax>9</xmax><ymax>10</ymax></bndbox>
		</part>
		<actions><jumping>1</jumping><other>0</other></actions>
	</object>
	<object>
		<name>dog</name>
		<pose>Left</pose>
		<truncated>1</truncated>
		<difficult>1</difficult>
		<bndbox>
			<xmin>15</xmin>
			<ymin>2</ymin>
			<xmax>29</xmax>
			<ymax>18</ymax>
		</bndbox>
	</object>
</annotation>
"""
second = head("2007_000032.png", 16, 10, 0) + """	<object>
		<name>cat</name>
		<pose>Frontal &amp; more</pose>
		<truncated>1</truncated>
		<difficult>0</difficult>
		<bndbox>
			<xmin>1</xmin>
			<ymin>1.123456789</ymin>
			<xmax>16</xmax>
			<ymax>9.70000076293945</ymax>
		</bndbox>
	</object>
</annotation>
"""
negative = head("2007_000033.png", 8, 8, 0) + "</annotation>\n"

for name, text, width, height in [
    ("2007_000027", first, 30, 20),
    ("2007_000032", second, 16, 10),
    ("2007_000033", negative, 8, 8),
]:
    write(here / f"Annotations/{name}.xml", text)
    save(here / f"JPEGImages/{name}.png", random.integers(0, 255, (height, width), dtype=numpy.uint8))
save(here / "JPEGImages/2007_000042.png", random.integers(0, 255, (6, 7), dtype=numpy.uint8))

objects = numpy.zeros((20, 30), numpy.uint8)
objects[3:15, 2:12] = 1
objects[5:8, 4:6] = 0
objects[3:17, 15:28] = 2
classes = numpy.select([objects == 1, objects == 2], [15, 12], 0).astype(numpy.uint8)
for pixels in (objects, classes):
    pixels[3, 2:12] = 255
save(here / "SegmentationObject/2007_000027.png", objects, "P")
save(here / "SegmentationClass/2007_000027.png", classes, "P")
only = numpy.zeros((6, 7), numpy.uint8)
only[1:3, 1:4] = 8
only[4:, 5:] = 3
save(here / "SegmentationClass/2007_000042.png", only, "P")

write(here / "ImageSets/Main/train.txt", "2007_000027\n2007_000042\n")
write(here / "ImageSets/Main/val.txt", "2007_000032\n")
write(here / "ImageSets/Main/trainval.txt", "2007_000027\n2007_000032\n2007_000042\n")
write(here / "ImageSets/Main/cat_train.txt", "2007_000027 -1\n2007_000042  1\n")
