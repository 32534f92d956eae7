import Foundation
import RoostEntities

/// Writes the COCO files of one subset in pieces, which are put together at the end.
///
/// Images and annotations keep the identifiers they come with. Those that come without one, or with one that is taken,
/// wait until all others are known.
///
/// A class, since its files are open; whoever has it writes alone.
final class COCODocumentWriter {
    private let folder: URL
    private let part: String
    private let kind: String
    private let images: Section
    private let objects: Section
    private let captions: Section
    /// Images with all that is about them.
    private let waiting: OutputFile
    private let waitingFile: URL

    /// - Parameters:
    ///   - folder: is made if it is not there.
    ///   - part: what the names of the files end with, such as `train`.
    ///   - kind: what the name of the file with the annotations begins with.
    /// - Throws: when the files cannot be written.
    init(_ folder: URL, part: String, kind: String) throws(RoostError) {
        self.folder = folder
        self.kind = kind
        self.part = part
        let piece = { (name: String) in folder.appending(path: ".\(part).\(name)") }
        images = try Section(piece("images"))
        objects = try Section(piece("objects"))
        captions = try Section(piece("captions"))
        waitingFile = piece("waiting")
        waiting = try OutputFile(waitingFile)
    }

    /// - Parameters:
    ///   - image: what is said of it, with or without `id`.
    ///   - objects: annotations, with or without `id`.
    ///   - captions: likewise.
    /// - Throws: when the files cannot be written.
    func add(
        _ image: [String: JSONValue],
        objects: [[String: JSONValue]],
        captions: [[String: JSONValue]]
    ) throws(RoostError) {
        var later: [String: JSONValue] = [:]
        if try images.keep(image) {
            let imageID = image["id"]
            let left = try Self.left(objects, on: imageID, in: self.objects)
            let leftCaptions = try Self.left(captions, on: imageID, in: self.captions)
            guard !left.isEmpty || !leftCaptions.isEmpty else { return }
            later["image_id"] = imageID
            later["objects"] = .array(left.map { .object($0) })
            later["captions"] = .array(leftCaptions.map { .object($0) })
        } else {
            later["image"] = .object(image)
            later["objects"] = .array(objects.map { .object($0) })
            later["captions"] = .array(captions.map { .object($0) })
        }
        try waiting.write(JSONText.text(.object(later)))
    }

    /// Those that have no identifier of their own yet; the others are written.
    private static func left(
        _ objects: [[String: JSONValue]],
        on imageID: JSONValue?,
        in section: Section
    ) throws(RoostError) -> [[String: JSONValue]] {
        var left: [[String: JSONValue]] = []
        for var object in objects {
            object["image_id"] = imageID
            if try !section.keep(object) { left.append(object) }
        }
        return left
    }

    /// - Parameter rest: what stands at the top beside images and annotations.
    /// - Throws: when the files cannot be written.
    func finish(_ rest: [String: JSONValue]) throws(RoostError) {
        try waiting.flush()
        try numberWaiting()
        for section in [images, objects, captions] { try section.file.flush() }
        try compose("\(kind)_\(part).json", objects, rest)
        if !captions.file.isEmpty {
            try compose("captions_\(part).json", captions, rest.filter { $0.key != "categories" })
        }
        for file in [images.url, objects.url, captions.url, waitingFile] {
            try? FileManager.default.removeItem(at: file)
        }
    }

    private func numberWaiting() throws(RoostError) {
        var scanner = try JSONScanner(try InputFile(waitingFile))
        while try scanner.next() != nil {
            let entry = try scanner.value(limit: .max)
            var imageID = entry["image_id"]
            if let image = entry["image"]?.members { imageID = try images.number(image) }
            for (section, key) in [(objects, "objects"), (captions, "captions")] {
                for object in entry[key]?.elements ?? [] {
                    var members = object.members ?? [:]
                    members["image_id"] = imageID
                    // An identifier that was free is still that of its object.
                    if try !section.keep(members) { _ = try section.number(members) }
                }
            }
        }
    }

    private func compose(
        _ name: String,
        _ annotations: Section,
        _ rest: [String: JSONValue]
    ) throws(RoostError) {
        let file = try OutputFile(folder.appending(path: name))
        try file.write("{")
        for (key, value) in rest.sorted(by: { $0.key < $1.key }) {
            try file.write(JSONText.text(.string(key)) + ":".utf8 + JSONText.text(value) + ",\n".utf8)
        }
        try file.write("\"images\":[")
        try file.append(images.url)
        try file.write("],\n\"annotations\":[")
        try file.append(annotations.url)
        try file.write("]}\n")
        try file.flush()
    }

    /// Elements of one of the document's lists, with identifiers of their own.
    private final class Section {
        let url: URL
        let file: OutputFile
        private var taken: Set<Int> = []
        private var highest = 0

        init(_ url: URL) throws(RoostError) {
            self.url = url
            file = try OutputFile(url)
        }

        /// Writes what has an identifier that is free; else says no.
        func keep(_ members: [String: JSONValue]) throws(RoostError) -> Bool {
            guard let id = members["id"]?.int, taken.insert(id).inserted else { return false }
            highest = max(highest, id)
            try write(members)
            return true
        }

        /// Writes what gets the next identifier.
        func number(_ members: [String: JSONValue]) throws(RoostError) -> JSONValue {
            var id = highest < 1 << 52 ? highest + 1 : 1
            while !taken.insert(id).inserted { id += 1 }
            highest = max(highest, id)
            let value = JSONValue.integer(Int64(id))
            try write(members.merging(["id": value]) { _, own in own })
            return value
        }

        private func write(_ members: [String: JSONValue]) throws(RoostError) {
            if !file.isEmpty { try file.write(",\n") }
            try file.write(JSONText.text(.object(members)))
        }
    }
}
