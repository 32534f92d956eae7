# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "numpy==2.4.6",
#     "pillow==13.0.0",
#     "safetensors==0.8.0",
#     "scipy==1.17.1",
#     "torch==2.15.0",
#     "torchvision==0.29.2",
#     "transformers==5.23.0",
# ]
# ///
"""Train a tiny DETR on drawn shapes and write it to `detector/` in Hugging Face layout.

    uv run train_detector.py [STEPS]

DETR learns slowly. What makes it learn here within an hour on one processor core, and is no part of the checkpoint:

- batch normalization learns during training and is frozen when the checkpoint is written;
- the heads also answer for each place of the encoder's map (the place nearest to a shape's centre answers for it, as in
  Efficient DETR, arXiv 2104.01318), at first nothing else does: the encoder knows labels and boxes before the decoder
  learns to pick them;
- the decoder starts as one that copies: queries are the position codes of a grid, cross-attention compares positions
  and hands on what the encoder says there, and everything else begins near zero;
- two groups of queries learn beside one another (Group DETR, arXiv 2207.13085); the first is kept;
- what is kept is the moving average of the weights.
"""

import copy
import math
import pathlib
import sys
import time

import numpy
import torch
from scipy.optimize import linear_sum_assignment
from torch import nn
from transformers import DetrConfig, DetrForObjectDetection, DetrImageProcessorPil, ResNetConfig

import shapes

HERE = pathlib.Path(__file__).parent
STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
ENCODER_STEPS = 1500
WARMUP = 300
BATCH = 32
RATE = 1e-3
GROUPS = 2
QUERIES = 12
NO_OBJECT_WEIGHT = 0.2
SCENES = {(128, 128): 7000, (160, 128): 4000}
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def build():
    backbone = ResNetConfig(
        embedding_size=16,
        hidden_sizes=[24, 48, 96],
        depths=[1, 1, 2],
        layer_type="basic",
        out_features=["stage3"],
    )
    return DetrForObjectDetection(
        DetrConfig(
            backbone_config=backbone,
            num_queries=QUERIES,
            d_model=64,
            encoder_layers=2,
            encoder_ffn_dim=160,
            encoder_attention_heads=4,
            decoder_layers=3,
            decoder_ffn_dim=160,
            decoder_attention_heads=4,
            dropout=0.0,
            id2label=dict(enumerate(shapes.LABELS)),
            label2id={label: i for i, label in enumerate(shapes.LABELS)},
        )
    )


def thaw(model):
    """Replace frozen batch normalization by the kind that learns, and start all convolutions as for ReLU."""
    for module in list(model.model.backbone.modules()):
        for name, child in list(module.named_children()):
            if type(child).__name__ == "DetrFrozenBatchNorm2d":
                setattr(module, name, nn.BatchNorm2d(len(child.weight)))
            if isinstance(child, nn.Conv2d):
                nn.init.kaiming_normal_(child.weight, mode="fan_out", nonlinearity="relu")
    model.requires_grad_(True)


class Trainer(nn.Module):
    """A DETR that answers for its encoder, for every decoder layer and for every group of queries."""

    def __init__(self, model):
        super().__init__()
        self.model = model
        width = model.config.d_model
        code = model.model.position_embedding(
            shape=torch.Size([1, width, 24, 24]), device=torch.device("cpu"), dtype=torch.float32
        )[0]
        spots = [(4 + 8 * row, 3 + 6 * column) for row in range(3) for column in range(4)]
        starts = torch.stack([code[:, y, x] for y, x in spots])
        model.model.query_position_embeddings.weight.data.copy_(starts)
        self.others = nn.Parameter(starts.repeat(GROUPS - 1, 1, 1) + 0.2 * torch.randn(GROUPS - 1, QUERIES, width))
        self.encoder_norm = nn.LayerNorm(width)
        model.model.backbone.to(memory_format=torch.channels_last)

    @torch.no_grad()
    def copy_encoder(self):
        """Make the decoder one that hands on what the encoder says near each query's place."""
        decoder = self.model.model.decoder
        decoder.layernorm.load_state_dict(self.encoder_norm.state_dict())
        for layer in decoder.layers:
            attention = layer.encoder_attn
            nn.init.orthogonal_(attention.k_proj.weight, gain=2)
            attention.q_proj.weight.copy_(attention.k_proj.weight)
            nn.init.eye_(attention.v_proj.weight)
            nn.init.eye_(attention.o_proj.weight)
            layer.self_attn.o_proj.weight.mul_(0.1)
            layer.mlp.fc2.weight.mul_(0.1)

    def forward(self, pixels, decodes=True):
        """Logits and boxes of the encoder (batch, places, …) and of the decoder (layer, batch, group, query, …)."""
        model = self.model.model
        count = len(pixels)
        with torch.autocast("cpu", torch.bfloat16):
            features = model.backbone.model(pixels.contiguous(memory_format=torch.channels_last)).feature_maps[-1]
        features = model.input_projection(features.float())
        positions = model.position_embedding(shape=features.shape, device=pixels.device, dtype=pixels.dtype)
        positions = positions.flatten(2).transpose(1, 2).expand(count, -1, -1)
        memory = model.encoder(
            inputs_embeds=features.flatten(2).transpose(1, 2), spatial_position_embeddings=positions
        ).last_hidden_state
        if not decodes:
            return self.heads(self.encoder_norm(memory)), None, features.shape[-2:]
        groups = torch.cat([model.query_position_embeddings.weight[None], self.others])
        queries = groups.repeat(count, 1, 1)
        repeated = memory.repeat_interleave(GROUPS, 0)
        places = positions.repeat_interleave(GROUPS, 0)
        hidden, layers = torch.zeros_like(queries), []
        for layer in model.decoder.layers:
            hidden = layer(hidden, None, places, queries, repeated)
            layers.append(model.decoder.layernorm(hidden))
        answers = torch.stack(layers).unflatten(1, (count, GROUPS))
        return self.heads(self.encoder_norm(memory)), self.heads(answers), features.shape[-2:]

    def heads(self, hidden):
        return self.model.class_labels_classifier(hidden), self.model.bbox_predictor(hidden).sigmoid()


