extension Image {
    /// The same picture in another format: grey is copied to three channels, colour becomes the ITU-R 601-2 luma of
    /// Pillow's `convert("L")`, (19595·R + 38470·G + 7471·B + 2¹⁵) / 2¹⁶ rounded down.
    package func converted(to target: Format) -> Image {
        guard format != target else { return self }
        let count = size.height * size.width
        let samples = [UInt8](unsafeUninitializedCapacity: count * target.channels) { output, written in
            pixels.withUnsafeBufferPointer { input in
                for pixel in 0..<count {
                    if target == .rgb {
                        for channel in 0..<3 { output[3 * pixel + channel] = input[pixel] }
                    } else {
                        let red = 19595 * Int(input[3 * pixel])
                        let green = 38470 * Int(input[3 * pixel + 1])
                        let blue = 7471 * Int(input[3 * pixel + 2])
                        output[pixel] = UInt8((red + green + blue + 32768) >> 16)
                    }
                }
            }
            written = count * target.channels
        }
        return Image(size: size, format: target, pixels: samples)
    }
}
