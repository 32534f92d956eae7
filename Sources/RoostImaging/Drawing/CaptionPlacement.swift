/// Finds room for captions: beside what they are about, on the image, and not over one another while there is room.
struct CaptionPlacement {
    struct Plate: Hashable {
        let columns: Range<Int>
        let rows: Range<Int>

        func overlaps(_ other: Plate) -> Bool { columns.overlaps(other.columns) && rows.overlaps(other.rows) }
    }

    private let size: ImageSize
    private var taken: [Plate] = []
    /// With more captions than that on an image there is no room anyway.
    private static let remembered = 1000

    init(size: ImageSize) {
        self.size = size
    }

    /// The pixels between coordinates that may be anything, as far as they are on the image.
    func bounds(x: [Double], y: [Double]) -> PixelBounds {
        func range(_ values: [Double], _ count: Int) -> ClosedRange<Int> {
            let low = values.reduce(.infinity, min)
            let high = values.reduce(-.infinity, max)
            func pixel(_ value: Double) -> Int { Int(min(max(value.rounded(), 0), Double(count - 1))) }
            return pixel(min(low, high))...max(pixel(min(low, high)), pixel(max(low, high)))
        }
        return PixelBounds(columns: range(x, size.width), rows: range(y, size.height))
    }

    /// Above what the caption is about if there is room, else inside of it at the top, below it or at its right end.
    mutating func place(width: Int, height: Int, at anchor: PixelBounds) -> Plate {
        let (left, right) = (anchor.columns.lowerBound, anchor.columns.upperBound + 1 - width)
        let (top, bottom) = (anchor.rows.lowerBound, anchor.rows.upperBound + 1)
        var spots = [
            (left, top - height), (left, top), (left, bottom), (right, top - height), (right, top), (right, bottom),
            (left, bottom - height), (right, bottom - height),
        ]
        // A column of captions for what is said of the whole image.
        spots += (1..<12).map { (left, top + $0 * (height + 1)) }
        let plates = spots.map { plate(x: $0, y: $1, width: width, height: height) }
        let free = zip(spots, plates).first { spot, plate in
            spot.1 == plate.rows.lowerBound && !taken.contains { $0.overlaps(plate) }
        }
        let chosen = free?.1 ?? plates[0]
        if taken.count < Self.remembered { taken.append(chosen) }
        return chosen
    }

    /// Moved onto the image as far as it fits.
    private func plate(x: Int, y: Int, width: Int, height: Int) -> Plate {
        let column = min(max(0, x), max(0, size.width - width))
        let row = min(max(0, y), max(0, size.height - height))
        return Plate(columns: column..<column + width, rows: row..<row + height)
    }
}