def corners(boxes):
    center, size = boxes[..., :2], boxes[..., 2:]
    return torch.cat([center - size / 2, center + size / 2], -1)


def generalized_overlap(first, second):
    """GIoU of boxes given by their corners; the shapes of the two broadcast."""
    inner = (torch.minimum(first[..., 2:], second[..., 2:]) - torch.maximum(first[..., :2], second[..., :2])).clamp(0)
    outer = torch.maximum(first[..., 2:], second[..., 2:]) - torch.minimum(first[..., :2], second[..., :2])
    area = (first[..., 2:] - first[..., :2]).prod(-1) + (second[..., 2:] - second[..., :2]).prod(-1)
    inter, hull = inner.prod(-1), outer.prod(-1) + 1e-7
    union = area - inter + 1e-7
    return inter / union - (hull - union) / hull


def class_weights():
    weight = torch.ones(len(shapes.LABELS) + 1)
    weight[-1] = NO_OBJECT_WEIGHT
    return weight


def decoder_loss(logits, answers, labels, boxes):
    """Cross entropy, L1 and GIoU of every layer and group after Hungarian matching."""
    all_labels, all_boxes = torch.cat(labels), torch.cat(boxes)
    sizes = [len(one) for one in labels]
    layers, count = logits.shape[:2]
    with torch.no_grad():
        probability = logits.softmax(-1)
        far = torch.cdist(answers.flatten(0, 3), all_boxes, p=1).unflatten(0, answers.shape[:-1])
        overlap = generalized_overlap(corners(answers)[..., None, :], corners(all_boxes))
        cost = (5 * far - 2 * overlap - 2 * probability[..., all_labels]).numpy()
    target = torch.full(logits.shape[:-1], len(shapes.LABELS))
    chosen, wanted = [], []
    start = 0
    for index, size in enumerate(sizes):
        for layer in range(layers):
            for group in range(GROUPS):
                rows, columns = linear_sum_assignment(cost[layer, index, group, :, start : start + size])
                for row, column in zip(rows, columns):
                    chosen.append((layer, index, group, row))
                    wanted.append(start + column)
        start += size
    place = tuple(torch.tensor(chosen).T)
    wanted = torch.tensor(wanted)
    target[place] = all_labels[wanted]
    total = layers * nn.functional.cross_entropy(logits.flatten(0, 3), target.flatten(), class_weights())
    got, truth = answers[place], all_boxes[wanted]
    number = sum(sizes) * GROUPS
    total = total + 5 * (got - truth).abs().sum() / number
    return total + 2 * (1 - generalized_overlap(corners(got), corners(truth))).sum() / number


def encoder_loss(logits, answers, grid, labels, boxes):
    """The same of the encoder's places: the one under a shape's centre answers for it."""
    all_labels, all_boxes = torch.cat(labels), torch.cat(boxes)
    sizes = [len(one) for one in labels]
    count, (height, width) = len(labels), grid
    owner = torch.repeat_interleave(torch.arange(count), torch.tensor(sizes))
    column = (all_boxes[:, 0] * width).long().clamp(0, width - 1)
    row = (all_boxes[:, 1] * height).long().clamp(0, height - 1)
    target = torch.full((count, height * width), len(shapes.LABELS))
    target[owner, row * width + column] = all_labels
    got = answers[owner, row * width + column]
    dense = nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten(), class_weights())
    dense = dense + 5 * (got - all_boxes).abs().sum() / sum(sizes)
    return dense + 2 * (1 - generalized_overlap(corners(got), corners(all_boxes))).sum() / sum(sizes)


