import Foundation
import RoostEntities
import RoostImaging

/// One panoptic file, its pictures of segments, and the folder of its images.
struct PanopticPart: Sendable {
    private let file: String
    private let input: InputFile
    private let index: COCOIndex
    private let subset: Subset?
    private let images: ImagePlace
    /// The folder the items get in the dataset, so that files of several folders do not collide; "" for none.
    private let prefix: String
    /// Where the pictures may be: beside the file in a folder of its name, or right beside it.
    private let pictures: [ImagePlace]
    private let names: [Int: String]

    init(_ file: COCOFile) throws(RoostError) {
        self.file = String(quoted(file.file.lastPathComponent).dropFirst().dropLast())
        do throws(RoostError) {
            input = try InputFile(file.file)
            var scanner = try JSONScanner(input)
            index = try COCOIndex(&scanner)
        } catch {
            throw RoostError(error.code, "\(self.file): \(error.message)", cause: error)
        }
        subset = file.subset
        let name = index.images.first.flatMap { [index, input] in index.name(of: $0, in: input) }
        (images, prefix) = try file.place(ofImage: name)
        let beside = file.file.deletingPathExtension()
        pictures = [beside, beside.deletingLastPathComponent()].map { ImagePlace($0) }
        names = index.categories.names
    }

    var count: Int { index.images.count }
    var categories: [COCOCategory] { index.categories }
    /// What the file says at its top beside images, annotations and categories.
    var rest: [String: JSONValue] { index.rest }

    /// The image at `position` with a mask for each of its segments, in the order of the file.
    ///
    /// - Throws: `corrupted` and others with the file and the place in it.
    func item(at position: Int) throws(RoostError) -> ImportedItem {
        let image = index.images[position]
        do throws(RoostError) {
            let (metadata, name) = try index.facts(of: image, in: input)
            let (path, file) = try images.resolve(name)
            let placed = prefix.isEmpty ? path : try Artifact.Path("\(prefix)/\(path)")
            var item = ImportedItem(path: placed, file: file, subset: subset)
            item.metadata = metadata
            for object in index.objects(on: image.id) { try add(object, to: &item) }
            return item
        } catch {
            throw RoostError(error.code, "\(file): \(error.message)", cause: error)
        }
    }

    /// Adds the segments of one picture.
    private func add(_ object: COCOIndex.Object, to item: inout ImportedItem) throws(RoostError) {
        let path = [JSONScanner.Place.member("annotations"), .element(object.number)]
        var scanner = JSONScanner(input, at: object.offset, path: path)
        guard case .object(var members) = try scanner.value(limit: 1 << 26),
            let name = members.removeValue(forKey: "file_name")?.text,
            let segments = members.removeValue(forKey: "segments_info")?.elements
        else { throw scanner.failure("a panoptic annotation needs file_name and segments_info") }
        members["image_id"] = nil
        var regions = try picture(name, item.metadata["coco"])
        regions[0] = nil
        for segment in segments {
            guard let segment = PanopticSegment(segment), let label = names[segment.categoryID] else {
                throw scanner.failure("a segment needs an id and a category_id that is listed")
            }
            guard let runs = regions.removeValue(forKey: segment.id) else {
                throw scanner.failure("segment \(segment.id) has no pixel in \(quoted(name)), or is there twice")
            }
            item.annotations.append(segment.draft(label: label, runs))
        }
        guard regions.isEmpty else {
            throw scanner.failure("\(quoted(name)) has segment \(regions.keys.min() ?? 0), of which nothing is said")
        }
        if !members.isEmpty {
            var facts = item.metadata["coco"]?.members ?? [:]
            facts[PanopticReader.kind] = .object(members)
            item.metadata["coco"] = .object(facts)
        }
    }

    /// The masks of a picture by number.
    private func picture(_ name: String, _ facts: JSONValue?) throws(RoostError) -> [Int: RunLengths] {
        let path = try ImagePlace.path(name)
        var found: URL?
        for place in pictures where found == nil { found = try place.file(at: path) }
        guard let found else {
            throw RoostError(.notFound, "\(quoted(name)) is not in the folder beside the file; put the pictures there")
        }
        let bytes = try InputFile.bytes(of: found, limit: 1 << 28)
        do throws(ImageError) {
            let image = try Image.decode(bytes)
            let size = (facts?["width"]?.int ?? image.size.width, facts?["height"]?.int ?? image.size.height)
            guard size == (image.size.width, image.size.height) else {
                throw ImageError("it is of \(image.size), its image of \(size.0)×\(size.1)")
            }
            return SegmentImage(image).regions()
        } catch {
            throw RoostError(.corrupted, "\(quoted(name)): \(error.message)", cause: error)
        }
    }
}
