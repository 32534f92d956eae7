import Foundation
import RoostClient
import RoostHub

/// What is pushed, as it is typed.
///
///     source = "hf:" owner "/" name [ "@" revision ] | folder | file
enum PushSource: Equatable {
    case hub(HubRepository)
    case folder(URL)
    case file(URL)

    init(_ text: String) throws(RoostError) {
        guard !text.hasPrefix("hf:") else {
            do throws(HubError) {
                self = .hub(try HubRepository(text.dropFirst(3)))
                return
            } catch {
                throw RoostError(error)
            }
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
}
