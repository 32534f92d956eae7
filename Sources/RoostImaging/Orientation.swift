/// How stored pixels must be turned or mirrored to stand upright: the values of EXIF tag 274.
enum Orientation: Int {
    case upright = 1
    case mirrored, upsideDown, flipped, transposed, turnedLeft, transversed, turnedRight

    /// Whether applying it exchanges width and height.
    var swapsAxes: Bool { rawValue >= 5 }

    func applied(to size: ImageSize) -> ImageSize {
        swapsAxes ? ImageSize(height: size.width, width: size.height) : size
    }

    /// Where the upright image's pixel (`x`, `y`) lies in the stored image of `size`.
    func source(x: Int, y: Int, in size: ImageSize) -> (x: Int, y: Int) {
        let (right, bottom) = (size.width - 1, size.height - 1)
        return switch self {
        case .upright: (x, y)
        case .mirrored: (right - x, y)
        case .upsideDown: (right - x, bottom - y)
        case .flipped: (x, bottom - y)
        case .transposed: (y, x)
        case .turnedLeft: (y, bottom - x)
        case .transversed: (right - y, bottom - x)
        case .turnedRight: (right - y, x)
        }
    }
}
