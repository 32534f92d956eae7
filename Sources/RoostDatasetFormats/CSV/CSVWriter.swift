import Foundation
import RoostEntities

/// Writes `items.csv`, a line for each annotation and each item without any, and `images`.
struct CSVWriter: DatasetWriter {
    private(set) var losses = ExportLosses()
    private let folder: URL
    private let spool: OutputFile
    private let spoolFile: URL
    private var attributes: Set<String> = []
    private var metadata: Set<String> = []
    private var hasBoxes = false
    private var hasSubsets = false

    /// The columns that mean something of their own.
    private static let reserved: Set = ["path", "label", "x", "y", "width", "height", "subset", "score"]

    init(_ folder: URL, header: DatasetHeader) throws(RoostError) {
        self.folder = folder
        spoolFile = folder.appending(path: ".rows")
        spool = try OutputFile(spoolFile)
        losses.add("facts about the dataset were left out", header.metadata.count)
        losses.add(
            "labels have a parent, a colour or attributes, which a table does not hold",
            header.labels.count { $0.parent != nil || $0.color != nil || !$0.attributes.isEmpty }
        )
    }

    mutating func add(_ item: ExportedItem) throws -> String? {
        hasSubsets = hasSubsets || item.subset != nil
        let facts = item.metadata.filter { !Self.reserved.contains($0.key.lowercased()) && $0.value != .null }
        losses.add("facts about items have names that a table uses itself", item.metadata.count - facts.count)
        metadata.formUnion(facts.keys)
        var row: [String: JSONValue] = ["path": .string(item.path.text), "metadata": .object(facts)]
        row["subset"] = item.subset.map { .string($0.rawValue) }
        let annotations = item.annotations.compactMap { self.row($0) }
        for annotation in annotations.isEmpty ? [[:]] : annotations {
            try spool.write(JSONText.text(.object(row.merging(annotation) { _, own in own })))
        }
        return "images/\(item.path)"
    }

    mutating func finish() throws {
        try spool.flush()
        let file = try OutputFile(folder.appending(path: "items.csv"))
        let (attributes, metadata) = (attributes.sorted(), metadata.sorted())
        var titles = ["path", "label"]
        if hasBoxes { titles += TableColumns.boxNames }
        if hasSubsets { titles.append("subset") }
        titles += attributes.map { $0 == "score" ? $0 : TableColumns.attributePrefix + $0 } + metadata
        try file.write(Self.line(titles))
        var scanner = try JSONScanner(try InputFile(spoolFile))
        while try scanner.next() != nil {
            let row = try scanner.value(limit: .max)
            var fields = ["path", "label"].map { row[$0]?.text ?? "" }
            if hasBoxes { fields += TableColumns.boxNames.map { row[$0]?.spelling ?? "" } }
            if hasSubsets { fields.append(row["subset"]?.text ?? "") }
            fields += attributes.map { row["attributes"]?[$0]?.spelling ?? "" }
            fields += metadata.map { row["metadata"]?[$0]?.spelling ?? "" }
            try file.write(Self.line(fields))
        }
        try file.flush()
        try? FileManager.default.removeItem(at: spoolFile)
    }

    /// `nil` for what has no place in a table.
    private mutating func row(_ draft: Annotation.Draft) -> [String: JSONValue]? {
        var row: [String: JSONValue] = ["label": .string(draft.label)]
        switch draft.geometry {
        case .image: break
        case .box, .polygon, .mask:
            guard let box = draft.geometry.boundingBox else {
                losses.add("empty masks were left out")
                return nil
            }
            if draft.geometry != .box(box) { losses.add("outlines and masks were written as the boxes round them") }
            hasBoxes = true
            for (name, value) in zip(TableColumns.boxNames, [box.x, box.y, box.width, box.height]) {
                row[name] = .number(value)
            }
        case .point, .polyline, .ellipse:
            losses.add("annotations were left out: a table has boxes and whole images only")
            return nil
        }
        var said = draft.attributes.filter { $0.value != .null }
        said["score"] = draft.score.map { .number($0) } ?? said["score"]
        attributes.formUnion(said.keys)
        row["attributes"] = .object(said)
        return row
    }

    /// By RFC 4180: quoted where it must be.
    static func line(_ fields: [String]) -> String {
        let cells = fields.map { field in
            let isPlain = !field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
            return isPlain ? field : "\"" + field.replacing("\"", with: "\"\"") + "\""
        }
        return cells.joined(separator: ",") + "\r\n"
    }
}
