import RoostEntities
import RoostImaging

/// A `segmentation`: rings of numbers, or a run-length mask as numbers or as text.
struct COCOOutline {
    var geometry: Geometry?
    var isText = false
    /// The value as it is, when the geometry does not say all of it.
    var rest: JSONValue?

    static func read(_ scanner: inout JSONScanner) throws(RoostError) -> COCOOutline {
        switch try scanner.next() {
        case UInt8(ascii: "["): return try readRings(&scanner)
        case UInt8(ascii: "n"):
            try scanner.skip()
            return COCOOutline()
        default: return try readMask(&scanner)
        }
    }

    /// Rings of fewer than three points outline nothing; they are kept as they are.
    private static func readRings(_ scanner: inout JSONScanner) throws(RoostError) -> COCOOutline {
        var rings: [[Double]] = []
        try scanner.array { scanner throws(RoostError) in
            let numbers = try scanner.numbers(limit: 2_000_000)
            guard numbers.count.isMultiple(of: 2) else {
                throw scanner.failure("a ring has an even number of coordinates, not \(numbers.count)")
            }
            rings.append(numbers)
        }
        let whole = rings.filter { $0.count >= 6 }
        var outline = COCOOutline()
        if whole.count < rings.count {
            outline.rest = .array(rings.map { .array($0.map { .number($0) }) })
        }
        guard !whole.isEmpty else { return outline }
        let polygon = Geometry.polygon(
            whole.map { ring in
                stride(from: 0, to: ring.count, by: 2).map { Geometry.Point(x: ring[$0], y: ring[$0 + 1]) }
            }
        )
        try scanner.check(polygon)
        outline.geometry = polygon
        return outline
    }

    /// `{"size": [height, width], "counts": […] | "…"}`.
    private static func readMask(_ scanner: inout JSONScanner) throws(RoostError) -> COCOOutline {
        var outline = COCOOutline()
        var size: [Double] = []
        var counts: [Int]?
        try scanner.object { key, scanner throws(RoostError) in
            switch key {
            case "size":
                size = try scanner.numbers(limit: 2)
            case "counts":
                outline.isText = try scanner.next() != UInt8(ascii: "[")
                guard outline.isText else {
                    var runs: [Int] = []
                    try scanner.array { scanner throws(RoostError) in runs.append(try scanner.integer()) }
                    counts = runs
                    return
                }
                guard let runs = RunLengths.counts(try scanner.string()) else {
                    throw scanner.failure("the runs of a mask cannot be read")
                }
                counts = runs
            default:
                try scanner.skip()
            }
        }
        guard let counts, size.count == 2, let height = Int(exactly: size[0]), let width = Int(exactly: size[1]) else {
            throw scanner.failure("a mask needs size, with height and width, and counts")
        }
        let mask = Geometry.mask(Geometry.RunLengthMask(width: width, height: height, counts: counts))
        try scanner.check(mask)
        outline.geometry = mask
        return outline
    }
}

extension JSONScanner {
    mutating func numbers(limit: Int) throws(RoostError) -> [Double] {
        var numbers: [Double] = []
        try array { scanner throws(RoostError) in
            guard numbers.count < limit else { throw scanner.failure("there are more than \(limit) numbers") }
            numbers.append(try scanner.number())
        }
        return numbers
    }

    /// - Throws: `corrupted`, with the place, when `geometry` is no shape.
    func check(_ geometry: Geometry) throws(RoostError) {
        do throws(RoostError) {
            try geometry.validate()
        } catch {
            throw failure(error.message)
        }
    }
}
