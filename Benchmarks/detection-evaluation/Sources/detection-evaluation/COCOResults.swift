import RoostEntities
import RoostEvaluation
import RoostThreads

/// Reads a COCO results file, a list of detections, in parts at a time.
struct COCOResults: Sendable {
    private struct Row {
        var image: Int
        var label: Int
        var box: Geometry.Box
        var score: Double
    }

    /// The rows of one part, and where it really began and ended.
    private struct Part: Sendable {
        var rows: [Row] = []
        var first: Int?
        var end = 0
    }

    let file: TextFile
    let images: IdentifierIndex
    let labels: IdentifierIndex

    /// All detections with an image and a label of the ground truth, in the order of the file.
    func read(on threads: BlockingThreads, width: Int) async throws -> DetectedObjects {
        let cuts = (0...width).map { file.size / width * $0 }.dropLast() + [file.size]
        let parts = try await withThrowingTaskGroup(of: (Int, Part).self) { group in
            for index in 0..<width {
                group.addTask { (index, try await threads.run { try part(cuts[index]..<cuts[index + 1]) }) }
            }
            var parts = [Part](repeating: Part(), count: width)
            for try await (index, part) in group { parts[index] = part }
            return parts
        }
        // A part that began within an object, because what it took for a beginning was none, does not fit to the last.
        let fits = zip(parts, parts.dropFirst()).allSatisfy { $0.end == $1.first }
        let whole = fits ? parts : [try await threads.run { try part(0..<file.size) }]
        return try await threads.run { try objects(whole) }
    }

    private func objects(_ parts: [Part]) throws -> DetectedObjects {
        var objects = try DetectedObjects(imageCount: images.count, labelCount: labels.count)
        objects.reserveCapacity(parts.reduce(0) { $0 + $1.rows.count })
        for part in parts {
            for row in part.rows {
                try objects.append(image: row.image, label: row.label, box: row.box, score: row.score)
            }
        }
        return objects
    }

    /// The objects that begin in a range of the file.
    private func part(_ range: Range<Int>) throws -> Part {
        var part = Part()
        part.rows.reserveCapacity(range.count / 80)
        try file.read(from: range.lowerBound) { window, start, isLast in
            var consumed = 0
            if part.first == nil {
                consumed = range.lowerBound == 0 ? try Self.opening(window) : Self.beginning(window) ?? window.count
                guard consumed < window.count else { return isLast ? nil : start + consumed }
                part.first = start + consumed
            }
            while start + consumed < range.upperBound {
                var cursor = JSONCursor(window, at: consumed)
                do {
                    guard try cursor.next() != UInt8(ascii: "]") else { break }
                    let row = try row(&cursor)
                    _ = try cursor.skipIfNext(UInt8(ascii: ","))
                    _ = try cursor.next()
                    if let row { part.rows.append(row) }
                } catch JSONCursor.Failure.incomplete {
                    return start + consumed
                }
                consumed = cursor.position
            }
            part.end = start + consumed
            return nil
        }
        return part
    }

    /// Where the first object of the list begins.
    private static func opening(_ window: UnsafeRawBufferPointer) throws -> Int {
        var cursor = JSONCursor(window)
        try cursor.skip(UInt8(ascii: "["))
        _ = try cursor.next()
        return cursor.position
    }

    /// Where, by its looks, an object of the list begins.
    private static func beginning(_ window: UnsafeRawBufferPointer) -> Int? {
        window.indices.dropFirst().first { index in
            guard window[index] == UInt8(ascii: "{") else { return false }
            let before = window[..<index].last { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
            return before == UInt8(ascii: ",")
        }
    }

    private func row(_ cursor: inout JSONCursor) throws(JSONCursor.Failure) -> Row? {
        var (image, label): (Int?, Int?)
        var score = 0.0
        var box = Geometry.Box(x: 0, y: 0, width: 0, height: 0)
        try cursor.object { key, cursor throws(JSONCursor.Failure) in
            if key.count == 8, key.elementsEqual("image_id".utf8) {
                image = images[try cursor.integer()]
            } else if key.count == 11, key.elementsEqual("category_id".utf8) {
                label = labels[try cursor.integer()]
            } else if key.count == 4, key.elementsEqual("bbox".utf8) {
                box = try cursor.box()
            } else if key.count == 5, key.elementsEqual("score".utf8) {
                score = try cursor.number()
            } else {
                try cursor.skipValue()
            }
        }
        guard let image, let label else { return nil }
        return Row(image: image, label: label, box: box, score: score)
    }
}