def scenes(size):
    """Bytes of pictures, and labels and boxes (centre and size as shares of the picture) of each."""
    pixels, truth = shapes.training(SCENES[size], *size)
    labels = [torch.tensor([shape.label for shape in found]) for found in truth]
    scale = numpy.array([*size, *size], numpy.float32)
    boxes = [numpy.array([shape.box for shape in found], numpy.float32) / scale for found in truth]
    boxes = [torch.from_numpy(numpy.concatenate([box[:, :2] + box[:, 2:] / 2, box[:, 2:]], 1)) for box in boxes]
    return torch.from_numpy(pixels), labels, boxes


def batch(sets, generator):
    """Some scenes of one size, all turned or mirrored alike, with their colours mixed up."""
    pixels, labels, boxes = sets[int(generator.integers(len(sets)))]
    members = generator.choice(len(labels), BATCH, replace=False)
    pictures = pixels[members].permute(0, 3, 1, 2).float() / 255
    labels, boxes = [labels[i] for i in members], [boxes[i].clone() for i in members]
    if generator.random() < 0.5:
        pictures = pictures.flip(3)
        boxes = [torch.cat([1 - box[:, :1], box[:, 1:]], 1) for box in boxes]
    if generator.random() < 0.5:
        pictures = pictures.flip(2)
        boxes = [torch.cat([box[:, :1], 1 - box[:, 1:2], box[:, 2:]], 1) for box in boxes]
    if generator.random() < 0.5:
        pictures = pictures.transpose(2, 3)
        boxes = [box[:, [1, 0, 3, 2]] for box in boxes]
    channels = torch.from_numpy(generator.permuted(numpy.tile(numpy.arange(3), (BATCH, 1)), axis=1))
    pictures = pictures.gather(1, channels[:, :, None, None].expand_as(pictures))
    pictures = torch.where(torch.from_numpy(generator.random(BATCH) < 0.3)[:, None, None, None], 1 - pictures, pictures)
    return (pictures - 0.45) / 0.226, labels, boxes


def rate(step):
    return min(1, (step + 1) / WARMUP) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, step / STEPS))))


def saved(trainer):
    """The checkpoint that the trained weights make: normalization frozen, and only the first group of queries."""
    model = build()
    weights = {key: value for key, value in trainer.model.state_dict().items() if "num_batches_tracked" not in key}
    model.load_state_dict(weights)
    model.save_pretrained(HERE / "detector")
    DetrImageProcessorPil(
        size={"shortest_edge": 128, "longest_edge": 192}, image_mean=[0.45] * 3, image_std=[0.226] * 3
    ).save_pretrained(HERE / "detector")
    return model.eval()


def main():
    torch.manual_seed(shapes.TRAINING)
    torch.set_num_threads(1)
    sets = [scenes(size) for size in SCENES]
    model = build()
    thaw(model)
    trainer = Trainer(model)
    average = copy.deepcopy(trainer)
    optimizer = torch.optim.AdamW(trainer.parameters(), lr=RATE, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    generator = numpy.random.default_rng(shapes.TRAINING)
    began, sums = time.monotonic(), numpy.zeros(2)
    for step in range(1, STEPS + 1):
        if step == ENCODER_STEPS + 1:
            trainer.copy_encoder()
            average = copy.deepcopy(trainer)
            optimizer = torch.optim.AdamW(trainer.parameters(), lr=RATE, weight_decay=1e-4)
            schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step + ENCODER_STEPS))
        pixels, labels, boxes = batch(sets, generator)
        decodes = step > ENCODER_STEPS
        encoder, decoder, grid = trainer(pixels, decodes)
        dense = encoder_loss(*encoder, grid, labels, boxes)
        total = decoder_loss(*decoder, labels, boxes) if decodes else torch.zeros(())
        optimizer.zero_grad()
        (total + dense).backward()
        nn.utils.clip_grad_norm_(trainer.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        keep = min(0.997, step / (step + 10))
        with torch.no_grad():
            for mine, new in zip(average.state_dict().values(), trainer.state_dict().values()):
                mine.lerp_(new, 1 - keep) if mine.is_floating_point() else mine.copy_(new)
        sums += [total.item(), dense.item()]
        if step % 100 == 0:
            minutes = (time.monotonic() - began) / 60
            sums /= 100
            print(f"step {step:6}: decoder {sums[0]:.3f}, encoder {sums[1]:.3f}, {minutes:.1f} min", flush=True)
            sums[:] = 0
        if step % 500 == 0:
            saved(average)
    model = saved(average)
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters")


if __name__ == "__main__":
    main()
