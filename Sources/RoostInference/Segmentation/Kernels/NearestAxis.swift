/// Which sample of a plane each pixel of the enlarged plane is, along one axis.
///
/// As `torch.nn.functional.interpolate` has it for `nearest`, in the same single precision.
struct NearestAxis: Sendable {
    let samples: [Int]
    /// Where the pixels of each sample start; one more than there are samples.
    private let starts: [Int]

    /// - Parameters:
    ///   - sampleCount: at least 1.
    ///   - pixelCount: at least 1.
    ///   - covered: the share of the samples that the pixels are spread over, when the rest is padding; 0 to 1.
    init(sampleCount: Int, pixelCount: Int, covered: Double = 1) {
        let scale = Float(Double(sampleCount) * covered) / Float(pixelCount)
        samples = (0..<pixelCount).map { min(Int(Float($0) * scale), sampleCount - 1) }
        var starts = [Int](repeating: pixelCount, count: sampleCount + 1)
        for pixel in samples.indices.reversed() { starts[samples[pixel]] = pixel }
        for sample in (0..<sampleCount).reversed() { starts[sample] = min(starts[sample], starts[sample + 1]) }
        self.starts = starts
    }

    /// The pixels of a range of samples.
    func pixels(of samples: Range<Int>) -> Range<Int> {
        starts[samples.lowerBound]..<starts[samples.upperBound]
    }
}
