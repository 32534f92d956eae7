import Foundation
import RoostClient

/// What is pushed, as it is typed.
///
///     source = "hf:" owner "/" name [ "@" revision ] | folder | file
enum PushSource: Equatable {
    case hub(repository: String, revision: String)
    case folder(URL)
    case file(URL)

    init(_ text: String) throws(RoostError) {
        guard !text.hasPrefix("hf:") else {
            self = try Self.hub(String(text.dropFirst(3)))
            return
        }
        let place = URL(filePath: text)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path(percentEncoded: false), isDirectory: &isFolder) else {
            throw RoostError(
                .notFound,
                "there is nothing at \(quoted(text)); name a folder, an .onnx file, or hf:owner/name"
            )
        }
        self = isFolder.boolValue ? .folder(place) : .file(place)
    }

    private static func hub(_ text: String) throws(RoostError) -> PushSource {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let names = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        let isNamed = (1...2).contains(names.count) && names.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
        let revision = parts.count == 2 ? parts[1] : "main"
        guard isNamed, !revision.isEmpty else {
            throw RoostError(
                .invalidArgument,
                "\(quoted("hf:" + text)) is no repository; it looks like hf:owner/name@main"
            )
        }
        return .hub(repository: parts[0], revision: revision)
    }
}
