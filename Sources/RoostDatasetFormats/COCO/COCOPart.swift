import Foundation
import RoostEntities

/// The files of one COCO dataset over the same images, and the folder of these.
struct COCOPart: Sendable {
    /// What files of a part say beyond the first: key points, captions.
    private let documents: [Document]
    let subset: Subset?
    private let images: ImagePlace
    /// The folder the items get in the dataset, so that files of several folders do not collide; "" for none.
    private let prefix: String
    private let order: [(document: Int, image: COCOIndex.Image)]

    private struct Document: Sendable {
        let name: String
        let input: InputFile
        let index: COCOIndex
    }

    init(_ file: COCOFile) throws(RoostError) {
        var documents: [Document] = []
        var order: [(document: Int, image: COCOIndex.Image)] = []
        var known: Set<Int> = []
        for url in [file.file] + file.companions {
            let document = try Self.read(url)
            for image in document.index.images where known.insert(image.id).inserted {
                order.append((documents.count, image))
            }
            documents.append(document)
        }
        self.documents = documents
        self.order = order
        subset = file.subset
        let name = order.first.flatMap {
            documents[$0.document].index.name(of: $0.image, in: documents[$0.document].input)
        }
        (images, prefix) = try file.place(ofImage: name)
    }

    var count: Int { order.count }

    /// Of all files, each once; later files add to what earlier ones say.
    var categories: [COCOCategory] {
        documents.dropFirst().reduce(into: documents.first?.index.categories ?? []) { categories, document in
            let known = Dictionary(categories.enumerated().map { ($1.id, $0) }) { one, _ in one }
            for category in document.index.categories {
                if let index = known[category.id] {
                    categories[index].rest.merge(category.rest) { own, _ in own }
                } else {
                    categories.append(category)
                }
            }
        }
    }

    /// What the first file says at its top beside images, annotations and categories.
    var rest: [String: JSONValue] { documents.first?.index.rest ?? [:] }

    /// The image at `position` with what all files say of it.
    ///
    /// - Parameters:
    ///   - position: among ``count``.
    ///   - names: of categories, by identifier.
    ///   - prefersBoxes: takes an object's box even when it has an outline.
    /// - Returns: the item with its annotations.
    /// - Throws: `corrupted` and others with the file and the place in it.
    func item(
        at position: Int,
        names: [Int: String],
        prefersBoxes: Bool
    ) throws(RoostError) -> ImportedItem {
        let (number, image) = order[position]
        do throws(RoostError) {
            let (metadata, name) = try documents[number].index.facts(of: image, in: documents[number].input)
            let (path, file) = try images.resolve(name)
            let placed = prefix.isEmpty ? path : try Artifact.Path("\(prefix)/\(path)")
            var item = ImportedItem(path: placed, file: file, subset: subset)
            item.metadata = metadata
            try describe(&item, image.id, names: names, prefersBoxes: prefersBoxes)
            return item
        } catch {
            throw RoostError(error.code, "\(documents[number].name): \(error.message)", cause: error)
        }
    }

    /// Adds the annotations.
    private func describe(
        _ item: inout ImportedItem,
        _ imageID: Int,
        names: [Int: String],
        prefersBoxes: Bool
    ) throws(RoostError) {
        var annotations: [COCOAnnotation] = []
        var captions: [JSONValue] = []
        for document in documents {
            let earlier = annotations.count
            for object in document.index.objects(on: imageID) {
                let path = [JSONScanner.Place.member("annotations"), .element(object.number)]
                var scanner = JSONScanner(document.input, at: object.offset, path: path)
                let annotation = try COCOAnnotation.read(&scanner)
                guard !annotation.isCaption else {
                    captions.append(.object(annotation.caption))
                    continue
                }
                let twin = annotations[..<earlier].firstIndex { $0.id != nil && $0.id == annotation.id }
                if let twin { annotations[twin].merge(annotation) } else { annotations.append(annotation) }
            }
        }
        for annotation in annotations {
            guard let id = annotation.categoryID, let name = names[id] else {
                let id = annotation.categoryID ?? 0
                throw RoostError(
                    .corrupted,
                    "an annotation on image \(imageID) has category \(id), which is not listed"
                )
            }
            item.annotations.append(annotation.draft(label: name, prefersBox: prefersBoxes))
        }
        if !captions.isEmpty { item.metadata["captions"] = .array(captions) }
    }

    private static func read(_ url: URL) throws(RoostError) -> Document {
        let name = quoted(url.lastPathComponent).dropFirst().dropLast()
        do throws(RoostError) {
            let input = try InputFile(url)
            var scanner = try JSONScanner(input)
            return Document(name: String(name), input: input, index: try COCOIndex(&scanner))
        } catch {
            throw RoostError(error.code, "\(name): \(error.message)", cause: error)
        }
    }
}

extension COCOAnnotation {
    /// What a caption says, without the image it is about.
    fileprivate var caption: [String: JSONValue] {
        var caption = rest
        caption["id"] = id
        caption["area"] = area
        if !attributes.isEmpty { caption["attributes"] = .object(attributes) }
        return caption
    }
}
