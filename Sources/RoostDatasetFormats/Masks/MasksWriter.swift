import Foundation
import RoostEntities
import RoostImaging

/// Writes `images`, `masks`, `instances` and `labels.txt`.
struct MasksWriter: DatasetWriter {
    private(set) var losses = ExportLosses()
    private let folder: URL
    private var classes: ClassNumbers
    private var stems: Set<String> = []

    init(_ folder: URL, header: DatasetHeader) {
        self.folder = folder
        var known: [Int: String] = [:]
        for (key, name) in header.metadata["masks"]?["labels"]?.members ?? [:] {
            if let number = Int(key), (0..<255).contains(number) { known[number] = name.text }
        }
        classes = ClassNumbers(known, labels: header.labels.map(\.name), first: 1)
        losses.add("facts about the dataset were left out", header.metadata.keys.count { $0 != "masks" })
        losses.add(
            "labels have a parent, a colour or attributes, which masks do not hold",
            header.labels.count { $0.parent != nil || $0.color != nil || !$0.attributes.isEmpty }
        )
    }

    mutating func add(_ item: ExportedItem) throws -> String? {
        let place = SubsetFolders.place(item.path, item.subset)
        let stem = try Artifact.Path(place).stem
        guard stems.insert(stem).inserted else {
            losses.add("items were left out: another image has the same name but for its suffix")
            return nil
        }
        let drawn = item.annotations.filter { $0.geometry.kind == .mask || $0.geometry.kind == .polygon }
        losses.add("annotations were left out: they are no masks", item.annotations.count - drawn.count)
        losses.add(
            "annotations have attributes or a score, which masks do not hold",
            drawn.count { $0.score != nil || $0.attributes.keys.contains { $0 != MaskPictures.semantic } }
        )
        losses.add(
            "items have facts that masks do not hold",
            item.metadata.keys.contains { $0 != MaskPictures.voidKey } ? 1 : 0
        )
        let painting = try MaskPainting(item.with(drawn), classes: &classes, palette: [], losses: &losses)
        if !painting.isEmpty {
            try write(painting.labels, "\(MasksReader.masks)/\(stem).png")
            if let objects = painting.objects { try write(objects, "\(MasksReader.instances)/\(stem).png") }
        }
        return "\(MasksReader.imagesFolder)/\(place)"
    }

    mutating func finish() throws {
        let names = classes.names
        let background = VOCClasses.background(beside: names.values)
        let lines = (0...(names.keys.max() ?? 0)).map { names[$0] ?? ($0 == 0 ? background : "") }
        try OutputFile.write(
            (lines.joined(separator: "\n") + "\n").utf8,
            to: folder.appending(path: MasksReader.labels)
        )
    }

    private func write(_ image: LabelImage, _ path: String) throws {
        do {
            try OutputFile.write(try image.png(), to: folder.appending(path: path))
        } catch let error as ImageError {
            throw RoostError(.internal, "\(quoted(path)): \(error.message)")
        }
    }
}
