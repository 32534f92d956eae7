/// Where the pixels of an enlarged plane lie between the samples of the plane, along one axis.
///
/// As `torch.nn.functional.interpolate` has it for `bilinear` with `align_corners` false, in the same single precision:
/// pixel centres are spread evenly, and what lies before the first sample or behind the last is that sample.
struct BilinearAxis: Sendable {
    /// Of the plane.
    let sampleCount: Int
    /// Of the enlarged plane.
    let pixelCount: Int
    /// For each pixel the sample at or before it.
    let samples: [Int]
    /// The share of that sample, with zeros behind the last pixel so that several can be read at once.
    let nearWeights: [Float]
    /// The share of the sample behind it, with zeros likewise.
    let farWeights: [Float]
    /// Where the pixels of each sample start; one more than there are samples.
    private let starts: [Int]

    /// - Parameters:
    ///   - sampleCount: at least 1.
    ///   - pixelCount: at least 1.
    ///   - covered: the share of the samples that the pixels are spread over, when the rest is padding; 0 to 1.
    init(sampleCount: Int, pixelCount: Int, covered: Double = 1) {
        let isSame = sampleCount == pixelCount && covered == 1
        let scale = Float(Double(sampleCount) * covered) / Float(pixelCount)
        var samples = [Int](repeating: 0, count: pixelCount)
        var far = [Float](repeating: 0, count: pixelCount + Self.spare)
        var near = far
        for pixel in 0..<pixelCount {
            let position = isSame ? Float(pixel) : max(0, scale * (Float(pixel) + 0.5) - 0.5)
            samples[pixel] = min(Int(position), sampleCount - 1)
            far[pixel] = min(max(position - Float(samples[pixel]), 0), 1)
            near[pixel] = 1 - far[pixel]
        }
        var starts = [Int](repeating: pixelCount, count: sampleCount + 1)
        for pixel in samples.indices.reversed() { starts[samples[pixel]] = pixel }
        for sample in (0..<sampleCount).reversed() { starts[sample] = min(starts[sample], starts[sample + 1]) }
        self.sampleCount = sampleCount
        self.pixelCount = pixelCount
        self.samples = samples
        self.starts = starts
        nearWeights = near
        farWeights = far
    }

    /// How many weights can be read behind the last pixel.
    static let spare = 8

    /// The pixels between `sample` and the next.
    func pixels(of sample: Int) -> Range<Int> {
        starts[sample]..<starts[sample + 1]
    }

    /// The sample after `sample`, itself at the end.
    func next(_ sample: Int) -> Int {
        min(sample + 1, sampleCount - 1)
    }
}
