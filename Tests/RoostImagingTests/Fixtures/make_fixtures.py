"""Writes the images beside it and `expected.json`: what Pillow and transformers make of them.

    pip install pillow==13.0.0 transformers==5.23.0 scikit-learn==1.9.1 numpy==2.4.6
    python make_fixtures.py

The photographs are china.jpg and flower.jpg of sklearn.datasets.load_sample_images, cropped and scaled down here to keep
the repository small. Expected pixels are ImageOps.exif_transpose(Image.open(file)).convert("RGB") of Pillow, expected
tensors the `pixel_values` of transformers' PIL image processors for the image that transformers' load_image returns.
Digests are FNV-1a of 64 bits.
"""

import json
import math
import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo
from sklearn.datasets import load_sample_images
from transformers.image_transforms import get_resize_output_image_size, get_size_with_aspect_ratio
from transformers.image_utils import load_image
from transformers.models.bit.image_processing_pil_bit import BitImageProcessorPil
from transformers.models.convnext.image_processing_pil_convnext import ConvNextImageProcessorPil
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

warnings.simplefilter("ignore")
FOLDER = Path(__file__).parent
FILTERS = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}
XMP = '<x:xmpmeta><rdf:RDF><rdf:Description tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'


def digest(data: bytes) -> str:
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[274] = orientation
    return data


def write_jpegs(wide: Image.Image, tall: Image.Image) -> None:
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        wide.save(FOLDER / f"sampled-{name}.jpg", quality=85, subsampling=subsampling)
    tall.save(FOLDER / "progressive.jpg", quality=80, progressive=True)
    tall.save(FOLDER / "restarts.jpg", quality=80, restart_marker_blocks=3)
    tall.save(FOLDER / "adobe-rgb.jpg", quality=80, keep_rgb=True)
    tall.convert("L").save(FOLDER / "grey.jpg", quality=80)
    wide.convert("L").save(FOLDER / "grey-progressive.jpg", quality=80, progressive=True)
    wide.convert("CMYK").save(FOLDER / "cmyk.jpg", quality=80)
    # Pillow writes no YCCK: the same file with the transform of its Adobe segment set to 2 is one, in false colours.
    data = bytearray((FOLDER / "cmyk.jpg").read_bytes())
    data[data.index(b"Adobe") + 11] = 2
    (FOLDER / "ycck.jpg").write_bytes(data)
    for value in range(1, 9):
        wide.save(FOLDER / f"orientation-{value}.jpg", quality=70, exif=exif(value))
    wide.save(FOLDER / "xmp-orientation.jpg", quality=70, xmp=XMP.encode())
    # Two entries before the orientation: one whose text lies outside the file hides it, one given twice wins.
    data = exif(6)
    data[271] = "a maker's name"
    wide.save(FOLDER / "exif-outside.jpg", quality=70, exif=data)
    wide.save(FOLDER / "exif-twice.jpg", quality=70, exif=data)
    entry = struct.pack(">HHI", 271, 2, 15)
    for name, changed in (("outside", entry + b"\x00\x04\x00\x00"), ("twice", struct.pack(">HHIHH", 274, 3, 1, 3, 0))):
        data = (FOLDER / f"exif-{name}.jpg").read_bytes()
        start = data.index(entry)
        (FOLDER / f"exif-{name}.jpg").write_bytes(data[:start] + changed + data[start + 12:])


def write_webps(wide: Image.Image, tall: Image.Image) -> None:
    clear = tall.copy()
    clear.putalpha(Image.linear_gradient("L").resize(tall.size))
    tall.save(FOLDER / "lossy.webp", quality=70)
    tall.save(FOLDER / "lossless.webp", lossless=True)
    clear.save(FOLDER / "alpha-lossy.webp", quality=70)
    clear.save(FOLDER / "alpha-lossless.webp", lossless=True, exact=True)
    clear.save(FOLDER / "animation.webp", save_all=True, append_images=[clear.rotate(90)], quality=50)
    for value in (3, 6):
        wide.save(FOLDER / f"orientation-{value}.webp", quality=60, exif=exif(value))
    wide.save(FOLDER / "xmp-orientation.webp", quality=60, xmp=XMP.encode())


def write_pngs(wide: Image.Image, tall: Image.Image) -> None:
    clear = wide.copy()
    clear.putalpha(Image.linear_gradient("L").resize(wide.size))
    wide.save(FOLDER / "rgb.png")
    clear.save(FOLDER / "alpha.png")
    wide.convert("L").save(FOLDER / "grey.png")
    tall.quantize(40).save(FOLDER / "palette.png")
    tall.quantize(40).save(FOLDER / "palette-transparent.png", transparency=bytes(range(40)))
    tall.save(FOLDER / "animation.png", save_all=True, append_images=[tall.rotate(90)])
    for value in (5, 8):
        wide.save(FOLDER / f"orientation-{value}.png", exif=exif(value))
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", XMP)
    wide.save(FOLDER / "xmp-orientation.png", pnginfo=text)
    for width, height in ((1, 1), (1, 4000), (4000, 1), (2, 3)):
        tall.resize((width, height)).save(FOLDER / f"shape-{width}x{height}.png")
    random = np.random.default_rng(7)
    for interlace in (0, 1):
        for colour, depths in ((0, (1, 2, 4, 8, 16)), (2, (8, 16)), (3, (1, 2, 4, 8)), (4, (8, 16)), (6, (8, 16))):
            for depth in depths:
                write_png(random, depth, colour, interlace)


