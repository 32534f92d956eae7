import Foundation
import RoostEntities

/// Where Pascal VOC keeps things.
///
///     Annotations/*.xml    JPEGImages/*.jpg    ImageSets/Main/*.txt    SegmentationClass/*.png    SegmentationObject/*.png
struct VOCLayout: Sendable {
    static let annotations = "Annotations"
    static let images = "JPEGImages"
    static let sets = "ImageSets/Main"
    static let classMasks = "SegmentationClass"
    static let objectMasks = "SegmentationObject"
    static let labelMap = "labelmap.txt"

    static func isLayout(_ folder: URL) -> Bool {
        FolderListing.has(annotations, in: folder) && imageFolder(in: folder) != nil
    }

    static func imageFolder(in folder: URL) -> URL? {
        [images, "images", "Images"].first { FolderListing.has($0, in: folder) }.map { folder.appending(path: $0) }
    }

    /// The subset of each image that a list names.
    ///
    /// What is only in `trainval` is for training.
    static func subsets(in folder: URL) throws(RoostError) -> [String: Subset] {
        var subsets: [String: Subset] = [:]
        for (name, subset) in [("train", Subset.train), ("val", .validation), ("test", .test), ("trainval", .train)] {
            let file = folder.appending(path: "\(sets)/\(name).txt")
            guard FolderListing.has("\(sets)/\(name).txt", in: folder) else { continue }
            let text = try InputFile.text(of: file, limit: 1 << 28)
            for line in text.split(whereSeparator: \.isNewline) {
                guard let id = id(line) else { continue }
                guard let known = subsets.updateValue(subset, forKey: id) else { continue }
                guard name != "trainval" else {
                    subsets[id] = known
                    continue
                }
                guard known == subset else {
                    throw RoostError(
                        .corrupted,
                        "\(quoted(id)) is in \(known.rawValue) and in \(subset.rawValue); leave it in one of them"
                    )
                }
            }
        }
        return subsets
    }

    /// Without the mark of lists for one class.
    private static func id(_ line: Substring) -> String? {
        var line = line
        while let last = line.last, last.isWhitespace { line.removeLast() }
        while let first = line.first, first.isWhitespace { line.removeFirst() }
        for mark in [" 1", " -1", " 0"] where line.hasSuffix(mark) { line.removeLast(mark.count) }
        while let last = line.last, last.isWhitespace { line.removeLast() }
        return line.isEmpty ? nil : String(line)
    }
}
