import Foundation
import RoostEntities
import RoostImaging

/// Writes `Annotations`, `JPEGImages`, `ImageSets/Main` and, for masks and outlines, the segmentations.
struct VOCWriter: DatasetWriter {
    private(set) var losses = ExportLosses()
    private let folder: URL
    private var classes: ClassNumbers
    private var stems: Set<String> = []
    private var lists: [String: OutputFile] = [:]
    private var hasMasks = false

    init(_ folder: URL, header: DatasetHeader) {
        self.folder = folder
        let said = header.metadata["voc"]?["classes"]?.members ?? [:]
        let labels = header.labels.map(\.name)
        var known: [Int: String] = [:]
        for (key, name) in said {
            if let number = Int(key), (1..<255).contains(number) { known[number] = name.text }
        }
        if known.isEmpty, Set(labels).isSubset(of: VOCClasses.challenge) {
            for (index, name) in VOCClasses.challenge.enumerated() { known[index + 1] = name }
        }
        classes = ClassNumbers(known, labels: labels, first: 1)
        losses.add("facts about the dataset were left out", header.metadata.keys.count { $0 != "voc" })
        losses.add(
            "labels have a parent, a colour or attributes, which VOC does not know",
            header.labels.count { $0.parent != nil || $0.color != nil || !$0.attributes.isEmpty }
        )
    }

    mutating func add(_ item: ExportedItem) throws -> String? {
        let id = item.path.stem
        guard stems.insert(id).inserted else {
            losses.add("items were left out: another image has the same name but for its suffix")
            return nil
        }
        let item = objectsOnly(item)
        let painting = try MaskPainting(item, classes: &classes, palette: VOCClasses.palette, losses: &losses)
        if !painting.isEmpty {
            hasMasks = true
            try write(painting.labels, VOCLayout.classMasks, id)
            if let objects = painting.objects { try write(objects, VOCLayout.objectMasks, id) }
            try list("Segmentation", item.subset, id)
        }
        var objects: [(draft: Annotation.Draft, box: Geometry.Box?)] = []
        for draft in item.annotations where draft.attributes[MaskPictures.semantic] != .bool(true) {
            switch draft.geometry {
            case .image: objects.append((draft, nil))
            case .box, .polygon, .mask: objects.append((draft, draft.geometry.boundingBox))
            case .point, .polyline, .ellipse: break
            }
        }
        losses.add(
            "annotations have facts of COCO that VOC does not know",
            objects.count { $0.draft.attributes["coco"] != nil }
        )
        let others = item.metadata.keys.count { $0 != "voc" && $0 != MaskPictures.voidKey }
        losses.add("items have facts that VOC does not know", others > 0 ? 1 : 0)
        let name = item.metadata["voc"]?["filename"]?.text ?? item.path.name
        let xml = VOCAnnotation.text(item, fileName: name, objects: objects, isSegmented: !painting.isEmpty)
        try OutputFile.write(xml.utf8, to: folder.appending(path: "\(VOCLayout.annotations)/\(id).xml"))
        try list("Main", item.subset, id)
        return "\(VOCLayout.images)/\(item.path)"
    }

    mutating func finish() throws {
        for list in lists.values { try list.flush() }
        guard hasMasks, classes.names != Self.challenge else { return }
        let background = VOCClasses.background(beside: classes.names.values)
        var text = "# label:color_rgb:parts:actions\n"
        for number in 0...(classes.names.keys.max() ?? 0) {
            let color = VOCClasses.palette[min(number, 255)]
            let name = number == 0 ? background : classes.names[number] ?? ""
            text += "\(name):\(color.red),\(color.green),\(color.blue)::\n"
        }
        try OutputFile.write(text.utf8, to: folder.appending(path: VOCLayout.labelMap))
    }

    private static let challenge = Dictionary(
        uniqueKeysWithValues: VOCClasses.challenge.enumerated().map { ($0.offset + 1, $0.element) }
    )

    private func write(_ image: LabelImage, _ kind: String, _ id: String) throws {
        do {
            try OutputFile.write(try image.png(), to: folder.appending(path: "\(kind)/\(id).png"))
        } catch let error as ImageError {
            throw RoostError(.internal, "the mask of \(quoted(id)): \(error.message)")
        }
    }

    /// The item without what VOC has no object for.
    private mutating func objectsOnly(_ item: ExportedItem) -> ExportedItem {
        let known = item.annotations.filter { draft in
            switch draft.geometry {
            case .image, .box, .polygon, .mask: true
            case .point, .polyline, .ellipse: false
            }
        }
        losses.add(
            "annotations were left out: VOC has boxes, masks and whole images only",
            item.annotations.count - known.count
        )
        return item.with(known)
    }

    /// Adds the item to the lists of its subset.
    private mutating func list(_ kind: String, _ subset: Subset?, _ id: String) throws {
        guard let subset else { return }
        let names = [SubsetFolders.name(subset)] + (subset == .test ? [] : ["trainval"])
        for name in names {
            let path = "ImageSets/\(kind)/\(name).txt"
            let file = try lists[path] ?? OutputFile(folder.appending(path: path))
            lists[path] = file
            try file.write(id + "\n")
        }
    }
}
