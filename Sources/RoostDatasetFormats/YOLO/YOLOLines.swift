import RoostEntities
import RoostImaging

/// The lines of a YOLO label file: an object each, in shares of the image's width and height.
///
///     class cx cy w h [confidence]          a box by its middle
///     class x1 y1 x2 y2 x3 y3 …             an outline
struct YOLOLines {
    /// How many lines had key points, which are left out.
    private(set) var keypoints = 0
    private let names: [Int: String]
    private let keypointColumns: Int

    /// Beyond this, numbers are no shares but pixels.
    private static let range = -1.0...2.0

    init(names: [Int: String], keypointColumns: Int = 0) {
        self.names = names
        self.keypointColumns = keypointColumns
    }

    /// - Throws: `corrupted` with the line.
    mutating func read(_ text: String, size: ImageSize) throws(RoostError) -> [Annotation.Draft] {
        var drafts: [Annotation.Draft] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let fields = line.split { $0 == " " || $0 == "\t" }
            guard !fields.isEmpty else { continue }
            do throws(RoostError) {
                drafts.append(try object(fields, size))
            } catch {
                throw RoostError(error.code, "line \(index + 1): \(error.message)", cause: error)
            }
        }
        return drafts
    }

    private mutating func object(_ fields: [Substring], _ size: ImageSize) throws(RoostError) -> Annotation.Draft {
        guard let number = Double(fields[0]).flatMap({ Int(exactly: $0) }), let label = names[number] else {
            throw RoostError(.corrupted, "class \(quoted(fields[0])) is none of the \(names.count) that have names")
        }
        var shares: [Double] = []
        for field in fields.dropFirst() {
            guard let share = Double(field), Self.range.contains(share) else {
                throw RoostError(.corrupted, "\(quoted(field)) is no share of the image; divide pixels by its size")
            }
            shares.append(share)
        }
        if keypointColumns > 0, shares.count == 4 + keypointColumns {
            keypoints += 1
            shares.removeLast(keypointColumns)
        }
        let (width, height) = (Double(size.width), Double(size.height))
        switch shares.count {
        case 4, 5:
            guard shares[2] >= 0, shares[3] >= 0 else {
                throw RoostError(.corrupted, "a box has no negative width or height")
            }
            let box = Geometry.Box(
                x: (shares[0] - shares[2] / 2) * width,
                y: (shares[1] - shares[3] / 2) * height,
                width: shares[2] * width,
                height: shares[3] * height
            )
            let confidence = shares.count == 5 ? ["confidence": JSONValue.number(shares[4])] : [:]
            return Annotation.Draft(label: label, geometry: .box(box), attributes: confidence)
        case 6... where shares.count.isMultiple(of: 2):
            let ring = stride(from: 0, to: shares.count, by: 2).map {
                Geometry.Point(x: shares[$0] * width, y: shares[$0 + 1] * height)
            }
            return Annotation.Draft(label: label, geometry: .polygon([ring]))
        default:
            throw RoostError(
                .corrupted,
                "it has \(shares.count) numbers after the class; a box has 4, an outline at least 3 pairs"
            )
        }
    }
}
