/// An image in colour that is drawn upon.
struct Canvas {
    let size: ImageSize
    /// Red, green and blue, row by row from the top left.
    private var pixels: [UInt8]

    init(_ image: Image) {
        size = image.size
        switch image.format {
        case .rgb: pixels = image.pixels
        case .grey: pixels = image.pixels.flatMap { [$0, $0, $0] }
        }
    }

    var image: Image { Image(size: size, format: .rgb, pixels: pixels) }

    /// Lays `color` on what the stencil leaves open, and closes the stencil again.
    ///
    /// - Parameters:
    ///   - color: of the paint.
    ///   - stencil: of the same size.
    ///   - opacity: 0 to 1.
    mutating func pour(_ color: LabelImage.Color, through stencil: inout Stencil, opacity: Double = 1) {
        precondition(stencil.size == size, "a stencil is laid on a canvas of its size")
        let strength = Int((min(max(opacity, 0), 1) * 255).rounded())
        let paint = [Int(color.red), Int(color.green), Int(color.blue)]
        for y in stencil.rows {
            for x in stencil.columns {
                let share = Int(stencil[x, y]) * strength / 255
                guard share > 0 else { continue }
                let place = 3 * (y * size.width + x)
                for channel in 0..<3 {
                    let below = Int(pixels[place + channel])
                    pixels[place + channel] = UInt8((below * (255 - share) + paint[channel] * share + 127) / 255)
                }
            }
        }
        stencil.close()
    }
}
