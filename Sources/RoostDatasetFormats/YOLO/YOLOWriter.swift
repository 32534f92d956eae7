import Foundation
import RoostEntities
import RoostImaging

/// Writes `images`, `labels` and `data.yaml`, as Ultralytics reads them.
struct YOLOWriter: DatasetWriter {
    private(set) var losses = ExportLosses()
    private let folder: URL
    private var classes: ClassNumbers
    private var roots: [Subset: Set<String>] = [:]
    private var stems: Set<String> = []
    private let rest: [String: JSONValue]

    init(_ folder: URL, header: DatasetHeader) throws(RoostError) {
        self.folder = folder
        var own = header.metadata["yolo"]?.members ?? [:]
        let known = try own["names"].map { names throws(RoostError) in
            try YOLODescription.names(names, count: nil)
        }
        classes = ClassNumbers(known ?? [:], labels: header.labels.map(\.name))
        own["names"] = nil
        own["kpt_shape"] = nil
        rest = own
        losses.add(
            "labels have a parent, a colour or attributes, which YOLO does not know",
            header.labels.count { $0.parent != nil || $0.color != nil || !$0.attributes.isEmpty }
        )
        losses.add("facts about the dataset were left out", header.metadata.keys.count { $0 != "yolo" })
    }

    mutating func add(_ item: ExportedItem) throws -> String? {
        let place = SubsetFolders.place(item.path, item.subset)
        let stem = try Artifact.Path(place).stem
        guard stems.insert(stem).inserted else {
            losses.add("items were left out: another image has the same name but for its suffix")
            return nil
        }
        if let subset = item.subset {
            roots[subset, default: []].insert("images/" + (place.split(separator: "/").first ?? ""))
        }
        losses.add("items have facts that YOLO does not know", item.metadata.isEmpty ? 0 : 1)
        let lines = item.annotations.compactMap { line($0, item.size) }
        let text = lines.map { $0 + "\n" }.joined()
        try OutputFile.write(text.utf8, to: folder.appending(path: "labels/\(stem).txt"))
        return "images/\(place)"
    }

    mutating func finish() throws {
        var description = try YOLODescription(["names": .array([])])
        description.names = classes.names
        description.places = roots.mapValues(Array.init)
        description.rest = rest
        try OutputFile.write(try description.yaml().utf8, to: folder.appending(path: "data.yaml"))
    }

    private mutating func line(_ draft: Annotation.Draft, _ size: ImageSize) -> String? {
        let (width, height) = (Double(size.width), Double(size.height))
        var shares: [Double]
        switch draft.geometry {
        case .box(let box): shares = Self.shares(box, width, height)
        case .polygon(let rings) where rings.count > 1000:
            losses.add("outlines of more than 1000 rings were written as the boxes round them")
            shares = draft.geometry.boundingBox.map { Self.shares($0, width, height) } ?? []
        case .polygon(let rings):
            if rings.count > 1 { losses.add("outlines of several rings were joined to one ring") }
            shares = Self.joined(rings).flatMap { [$0.x / width, $0.y / height] }
        case .mask:
            guard let box = draft.geometry.boundingBox else {
                losses.add("empty masks were left out")
                return nil
            }
            losses.add("masks were written as the boxes round them")
            shares = Self.shares(box, width, height)
        case .image, .point, .polyline, .ellipse:
            losses.add("annotations were left out: YOLO has boxes and outlines only")
            return nil
        }
        let clipped = shares.map { min(max($0, -1), 2) }
        if clipped != shares { losses.add("shapes far outside of their image were clipped") }
        var others = draft.attributes
        if clipped.count == 4, let confidence = draft.score ?? others["confidence"]?.double {
            shares.append(confidence)
            others["confidence"] = nil
        }
        losses.add("annotations have attributes that YOLO does not know", others.isEmpty ? 0 : 1)
        let numbers = (clipped + shares.dropFirst(clipped.count)).map(Self.number)
        return ([String(classes.number(of: draft.label))] + numbers).joined(separator: " ")
    }

    private static func shares(_ box: Geometry.Box, _ width: Double, _ height: Double) -> [Double] {
        [
            (box.x + box.width / 2) / width, (box.y + box.height / 2) / height, box.width / width,
            box.height / height,
        ]
    }

    /// One ring round all: each further ring hangs on a bridge of no width at the nearest corners.
    private static func joined(_ rings: [[Geometry.Point]]) -> [Geometry.Point] {
        rings.dropFirst().reduce(rings.first ?? []) { whole, ring in
            var best = (distance: Double.infinity, from: 0, to: 0)
            for (from, a) in whole.enumerated().prefix(2000) {
                for (to, b) in ring.enumerated().prefix(2000) {
                    let distance = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
                    if distance < best.distance { best = (distance, from, to) }
                }
            }
            let turned = ring[best.to...] + ring[..<best.to]
            return whole[...best.from] + turned + [ring[best.to]] + whole[best.from...]
        }
    }

    /// To a millionth of a millionth, far finer than a pixel, so that shares come back as they were written.
    static func number(_ share: Double) -> String {
        let units = Int64((abs(share) * 1e12).rounded())
        let digits = String(units % 1_000_000_000_000)
        var fraction = Substring(String(repeating: "0", count: 12 - digits.count) + digits)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = String(units / 1_000_000_000_000)
        return (share < 0 && units > 0 ? "-" : "") + (fraction.isEmpty ? whole : "\(whole).\(fraction)")
    }
}
