/// How likely each pixel belongs to each of several masks: their logits enlarged, then squeezed to 0…1.
///
/// A row of samples is spread to the enlarged width once, when it is first needed, and kept while rows between it and the
/// next are asked for.
struct MaskProbabilities: PlaneSource {
    /// Of which masks, by their places among the logits.
    private let masks: [Int]
    private let logits: UnsafePointer<Float>
    private let rows: BilinearAxis
    private let columns: BilinearAxis
    private var near: SpreadRow
    private var far: SpreadRow

    /// A row of samples of each mask, as wide as the enlarged masks.
    private struct SpreadRow {
        var row = -1
        var numbers: [Float]
    }

    var planeCount: Int { masks.count }
    var height: Int { rows.pixelCount }
    var width: Int { columns.pixelCount }

    /// - Parameters:
    ///   - logits: of all masks, each as many samples as `rows` and `columns` have.
    ///   - masks: the places of those that are wanted.
    ///   - rows: how rows of samples become those of the enlarged masks.
    ///   - columns: how columns do.
    init(_ logits: UnsafePointer<Float>, masks: [Int], rows: BilinearAxis, columns: BilinearAxis) {
        self.logits = logits
        self.masks = masks
        self.rows = rows
        self.columns = columns
        let stride = Self.stride(columns.pixelCount)
        near = SpreadRow(numbers: [Float](repeating: 0, count: masks.count * stride))
        far = near
    }

    mutating func write(row: Int, into output: UnsafeMutablePointer<Float>, stride: Int) {
        enlarge(row, into: output, stride: stride) { sigmoid($0) }
    }

    /// Writes a row of every mask's enlarged logits, changed by `change`, eight at once.
    ///
    /// Up to seven numbers behind the row are written over.
    @inline(__always)
    mutating func enlarge(
        _ row: Int,
        into output: UnsafeMutablePointer<Float>,
        stride: Int,
        _ change: (SIMD8<Float>) -> SIMD8<Float>
    ) {
        hold(rows.samples[row])
        let (nearWeight, farWeight) = (rows.nearWeights[row], rows.farWeights[row])
        let own = Self.stride(width)
        near.numbers.withUnsafeBytes { near in
            far.numbers.withUnsafeBytes { far in
                for mask in masks.indices {
                    let target = UnsafeMutableRawPointer(output + mask * stride)
                    for start in Swift.stride(from: 0, to: width, by: 8) {
                        let place = (mask * own + start) * 4
                        let upper = near.loadUnaligned(fromByteOffset: place, as: SIMD8<Float>.self)
                        let lower = far.loadUnaligned(fromByteOffset: place, as: SIMD8<Float>.self)
                        let numbers = change(nearWeight * upper + farWeight * lower)
                        target.storeBytes(of: numbers, toByteOffset: start * 4, as: SIMD8<Float>.self)
                    }
                }
            }
        }
    }

    /// Makes ``near`` the row `sample` and ``far`` the next.
    private mutating func hold(_ sample: Int) {
        let next = rows.next(sample)
        if far.row == sample { swap(&near, &far) }
        if near.row != sample { spread(sample, into: \.near) }
        if far.row != next { spread(next, into: \.far) }
    }

    private mutating func spread(_ row: Int, into keyPath: WritableKeyPath<Self, SpreadRow>) {
        let own = Self.stride(width)
        let samples = columns.sampleCount
        var spread = SpreadRow(row: row, numbers: [])
        swap(&spread.numbers, &self[keyPath: keyPath].numbers)
        for (place, mask) in masks.enumerated() {
            let line = logits + (mask * rows.sampleCount + row) * samples
            for column in 0..<width {
                let sample = columns.samples[column]
                spread.numbers[place * own + column] =
                    columns.nearWeights[column] * line[sample]
                    + columns.farWeights[column] * line[columns.next(sample)]
            }
        }
        self[keyPath: keyPath] = spread
    }

    private static func stride(_ width: Int) -> Int { (width + 7) / 8 * 8 }
}
