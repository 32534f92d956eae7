import Foundation
import RoostClient

/// The images that arguments name: files as they are, folders for what lies in them.
enum ImageFiles {
    private static let extensions: Set<String> = ["jpg", "jpeg", "png", "webp"]

    /// - Returns: files in the order of the arguments; those of a folder, however deep, sorted by path.
    static func find(_ arguments: [String]) throws -> [URL] {
        var files: [URL] = []
        for argument in arguments {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) else {
                throw RoostError(.notFound, "\(quoted(argument)) does not exist; is the path right?")
            }
            files += isFolder.boolValue ? try inFolder(argument) : [URL(filePath: argument)]
        }
        return files
    }

    private static func inFolder(_ folder: String) throws -> [URL] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        let images = names.filter { extensions.contains(($0 as NSString).pathExtension.lowercased()) }.sorted()
        guard !images.isEmpty else {
            throw RoostError(.notFound, "the folder \(quoted(folder)) holds no JPEG, PNG or WebP file")
        }
        return images.map { URL(filePath: folder).appending(path: $0) }
    }
}
