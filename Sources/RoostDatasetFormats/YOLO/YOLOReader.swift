import Foundation
import RoostEntities
import RoostImaging

/// Images below `images` with a text file each below `labels`, as Ultralytics lays them out.
struct YOLOReader: DatasetReader {
    let header: DatasetHeader
    let itemCount: Int?
    private let root: ImagePlace
    private let description: YOLODescription
    private let hasDescription: Bool
    private let subset: Subset?
    private let listed: [String: Subset]
    private var rest: ArraySlice<Artifact.Path>
    private var lines: YOLOLines

    /// - Parameters:
    ///   - folder: with `data.yaml` or `classes.txt`.
    ///   - subset: for items whose place does not say.
    /// - Throws: `corrupted` and others with the file and the place in it.
    init(_ folder: URL, subset: Subset?) throws {
        let (file, isYAML) = try Self.descriptionFile(in: folder)
        do throws(RoostError) {
            let text = try InputFile.text(of: file, limit: 1 << 20)
            description = isYAML ? try YOLODescription(yaml: text) : try YOLODescription(list: text)
        } catch {
            throw RoostError(error.code, "\(file.lastPathComponent): \(error.message)", cause: error)
        }
        hasDescription = isYAML && !description.places.isEmpty
        root = ImagePlace(folder)
        self.subset = subset
        let images = try FolderTree.paths(below: folder).filter { ImageFileName.matches($0.name) }
        guard !images.isEmpty else {
            throw RoostError(.invalidArgument, "there is no image in \(quoted(folder.lastPathComponent))")
        }
        rest = images[...]
        itemCount = images.count
        lines = YOLOLines(names: description.names, keypointColumns: description.keypointColumns)
        var own = description.rest
        own["names"] = description.namesValue
        header = DatasetHeader(labels: try description.labels(), metadata: ["yolo": .object(own)])
        listed = try Self.lists(description, in: ImagePlace(folder))
    }

    static func isLayout(_ folder: URL) -> Bool {
        FolderListing.has("data.yaml", in: folder)
            || FolderListing.has("labels", in: folder) && (try? descriptionFile(in: folder)) != nil
    }

    var remarks: [String] {
        lines.keypoints == 0 ? [] : ["the key points of \(lines.keypoints) objects were left out"]
    }

    mutating func read(_ count: Int) throws(RoostError) -> [ImportedItem] {
        let next = rest.prefix(count)
        rest = rest.dropFirst(count)
        var items: [ImportedItem] = []
        for path in next { items.append(try item(path)) }
        return items
    }

    private mutating func item(_ path: Artifact.Path) throws(RoostError) -> ImportedItem {
        let place = try Artifact.Path(Self.place(path))
        guard let file = try root.file(at: path) else {
            throw RoostError(.notFound, "\(quoted(path.text)) is gone; import again")
        }
        var item = ImportedItem(path: place, file: file, subset: subset(of: path, place))
        let labels = try Artifact.Path(Self.labelPath(path))
        guard let lines = try root.file(at: labels) else { return item }
        do throws(RoostError) {
            let text = try InputFile.text(of: lines, limit: 1 << 26)
            guard text.contains(where: { !$0.isWhitespace }) else { return item }
            item.annotations = try self.lines.read(text, size: try ImageSize.of(file))
        } catch {
            throw RoostError(error.code, "\(quoted(labels.text)): \(error.message)", cause: error)
        }
        return item
    }

    /// What the description lists; without one, what the folder is called.
    private func subset(of path: Artifact.Path, _ place: Artifact.Path) -> Subset? {
        guard hasDescription else { return SubsetFolders.subset(place) ?? subset }
        var prefix = path.text
        while true {
            if let known = listed[prefix] { return known }
            guard let slash = prefix.lastIndex(of: "/") else { return listed[""] ?? subset }
            prefix = String(prefix[..<slash])
        }
    }

    /// The path without the folder that only says that images are in it.
    private static func place(_ path: Artifact.Path) -> String {
        var components = path.components
        if let images = components.dropLast().lastIndex(of: "images") { components.remove(at: images) }
        return components.joined(separator: "/")
    }

    /// `labels` in place of the last `images`, and `.txt` at the end.
    private static func labelPath(_ path: Artifact.Path) -> String {
        var components = path.stem.split(separator: "/")
        if let images = components.dropLast().lastIndex(of: "images") { components[images] = "labels" }
        return components.joined(separator: "/") + ".txt"
    }

    /// The subset of each folder and image that the description names.
    private static func lists(
        _ description: YOLODescription,
        in root: ImagePlace
    ) throws(RoostError) -> [String: Subset] {
        var listed: [String: Subset] = [:]
        for (subset, places) in description.places {
            for place in places {
                let path = try Artifact.Path(place)
                guard let file = try root.file(at: path) else { continue }
                guard place.hasSuffix(".txt") else {
                    listed[place] = subset
                    continue
                }
                let text = try InputFile.text(of: file, limit: 1 << 28)
                for line in text.split(whereSeparator: \.isNewline) where !line.isEmpty {
                    let name = try ImagePlace.path(String(line))
                    listed[name.text] = subset
                }
            }
        }
        return listed
    }

    private static func descriptionFile(in folder: URL) throws(RoostError) -> (file: URL, isYAML: Bool) {
        let documents = FolderListing.files("yaml", in: folder) + FolderListing.files("yml", in: folder)
        if let file = documents.first(where: { $0.lastPathComponent == "data.yaml" }) { return (file, true) }
        if documents.count == 1 { return (documents[0], true) }
        for name in ["classes.txt", "labels/classes.txt", "obj.names"] where FolderListing.has(name, in: folder) {
            guard name != "classes.txt" || FolderListing.has("labels", in: folder) else { continue }
            return (folder.appending(path: name), false)
        }
        throw RoostError(
            .notFound,
            "there is no data.yaml and no classes.txt in \(quoted(folder.lastPathComponent)); add one with the names"
        )
    }
}
