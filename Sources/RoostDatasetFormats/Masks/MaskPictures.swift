import Foundation
import RoostEntities
import RoostImaging

/// What a picture of labels and a picture of objects say together.
struct MaskPictures {
    /// Of labels, by number; 0 is background unless it has a name.
    let names: [Int: String]
    /// The number of pixels that are nothing in particular.
    let void: UInt16

    /// What an annotation is marked with that a picture of labels alone tells: all pixels of the label, not one object.
    static let semantic = "semantic"
    /// Where an item keeps the pixels that are nothing in particular.
    static let voidKey = "void"

    /// `nil` when there is no such file.
    static func read(_ name: String, in folder: ImagePlace) throws(RoostError) -> LabelImage? {
        guard let file = try folder.file(at: try Artifact.Path(name)) else { return nil }
        do {
            return try LabelImage.decode(try InputFile.bytes(of: file, limit: 1 << 28))
        } catch {
            let message = (error as? ImageError)?.message ?? (error as? RoostError)?.message ?? "it cannot be read"
            throw RoostError(.corrupted, "\(quoted(name)): \(message)", cause: error)
        }
    }

    /// Gives annotations their masks: the first object is that of number 1, and so on.
    ///
    /// Objects beyond the annotations, and labels without a picture of objects, become annotations of their own.
    func add(objects: LabelImage?, labels: LabelImage?, to item: inout ImportedItem) throws(RoostError) {
        if let objects, let labels, objects.size != labels.size {
            throw RoostError(.corrupted, "the masks of \(quoted(item.path.text)) have different sizes")
        }
        if let objects {
            for region in objects.regions() where region.value != 0 && region.value != void {
                try add(region.value, region.runs, labels, to: &item)
            }
        } else if let labels {
            for region in labels.regions() where region.value != void {
                guard let name = try name(region.value, item.path) else { continue }
                item.annotations.append(
                    Annotation.Draft(
                        label: name,
                        geometry: .mask(Geometry.RunLengthMask(region.runs)),
                        attributes: [Self.semantic: .bool(true)]
                    )
                )
            }
        }
        let blank = (objects ?? labels)?.regions().first { $0.value == void }
        item.metadata[Self.voidKey] = blank.map { Self.value($0.runs) }
    }

    private func add(
        _ number: UInt16,
        _ runs: RunLengths,
        _ labels: LabelImage?,
        to item: inout ImportedItem
    ) throws(RoostError) {
        let mask = Geometry.mask(Geometry.RunLengthMask(runs))
        let index = Int(number) - 1
        guard !item.annotations.indices.contains(index) else {
            // A box that is not the one round the mask is kept as VOC has it.
            if case .box(let box) = item.annotations[index].geometry, mask.boundingBox != box {
                var rest = item.annotations[index].attributes["voc"]?.members ?? [:]
                rest["bndbox"] = rest["bndbox"] ?? VOCObject.members(of: box)
                item.annotations[index].attributes["voc"] = .object(rest)
            }
            item.annotations[index].geometry = mask
            return
        }
        guard let labels else {
            throw RoostError(.corrupted, "object \(number) of \(quoted(item.path.text)) has no label; describe it")
        }
        guard let name = try name(labels.mostFrequent(inside: runs), item.path) else { return }
        item.annotations.append(Annotation.Draft(label: name, geometry: mask))
    }

    private func name(_ number: UInt16, _ path: Artifact.Path) throws(RoostError) -> String? {
        if let name = names[Int(number)] { return name }
        guard number == 0 || number == void else {
            throw RoostError(.corrupted, "the mask of \(quoted(path.text)) has the number \(number), which has no name")
        }
        return nil
    }

    /// As COCO writes masks.
    static func value(_ runs: RunLengths) -> JSONValue {
        [
            "size": .array([.integer(Int64(runs.size.height)), .integer(Int64(runs.size.width))]),
            "counts": .string(runs.text),
        ]
    }

    /// `nil` for what is none, and for one of another size.
    static func runs(_ value: JSONValue?, size: ImageSize) -> RunLengths? {
        guard let text = value?["counts"]?.text, let counts = RunLengths.counts(text) else { return nil }
        return try? RunLengths(size: size, counts: counts)
    }
}
