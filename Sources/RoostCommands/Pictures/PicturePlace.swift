import Foundation
import RoostClient

/// Where pictures of several images go: one file, or a folder with a file for each image.
struct PicturePlace: Sendable, Equatable {
    /// As many as there are images, each another.
    let files: [URL]
    /// To be made if it is not there; `nil` for one file.
    let folder: URL?

    private static let suffixes: Set = ["png", "jpg", "jpeg"]

    /// - Parameters:
    ///   - place: a name that ends in `.png`, `.jpg` or `.jpeg` is that of a file, unless a folder has it.
    ///   - images: what is drawn on; never written to.
    /// - Throws: `invalidArgument` for one file and several images, and when an image would be overwritten.
    init(_ place: String, for images: [URL]) throws(RoostError) {
        let url = URL(filePath: place)
        if Self.suffixes.contains(url.pathExtension.lowercased()), !Self.isFolder(url) {
            guard images.count == 1 else {
                throw RoostError(
                    .invalidArgument,
                    "\(Output.safe(place)) is one picture for \(images.count) images; name a folder"
                )
            }
            files = [url]
            folder = nil
        } else {
            let folder = URL(filePath: place, directoryHint: .isDirectory)
            var taken: Set<String> = []
            files = images.map { folder.appending(path: Self.name(for: $0, &taken), directoryHint: .notDirectory) }
            self.folder = folder
        }
        let own = Set(images.map(Self.identity))
        guard let lost = files.first(where: { own.contains(Self.identity($0)) }) else { return }
        let path = Output.safe(lost.path(percentEncoded: false))
        throw RoostError(.invalidArgument, "\(path) is one of the images; name another place for what is drawn")
    }

    /// - Throws: `permissionDenied` when the folder is not there and cannot be made.
    func prepare() throws(RoostError) {
        guard let folder else { return }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            let path = Output.safe(folder.path(percentEncoded: false))
            throw RoostError(.permissionDenied, "cannot make the folder \(path); name another", cause: error)
        }
    }

    /// The image's own name; a JPEG stays one, all others become PNGs, and a name that is taken gets a number.
    private static func name(for image: URL, _ taken: inout Set<String>) -> String {
        let suffix = image.pathExtension.lowercased()
        let stem = image.deletingPathExtension().lastPathComponent
        let kept = suffix == "jpg" || suffix == "jpeg" ? image.pathExtension : "png"
        var (name, number) = ("\(stem).\(kept)", 2)
        while !taken.insert(name.lowercased()).inserted { (name, number) = ("\(stem)-\(number).\(kept)", number + 1) }
        return name
    }

    private static func identity(_ file: URL) -> String {
        file.standardizedFileURL.resolvingSymlinksInPath().path(percentEncoded: false)
    }

    private static func isFolder(_ place: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: place.path(percentEncoded: false), isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
