"""A folder of 640x480 JPEG photographs through SegFormer-b0 with 150 labels, end to end: decode, prepare, run, masks.

Images per second while running; imports and loading are not counted. The bare contestants run the same model, exported
from torch, on tensors that were prepared beforehand, and leave its logits as they are: the limit. All compute with as
many threads as there are processors; with `--threads 1` nobody waits spinning, and processor time is what it seems.
"""

import dense_folder
import roost

if __name__ == "__main__":
    dense_folder.compare(
        __doc__, "segformer-b0", "512x512", images=64, peer="segment_transformers.py", command=roost.segment, digits=2
    )
