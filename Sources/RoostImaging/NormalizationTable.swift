/// The float that each of the 256 sample values becomes in each channel.
///
/// Rescaling multiplies in double precision and rounds to single; normalising subtracts and divides in single
/// precision: the order and the widths of transformers' PIL processors, whose results these are bit for bit.
struct NormalizationTable: Hashable {
    private let values: [Float]

    init(rescaleFactor: Double?, normalization: ImagePreprocessing.Normalization?, channels: Int) {
        values = (0..<channels).flatMap { channel in
            (0..<256).map { sample in
                let scaled = rescaleFactor.map { Float(Double(sample) * $0) } ?? Float(sample)
                guard let normalization else { return scaled }
                return (scaled - Float(normalization.mean[channel])) / Float(normalization.standardDeviation[channel])
            }
        }
    }

    /// Writes `image` as planes, one a channel, into the window's rows and columns of `output`; padding is sample 0,
    /// and grey fills every plane alike.
    func write(
        _ image: Image,
        into output: UnsafeMutableBufferPointer<Float>,
        rows: CropWindow,
        columns: CropWindow
    ) {
        let plane = rows.count * columns.count
        let samples = image.format.channels
        values.withUnsafeBufferPointer { values in
            image.pixels.withUnsafeBufferPointer { input in
                for channel in 0..<values.count / 256 {
                    let table = UnsafeBufferPointer(rebasing: values[channel * 256..<channel * 256 + 256])
                    let target = UnsafeMutableBufferPointer(rebasing: output[channel * plane..<(channel + 1) * plane])
                    if image.size.height < rows.count || image.size.width < columns.count {
                        target.update(repeating: table[0])
                    }
                    for row in 0..<image.size.height {
                        let start = (rows.offset + row) * columns.count + columns.offset
                        let source = row * image.size.width * samples + min(channel, samples - 1)
                        for column in 0..<image.size.width {
                            target[start + column] = table[Int(input[source + column * samples])]
                        }
                    }
                }
            }
        }
    }
}