def write_png(random: np.random.Generator, depth: int, colour: int, interlace: int) -> None:
    """Noise of 19 × 7 pixels in one of the fifteen kinds of PNG; a palette that names only some of the colours."""
    width, height = 19, 7
    samples = random.integers(0, 1 << depth, size=(height, width, {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]))
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    rows = b""
    for x, y, across, down in passes if interlace else ((0, 0, 1, 1),):
        for line in samples[y::down, x::across]:
            if line.size:
                bits = "".join(format(int(sample), f"0{depth}b") for sample in line.ravel())
                bits += "0" * (-len(bits) % 8)
                filter_type = 0 if colour == 3 else int(random.integers(0, 5))
                rows += bytes([filter_type]) + int(bits, 2).to_bytes(len(bits) // 8, "big")

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))
    if colour == 3:
        data += chunk(b"PLTE", random.bytes(3 * max(1, (1 << depth) * 3 // 4)))
    if colour == 0:
        data += chunk(b"tRNS", struct.pack(">H", 1))
    data += chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    (FOLDER / f"kind-{colour}-{depth}{'-interlaced' if interlace else ''}.png").write_bytes(data)


def resized_by_hand(image: Image.Image, width: int, height: int, sharpness: float = -0.5, rounding: str = "half") -> bytes:
    """Bicubic in Pillow's fixed point, columns first: the negative controls turn one of its constants."""

    def weight(x: float) -> float:
        x, a = abs(x), sharpness
        if x < 1:
            return ((a + 2) * x - (a + 3)) * x * x + 1
        return (((x - 5) * x + 8) * x - 4) * a if x < 2 else 0.0

    def line(values: np.ndarray, size: int) -> np.ndarray:
        scale = values.shape[0] / size
        support = 2 * max(scale, 1)
        result = []
        for index in range(size):
            center = (index + 0.5) * scale
            first, last = max(0, int(center - support + 0.5)), min(values.shape[0], int(center + support + 0.5))
            real = [weight((tap - center + 0.5) / max(scale, 1)) for tap in range(first, last)]
            fixed = [int(math.copysign(0.5, w) + w / sum(real) * (1 << 22)) for w in real]
            total = np.tensordot(np.array(fixed, dtype=np.int64), values[first:last].astype(np.int64), 1)
            result.append(np.clip((total + (1 << 21 if rounding == "half" else 0)) >> 22, 0, 255))
        return np.array(result)

    pixels = line(np.array(image).transpose(1, 0, 2), width).transpose(1, 0, 2)
    return line(pixels, height).astype(np.uint8).tobytes()


def resizes() -> list[dict]:
    cases = []
    sizes = [(32, 32), (24, 51), (97, 20), (200, 150), (48, 12), (20, 36), (48, 36), (7, 5), (1, 1), (53, 3)]
    for file in ("rgb.png", "grey.png", "shape-1x1.png", "shape-2x3.png", "shape-1x4000.png", "shape-4000x1.png"):
        image = Image.open(FOLDER / file)
        for name, code in FILTERS.items():
            for width, height in sizes if file in ("rgb.png", "grey.png") else sizes[:2]:
                pixels = image.resize((width, height), code).convert("RGB").tobytes()
                cases.append({"file": file, "filter": name, "width": width, "height": height, "digest": digest(pixels)})
    return cases


def controls() -> list[dict]:
    image = Image.open(FOLDER / "rgb.png")
    right = resized_by_hand(image, 32, 32)
    assert right == image.resize((32, 32), Image.Resampling.BICUBIC).tobytes()
    wrong = {"a = -0.75": {"sharpness": -0.75}, "rounded down": {"rounding": "down"}}
    return [{"name": name, "digest": digest(resized_by_hand(image, 32, 32, **turned))} for name, turned in wrong.items()]


def tensors() -> list[dict]:
    half = {"image_mean": [0.5] * 3, "image_std": [0.5] * 3}
    imagenet = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
    clip = {"image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711]}
    square = {"height": 24, "width": 24}
    kinds = [
        ("vit", ViTImageProcessorPil, {"size": square, **half}),
        ("vit-bicubic-flat", ViTImageProcessorPil, {"size": {"height": 18, "width": 30}, "resample": 3, **half}),
        ("vit-lanczos-unscaled", ViTImageProcessorPil, {"size": square, "resample": 1, "do_rescale": False, **half}),
        ("vit-nearest-raw", ViTImageProcessorPil, {"size": square, "resample": 0, "do_normalize": False}),
        ("convnext", ConvNextImageProcessorPil, {"size": {"shortest_edge": 24}, "crop_pct": 0.875, **imagenet}),
        ("convnext-odd", ConvNextImageProcessorPil, {"size": {"shortest_edge": 23}, "crop_pct": 0.9, "resample": 2, **imagenet}),
        ("clip", BitImageProcessorPil, {"size": {"shortest_edge": 25}, "crop_size": square, **clip}),
        ("clip-padded", BitImageProcessorPil, {"size": {"shortest_edge": 14}, "crop_size": {"height": 27, "width": 19}, **clip}),
        ("bounded", BitImageProcessorPil, {"size": {"shortest_edge": 24, "longest_edge": 31}, "do_center_crop": True, "crop_size": square, **clip}),
    ]
    files = ["photo.jpg", "progressive.jpg", "orientation-6.jpg", "grey.jpg", "cmyk.jpg", "alpha.png", "kind-0-16.png"]
    odd = ["shape-1x1.png", "shape-1x4000.png", "shape-4000x1.png"]
    cases, stored = [], b""
    for name, kind, settings in kinds:
        # The longer side of a sliver is cut to nothing by the bounded rule, which Pillow refuses.
        for file in files + (odd[:1] if name == "bounded" else odd):
            image = load_image(str(FOLDER / file))
            # A 1 × 4000 image scaled as a whole before the crop stays small here because the sizes are.
            values = np.asarray(kind(**settings)(image)["pixel_values"][0], dtype="<f4")
            case = {"kind": name, "file": file, "shape": list(values.shape), "digest": digest(values.tobytes())}
            if file in ("photo.jpg", "alpha.png", "shape-1x4000.png"):
                case["offset"] = len(stored)
                stored += values.tobytes()
            cases.append(case)
    grey = ViTImageProcessorPil(size=square, image_mean=[0.1307], image_std=[0.3081])
    for file in ("photo.jpg", "grey.png", "palette.png"):
        image = load_image(str(FOLDER / file)).convert("L")
        values = np.asarray(grey(image)["pixel_values"][0], dtype="<f4")
        cases.append({"kind": "grey", "file": file, "shape": list(values.shape), "offset": len(stored), "digest": digest(values.tobytes())})
        stored += values.tobytes()
    large = ViTImageProcessorPil(size={"height": 224, "width": 224}, **half)
    values = np.asarray(large(load_image(str(FOLDER / "photo.jpg")))["pixel_values"][0], dtype="<f4")
    cases.append({"kind": "vit-224", "file": "photo.jpg", "shape": list(values.shape), "digest": digest(values.tobytes())})
    (FOLDER / "tensors.f32").write_bytes(stored)
    return cases


def sizes() -> list[dict]:
    random = np.random.default_rng(11)
    cases = []
    for index in range(300):
        height, width = (int(2 ** random.uniform(4, 12)) for _ in range(2))
        shortest = int(random.integers(16, 800))
        longest = int(shortest * random.uniform(1.05, 2.5)) + 1
        plain = np.zeros((1, height, width), dtype=np.uint8)
        cases.append({
            "size": [height, width],
            "shortest": shortest,
            "longest": longest,
            "plain": list(get_resize_output_image_size(plain, shortest, False, input_data_format="channels_first")),
            "bounded": list(get_size_with_aspect_ratio((height, width), shortest, longest)),
        })
    return cases


def main() -> None:
    china, flower = (Image.fromarray(image) for image in load_sample_images().images)
    wide = china.crop((100, 60, 420, 300)).resize((48, 36), Image.Resampling.LANCZOS)
    tall = flower.crop((120, 20, 400, 420)).resize((31, 45), Image.Resampling.LANCZOS)
    china.resize((320, 213), Image.Resampling.LANCZOS).save(FOLDER / "photo.jpg", quality=85)
    write_jpegs(wide, tall)
    write_webps(wide, tall)
    write_pngs(wide, tall)
    images = []
    for path in sorted(path for kind in ("jpg", "png", "webp") for path in FOLDER.glob(f"*.{kind}")):
        image = ImageOps.exif_transpose(Image.open(path))
        rgb = image.convert("RGB")
        images.append({
            "file": path.name,
            "width": rgb.width,
            "height": rgb.height,
            "digest": digest(rgb.tobytes()),
            "grey": digest(image.convert("L").tobytes()),
        })
    expected = {"images": images, "resizes": resizes(), "controls": controls(), "tensors": tensors(), "sizes": sizes()}
    lines = [f' "{key}": [\n' + ",\n".join("  " + json.dumps(case) for case in cases) + "\n ]" for key, cases in expected.items()]
    (FOLDER / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
