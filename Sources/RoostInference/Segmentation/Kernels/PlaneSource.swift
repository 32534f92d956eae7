/// Planes of equal size whose rows are asked for one after the other, so that they need not exist as a whole.
protocol PlaneSource {
    var planeCount: Int { get }
    /// In samples.
    var height: Int { get }
    /// In samples.
    var width: Int { get }

    /// Writes one row of every plane.
    ///
    /// - Parameters:
    ///   - row: most often the one after the last that was asked for.
    ///   - rows: gets ``width`` numbers for each plane.
    ///   - stride: how far the planes are apart in it.
    mutating func write(row: Int, into rows: UnsafeMutablePointer<Float>, stride: Int)
}

/// Planes that lie in memory one behind the other, as a model's output.
struct StoredPlanes: PlaneSource {
    let planeCount: Int
    let height: Int
    let width: Int
    /// `planeCount · height · width` numbers.
    let numbers: UnsafePointer<Float>

    func write(row: Int, into rows: UnsafeMutablePointer<Float>, stride: Int) {
        for plane in 0..<planeCount {
            (rows + plane * stride).update(from: numbers + (plane * height + row) * width, count: width)
        }
    }
}
