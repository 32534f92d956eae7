"""A folder of 640x480 JPEG photographs through DETR with ResNet-50, end to end: decode, prepare, run, boxes.

Images per second while running; imports and loading are not counted. The bare contestants run the same model, exported
from torch for images of 800x1066 without a mask, on tensors that were prepared beforehand: the limit. All compute with
as many threads as there are processors; with `--threads 1` nobody waits spinning, and processor time is what it seems.
"""

import dense_folder
import roost

if __name__ == "__main__":
    dense_folder.compare(
        __doc__, "detr-r50", "800x1066", images=16, peer="detect_transformers.py", command=roost.detect, digits=3
    )
