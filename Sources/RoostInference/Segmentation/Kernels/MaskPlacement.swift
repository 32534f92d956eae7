import RoostImaging

/// How the masks that a model gives lie on the image they are for.
struct MaskPlacement: Hashable, Sendable {
    /// Of the masks, in samples.
    let samples: ImageSize
    /// Of the image.
    let target: ImageSize
    /// The share of the masks' rows that the image takes; the rest is padding.
    var coveredRows: Double = 1
    /// The share of the masks' columns that the image takes.
    var coveredColumns: Double = 1

    /// From top to bottom.
    var rows: BilinearAxis {
        BilinearAxis(sampleCount: samples.height, pixelCount: target.height, covered: coveredRows)
    }

    /// From left to right.
    var columns: BilinearAxis {
        BilinearAxis(sampleCount: samples.width, pixelCount: target.width, covered: coveredColumns)
    }
}
