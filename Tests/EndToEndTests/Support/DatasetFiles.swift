import Foundation
import RoostClient
import RoostImaging
import RoostTestSupport

@testable import RoostDatasetFormats

/// The files of a dataset before it went into Roost and after it came out, compared by what they say.
struct DatasetFiles {
    let format: DatasetFormat
    let before: URL
    let after: URL

    static func fixture(_ format: DatasetFormat) -> URL {
        Program.repository.appending(path: "Tests/RoostDatasetFormatsTests/Fixtures/\(format.rawValue)")
    }

    /// What is missing, by file; empty when nothing was lost.
    func losses() throws -> [String] {
        try FolderTree.paths(below: before).compactMap { path in
            guard !isDerived(path), let loss = try loss(path.text) else { return nil }
            return "\(path): \(loss)"
        }
    }

    /// Lists for one class say nothing that the annotations do not.
    private func isDerived(_ path: Artifact.Path) -> Bool {
        path.text.hasPrefix("ImageSets/Main/") && path.name.contains("_")
    }

    private func loss(_ path: String) throws -> String? {
        let other = place(path)
        guard FolderListing.has(other, in: after) else { return "\(other) is not there" }
        let (one, two) = (try bytes(path, in: before), try bytes(other, in: after))
        guard one != two else { return nil }
        switch path.split(separator: ".").last {
        case "json": return try value(named(one, path)).missing(in: value(two))
        case "xml": return try XMLReader.read(one).value.missing(in: XMLReader.read(two).value)
        case "yaml":
            let (one, two) = (try yaml(one), try yaml(two))
            return one.names == two.names && one.rest == two.rest ? nil : "the description says something else"
        case "png" where path.contains("mask") || path.contains("instances") || path.contains("Segmentation"):
            return try LabelImage.decode(one) == LabelImage.decode(two) ? nil : "the masks differ"
        case "png" where path.hasPrefix("annotations/"):
            return try Image.decode(one) == Image.decode(two) ? nil : "the segments differ"
        default: return "the bytes differ"
        }
    }

    /// COCO's folders of images come out below `images`, its files with the usual names of subsets.
    private func place(_ path: String) -> String {
        guard format == .coco || format == .panoptic else { return path }
        guard path.hasPrefix("annotations/") else { return "images/\(path)" }
        let folder = Self.folder(path)
        return path.replacing("2017.json", with: ".json").replacing(
            "_\(folder)/",
            with: "_\(folder.dropLast(4))/\(folder)/"
        )
    }

    /// A COCO file with the names its images have in Roost, where each folder keeps its own.
    private func named(_ bytes: [UInt8], _ path: String) throws -> [UInt8] {
        let folder = Self.folder(path)
        let text = String(decoding: bytes, as: UTF8.self)
        return Array(text.replacing("\"file_name\": \"", with: "\"file_name\": \"\(folder)/").utf8)
    }

    /// Where the images are that a file of annotations is about.
    private static func folder(_ path: String) -> String {
        path.contains("val2017") ? "val2017" : "train2017"
    }

    private func bytes(_ path: String, in folder: URL) throws -> [UInt8] {
        try InputFile.bytes(of: folder.appending(path: path), limit: 1 << 24)
    }

    private func value(_ bytes: [UInt8]) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    private func yaml(_ bytes: [UInt8]) throws -> YOLODescription {
        try YOLODescription(yaml: String(decoding: bytes, as: UTF8.self))
    }
}
