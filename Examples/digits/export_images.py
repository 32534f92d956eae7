# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "pillow==13.0.0", "scikit-learn==1.9.1"]
# ///
"""Write some of the digits as grey PNG files to `images/<part>/<label>/<index in load_digits>.png`.

Run it with `uv run export_images.py`.
"""

import pathlib

import digits

HERE = pathlib.Path(__file__).parent
EXPORTED = {"train": 300, "validation": 100, "test": 200}


def main():
    for part, members in digits.parts().items():
        for index, image, label in members[: EXPORTED[part]]:
            folder = HERE / "images" / part / digits.LABELS[label]
            folder.mkdir(parents=True, exist_ok=True)
            image.save(folder / f"{index:04}.png", optimize=True)
        print(f"{part}: {EXPORTED[part]} of {len(members)} images")


if __name__ == "__main__":
    main()
