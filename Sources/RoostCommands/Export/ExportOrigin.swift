import Foundation
import RoostClient

/// What is exported, as it is typed.
///
///     origin = version | folder           a folder's path has a "/" in it, or is "." or ".."
enum ExportOrigin: Equatable {
    case version(Reference)
    case folder(URL)

    init(_ text: String) throws(RoostError) {
        guard text.contains("/") || text == "." || text == ".." else {
            self = .version(try Reference(text))
            return
        }
        let place = URL(filePath: text, directoryHint: .isDirectory).standardizedFileURL
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: place.path(percentEncoded: false), isDirectory: &isFolder)
        guard isThere, isFolder.boolValue else {
            throw RoostError(
                .notFound,
                "there is no folder at \(quoted(text)); name a checkpoint's folder, or a version such as mine:2"
            )
        }
        self = .folder(place)
    }
}
