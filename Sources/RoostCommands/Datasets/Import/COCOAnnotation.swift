import RoostClient

/// One entry of a COCO file's annotations, as far as it is read.
struct COCOAnnotation {
    var imageID: Int?
    var categoryID: Int?
    var box: Geometry?
    /// Polygons, or a mask.
    var outline: Geometry?
    var isCrowd = false
    var isCaption = false

    /// The most that is said of where the object is; `nil` when it is the whole image.
    func geometry(prefersBox: Bool) -> Geometry? {
        prefersBox ? box ?? outline : outline ?? box
    }

    /// `[x, y, width, height]`.
    static func readBox(_ scanner: inout JSONScanner) throws(RoostError) -> Geometry? {
        let numbers = try readNumbers(&scanner, limit: 4)
        guard !numbers.isEmpty else { return nil }
        guard numbers.count == 4 else { throw scanner.failure("a box has four numbers, not \(numbers.count)") }
        return try checked(
            .box(Geometry.Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])),
            scanner
        )
    }

    /// Rings of numbers, or a run-length mask.
    ///
    /// Rings of fewer than three points outline nothing and are left out.
    static func readOutline(_ scanner: inout JSONScanner) throws(RoostError) -> Geometry? {
        guard scanner.next() == UInt8(ascii: "[") else { return try readMask(&scanner) }
        var rings: [[Geometry.Point]] = []
        try scanner.array { scanner throws(RoostError) in
            let numbers = try readNumbers(&scanner, limit: 2_000_000)
            guard numbers.count.isMultiple(of: 2) else {
                throw scanner.failure("a ring has an even number of coordinates, not \(numbers.count)")
            }
            guard numbers.count >= 6 else { return }
            rings.append(
                stride(from: 0, to: numbers.count, by: 2).map { Geometry.Point(x: numbers[$0], y: numbers[$0 + 1]) }
            )
        }
        guard !rings.isEmpty else { return nil }
        return try checked(.polygon(rings), scanner)
    }

    /// `{"size": [height, width], "counts": […] | "…"}`.
    private static func readMask(_ scanner: inout JSONScanner) throws(RoostError) -> Geometry? {
        var size: [Double] = []
        var counts: [Int]?
        try scanner.object { key, scanner throws(RoostError) in
            switch key {
            case "size":
                size = try readNumbers(&scanner, limit: 2)
            case "counts":
                if scanner.next() == UInt8(ascii: "[") {
                    var runs: [Int] = []
                    try scanner.array { scanner throws(RoostError) in runs.append(try scanner.integer()) }
                    counts = runs
                } else {
                    let text = try scanner.string()
                    guard let runs = COCORuns.decode(text) else {
                        throw scanner.failure("the runs of a mask cannot be read")
                    }
                    counts = runs
                }
            default:
                try scanner.skip()
            }
        }
        guard let counts, size.count == 2, let height = Int(exactly: size[0]), let width = Int(exactly: size[1]) else {
            throw scanner.failure("a mask needs size, with height and width, and counts")
        }
        return try checked(.mask(Geometry.RunLengthMask(width: width, height: height, counts: counts)), scanner)
    }

    private static func readNumbers(_ scanner: inout JSONScanner, limit: Int) throws(RoostError) -> [Double] {
        var numbers: [Double] = []
        try scanner.array { scanner throws(RoostError) in
            guard numbers.count < limit else { throw scanner.failure("there are more than \(limit) numbers") }
            numbers.append(try scanner.number())
        }
        return numbers
    }

    private static func checked(_ geometry: Geometry, _ scanner: JSONScanner) throws(RoostError) -> Geometry {
        do throws(RoostError) {
            try geometry.validate()
            return geometry
        } catch {
            throw scanner.failure(error.message)
        }
    }
}
