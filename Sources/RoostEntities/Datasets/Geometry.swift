/// Where on an image an annotation is.
///
/// Coordinates are pixels from the top left corner, right and down.
public enum Geometry: Sendable, Hashable {
    /// The whole image: classification.
    case image
    case box(Box)
    /// Rings of at least three points.
    case polygon([[Point]])
    case mask(RunLengthMask)

    public struct Point: Sendable, Hashable, Codable {
        public let x: Double
        public let y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    public struct Box: Sendable, Hashable, Codable {
        public let x: Double
        public let y: Double
        public let width: Double
        public let height: Double

        public init(x: Double, y: Double, width: Double, height: Double) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }

    /// Alternating runs of pixels outside and inside, column by column from the top left, as COCO counts them.
    public struct RunLengthMask: Sendable, Hashable, Codable {
        public let width: Int
        public let height: Int
        public let counts: [Int]

        public init(width: Int, height: Int, counts: [Int]) {
            self.width = width
            self.height = height
            self.counts = counts
        }
    }

    public var kind: Kind {
        switch self {
        case .image: .image
        case .box: .box
        case .polygon: .polygon
        case .mask: .mask
        }
    }

    public enum Kind: String, Sendable, Codable, CaseIterable {
        case image, box, polygon, mask
    }
}

extension Geometry: Codable {
    private enum Key: String, CodingKey {
        case kind, box, polygon, mask
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .image: self = .image
        case .box: self = .box(try container.decode(Box.self, forKey: .box))
        case .polygon: self = .polygon(try container.decode([[Point]].self, forKey: .polygon))
        case .mask: self = .mask(try container.decode(RunLengthMask.self, forKey: .mask))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .image: break
        case .box(let box): try container.encode(box, forKey: .box)
        case .polygon(let rings): try container.encode(rings, forKey: .polygon)
        case .mask(let mask): try container.encode(mask, forKey: .mask)
        }
    }
}

extension Geometry {
    /// Checks the geometry against the image it lies on.
    ///
    /// - Throws: `invalidArgument` for numbers that are not finite, an empty box, a ring of fewer than three points,
    ///   or a mask whose runs are not those of its size.
    public func validate() throws(RoostError) {
        switch self {
        case .image: break
        case .box(let box):
            let numbers = [box.x, box.y, box.width, box.height]
            guard numbers.allSatisfy(\.isFinite), box.width >= 0, box.height >= 0 else {
                throw RoostError(.invalidArgument, "a box has finite coordinates and no negative width or height")
            }
        case .polygon(let rings):
            let wellFormed =
                !rings.isEmpty
                && rings.allSatisfy { ring in
                    ring.count >= 3 && ring.allSatisfy { $0.x.isFinite && $0.y.isFinite }
                }
            guard wellFormed else {
                throw RoostError(.invalidArgument, "a polygon has rings of at least three finite points")
            }
        case .mask(let mask):
            try mask.validate()
        }
    }
}

extension Geometry.RunLengthMask {
    fileprivate func validate() throws(RoostError) {
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !overflow else {
            throw RoostError(.invalidArgument, "a mask has a positive width and height")
        }
        var left = pixels
        for run in counts {
            guard run >= 0, run <= left else {
                throw RoostError(.invalidArgument, "a mask's runs do not add up to its \(width) x \(height) pixels")
            }
            left -= run
        }
        guard left == 0 else {
            throw RoostError(.invalidArgument, "a mask's runs do not add up to its \(width) x \(height) pixels")
        }
    }
}
