extension Image {
    /// The pixels as they are meant to be seen, as Pillow's `ImageOps.exif_transpose` returns them.
    func upright(from orientation: Orientation) -> Image {
        guard orientation != .upright else { return self }
        let target = orientation.applied(to: size)
        let samples = format.channels
        let origin = offset(orientation.source(x: 0, y: 0, in: size))
        let across = target.width > 1 ? offset(orientation.source(x: 1, y: 0, in: size)) - origin : 0
        let down = target.height > 1 ? offset(orientation.source(x: 0, y: 1, in: size)) - origin : 0
        let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { output, count in
            pixels.withUnsafeBufferPointer { input in
                var next = 0
                for y in 0..<target.height {
                    var source = origin + y * down
                    for _ in 0..<target.width {
                        for sample in 0..<samples { output[next + sample] = input[source + sample] }
                        next += samples
                        source += across
                    }
                }
            }
            count = pixels.count
        }
        return Image(size: target, format: format, pixels: turned)
    }

    private func offset(_ point: (x: Int, y: Int)) -> Int {
        (point.y * size.width + point.x) * format.channels
    }
}
